"""A JSON file holds one article as an object, or several in a list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers import feed
from briefgen.sources.readers.decoding import NotTextError, decode
from briefgen.sources.readers.jsonl import Made, article_of, once, value_at
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.table import part_of


def read(
    data: bytes, place: Place, options: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the articles of a JSON file, or why one or all of it gives none."""
    wanted = options or ReadingOptions()
    try:
        text, encoding = decode(data)
        tree = json.loads(text, object_pairs_hook=once)
    except NotTextError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    except (ValueError, RecursionError) as error:
        yield Skipped(source=place.file, reason=f"no JSON ({error}); mend it or fetch it again")
        return
    if isinstance(tree, dict) and "jsonfeed.org" in str(tree.get("version", ""))[:100]:
        yield from feed.read(data, place, wanted)
        return
    found = list(_objects(tree, wanted.fields.get("text", "text")))
    if not found:
        reason = 'no article; give objects with {"text": "…"}, or name the text\'s key under [reading.fields] in the profile'
        yield Skipped(source=place.file, reason=reason)
    for number, record in enumerate(found, start=1):
        yield part_of(article_of(record, place, wanted, Made("json", encoding, f"#{number}")))


def _objects(tree: Any, field: str) -> Iterator[dict[str, Any]]:
    """Yield the articles: the object itself, or those of the list that it is or holds."""
    if isinstance(tree, Mapping):
        if value_at(tree, field) is not None:
            yield dict(tree)
            return
        lists = [
            v for v in tree.values() if isinstance(v, list) and v and isinstance(v[0], Mapping)
        ]
        tree = max(lists, key=len, default=[])
    if isinstance(tree, list):
        yield from (dict(item) for item in tree if isinstance(item, Mapping))
