"""How a frozen Brief becomes bytes: PDF, web page, mail, text and JSON, all from the same Brief.

A renderer is a callable ``(Brief, audience, RenderOptions) -> Artifact``. Nothing here reads a
source or chooses a sentence for more than its place on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefgen.errors import BriefError, RenderError, WorkerError
from briefgen.model import Artifact, Brief, Paper
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.templates import Templates, find_look
from briefgen.runtime import extensions
from briefgen.runtime.worker import Answer, Job, Limits, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How pages are set."""

    paper: Paper | None = None
    """Another paper than the brief's."""
    templates: Path | Templates | None = None
    """A folder of the user's templates, looked into before the built-in ones."""
    limits: Limits = field(default_factory=Limits)
    """What each rendering may use of time and memory."""
    found: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What the renderings of one job leave to each other: the setting in which an audience's page fits."""


def audiences_of(brief: Brief) -> tuple[str, ...]:
    """Return the audiences that may see a brief: all, and the public where it is TLP:CLEAR."""
    return tuple(name for name, row in AUDIENCES.items() if row.may_see(brief))


def find_kinds(audiences: Sequence[str], options: RenderOptions) -> dict[str, str]:
    """Return the built-in audience that each audience is or was copied from.

    Raises:
        RenderError: there is no such audience.
    """
    return {name: find_look(_folder(options), name).kind for name in audiences}


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
        RenderError: a template or the page engine failed, or there is no such audience.
        BriefError: it prints a sentence that it does not hold, or the public may not see it.
        ExtensionError: there is no such renderer.
    """  # fmt: skip
    if brief.unheld:
        missing = ", ".join(brief.unheld[:5])
        raise BriefError(
            brief.title, f"prints sentences it does not hold ({missing}); build it again"
        )
    options = options or RenderOptions()
    kinds = find_kinds(audiences, options)
    refused = [name for name, kind in kinds.items() if not AUDIENCES[kind].may_see(brief)]
    if refused:
        reason = f"marked {brief.marking}, and the public is shown TLP:CLEAR only"
        raise BriefError(brief.title, f"{reason}; leave out the audience '{refused[0]}'")
    jobs = [
        (name, renderer) for name, kind in kinds.items() for renderer in AUDIENCES[kind].renderers
    ]
    for _, renderer in jobs:
        extensions.resolve("renderer", renderer)
    if worker is not None:
        return run_jobs(worker, brief, jobs, options, progress)
    with page_worker() as own:
        return run_jobs(own, brief, jobs, options, progress)


def page_worker() -> Worker:
    """Return a worker that has the page engine and the templates at hand."""
    return Worker(
        preload=(
            "weasyprint",
            "briefgen.rendering.formats.html",
            "briefgen.rendering.formats.pdf:prepare",
        )
    )


def run_jobs(
    worker: Worker,
    brief: Brief,
    jobs: Sequence[tuple[str, str]],
    options: RenderOptions,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Artifact, ...]:
    """Return what a worker makes of some audiences by some renderers, in their order.

    Raises:
        RenderError: a rendering failed, went over its limits, or broke the process it ran in.
    """
    groups = together(jobs)
    work = [
        Job(
            name=", ".join(map(" ".join, group)),
            function=f"{__name__}:answer",
            arguments=(brief, group, options),
        )
        for group in groups
    ]
    try:
        answers = worker.run(work, options.limits, lambda names: progress(f"Rendering {names}"))
    except WorkerError as error:
        remedy = "; simplify the template, or make the brief smaller"
        cause = error.cause + remedy * error.cause.endswith("was stopped")
        raise RenderError(error.subject, None, cause) from error
    made = {
        job: artifact
        for group, given in zip(groups, answers, strict=True)
        for job, artifact in zip(group, _artifacts(*given), strict=True)
    }
    return tuple(made[job] for job in jobs)


def together(jobs: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str], ...]]:
    """Return renderings in groups: one that opens with another's page follows it, so that this is fitted once."""
    behind: dict[tuple[str, str], tuple[str, str]] = {}
    for name, renderer in jobs:
        first = AUDIENCES[name].opens_with if name in AUDIENCES and renderer == "pdf" else None
        if first and (first, renderer) in jobs:
            behind[name, renderer] = first, renderer
    alone = (job for job in jobs if job not in behind.values())
    return [(behind[job], job) if job in behind else (job,) for job in alone]


def answer(brief: Brief, jobs: Sequence[tuple[str, str]], options: RenderOptions) -> Answer:
    """Return what `render_one` makes for each of some audiences by renderers, as a worker's one answer."""
    options = replace(options, found={})
    made = [_render_one(brief, *job, options) for job in jobs]
    head = [{"name": m.name, "media_type": m.media_type, "size": len(m.content)} for m in made]
    return {"artifacts": head}, b"".join(m.content for m in made)


def _artifacts(head: dict[str, Any], content: bytes) -> Iterator[Artifact]:
    """Yield the artifacts of a worker's answer."""
    start = 0
    for each in head["artifacts"]:
        end = start + each["size"]
        yield Artifact(name=each["name"], media_type=each["media_type"], content=content[start:end])
        start = end


def render_one(brief: Brief, audience: str, renderer: str, options: RenderOptions) -> Artifact:
    """Return what one renderer makes for an audience, a built-in one or a copy, in this process.

    Raises:
        RenderError: a template or the page engine failed, or there is no such audience.
        ExtensionError: there is no such renderer.
    """
    return _render_one(brief, audience, renderer, replace(options, found={}))


def _render_one(brief: Brief, audience: str, renderer: str, options: RenderOptions) -> Artifact:
    look = find_look(_folder(options), audience)
    templates = Templates(folder=_folder(options), look=look)
    made = extensions.resolve("renderer", renderer)(
        brief, look.kind, replace(options, templates=templates)
    )
    if not isinstance(made, Artifact):
        cause = f"gave {type(made).__name__}, no artifact; mend the renderer"
        raise RenderError(renderer, None, cause)
    return look.named(made)


def _folder(options: RenderOptions) -> Path | None:
    given = options.templates
    return given.folder if isinstance(given, Templates) else given
