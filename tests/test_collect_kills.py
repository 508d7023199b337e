"""A slice of collect_kills.py: signal 9 at random moments, and each article is there once."""

import random

from collect_kills import kills


def test_collecting_that_is_killed_at_any_moment_loses_and_repeats_nothing(launch, tmp_path):
    told = kills(tmp_path, 5, random.Random(5), lambda line: launch(*line), hosts=4)  # noqa: S311
    assert told["killed_at_work"] > 0
    assert {k: told[k] for k in ("lost", "twice", "unwanted", "half_written")} == dict.fromkeys(
        ("lost", "twice", "unwanted", "half_written"), 0
    )
    assert told["state_sound"]
