"""Messages: what arrives is parsed again; nobody writes a header but us; the same bytes every time."""

import base64
import email
import email.policy
import re
from dataclasses import replace

import dkim
import pytest
from builders import brief_of
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.deliver.letter import Letter, check_key, compose, sender_of, token_of, write_letter
from briefgen.deliver.recipients import Recipient
from briefgen.errors import BriefError, ConfigError
from briefgen.model import Artifact
from briefgen.profile.addresses import mail_problems
from briefgen.profile.tables import DkimOptions, MailOptions

TEXT = (
    "Port Alda\n\n“Dockers stayed away”, the harbour office said.\n"
    + "long " * 400
    + "\n.\nFrom x\n"
)
HTML = (
    '<p style="color:#123">“Dockers stayed away”, the harbour office said.</p>\n' + "<b>x</b>" * 400
)
PDF = bytes(range(256)) * 40
ARTIFACTS = (
    Artifact(name="email.txt", media_type="text/plain", content=TEXT.encode()),
    Artifact(name="email.html", media_type="text/html", content=HTML.encode()),
    Artifact(name="public.pdf", media_type="application/pdf", content=PDF),
)
OPTIONS = MailOptions(sender="Alda Desk <desk@example.org>")
MARSH = Recipient(address="lena.marsh@example.org", name="Lena Marsh")
LONG = "https://example.org/unsubscribe/" + "x" * 300 + "?a={address}&t={token}"


@pytest.fixture(scope="module")
def brief():
    return brief_of(
        ["Dockers at Port Alda stayed away from work on Monday, the harbour office said.\n"]
    )


@pytest.fixture(scope="module")
def letter(brief):
    return write_letter(brief, ARTIFACTS, ["public.pdf"], subject="[TLP:CLEAR] Port Alda, No. 3")


def parse(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def content_of(arrived, kind):
    """Return the text of a part with plain line ends."""
    return arrived.get_body([kind]).get_content().replace("\r\n", "\n")


def message(letter, recipient=MARSH, options=OPTIONS, **secrets):
    return parse(compose(letter, recipient, options, secrets))


# What arrives ------------------------------------------------------------------------------------


def test_a_message_has_the_complete_text_the_html_and_the_pdf(letter, brief):
    arrived = message(letter)
    assert [part.get_content_type() for part in arrived.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"
    ]  # fmt: skip
    assert content_of(arrived, "plain") == TEXT
    assert content_of(arrived, "html") == HTML + "\n"
    assert {
        p.get_content_charset() for p in arrived.walk() if p.get_content_maintype() == "text"
    } == {"utf-8"}
    attached = next(arrived.iter_attachments())
    assert attached.get_content() == PDF
    assert attached.get_filename() == f"{brief.as_of}-{brief.slug}-public.pdf"


def test_the_header_says_who_to_whom_what_and_when(letter, brief):
    arrived = message(letter)
    assert str(arrived["From"]) == "Alda Desk <desk@example.org>"
    assert str(arrived["To"]) == "Lena Marsh <lena.marsh@example.org>"
    assert arrived["Subject"] == "[TLP:CLEAR] Port Alda, No. 3"
    assert arrived["Date"].datetime.isoformat() == f"{brief.as_of}T00:00:00+00:00"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.defects == []


def test_no_line_is_longer_than_mail_allows_and_all_end_in_crlf(letter):
    content = compose(letter, MARSH, replace(OPTIONS, unsubscribe=LONG), {"unsubscribe_key": "k"})
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert content.isascii()


def test_a_message_id_belongs_to_an_edition_and_a_reader(letter):
    other = replace(letter, edition="port-alda/4")
    ids = [
        message(letter),
        message(letter),
        message(letter, replace(MARSH, address="b@example.org")),
        message(other),
    ]
    first, again, reader, edition = (m["Message-ID"] for m in ids)
    assert first == again
    assert len({first, reader, edition}) == 3
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", first)


def test_the_same_edition_and_reader_give_the_same_bytes(letter, brief, key):
    options = replace(OPTIONS, dkim=DkimOptions(domain="example.org", selector="s1"))
    again = write_letter(brief, ARTIFACTS, ["public.pdf"], subject=letter.subject)
    assert again == letter
    secrets = {"dkim_key": key[0]}
    assert compose(letter, MARSH, options, secrets) == compose(again, MARSH, options, secrets)


def test_what_is_to_be_attached_must_be_there(brief):
    with pytest.raises(BriefError, match=r"has no analyst\.pdf to send"):
        write_letter(brief, ARTIFACTS, ["analyst.pdf"], subject="x")


# Unsubscribing -----------------------------------------------------------------------------------


def test_an_unsubscribe_address_of_300_characters_stays_whole(letter):
    options = replace(OPTIONS, unsubscribe=LONG, one_click=True)
    content = compose(letter, MARSH, options, {"unsubscribe_key": "secret"})
    line = next(x for x in content.split(b"\r\n") if x.startswith(b"List-Unsubscribe:")).decode()
    token = token_of(MARSH.address, "secret")
    assert (
        line
        == f"List-Unsubscribe: <https://example.org/unsubscribe/{'x' * 300}?a=lena.marsh%40example.org&t={token}>"
    )
    assert parse(content)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_token_needs_the_key_and_belongs_to_one_address():
    assert token_of("A@example.org", "k") == token_of("a@example.org", "k")
    assert (
        len(
            {
                token_of("a@example.org", "k"),
                token_of("a@example.org", "l"),
                token_of("b@example.org", "k"),
            }
        )
        == 3
    )


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"sender": "Desk"}, "sender: 'Desk': "),
        ({"sender": "Désk <dësk@example.org>"}, "letters outside ASCII before the @"),
        ({"reply_to": "a@b@c"}, "reply_to: "),
        ({"unsubscribe": "http://example.org"}, "is no https or mailto address"),
        ({"unsubscribe": "https://example.org/\r\nBcc: x"}, "is no https or mailto address"),
        ({"unsubscribe": "mailto:x@example.org", "one_click": True}, "needs an https address"),
        ({"one_click": True}, "there is nothing to click"),
        ({"unsubscribe": "https://example.org/{name}"}, "'{name}' is not filled in"),
    ],
)
def test_wrong_options_are_told_with_their_key(options, problem):
    assert problem in next(mail_problems(options))


