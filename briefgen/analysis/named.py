"""Whom and what sentences name, taken from the cache where it is kept: the model takes some 4 ms a sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from briefgen.analysis.kept import fingerprint
from briefgen.language.entities import Entity, find_entities
from briefgen.model.packed import dump_packed, load_packed
from briefgen.runtime.cache import Cache

Entities = tuple[Entity, ...]


def read_entities(
    texts: Sequence[str], model: str | None = None, cache: Cache | None = None
) -> tuple[Entities, ...]:
    """Return the entities of some sentences, in their order (`language.entities.find_entities`).

    What the shipped model finds is kept; what a spaCy pipeline finds is not, for its version is not known.

    Raises:
        LanguageError: the pack is missing or corrupt, or the pipeline cannot be used.
    """
    if model or cache is None:
        return find_entities(texts, model=model)
    keys = {text: _key_of(text) for text in texts}
    kept = cache.get(list(keys.values()))
    known = {text: load_packed(Entities, kept[key]) for text, key in keys.items() if key in kept}
    missing = [text for text in keys if text not in known]
    made = dict(zip(missing, find_entities(missing), strict=True))
    if made:
        cache.put({keys[text]: dump_packed(found) for text, found in made.items()})
    return tuple((known | made)[text] for text in texts)


def _key_of(text: str) -> bytes:
    digest = hashlib.sha256(fingerprint() + b"entities")
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.digest()
