"""All alterations of briefs (tests/alterations.py, forgeries.py, dodges.py), and all hostile texts (tests/hostile.py).

Part of endurance.py. Tests take a slice of the first on small collections; here each week's brief is altered in every kind of field,
and each text grows to megabytes beside articles that have to be published all the same.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
AS_OF = "2026-11-22"
GROWTH, SLOW = 1.3, 0.12
"""Exponent of processor time over size at the most, and seconds below which nothing can be said of it."""
SECONDS, MEGABYTES = 15, 1024
"""What an article may use, by its own limits; a build has some seconds and the page engine's memory beside."""
TRIES = 4


def _of_tests(name: str) -> Any:
    """Return a module of the tests' own makers."""
    folder = str(HERE.parent / "tests")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)


# Alterations -------------------------------------------------------------------------------------


def alter(weeks: Sequence[Path]) -> dict[str, Any]:
    """Return what became of all alterations of the samples' brief, a small one with every field, and each week's."""
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, make in _briefs(weeks, Path(scratch)):
            told[name] = _altered(*make())
        told["edition"] = _edition(Path(scratch) / "series")
    return told


def _briefs(weeks: Sequence[Path], scratch: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield what gives a brief, its sources' folder and the seconds of its build, by name."""
    builders, alda = _of_tests("builders"), _of_tests("alda")
    yield "samples", lambda: _timed(builders.seeds_brief, builders.SEEDS)
    alda.write_alda(scratch / "alda")
    yield (
        "alda",
        lambda: _timed(lambda: alda.alda_brief(scratch / "alda"), scratch / "alda" / "inbox"),
    )
    for week in weeks:
        yield week.stem, partial(_timed, partial(_built, week), week.parent)


def _built(week: Path) -> Any:
    from briefgen.brief.build import build_brief  # noqa: PLC0415 - timed
    from briefgen.profile.tables import Profile  # noqa: PLC0415
    from briefgen.sources.readers import read_sources  # noqa: PLC0415

    documents, skipped = read_sources([week])
    return build_brief(documents, Profile(), as_of=AS_OF, skipped=skipped)


def _timed(build: Callable[[], Any], sources: Path) -> tuple[Any, Path, float]:
    build()  # what is loaded once counts for none
    start = time.process_time()
    brief = build()
    return brief, sources, time.process_time() - start


def _altered(brief: Any, sources: Path, seconds: float, archive: Any = None) -> dict[str, Any]:
    """Return how many alterations of a brief were noticed and named, and which were not; and what proving it takes."""
    from briefgen.model.frozen import of_plain, plain  # noqa: PLC0415 - timed
    from briefgen.series.proof import prove  # noqa: PLC0415

    alterations, test = _of_tests("alterations"), _of_tests("test_alterations")
    tree, near = plain(brief), [sources.parent, HERE.parent]
    start = time.process_time()
    whole = prove(of_plain(tree), [sources], near, archive=archive)
    proving = time.process_time() - start
    texts = test.texts_of(of_plain(tree), near)
    _of_tests("dodges")  # adds its own to the forgeries
    made = [*alterations.forgeries(tree, texts), *_of_tests("forgeries").forged(tree, texts)]
    made += alterations.by_type(tree)
    unseen, unnamed = [], []
    with _built_once():
        for altered in made:
            proof = prove(of_plain(altered.tree), [sources], near, archive=archive)
            if proof.proved:
                unseen.append(f"{altered.where}: {altered.kind}")
            elif not test.names(proof, altered):
                unnamed.append(f"{altered.where}: {altered.kind}")
    times = {"build_s": round(seconds, 2), "prove_s": round(proving, 2)} if seconds else {}
    return {
        "unaltered_not_proved": not whole.proved,
        "alterations": len(made), "unseen": unseen, "unnamed": unnamed, **times,
    }  # fmt: skip


class _built_once:  # noqa: N801 - it is used as a function
    """Builds a brief once from the same sources, profile and rest: it gives the same brief."""

    def __enter__(self) -> None:
        from briefgen.brief import derive  # noqa: PLC0415 - see above

        self.real: Any = derive.build_brief  # type: ignore[attr-defined]
        made: dict[str, Any] = {}

        def build(*given: Any, **named: Any) -> Any:
            key = repr((given, named))
            if key not in made:
                made[key] = self.real(*given, **named)
            return made[key]

        derive.build_brief = build  # type: ignore[attr-defined]

    def __exit__(self, *_: object) -> None:
        from briefgen.brief import derive  # noqa: PLC0415 - see above

        derive.build_brief = self.real  # type: ignore[attr-defined]


def _edition(folder: Path) -> dict[str, Any]:
    """Return what became of all alterations of the fifth edition of a series, its archive at hand."""
    from briefgen.model.frozen import load_brief  # noqa: PLC0415 - see above
    from briefgen.profile.load import load_profile  # noqa: PLC0415
    from briefgen.series.archive import read_archive  # noqa: PLC0415
    from briefgen.series.make import archive_path  # noqa: PLC0415

    weekly = _of_tests("weekly")
    profile = weekly.make_series(folder)
    for week in range(5):
        weekly.deliver(profile, week)
        weekly.make(profile, week)
    latest = max((folder / "output").glob("*/brief.json"))
    place = archive_path(load_profile(profile), profile)
    assert place is not None  # noqa: S101 - the profile has a series
    with read_archive(place) as archive:
        return _altered(load_brief(latest), folder / "inbox", 0.0, archive)


# Hostile texts -----------------------------------------------------------------------------------


def _shapes(only: str) -> dict[str, Callable[[int], str]]:
    """Return what makes each hostile text by its name, or those of which a name is given between commas."""
    shapes: dict[str, Callable[[int], str]] = _of_tests("hostile").shapes()
    wanted = [name.strip() for name in only.split(",") if name.strip()]
    return {name: make for name, make in shapes.items() if not wanted or name in wanted}


def grow_hostile(size: int, only: str) -> dict[str, Any]:
    """Return how reading each hostile text grows from `size` characters to four times as many."""
    told = {name: _growth(make, size) for name, make in _shapes(only).items()}
    slow = {name: row for name, row in told.items() if row["growth"] > GROWTH}
    worst = dict(sorted(told.items(), key=lambda item: -item[1]["seconds"])[:5])
    return {"shapes": len(told), "characters": 4 * size, "too_fast": slow, "dearest": worst}


def _growth(make: Callable[[int], str], size: int) -> dict[str, float]:
    from briefgen.analysis import analyse  # noqa: PLC0415 - see above

    builders, article = _of_tests("builders"), _of_tests("hostile").ARTICLE
    best = dict.fromkeys((size, 2 * size, 4 * size), math.inf)
    for _ in range(TRIES):
        for n in best:
            held = builders.document(f"{article}{make(n)}\n\n{article}")
            start = time.process_time()
            analyse.analysis_of(held)
            best[n] = min(best[n], time.process_time() - start)
        growth = math.log(best[4 * size] / best[size], 4) if best[4 * size] > SLOW else 0.0
        if growth <= GROWTH:
            break
    return {"seconds": round(best[4 * size], 2), "growth": round(growth, 2)}


def build_hostile(megabytes: float, only: str) -> dict[str, Any]:
    """Return what whole builds take with one text of so many megabytes of each shape beside three articles."""
    rows: dict[str, dict[str, Any]] = {}
    for name, make in _shapes(only).items():
        rows[name] = _beside(make(int(megabytes * 1e6)))
        print(name, json.dumps(rows[name]), file=sys.stderr)
    unpublished = [name for name, row in rows.items() if not row["others_published"]]
    dearest = dict(sorted(rows.items(), key=lambda item: -item[1]["seconds"])[:5])
    largest = dict(sorted(rows.items(), key=lambda item: -item[1]["mb"])[:5])
    told = {"shapes": len(rows), "megabytes": megabytes, "unpublished": unpublished}
    return told | {"dearest": dearest, "largest": largest}


def _beside(text: str) -> dict[str, Any]:
    """Return what a build takes that has a text among its articles, in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        inbox, answer = Path(scratch) / "inbox", Path(scratch) / "answer.json"
        _of_tests("alda").write_alda(Path(scratch))
        (inbox / "0_hostile.txt").write_text(text, encoding="utf-8")
        child = os.fork()
        if child == 0:
            status = 1
            try:
                answer.write_text(json.dumps(_published(Path(scratch))), encoding="utf-8")
                status = 0
            finally:
                os._exit(status)
        _, status, used = os.wait4(child, 0)
        said = json.loads(answer.read_text(encoding="utf-8")) if status == 0 else {}
    return {
        "seconds": round(used.ru_utime + used.ru_stime, 1),
        "mb": round(max(used.ru_maxrss / 1024, said.get("workers_mb", 0.0))),
        "read": said.get("read"),
        "others_published": said.get("others", 0) >= OTHERS,
    }


OTHERS = 6
"""Articles that stand beside a hostile one."""


def _published(folder: Path) -> dict[str, Any]:
    """Return whether a hostile text was read, how many others are in the brief, and the largest process' memory."""
    from briefgen.brief.build import build_brief  # noqa: PLC0415 - see above
    from briefgen.profile.load import load_profile  # noqa: PLC0415
    from briefgen.sources.readers import read_sources  # noqa: PLC0415

    profile = load_profile(folder / "briefgen.toml")
    documents, skipped = read_sources([folder / "inbox"], profile.reading)
    brief = build_brief(documents, profile, as_of=AS_OF, skipped=skipped)
    files = [s.file for s in brief.sources]
    reason = next((s.reason for s in brief.skipped if s.source == "0_hostile.txt"), "")
    return {
        "read": "0_hostile.txt" in files or reason[:60],
        "others": sum(file != "0_hostile.txt" for file in files),
        "workers_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }
