"""``briefgen edit`` as an analyst meets it: in a terminal of its own, key by key, and interrupted."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from builders import ROOT

from briefgen.model import Brief
from briefgen.model.frozen import load_brief
from briefgen.series.review import points_of

PROFILE = """\
title = "Port Alda"
audiences = []
[series]
[[themes]]
id = "strike"
name = "Strike"
keywords = ["strike", "dockers", "union"]
[[themes]]
id = "grain"
name = "Grain"
keywords = ["grain", "wheat", "ships"]
"""
ARTICLES = (
    "About 300 dockers of Port Alda joined the strike on March 3, the union said.",
    "Striking dockers closed two of five piers at Port Alda on March 4, the union said.",
    "The union asked the harbour office for 40 more places for dockers on March 5.",
    "Fourteen ships with grain wait off Port Alda, the harbour office said on March 5.",
    "The price of wheat rose by four percent on March 6, traders of District 9 said.",
    "Two ships with wheat left for Cape Num on March 7, its coast guard said.",
    "A union of 80 cooks in Alda began a strike at twelve schools on March 2, a mayor said.",
    "Farmers of Inland stored 90 tons of grain in March, a survey of the council found.",
)
PATIENCE = 60.0
"""Seconds to wait for a question."""
CHOICES, COMMENT, SIGN = "[q]uit", "Comment on the whole brief", "Sign off"


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "briefgen", *arguments],
            cwd=cwd,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),  # noqa: PLW1509 - makes it its own
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "TERM": "xterm"},
        )
        os.close(slave)
        self.shown = ""

    def until(self, text: str) -> str:
        """Return what is shown from now on up to some text."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown:
            ready, _, _ = select.select([self.master], [], [], deadline - time.monotonic())
            assert ready, f"{text!r} never came: {self.shown}"
            self.shown += self._read()
        seen, _, self.shown = self.shown.partition(text)
        return re.sub(r"\x1b\[[\d;]*m", "", seen)

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def end(self) -> tuple[int, str]:
        """Return the exit code, and what was shown to the end."""
        while piece := self._read():
            self.shown += piece
        code = self.process.wait(PATIENCE)
        os.close(self.master)
        return code, self.shown

    def _read(self) -> str:
        try:
            return os.read(self.master, 65_536).decode()
        except OSError:  # Linux says so when nobody has the other end any more
            return ""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, run) -> Path:
    """A series' folder with articles and its edition."""
    folder = tmp_path_factory.mktemp("review") / "series"
    (folder / "inbox").mkdir(parents=True)
    (folder / "briefgen.toml").write_text(PROFILE)
    for n, text in enumerate(ARTICLES):
        (folder / "inbox" / f"{n}.txt").write_text(f"{text}\n")
    build(folder, run)
    return folder


@pytest.fixture
def series(built: Path, tmp_path: Path) -> Path:
    """The same in a folder of its own."""
    return shutil.copytree(built, tmp_path / "series")


@pytest.fixture
def edition(series: Path) -> tuple[Path, Brief]:
    """The series' edition before any edit: its file, and what is in it."""
    (path,) = series.glob("output/*/brief.json")
    return path, load_brief(path)


def build(series: Path, run) -> tuple[Path, Brief]:
    done = run("build", "inbox", "-p", "briefgen.toml", "--as-of", "2026-03-08", cwd=series,
               PYTHONPATH=str(ROOT))  # fmt: skip
    assert done.returncode == 0, done.stderr
    path = series / done.stdout.splitlines()[-1]
    return path, load_brief(path)


def review(series: Path, path: Path, *more: str) -> Terminal:
    return Terminal("edit", str(path), *more, cwd=series)


def edits(series: Path) -> list[dict[str, str]]:
    return tomllib.loads((series / "edits.toml").read_text())["edit"]


def texts(brief: Brief, points) -> list[str]:
    return [brief.sentences[p.sentence].text for p in points]


