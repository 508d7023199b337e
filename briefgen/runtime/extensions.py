"""How a name becomes a callable: a built-in's short name, or ``package.module:attribute``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from briefgen.errors import ExtensionError

BUILT_IN: dict[str, dict[str, str]] = {
    "reader": {
        "csv": "briefgen.sources.readers.table:read",
        "docx": "briefgen.sources.readers.word:read",
        "epub": "briefgen.sources.readers.epub:read",
        "feed": "briefgen.sources.readers.feed:read",
        "gzip": "briefgen.sources.readers.packed:read_compressed",
        "json": "briefgen.sources.readers.records:read",
        "jsonl": "briefgen.sources.readers.jsonl:read",
        "mail": "briefgen.sources.readers.mail:read",
        "mbox": "briefgen.sources.readers.mbox:read",
        "mhtml": "briefgen.sources.readers.mhtml:read",
        "odt": "briefgen.sources.readers.odf:read",
        "page": "briefgen.sources.readers.page:read",
        "pdf": "briefgen.sources.readers.pdf:read",
        "text": "briefgen.sources.readers.plain:read",
        "tar": "briefgen.sources.readers.packed:read_tar",
        "warc": "briefgen.sources.readers.warc:read",
        "zip": "briefgen.sources.readers.packed:read_zip",
    },
    "summariser": {
        "importance": "briefgen.brief.summarisers.importance:rank",
        "lead": "briefgen.brief.summarisers.lead:rank",
        "lexrank": "briefgen.brief.summarisers.lexrank:rank",
        "salience": "briefgen.brief.summarisers.salience:rank",
    },
    "renderer": {
        "html": "briefgen.rendering.formats.html:render",
        "mail": "briefgen.rendering.formats.email:render",
        "pdf": "briefgen.rendering.formats.pdf:render",
        "proof": "briefgen.rendering.formats.html:render_proof",
        "text": "briefgen.rendering.formats.plain:render",
    },
}
"""Kind of extension, then short name, then where its callable is; loaded when first asked for."""


AUDIENCES = ("analyst", "executive", "public", "email")
"""The names of the built-in audiences; what they are stands in ``render/audiences.py``."""


def names(kind: str) -> tuple[str, ...]:
    """Return the short names of one kind of extension, sorted."""
    return tuple(sorted(BUILT_IN[kind]))


def resolve(kind: str, name: str) -> Callable[..., Any]:
    """Return the callable behind a name.

    Raises:
        ExtensionError: the name is unknown, or its module or attribute is missing; it lists the
            names there are.
    """
    target = BUILT_IN[kind].get(name, name)
    module, colon, attribute = target.partition(":")
    if not colon:
        raise ExtensionError(kind, name, names(kind))
    try:
        found = getattr(import_module(module), attribute)
    except Exception as error:  # what an extension's module does on import is not ours
        raise ExtensionError(kind, name, names(kind), f"{type(error).__name__}: {error}") from error
    if not callable(found):
        raise ExtensionError(kind, name, names(kind), "it is not callable")
    return found  # type: ignore[no-any-return]
