"""Verification opens the sources again and lets no changed word pass."""

import json
import shutil
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from builders import AS_OF, brief_of
from weekly import deliver, make, make_series

from briefgen import verify
from briefgen.brief.build import build_brief
from briefgen.model.frozen import dump, load_brief
from briefgen.model.text import safe
from briefgen.profile.load import load_profile, parse_profile
from briefgen.profile.tables import Profile
from briefgen.series.archive import read_archive
from briefgen.series.make import archive_path
from briefgen.series.proof import prove
from briefgen.sources.readers import read_sources

STRANGER = "S9.99"


@pytest.fixture
def sources(seeds, tmp_path):
    """A copy of the samples, elsewhere."""
    return Path(shutil.copytree(seeds, tmp_path / "moved"))


@pytest.fixture
def tampered(built, tmp_path):
    """Write the samples' brief with something changed in it."""

    def write(change):
        tree = json.loads((built / "brief.json").read_text(encoding="utf-8"))
        change(tree)
        path = tmp_path / "tampered.json"
        path.write_text(json.dumps(tree), encoding="utf-8")
        return path

    return write


def first_sentence(brief, source):
    return next(s for s in brief.sentences.values() if s.source == source.id)


def change_a_letter(path, encoding, sentence_text):
    """Change the first letter of a sentence in a file."""
    text = path.read_bytes().decode(encoding)
    at = text.index(sentence_text[:20])
    other = "X" if text[at] != "X" else "Y"
    path.write_bytes((text[:at] + other + text[at + 1 :]).encode(encoding))


# The program -------------------------------------------------------------------------------------


def test_the_samples_brief_is_proved_word_for_word(run, built):
    done = run("verify", built / "brief.json")
    held = len(load_brief(built / "brief.json").sentences)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == f"{held} sentences from 5 sources proved, word for word"
    assert lines[2] == "All else that is printed: derived again from the sources, and the same"


