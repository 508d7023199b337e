"""Which addresses may be asked: http and https without credentials, at hosts on the public internet.

``ipaddress.is_global`` is not asked: it is true for multicast, NAT64 and 6to4, and differs between versions of
Python. The tables below are IANA's registries of special-purpose addresses (RFC 6890 and its updates); of IPv6
nothing but 2000::/3, which is what is assigned, is public at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

import idna

from briefgen.runtime.web.failures import FetchError

_SPECIAL_4 = tuple(
    ip_network(n)
    for n in """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
    192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
    203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
    """.split()
)
_ASSIGNED_6 = ip_network("2000::/3")
_SPECIAL_6 = tuple(
    ip_network(n) for n in "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split()
)
"""Teredo and other protocols, examples, 6to4, AS112; NAT64, mapped, link-local and the like lie outside of 2000::/3."""
LONGEST = 2000
"""Characters of an address."""
WEB_PORTS = frozenset({80, 443})
"""The only ports below 1024 that are asked: the others belong to services that take a request for something else."""
_USUAL = {"http": 80, "https": 443}
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart as it is asked."""

    scheme: str
    host: str
    """In ASCII, lower case, without the brackets of IPv6."""
    port: int
    path: str
    """With the query, in ASCII; no fragment."""

    @property
    def place(self) -> str:
        """Host and port."""
        return f"{self.host}:{self.port}"

    @property
    def netloc(self) -> str:
        """Host and port as they stand in an address and in the header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if _USUAL[self.scheme] == self.port else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.netloc}{self.path}"


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is one of the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_4)
    return (
        address in _ASSIGNED_6
        and address.scope_id is None
        and not any(address in network for network in _SPECIAL_6)
    )


def parse_target(address: str) -> Target:
    """Return an address taken apart.

    Raises:
        FetchError: it is none that may be asked (kind ``address``).
    """
    address = address.strip()
    if len(address) > LONGEST or _UNSAFE.search(address):
        raise _refused(address, "is too long, or has spaces, controls or backslashes in it")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _refused(address, f"is no web address ({error})") from error
    if parts.scheme not in {"http", "https"}:
        raise _refused(address, "is no http or https address")
    if "@" in parts.netloc:
        raise _refused(address, "has a name or password in it")
    if port is None:
        port = _USUAL[parts.scheme]
    if port not in WEB_PORTS and not 1024 <= port <= 65535:  # noqa: PLR2004 - see WEB_PORTS
        raise _refused(address, f"has port {port}, which is no web server's")
    host = _host(parts.hostname or "", address)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|{}^`")
    return Target(parts.scheme, host, port, path + (f"?{query}" if query else ""))


def _host(given: str, address: str) -> str:
    """Return a host in ASCII.

    Raises:
        FetchError: it is missing, no name, or a number that is not written as four decimal ones.
    """
    if ":" in given:
        try:
            found = ip_address(given)
        except ValueError:
            raise _refused(address, "has no valid host") from None
        return str(found)
    try:
        host = idna.encode(given, uts46=True).decode() if not given.isascii() else given
    except idna.IDNAError:
        raise _refused(address, "has no valid host") from None
    host = host.lower().removesuffix(".")
    labels = host.split(".")
    if not re.fullmatch(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,40}", host):
        raise _refused(address, "has no valid host")
    if _NUMBER.fullmatch(labels[-1]):  # resolvers read 127.1, 0x7f.1, 017700000001 and 2130706433
        try:
            return str(IPv4Address(host))
        except ValueError:
            raise _refused(address, "has a number in the place of a host's name") from None
    return host


def _refused(address: str, problem: str) -> FetchError:
    shown = "".join(c if c.isprintable() else "?" for c in address)[:120]
    return FetchError("address", f"'{shown}' {problem}")
