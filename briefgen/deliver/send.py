"""An edition to its lists: what must hold is checked first, then each list gets its frozen letter."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from briefgen.deliver import outbox, policy
from briefgen.deliver.letter import Letter, check_key, compose, edition_key, sender_of, write_letter
from briefgen.deliver.outbox import Sending
from briefgen.deliver.recipients import ReaderList, Recipient, list_in_file, open_list
from briefgen.deliver.rounds import Clock, Pace, Sender
from briefgen.deliver.transports import Mail, State
from briefgen.deliver.transports.smtp import SmtpSession
from briefgen.errors import ConfigError, RefusedError, UndeliveredError
from briefgen.model import Artifact, Brief
from briefgen.model.frozen import dump
from briefgen.profile.addresses import parse_mailbox
from briefgen.profile.load import load_profile
from briefgen.profile.tables import DeliveryOptions, Profile, Readership, SeriesOptions
from briefgen.rendering import RenderOptions, render
from briefgen.rendering.pages.mail import subject_of
from briefgen.runtime.credentials import find_secret
from briefgen.series.archive import Archive, hold, open_archive, read_archive
from briefgen.series.make import archive_path
from briefgen.series.records import list_editions, mark_issued

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lists a user asks for."""

    names: tuple[str, ...] = ()
    """Of the profile; all where none is named."""
    audience: Readership | None = None
    """Of the profile: lists of this audience; of a file: whose PDF is attached."""
    file: Path | None = None
    """A CSV file instead of the profile's lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an edition stands with all its readers."""

    edition: str
    """Its name in the outbox."""
    counts: Counter[str]
    """Recipients in each state, over all its sendings."""
    begun: bool
    """Whether this run had anybody to send to."""
    cause: str
    """Why some are still pending, where the server is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What sends the editions of one series."""

    archive: Archive
    options: DeliveryOptions
    render: RenderOptions
    clock: Clock
    progress: Progress

    def send(self, brief: Brief, lists: Sequence[ReaderList]) -> tuple[str, ...]:
        """Send an edition to some lists; what an earlier run began is gone on with.

        Returns for each sending why some are still pending, or nothing; a list of which nobody is
        left to send to has none.

        Raises:
            RefusedError: a guard stops it; nobody has got anything.
            ConfigError: a secret or the sender is missing.
            ArchiveError: the outbox cannot be written; the sending stops there.
        """
        check(brief, lists, self.options)
        secrets = find_secrets(self.options)
        domain = sender_of(self.options).domain
        password = secrets.get("smtp_password", "")
        session = SmtpSession(self.options.smtp, password=password, name=domain)
        begun = (self._begin(brief, readers) for readers in lists)
        try:
            return tuple(self._go_on(s, session, secrets) for s in begun if s is not None)
        finally:
            session.close()

    def _begin(self, brief: Brief, readers: ReaderList) -> Sending | None:
        """Return the sending to go on with, a new one, or nothing where nobody is left."""
        edition = edition_key(brief)
        found = outbox.unfinished(self.archive, edition, readers.audience, readers.name)
        had = outbox.taken_up(self.archive, edition)
        checked = policy.with_ceilings(readers, brief.marking)
        waiting = (r for r in checked.recipients if not r.problem)
        if found or all(r.address.casefold() in had for r in waiting):
            return found
        self._freeze(brief)
        self.progress(f"Rendering for {readers.name}")
        letter = make_letter(brief, readers.audience, self.render)
        return outbox.start(self.archive, letter, checked, now=self.clock.stamp())

    def _freeze(self, brief: Brief) -> None:
        """Note that an edition is on its way: from now on it can only be corrected.

        Raises:
            RefusedError: it is not what the archive holds under its number.
        """
        if brief.edition is None:
            return
        kept = {e.edition.label: e.sha256 for e in list_editions(self.archive)}
        if kept.get(brief.label) != hashlib.sha256(dump(brief)).hexdigest():
            problem = "it is not what the archive holds under this number; build it again"
            raise RefusedError(edition_key(brief), [problem])
        with self.archive.transaction():
            mark_issued(self.archive, brief.edition, brief.revision)

    def _go_on(self, sending: Sending, session: SmtpSession, secrets: Mapping[str, str]) -> str:
        smtp = self.options.smtp
        write = writer(outbox.letter_of(self.archive, sending.id), self.options, secrets)
        sender = Sender(
            archive=self.archive,
            session=session,
            compose=lambda d: write(Recipient(address=d.address, name=d.name)),
            pace=Pace(
                per_minute=smtp.per_minute, attempts=smtp.attempts, backoff=smtp.backoff_seconds
            ),
            clock=self.clock,
            progress=self.progress,
        )
        return sender.run(sending.id)


