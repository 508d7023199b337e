"""Logos: which pictures may stand at the head of a page, and why others may not.

A picture that is taken is taken byte for byte, but for an SVG: of that nothing is kept but shapes. It is
shown as an image, in which browsers run no script; what could run or load is refused all the same, for
a logo that has it was not made to be one.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from xml.parsers import expat

from briefgen.model import PictureType

MOST_BYTES = 75_000
"""A logo of this size has 100,000 characters in the brief, which travels in every PDF."""
MOST_PIXELS = 4_000_000
MOST_ELEMENTS, MOST_USES, MOST_DEPTH = 5_000, 16, 32
"""Elements of an SVG, how many of them may be `use`, which multiplies what it shows, and how deep they nest."""
WIDEST, TALLEST = 12.0, 3.0
"""How many times as wide as high a logo may be, and how many times as high as wide."""
SVG, XLINK, XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml"  # fmt: skip
SHAPES = frozenset(
    "svg g defs symbol use title desc style path rect circle ellipse line polyline polygon linearGradient"
    " radialGradient stop clipPath mask pattern".split()
)
"""The elements of SVG that a logo may have."""
DROPPED = frozenset({"metadata", "title", "desc"})
"""Elements that show nothing: the text for those who see nothing stands in the profile."""
REMEDIES = {
    "script": "scripts have no place in a logo",
    "foreignObject": "it holds a page of its own",
    "text": "its fonts differ from machine to machine; turn text into paths",
    "image": "a picture in a picture; draw it with shapes, or take a PNG",
}


def picture_type(content: bytes) -> PictureType | None:
    """Return what kind of picture some bytes are, by their first ones."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<", content):
        return "image/svg+xml"
    return None


def read_picture(content: bytes) -> tuple[PictureType, bytes, float]:
    """Return a picture's type, the bytes that are kept of it, and how many times as wide as high it is.

    Raises:
        ValueError: it cannot be a logo; the message says why and what helps.
    """
    if len(content) > MOST_BYTES:
        raise ValueError(
            f"has {len(content):,} bytes, and {MOST_BYTES:,} are the most; save it smaller"
        )
    kind = picture_type(content)
    if kind is None:
        raise ValueError("is no PNG, JPEG or SVG; save it as one of these")
    kept, ratio = _svg(content) if kind == "image/svg+xml" else _raster(content)
    if not 1 / TALLEST <= ratio <= WIDEST:
        shape = f"{ratio:.1f} times as wide as high"
        raise ValueError(
            f"is {shape}; between {1 / TALLEST:.2f} and {WIDEST:g} fit at the head of a page"
        )
    return kind, kept, ratio


# Pixels ------------------------------------------------------------------------------------------


def _raster(content: bytes) -> tuple[bytes, float]:
    """Return a PNG or JPEG as it is, and its proportions."""
    from PIL import Image, ImageFile  # noqa: PLC0415 - only profiles with a logo need it

    # The page engine, once loaded, has set this for the whole process: half a picture would pass.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            width, height, mode = picture.width, picture.height, picture.mode
            if width * height > MOST_PIXELS:
                raise ValueError(
                    f"has {width} by {height} pixels; {MOST_PIXELS:,} are the most; save it smaller"
                )
            if getattr(picture, "n_frames", 1) > 1:
                raise ValueError("moves; save one picture of it")
            picture.load()
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"cannot be read ({error}); save it again") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    if mode == "CMYK":
        raise ValueError("has the colours of a printing press (CMYK); save it in RGB")
    return content, width / height


# Shapes ------------------------------------------------------------------------------------------


def _svg(content: bytes) -> tuple[bytes, float]:
    """Return an SVG with nothing in it but shapes, and its proportions."""
    _refuse_declarations(content)
    root = ET.fromstring(content)  # noqa: S314 - see _refuse_declarations
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError("is no SVG: its first element is none of that standard; export it again")
    _strip(root)
    for problem in _problems(root):
        raise ValueError(problem)
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    ratio = _ratio(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=False), ratio


