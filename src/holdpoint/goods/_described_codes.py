"""HS-6 candidates of a line: what it names and the nomenclature's words, as probabilities."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from typing import Final

from holdpoint.goods._described_claims import Claim, in_order
from holdpoint.goods._described_data import categories, weights
from holdpoint.goods._described_nomenclature import Nomenclature
from holdpoint.goods._described_text import Token
from holdpoint.goods._described_types import CodeFound, DecidingWord

_MOST_RANKED = 40  # codes that share the probability
# What the sources count for a code's score: a name of general goods, the index, and the codes of
# a category behind its first one, each in shares of the one before.
_GENERAL, _INDEX, _NEXT_CODE = 0.7, 0.6, 0.75
_LEAST_IMPACT: Final = 1.0  # from which a word of the index is shown
_DECIMALS: Final = 4
# Sums of floats may differ in their last digits by the order of the words: that is no difference.
_NOISE_DECIMALS, _NOISE = 6, 1e-6


def code_candidates(
    tokens: Sequence[Token], claims: Sequence[Claim], index: Nomenclature, text: str, limit: int
) -> tuple[CodeFound, ...]:
    """The likeliest codes.

    The probability is shared among the codes *and* "none of them", so a single word that only
    one code has is no certainty. The score of "none of them" is lower where the line names a
    category of the field; it and the temperature are fitted (``benchmarks._goods_fit``).

    Args:
        tokens: The line's words.
        claims: What it names.
        index: The nomenclature.
        text: The line.
        limit: Most codes in the answer.
    """
    scores, said = code_scores(tokens, claims, index)
    ranked = _first(scores)
    table = weights()
    none = table["codes_none_field" if names_field(claims) else "codes_none"]
    shares = code_shares([score for _, score in ranked], none, table["codes_temperature"])
    return tuple(
        CodeFound(
            hs6=code,
            text=index.texts.get(code),
            probability=round(share, _DECIMALS),
            words=in_order((*said.get(code, ()), *_index_words(tokens, index, code, text))),
        )
        for (code, _), share in list(zip(ranked, shares, strict=True))[:limit]
    )


def code_scores(
    tokens: Sequence[Token], claims: Sequence[Claim], index: Nomenclature
) -> tuple[dict[str, float], dict[str, list[DecidingWord]]]:
    """Scores by code, and the words of the names that speak for each."""
    scores = {code: _INDEX * score for code, score in index.search(tokens).items()}
    said: dict[str, list[DecidingWord]] = {}
    for claim in claims:
        category = categories().get(claim.target)
        codes = (claim.target,) if category is None else category.hs6
        strength = claim.strength * (_GENERAL if category is None else 1.0)
        for place, code in enumerate(codes):
            if not index.texts or code in index.texts:
                scores[code] = scores.get(code, 0.0) + strength * _NEXT_CODE**place
                said.setdefault(code, []).extend(claim.words)
    return scores, said


def _first(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """The highest scores; codes with equal ones by number."""
    highest = heapq.nlargest(_MOST_RANKED, scores.values())
    least = highest[-1] - _NOISE if highest else 0.0
    among = [(code, score) for code, score in scores.items() if score >= least]
    among.sort(key=lambda pair: (-round(pair[1], _NOISE_DECIMALS), pair[0]))
    return among[:_MOST_RANKED]


def names_field(claims: Sequence[Claim]) -> bool:
    """Whether a line names a category of the field."""
    return any(claim.target in categories() for claim in claims)


def code_shares(ranked: Sequence[float], none: float, temperature: float) -> list[float]:
    """Probabilities of scores; what is left to 1 is that of none of the codes.

    Args:
        ranked: Scores.
        none: Score of "none of them".
        temperature: By how much scores must differ to tell.
    """
    top = max((none, *ranked))
    parts = [math.exp((score - top) / temperature) for score in ranked]
    total = sum(parts) + math.exp((none - top) / temperature)
    return [part / total for part in parts]


def _index_words(
    tokens: Sequence[Token], index: Nomenclature, code: str, text: str
) -> list[DecidingWord]:
    return [
        DecidingWord(text[token.start : token.end], token.start, token.end, "index")
        for token in tokens
        if index.impact(token.key, code) > _LEAST_IMPACT
    ]
