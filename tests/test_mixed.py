"""A small slice of benchmarks/mixed.py: files of all formats with hostile ones among them, in one build."""

from mixed import KINDS, build, failures, prose, run, write
from ruining import HOSTILE

FILES, BAD = 60, 8


def test_all_good_files_are_used_and_each_hostile_one_is_told(tmp_path) -> None:
    told = build(tmp_path, FILES, BAD)
    assert failures({"files": told}) == []
    assert (told["files"], told["hostile"]) == (FILES, BAD)
    assert told["articles"] >= FILES - BAD
    assert told["peak_mb"] < 1024
    (brief,) = (tmp_path / "output").glob("*/brief.json")
    assert run("verify", str(brief))["code"] == 0


def test_every_kind_is_among_a_thousand_files(tmp_path) -> None:
    for make in KINDS.values():
        assert make(prose(1)) != make(prose(2))
    assert len(HOSTILE) > 50
    good, harmful = write(tmp_path, 20, 2)
    assert (len(good), len(harmful)) == (18, 2)


def test_what_is_lost_is_told() -> None:
    assert failures({"files": {"good_lost": ["a"], "hostile_used": [], "code": 0}}) == [
        "files: good_lost"
    ]
    assert failures({"changes": {"proved": False, "not_named": []}}) == ["changes: not proved"]
