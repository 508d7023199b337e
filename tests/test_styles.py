"""How a series looks: two styles, own colours, a logo, own fonts; in print, on screens by day and night, in mail."""

from __future__ import annotations

import base64
import email
import email.policy
import io
import json
import re
import subprocess
from contextlib import suppress
from dataclasses import asdict, replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import page as page_validation
import pytest
from builders import AS_OF, SEEDS, seeds_brief
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from looking import (
    faults_of_marking,
    page_texts,
    pictures,
    runs,
    sheets,
    shows,
    solid,
)
from PIL import Image

from briefgen.deliver.letter import write_letter
from briefgen.errors import BriefError, ConfigError
from briefgen.model import Appearance, Artifact, Brief, Logo
from briefgen.model.frozen import dump, thaw
from briefgen.profile.colours import contrast, is_colour, nearest_readable
from briefgen.profile.house import STYLES, appearance_of
from briefgen.profile.load import load_profile, parse_profile
from briefgen.profile.logos import MOST_BYTES, read_picture
from briefgen.profile.tables import Profile, hash_profile
from briefgen.rendering import page_worker, render
from briefgen.rendering.environment import built_in_folder
from briefgen.sources.readers import read_sources

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FONTS = built_in_folder() / "base" / "fonts"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><circle cx="10" cy="10" r="9" fill="#0b5c6b"/>'
    b'<path d="M26 4h50v12H26z" fill="#1c2b33"/></svg>'
)
BRAND, OWN_THEME = "#0b5c6b", "#7a1f6b"
LETTER_HEIGHT = 792.5
"""Points; the last two points of the samples need the 50 that A4 has more."""
AUDIENCES = ("analyst", "executive", "public", "email")


def png(size: tuple[int, int] = (160, 40), mode: str = "RGBA", kind: str = "PNG") -> bytes:
    """Return a picture of one colour."""
    target = io.BytesIO()
    Image.new(mode, size, (11, 92, 107, 255)[: len(mode)]).save(target, kind)
    return target.getvalue()


def font_without(chars: str, name: str = "SourceSans3-Regular") -> bytes:
    """Return a shipped font that maps some characters to no glyph."""
    with TTFont(FONTS / f"{name}.ttf") as font:
        for table in font["cmap"].tables:
            for char in chars:
                table.cmap.pop(ord(char), None)
        target = io.BytesIO()
        font.save(target)
    return target.getvalue()


def wrong(page: dict[str, Any], folder: Path | None = None, **more: Any) -> list[str]:
    """Return what is wrong with a profile that has such a table [page]."""
    try:
        parse_profile({"page": page, **more}, "briefgen.toml", folder)
    except ConfigError as error:
        return list(error.problems)
    return []


# The styles --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("time", ["light", "dark"])
def test_a_styles_colours_can_be_read(name: str, time: str) -> None:
    style = STYLES[name]
    colours = asdict(getattr(style, time))
    assert all(is_colour(c) for c in (*colours.values(), *style.themes, style.proposed))
    text = {k: colours[k] for k in ("ink", "muted", "brand", "link", "deny", "new")}
    weak = {
        f"{k} on {ground}": round(contrast(c, colours[ground]), 2)
        for k, c in text.items()
        for ground in ("paper", "panel")
        if contrast(c, colours[ground]) < 4.5
    }
    assert weak == {}
    assert contrast(colours["ink"], colours["mark"]) >= 7
    assert contrast(colours["rule"], colours["paper"]) >= 3
    if time == "light":
        themes = (*style.themes, style.proposed)
        assert min(contrast(c, colours["paper"]) for c in themes) >= 4.5


def test_the_default_style_sheet_has_the_colours_that_profiles_are_checked_against() -> None:
    style = (FONTS.parent / "web.css").read_text(encoding="utf-8")
    for palette in (STYLES["bulletin"].light, STYLES["bulletin"].dark):
        for name in ("ink", "muted", "hair", "rule", "panel", "deny", "mark", "new"):
            assert f"--{name}: {getattr(palette, name)};" in style


