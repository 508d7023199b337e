"""Sendings: nobody twice, nobody lost silently; each fault of a server ends in the right state."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from mail_servers import faulty_server

from briefgen.deliver import outbox
from briefgen.deliver.letter import Letter
from briefgen.deliver.recipients import ReaderList, Recipient
from briefgen.deliver.rounds import LONGEST_PAUSE, Clock, Pace, Sender
from briefgen.deliver.transports import Mail, Outcome
from briefgen.deliver.transports.smtp import SmtpSession
from briefgen.errors import ArchiveError, RefusedError
from briefgen.profile.tables import SmtpOptions
from briefgen.series.archive import open_archive

LETTER = Letter(
    edition="port-alda/3", title="Port Alda", subject="[TLP:CLEAR] Port Alda, No. 3",
    as_of="2026-03-04", marking="TLP:CLEAR", body=b"MIME-Version: 1.0\r\n\r\nDockers stayed away.\r\n",
)  # fmt: skip
NOW = "2026-03-05T06:00:00+00:00"
THREE = ("a@example.org", "b@example.org", "c@example.org")


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "alda.briefgen.sqlite") as opened:
        yield opened


def readers(*addresses, name="board", **of_each):
    return ReaderList(
        name=name,
        audience="public",
        ceiling="TLP:CLEAR",
        recipients=tuple(Recipient(address=a, **of_each) for a in addresses),
    )


def still_clock():
    """A clock that moves only when somebody sleeps, and the list of how long they slept."""
    slept = []
    return Clock(
        now=lambda: datetime(2026, 3, 5, 6, tzinfo=UTC),
        monotonic=lambda: sum(slept),
        sleep=lambda seconds: slept.append(seconds) if seconds else None,
    ), slept


def mail(delivery):
    return Mail(sender="desk@example.org", recipient=delivery.address, content=LETTER.body)


def sender(archive, session, clock=None, **pace):
    how = {"per_minute": None, "attempts": 3, "backoff": 30.0, **pace}
    return Sender(
        archive=archive,
        session=session,
        compose=mail,
        pace=Pace(**how),
        clock=clock or still_clock()[0],
        progress=lambda _: None,
    )


def session_with(server):
    options = SmtpOptions(host="127.0.0.1", port=server.port, security="none", timeout_seconds=0.2)
    return SmtpSession(options, name="example.org")


def send(archive, *fault, addresses=THREE, clock=None, **options):
    """Send to three over a server with a fault: how each stands, who got it, and the cause."""
    started = outbox.start(archive, LETTER, readers(*addresses), now=NOW)
    with faulty_server(*fault, **options) as server:
        session = session_with(server)
        cause = sender(archive, session, clock).run(started.id)
        session.close()
    states = [d.state for d in outbox.deliveries(archive, started.id)]
    return states, [recipient for recipient, _ in server.received], cause


# Faults ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA", "end"])
@pytest.mark.parametrize("fault", ["4xx", "421"])
def test_later_to_one_is_tried_again_and_the_others_do_not_wait(archive, phase, fault):
    states, received, _ = send(archive, phase, fault, first=2)
    assert states == ["sent", "sent", "sent"]
    assert received == ["a@example.org", "c@example.org", "b@example.org"]


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("fault", ["disconnect", "silence"])
def test_a_connection_that_breaks_before_the_end_is_opened_again(archive, phase, fault):
    states, received, _ = send(archive, phase, fault, first=2)
    assert states == ["sent", "sent", "sent"]
    assert sorted(received) == list(THREE)


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA", "end"])
def test_no_to_one_fails_that_one_alone(archive, phase):
    states, received, _ = send(archive, phase, "5xx", first=2)
    assert states == ["sent", "failed", "sent"]
    assert received == ["a@example.org", "c@example.org"]


@pytest.mark.parametrize("accepts", [True, False])
@pytest.mark.parametrize("fault", ["disconnect", "silence"])
def test_what_nobody_can_know_is_uncertain_and_never_sent_again_by_itself(archive, fault, accepts):
    states, received, _ = send(archive, "end", fault, first=2, accepts=accepts)
    assert states == ["sent", "uncertain", "sent"]
    assert received.count("b@example.org") == accepts


@pytest.mark.parametrize("phase", ["connect", "EHLO"])
@pytest.mark.parametrize("fault", ["4xx", "421", "disconnect", "silence"])
def test_a_server_that_is_away_for_a_while_is_waited_for(archive, phase, fault):
    clock, slept = still_clock()
    states, received, _ = send(archive, phase, fault, times=2, clock=clock)
    assert (states, received) == (["sent"] * 3, list(THREE))
    assert slept == [30.0, 60.0]


@pytest.mark.parametrize("phase", ["connect", "EHLO"])
def test_a_server_that_refuses_the_session_leaves_all_pending_at_once(archive, phase):
    clock, slept = still_clock()
    states, received, cause = send(archive, phase, "5xx", times=9, clock=clock)
    assert (states, received) == (["pending"] * 3, [])
    assert "550 5.1.1 no such mailbox" in cause
    assert slept == []


def test_a_server_that_stays_away_leaves_all_pending_after_the_last_round(archive):
    states, _, cause = send(archive, "connect", "disconnect", times=99)
    assert states == ["pending"] * 3
    assert cause
    assert outbox.deliveries(archive, 1)[0].attempts == 0


def test_who_is_always_told_later_fails_after_the_last_attempt(archive):
    states, _, _ = send(archive, "RCPT", "4xx", times=99, recipient="b@example.org")
    assert states == ["sent", "failed", "sent"]
    failed = outbox.deliveries(archive, 1, "failed")[0]
    assert failed.attempts == 3
    assert failed.reason == "given up after 3 attempts; RCPT: 451 4.3.0 try again later"


# Pace --------------------------------------------------------------------------------------------


class Willing:
    """A session in which everything is accepted."""

    def __init__(self):
        self.got = []

    def deliver(self, mail, at_the_end):
        at_the_end()
        self.got.append(mail.recipient)
        return Outcome(state="sent")

    def close(self):
        pass


def test_messages_keep_the_rate(archive):
    clock, slept = still_clock()
    started = outbox.start(archive, LETTER, readers(*THREE), now=NOW)
    sender(archive, Willing(), clock, per_minute=30).run(started.id)
    assert slept == [2.0, 2.0]


def test_pauses_double_up_to_a_quarter_of_an_hour():
    pace = Pace(per_minute=None, attempts=20, backoff=30.0)
    assert [pace.pause(n) for n in range(1, 8)] == [
        30,
        60,
        120,
        240,
        480,
        LONGEST_PAUSE,
        LONGEST_PAUSE,
    ]


# The outbox --------------------------------------------------------------------------------------


def test_a_sending_freezes_its_letter_and_its_recipients(archive):
    started = outbox.start(archive, LETTER, readers(*THREE, name="board"), now=NOW)
    assert outbox.letter_of(archive, started.id) == LETTER
    assert [d.address for d in outbox.deliveries(archive, started.id, "pending")] == list(THREE)
    assert outbox.unfinished(archive, "port-alda/3", "public", "board") == started
    assert outbox.unfinished(archive, "port-alda/3", "public", "press") is None


def test_who_has_the_edition_is_excluded_from_another_list(archive):
    first = outbox.start(archive, LETTER, readers("a@example.org"), now=NOW)
    sender(archive, Willing()).run(first.id)
    second = outbox.start(
        archive, LETTER, readers("A@Example.org", "d@example.org", name="press"), now=NOW
    )
    had, new = outbox.deliveries(archive, second.id)
    assert (had.state, had.reason) == ("excluded", f"sent in sending 1 ({NOW})")
    assert new.state == "pending"


def test_the_next_edition_goes_to_everybody(archive):
    for edition in ("port-alda/3", "port-alda/3.1", "port-alda/4"):
        started = outbox.start(archive, replace(LETTER, edition=edition), readers(*THREE), now=NOW)
        assert outbox.counts(archive, started.id) == {"pending": 3}


def test_the_database_itself_refuses_a_second_message_of_an_edition(archive):
    outbox.start(archive, LETTER, readers("a@example.org"), now=NOW)
    again = (
        "INSERT INTO delivery (sending, edition, address, name, state, reason, changed)"
        " VALUES (1, 'port-alda/3', 'A@EXAMPLE.ORG', '', 'pending', '', '')"
    )
    with pytest.raises(ArchiveError, match="UNIQUE"), archive.transaction() as connection:
        connection.execute(again)


def test_a_recipient_with_a_problem_is_excluded_with_it(archive):
    started = outbox.start(archive, LETTER, readers("a@", problem="no domain"), now=NOW)
    assert [(d.state, d.reason) for d in outbox.deliveries(archive, started.id)] == [
        ("excluded", "no domain")
    ]


def test_a_run_that_ends_between_the_end_and_the_answer_leaves_one_uncertain(archive):
    class Killed(Willing):
        def deliver(self, mail, at_the_end):
            if len(self.got) == 1:
                at_the_end()
                raise KeyboardInterrupt
            return super().deliver(mail, at_the_end)

    started = outbox.start(archive, LETTER, readers(*THREE), now=NOW)
    with pytest.raises(KeyboardInterrupt):
        sender(archive, Killed()).run(started.id)
    assert [d.state for d in outbox.deliveries(archive, started.id)] == [
        "sent",
        "uncertain",
        "pending",
    ]
    again = Willing()
    sender(archive, again).run(started.id)
    assert again.got == ["c@example.org"]
    assert outbox.deliveries(archive, started.id)[1].state == "uncertain"


def test_where_the_outbox_cannot_be_written_nothing_more_is_sent(archive):
    started = outbox.start(archive, LETTER, readers(*THREE), now=NOW)
    archive.connection.execute("PRAGMA query_only = ON")
    session = Willing()
    with pytest.raises(ArchiveError):
        sender(archive, session).run(started.id)
    assert session.got == []


# Decisions ---------------------------------------------------------------------------------------


@pytest.fixture
def undecided(archive):
    """A sending with one of each state but pending."""
    addresses = ("sent@x.org", "failed@x.org", "uncertain@x.org")
    started = outbox.start(archive, LETTER, readers(*addresses), now=NOW)
    for delivery in outbox.deliveries(archive, started.id):
        state = delivery.address.partition("@")[0]
        outbox.update(archive, replace(delivery, state=state, reason="why", attempts=3))
    return started.id


def decide(archive, sending, name, who):
    outbox.decide(archive, sending, name, who, now=NOW)
    return {d.address: (d.state, d.attempts, d.reason) for d in outbox.deliveries(archive, sending)}


def test_retry_lets_the_next_run_try_again(archive, undecided):
    stands = decide(archive, undecided, "retry", "failed@x.org")
    assert stands["failed@x.org"] == ("pending", 0, "retry, by hand; was failed: why")
    assert stands["uncertain@x.org"][0] == "uncertain"


def test_a_state_stands_for_all_who_are_in_it(archive, undecided):
    assert decide(archive, undecided, "retry", "uncertain")["uncertain@x.org"][0] == "pending"


def test_arrived_settles_what_was_uncertain(archive, undecided):
    assert decide(archive, undecided, "arrived", "Uncertain@x.org")["uncertain@x.org"][0] == "sent"


def test_who_is_excluded_by_hand_stays_so_in_later_sendings_of_the_edition(archive, undecided):
    assert decide(archive, undecided, "exclude", "failed@x.org")["failed@x.org"][0] == "excluded"
    again = outbox.start(archive, LETTER, readers("failed@x.org"), now=NOW)
    assert outbox.counts(archive, again.id) == {"excluded": 1}
    assert decide(archive, undecided, "retry", "failed@x.org")["failed@x.org"][0] == "pending"


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("retry", "sent@x.org"),
        ("arrived", "failed@x.org"),
        ("exclude", "sent@x.org"),
        ("retry", "nobody@x.org"),
    ],
)
def test_what_cannot_be_decided_is_refused(archive, undecided, name, who):
    with pytest.raises(RefusedError, match=f"no recipient '{who}'"):
        decide(archive, undecided, name, who)


def test_who_has_it_through_another_sending_cannot_be_tried_again(archive):
    outbox.start(archive, LETTER, readers("a@x.org"), now=NOW)
    second = outbox.start(archive, LETTER, readers("a@x.org", name="press"), now=NOW)
    with pytest.raises(RefusedError):
        decide(archive, second.id, "retry", "a@x.org")


def test_each_change_is_flushed_to_the_disk(archive):
    assert archive.rows("PRAGMA synchronous")[0][0] == 2
    assert archive.rows("PRAGMA journal_mode")[0][0] == "wal"
