"""``briefgen edit``: each point of a brief with its evidence, and what the analyst decides on it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from briefgen import errors
from briefgen.model import Brief, Edit, EditAction, Point

Ask = Callable[[str], str]
"""Asks a question and returns the answer, without white space around it; EOFError where none comes any more."""

CHOICES = "[k]eep  [p]in  [d]rop  [r]eplace by the next best  [m]ove  re[w]rite  [c]omment  [q]uit"
_ANSWERS = {"", *re.findall(r"\[(.)\]", CHOICES)}
INTERRUPTED = 130
"""Exit code after ctrl-C, as shells have it."""
_PLACE: dict[str, EditAction] = {"p": "pin", "d": "drop", "r": "replace"}


def edit(
    brief: Annotated[
        Path, typer.Argument(help="The frozen brief.json to review.", show_default=False)
    ],
    profile: Annotated[
        Path,
        typer.Option("--profile", "-p", help="The series' profile; the edits are kept beside it."),
    ] = Path("briefgen.toml"),
    by: Annotated[
        str | None, typer.Option("--by", help="Who reviews it.", show_default=False)
    ] = None,
    yes: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--yes", help="Keep every point and sign off as --by, without asking.")
    ] = False,
) -> None:
    """Review a brief in the terminal: keep, pin, drop, replace, move, rewrite, comment, sign off."""
    from briefgen.brief.edits import FILE_NAME  # noqa: PLC0415 - heavy imports come late
    from briefgen.model.frozen import load_brief  # noqa: PLC0415
    from briefgen.series.edits_file import add_edits, load_edits  # noqa: PLC0415

    frozen = load_brief(brief)
    place = profile.parent / FILE_NAME
    load_edits(place)
    if yes and not by:
        raise typer.BadParameter("name who signs off", param_hint="--by")
    if not yes and not sys.stdin.isatty():
        problem = f"a review needs a terminal; write {FILE_NAME} by hand, or sign off with --yes --by NAME"
        raise errors.EditionError(str(brief), problem)
    added = 0
    interrupted = False
    try:
        for decided in (sign_off(frozen, by),) if yes and by else review(frozen, _ask, by):
            add_edits(place, [decided])  # at once: nothing that ends the review takes it back
            added += 1
    except EOFError:
        pass
    except KeyboardInterrupt:
        interrupted = True
    if not yes:
        sys.stderr.write("\n")
    outcome = f"{added} added; build again to apply" if added else "nothing added"
    sys.stdout.write(f"{place}: {outcome}\n")
    if interrupted:
        raise typer.Exit(INTERRUPTED)


def _ask(question: str) -> str:
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.strip()


def sign_off(brief: Brief, by: str) -> Edit:
    """Return a sign-off that holds for what a brief prints now, and for nothing else."""
    from briefgen.brief.edits import fingerprint  # noqa: PLC0415

    return Edit(action="sign off", by=by, points=fingerprint(brief), edition=brief.edition)


def review(brief: Brief, ask: Ask, by: str | None) -> Iterator[Edit]:
    """Yield what is decided on each point of a brief; a sign-off only where nothing was changed."""
    changed = False
    for n, point in enumerate(points_of(brief), start=1):
        for decision in _decide(brief, point, n, ask, by):
            if decision is None:
                return
            changed = True
            yield decision
    words = ask("Comment on the whole brief (empty for none):")
    if words:
        yield Edit(action="comment", words=words, by=by, edition=brief.edition)
    if changed or words:
        _tell("Build it again and review it once more to sign it off.")
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


def _decide(brief: Brief, point: Point, n: int, ask: Ask, by: str | None) -> Iterator[Edit | None]:
    """Yield the decision on one point, None for the end of the review, nothing for keep."""
    _tell(describe(brief, point, n))
    while (answer := ask(CHOICES)[:1].lower()) not in _ANSWERS:
        _tell(f"No choice '{answer}'; Enter keeps the point as it is.")
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
            _tell(f"No theme '{theme}'; left as it is.")
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
    from briefgen.rendering.pages.edit_labels import edits_of, text_of  # noqa: PLC0415 - a heavy package

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


def _tell(text: str) -> None:
    """Print what a reviewer reads, its first line in bold where there is colour."""
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second
    from rich.text import Text  # noqa: PLC0415

    first, _, rest = text.partition("\n")
    body = Text(f"\n{first}\n", style="bold").append(rest, style="not bold")
    Console(stderr=True, highlight=False).print(body)
