"""A small synthetic series for tests: a year of weeks with a strike and its figures, a claim and
its denials, and late news."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from briefgen.profile.load import load_profile
from briefgen.profile.tables import Profile
from briefgen.series.make import Made, Order, make_edition

FIRST = datetime.date(2026, 1, 4)
PROFILE = """\
title = "Port Alda weekly"
audiences = []
[series]
[[themes]]
id = "strike"
name = "Strike"
keywords = ["strike", "dockers", "union"]
[[themes]]
id = "arms"
name = "Arms"
keywords = ["shells", "artillery", "Russia", "North Korea"]
[[themes]]
id = "grain"
name = "Grain"
keywords = ["grain", "wheat", "ships"]
"""
COURIER, NEWS = "Alda Courier", "Inland News"


def sunday(week: int) -> str:
    """Return the cut-off of the n-th week, from 0."""
    return (FIRST + datetime.timedelta(weeks=week)).isoformat()


def _record(week: int, publisher: str, text: str, days_before: int = 3) -> dict[str, str]:
    date = FIRST + datetime.timedelta(weeks=week, days=-days_before)
    return {"date": date.isoformat(), "publisher": publisher, "text": text}


def articles(week: int) -> list[dict[str, str]]:
    """Return what is published in the n-th week: each thing changes at its own pace."""
    dockers = 300 + 50 * (week // 2)
    strike = (
        f"About {dockers} dockers of Port Alda joined the strike for higher wages, the union said."
    )
    found = [_record(week, COURIER, f"{strike} Talks in District {week} of Alda go on, it said.")]
    if week % 3 == 0:
        text = (
            f"Union leaders counted {dockers} dockers of Port Alda in the strike for higher wages."
        )
        found.append(_record(week, NEWS, text))
    arms = "North Korea sent artillery shells to Russia for its war in Ukraine, Seoul's spy agency said."
    found.append(_record(week, COURIER, arms, days_before=4))
    if week % 5 == 4:
        text = (
            "Russia denied that North Korea sent artillery shells to Russia for its war in Ukraine."
        )
        found.append(_record(week, NEWS, text, days_before=1))
    if week % 4 != 3:
        text = f"Ships with grain wait off Port Alda in week {week + 1}, the harbour office of Alda said."
        found.append(_record(week, NEWS, text, days_before=2))
    if week % 6 == 5:
        text = f"A storm sank two ships off Cape Num{week} in winter, the coast guard of Alda said."
        found.append(_record(week - 3, COURIER, text))
    return found


def make_series(folder: Path) -> Path:
    """Make a series' folder with its profile and an empty inbox, and return the profile's path."""
    (folder / "inbox").mkdir(parents=True)
    profile = folder / "weekly.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    return profile


def deliver(profile: Path, week: int) -> None:
    """Put a week's articles into the inbox."""
    lines = "".join(json.dumps(a) + "\n" for a in articles(week))
    (profile.parent / "inbox" / f"{week:02}.jsonl").write_text(lines, encoding="utf-8")


def order(profile: Path, week: int, loaded: Profile | None = None) -> Order:
    """Return the order for the n-th week's edition."""
    return Order(
        sources=(profile.parent / "inbox",),
        profile=loaded or load_profile(profile),
        place=profile,
        output=profile.parent / "output",
        as_of=sunday(week),
    )


def make(profile: Path, week: int) -> Made:
    """Build the n-th week's edition."""
    return make_edition(order(profile, week), lambda _: None)
