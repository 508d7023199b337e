"""A session with an SMTP server in which every code is looked at and the phase is always known.

smtplib's convenient calls raise the same exception before and after the end of a message, and its
low-level calls return codes that nobody need look at. Here only a connection that breaks after the
final dot (RFC 5321, 4.1.1.4) makes an outcome ``uncertain``; whatever happens before it leaves the
recipient pending (4xx, broken connections) or fails it alone (5xx).
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from typing import Any

from briefgen.deliver.transports import Mail, Outcome, State, UnreachableError, UnusableError
from briefgen.model.text import safe
from briefgen.profile.tables import SmtpOptions

_Command = Callable[[], tuple[int, bytes]]
PATIENCE = 5
"""How many times longer the answer to a whole message is waited for: servers scan it first, and
giving up early makes it uncertain (RFC 5321, 4.5.3.2.6: 10 minutes, against 5 for a command)."""
_TABLE = "the table delivery.smtp of the profile"
_MOST_WORDS = 200
"""Characters of a server's answer that are kept."""


class SmtpSession:
    """One connection after another to one server; see `briefgen.deliverers.Session`."""

    def __init__(self, options: SmtpOptions, *, password: str = "", name: str) -> None:
        """Keep what is needed; nothing is connected yet.

        Args:
            options: where and how.
            password: for the login, where the options name a user.
            name: what the client calls itself in EHLO: the sender's domain.
        """
        self._options = options
        self._password = password
        self._name = name
        self._server: smtplib.SMTP | None = None

    def deliver(self, mail: Mail, at_the_end: Callable[[], None]) -> Outcome:
        """Hand over one message; see `briefgen.deliverers.Session.deliver`."""
        server = self._server = self._server or self._connect()
        size = [f"size={len(mail.content)}"] if server.has_extn("size") else []
        commands: tuple[tuple[str, tuple[int, ...], _Command], ...] = (
            ("MAIL", (250,), lambda: server.mail(mail.sender, size)),
            ("RCPT", (250, 251, 252), lambda: server.rcpt(mail.recipient)),
            ("DATA", (354,), lambda: server.docmd("DATA")),
        )
        try:
            for phase, right, command in commands:
                code, words = command()
                if code not in right:
                    return self._refused(phase, code, words)
            server.send(_dotted(mail.content))
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Outcome(state="pending", reason=f"before the end: {self._said(error)}")
        try:
            at_the_end()
        except (
            BaseException
        ):  # the message has no end yet: without a connection it is never accepted
            self._server = None
            server.close()
            raise
        return self._end(server)

    def close(self) -> None:
        """Quit, without waiting for a server that does not answer."""
        server, self._server = self._server, None
        if server is None:
            return
        with contextlib.suppress(smtplib.SMTPException, OSError):
            if server.sock is not None:
                server.sock.settimeout(min(1.0, self._options.timeout_seconds))
                server.quit()
        server.close()

    def _end(self, server: smtplib.SMTP) -> Outcome:
        """Send the final dot and return what the server makes of it."""
        try:
            if server.sock is not None:
                server.sock.settimeout(self._options.timeout_seconds * PATIENCE)
            server.send(b".\r\n")
            code, words = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Outcome(state="uncertain", reason=f"after the end: {self._said(error)}")
        if server.sock is not None:
            server.sock.settimeout(self._options.timeout_seconds)
        if code // 100 == 2:  # noqa: PLR2004 - success, whatever its details
            return Outcome(state="sent", reason=f"{code} {self._clean(words)}")
        if code // 100 not in {4, 5}:
            self.close()
            return Outcome(state="uncertain", reason=f"after the end: {code} {self._clean(words)}")
        return self._refused("the message", code, words)

    def _refused(self, phase: str, code: int, words: bytes) -> Outcome:
        """Return what a code other than the right one means, and leave the session ready or closed.

        421 says that the server closes the connection; a code that has no place here leaves unknown
        what comes next, so we close it.
        """
        state: State = "failed" if code // 100 == 5 else "pending"  # noqa: PLR2004 - RFC 5321, 4.2.1
        if code == 421 or code // 100 not in {4, 5} or not self._reset():  # noqa: PLR2004
            self.close()
        return Outcome(state=state, reason=f"{phase}: {code} {self._clean(words)}")

    def _reset(self) -> bool:
        """Return whether the session is ready for the next message."""
        try:
            return self._server is not None and self._server.rset()[0] == 250  # noqa: PLR2004
        except (smtplib.SMTPException, OSError):
            return False

    def _connect(self) -> smtplib.SMTP:
        """Return a connection that is encrypted and logged in as the options ask.

        Raises:
            UnreachableError, UnusableError: there is none, for now or for good.
        """
        try:
            return self._open()
        except smtplib.SMTPResponseException as error:
            message = f"{error.smtp_code} {self._clean(error.smtp_error)}"
            if error.smtp_code // 100 == 5:  # noqa: PLR2004 - refused for good
                raise UnusableError(f"{message}; correct {_TABLE}") from error
            raise UnreachableError(message) from error
        except (smtplib.SMTPServerDisconnected, ssl.SSLEOFError) as error:
            raise UnreachableError(self._said(error)) from error
        except (smtplib.SMTPException, ssl.SSLError) as error:  # what is asked for is not offered
            raise UnusableError(f"{self._said(error)}; correct {_TABLE}") from error
        except OSError as error:
            raise UnreachableError(self._said(error)) from error

    def _open(self) -> smtplib.SMTP:
        options = self._options
        context = None if options.security == "none" else ssl.create_default_context()
        how: dict[str, Any] = {"timeout": options.timeout_seconds, "local_hostname": self._name}
        if options.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                options.host, options.port, context=context, **how
            )
        else:
            server = smtplib.SMTP(options.host, options.port, **how)
        try:
            _greet(server)
            if options.security == "starttls":
                server.starttls(context=context)
                _greet(server)
            if options.user is not None:
                server.login(options.user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _said(self, error: BaseException) -> str:
        """Return an error of the connection in words."""
        if isinstance(error, TimeoutError) or "timed out" in str(error):
            return f"no answer in {self._options.timeout_seconds:g} s"
        return self._clean(str(error)) or type(error).__name__

    def _clean(self, words: bytes | str) -> str:
        """Return a server's words on one line, cut, and without the password if it repeats it."""
        text = safe(words.decode("utf-8", "replace") if isinstance(words, bytes) else words)
        return (text.replace(self._password, "…") if self._password else text)[:_MOST_WORDS]


def _greet(server: smtplib.SMTP) -> None:
    """Say EHLO and see that the server takes it: without one it may refuse every message."""
    code, words = server.ehlo()
    if code != 250:  # noqa: PLR2004 - RFC 5321, 4.1.1.1
        raise smtplib.SMTPHeloError(code, words)


def _dotted(content: bytes) -> bytes:
    """Return a message as it follows DATA: lines that begin with a dot get another (RFC 5321, 4.5.2)."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended)
