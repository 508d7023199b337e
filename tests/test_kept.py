"""What was read is kept, comes back as it was, and is never needed; processes share reading and change no byte."""

import os
import random
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest
from builders import SEEDS, articles, document
from hypothesis import given
from hypothesis import strategies as st

from briefgen.analysis import analyse as module
from briefgen.analysis.analyse import Means, analyse, reading_worker
from briefgen.analysis.kept import Analysed, dump_analysed, key_of, load_analysed
from briefgen.analysis.readings import read_article
from briefgen.brief import findings
from briefgen.brief.build import build_brief
from briefgen.model import Edit, Occasion
from briefgen.model.frozen import dump
from briefgen.model.packed import dump_packed, load_packed
from briefgen.profile.load import load_profile
from briefgen.runtime.cache import Cache
from briefgen.sources.readers import read_sources

AS_OF = "2025-11-09"


@dataclass(frozen=True)
class Inner:
    name: str
    kind: Literal["a", "b"] = "a"


@dataclass(frozen=True, kw_only=True)
class Outer:
    inner: Inner | None
    many: tuple[Inner, ...]
    words: frozenset[str]
    groups: frozenset[frozenset[str]]
    sizes: tuple[float, ...]
    number: int
    sure: bool


NAMES = st.text(max_size=5)
INNER = st.builds(Inner, NAMES, st.sampled_from(["a", "b"]))
OUTER = st.builds(
    Outer,
    inner=st.none() | INNER,
    many=st.tuples(INNER, INNER),
    words=st.frozensets(NAMES, max_size=3),
    groups=st.frozensets(st.frozensets(NAMES, max_size=2), max_size=3),
    sizes=st.tuples(st.floats(allow_nan=False)),
    number=st.integers(),
    sure=st.booleans(),
)


@given(OUTER)
def test_packed_values_come_back_equal(value: Outer) -> None:
    assert load_packed(Outer, dump_packed(value)) == value


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'["a"]', b"[1,2]", b'["a","c"]', b'[null,"a"]']
)
def test_what_is_no_value_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        load_packed(Inner, data)


def test_an_analysis_comes_back_as_that_of_an_article() -> None:
    (made,) = articles(
        "Ferry sinks\n\n“It sank,” the owner said on Monday.\n\nHe denied that 40 were aboard."
    )
    analysed = Analysed(made, tuple(read_article(made)))
    assert load_analysed(dump_analysed(analysed), made.document, "S1") == analysed
    renamed = load_analysed(dump_analysed(analysed), made.document, "S7")
    assert [s.id for s in renamed.article.sentences] == ["S7.1", "S7.2"]
    assert [r.sentence.source for r in renamed.readings] == ["S7", "S7"]


def test_the_key_is_what_a_document_says_and_not_where_it_stands() -> None:
    first, second = document("A text.", "a.txt"), document("A text.", "b.txt")
    assert key_of(first) == key_of(second)
    assert key_of(first) != key_of(document("Another text.", "a.txt"))
    assert key_of(first) != key_of(document("A text.", "a.txt", date="2026-01-01"))


def seeds():
    profile = load_profile(SEEDS / "briefgen.toml")
    documents, _ = read_sources([SEEDS], profile.reading)
    return documents, profile


def test_a_warm_cache_and_processes_change_no_byte(tmp_path: Path, monkeypatch) -> None:
    documents, profile = seeds()
    plain = dump(build_brief(documents, profile, as_of=AS_OF))
    cache = Cache(tmp_path / "kept")
    for _ in ("cold", "warm"):
        made = build_brief(documents, profile, as_of=AS_OF, means=Means(cache=cache))
        assert dump(made) == plain
    monkeypatch.setattr(module, "PARALLEL_FROM", 0)
    for processes in (1, 2, 4):
        with reading_worker(processes) as worker:
            made = build_brief(documents, profile, as_of=AS_OF, means=Means(worker=worker))
        assert dump(made) == plain


def test_batches_change_nothing(tmp_path: Path, monkeypatch) -> None:
    documents, _ = seeds()
    plain = analyse([*documents, *documents], AS_OF)
    monkeypatch.setattr(module, "BATCH", 2)
    assert analyse([*documents, *documents], AS_OF) == plain
    cache = Cache(tmp_path / "kept")
    for _ in ("cold", "warm"):
        assert analyse([*documents, *documents], AS_OF, means=Means(cache=cache)) == plain


def test_a_warm_cache_reads_nothing_again(tmp_path: Path, monkeypatch) -> None:
    documents, _ = seeds()
    cache = Cache(tmp_path / "kept")
    first = analyse(documents, AS_OF, means=Means(cache=cache))
    monkeypatch.setattr(module, "analysis_of", lambda _: pytest.fail("read again"))
    assert analyse(documents, AS_OF, means=Means(cache=cache)) == first


