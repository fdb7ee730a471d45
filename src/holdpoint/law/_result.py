"""From the trace of a rule to what people read: explanation, questions, places, citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from holdpoint.law._nodes import Context
from holdpoint.law._rule import Rule, RuleResult, Window
from holdpoint.law._templates import fill, fill_question, unique
from holdpoint.law._trace import (
    Chain,
    Leaf,
    Trace,
    place,
    plain_leaves,
    residue,
    unknown_leaves,
    witnesses,
)
from holdpoint.model import Citation, Outcome, Question


def results(
    rule: Rule, window: Window, trace: Trace, view: Mapping[str, Any], context: Context
) -> list[RuleResult]:
    """What one rule has to say about one order.

    Usually one result or none. Two where the rule is met for some rows and undecided for others
    (a second party that only resembles a listed one must not hide behind the first).
    """
    outcome, _ = _effect(rule, window, context.day)
    if trace.truth is False or (outcome == "release" and trace.truth is None):
        return []
    found = _result(rule, window, trace, view, context)
    rest = residue(trace)
    if rest is None or outcome == "release":
        return [found]
    second = _result(rule, window, rest, view, context)
    return [found, second] if set(second.subjects) - set(found.subjects) else [found]


def open_question(rule: Rule, trace: Trace, view: Mapping[str, Any]) -> RuleResult:
    """A question of a questionnaire that nobody answered: what to ask, and nothing is claimed."""
    return RuleResult(
        rule=rule,
        truth=None,
        outcome="hold",
        status="unknown",
        subjects=(),
        evidence=(),
        explanation="",
        questions=_questions(rule, unknown_leaves(trace), view),
        citations=(),
        clears_if="",
        trace=trace,
    )


def _effect(rule: Rule, window: Window, day: str) -> tuple[Outcome, str | None]:
    """What a rule that is met leads to on a day, and why it is less than its text says."""
    if window.state == "stayed":
        return "release", None
    if rule.outcome != "block":
        return rule.outcome, rule.downgraded
    if window.state == "in_force_unless_extended":
        return "hold", "It holds, not blocks, until somebody has verified that it is in force."
    if window.start is None and rule.kind == "law" and not (rule.cite.read or "9") <= day:
        read = rule.cite.read or "an unknown day"
        why = f"its first day is not verified, and the text that was read is of {read}."
        return "hold", f"It holds, not blocks: {why}"
    return "block", None


def _result(
    rule: Rule, window: Window, trace: Trace, view: Mapping[str, Any], context: Context
) -> RuleResult:
    unknown = trace.truth is None
    chains = witnesses(trace, open_too=unknown)
    leaves = unknown_leaves(trace) if unknown else []
    outcome, _ = _effect(rule, window, context.day)
    return RuleResult(
        rule=rule,
        truth=trace.truth,
        outcome="hold" if unknown else outcome,
        status="unknown" if unknown else "met",
        subjects=_subjects(chains, trace, open_too=unknown),
        evidence=_evidence(chains),
        explanation=_explanation(rule, window, chains, leaves, view, context, unknown=unknown),
        questions=_questions(rule, leaves, view),
        citations=_citations(rule, window, context),
        clears_if=fill(rule.clears_if, chains, view, context.parameters)[0],
        trace=trace,
    )


def _subjects(chains: Sequence[Chain], trace: Trace, *, open_too: bool) -> tuple[str, ...]:
    rows = unique(place(chain[0][1]) for chain in chains if place(chain[0][1]))
    return rows or unique(leaf.path for leaf in plain_leaves(trace, open_too=open_too))


def _evidence(chains: Sequence[Chain]) -> tuple[int, ...]:
    numbers = {
        row["@evidence"]
        for chain in chains
        for _, row in chain
        if isinstance(row.get("@evidence"), int)
    }
    return tuple(sorted(numbers))


def _explanation(
    rule: Rule,
    window: Window,
    chains: Sequence[Chain],
    leaves: Sequence[tuple[Chain, Leaf]],
    view: Mapping[str, Any],
    context: Context,
    *,
    unknown: bool,
) -> str:
    parts = []
    if not unknown:
        parts.append(fill(rule.because, chains, view, context.parameters)[0])
        why = _effect(rule, window, context.day)[1]
        parts += [why] if why else []
    else:
        if rule.unknown_because:
            parts.append(fill(rule.unknown_because, chains, view, context.parameters)[0])
        labels = unique(fill_question(_label(rule, leaf), chain, view) for chain, leaf in leaves)
        parts.append(f"Not known: {'; '.join(labels)}.")
    parts += [text for text in (window.banner, rule.banner) if text]
    return " ".join(parts)


def _label(rule: Rule, leaf: Leaf) -> str:
    if leaf.field.kind == "answer" and leaf.path in rule.ask:
        return f"the answer to “{rule.ask[leaf.path]}”"
    return leaf.field.label or leaf.path


def placeholders_without_value(
    rule: Rule, result: RuleResult, view: Mapping[str, Any], context: Context
) -> tuple[str, ...]:
    """Placeholders of the rule's sentences that stayed empty in a result."""
    unknown = result.status == "unknown"
    chains = witnesses(result.trace, open_too=unknown)
    text = rule.unknown_because if unknown else rule.because
    return fill(text or "", chains, view, context.parameters)[1]


def _questions(
    rule: Rule, leaves: Sequence[tuple[Chain, Leaf]], view: Mapping[str, Any]
) -> tuple[Question, ...]:
    asked: dict[tuple[str, str], Question] = {}
    for chain, leaf in leaves:
        text = (
            rule.ask.get(leaf.path) or leaf.field.ask or f"What is {leaf.field.label or leaf.path}?"
        )
        where, ask = _where(chain, leaf, view), fill_question(text, chain, view)
        asked.setdefault((where, ask), Question(field=where, ask=ask, because=(rule.id,)))
    return tuple(asked.values())


def _where(chain: Chain, leaf: Leaf, view: Mapping[str, Any]) -> str:
    """The field of the order that settles an unknown one, with its place."""
    settled = fill_question(leaf.field.settled_by, chain, view)
    if leaf.depth == 0:
        return settled or leaf.path
    if settled in view:
        return settled
    inner = place(chain[leaf.depth - 1][1]) if leaf.depth <= len(chain) else ""
    outer = place(chain[0][1]) if chain else ""
    if settled:
        return _field_of(outer, settled) if outer else settled
    if leaf.field.reference:
        return inner or outer or leaf.path
    own = leaf.path.partition(".")[2]
    return f"{inner or outer}.{own}" if inner or outer else leaf.path


def _field_of(thing: str, field: str) -> str:
    """The field of a thing; a carrier, payer or bank is a bare name, a ship has its IMO number."""
    if thing.startswith("payment.") or thing.endswith(".carrier"):
        return thing
    if thing.endswith(".vessel") and field == "identifiers":
        return f"{thing}.imo"
    return f"{thing}.{field}"


def _citations(rule: Rule, window: Window, context: Context) -> tuple[Citation, ...]:
    cites = [rule.cite.citation(window.start, window.until)]
    if window.cite is not None:
        cites.append(window.cite.citation(window.start, window.until))
    for parameter in rule.parameters:
        dated = parameter.at(context.day)
        if dated is not None:
            cites.append(dated.cite.citation(dated.start, None))
    return tuple(dict.fromkeys(cites))
