"""An edition as e-mail: one body for all, a header for each reader; the same bytes for the same edition.

The standards are RFC 5322 (headers), 2045 to 2049 (MIME), 2369 and 8058 (List-Unsubscribe, with one
click) and 6376 (DKIM). Nothing here knows a clock or a chance: the date is the cut-off, boundaries
and Message-ID come from hashes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any
from urllib.parse import quote

from briefgen.deliver.recipients import Recipient
from briefgen.errors import BriefError, ConfigError
from briefgen.model import Artifact, Brief, Logo, Marking
from briefgen.profile.addresses import parse_mailbox, plain
from briefgen.profile.tables import DkimOptions, MailOptions

_WHOLE = frozenset({"list-unsubscribe", "message-id"})
"""Headers that are never folded: as encoded words, mail programs do not find the address in them."""
LOGO_ID = "logo@briefgen.invalid"
"""What the HTML calls its logo; the part is found inside its own message alone."""
_SIGNED = ("from", "to", "subject", "date", "message-id", "reply-to", "list-id", "list-unsubscribe",
           "list-unsubscribe-post", "mime-version", "content-type", "auto-submitted")  # fmt: skip
"""Headers under a DKIM signature; RFC 8058 asks for the two of unsubscribing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An edition ready for the mail: what all its readers get."""

    edition: str
    """The edition's name in the outbox: the series' slug and the number, or the cut-off."""
    title: str
    """The series' title."""
    subject: str
    """With the marking, on one line."""
    as_of: str
    """The cut-off, ISO 8601; the message's date is the beginning of that day, UTC."""
    marking: Marking
    """Traffic Light Protocol 2.0."""
    body: bytes = field(repr=False)
    """The MIME entity that every message carries, its own header included."""


def write_letter(
    brief: Brief, artifacts: Sequence[Artifact], attached: Sequence[str], *, subject: str
) -> Letter:
    """Return the letter of a brief: its complete text, its HTML, and the artifacts to attach.

    Args:
        brief: for the words of the header.
        artifacts: ``email.txt``, ``email.html`` and at least those that are to be attached.
        attached: names of the artifacts to attach, in that order.
        subject: with the marking.

    Raises:
        BriefError: one of them is missing.
    """
    by_name = {artifact.name: artifact for artifact in artifacts}
    missing = [n for n in ("email.txt", "email.html", *attached) if n not in by_name]
    if missing:
        raise BriefError(brief.title, f"has no {', '.join(missing)} to send; render it again")
    return Letter(
        edition=edition_key(brief),
        title=plain(brief.title),
        subject=plain(subject),
        as_of=brief.as_of,
        marking=brief.marking,
        body=_body(
            by_name["email.txt"].content.decode(),
            by_name["email.html"].content.decode(),
            brief.appearance.logo,
            [_renamed(by_name[name], brief) for name in attached],
        ),
    )


def _renamed(artifact: Artifact, brief: Brief) -> Artifact:
    """Return an attachment under a name that differs from edition to edition."""
    return replace(artifact, name=f"{brief.as_of}-{brief.slug}-{artifact.name}")


def edition_key(brief: Brief) -> str:
    """Return what an edition is called in the outbox; nobody gets one edition twice."""
    return f"{brief.slug}/{brief.label or brief.as_of}"


def compose(
    letter: Letter, recipient: Recipient, options: MailOptions, secrets: Mapping[str, str]
) -> bytes:
    """Return the message for one reader, with CRLF line ends, signed where a key is given.

    ``secrets`` may hold ``unsubscribe_key``, from which tokens are made, and ``dkim_key``, the
    private key (RSA, PEM).

    Raises:
        ConfigError: the DKIM key is no key.
    """
    head = EmailMessage(policy=_POLICY)
    for name, value in _headers(letter, recipient, options, secrets).items():
        head[name] = value
    message = head.as_bytes().removesuffix(b"\r\n") + letter.body
    return _sign(message, letter, options.dkim, secrets) + message


def sender_of(options: MailOptions) -> Address:
    """Return the sender's name and address.

    Raises:
        ConfigError: none is named.
    """
    if not options.sender:
        problem = "delivery.sender: missing; name who the mail comes from"
        raise ConfigError([problem], "the table delivery")
    return parse_mailbox(options.sender)


def token_of(address: str, key: str) -> str:
    """Return what proves to the unsubscribing page that a link was sent to this address.

    It is the HMAC-SHA256 of the address in lower case, its first 32 hexadecimal digits.
    """
    return hmac.new(key.encode(), address.lower().encode(), hashlib.sha256).hexdigest()[:32]


