"""Printed pages as a reader sees them: sizes and pixels, words and where they stand, links, tags."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import page as page_validation
import pypdf
import pytest
from builders import brief_of
from looking import (
    LETTERS,
    POINTS_A_MM,
    Box,
    Sheet,
    around,
    colours,
    faults_of_marking,
    fold,
    marking_words,
    page_texts,
    pictures,
    runs,
    sheets,
    shows,
    solid,
    whole_text,
)

from briefgen.model.frozen import load_brief
from briefgen.profile.load import parse_profile
from briefgen.rendering import RenderOptions, render
from briefgen.rendering.environment import render_template
from briefgen.rendering.formats.fitting import Setting
from briefgen.rendering.formats.pdf import with_values
from briefgen.rendering.pages.context import make_context

A4, LETTER = (595.3, 841.9), (612.0, 792.0)
FONTS = ("Source-Sans-3", "Source-Serif-4")
THEMES = ("Missile tests", "Cooperation with Russia", "Western response")
PDFS = ("analyst.pdf", "executive.pdf")

FERRY = (
    """Ferry strike ends

The ferry operator Nordlys said on 3 March 2026 that its crews returned to work. About 1,200
passengers waited in the port of Kirkevik, the harbour office reported.
""",
    """Crews back at work

The union of seamen said on 4 March 2026 that 340 crew members accepted the offer. The harbour
office reported 18 departures from Kirkevik.
""",
)


@pytest.fixture(scope="module")
def tree(built: Path) -> dict[str, Any]:
    return json.loads((built / "brief.json").read_bytes())


@pytest.fixture(scope="module")
def executive(built: Path) -> Path:
    return built / "executive.pdf"


@pytest.fixture(scope="module")
def analyst(built: Path) -> Path:
    return built / "analyst.pdf"


@pytest.fixture(params=PDFS)
def pdf(built: Path, request: pytest.FixtureRequest) -> Path:
    return built / request.param


@pytest.fixture(scope="module", params=LETTERS)
def marked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[Path]]:
    """Return a marking, and the PDFs of a small brief that bears it."""
    profile = parse_profile(
        {"title": "Ferries", "marking": request.param, "edition": 7}, "briefgen.toml"
    )
    folder = tmp_path_factory.mktemp("marked")
    made = render(brief_of(FERRY, profile), ("analyst", "executive"))
    for artifact in made:
        (folder / artifact.name).write_bytes(artifact.content)
    return request.param, [folder / name for name in PDFS]


@pytest.fixture(scope="module")
def letter(built: Path, tmp_path_factory: pytest.TempPathFactory, run: Callable[..., Any]) -> Path:
    """Return the folder of the brief rendered again for American paper."""
    folder = tmp_path_factory.mktemp("letter")
    done = run(
        "render",
        built / "brief.json",
        "--paper",
        "Letter",
        "--output",
        folder,
        "--audience",
        "analyst",
        "--audience",
        "executive",
    )
    assert done.returncode == 0, done.stderr
    return folder


# One page is one page ----------------------------------------------------------------------------


def test_executive_is_exactly_one_a4_page(executive: Path) -> None:
    assert [size(sheet) for sheet in sheets(executive)] == [pytest.approx(A4, abs=0.5)]


def test_executive_is_exactly_one_page_on_letter_paper_too(letter: Path) -> None:
    pages = sheets(letter / "executive.pdf")
    assert [size(sheet) for sheet in pages] == [pytest.approx(LETTER, abs=0.5)]


def test_letter_paper_changes_every_page_of_the_analyst_too(letter: Path) -> None:
    for sheet in sheets(letter / "analyst.pdf"):
        assert sorted(size(sheet)) == pytest.approx(sorted(LETTER), abs=0.5)


def test_executive_prints_at_most_330_words_of_its_sources_on_either_paper(
    executive: Path, letter: Path, tree: dict[str, Any]
) -> None:
    assert 200 <= printed_words(executive, tree) <= 330
    assert 120 <= printed_words(letter / "executive.pdf", tree) <= 330, "it is 18 mm shorter"


def test_questions_point_only_to_points_that_the_page_has(executive: Path, letter: Path) -> None:
    for pdf in (executive, letter / "executive.pdf"):
        (said,) = page_texts(pdf)
        asked = said.partition("Your questions".upper())[2] or said.partition("Your questions")[2]
        last = max(int(n) for n in re.findall(r"(?m)^([1-9])$", said))
        assert "Reported" in asked
        assert all(int(n) <= last for n in re.findall(r"\bpoint (\d)", asked))


# Type --------------------------------------------------------------------------------------------


def test_source_text_of_the_executive_page_is_set_at_least_at_8_5_points(executive: Path) -> None:
    serif = [
        run for run in runs(executive) if "Serif" in run.font and run.text != "This serif type"
    ]
    assert sum(len(run.text) for run in serif) > 1000
    assert min(run.size for run in serif) >= 8.5


def test_no_letter_is_smaller_than_seven_and_a_half_points(pdf: Path) -> None:
    least = 7.5 if pdf.name == "executive.pdf" else 6.5
    small = {(run.size, run.text[:40]) for run in runs(pdf) if run.size < least}
    assert not small


def test_only_the_shipped_typefaces_are_used_and_all_are_embedded(pdf: Path) -> None:
    listed = subprocess.run(["pdffonts", pdf], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in listed.splitlines()[2:]]
    assert rows
    for row in rows:
        assert row[0].partition("+")[2].startswith(FONTS), row
        assert row[-5:-2] == ["yes", "yes", "yes"], f"not embedded, cut down or readable: {row}"


def test_source_text_is_serif_and_what_was_computed_is_sans(
    pdf: Path, tree: dict[str, Any]
) -> None:
    serif = solid(" ".join(run.text for run in runs(pdf) if "Serif" in run.font))
    printed = [s["text"] for s in tree["sentences"].values() if shows(pdf, s["text"])]
    assert printed
    assert [text for text in printed if solid(text) not in serif] == []
    for computed in ("single source", "undated", "independence not established", "Bottom line"):
        assert solid(computed) not in serif


# The marking, as pixels --------------------------------------------------------------------------


def test_marking_stands_as_letters_on_black_at_top_and_bottom_of_every_page(pdf: Path) -> None:
    assert faults_of_marking(pdf, "TLP:CLEAR") == []


def test_every_marking_has_its_colour_on_every_page(marked: tuple[str, list[Path]]) -> None:
    marking, pdfs = marked
    for pdf in pdfs:
        assert faults_of_marking(pdf, marking) == []


def test_marking_is_set_at_least_at_12_points(pdf: Path) -> None:
    sizes = {run.size for run in runs(pdf) if run.text == "TLP:CLEAR"}
    assert sizes
    assert min(sizes) >= 12


def test_marking_keeps_its_ground_in_greyscale(pdf: Path) -> None:
    for sheet, picture in zip(sheets(pdf), pictures(pdf, grey=True), strict=True):
        for word in marking_words(sheet, "TLP:CLEAR"):
            levels = picture.crop(around(word)).getextrema()
            assert levels == (0, 255)


# The frame of every page -------------------------------------------------------------------------


def test_every_page_says_its_title_and_behind_the_first_page_n_of_m(
    pdf: Path, tree: dict[str, Any]
) -> None:
    pages = page_texts(pdf)
    for number, text in enumerate(pages, start=1):
        assert tree["title"] in fold(text), f"page {number}"
        if number > 1:
            assert re.search(rf"(?<!\d){number} / {len(pages)}(?!\d)", fold(text)), f"page {number}"


def test_page_number_stands_in_the_middle_of_the_foot(analyst: Path) -> None:
    for sheet in sheets(analyst)[1:]:
        foot = [word for word in sheet.words if word.top > 0.9 * sheet.height]
        slash = next(word for word in foot if word.text == "/")
        frame = (sheet.words_left + sheet.words_right) / 2
        assert (slash.left + slash.right) / 2 == pytest.approx(frame, abs=3 * POINTS_A_MM)


def test_edition_is_printed_on_every_page_where_there_is_one(
    marked: tuple[str, list[Path]],
) -> None:
    for pdf in marked[1]:
        assert all("No. 7" in fold(text) for text in page_texts(pdf))


def test_no_text_leaves_the_page_or_comes_near_its_edge(pdf: Path) -> None:
    margin = 8 * POINTS_A_MM
    for number, sheet in enumerate(sheets(pdf), start=1):
        for word in sheet.words:
            inside = margin < word.left and word.right < sheet.width - margin
            inside = inside and margin < word.top and word.bottom < sheet.height - margin
            assert inside, f"page {number}: {word}"


def test_outer_five_millimetres_are_white(pdf: Path) -> None:
    edge = round(5 * POINTS_A_MM)
    for number, picture in enumerate(pictures(pdf), start=1):
        wide, high = picture.size
        bands = (
            (0, 0, wide, edge),
            (0, high - edge, wide, high),
            (0, 0, edge, high),
            (wide - edge, 0, wide, high),
        )
        for band in bands:
            assert set(colours(picture.crop(band))) == {(255, 255, 255)}, f"page {number}"


def test_no_word_is_printed_over_another(pdf: Path) -> None:
    for number, sheet in enumerate(sheets(pdf), start=1):
        over = [(a.text, b.text) for a, b in combinations(sheet.words, 2) if a.overlap(b) > 1 / 4]
        assert not over, f"page {number}"


def test_no_heading_is_left_alone_at_the_foot_of_a_page(analyst: Path) -> None:
    headings = {title for title, _ in bookmarks(pypdf.PdfReader(analyst))} | {*THEMES}
    for number, sheet in enumerate(sheets(analyst), start=1):
        lowest = max(word.bottom for word in body(sheet))
        line = [w for w in body(sheet) if lowest - w.bottom < 3]
        said = " ".join(w.text for w in sorted(line, key=lambda w: w.left))
        assert said not in headings, f"page {number}"


def test_last_page_holds_more_than_a_few_lines(analyst: Path) -> None:
    sheet = sheets(analyst)[-1]
    assert max(word.bottom for word in body(sheet)) > 0.15 * sheet.height


# Finding one's way -------------------------------------------------------------------------------


def test_bookmarks_name_the_headings_as_they_are_printed(analyst: Path) -> None:
    marks = list(bookmarks(pypdf.PdfReader(analyst)))
    titles = [title for title, _ in marks]
    assert {"The evidence", "Bottom line", "Point 1", "The articles", *THEMES} <= set(titles)
    assert titles[-1] == "How this was made"
    for title, page in marks:
        assert solid(title).lower() in solid(page_texts(analyst)[page]).lower(), (
            f"{title!r} on page {page + 1}"
        )


def test_bookmarks_follow_the_pages(analyst: Path) -> None:
    pages = [page for _, page in bookmarks(pypdf.PdfReader(analyst))]
    assert pages == sorted(pages)


def test_every_link_leads_somewhere(analyst: Path) -> None:
    reader = pypdf.PdfReader(analyst)
    known = {name for name, _ in destinations(reader)}
    used = [name for n in range(len(reader.pages)) for name in links(reader, n)]
    assert used
    assert set(used) <= known


def test_nothing_links_out_of_a_brief_whose_sources_have_no_address(pdf: Path) -> None:
    for page in pypdf.PdfReader(pdf).pages:
        for note in page.get("/Annots", ()):
            assert "/URI" not in note.get_object().get("/A", {})


# For machines and screen readers -----------------------------------------------------------------


def test_pdf_is_tagged_named_and_in_a_language(pdf: Path, tree: dict[str, Any]) -> None:
    reader = pypdf.PdfReader(pdf)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == tree["language"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert tree["title"] in str(reader.metadata.title)
    assert tree["marking"] in str(reader.metadata.title)
    assert "pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_headings_are_tagged_without_a_gap_in_their_levels(pdf: Path) -> None:
    levels = [int(tag[2]) for tag, _ in tags(pdf) if re.fullmatch(r"/H[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels)), levels


def test_every_picture_says_in_words_what_it_shows(pdf: Path) -> None:
    figures = [entry for tag, entry in tags(pdf) if tag == "/Figure"]
    alternatives = [str(entry.get("/Alt", "")) for entry in figures]
    assert [alt for alt in alternatives if len(alt) < 8] == []


def test_table_headers_are_tagged_as_headers(analyst: Path) -> None:
    found = [tag for tag, _ in tags(analyst)]
    assert found.count("/Table") >= 1
    assert found.count("/TH") > 3 * found.count("/Table")


def test_json_is_attached_byte_for_byte(pdf: Path, built: Path) -> None:
    attached = pypdf.PdfReader(pdf).attachments
    assert list(attached) == ["brief.json"]
    assert attached["brief.json"] == [(built / "brief.json").read_bytes()]


def test_qpdf_finds_nothing_to_complain_of(pdf: Path) -> None:
    checked = subprocess.run(["qpdf", "--check", pdf], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stdout + checked.stderr


@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_pdf_conforms_to_pdf_ua_and_to_pdf_a(pdf: Path, standard: str) -> None:
    report = page_validation.validate_pdf(str(pdf), profile=standard)
    assert [str(failure) for failure in report.failures] == []
    assert report.is_compliant


def test_dates_of_the_pdf_come_from_the_cut_off_and_not_from_a_clock(
    pdf: Path, tree: dict[str, Any]
) -> None:
    reader = pypdf.PdfReader(pdf)
    day = tree["as_of"].replace("-", "")
    about = reader.metadata or {}
    assert str(about["/CreationDate"]).startswith(f"D:{day}")
    assert str(about["/ModDate"]).startswith(f"D:{day}")
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d(?=T)", metadata)) == {tree["as_of"]}


def test_page_engine_complains_of_nothing_and_the_same_brief_gives_the_same_pages(
    built: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "briefgen.pages"):
        made = render(load_brief(built / "brief.json"), ("analyst", "executive"))
    assert [record.getMessage() for record in caplog.records] == []
    for artifact in made:
        assert artifact.content == (built / artifact.name).read_bytes(), artifact.name


# What the pages say ------------------------------------------------------------------------------


def test_bottom_line_and_key_points_are_printed_word_for_word(
    analyst: Path, tree: dict[str, Any]
) -> None:
    points = [tree["bottom_line"], *tree["key_points"]]
    chosen = {p[key] for p in points for key in ("sentence", "lead_in") if p[key]}
    chosen |= {d for key in chosen for d in tree["evidence"][key]["denials"]}
    texts = [tree["sentences"][key]["text"] for key in sorted(chosen)]
    assert [text for text in texts if not shows(analyst, text)] == []


def test_words_keep_their_spaces_where_sentences_follow_each_other(
    pdf: Path, tree: dict[str, Any]
) -> None:
    said = whole_text(pdf)
    printed = [s["text"] for s in tree["sentences"].values() if shows(pdf, s["text"])]
    glued = [t for t in printed if re.search(re.escape(t[-24:]) + r"(?=[A-Z])", said)]
    assert glued == []


def test_executive_prints_the_bottom_line_its_denials_and_three_to_six_points(
    executive: Path, tree: dict[str, Any]
) -> None:
    sentences = tree["sentences"]
    assert shows(executive, sentences[tree["bottom_line"]["sentence"]]["text"])
    denials = tree["evidence"][tree["bottom_line"]["sentence"]]["denials"]
    assert all(shows(executive, sentences[key]["text"]) for key in denials)
    numerals = [r.text for r in runs(executive) if r.text.isdigit() and "Bold" in r.font]
    assert 3 <= len(numerals) <= 6
    assert numerals == [str(n + 1) for n in range(len(numerals))]


def test_bottom_line_is_the_largest_source_text_of_its_page(
    pdf: Path, tree: dict[str, Any]
) -> None:
    first = [run for run in runs(pdf) if "Serif" in run.font and run.page == 1]
    largest = max(run.size for run in first)
    emphasised = solid(" ".join(run.text for run in first if run.size == largest))
    bottom = tree["sentences"][tree["bottom_line"]["sentence"]]["text"]
    assert emphasised == solid(bottom)


def test_nothing_removed_as_boilerplate_is_printed_but_in_the_annex(
    pdf: Path, tree: dict[str, Any]
) -> None:
    text = "\n".join(page_texts(pdf)).partition("Lines removed as boilerplate")[0]
    lines = {fold(line) for line in text.splitlines()}
    titles = {source["title"] for source in tree["sources"]}
    for source in tree["sources"]:
        for line in source["removed"]:
            if line["text"] in titles:
                continue
            assert line["text"] not in lines
            if " " in line["text"]:
                assert solid(line["text"]) not in solid(text)


def test_both_readings_of_an_ambiguous_date_are_printed_with_the_articles(analyst: Path) -> None:
    said = whole_text(analyst)
    assert "11/05/2025" in said
    assert re.search(r"(2025-11-05|5 Nov 2025|5 November 2025) preferred", said)
    assert re.search(r"(2025-05-11|11 May 2025) possible", said)
    assert said.count("no date") >= 2


def test_pages_print_what_every_brief_must_say(pdf: Path, tree: dict[str, Any]) -> None:
    said = whole_text(pdf)
    assert "April 2024 to November 2025" in said
    assert "No person has checked" in said
    if pdf.name == "analyst.pdf":
        assert tree["generator"]["version"] in said
        assert tree["generator"]["profile_sha256"][:8] in said


# Charts ------------------------------------------------------------------------------------------


# Reading pages -----------------------------------------------------------------------------------


def body(sheet: Sheet) -> list[Box]:
    """Return the words of a page above its foot."""
    foot = max(word.top for word in sheet.words if word.text == "TLP:CLEAR")
    return [word for word in sheet.words if word.bottom < foot - 2]


def size(sheet: Sheet) -> tuple[float, float]:
    return (sheet.width, sheet.height)


def printed_words(pdf: Path, tree: dict[str, Any]) -> int:
    """Return how many words of sources a PDF prints."""
    texts = [s["text"] for s in tree["sentences"].values()]
    return sum(len(text.split()) for text in texts if shows(pdf, text))


def bookmarks(reader: pypdf.PdfReader) -> Iterator[tuple[str, int]]:
    """Yield the title of each bookmark and the page it leads to, from 0."""

    def walk(entries: list[Any]) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry)
            else:
                yield str(entry.title), reader.get_destination_page_number(entry)

    return walk(reader.outline)


def destinations(reader: pypdf.PdfReader) -> Iterator[tuple[str, Any]]:
    yield from reader.named_destinations.items()


def links(reader: pypdf.PdfReader, page: int) -> Iterator[str]:
    """Yield the names that a page's links lead to."""
    for reference in reader.pages[page].get("/Annots", ()):
        note = reference.get_object()
        target = note.get("/Dest") or note.get("/A", {}).get("/D")
        if note.get("/Subtype") == "/Link" and target is not None:
            yield str(target)