def test_right_options_have_no_problem():
    good = {
        "sender": "Désk <desk@exämple.org>",
        "reply_to": "a@example.org",
        "unsubscribe": LONG,
        "one_click": True,
    }
    assert list(mail_problems(good)) == []


def test_without_a_sender_nothing_is_sent():
    with pytest.raises(ConfigError, match=r"delivery\.sender: missing"):
        sender_of(MailOptions())


# Signatures --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def key():
    """A private key in PEM, and the DNS record of its public one."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem.decode(), b"v=DKIM1; p=" + b"".join(public.splitlines()[1:-1])


@pytest.fixture
def signed(letter, key):
    options = replace(
        OPTIONS,
        unsubscribe=LONG,
        one_click=True,
        dkim=DkimOptions(domain="example.org", selector="s1"),
    )
    return compose(letter, MARSH, options, {"dkim_key": key[0], "unsubscribe_key": "k"})


@pytest.fixture
def holds(key):
    def check(content):
        return dkim.verify(
            content, dnsfunc=lambda name, **_: {b"s1._domainkey.example.org.": key[1]}[name]
        )

    return check


def test_a_signature_holds(signed, holds):
    assert holds(signed)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"stayed away", b"stayed home"),
        (b"To: Lena", b"To: Anna"),
        (b"Subject: [TLP:CLEAR]", b"Subject: [TLP:GREEN]"),
        (b"unsubscribe/xx", b"unsubscribe/yx"),
        (b"List-Unsubscribe=One-Click", b"List-Unsubscribe=Two-Click"),
        (b"application/pdf", b"application/zip"),
        (b"Date: ", b"Date: Mon, 01 Jan 2001 00:00:00 +0000\r\nX-Date: "),
        (b"MIME-Version: 1.0", b"From: <evil@example.org>\r\nMIME-Version: 1.0"),
    ],
)
def test_a_signature_fails_when_touched(signed, holds, before, after):
    assert before in signed
    assert not holds(signed.replace(before, after, 1))


@pytest.mark.parametrize("form", ["PKCS8", "base64"])
def test_an_ed25519_key_is_refused_by_its_name(form):
    private = ed25519.Ed25519PrivateKey.generate()
    encoding, kind = (
        (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
        if form == "PKCS8"
        else (serialization.Encoding.Raw, serialization.PrivateFormat.Raw)
    )
    written = private.private_bytes(encoding, kind, serialization.NoEncryption())
    text = written.decode() if form == "PKCS8" else base64.b64encode(written).decode()
    with pytest.raises(ConfigError, match=r"is an Ed25519 key .* an RSA key in PEM"):
        check_key(DkimOptions(domain="example.org", selector="s1"), {"dkim_key": text})


@pytest.mark.parametrize(
    "key", ["", "no key", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"]
)
def test_a_key_that_cannot_sign_is_told_before_anything_is_sent(key):
    with pytest.raises(ConfigError, match="no RSA key in PEM"):
        check_key(DkimOptions(domain="example.org", selector="s1"), {"dkim_key": key})


def test_an_rsa_key_can_sign(key):
    check_key(DkimOptions(domain="example.org", selector="s1"), {"dkim_key": key[0]})
    check_key(None, {})


def test_a_key_that_is_none_is_told(letter):
    options = replace(OPTIONS, dkim=DkimOptions(domain="example.org", selector="s1"))
    with pytest.raises(ConfigError, match="no RSA key in PEM; set BRIEFGEN_DKIM_KEY"):
        compose(letter, MARSH, options, {"dkim_key": "no key"})


# Injection ---------------------------------------------------------------------------------------

NAUGHTY = (
    "x\r\nBcc: all@example.org", "x\nBcc: all@example.org", "x\rBcc: all@example.org",
    "x\u2028Bcc: all@example.org", "x\x85Bcc: all@example.org", "x\x0bBcc: y", "x\x00y", "\u202egpj.exe",
    "=?utf-8?q?x=0D=0ABcc:_all=40example.org?=", "=?utf-8?b?DQpCY2M6IHg=?=", '"; Bcc: x', "<a@b>, <c@d>",
    "a" * 2000, "é" * 500, "漢字" * 300, "\ud800", "", " ", "\t", "x\r\n\r\n<b>body</b>", "name@example.org",
    "O'Brien, Pat (desk)", "\\", '"', ":;,<>@[]()", "\ufeff", "👩‍👩‍👧‍👦" * 50,
)  # fmt: skip
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted", "MIME-Version",
    "Content-Type",
}  # fmt: skip


def check_headers(brief, *, name, title, subject):
    letter = write_letter(replace(brief, title=title), ARTIFACTS, ["public.pdf"], subject=subject)
    arrived = message(letter, replace(MARSH, name=name))
    assert set(arrived.keys()) == HEADERS
    assert len(arrived.keys()) == len(HEADERS)
    assert [a.addr_spec for a in arrived["To"].addresses] == [MARSH.address]
    assert [a.addr_spec for a in arrived["From"].addresses] == ["desk@example.org"]
    assert content_of(arrived, "plain") == TEXT


@pytest.mark.parametrize("naughty", NAUGHTY, ids=range(len(NAUGHTY)))
def test_no_field_writes_a_header(brief, naughty):
    check_headers(brief, name=naughty, title=naughty, subject=naughty)


@settings(max_examples=60, deadline=None)
@given(name=st.text(), title=st.text(), subject=st.text())
def test_no_text_at_all_writes_a_header(brief, name, title, subject):
    check_headers(brief, name=name, title=title, subject=subject)


@pytest.mark.parametrize("naughty", NAUGHTY, ids=range(len(NAUGHTY)))
@pytest.mark.parametrize("key", ["sender", "reply_to", "bounces", "unsubscribe"])
def test_a_naughty_option_is_refused_or_stays_one_header(letter, naughty, key):
    value = (
        f"{naughty} <desk@example.org>"
        if key != "unsubscribe"
        else f"https://example.org/{naughty}"
    )
    if list(mail_problems({key: value})):
        return
    arrived = message(letter, MARSH, replace(OPTIONS, **{key: value}))
    extra = {"reply_to": {"Reply-To"}, "unsubscribe": {"List-Unsubscribe"}}.get(key, set())
    assert sorted(arrived.keys()) == sorted(HEADERS | extra)


def test_a_letter_keeps_its_bytes_out_of_logs(letter):
    assert "body" not in repr(letter)
    assert isinstance(letter, Letter)
