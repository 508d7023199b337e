"""How well the news of real weeks is told, read and corroborated, against what an editor says of them.

    python benchmarks/weeks.py WEEK.jsonl… [--peers] [--table] [--floors]

Each WEEK.jsonl has its labels beside it, WEEK.gold.json (what they mean and how each key is counted: GUIDE.md
beside the weeks of ../shared/data/weeks). A week whose week before of the same subject is in the same folder is
built as the edition after it.

Prints JSON: "together", the keys over all labels of all weeks, and "weeks", those of each week; shares,
but for the counts of not_key_front and furniture_printed, and null where nothing is labelled. "right" and "of"
hold what the shares together are made of, "trivial" what each key is for answers that need no reading, with
what they are. ``--peers`` adds "peers": the front keys of other ways to choose eight sentences, what is fitted
fitted on the other weeks. ``--table`` prints a table instead. ``--floors`` ends with 1 where a figure together
is below its floor in benchmarks/floors.json (of counts of faults, above).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from floors import below_floors
from week_counts import add, count, values
from week_labels import JUDGED, Week, file_before, read_week
from week_peers import run_peers
from week_plain import WHAT, count_plainly
from week_stages import Answered, Answers, answer

FAULTS = ("not_key_front", "furniture_printed", "dates_wrong", "not_same_joined", "false_denials")
"""Keys of which less is better; their floors are of the figure with a minus before it."""


def read_weeks(files: Sequence[Path]) -> list[Week]:
    """Return some weeks in the order of their names, the file of judged pairs passed over."""
    weeks = [read_week(file) for file in files if file.name != JUDGED]
    return sorted(weeks, key=lambda w: (w.name, str(w.file)))


def answer_weeks(weeks: Sequence[Week]) -> dict[str, Answers]:
    """Return what the program says of each week, by name; a week before is built first, once."""
    built: dict[Path, Answered] = {}

    def build(week: Week) -> Answered:
        file = week.file.resolve()
        if file not in built:
            before = file_before(week)
            built[file] = answer(week, build(read_week(before)) if before else None)
        return built[file]

    return {week.name: build(week).answers for week in weeks}


def measure(weeks: Sequence[Week], answers: Mapping[str, Answers]) -> dict[str, Any]:
    """Return all figures of some weeks, beside the trivial ones."""
    counted = {w.name: count(w, answers[w.name]) for w in weeks}
    together = add(counted.values())
    plain = values(add(count_plainly(w, answers[w.name]) for w in weeks))
    return {
        "together": _ordered(values(together)),
        "weeks": {name: _ordered(values(c)) for name, c in counted.items()},
        "right": {k: round(f.right, 2) for k, f in together.items()},
        "of": {k: f.of for k, f in together.items()},
        "trivial": {k: {"value": plain[k], "by": by} for k, by in WHAT.items()},
    }


def _ordered(found: Mapping[str, float | None]) -> dict[str, float | None]:
    """Return the figures in the order of the keys, what they are made of behind them."""
    return {key: found[key] for key in (*WHAT, *(k for k in found if k not in WHAT))}


def table(result: Mapping[str, Any]) -> str:
    """Return the figures as lines: a key, its share together, what it is made of, the trivial one, each week."""
    names = list(result["weeks"])
    head = f"{'':20}{'together':>9}{'':>12}{'trivial':>9}"
    lines = [head + "".join(f"{_short(n):>9}" for n in names)]
    for key, plain in result["trivial"].items():
        of = result["of"].get(key)
        made = f"{result['right'].get(key, 0):g}/{of:g}" if of else ""
        row = f"{key:20}{_shown(result['together'][key]):>9}{made:>12}{_shown(plain['value']):>9}"
        lines.append(row + "".join(f"{_shown(result['weeks'][n][key]):>9}" for n in names))
    for name, peer in result.get("peers", {}).items():
        told = "; ".join(f"{k} {_shown(v)}" for k, v in peer.items()) if peer else "not run"
        lines.append(f"{name}: {told}")
    return "\n".join(lines)


def _short(name: str) -> str:
    """Return a week's name so that a column holds it: its subject's head and its day."""
    return f"{name[:3]}{name[-5:].replace('-', '')}"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def floor_figures(together: Mapping[str, float | None]) -> dict[str, float]:
    """Return the figures as floors compare them: faults with a minus, what nothing labels below all floors."""
    return {
        k: float("-inf") if v is None else -v if k in FAULTS else v for k, v in together.items()
    }


def main() -> int:
    """Measure, print, and compare with the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+", metavar="WEEK.jsonl")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--floors", action="store_true")
    asked = parser.parse_args()
    weeks = read_weeks(asked.files)
    answers = answer_weeks(weeks)
    result = measure(weeks, answers)
    if asked.peers:
        result["peers"] = run_peers(weeks, answers)
    print(table(result) if asked.table else json.dumps(result, indent=1, ensure_ascii=False))
    if not asked.floors:
        return 0
    files = [f for w in weeks for f in (w.file, w.file.with_suffix(".gold.json"))]
    files += sorted({f for f in (w.file.with_name(JUDGED) for w in weeks) if f.is_file()})
    return below_floors("weeks", floor_figures(result["together"]), files)


if __name__ == "__main__":
    sys.exit(main())
