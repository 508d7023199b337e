"""`briefgen doctor`: what is there, and the command that helps where something is missing."""

import shutil
from pathlib import Path

import pytest

from briefgen.app import doctor
from briefgen.app.doctor import Check, examine
from briefgen.language import pack


def checks() -> dict[str, Check]:
    return {check.subject: check for check in examine()}


def test_it_names_the_versions_and_the_pack_with_its_hash() -> None:
    found = checks()
    assert {"briefgen", "Python", "spacy", "weasyprint"} <= found.keys()
    assert pack.fingerprint() in found["language pack"].found
    assert found["language pack"].fine


def test_a_missing_library_comes_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "find_library", lambda _: None)
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    found = checks()
    assert not found["pango"].fine
    assert found["pango"].needed
    assert found["pango"].remedy.endswith("apt-get install libpango-1.0-0")
    assert not found["harfbuzz-subset"].needed


def test_a_missing_font_is_a_note_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "fc-list"
    program.write_text("#!/bin/sh\n[ $1 = :lang=ko ] || echo Some Font\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = checks()
    assert found["font for Arabic"].found == "Some Font"
    assert not found["font for Korean"].fine
    assert not found["font for Korean"].needed
    assert "fonts-noto-cjk" in found["font for Korean"].remedy


def test_a_changed_pack_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(Path(str(pack.folder())), tmp_path / "pack")
    (tmp_path / "pack" / "vocabulary.txt").write_text("no\n")
    monkeypatch.setattr(pack, "folder", lambda: tmp_path / "pack")
    found = checks()["language pack"]
    assert not found.fine
    assert "'vocabulary.txt': not the file" in found.found
    assert "pip install" in found.remedy


def test_a_pipeline_that_the_profile_names_is_looked_at() -> None:
    found = {check.subject: check for check in examine("en_none")}["spaCy pipeline"]
    assert not found.fine
    assert found.remedy == "python -m spacy download en_none"