def choose_lists(profile: Path, options: DeliveryOptions, wanted: Wanted) -> tuple[ReaderList, ...]:
    """Return the lists that a user asks for; those of a profile lie beside it.

    Raises:
        ReadError: a list cannot be read.
        ConfigError: the profile has no list of that name or audience.
    """
    if wanted.file:
        return (list_in_file(wanted.file, wanted.audience or "public"),)
    names = [item.name for item in options.lists]
    chosen = [
        item
        for item in options.lists
        if item.name in (wanted.names or names) and wanted.audience in {None, item.audience}
    ]
    unknown = [name for name in wanted.names if name not in names]
    if unknown or not chosen:
        asked = ", ".join(unknown) or wanted.audience or "to send to"
        known = f"there are {', '.join(names)}" if names else "add [[delivery.lists]]"
        raise ConfigError(
            [f"delivery.lists: no list {asked}; {known}, or name a file with --to"], str(profile)
        )
    return tuple(open_list(item, profile.parent) for item in chosen)


def check(brief: Brief, lists: Sequence[ReaderList], options: DeliveryOptions) -> None:
    """See that an edition may go to all of some lists.

    Raises:
        RefusedError: it may not.
    """
    reasons = [
        reason
        for readers in lists
        for reason in policy.problems(brief, readers, options.ceilings, sign_off=options.sign_off)
    ]
    if reasons:
        raise RefusedError(edition_key(brief), list(dict.fromkeys(reasons)))


def make_letter(brief: Brief, audience: Readership, options: RenderOptions) -> Letter:
    """Return an edition rendered for the mail, with the audience's PDF attached."""
    artifacts = render(brief, ("email", audience), options)
    return write_letter(brief, artifacts, (f"{audience}.pdf",), subject=subject_of(brief))


def find_secrets(options: DeliveryOptions, *, for_login: bool = True) -> dict[str, str]:
    """Return the secrets that some options need, by their short names.

    Raises:
        ConfigError: one of them is missing, or the key cannot sign.
    """
    needed = {
        "smtp_password": for_login and options.smtp.user is not None,
        "dkim_key": options.dkim is not None,
        "unsubscribe_key": "{token}" in (options.unsubscribe or ""),
    }
    secrets = {name: find_secret(name) for name, is_needed in needed.items() if is_needed}
    check_key(options.dkim, secrets)
    return secrets


def writer(
    letter: Letter, options: DeliveryOptions, secrets: Mapping[str, str]
) -> Callable[[Recipient], Mail]:
    """Return what makes the message of a letter for a recipient."""
    sender = parse_mailbox(options.bounces) if options.bounces else sender_of(options)

    def write(recipient: Recipient) -> Mail:
        content = compose(letter, recipient, options, secrets)
        return Mail(sender=sender.addr_spec, recipient=recipient.address, content=content)

    return write


def write_messages(
    brief: Brief, lists: Sequence[ReaderList], options: DeliveryOptions, how: RenderOptions
) -> tuple[Artifact, ...]:
    """Return the messages that some lists would get, each as a file that mail programs open.

    Raises:
        RefusedError: a guard would stop the sending.
        ConfigError: a secret or the sender is missing.
    """
    check(brief, lists, options)
    secrets = find_secrets(options, for_login=False)
    messages = []
    for readers in lists:
        write = writer(make_letter(brief, readers.audience, how), options, secrets)
        checked = policy.with_ceilings(readers, brief.marking)
        for n, recipient in enumerate(checked.recipients, start=1):
            if not recipient.problem:
                name = re.sub(r"[^\w.@+-]", "_", f"{readers.name}-{n:04}-{recipient.address}")[:200]
                content = write(recipient).content
                messages.append(
                    Artifact(name=f"{name}.eml", media_type="message/rfc822", content=content)
                )
    return tuple(messages)