@pytest.fixture(scope="module")
def brief() -> Brief:
    return seeds_brief()


def written(made: tuple[Artifact, ...], folder: Path) -> Path:
    for artifact in made:
        (folder / artifact.name).write_bytes(artifact.content)
    return folder


@pytest.fixture(scope="module", params=["A4", "Letter"])
def folio(
    brief: Brief, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder of the samples' brief in the second style, with a logo and colours."""
    logo = Logo(media_type="image/svg+xml", data=logo_data(SVG), alt="Nordlicht Institute")
    look = Appearance(style="folio", brand=BRAND, themes={"R": OWN_THEME}, logo=logo)
    dressed = replace(brief, appearance=look, paper=request.param)
    made = render(dressed, AUDIENCES)
    folder = tmp_path_factory.mktemp("folio")
    (folder / "brief.json").write_bytes(dump(dressed))
    return written(made, folder)


def logo_data(content: bytes) -> str:
    return base64.b64encode(read_picture(content)[1]).decode()


def test_folio_keeps_the_limits_of_every_audience(folio: Path, brief: Brief) -> None:
    assert len(page_texts(folio / "executive.pdf")) == 1
    assert len(page_texts(folio / "public.pdf")) == 1
    texts = [s.text for s in brief.sentences.values() if shows(folio / "executive.pdf", s.text)]
    least = 200 if sheets(folio / "executive.pdf")[0].height > LETTER_HEIGHT else 120
    assert least <= sum(len(text.split()) for text in texts) <= 330


def test_folio_says_the_same_words(folio: Path, brief: Brief, built: Path) -> None:
    ours, theirs = (words_of(p / "brief.html") for p in (folio, built))
    assert ours == theirs
    same_paper = sheets(folio / "executive.pdf")[0].height > LETTER_HEIGHT
    for sentence in brief.sentences.values():
        here, there = (shows(p / "analyst.pdf", sentence.text) for p in (folio, built))
        on_longer_page = not same_paper and there and shows(built / "executive.pdf", sentence.text)
        assert here == there or on_longer_page, sentence.text


def words_of(page: Path) -> list[str]:
    """Return the words of a web page, but for its style and what names the profile and its hash."""
    text = re.sub(r"(?s)<(style|script).*?</\1>|<[^>]*>", " ", page.read_text(encoding="utf-8"))
    return text.split()


def test_in_folio_the_serif_is_what_a_source_says_and_nothing_else(
    folio: Path, brief: Brief
) -> None:
    said = solid(" ".join(d.text for d in read_sources([SEEDS])[0]))
    said += solid(" ".join(s.text for s in brief.sentences.values()))
    said += solid(" ".join(s.title or "" for s in brief.sources))
    for name in ("executive.pdf", "analyst.pdf"):
        serif = [run.text for run in runs(folio / name) if "Serif" in run.font]
        assert serif
        ours = {"“", "”", "This serif type"}
        assert [t for t in serif if solid(t) not in said and t not in ours] == []


@pytest.mark.parametrize("name", ["analyst.pdf", "executive.pdf", "public.pdf"])
def test_folio_is_pdf_ua_and_pdf_a_with_its_marking_and_an_alt_text(folio: Path, name: str) -> None:
    for standard in ("ua1", "3a"):
        found = page_validation.validate_pdf(str(folio / name), profile=standard)
        assert [str(failure) for failure in found.failures] == []
    if name != "public.pdf":  # the public is told in words
        assert faults_of_marking(folio / name, "TLP:CLEAR") == []
    structure = subprocess.run(
        ["pdfinfo", "-struct", folio / name], check=True, capture_output=True
    ).stdout.decode()
    assert "Figure" in structure
    raw = subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", folio / name, "-"],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    assert b"Nordlicht Institute" in raw or "Nordlicht Institute".encode("utf-16-be") in raw


def test_folio_prints_on_warm_paper_and_the_charts_share_it(folio: Path) -> None:
    paper = tuple(int(STYLES["folio"].light.paper[n : n + 2], 16) for n in (1, 3, 5))
    for page in pictures(folio / "executive.pdf"):
        assert page.convert("RGB").getpixel((3, 3)) == paper
    colours = pictures(folio / "executive.pdf")[0].convert("RGB").getcolors(10**6)
    assert max(colours)[1] == paper


def test_a_frozen_brief_renders_the_same_without_its_profile(folio: Path) -> None:
    again = thaw((folio / "brief.json").read_bytes(), "brief.json")
    (made,) = render(again, ("executive",))
    assert made.content == (folio / "executive.pdf").read_bytes()


# Colours -----------------------------------------------------------------------------------------


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can() -> None:
    (problem,) = wrong({"colours": {"brand": "#e0a030"}})
    assert problem.startswith("page.colours.brand: '#e0a030' has contrast 2.10 on #f4f6f8")
    nearest = problem.rpartition(" ")[2]
    assert wrong({"colours": {"brand": nearest}}) == []


@pytest.mark.parametrize(
    ("colours", "problem"),
    [
        ({"brand": "blue"}, "page.colours.brand: 'blue' is no colour; write it as #0b3a5b"),
        ({"brand": "#fff"}, "page.colours.brand: '#fff' is no colour"),
        ({"brand": "#0b3a5b;}"}, "is no colour"),
        ({"themes": {"peace": "#0b3a5b"}}, "no theme 'peace'; choose from S, strike"),
        ({"themes": {"strike": "#ffff00"}}, "has contrast 1.07 on #ffffff"),
        ({"brnad": "#0b3a5b"}, "did you mean 'brand'?"),
        ({"brand": 7}, "page.colours.brand"),
    ],
    ids=str,
)
def test_a_wrong_colour_is_told_with_its_key(colours: dict[str, Any], problem: str) -> None:
    themes = [{"id": "strike", "name": "Strike", "letter": "S"}]
    found = wrong({"colours": colours}, themes=themes)
    assert any(problem in p for p in found), found


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 0xFFFFFF), st.sampled_from(sorted(STYLES)))
def test_the_nearest_colour_is_always_taken(number: int, name: str) -> None:
    colour = f"#{number:06x}"
    problems = wrong({"style": name, "colours": {"brand": colour}})
    if problems:
        colour = problems[0].rpartition(" ")[2]
    assert wrong({"style": name, "colours": {"brand": colour}}) == []
    for ground in (STYLES[name].dark.paper, STYLES[name].dark.panel):
        assert contrast(nearest_readable(colour, ground), ground) >= 4.5


