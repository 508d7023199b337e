"""Ways to look at what was rendered: pages as text, as words with places, as pictures, in a browser.

Poppler's programs read the PDFs as a reader's viewer would; Debian's Chromium shows the web page.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import hypot
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pypdf
from PIL import Image

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from playwright.sync_api import Browser

POINTS_A_MM = 72 / 25.4
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Text --------------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


def solid(text: str) -> str:
    """Return a text without white space: where lines were broken makes no difference to it."""
    return "".join(text.split())


@cache
def page_texts(pdf: Path) -> tuple[str, ...]:
    """Return what each page says, in the order in which it was set."""
    said = _program("pdftotext", "-raw", str(pdf), "-")
    return tuple(said.split("\f")[:-1])


def whole_text(pdf: Path) -> str:
    """Return what all pages say, lines joined."""
    return fold(" ".join(page_texts(pdf)))


def shows(pdf: Path, sentence: str) -> bool:
    """Return whether a sentence stands on a page, word for word, wherever its lines break."""
    return any(solid(sentence) in solid(page) for page in page_texts(pdf))


# Words with their places -------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    """A word on a page, in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Return how much of the smaller of two boxes the other one covers, from 0 to 1."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        smaller = min(self.area, other.area)
        return wide * high / smaller if wide > 0 and high > 0 and smaller else 0.0

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


@dataclass(frozen=True)
class Sheet:
    """A page's size in points, and its words."""

    width: float
    height: float
    words: tuple[Box, ...]

    @property
    def words_left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def words_right(self) -> float:
        return max(word.right for word in self.words)


@cache
def sheets(pdf: Path) -> tuple[Sheet, ...]:
    """Return the pages with their words and where these stand."""
    said = _program("pdftotext", "-bbox", str(pdf), "-")
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', said, re.DOTALL)
    number = r'"(-?[\d.]+)"'
    word = re.compile(
        rf"<word xMin={number} yMin={number} xMax={number} yMax={number}>(.*?)</word>"
    )
    return tuple(
        Sheet(
            float(width),
            float(height),
            tuple(
                Box(html.unescape(m[5]), *(float(m[n]) for n in range(1, 5)))
                for m in word.finditer(body)
            ),
        )
        for width, height, body in pages
    )


@dataclass(frozen=True)
class Run:
    """Text as a page sets it: typeface and size in points."""

    text: str
    font: str
    size: float
    page: int


@cache
def runs(pdf: Path) -> tuple[Run, ...]:
    """Return all text of a PDF with its typeface and its size on paper."""
    found: list[Run] = []
    for number, page in enumerate(pypdf.PdfReader(pdf).pages, start=1):
        settings: list[tuple[Any, ...]] = []
        page.extract_text(visitor_text=lambda *setting, to=settings: to.append(setting))
        for text, outer, inner, font, size in settings:
            if text.strip() and font:
                across = inner[2] * outer[0] + inner[3] * outer[2]
                up = inner[2] * outer[1] + inner[3] * outer[3]
                name = str(font["/BaseFont"]).rpartition("+")[2].strip("/,")
                found.append(Run(text.strip(), name, round(size * hypot(across, up), 2), number))
    return tuple(found)


# Pictures ----------------------------------------------------------------------------------------


@cache
def pictures(pdf: Path, dpi: int = 72, *, grey: bool = False) -> tuple[Image.Image, ...]:
    """Return the pages as pictures; at 72 dpi a pixel is a point."""
    kind = ("-gray",) if grey else ()
    with TemporaryDirectory() as folder:
        _program("pdftoppm", "-r", str(dpi), *kind, str(pdf), f"{folder}/page")
        return tuple(_picture(path) for path in sorted(Path(folder).iterdir()))


