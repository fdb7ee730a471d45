"""The operators on one value: a closed, small set. Each answers true, false or unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from holdpoint.law._dates import bounds
from holdpoint.law._kleene import Truth, any_of, negate
from holdpoint.law._schema import Kind

Operand = Literal["one", "many", "flag", "yes", "list"]
"""What an operator is given: one value, several, true/false, the word true, a list's name."""

Test = Callable[[Any, Any], Truth]
"""Value (never ``None``) and operand (never ``None``) to a truth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One operator.

    Attributes:
        kinds: Types of value it works on.
        operand: What it is given.
        phrase: How a rule is read aloud.
        meaning: One line for the guide.
        test: The comparison; ``None`` for those that the compiler treats itself.
    """

    name: str
    kinds: frozenset[Kind]
    operand: Operand
    phrase: str
    meaning: str
    test: Test | None = None


def _equals(value: object, wanted: object) -> Truth:
    if isinstance(value, str) and isinstance(wanted, str):
        return True if value == wanted else _same_day(value, wanted)
    if isinstance(value, bool) and isinstance(wanted, bool):
        return value is wanted
    if isinstance(value, bool) or isinstance(wanted, bool):
        return None
    if isinstance(value, int | float) and isinstance(wanted, int | float):
        return value == wanted
    return None


def _same_day(value: str, wanted: str) -> Truth:
    """Partial dates that overlap may be the same day; all other texts differ."""
    if not (value[:1].isdigit() and wanted[:1].isdigit()):  # no dates: most texts
        return False
    left, right = bounds(value), bounds(wanted)
    if left is None or right is None:
        return False
    return None if left[0] <= right[1] and right[0] <= left[1] else False


def _in(value: object, wanted: Sequence[object]) -> Truth:
    if isinstance(value, str):  # as good as always; most texts are no dates
        if value in wanted:
            return True
        if not value[:1].isdigit() and _all_texts(tuple(wanted)):
            return False
    return any_of(_equals(value, one) for one in wanted)


def plain_texts(test: Test, wanted: object) -> frozenset[str] | None:
    """Texts among which a text must be for an operator to be true, and false if it is not.

    ``None`` where more than that decides: another operator, numbers, or texts that may be dates.
    """
    if test not in (_equals, _in):
        return None
    values = wanted if isinstance(wanted, list) else [wanted]
    if not all(isinstance(one, str) and not one[:1].isdigit() for one in values):
        return None
    return frozenset(values)


@lru_cache(maxsize=4096)
def _all_texts(values: tuple[object, ...]) -> bool:
    return all(isinstance(one, str) for one in values)


def _span(value: object) -> tuple[Any, Any] | None:
    """Least and greatest that a number or a partial date can be."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return (value, value) if value == value else None  # noqa: PLR0124 - NaN is not known
    return bounds(value) if isinstance(value, str) else None


def _more_than(value: object, wanted: object) -> Truth:
    left, right = _span(value), _span(wanted)
    if left is None or right is None or (type(left[0]) is str and type(right[0]) is not str):
        return None
    if left[0] > right[1]:
        return True
    return None if left[1] > right[0] else False


def _at_least(value: object, wanted: object) -> Truth:
    left, right = _span(value), _span(wanted)
    if left is None or right is None or (type(left[0]) is str and type(right[0]) is not str):
        return None
    if left[0] >= right[1]:
        return True
    return None if left[1] >= right[0] else False


def _starts_with(value: object, wanted: Iterable[str]) -> Truth:
    return value.startswith(tuple(wanted)) if isinstance(value, str) else None


def _contains(value: object, wanted: Iterable[str]) -> Truth:
    if isinstance(value, str):
        folded = value.casefold()
        return any(one.casefold() in folded for one in wanted)
    if isinstance(value, list | tuple):
        return any(one in value for one in wanted)
    return None


def _is(value: object, wanted: object) -> Truth:
    return value is wanted if isinstance(value, bool) else None


_ORDERED: frozenset[Kind] = frozenset({"number", "date", "answer"})
_PLAIN: frozenset[Kind] = frozenset({"text", "number", "date", "answer"})
_TEXT: frozenset[Kind] = frozenset({"text", "answer"})
_ANY: frozenset[Kind] = _PLAIN | {"flag", "texts", "open", "record", "rows"}
_DATES: frozenset[Kind] = frozenset({"date"})

_TABLE = (
    Operator(
        name="equals",
        kinds=_PLAIN,
        operand="one",
        phrase="is",
        meaning="the same value",
        test=_equals,
    ),
    Operator(
        name="not_equals",
        kinds=_PLAIN,
        operand="one",
        phrase="is not",
        meaning="another value",
        test=lambda value, wanted: negate(_equals(value, wanted)),
    ),
    Operator(
        name="in",
        kinds=_PLAIN,
        operand="many",
        phrase="is one of",
        meaning="one of several",
        test=_in,
    ),
    Operator(
        name="not_in",
        kinds=_PLAIN,
        operand="many",
        phrase="is none of",
        meaning="none of several",
        test=lambda value, wanted: negate(_in(value, wanted)),
    ),
    Operator(
        name="at_least",
        kinds=_ORDERED,
        operand="one",
        phrase="is at least",
        meaning="this or more; of dates: this day or later",
        test=_at_least,
    ),
    Operator(
        name="at_most",
        kinds=_ORDERED,
        operand="one",
        phrase="is at most",
        meaning="this or less; of dates: this day or earlier",
        test=lambda value, wanted: negate(_more_than(value, wanted)),
    ),
    Operator(
        name="more_than",
        kinds=_ORDERED,
        operand="one",
        phrase="is more than",
        meaning="more than this",
        test=_more_than,
    ),
    Operator(
        name="less_than",
        kinds=_ORDERED,
        operand="one",
        phrase="is less than",
        meaning="less than this",
        test=lambda value, wanted: negate(_at_least(value, wanted)),
    ),
    Operator(
        name="before",
        kinds=_DATES,
        operand="one",
        phrase="is before",
        meaning="an earlier day",
        test=lambda value, wanted: negate(_at_least(value, wanted)),
    ),
    Operator(
        name="after",
        kinds=_DATES,
        operand="one",
        phrase="is after",
        meaning="a later day",
        test=_more_than,
    ),
    Operator(
        name="is",
        kinds=frozenset({"flag", "answer"}),
        operand="flag",
        phrase="is",
        meaning="true or false",
        test=_is,
    ),
    Operator(
        name="starts_with",
        kinds=_TEXT,
        operand="many",
        phrase="starts with",
        meaning="begins with this text (or with one of several)",
        test=_starts_with,
    ),
    Operator(
        name="contains",
        kinds=_TEXT | {"texts"},
        operand="many",
        phrase="contains",
        meaning="has this text (or one of several) in it, capitals or not; of a list: as a member",
        test=_contains,
    ),
    Operator(
        name="in_list",
        kinds=frozenset({"text"}),
        operand="list",
        phrase="is on the list",
        meaning="stands on a list of the rule on the date of the order",
    ),
    Operator(
        name="is_known",
        kinds=_ANY,
        operand="yes",
        phrase="is known",
        meaning="is stated; never unknown",
    ),
    Operator(
        name="is_unknown",
        kinds=_ANY,
        operand="yes",
        phrase="is not known",
        meaning="is not stated; never unknown",
    ),
)

OPERATORS: Mapping[str, Operator] = {operator.name: operator for operator in _TABLE}
"""By name, in the order of the guide."""
