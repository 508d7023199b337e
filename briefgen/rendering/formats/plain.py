"""The plain text of an audience: what its page says, for readers and programs without pictures."""

from __future__ import annotations

from briefgen.model import Artifact, Brief
from briefgen.rendering import RenderOptions
from briefgen.rendering.environment import render_template
from briefgen.rendering.pages.context import make_context


def render(brief: Brief, audience: str, options: RenderOptions) -> Artifact:
    """Return the audience's text: UTF-8, lines of up to 72 characters.

    Raises:
        RenderError: a template failed.
    """
    context = make_context(brief, audience, options)
    text = render_template(f"{audience}/page.txt", context, options.templates)
    return Artifact(
        name=f"{audience}.txt", media_type="text/plain; charset=utf-8", content=text.encode()
    )
