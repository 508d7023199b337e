"""Whatever is altered in a brief is noticed and named; a brief as it was made is proved whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from alda import WEEK, alda_brief, write_alda
from alterations import Alteration, by_type, fields_of, forgeries, is_altered
from builders import SEEDS, seeds_brief
from dodges import OURS, forged_files
from forgeries import forged
from test_foreign import MAKERS, pdf
from weekly import deliver, make, make_series

from briefgen.brief import derive
from briefgen.brief.build import build_brief
from briefgen.model import Brief, Occasion
from briefgen.model.frozen import dump, json_schema, load_brief, of_plain, plain, thaw
from briefgen.profile.load import load_profile
from briefgen.profile.tables import Profile, ReadingOptions
from briefgen.series.archive import Archive, read_archive
from briefgen.series.make import archive_path
from briefgen.series.proof import Proof, prove
from briefgen.sources import reopen as reopen_module
from briefgen.sources.readers import foreign, read_sources
from briefgen.sources.readers.foreign import Found

HARMLESS: dict[str, str] = {}
"""Fields that may be altered unseen, each with why. There is none: no page prints it, and it decides nothing."""
EVERY = 12
"""Of the alterations by type of the samples' brief every twelfth is tried; of the small collection's all are."""


@pytest.fixture(scope="module")
def brief() -> Brief:
    """The samples' brief as it comes back from its file."""
    return of_plain(plain(seeds_brief()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small collection whose brief has nearly every field."""
    made = tmp_path_factory.mktemp("alda")
    write_alda(made)
    return made


@pytest.fixture(scope="module")
def alda(folder: Path) -> Brief:
    return alda_brief(folder)


@pytest.fixture(autouse=True)
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


def test_every_alteration_of_the_samples_brief_is_noticed_and_named(brief: Brief) -> None:
    tree, texts = plain(brief), texts_of(brief)
    made = [*forgeries(tree, texts), *forged(tree, texts), *list(by_type(tree))[::EVERY]]
    assert len(made) >= 150
    refuse_unseen(made, SEEDS)


def test_every_alteration_of_every_field_is_noticed_and_named(alda: Brief, folder: Path) -> None:
    tree, texts = plain(alda), texts_of(alda)
    made = [*forgeries(tree, texts), *forged(tree, texts), *by_type(tree)]
    assert len(made) >= 1000
    altered = {a.field for a in made}
    assert [f for f in fields_of(json_schema()) if not is_altered(f, altered)] == []
    refuse_unseen(made, folder / "inbox")


def refuse_unseen(
    made: Sequence[Alteration], sources: Path, archive: Archive | None = None
) -> None:
    unseen, unnamed = [], []
    for altered in made:
        proof = prove(of_plain(altered.tree), [sources], archive=archive)
        if proof.proved:
            unseen.append((altered.where, altered.kind))
        elif not names(proof, altered):
            unnamed.append((altered.where, altered.kind, said(proof)[:2]))
    assert [u for u in unseen if u[0] not in HARMLESS] == []
    assert len(HARMLESS) <= 0.05 * len(made)
    assert unnamed == []


def test_every_alteration_of_a_brief_of_other_formats_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("word.docx", "feed.xml", "mail.eml", "pack.zip", "box.mbox"):
        (tmp_path / name).write_bytes(MAKERS[name]())
    (tmp_path / "paper.pdf").write_bytes(pdf())
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 and nothing")
    read_each_once(monkeypatch)
    documents, skipped = read_sources([tmp_path])
    made = build_brief(documents, Profile(), as_of="2026-03-04", skipped=skipped)
    tree, texts = plain(made), texts_of(made)
    assert prove(of_plain(tree)).proved
    refuse_unseen(
        [*forgeries(tree, texts), *forged(tree, texts), *list(by_type(tree))[::9]], tmp_path
    )


def read_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a file that needs a parser once: the same bytes give the same."""
    real, read = foreign.read_each, dict[str, Any]()

    def read_each(files: Sequence[Found], options: ReadingOptions) -> Iterator[Any]:
        for found in files:
            key = repr((found, options))
            if key not in read:
                read[key] = list(real([found], options))
            yield from read[key]

    monkeypatch.setattr(foreign, "read_each", read_each)
    monkeypatch.setattr(reopen_module, "read_each", read_each)


def test_every_alteration_of_an_edition_is_noticed_and_named(tmp_path: Path) -> None:
    profile = make_series(tmp_path)
    for week in range(5):
        deliver(profile, week)
        make(profile, week)
    latest = max((tmp_path / "output").glob("*/brief.json"))
    tree, near = plain(load_brief(latest)), [*latest.parents]
    texts = texts_of(of_plain(tree), near)
    made = [*forgeries(tree, texts), *forged(tree, texts), *list(by_type(tree))[::4]]
    assert sum(altered.where.startswith("changes") for altered in made) > 9
    with read_archive(archive_path(load_profile(profile), profile) or tmp_path) as archive:
        assert prove(of_plain(tree), nearby=near, archive=archive).proved
        refuse_unseen(made, tmp_path / "inbox", archive)


@pytest.mark.parametrize("name", OURS)
def test_our_own_words_altered_with_all_hashes_are_listed(
    alda: Brief, folder: Path, name: str
) -> None:
    tree = plain(alda)
    words = OURS[name](tree, texts_of(alda))
    proof = prove(of_plain(tree), [folder / "inbox"])
    assert proof.proved, said(proof)
    assert any(words in mine.text for mine in proof.ours)


def test_a_file_that_says_more_than_its_brief_is_not_proved(alda: Brief, folder: Path) -> None:
    content = dump(alda)
    assert prove(alda, [folder / "inbox"], content=content).proved
    for kind, other in forged_files(content):
        proof = prove(thaw(other, kind), [folder / "inbox"], content=other)
        assert not proof.proved, kind


def test_an_article_of_a_file_that_is_left_out_is_noticed(alda: Brief, folder: Path) -> None:
    """A brief is built from the other lines alone, funnel and all: one line is missing in it."""
    profile = load_profile(folder / "briefgen.toml")
    documents, skipped = read_sources([folder / "inbox"], profile.reading)
    some = [d for d in documents if d.record != 2]
    occasion = Occasion(window=WEEK)
    made = build_brief(some, profile, as_of=alda.as_of, skipped=skipped, occasion=occasion)
    assert "sources" in {f.where.partition(".")[0] for f in prove(made, [folder / "inbox"]).faults}


def test_lines_that_came_later_are_told(alda: Brief, tmp_path: Path) -> None:
    inbox = write_alda(tmp_path)
    with (inbox / "3_week.jsonl").open("a") as file:
        file.write('{"text": "A goat was born in the zoo of Num on Sunday, the zoo said."}\n')
    proof = prove(alda, [inbox])
    assert not proof.faults
    assert "'3_week.jsonl' has 1 article behind the last one" in proof.unproved["sources"]


def test_folders_that_a_brief_says_its_files_were_in_do_not_matter(
    alda: Brief, folder: Path
) -> None:
    """The one harmless alteration: no page prints them, and what is opened has the SHA-256 of the brief."""
    tree = plain(alda)
    for source in tree["sources"]:
        source["path"] = f"elsewhere/{source['file']}"
    assert prove(of_plain(tree), [folder / "inbox"]).proved


def texts_of(brief: Brief, near: Sequence[Path] = ()) -> dict[str, str]:
    """Return the texts of a brief's sources by their ids."""
    found = reopen_module.reopen(brief.sources, reopen_module.Search(nearby=near))
    return {key: again.text or "" for key, again in found.items()}


def said(proof: Proof) -> list[str]:
    told = [f"{fault.where} {fault.said}" for fault in proof.faults]
    return told + [f"{part} {why}" for part, why in proof.unproved.items()]


def names(proof: Proof, altered: Alteration) -> bool:
    """Return whether what is told names the altered part, or the item of it."""
    part, _, rest = altered.where.partition(".")
    item = rest.partition(".")[0]
    named = part.removesuffix("s")
    return any(named in line or (bool(item) and item in line) for line in said(proof))


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
    assert (proof.proved, proof.faults) == (False, ())
    assert proof.levels["derived"] == "not of this brief"
    assert proof.unproved == {"all else": "briefgen/brief/1 holds no profile"}


def test_what_another_version_made_is_not_passed_and_not_failed(brief: Brief) -> None:
    tree = plain(brief)
    tree["generator"]["version"] = "99.0"
    proof = prove(of_plain(tree), [SEEDS])
    assert not proof.faults
    assert set(proof.unproved) == {"generator"}
    tree["themes"][0]["passages"] += 1
    assert "themes" in prove(of_plain(tree), [SEEDS]).unproved


def test_code_that_a_brief_names_is_not_run(brief: Brief) -> None:
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

    tree = plain(brief)
    source = tree["sources"][0]
    source["path"] = f"elsewhere/{source['file']}"
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
