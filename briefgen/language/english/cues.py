"""The words of ``cues.toml``, and patterns of whole words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return one table of the file."""
    text = files("briefgen.language.english").joinpath("cues.toml").read_text("utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[name]
    return found


def pattern(choices: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern for whole words; `*` stands for any letters."""
    either = "|".join(re.escape(c).replace(r"\*", r"\w*") for c in choices)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", flags)
