"""Whatever is altered in a brief is noticed and named; a brief as it was made is proved whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alterations import Alteration, by_type, forgeries
from builders import SEEDS, seeds_brief

from briefgen.brief import derive
from briefgen.model import Brief
from briefgen.model.frozen import of_plain, plain
from briefgen.series.proof import Proof, prove

HARMLESS: dict[str, str] = {}
"""Fields that may be altered unseen, each with why. There is none: no page prints it, and it decides nothing."""


EVERY = 4
"""Of the alterations by type every fourth is tried, some two hundred: all of them (1) take four times as long."""


@pytest.fixture(scope="module")
def brief() -> Brief:
    """The samples' brief as it comes back from its file."""
    return of_plain(plain(seeds_brief()))


@pytest.fixture(scope="module")
def alterations(brief: Brief) -> list[Alteration]:
    tree = plain(brief)
    texts = {s.id: Path(s.path).read_bytes().decode(s.encoding) for s in brief.sources}
    return [*forgeries(tree, texts), *list(by_type(tree))[::EVERY]]


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build a brief once from the same sources, profile and rest: it gives the same brief."""
    real, made = derive.build_brief, dict[str, Brief]()

    def build(*given: Any, **named: Any) -> Brief:
        key = repr((given, named))
        if key not in made:
            made[key] = real(*given, **named)
        return made[key]

    monkeypatch.setattr(derive, "build_brief", build)


def test_the_samples_brief_is_proved_whole(brief: Brief) -> None:
    proof = prove(brief, [SEEDS])
    assert (proof.proved, proof.faults, dict(proof.unproved)) == (True, (), {})
    assert proof.levels == {
        "quotes": "proved", "references": "proved", "derived": "proved", "changes": "not of this brief",
    }  # fmt: skip


def test_every_alteration_is_noticed_and_named(
    brief: Brief, alterations: list[Alteration], quickly: None
) -> None:
    assert len(alterations) >= 150
    unseen, unnamed = [], []
    for altered in alterations:
        proof = prove(of_plain(altered.tree), [SEEDS])
        if proof.proved:
            unseen.append((altered.where, altered.kind))
        elif not names(proof, altered):
            unnamed.append((altered.where, altered.kind, said(proof)[:2]))
    assert [u for u in unseen if u[0] not in HARMLESS] == []
    assert len(HARMLESS) <= 0.05 * len(alterations)
    assert unnamed == []


def said(proof: Proof) -> list[str]:
    told = [f"{fault.where} {fault.said}" for fault in proof.faults]
    return told + [f"{part} {why}" for part, why in proof.unproved.items()]


def names(proof: Proof, altered: Alteration) -> bool:
    """Return whether what is told names the altered part, or the item of it."""
    part, _, rest = altered.where.partition(".")
    item = rest.partition(".")[0]
    return any(part in line or (bool(item) and item in line) for line in said(proof))


def test_many_differences_are_told_by_their_first_cause(brief: Brief) -> None:
    tree = plain(brief)
    for evidence in tree["evidence"].values():
        evidence["origins"] += 1
    proof = prove(of_plain(tree), [SEEDS])
    assert len(proof.faults) == len(brief.evidence)
    first = next(iter(brief.evidence))
    assert proof.faults[0].where == f"evidence.{first}.origins"


def test_a_brief_of_the_format_before_is_proved_at_its_level(brief: Brief) -> None:
    tree = plain(brief)
    for part in ("profile", "decisions"):
        tree.pop(part)
    tree["generator"] |= {"models": None, "given_sha256": None}
    old = of_plain(tree | {"schema": "briefgen/brief/1"})
    proof = prove(old, [SEEDS])
    assert proof.proved
    assert proof.levels["derived"] == "not of this brief"


def test_what_another_version_made_is_not_passed_and_not_failed(brief: Brief) -> None:
    tree = plain(brief)
    tree["generator"]["version"] = "99.0"
    proof = prove(of_plain(tree), [SEEDS])
    assert not proof.faults
    assert set(proof.unproved) == {"generator"}
    tree["themes"][0]["passages"] += 1
    assert "themes" in prove(of_plain(tree), [SEEDS]).unproved


def test_code_that_a_brief_names_is_not_run(brief: Brief, quickly: None) -> None:
    tree = plain(brief)
    selection = {**tree["profile"]["selection"], "summariser": "os:system"}
    tree["profile"] = {**tree["profile"], "selection": selection}
    for version in (tree["generator"]["version"], "99.0"):
        tree["generator"] = {**tree["generator"], "version": version}
        proof = prove(of_plain(tree), [SEEDS])
        assert not proof.proved
        assert any("os:system" in line and "not run" in line for line in said(proof))


@pytest.mark.parametrize("kind", ["link out of the folder", "pipe", "too large", "codec"])
def test_a_path_that_is_no_regular_file_of_the_folder_is_refused(
    brief: Brief, tmp_path: Path, kind: str
) -> None:
    import os

    tree, source = plain(brief), plain(brief)["sources"][0]
    place = tmp_path / "inbox" / source["file"]
    place.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "link out of the folder":
        place.symlink_to(SEEDS / source["file"])
    elif kind == "too large":
        place.write_bytes(b"a" * 11_000_000)
    else:
        tree["sources"][0]["encoding"] = "unicode_escape"
    proof = prove(of_plain(tree), [place.parent])
    expected = {
        "link out of the folder": "leads out of its folder", "pipe": "no regular file", "too large": "larger than",
        "codec": "none of the encodings",
    }  # fmt: skip
    assert any(expected[kind] in line for line in said(proof))
