"""Differing figures of one thing, side by side on one scale and never averaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import floor, log10

from briefgen.rendering.charts.svg import INK, LINE, Chart, chart, circle, line, text

LEFT, RIGHT, PITCH, TOP = 200.0, 22.0, 17.0, 6.0
PHRASE = 38
"""A longer phrase is left to the sentence beside: words of a source are never cut."""
FADES = 12
"""Steps in which a bar fades that has no end."""
EDGE = 2.5
"""Room beside both ends of a scale, in per cent of its width: half a dot."""
COURSE, MARGIN = 58.0, 8.0
"""Height of a count over time in pixels, and the room above its highest dot and below its lowest."""
OPEN_STEPS, OPEN_STEP = 4, 2.6
"""Steps in which "more than" fades above a dot, and the pixels of each."""
TICKS = 4
"""Steps of a scale at the most."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one sentence gives: its citation, its words, the number or the ends of its range."""

    cite: str
    phrase: str
    value: float
    upper: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale from its first number to its last, with the numbers that stand under it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Return where a number stands in the picture, in per cent of its width; the dots of both ends are whole."""
        along = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return EDGE + (100 - 2 * EDGE) * along


def scale_of(values: Sequence[float]) -> Scale:
    """Return a scale from nought (or the lowest number below it) in round steps."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    rough = (high - low or 1.0) / TICKS
    unit: float = 10.0 ** floor(log10(rough))
    step = next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= rough * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), -floor(-high / step + 1e-9)
    ticks = tuple(round(n * step, 9) for n in range(first, max(last, first + 1) + 1))
    return Scale(low=ticks[0], high=ticks[-1], ticks=ticks)


def bar(value: float, upper: float | None, openness: int, scale: Scale, colour: str) -> str:
    """Return one figure on the scale: a dot, a bar from dot to dot, or a bar that fades where it is open.

    It is as wide as the place it stands in. ``openness`` is 1 for "more than", -1 for "fewer than",
    0 for a figure that is given as such.
    """
    said = _in_words(value, upper, openness, scale)
    at = scale.share(value)
    marks = [
        f'<line x1="0" x2="100%" y1="6" y2="6" class="l-hair" stroke="{LINE}" stroke-width=".8"/>'
    ]
    if upper is not None:
        end = scale.share(upper)
        marks.append(_band(at, end - at, 1.0, colour))
        marks.append(_dot(end, colour))
    elif openness:
        end = 100.0 if openness > 0 else 0.0
        step = (end - at) / FADES
        for n in range(FADES):
            start = min(at + n * step, at + (n + 1) * step)
            marks.append(_band(start, abs(step) + 0.05, (1 - (n + 0.5) / FADES) ** 1.4, colour))
    marks.append(_dot(at, colour))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="12" role="img" aria-label="{said}"'
        f' class="figure-bar"><title>{said}</title>{"".join(marks)}</svg>'
    )


def _in_words(value: float, upper: float | None, openness: int, scale: Scale) -> str:
    """Return what one figure's picture shows: its place on the scale."""
    ends = f"on a scale from {scale.low:,.10g} to {scale.high:,.10g}"
    if upper is not None:
        return f"from {value:,.10g} to {upper:,.10g} {ends}"
    return f"{('', 'more than ', 'less than ')[openness]}{value:,.10g} {ends}"


def _dot(at: float, colour: str) -> str:
    return f'<circle cx="{at:.4g}%" cy="6" r="4.2" class="brand" fill="{colour}"/>'


def _band(at: float, width: float, opacity: float, colour: str) -> str:
    clear = f' fill-opacity="{opacity:.2g}"' if opacity < 1 else ""
    return f'<rect x="{at:.4g}%" y="4.4" width="{width:.4g}%" height="3.2" class="brand" fill="{colour}"{clear}/>'


