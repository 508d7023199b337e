"""Renderings run in processes of their own: side by side, within limits, and never at our cost."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

import pytest
from builders import brief_of

from briefgen import errors
from briefgen.model import Artifact, Brief
from briefgen.rendering import RenderOptions, page_worker, render, run_jobs
from briefgen.runtime import extensions
from briefgen.runtime import worker as worker_module
from briefgen.runtime.worker import Job, Limits, Worker

FERRY = (
    "Ferry strike ends\n\nThe ferry operator Nordlys said on 3 March 2026 that its crews returned.\n",
)
SMALL = Limits(cpu_seconds=1, seconds=120, megabytes=1024)
"""Soon reached by a bomb."""


@pytest.fixture(scope="module", autouse=True)
def real_servers(servers):
    """Start the servers as the program does."""
    forked, worker_module.start_server = worker_module.start_server, servers
    yield
    worker_module.start_server = forked


@pytest.fixture(scope="module")
def brief() -> Brief:
    return brief_of(FERRY)


def picture_bomb() -> str:
    """Return a PNG of 12,000 × 12,000 white points in a few kilobytes, as a data address."""
    from PIL import Image

    file = io.BytesIO()
    Image.new("1", (12_000, 12_000), 1).save(file, "PNG", optimize=True)
    return f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"


def nested(levels: int, before: str, after: str) -> str:
    return before * levels + "x" + after * levels


def using(levels: int) -> str:
    """Return an SVG in which each level shows the one below it ten times."""
    rows = "".join(
        f'<g id="g{n}">{f"""<use href="#g{n - 1}"/>""" * 10}</g>' for n in range(1, levels)
    )
    return f'<svg width="9" height="9"><g id="g0"><path d="M0 0h9"/></g>{rows}</svg>'


def variables(levels: int) -> str:
    """Return a style in which each variable holds the one before it ten times."""
    rows = "".join(f"--v{n}:{f' var(--v{n - 1})' * 10};" for n in range(1, levels))
    return f"p{{--v0:1px 1px red;{rows}box-shadow:var(--v{levels - 1})}}"


BOMBS = {
    "nested flex": (nested(24, "<div style='display:flex'>", "</div>"), ""),
    "CSS variables": ("<p>x</p>", variables(9)),
    "SVG use": (using(9), ""),
    "has": (nested(150, "<div><i></i>", "</div>") * 30, "div:has(div + div i b) div:has(i b u) {color:red}" * 300),
    "colspan": ("<table><tr><td colspan=1000000000>x</td></tr></table>", ""),
    "a huge picture": (f"<img alt='x' src='{picture_bomb()}'>", ""),
    "a text joined to itself": ("{% set ns = ['x'] %}{% set a = 'x' %}" + "{% set a = a ~ a %}" * 34 + "{{ a }}", ""),
    "ranges in ranges": ("{% for a in range(9999) %}{% for b in range(90) %}{% for c in [1, 2, 3, 4, 5, 6] %}{% for d in [1, 2, 3, 4, 5, 6] %}{% for e in [1, 2, 3, 4, 5, 6] %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}", ""),
    "a macro that calls itself": ("{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}", ""),
    "two thousand nested lists": (nested(2000, "<ul><li>", "</li></ul>"), ""),
    "a text sorted out of itself": ("{% set a = 'ab' %}" + "{% set a = a | replace('a', a) %}" * 40 + "{{ a }}", ""),
}  # fmt: skip
"""Pages and styles that would use up a machine."""


@pytest.fixture(scope="module")
def worker():
    with page_worker() as running:
        yield running


def bomb(name: str, folder: Path) -> RenderOptions:
    """Return options with templates of which the executive page is a bomb."""
    body, style = BOMBS[name]
    (folder / "executive").mkdir()
    page = f"<!DOCTYPE html><html lang='en'><head><title>t</title></head><body><h1>t</h1>{body}</body></html>"
    (folder / "executive" / "page.html").write_text(page, encoding="utf-8")
    (folder / "executive" / "style.css").write_text(style, encoding="utf-8")
    return RenderOptions(templates=folder, limits=SMALL)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_its_page_and_nothing_else(
    name: str, brief: Brief, worker: Worker, tmp_path: Path
) -> None:
    options = bomb(name, tmp_path)
    with pytest.raises(errors.RenderError, match="template") as caught:
        render(brief, ["executive"], options, worker=worker)
    assert "executive" in str(caught.value)
    assert render(brief, ["executive"], worker=worker)[0].content.startswith(b"%PDF")


def test_a_bomb_leaves_the_last_output_alone(refuses, brief: Brief, tmp_path: Path) -> None:
    from briefgen.model.frozen import dump

    bomb("a macro that calls itself", tmp_path)
    edition = tmp_path / "edition"
    edition.mkdir()
    (edition / "brief.json").write_bytes(dump(brief))
    (edition / "executive.pdf").write_bytes(b"the last good one")
    command = ("render", edition / "brief.json", "--audience", "executive")
    says = [str(tmp_path / "executive" / "page.html"), "line 1", "the last output stands"]
    refuses(*command, "--templates", tmp_path, code=5, says=says, keeps=edition)


def test_a_worker_prepares_once_what_its_children_need():
    with Worker(preload=("briefgen.rendering.environment:compile_built_in",)) as running:
        job = Job(name="templates", function=f"{__name__}:compiled")
        (head, _), (again, _) = running.run([job, job], Limits())
    assert head == again
    assert head["templates"] > 20


def compiled():
    """Return how many templates a worker's child finds compiled."""
    from briefgen.rendering import environment

    return {"templates": len(environment._COMPILED[False]._held)}, b""  # noqa: SLF001