def _picture(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        picture.load()
        return picture


def contrast(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    """Return the contrast of two colours after WCAG 2.2, from 1 to 21."""
    bright, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, ...]) -> float:
    parts = [c / 255 for c in colour[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def near(first: tuple[int, ...], second: tuple[int, ...], within: int = 6) -> bool:
    """Return whether two colours are the same to the eye."""
    return all(abs(a - b) <= within for a, b in zip(first[:3], second[:3], strict=True))


def longest_white(pdf: Path) -> float:
    """Return how much of a page's height the longest stretch without ink takes."""
    (picture,) = pictures(pdf, 36, grey=True)
    ground = picture.getpixel((1, 1))
    rows = [
        min(picture.crop((0, y, picture.width, y + 1)).tobytes()) < ground - 40
        for y in range(picture.height)
    ]
    runs_of_white = re.split("1", "".join("01"[row] for row in rows))
    return max((len(run) for run in runs_of_white), default=0) / picture.height


# The marking -------------------------------------------------------------------------------------

LETTERS = {
    "TLP:CLEAR": (255, 255, 255),
    "TLP:GREEN": (0x33, 0xFF, 0x00),
    "TLP:AMBER": (0xFF, 0xC0, 0x00),
    "TLP:AMBER+STRICT": (0xFF, 0xC0, 0x00),
    "TLP:RED": (0xFF, 0x2B, 0x2B),
}
"""The colours of the markings' letters, on black (Traffic Light Protocol 2.0)."""


def marking_words(sheet: Sheet, marking: str) -> list[Box]:
    """Return where a marking stands right-justified at the head and at the foot of a page."""
    head, foot, right = 0.15 * sheet.height, 0.85 * sheet.height, sheet.width - 30 * POINTS_A_MM
    edges = [w for w in sheet.words if w.bottom < head or w.top > foot]
    return [w for w in edges if w.text == marking and w.right > right]


def faults_of_marking(pdf: Path, marking: str, dpi: int = 144) -> list[str]:
    """Return what keeps readers from seeing the marking, as letters on black, on every page."""
    faults = []
    pages = zip(sheets(pdf), pictures(pdf, dpi), strict=True)
    for number, (sheet, picture) in enumerate(pages, start=1):
        words = marking_words(sheet, marking)
        if sorted(word.top < sheet.height / 2 for word in words) != [False, True]:
            faults.append(f"page {number}: {len(words)} times, not once at head and foot")
        for word in words:
            seen = colours(picture.crop(around(word, dpi / 72)))
            total = sum(seen.values())
            black = sum(n for c, n in seen.items() if near(c, (0, 0, 0))) / total
            letters = sum(n for c, n in seen.items() if near(c, LETTERS[marking])) / total
            if black < 0.45:
                faults.append(f"page {number}: only {black:.0%} of its ground is black")
            if letters < 0.08:
                faults.append(f"page {number}: only {letters:.0%} of it shows letters")
    return faults


def around(word: Box, scale: float = 1.0) -> tuple[int, int, int, int]:
    """Return a word's box in pixels."""
    left, top, right, bottom = word.left, word.top, word.right, word.bottom
    return round(left * scale), round(top * scale), round(right * scale), round(bottom * scale)


def colours(picture: Image.Image) -> dict[tuple[int, ...], int]:
    """Return how often each colour occurs in a picture."""
    counted: Any = picture.convert("RGB").getcolors(picture.width * picture.height)
    return {colour: count for count, colour in counted}


# Browser -----------------------------------------------------------------------------------------


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium and close it again."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=_find("chromium", "chromium"), args=list(CHROMIUM_ARGUMENTS)
        )
        try:
            yield browser
        finally:
            browser.close()


def axe_script() -> str:
    """Return the program of axe-core, the judge of accessibility, as a package carries it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


# Programs ----------------------------------------------------------------------------------------


def _program(name: str, *arguments: str) -> str:
    command = (_find(name, "poppler-utils"), *arguments)
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def _find(name: str, package: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"'{name}' is not there; run 'apt-get install {package}'")
    return path


# Reading: what shared/pages asks of every product ------------------------------------------------

CODES = re.compile(r"\bS\d+ ¶\d+|\b\d{6}Z\b")
"""Codes for the program: a place in a source, a date-time group."""
WORKSHOP = re.compile(r"\b(?:independence|origins?|eligible|profile|cut-off)\b", re.IGNORECASE)
"""Words that speak of the program and not of the news."""
ABSENCES = re.compile(
    r"Nothing in this collection|nothing to compare with|is spoken to|No address for corrections|"
    r"None is given|watches for none|No sentence of this page",
    re.IGNORECASE,
)
"""Sentences of ours about nothing."""


@dataclass(frozen=True)
class Quoted:
    """A quoted sentence on a page, and what stands in its block."""

    text: str
    block: str
    links: tuple[str, ...]


BLOCKS = ("li", "article", "section", "td")
PARTS = {"say", "item", "counter"}
"""Elements and classes that hold a sentence and the line under it."""
QUIET = {"q", "style", "script", "head", "h1"}
OUTSIDE = {"headline", "sources", "from", "rewritten"}
"""Elements and classes whose text is a source's or a publisher's, not ours."""


def tree_of(page: str) -> Element:
    """Return a page as a browser reads it."""
    import tinyhtml5

    return tinyhtml5.parse(page, namespace_html_elements=False)


def text_of(element: Element) -> str:
    """Return all text of an element on one line."""
    return fold(" ".join(element.itertext()))


def quoted(page: str) -> list[Quoted]:
    """Return each sentence that a page quotes, with the smallest block around it."""
    tree = tree_of(page)
    parents = {child: parent for parent in tree.iter() for child in parent}
    found = []
    for quote in tree.iter("q"):
        if quote.get("data-source"):
            block = parents[quote]
            while block.tag not in BLOCKS and not PARTS & set(block.get("class", "").split()):
                block = parents[block]
            links = tuple(a.get("href", "") for a in block.iter("a"))
            found.append(Quoted(fold("".join(quote.itertext())), text_of(block), links))
    return found


def said_without_quotes(page: str) -> str:
    """Return what a page says itself: its text without quoted sentences, titles and publishers."""

    def parts(element: Element) -> Iterator[str]:
        own = element.tag in QUIET or OUTSIDE & set(element.get("class", "").split())
        if not own:
            yield element.text or ""
            for child in element:
                yield from parts(child)
                yield child.tail or ""

    return fold(" ".join(parts(tree_of(page))))


def sections(page: str) -> list[str]:
    """Return what each section of a page says under its heading."""
    found = []
    for section in tree_of(page).iter("section"):
        heads = {text_of(h) for h in section.iter() if h.tag in {"h1", "h2"}}
        said = text_of(section)
        for head in heads:
            said = said.replace(head, "", 1)
        found.append(said.strip())
    return found
