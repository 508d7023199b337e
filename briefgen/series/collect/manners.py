"""How a guest behaves: what robots.txt asks for, one request a second a host, and a host that fails is left alone for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from briefgen.runtime.web import FetchError
from briefgen.runtime.web.client import Client, Fetched
from briefgen.series.collect.state import State

INTERVAL = 1.0
"""Seconds between two requests to one host."""
SLOWEST = 30.0
"""Seconds that a host's Crawl-delay may ask for; with more nothing would ever end."""
_LONGEST = 200_000
"""Bytes of a robots.txt that count; RFC 9309 asks for 500 KiB, which no host of a newspaper needs."""
_STARS = 3
"""Stars in a rule at the most: each multiplies what matching may cost."""
_OPEN = frozenset({"gone", "refused", "client", "redirects", "address", "private"})
"""Without a robots.txt everything may be read (RFC 9309, 2.3.1.3)."""
_OURS = frozenset({"dns", "unreachable", "tls", "slow", "busy", "server"})
"""Failures of a host rather than of one address."""
PAUSES = (0, 10, 60, 360)
"""Minutes that a host is left alone after its first, second, third and any later failure in a row."""
GIVEN_UP = 2
"""Failures of a host in one run after which nothing else is asked of it."""


@dataclass(slots=True)
class _Host:
    next: float = 0.0
    interval: float = INTERVAL
    rules: Protego | None = None
    asked: bool = False
    failures: int = 0
    problem: FetchError | None = None


class Manners:
    """Asks web servers as a guest does; shared by the threads of one run.

    Args:
        client: asks.
        state: knows which hosts are to be left alone.
        now: gives the time, UTC.
        interval: seconds between two requests to one host.
    """

    def __init__(
        self,
        client: Client,
        state: State,
        now: Callable[[], datetime],
        interval: float = INTERVAL,
    ) -> None:
        self._client, self._state, self._now, self._interval = client, state, now, interval
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def get(self, address: str, headers: dict[str, str] | None = None) -> Fetched:
        """Return an answer, asked for when and where that is welcome.

        Raises:
            FetchError: there is none, or it is not welcome.
        """
        host = place_of(address)
        self._see_pause(host)
        try:
            self._admit(address)
            found = self._client.get(
                address, headers, lambda a: self._admit(a) if a != address else None
            )
        except FetchError as error:
            if error.kind in _OURS:
                self._failed(host, error)
            raise
        self._succeeded(host)
        return found

    def _see_pause(self, place: str) -> None:
        """Raise, if a host is left alone for now."""
        known = self._host(place)
        if known.failures >= GIVEN_UP and known.problem:
            raise PostponedError(
                known.problem.kind, f"its host failed before: {known.problem.reason}"
            )
        _, until = self._state.not_before(place)
        if until > stamp(self._now()):
            raise PostponedError("busy", f"its host is left alone until {until}")

    def _failed(self, place: str, error: FetchError) -> None:
        known = self._host(place)
        known.failures += 1
        known.problem = error
        if error.retry_after:
            known.failures = GIVEN_UP
        if known.failures > 1 and not error.retry_after:
            return  # once a run
        failures = self._state.not_before(place)[0] + 1
        pause = timedelta(minutes=PAUSES[min(failures, len(PAUSES)) - 1])
        if error.retry_after:
            pause = max(pause, timedelta(seconds=error.retry_after))
        self._state.put_host(place, failures, stamp(self._now() + pause))

    def _succeeded(self, place: str) -> None:
        known = self._host(place)
        known.failures = 0
        if self._state.not_before(place)[0]:
            self._state.put_host(place, 0, "")

    def _host(self, place: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(place, _Host(interval=self._interval))

    def _admit(self, address: str) -> None:
        """Wait for a host's turn.

        Raises:
            FetchError: its robots.txt asks not to be read there, or cannot be had.
        """
        host = self._host(place_of(address))
        if not host.asked:
            host.asked = True
            self._read_rules(host, address)
        if host.rules and not host.rules.can_fetch(address, self._client.agent):
            raise FetchError("robots", "its robots.txt asks not to be read there")
        self._await_turn(host)

    def _read_rules(self, host: _Host, address: str) -> None:
        parts = urlsplit(address)
        self._await_turn(host)
        try:
            found = self._client.get(f"{parts.scheme}://{parts.netloc}/robots.txt")
        except FetchError as error:
            if error.kind in _OPEN:
                return
            host.asked = False
            told = f"its robots.txt cannot be had: {error.reason}"
            raise FetchError(error.kind, told, error.retry_after) from error
        lines = found.content[:_LONGEST].decode("utf-8", "replace").splitlines()
        text = "\n".join(line for line in lines if line.count("*") <= _STARS)
        host.rules = Protego.parse(text)
        delay = host.rules.crawl_delay(self._client.agent) or 0.0
        host.interval = max(host.interval, min(float(delay), SLOWEST))

    def _await_turn(self, host: _Host) -> None:
        with self._lock:
            turn = max(time.monotonic(), host.next)
            host.next = turn + host.interval
        time.sleep(max(0.0, turn - time.monotonic()))


class PostponedError(FetchError):
    """Nothing was asked: the host is left alone for now."""


def place_of(address: str) -> str:
    """Return host and port of an address, as one is told from another."""
    return urlsplit(address).netloc.lower()


def stamp(moment: datetime) -> str:
    """Return a time to the second, ISO 8601, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