def test_own_colours_reach_text_charts_and_the_dark_screen(folio: Path) -> None:
    web = (folio / "brief.html").read_text(encoding="utf-8")
    dark = STYLES["folio"].dark
    assert f"--brand: {BRAND}" in web
    assert f"--brand: {nearest_readable(BRAND, dark.panel)}" in web
    assert f": {OWN_THEME}; }}" in web
    assert nearest_readable(OWN_THEME, dark.paper) in web
    mail = (folio / "email.html").read_text(encoding="utf-8")
    assert BRAND in mail


# Logos -------------------------------------------------------------------------------------------

HOSTILE_SVG = {
    "a script": (b"<script>alert(1)</script>", "scripts have no place"),
    "a foreign object": (b"<foreignObject><b/></foreignObject>", "foreignObject"),
    "a handler": (b'<path d="M0 0h9" onload="x()"/>', "onload"),
    "an outer use": (b'<use href="https://example.org/x.svg#a"/>', "leads to"),
    "an outer link": (b'<use xlink:href="file:///etc/passwd"/>', "leads to"),
    "a link": (b'<a href="https://example.org"/>', "<a>"),
    "a picture": (b'<image href="data:image/png;base64,AA"/>', "<image>"),
    "text": (b"<text>Hi</text>", "turn text into paths"),
    "an import": (b"<style>@import 'https://example.org/x.css';</style>", "could load more"),
    "a hidden import": (b"<style>@\\69mport 'x.css';</style>", "could load more"),
    "a loaded fill": (b'<path fill="url(https://example.org/#a)" d="M0 0h9"/>', "loads"),
    "a loaded style": (b'<path style="fill:url(//x/#a)" d="M0 0h9"/>', "loads"),
    "an animation": (b'<path d="M0 0h9"><set attributeName="d" to="M0"/></path>', "<set>"),
    "other markup": (b'<div xmlns="http://www.w3.org/1999/xhtml">x</div>', "<div>"),
    "a use bomb": (b'<use href="#a"/>' * 17, "17 times <use>"),
    "a deep nest": (b"<g>" * 40 + b"</g>" * 40, "within each other"),
    "an instruction": (b"<?xml-stylesheet href='x.css'?>", "instruction"),
    "broken markup": (b"<g>", "well-formed"),
}


