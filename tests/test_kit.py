"""The template kit: copies that remember their origin, a check that finds faults, a preview that follows files."""

from __future__ import annotations

import http.client
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from briefgen import errors
from briefgen.model import Brief
from briefgen.model.frozen import dump, load_brief
from briefgen.rendering import RenderOptions, page_worker, render
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.environment import built_in_folder
from briefgen.rendering.kit.check import check_templates
from briefgen.rendering.kit.copies import changes_under, copy_template, list_templates
from briefgen.rendering.kit.preview import LOOPBACK, open_preview
from briefgen.rendering.kit.samples import HOSTILE, SAMPLES, empty_brief, full_brief, hostile_brief
from briefgen.rendering.templates import MANIFEST
from briefgen.runtime.worker import Worker

# Sample briefs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_a_brief_that_its_schema_reads(name: str, tmp_path: Path) -> None:
    path = tmp_path / "brief.json"
    path.write_bytes(dump(SAMPLES[name]()))
    assert isinstance(load_brief(path), Brief)


FILLED = (
    "sources", "sentences", "key_points", "outlook", "themes", "claims", "questions", "timeline",
    "quotations", "left_over", "skipped", "left_out", "bottom_line", "edition", "reviewer",
)  # fmt: skip
"""Parts of a brief that every page prints in one way or another."""


@pytest.mark.parametrize("part", FILLED)
def test_the_full_sample_has(part: str) -> None:
    assert getattr(full_brief(), part)


def test_the_full_sample_has_sources_of_every_kind() -> None:
    brief = full_brief()
    assert {s.published.date for s in brief.sources} > {None}
    assert any(s.origin != s.id for s in brief.sources)
    assert any(s.published.ambiguous for s in brief.sources)
    assert any(s.state_media for s in brief.sources)


def test_the_empty_sample_prints_no_sentence() -> None:
    brief = empty_brief()
    assert (brief.sentences, brief.themes, brief.bottom_line) == ({}, (), None)
    assert brief.unheld == ()


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, dict):
        yield from texts(tuple(value.values()))


def test_the_hostile_sample_has_every_hostile_text_in_it() -> None:
    said = " ".join(texts(hostile_brief()))
    assert [name for name, text in HOSTILE.items() if text not in said] == []
    assert hostile_brief().unheld == ()


# Copies ------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "templates"


def test_a_copy_has_the_files_of_its_origin_and_remembers_them(folder: Path) -> None:
    written = copy_template("board", "executive", folder)
    assert {p.name for p in written} == {"body.html", "page.html", "style.css", MANIFEST}
    for file in ("body.html", "page.html", "style.css"):
        original = built_in_folder() / "executive" / file
        assert (folder / "board" / file).read_bytes() == original.read_bytes()
    assert changes_under(folder, "board") == ()


def test_a_copy_overwrites_nothing(folder: Path) -> None:
    copy_template("board", "executive", folder)
    (folder / "board" / "page.html").write_text("mine")
    with pytest.raises(errors.DeliveryError, match="is there already"):
        copy_template("board", "analyst", folder)
    assert (folder / "board" / "page.html").read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["../board", "Board", "", "analyst", "base", "built-in", "a/b", "."]
)
def test_a_copy_has_a_plain_name_of_its_own(name: str, folder: Path) -> None:
    with pytest.raises(errors.DeliveryError, match="no name for a new template"):
        copy_template(name, "executive", folder)
    assert not folder.exists()


def test_a_copy_of_nothing_lists_what_there_is(folder: Path) -> None:
    with pytest.raises(errors.ExtensionError, match="analyst, email, executive, public"):
        copy_template("board", "weekly", folder)


def test_an_upgrade_is_told_file_by_file(folder: Path) -> None:
    copy_template("board", "executive", folder)
    manifest = folder / "board" / MANIFEST
    text = manifest.read_text()
    digest = text.split('"executive/style.css" = "')[1][:64]
    manifest.write_text(
        text.replace(digest, "0" * 64).replace('"base/print.css"', '"base/old.css"')
    )
    said = " ".join(changes_under(folder, "board"))
    for change in ("executive/style.css changed", "base/print.css came", "base/old.css went"):
        assert f"built-in {change} since 'board' was copied from version" in said


def test_the_list_has_a_users_templates_first(folder: Path) -> None:
    copy_template("board", "executive", folder)
    listed = list_templates(folder)
    assert [t.name for t in listed] == ["board", *sorted(AUDIENCES)]
    assert listed[0].origin == "executive"


# A copy is an audience ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with page_worker() as running:
        yield running


@pytest.mark.parametrize("origin", AUDIENCES)
def test_a_copy_renders_what_its_origin_does_under_its_own_name(
    origin: str, folder: Path, worker: Worker
) -> None:
    copy_template("board", origin, folder)
    brief = full_brief()
    ours = render(brief, ["board"], RenderOptions(templates=folder), worker=worker)
    theirs = render(brief, [origin], worker=worker)
    names = {t.name: o.name for t, o in zip(theirs, ours, strict=True)}  # a page links its proofs

    def under_its_own_names(page: bytes) -> bytes:
        return re.sub(
            rb'"(\w+\.html)(?=["#])', lambda m: b'"' + names[m[1].decode()].encode(), page
        )

    assert [a.content for a in ours] == [
        under_its_own_names(a.content) if a.media_type.startswith("text/html") else a.content
        for a in theirs
    ]
    assert {re.split(r"[.-]", a.name)[0] for a in ours} == {"board"}


