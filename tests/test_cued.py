"""Cues: patterns that know by which words they stand in a text."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest

from briefgen.language.cued import Cue, cue, seen

HERE = Path(__file__).parent
MODULES = ("english.fitness", "english.quantities", "english.rejections")


def test_a_cue_stands_where_one_of_its_words_does() -> None:
    lights = cue("«sheds?|casts» light", r"«complicat\w+» matters", "«noteworthy…»", opens=r"\b")
    assert lights.keys == {"shed", "sheds", "casts", "compl", "notew"}
    texts = (
        "It sheds light.",
        "It may shed light.",
        "That complicated matters.",
        "A noteworthyish day.",
    )
    for text in texts:
        assert lights.search(text, seen(text).keys), text
    assert not lights.search("She sheds tears.", seen("She sheds tears.").keys)


def test_a_cue_is_not_looked_for_without_its_words() -> None:
    assert not cue("a «word»").may_stand(seen("A sword, words and wordy.").keys)
    assert cue("a «word»").may_stand(seen("WORD").keys)


@pytest.mark.parametrize("way", ["nothing marked", "«two words»", "«den…»", "«[a-z]+»"])
def test_what_no_word_shows_is_no_cue(way: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        cue(way)


@pytest.mark.parametrize("module", MODULES)
def test_no_cue_stands_where_its_words_do_not(module: str) -> None:
    held = vars(importlib.import_module(f"briefgen.language.{module}")).values()
    cues = [c for v in held for c in (v if isinstance(v, tuple) else (v,)) if isinstance(c, Cue)]
    lines = [x for v in tomllib.loads((HERE / "fitness.toml").read_text()).values() for x in v]
    lines += [w for p in HERE.glob("*.jsonl") for w in re.split(r'"|(?<=\.) ', p.read_text())]
    for line in lines:
        small, keys, _ = seen(line)
        for known in cues:
            stands = known.pattern.search(line) or known.pattern.search(small)
            assert known.may_stand(keys) or not stands, (line, known.pattern)
