"""Patterns that are compiled when they are first asked: a build whose articles were read before asks few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern, and has its methods once one was asked."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(*self._given)
        for known in dir(compiled):
            if not known.startswith("_"):
                setattr(self, known, getattr(compiled, known))
        return getattr(compiled, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, for its methods: a large pattern takes a hundredth of a second to compile."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
