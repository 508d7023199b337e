"""One request after another for one answer: redirects followed by hand, the body read within its caps."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import urljoin

import certifi
import httpcore

from briefgen.runtime.web.addresses import Target, parse_target
from briefgen.runtime.web.failures import FetchError, Kind
from briefgen.runtime.web.network import Deadline, Guard, Resolve, resolve_name

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GOOD = 200
_UNCHANGED = 304
_KINDS: Mapping[int, Kind] = {
    401: "refused", 402: "refused", 403: "refused", 404: "gone", 410: "gone", 429: "busy", 451: "refused",
}  # fmt: skip
LONGEST_WAIT = 86_400.0
"""Seconds that a Retry-After may ask for."""
_SMALL = 1_000_000
"""Bytes up to which an unpacked body may be as many times its size as it likes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an answer may cost."""

    seconds: float = 60.0
    """For everything together: redirects, headers, body."""
    idle_seconds: float = 20.0
    """For a single wait."""
    body: int = 20_000_000
    """Bytes of a body, as they come and unpacked."""
    ratio: int = 200
    """How many times its size a body above 1 MB may unpack to; pages come to some ten, tables of JSON to fifty."""
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: 200 with a body, or 304 without."""

    asked: str
    """The address that was asked for."""
    address: str
    """The one that answered, behind all redirects."""
    moved: str | None
    """Where it has moved for good, if every redirect says so."""
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    """As they came, without those of the transport."""
    body: bytes
    """As it came: packed where the header Content-Encoding says so."""
    content: bytes
    """Unpacked."""
    at: datetime
    """When the answer was whole, UTC."""

    def header(self, name: str) -> str:
        """Return the first header of a name, whatever its case, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing is new."""
        return self.status == _UNCHANGED


def utc() -> datetime:
    """Return the time, UTC."""
    return datetime.now(tz=UTC)


class Client:
    """Asks web servers; it has no state but its settings, and can be used by several threads.

    Args:
        agent: what it calls itself.
        limits: what an answer may cost.
        permitted: hosts with their ports, as in ``localhost:8080``, that may lead to addresses which are not public.
        resolve: gives the addresses of a name; the system's resolver, if not given.
        trust: files of certificates to trust besides the usual ones.
        now: gives the time that answers are told to be of, UTC.
    """

    def __init__(  # noqa: PLR0913 - one a setting
        self,
        agent: str,
        *,
        limits: Limits = Limits(),
        permitted: Iterable[str] = (),
        resolve: Resolve = resolve_name,
        trust: Iterable[str] = (),
        now: Callable[[], datetime] = utc,
    ) -> None:
        self.agent, self.limits = agent, limits
        self._now = now
        self._permitted = frozenset(permitted)
        self._resolve = resolve
        self._trust = tuple(trust)

    @cached_property
    def _context(self) -> ssl.SSLContext:
        """What TLS trusts; read when the first host is asked by it, for it takes a twelfth of a second."""
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        for file in (certifi.where(), *self._trust):
            context.load_verify_locations(file)
        return context

    def get(
        self,
        address: str,
        headers: Mapping[str, str] | None = None,
        admit: Callable[[str], None] = lambda _: None,
    ) -> Fetched:
        """Return the answer of a web server.

        Args:
            address: http or https.
            headers: more of them, such as If-None-Match.
            admit: is called with each address before it is asked, that of a redirect too; what it raises ends it.

        Raises:
            FetchError: there is no answer to use; it says of which kind the failure is.
        """
        deadline = Deadline(self.limits.seconds, self.limits.idle_seconds)
        target, met, permanent = parse_target(address), set[str](), True
        for _ in range(self.limits.redirects + 1):
            if target.address in met:
                raise FetchError("redirects", f"a loop of redirects at {target.address}")
            met.add(target.address)
            admit(target.address)
            answer = self._ask(target, headers or {}, deadline)
            if isinstance(answer, str):
                onward, kept = answer[1:], answer[0] == "p"
                permanent = permanent and kept
                target = parse_target(onward)
                continue
            moved = target.address if len(met) > 1 and permanent else None
            return _fetched(answer, address, target.address, moved, self._now())
        raise FetchError("redirects", f"more than {self.limits.redirects} redirects")

    def _ask(self, target: Target, headers: Mapping[str, str], deadline: Deadline) -> _Answer | str:
        """Return the answer to one request; of a redirect ``p`` or ``t`` (for good or not) and where it leads."""
        guard = Guard(deadline, self._resolve, self._permitted)
        asked = {
            "Host": target.netloc,
            "User-Agent": self.agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **headers,
        }
        url = httpcore.URL(
            scheme=target.scheme, host=target.host, port=target.port, target=target.path
        )
        context = self._context if target.scheme == "https" else None
        pool = httpcore.ConnectionPool(ssl_context=context, network_backend=guard)
        with _told(target), pool, pool.stream("GET", url, headers=list(asked.items())) as answer:
            given = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in answer.headers)
            named = {key.lower(): value for key, value in reversed(given)}
            if answer.status in _REDIRECTS and named.get("location"):
                mark = "p" if answer.status in _PERMANENT else "t"
                return mark + _onward(target, named["location"])
            _see_status(answer.status, named.get("retry-after", ""))
            if answer.status == _UNCHANGED:
                return _Answer(answer.status, given, b"", b"")
            body, content = self._read(answer.iter_stream(), named)
        return _Answer(answer.status, given, body, content)

    def _read(self, chunks: Iterable[bytes], named: Mapping[str, str]) -> tuple[bytes, bytes]:
        """Return a body as it came, and unpacked."""
        most = self.limits.body
        length = named.get("content-length", "")
        if length.isdigit() and int(length) > most:
            raise FetchError("large", f"{int(length) / 1e6:,.0f} MB, above {most / 1e6:g} MB")
        packing = named.get("content-encoding", "").strip().lower()
        if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise FetchError("malformed", f"packed as '{packing[:40]}', which was not asked for")
        unpack = _Unpacker(self.limits) if packing not in {"", "identity"} else None
        body, content = bytearray(), bytearray()
        for chunk in chunks:
            body += chunk
            if len(body) > most:
                raise FetchError("large", f"more than {most / 1e6:g} MB")
            if unpack:
                content += unpack.more(chunk)
        if unpack is None:
            return bytes(body), bytes(body)
        unpack.end(body)
        return bytes(body), bytes(content)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    content: bytes