@pytest.mark.parametrize("name", HOSTILE_SVG)
def test_a_hostile_svg_is_refused_with_its_reason(name: str) -> None:
    inside, reason = HOSTILE_SVG[name]
    head = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    with pytest.raises(ValueError, match=reason):
        read_picture(head + inside + b"</svg>")


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG,
        b"<!DOCTYPE svg [" + b'<!ENTITY a "aaaaaaaaaa">' + b"]>" + SVG,
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + SVG,
        b"<html><body/></html>",
        SVG.replace(b'viewBox="0 0 80 20"', b""),
        SVG.replace(b"0 0 80 20", b"0 0 800 2"),
        SVG.replace(b"0 0 80 20", b"0 0 1e9999 1"),
        b"GIF89a" + bytes(40),
        b"",
        png()[:60],
        png() + bytes(MOST_BYTES),
        png((3000, 3000), "L"),
        png((2, 200)),
        png((80, 20), "CMYK", "JPEG"),
    ],
    ids=lambda c: str(c[:24]),
)  # fmt: skip
def test_what_is_no_logo_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"[a-z]+ .*[;:] "):
        read_picture(content)


def test_half_a_logo_is_refused_by_a_process_that_has_made_pages() -> None:
    import weasyprint.images  # noqa: F401 - lets half pictures through from then on

    with pytest.raises(ValueError, match="cannot be read"):
        read_picture(png()[:60])


def test_an_svg_keeps_its_shapes_and_loses_what_shows_nothing() -> None:
    drawn = (
        b'<?xml version="1.0"?><!-- made by hand --><svg xmlns="http://www.w3.org/2000/svg" xmlns:s="urn:editor" '
        b'width="40mm" height="10mm" s:version="1"><title>T</title><metadata>M</metadata><s:view/>'
        b'<defs><linearGradient id="g"/></defs><path d="M0 0h9v9z" fill="url(#g)"/></svg>'
    )
    kind, kept, ratio = read_picture(drawn)
    assert (kind, ratio) == ("image/svg+xml", 4)
    assert b"<path" in kept
    assert b'viewBox="0 0 40 10"' in kept
    assert not [w for w in (b"editor", b"made by", b"<title", b"metadata", b"?xml") if w in kept]
    assert read_picture(kept)[1] == kept


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_check_of_logos(content: bytes) -> None:
    for given_bytes in (content, SVG + content, SVG[:90] + content, png()[:40] + content):
        with suppress(ValueError):
            read_picture(given_bytes)


def test_a_logo_is_read_from_the_profiles_folder_and_from_nowhere_else(tmp_path: Path) -> None:
    inside = tmp_path / "series"
    inside.mkdir()
    (inside / "logo.svg").write_bytes(SVG)
    (tmp_path / "other.svg").write_bytes(SVG)
    (inside / "link.svg").symlink_to(tmp_path / "other.svg")
    alt = {"logo_alt": "Nordlicht"}
    assert wrong({"logo": "logo.svg", **alt}, inside) == []
    for name in ("../other.svg", "link.svg", str(tmp_path / "other.svg")):
        assert "lies outside" in wrong({"logo": name, **alt}, inside)[0]
    for name in ("none.svg", ".", "a\0b", "x" * 300, "https://example.org/x.svg"):
        assert "page.logo: " in wrong({"logo": name, **alt}, inside)[0], name
    assert wrong({"logo": "logo.svg"}, inside) == [
        "page.logo_alt: missing; say in words what the logo shows, for those who do not see it"
    ]
    assert "logo_alt" in wrong({"logo": "logo.svg", "logo_alt": " "}, inside)[0]


