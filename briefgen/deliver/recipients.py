"""Who gets an edition: lists of readers as CSV, every address checked before anything is sent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from briefgen.errors import ReadError
from briefgen.model import Marking
from briefgen.model.text import safe
from briefgen.profile.addresses import check_address
from briefgen.profile.tables import LOWEST, ListOptions, Readership

MARKINGS: tuple[Marking, ...] = get_args(Marking)
"""Traffic Light Protocol 2.0, from the widest circle to the smallest."""
COLUMNS = ("address", "name", "list", "ceiling")
"""What a list's columns are called; ``address`` must be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One reader, or why a row of a list is none."""

    address: str
    """As it goes into the envelope, its domain in ASCII; as the list gives it where it is wrong."""
    name: str = ""
    """As printed in the header To."""
    list: str = ""
    """The list that the row names; empty where it names none."""
    ceiling: Marking | None = None
    """The highest marking this reader may get, where the row gives one."""
    problem: str | None = None
    """Why nothing can be sent to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderList:
    """A list of readers with everybody in it."""

    name: str
    """As the outbox knows it."""
    audience: Readership
    """Whose PDF is attached."""
    ceiling: Marking
    """The highest marking that may go to it."""
    recipients: tuple[Recipient, ...]
    """In the order in which they get it."""


def open_list(options: ListOptions, folder: Path) -> ReaderList:
    """Return a list of the profile; rows that name another list are not this one's.

    Raises:
        ReadError: its file cannot be read or is no list.
    """
    rows = read_list(folder / options.file)
    return ReaderList(
        name=options.name,
        audience=options.audience,
        ceiling=options.ceiling,
        recipients=tuple(r for r in rows if r.list in {"", options.name}),
    )


def list_in_file(path: Path, audience: Readership) -> ReaderList:
    """Return a list that is a file alone, called after it.

    Readers get TLP:CLEAR only, but those whose rows name a higher ceiling.

    Raises:
        ReadError: it cannot be read or is no list.
    """
    rows = [replace(r, ceiling=r.ceiling or LOWEST) for r in read_list(path)]
    highest = max((MARKINGS.index(r.ceiling or LOWEST) for r in rows), default=0)
    return ReaderList(
        name=path.stem, audience=audience, ceiling=MARKINGS[highest], recipients=tuple(rows)
    )


def read_list(path: Path) -> tuple[Recipient, ...]:
    """Return the recipients in a CSV file, in its order; a wrong row becomes one with its problem.

    The first line names the columns (`COLUMNS`; others are not used). Fields are separated by
    commas, semicolons or tabs, whichever the first line has.

    Raises:
        ReadError: the file cannot be read, is no UTF-8 text, or has no column ``address``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ReadError(str(path), f"cannot be read ({error.strerror}); name a CSV list") from error
    except UnicodeDecodeError as error:
        raise ReadError(str(path), "is not UTF-8 text; save the list as CSV in UTF-8") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ReadError(str(path), f"is no CSV ({error}); correct the list") from error
    columns = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if "address" not in columns:
        found = ", ".join(columns) or "nothing"
        raise ReadError(
            str(path), f"has no column 'address' but {found}; name the columns in the first line"
        )
    return tuple(_unique(_recipient(row) for row in rows))


def _recipient(row: Mapping[str | None, str | Sequence[str] | None]) -> Recipient:
    """Return a row as a recipient."""
    cells = {
        str(key).strip().lower(): safe(value)
        for key, value in row.items()
        if isinstance(value, str)
    }
    raw = cells.get("address", "")
    ceiling = next((m for m in MARKINGS if m == cells.get("ceiling")), None)
    problem = None
    address = raw
    try:
        address = check_address(raw)
    except ValueError as error:
        problem = str(error)
    if cells.get("ceiling") and ceiling is None:
        known = ", ".join(MARKINGS)
        problem = problem or f"ceiling '{cells['ceiling']}' is no marking; choose from {known}"
    return Recipient(
        address=address,
        name=cells.get("name", ""),
        list=cells.get("list", ""),
        ceiling=ceiling,
        problem=problem,
    )


def _unique(recipients: Iterator[Recipient]) -> Iterator[Recipient]:
    """Yield recipients; whoever was there before comes again with that as the problem."""
    seen: set[str] = set()
    for recipient in recipients:
        key = recipient.address.casefold()
        if recipient.problem is None and key in seen:
            yield Recipient(address=recipient.address, problem="stands twice in the list")
        else:
            yield recipient
        if recipient.problem is None:
            seen.add(key)
