"""The profile of a series, read from TOML and checked as a whole."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import fields, is_dataclass
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, get_args, get_type_hints

from briefgen.errors import ConfigError
from briefgen.model import Edit
from briefgen.model.text import safe
from briefgen.profile.checks import inconsistencies
from briefgen.profile.house import embed_files
from briefgen.profile.register import with_register
from briefgen.profile.tables import Profile, adapter
from briefgen.runtime import credentials

FILE_NAME = "briefgen.toml"
"""The name under which a profile is found beside the sources."""


def load_profile(path: Path) -> Profile:
    """Return the profile in a TOML file.

    Raises:
        ConfigError: it cannot be read or is wrong; all its problems at once, each with its key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        problem = f"no TOML: {error}; texts stand in quotation marks, names of tables in brackets"
        raise ConfigError([problem], str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError(["it is not UTF-8 text; save it as UTF-8"], str(path)) from error
    except OSError as error:
        problem = f"cannot be read ({error.strerror}); name the series' profile (--profile; its folder for 'run' and 'collect'), or make one with 'briefgen init'"
        raise ConfigError([problem], str(path)) from error
    return parse_profile(data, str(path), path.parent)


def parse_profile(data: Mapping[str, Any], path: str, folder: Path | None = None) -> Profile:
    """Return the profile in a mapping such as TOML gives.

    With ``folder``, the logo and the fonts that it names are read from there; without, they stay names.

    Raises:
        ConfigError: it is wrong; all its problems at once.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - a tenth of a second

    data = _safe(data)
    problems: list[str] = []
    if folder is not None and isinstance(data.get("register"), str):
        try:
            data = _safe(with_register(data, folder))
        except ValueError as error:
            problems.append(f"register: {data['register']!r} {error}")
    profile: Profile | None = None
    meant: Any = data
    while profile is None and meant is not None:
        data = meant
        try:
            profile = adapter().validate_python(data)
        except ValidationError as error:
            found = [dict(e) for e in error.errors()]
            problems += map(explain_error, found)
            meant = _as_meant(data, found)
    problems += inconsistencies(data)
    page = data.get("page")
    if folder is not None and isinstance(page, dict):
        embedded, wrong = embed_files(page, folder)
        problems += wrong
        if not problems:
            profile = adapter().validate_python({**data, "page": embedded})
    if problems or profile is None:
        raise ConfigError(list(dict.fromkeys(problems)), path)
    return profile


def _safe(value: Any) -> Any:
    """Return a tree with every text in it as it may be printed."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list):
        return [_safe(item) for item in value]
    if isinstance(value, dict):
        return {key: _safe(item) for key, item in value.items()}
    return value


def explain_error(error: Mapping[str, Any]) -> str:
    """Return one of pydantic's findings as key, what is wrong, remedy."""
    where = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"]
    ).lstrip(".")
    if error["loc"][0] in {"collect", "delivery"} and _SECRET.search(str(error["loc"][-1])):
        variables = ", ".join(credentials.NAMES.values())
        return f"{where}: a secret has no place in a profile; remove it and set {variables}, or use the keyring"
    if error["type"] in _UNKNOWN:
        near = _near(error["loc"])
        known = ", ".join(_known_keys(error["loc"][:-1]))
        hint = f"did you mean '{near}'?" if near else f"choose from {known}"
        return f"{where}: unknown key; {hint}"
    if error["type"] in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return f"{where}: missing; every entry of this table needs it"
    if isinstance(error["input"], dict) and error["type"].startswith("tuple"):
        return f"{where}: should be a list of tables; write [[{where}]], once for each"
    if error["type"] == "dataclass_type":
        of = re.sub(r"\[\d+\]", "", where)
        brackets = f"[[{of}]]" if where.endswith("]") else f"[{of}]"
        return (
            f"{where}: {error['input']!r} should be a table; write {brackets}, and its keys below"
        )
    message = str(error["msg"])[:1].lower() + str(error["msg"])[1:]
    message = message.replace("input should be", "should be").replace("a valid tuple", "a list")
    return f"{where}: {error['input']!r} {message}"


_UNKNOWN = {"unexpected_keyword_argument", "extra_forbidden"}
"""What pydantic calls a key that a table does not know."""
_SECRET = re.compile(r"pass|secret|token|private|key$", re.IGNORECASE)
"""Keys under which people put secrets."""


def _near(location: tuple[Any, ...]) -> str | None:
    """Return the key that an unknown one at a place of a profile was probably meant to be."""
    near = difflib.get_close_matches(str(location[-1]), _known_keys(location[:-1]), n=1)
    return near[0] if near else None


def _as_meant(data: Any, found: Sequence[Mapping[str, Any]]) -> Any:
    """Return a profile with its first misspelt table under the right name, so that what is wrong in it shows too."""
    for error in found:
        *way, key = error["loc"]
        near = _near(error["loc"]) if error["type"] in _UNKNOWN else None
        if near and isinstance(error["input"], dict | list):
            changed = deepcopy(data)
            table = reduce(getitem, way, changed)
            if near not in table:
                table[near] = table.pop(key)
                return changed
    return None


def _known_keys(location: tuple[Any, ...]) -> list[str]:
    """Return the keys of the table at a place of a profile, or of the file of edits."""
    table: Any = {"edit": Edit}.get(str(location[0]), Profile) if location else Profile
    for part in location if table is Profile else ():
        table = _held(get_type_hints(table).get(part)) if isinstance(part, str) else table
    return [f.name for f in fields(table or Profile)]


def _held(hint: Any) -> Any:
    """Return the table that a key holds, one or many; None where it holds none."""
    kinds = (hint, *get_args(hint))
    return next((kind for kind in kinds if is_dataclass(kind)), None)
