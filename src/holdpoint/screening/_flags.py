"""Add up red flags: one weak flag is a note, several together hold, none ever blocks.

Every flag that is seen has points by its weight. Of flags that rest on one fact only the heaviest
counts, and none counts beside a rule of law that says the same. From ``hold_from`` points on every
flag holds. A flag that is undecided holds where it would hold alone, or where something was seen
and it could bring the sum there; else it is told among the checks that could not run. A question
that nobody answered counts nothing: nobody has raised it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdpoint.model import GRAVITY, NotRun
from holdpoint.screening._published import law_beside, not_seen_by

if TYPE_CHECKING:
    from holdpoint.law import RuleResult
    from holdpoint.screening._flag_policy import FlagPolicy

FLAG_KINDS = ("flag", "questionnaire")
_TRACK = "a track of the ship is read only where one is given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What came of the red flags of one order.

    Attributes:
        results: All results, those of flags with the outcome that their sum gives.
        not_run: Flags that stayed undecided and could not hold, and questions without an answer.
        total: The sum as JSON values (``flags`` of the decision); ``None`` where there is nothing.
        sum: The sum itself.
    """

    results: tuple[RuleResult, ...]
    not_run: tuple[NotRun, ...]
    total: Mapping[str, Any] | None
    sum: FlagSum


@dataclass(slots=True)
class FlagSum:
    """The red flags of one order, added up.

    Attributes:
        policy: Weights, points and the threshold.
        status: ``met`` or ``unknown`` by rule.
        law: Flags beside which a rule of law says the same, with that rule.
        counts: Whether a flag is the one that counts for its fact; nothing for those in ``law``.
        known: Points of all that are seen; ``most`` with those that may be.
    """

    policy: FlagPolicy
    status: Mapping[str, str]
    law: Mapping[str, str]
    counts: dict[str, bool] = dataclasses.field(init=False, default_factory=dict)
    known: float = dataclasses.field(init=False, default=0.0)
    most: float = dataclasses.field(init=False, default=0.0)

    def __post_init__(self) -> None:
        """Count, for each fact, the heaviest flag that is seen, and the heaviest that may be."""
        facts: dict[str, list[str]] = {}
        for rule in sorted(self.status):
            if rule not in self.law:
                facts.setdefault(self.policy.fact(rule), []).append(rule)
        for rules in facts.values():
            seen = [rule for rule in rules if self.status[rule] == "met"]
            self.known += max(map(self.policy.worth, seen), default=0.0)
            self.most += max(map(self.policy.worth, rules))
            heaviest = max(seen or rules, key=self.policy.worth)
            self.counts.update({rule: rule == heaviest for rule in rules})

    @property
    def holds(self) -> bool:
        """Whether what is seen holds the order."""
        return self.known >= self.policy.hold_from

    def gain(self, rule: str) -> float:
        """The points that the sum would rise by if this flag were seen too."""
        fact = self.policy.fact(rule)
        beside = (
            self.policy.worth(other)
            for other, status in self.status.items()
            if status == "met" and other not in self.law and self.policy.fact(other) == fact
        )
        return max(self.policy.worth(rule) - max(beside, default=0.0), 0.0)

    def tips(self, rule: str) -> bool:
        """Whether an undecided flag is a question on which the order hangs."""
        worth, limit = self.policy.worth(rule), self.policy.hold_from
        return worth > 0 and (
            self.holds or worth >= limit or (self.known > 0 and self.most >= limit)
        )

    def held(self, rule: str) -> bool:
        """Whether a flag that was seen holds."""
        return self.policy.worth(rule) > 0 and (self.holds or rule in self.law)

    def words(self, rule: str) -> str:
        """The weight of a flag and what it adds up to, in a sentence."""
        weight, worth = self.policy.weight(rule), self.policy.worth(rule)
        if rule in self.law:
            return f"Weight: {weight}, not counted: {self.law[rule]} says the same and decides."
        head = f"Weight: {weight} ({_points(worth)})"
        if not self.counts[rule]:
            fact = self.policy.fact(rule)
            return f"{head}, not counted: another flag rests on the same fact ({fact})."
        if worth >= self.policy.hold_from:
            return f"{head}: one is enough to hold."
        may = "" if self.most == self.known else f", at most {_number(self.most)} with what is open"
        limit = _number(self.policy.hold_from)
        return f"{head}; all flags: {_number(self.known)}{may}; held from {limit} on."