def _onward(target: Target, location: str) -> str:
    """Return where a redirect leads."""
    try:
        return urljoin(target.address, location.strip())
    except ValueError as error:
        raise FetchError("address", f"it leads to no web address ({error})") from error


_OF_THE_TRANSPORT = frozenset({"transfer-encoding", "connection", "keep-alive"})


def _fetched(answer: _Answer, asked: str, address: str, moved: str | None, at: datetime) -> Fetched:
    return Fetched(
        asked=asked,
        address=address,
        moved=moved,
        status=answer.status,
        reason="OK" if answer.status == _GOOD else "Not Modified",
        headers=tuple((k, v) for k, v in answer.headers if k.lower() not in _OF_THE_TRANSPORT),
        body=answer.body,
        content=answer.content,
        at=at,
    )


class _Unpacker:
    """Unpacks a body piece by piece, and stops before a bomb has gone off."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._zip = zlib.decompressobj(wbits=47)  # gzip or zlib, by the first bytes
        self._given = self._made = 0

    def more(self, chunk: bytes) -> bytes:
        """Return what a piece unpacks to."""
        self._given += len(chunk)
        most = self._limits.body - self._made + 1
        try:
            made = self._zip.decompress(chunk, most) if not self._zip.eof else b""
        except zlib.error as error:
            raise FetchError("malformed", f"its packing is broken ({error})") from error
        self._made += len(made)
        too_dense = self._made > _SMALL and self._made > self._limits.ratio * self._given
        if too_dense or self._made > self._limits.body or self._zip.unconsumed_tail:
            raise FetchError("large", f"{self._given:,} bytes unpack to more than {self._made:,}")
        return made

    def end(self, body: bytes | bytearray) -> None:
        """See that nothing is missing."""
        if body and not self._zip.eof:
            raise FetchError("short", "its packing ends too early")


def _see_status(status: int, retry_after: str) -> None:
    """Raise what a status means, where it is no success."""
    if status in {_GOOD, _UNCHANGED}:
        return
    wait = _seconds(retry_after)
    kind = _KINDS.get(status) or ("server" if status // 100 == 5 else "client")  # noqa: PLR2004
    if status == 503 and wait is not None:  # noqa: PLR2004 - Service Unavailable
        kind = "busy"
    raise FetchError(kind, f"the server answers {status}", wait)


def _seconds(retry_after: str) -> float | None:
    """Return for how many seconds a Retry-After asks to stay away (RFC 9110, 10.2.3)."""
    if retry_after.strip().isdigit():
        return min(float(retry_after), LONGEST_WAIT)
    try:
        then = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return None
    left = (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(tz=UTC)).total_seconds()
    return min(max(left, 0.0), LONGEST_WAIT)


@contextmanager
def _told(target: Target) -> Iterator[None]:
    """Turn what httpcore raises into our error."""
    try:
        yield
    except httpcore.RemoteProtocolError as error:
        said = str(error)
        if "without sending complete" in said or "incomplete chunked" in said:
            raise FetchError("short", "the body ends before its length") from error
        if "too long" in said:
            raise FetchError("large", "headers above 100 kB") from error
        if "without sending a response" in said:
            raise FetchError("unreachable", f"{target.host} closed without an answer") from error
        raise FetchError("malformed", f"no HTTP that can be read ({said[:100]})") from error
    except (httpcore.NetworkError, httpcore.TimeoutException) as error:
        raise FetchError("unreachable", f"the connection broke ({error})") from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError("malformed", str(error)[:120]) from error
