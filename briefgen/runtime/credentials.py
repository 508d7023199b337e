"""Where secrets come from: the environment, a file it names, or the system's keyring; never the profile."""

from __future__ import annotations

import os
import re
from pathlib import Path

from briefgen.errors import ConfigError

NAMES = {
    "imap_password": "BRIEFGEN_IMAP_PASSWORD",
    "smtp_password": "BRIEFGEN_SMTP_PASSWORD",
    "dkim_key": "BRIEFGEN_DKIM_KEY",
    "unsubscribe_key": "BRIEFGEN_UNSUBSCRIBE_KEY",
}
"""Each secret and the variable that holds it; with ``_FILE`` behind, the file that holds it."""
SERVICE = "briefgen"
"""The name under which the keyring keeps them; the secret's own name is the user name there."""


def find_secret(name: str, owner: str = "") -> str:
    """Return a secret by its short name; where one of several owners has its own, that one.

    An owner's stands under ``BRIEFGEN_IMAP_PASSWORD_NEWS_DESK`` for the owner "News desk".

    Raises:
        ConfigError: it is nowhere, or the file named for it cannot be read.
    """
    variable = NAMES[name]
    own = re.sub(r"[^A-Z0-9]+", "_", owner.upper()).strip("_")
    if own and any(os.environ.get(f"{variable}_{own}{end}") for end in ("", "_FILE")):
        variable = f"{variable}_{own}"
    if os.environ.get(variable):
        return os.environ[variable]
    file = os.environ.get(f"{variable}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
            raise ConfigError([f"{variable}_FILE: '{file}' cannot be read ({reason})"], "the environment") from error  # fmt: skip
    kept = _from_keyring(name)
    if kept:
        return kept
    remedy = f"set {variable} or {variable}_FILE, or run 'keyring set {SERVICE} {name}'"
    raise ConfigError([f"no {name.replace('_', ' ')}: {remedy}"], "the environment")


def _from_keyring(name: str) -> str | None:
    """Return what the system's keyring keeps under a name, if there is a keyring."""
    try:
        import keyring  # noqa: PLC0415 - optional, and slow to load
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        return None
