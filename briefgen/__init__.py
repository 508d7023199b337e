"""briefgen turns a pile of news articles into a dated brief in which every sentence can be proved.

The public names load on first use, so that ``import briefgen`` stays as cheap as an empty module.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "Article": "briefgen.model",
    "Artifact": "briefgen.model",
    "Brief": "briefgen.model",
    "BriefgenError": "briefgen.errors",
    "Candidate": "briefgen.brief.summarisers",
    "Declared": "briefgen.model",
    "Document": "briefgen.model",
    "Place": "briefgen.sources.readers",
    "Profile": "briefgen.profile.tables",
    "RenderOptions": "briefgen.rendering",
    "Sentence": "briefgen.model",
    "Skipped": "briefgen.model",
    "Summariser": "briefgen.brief.summarisers",
    "assign_themes": "briefgen.api",
    "build_brief": "briefgen.brief.build",
    "find_stories": "briefgen.api",
    "group_headlines": "briefgen.api",
    "load_brief": "briefgen.model.frozen",
    "load_profile": "briefgen.profile.load",
    "read_sources": "briefgen.sources.readers",
    "render": "briefgen.rendering",
    "summarise": "briefgen.api",
    "verify": "briefgen.brief.verify",
}

__all__ = ["__version__", *sorted(_PUBLIC)]  # noqa: PLE0604 - the names are the keys above


def __getattr__(name: str) -> Any:
    """Return a public name, importing its module now."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'briefgen' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
