"""What the analyst's pages cost: ``python benchmarks/pages.py BRIEF.json...`` prints JSON.

Each brief is rendered as it is and with twice and four times its sources, each rendering in a process of its
own; seconds are of the processor. Cost that grows with pages has the same seconds a page in each row.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from briefgen.model import Brief

TIMES = (1, 2, 4)
BEST_OF = 2


def main(names: list[str]) -> None:
    """Measure each brief as it is and grown, each time in a process of its own."""
    rows = []
    for name in names:
        for times in TIMES:
            command = [sys.executable, __file__, "--one", name, str(times)]
            made = [subprocess.run(command, check=True, capture_output=True, text=True) for _ in range(BEST_OF)]  # noqa: S603 # fmt: skip
            rows.append(min((json.loads(m.stdout) for m in made), key=lambda row: row["seconds"]))
    print(json.dumps(rows, indent=1))


def measure(name: str, times: int) -> dict[str, object]:
    """Render a brief in this process."""
    import pypdf  # noqa: PLC0415 - only here
    import weasyprint  # noqa: F401, PLC0415 - loaded before the clock starts, as a worker does

    from briefgen.model.frozen import load_brief  # noqa: PLC0415 - see above
    from briefgen.rendering import RenderOptions  # noqa: PLC0415 - see above
    from briefgen.rendering.formats import pdf  # noqa: PLC0415 - see above

    brief = grown(load_brief(Path(name)), times)
    before = _seconds()
    content = pdf.render(brief, "analyst", RenderOptions()).content
    seconds = _seconds() - before
    pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    return {
        "brief": Path(name).name, "sources": len(brief.sources), "pages": pages,
        "seconds": round(seconds, 2), "seconds_a_page": round(seconds / pages, 3),
        "kilobytes": len(content) // 1024,
        "megabytes_of_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


def grown(brief: Brief, times: int) -> Brief:
    """Return a brief with so many times the rows in annexes A and D; its points all stay."""
    copies = [
        replace(source, id=f"S{len(brief.sources) * n + k}")
        for n in range(1, times)
        for k, source in enumerate(brief.sources, start=1)
    ]
    silent = {copy.id: 0 for copy in copies}
    themes = tuple(replace(t, by_source={**t.by_source, **silent}) for t in brief.themes)
    return replace(brief, sources=(*brief.sources, *copies), themes=themes)


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
    else:
        main(sys.argv[1:])
