"""A real IMAP server on 127.0.0.1 for the tests: the distribution's dovecot, with a mailbox that tests fill."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import socketserver
import ssl
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from local_servers import LocalServer, free_port, serving
from mail_servers import self_signed

USER, PASSWORD = "desk", "open-sesame"
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
first_valid_uid = {uid}
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
"""


@dataclass(frozen=True)
class Imap:
    """A running dovecot: its ports with STARTTLS and with TLS, its certificate."""

    port: int
    secure: int
    certificate: Path

    @contextmanager
    def client(self):
        context = ssl.create_default_context(cafile=str(self.certificate))
        with imaplib.IMAP4_SSL("localhost", self.secure, ssl_context=context) as client:
            client.login(USER, PASSWORD)
            yield client

    def put(self, mail, folder="INBOX"):
        with self.client() as client:
            if folder != "INBOX":
                client.create(f'"{folder}"')
            status, said = client.append(f'"{folder}"', None, None, mail)
            assert status == "OK", said

    def flags(self, folder="INBOX"):
        """Return what the server says of each mail: whether it was seen, among others."""
        with self.client() as client:
            client.select(folder, readonly=True)
            return client.fetch("1:*", "(FLAGS)")[1]


@contextmanager
def imap_server():
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/sbin")
    if program is None:
        pytest.fail("dovecot is missing: install the package dovecot-imapd")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        certificate, _ = self_signed(folder)
        me = pwd.getpwuid(os.geteuid())
        mine = {"user": me.pw_name, "login": me.pw_name, "uid": me.pw_uid, "gid": me.pw_gid}
        if me.pw_uid == 0:  # mail never belongs to root
            nobody = pwd.getpwnam("nobody")
            mine = {"user": "dovecot", "login": "dovenull", "uid": nobody.pw_uid, "gid": nobody.pw_gid}  # fmt: skip
        for part in ("mail", "home"):
            (folder / part).mkdir()
            os.chown(folder / part, mine["uid"], mine["gid"])
        group = "dovecot" if me.pw_uid == 0 else grp.getgrgid(me.pw_gid).gr_name
        port, secure = free_port(), free_port()
        text = CONFIGURATION.format(
            folder=folder, port=port, secure=secure, certificate=certificate,
            key=folder / "key.pem", password=PASSWORD, group=group, **mine,
        )  # fmt: skip
        (folder / "dovecot.conf").write_text(text)
        process = subprocess.Popen([program, "-F", "-c", folder / "dovecot.conf"])
        try:
            _await(process, secure, folder)
            yield Imap(port, secure, certificate)
        finally:
            process.terminate()
            process.wait(10)


def _await(process, port, folder):
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            context = ssl._create_unverified_context()  # noqa: SLF001, S323 - our own, on this machine
            with imaplib.IMAP4_SSL("127.0.0.1", port, ssl_context=context, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    log = folder / "log"
    pytest.fail(f"dovecot does not listen: {log.read_text() if log.exists() else ''}")


@contextmanager
def dripping(port, after):
    """A way to a server of this machine that hands on so many bytes of its answers, and then one at a time."""

    class Relay(socketserver.BaseRequestHandler):
        def handle(self):
            with socket.create_connection(("127.0.0.1", port)) as server, suppress(OSError):
                threading.Thread(target=self.ask, args=(server,), daemon=True).start()
                left = after
                while data := server.recv(max(1, min(left, 4096))):
                    self.request.sendall(data)
                    left -= len(data)
                    if left <= 0 and self.server.released.wait(0.05):
                        return

        def ask(self, server):
            with suppress(OSError):
                while data := self.request.recv(4096):
                    server.sendall(data)

    with serving(LocalServer(Relay)) as relay:
        yield relay.port
