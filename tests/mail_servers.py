"""Real mail servers on 127.0.0.1 for the tests: one with faults by order, Postfix's sink, aiosmtpd."""

from __future__ import annotations

import os
import shutil
import socket
import socketserver
import ssl
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from local_servers import LocalServer, free_port, serving

FAULTS = {
    "4xx": b"451 4.3.0 try again later\r\n",
    "5xx": b"550 5.1.1 no such mailbox\r\n",
    "421": b"421 4.3.2 closing now\r\n",
}
"""What is answered; ``disconnect`` and ``silence`` answer nothing."""


class FaultyServer(LocalServer):
    """An SMTP server that misbehaves at one phase, from its ``first`` time on and so many ``times``.

    The phases are ``connect``, ``EHLO``, ``MAIL``, ``RCPT``, ``DATA`` and ``end``. With ``recipient``
    only the phases behind RCPT count, and only that one's. With ``accepts`` the message has been
    taken when the fault at the end comes.
    """

    def __init__(  # noqa: PLR0913 - one a property of the fault
        self, phase="", fault="", *, first=1, times=1, recipient=None, accepts=False
    ):
        super().__init__(_Conversation)
        self.phase, self.fault, self.recipient, self.accepts = phase, fault, recipient, accepts
        self.turns = range(first, first + times)
        self.seen = 0
        self.received = []

    def strikes(self, phase, recipient):
        """Whether the fault comes now."""
        if phase != self.phase or self.recipient not in {None, recipient}:
            return False
        self.seen += 1
        return self.seen in self.turns


class _OverError(Exception):
    """The connection ends here."""


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        recipient = None
        with suppress(ConnectionError, _OverError):
            self.answer("connect", None, b"220 faulty\r\n")
            while line := self.rfile.readline():
                verb, _, rest = line.decode().strip().partition(" ")
                if verb.upper() == "QUIT":
                    return
                if verb.upper() == "RCPT":
                    recipient = rest.partition("<")[2].partition(">")[0]
                if verb.upper() != "DATA":
                    self.answer(verb.upper(), recipient, b"250 well\r\n")
                elif self.answer("DATA", recipient, b"354 go on\r\n"):
                    self.take(recipient)

    def take(self, recipient):
        content = b""
        for line in self.rfile:
            if line == b".\r\n":
                break
            content += line
        else:
            raise _OverError  # the connection broke before the end
        if self.server.accepts:
            self.server.received.append((recipient, content))
        if self.answer("end", recipient, b"250 taken\r\n") and not self.server.accepts:
            self.server.received.append((recipient, content))

    def answer(self, phase, recipient, right):
        """Answer rightly and return True, or with the fault of this phase."""
        if not self.server.strikes(phase, recipient):
            self.wfile.write(right)
            return True
        if self.server.fault in FAULTS:
            self.wfile.write(FAULTS[self.server.fault])
        if self.server.fault == "silence":
            self.server.released.wait(30)
        if self.server.fault not in {"4xx", "5xx"}:
            raise _OverError
        return False


def faulty_server(*arguments, **options):
    """Give a server with a fault while it serves."""
    return serving(FaultyServer(*arguments, **options))


def sink_program():
    found = shutil.which("smtp-sink") or shutil.which("smtp-sink", path="/usr/sbin:/sbin")
    return found or pytest.fail("Postfix's smtp-sink is missing: install the package postfix")


@dataclass(frozen=True)
class Sink:
    """Postfix's smtp-sink at work, and the folder with a file for each message it takes."""

    port: int
    folder: Path

    def received(self):
        """Return its whole messages, each with its recipient; the sink's own lines are taken off."""
        found = []
        for path in sorted(self.folder.glob("m.*")):
            head, own, content = path.read_bytes().partition(b"by smtp-sink (smtp-sink)")
            recipient = head.partition(b"X-Rcpt-Args: <")[2].partition(b">")[0].decode()
            message = content.partition(b"(UTC)\n")[2].removesuffix(b"\n")
            if own and message.endswith(b"--\n"):
                found.append((recipient, message.replace(b"\n", b"\r\n")))
        return found


@contextmanager
def sink(*options):
    """Postfix's smtp-sink with some options. Started by root it becomes nobody, who must be let write."""
    port, environment = free_port(), {**os.environ, "TZ": "UTC"}
    user = ("-u", "nobody") if os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        command = [
            sink_program(),
            *user,
            *options,
            "-d",
            f"{folder}/m.",
            f"inet:127.0.0.1:{port}",
            "64",
        ]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment)
        try:
            _wait_for(port, process)
            yield Sink(port, folder)
        finally:
            process.terminate()
            process.communicate(timeout=10)


def _wait_for(port, process):
    for _ in range(200):
        if process.poll() is not None:
            pytest.fail(f"smtp-sink ended: {process.stderr.read().decode()}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail("smtp-sink does not listen")


# aiosmtpd ----------------------------------------------------------------------------------------


class _Keeper:
    """Keeps what arrives."""

    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's call
        self.received += [(r, envelope.original_content) for r in envelope.rcpt_tos]
        self.encrypted = server.transport.get_extra_info("ssl_object") is not None
        self.user = session.auth_data
        return "250 taken"


@contextmanager
def tls_server(folder, *, user="desk", password="open sesame", implicit=False):  # noqa: S107 - opens nothing
    """aiosmtpd with STARTTLS, or with TLS from the start, and a login; it gives port, keeper and certificate."""
    certificate, context = self_signed(folder)
    keeper = _Keeper()

    def check(server, session, envelope, mechanism, login):
        right = (login.login, login.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False, auth_data=user)

    tls = (
        {"ssl_context": context} if implicit else {"tls_context": context, "require_starttls": True}
    )
    controller = Controller(
        keeper,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=check,
        auth_required=True,
        auth_require_tls=not implicit,
        **tls,
    )
    controller.start()
    try:
        yield controller.port, keeper, certificate
    finally:
        controller.stop()


def self_signed(folder):
    """Write a key and a certificate for localhost that signs itself: its file, and a server's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(tz=UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    return certificate, context
