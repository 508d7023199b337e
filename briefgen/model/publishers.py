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


_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)


def publisher_name(given: str, own: Mapping[str, str] | None = None) -> str:
    """Return a publisher's name as readers know it; ``own`` are names that a profile gives, by the given ones.

    The profile's names come first, then the tables beside this module, of names and of domains; of other names what a
    feed adds goes. What is in no table stays as it is.
    """
    name = " ".join(given.split())
    mine = {key.casefold(): value for key, value in (own or {}).items()}
    for known in (mine, _table("names")):
        if name.casefold() in known:
            return known[name.casefold()]
    bare = name
    while (found := _FEED.search(bare)) and found.start():
        bare = bare[: found.start()].rstrip()
    return _table("names").get(bare.casefold()) or name_of_domain(bare) or bare


def name_of_domain(domain: str) -> str | None:
    """Return who publishes under a domain or under one that it is part of ("edition.cnn.com"); None where that is not known."""
    if not _DOMAIN.fullmatch(domain):
        return None
    parts = domain.casefold().split(".")
    above = (".".join(parts[n:]) for n in range(len(parts) - 1))
    return next((_table("domains")[name] for name in above if name in _table("domains")), None)


def publisher_key(given: str | None) -> str:
    """Return what is the same for all names of one publisher; "" for none."""
    return publisher_name(given).casefold() if given else ""


def known_publishers() -> frozenset[str]:
    """Return the names of the tables, as readers know them."""
    return frozenset((*_table("names").values(), *_table("domains").values()))


@cache
def _table(name: str) -> Mapping[str, str]:
    text = (files(__package__) / "publishers.toml").read_text(encoding="utf-8")
    return {key.casefold(): shown for key, shown in tomllib.loads(text)[name].items()}
