"""Is this party that entity? The slow, obvious scorer."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator

from holdpoint.matching._judge import Judgement, closest, facts_of, judge
from holdpoint.matching._names import NO_SCORE, WHOLE, NameScore
from holdpoint.matching._readings import paired
from holdpoint.matching._types import Comparison
from holdpoint.model import Entity, PartyQuery
from holdpoint.text import name_tokens

# What a name score alone is worth in a search: an order for the candidates, and a bound below
# which none is fetched. The judgement then looks at the words.
_WORTH = (
    (0.0, 0.01),
    (0.5, 0.20),
    (0.6, 0.40),
    (0.7, 0.62),
    (0.75, 0.70),
    (0.8, 0.76),
    (0.9, 0.83),
    (1.0, 0.88),
)
_STEPS = tuple(score for score, _ in _WORTH)
_WEAK_ALIAS = 0.06
TRIED = 4
"""Pairs of names, the closest first, that are judged: the score does not see all that counts."""


def compare(query: PartyQuery, entity: Entity) -> Comparison:
    """Compare a party with one entity: every name with every name, and every fact.

    Args:
        query: The party as the order has it. Countries are ISO 3166-1 alpha-2, dates ISO 8601
            (partial allowed).
        entity: The listed entity.

    Returns:
        The comparison of the two names that come closest, with all facts. It depends on its
        two arguments alone.
    """
    return best_judgement(query, entity).comparison()


def best_judgement(query: PartyQuery, entity: Entity) -> Judgement:
    """The judgement of the two names that come closest."""
    pairs = sorted(_all_pairs(query, entity), key=lambda row: (-row[0], row[2], row[3]))
    if not pairs:
        return judge(query, entity, query.name, 0, NO_SCORE)
    facts = facts_of(query, entity)
    asked = names_of(query)
    judged = (
        judge(query, entity, asked[at], place, score, facts=facts)
        for _, score, at, place in pairs[:TRIED]
    )
    return closest(judged)


def _all_pairs(query: PartyQuery, entity: Entity) -> Iterator[tuple[float, NameScore, int, int]]:
    person = entity.type == "person"
    listed = [name_tokens(name.text, entity.type) for name in entity.names]
    for asked, text in enumerate(names_of(query)):
        # The type that the order states is a fact of its own; it does not change the words.
        mine = name_tokens(text, entity.type)
        if not mine:
            continue
        for place, (name, theirs) in enumerate(zip(entity.names, listed, strict=True)):
            score = paired(mine, theirs, person=person)
            yield worth(score, weak=name.kind == "weak"), score, asked, place


def names_of(query: PartyQuery) -> tuple[str, ...]:
    """The name and the aliases of a query, each once, without empty ones."""
    return tuple(dict.fromkeys(text for text in (query.name, *query.aliases) if text.strip()))


def worth_of_score(score: float) -> float:
    """What a name score is worth when nothing else is known, 0.01 to 0.88; rises with the score."""
    step = min(max(bisect_right(_STEPS, score), 1), len(_STEPS) - 1)
    (low, below), (high, above) = _WORTH[step - 1], _WORTH[step]
    return below + (above - below) * (score - low) / (high - low)


def score_for_worth(probability: float) -> float:
    """The least name score that is worth a probability; the inverse of :func:`worth_of_score`."""
    for (low, below), (high, above) in itertools.pairwise(_WORTH):
        if probability <= above:
            return low + (high - low) * max(probability - below, 0.0) / (above - below)
    return 1.0


def worth(name: NameScore, *, weak: bool) -> float:
    """What a pair of names is worth for the order of candidates, four decimals."""
    return worth_of_points(name.points, weak=weak)


def worth_of_points(points: int, *, weak: bool) -> float:
    """The same from a score in ten-thousandths."""
    known = worth_of_score(points / WHOLE)
    return round(known - (_WEAK_ALIAS if weak and points else 0.0), 4)