def _refuse_declarations(content: bytes) -> None:
    """Refuse a document type, entities and instructions before a tree is made, and one that is too deep."""
    parser = expat.ParserCreate()
    seen = [0, 0]

    def refuse(what: str) -> None:
        raise ValueError(f"has {what}, by which more could be loaded; save it as plain SVG")

    def start(_name: str, _attributes: object) -> None:
        seen[0] += 1
        seen[1] += 1
        if seen[0] > MOST_ELEMENTS or seen[1] > MOST_DEPTH:
            raise ValueError(
                f"has more than {MOST_ELEMENTS:,} elements, or more than {MOST_DEPTH} within each other; simplify it"
            )

    def end(_name: str) -> None:
        seen[1] -= 1

    parser.StartDoctypeDeclHandler = lambda *_: refuse("a document type (DOCTYPE)")
    parser.EntityDeclHandler = lambda *_: refuse("an entity")
    parser.ProcessingInstructionHandler = lambda *_: refuse("an instruction such as a style sheet")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own
    except expat.ExpatError as error:
        raise ValueError(f"is no well-formed XML ({error}); export it again") from error


def _strip(element: ET.Element) -> None:
    """Take out what shows nothing: other standards' elements and attributes, descriptions."""
    for name in list(element.attrib):
        space = name[1:].partition("}")[0] if name.startswith("{") else ""
        if space not in {"", XLINK}:
            del element.attrib[name]
    for child in list(element):
        space, _, name = str(child.tag)[1:].partition("}")
        if (space not in {SVG, XHTML}) or (space == SVG and name in DROPPED):
            element.remove(child)
        else:
            _strip(child)


def _problems(root: ET.Element) -> Iterator[str]:
    """Yield what keeps an SVG from being a logo."""
    uses = 0
    for element in root.iter():
        space, _, name = str(element.tag)[1:].partition("}")
        if space != SVG or name not in SHAPES:
            remedy = REMEDIES.get(name, "draw it with shapes")
            yield f"has <{name}>, and a logo may have shapes alone: {remedy}"
        uses += name == "use"
        if name == "style":
            yield from _style_problems(element.text or "")
        for key, value in element.attrib.items():
            yield from _attribute_problems(key.rpartition("}")[2], value)
    if uses > MOST_USES:
        yield f"has {uses} times <use>; {MOST_USES} are the most; save it without"


def _attribute_problems(name: str, value: str) -> Iterator[str]:
    if name.lower().startswith("on"):
        yield f"has the attribute {name}, which runs a script; save it without"
    if name == "href" and not value.startswith("#"):
        yield f"leads to {value[:60]!r}; a logo shows nothing but itself; save it without"
    yield from _style_problems(value)


def _style_problems(text: str) -> Iterator[str]:
    """Yield what in a style would load something; a backslash could hide it."""
    if re.search(r"@import|\\|expression\s*\(|javascript:|image-set", text, re.IGNORECASE):
        yield f"has a style that could load more ({text[:60]!r}); save it with presentation attributes"
    for address in re.findall(r"url\(\s*['\"]?\s*([^)'\"]*)", text, re.IGNORECASE):
        if not address.startswith("#"):
            yield f"loads {address[:60]!r}; a logo shows nothing but itself; save it without"


def _ratio(root: ET.Element) -> float:
    """Return how many times as wide as high an SVG is; its size goes, its proportions stay."""
    numbers = [_number(n) for n in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    width, height = _number(root.get("width", "")), _number(root.get("height", ""))
    if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:  # noqa: PLR2004 - x, y, width, height
        width, height = numbers[2], numbers[3]
    elif width > 0 and height > 0:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    else:
        raise ValueError("does not say how large it is; export it with a viewBox")
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    root.attrib.pop("preserveAspectRatio", None)
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    return width / height


def _number(text: str) -> float:
    """Return a length in units of its own; 0 where it is none."""
    found = re.fullmatch(r"(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?)(?:px|pt|mm|cm|in)?", text.strip(), re.IGNORECASE)  # fmt: skip
    return float(found[1]) if found else 0.0
