"""What is an address of the mail, and what may stand in a header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.headerregistry import Address
from typing import Any

from briefgen.model.text import safe


def check_address(raw: str) -> str:
    """Return an address as SMTP takes it; nothing is looked up.

    The syntax is that of RFC 5321 without quoted local parts and domain literals. A domain with
    other letters than ASCII is given as IDNA; a local part with such letters is refused, because it
    passes only servers with SMTPUTF8 and is mangled by the others.

    Raises:
        ValueError: it is no address that can be used; the message says why.
    """
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - comes late

    local = raw.rpartition("@")[0]
    if not local.isascii():
        raise ValueError(
            "letters outside ASCII before the @ pass few servers; ask for another address"
        )
    try:
        checked = validate_email(raw, check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        raise ValueError(f"{str(error).rstrip('.')}; correct the address") from error
    return checked.ascii_email or checked.normalized


def mail_problems(options: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with mail options as a profile gives them, each with its key."""
    for key in ("sender", "reply_to", "bounces"):
        value = options.get(key)
        if isinstance(value, str) and value:
            try:
                parse_mailbox(value)
            except ValueError as error:
                yield f"{key}: '{value}': {error}"
    address = options.get("unsubscribe")
    if not isinstance(address, str):
        if options.get("one_click"):
            yield "one_click: there is nothing to click; give an https address as unsubscribe"
        return
    if not re.fullmatch(r"(https://|mailto:)[!-~]+", address) or re.search(r"[<>,]|=\?", address):
        yield f"unsubscribe: '{address}' is no https or mailto address in plain ASCII; correct it"
    elif options.get("one_click") and not address.startswith("https://"):
        yield "one_click: needs an https address as unsubscribe (RFC 8058); leave it out for mailto"
    for name in sorted(set(re.findall(r"\{([^{}]*)\}", address)) - {"address", "token"}):
        yield f"unsubscribe: '{{{name}}}' is not filled in; there are {{address}} and {{token}}"


def parse_mailbox(text: str) -> Address:
    """Return a mailbox, an address or ``Name <address>``, in its parts.

    Raises:
        ValueError: it is no address; the message says why.
    """
    found = re.fullmatch(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>", text.strip())
    name, address = (found["name"], found["address"]) if found else ("", text)
    return Address(plain(name).strip('" '), addr_spec=check_address(address.strip()))


def plain(text: str) -> str:
    """Return text as it may stand in a header: one line without controls and without encoded words.

    The standard library decodes what looks like an encoded word (RFC 2047), line breaks in it
    included, and writes them out again: "=?utf-8?q?x=0D=0ABcc:_...?=" became a header (seen).
    """
    return safe(text).replace("=?", "= ?")
