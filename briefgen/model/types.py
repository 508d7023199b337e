"""What several values share: choices, and how pydantic reads a table and a Brief."""

from __future__ import annotations

from typing import Literal

STRICT: dict[str, str | bool] = {"extra": "forbid"}
"""How pydantic reads a profile's tables: a key it does not know is a mistake."""


VALUE: dict[str, object] = {
    "extra": "ignore",
    "json_schema_serialization_defaults_required": True,
}
"""How pydantic reads a Brief: keys of later versions are passed over."""


Format = Literal["briefgen/brief/2", "briefgen/brief/1"]


Precision = Literal["day", "week", "month", "season", "year", "decade"]


ParagraphKind = Literal["standfirst", "paragraph", "item"]


ArticleKind = Literal["report", "analysis", "opinion", "list", "live", "transcript"]


AttributionKind = Literal["named", "role", "vague", "none"]


Status = Literal["stated", "reported", "rumoured", "possible", "forecast", "negated", "denied"]


Independence = Literal["single source", "not established"]


Marking = Literal["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]


Paper = Literal["A4", "Letter"]


Style = Literal["bulletin", "folio"]


PictureType = Literal["image/svg+xml", "image/png", "image/jpeg"]


FontRole = Literal["serif", "serif_bold", "sans", "sans_bold"]


Coverage = Literal["reported", "touched on", "not in this collection"]


IndicatorStatus = Literal["reported", "not reported in this collection"]


ConflictKind = Literal["figure", "date", "statement", "place", "actor"]


PlaceKind = Literal["state", "capital", "town"]


StandKind = Literal["says", "denies", "doubts"]


ActorKind = Literal["person", "organisation", "place", "group", "system"]


EditAction = Literal[
    "keep", "pin", "drop", "replace", "move", "theme", "rewrite", "grade", "comment", "sign off"
]


PeriodKind = Literal["sources", "day", "week", "month", "range"]


ChangeKind = Literal["new", "updated", "denied", "continuing", "gone quiet", "newly seen"]


ChangeSubject = Literal["sentence", "claim", "theme"]