class _Policy(EmailPolicy):
    """The standard policy, but that some headers stay on one line."""

    def fold(self, name: str, value: Any) -> str:
        """Return a header as lines."""
        if name.lower() in _WHOLE and not re.search(r"[\r\n]", str(value)):
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as lines of bytes."""
        return self.fold(name, value).encode("ascii")


_POLICY = _Policy(linesep="\r\n", cte_type="7bit")


def _headers(
    letter: Letter, recipient: Recipient, options: MailOptions, secrets: Mapping[str, str]
) -> dict[str, object]:
    """Return the headers of one reader's message; their names are all ours."""
    sender = sender_of(options)
    digest = hashlib.sha256(f"{letter.edition}\n{recipient.address.lower()}".encode()).hexdigest()
    slug = letter.edition.partition("/")[0]
    headers: dict[str, object] = {
        "From": sender
        if sender.display_name
        else Address(letter.title, addr_spec=sender.addr_spec),
        "To": Address(plain(recipient.name), addr_spec=recipient.address),
        "Subject": letter.subject,
        "Date": datetime.fromisoformat(letter.as_of).replace(tzinfo=UTC),
        "Message-ID": f"<{digest[:40]}@{sender.domain}>",
        "List-Id": f"<{slug[:60]}.{sender.domain}>",
        "Auto-Submitted": "auto-generated",
    }
    if options.reply_to:
        headers["Reply-To"] = parse_mailbox(options.reply_to)
    if options.unsubscribe:
        token = token_of(recipient.address, secrets.get("unsubscribe_key", ""))
        filled = options.unsubscribe.replace("{address}", quote(recipient.address, safe=""))
        headers["List-Unsubscribe"] = f"<{filled.replace('{token}', token)}>"
    if options.unsubscribe and options.one_click:
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _body(text: str, html: str, logo: Logo | None, attached: Sequence[Artifact]) -> bytes:
    """Return the MIME entity of complete text, HTML with its logo, and attachments.

    The page's own file has the logo as a ``data:`` address, which mail programs do not show: here it
    is a part beside the HTML, which names it (RFC 2392).
    """
    message = EmailMessage(policy=SMTP)
    message.set_content(text, cte="quoted-printable")
    shown = logo if logo and logo.address in html else None
    if shown:
        html = html.replace(shown.address, f"cid:{LOGO_ID}")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if shown:
        kind, _, subtype = shown.media_type.partition("/")
        page: Any = message.get_payload(1)
        page.add_related(
            base64.b64decode(shown.data), kind, subtype, cid=f"<{LOGO_ID}>",
            filename=f"logo.{subtype}", disposition="inline",
        )  # fmt: skip
    for artifact in attached:
        kind, _, subtype = artifact.media_type.partition("/")
        message.add_attachment(
            artifact.content, maintype=kind, subtype=subtype, filename=artifact.name
        )
    digest = hashlib.sha256(f"{text}\0{html}".encode())
    for artifact in attached:
        digest.update(artifact.content)
    for n, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"=_{digest.hexdigest()[:32]}_{n}")
    return message.as_bytes()


def check_key(options: DkimOptions | None, secrets: Mapping[str, str]) -> None:
    """See that the key with which messages are signed is one that can sign them.

    Raises:
        ConfigError: it is not RSA in PEM.
    """
    if options is None:
        return
    import dkim.crypto  # noqa: PLC0415 - needed here alone

    key = secrets.get("dkim_key", "")
    if _ED25519.search("".join(key.split())):
        problem = "the key is an Ed25519 key (RFC 8463), which is not supported and which many servers cannot check; set BRIEFGEN_DKIM_KEY to an RSA key in PEM"
        raise ConfigError([f"delivery.dkim: {problem}"], "secrets")
    try:
        dkim.crypto.parse_pem_private_key(key.encode())
    except (dkim.crypto.UnparsableKeyError, ValueError, IndexError) as error:
        raise ConfigError([f"delivery.dkim: {_NO_KEY}"], "secrets") from error


_NO_KEY = "the key is no RSA key in PEM; set BRIEFGEN_DKIM_KEY to one"
_ED25519 = re.compile(r"KEY-----MC4CAQAwBQYDK2Vw|KEY-----MFECAQEwBQYDK2Vw|^[A-Za-z0-9+/]{43}=$")
"""How such a key begins in PEM (RFC 8410), without and with its public half; or its 32 bytes in base64."""


def _sign(
    message: bytes, letter: Letter, options: DkimOptions | None, secrets: Mapping[str, str]
) -> bytes:
    """Return the DKIM-Signature of a message, or nothing where no key is asked for."""
    if options is None:
        return b""
    import dkim  # noqa: PLC0415 - needed here alone

    class Signer(dkim.DKIM):  # type: ignore[misc]
        """A signer whose time is the letter's and no clock's."""

        def gen_header(self, fields: list[tuple[bytes, bytes]], *rest: Any) -> bytes:
            """Return the header with the time of signing set."""
            moment = int(datetime.fromisoformat(letter.as_of).replace(tzinfo=UTC).timestamp())
            timed = [(name, b"%d" % moment if name == b"t" else value) for name, value in fields]
            return super().gen_header(timed, *rest)  # type: ignore[no-any-return]

    present = {name.lower() for name, _ in dkim.rfc822_parse(message)[0]}
    try:
        return Signer(message).sign(  # type: ignore[no-any-return]
            options.selector.encode(),
            options.domain.encode(),
            secrets.get("dkim_key", "").encode(),
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[*(n.encode() for n in _SIGNED if n.encode() in present), b"from"],
        )
    except dkim.DKIMException as error:
        raise ConfigError([f"delivery.dkim: {_NO_KEY}"], "secrets") from error