def test_what_a_collection_says_is_found_once_whatever_is_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, profile = seeds()
    edits = (Edit(action="comment", words="Compare with last week.", by="A. Petrova"),)
    cache, looked = Cache(tmp_path / "kept"), list[object]()
    monkeypatch.setattr(findings, "look_closely", _counted(findings.look_closely, looked))

    def build(means: Means, given=documents, profile=profile, edits=edits, as_of=AS_OF) -> bytes:
        occasion = Occasion(edits=edits)
        return dump(build_brief(given, profile, as_of=as_of, occasion=occasion, means=means))

    kept, named = Means(cache=cache), replace(profile, title="Another")
    fewer = replace(profile, themes=profile.themes[1:])
    assert build(kept, edits=()) == build(Means(), edits=())
    looked.clear()
    for changed in ({}, {"edits": ()}, {"profile": named}, {"as_of": "2025-11-10"}):
        made = build(kept, **changed)
        assert not looked
        assert made == build(Means(), **changed)
        looked.clear()
    for changed in ({"given": documents[1:]}, {"given": documents[::-1]}, {"profile": fewer}):
        made = build(kept, **changed)
        assert len(looked) == 1
        assert made == build(Means(), **changed)
        looked.clear()


def _counted(stage, looked: list[object]):
    """Return a stage that notes each call."""

    def call(*given):
        looked.append(given)
        return stage(*given)

    return call


def test_a_damaged_file_is_a_miss(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - which byte
    path = tmp_path / "kept"
    values = {bytes([n]) * 32: bytes([n]) * 500 for n in range(20)}
    for _ in range(20):
        Cache(path).put(values)
        raw = path.read_bytes()
        at = chance.randrange(len(raw))
        path.write_bytes(raw[:at] if chance.random() < 0.5 else raw[:at] + b"\xff" + raw[at + 1 :])
        found = Cache(path).get(list(values))
        assert all(values[key] == value for key, value in found.items())
        Cache(path).put(values)
        assert Cache(path).get(list(values)) == values


@pytest.mark.parametrize("at", [0, 7, 14, 20, 40, 60])
def test_a_table_whose_very_name_is_damaged_is_a_miss(tmp_path: Path, at: int) -> None:
    path = tmp_path / "kept"
    Cache(path).put({b"a": b"1"})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"CREATE TABLE") + at] = 0xFF
    path.write_bytes(raw)
    assert Cache(path).get([b"a"]) in ({}, {b"a": b"1"})
    Cache(path).put({b"b": b"2"})
    assert Cache(path).get([b"b"]) == {b"b": b"2"}


def test_a_file_that_is_something_else_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_text("not a database\n" * 100)
    cache = Cache(path)
    assert cache.get([b"a"]) == {}
    cache.put({b"a": b"1"})
    assert cache.get([b"a"]) == {b"a": b"1"}


def test_a_place_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "kept")
    cache.put({b"a": b"1"})
    assert cache.get([b"a"]) == {}


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept", most=60_000)
    noise = {n: os.urandom(20_000) for n in (b"a", b"b", b"c")}
    cache.put({b"a": noise[b"a"]})
    cache.put({b"b": noise[b"b"]})
    assert set(cache.get([b"a"])) == {b"a"}
    cache.put({b"c": noise[b"c"]})
    assert set(cache.get([b"a", b"b", b"c"])) == {b"a", b"c"}


def test_the_file_is_no_larger_than_it_may_be_whatever_it_holds(tmp_path: Path) -> None:
    path, most = tmp_path / "kept", 2**20
    cache = Cache(path, most)
    for size in (100, 1500, 5000, 1500, 100):
        for _ in range(10):
            cache.put({os.urandom(32): os.urandom(size) for _ in range(200)})
    file = sqlite3.connect(path)
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (count,) = file.execute("SELECT count(*) FROM kept").fetchone()
    file.close()
    assert path.stat().st_size < 1.05 * most
    assert count > most / 5000 / 2


def test_two_processes_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    script = (
        "import sys; from pathlib import Path; from briefgen.runtime.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "for n in range(40): cache.put({f'{sys.argv[2]}{n}'.encode(): b'x' * 1000})"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(path), name]) for name in ("a", "b")
    ]
    assert [process.wait() for process in running] == [0, 0]
    keys = [f"{name}{n}".encode() for name in ("a", "b") for n in range(40)]
    assert len(Cache(path).get(keys)) == len(keys)
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
