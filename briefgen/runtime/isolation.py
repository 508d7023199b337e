"""How a process that reads foreign bytes leaves the network.

Where the kernel lets it, the process gets a network of its own in which there is nothing, not even
itself: what a parser tries, in Python or in C, reaches nobody. Where the kernel does not (some
containers forbid new namespaces, other systems have none), Python's sockets are taken away, which holds
for everything that is written in Python; parsers in C (lxml, expat, PDFium) are called so that they
fetch nothing by themselves.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from typing import Any, Literal, NoReturn

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
"""See unshare(2)."""


def leave_network() -> Literal["kernel", "python"]:
    """Cut this process off from any network, and return who holds it to that."""
    held: Literal["kernel", "python"] = "kernel" if _unshare() else "python"
    socket.socket = _NoSocket  # type: ignore[misc]
    for name in ("create_connection", "socketpair", "getaddrinfo", "gethostbyname"):
        setattr(socket, name, _refuse)
    return held


class _NoSocket(socket.socket):
    """What Python's sockets become: modules may still derive classes of it, none can be opened."""

    def __init__(self, *_: Any, **__: Any) -> None:
        _refuse()


def _unshare() -> bool:
    """Return whether the kernel gave this process an empty network of its own."""
    if sys.platform != "linux":
        return False
    libc: Any = ctypes.CDLL(None, use_errno=True)
    flags = CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWUSER | CLONE_NEWNET
    return bool(libc.unshare(flags) == 0 or libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0)


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise PermissionError("a process that reads foreign bytes has no network")
