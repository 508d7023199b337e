"""One session, one message: whatever the server does, the outcome says what is known and no more."""

import pytest
from mail_servers import faulty_server

from briefgen.deliver.transports import Mail, UnreachableError, UnusableError
from briefgen.deliver.transports.smtp import SmtpSession
from briefgen.profile.tables import SmtpOptions

CONTENT = b"Subject: x\r\n\r\n.begins with a dot\r\n"


def mail(recipient="b@example.org"):
    return Mail(sender="desk@example.org", recipient=recipient, content=CONTENT)


def session(server, **options):
    how = {"security": "none", "timeout_seconds": 0.2, **options}
    return SmtpSession(
        SmtpOptions(host="127.0.0.1", port=server.port, **how),
        password="s3cret",  # noqa: S106 - it opens nothing
        name="example.org",
    )


def deliver(*fault, **options):
    """Deliver one message to a server with a fault: the outcome, and whether the end was reached."""
    reached = []
    with faulty_server(*fault, **options) as server:
        opened = session(server)
        outcome = opened.deliver(mail(), lambda: reached.append(True))
        opened.close()
    return outcome, bool(reached), server


def test_a_message_arrives_as_it_is_and_the_server_is_quoted():
    outcome, _, server = deliver()
    assert (outcome.state, outcome.reason) == ("sent", "250 taken")
    assert server.received == [("b@example.org", CONTENT.replace(b"\r\n.", b"\r\n.."))]


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("fault", ["4xx", "5xx", "421", "disconnect", "silence"])
def test_before_the_end_nothing_is_uncertain(phase, fault):
    outcome, reached, server = deliver(phase, fault)
    assert outcome.state == ("failed" if fault == "5xx" else "pending")
    assert not reached
    assert server.received == []


@pytest.mark.parametrize("accepts", [True, False])
@pytest.mark.parametrize("fault", ["disconnect", "silence"])
def test_a_connection_that_breaks_after_the_end_is_uncertain(fault, accepts):
    outcome, reached, _ = deliver("end", fault, accepts=accepts)
    assert outcome.state == "uncertain"
    assert reached
    assert outcome.reason.startswith("after the end: ")


@pytest.mark.parametrize(
    ("fault", "state"), [("4xx", "pending"), ("421", "pending"), ("5xx", "failed")]
)
def test_a_refusal_after_the_end_is_certain(fault, state):
    assert deliver("end", fault)[0].state == state


@pytest.mark.parametrize("phase", ["connect", "EHLO"])
@pytest.mark.parametrize("fault", ["4xx", "421", "disconnect", "silence"])
def test_a_server_that_is_away_is_unreachable(phase, fault):
    with pytest.raises(UnreachableError):
        deliver(phase, fault)


@pytest.mark.parametrize("phase", ["connect", "EHLO"])
def test_a_server_that_refuses_the_session_is_unusable_and_says_where_to_look(phase):
    with pytest.raises(
        UnusableError, match=r"550 5\.1\.1 no such mailbox; correct the table delivery\.smtp"
    ):
        deliver(phase, "5xx")


def test_nobody_listening_is_unreachable():
    with faulty_server() as server:
        pass
    with pytest.raises(UnreachableError, match="refused"):
        session(server).deliver(mail(), lambda: None)


def test_without_the_encryption_asked_for_nothing_goes_out():
    with faulty_server() as server:
        with pytest.raises(UnusableError, match="STARTTLS"):
            session(server, security="starttls").deliver(mail(), lambda: None)
        with pytest.raises(UnusableError, match="WRONG_VERSION_NUMBER"):
            session(server, security="tls").deliver(mail(), lambda: None)
    assert server.received == []


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA", "end"])
@pytest.mark.parametrize("fault", ["4xx", "5xx", "421", "disconnect"])
def test_the_next_message_goes_through_after(phase, fault):
    with faulty_server(phase, fault) as server:
        opened = session(server)
        opened.deliver(mail("first@example.org"), lambda: None)
        second = opened.deliver(mail("second@example.org"), lambda: None)
        opened.close()
    assert second.state == "sent"
    assert [recipient for recipient, _ in server.received] == ["second@example.org"]


def test_where_the_end_cannot_be_noted_the_message_is_never_ended():
    def full():
        raise OSError("the disk is full")

    with faulty_server() as server:
        opened = session(server)
        with pytest.raises(OSError, match="the disk is full"):
            opened.deliver(mail(), full)
        assert opened.deliver(mail("second@example.org"), lambda: None).state == "sent"
        opened.close()
    assert [recipient for recipient, _ in server.received] == ["second@example.org"]