def test_moved_sources_are_found_where_the_option_says(run, built, sources, tmp_path):
    done = run("verify", built / "brief.json", "--sources", sources, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_working_folder_of_the_build_is_found_above_the_brief(run, built, sources, tmp_path):
    project = tmp_path / "project"
    (project / "output" / "edition").mkdir(parents=True)
    sources.rename(project / "seeds")
    brief = shutil.copy(built / "brief.json", project / "output" / "edition")
    done = run("verify", brief, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_one_changed_letter_of_a_source_fails_and_names_the_sentence(
    refuses, built, sources, tmp_path
):
    brief = load_brief(built / "brief.json")
    source = brief.sources[2]
    sentence = first_sentence(brief, source)
    change_a_letter(sources / source.file, source.encoding, sentence.text)
    command = ("verify", built / "brief.json", "--sources", sources)
    says = [f"sentence {sentence.id} ", sentence.text, source.file, "SHA-256"]
    said = refuses(*command, code=1, says=says, cwd=tmp_path)
    assert not any(
        f"sentence {s.id} " in said for s in brief.sentences.values() if s.id != sentence.id
    )


def test_a_missing_source_fails_with_its_sentences_and_the_remedy(
    refuses, built, sources, tmp_path
):
    brief = load_brief(built / "brief.json")
    source = brief.sources[1]
    (sources / source.file).unlink()
    mine = [s for s in brief.sentences.values() if s.source == source.id]
    says = [
        source.id,
        source.file,
        "No such file",
        "--sources",
        *(s.id for s in mine),
    ]
    command = ("verify", built / "brief.json", "--sources", sources)
    refuses(*command, code=1, says=says, cwd=tmp_path)


def test_an_unreadable_source_fails_with_its_reason(refuses, built, sources, mortal, tmp_path):
    source = load_brief(built / "brief.json").sources[0]
    (sources / source.file).chmod(0)
    command = ("verify", built / "brief.json", "--sources", sources)
    says = [source.file, "Permission denied"]
    refuses(*command, code=1, says=says, cwd=tmp_path, prefix=mortal)


def test_a_changed_sentence_of_the_brief_fails_and_is_named(refuses, tampered):
    def change(tree):
        name = next(iter(tree["sentences"]))
        tree["sentences"][name]["text"] += " It was the fifth."

    refuses("verify", tampered(change), code=1, says=["sentence S1.", "It was the fifth."])


def test_a_point_that_names_no_sentence_of_the_brief_fails(refuses, tampered):
    def change(tree):
        tree["key_points"][0]["sentence"] = STRANGER

    refuses("verify", tampered(change), code=1, says=[f"sentence {STRANGER}", "does not hold"])


def test_a_brief_whose_points_lead_nowhere_is_not_rendered(refuses, tampered, last_good):
    def change(tree):
        tree["key_points"][0]["sentence"] = STRANGER

    path = tampered(change)
    command = ("render", path, "--audience", "executive", "-o", last_good)
    refuses(*command, code=4, says=[str(path), STRANGER], keeps=last_good)


@pytest.mark.parametrize("command", ["verify", "render"])
@pytest.mark.parametrize(
    "content",
    [b"", b"A letter.", b"\xff\xfe\x00", b"[]", b"{}", b'{"schema": "briefgen/brief/3"}', None],
    ids=["empty", "text", "binary", "list", "nothing", "a later format", "missing"],
)
def test_a_file_that_is_no_brief_is_refused(refuses, tmp_path, last_good, command, content):
    path = tmp_path / "brief.json"
    if content is not None:
        path.write_bytes(content)
    says = [str(path), "brief.json" if content is None else "build it again"]
    how = ("-o", last_good) if command == "render" else ()
    refuses(command, path, *how, code=4, says=says, keeps=last_good)


# Every way a brief can be untrue -----------------------------------------------------------------


@pytest.fixture(scope="module")
def frozen(built):
    """The samples' brief."""
    return load_brief(built / "brief.json")


def test_a_sentence_changed_together_with_its_hash_fails_too(frozen, seeds):
    key, sentence = next(iter(frozen.sentences.items()))
    other = next(s for s in frozen.sentences.values() if s.text != sentence.text)
    forged = replace(sentence, text=other.text, sha256=other.sha256)
    verdict = verify(replace(frozen, sentences={**frozen.sentences, key: forged}), [seeds])
    (failure,) = verdict.failures
    assert failure.startswith(f"sentence {key} ")
    assert verdict.sentences == len(frozen.sentences) - 1


def test_a_sentence_moved_by_one_character_fails(frozen, seeds):
    key, sentence = next(iter(frozen.sentences.items()))
    moved = replace(sentence, start=sentence.start + 1, end=sentence.end + 1)
    (failure,) = verify(
        replace(frozen, sentences={**frozen.sentences, key: moved}), [seeds]
    ).failures
    assert failure.startswith(f"sentence {key} ")


def test_a_sentence_of_a_source_that_is_not_listed_fails(frozen, seeds):
    failures = verify(replace(frozen, sources=frozen.sources[1:]), [seeds]).failures
    lost = [s.id for s in frozen.sentences.values() if s.source == frozen.sources[0].id]
    assert [
        f"sentence {key} " for key in lost if not any(f"sentence {key} " in f for f in failures)
    ] == []


def test_a_paragraph_changed_in_the_annex_fails(frozen, seeds):
    source = next(s for s in frozen.sources if any(p.text for p in s.paragraphs))
    paragraphs = tuple(replace(p, text=p.text and p.text + "!") for p in source.paragraphs)
    forged = tuple(replace(s, paragraphs=paragraphs) if s is source else s for s in frozen.sources)
    failures = verify(replace(frozen, sources=forged), [seeds]).failures
    assert len(failures) == sum(p.text is not None for p in paragraphs)
    assert all(f.startswith(f"paragraph {source.id} ") for f in failures)


def point_to_stranger(entries, field):
    """Return a tuple of entries with the first one's sentence, or list of them, leading nowhere."""
    held = getattr(entries[0], field)
    changed = (*held, STRANGER) if isinstance(held, tuple) else STRANGER
    return (replace(entries[0], **{field: changed}), *entries[1:])


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ("key_points", "sentence"),
        ("key_points", "lead_in"),
        ("outlook", "sentence"),
        ("themes", "bottom_line"),
        ("questions", "sentences"),
        ("timeline", "sentence"),
        ("timeline", "also"),
        ("claims", "sentence"),
        ("claims", "asserted"),
        ("claims", "denied"),
        ("quotations", "sentence"),
    ],
)
def test_whatever_names_a_sentence_that_the_brief_does_not_hold_fails(frozen, seeds, part, field):
    entries = getattr(frozen, part)
    forged = replace(frozen, **{part: point_to_stranger(entries, field)})
    assert any(STRANGER in failure for failure in verify(forged, [seeds]).failures)


