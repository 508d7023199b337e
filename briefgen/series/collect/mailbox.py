"""A folder of a mailbox, read by IMAP and left as it is: opened read-only (EXAMINE), read without marking (BODY.PEEK).

The server is one that the profile's owner names, like the one that takes the mail, so that it may stand anywhere.
imap-tools connects, logs in and names folders; the mails themselves are asked for as bytes, for it gives them parsed.
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from hashlib import sha256
from threading import Timer
from typing import Any

import imap_tools
from imap_tools import BaseMailBox

from briefgen.errors import ConfigError
from briefgen.model.text import printed
from briefgen.profile.collecting import MailboxOptions
from briefgen.runtime.credentials import find_secret
from briefgen.runtime.web import FetchError

_SIZE = re.compile(
    rb"UID (\d{1,20})\b.{0,200}?RFC822\.SIZE (\d{1,20})|RFC822\.SIZE (\d{1,20})\b.{0,200}?UID (\d{1,20})",
    re.DOTALL,
)
_LONGEST_HEADER = 65_536
"""Bytes of a mail in which its subject, day and id are looked for."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it came."""

    uid: int
    content: bytes
    key: str
    """What makes it one: its Message-ID, or the hash of its bytes."""
    subject: str
    date: str | None
    """ISO 8601."""


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder."""

    box: BaseMailBox
    validity: int
    """Its UIDVALIDITY: with another one all its numbers are others (RFC 9051, 2.3.1.1)."""
    clock: _Clock

    def after(self, mark: str) -> list[int]:
        """Return the numbers of its mails behind a mark, the first one first."""
        validity, _, last = mark.partition(":")
        start = int(last) + 1 if validity == str(self.validity) and last.isdigit() else 1
        with self.clock.told():
            found = self.box.uids(f"UID {start}:*")
        return sorted(int(uid) for uid in found if uid.isdigit() and int(uid) >= start)

    def mark(self, uid: int) -> str:
        """Return the mark of what is read up to a mail."""
        return f"{self.validity}:{uid}"

    def size(self, uid: int) -> int:
        """Return the size of a mail in bytes; 0 where it is not there any more."""
        with self.clock.told():
            _, rows = self.box.client.uid("fetch", str(uid), "(UID RFC822.SIZE)")
        found = next((m for r in rows if isinstance(r, bytes) and (m := _SIZE.search(r))), None)
        return int(found[2] or found[3]) if found else 0

    def read(self, uid: int) -> Mail | None:
        """Return a mail; None where it is not there any more."""
        with self.clock.told():
            _, rows = self.box.client.uid("fetch", str(uid), "(UID BODY.PEEK[])")
        content = next((row[1] for row in rows if isinstance(row, tuple)), None)
        return mail_of(uid, content) if content else None


class _Clock:
    """Ends a connection when its time is over: a server that drips is never silent for as long as a timeout."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._over = seconds, False
        self._line: socket.socket | None = None
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def watch(self, connection: socket.socket) -> None:
        """Begin to count, for a connection that was just made."""
        self._line = socket.fromfd(connection.fileno(), connection.family, connection.type)
        self._timer.start()

    def _cut(self) -> None:
        self._over = True
        with suppress(OSError):
            if self._line:
                self._line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Count no longer."""
        self._timer.cancel()
        if self._line:
            self._line.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what IMAP raises into our error, and all that a cut connection raises into one."""
        try:
            with _told():
                yield
        except FetchError as error:
            if self._over:
                why = f"its server takes longer than {self._seconds:g} s"
                raise FetchError("slow", why) from error
            raise


class _Watched(imaplib.IMAP4):
    """A connection that a clock watches before the server has said its first word."""

    def __init__(self, clock: _Clock, *where: Any, **more: Any) -> None:
        self._clock = clock
        super().__init__(*where, **more)

    def open(self, *where: Any, **more: Any) -> None:
        super().open(*where, **more)
        self._clock.watch(self.sock)


class _WatchedTls(_Watched, imaplib.IMAP4_SSL):
    pass


class _Box(BaseMailBox):
    """imap-tools' ways with a connection of ours."""

    def __init__(self, options: MailboxOptions, silent: float, clock: _Clock) -> None:
        self._options, self._silent, self._clock = options, silent, clock
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        context = ssl.create_default_context()
        where = (self._clock, self._options.host, self._options.port)
        if self._options.security == "tls":
            return _WatchedTls(*where, ssl_context=context, timeout=self._silent)
        client = _Watched(*where, timeout=self._silent)
        client.starttls(context)
        return client


@contextmanager
def open_folder(options: MailboxOptions, silent: float, seconds: float) -> Iterator[Folder]:
    """Give a folder of a mailbox, read-only; its server may be silent for so long, and take so long in all.

    Raises:
        FetchError: there is no password, no connection, no such folder, or the login is refused.
    """
    try:
        password = find_secret("imap_password", options.name)
    except ConfigError as error:
        raise FetchError("refused", error.problems[0]) from error
    with closing(_Clock(seconds)) as clock:
        with clock.told():
            box = _Box(options, silent, clock)
            try:
                _log_in(box, options.user, password)
                box.folder.set(options.folder, readonly=True)
                validity = box.folder.status(options.folder, ["UIDVALIDITY"])["UIDVALIDITY"]
            except BaseException:
                box.client.shutdown()
                raise
        try:
            yield Folder(box, validity, clock)
        finally:
            try:
                box.client.logout()
            except (imaplib.IMAP4.error, OSError):
                box.client.shutdown()


def _log_in(box: BaseMailBox, user: str, password: str) -> None:
    try:
        box.login_utf8(user, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (imap_tools.ImapToolsError, imaplib.IMAP4.error) as error:
        raise FetchError("refused", "the login is refused; see user and password") from error


@contextmanager
def _told() -> Iterator[None]:
    """Turn what IMAP raises into our error."""
    try:
        yield
    except imap_tools.MailboxFolderSelectError as error:
        raise FetchError("gone", "it has no such folder") from error
    except (imap_tools.ImapToolsError, imaplib.IMAP4.error) as error:
        said = " ".join(str(error).split())[:120]
        raise FetchError("malformed", f"no IMAP as it should be ({said})") from error
    except TimeoutError as error:
        raise FetchError("slow", "its server does not answer") from error
    except ssl.SSLError as error:
        said = getattr(error, "verify_message", "") or error.reason or str(error)
        raise FetchError("tls", f"no trustworthy encryption ({said})") from error
    except socket.gaierror as error:
        raise FetchError("dns", "the name of its server is not found") from error
    except OSError as error:
        said = error.strerror or str(error)
        raise FetchError("unreachable", f"its server takes no connection ({said})") from error


def mail_of(uid: int, content: bytes) -> Mail:
    """Return a mail with what its header says of it."""
    header = BytesHeaderParser(policy=compat32).parsebytes(content[:_LONGEST_HEADER])
    identity = " ".join(str(header.get("Message-ID") or "").split())[:500]
    try:
        subject = str(make_header(decode_header(str(header.get("Subject") or ""))))
    except (ValueError, LookupError):
        subject = str(header.get("Subject"))
    try:
        date = parsedate_to_datetime(str(header.get("Date"))).date().isoformat()
    except (ValueError, TypeError):
        date = None
    key = f"mail {identity}" if identity else f"mail {sha256(content).hexdigest()}"
    return Mail(uid, content, key, printed(subject)[:300], date)
