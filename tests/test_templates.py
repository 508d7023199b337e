"""Hostile text is printed as text, user templates cannot break out, and rendering fetches nothing."""

from __future__ import annotations

import json
import re
import resource
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from looking import pictures, sheets, solid, whole_text
from markupsafe import Markup
from pydantic import TypeAdapter

from briefgen.errors import RenderError
from briefgen.model import Brief
from briefgen.model.frozen import load_brief, plain
from briefgen.rendering import RenderOptions
from briefgen.rendering.environment import built_in_folder, render_template
from briefgen.rendering.formats.pdf import with_values
from briefgen.rendering.kit.samples import full_brief
from briefgen.rendering.pages.view import make_view
from briefgen.runtime import extensions

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = {
    "a script": "<script>window.broken=1</script>",
    "a broken-out attribute": "\"'><img src=x onerror=window.broken=1>",
    "a closed style": "</style></title></textarea><svg/onload=window.broken=1>",
    "a template": "{{ 7*7 }}{% for x in y %}{# c #}",
    "an entity": "&lt;b&gt; &amp;amp; &#x3C;",
    "a script address": "javascript:window.broken=1",
    "emoji": "👩‍🚀🇰🇵",
    "Korean": "김정은",
    "Arabic": "كوريا الشمالية",
    "a long word": "x" * 10_000,
    "CSS": "url(file:///etc/passwd) } body { display: none } /*",
    "a comment": "<!-- --> ]]> <![CDATA[",
}
"""Text that a careless page would obey."""
PRINTED_AWAY = {
    "bidi controls": "safe\u202eexe.gpj\u202c\u2066x\u2069",
    "a paragraph separator": "before\u2029after",
    "a line separator": "before\u2028after",
    "controls": "a\x07b\x1bc\x00d",
    "noncharacters": "a\ufffeb\uffffc",
}
"""Text of which only a part can be printed."""
NEVER_PRINTED = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]"
)
LEAK = "LEAKED-4711"


# Hostile text in articles ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def articles(
    tmp_path_factory: pytest.TempPathFactory, run: Callable[..., Any]
) -> subprocess.CompletedProcess[str]:
    """Build a brief from articles with hostile text in every field; its folder is in ``args``."""
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "articles" / '"><img src=x onerror=window.broken=1>.jsonl'
    source.parent.mkdir()
    texts = {**HOSTILE, **PRINTED_AWAY}
    source.write_text("\n".join(map(record, texts.values())) + "\n", encoding="utf-8")
    command = ("build", source.parent, "--as-of", "2026-11-22", "--output", folder / "output")
    done: subprocess.CompletedProcess[str] = run(*command, cwd=folder)
    return done


def record(hostile: str) -> str:
    """Return a line of a JSON Lines file with the same hostile text in every field."""
    body = (
        f"The harbour office in Oslo said on 3 March 2026 that {hostile} reached 40 ships.",
        f"A ministry spokesperson called {hostile} a threat to 1,200 sailors on 4 March 2026.",
        f"“We saw {hostile} at the pier,” said Captain Lind of the coast guard.",
    )
    return json.dumps(
        {
            "id": hostile,
            "title": f"Harbour reports {hostile}",
            "date": "2026-03-05",
            "publisher": f"Gazette {hostile}",
            "url": f"javascript:alert(1)//{hostile}",
            "text": "\n\n".join(body),
        }
    )


@pytest.fixture(scope="module")
def published(articles: subprocess.CompletedProcess[str]) -> Path:
    assert articles.returncode == 0, articles.stderr
    return Path(articles.stdout.splitlines()[0]).parent


def test_articles_with_hostile_text_do_not_stop_the_run(
    articles: subprocess.CompletedProcess[str],
) -> None:
    assert articles.returncode == 0, articles.stderr
    assert "Traceback" not in articles.stderr
    assert len(articles.stdout.splitlines()) == 5


