"""A second of benchmarks/fuzz.py for each reader: spoilt pages, feeds and mails give articles or a reason."""

import random

import pytest
from fuzz import LONGEST, SEEDS, fuzz


@pytest.mark.parametrize("reader", SEEDS)
def test_spoilt_files_give_articles_or_a_reason(reader: str) -> None:
    told = fuzz(reader, 1.0, random.Random(7))  # noqa: S311 - which places
    assert told.tried
    assert not told.raised
    assert told.slowest < LONGEST
