"""The register of sources: what is known of publishers, from the profile, a shared file or the one that is shipped.

Nothing is known of a publisher that stands in none of them: no grade, no group, and not whether it speaks for a state.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from briefgen.model.publishers import publisher_key
from briefgen.profile.tables import RegisteredSource

STARTER = "starter"
"""What the key ``register`` says for the file that is shipped."""


def read_register(named: str, folder: Path) -> list[Any]:
    """Return the entries of a register's file, as TOML gives them.

    Raises:
        ValueError: it cannot be read, or is no register; the message says why.
    """
    path = files(__package__) / "register.toml" if named == STARTER else folder / named
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"no TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ValueError(f"cannot be read ({why})") from error
    entries = data.get("sources")
    if not isinstance(entries, list) or set(data) != {"sources"}:
        raise ValueError("no register; write entries of [[sources]] and nothing else into it")
    return entries


def with_register(data: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return a profile's mapping with the entries of its register behind its own; its own go before.

    Raises:
        ValueError: see `read_register`.
    """
    own = data.get("sources", [])
    if not isinstance(own, list):
        return dict(data)
    told = {publisher_key(str(s["name"])) for s in own if isinstance(s, dict) and "name" in s}
    more = read_register(str(data["register"]), folder)
    new = [
        s for s in more if not isinstance(s, dict) or publisher_key(str(s.get("name"))) not in told
    ]
    return {**data, "sources": [*own, *new]}


def find_registered(
    register: Sequence[RegisteredSource], publisher: str | None, address: str | None
) -> RegisteredSource | None:
    """Return what the register has of an article's publisher: by its name, by another of its names, or by its address."""
    name = " ".join((publisher or "").split()).casefold()
    exact = next((s for s in register if name and s.name.casefold() == name), None)
    key = publisher_key(publisher)
    alike = exact or next((s for s in register if key and publisher_key(s.name) == key), None)
    return alike or _by_address(register, address if not publisher else None)


def _by_address(
    register: Sequence[RegisteredSource], address: str | None
) -> RegisteredSource | None:
    try:
        host = (urlsplit(address or "").hostname or "").casefold()
    except ValueError:
        return None
    parts = host.split(".")
    above = {".".join(parts[n:]) for n in range(len(parts) - 1)}
    return next((s for s in register if above & {d.casefold() for d in s.domains}), None)