def test_a_profile_that_was_not_read_from_a_file_has_no_logo_yet() -> None:
    profile = parse_profile({"page": {"logo": "x.svg", "logo_alt": "x"}}, "briefgen.toml")
    with pytest.raises(ConfigError, match="use load_profile"):
        appearance_of(profile.page)


def test_a_brief_with_a_tampered_appearance_is_refused(brief: Brief) -> None:
    script = base64.b64encode(SVG.replace(b"</svg>", b"<script/></svg>")).decode()
    svg = "image/svg+xml"
    tampered = (
        Appearance(logo=Logo(media_type=svg, data=script, alt="x")),
        Appearance(logo=Logo(media_type=svg, data="<script>", alt="x")),
        Appearance(logo=Logo(media_type="image/png", data=logo_data(SVG), alt="x")),
        Appearance(brand="red;} body{display:none"),
        Appearance(themes={"R": "expression(1)"}),
    )
    with page_worker() as worker:
        for look in tampered:
            with pytest.raises(BriefError, match="build it again"):
                render(replace(brief, appearance=look), ("email",), worker=worker)


@pytest.mark.parametrize(
    ("content", "kind"), [(png(), "png"), (png(mode="RGB", kind="JPEG"), "jpeg")]
)
def test_the_mail_carries_the_logo_as_a_part_of_its_own(
    brief: Brief, content: bytes, kind: str
) -> None:
    logo = Logo(media_type=f"image/{kind}", data=base64.b64encode(content).decode(), alt="Nord <i>")  # type: ignore[arg-type]
    dressed = replace(brief, appearance=Appearance(logo=logo))
    made = {a.name: a for a in render(dressed, ("email",))}
    letter = write_letter(dressed, tuple(made.values()), (), subject="x")
    again = write_letter(dressed, tuple(made.values()), (), subject="x")
    assert letter.body == again.body
    message: Any = email.message_from_bytes(letter.body, policy=email.policy.default)
    html = message.get_body(("html",)).get_content()
    assert len(html.encode()) <= 80_000
    assert "data:" not in html
    parts = [p for p in message.walk() if p.get_content_maintype() == "image"]
    assert [p.get_content() for p in parts] == [content]
    assert f'src="cid:{parts[0]["Content-ID"].strip("<>")}"' in html
    assert 'alt="Nord <i>"' in unescape(html)
    assert logo.address in made["email.html"].content.decode()


def test_a_logo_does_not_count_against_the_mails_size(brief: Brief) -> None:
    noise = io.BytesIO()
    Image.effect_noise((320, 200), 90).save(noise, "PNG")
    content = noise.getvalue()
    assert 50_000 < len(content) <= MOST_BYTES
    logo = Logo(media_type="image/png", data=base64.b64encode(content).decode(), alt="x")
    dressed = replace(brief, appearance=Appearance(logo=logo))
    assert render(dressed, ("email",))


def test_where_mail_programs_show_no_svg_its_words_stand(folio: Path) -> None:
    mail = (folio / "email.html").read_text(encoding="utf-8")
    assert "<img" not in mail
    assert "Nordlicht Institute" in mail


