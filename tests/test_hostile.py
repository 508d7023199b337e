"""Nothing that is read can hurt: no rule is worse than linear, and one article costs its own line at the most."""

from __future__ import annotations

import json
import math
import time
from dataclasses import replace
from pathlib import Path

import pytest
from builders import document
from hostile import ARTICLE, shapes

from briefgen.analysis import analyse
from briefgen.app.doctor import requirement_name
from briefgen.brief.build import build_brief
from briefgen.errors import ArchiveError, RenderError
from briefgen.model import Artifact, Declared, Document
from briefgen.model.dates import span_of
from briefgen.profile.tables import Profile
from briefgen.rendering.environment import render_template
from briefgen.runtime.collection import uncollected
from briefgen.runtime.files import write_folder
from briefgen.runtime.worker import Limits
from briefgen.series.editions import window_of
from briefgen.sources.readers import read_sources
from briefgen.sources.readers.decoding import NotTextError, decode

SIZE = 2500
"""Characters of a shape at first; then twice and four times as many."""
GROWTH = 1.3
"""Exponent of the processor time over the size, at the most."""
SLOW = 0.12
"""Seconds of processor time below which nothing can be said of growth."""
SHAPES = shapes()


def test_there_are_sixty_shapes_and_more() -> None:
    assert len(SHAPES) >= 60


@pytest.mark.parametrize("name", SHAPES)
def test_reading_grows_with_the_size_and_no_faster(name: str) -> None:
    analyse.analysis_of(document(ARTICLE))  # what is loaded once counts for none
    best = dict.fromkeys((SIZE, 2 * SIZE, 4 * SIZE), math.inf)
    for _ in range(8):  # as often as other work on the machine may disturb it
        for size in best:
            best[size] = min(best[size], _seconds(name, size))
        if best[4 * SIZE] < SLOW or _growth(best) <= GROWTH:
            return
    assert _growth(best) <= GROWTH, best


def _seconds(name: str, size: int) -> float:
    """Return the processor time that it takes to read a shape between two paragraphs."""
    held = document(f"{ARTICLE}{SHAPES[name](size)}\n\n{ARTICLE}")
    # uncollected as in a build: a look at all that the tests before left costs more than a shape
    with uncollected():
        start = time.process_time()
        analyse.analysis_of(held)
        return time.process_time() - start


def _growth(best: dict[int, float]) -> float:
    return math.log(best[4 * SIZE] / best[SIZE], 4)


def test_an_article_that_takes_too_much_costs_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analyse, "LONG", 20_000)
    monkeypatch.setattr(analyse, "ARTICLE", Limits(cpu_seconds=1, seconds=60, megabytes=1024))
    good = _named("good.txt", f"Harbour closes two piers\n\n{ARTICLE}")
    bad = _named("bad.txt", SHAPES["digits apart"](900_000))
    brief = build_brief([bad, good], Profile(), as_of="2026-11-22")
    assert [s.file for s in brief.sources] == ["good.txt"]
    (skipped,) = brief.skipped
    assert skipped.source == "bad.txt"
    assert "took more than 1 s of processor time" in skipped.reason


def test_a_long_article_within_its_limits_is_read_as_any(monkeypatch: pytest.MonkeyPatch) -> None:
    held = _named("long.txt", f"Harbour closes two piers\n\n{ARTICLE * 30}")
    here = build_brief([held], Profile(), as_of="2026-11-22")
    monkeypatch.setattr(analyse, "LONG", 100)
    assert build_brief([held], Profile(), as_of="2026-11-22") == here


def _named(name: str, text: str) -> Document:
    return replace(document(text), path=name, file=name)


def test_filters_that_work_on_long_texts_again_and_again_are_stopped(tmp_path: Path) -> None:
    (tmp_path / "look").mkdir()
    for work in ("text|length", "text.islower()", "items|length"):
        loop = f"{{% for a in range(9999) %}}{{{{ {work} }}}}{{% endfor %}}"
        (tmp_path / "look" / "page.html").write_text(loop)
        given = {"text": "word " * 100_000, "items": list(range(9999))}
        with pytest.raises(RenderError, match="filters that handle more than"):
            render_template("look/page.html", given, tmp_path)


