"""`briefgen send` with real servers: Postfix's smtp-sink and aiosmtpd; killed, refused, and gone on with."""

import email
import email.policy
import random
import re
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
from builders import ROOT
from local_servers import free_port
from mail_servers import faulty_server, sink, tls_server

from briefgen.deliver import outbox
from briefgen.deliver.transports import UnreachableError, UnusableError
from briefgen.deliver.transports.smtp import SmtpSession
from briefgen.profile.tables import SmtpOptions
from briefgen.series.archive import read_archive

ARTICLE = (
    "Dockers at Port Alda stayed away from work for a third day on Monday, the harbour office said.\n\n"
    "The union asks for a wage rise of nine percent, a speaker said on Monday in Port Alda.\n"
)
PROFILE = """title = "Port Alda: weekly brief"
marking = "{marking}"

[delivery]
sender = "Alda Desk <desk@example.org>"
{more}

[delivery.smtp]
host = "{host}"
port = {port}
security = "{security}"
timeout_seconds = 30
backoff_seconds = 0.1
attempts = 3
{smtp}

[[delivery.lists]]
name = "board"
file = "readers.csv"
{board}
"""


class Series:
    """A series' folder with an edition, ready to send."""

    def __init__(self, folder, run):
        self.folder, self.program = folder, run
        (folder / "inbox").mkdir(parents=True, exist_ok=True)
        (folder / "inbox" / "a.txt").write_text(ARTICLE)
        self.readers("lena@example.org,Lena Marsh")

    def profile(self, port=1, **values):
        known = {
            "marking": "TLP:CLEAR",
            "more": "",
            "host": "127.0.0.1",
            "security": "none",
            "smtp": "",
            "board": "",
        }
        (self.folder / "briefgen.toml").write_text(PROFILE.format(port=port, **{**known, **values}))

    def readers(self, *rows, head="address,name"):
        (self.folder / "readers.csv").write_text("\n".join([head, *rows]) + "\n")

    def build(self):
        done = self.run(
            "build",
            "inbox",
            "-p",
            "briefgen.toml",
            "--as-of",
            "2026-03-04",
            "--audience",
            "executive",
        )
        assert done.returncode == 0, done.stderr
        return self.brief

    @property
    def brief(self):
        return next(self.folder.glob("output/*/brief.json"))

    def run(self, *arguments, **environment):
        return self.program(*arguments, cwd=self.folder, PYTHONPATH=str(ROOT), **environment)

    def send(self, *arguments, **environment):
        return self.run("send", self.brief, *arguments, **environment)

    @property
    def archive(self):
        return next(self.folder.glob("*.briefgen.sqlite"))

    def stands(self, sending=1):
        with read_archive(self.archive) as archive:
            return {d.address: d.state for d in outbox.deliveries(archive, sending)}


@pytest.fixture(scope="module")
def built_series(tmp_path_factory, run):
    series = Series(tmp_path_factory.mktemp("alda"), run)
    series.profile()
    series.build()
    return series


@pytest.fixture
def series(built_series, tmp_path, run):
    """A fresh copy of a series with one edition."""
    shutil.copytree(built_series.folder, tmp_path / "series")
    return Series(tmp_path / "series", run)


# Postfix's sink ----------------------------------------------------------------------------------


def test_what_arrives_at_postfix_is_whole(series, tmp_path):
    unsubscribe = f"https://example.org/{'u' * 300}?a={{address}}"
    with sink() as server:
        series.profile(server.port, more=f'unsubscribe = "{unsubscribe}"\none_click = true')
        done = series.send()
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith(": 1 sent\n")
        received = server.received()
    [(recipient, content)] = received
    assert recipient == "lena@example.org"
    arrived = email.message_from_bytes(content, policy=email.policy.default)
    kinds = [part.get_content_type() for part in arrived.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "application/pdf"]
    whole = f"<https://example.org/{'u' * 300}?a=lena%40example.org>"
    assert arrived["List-Unsubscribe"] == whole
    assert f"List-Unsubscribe: {whole}\r\n".encode() in content
    html = arrived.get_body(["html"])
    assert html.get_content_charset() == "utf-8"
    assert re.search(r"<(td|p|h1)[^>]* style=", html.get_content())
    assert "<link" not in html.get_content()
    assert "Dockers at Port Alda stayed away" in arrived.get_body(["plain"]).get_content()


