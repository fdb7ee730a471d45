"""Law that an order leaves out although a fact brings it in: what its rules would find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from holdpoint.model import Evidence
from holdpoint.screening._jurisdiction import reaches

if TYPE_CHECKING:
    from holdpoint.law import RuleBook, RuleResult
    from holdpoint.screening._collect import Collected


def lay_down(
    regimes: Iterable[Mapping[str, Any]],
    view: dict[str, Any],
    collected: Collected,
    rulebook: RuleBook,
    day: date,
) -> None:
    """Put the rows of ``regimes`` before the rules, each with what its law would find if left out.

    Only rules that are met count: that a law which may not even bind would ask something is no
    finding. They are named in ``would_find``; what comes of it a rule of the house decides.

    Args:
        regimes: As :func:`find_regimes` gives them.
        view: The view of the order; its ``regimes`` are filled.
        collected: Takes the same rows, as evidence and for the decision.
        rulebook: The rules.
        day: The day whose law applies.
    """
    rows = [dict(row) for row in regimes]
    left_out = {row["regime"]: row for row in rows if not row["applied"] and row["grounds"]}
    if left_out:
        found = rulebook.evaluate({**view, "jurisdictions": list(left_out)}, day)
        for regime, row in left_out.items():
            met = (one for one in found if one.rule.regime == regime and _met(one, row))
            row["would_find"] = "; ".join(dict.fromkeys(map(_words, met))) or "none"
    collected.regimes = tuple(rows)
    for row in rows:
        number = len(collected.evidence)
        collected.evidence.append(Evidence(kind="regimes", subject="transaction", data=row))
        view["regimes"].append({**row, "@": "transaction", "@evidence": number})


def _met(result: RuleResult, row: Mapping[str, Any]) -> bool:
    """Whether a finding of a law left out counts: met, more than a note, and of its authority."""
    return (
        result.status == "met"
        and result.outcome != "release"
        and reaches(row, result.rule.authority)
    )


def _words(result: RuleResult) -> str:
    return f"{result.rule.title} ({result.rule.id}: {result.outcome})"
