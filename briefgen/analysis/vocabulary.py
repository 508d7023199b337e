"""The words of a collection, each once, in the order of the alphabet, with what is known of every word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefgen.language.tokens import key_of, stem, stop_words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and their forms; a word's id is its place among the words, a form's its place among the forms."""

    words: tuple[str, ...]
    """As they are written, sorted."""
    forms: tuple[str, ...]
    """All stems and acronyms, sorted."""
    form_of: Mapping[str, int]
    """The id of a form."""
    stem: NDArray[np.int32]
    """The form of each word's stem."""
    key: NDArray[np.int32]
    """The form as which each word is matched: its stem, or itself where it is an acronym (`tokens.key_of`)."""
    small: NDArray[np.int32]
    """The form of each form in small letters: its own where it is no acronym."""
    stop: NDArray[np.bool_]
    """Whether a word says nothing of a text's subject."""
    content: NDArray[np.bool_]
    """Whether a word is a content term: none of those, and longer than one letter."""

    def ids_of(self, key: str) -> list[int]:
        """Return the ids of the forms that a key word's form matches: one in small letters its acronym, too."""
        wanted = (key, key.upper()) if key.islower() else (key,)
        return [self.form_of[form] for form in dict.fromkeys(wanted) if form in self.form_of]


def make_vocabulary(words: Iterable[str]) -> Vocabulary:
    """Return the vocabulary of some words, whatever their order and however often they come."""
    listed = sorted(set(words))
    stems, keys = [stem(w) for w in listed], [key_of(w) for w in listed]
    forms = sorted({*stems, *keys, *(k.lower() for k in keys)})
    form_of = {form: n for n, form in enumerate(forms)}
    stop = np.array([w.lower() in stop_words() for w in listed], dtype=np.bool_)
    long = np.array([len(w) > 1 for w in listed], dtype=np.bool_)
    return Vocabulary(
        words=tuple(listed),
        forms=tuple(forms),
        form_of=form_of,
        stem=_ids(form_of, stems),
        key=_ids(form_of, keys),
        small=_ids(form_of, [f.lower() if f.lower() in form_of else f for f in forms]),
        stop=stop,
        content=~stop & long,
    )


def _ids(numbers: Mapping[str, int], names: Iterable[str]) -> NDArray[np.int32]:
    return np.array([numbers[name] for name in names], dtype=np.int32)
