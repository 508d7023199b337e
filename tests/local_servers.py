"""How a server of the tests runs on 127.0.0.1: a thread for each conversation, at a free port, until it is released."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import contextmanager


class LocalServer(socketserver.ThreadingTCPServer):
    """Listens at a free port; a conversation that hangs waits for ``released``."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, conversation):
        super().__init__(("127.0.0.1", 0), conversation)
        self.released = threading.Event()

    @property
    def port(self):
        return self.server_address[1]


@contextmanager
def serving(server):
    """Let a server serve, and end it with all its conversations."""
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
