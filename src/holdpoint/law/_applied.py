"""What a finding stands on, as it is kept with the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from holdpoint.law._rule import RuleResult


def applied(result: RuleResult, as_of: date) -> dict[str, Any]:
    """The rule as it was applied on a day, as JSON values.

    Returns:
        ``hash`` of the rule's text, ``values`` (each parameter with the day from which the value
        counts), ``lists`` (the hash of each list's content) and ``trace`` (every condition with its
        truth, what it saw and where; rows that did not count are only counted).
    """
    day = as_of.isoformat()
    dated = {one.name: one.at(day) for one in result.rule.parameters}
    return {
        "hash": result.rule.digest,
        "values": {
            name: {"from": value.start, "value": value.value}
            for name, value in dated.items()
            if value is not None
        },
        "lists": {name: table.digest for name, table in result.rule.lists.items()},
        "trace": result.trace.to_dict(whole=False),
    }