# Fonts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (lambda: font_without("¶–"), "page.fonts.sans: 'own.ttf' has no glyph for – ¶"),
        (lambda: font_without("0123456789"), "has no glyph for 0 1 2 3 4 5 6 7 8 9;"),
        (lambda: font_without("“"), "has no glyph for “;"),
        (lambda: b"\x00\x01\x00\x00" + bytes(200), "cannot be read as a font"),
        (lambda: b"wOF2" + bytes(200), "cannot be read as a font"),
        (lambda: b"OTTO", "cannot be read as a font"),
        (lambda: b"%!PS-AdobeFont-1.0", "is no TrueType, OpenType or WOFF2 font"),
        (lambda: b"\x00\x01\x00\x00" + bytes(1_100_000), "has more than 1,000,000 bytes"),
    ],
)  # fmt: skip
def test_a_font_that_cannot_be_used_is_refused(content: Any, problem: str, tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(content())
    assert problem in wrong({"fonts": {"sans": "own.ttf"}}, tmp_path)[0]


def test_a_font_that_forbids_to_be_embedded_is_refused(tmp_path: Path) -> None:
    with TTFont(FONTS / "SourceSans3-Regular.ttf") as font:
        font["OS/2"].fsType = 2
        font.save(tmp_path / "own.ttf")
    assert "must not be embedded" in wrong({"fonts": {"sans": "own.ttf"}}, tmp_path)[0]


def test_fonts_have_one_limit_together(tmp_path: Path) -> None:
    for name in ("serif", "serif_bold", "sans", "sans_bold"):
        shipped = "SourceSerif4-Regular" if "serif" in name else "SourceSans3-Regular"
        (tmp_path / name).write_bytes((FONTS / f"{shipped}.ttf").read_bytes())
    found = wrong({"fonts": {n: n for n in ("serif", "serif_bold", "sans", "sans_bold")}}, tmp_path)
    assert len(found) == 1
    assert "1,000,000 are the most for all fonts together" in found[0]


@pytest.fixture(scope="module")
def own_fonts(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with pages in fonts of the series' own: a sans without marks, a serif in WOFF2."""
    folder = tmp_path_factory.mktemp("fonts")
    with TTFont(io.BytesIO(font_without("▲●○≠→•"))) as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                record.string = "Alda"
        font.save(folder / "alda.ttf")
    (folder / "alda.woff2").write_bytes((FONTS / "BriefgenSerif-Regular.woff2").read_bytes())
    (folder / "briefgen.toml").write_text(
        'title = "x"\n[page.fonts]\nsans = "alda.ttf"\nserif = "alda.woff2"\n', encoding="utf-8"
    )
    profile = load_profile(folder / "briefgen.toml")
    dressed = replace(brief, appearance=appearance_of(profile.page))
    return written(render(dressed, ("analyst", "executive")), folder)


def test_own_fonts_are_embedded_and_their_missing_marks_come_from_the_shipped_one(
    own_fonts: Path,
) -> None:
    for name in ("analyst.pdf", "executive.pdf"):
        listed = subprocess.run(
            ["pdffonts", own_fonts / name], check=True, capture_output=True, text=True
        ).stdout
        fonts = {line.split()[0].partition("+")[2] for line in listed.splitlines()[2:]}
        assert fonts
        assert all(f.startswith(("Own-Sans", "Own-Serif", "Source-Sans-3")) for f in fonts), fonts
        assert any(f.startswith("Own-Sans") for f in fonts)
        assert any(f.startswith("Source-Sans-3") for f in fonts)
        for standard in ("ua1", "3a"):
            found = page_validation.validate_pdf(str(own_fonts / name), profile=standard)
            assert [str(failure) for failure in found.failures] == []


def test_the_web_page_carries_own_fonts_and_stays_under_its_limit(own_fonts: Path) -> None:
    web = (own_fonts / "brief.html").read_text(encoding="utf-8")
    assert base64.b64encode((own_fonts / "alda.ttf").read_bytes()).decode() in web
    assert "font-family:'Briefgen Serif'" not in web
    assert "font-family:'Briefgen Sans'" in web
    assert len(web) < 3_000_000


# Whole runs --------------------------------------------------------------------------------------


def test_a_build_takes_all_of_it_from_the_profile(run: Any, tmp_path: Path) -> None:
    text = (SEEDS / "briefgen.toml").read_text(encoding="utf-8")
    own = f'\n[page]\nstyle = "folio"\nlogo = "logo.png"\nlogo_alt = "Nordlicht"\ncolours = {{ brand = "{BRAND}" }}\n'
    (tmp_path / "briefgen.toml").write_text(text + own, encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(png())
    command = (
        "build",
        SEEDS,
        "-p",
        tmp_path / "briefgen.toml",
        "--as-of",
        AS_OF,
        "--audience",
        "executive",
    )
    folders = []
    for n, seed in enumerate(({}, {"hash_seed": "2"})):
        done = run(*command, "-o", tmp_path / str(n), **seed)
        assert done.returncode == 0, done.stderr
        folders.append(Path(done.stdout.splitlines()[0]).parent)
    pdfs = [(f / "executive.pdf").read_bytes() for f in folders]
    assert pdfs[0] == pdfs[1]
    frozen = json.loads((folders[0] / "brief.json").read_bytes())["appearance"]
    assert (frozen["style"], frozen["brand"], frozen["logo"]["alt"]) == (
        "folio",
        BRAND,
        "Nordlicht",
    )
    done = run(
        "render", folders[0] / "brief.json", "--audience", "executive", "-o", tmp_path / "again"
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again" / "executive.pdf").read_bytes() == pdfs[0]


def test_a_profile_that_says_nothing_of_its_looks_keeps_its_hash(tmp_path: Path) -> None:
    plain, said = Profile(), parse_profile({"page": {"style": "folio"}}, "x")
    assert hash_profile(plain) == hash_profile(parse_profile({"page": {"style": "bulletin"}}, "x"))
    assert hash_profile(plain) != hash_profile(said)
    for n, colour in enumerate(("red", "blue")):
        (tmp_path / str(n)).mkdir()
        target = io.BytesIO()
        Image.new("RGB", (40, 20), colour).save(target, "PNG")
        (tmp_path / str(n) / "logo.png").write_bytes(target.getvalue())
    page = {"page": {"logo": "logo.png", "logo_alt": "x"}}
    first, second = (hash_profile(parse_profile(page, "x", tmp_path / str(n))) for n in (0, 1))
    assert first != second


def test_a_new_key_of_the_profile_leaves_the_hash_of_profiles_without_it() -> None:
    """Change it with the defaults of a build, never for a key that a profile does not have."""
    kept = "f43cfe3f99ee93a17c91edf00dae02eacfe8375e39594560b0a8828e126e2f18"
    assert hash_profile(Profile()) == kept
    watched = parse_profile({"indicators": [{"text": "x", "keywords": ["x"]}]}, "x")
    assert hash_profile(watched) != kept


# Screens -----------------------------------------------------------------------------------------


WEAK = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const lum = (c) => { const l = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] === 1) if (c.length) return c; } return [255, 255, 255]; };
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length || e.closest("script, style")) continue;
    const s = getComputedStyle(e), svg = e instanceof SVGElement;
    if (svg) continue;
    const a = lum(parse(s.color)), b = lum(ground(e)), r = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (r < 4.5) found.push([e.tagName, e.className, e.textContent.trim().slice(0, 30), r.toFixed(2)]);
  }
  return found;
}"""


@pytest.mark.parametrize("name", ["brief.html", "public.html"])
def test_folio_can_be_read_by_day_by_night_and_in_print(
    folio: Path, name: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto((folio / name).as_uri())
    for medium, scheme in (("screen", "light"), ("screen", "dark"), ("print", "light")):
        page.emulate_media(media=medium, color_scheme=scheme)  # type: ignore[arg-type]
        for width in (390, 1300):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WEAK) == [], (scheme, medium)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width or medium == "print", "paper has another width"
            ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            light = page.evaluate("document.querySelector('img.logo').naturalWidth")
            assert light > 0
            assert (ground == "rgb(255, 255, 255)") == (medium == "print")
    page.close()


def test_the_night_has_its_own_ground(folio: Path, browser: Browser) -> None:
    grounds = {}
    page = browser.new_page()
    page.goto((folio / "brief.html").as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        grounds[scheme] = page.evaluate(
            "getComputedStyle(document.documentElement).backgroundColor"
        )
    page.close()
    expected = {
        time: "rgb({}, {}, {})".format(
            *(int(getattr(STYLES["folio"], time).paper[n : n + 2], 16) for n in (1, 3, 5))
        )
        for time in ("light", "dark")
    }
    assert grounds == expected
