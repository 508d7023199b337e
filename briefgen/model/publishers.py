"""What a publisher is called by readers, whatever a feed or a collection calls it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_FEED = re.compile(
    r"""(?:
      \s*[(\[] (?:[^()\[\]]{0,30}\s)? (?:web|online|internet|rss|feed|wire|digital|print)\b [^()\[\]]{0,30} [)\]]
    | \s+(?:[-–—|:·»]\s+)(?:(?:top|latest|breaking|world|us|u\.s\.|international|national|politics|home)\s+)*
        (?:news|stories|headlines|world|politics|rss(?:\s+feed)?|feed|home\s?page|homepage|online|international)
    | \s+online(?:\s+news)?
    | \s+rss(?:\s+feed)?
    )\Z""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a feed adds behind a publisher's name: (Web News), - News, Online News, | Top Stories."""


def publisher_name(given: str, own: Mapping[str, str] | None = None) -> str:
    """Return a publisher's name as readers know it; ``own`` are names that a profile gives, by the given ones.

    The profile's names come first, then the table beside this module; of other names what a feed adds goes.
    """
    name = " ".join(given.split())
    mine = {key.casefold(): value for key, value in (own or {}).items()}
    for known in (mine, _names()):
        if name.casefold() in known:
            return known[name.casefold()]
    bare = name
    while (found := _FEED.search(bare)) and found.start():
        bare = bare[: found.start()].rstrip()
    return _names().get(bare.casefold(), bare)


def known_publishers() -> frozenset[str]:
    """Return the names of the table, as readers know them."""
    return frozenset(_names().values())


@cache
def _names() -> Mapping[str, str]:
    text = (files(__package__) / "publishers.toml").read_text(encoding="utf-8")
    return {key.casefold(): name for key, name in tomllib.loads(text)["names"].items()}
