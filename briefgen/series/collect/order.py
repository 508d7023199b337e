"""What is asked of one round of collecting, and the round set up for it: inbox, state, worker, client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import briefgen
from briefgen.errors import DeliveryError, ReadError
from briefgen.profile.collecting import CollectOptions, FeedOptions
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime.files import read_regular
from briefgen.runtime.web.client import Client, Limits, utc
from briefgen.series.collect.keeping import Keeper
from briefgen.series.collect.manners import INTERVAL, Manners
from briefgen.series.collect.parsing import Parser
from briefgen.series.collect.rounds import Report, Round
from briefgen.series.collect.state import open_state

AGENT = "briefgen"
"""What robots.txt may call us."""
_LARGEST_OPML = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectOrder:
    """What is collected into which folder."""

    inbox: Path
    options: CollectOptions = field(default_factory=CollectOptions)
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    opml: Path | None = None
    """A file with more feeds."""
    now: Callable[[], datetime] = utc
    """Gives the time, UTC."""
    interval: float = INTERVAL
    """Seconds between two requests to one host."""


def collect(order: CollectOrder, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Do one round of collecting and return what it brought.

    Raises:
        ReadError: the OPML file cannot be read or names no feed.
        ArchiveError: another run collects into the inbox, or its state cannot be used.
        DeliveryError: the inbox cannot be written.
    """
    try:
        order.inbox.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError(str(order.inbox), f"cannot be made ({error.strerror})") from error
    with open_state(order.inbox) as state, Parser(order.reading) as parser:
        options = _with_opml(order, parser)
        keeper = Keeper(order.inbox, state)
        keeper.settle()
        manners = Manners(_client(order, options), state, order.now, order.interval)
        return Round(
            options=options,
            state=state,
            keeper=keeper,
            manners=manners,
            parser=parser,
            now=order.now,
            most_bytes=int(order.reading.max_megabytes * 1e6),
            progress=progress,
        ).run()


def feeds_of(order: CollectOrder) -> tuple[FeedOptions, ...]:
    """Return the feeds of an order, those of its OPML file too.

    Raises:
        ReadError: that cannot be read or names no feed.
    """
    with Parser(order.reading) as parser:
        return _with_opml(order, parser).feeds


def _client(order: CollectOrder, options: CollectOptions) -> Client:
    body = int(order.reading.max_megabytes * 1e6)
    idle = min(options.seconds, 20.0)
    return Client(
        f"{AGENT}/{briefgen.__version__}",
        limits=Limits(seconds=options.seconds, idle_seconds=idle, body=body),
        permitted=options.allow_private,
        now=order.now,
    )


def _with_opml(order: CollectOrder, parser: Parser) -> CollectOptions:
    """Return the options with the feeds of the OPML file, each address once."""
    if order.opml is None:
        return order.options
    try:
        data = read_regular(order.opml, order.opml.parent, _LARGEST_OPML)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(str(order.opml), f"cannot be read ({reason}); name an OPML file") from error
    found = parser.opml(data)
    if not found:
        raise ReadError(str(order.opml), "names no feed; export your feeds as OPML once more")
    known = {feed.address for feed in order.options.feeds}
    more = tuple(
        FeedOptions(address=o.address, name=o.name) for o in found if o.address not in known
    )
    return replace(order.options, feeds=(*order.options.feeds, *more))
