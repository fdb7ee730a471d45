"""Logic with three values: true, false and unknown (``None``), after Kleene."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def all_of(values: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown, else true (true of nothing)."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def any_of(values: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown, else false (false of nothing)."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def negate(value: Truth) -> Truth:
    """Not: unknown stays unknown."""
    return None if value is None else not value


def more_than(low: float, high: float, limit: float) -> Truth:
    """Whether a number that lies between ``low`` and ``high`` is more than ``limit``."""
    if low > limit:
        return True
    return None if high > limit else False


def at_least(low: float, high: float, limit: float) -> Truth:
    """Whether a number that lies between ``low`` and ``high`` is ``limit`` or more."""
    if low >= limit:
        return True
    return None if high >= limit else False