def test_hostile_articles_become_no_markup(published: Path, built: Path) -> None:
    assert_harmless(read_html(published / "brief.html"), read_html(built / "brief.html"), "html")


def test_a_template_in_an_article_is_printed_as_text_and_a_script_of_it_is_none(
    published: Path,
) -> None:
    said = read_html(published / "brief.html").text
    for name in ("a closed style", "a template"):  # a tag of HTML is no text
        assert HOSTILE[name] in said, name
    assert HOSTILE["a script"] not in said
    assert "49" not in re.findall(r"that (\d+)", said)


def test_hostile_articles_do_nothing_in_a_browser(published: Path, browser: Browser) -> None:
    assert_idle(browser, published / "brief.html")


@pytest.mark.parametrize("name", ["brief.html", "brief.json"])
def test_no_control_or_bidi_override_reaches_the_output(published: Path, name: str) -> None:
    said = (published / name).read_text(encoding="utf-8")
    assert NEVER_PRINTED.findall(said) == []
    assert "exe.gpj" in said


@pytest.mark.parametrize("name", ["analyst.pdf", "executive.pdf"])
def test_hostile_articles_stay_on_the_page(published: Path, name: str) -> None:
    assert_on_the_page(published / name)
    assert_passive(published / name)


def test_executive_page_of_hostile_articles_is_one_page(published: Path) -> None:
    assert len(sheets(published / "executive.pdf")) == 1


