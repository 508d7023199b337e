"""How a frozen letter reaches its frozen recipients: one after the other, in rounds, never twice.

A round tries everybody who is pending. A server that says "later" to one, or breaks off, is asked
again in the next round, after a pause that doubles; a server that cannot be reached ends a round at
once. No state is set before what it says is true, but one: ``uncertain``, right before the end of a
message is sent.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from briefgen.deliver import outbox
from briefgen.deliver.outbox import Delivery
from briefgen.deliver.transports import Mail, Session, State, UnreachableError, UnusableError
from briefgen.model.text import counted
from briefgen.series.archive import Archive

LONGEST_PAUSE = 900.0
"""Seconds between two rounds at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What time is for a sending; tests give their own."""

    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    """The moment that goes into the outbox; nothing is decided by it."""
    monotonic: Callable[[], float] = time.monotonic
    """Seconds that only ever grow, whatever becomes of the clock."""
    sleep: Callable[[float], None] = time.sleep
    """Wait for some seconds."""

    def stamp(self) -> str:
        """Return the moment in ISO 8601, UTC, to the second."""
        return self.now().astimezone(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast, and how often."""

    per_minute: int | None
    """Messages a minute at the most."""
    attempts: int
    """Rounds, and attempts of a recipient, at the most."""
    backoff: float
    """Seconds before the second round; they double up to `LONGEST_PAUSE`."""

    def pause(self, done: int) -> float:
        """Return the seconds to wait after a number of rounds."""
        return min(self.backoff * 2.0 ** (done - 1), LONGEST_PAUSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What one sending works with."""

    archive: Archive
    session: Session
    compose: Callable[[Delivery], Mail]
    """Makes the message for a recipient."""
    pace: Pace
    clock: Clock
    progress: Callable[[str], None]
    """Is told how far it is."""

    def run(self, sending: int) -> str:
        """Send to everybody who is pending; return why some still are, if any.

        Raises:
            ArchiveError: an outcome cannot be written; the sending stops there.
        """
        cause = ""
        for done in range(1, self.pace.attempts + 1):
            try:
                cause = self._round(sending)
            except UnusableError as error:
                return str(error)
            if not outbox.counts(self.archive, sending)["pending"]:
                return ""
            if done < self.pace.attempts:
                self.progress(f"Waiting: {cause or 'the server said later'}")
                self.clock.sleep(self.pace.pause(done))
        return cause

    def _round(self, sending: int) -> str:
        """Try everybody who is pending once; return why it ended early, if it did."""
        waiting = outbox.deliveries(self.archive, sending, "pending")
        free_at = self.clock.monotonic()
        for n, delivery in enumerate(waiting, start=1):
            self.progress(f"Sending {n} of {len(waiting)}")
            self.clock.sleep(max(0.0, free_at - self.clock.monotonic()))
            free_at = self.clock.monotonic() + 60 / (self.pace.per_minute or float("inf"))
            try:
                self._try(delivery)
            except UnreachableError as error:
                return str(error)
        return ""

    def _try(self, delivery: Delivery) -> None:
        """Hand over one message and write down what became of it."""
        tried = delivery.attempts + 1

        def note(state: State, reason: str) -> None:
            now = self.clock.stamp()
            stands = replace(delivery, state=state, reason=reason, attempts=tried, changed=now)
            outbox.update(self.archive, stands)

        outcome = self.session.deliver(
            self.compose(delivery), lambda: note("uncertain", "the run ended before the answer")
        )
        if outcome.state == "pending" and tried >= self.pace.attempts:
            note("failed", f"given up after {counted(tried, 'attempt')}; {outcome.reason}")
        else:
            note(outcome.state, outcome.reason)