def test_the_pdf_that_arrives_is_the_one_that_render_writes(series, tmp_path):
    series.run("render", series.brief, "--audience", "public", "-o", tmp_path / "again")
    with sink() as server:
        series.profile(server.port)
        series.send()
        received = server.received()
    arrived = email.message_from_bytes(received[0][1], policy=email.policy.default)
    attached = next(arrived.iter_attachments())
    assert attached.get_content() == (tmp_path / "again" / "public.pdf").read_bytes()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("-r", "CONNECT"), UnreachableError),
        (("-f", "CONNECT"), UnusableError),
        (("-q", "EHLO"), UnreachableError),
        (("-Q", "EHLO"), UnreachableError),
        (("-r", "MAIL"), "pending"),
        (("-f", "RCPT"), "failed"),
        (("-q", "RCPT"), "pending"),
        (("-Q", "DATA"), "pending"),
        (("-r", "."), "pending"),
        (("-f", "."), "failed"),
        (("-q", "."), "uncertain"),
        (("-W", "DATA:9"), "pending"),
        (("-W", ".:9"), "uncertain"),
    ],
    ids=str,
)
def test_postfix_faults_end_in_the_right_state(options, expected, tmp_path):
    from briefgen.deliver.transports import Mail

    mail = Mail(
        sender="a@example.org", recipient="b@example.org", content=b"Subject: x\r\n\r\nx\r\n"
    )
    with sink(*options) as server:
        how = SmtpOptions(host="127.0.0.1", port=server.port, security="none", timeout_seconds=0.3)
        session = SmtpSession(how, name="example.org")
        if isinstance(expected, str):
            assert session.deliver(mail, lambda: None).state == expected
        else:
            with pytest.raises(expected):
                session.deliver(mail, lambda: None)
        session.close()


# aiosmtpd: encryption and login ------------------------------------------------------------------


@pytest.mark.filterwarnings(
    "ignore:Requiring AUTH"
)  # aiosmtpd's, though TLS is there from the start
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_encrypted_and_logged_in(series, tmp_path, security):
    with tls_server(tmp_path, implicit=security == "tls") as (port, keeper, certificate):
        series.profile(port, security=security, smtp='user = "desk"', host="localhost")
        secrets = {"SSL_CERT_FILE": str(certificate), "BRIEFGEN_SMTP_PASSWORD": "open sesame"}
        done = series.send(**secrets)
    assert (done.returncode, done.stderr) == (0, "")
    [(recipient, content)] = keeper.received
    assert recipient == "lena@example.org"
    assert email.message_from_bytes(content)["Message-ID"]
    assert keeper.encrypted
    assert keeper.user == "desk"


def test_a_refused_login_ends_the_sending_and_shows_no_password(series, tmp_path):
    with tls_server(tmp_path) as (port, keeper, certificate):
        series.profile(port, security="starttls", smtp='user = "desk"')
        done = series.send(SSL_CERT_FILE=str(certificate), BRIEFGEN_SMTP_PASSWORD="s3cret-w0rd")  # noqa: S106
    assert done.returncode == 10
    assert "1 pending" in done.stderr
    assert "535" in done.stderr
    assert "s3cret-w0rd" not in done.stdout + done.stderr
    assert series.stands() == {"lena@example.org": "pending"}
    assert keeper.received == []
    assert b"s3cret-w0rd" not in series.archive.read_bytes()


def test_a_certificate_nobody_vouches_for_is_refused(series, tmp_path):
    with tls_server(tmp_path) as (port, keeper, _):
        series.profile(port, security="starttls", smtp='user = "desk"')
        done = series.send(BRIEFGEN_SMTP_PASSWORD="open sesame")  # noqa: S106
    assert done.returncode == 10
    assert "certificate verify failed" in done.stderr
    assert keeper.received == []


def test_a_missing_password_is_told_before_anything_is_frozen(series):
    series.profile(security="starttls", smtp='user = "desk"')
    done = series.send()
    assert done.returncode == 3
    assert "set BRIEFGEN_SMTP_PASSWORD or BRIEFGEN_SMTP_PASSWORD_FILE" in done.stderr
    assert not list(series.folder.glob("*.briefgen.sqlite")) or series.stands() == {}


