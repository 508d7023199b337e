"""A mailbox is read by IMAP from a real server, each mail once, and left as it was."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from local_servers import free_port
from mail_boxes import PASSWORD, dripping, imap_server

from briefgen.profile.collecting import CollectOptions, MailboxOptions
from briefgen.profile.tables import ReadingOptions
from briefgen.series.collect import state as states
from briefgen.series.collect.mailbox import mail_of
from briefgen.series.collect.order import CollectOrder, collect
from briefgen.sources.readers import read_sources

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def mail(number, *, text="", identity=True):
    message = EmailMessage()
    message["From"] = "Alda Courier <news@alda.example>"
    message["To"] = "desk@example.org"
    message["Subject"] = f"Ships wait, Bericht Nº {number}"
    message["Date"] = "Tue, 03 Mar 2026 09:00:00 +0000"
    if identity:
        message["Message-ID"] = f"<{number}@alda.example>"
    message.set_content(
        text
        or f"Fourteen ships with grain wait off Port Alda, the harbour office said in case {number}.\n\nTwo of five piers were closed on Monday after a crane had fallen into the basin.\n"
    )
    return message.as_bytes().replace(b"\n", b"\r\n")


@pytest.fixture(scope="module")
def server():
    with imap_server() as running:
        yield running


@pytest.fixture
def desk(server, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    monkeypatch.setenv("BRIEFGEN_IMAP_PASSWORD", PASSWORD)
    folder = tmp_path.name

    class Desk:
        box = MailboxOptions(
            name="News desk", host="localhost", user="desk", port=server.secure, folder=folder
        )
        reading = ReadingOptions()
        most = 200
        seconds = 5

        def put(self, *mails):
            for one in mails:
                server.put(one, folder)

        def collect(self):
            options = CollectOptions(mailboxes=(self.box,), seconds=self.seconds, most=self.most)
            order = CollectOrder(
                inbox=tmp_path / "inbox", options=options, reading=self.reading, now=lambda: NOW
            )
            return collect(order)

        def state(self):
            (source,) = states.read_sources(tmp_path / "inbox")
            return source.state, source.reason

        def documents(self):
            documents, skipped = read_sources([tmp_path / "inbox"])
            assert skipped == ()
            return documents

    return Desk()


def test_each_mail_comes_once_and_stays_as_it_was(server, desk):
    desk.put(mail(1), mail(2), mail(3, identity=False))
    assert desk.collect().count("new") == 3
    documents = desk.documents()
    assert {d.reader for d in documents} == {"warc/mail"}
    assert sorted(d.declared.title for d in documents) == [f"Ships wait, Bericht Nº {n}" for n in (1, 2, 3)]  # fmt: skip
    assert {d.declared.read_at for d in documents} == {"2026-03-04T12:00:00Z"}
    assert all(f.startswith(b"") and b"Seen" not in f for f in server.flags(desk.box.folder))
    desk.put(mail(4))
    assert desk.collect().count("new") == 1
    assert desk.collect().count("new") == 0
    assert (len(desk.documents()), desk.state()) == (4, ("unchanged", ""))


def test_starttls_and_a_limit_of_mails_at_a_time(server, desk):
    desk.box = replace(desk.box, port=server.port, security="starttls")
    desk.most = 2
    desk.put(*(mail(n) for n in range(5)))
    assert [desk.collect().count("new") for _ in range(4)] == [2, 2, 1, 0]
    assert len(desk.documents()) == 5


def test_a_mail_that_stands_twice_comes_once_and_one_that_is_too_large_is_told(desk):
    desk.reading = ReadingOptions(max_megabytes=0.05)
    desk.put(mail(1), mail(1), mail(2, text="Fourteen ships wait. " * 5000), mail(3))
    report = desk.collect()
    assert [(e.kind, e.why) for e in report.events if e.kind != "new"] == [
        ("failed", "0.1 MB, above 0.05 MB")
    ]
    assert len(desk.documents()) == 2
    assert desk.collect().events == []


def test_a_folder_whose_numbers_are_new_repeats_nothing(server, desk):
    desk.put(mail(1), mail(2))
    desk.collect()
    with server.client() as client:
        client.delete(desk.box.folder)
    desk.put(mail(2), mail(3))
    assert desk.collect().count("new") == 1
    assert len(desk.documents()) == 3


def test_what_is_wrong_with_a_mailbox_is_told(server, desk, monkeypatch, tmp_path):
    desk.put(mail(1))
    whole = desk.box
    desk.box = replace(whole, folder="Nowhere")
    desk.collect()
    assert desk.state() == ("gone", "it has no such folder")
    for change, state, words in (
        ({"port": free_port()}, "broken", "takes no connection"),
        ({"host": "127.0.0.2", "port": server.secure}, "broken", "takes no connection|encryption"),
        ({"host": "no-such-host.invalid"}, "broken", "not found"),
    ):
        desk.box = replace(whole, **change)
        report = desk.collect()
        assert report.failed
        assert report.sources[0].state == state
        assert any(w in report.sources[0].reason for w in words.split("|"))
    desk.box = whole
    monkeypatch.setenv("BRIEFGEN_IMAP_PASSWORD_NEWS_DESK", "wrong")
    report = desk.collect()
    assert (report.sources[0].state, report.sources[0].reason) == ("blocked", "the login is refused; see user and password")  # fmt: skip
    monkeypatch.delenv("BRIEFGEN_IMAP_PASSWORD_NEWS_DESK")
    monkeypatch.delenv("BRIEFGEN_IMAP_PASSWORD")
    assert "no imap password: set BRIEFGEN_IMAP_PASSWORD" in desk.collect().sources[0].reason
    monkeypatch.setenv("BRIEFGEN_IMAP_PASSWORD", PASSWORD)
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "self-signed" in desk.collect().sources[0].reason


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_drips_is_left_when_its_time_is_over_and_the_rest_comes_the_next_time(
    server, desk, security
):
    desk.put(mail(1), mail(2, text="Fourteen ships wait.\n" * 5000), mail(3))
    real = server.secure if security == "tls" else server.port
    desk.seconds = 0.2
    for after, brought in ((0, 0), (2_000, 0), (12_000, 1)):
        with dripping(real, after) as port:
            desk.box = replace(desk.box, port=port, security=security)
            began = time.monotonic()
            assert desk.collect().count("new") == brought
            assert time.monotonic() - began < 5
        state, reason = desk.state()
        assert state == "broken"
        assert reason in {"its server takes longer than 2 s", "its server does not answer"}
    desk.box = replace(desk.box, port=real)
    desk.seconds = 5
    assert desk.collect().count("new") == 2
    assert len(desk.documents()) == 3


@pytest.mark.parametrize(
    "content",
    [b"", b"no header", b"Subject: =?utf-8?b?????=\r\n\r\n", b"Subject: =?x-none?q?a?=\r\nDate: never\r\n\r\n",
     b"Message-ID: <" + b"x" * 99_999, b"\xff\xfe\r\n: \r\n\r\n", b"Date: Tue, 99 Mar 2026 99:99:99 +9999\r\n\r\n"],
)  # fmt: skip
def test_any_header_gives_a_key(content):
    assert mail_of(1, content).key
