"""What was fetched, as files of the inbox: each written down before it takes its place and after, so that a kill loses nothing."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from briefgen.model import Artifact
from briefgen.model.text import slug_of
from briefgen.runtime.files import write_folder
from briefgen.runtime.temporary import sweep_below
from briefgen.series.collect.state import Item, State
from briefgen.sources.webarchive import ENTRIES, Captured, pack, repack

SUFFIX = ".warc"
ASIDE = ".feeds"
"""The folder of the inbox for feeds of which no entry is an article: no reader looks into it."""


class Keeper:
    """Writes into one inbox."""

    def __init__(self, inbox: Path, state: State) -> None:
        self.inbox, self._state = inbox, state
        self._lock = threading.Lock()

    def settle(self) -> None:
        """Finish what a killed run began: what has its file is kept, what has none is fetched again.

        What a feed had is forgotten instead: the feed's answer counts as seen only when all of it is kept.
        """
        sweep_below(self.inbox)
        sweep_below(self.inbox / ASIDE)
        for item in self._state.items("writing"):
            with self._state.transaction():
                if item.file and (self.inbox / item.file).is_file():
                    self._state.put_item(replace(item, state="kept"))
                elif item.version == 1 and (item.paged or item.feed_file):
                    self._state.put_item(replace(item, state="wanted", file=None, paged=True))
                else:
                    self._state.drop_item(item)

    def keep(
        self, captured: Captured, items: Sequence[Item], notes: Mapping[str, str]
    ) -> tuple[str, tuple[Item, ...]]:
        """Keep an answer and the articles in it; returns the file's name, and them as they are known now.

        Raises:
            DeliveryError: the inbox cannot be written.
        """
        first = items[0] if len(items) == 1 else None
        name = file_name(captured, first)
        if not items:
            name = f"{ASIDE}/{name}"
        return name, self._write(name, pack(captured, notes), items)

    def take_entry(self, item: Item, reason: str) -> Item | None:
        """Keep what a feed has of an article that cannot be fetched; None where the feed's file is not there any more."""
        feed = self.inbox / (item.feed_file or "")
        try:
            archive = feed.read_bytes()
        except OSError:
            return None
        whole = (item.feed_file or "").removeprefix(f"{ASIDE}/").removesuffix(SUFFIX)
        name = f"{whole}-{item.entry}{SUFFIX}"
        own = replace(item, paged=False, reason=reason)
        (kept,) = self._write(name, repack(archive, {ENTRIES: str(item.entry)}), [own])
        return kept

    def _write(self, name: str, content: bytes, items: Sequence[Item]) -> tuple[Item, ...]:
        """Write a file between the two moments at which its articles are written down."""
        written = tuple(replace(item, state="writing", file=name) for item in items)
        with self._state.transaction():
            for item in written:
                self._state.put_item(item)
        path = self.inbox / name
        with self._lock:
            write_folder([Artifact(name=path.name, media_type="application/warc", content=content)], path.parent)  # fmt: skip
        kept = tuple(replace(item, state="kept") for item in written)
        with self._state.transaction():
            for item in kept:
                self._state.put_item(item)
        return kept


def file_name(captured: Captured, item: Item | None) -> str:
    """Return the name of a file, seen from the inbox: host, day, what it is about, and what makes it one."""
    parts = urlsplit(captured.address)
    host = slug_of(parts.hostname or "other")
    last = PurePosixPath(parts.path).stem
    about = slug_of((item and item.title) or last or "feed")[:50].strip("-")
    told = item.key if item else captured.address
    key = hashlib.sha256(f"{told} {captured.at.isoformat()}".encode()).hexdigest()[:8]
    version = f"-v{item.version}" if item and item.version > 1 else ""
    return f"{host}/{captured.at:%Y-%m-%d}-{about}-{key}{version}{SUFFIX}"
