"""The e-mail's HTML: one column, styles inside the tags, nothing fetched and no picture needed.

Mail clients drop style sheets, so every rule is written into the elements it applies to. The subject
is the page's title.
"""

from __future__ import annotations

from briefgen.errors import RenderError
from briefgen.model import Artifact, Brief
from briefgen.rendering import RenderOptions
from briefgen.rendering.environment import render_template
from briefgen.rendering.pages.context import make_context
from briefgen.rendering.pages.mail import subject_of

MOST_BYTES = 80_000
"""Gmail cuts a message off near 102 KB; what it is sent in grows a little on the way."""


def render(brief: Brief, audience: str, options: RenderOptions) -> Artifact:
    """Return email.html.

    Raises:
        RenderError: a template failed, or the page is longer than mail clients show.
    """
    import css_inline  # noqa: PLC0415 - only mail needs it

    context = {**make_context(brief, audience, options), "subject": subject_of(brief)}
    style = render_template(f"{audience}/style.css", context, options.templates)
    page = render_template(f"{audience}/page.html", context, options.templates)
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=style)
    content = inliner.inline(page).encode()
    logo = context["house"]["logo"]
    sent = len(content) - (len(logo["address"]) if logo and logo["type"] != "image/svg+xml" else 0)
    if sent > MOST_BYTES:  # the logo is sent as a part of its own
        size = f"{sent:,} bytes, and mail clients cut off what is above {MOST_BYTES:,}"
        raise RenderError(f"{audience}/page.html", None, f"{size}; make the template smaller")
    return Artifact(name=f"{audience}.html", media_type="text/html; charset=utf-8", content=content)
