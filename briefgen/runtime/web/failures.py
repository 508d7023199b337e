"""The ways in which asking a web server fails, told apart so that each can be answered differently."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "address", "private", "robots", "dns", "unreachable", "tls", "slow", "large",
    "redirects", "short", "malformed", "gone", "refused", "busy", "server", "client",
]  # fmt: skip
"""What went wrong:

- ``address``: no http or https address, or one with a name and password in it;
- ``private``: it leads to an address that is not public;
- ``robots``: the host's robots.txt asks not to be read there;
- ``dns``: the name is not found; ``unreachable``: nobody takes the connection, or it broke before an answer;
- ``tls``: the certificate does not hold; ``slow``: no answer, or one that drips, for too long;
- ``large``: body, unpacked body or headers above their caps; ``redirects``: a loop, or too many;
- ``short``: the body ended before its length; ``malformed``: no HTTP;
- ``gone``: 404 and 410; ``refused``: 401, 402, 403, 451; ``busy``: 429, and 503 with a Retry-After;
- ``server``: 5xx; ``client``: any other answer that is no success.
"""


class FetchError(Exception):
    """Asking failed: ``kind`` says how, ``reason`` in words, ``retry_after`` when to come again, in seconds."""

    def __init__(self, kind: Kind, reason: str, retry_after: float | None = None) -> None:
        self.kind: Kind = kind
        self.reason = reason
        self.retry_after = retry_after
        super().__init__(reason)
