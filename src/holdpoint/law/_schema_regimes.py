"""Rows of ``regimes``: which law applies to the order, and on which facts."""

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
