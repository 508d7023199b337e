"""The web pages: each one self-contained file with fonts, styles and script inside; nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

from briefgen.model import Artifact, Brief
from briefgen.rendering import RenderOptions
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.environment import built_in_folder, render_template, trusted
from briefgen.rendering.pages.context import make_context
from briefgen.rendering.templates import PROOF, Templates

FONTS = (
    ("Briefgen Sans", "400", "BriefgenSans-Regular"),
    ("Briefgen Sans", "600 700", "BriefgenSans-Semibold"),
    ("Briefgen Serif", "400", "BriefgenSerif-Regular"),
    ("Briefgen Serif", "600 700", "BriefgenSerif-Semibold"),
)
"""The shipped fonts as `training/cut_fonts.py` cut them: family and weights in style sheets, and the file."""

MARKS, LIGHT = "BriefgenSans-Regular", 300
"""The shipped font that has all marks, and a weight that web pages do without."""
FORMATS = {"font/woff2": "woff2", "font/ttf": "truetype", "font/otf": "opentype"}


def render(brief: Brief, audience: str, options: RenderOptions) -> Artifact:
    """Return brief.html, the analyst's, or the page of another audience.

    Raises:
        RenderError: a template failed.
    """
    return _page(brief, audience, options, "web")


def render_proof(brief: Brief, audience: str, options: RenderOptions) -> Artifact:
    """Return proof.html: every sentence in its paragraph, with its hash, and what was left out.

    Raises:
        RenderError: a template failed.
    """
    return _page(brief, audience, options, "proof")


def _page(
    brief: Brief, audience: str, options: RenderOptions, kind: Literal["web", "proof"]
) -> Artifact:
    """Return a web page of an audience; its proofs have no fonts of their own."""
    folder, row = options.templates, AUDIENCES[audience]
    look = folder.look if isinstance(folder, Templates) else None
    context = {**make_context(brief, audience, options), "web": True}
    context["proof_page"] = look.name_of(PROOF) if look else PROOF
    context["web_page"] = look.name_of(row.web_page) if look else row.web_page
    faces = _font_faces(context["house"]["fonts"]) if kind == "web" else ""
    style = render_template(f"{audience}/{kind}.css", {**context, "fonts": trusted(faces)}, folder)
    script = render_template(row.script, {}, folder) if row.script and kind == "web" else ""
    context |= {
        "style": trusted(style),
        "script": trusted(script),
        "policy": _policy(style, script),
    }
    page = render_template(f"{audience}/{kind}.html", context, folder)
    name = row.web_page if kind == "web" else PROOF
    return Artifact(name=name, media_type="text/html; charset=utf-8", content=page.encode())


def _policy(style: str, script: str) -> str:
    """Return the page's Content-Security-Policy: its own style and script by hash, fonts inside it."""
    style_hash, script_hash = (
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        if text
        else "'none'"
        for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src {style_hash}; style-src-attr 'unsafe-inline'; script-src {script_hash}; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _font_faces(own: Sequence[Mapping[str, Any]]) -> str:
    """Return the rules that carry the fonts: the series' own, and the shipped ones, cut to what pages need.

    A shipped family that an own one stands for stays away, but for the sans in its plain weight, which
    has marks that other fonts lack.
    """
    replaced = {font["family"].replace("Own", "Briefgen") for font in own}
    shipped = [
        (family, weight, "font/woff2", _font(name))
        for family, weight, name in FONTS
        if family not in replaced or name == MARKS
    ]
    given = [
        (f["family"], str(f["weight"]), f["type"], f["data"]) for f in own if f["weight"] != LIGHT
    ]
    return "\n".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:swap;"
        f"src:url(data:{kind};base64,{data}) format('{FORMATS[kind]}')}}"
        for family, weight, kind, data in (*given, *shipped)
    )


@cache
def _font(name: str) -> str:
    data = (built_in_folder() / "base" / "fonts" / f"{name}.woff2").read_bytes()
    return base64.b64encode(data).decode("ascii")
