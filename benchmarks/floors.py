"""Floors of quality: what a benchmark measured is compared with what it reached when it was last set."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.json"


def below_floors(name: str, measured: Mapping[str, float], files: Sequence[Path]) -> int:
    """Return 1 where a figure is below its floor or the data are not those it was set on, and say so."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[name]
    digest = hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()
    failed = [
        f"{k} {measured[k]} is below its floor {v}"
        for k, v in floors["floors"].items()
        if measured[k] < v
    ]
    if digest != floors["sha256"]:
        failed.append(f"the data have changed ({digest}); measure again and set the floors anew")
    for problem in failed:
        print(f"{name}: {problem}", file=sys.stderr)
    return int(bool(failed))