def test_a_secret_comes_from_a_file_too(series, tmp_path):
    (tmp_path / "password").write_text("open sesame\n")
    with tls_server(tmp_path) as (port, keeper, certificate):
        series.profile(port, security="starttls", smtp='user = "desk"')
        secrets = {
            "SSL_CERT_FILE": str(certificate),
            "BRIEFGEN_SMTP_PASSWORD_FILE": str(tmp_path / "password"),
        }
        assert series.send(**secrets).returncode == 0
    assert len(keeper.received) == 1


# Guards ------------------------------------------------------------------------------------------


def refused(series, *says, arguments=(), **profile):
    """See that an edition is not sent, with nobody connected to."""
    with faulty_server() as server:
        series.profile(server.port, **profile)
        done = series.send(*arguments)
    assert done.returncode == 9, done.stderr
    assert [part for part in says if part not in done.stderr] == []
    assert server.received == []


def test_an_edition_goes_to_an_address_once(series, tmp_path):
    with sink() as server:
        series.profile(server.port)
        assert series.send().returncode == 0
        again = series.send()
        other = series.send("--to", series.folder / "readers.csv", "--audience", "executive")
        received = server.received()
    assert (again.returncode, other.returncode) == (9, 9)
    assert "nobody is left to send it to" in again.stderr
    assert len(received) == 1


def test_who_is_new_in_the_list_gets_it_and_nobody_else(series, tmp_path):
    with sink() as server:
        series.profile(server.port)
        series.send()
        series.readers("lena@example.org,Lena", "new@example.org,New")
        done = series.send()
        received = server.received()
    assert done.stdout.endswith(": 2 sent, 1 excluded\n")
    assert sorted(r for r, _ in received) == ["lena@example.org", "new@example.org"]


def test_an_edition_without_a_sign_off_is_refused_where_the_profile_asks_for_one(series):
    refused(series, "nobody has signed it off", more="sign_off = true")


@pytest.fixture
def amber(tmp_path, run):
    """A series whose edition is marked TLP:AMBER."""
    made = Series(tmp_path / "amber", run)
    made.profile(marking="TLP:AMBER")
    made.build()
    return made


def test_a_marking_above_a_ceiling_stops_the_sending(amber):
    says = ("marked TLP:AMBER, and the audience 'public' gets TLP:CLEAR at the most",)
    refused(amber, *says, marking="TLP:AMBER", board='ceiling = "TLP:RED"')
    says = ("marked TLP:AMBER, and the list 'board' gets TLP:CLEAR at the most",)
    refused(amber, *says, marking="TLP:AMBER", board='audience = "executive"')
    says = ("the audience 'executive' gets TLP:GREEN", "raise delivery.ceilings.executive")
    more = 'ceilings = { executive = "TLP:GREEN" }'
    board = 'audience = "executive"\nceiling = "TLP:AMBER"'
    refused(amber, *says, marking="TLP:AMBER", more=more, board=board)


def test_a_readers_own_ceiling_excludes_that_reader(amber, tmp_path):
    amber.readers("lena@example.org,", "anna@example.org,TLP:GREEN", head="address,ceiling")
    with sink() as server:
        amber.profile(
            server.port, marking="TLP:AMBER", board='audience = "executive"\nceiling = "TLP:AMBER"'
        )
        assert amber.send().returncode == 0
    assert amber.stands() == {"lena@example.org": "sent", "anna@example.org": "excluded"}


def test_a_password_in_the_profile_is_refused_without_being_printed(series):
    series.profile(smtp='password = "s3cret-w0rd"')
    done = series.send()
    assert done.returncode == 3
    assert "delivery.smtp.password: a secret has no place in a profile" in done.stderr
    assert "s3cret-w0rd" not in done.stderr


# Killed ------------------------------------------------------------------------------------------

KILLS = 30
CROWD = 600


def send_and_kill(launch, series, received, chance):
    """Start a sending and kill it with signal 9 when it has sent a few more messages."""
    goal = received() + chance.randint(1, CROWD // KILLS)
    process = launch("send", series.brief, cwd=series.folder)
    while process.poll() is None and received() < goal:
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.02))
    process.kill()
    return process.wait() == -9