def test_a_copy_of_the_public_page_is_for_clear_briefs_only(folder: Path) -> None:
    from dataclasses import replace

    copy_template("board", "public", folder)
    brief = replace(full_brief(), marking="TLP:GREEN")
    with pytest.raises(errors.BriefError, match="TLP:GREEN"):
        render(brief, ["board"], RenderOptions(templates=folder))


def test_an_unknown_audience_is_refused_before_anything_is_read(refuses, tmp_path: Path) -> None:
    says = ["'board': no such audience", "analyst, executive, public, email", "templates new"]
    refuses("build", tmp_path, "--audience", "board", code=5, says=says)


def test_three_commands_lead_to_a_changed_pdf(run, tmp_path: Path) -> None:
    (tmp_path / "brief.json").write_bytes(dump(full_brief()))
    made = run("templates", "new", "board", "--from", "executive", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    page = tmp_path / "templates" / "board" / "page.html"
    body = page.with_name("body.html")
    body.write_text(body.read_text().replace("Your questions", "Open questions"))
    command = ("render", "brief.json", "--audience", "board", "--templates", "templates")
    done = run(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    good = (tmp_path / "board.pdf").read_bytes()
    assert good.startswith(b"%PDF")

    page.write_text(page.read_text().replace("brief.title", "brief.titel"))
    broken = run(*command, cwd=tmp_path)
    assert broken.returncode == 5
    for said in ("'templates/board/page.html', line ", "titel", "the last output stands"):
        assert said in broken.stderr
    assert (tmp_path / "board.pdf").read_bytes() == good


# The check ---------------------------------------------------------------------------------------


def test_a_sentence_of_the_language_that_is_none_is_one_fault(tmp_path: Path) -> None:
    copy_template("board", "executive", tmp_path)
    page = tmp_path / "board" / "page.html"
    page.write_text("{% if %}\n" + page.read_text())
    (fault,) = check_templates(tmp_path, ["board"]).faults
    assert fault.line == 1
    assert "Expected an expression" in fault.problem


IN_THE_PAGE = {
    "a variable": ("{% if brief.edition == 99 %}{{ editor }}{% endif %}", "'editor' is unknown"),
    "a field": ("{% if brief.edition == 99 %}{{ brief.editor }}{% endif %}", "a brief has no 'editor'"),
    "an alt text": ('<img src="data:image/svg+xml,<svg/>">', "without a text in alt"),
    "a title of a drawing": ('<svg width="9" height="9"><path d="M0 0h9"/></svg>', "drawing without a title"),
    "contrast": ('<p style="color: #999">Pale words</p>', "has contrast 2.8"),
    "a remote picture": ('<img alt="x" src="https://example.org/x.png">', "'https://example.org/x.png'"),
    "a remote background": ('<p style="background: url(//example.org/x.png)">x</p>', "'//example.org/x.png'"),
    "a remote style": ('<link rel="stylesheet" href="https://example.org/x.css">', "'https://example.org/x.css'"),
    "a skipped heading": ("<h5>Five</h5>", "h5 follows h"),
}  # fmt: skip
"""What can be wrong with a page, and what the check says of it."""
IN_THE_STYLE = {
    "a remote font": ('@font-face { font-family: X; src: url("https://example.org/x.woff2"); }', "'https://example.org/x.woff2'"),
    "a remote rule": ('@import "other.css";', "'other.css'"),
}  # fmt: skip
"""The same of a style sheet."""


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], list[str]]:
    """Check a template with every fault, each on a line of its own; give the problems by place."""
    folder = tmp_path_factory.mktemp("faulty")
    copy_template("board", "executive", folder)
    page, style = folder / "board" / "page.html", folder / "board" / "style.css"
    markup = "\n".join(markup for markup, _ in IN_THE_PAGE.values())
    page.write_text(page.read_text().replace("</body>", f"{markup}\n</body>"))
    rules = "\n".join(rule for rule, _ in IN_THE_STYLE.values())
    style.write_text(f"{style.read_text().rstrip()}\n{rules}\n")
    found: dict[tuple[str, int], list[str]] = {}
    for fault in check_templates(folder, ["board"]).faults:
        found.setdefault((Path(fault.file).name, fault.line), []).append(fault.problem)
    return found


