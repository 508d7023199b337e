"""Real web servers on 127.0.0.1 for the tests: each path of one misbehaves in a way of its own."""

from __future__ import annotations

import gzip
import socket
import socketserver
import time
from contextlib import suppress

from local_servers import LocalServer, serving

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def answer(body, *headers, status="200 OK", kind="text/html; charset=utf-8"):
    """Return a whole answer as bytes."""
    body = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class WebServer(LocalServer):
    """Serves ``pages``, by their paths bytes or a function of the request; faults under ``/fault/…``."""

    def __init__(self, pages=None, context=None):
        super().__init__(_Conversation)
        self.pages = dict(pages or {})
        self.context = context
        self.connections = 0
        self.requests = []
        """Each as (seconds, path, headers)."""

    @property
    def place(self):
        return f"127.0.0.1:{self.port}"

    def at(self, path, scheme="http"):
        return f"{scheme}://{self.place}{path}"

    def asked(self, path):
        """How often a path was asked for."""
        return sum(1 for _, p, _ in self.requests if p == path)


class _Conversation(socketserver.BaseRequestHandler):
    def handle(self):
        self.server.connections += 1
        with suppress(OSError):
            if self.server.context:
                self.request = self.server.context.wrap_socket(self.request, server_side=True)
            self.converse()
        self.request.close()

    def converse(self):
        self.request.settimeout(20)
        data = b""
        while b"\r\n\r\n" not in data:
            more = self.request.recv(65536)
            if not more:
                return
            data += more
        first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        self.server.requests.append((time.monotonic(), path, headers))
        page = self.server.pages.get(path)
        if callable(page):
            page = page(headers)
        if page is None and path.startswith("/fault/"):
            getattr(self, path.split("/")[2].partition("?")[0].replace("-", "_"))()
        else:
            self.request.sendall(page or answer("no such page", status="404 Not Found"))

    def hang(self):
        self.server.released.wait(20)

    def _drip(self, data):
        for _ in range(400):
            self.request.sendall(data)
            if self.server.released.wait(0.05):
                return

    def drip(self):
        self.request.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n")
        self._drip(b"x")

    def drip_headers(self):
        self.request.sendall(b"HTTP/1.1 200 OK\r\n")
        self._drip(b"X: y\r\n")

    def endless(self):
        self.request.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            self.request.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    def endless_plain(self):
        self.request.sendall(HEAD + b"\r\n")
        while True:
            self.request.sendall(b"x" * 65536)

    def ten_gigabytes(self):
        self.request.sendall(HEAD + b"Content-Length: 10000000000\r\n\r\n")
        while True:
            self.request.sendall(b"x" * 65536)

    def bomb(self):
        self.request.sendall(answer(BOMB, "Content-Encoding: gzip"))

    def cut_gzip(self):
        self.request.sendall(answer(gzip.compress(b"text" * 99)[:-12], "Content-Encoding: gzip"))

    def no_gzip(self):
        self.request.sendall(answer(b"plain", "Content-Encoding: gzip"))

    def brotli(self):
        self.request.sendall(answer(b"plain", "Content-Encoding: br"))

    def flood(self):
        self.request.sendall(HEAD)
        while True:
            self.request.sendall(b"X-Flood: " + b"y" * 900 + b"\r\n")

    def long_header(self):
        self.request.sendall(HEAD + b"X: ")
        while True:
            self.request.sendall(b"y" * 65536)

    def wrong_length(self):
        self.request.sendall(HEAD + b"Content-Length: 500\r\n\r\nshort")

    def cut_chunks(self):
        self.request.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n10\r\nshort")

    def silent_end(self):
        self.request.shutdown(socket.SHUT_RDWR)

    def no_http(self):
        self.request.sendall(b"220 mail.example.org ESMTP\r\n\r\n")

    def busy(self):
        self.request.sendall(answer("slowly", "Retry-After: 120", status="429 Too Many Requests"))

    def maintenance(self):
        self.request.sendall(answer("", "Retry-After: 60", status="503 Service Unavailable"))

    def broken(self):
        self.request.sendall(answer("oops", status="500 Internal Server Error"))

    def gone(self):
        self.request.sendall(answer("", status="410 Gone"))

    def refused(self):
        self.request.sendall(answer("", status="403 Forbidden"))

    def loop(self):
        self.request.sendall(answer("", "Location: /fault/loop", status="302 Found"))

    def chain(self):
        number = len(self.server.requests)
        self.request.sendall(answer("", f"Location: /fault/chain?{number}", status="302 Found"))


BOMB = gzip.compress(bytes(200_000_000), compresslevel=9)
"""200 kB that unpack to 200 MB."""


def web_server(pages=None, context=None):
    """Give a web server while it serves."""
    return serving(WebServer(pages, context))