def test_renderings_come_in_the_order_of_their_audiences(brief: Brief, worker: Worker) -> None:
    both = render(brief, ["executive", "analyst"], worker=worker)
    assert [a.name for a in both] == ["executive.pdf", "analyst.pdf", "brief.html", "proof.html"]
    assert {a.name: a for a in render(brief, ["analyst", "executive"], worker=worker)} == {
        a.name: a for a in both
    }


@pytest.mark.parametrize("name", ["html", "pdf"])
def test_a_worker_renders_what_a_renderer_does_by_itself(
    name: str, brief: Brief, worker: Worker
) -> None:
    alone: Artifact = extensions.resolve("renderer", name)(brief, "analyst", RenderOptions())
    made = run_jobs(worker, brief, [("analyst", name)], RenderOptions())
    assert made == (alone,)


def test_an_error_in_a_template_comes_back_as_it_was(
    brief: Brief, worker: Worker, tmp_path: Path
) -> None:
    page = tmp_path / "analyst" / "web.html"
    page.parent.mkdir()
    page.write_text("<p>\n{{ brief.titel }}</p>", encoding="utf-8")
    with pytest.raises(errors.RenderError) as caught:
        run_jobs(worker, brief, [("analyst", "html")], RenderOptions(templates=tmp_path))
    assert (caught.value.template, caught.value.line) == (str(page), 2)
    assert "titel" in str(caught.value)


def test_warnings_of_a_page_are_told_here(
    brief: Brief, worker: Worker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    style = tmp_path / "executive" / "style.css"
    style.parent.mkdir()
    style.write_text('{% include "built-in/executive/style.css" %}p { colour: red }')
    with caplog.at_level(logging.WARNING, "briefgen.pages"):
        render(brief, ["executive"], RenderOptions(templates=tmp_path), worker=worker)
    assert ["colour" in record.getMessage() for record in caplog.records] == [True]


def test_a_worker_takes_its_temporary_files_with_it(
    brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with page_worker() as worker:
        render(brief, ["executive"], worker=worker)
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_a_worker_is_gone_at_its_end_and_says_so() -> None:
    with page_worker() as worker:
        server = worker._server  # noqa: SLF001 - what must be gone
        assert server
    with pytest.raises(ProcessLookupError):
        os.killpg(server.pid, 0)
    with pytest.raises(RuntimeError, match="between its entry and its exit"):
        run_jobs(worker, brief_of(FERRY), [("analyst", "html")], RenderOptions())


def test_a_server_that_was_killed_is_told(brief: Brief) -> None:
    with page_worker() as worker:
        assert worker._server  # noqa: SLF001 - what is killed
        worker._server.kill()  # noqa: SLF001
        with pytest.raises(errors.RenderError, match="ended without an answer"):
            run_jobs(worker, brief, [("analyst", "html")], RenderOptions())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's end")
def test_a_killed_program_takes_its_renderings_with_it(tmp_path: Path) -> None:
    script = (
        "import time; from briefgen.rendering import page_worker\n"
        "with page_worker() as worker: print(worker._server.pid, flush=True); time.sleep(99)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as program:
        assert program.stdout
        server = int(program.stdout.readline())
        time.sleep(1)
        program.kill()
        program.wait()
    for _ in range(100):
        if not Path(f"/proc/{server}").exists() or is_dead(server):
            return
        time.sleep(0.1)
    pytest.fail("the server lives on")


def is_dead(process: int) -> bool:
    """Return whether a process waits only for somebody to note its end."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_script_without_a_guard_renders_once(tmp_path: Path) -> None:
    """A server never runs its parent's script again."""
    script = tmp_path / "script.py"
    script.write_text(
        "from briefgen import Profile, build_brief, render\n"
        "from briefgen.model import Document\n"
        f"text = {FERRY[0]!r}\n"
        "document = Document(path='a', file='a', encoding='utf-8', sha256='0', text=text)\n"
        "brief = build_brief([document], Profile(), as_of='2026-03-04')\n"
        "print(render(brief, ['executive'])[0].name)\n"
    )
    done = subprocess.run(
        [sys.executable, script], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.stdout == "executive.pdf\n"


def test_every_error_survives_the_way_back() -> None:
    from briefgen.runtime.worker import _thawed

    for error in (
        errors.RenderError("page.html", 3, "wrong"),
        errors.BriefError("brief.json", "wrong"),
        errors.ConfigError(["a", "b"], "x.toml"),
    ):
        head = {"error": type(error).__name__, "message": str(error), "fields": error.__dict__}
        back = _thawed(head)
        assert (type(back), str(back), back.__dict__) == (type(error), str(error), error.__dict__)
