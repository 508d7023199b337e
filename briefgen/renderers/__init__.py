"""How a frozen Brief becomes bytes: PDF, web page, mail, text and JSON, all from the same Brief.

A renderer is a callable ``(Brief, audience, RenderOptions) -> Artifact``. Nothing here reads a
source or chooses a sentence for more than its place on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefgen import registry
from briefgen.errors import BriefError
from briefgen.models import Artifact, Brief, Paper
from briefgen.renderers.worker import Limits, Worker

RENDERINGS: dict[str, tuple[str, ...]] = {
    "analyst": ("pdf", "html"),
    "executive": ("pdf",),
    "public": ("pdf", "html"),
    "email": ("mail", "text"),
}
"""Which renderers serve which audience."""
ARTIFACT_NAMES = (
    "analyst.pdf", "executive.pdf", "public.pdf", "brief.html", "public.html", "email.html",
    "email.txt", "brief.json",
)  # fmt: skip
"""The files of an edition; those that a build does not make again go, so that none is out of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How pages are set."""

    paper: Paper | None = None
    """Another paper than the brief's."""
    templates: Path | None = None
    """A folder of the user's templates, looked into before the built-in ones."""
    limits: Limits = field(default_factory=Limits)
    """What each rendering may use of time and memory."""


def audiences_of(brief: Brief) -> tuple[str, ...]:
    """Return the audiences that may see a brief: all, and the public where it is TLP:CLEAR."""
    clear = brief.marking == "TLP:CLEAR"
    return tuple(name for name in RENDERINGS if clear or name != "public")


def render(
    brief: Brief,
    audiences: Sequence[str],
    options: RenderOptions | None = None,
    progress: Callable[[str], None] = lambda _: None,
    worker: Worker | None = None,
) -> tuple[Artifact, ...]:
    """Return the artifacts of some audiences, all rendered before any is written.

    They are rendered by a worker: the one given, or one that lives as long as this call.

    Raises:
        RenderError: a template or the page engine failed.
        BriefError: it prints a sentence that it does not hold, or the public may not see it.
        ExtensionError: there is no such renderer.
    """  # fmt: skip
    if brief.unheld:
        missing = ", ".join(brief.unheld[:5])
        raise BriefError(
            brief.title, f"prints sentences it does not hold ({missing}); build it again"
        )
    refused = set(audiences) & set(RENDERINGS) - set(audiences_of(brief))
    if refused:
        reason = f"marked {brief.marking}, and the public is shown TLP:CLEAR only"
        raise BriefError(brief.title, f"{reason}; leave out the audience 'public'")
    options = options or RenderOptions()
    jobs = [(audience, name) for audience in audiences for name in RENDERINGS[audience]]
    for _, name in jobs:
        registry.resolve("renderer", name)
    if worker is not None:
        return worker.render(brief, jobs, options, progress)
    with Worker() as own:
        return own.render(brief, jobs, options, progress)
