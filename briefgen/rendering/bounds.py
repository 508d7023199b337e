"""What keeps a template within bounds: how often it loops and calls, and how long the text is that it makes.

Jinja's sandbox guards attributes and `range`; loops over what a template is given, macros that call themselves and
text that doubles itself it lets run. Here a template's tree is changed so that each loop and each `~` is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from jinja2 import nodes, pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join, do_replace
from jinja2.runtime import markup_join, str_join
from jinja2.visitor import NodeTransformer

LONGEST_TEXT = 1_000_000
"""The longest text that an operator, a filter or a method makes."""
LONGEST_PART = 16_000_000
"""The longest text of a macro or a block: a page of a 300-article brief has 3 million characters."""
MOST_STEPS = 2_000_000
"""Steps of all loops of a page together."""
MOST_CALLS = 200_000
"""Calls of macros and functions on a page."""
MOST_BITS = 256
"""Numbers of more bits are multiplied no further."""
MOST_HANDLED = 200_000_000
"""Characters that all filters and methods of a page are given together: a web page of 288 articles gives them 31,502."""
ITEM = 10
"""An item of a list counts as so many characters: sorting takes about as much longer."""


@dataclass
class Budget:
    """What is left to a page."""

    steps: int = MOST_STEPS
    calls: int = MOST_CALLS
    handled: int = MOST_HANDLED

    def weigh(self, value: object) -> None:
        """Take what a filter or a method is given.

        Raises:
            SecurityError: it is too much together.
        """
        if isinstance(value, str):
            self.handled -= len(value)
        elif isinstance(value, list | tuple | dict):
            self.handled -= ITEM * len(value)
        if self.handled < 0:
            raise SecurityError(f"filters that handle more than {MOST_HANDLED:,} characters")

    def weighed(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter whose first value is weighed."""
        place = 1 if hasattr(filter_, "jinja_pass_arg") else 0

        @wraps(filter_)
        def weigh_first(*given: Any, **named: Any) -> Any:
            self.weigh(given[place] if len(given) > place else None)
            return filter_(*given, **named)

        return weigh_first

    def call(self) -> None:
        """Take a call.

        Raises:
            SecurityError: there is none left.
        """
        self.calls -= 1
        if self.calls < 0:
            raise SecurityError(f"more than {MOST_CALLS:,} calls")

    def counted(self, items: Any) -> Any:
        """Return what a loop goes over, its steps taken from what is left.

        Raises:
            SecurityError: there are too many.
        """
        if isinstance(items, Sized):
            self._take(len(items))
            return items
        return self._each(items)

    def _each(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._take(1)
            yield item

    def _take(self, steps: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise SecurityError(f"loops of more than {MOST_STEPS:,} steps")


class Bounded(NodeTransformer):
    """Changes a template's tree: each loop goes over what `counted` gives, each `~` is the filter `concatenated`."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja calls it so
        """Return a loop that is counted."""
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "counted")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - Jinja calls it so
        """Return a join whose length is looked at."""
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "concatenated")


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(cast("nodes.Expr", node), name, [], [], None, None, lineno=node.lineno)


def bounded_join(pieces: Iterable[str]) -> str:
    """Return the text of a macro or a block.

    Raises:
        SecurityError: it is too long.
    """
    held: list[str] = []
    left = LONGEST_PART
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise SecurityError(f"a part of more than {LONGEST_PART:,} characters")
        held.append(piece)
    return "".join(held)


def _refuse_longer(length: int) -> None:
    if length > LONGEST_TEXT:
        raise SecurityError(f"texts of more than {LONGEST_TEXT:,} characters")


@pass_eval_context
def concatenated(eval_ctx: Any, items: list[Any]) -> Any:
    """Return what `~` makes.

    Raises:
        SecurityError: it is too long.
    """
    _refuse_longer(sum(len(item) for item in items if isinstance(item, str)))
    return (markup_join if eval_ctx.autoescape else str_join)(items)


@pass_eval_context
def joined(eval_ctx: Any, value: Iterable[Any], d: str = "", attribute: Any = None) -> Any:
    """Return what Jinja's filter `join` makes.

    Raises:
        SecurityError: it is too long.
    """
    items = list(value)
    texts = [len(item) if isinstance(item, str) else 0 for item in items]
    _refuse_longer(sum(texts) + len(str(d)) * len(items))
    return do_join(eval_ctx, items, d, attribute)


@pass_eval_context
def replaced(eval_ctx: Any, s: str, old: str, new: str, count: int | None = None) -> Any:
    """Return what Jinja's filter `replace` makes.

    Raises:
        SecurityError: it is too long.
    """
    _refuse_longer(len(str(s)) + str(s).count(str(old)) * len(str(new)))
    return do_replace(eval_ctx, s, old, new, count)


def summed(iterable: Iterable[Any], attribute: str | None = None, start: float = 0) -> float:
    """Return the sum of numbers, or of what items have under a name.

    Raises:
        SecurityError: they are no numbers.
    """
    values = [item[attribute] if attribute else item for item in iterable]
    if not all(isinstance(value, int | float) for value in (start, *values)):
        raise SecurityError("sum works on numbers only")
    return sum(values, start)


def refuse_large(*values: Any) -> None:
    """Refuse numbers whose products would grow without end.

    Raises:
        SecurityError: one has too many digits.
    """
    if any(isinstance(value, int) and value.bit_length() > MOST_BITS for value in values):
        raise SecurityError(f"numbers of more than {MOST_BITS} bits")