def test_a_long_word_does_not_widen_the_web_page(published: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((published / "brief.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_missing_glyphs_are_named_with_a_package_that_has_them(
    articles: subprocess.CompletedProcess[str],
) -> None:
    listed = subprocess.run(
        ["fc-list", ":charset=AE40", "family"], check=True, capture_output=True, text=True
    )
    if listed.stdout.strip():
        assert "U+AE40" not in articles.stderr
    else:
        assert "U+AE40" in articles.stderr
        assert "fonts-noto-cjk" in articles.stderr


# Hostile text in a Brief made by hand ------------------------------------------------------------

FREE_TEXT = frozenset(
    "title publisher file path url credit rule text heading label name phrase unit qualifier who cue "
    "words speaker reason because key_phrases summariser version reviewer note raw encoding".split()
)
"""Fields of a Brief that hold any text."""


def poisoned(tree: Any, hostile: str, key: str = "") -> Any:
    """Return a Brief's tree with a hostile text behind every free text."""
    if isinstance(tree, dict):
        return {k: poisoned(v, hostile, k) for k, v in tree.items()}
    if isinstance(tree, list):
        return [poisoned(v, hostile, key) for v in tree]
    if isinstance(tree, str) and key in FREE_TEXT:
        return f"{tree} {hostile}"
    return tree


@pytest.fixture(scope="module")
def frozen(built: Path) -> Brief:
    return load_brief(built / "brief.json")


def hand_made(frozen: Brief, hostile: str) -> Brief:
    tree = poisoned({**plain(frozen), "reviewer": "Lind", "edition": 7}, hostile)
    tree["sources"][0]["url"] = f"javascript:alert(1)//{hostile}"
    tree["sources"][1]["url"] = f"https://example.org/{hostile}"
    tree["skipped"] = [{"source": hostile, "reason": hostile}]
    brief: Brief = TypeAdapter(Brief).validate_python(tree)
    return brief


@pytest.mark.parametrize("name", [n for n in HOSTILE if n != "a long word"])
def test_a_brief_with_hostile_text_in_every_field_becomes_no_markup(
    frozen: Brief, built: Path, name: str
) -> None:
    for renderer, file, times in (("html", "brief.html", 30), ("proof", "proof.html", 60)):
        page = Page(rendered(renderer, hand_made(frozen, HOSTILE[name])).decode())
        assert_harmless(page, read_html(built / file), renderer)
        assert page.text.count(HOSTILE[name]) > times


def test_a_brief_with_hostile_text_in_every_field_does_nothing_in_a_browser(
    frozen: Brief, browser: Browser, tmp_path: Path
) -> None:
    every = " ".join(text for name, text in HOSTILE.items() if name != "a long word")
    path = tmp_path / "brief.html"
    path.write_bytes(rendered("html", hand_made(frozen, every)))
    assert_idle(browser, path)


def test_a_brief_with_hostile_text_in_every_field_is_printed_as_text(
    frozen: Brief, tmp_path: Path
) -> None:
    names = ("a script", "a broken-out attribute", "a template", "CSS", "a comment", "an entity")
    path = tmp_path / "analyst.pdf"
    hostile = " ".join(HOSTILE[name] for name in names)
    brief = replace(hand_made(frozen, hostile), title=HOSTILE["a script"])  # a line of the foot
    path.write_bytes(rendered("pdf", brief, "analyst"))
    said = solid(whole_text(path))
    for name in names:
        assert said.count(solid(HOSTILE[name])) > 20, name
    assert_passive(path)
    assert_on_the_page(path)


@pytest.mark.parametrize("audience", ["analyst", "executive"])
def test_a_word_of_10_000_characters_in_a_title_stays_on_the_page(
    frozen: Brief, tmp_path: Path, audience: str
) -> None:
    tree = plain(frozen)
    tree["sources"][1]["title"] = tree["questions"][4]["text"] = HOSTILE["a long word"]
    path = tmp_path / f"{audience}.pdf"
    brief = TypeAdapter(Brief).validate_python(tree)
    path.write_bytes(rendered("pdf", brief, audience))
    assert_on_the_page(path)


def test_addresses_are_linked_only_where_they_are_web_addresses(frozen: Brief) -> None:
    page = Page(rendered("html", hand_made(frozen, "x")).decode())
    inside = ("#", "data:", "proof.html")
    outward = {url.partition("#")[0] for url in page.addresses if not url.startswith(inside)}
    assert outward == {"https://example.org/x"}


def test_the_proofs_show_each_address_that_they_link(frozen: Brief) -> None:
    page = Page(rendered("proof", hand_made(frozen, "x")).decode())
    outward = [url for url in page.addresses if url.startswith("http")]
    assert outward
    assert [url for url in outward if url not in page.text] == []


# A user's own templates --------------------------------------------------------------------------


def test_a_users_template_comes_before_the_built_in_one(frozen: Brief, tmp_path: Path) -> None:
    write(tmp_path / "analyst" / "web.html", "<p>Ours: {{ brief.title }}</p>")
    html = rendered("html", frozen, templates=tmp_path).decode()
    assert html == f"<p>Ours: {frozen.title}</p>"


def test_a_users_part_is_used_by_the_built_in_page(frozen: Brief, tmp_path: Path) -> None:
    macros = (built_in_folder() / "base" / "macros.html").read_text(encoding="utf-8")
    write(
        tmp_path / "base" / "macros.html",
        macros.replace("{% macro tlp(marking) %}", "{% macro tlp(marking) %}<i>ours</i>"),
    )
    html = rendered("html", frozen, templates=tmp_path).decode()
    assert "<i>ours</i>" in html
    assert html.endswith("</html>")


def test_a_users_style_changes_the_printed_page(frozen: Brief, tmp_path: Path) -> None:
    style = '{% include "base/print.css" %} @page { background: #ffe } q { color: #00f }'
    write(tmp_path / "analyst" / "style.css", style)
    path = tmp_path / "analyst.pdf"
    path.write_bytes(rendered("pdf", frozen, "analyst", templates=tmp_path))
    assert pictures(path)[0].getpixel((5, 5)) == (255, 255, 238)


def test_a_missing_variable_is_named_with_file_and_line(frozen: Brief, tmp_path: Path) -> None:
    file = write(tmp_path / "analyst" / "web.html", "<p>\n{{ brief.title }}\n{{ brief.titel }}\n")
    with pytest.raises(RenderError) as caught:
        rendered("html", frozen, templates=tmp_path)
    assert str(file) in str(caught.value)
    assert "line 3" in str(caught.value)
    assert "titel" in str(caught.value)


def test_a_syntax_error_is_named_with_file_and_line(frozen: Brief, tmp_path: Path) -> None:
    file = write(tmp_path / "analyst" / "web.html", "<p>\n{% for x in %}\n")
    with pytest.raises(RenderError) as caught:
        rendered("html", frozen, templates=tmp_path)
    assert f"'{file}', line 2" in str(caught.value)


def test_templates_are_given_plain_data_only(frozen: Brief) -> None:
    kinds = {type(value) for value in leaves(make_view(frozen, "analyst"))}
    assert kinds <= {str, int, float, bool, type(None), Markup}


def leaves(tree: Any) -> Iterator[Any]:
    """Yield what mappings and lists hold; an object of any other class is a leaf."""
    if type(tree) is dict:
        for value in tree.values():
            yield from leaves(value)
    elif type(tree) is list:
        for value in tree:
            yield from leaves(value)
    else:
        yield tree


# The sandbox -------------------------------------------------------------------------------------

BREAK_OUT = (
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ brief.__class__.__mro__[1].__subclasses__() }}",
    "{{ brief | attr('__class__') }}",
    "{{ [brief] | map(attribute='__class__') | join }}",
    "{{ ['x'] | map('attr', '__class__') | list }}",
    "{{ [''] | map(attribute='__class__.__mro__') | first }}",
    "{{ brief.items.__self__ }}",
    "{{ brief.title.format.__globals__ }}",
    "{{ '{0.__class__}'.format(brief) }}",
    "{{ '{x.__class__}'.format_map({'x': brief}) }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__.__globals__ }}",
    "{% for x in [1] %}{{ loop.__class__.__init__.__globals__ }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m.__call__.__globals__ }}",
    "{{ charts.dots.svg.__class__('<script>') }}",
    "{{ lipsum() }}",
    "{{ cycler('a', 'b') }}",
    "{{ joiner(',') }}",
    "{{ namespace(a=1) }}",
    "{{ dict(a=1) }}",
    "{{ range.__call__.__self__ }}",
    "{{ get_flashed_messages }}",
    "{{ config }}",
    "{{ brief.update({'title': 'x'}) }}",
    "{{ brief.pop('title') }}",
    "{{ sources.append(1) }}",
    "{{ sources.clear() }}",
)
"""Ways to what is not a template's business."""