def tags(pdf: Path) -> Iterator[tuple[str, Any]]:
    """Yield the elements of a PDF's structure in reading order."""

    def walk(entry: Any) -> Iterator[tuple[str, Any]]:
        entry = entry.get_object()
        if isinstance(entry, list):
            for child in entry:
                yield from walk(child)
        elif isinstance(entry, dict):
            if "/S" in entry:
                yield str(entry["/S"]), entry
            if "/K" in entry:
                yield from walk(entry["/K"])

    return walk(pypdf.PdfReader(pdf).trailer["/Root"]["/StructTreeRoot"])


@pytest.mark.parametrize("audience", ["executive", "analyst", "public"])
def test_bold_that_begins_at_the_end_of_a_line_breaks_no_word(built: Path, audience: str) -> None:
    """The page engine takes the start of a bold clause for the start of a line, unless it is told to break no words there."""
    from weasyprint import CSS, HTML

    context = make_context(load_brief(built / "brief.json"), audience, RenderOptions())
    style = with_values(
        render_template(f"{audience}/style.css", {**context, **Setting({"week": []}).given}, None)
    )
    lines = range(2, 30)
    rows = (
        f'<p style="width: 60mm"><q>{"m" * n} and <b class="core">serious</b> <mark>probably</mark> damage</q></p>'
        for n in lines
    )
    content = HTML(string="".join(rows)).write_pdf(stylesheets=[CSS(string=style)])
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert text.split().count("serious") == text.split().count("probably") == len(lines)
