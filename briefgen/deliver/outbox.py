"""What is sent to whom: sendings with a frozen letter and frozen recipients, one row each, in the archive.

A row ends ``sent``, ``failed``, ``excluded`` or ``uncertain``. It is marked ``uncertain`` right before
the end of its message goes out and ``sent`` when the server has accepted it: a run killed in between
leaves one row of which nobody can know, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from briefgen.deliver.letter import Letter
from briefgen.deliver.recipients import ReaderList
from briefgen.deliver.transports import State
from briefgen.errors import RefusedError
from briefgen.series.archive import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One edition on its way to one list."""

    id: int
    """Its number in the archive."""
    edition: str
    """The edition's name."""
    audience: str
    """Who it was rendered for."""
    list: str
    """The list's name."""
    subject: str
    """As readers see it."""
    started: str
    """When, ISO 8601, UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One recipient of a sending."""

    id: int
    """Its row."""
    sending: int
    """The sending's number."""
    address: str
    """As SMTP takes it."""
    name: str
    """As printed."""
    state: State
    """What became of it."""
    reason: str
    """Why, in the server's words or ours."""
    attempts: int
    """How often it was tried."""
    by_hand: int
    """1 where a person has decided on it."""
    changed: str
    """When its state changed last, ISO 8601, UTC."""


def start(archive: Archive, letter: Letter, readers: ReaderList, *, now: str) -> Sending:
    """Freeze a letter and the readers of a list.

    Readers with a problem are excluded, and so is whoever has the edition already; each with the
    reason. ``now`` is ISO 8601, UTC.
    """
    had = taken_up(archive, letter.edition)
    with archive.transaction() as connection:
        number = connection.execute(
            "INSERT INTO sending (edition, audience, list, title, subject, as_of, marking, body, started)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (letter.edition, readers.audience, readers.name, letter.title, letter.subject, letter.as_of,
             letter.marking, letter.body, now),
        ).lastrowid  # fmt: skip
        for recipient in readers.recipients:
            problem = recipient.problem or had.get(recipient.address.casefold(), "")
            state: State = "excluded" if problem else "pending"
            connection.execute(
                "INSERT INTO delivery (sending, edition, address, name, state, reason, changed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number, letter.edition, recipient.address, recipient.name, state, problem, now),
            )
    return next(s for s in sendings(archive) if s.id == number)


def taken_up(archive: Archive, edition: str) -> Mapping[str, str]:
    """Return each address, in lower case, that a sending of an edition has taken up, and how it stands."""
    rows = archive.rows(
        "SELECT * FROM delivery WHERE edition = ? AND (state <> 'excluded' OR by_hand) ORDER BY id",
        edition,
    )
    return {
        row["address"].casefold(): f"{row['state']} in sending {row['sending']} ({row['changed']})"
        for row in rows
    }


def sendings(archive: Archive) -> tuple[Sending, ...]:
    """Return all sendings, the first one first."""
    columns = [f.name for f in fields(Sending)]
    rows = archive.rows(f"SELECT {', '.join(columns)} FROM sending ORDER BY id")  # noqa: S608 - our own names
    return tuple(Sending(**dict(row)) for row in rows)


def letter_of(archive: Archive, sending: int) -> Letter:
    """Return the frozen letter of a sending."""
    columns = [f.name for f in fields(Letter)]
    query = f"SELECT {', '.join(columns)} FROM sending WHERE id = ?"  # noqa: S608 - see above
    return Letter(**dict(archive.rows(query, sending)[0]))


def unfinished(archive: Archive, edition: str, audience: str, name: str) -> Sending | None:
    """Return the sending of an edition to a list in which somebody still waits."""
    fitting = (
        s for s in sendings(archive) if (s.edition, s.audience, s.list) == (edition, audience, name)
    )
    return next((s for s in fitting if counts(archive, s.id)["pending"]), None)


def deliveries(archive: Archive, sending: int, *states: State) -> tuple[Delivery, ...]:
    """Return the recipients of a sending in their order; of some states alone, where any is named."""
    columns = [f.name for f in fields(Delivery)]
    query = f"SELECT {', '.join(columns)} FROM delivery WHERE sending = ? ORDER BY id"  # noqa: S608 - see above
    found = (Delivery(**dict(row)) for row in archive.rows(query, sending))
    return tuple(d for d in found if not states or d.state in states)


def counts(archive: Archive, sending: int) -> Counter[str]:
    """Return how many recipients of a sending are in each state."""
    query = "SELECT state, count(*) AS n FROM delivery WHERE sending = ? GROUP BY state"
    return Counter({row["state"]: row["n"] for row in archive.rows(query, sending)})


def counts_of_edition(archive: Archive, edition: str) -> Counter[str]:
    """Return how many recipients are in each state over all sendings of an edition."""
    of_each = (counts(archive, s.id) for s in sendings(archive) if s.edition == edition)
    return sum(of_each, Counter())


def update(archive: Archive, delivery: Delivery) -> None:
    """Write down how a recipient stands now, and flush it to the disk.

    Raises:
        ArchiveError: it cannot be written; nothing has changed.
    """
    with archive.transaction() as connection:
        connection.execute(
            "UPDATE delivery SET state = ?, reason = ?, attempts = ?, by_hand = ?, changed = ? WHERE id = ?",
            (delivery.state, delivery.reason, delivery.attempts, delivery.by_hand,
             delivery.changed, delivery.id),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person can decide on recipients."""

    of: tuple[State, ...]
    """Whom it can be said of."""
    state: State
    """How they stand then."""


DECISIONS = {
    "retry": Decision(("failed", "uncertain", "excluded"), "pending"),
    "arrived": Decision(("uncertain",), "sent"),
    "exclude": Decision(("pending", "failed", "uncertain"), "excluded"),
}
"""By name. Nothing but ``retry`` lets an uncertain recipient get a message again."""


def decide(
    archive: Archive, sending: int, name: str, who: str, *, now: str
) -> tuple[Delivery, ...]:
    """Write down a decision on an address, or on all who are in a state, and return how they stand.

    Raises:
        RefusedError: nobody of that address or state in this sending can be decided on so.
    """
    decision = DECISIONS[name]
    found = [
        d
        for d in deliveries(archive, sending, *decision.of)
        if who.casefold() in {d.state, d.address.casefold()}
        and (d.state != "excluded" or d.by_hand)  # who has the edition already cannot get it again
    ]
    if not found:
        states = " or ".join(decision.of)
        problem = f"no recipient '{who}' who is {states}; see 'briefgen outbox --sending {sending}'"
        raise RefusedError(f"sending {sending}", [problem], "stays as it is")
    decided = tuple(
        replace(
            d,
            state=decision.state,
            reason=f"{name}, by hand; was {d.state}: {d.reason}",
            attempts=0,
            by_hand=1,
            changed=now,
        )
        for d in found
    )
    for delivery in decided:
        update(archive, delivery)
    return decided