def weigh(results: Sequence[RuleResult], policy: FlagPolicy) -> Weighed:
    """Give every red flag the outcome that the sum of all gives.

    Args:
        results: Of all rules, with the questions that have no answer.
        policy: Weights, points and the threshold.
    """
    others, flags, unanswered = _parted(results)
    status: dict[str, str] = {r.rule.id: "unknown" for r in flags}
    status |= {r.rule.id: "met" for r in flags if r.status == "met"}
    total = FlagSum(policy=policy, status=status, law=_told_by_law(flags, others))
    kept: list[RuleResult] = []
    open_flags: list[str] = []
    for result in flags:
        one = _weighed(result, total)
        if one is None:
            open_flags.append(result.rule.id)
        else:
            kept.append(one)
    undecided = tuple(sorted(set(open_flags)))
    return Weighed(
        results=(*others, *kept),
        not_run=(*_undecided(undecided, total), *_unanswered(unanswered)),
        total=_total(total, undecided, unanswered) if flags or unanswered else None,
        sum=total,
    )


def _parted(
    results: Iterable[RuleResult],
) -> tuple[list[RuleResult], list[RuleResult], list[RuleResult]]:
    """Other rules, flags, and questions without an answer."""
    others: list[RuleResult] = []
    flags: list[RuleResult] = []
    unanswered: list[RuleResult] = []
    for result in results:
        if result.rule.kind not in FLAG_KINDS:
            others.append(result)
        elif result.rule.kind == "questionnaire" and result.status == "unknown":
            unanswered.append(result)
        else:
            flags.append(result)
    return others, flags, unanswered


def _told_by_law(flags: Sequence[RuleResult], others: Sequence[RuleResult]) -> dict[str, str]:
    """Flags beside which a rule of law says the same, and it is as grave: with that rule."""
    speaking = {r.rule.id for r in others if GRAVITY[r.outcome] >= GRAVITY["hold"]}
    return {
        flag: min(law & speaking)
        for flag in dict.fromkeys(r.rule.id for r in flags)
        if (law := law_beside().get(flag, frozenset())) & speaking
    }


def _weighed(result: RuleResult, total: FlagSum) -> RuleResult | None:
    """A flag with its outcome and weight; ``None`` if undecided, and nothing hangs on it."""
    rule = result.rule.id
    if result.status == "unknown":
        if rule not in total.law and not total.tips(rule):
            return None
        outcome = result.outcome
    else:
        outcome = "hold" if result.outcome != "release" and total.held(rule) else "release"
    words = f"{result.explanation} {total.words(rule)}"
    return dataclasses.replace(result, outcome=outcome, explanation=words)


def _undecided(rules: Sequence[str], total: FlagSum) -> list[NotRun]:
    if not rules:
        return []
    why = (
        f"undecided for want of facts: {', '.join(rules)}; seen so far: "
        f"{_points(total.known)}, an order is held from {_number(total.policy.hold_from)} on"
    )
    return [NotRun(check="flags", why=why)]


def _unanswered(unanswered: Sequence[RuleResult]) -> list[NotRun]:
    if not unanswered:
        return []
    why = (
        f"{len(unanswered)} question(s) that only a person can answer have no answer: not answered "
        "is not no, but nobody has raised any of them; `holdpoint questions` prints them"
    )
    rows = [NotRun(check="questionnaire", why=why)]
    tracked = sorted(r.rule.id for r in unanswered if _TRACK in not_seen_by(r.rule.id))
    if tracked:
        why = f"{_TRACK}, so it is asked: {', '.join(tracked)}"
        rows.append(NotRun(check="vessel.track", why=why))
    return rows


def _total(
    total: FlagSum, undecided: Sequence[str], unanswered: Sequence[RuleResult]
) -> dict[str, Any]:
    policy = total.policy
    return {
        "points": total.known,
        "at_most": total.most,
        "hold_from": policy.hold_from,
        "counted": [
            {
                "rule": rule,
                "status": status,
                "weight": policy.weight(rule),
                "points": policy.worth(rule),
                "fact": policy.fact(rule),
                "counts": total.counts.get(rule, False),
                "told_by": total.law.get(rule),
            }
            for rule, status in sorted(total.status.items())
        ],
        "undecided": list(undecided),
        "unanswered": [
            {"rule": rule, "not_seen": list(not_seen_by(rule))}
            for rule in sorted(result.rule.id for result in unanswered)
        ],
    }


def _points(number: float) -> str:
    return f"{_number(number)} point{'' if number == 1 else 's'}"


def _number(number: float) -> str:
    return f"{number:g}"