def course(points: Sequence[tuple[float, float, int]], scale: Scale, colour: str, said: str) -> str:
    """Return a count as it changed over time: a dot for each figure and a line from each to the next.

    Args:
        points: Place along the time in per cent, the number, and its openness as ``bar`` has it, in the order of time.
        scale: From the foot of the picture to its head.
        colour: Of dots and line.
        said: The same in words.
    """
    high = COURSE - 2 * MARGIN

    def up(value: float) -> float:
        return round(COURSE - MARGIN - high * (scale.share(value) - EDGE) / (100 - 2 * EDGE), 1)

    marks = [
        f'<line x1="0" x2="100%" y1="{COURSE - 1:g}" y2="{COURSE - 1:g}" class="l-hair" stroke="{LINE}" stroke-width=".8"/>'
    ]
    for (x, value, _), (next_x, following, _) in pairwise(points):
        marks.append(
            f'<line x1="{x:.4g}%" y1="{up(value):g}" x2="{next_x:.4g}%" y2="{up(following):g}" class="l-brand" '
            f'stroke="{colour}" stroke-width="1.6"/>'
        )
    for x, value, openness in points:
        foot, step = up(value), -openness * OPEN_STEP
        for n in range(OPEN_STEPS * abs(openness)):
            opacity = f"{(1 - (n + 0.5) / OPEN_STEPS) ** 1.4:.2g}"
            marks.append(
                f'<line x1="{x:.4g}%" x2="{x:.4g}%" y1="{foot + n * step:g}" y2="{foot + (n + 1) * step:g}" class="l-brand" '
                f'stroke="{colour}" stroke-width="3.2" stroke-opacity="{opacity}"/>'
            )
        marks.append(f'<circle cx="{x:.4g}%" cy="{foot:g}" r="3.6" class="brand" fill="{colour}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{COURSE:g}" role="img" aria-label="{escape(said)}"'
        f' class="course"><title>{escape(said)}</title>{"".join(marks)}</svg>'
    )


def axis(scale: Scale) -> list[dict[str, str]]:
    """Return the numbers under a scale: each one's place in per cent, and itself as printed."""
    return [{"at": f"{scale.share(tick):.4g}", "label": f"{tick:,.10g}"} for tick in scale.ticks]


def conflict_plot(subject: str, figures: Sequence[Figure], *, width: float = 463) -> Chart:
    """Return a dot for each figure, a bar for each range, on a scale from nought."""
    most = max((f.upper or f.value for f in figures), default=1) or 1
    low = min(0.0, min((f.value for f in figures), default=0))
    scale = (width - LEFT - RIGHT) / (most - low or 1)
    marks = [*_grid(low, most, scale, len(figures))]
    for n, figure in enumerate(figures):
        marks += _figure(figure, TOP + PITCH * (n + 0.5), scale, low)
    said = "; ".join(f"{f.cite}: {f.phrase}" for f in figures)
    words = f"{said}. From {low:,g} to {most:,g}, not averaged."
    title = f"Differing figures: {subject}"
    return chart((width, TOP + PITCH * len(figures) + 18), title, words, marks, n=len(figures))


def _figure(figure: Figure, y: float, scale: float, low: float) -> Iterator[str]:
    x = LEFT + scale * (figure.value - low)
    yield text(0, y + 3, figure.cite, fill=INK, anchor="start", weight=600)
    if len(figure.phrase) <= PHRASE:
        yield text(40, y + 3, figure.phrase, anchor="start")
    if figure.upper is not None:
        end = LEFT + scale * (figure.upper - low)
        yield line(x, y, end, y, stroke=INK, width=2)
        yield circle(end, y, 4.2)
    yield circle(x, y, 4.2)


def _grid(low: float, most: float, scale: float, rows: int) -> Iterator[str]:
    """Yield the scale: a line at its beginning, middle and end, each with its number."""
    bottom = TOP + PITCH * rows + 2
    for value in (low, (low + most) / 2, most):
        x = LEFT + scale * (value - low)
        yield line(x, TOP, x, bottom, stroke=LINE, width=0.6)
        yield text(x, bottom + 12, f"{value:,.4g}" if value < 10_000 else f"{value:,.0f}")  # noqa: PLR2004 - digits that fit
