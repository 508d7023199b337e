"""How a page of few words becomes exactly one page: what is too much goes, what is left is set as large as there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefgen.errors import RenderError
from briefgen.model.text import count_words
from briefgen.rendering.audiences import AUDIENCES, Audience
from briefgen.rendering.pages.short import drop_lowest

LARGEST = 1.34
"""How much larger than the smallest type a page may be set."""
STEP = 0.03
"""By how much the type shrinks where the first guess was too large."""
MOST_AIR = 11.0
"""Points of space that are added between two parts at the most."""
NARROW = 1.75
"""How much higher a point is in the narrow column than in the wide one."""
LEFT, RIGHT = "points", "beside"
"""Ids of the two columns."""
POINTS_A_PIXEL = 0.75
ROUNDING = 0.5
"""Points that a line may seem to run over."""

AT_ONCE = 5
"""Parts that go at once, beside the first, where a whole page is too much."""
GAPS, LEAST_AIR = 4, 0.8
"""Places besides the points where a page takes air, and the least that shows."""
PAPER_HEIGHTS = {"A4": 841.89, "Letter": 792.0}

LayOut = Callable[[dict[str, Any]], Any]
"""Lays a page out for a context."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Where the text of a laid-out document stands, in points."""

    pages: int
    words: int
    low: float
    """The lowest text of the last page, from the first line's place."""
    room: float
    """What the page has below that; negative where it runs over."""
    columns: Mapping[str, float]
    """The lowest text of each column, likewise."""
    tops: Mapping[str, float]
    """Where each column begins."""
    items: tuple[float, ...]
    """Heights of the points, in their order."""

    def fits(self, row: Audience) -> bool:
        """Return whether there are as few pages and words as an audience is given."""
        return (
            self.pages <= (row.most_pages or self.pages)
            and self.words <= (row.most_words or self.words)
            and self.room >= -ROUNDING
        )

    @property
    def over(self) -> frozenset[str]:
        """The columns that run over the page's end; where the words are too many, the longer one."""
        end = self.low + self.room + ROUNDING
        beyond = frozenset(k for k, low in self.columns.items() if low > end)
        return beyond or frozenset(sorted(self.columns, key=lambda k: -self.columns[k])[:1])


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page is laid out."""

    page: dict[str, Any]
    """What it prints."""
    scale: float = 1.0
    air: float = 0.0
    endless: bool = False
    """Whether on a sheet without end."""

    @property
    def given(self) -> dict[str, Any]:
        """What templates are given of it."""
        return {name: getattr(self, name) for name in self.__slots__}


class Tried:
    """Lays a page out in settings, in each once, and measures it."""

    def __init__(self, context: dict[str, Any], lay_out: LayOut) -> None:
        self._context, self._lay_out = context, lay_out
        self._made: list[tuple[Setting, Any, Measured]] = []

    def at(self, setting: Setting) -> Measured:
        """Return how the page stands in a setting."""
        return self._find(setting)[2]

    def laid_out(self, setting: Setting) -> Any:
        """Return the page as it was laid out in a setting."""
        return self._find(setting)[1]

    def _find(self, setting: Setting) -> tuple[Setting, Any, Measured]:
        found = next((made for made in self._made if made[0] == setting), None)
        if found is None:
            made = self._lay_out({**self._context, **setting.given})
            paper = self._context["paper"] if setting.endless else None
            found = setting, made, measure(made, endless=paper)
            self._made.append(found)
        return found


def fit(audience: str, context: dict[str, Any], lay_out: LayOut) -> tuple[Any, Setting]:
    """Lay an audience's page out, dropping its lowest item until it has as few pages and words as it may have.

    A page of two columns is tried on a sheet without end, where it is seen how much there is too much
    of what; others on their own paper, for the engine balances columns of text forever there.

    Returns:
        The page as it was laid out, and its setting.

    Raises:
        RenderError: it does not fit with next to nothing on it.
    """
    row, tried = AUDIENCES[audience], Tried(context, lay_out)
    page: dict[str, Any] | None = context["page"]
    endless = page is not None and "beside" in page
    divided: Divided | None = None
    while page is not None:
        divided = divide(Setting(page, endless=endless), tried, divided)
        page, seen = divided.setting.page, tried.at(divided.setting)
        if seen.fits(row):
            made = _spread(row, page, tried, seen)
            if made is not None:
                return tried.laid_out(made), made
        page = _less(page, audience, seen)
    limit = f"{row.most_pages} page{'s' * (row.most_pages != 1)}"
    cause = f"it does not fit on {limit} with next to nothing on it; make the template smaller"
    raise RenderError(f"{audience}/page.html", None, cause)


def _less(page: dict[str, Any], audience: str, seen: Measured) -> dict[str, Any] | None:
    """Return a page with less on it: of what is far too long as much at once as it takes."""
    smaller = drop_lowest(page, audience, seen.over)
    if "beside" not in page:
        for _ in range(int(AT_ONCE * seen.low / (seen.low + seen.room)) * (seen.pages > 1)):
            smaller = (drop_lowest(smaller, audience) or smaller) if smaller else None
        return smaller
    too_much = seen.columns.get(LEFT, 0.0) - seen.low - seen.room
    heights = list(seen.items[: len(seen.items) - page.get("beside", 0)])
    while smaller and heights and len(smaller["points"]) < len(page["points"]):
        too_much -= heights.pop()
        further = drop_lowest(smaller, audience, frozenset({LEFT}))
        if too_much <= 0 or not further or len(further["points"]) == len(smaller["points"]):
            break
        smaller = further
    return smaller


@dataclass(frozen=True, slots=True)
class Divided:
    """A page whose points are divided between its columns."""

    setting: Setting
    undivided: Measured
    """How it stands with all points in the wide column."""


def divide(setting: Setting, tried: Tried, before: Divided | None) -> Divided:
    """Return a page whose last points stand in the narrow column where that is much the shorter one.

    Where only the narrow column lost something since the page was divided before, its points most likely stay
    where they are: then it is not laid out undivided, for that column is shorter by as much as it is when divided.
    """
    page = setting.page
    if page.get("beside", True):
        return Divided(setting, tried.at(setting))
    moved = before.setting.page["beside"] if before else 0
    if before and moved and before.setting.page["points"] == page["points"]:
        guessed = replace(setting, page={**page, "beside": moved})
        longer, shorter = (tried.at(s).columns.get(RIGHT, 0.0) for s in (before.setting, guessed))
        columns = before.undivided.columns
        right = columns.get(RIGHT, 0.0) + shorter - longer
        undivided = replace(before.undivided, columns={**columns, RIGHT: right})
    else:
        undivided = tried.at(setting)
    best = _best_moved(undivided)
    return Divided(replace(setting, page={**page, "beside": best}), undivided)


def _best_moved(seen: Measured) -> int:
    """Return how many of its last points a page has in the narrow column when its columns are most alike."""
    if not seen.items or RIGHT not in seen.tops:
        return 0
    top = seen.tops[LEFT]
    left, right = seen.columns[LEFT] - top, max(seen.columns.get(RIGHT, 0.0) - top, 0.0)

    def higher(moved: int) -> float:
        high = sum(seen.items[len(seen.items) - moved :])
        return max(left - high, right + NARROW * high)

    return min(range(len(seen.items)), key=lambda n: (higher(n), n))


def _spread(row: Audience, page: dict[str, Any], tried: Tried, seen: Measured) -> Setting | None:
    """Return the setting in which a page is as large and as airy as there is room for; None where it cannot be set at all."""
    scale = min(LARGEST, ((seen.low + seen.room) / max(seen.low, 1.0)) ** 0.5)
    made = None
    while made is None and scale > 1 - STEP:
        setting = Setting(page, scale=round(max(scale, 1.0), 3))
        seen = tried.at(setting)
        made = setting if seen.fits(row) else None
        scale -= STEP
    air = min(MOST_AIR, seen.room / (GAPS + (len(seen.items) or GAPS)))
    while made is not None and air > LEAST_AIR:
        airy = replace(made, air=round(air, 2))
        if tried.at(airy).fits(row):
            return airy
        air *= 0.6
    return made


# Measuring ---------------------------------------------------------------------------------------


def measure(laid_out: Any, endless: str | None = None) -> Measured:
    """Return where the text of a laid-out document stands; of several pages the last one is measured.

    Args:
        laid_out: What the page engine made.
        endless: The paper that it is meant for, if it was laid out on a sheet without end.
    """
    sheets = [p._page_box for p in laid_out.pages]  # noqa: SLF001 - the engine's own boxes
    page = sheets[-1]
    first, height = page.content_box_y(), page.height
    if endless:
        height = PAPER_HEIGHTS[endless] / POINTS_A_PIXEL - page.margin_top - page.margin_bottom
    columns: dict[str, float] = {}
    tops: dict[str, float] = {}
    items: dict[str, float] = {}
    for box in page.children[0].descendants():
        name = _id_of(box)
        if name in {LEFT, RIGHT}:
            tops.setdefault(name, (box.position_y - first) * POINTS_A_PIXEL)
            columns[name] = max(columns.get(name, 0.0), (_lowest(box) - first) * POINTS_A_PIXEL)
        elif name.startswith("point-"):
            items[name] = box.margin_height() * POINTS_A_PIXEL
    low = (_lowest(page.children[0]) - first) * POINTS_A_PIXEL
    words = " ".join(text for sheet in sheets for part in sheet.children for text in _texts(part))
    return Measured(
        pages=len(sheets),
        words=count_words(words),
        low=low,
        room=height * POINTS_A_PIXEL - low,
        columns=columns,
        tops=tops,
        items=tuple(items.values()),
    )


def _id_of(box: Any) -> str:
    element = getattr(box, "element", None)
    if element is None or isinstance(element, str) or box.element_tag.endswith(("::before", "::after", "::marker")):  # fmt: skip
        return ""
    return str(element.get("id") or "")


def _lowest(box: Any) -> float:
    """Return where the lowest line of a box ends, in the engine's pixels."""
    lines = (b for b in _inside(box) if type(b).__name__ == "LineBox")
    return max((b.position_y + b.height for b in lines), default=0.0)


def _inside(box: Any) -> Iterator[Any]:
    return iter(box.descendants()) if hasattr(box, "descendants") else iter(())


def _texts(box: Any) -> Iterator[str]:
    for inner in _inside(box):
        if type(inner).__name__ == "LineBox":
            yield "".join(b.text for b in _inside(inner) if type(b).__name__ == "TextBox")
