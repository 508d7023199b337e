"""A local page that shows a template's renderings of a sample brief and follows its files.

Served to this machine only: bound to the loopback address, and to requests that name it, so that no
other page can reach it by a name of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from briefgen.errors import BriefgenError, DeliveryError
from briefgen.model import Artifact, Brief
from briefgen.rendering import RenderOptions, page_worker, render
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.environment import built_in_folder
from briefgen.rendering.kit.samples import SAMPLES
from briefgen.rendering.templates import copies_in, find_look
from briefgen.runtime.worker import Worker

LOOPBACK = "127.0.0.1"
PAGE = Path(__file__).parent / "preview.html"
Choice = tuple[str, str]
"""An audience and the name of a sample."""


def stamp_of(folders: Iterable[Path]) -> int:
    """Return a number that changes when a file in some folders is changed, comes or goes."""
    files = [p for folder in folders for p in sorted(folder.rglob("*")) if p.is_file()]
    return hash(tuple((str(p), s.st_mtime_ns, s.st_size) for p in files for s in (p.stat(),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a choice looks like: the last good artifacts, and what is wrong with the newest files."""

    stamp: int = 0
    artifacts: tuple[Artifact, ...] = ()
    error: str = ""


@dataclass(slots=True, kw_only=True)
class Studio:
    """Renders a choice when it is asked for and its files have changed since."""

    audiences: Sequence[str]
    samples: Mapping[str, Callable[[], Brief]]
    folder: Path | None
    worker: Worker
    _shown: dict[Choice, Shown] = field(default_factory=dict)
    _lock: Any = field(default_factory=Lock)

    def show(self, choice: Choice) -> Shown:
        """Return what a choice looks like now; a broken template keeps the last good artifacts."""
        with self._lock:
            last = self._shown.get(choice, Shown())
            stamp = stamp_of(f for f in (built_in_folder(), self.folder) if f)
            if stamp != last.stamp:
                self._shown[choice] = last = self._rendered(choice, stamp, last)
            return last

    def _rendered(self, choice: Choice, stamp: int, last: Shown) -> Shown:
        audience, sample = choice
        try:
            options = RenderOptions(templates=self.folder)
            made = render(self.samples[sample](), [audience], options, worker=self.worker)
        except BriefgenError as error:
            return Shown(stamp=stamp, artifacts=last.artifacts, error=str(error))
        return Shown(stamp=stamp, artifacts=made)


@contextmanager
def open_preview(
    folder: Path | None, names: Sequence[str], port: int, *, watch: bool
) -> Iterator[ThreadingHTTPServer]:
    """Give a server of the preview of some templates, all there are if none is named.

    Raises:
        RenderError: a name is no template.
        DeliveryError: the port is taken.
    """
    chosen = [find_look(folder, name).name for name in names or (*copies_in(folder), *AUDIENCES)]
    with page_worker() as worker:
        studio = Studio(audiences=chosen, samples=SAMPLES, folder=folder, worker=worker)
        try:
            server = make_server(studio, port, watch=watch)
        except OSError as error:
            cause = f"cannot be served ({error.strerror}); choose another --port"
            raise DeliveryError(f"{LOOPBACK}:{port}", cause) from error
        with server:
            yield server


def make_server(studio: Studio, port: int, *, watch: bool) -> ThreadingHTTPServer:
    """Return a server of the preview, bound to the loopback address; port 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """

    class Handler(BaseHTTPRequestHandler):
        """Answers one request."""

        server: ThreadingHTTPServer

        def do_GET(self) -> None:
            """Send the page, the state of a choice, or one of its artifacts."""
            names = {f"{name}:{self.server.server_port}" for name in (LOOPBACK, "localhost")}
            if self.headers.get("Host") not in names:
                self.send_error(HTTPStatus.FORBIDDEN, "this page is for this machine only")
                return
            status, kind, content = answer(studio, self.path, watch=watch)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            self.end_headers()
            with suppress(ConnectionError):  # a page that was left
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing: the page shows what happens."""

    return ThreadingHTTPServer((LOOPBACK, port), Handler)


def answer(studio: Studio, address: str, *, watch: bool) -> tuple[HTTPStatus, str, bytes]:
    """Return the answer to a request for an address: status, media type, content."""
    parts = urlsplit(address)
    asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
    choice = (
        asked.get("audience", studio.audiences[0]),
        asked.get("sample", next(iter(studio.samples))),
    )
    if choice[0] not in studio.audiences or choice[1] not in studio.samples:
        return _missing()
    if parts.path == "/":
        return HTTPStatus.OK, "text/html; charset=utf-8", _page(studio, choice, watch=watch)
    shown = studio.show(choice)
    if parts.path == "/state":
        names = [a.name for a in shown.artifacts]
        state = {"stamp": str(shown.stamp), "error": shown.error, "names": names}
        return HTTPStatus.OK, "application/json", json.dumps(state).encode()
    name = unquote(parts.path).removeprefix("/artifact/")
    found = next((a for a in shown.artifacts if a.name == name), None)
    return (HTTPStatus.OK, found.media_type, found.content) if found else _missing()


def _missing() -> tuple[HTTPStatus, str, bytes]:
    return HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"there is nothing of this name here"


def _page(studio: Studio, choice: Choice, *, watch: bool) -> bytes:
    """Return the page with its lists of audiences and samples, one of each chosen."""
    page = PAGE.read_text(encoding="utf-8")
    for place, names, chosen in (
        ("AUDIENCES", studio.audiences, choice[0]),
        ("SAMPLES", studio.samples, choice[1]),
    ):
        page = page.replace(f"<!-- {place} -->", _options(names, chosen))
    return page.replace('data-watch=""', f'data-watch="{"on" if watch else ""}"').encode()


def _options(names: Iterable[str], chosen: str) -> str:
    return "".join(
        f"<option{' selected' if name == chosen else ''}>{escape(name)}</option>" for name in names
    )
