"""Makes the thesaurus: which words can stand for one another, of WordNet 3.0.

    python make_thesaurus.py WORDNET ../briefgen/language/english/thesaurus.txt

WORDNET is the folder of its files (index.verb, data.verb, verb.exc …). A group is a set of synonyms, and with it the
kind that it belongs to (to stab is to wound), where that is no wide one (to move): "the probe" is told again as "the
spacecraft", never a painting as a sculpture, which are two of one kind. Of each word only its first senses are taken.
Words stand as stems, a verb with a particle as "put_out". Nothing is random: the same files give the same table.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.language.tokens import stem, stop_words

KINDS = {"n": ("noun", 4), "v": ("verb", 6), "a": ("adj", 4), "r": ("adv", 2)}
"""Parts of speech: the files' name, and the senses of a word that are taken."""
WIDE = 40
"""Kinds that a kind has from which it is a wide one; a verb is none of its own with a particle (to vote, to vote down)."""
PARTICLES = frozenset(
    "along apart around aside away back down forward off out over together up".split()
)
"""Small words that are no prepositions as well, most of the time."""


@dataclass(frozen=True)
class Synset:
    """Words of one sense, its kinds, and what is its contrary."""

    lemmas: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    contraries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wordnet:
    """The synonyms by part of speech and place, the place of each sense of a word, and how often a kind is one."""

    synsets: dict[tuple[str, str], Synset]
    senses: dict[tuple[str, str], tuple[str, ...]]
    tagged: dict[tuple[str, str], int]
    below: Counter[tuple[str, str]]


def read(folder: Path) -> Wordnet:
    """Return what the files hold of the parts of speech of `KINDS`."""
    synsets, senses, tagged, below = {}, {}, {}, Counter[tuple[str, str]]()
    for part, (name, _) in KINDS.items():
        for fields in _lines(folder / f"index.{name}"):
            marks = int(fields[3])
            tagged[fields[0], part] = int(fields[5 + marks])
            senses[fields[0], part] = tuple(fields[6 + marks :])
        for fields in _lines(folder / f"data.{name}"):
            found = _synset(fields)
            synsets[part, fields[0]] = found
            below.update(found.kinds)
    return Wordnet(synsets, senses, tagged, below)


def _lines(file: Path) -> Iterator[list[str]]:
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith(" "):
            yield line.split(" | ")[0].split()


def _synset(fields: list[str]) -> Synset:
    count = int(fields[3], 16)
    lemmas = tuple(fields[4 + 2 * n].split("(")[0].lower() for n in range(count))
    at = 4 + 2 * count
    links = [fields[at + 1 + 4 * n : at + 5 + 4 * n] for n in range(int(fields[at]))]
    return Synset(
        lemmas,
        tuple((part, place) for mark, place, part, _ in links if mark == "@"),
        tuple((part, place) for mark, place, part, _ in links if mark == "!"),
    )


def groups(net: Wordnet) -> Iterator[tuple[str, ...]]:
    """Yield the words of each group."""
    for (part, place), synset in net.synsets.items():
        own = _common(net, part, place, synset)
        kinds = (k for k in synset.kinds if net.below[k] <= WIDE and k in net.synsets)
        heads = {w.partition("_")[0] for w in own if "_" in w}
        more = [w for k in kinds for w in _common(net, *k, net.synsets[k]) if w not in heads]
        yield tuple(dict.fromkeys((*own, *more))) if own else ()


def _common(net: Wordnet, part: str, place: str, synset: Synset) -> tuple[str, ...]:
    """Return the words of a sense of which it is one of the first, and that are not rare nouns."""
    return tuple(
        w
        for w in synset.lemmas
        if place in net.senses.get((w, part), ())[: KINDS[part][1]]
        and (part == "v" or net.tagged.get((w, part), 0) > 0)
        and _is_word(w, part)
    )


def _is_word(lemma: str, part: str) -> bool:
    """Return whether a lemma is one word, or a verb and a particle; of short verbs only these say anything."""
    first, _, rest = lemma.partition("_")
    if not first.replace("-", "").isalpha() or len(first) == 1:
        return False
    return part == "v" and rest in PARTICLES if rest else first not in stop_words()


def form_of(lemma: str) -> str:
    """Return a lemma as it stands in the table."""
    first, mark, rest = lemma.partition("_")
    return stem(first) + mark + rest


def irregular(net: Wordnet, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield forms whose stem is not that of their word, both as stems: froze, sued; no plurals like verbs (leaves)."""
    verbs = {stem(word) for word, part in net.senses if part == "v"}
    for name, verbal in (("verb", True), ("noun", False)):
        for line in (folder / f"{name}.exc").read_text("utf-8").splitlines():
            form, base, *_ = line.split()
            one, other = stem(form), stem(base)
            if form.isalpha() and one != other and (verbal or one not in verbs):
                yield one, other
    for word in (w for w, part in net.senses if part == "v" and w.isalpha()):
        bare = word.removesuffix("e")
        for form in (f"{word}s", f"{bare}ed", f"{bare}ing"):
            if stem(form) not in {stem(word)} | verbs:
                yield stem(form), stem(word)


def main() -> None:
    """Read, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    net = read(asked.wordnet)
    lines = {" ".join(sorted(set(map(form_of, group)))) for group in groups(net)}
    known = {w for line in lines for w in line.split()}
    forms = sorted(
        f"{form}/{word}" for form, word in irregular(net, asked.wordnet) if word in known
    )
    same = sorted(line for line in lines if " " in line)
    head = "# Words that can stand for one another, of WordNet 3.0 (NOTICE), by training/make_thesaurus.py: as stems."
    text = "\n".join((head, "forms " + " ".join(forms), *same)) + "\n"
    asked.out.write_text(text, encoding="utf-8")
    print(f"{len(same)} groups, {len(forms)} forms, {len(text)} characters")


if __name__ == "__main__":
    main()