@pytest.mark.parametrize("name", [*IN_THE_PAGE, *IN_THE_STYLE])
def test_the_check_finds_with_file_and_line(name: str, faults: Any) -> None:
    file, there = ("page.html", IN_THE_PAGE) if name in IN_THE_PAGE else ("style.css", IN_THE_STYLE)
    original = (built_in_folder() / "executive" / file).read_text().rstrip()
    before = original.split("</body>")[0] if file == "page.html" else f"{original}\n"
    line = before.count("\n") + 1 + list(there).index(name)
    said = faults.get((file, line), [])
    assert any(there[name][1] in problem for problem in said), (line, faults)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("{{ brief.title | shout }}", "shout"),
        ("{% for x in %}", "expected"),
        ("{{ brief.titel }}", "titel"),
    ],
)
def test_the_check_names_the_line_at_which_a_template_fails(
    broken: str, says: str, folder: Path
) -> None:
    copy_template("note", "email", folder)
    text = folder / "note" / "page.txt"
    text.write_text(f"one\n{broken}\n")
    found = [f for f in check_templates(folder, ["note"]).faults if f.file == str(text)]
    assert {f.line for f in found} == {2}
    assert any(says in f.problem.casefold() for f in found)


@pytest.mark.parametrize("name", AUDIENCES)
def test_the_built_in_templates_pass_their_check(name: str) -> None:
    assert check_templates(None, [name]).faults == ()


def test_the_check_stops_a_bomb_and_names_its_template(folder: Path) -> None:
    copy_template("bomb", "executive", folder)
    (folder / "bomb" / "style.css").write_text("{% for a in range(99999) %}{% for b in range(99999) %}{{ 'x' }}{% for c in [1, 2] %}{% for d in [1, 2] %}{% for e in [1, 2] %}{% for f in [1, 2] %}{% for g in [1, 2] %}{% for h in [1, 2] %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}")  # fmt: skip
    faults = check_templates(folder, ["bomb"]).faults
    assert faults
    assert all("bomb" in fault.file for fault in faults), faults


def test_the_check_says_its_faults_and_ends_with_5(refuses, folder: Path) -> None:
    copy_template("board", "executive", folder)
    page = folder / "board" / "page.html"
    page.write_text(page.read_text().replace("brief.title", "brief.titel"))
    says = ["fault", f"{page}:", "titel"]
    refuses("templates", "check", "--templates", folder, code=5, says=says)


# The preview -------------------------------------------------------------------------------------


@pytest.fixture
def preview(folder: Path) -> Iterator[tuple[str, int, Path]]:
    """Serve a copy; give host, port and the copy's folder."""
    copy_template("board", "executive", folder)
    with open_preview(folder, (), 0, watch=True) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield LOOPBACK, server.server_port, folder / "board"
        server.shutdown()


def ask(place: tuple[str, int, Path], path: str, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(place[0], place[1], timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_the_preview_follows_the_files_and_keeps_the_last_good_page(preview: Any) -> None:
    where = "?audience=board&sample=full"
    first = json.loads(ask(preview, f"/state{where}")[1])
    assert (first["error"], first["names"]) == ("", ["board.pdf"])
    status, good = ask(preview, f"/artifact/board.pdf{where}")
    assert (status, good[:4]) == (200, b"%PDF")

    page = preview[2] / "page.html"
    page.write_text(page.read_text().replace("brief.title", "brief.titel"))
    broken = json.loads(ask(preview, f"/state{where}")[1])
    assert "titel" in broken["error"]
    assert ask(preview, f"/artifact/board.pdf{where}")[1] == good

    page.write_text(page.read_text().replace("brief.titel", "brief.slug"))
    mended = json.loads(ask(preview, f"/state{where}")[1])
    assert (mended["error"], mended["stamp"] == first["stamp"]) == ("", False)
    assert ask(preview, f"/artifact/board.pdf{where}")[1] != good


def test_the_preview_is_for_this_machine_only(preview: Any) -> None:
    assert ask(preview, "/")[0] == 200
    assert ask(preview, "/", Host="evil.example")[0] == 403
    assert ask(preview, "/", Host=f"evil.example:{preview[1]}")[0] == 403
    assert ask(preview, "/artifact/../../etc/passwd")[0] == 404
    assert ask(preview, "/state?audience=nobody")[0] == 404
    with open_preview(None, ["executive"], 0, watch=False) as server:
        assert server.server_address[0] == LOOPBACK


def test_a_port_that_is_taken_is_told(preview: Any) -> None:
    with (
        pytest.raises(errors.DeliveryError, match="choose another --port"),
        open_preview(None, ["executive"], preview[1], watch=False),
    ):
        pass


def test_the_preview_page_shows_errors_and_choices_in_a_browser(preview: Any, browser: Any) -> None:
    said: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"http://{preview[0]}:{preview[1]}/?audience=email&sample=hostile")
    page.wait_for_selector("iframe[title='email.html']", timeout=90_000)
    assert page.locator("select[name=audience]").input_value() == "email"
    assert page.locator("select[name=sample] option").all_inner_texts() == list(SAMPLES)
    shutil.copytree(built_in_folder() / "email", preview[2].parent / "email")
    broken = preview[2].parent / "email" / "page.txt"
    broken.write_text("{{ nothing_of_the_kind }}")
    page.locator("#error", has_text="nothing_of_the_kind").wait_for(timeout=90_000)
    assert page.locator("iframe[title='email.html']").count() == 1
    page.close()
    assert said == []
