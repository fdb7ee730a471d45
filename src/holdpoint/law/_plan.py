"""The rules that have an effect on a day, with their values and the index over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from holdpoint.law._dates import day_after
from holdpoint.law._index import Index
from holdpoint.law._nodes import Context
from holdpoint.law._rule import Rule, Window

Step = tuple[Rule, Window, Mapping[str, Any]]
"""A rule, the window that the day lies in, and the values of its parameters on that day."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules between two days on which something changes."""

    steps: tuple[Step, ...]
    index: Index

    def steps_for(
        self, view: Mapping[str, Any], regimes: set[str], *, indexed: bool
    ) -> Iterable[Step]:
        """The rules to look at for an order, in the order of the book."""
        if indexed:
            return [self.steps[number] for number in self.index.candidates(view, regimes)]
        return [s for s in self.steps if s[0].regime is None or s[0].regime in regimes]


def plan_of(rules: Sequence[Rule], day: str) -> Plan:
    """The rules of an ISO day."""
    steps = tuple(
        (step[0], step[1], step[2].parameters)
        for rule in rules
        if (step := planned(rule, day)) is not None
    )
    index = Index([(rule.regime, rule.when.needs, values, rule.lists) for rule, _, values in steps])
    return Plan(steps, index)


def switches(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Every day on which a rule begins, ends or gets another value, in order."""
    days: set[str] = set()
    for rule in rules:
        for window in rule.windows:
            days |= {window.start} if window.start else set()
            days |= {day_after(window.until)} if window.until else set()
        days |= {dated.start for one in rule.parameters for dated in one.values}
    return tuple(sorted(days))


def planned(rule: Rule, day: str) -> tuple[Rule, Window, Context] | None:
    """A rule ready for a day; ``None`` where it has no effect on it.

    A window that is stayed has an effect only if it bears a banner: then the finding is a note.
    """
    window = rule.window(day)
    context = context_of(rule, day)
    if window is None or context is None or (window.state == "stayed" and not window.banner):
        return None
    return rule, window, context


def context_of(rule: Rule, day: str) -> Context | None:
    """Parameters and lists of a rule on a day; ``None`` before a parameter's first value."""
    parameters = {}
    for parameter in rule.parameters:
        dated = parameter.at(day)
        if dated is None:
            return None
        parameters[parameter.name] = dated.value
    return Context(day=day, parameters=parameters, lists=rule.lists)
