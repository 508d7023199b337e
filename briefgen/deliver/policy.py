"""What must hold before an edition goes out: markings within their ceilings, and a sign-off where asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.deliver.recipients import MARKINGS, ReaderList
from briefgen.model import Brief, Marking
from briefgen.profile.tables import LOWEST, Readership


def is_above(marking: Marking, ceiling: Marking) -> bool:
    """Return whether a marking is for a smaller circle than a ceiling allows."""
    return MARKINGS.index(marking) > MARKINGS.index(ceiling)


def problems(
    brief: Brief, readers: ReaderList, ceilings: Mapping[Readership, Marking], *, sign_off: bool
) -> Iterator[str]:
    """Yield why an edition may not go to a list.

    Args:
        brief: the edition.
        readers: the list, with its audience and its ceiling.
        ceilings: the highest marking for each audience; those not named have none, but the public.
        sign_off: whether the edition needs a reviewer.
    """
    yield from _audience_problems(brief, readers.audience, ceilings)
    if is_above(brief.marking, readers.ceiling):
        yield (
            f"marked {brief.marking}, and the list '{readers.name}' gets {readers.ceiling} at the most; "
            "name another list, or raise its ceiling"
        )
    if sign_off and not brief.reviewer:
        yield (
            "nobody has signed it off, and the profile asks for that (delivery.sign_off); "
            "have it reviewed and build it again"
        )


def _audience_problems(
    brief: Brief, audience: Readership, ceilings: Mapping[Readership, Marking]
) -> Iterator[str]:
    ceiling = LOWEST if audience == "public" else ceilings.get(audience, MARKINGS[-1])
    if is_above(brief.marking, ceiling):
        more = "" if audience == "public" else f", or raise delivery.ceilings.{audience}"
        yield (
            f"marked {brief.marking}, and the audience '{audience}' gets {ceiling} at the most; "
            f"choose another audience{more}"
        )


def with_ceilings(readers: ReaderList, marking: Marking) -> ReaderList:
    """Return a list; a reader whose own ceiling is below the marking has that as the problem."""
    return replace(
        readers,
        recipients=tuple(
            replace(r, problem=f"marked {marking}, and this reader gets {r.ceiling} at the most")
            if r.problem is None and r.ceiling is not None and is_above(marking, r.ceiling)
            else r
            for r in readers.recipients
        ),
    )