MARKUP = (
    "{{ hostile | safe }}",
    "{{ {'x': hostile} | xmlattr }}",
    "{% autoescape false %}{{ hostile }}{% endautoescape %}",
    "{{ charts.dots.svg.format(hostile) }}",
    "{{ charts.dots.svg % hostile }}",
    "{{ charts.dots.svg[:0] + hostile }}",
    "{{ (charts.dots.svg[:0]).join([hostile]) }}",
    "{{ charts.dots.svg[:0].unescape() ~ hostile }}",
    "{% set x %}{{ hostile }}{% endset %}{{ x }}",
    "{{ hostile | replace('x', 'y') }}",
    "{{ hostile | urlize }}",
    "{{ 'javascript:alert(1)' | urlize(extra_schemes=['javascript:']) }}{{ hostile | safe }}",
    "{{ hostile | tojson }}",
    "{{ hostile | striptags }}",
)
"""Ways to turn text into markup."""

BOMBS = (
    "{% for x in range(1000000000) %}x{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
    "{{ 'x' * 1000000000 }}",
    "{{ 1000000000 * 'x' }}",
    "{{ ['x'] * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%1000000000d' | format(1) }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ 'x'.center(1000000000) }}",
    "{{ 'x'.ljust(1000000000) }}",
    "{{ 'x'.rjust(1000000000) }}",
    "{{ 'x'.zfill(1000000000) }}",
    "{{ '\t'.expandtabs(1000000000) }}",
    "{{ 'x\n' | indent(1000000000) }}",
    "{{ brief | tojson(indent=100000000) }}",
    "{{ [[], []] | batch(1000000000, 'x') | list }}",
    "{{ [1] | slice(1000000000) | list }}",
    "{% set a = 'x' %}" + "{% set a = a + a %}" * 34 + "{{ a }}",
    "{% set a = 'xx' %}" + "{% set a = a.replace('x', a) %}" * 7 + "{{ a }}",
    "{% macro f(x, n) %}{{ f(x ~ x, n - 1) if n else x }}{% endmacro %}{{ f('xxxxxxxxxx', 40) }}",
    "{% set a = 'xx' %}" + "{% set a = a | replace('x', a) %}" * 7 + "{{ a }}",
    "{% set a = 'xx' %}" + "{% set a = [a, a, a, a] | join(a) %}" * 20 + "{{ a }}",
    "{% set a = 'xx' %}" + "{% set a = a.join([a, a, a]) %}" * 20 + "{{ a }}",
    "{% set a = 'xx' %}" + "{% set a = a.translate({120: a}) %}" * 7 + "{{ a }}",
    "{% set a = 'xx' %}" + "{% set b %}{{ a }}{{ a }}{% endset %}{% set a = b %}" * 40,
    "{% set a = [1, 2] %}" + "{% set a = [a, a] | sum(start=[]) %}" * 40,
    "{% set a = 99999 %}" + "{% set a = a * a %}" * 40,
    "{{ (1).to_bytes(1000000000, 'big') }}",
    "{{ 'x y' | wordwrap(1, wrapstring='z') }}",
    "{% for a in brief.sources %}" + "{% for b in notes %}" * 6 + "{% endfor %}" * 7,
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    "{% set a = ['x', 'x'] %}" + "{% set a = a + a %}" * 32 + "{{ a | join }}",
    "{% macro m(n) %}{{ m(n + 1) }}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
    "{% include 'probe.html' %}",
)
"""Ways to use up memory or time."""

