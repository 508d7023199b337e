"""One round of collecting: sources are asked what is new, articles are fetched, those of the last days looked at again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from briefgen.profile.collecting import (
    CollectOptions,
    FeedOptions,
    MailboxOptions,
    SectionOptions,
    WatchedPage,
)
from briefgen.runtime.web import FetchError, parse_target
from briefgen.runtime.web.client import Fetched
from briefgen.series.collect.health import READ, Health, late_by, of_failure, rhythm_of
from briefgen.series.collect.keeping import Keeper
from briefgen.series.collect.mailbox import Mail, open_folder
from briefgen.series.collect.manners import Manners, PostponedError, place_of, stamp
from briefgen.series.collect.parsing import Parser
from briefgen.series.collect.state import Item, Source, State
from briefgen.sources.listing import Entry, Listed
from briefgen.sources.readers.warc import WANTED
from briefgen.sources.webarchive import ENTRIES, SOURCE, VERSION, Captured, media_type

AT_ONCE = 8
"""Hosts that are asked at the same time."""
IMAP_SECONDS = 30.0
"""How long a mail server may be silent."""
MAILBOX_TIMES = 10
"""A mailbox may take so many times as long as an answer: it has one for each of its mails."""
ATTEMPTS = 5
"""How often an article is tried that its host does not give."""
LOOK_AGAIN = timedelta(hours=20)
"""An article is looked at for changes once in so long."""
_PASSING = frozenset({"dns", "unreachable", "tls", "slow", "short", "busy", "server"})
"""Failures that may be over the next time."""
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "at_medium", "at_campaign")
"""Beginnings of the names by which links say where a reader comes from."""

News = Literal["new", "changed", "gone", "failed"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell of an article."""

    kind: News
    file: str
    """Of the inbox; empty where there is none."""
    what: str
    """Its title or address."""
    why: str = ""


