"""Half a million short items take the path that a brief's articles take: as columns, among those that share rare words."""

import json
import random
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from builders import ROOT
from headlines import as_articles, made_items, pair_scores
from scipy.sparse import csr_matrix

import briefgen
from briefgen.findings import near, short_items
from briefgen.findings.grouping import Pairs, join
from briefgen.findings.near import find_near
from briefgen.language import tokens

CORPUS = ROOT / "benchmarks" / "data" / "kcna.jsonl"


@pytest.fixture(scope="module")
def made() -> list[dict[str, str]]:
    """Some events, each told once to five times."""
    return list(made_items(CORPUS, 500))


def events(items: list[dict[str, str]]) -> set[frozenset[str]]:
    return {frozenset(group) for group in briefgen.group_headlines(items)}


def test_headlines_are_put_into_events_the_largest_first() -> None:
    found = briefgen.group_headlines(
        [
            {"title": "Train drivers walk out in Velden", "date": "2026-03-02"},
            {"title": "Ferry sinks off Port Alda", "text": "The Maria Alda sank.", "id": "a"},
            {"title": "The ferry Maria Alda sinks off Port Alda", "text": "Boats came.", "id": "b"},
        ]
    )
    assert found == (("a", "b"), ("S1",))


@pytest.mark.parametrize("wrong", [{"text": ""}, {"date": "2026-03-02"}, {"title": 7}, "a title"])
def test_what_is_no_headline_is_told(wrong: object) -> None:
    with pytest.raises(briefgen.BriefgenError, match=r"^'S1': no headline; give a mapping"):
        briefgen.group_headlines([wrong])  # type: ignore[list-item]


def test_tellings_of_made_events_find_each_other(made: list[dict[str, str]]) -> None:
    groups = {key: n for n, held in enumerate(briefgen.group_headlines(made)) for key in held}
    scores = pair_scores(list(groups.values()), [key.split("-")[0] for key in groups])
    assert len(groups) == len(made)
    assert scores["pair_recall"] > 0.95


def test_the_order_of_headlines_changes_nothing(made: list[dict[str, str]]) -> None:
    turned = made.copy()
    random.Random(3).shuffle(turned)  # noqa: S311 - the same order each time
    assert events(turned) == events(made)


def test_headlines_of_one_wording_and_day_are_compared_once(made: list[dict[str, str]]) -> None:
    again = [{**item, "id": f"{item['id']}, again"} for item in made]
    both = {frozenset({*group, *(f"{key}, again" for key in group)}) for group in events(made)}
    assert events([*made, *again]) == both


def test_headlines_are_grouped_as_articles_of_the_same_words_are(
    made: list[dict[str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "items.jsonl"
    file.write_text("".join(json.dumps(item) + "\n" for item in made), encoding="utf-8")
    assert as_articles(file) > 0.95  # but for cleaning, and reprints that are not of one wording


def test_each_row_is_taken_apart_once(
    made: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = Counter[str]()

    def words(text: str) -> tuple[str, ...]:
        taken[text] += 1
        return tokens.words(text)

    monkeypatch.setattr(short_items, "words", words)
    briefgen.group_headlines(made)
    assert taken.total() == sum(1 + len(short_items.sentences(item["text"])) for item in made)


# Pairs -------------------------------------------------------------------------------------------


def rows_of(size: int) -> tuple[csr_matrix, np.ndarray]:
    """Return rows of some words, each of length 1, and their days."""
    chance = np.random.default_rng(5)
    words = np.minimum(chance.zipf(1.3, (size, 12)), 400)
    counts = csr_matrix(
        (np.ones(words.size), (np.repeat(np.arange(size), 12), words.ravel())), (size, 401)
    )
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return csr_matrix(counts.multiply(1 / lengths[:, None])), chance.integers(1, 800, size)


def as_dict(pairs: Pairs) -> dict[tuple[int, int], float]:
    ends = zip(pairs.ones.tolist(), pairs.others.tolist(), strict=True)
    return dict(zip(ends, pairs.values.tolist(), strict=True))


def test_of_many_rows_those_of_the_days_around_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows, days = rows_of(300)
    monkeypatch.setattr(near, "MOST_HELD", 300)
    every = as_dict(find_near(rows, days))
    monkeypatch.setattr(near, "WHOLE", 40)
    around = {p: v for p, v in every.items() if abs(days[p[0]] - days[p[1]]) <= near.WINDOW}
    assert as_dict(find_near(rows, days)) == pytest.approx(around)


def test_rare_words_find_the_pairs_and_all_words_weigh_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows, days = rows_of(300)
    monkeypatch.setattr(near, "MOST_HELD", 300)
    every = as_dict(find_near(rows, days))
    monkeypatch.setattr(near, "WORK", 100)
    found = as_dict(find_near(rows, days))
    assert found == pytest.approx({pair: every[pair] for pair in found})
    alike = {pair for pair, value in every.items() if value > 0.9}
    assert 0 < len(found) < len(every)
    assert len(alike & found.keys()) > 0


def one_by_one(
    size: int, likeness: dict[tuple[int, int], float], least: float
) -> set[frozenset[int]]:
    """Return the groups that joining the two likest at a time gives."""
    groups = {frozenset([n]) for n in range(size)}

    def mean(a: frozenset[int], b: frozenset[int]) -> float:
        held = [likeness.get((min(i, j), max(i, j)), 0.0) for i in a for j in b]
        return sum(held) / len(held)

    while len(groups) > 1:
        like, a, b = max((mean(a, b), a, b) for a, b in combinations(sorted(groups, key=min), 2))
        if like < least:
            break
        groups = {*groups - {a, b}, a | b}
    return groups


def test_joining_all_that_are_each_others_likest_is_average_link() -> None:
    chance = np.random.default_rng(2)
    for _ in range(20):
        ends = [pair for pair in combinations(range(14), 2) if chance.random() < 0.5]
        likeness = {pair: float(chance.random()) - 0.1 for pair in ends}
        ones, others = np.array(ends).T
        pairs = Pairs(ones, others, np.array(list(likeness.values())))
        found = {frozenset(group) for group in join(14, pairs, 0.25)}
        assert found == one_by_one(14, likeness, 0.25)