FILES = (
    "{% include '/etc/passwd' %}",
    "{% include '../secret.txt' %}",
    "{% include 'a/../../secret.txt' %}",
    "{% include '..\\\\secret.txt' %}",
    "{% extends '../secret.txt' %}",
    "{% import '../secret.txt' as x %}{{ x }}",
    "{% from '../secret.txt' import y %}",
)
"""Ways to a file outside the template folders."""


@pytest.fixture(scope="module")
def context(frozen: Brief) -> dict[str, Any]:
    return {**make_view(frozen, "analyst"), "hostile": "<script>x</script>"}


@pytest.mark.parametrize("probe", BREAK_OUT)
def test_a_template_cannot_break_out(probe: str, tmp_path: Path, context: dict[str, Any]) -> None:
    with pytest.raises(RenderError):
        run_probe(probe, tmp_path, context)


@pytest.mark.parametrize("probe", MARKUP)
def test_a_template_cannot_turn_text_into_markup(
    probe: str, tmp_path: Path, context: dict[str, Any]
) -> None:
    try:
        said = run_probe(probe, tmp_path, context)
    except RenderError:
        return
    assert "<script>" not in said


@pytest.mark.parametrize("probe", BOMBS, ids=lambda probe: probe[:60])
def test_a_bomb_in_a_template_is_stopped(
    probe: str, tmp_path: Path, context: dict[str, Any]
) -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # its peak is now what it holds
    before = peak_memory()
    with limits(seconds=20, gigabytes=3), pytest.raises(RenderError):
        run_probe(probe, tmp_path, context)
    more = peak_memory() - before
    assert more < 2**30, f"{more:,} bytes before it was stopped"


