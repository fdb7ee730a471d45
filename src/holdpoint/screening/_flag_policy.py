"""The weights of red flags, as a company's policy sets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Weight = Literal["off", "note", "weak", "medium", "strong"]
"""How much a flag says; ``off`` is a flag that the company does not apply."""

CLASSES = get_args(Weight)
SETTINGS = ("hold_from", "points", "otherwise", "weights", "same_fact")
_MOST = 1000.0

Fault = tuple[tuple[str, ...], object, str, str]
"""Where in the settings, the value, what is wrong with it, and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagPolicy:
    """How red flags are added up.

    Attributes:
        hold_from: Points from which the order is held.
        points: Of each class, never falling from ``note`` to ``strong``.
        otherwise: Class of a flag that ``weights`` does not name.
        weights: Class by rule id.
        same_fact: By the name of the fact, rules that rest on it; a rule stands in one at most.
    """

    hold_from: float
    points: Mapping[str, float]
    otherwise: Weight
    weights: Mapping[str, Weight] = field(default_factory=dict)
    same_fact: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def off(self) -> tuple[str, ...]:
        """Flags that are not applied."""
        return tuple(sorted(rule for rule, weight in self.weights.items() if weight == "off"))

    def weight(self, rule: str) -> Weight:
        """The class of a flag."""
        return self.weights.get(rule, self.otherwise)

    def worth(self, rule: str) -> float:
        """The points of a flag."""
        return self.points.get(self.weight(rule), 0.0)

    def fact(self, rule: str) -> str:
        """The fact that a flag rests on; its own id where it shares it with none."""
        return next((name for name, rules in self.same_fact.items() if rule in rules), rule)

    def unknown_rules(self, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Ids that are no red flag, each with the reason.

        Args:
            known: Kind of the pack by rule id, of all rules.
        """
        named = {*self.weights, *(rule for rules in self.same_fact.values() for rule in rules)}
        for rule in sorted(named):
            if rule not in known:
                yield rule, "there is no such rule."
            elif known[rule] not in {"flag", "questionnaire"}:
                yield rule, "only red flags have weights; law and company rules decide alone."


def merged_flags(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The default weights with a company's laid over them, row by row."""
    out = {**base, **own}
    for group in ("points", "weights", "same_fact"):
        mine = own.get(group)
        if isinstance(mine, Mapping) or mine is None:
            out[group] = {**base[group], **(mine or {})}
    return out


def flag_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the settings below ``flags``."""
    words = ", ".join(CLASSES)
    for group in ("points", "weights", "same_fact"):
        if not isinstance(values[group], Mapping):
            yield (group,), values[group], "must hold settings.", "Indent them below it."
            return
    if not _is_number(values["hold_from"]) or float(values["hold_from"]) <= 0:
        yield ("hold_from",), values["hold_from"], "not a number above 0.", "Use 0.1 to 1000."
    if values["otherwise"] not in CLASSES:
        yield ("otherwise",), values["otherwise"], "no such weight.", f"Use {words}."
    for rule, weight in values["weights"].items():
        if weight not in CLASSES:
            yield ("weights", rule), weight, "no such weight.", f"Use {words}."
    yield from _point_faults(values["points"])
    yield from _group_faults(values["same_fact"])


def _point_faults(points: Mapping[str, Any]) -> Iterator[Fault]:
    last = 0.0
    for name in points:
        if name not in CLASSES[1:]:
            yield (
                ("points", name),
                points[name],
                "no such weight.",
                f"Use {', '.join(CLASSES[1:])}.",
            )
    for name in CLASSES[1:]:
        if not _is_number(points[name]):
            yield ("points", name), points[name], "not a number.", "Use 0 to 1000."
        elif float(points[name]) < last:
            reason = "less than the weight before it."
            yield ("points", name), points[name], reason, "Let points rise from note to strong."
        else:
            last = float(points[name])


def _group_faults(groups: Mapping[str, Any]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for name, rules in groups.items():
        if not isinstance(rules, list):
            yield ("same_fact", name), rules, "not a list of rules.", "Write `- rule` below it."
            continue
        for rule in rules:
            if rule in seen:
                reason = f"stands under '{seen[rule]}' already."
                yield ("same_fact", name), rule, reason, "A flag rests on one fact: name it once."
            seen.setdefault(rule, name)


def _is_number(value: object) -> bool:
    try:
        return 0 <= float(str(value)) <= _MOST
    except ValueError:
        return False


def flag_policy(values: Mapping[str, Any]) -> FlagPolicy:
    """The settings below ``flags``, which have no fault."""
    return FlagPolicy(
        hold_from=float(values["hold_from"]),
        points={name: float(values["points"][name]) for name in CLASSES[1:]},
        otherwise=values["otherwise"],
        weights=dict(sorted(values["weights"].items())),
        same_fact={name: tuple(rules) for name, rules in values["same_fact"].items()},
    )
