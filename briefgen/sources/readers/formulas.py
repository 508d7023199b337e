"""A formula of Word as a line of text: a^2 + b^2 = c^2, (x + 1)/2; never the bare letters, which say another thing.

ECMA-376 part 1, 22.1 (Office Math): what a reader sees above, below or under a root is written with marks.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element

from briefgen.sources.readers.numbering import value_of
from briefgen.sources.readers.office import local

DEEPEST = 40


_PARTS = frozenset({"e", "num", "den", "sup", "sub", "deg", "fName"})


def linear(element: _Element, depth: int = 0) -> str:
    """Return the text of a formula or of a part of one."""
    if depth > DEEPEST:
        return ""
    name = local(element)
    if name == "t":
        return element.text or ""
    if name == "d":
        begin = _property(element, "dPr", "begChr") or "("
        end = _property(element, "dPr", "endChr") or ")"
        inner = ", ".join(linear(child, depth + 1) for child in element if local(child) == "e")
        return f"{begin}{inner}{end}"
    if name in _WRITTEN:
        parts = {local(c): linear(c, depth + 1) for c in element if local(c) in _PARTS}
        return _WRITTEN[name](element, parts)
    return "".join(linear(child, depth + 1) for child in element if not local(child).endswith("Pr"))


def _fraction(_: _Element, parts: dict[str, str]) -> str:
    return f"{_grouped(parts.get('num', ''))}/{_grouped(parts.get('den', ''))}"


def _scripted(_: _Element, parts: dict[str, str]) -> str:
    return f"{_grouped(parts.get('e', ''))}{_scripts(parts)}"


def _root(_: _Element, parts: dict[str, str]) -> str:
    of = _grouped(parts.get("e", ""))
    return f"{of}^(1/{parts['deg']})" if parts.get("deg") else f"√{of}"


def _operator(element: _Element, parts: dict[str, str]) -> str:
    sign = _property(element, "naryPr", "chr") or "∫"
    return f"{sign}{_scripts(parts)} {parts.get('e', '')}"


def _function(_: _Element, parts: dict[str, str]) -> str:
    return f"{parts.get('fName', '')} {parts.get('e', '')}"


_WRITTEN: dict[str, Callable[[_Element, dict[str, str]], str]] = {
    "f": _fraction, "sSup": _scripted, "sSub": _scripted, "sSubSup": _scripted, "rad": _root, "nary": _operator, "func": _function,
}  # fmt: skip


def _scripts(parts: dict[str, str]) -> str:
    below, above = parts.get("sub", ""), parts.get("sup", "")
    return (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")


def _grouped(text: str) -> str:
    """Return a part of a formula in parentheses where it has more than one sign or number."""
    return (
        text
        if not text[1:] or text.isalnum() or (text[0] == "(" and text[-1] == ")")
        else f"({text})"
    )


def _property(element: _Element, holder: str, name: str) -> str:
    about = next((child for child in element if local(child) == holder), ())
    return next((value_of(child, "val") for child in about if local(child) == name), "")
