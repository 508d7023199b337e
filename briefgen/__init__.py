"""briefgen turns a pile of news articles into a dated brief in which every sentence can be proved.

The public names load on first use, so that ``import briefgen`` stays as cheap as an empty module.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "Article": "briefgen.models",
    "Brief": "briefgen.models",
    "BriefgenError": "briefgen.errors",
    "Document": "briefgen.models",
    "Profile": "briefgen.config",
    "Sentence": "briefgen.models",
    "assign_themes": "briefgen.calls",
    "build_brief": "briefgen.pipeline",
    "find_stories": "briefgen.calls",
    "load_profile": "briefgen.config",
    "read_sources": "briefgen.readers",
    "render": "briefgen.renderers",
    "summarise": "briefgen.calls",
    "verify": "briefgen.proof",
}

__all__ = ["__version__", *sorted(_PUBLIC)]  # noqa: PLE0604 - the names are the keys above


def __getattr__(name: str) -> Any:
    """Return a public name, importing its module now."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'briefgen' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