def peak_memory() -> int:
    """Return the most memory that this process has held, in bytes; tracing it costs twelve times the time."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@pytest.mark.parametrize("probe", FILES)
def test_a_template_cannot_read_other_files(
    probe: str, tmp_path: Path, context: dict[str, Any]
) -> None:
    write(tmp_path / "secret.txt", LEAK)
    with pytest.raises(RenderError) as caught:
        run_probe(probe, tmp_path / "templates", context)
    assert LEAK not in str(caught.value)


def test_a_link_in_the_template_folder_does_not_lead_out_of_it(
    tmp_path: Path, context: dict[str, Any]
) -> None:
    secret = write(tmp_path / "secret.txt", LEAK)
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "inside.txt").symlink_to(secret)
    with pytest.raises(RenderError):
        run_probe("{% include 'inside.txt' %}", templates, context)


def run_probe(probe: str, folder: Path, context: dict[str, Any]) -> str:
    write(folder / "probe.html", probe)
    return render_template("probe.html", context, folder)


class OverrunError(BaseException):
    """A bomb that only this test stopped; no handler of the program's takes it for its own."""


@contextmanager
def limits(*, seconds: float, gigabytes: float) -> Iterator[None]:
    """Keep a bomb that the program does not stop from taking the machine with it."""

    def stop(*_: object) -> None:
        raise OverrunError(f"not stopped within {seconds} seconds of the processor")

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + int(gigabytes * 2**30)
    before = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGPROF, stop)
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        resource.setrlimit(resource.RLIMIT_AS, before)


# Nothing is fetched while rendering --------------------------------------------------------------

