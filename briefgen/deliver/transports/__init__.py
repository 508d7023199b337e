"""How results leave the program: into a folder, or message by message to a mail server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

State = Literal["pending", "sent", "failed", "excluded", "uncertain"]
"""What became of one recipient: waiting, accepted by the server, refused for good, not to be sent, or
unknown: the connection broke between the end of the message and the server's answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message with its envelope."""

    sender: str
    """Where bounces go."""
    recipient: str
    """One address."""
    content: bytes = field(repr=False)
    """The message with CRLF line ends, none longer than 998 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one attempt."""

    state: State
    """Pending: it can be tried again."""
    reason: str = ""
    """At which command, and the server's words."""


class UnreachableError(Exception):
    """No session now: the server is away or busy; trying later may help. Nothing was sent."""


class UnusableError(Exception):
    """No session until somebody changes something: login, encryption or name. Nothing was sent."""


class Session(Protocol):
    """A session with a mail server, opened when first needed and again after it broke."""

    def deliver(self, mail: Mail, at_the_end: Callable[[], None]) -> Outcome:
        """Hand over one message.

        ``at_the_end`` is called right before the end of the message is sent: the last moment at
        which it is certain that the server has not accepted it.

        Raises:
            UnreachableError: there is no session now.
            UnusableError: there will be none until something is changed.
        """

    def close(self) -> None:
        """End the session."""
