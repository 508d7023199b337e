"""The language pack: every file is the one it was made with, or the message says what helps."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.errors import LanguageError
from briefgen.language import pack

PACK = Path(str(pack.folder()))
MEGABYTE = 1_000_000


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the pack be a copy that may be harmed."""
    shutil.copytree(PACK, tmp_path / "pack")
    monkeypatch.setattr(pack, "folder", lambda: tmp_path / "pack")
    pack.manifest.cache_clear()
    yield tmp_path / "pack"
    pack.manifest.cache_clear()


def test_the_manifest_names_every_file_and_its_hash() -> None:
    files = {p.name: p.read_bytes() for p in PACK.iterdir() if p.name != "manifest.json"}
    assert pack.manifest()["files"] == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }


def test_the_pack_is_small() -> None:
    assert sum(p.stat().st_size for p in PACK.iterdir()) <= 40 * MEGABYTE


def test_a_changed_file_is_not_used(copy: Path) -> None:
    (copy / "vocabulary.txt").write_bytes(b"Atlantis\n")
    with pytest.raises(LanguageError, match=r"'vocabulary.txt': not the file .* pip install"):
        pack.read("vocabulary.txt")


def test_a_missing_file_is_named_with_the_remedy(copy: Path) -> None:
    (copy / "vectors.npz").unlink()
    with pytest.raises(LanguageError, match=r"'vectors.npz': missing .* pip install"):
        pack.read("vectors.npz")


@pytest.mark.parametrize("content", [None, "no JSON"])
def test_a_manifest_that_cannot_be_read_is_named(copy: Path, content: str | None) -> None:
    (copy / "manifest.json").unlink()
    if content:
        (copy / "manifest.json").write_text(content)
    with pytest.raises(LanguageError, match=r"'manifest.json': .* pip install"):
        pack.read("vocabulary.txt")


def test_the_fingerprint_stands_for_every_file(copy: Path) -> None:
    before = pack.fingerprint()
    changed = pack.manifest() | {"files": pack.manifest()["files"] | {"vocabulary.txt": "0" * 64}}
    (copy / "manifest.json").write_text(json.dumps(changed))
    pack.manifest.cache_clear()
    assert pack.fingerprint() != before