IN_THE_PAGE = {
    "img": '<img alt="x" src="{url}.png">',
    "srcset": '<img alt="x" srcset="{url}.png 2x" src="{url}.png">',
    "picture": '<picture><source srcset="{url}.png"><img alt="x" src="{url}.png"></picture>',
    "object": '<object data="{url}.svg"></object>',
    "embed": '<embed src="{url}.svg">',
    "iframe": '<iframe src="{url}.html"></iframe>',
    "svg image": '<svg width="9" height="9"><image href="{url}.png" width="9" height="9"/></svg>',
    "svg use": '<svg width="9" height="9"><use href="{url}.svg#a"/></svg>',
    "base": '<base href="{folder}/"><img alt="x" src="secret.png">',
    "stylesheet": '<link rel="stylesheet" href="{url}.css">',
    "link attachment": '<link rel="attachment" href="{url}.txt">',
    "a attachment": '<a rel="attachment" href="{url}.txt">x</a>',
    "style import": '<style>@import "{url}.css";</style>',
    "style attribute": '<p style="background: url({url}.png)">x</p>',
    "entity": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{url}.txt">]><p>&e;</p>',
    "video": '<video poster="{url}.png" src="{url}.png"></video>',
    "input": '<input type="image" src="{url}.png">',
}
IN_THE_STYLE = {
    "import": '@import "{url}.css";',
    "import url": "@import url({url}.css);",
    "font-face": '@font-face {{ font-family: "S"; src: url("{url}.ttf"); }} body {{ font-family: "S" }}',
    "background": 'body {{ background: url("{url}.png"); }}',
    "page background": '@page {{ background: url("{url}.png"); }}',
    "content": 'p::before {{ content: url("{url}.svg"); }}',
    "margin box": '@page {{ @top-left {{ content: url("{url}.svg"); }} }}',
    "list-style": 'p {{ display: list-item; list-style-image: url("{url}.png"); }}',
    "border-image": 'p {{ border: 9px solid; border-image: url("{url}.png") 9; }}',
    "cursor": 'p {{ cursor: url("{url}.png"), auto; }}',
    "color-profile": '@color-profile device-cmyk {{ src: url("{url}.txt"); }} p {{ color: device-cmyk(0 0 0 1) }}',
}
VECTORS = {f"{k} in the page": (v, "") for k, v in IN_THE_PAGE.items()} | {
    f"{k} in the style": ("", v) for k, v in IN_THE_STYLE.items()
}


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of files that nobody may see."""
    from PIL import Image

    folder = tmp_path_factory.mktemp("secrets")
    shape = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text id="a" y="15">{LEAK}</text></svg>'
    for name, text in (
        ("secret.txt", LEAK),
        ("secret.html", f"<p>{LEAK}</p>"),
        ("secret.css", f'p::after {{ content: "{LEAK}" }}'),
        ("secret.svg", shape),
    ):
        write(folder / name, text)
    Image.new("RGB", (40, 40), (254, 1, 220)).save(folder / "secret.png")
    font = built_in_folder() / "base" / "fonts" / "SourceSans3-Bold.ttf"
    (folder / "secret.ttf").write_bytes(font.read_bytes())
    return folder


@pytest.fixture(scope="module")
def website(secrets: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve the same files on this machine; give the address and the list of what was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            data = (secrets / Path(self.path).name).read_bytes()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture(params=["file", "http"])
def folder(request: pytest.FixtureRequest, secrets: Path, website: tuple[str, list[str]]) -> str:
    """Return the address of the folder of secrets: on the disk, and on the web."""
    return secrets.as_uri() if request.param == "file" else website[0]


@pytest.mark.parametrize("vector", VECTORS)
def test_a_template_makes_the_page_engine_fetch_nothing(
    vector: str, folder: str, frozen: Brief, website: tuple[str, list[str]], tmp_path: Path
) -> None:
    body, style = (text.format(url=f"{folder}/secret", folder=folder) for text in VECTORS[vector])
    page = "<!DOCTYPE html><html lang='en'><head><title>t</title></head><body><h1>t</h1><p>p</p>"
    write(tmp_path / "executive" / "page.html", f"{page}{body}</body></html>")
    write(tmp_path / "executive" / "style.css", style)
    path = tmp_path / "executive.pdf"
    with suppress(RenderError):
        path.write_bytes(rendered("pdf", frozen, "executive", templates=tmp_path))
        assert_no_secret(path)
    assert website[1] == []


def test_fonts_are_served_from_the_templates_and_from_nowhere_else(
    frozen: Brief, tmp_path: Path
) -> None:
    """The one folder that is served cannot be used to climb out of it."""
    shape = f"<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>{LEAK}</text></svg>"
    secret = write(tmp_path / "secret.svg", shape)
    fonts = built_in_folder() / "base" / "fonts"
    climb = f"{fonts.as_uri()}/{'../' * len(fonts.parts)}{secret.relative_to('/')}"
    write(tmp_path / "executive" / "page.html", f"<html lang='en'><img alt='x' src='{climb}'>")
    write(tmp_path / "executive" / "style.css", "")
    path = tmp_path / "executive.pdf"
    path.write_bytes(rendered("pdf", frozen, "executive", templates=tmp_path))
    assert_no_secret(path)


# What was made -----------------------------------------------------------------------------------


def rendered(
    name: str, brief: Brief, audience: str = "analyst", templates: Path | None = None
) -> bytes:
    made = extensions.resolve("renderer", name)(brief, audience, RenderOptions(templates=templates))
    content: bytes = made.content
    return content


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


class Page(HTMLParser):
    """A web page as a browser reads it: tags, attributes, addresses, text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.scripts = 0
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.scripts += tag == "script"
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [v or "" for name, v in attrs if name in {"href", "src", "action"}]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


@cache
def page_of_every_kind(renderer: str) -> Page:
    """Return a page that has each part that a page can have: charts, denials, edits, comments."""
    return Page(rendered(renderer, full_brief()).decode())


def assert_harmless(page: Page, harmless: Page, renderer: str) -> None:
    """Check that a page has no element, attribute or address that harmless ones have not."""
    every = page_of_every_kind(renderer)
    optional = {"code", "br", "b", "ul", "li", "h3", "em", "wbr", "bdi"}
    optional |= {
        "svg",
        "line",
        "circle",
        "rect",
    }  # figures on one scale, which neither of the harmless pages has
    drawn = set(
        "xmlns role aria-label class fill fill-opacity stroke stroke-width x y width height".split()
    )
    drawn |= {
        "cx",
        "cy",
        "r",
        "x1",
        "x2",
        "y1",
        "y2",
        "style",
    }  # the last gives a number its place below
    assert page.tags - optional <= harmless.tags | every.tags
    assert page.scripts == harmless.scripts
    assert (
        page.attributes - {"rel", "dir", "value"} - drawn <= harmless.attributes | every.attributes
    )
    assert not {name for name in page.attributes if name.startswith("on")}
    own = ("#", "proof.html", "brief.html")
    outward = [url for url in page.addresses if not url.startswith(own)]
    schemes = {url.partition(":")[0] for url in outward}
    assert schemes <= {"data", "https", "http"}


