"""The only escape from the rule language: named, typed, tested predicates written in Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from holdpoint.law._kleene import Truth, any_of

Predicate = Callable[[Mapping[str, Any], str, str], Truth]
"""The order's view, the ISO day and the argument from the rule, to a truth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A predicate that rules may call.

    Attributes:
        reads: Paths of the view that it looks at, from the top.
        argument: Whether the rule gives it a text.
        meaning: One line for the guide.
    """

    name: str
    reads: tuple[str, ...]
    argument: bool
    meaning: str
    run: Predicate


def _licence(view: Mapping[str, Any], day: str, regime: str) -> Truth:
    """Whether the order shows a licence of a regime that is good on a day.

    A licence is the exporter's own paper: what is not shown does not excuse. One that is shown
    without its last day is unknown.
    """
    shown = view.get("licences") or ()
    return any_of(_good(one, day) for one in shown if one.get("regime") == regime)


def _good(licence: Mapping[str, Any], day: str) -> Truth:
    valid = licence.get("valid")
    if isinstance(valid, bool):
        return valid
    expires = licence.get("expires")
    return expires >= day if isinstance(expires, str) else None


PREDICATES: dict[str, Registered] = {}
LICENCE = Registered(
    name="licence",
    reads=("licences",),
    argument=True,
    meaning="the order shows a licence of this regime that is good on its date",
    run=_licence,
)


def register(
    name: str, *, reads: tuple[str, ...], meaning: str, argument: bool = False
) -> Callable[[Predicate], Predicate]:
    """Let rules use a Python function as ``call: name``.

    Args:
        name: Lower-case letters and underscores; a name is registered once.
        reads: Every path of the view that it looks at.
        meaning: One line for the guide.
        argument: Whether the rule writes ``call: {name: text}``.

    Raises:
        ValueError: The name is taken.
    """

    def keep(run: Predicate) -> Predicate:
        if name in PREDICATES:
            raise ValueError(f"The predicate {name!r} is registered already.")
        PREDICATES[name] = Registered(
            name=name, reads=reads, argument=argument, meaning=meaning, run=run
        )
        return run

    return keep
