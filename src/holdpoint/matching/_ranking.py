"""The order of candidates: who is among them, and who comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdpoint.matching._judge import Judgement
from holdpoint.matching._types import IDENTITIES, Match

_PRINTED = 3.0
"""Log-odds by which a name printed like the query comes before one with no letter in common.

Chosen on mangled names of one draw, where any value from 3 to 12 does about as well; the least of
them, because what a name proves should order more than how it looks.
"""


def ranked(judged: Iterable[Judgement], limit: int) -> list[Judgement]:
    """The judgements with the most evidence, the likeliest party first.

    What decides who is among them is the evidence: the verdict, then the log-odds. In their order
    the printed names count too: what proves the same, because a ceiling levels it, because one
    company form stands for another or letters are romanised otherwise, is not as near to what was
    asked.

    Args:
        judged: One judgement of each candidate.
        limit: How many at most.
    """
    rows = sorted(((*_evidence(one), one) for one in judged), key=lambda row: row[:2])
    if len(rows) > limit > 0:
        least = rows[limit - 1][:2]
        rows = [row for row in rows if row[:2] <= least]  # as many as say as much as the last
    near = [(identity, against, one.closeness, one) for identity, against, one in rows]
    near.sort(key=lambda row: (row[0], row[1], -row[2], row[3].entity.id))
    kept = near[:limit]
    kept.sort(key=lambda row: (row[0], row[1] - _PRINTED * row[2], row[3].entity.id))
    return [row[3] for row in kept]


def _evidence(one: Judgement) -> tuple[int, float]:
    """Place of the verdict and negative log-odds: less is more evidence."""
    return IDENTITIES.index(one.identity), -round(one.log_odds, 4)


def farthest(matches: Sequence[Match]) -> Match:
    """The match with the least evidence, which need not be the last: no further one has more.

    Args:
        matches: Of a search, one at least.
    """
    return max(
        matches,
        key=lambda one: (IDENTITIES.index(one.comparison.identity), -one.comparison.log_odds),
    )
