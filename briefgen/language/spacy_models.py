"""spaCy pipelines that a profile names, in the place of the shipped models."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from briefgen.errors import LanguageError

Name = Literal["person", "organisation", "place", "group", "event"]

MEANINGS: dict[str, Name] = {
    "PERSON": "person", "PER": "person",
    "ORG": "organisation",
    "GPE": "place", "LOC": "place", "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "person": "person", "organisation": "organisation", "place": "place", "group": "group", "event": "event",
}  # fmt: skip
"""Entity labels of spaCy's pipelines, and our own, with what they mean here."""


@cache
def load(name: str, needs: str = "ner") -> Any:
    """Return an installed spaCy pipeline that has a component.

    Raises:
        LanguageError: it is not installed, is broken, or lacks the component; with what helps.
    """
    import spacy  # noqa: PLC0415 - half a second
    from spacy.util import is_package  # noqa: PLC0415

    if not is_package(name):
        raise LanguageError(
            name,
            f"no such spaCy pipeline is installed; python -m spacy download {name}, "
            "or take model out of [language] to use the shipped one",
        )
    try:
        pipeline = spacy.load(name)
    except Exception as error:  # what a package does when it loads is not ours
        raise LanguageError(
            name, f"cannot be loaded ({type(error).__name__}: {error}); install it again"
        ) from error
    if needs not in pipeline.pipe_names:
        has = ", ".join(pipeline.pipe_names) or "nothing"
        raise LanguageError(
            name, f"has no component '{needs}', only {has}; name a pipeline that has one"
        )
    return pipeline


def find_names(text: str, name: str) -> Iterator[tuple[int, int, Name]]:
    """Yield start, end and kind of the names that a pipeline finds; kinds we do not use are left out.

    Raises:
        LanguageError: see `load`.
    """
    for span in load(name)(text).ents:
        if span.label_ in MEANINGS:
            yield span.start_char, span.end_char, MEANINGS[span.label_]
