"""What rules see of the ground that a decision stands on: whose law, and how old the lists."""

from __future__ import annotations

from holdpoint.law._field import Field, fact, flag, sure

_GROUNDS = {
    "ground": sure(),
    "fact": sure(),
    "value": sure(),
    "reach": sure(),
    "applies": fact("flag"),
    "why": sure(),
    "title": sure(),
    "basis": sure(),
}

REGIMES = {
    "regime": sure(),
    "applies": flag(
        "whether {regimes.regime} law binds this order ({regimes.why})",
        "Does {regimes.regime} law bind this order? Its facts: {regimes.why} Name it among the"
        " jurisdictions if it does.",
        "jurisdictions",
    ),
    "named": sure(),
    "applied": sure("flag"),
    "why": sure(),
    "fact": sure(),
    "would_find": sure(),
    "grounds": Field(kind="rows", fields=_GROUNDS, evidence=True),
}
"""Which law applies to the order, and on which facts."""

STALE_LISTS = {
    "lists": sure(),
    "older": sure("number"),
    "holds": fact("flag"),
}
"""At most one row: lists that are older on the day of the order than the policy allows."""
