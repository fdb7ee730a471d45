"""What to ask about an order: of whom, why, and what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from holdpoint.model import GRAVITY, Transaction
from holdpoint.screening._flags import FLAG_KINDS, FlagSum, weigh

if TYPE_CHECKING:
    from holdpoint.law import Rule, RuleResult
    from holdpoint.screening._flag_policy import FlagPolicy

_BY_FIELD: tuple[tuple[str, str], ...] = (
    ("items.hs_code", "engineering"),
    ("items.eccn", "engineering"),
    ("items.us_", "engineering"),
    ("items.origin", "engineering"),
    ("items", "sales"),
    ("route", "forwarder"),
    ("payment.bank", "bank"),
    ("payment", "buyer"),
    ("end_use", "end_user"),
)
"""Who knows a field of the order that is not a party's; everything else is for one's own sales."""

_BY_ROLE: Mapping[str, str] = {
    "buyer": "buyer",
    "payer": "buyer",
    "consignee": "buyer",
    "intermediate_consignee": "buyer",
    "end_user": "end_user",
    "forwarder": "forwarder",
    "carrier": "carrier",
    "bank": "bank",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule that wants to know, with the place where it stands written."""

    rule: str
    title: str
    citation: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question.

    Attributes:
        field: Where the answer goes in the order: ``answers.…``, or a field that is missing.
        whom: Who can answer: ``sales``, ``engineering``, ``buyer``, ``end_user``, ``forwarder``,
            ``carrier`` or ``bank``.
        effect: What hangs on the answer, in words.
        holds: Whether the order is held until it is answered.
        because: Every rule that wants to know.
    """

    field: str
    ask: str
    whom: str
    effect: str
    holds: bool
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """What to ask about one order.

    Attributes:
        as_of: The day whose law was applied.
        blocked_by: Rules of law that forbid the order on what is known: no answer lifts that.
        questions: First what a rule of law waits for that may block, then what holds, then red
            flags by weight.
    """

    transaction: str
    as_of: str
    blocked_by: tuple[str, ...]
    questions: tuple[Asked, ...]


def questionnaire(
    results: Sequence[RuleResult], policy: FlagPolicy, transaction: Transaction, as_of: date
) -> Questionnaire:
    """Every question once, in the order of what it would settle.

    A question is left out where a flag that is seen says as much of the same fact.

    Args:
        results: Of all rules, with the questions that have no answer.
        policy: Weights of red flags.
        transaction: The order.
        as_of: The day whose law was applied.
    """
    blocked = {r.rule.id for r in results if r.status == "met" and r.outcome == "block"}
    return Questionnaire(
        transaction=transaction.id,
        as_of=as_of.isoformat(),
        blocked_by=tuple(sorted(blocked)),
        questions=_asked(results, policy, transaction),
    )


def _asked(
    results: Sequence[RuleResult], policy: FlagPolicy, transaction: Transaction
) -> tuple[Asked, ...]:
    weighed = weigh(results, policy)
    waiting = {r.rule.id for r in weighed.results if r.status == "unknown"}
    wanted: dict[tuple[str, str], dict[str, Rule]] = {}
    for result in results:
        for question in result.questions:
            wanted.setdefault((question.field, question.ask), {})[result.rule.id] = result.rule
    rows = [
        (_rank(rules, waiting, weighed.sum), field, ask, rules)
        for (field, ask), rules in wanted.items()
    ]
    return tuple(
        Asked(
            field=field,
            ask=ask,
            whom=_whom(field, rules, transaction),
            effect=_effect(field, rules, waiting, weighed.sum),
            holds=not waiting.isdisjoint(rules),
            because=tuple(_reason(rules[name]) for name in sorted(rules)),
        )
        for _, field, ask, rules in sorted(rows, key=lambda row: row[:3])
        if not _settled(rules, waiting, weighed.sum)
    )


def _reason(rule: Rule) -> Reason:
    locator = f", {rule.cite.locator}" if rule.cite.locator else ""
    citation = f"{rule.cite.title}{locator}"
    return Reason(rule=rule.id, title=rule.title, citation=citation, basis=rule.cite.basis)


def _rank(
    rules: Mapping[str, Rule], waiting: set[str], total: FlagSum
) -> tuple[int, bool, float, int]:
    """Smaller is asked earlier."""
    held = [rules[name] for name in rules if name in waiting]
    grave = max((GRAVITY[rule.outcome] for rule in held), default=0)
    lawful = any(rule.kind not in FLAG_KINDS for rule in held)
    return -grave, not lawful, -_gain(rules, total), -len(rules)


def _settled(rules: Mapping[str, Rule], waiting: set[str], total: FlagSum) -> bool:
    """Whether a yes would add nothing: a flag that is seen says as much of the same fact."""
    return waiting.isdisjoint(rules) and all(
        rule.kind in FLAG_KINDS and total.policy.worth(name) > total.gain(name) == 0
        for name, rule in rules.items()
    )


def _gain(rules: Mapping[str, Rule], total: FlagSum) -> float:
    """The most that one of these flags would add."""
    flags = (name for name, rule in rules.items() if rule.kind in FLAG_KINDS)
    return max(map(total.gain, flags), default=0.0)


def _effect(field: str, rules: Mapping[str, Rule], waiting: set[str], total: FlagSum) -> str:
    held = [rules[name] for name in rules if name in waiting]
    if any(rule.outcome == "block" for rule in held):
        return "holds the order, and may forbid it"
    if held:
        return "holds the order until it is answered"
    yes = field.startswith("answers.")
    answer = "a yes" if yes else "the answer"
    gain, limit = _gain(rules, total), total.policy.hold_from
    if gain == 0:
        return f"{answer} is noted and weighs nothing"
    adds = f"{answer} {'adds' if yes else 'may add'} {gain:g} to {total.known:g}"
    if total.holds:
        return f"{adds}, which hold the order already"
    if total.known + gain < limit:
        return f"{adds}; the order is held from {limit:g} on"
    beside = f": {gain:g} more, beside {total.known:g} that are seen"
    holds = f"{answer} {'holds' if yes else 'may hold'} the order"
    return holds if gain >= limit else holds + beside


def _whom(field: str, rules: Mapping[str, Rule], transaction: Transaction) -> str:
    named = [rule.whom for rule in rules.values() if rule.whom is not None]
    if named:
        return min(named)
    head, _, rest = field.partition("]")
    if head.startswith("parties["):
        number = int(head.removeprefix("parties["))
        return _BY_ROLE.get(transaction.parties[number].role, "sales")
    plain = head.partition("[")[0] + rest
    return next((whom for begins, whom in _BY_FIELD if plain.startswith(begins)), "sales")
