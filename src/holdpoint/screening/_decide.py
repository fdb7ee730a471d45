"""From findings to one decision: the gravest outcome, a sentence, the questions, the hashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from holdpoint.files import digest, plain
from holdpoint.model import GRAVITY, Evidence, Finding, NotRun, Outcome, Question, Record
from holdpoint.screening._answer import Answer
from holdpoint.screening._flags import weigh

if TYPE_CHECKING:
    from holdpoint.law import RuleResult
    from holdpoint.model import Transaction
    from holdpoint.screening._collect import Collected
    from holdpoint.screening._flag_policy import FlagPolicy

_RANKS = {"law": 0, "flag": 1, "questionnaire": 1, "policy": 2}
"""Among findings of one gravity the law speaks first, then red flags, then the firm's policy."""

_UNSET = "sha256:" + "0" * 64


def decide(
    transaction: Transaction,
    collected: Collected,
    results: Sequence[RuleResult],
    *,
    as_of: date,
    record: Mapping[str, str],
    sources: Sequence[Mapping[str, Any]],
    rule_texts: Mapping[str, str],
    flags: FlagPolicy,
) -> Answer:
    """Put the decision together.

    Args:
        transaction: The order.
        collected: What the finders laid down.
        results: Rules that fired or could not be decided.
        as_of: The day whose law was applied.
        record: ``engine``, ``snapshot``, ``rules``, ``policy`` as they go into the record.
        sources: One row a source of the snapshot, for the reader.
        rule_texts: Text of each rule, by id.
        flags: Weights of red flags.
    """
    weighed = weigh(results, flags)
    not_run = [*collected.not_run, *weighed.not_run]
    ranked = sorted(weighed.results, key=lambda result: _rank(result, flags))
    findings = [_finding(result, collected.evidence, rule_texts, as_of) for result in ranked]
    outcome: Outcome = findings[0].outcome if findings else "release"
    unsealed = Answer(
        transaction=transaction.id,
        outcome=outcome,
        as_of=as_of.isoformat(),
        summary=_summary(outcome, findings, not_run),
        findings=tuple(findings),
        questions=_questions(weighed.results),
        not_run=tuple(sorted(not_run, key=lambda n: (n.check, n.why))),
        considered=tuple(collected.considered),
        record=Record(**record, input=digest(transaction), decision=_UNSET),
        sources=tuple(sources),
        regimes=collected.regimes,
        places=tuple(
            {"subject": piece.subject, **piece.data}
            for piece in collected.evidence
            if piece.kind == "places"
        ),
        flags=weighed.total,
    )
    return seal(unsealed)


def _rank(result: RuleResult, flags: FlagPolicy) -> tuple[int, bool, int, float, str]:
    """Smaller stands earlier: the grave, the certain, the law, and of red flags the heavy."""
    rule = result.rule
    worth = flags.worth(rule.id) if _RANKS[rule.kind] == 1 else 0.0
    return -GRAVITY[result.outcome], result.status != "met", _RANKS[rule.kind], -worth, rule.id


def seal(answer: Answer) -> Answer:
    """Set ``record.decision`` to the hash of the decision without that one field."""
    body = plain(answer, keep_empty=True)
    del body["record"]["decision"]
    return answer.with_hash(digest(body))


def _finding(
    result: RuleResult, evidence: Sequence[Evidence], rule_texts: Mapping[str, str], as_of: date
) -> Finding:
    from holdpoint.law import applied

    rows = [evidence[number] for number in result.evidence]
    return Finding(
        rule=result.rule.id,
        title=result.rule.title,
        outcome=result.outcome,
        status=result.status,
        subjects=tuple(result.subjects),
        explanation=result.explanation,
        evidence=tuple({"kind": r.kind, "subject": r.subject, **r.data} for r in rows),
        citations=tuple(result.citations),
        clears_if=result.clears_if,
        rule_text=rule_texts.get(result.rule.id),
        applied=applied(result, as_of),
    )


def _questions(results: Sequence[RuleResult]) -> tuple[Question, ...]:
    """Every question once, with all the rules that want to know."""
    asked: dict[tuple[str, str], set[str]] = {}
    for result in results:
        for question in result.questions:
            asked.setdefault((question.field, question.ask), set()).add(result.rule.id)
    return tuple(
        Question(field=field, ask=ask, because=tuple(sorted(rules)))
        for (field, ask), rules in sorted(asked.items())
    )


def _summary(outcome: str, findings: Sequence[Finding], not_run: Sequence[NotRun]) -> str:
    grave = [f for f in findings if f.outcome == outcome and outcome != "release"]
    if not grave:
        rest = f"; {len(not_run)} checks could not run" if not_run else ""
        return f"Release: nothing was found that forbids or questions this order{rest}."
    more = f" (and {len(grave) - 1} more)" if len(grave) > 1 else ""
    if outcome == "block":
        return f"Do not ship: {grave[0].title}{more}."
    return f"Hold until a person has decided: {grave[0].title}{more}."
