"""Connections to public addresses alone, none of which outlives its time.

A name is resolved once; all its addresses are looked at, and the connection goes to one of these and not to the
name, so that DNS which answers otherwise the next time leads nowhere. httpcore asks for its connections here, for
redirects too, and keeps Host and the name in TLS as they are.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

import httpcore

from briefgen.runtime.web.addresses import is_public
from briefgen.runtime.web.failures import FetchError

Resolve = Callable[[str, int], tuple[str, ...]]
"""Gives the addresses of a host's name; raises OSError."""


def resolve_name(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a host by the system's resolver.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(item[4][0]) for item in found))


class Deadline:
    """When everything has to be over, on the monotonic clock, and how long a single wait may be."""

    def __init__(self, total: float, idle: float) -> None:
        self._end = time.monotonic() + total
        self.total, self.idle = total, idle

    def wait(self) -> float:
        """Return for how many seconds may be waited now.

        Raises:
            FetchError: time is over.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.over()
        return min(left, self.idle)

    def over(self) -> FetchError:
        """Return the error of time that is over."""
        if self._end - time.monotonic() > 0:
            return FetchError("slow", f"silent for {self.idle:g} s")
        return FetchError("slow", f"not done after {self.total:g} s")


class Guard(httpcore.NetworkBackend):
    """Makes the connections for one answer.

    Args:
        deadline: for everything together.
        resolve: gives the addresses of a name.
        permitted: hosts with their ports, as in ``localhost:8080``, that may lead to addresses which are not public.
    """

    def __init__(self, deadline: Deadline, resolve: Resolve, permitted: frozenset[str]) -> None:
        self._deadline, self._resolve, self._permitted = deadline, resolve, permitted

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - httpcore's call; the deadline decides
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Return a connection to a public address of a host.

        Raises:
            FetchError: there is none.
        """
        problem: OSError | None = None
        for address in self._addresses(host, port):
            try:
                connected = socket.create_connection((address, port), timeout=self._deadline.wait())
            except OSError as error:
                problem = error
            else:
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return _Stream(connected, self._deadline)
        if isinstance(problem, TimeoutError):
            raise FetchError("slow", f"{host} takes no connection in time") from problem
        raise FetchError("unreachable", f"{host} takes no connection ({_said(problem)})") from problem  # fmt: skip

    def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses of a host, all of which are public."""
        try:
            found: tuple[str, ...] = (str(ip_address(host)),)
        except ValueError:
            found = self._resolved(host, port)
        if f"{host}:{port}" not in self._permitted:
            for address in found:
                if not is_public(ip_address(address)):
                    where = (
                        f"{host} leads to {address}" if host != address else f"{host} is an address"
                    )
                    problem = f"{where}, which is not public; a service of your own is named in allow_private as '{host}:{port}'"
                    raise FetchError("private", problem)
        return found

    def _resolved(self, host: str, port: int) -> tuple[str, ...]:
        """Ask for the addresses of a name, in a thread, for the system's resolver knows no time."""
        answer: list[tuple[str, ...] | Exception] = []

        def ask() -> None:
            try:
                answer.append(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answer.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._deadline.wait())
        if not answer:
            raise FetchError("dns", f"no answer on where {host} is")
        if isinstance(answer[0], Exception) or not answer[0]:
            raise FetchError("dns", f"the name {host} is not found")
        return answer[0]


class _Stream(httpcore.NetworkStream):
    """A connection each of whose waits ends with the deadline."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = connected, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        self._socket.settimeout(self._deadline.wait())
        try:
            return self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise self._deadline.over() from error
        except OSError as error:
            raise httpcore.ReadError(_said(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._socket.settimeout(self._deadline.wait())
        try:
            self._socket.sendall(buffer)
        except TimeoutError as error:
            raise self._deadline.over() from error
        except OSError as error:
            raise httpcore.WriteError(_said(error)) from error

    def close(self) -> None:
        with suppress(OSError):
            self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        self._socket.settimeout(self._deadline.wait())
        try:
            wrapped = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except TimeoutError as error:
            self.close()
            raise self._deadline.over() from error
        except ssl.SSLError as error:
            self.close()
            said = getattr(error, "verify_message", "") or error.reason or str(error)
            raise FetchError("tls", f"no trustworthy encryption ({said})") from error
        except OSError as error:
            self.close()
            raise FetchError("unreachable", f"the connection broke ({_said(error)})") from error
        return _Stream(wrapped, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        if info == "ssl_object":
            return self._socket if isinstance(self._socket, ssl.SSLSocket) else None
        return False if info == "is_readable" else None  # a connection serves one request


def _said(error: OSError | None) -> str:
    return str((error and (error.strerror or error)) or "no address")
