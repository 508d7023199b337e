"""What a mail carries besides its article, and where one newsletter holds several.

Lines go whole, each by a rule with a name; of a paragraph that only ends with how to unsubscribe, that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.model.document import LeftAside

_LEAVE = r"un-?subscri|opt(?:ing)?[ -]?out|be removed from|remove (?:yourself|me|your (?:name|address|e-?mail))|stop (?:receiving|getting) (?:these|this|our|e-?mails?)|(?:manage|update|change|edit) (?:your )?(?:e-?mail )?(?:preferences|subscription|subscriptions|profile|delivery|settings)|abbestellen|austragen|abmelde|d[ée]sabonner|se d[ée]sinscrire|darse de baja|cancelar (?:la )?suscripci|disiscri|afmelden|wypisa[ćc]|odjavi"
RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("unsubscribe line", re.compile(rf"{_LEAVE}|\b(?:abmelden|deabonner)\b", re.IGNORECASE)),
    ("view in browser", re.compile(
        r"\b(?:view|read|see|open|display)\b.{0,40}\b(?:in|on|with|using)\b.{0,20}\b(?:browser|the web\b|web page|website|online)|view (?:it |this |the )?(?:e-?mail |message |newsletter )?online"
        r"|(?:trouble|problems?|can(?:not|['’]t)|unable to) (?:viewing|reading|view|read|see|seeing|displaying)|web version|"
        r"im browser (?:ansehen|anzeigen|öffnen|lesen)|online-?version|dans (?:votre|un) navigateur|version en ligne|en (?:tu|su) navegador|w przeglądarce",
        re.IGNORECASE)),
    ("why this mail came", re.compile(
        r"\byou(?:['’]re| are| have)? (?:are )?(?:receiv(?:e|ed|ing)|getting|got|been sent) this\b|this (?:e-?mail|message|newsletter|mailing) (?:was|is|has been) (?:sent|intended|delivered|mailed|brought) (?:to|for|by)|"
        r"sent to (?:you|your|this address|\S+@\S+)|your (?:subscribed|registered) e-?mail|you (?:have )?(?:subscribed|signed up|registered|opted in)\b.{0,60}|because you (?:subscribed|signed|registered|opted|are a)|"
        r"do not reply to this|please (?:do not|don['’]t) (?:reply|respond)|add \S+@\S+ to your (?:address|contacts|safe)|forward (?:this|to a friend)|was this (?:e-?mail|newsletter) forwarded|"
        r"to (?:sub|re-?sub)scribe\b|sign up (?:here|for|to)\b|subscribe (?:here|now|to)\b",
        re.IGNORECASE)),
    ("privacy or legal line", re.compile(r"privacy policy|terms (?:of (?:use|service)|and conditions)|all rights reserved|^(?:copyright|©|\(c\))|datenschutz|impressum|mentions l[ée]gales|aviso legal", re.IGNORECASE)),
    ("advertisement", re.compile(r"^\W*(?:advertisement|advertising|sponsored(?: (?:by|content|message|link))?|sponsor|anzeige|werbung|publicit[ée]|publicidad|a (?:word|message) from our sponsors?)\b.{0,40}$", re.IGNORECASE)),
    ("share buttons", re.compile(r"^(?:\W*(?:share|tweet|facebook|twitter|linkedin|whatsapp|pinterest|instagram|telegram|follow us|like us|e-?mail|print|x)\b){2,}\W*$|^(?:share|follow) (?:this|us|on)\b.{0,60}$", re.IGNORECASE)),
    ("address", re.compile(r"^[\W_]*(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+)[\W_]*$", re.IGNORECASE)),
    ("ruler", re.compile(r"^[\W_]+$")),
)  # fmt: skip
"""Name of the rule, and what a line has that goes by it."""
LONGEST = {
    "unsubscribe line": 45,
    "view in browser": 30,
    "why this mail came": 45,
    "privacy or legal line": 45,
}
"""Words up to which a line goes whole by a rule; of a longer one go the sentences that the rule names."""
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÀ-Ý(“\"'])")
_SIGNATURE = re.compile(r"\n-- \r?\n[\s\S]*\Z")
_ADDRESS_IN_TEXT = re.compile(r"(?<!\s)\s*<?\bhttps?://[^\s<>]{30,}>?")
_QUOTED = re.compile(r"^(?:>\s?)+")
_FRESH = re.compile(r"\s*(?:[-*•·o]\s+|\(?\d{1,2}[.)]\s+|>)")
ITEM_WORDS = 30
"""Words below a heading from which it is an article of a newsletter by itself."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a newsletter."""

    title: str | None
    lines: tuple[str, ...]


def drop_furniture(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[LeftAside, ...]]:
    """Return the lines that are a mail's text, and those that are left out with their rules."""
    kept: list[str] = []
    left: list[LeftAside] = []
    for line in lines:
        rest: list[str] = []
        rule = _rule(line)
        if rule and len(line.split()) <= LONGEST.get(rule, 10**6):
            left.append(LeftAside(rule, line))
            continue
        for sentence in _SENTENCE.split(line) if rule else (line,):
            named = _rule(sentence) if rule else None
            if named in LONGEST:
                left.append(LeftAside(named, sentence))
            else:
                rest.append(sentence)
        if rest:
            kept.append(_ADDRESS_IN_TEXT.sub("", " ".join(rest)).strip() or rest[0])
    return tuple(kept), tuple(left)


def _rule(line: str) -> str | None:
    text = line.lstrip("#- \\")
    return next((name for name, pattern in RULES if pattern.search(text)), None)


def split_items(lines: Sequence[str]) -> tuple[Item, ...]:
    """Return the articles of a newsletter: one for each heading of one level that has a text, or one for all."""
    levels = sorted({_level(line) for line in lines} - {0})
    for level in levels:
        parts = list(_parts(lines, level))
        full = [p for p in parts if p.title and _words(p.lines) >= ITEM_WORDS]
        if len(full) > 1 and len(full) >= sum(bool(p.title) for p in parts) / 2:
            return tuple(
                p for p in parts if _words(p.lines) >= (ITEM_WORDS if p.title is None else 8)
            )
    whole = tuple(lines)
    return (Item(None, whole),) if _words(whole) > 1 else ()


def _level(line: str) -> int:
    match = re.match(r"(#{1,6}) ", line)
    return len(match[1]) if match else 0


def _parts(lines: Sequence[str], level: int) -> Iterator[Item]:
    title: str | None = None
    held: list[str] = []
    for line in lines:
        if 0 < _level(line) <= level:
            yield Item(title, tuple(held))
            title, held = line.lstrip("# "), []
        else:
            held.append(line)
    yield Item(title, tuple(held))


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


# Plain text ----------------------------------------------------------------------------------------


def unwrap(text: str) -> list[str]:
    """Return the paragraphs of a plain text whose lines are wrapped, without its signature."""
    text = _SIGNATURE.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    rows = [" ".join(_QUOTED.sub("", row).split()) for row in text.split("\n")]
    full = 0.6 * max((len(row) for row in rows if len(row) <= 100), default=0)  # noqa: PLR2004 - wrapped
    lines: list[str] = []
    open_ = False
    for row in rows:
        if not row or not any(c.isalnum() for c in row):
            open_ = False
            if row:
                lines.append(row)
            continue
        goes_on = open_ and not _FRESH.match(row)
        if goes_on:
            lines[-1] = f"{lines[-1]} {row}"
        else:
            lines.append(row)
        open_ = len(row) >= full
    return lines