def assert_idle(browser: Browser, path: Path) -> None:
    """Check that a page does nothing when it is opened but show itself."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.broken") is None
    assert said == []
    assert {url for url in asked if not url.startswith("data:")} == {path.as_uri()}
    assert page.locator("h1").is_visible()
    context.close()


def assert_on_the_page(pdf: Path) -> None:
    for number, sheet in enumerate(sheets(pdf), start=1):
        out = [
            (word.text[:30], round(word.left), round(word.right))
            for word in sheet.words
            if word.left < 14
            or word.right > sheet.width - 14
            or word.top < 14
            or word.bottom > sheet.height - 14
        ]
        assert not out, f"page {number}"


def assert_passive(pdf: Path) -> None:
    """Check that a PDF runs nothing and links to nothing but itself and the web."""
    raw = b"\n".join(streams(pdf))
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/GoToR", b"/SubmitForm"):
        assert name not in raw
    for page in pypdf.PdfReader(pdf).pages:
        for note in page.get("/Annots", ()):
            target = str(note.get_object().get("/A", {}).get("/URI", ""))
            assert target.partition(":")[0] in {"", "http", "https"}


def assert_no_secret(pdf: Path) -> None:
    """Check that neither the words, nor the colour, nor the font of the secrets are in a PDF."""
    every = b"\n".join(streams(pdf))
    assert LEAK.encode() not in every
    assert LEAK not in whole_text(pdf)
    reader = pypdf.PdfReader(pdf)
    assert list(reader.attachments) == ["brief.json"]
    for page, picture in zip(reader.pages, pictures(pdf), strict=True):
        assert not list(page.images)
        colours = picture.convert("RGB").getcolors(picture.width * picture.height)
        assert (254, 1, 220) not in {colour for _, colour in colours or ()}
    fonts = subprocess.run(["pdffonts", pdf], check=True, capture_output=True, text=True).stdout
    assert "SourceSans3-Bold" not in fonts


def streams(pdf: Path) -> Iterator[bytes]:
    """Yield the bytes of a PDF with all its streams unpacked."""
    command = ["qpdf", "--qdf", "--object-streams=disable", str(pdf), "-"]
    unpacked = subprocess.run(command, check=False, capture_output=True)
    assert unpacked.returncode in {0, 3}, unpacked.stderr
    yield unpacked.stdout


# Variables of style sheets -----------------------------------------------------------------------


def test_variables_of_the_root_get_their_values_before_the_page_engine_sees_them() -> None:
    style = ":root { --ink: #111; --line: 1pt solid var(--ink); } p { border: var(--line); }"
    assert with_values(style).endswith("p { border: 1pt solid #111; }")


def test_variables_that_multiply_each_other_stay() -> None:
    style = ":root { --a: x; " + "".join(
        f"--{name}: {f'var(--{before}) ' * 99};" for before, name in ("ab", "bc", "cd")
    )
    assert with_values(style + "} p { color: var(--d); }").endswith("p { color: var(--d); }")


@pytest.mark.parametrize(
    "style",
    [
        ":root { --ink: #111; } .night { --ink: #eee; } p { color: var(--ink); }",
        "@media print { :root { --ink: #111; } } p { color: var(--ink); }",
        "p { color: var(--ink, #222); }",
        ":root { --a: var(--b); --b: var(--a); } p { color: var(--c); }",
    ],
)
def test_variables_that_depend_on_the_place_stay(style: str) -> None:
    assert with_values(style).endswith(style[style.rindex("p {") :])