def test_killed_again_and_again_nobody_gets_it_twice_and_nobody_is_lost_silently(series, launch):
    """600 recipients, 30 kills: 0 duplicates, 0 silently lost, at most 1 uncertain a kill."""
    chance = random.Random(2026)  # noqa: S311 - no secret
    series.readers(*(f"reader{n}@example.org,Reader {n}" for n in range(CROWD)))
    with faulty_server() as server:
        series.profile(server.port)
        kills = sum(
            send_and_kill(launch, series, lambda: len(server.received), chance)
            for _ in range(KILLS)
        )
        last = series.send()
        time.sleep(0.2)
        received = Counter(recipient for recipient, _ in server.received)
    stands = series.stands()
    uncertain = {a for a, state in stands.items() if state == "uncertain"}
    print(f"{kills} kills, {len(received)} received, {len(uncertain)} uncertain")  # noqa: T201
    assert kills == KILLS
    assert last.returncode in {0, 10}, last.stderr
    assert max(received.values()) == 1
    assert len(stands) == CROWD
    assert set(stands.values()) <= {"sent", "uncertain"}
    assert {a for a, state in stands.items() if state == "sent"} <= set(received)
    assert set(stands) - set(received) <= uncertain
    assert len(uncertain) <= kills


def test_two_at_once_do_not_send_the_same(series, launch):
    series.readers(*(f"reader{n}@example.org,Reader {n}" for n in range(40)))
    with faulty_server() as server:
        series.profile(server.port)
        both = [launch("send", series.brief, cwd=series.folder) for _ in range(2)]
        ends = sorted(process.wait(timeout=120) for process in both)
        received = Counter(recipient for recipient, _ in server.received)
    assert ends[0] == 0
    assert ends[1] in {8, 9}  # it says that another is at work, or that all have it
    assert len(received) == 40
    assert max(received.values()) == 1


# Decisions ---------------------------------------------------------------------------------------


def test_the_outbox_shows_who_is_uncertain_and_a_decision_settles_it(series):
    series.readers("lena@example.org,Lena", "anna@example.org,Anna")
    with faulty_server("end", "disconnect", accepts=True) as server:
        series.profile(server.port)
        done = series.send()
        assert done.returncode == 10
        assert "1 sent, 1 uncertain" in done.stderr
        shown = series.run("outbox", "--sending", "1").stdout
        assert re.search(
            r"lena@example\.org +uncertain +1 .*after the end: Connection unexpectedly closed",
            shown,
        )
        assert (
            series.run("outbox", "--sending", "1", "--arrived", "lena@example.org").returncode == 0
        )
        assert series.send().returncode == 9
    assert series.stands() == {"lena@example.org": "sent", "anna@example.org": "sent"}
    assert len(server.received) == 2
    assert re.search(
        r"^1 .* board +public .* 0 +2 +0 +0 +0", series.run("outbox").stdout, re.MULTILINE
    )
    unknown = series.run("outbox", "--sending", "9")
    assert unknown.returncode == 9
    assert (
        "'sending 9' cannot be shown\n  - no sending of that number; there are 1" in unknown.stderr
    )


def test_an_uncertain_reader_gets_it_again_only_on_demand(series):
    with faulty_server("end", "disconnect") as server:
        series.profile(server.port)
        series.send()
        assert series.send().returncode == 10
        assert server.received == []
        series.run("outbox", "--sending", "1", "--retry", "uncertain")
        assert series.send().returncode == 0
    assert [recipient for recipient, _ in server.received] == ["lena@example.org"]


def test_a_server_that_is_not_there_leaves_all_pending_for_the_next_time(series, tmp_path):
    series.profile(free_port())
    done = series.send()
    assert done.returncode == 10
    assert "1 pending; " in done.stderr
    assert "refused" in done.stderr
    with sink() as server:
        series.profile(server.port)
        assert series.send().returncode == 0
        received = server.received()
    assert len(received) == 1


# Without sending ---------------------------------------------------------------------------------


def test_a_dry_run_writes_what_would_be_sent_and_leaves_no_trace(series):
    series.readers("lena@example.org,Lena", "anna@,Anna")
    series.profile(free_port())
    done = series.send("--dry-run")
    assert done.returncode == 0
    assert "Excluded anna@ (board): " in done.stderr
    [written] = done.stdout.split()
    arrived = email.message_from_bytes(Path(written).read_bytes(), policy=email.policy.default)
    assert str(arrived["To"]) == "Lena <lena@example.org>"
    assert not list(series.folder.glob("*.briefgen.sqlite"))
    first = Path(written).read_bytes()
    series.send("--dry-run")
    assert Path(written).read_bytes() == first
