"""Word documents: the numbers that Word prints, formulas as a reader sees them, what was deleted."""

import io
import zipfile

import pytest

from briefgen.model import Document
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.word import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
LEVELS = "".join(
    f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for n, (form, text) in enumerate(
        (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("upperRoman", "%4"))
    )
)
BULLETS = '<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{LEVELS}</w:abstractNum>{BULLETS}'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles {W}><w:style w:styleId="H"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="H2"><w:name w:val="heading 2 small"/><w:basedOn w:val="H"/></w:style></w:styles>'
)


def item(text: str, number: int | None = None, level: int = 0, style: str = "") -> str:
    lists = (
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        if number is not None
        else ""
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{lists}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lines(*body: str) -> list[str]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>"
        )
        packed.writestr("word/styles.xml", STYLES)
        packed.writestr("word/numbering.xml", NUMBERING)
    (found,) = read(out.getvalue(), Place(path="a.docx", file="a.docx"))
    assert isinstance(found, Document)
    return found.text.strip().split("\n\n")


def test_items_have_the_numbers_that_word_prints() -> None:
    found = lines(
        item("ships wait", 1),
        item("in the harbour", 1, 1),
        item("at sea", 1, 1),
        item("with grain", 1, 2),
        item("mills stop", 1),
        item("again", 1, 1),
    )
    assert found == [
        "1. ships wait",
        "1.1 in the harbour",
        "1.2 at sea",
        "(a) with grain",
        "2. mills stop",
        "2.1 again",
    ]


def test_a_list_goes_on_after_a_text_and_another_starts_anew() -> None:
    found = lines(
        item("one here", 1),
        item("A text between."),
        item("two here", 1),
        item("anew here", 3),
        item("on here", 3),
    )
    assert found == ["1. one here", "A text between.", "2. two here", "1. anew here", "2. on here"]


def test_bullets_headings_and_no_list() -> None:
    found = lines(
        item("a point", 2),
        item("no list", 0),
        item("Of ships", style="H"),
        item("Of mills", style="H2"),
    )
    assert found == ["- a point", "no list", "## 1.1 Of ships", "## 1.2 Of mills"]


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


FORMULAS = {
    f"<m:sSup><m:e>{run('a')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>{run('+1')}": "a^2+1",
    f"<m:f><m:num>{run('x+1')}</m:num><m:den>{run('2')}</m:den></m:f>": "(x+1)/2",
    f"<m:rad><m:deg/><m:e>{run('x')}</m:e></m:rad>": "√x",
    f"<m:func><m:fName>{run('log')}</m:fName><m:e>{run('x')}</m:e></m:func>": "log x",
    f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:d>": "[a, b]",
    f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{run('n')}</m:sub><m:sup>{run('9')}</m:sup><m:e>{run('n')}</m:e></m:nary>": "∑_n^9 n",
}  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_says_what_it_says(formula: str) -> None:
    found = lines(f"<w:p><w:r><w:t>It is</w:t></w:r><m:oMath>{formula}</m:oMath></w:p>")
    assert found == [f"It is {FORMULAS[formula]}"]


def test_rules_that_lead_nowhere_harm_nothing() -> None:
    broken = item("ships wait", 1).replace('w:ilvl w:val="0"', 'w:ilvl w:val="77"')
    assert lines(broken, item("no such list", 55)) == ["- ships wait", "- no such list"]