@dataclass(slots=True)
class Report:
    """What a round brought."""

    events: list[Event] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    def files(self) -> tuple[str, ...]:
        """Return the new files, each once, in the order of their names."""
        return tuple(sorted({e.file for e in self.events if e.file}))

    @property
    def failed(self) -> bool:
        """Whether there are sources, and not one could be read."""
        return bool(self.sources) and not any(s.state in READ | {"postponed"} for s in self.sources)

    def count(self, kind: News) -> int:
        """Return how many events of a kind there are."""
        return sum(e.kind == kind for e in self.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round works with."""

    options: CollectOptions
    state: State
    keeper: Keeper
    manners: Manners
    parser: Parser
    now: Callable[[], datetime]
    most_bytes: int
    """Size of a mail at the most; that of other answers is the client's to see to."""
    progress: Callable[[str], None] = lambda _: None
    report: Report = field(default_factory=Report)

    def run(self) -> Report:
        """Do the round and return what it brought."""
        visits = [
            *((f.address, partial(self._visit, "feed", f, self._feed)) for f in self.options.feeds),
            *((p.address, partial(self._visit, "page", p, self._page)) for p in self.options.pages),
            *(
                (s.address, partial(self._visit, "section", s, self._section))
                for s in self.options.sections
            ),
            *(
                (m.address, partial(self._visit, "mailbox", m, self._mailbox))
                for m in self.options.mailboxes
            ),
        ]
        self._by_host("Asking sources", visits)
        self.state.list_only([s.key for s in self.report.sources])
        wanted = self.state.wanted()
        self._by_host("Fetching articles", [(i.url or "", partial(self._fetch, i)) for i in wanted])  # fmt: skip
        now = self.now()
        watched = self.state.watched(
            stamp(now - timedelta(days=self.options.watch_days)), stamp(now - LOOK_AGAIN)
        )
        self._by_host("Looking for changes", [(i.url or "", partial(self._look_again, i)) for i in watched])  # fmt: skip
        return self.report

    def _by_host(self, step: str, tasks: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Do tasks side by side, those of one host one after the other."""
        hosts: dict[str, list[Callable[[], None]]] = {}
        for address, task in tasks:
            hosts.setdefault(place_of(address), []).append(task)
        if not tasks:
            return
        self.progress(f"{step}: {len(tasks)}")

        def work(of_host: Sequence[Callable[[], None]]) -> None:
            for task in of_host:
                task()

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done in [pool.submit(work, of_host) for of_host in hosts.values()]:
                done.result()

    # Sources

    def _visit(
        self,
        kind: str,
        wanted: FeedOptions | WatchedPage | SectionOptions | MailboxOptions,
        ask: Callable[..., Source],
    ) -> None:
        """Ask a source what is new, and keep how it is."""
        source = self.state.source(kind, wanted.address, wanted.name)
        try:
            asked = ask(wanted, source)
            late = late_by(asked, self.now().date())
            if late and asked.state in {"new", "unchanged"} and not asked.new:
                often = asked.rhythm or 1
                rhythm = f"its articles come every {'day' if often <= 1 else f'{often:g} days'}"
                asked = replace(asked, state="late", reason=f"silent for {late} days; {rhythm}")
            asked = replace(asked, good=stamp(self.now()), checked=stamp(self.now()))
        except PostponedError as error:
            asked = replace(source, state="postponed", reason=error.reason, new=0)
        except FetchError as error:
            health = of_failure(error.kind)
            asked = replace(
                self.state.source(kind, wanted.address, wanted.name),  # a mailbox has come further
                state=health,
                reason=error.reason,
                new=0,
                checked=stamp(self.now()),
            )
        with self.state.transaction():
            self.state.put_source(asked)
        self.report.sources.append(asked)

    def _ask(self, source: Source) -> Fetched:
        """Ask for a source, if it has changed."""
        return self.manners.get(source.address, _conditions(source.etag, source.modified))

    def _told(self, source: Source, got: Fetched, listed: Listed, new: int) -> Source:
        """Return how a source is that answered."""
        dates = [e.date for e in listed.entries]
        newest, rhythm = rhythm_of(dates)
        state: Health = "new" if new else "unchanged"
        reason = ""
        if not listed.entries:
            state, reason = "empty", "it lists nothing"
        elif got.moved:
            state, reason = (
                "moved",
                f"it has moved for good to {got.moved}; put that into the profile",
            )
        elif source.kind == "feed" and not any(dates):
            state, reason = "undated", "none of its articles has a date"
        return replace(
            source,
            name=source.name or listed.title or "",
            state=state,
            reason=reason,
            new=new,
            etag=got.header("ETag")[:500],
            modified=got.header("Last-Modified")[:100],
            newest=newest or source.newest,
            rhythm=rhythm or source.rhythm,
        )

    def _unchanged(self, source: Source) -> Source:
        """Return how a source is that has nothing new."""
        kept = source.state in {"empty", "moved", "undated"}
        return replace(source, state=source.state if kept else "unchanged", reason=source.reason if kept else "", new=0)  # fmt: skip

    def _feed(self, feed: FeedOptions, source: Source) -> Source:
        got = self._ask(source)
        if got.unchanged:
            return self._unchanged(source)
        listed = self.parser.feed(got.content, _charset(got))
        if listed.problem:
            raise FetchError("malformed", listed.problem)
        taken, stubs = self._sort(feed, source, got, listed)
        file = None
        if taken or stubs:
            numbers = " ".join(str(i.entry) for i in taken) or "0"
            notes = {ENTRIES: numbers, SOURCE: source.address}
            file, kept = self.keeper.keep(_captured(got), taken, notes)
            for item in kept:
                self._tell("changed" if item.version > 1 else "new", item)
        new = len(stubs) + sum(i.version == 1 for i in taken)
        with self.state.transaction():
            for item in stubs:
                self.state.put_item(replace(item, feed_file=file))
            asked = self._told(source, got, listed, new)
            cut = len(taken) + len(stubs) >= self.options.most  # the others come the next time
            asked = replace(asked, etag="", modified="") if cut else asked
            self.state.put_source(asked)
        return asked

    def _sort(
        self, feed: FeedOptions, source: Source, got: Fetched, listed: Listed
    ) -> tuple[list[Item], list[Item]]:
        """Return what a feed has whole and new, or says otherwise than before; and the pages that are to be asked for."""
        taken: list[Item] = []
        stubs: list[Item] = []
        for key, entry in _keyed(source.key, listed.entries):
            if len(taken) + len(stubs) >= self.options.most:
                break
            item = Item(
                key=key,
                source=source.key,
                url=entry.url,
                title=entry.title,
                date=entry.date,
                entry=entry.number,
                said=entry.said,
                paged=False,
                read_at=stamp(got.at),
                sha256=_digest(got.content),
            )
            known = self.state.latest(key)
            if known is None and entry.stub and feed.pages and entry.url:
                stubs.append(replace(item, paged=True, read_at=None))
            elif known is None and entry.said:
                taken.append(item)
            elif known and _says_else(known, entry):
                taken.append(replace(item, version=known.version + 1))
        return taken, stubs

    def _section(self, section: SectionOptions, source: Source) -> Source:
        got = self._ask(source)
        if got.unchanged:
            return self._unchanged(source)
        listed = self.parser.links(got.content, _charset(got), got.address, section.links)
        if listed.problem:
            raise FetchError("malformed", listed.problem)
        new = [
            Item(key=key, source=source.key, url=entry.url, title=entry.title)
            for key, entry in _keyed(source.key, listed.entries)
            if self.state.latest(key) is None
        ]
        with self.state.transaction():
            for item in new[: self.options.most]:
                self.state.put_item(item)
            asked = self._told(source, got, listed, len(new))
            cut = len(new) > self.options.most
            asked = replace(asked, etag="", modified="") if cut else asked
            self.state.put_source(asked)
        return asked

    def _page(self, page: WatchedPage, source: Source) -> Source:
        key = normal(page.address)
        known = self.state.latest(key)
        got = self._ask(source)
        if got.unchanged:
            return self._unchanged(source)
        item = known or Item(key=key, source=source.key, url=page.address)
        brought = self._keep_page(item, got, first=known is None or known.state != "kept")
        entry = Entry(number=1, title=brought.title, date=brought.date)
        return self._told(source, got, Listed(entries=(entry,)), int(brought != item))

    def _mailbox(self, box: MailboxOptions, source: Source) -> Source:
        dates: list[str | None] = [source.newest]
        new = 0
        seconds = self.options.seconds
        with open_folder(box, min(seconds, IMAP_SECONDS), MAILBOX_TIMES * seconds) as folder:
            for uid in folder.after(source.mark)[: self.options.most]:
                size = folder.size(uid)
                mail = folder.read(uid) if size <= self.most_bytes else None
                if size > self.most_bytes:
                    why = f"{size / 1e6:.1f} MB, above {self.most_bytes / 1e6:g} MB"
                    self.report.events.append(Event("failed", "", f"a mail of {box.name}", why))
                source = replace(source, mark=folder.mark(uid))
                if mail and self.state.latest(mail.key) is None:
                    self._keep_mail(mail, box, source)
                    dates.append(mail.date)
                    new += 1
                with self.state.transaction():
                    self.state.put_source(source)
        newest, rhythm = rhythm_of(dates)
        return replace(
            source,
            state="new" if new else "unchanged",
            reason="",
            new=new,
            newest=newest,
            rhythm=rhythm or source.rhythm,
        )

    def _keep_mail(self, mail: Mail, box: MailboxOptions, source: Source) -> None:
        now = self.now()
        item = Item(
            key=mail.key,
            source=source.key,
            title=mail.subject,
            date=mail.date,
            paged=False,
            sha256=_digest(mail.content),
            said=_digest(mail.content),
            read_at=stamp(now),
        )
        validity, _, uid = source.mark.partition(":")
        address = f"{box.address};UIDVALIDITY={validity}/;UID={uid}"
        captured = Captured(address=address, at=now, body=mail.content, kind="message/rfc822")
        _, (kept,) = self.keeper.keep(captured, [item], {SOURCE: box.address})
        self._tell("new", kept)

    # Articles

    def _fetch(self, item: Item) -> None:
        """Fetch an article for the first time."""
        try:
            got = self.manners.get(item.url or "")
            self._keep_page(item, got, first=True)
        except PostponedError:
            return
        except FetchError as error:
            self._not_fetched(item, error)

    def _not_fetched(self, item: Item, error: FetchError) -> None:
        """Keep that an article could not be fetched: it is tried again, or what its feed has of it is taken."""
        attempts = item.attempts + 1
        if error.kind in _PASSING and attempts < ATTEMPTS:
            with self.state.transaction():
                self.state.put_item(replace(item, attempts=attempts, reason=error.reason))
            return
        taken = self.keeper.take_entry(item, error.reason) if item.said and item.feed_file else None
        if taken:
            self._tell("new", taken, f"only what its feed has of it: {error.reason}")
            return
        with self.state.transaction():
            self.state.put_item(replace(item, state="failed", attempts=attempts, reason=error.reason))  # fmt: skip
        self._tell("failed", item, error.reason)

    def _keep_page(self, item: Item, got: Fetched, *, first: bool) -> Item:
        """Keep a page if it is new or says something else than before; returns what is known of it now."""
        _see_kind(got)
        key = normal(got.address)
        other = self.state.latest(key) if first and key != item.key else None
        if other and other.state == "kept":
            same = replace(item, state="kept", file=other.file, said=other.said, paged=False, read_at=stamp(got.at), reason=f"the same as {other.url}")  # fmt: skip
            with self.state.transaction():
                self.state.put_item(same)
            return same
        said = self.parser.said(got.content, _charset(got), _name(got))
        seen = replace(item, checked=stamp(got.at))
        if not first and (said.hash in {"", item.said}):
            with self.state.transaction():
                self.state.put_item(seen)
            return item
        fresh = replace(
            seen,
            id=None,
            version=item.version if first else item.version + 1,
            title=said.title or item.title,
            date=said.date or item.date,
            sha256=_digest(got.content),
            said=said.hash,
            read_at=stamp(got.at),
            etag=got.header("ETag")[:500],
            modified=got.header("Last-Modified")[:100],
            paged=True,
            reason=said.problem,
        )
        notes = {SOURCE: item.source.partition(" ")[2]}
        notes[VERSION] = str(fresh.version) if fresh.version > 1 else ""
        _, (kept,) = self.keeper.keep(_captured(got), [fresh], notes)
        if key != item.key and other is None:
            with self.state.transaction():  # another feed may name it by this address
                self.state.put_item(replace(kept, id=None, key=key, version=1, paged=False))
        self._tell("new" if first else "changed", kept)
        return kept

    def _look_again(self, item: Item) -> None:
        """Look whether an article says something else than when it was read."""
        try:
            got = self.manners.get(item.url or "", _conditions(item.etag, item.modified))
            if not got.unchanged:
                self._keep_page(item, got, first=False)
                return
            reason = item.reason
        except PostponedError:
            return
        except FetchError as error:
            reason = error.reason
            if error.kind == "gone" and not item.reason:
                self._tell("gone", item, f"it was read on {(item.read_at or '')[:10]}, and now {error.reason}")  # fmt: skip
        with self.state.transaction():
            self.state.put_item(replace(item, checked=stamp(self.now()), reason=reason))

    def _tell(self, kind: News, item: Item, why: str = "") -> None:
        file = item.file or "" if kind in {"new", "changed"} else ""
        self.report.events.append(Event(kind, file, item.title or item.url or item.key, why))


def _says_else(known: Item, entry: Entry) -> bool:
    """Return whether a feed has other words for an article that was taken from it."""
    whole = known.state == "kept" and not known.paged and known.entry is not None
    return whole and not entry.stub and entry.said not in {"", known.said}


def normal(address: str) -> str:
    """Return an address as one is told from another: without what only says where a reader comes from."""
    try:
        whole = parse_target(address).address
    except FetchError:
        return address
    parts = urlsplit(whole)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if not any(k.lower().startswith(_TRACKING) for k, _ in pairs):
        return whole
    kept = [(k, v) for k, v in pairs if not k.lower().startswith(_TRACKING)]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _keyed(source: str, entries: Iterable[Entry]) -> list[tuple[str, Entry]]:
    """Return entries with what makes each one article: its address, if no other has it; its id; its words."""
    listed = list(entries)
    shared = Counter(normal(e.url) for e in listed if e.url)
    keyed: dict[str, Entry] = {}
    for entry in listed:
        address = normal(entry.url) if entry.url else ""
        alone = address and shared[address] == 1
        own = f"{source}#{entry.id or entry.said or entry.title or entry.number}"
        keyed.setdefault(address if alone else own, entry)
    return list(keyed.items())


def _conditions(etag: str, modified: str) -> dict[str, str]:
    """Return the headers that ask for an answer only where it has changed (RFC 9110, 13.1)."""
    wanted = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in wanted.items() if value}


def _captured(got: Fetched) -> Captured:
    return Captured(address=got.address, at=got.at, body=got.body, headers=got.headers)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _kind(got: Fetched) -> str:
    return media_type(got.header("Content-Type"))[0]


def _charset(got: Fetched) -> str | None:
    return media_type(got.header("Content-Type"))[1]


def _see_kind(got: Fetched) -> None:
    """Raise, if what came is nothing that may be an article."""
    kind = _kind(got)
    if not kind.startswith(WANTED):
        raise FetchError("malformed", f"no text: {kind[:60] or 'it does not say what it is'}")


_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".xhtml", "text/plain": ".txt", "application/pdf": ".pdf"}  # fmt: skip


def _name(got: Fetched) -> str:
    """Return a name by whose end a format is told where its bytes do not."""
    return "page" + _SUFFIXES.get(_kind(got), "")
