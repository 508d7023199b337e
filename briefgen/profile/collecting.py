"""The keys of a profile under ``[collect]``: what is read from the network into a series' inbox."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal
from urllib.parse import quote

from annotated_types import Ge, Gt, Le

from briefgen.model import STRICT
from briefgen.runtime.web import FetchError, parse_target


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOptions:
    """A feed: RSS, Atom or JSON Feed."""

    __pydantic_config__ = STRICT

    address: str
    """Its http or https address."""
    name: str = ""
    """What the table of sources calls it; the feed's own title, if not given."""
    pages: bool = True
    """Whether the page of an entry is asked for where the feed has only its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPage:
    """A single page, kept whenever it says something else."""

    __pydantic_config__ = STRICT

    address: str
    """Its http or https address."""
    name: str = ""
    """What the table of sources calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionOptions:
    """A page that links to articles."""

    __pydantic_config__ = STRICT

    address: str
    """Its http or https address."""
    links: str
    """Regular expression; a link is an article where it is found in the link's whole address."""
    name: str = ""
    """What the table of sources calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxOptions:
    """A folder of a mailbox, read by IMAP and left as it is."""

    __pydantic_config__ = STRICT

    name: str
    """What the table of sources calls it; its password can be kept under this name."""
    host: str
    """The server's name."""
    user: str
    """Name to log in with; the password is a secret and stands elsewhere."""
    folder: str = "INBOX"
    """The folder to read."""
    port: Annotated[int, Ge(1), Le(65535)] = 993
    """Its port: 993 with TLS, 143 with STARTTLS."""
    security: Literal["tls", "starttls"] = "tls"
    """How the connection is encrypted."""

    @property
    def address(self) -> str:
        """Server and folder as an address (RFC 5092)."""
        return f"imap://{self.host}:{self.port}/{quote(self.folder, safe='/')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectOptions:
    """What is read from the network, and how."""

    __pydantic_config__ = STRICT

    feeds: tuple[FeedOptions, ...] = ()
    """Feeds."""
    pages: tuple[WatchedPage, ...] = ()
    """Single pages."""
    sections: tuple[SectionOptions, ...] = ()
    """Pages whose links are articles."""
    mailboxes: tuple[MailboxOptions, ...] = ()
    """Mailboxes."""
    opml: str | None = None
    """An OPML file with more feeds, seen from the profile's folder."""
    before_run: bool = True
    """Whether ``briefgen run`` collects first, where there is something to collect from."""
    watch_days: Annotated[int, Ge(0), Le(60)] = 3
    """For so many days an article is asked for again, once a day, whether it has changed."""
    most: Annotated[int, Ge(1), Le(2000)] = 200
    """Articles of one source at the most, each time; the others wait for the next time."""
    seconds: Annotated[float, Gt(0), Le(600)] = 60.0
    """How long one answer may take, with all redirects."""
    allow_private: tuple[str, ...] = field(default_factory=tuple)
    """Hosts with their ports, as in ``feeds.intern:8080``, that may lead to addresses which are not public."""


def collect_problems(collect: Mapping[str, Any]) -> Iterator[str]:
    """Yield addresses that cannot be asked, patterns that are none, and what is named twice."""
    for kind in ("feeds", "pages", "sections"):
        for where, one in _named(collect, kind):
            try:
                parse_target(str(one.get("address", "http://missing.example/")))
            except FetchError as error:
                yield f"{where}.address: {error.reason}; name an http or https address"
        addresses = [str(one.get("address")) for _, one in _named(collect, kind)]
        for address in sorted({a for a in addresses if addresses.count(a) > 1}):
            yield f"collect.{kind}: '{address}' is named twice; keep one of them"
    for where, one in _named(collect, "sections"):
        try:
            re.compile(str(one.get("links", "")))
        except re.error as error:
            yield f"{where}.links: no regular expression ({error}); correct it"
    names = [str(one.get("name")) for _, one in _named(collect, "mailboxes")]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield f"collect.mailboxes: the name '{name}' is given twice; names must differ"
    places = collect.get("allow_private")
    for place in places if isinstance(places, list) else ():
        if not names_a_port(str(place)):
            yield f"collect.allow_private: '{place}' is no host with its port; write it as in feeds.intern:8080"


def names_a_port(place: str) -> bool:
    """Return whether a text is a host with its port, as in ``feeds.intern:8080``."""
    return re.fullmatch(r"[^\s/@]+:\d+", place) is not None


def _named(collect: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the tables of a kind, each with where it stands."""
    found = collect.get(kind)
    for n, one in enumerate(found if isinstance(found, list) else ()):
        if isinstance(one, dict):
            yield f"collect.{kind}[{n}]", one
