"""Characters without a glyph: found before a page is laid out, named with their place and a package."""

from __future__ import annotations

import logging
import re
import subprocess
import time
from pathlib import Path

import pytest
from builders import ROOT, brief_of
from fontTools.ttLib import TTFont

from briefgen.rendering import RenderOptions
from briefgen.rendering.formats import glyphs, pdf

FONTS = ROOT / "templates" / "base" / "fonts"
CONTEXT = {
    "sentences": {"S3.1": {"text": "Kim (김정은) spoke.", "cite": "S3 ¶8", "file": "k.txt"}},
    "sources": [
        {"id": "S4", "title": "ประเทศ", "publisher_label": "", "file": "t.txt", "removed": []},
    ],
}


def characters_of(font: Path) -> set[int]:
    with TTFont(font, lazy=True) as opened:
        return set(opened.getBestCmap())


def test_nobody_is_asked_about_what_all_shipped_fonts_have() -> None:
    for font in FONTS.glob("*.ttf"):
        known = characters_of(font)
        missing = [f"U+{c:04X}" for low, high in glyphs.SURE for c in range(low, high + 1) if c not in known]  # fmt: skip
        assert missing == [], font.name
    sans = characters_of(FONTS / "SourceSans3-Regular.ttf")
    assert [c for c in glyphs.OURS if ord(c) not in sans] == []


def test_only_text_that_is_drawn_is_looked_at() -> None:
    asked: list[str] = []
    page = "<title>김</title><p data-x='정'>a&#xE01; é — \u200b</p><svg><title>은</title></svg>"
    glyphs.missing(page, asked.append)
    assert asked == ["<p>&#3585;</p>"]


def test_what_is_never_closed_is_looked_at_once() -> None:
    asked: list[str] = []
    glyphs.missing("<title>김 <b>은</b> <style>정", asked.append)
    assert asked == ["<p>&#44608;</p><p>&#51008;</p><p>&#51221;</p>"]

    def spent(tag: str, times: int) -> float:
        start = time.process_time()
        glyphs.missing(tag * times, asked.append)
        return time.process_time() - start

    for tag in ("<title>", "<style ", "<", "<desc></title>"):
        assert spent(tag, 80_000) < 1, tag


def test_a_message_names_characters_place_and_package() -> None:
    said = list(glyphs.messages("김정ป", CONTEXT))
    korean = "김 (U+AE40), 정 (U+C815): empty boxes in S3 ¶8 of k.txt, “Kim (김정은) spoke.”"
    thai = "ป (U+0E1B): empty boxes in what S4, t.txt, says of itself, “ประเทศ”"
    assert said == [
        f"no font here has {korean}; install the package fonts-noto-cjk",
        f"no font here has {thai}; install the package fonts-noto-core",
    ]


@pytest.mark.parametrize(
    ("character", "package"),
    [
        ("김", "fonts-noto-cjk"),
        ("平", "fonts-noto-cjk"),
        ("か", "fonts-noto-cjk"),
        ("🚀", "fonts-noto-color-emoji"),
        ("ไ", "fonts-noto-core"),
        ("ك", "fonts-noto-core"),
        ("א", "fonts-noto-core"),
        ("\u0915", "fonts-noto-core"),
    ],
)
def test_each_script_has_its_package(character: str, package: str) -> None:
    assert glyphs.package_of(character) == package


@pytest.mark.parametrize("audience", ["analyst", "executive"])
def test_a_rendering_says_what_the_machine_lacks_and_nothing_twice(
    audience: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    text = "Aides met\n\nKim (김정은, ไทย, 😀, Ким) said on 3 March 2026 that 1,200 soldiers went home.\n"
    with caplog.at_level(logging.WARNING, "briefgen.pages"):
        pdf.render(brief_of([text]), audience, RenderOptions())
    said = [record.getMessage() for record in caplog.records]
    named = {int(code, 16) for m in said for code in re.findall(r"U\+([0-9A-F]+)", m)}
    for character in "김정은ไทย😀Ким":
        command = ["fc-list", f":charset={ord(character):x}", "family"]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert (ord(character) in named) == (not listed.strip() and character not in "Ким")
    first = "executive/page.html"  # is the analyst's first page, too
    assert all(f"{first}: {glyphs.NOWHERE} " in m for m in said)
    assert all("S1 ¶1 of 000.txt, “Kim (" in m for m in said)