def test_all_choices_in_a_terminal_and_the_sign_off_of_what_they_made(
    series: Path, edition, run
) -> None:
    path, brief = edition
    points = texts(brief, points_of(brief))
    assert len(points) >= 6
    keys = ["k", "d", "p", "r", "m", "c", *[""] * (len(points) - 6)]
    terminal = review(series, path, "--by", "A. Petrova")
    for key, text in zip(keys, points, strict=True):
        shown = terminal.until(CHOICES)
        assert text in shown
        assert "¶1" in shown
        terminal.type(f"{key}\n")
        if key == "m":
            terminal.until("To which theme (strike, grain)?")
            terminal.type("grain\n" if "docker" in text else "strike\n")
        elif key == "c":
            terminal.until("Comment:")
            terminal.type("Compare it with “last year”, é.\n")
    terminal.until(COMMENT)
    terminal.type("\n")
    code, rest = terminal.end()
    assert (code, "5 added; build again to apply" in rest) == (0, True), rest
    assert "review it once more to sign it off" in rest
    made = edits(series)
    actions = ["drop", "pin", "replace", "move", "comment"]
    assert [(e["action"], e["text"]) for e in made] == list(zip(actions, points[1:], strict=False))
    assert {e["by"] for e in made} == {"A. Petrova"}
    path, brief = build(series, run)
    assert all(e.applied for e in brief.edits)
    again = texts(brief, points_of(brief))
    assert points[1] not in again
    assert points[3] not in again
    assert again[0] == points[2]
    assert [c.text for c in brief.comments] == ["Compare it with “last year”, é."]
    terminal = review(series, path, "--by", "A. Petrova")
    for text in again:
        assert text in terminal.until(CHOICES)
        terminal.type("\n")
    terminal.until(COMMENT)
    terminal.type("\n")
    terminal.until(f"{SIGN} (y for A. Petrova, another name, or empty for not now):")
    terminal.type("y\n")
    code, rest = terminal.end()
    assert code == 0, rest
    assert build(series, run)[1].reviewer == "A. Petrova"


@pytest.mark.parametrize(
    ("end", "code"), [("\x03", 130), ("\x04", 0), (signal.SIGKILL, -signal.SIGKILL)],
    ids=["ctrl-C", "ctrl-D", "kill -9"],
)  # fmt: skip
@pytest.mark.parametrize("where", ["at a choice", "in a comment"])
def test_a_review_that_is_broken_off_loses_nothing_of_what_was_decided(
    series: Path, edition, end, code: int, where: str
) -> None:
    (series / "edits.toml").write_text("# by hand\n")
    path, brief = edition
    first, second = texts(brief, points_of(brief))[:2]
    terminal = review(series, path)
    for key in "dp":
        terminal.until(CHOICES)
        terminal.type(f"{key}\n")
    terminal.until(CHOICES)
    if where == "in a comment":
        terminal.type("c\n")
        terminal.until("Comment:")
    if isinstance(end, str):
        terminal.type(end)
    else:
        terminal.process.send_signal(end)
    ended, shown = terminal.end()
    assert ended == code, shown
    assert "Traceback" not in shown
    assert [(e["action"], e["text"]) for e in edits(series)] == [("drop", first), ("pin", second)]
    assert (series / "edits.toml").read_text().startswith("# by hand\n")
    assert isinstance(end, signal.Signals) or "edits.toml: 2 added; build again" in shown


def test_an_end_of_input_is_no_signature_and_no_comment(series: Path, edition) -> None:
    path, brief = edition
    terminal = review(series, path, "--by", "A. Petrova")
    for _ in points_of(brief):
        terminal.until(CHOICES)
        terminal.type("\n")
    terminal.until(COMMENT)
    terminal.type("\n")
    terminal.until(SIGN)
    terminal.type("\x04")
    code, shown = terminal.end()
    assert code == 0
    assert "nothing added" in shown
    assert not (series / "edits.toml").exists()


def test_a_key_that_is_no_choice_is_asked_again(series: Path, edition) -> None:
    path, _ = edition
    terminal = review(series, path)
    terminal.until(CHOICES)
    terminal.type("x\n")
    assert "No choice 'x'" in terminal.until(CHOICES)
    terminal.type("q\n")
    assert terminal.end()[0] == 0
