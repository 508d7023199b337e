"""Whether a title tells news, or quarrels, explains itself and speaks of other papers. Words stand in ``cues.toml``."""

from __future__ import annotations

import re
from functools import cache

from briefgen.language.english import cues


@cache
def _meta() -> re.Pattern[str]:
    return cues.pattern(cues.table("headlines")["meta"], re.IGNORECASE)


def tells_news(title: str) -> bool:
    """Return whether a title tells what happened: it asks nothing, quarrels with nobody and is no label of a form."""
    return "?" not in title and not title.rstrip().endswith("!") and not _meta().search(title)