def unusable(lists: Sequence[ReaderList]) -> Iterator[str]:
    """Yield a line for each row of some lists to which nothing can be sent."""
    for readers in lists:
        for recipient in (r for r in readers.recipients if r.problem):
            yield f"Excluded {recipient.address or 'a row'} ({readers.name}): {recipient.problem}"


# The commands ------------------------------------------------------------------------------------


def send(
    brief: Brief, lists: Sequence[ReaderList], place: Path, how: RenderOptions, progress: Progress
) -> Standing:
    """Send an edition of the series with the profile at a place, and return how it stands then.

    Raises:
        RefusedError: a guard stops it.
        ArchiveError: another run is at work, or the outbox cannot be written.
    """
    edition = edition_key(brief)
    with _writing(place) as (archive, profile):
        office = Office(
            archive=archive, options=profile.delivery, render=how, clock=Clock(), progress=progress
        )
        causes = office.send(brief, lists)
        counts = outbox.counts_of_edition(archive, edition)
    return Standing(
        edition=edition, counts=counts, begun=bool(causes), cause="; ".join(filter(None, causes))
    )


def told(standing: Standing) -> str:
    """Return how many have got an edition and how many are excluded.

    Raises:
        UndeliveredError: somebody has not got it, or nobody knows.
    """
    counts = standing.counts
    if any(counts[state] for state in ("pending", "failed", "uncertain")):
        raise UndeliveredError(standing.edition, counts, standing.cause)
    parts = [f"{counts[state]} {state}" for state in ("sent", "excluded") if counts[state]]
    return ", ".join(parts) or "nobody to send to"


def decide(profile: Path, sending: int | None, decisions: Sequence[tuple[str, str]]) -> None:
    """Write down decisions, each a name and whom it is about, on the recipients of a sending.

    Raises:
        RefusedError: there is nobody to decide on so.
    """
    if sending is None or not decisions:
        return
    with _writing(profile) as (archive, _):
        _known(archive, sending)
        for name, who in decisions:
            outbox.decide(archive, sending, name, who, now=Clock().stamp())


def show(profile: Path, sending: int | None) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return a table of all sendings, or of those in one who have not got it: its head and its rows.

    Raises:
        RefusedError: there is no such sending.
    """
    with read_archive(_archive_of(load_profile(profile), profile)) as archive:
        if sending is not None:
            _known(archive, sending)
            rows = outbox.deliveries(archive, sending, "pending", "failed", "uncertain", "excluded")
            head = ("Address", "State", "Attempts", "Since", "Reason")
            return head, [(d.address, d.state, str(d.attempts), d.changed, d.reason) for d in rows]
        head = ("Sending", "Edition", "List", "Audience", "Started", *get_args(State))
        return head, [_line(s, outbox.counts(archive, s.id)) for s in outbox.sendings(archive)]


def _known(archive: Archive, sending: int) -> None:
    """See that there is a sending of a number.

    Raises:
        RefusedError: there is none.
    """
    numbers = [s.id for s in outbox.sendings(archive)]
    if sending not in numbers:
        there = f"there are {', '.join(map(str, numbers))}" if numbers else "there is none yet"
        problem = f"no sending of that number; {there}"
        raise RefusedError(f"sending {sending}", [problem], "cannot be shown")


def _line(sending: Sending, counts: Mapping[str, int]) -> tuple[str, ...]:
    known = (str(sending.id), sending.edition, sending.list, sending.audience, sending.started)
    return (*known, *(str(counts.get(state, 0)) for state in get_args(State)))


def _archive_of(profile: Profile, place: Path) -> Path:
    """Return the archive of a series; the outbox is kept there even where editions are not counted."""
    counted = replace(profile, series=profile.series or SeriesOptions())
    return archive_path(counted, place) or place


@contextmanager
def _writing(place: Path) -> Iterator[tuple[Archive, Profile]]:
    """Give the archive of the series with a profile, held for this run alone, and the profile."""
    profile = load_profile(place)
    path = _archive_of(profile, place)
    with hold(path), open_archive(path) as archive:
        yield archive, profile