# Small holes -------------------------------------------------------------------------------------


def test_a_failed_commit_leaves_no_new_output(tmp_path: Path) -> None:
    class Archive:
        def __enter__(self) -> None:
            pass

        def __exit__(self, *_: object) -> None:
            raise ArchiveError("weekly.briefgen.sqlite", "the disk is full")

    page = Artifact(name="brief.json", media_type="application/json", content=b"{}")
    with pytest.raises(ArchiveError):
        write_folder([page], tmp_path / "edition", once=Archive())
    assert list(tmp_path.iterdir()) == []
    old = tmp_path / "old"
    write_folder([replace(page, content=b"last good")], old)
    with pytest.raises(ArchiveError):
        write_folder([page], old, once=Archive())
    assert {p.name: p.read_bytes() for p in old.iterdir()} == {"brief.json": b"last good"}


@pytest.mark.parametrize("kind", ["day", "week", "month"])
def test_the_last_day_of_all_has_a_period(kind: str) -> None:
    window = window_of(kind, "9999-12-31")  # type: ignore[arg-type]
    assert window.end == "9999-12-31"


@pytest.mark.parametrize("date", ["9999", "9999-12", "9999-W52", "9999-24", "999X"])
def test_the_last_dates_of_all_have_a_last_day(date: str) -> None:
    assert span_of(date)[1].year == 9999


def test_links_to_files_outside_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(ARTICLE)
    (folder / "inside.txt").write_text(ARTICLE)
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "in.txt").symlink_to(folder / "inside.txt")
    documents, skipped = read_sources([folder])
    assert [d.file for d in documents] == ["in.txt", "inside.txt"]
    assert [(s.source, s.reason.partition(";")[0]) for s in skipped] == [
        ("out.txt", "a link to a file outside the folder is not followed")
    ]


@pytest.mark.parametrize("codec", ["koi8-r", "cp1251", "iso8859-7"])
def test_another_alphabet_is_not_taken_for_windows_1252(codec: str) -> None:
    text = (
        "Портовое управление закрыло два причала."
        if codec != "iso8859-7"
        else "Το λιμάνι έκλεισε χθες."
    )
    with pytest.raises(NotTextError):
        decode(text.encode(codec))
    assert decode("Malmö schließt für Å, São João, é.".encode("cp1252"))[1] == "cp1252"


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"text": "One.", "text": "Two."}\n{"text": "Three ships left the pier on Monday."}\n'
    )
    documents, skipped = read_sources([file])
    assert len(documents) == 1
    assert [s.source for s in skipped] == ["a.jsonl#L1"]
    assert "'text' stands twice" in skipped[0].reason


def test_what_a_container_says_at_length_is_left_aside_and_told(tmp_path: Path) -> None:
    said = {
        "title": "how: " * 900,
        "publisher": "A" * 9000,
        "date": "1 " * 900,
        "url": f"https://{'a' * 9000}",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": ARTICLE, "id": "7", **said}))
    ((document,), _) = read_sources([tmp_path])
    assert document.declared == Declared(id="7")
    assert {item.rule.split()[0] for item in document.left_out} == set(said)


def test_a_line_without_a_full_stop_is_an_article() -> None:
    held = document("The harbour office closed two piers on Monday after the storm")
    brief = build_brief([held], Profile(), as_of="2026-11-22")
    assert [s.id for s in brief.sources] == ["S1"]


@pytest.mark.parametrize(
    ("requirement", "name"),
    [
        ("fonttools[woff]>=4.60", "fonttools"), ("jinja2<4,>=3.1.6", "jinja2"), ("lxml (>=6)", "lxml"),
        ("tomli; python_version < '3.11'", "tomli"), ("PyStemmer==3", "PyStemmer"),
    ],
)  # fmt: skip
def test_doctor_knows_the_package_of_a_requirement(requirement: str, name: str) -> None:
    assert requirement_name(requirement) == name
