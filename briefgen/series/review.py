"""What an analyst is asked of each point of a brief, and the edit that each answer makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from briefgen.brief.edits import fingerprint
from briefgen.model import Brief, Edit, EditAction, Point
from briefgen.rendering.pages.edit_labels import edits_of, text_of

Ask = Callable[[str], str]
"""Asks a question and returns the answer, without white space around it; EOFError where none comes any more."""
Tell = Callable[[str], None]
"""Shows a text to the reviewer."""


CHOICES = "[k]eep  [p]in  [d]rop  [r]eplace by the next best  [m]ove  re[w]rite  [c]omment  [q]uit"


_ANSWERS = {"", *re.findall(r"\[(.)\]", CHOICES)}


_PLACE: dict[str, EditAction] = {"p": "pin", "d": "drop", "r": "replace"}


def sign_off(brief: Brief, by: str) -> Edit:
    """Return a sign-off that holds for what a brief prints now, and for nothing else."""
    return Edit(action="sign off", by=by, points=fingerprint(brief), edition=brief.edition)


def review(brief: Brief, ask: Ask, tell: Tell, by: str | None) -> Iterator[Edit]:
    """Yield what is decided on each point of a brief; a sign-off only where nothing was changed."""
    changed = False
    for n, point in enumerate(points_of(brief), start=1):
        for decision in _decide(brief, point, n, (ask, tell), by):
            if decision is None:
                return
            changed = True
            yield decision
    words = ask("Comment on the whole brief (empty for none):")
    if words:
        yield Edit(action="comment", words=words, by=by, edition=brief.edition)
    if changed or words:
        tell("Build it again and review it once more to sign it off.")
        return
    offer = f"y for {by}, another name, " if by else "your name, "
    name = ask(f"Sign off ({offer}or empty for not now):")
    if by and name.lower() in {"y", "yes"}:
        name = by
    if name:
        yield sign_off(brief, name)


def points_of(brief: Brief) -> tuple[Point, ...]:
    """Return the key points, the outlook and then the themes' other points, each sentence once."""
    themes = (p for t in brief.themes for p in t.points)
    everything = [*brief.key_points, *brief.outlook, *themes]
    first = {p.sentence: p for p in reversed(everything)}
    return tuple(first[key] for key in dict.fromkeys(p.sentence for p in everything))


def _decide(
    brief: Brief, point: Point, n: int, talk: tuple[Ask, Tell], by: str | None
) -> Iterator[Edit | None]:
    """Yield the decision on one point, None for the end of the review, nothing for keep."""
    ask, tell = talk
    tell(describe(brief, point, n))
    while (answer := ask(CHOICES)[:1].lower()) not in _ANSWERS:
        tell(f"No choice '{answer}'; Enter keeps the point as it is.")
    if answer == "q":
        yield None
    elif answer in _PLACE:
        yield _on(brief, point, _PLACE[answer], by=by)
    elif answer == "m":
        known = ", ".join(t.id for t in brief.themes)
        theme = ask(f"To which theme ({known})?")
        if theme in {t.id for t in brief.themes}:
            yield _on(brief, point, "move", theme=theme, by=by)
        else:
            tell(f"No theme '{theme}'; left as it is.")
    elif answer in {"w", "c"}:
        words = ask("New words, no longer the source's:" if answer == "w" else "Comment:")
        if words:
            action: EditAction = "rewrite" if answer == "w" else "comment"
            yield _on(brief, point, action, words=words, by=by)


def _on(brief: Brief, point: Point, action: EditAction, **more: str | None) -> Edit:
    """Return an edit of a point, which names its sentence by what it says."""
    sentence = brief.sentences[point.sentence]
    return Edit(
        action=action,
        text=sentence.text,
        sha256=sentence.sha256,
        edition=brief.edition,
        **more,
    )


def describe(brief: Brief, point: Point, n: int) -> str:
    """Return a point with its theme, its place, its evidence and what the analyst did to it, a line each."""
    evidence = brief.evidence[point.sentence]
    theme = next((t.name for t in brief.themes if t.id == point.theme), "no theme")
    said = evidence.attribution
    lead_in = [text_of(brief.sentences[point.lead_in], brief)] if point.lead_in else []
    done = edits_of(point.sentence, brief)
    lines = [
        f"{n}. {theme}",
        "   " + " ".join([*lead_in, text_of(brief.sentences[point.sentence], brief)]),
        f"   {_cite(brief, point.sentence)} · {said.status}{f' · {said.who}' if said.who else ''} · {evidence.independence}",
        *(f"   also {_cite(brief, k)}: {brief.sentences[k].text}" for k in evidence.also),
        *(f"   denied {_cite(brief, k)}: {brief.sentences[k].text}" for k in evidence.denials),
        *(f"   {words}" for words in done["edited"]),
        *(f"   comment by {c['by'] or 'the analyst'}: {c['text']}" for c in done["comments"]),
    ]
    return "\n".join(lines)


def _cite(brief: Brief, key: str) -> str:
    sentence = brief.sentences[key]
    return f"{sentence.source} ¶{sentence.paragraph + 1}"
