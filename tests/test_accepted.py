"""Pages as pictures, against pictures that somebody looked at and accepted.

``pytest tests/test_accepted.py --accept`` accepts what is drawn now: open ``tests/accepted/`` afterwards and
look. Fonts are shipped with the pages, so one version of the drawing programs draws the same everywhere; what
another may do to thin lines stays within `FAINT`. Mails are set in the reader's own fonts and have no picture.
"""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from builders import seeds_brief
from looking import pictures
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from briefgen.model import Appearance, Brief
from briefgen.rendering import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ACCEPTED = Path(__file__).parent / "accepted"
DPI = 45
TILE = 6
"""Pixels of a tile's side: three and a half millimetres of a page."""
FAINT = 22
"""How far the mean colour of a tile may be off, of 255. Poppler's two ways to draw thin lines differ by 21 at the
most; a paragraph that moves down by half a millimetre differs by 25, by one millimetre by 30."""
STYLES = ("bulletin", "folio")
SHOTS = {"desktop": (1280, 900), "phone": (390, 844)}
VIEWS = tuple(product(("brief", "public"), ("light", "dark"), SHOTS))


def tiles(picture: Image.Image) -> NDArray[np.float64]:
    """Return the mean colours of a picture's tiles: rows × columns × 3."""
    wide, high = (size // TILE * TILE for size in picture.size)
    seen = np.asarray(picture.convert("RGB").crop((0, 0, wide, high)), dtype=float)
    return seen.reshape(high // TILE, TILE, wide // TILE, TILE, 3).mean(axis=(1, 3))


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the largest distance of two pictures' tiles, from 0 to 255; 255 where their sizes differ."""
    if one.size != other.size:
        return 255.0
    return float(np.abs(tiles(one) - tiles(other)).max())


class Compare:
    """Holds pictures against the accepted ones, or accepts them."""

    def __init__(self, folder: Path, *, accept: bool) -> None:
        self.folder, self.accept = folder, accept

    def __call__(self, name: str, seen: Image.Image) -> str:
        """Return how a picture differs from the accepted one of its name, nothing where it does not."""
        path = ACCEPTED / f"{name}.png"
        off = 255.0
        if path.is_file():
            with Image.open(path) as accepted:
                off = difference(seen, accepted)
        if off <= FAINT:
            return ""
        if self.accept:
            ACCEPTED.mkdir(exist_ok=True)
            flat = seen.convert("RGB").quantize(
                255, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
            )
            flat.save(path, optimize=True)
            return ""
        seen.save(self.folder / path.name)
        return f"{name} is off by {off:.0f} of 255 somewhere; compare {self.folder / path.name} and --accept it"


@pytest.fixture
def compare(tmp_path: Path, pytestconfig: pytest.Config) -> Compare:
    return Compare(tmp_path, accept=pytestconfig.getoption("--accept"))


@pytest.fixture(scope="module")
def seeds() -> Brief:
    return seeds_brief()


@pytest.fixture(scope="module", params=STYLES)
def drawn(
    request: pytest.FixtureRequest, seeds: Brief, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """Return a style, and the folder with the samples' brief for three audiences in it."""
    folder = tmp_path_factory.mktemp(request.param)
    brief = replace(seeds, appearance=Appearance(style=request.param))
    for page in render(brief, ["analyst", "executive", "public"]):
        (folder / page.name).write_bytes(page.content)
    return request.param, folder


@pytest.mark.parametrize("audience", ["executive", "public", "analyst"])
def test_pages_look_as_accepted(drawn: tuple[str, Path], audience: str, compare: Compare) -> None:
    style, folder = drawn
    pages = pictures(folder / f"{audience}.pdf", DPI)
    names = [f"{style}-{audience}-{number:02}" for number in range(1, len(pages) + 1)]
    faults = [compare(name, page) for name, page in zip(names, pages, strict=True)]
    assert not any(faults), "\n".join(filter(None, faults))
    known = sorted(path.stem for path in ACCEPTED.glob(f"{style}-{audience}-*.png"))
    assert known == names, "there are pictures of pages that are no more: delete them"


@pytest.mark.parametrize("view", VIEWS, ids="-".join)
def test_web_pages_look_as_accepted(
    drawn: tuple[str, Path], browser: Browser, view: tuple[str, str, str], compare: Compare
) -> None:
    style, folder = drawn
    page, time, shot = view
    wide, high = SHOTS[shot]
    tab = browser.new_page(viewport={"width": wide, "height": high}, color_scheme=time)
    tab.goto((folder / f"{page}.html").as_uri())
    tab.evaluate("document.fonts.ready")
    seen = Image.open(io.BytesIO(tab.screenshot()))
    tab.close()
    half = seen.resize((wide // 2, high // 2), Image.Resampling.BOX)
    fault = compare(f"{style}-web-{page}-{time}-{shot}", half)
    assert not fault, fault


# The comparison can fail -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    with Image.open(ACCEPTED / "bulletin-executive-01.png") as picture:
        return picture.convert("RGB")


def test_a_page_is_as_itself(sheet: Image.Image) -> None:
    assert difference(sheet, sheet) == 0


def test_text_that_moves_by_a_millimetre_is_seen(sheet: Image.Image) -> None:
    moved = sheet.copy()
    moved.paste(sheet.crop((20, 200, 300, 260)), (20, 202))
    assert difference(sheet, moved) > FAINT


def test_a_missing_word_is_seen(sheet: Image.Image) -> None:
    missing = sheet.copy()
    word = darkest(sheet)
    ImageDraw.Draw(missing).rectangle((word[0], word[1], word[0] + 20, word[1] + 6), fill="white")
    assert difference(sheet, missing) > FAINT


def test_the_accent_in_the_red_of_denials_is_seen(sheet: Image.Image) -> None:
    seen = np.asarray(sheet).astype(int)
    accent = seen[..., 2] > seen[..., 0] + 40
    assert accent.any()
    seen[accent] = (0xA8, 0x32, 0x28)
    assert difference(sheet, Image.fromarray(seen.astype(np.uint8))) > FAINT


def test_another_size_is_seen(sheet: Image.Image) -> None:
    assert difference(sheet, sheet.crop((0, 0, sheet.width, sheet.height - 1))) == 255


def darkest(sheet: Image.Image) -> tuple[int, int]:
    """Return where the darkest tile of the page's middle begins, in pixels."""
    grey = tiles(sheet).mean(axis=2)[20:-20]
    row, column = np.unravel_index(grey.argmin(), grey.shape)
    return int(column) * TILE, (int(row) + 20) * TILE