@pytest.mark.parametrize("field", ["points", "outlook", "denials", "quantities"])
def test_whatever_a_theme_prints_is_held_by_the_brief(frozen, seeds, field):
    theme = next(t for t in frozen.themes if getattr(t, field))
    forged = replace(theme, **{field: point_to_stranger(getattr(theme, field), "sentence")})
    themes = tuple(forged if t is theme else t for t in frozen.themes)
    assert any(STRANGER in f for f in verify(replace(frozen, themes=themes), [seeds]).failures)


@pytest.mark.parametrize("field", ["also", "denials"])
def test_the_evidence_of_a_sentence_is_held_by_the_brief(frozen, seeds, field):
    key, evidence = next(iter(frozen.evidence.items()))
    forged = {**frozen.evidence, key: replace(evidence, **{field: (STRANGER,)})}
    assert any(STRANGER in f for f in verify(replace(frozen, evidence=forged), [seeds]).failures)


def test_words_in_quotation_marks_are_in_their_sentence(frozen, seeds):
    quotation = replace(frozen.quotations[0], words="We shall never do that")
    forged = replace(frozen, quotations=(quotation, *frozen.quotations[1:]))
    assert any("We shall never do that" in f for f in verify(forged, [seeds]).failures)


def test_what_the_option_names_goes_before_what_happens_to_stand_there(
    frozen, sources, seeds, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    stale = sources.rename(tmp_path / "seeds")
    for path in stale.glob("*.txt"):
        path.write_text("An older article of the same name.")
    assert verify(frozen, [seeds]).failures == ()


# Every kind of source ----------------------------------------------------------------------------

EVENTS = {
    "crlf.txt": ("Seoul", "fired two ballistic missiles toward the East Sea", 350),
    "utf16.txt": ("Tokyo", "sailed a submarine with cruise missiles past Sado Island", 24),
    "utf16be.txt": ("Manila", "seized a cargo of artillery shells in Subic Bay", 900),
    "cp1252.txt": ("Malmö", "expelled three diplomats over forged passports", 12),
    "bom.txt": ("Geneva", "froze the accounts of a trading company in Dandong", 41),
    "marks.md": ("Canberra", "ordered patrol aircraft to watch ship transfers off Okinawa", 7),
}
CODECS = {
    "utf16.txt": "utf-16",
    "utf16be.txt": "utf-16-be",
    "cp1252.txt": "cp1252",
    "bom.txt": "utf-8-sig",
}
PROFILE = {
    "themes": [
        {"id": "security", "name": "Security", "keywords": ["defense ministry", "government"]}
    ],
    "selection": {"theme_points": 30, "theme_words": 900},
}
LINES = {
    "week.jsonl": ("Warsaw", "arrested a courier who carried gyroscopes for rockets", 5),
    "wide.jsonl": ("Ottawa", "sent two frigates to enforce fuel sanctions near Taiwan", 60),
}


def news(place, deed, number):
    return (
        f"The government in {place} {deed} on Monday, the defense ministry said.\n\n"
        f"Officials in {place} told reporters on Tuesday that the operation took “{number} hours” in all.\n"
    )


@pytest.fixture
def collection(tmp_path, monkeypatch):
    """A folder, relative to the working folder, with a source of each kind; and the brief of them."""
    monkeypatch.chdir(tmp_path)
    folder = Path("sources")
    folder.mkdir()
    for name, event in EVENTS.items():
        text = news(*event).replace("\n", "\r\n" if name == "crlf.txt" else "\n")
        text = text.replace("ministry", "**ministry**") if name == "marks.md" else text
        mark = b"\xfe\xff" if name == "utf16be.txt" else b""
        (folder / name).write_bytes(mark + text.encode(CODECS.get(name, "utf-8")))
    for name, event in LINES.items():
        record = json.dumps({"text": news(*event)}, ensure_ascii=False)
        codec, end = ("utf-16", "\r\n") if name == "wide.jsonl" else ("utf-8", "\n")
        (folder / name).write_bytes(f"{{broken{end}{end}{record}{end}".encode(codec))
    documents, skipped = read_sources([folder])
    return folder, build_brief(
        documents, parse_profile(PROFILE, "briefgen.toml"), as_of=AS_OF, skipped=skipped
    )


def test_sources_of_every_encoding_line_end_and_container_are_proved(collection):
    _, brief = collection
    assert {s.file for s in brief.sources} == {*EVENTS, *LINES}
    assert {s.source for s in brief.sentences.values()} == {s.id for s in brief.sources}
    verdict = verify(brief)
    assert (verdict.failures, verdict.sources) == ((), len(EVENTS) + len(LINES))
    assert verdict.sentences == len(brief.sentences)


@pytest.mark.parametrize("name", [*EVENTS, *LINES])
def test_one_changed_letter_fails_in_every_kind_of_source(collection, name):
    folder, brief = collection
    source = next(s for s in brief.sources if s.file == name)
    sentence = first_sentence(brief, source)
    change_a_letter(folder / name, source.encoding, sentence.text)
    failures = verify(brief).failures
    assert any(f.startswith(f"sentence {sentence.id} ") for f in failures)
    assert any("SHA-256" in f for f in failures)
    assert all(f"{source.id} " in f or sentence.id in f for f in failures)


def test_a_line_that_is_gone_from_json_lines_fails(collection):
    folder, brief = collection
    (folder / "week.jsonl").write_text("{broken\n")
    source = next(s for s in brief.sources if s.file == "week.jsonl")
    failures = verify(brief).failures
    assert any("it has no line 3" in f for f in failures)
    assert any(first_sentence(brief, source).id in f for f in failures)


def test_a_line_added_above_in_json_lines_fails(collection):
    folder, brief = collection
    path = folder / "week.jsonl"
    path.write_bytes(b'{"text": "Another article."}\n' + path.read_bytes())
    assert verify(brief).failures


def test_the_order_in_which_sources_are_named_changes_no_document(collection):
    folder, _ = collection
    files = sorted(folder.iterdir())
    assert read_sources(files) == read_sources(files[::-1])


def test_a_brief_goes_to_json_and_back_proved(collection, tmp_path):
    _, brief = collection
    (tmp_path / "brief.json").write_bytes(dump(brief))
    assert verify(load_brief(tmp_path / "brief.json")).failures == ()


def test_a_brief_of_texts_that_never_were_files_fails(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    profile = parse_profile(PROFILE, "briefgen.toml")
    verdict = verify(brief_of([news(*EVENTS["crlf.txt"])], profile, as_of=AS_OF))
    assert verdict.sentences == 0
    assert verdict.failures


ODD_NAMES = [
    "no\u00a0break.txt", "wide\u3000space.txt", "zero\u200bwidth.txt", "right\u202eleft.txt", "new\nline.txt",
    "two  spaces.txt", " leading.txt", "soft\u00adhyphen.txt", "e\u0301.txt", "\U0001f600.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_a_file_name_with_odd_characters_is_found_where_the_option_says(tmp_path, name):
    """What a brief prints of a name has no such characters; the file still has them."""
    inbox, moved = tmp_path / "inbox", tmp_path / "moved"
    (inbox / "deep").mkdir(parents=True)
    (inbox / "deep" / name).write_text(news(*EVENTS["utf16.txt"]))
    documents, _ = read_sources([inbox])
    brief = build_brief(documents, Profile(), as_of=AS_OF)
    inbox.rename(moved)
    for folder in (moved, moved / "deep"):
        verdict = verify(brief, [folder])
        assert (verdict.failures, verdict.sources) == ((), 1)
    (moved / "deep" / name).unlink()
    told = verify(brief, [moved]).failures[0]
    assert told.startswith(f"S1 '{safe(str(inbox / 'deep' / name))}' cannot be opened")


def test_a_file_name_with_a_no_break_space_is_proved_by_the_program(run, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "no\u00a0break.txt").write_text(news(*EVENTS["utf16.txt"]))
    profile = tmp_path / "p.toml"
    profile.write_text("audiences = []\n")
    built = run("build", tmp_path / "inbox", "-p", profile, "--as-of", AS_OF, "-o", tmp_path / "o")
    (tmp_path / "inbox").rename(tmp_path / "moved")
    done = run("verify", built.stdout.strip(), "--sources", tmp_path / "moved")
    assert (done.returncode, done.stderr) == (0, "")


# A series ----------------------------------------------------------------------------------------


def test_an_edition_is_proved_with_its_labels_of_change(tmp_path):
    profile = make_series(tmp_path)
    for week in range(3):
        deliver(profile, week)
        make(profile, week)
    options = load_profile(profile)
    latest = max((profile.parent / "output").glob("*/brief.json"))
    brief = load_brief(latest)
    with read_archive(archive_path(options, profile)) as archive:
        proof = prove(brief, nearby=[*latest.absolute().parents], archive=archive)
        assert (proof.proved, proof.faults, dict(proof.unproved)) == (True, (), {})
        assert proof.levels["changes"] == "proved"
        first, *rest = brief.changes.items
        other = "continuing" if first.kind != "continuing" else "new"
        changes = replace(brief.changes, items=(replace(first, kind=other), *rest))
        forged = replace(brief, changes=changes)
        faults = prove(forged, nearby=[*latest.absolute().parents], archive=archive).faults
        assert faults[0].where == "changes.items.0.kind"
    alone = prove(brief, nearby=[*latest.absolute().parents])
    assert not alone.faults
    assert "changes" in alone.unproved


def test_an_edition_whose_files_are_gone_is_proved_by_the_texts_in_its_archive(tmp_path):
    profile = make_series(tmp_path)
    for week in range(2):
        deliver(profile, week)
        make(profile, week)
    shutil.rmtree(profile.parent / "inbox")
    options = load_profile(profile)
    latest = max((profile.parent / "output").glob("*/brief.json"))
    brief = load_brief(latest)
    with read_archive(archive_path(options, profile)) as archive:
        proof = prove(brief, nearby=[*latest.absolute().parents], archive=archive)
        assert proof.faults == ()
        assert set(proof.levels.values()) == {"proved"}
        assert set(proof.unproved) == {f"sources.{s.id}.sha256" for s in brief.sources}
        key = next(iter(brief.sentences))
        other = replace(brief.evidence[key], origins=9)
        forged = replace(brief, evidence={**brief.evidence, key: other})
        faults = prove(forged, nearby=[*latest.absolute().parents], archive=archive).faults
        assert faults[0].where == f"evidence.{key}.origins"
        sentence = brief.sentences[key]
        moved = replace(sentence, start=sentence.start + 1, end=sentence.end + 1)
        forged = replace(brief, sentences={**brief.sentences, key: moved})
        faults = prove(forged, nearby=[*latest.absolute().parents], archive=archive).faults
        assert faults[0].where.startswith(f"sentences.{key}")
    gone = prove(brief, nearby=[*latest.absolute().parents]).faults
    assert "cannot be opened" in gone[0].said


def test_a_stream_of_json_lines_of_any_size_is_proved_in_little_memory(tmp_path):
    """The file is larger than a whole file may be; what is held at a time is a line, and the brief's own articles."""
    file = tmp_path / "week.jsonl"
    line = json.dumps({"text": "", "note": "x" * 99_000})
    with file.open("w") as out:
        for n in range(120):
            out.write(
                f"{json.dumps({'text': news(f'Town {n}', 'closed a pier', n)})}\n{line}\n"
                if n < 2
                else f"{line}\n"
            )
    assert file.stat().st_size > 11_000_000
    documents, skipped = read_sources([file])
    brief = build_brief(documents, Profile(), as_of=AS_OF, skipped=skipped)
    tracemalloc.start()
    proof = prove(brief)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert proof.proved, (proof.faults[:2], dict(proof.unproved))
    assert peak < 8_000_000
