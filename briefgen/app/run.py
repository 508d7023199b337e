"""Every period by itself: build the edition of the last complete one, and send it when it may go.

A run can be started at any time and any number of times. It asks the archive and the outbox what is
done already, does the rest, and says in one line how the edition stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from briefgen.brief.build import Progress
from briefgen.deliver import send
from briefgen.errors import ConfigError
from briefgen.model import Brief
from briefgen.model.frozen import thaw
from briefgen.model.text import counted
from briefgen.profile.load import FILE_NAME, load_profile
from briefgen.profile.tables import Profile, SeriesOptions
from briefgen.rendering import RenderOptions
from briefgen.series.archive import read_archive
from briefgen.series.collect.order import CollectOrder, collect
from briefgen.series.collect.rounds import Report
from briefgen.series.editions import window_of
from briefgen.series.make import Order, archive_path, make_edition
from briefgen.series.records import list_editions

INBOX = "inbox"
"""The folder of a series in which its articles are."""
OUTPUT = "output"
"""The folder of a series that gets its editions."""
Stand = Literal["built", "waits for sign-off", "sent"]
"""How an edition stands at the end of a run: built where the profile names no list."""


def collect_order(folder: Path, profile: Profile) -> CollectOrder | None:
    """Return what a series collects into its inbox; None where its profile names no source."""
    options = profile.collect
    if not (
        options.feeds or options.pages or options.sections or options.mailboxes or options.opml
    ):
        return None
    return CollectOrder(
        inbox=folder / INBOX,
        options=options,
        reading=profile.reading,
        opml=folder / options.opml if options.opml else None,
    )


def last_complete(series: SeriesOptions, today: datetime.date) -> str:
    """Return the last day of the latest period that is over, ISO 8601.

    It is the same on every day of the next period: a run on Monday and one on Thursday make one edition.
    """
    running = window_of(series.period, today.isoformat())
    before = datetime.date.fromisoformat(running.start) - datetime.timedelta(days=1)
    return window_of(series.period, before.isoformat()).end


def run(
    folder: Path,
    as_of: str | None,
    today: datetime.date,
    progress: Progress,
    collected: Callable[[Report], None] = lambda _: None,
) -> str:
    """Do what is to be done for an edition of the series in a folder, and return a line on it.

    Args:
        folder: holds the profile and the inbox.
        as_of: the cut-off, ISO 8601; the end of the last complete period, if not given.
        today: what day it is.
        progress: is told the name of each step.
        collected: is given what was collected, where the profile says so; sources that fail stop nothing.

    Raises:
        ConfigError: the profile is wrong, or describes no series.
        BriefgenError: see `series.make.make_edition` and `deliver.send.send`.
    """
    place = folder / FILE_NAME
    profile = load_profile(place)
    if profile.series is None:
        problem = (
            "series: missing; a series that runs by itself needs this table, even an empty one"
        )
        raise ConfigError([problem], str(place))
    cutoff = as_of or last_complete(profile.series, today)
    brief = _issued(profile, place, cutoff)
    if brief is None:
        order = collect_order(folder, profile) if profile.collect.before_run else None
        if order:
            collected(collect(order, progress))
        brief = _build(folder, profile, cutoff, progress)
    stand, told = _send(brief, profile, place, progress)
    articles = counted(len(brief.sources), "article")
    return f"No. {brief.label}, cut-off {brief.as_of}, {articles}: {stand}{told}"


def _issued(profile: Profile, place: Path, cutoff: str) -> Brief | None:
    """Return the edition with a cut-off whose sending has begun: it is not built again."""
    path = archive_path(profile, place)
    if path is None or not path.is_file():
        return None
    with read_archive(path) as archive:
        kept = [k for k in list_editions(archive) if k.edition.as_of == cutoff]
    latest = max(kept, key=lambda k: k.edition.revision, default=None)
    return thaw(latest.brief, str(path)) if latest and latest.issued else None


def _build(folder: Path, profile: Profile, cutoff: str, progress: Progress) -> Brief:
    order = Order(
        sources=(folder / INBOX,),
        profile=profile,
        place=folder / FILE_NAME,
        output=folder / OUTPUT,
        as_of=cutoff,
    )
    return make_edition(order, progress).brief


def _send(brief: Brief, profile: Profile, place: Path, progress: Progress) -> tuple[Stand, str]:
    """Send an edition to the profile's lists where it may go, and return how it stands then."""
    options = profile.delivery
    if not options.lists:
        return "built", ""
    if options.sign_off and not brief.reviewer:
        return "waits for sign-off", ""
    lists = send.choose_lists(place, options, send.Wanted())
    standing = send.send(brief, lists, place, RenderOptions(), progress)
    return "sent", f", {send.told(standing)}"
