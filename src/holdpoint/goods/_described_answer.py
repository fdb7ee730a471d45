"""From what a line says to ranked candidates with probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from holdpoint.goods._described_claims import Claim, claims_of, deciding_words, in_order
from holdpoint.goods._described_codes import code_candidates
from holdpoint.goods._described_data import categories
from holdpoint.goods._described_listed import features, is_listed, probability
from holdpoint.goods._described_lists import Lines, lines_by_code
from holdpoint.goods._described_nomenclature import Nomenclature, own_nomenclature
from holdpoint.goods._described_reading import Reading, read_line
from holdpoint.goods._described_text import LONGEST
from holdpoint.goods._described_types import CategoryFound, Described, ListTouched

if TYPE_CHECKING:
    from holdpoint.model import GoodsEntry

_DECIMALS: Final = 4
_SPOILT = 0.25  # what is left of an unlisted category when the line is about a thing for it


def answer(
    text: str,
    nomenclature: Nomenclature | None,
    limit: int,
    entries: tuple[GoodsEntry, ...] | None,
) -> Described:
    """See :func:`holdpoint.goods.describe`."""
    reading = read_line(text)
    lines = lines_by_code(entries)
    claims = claims_of(reading, text)
    known = bool(claims or reading.things or reading.subjects)
    listed = probability(features(reading, lines)) if known else None
    index = nomenclature if nomenclature is not None else own_nomenclature()
    return Described(
        text=text[:LONGEST],
        categories=_categories(claims, reading, listed, lines)[:limit],
        hs6=code_candidates(reading.tokens, claims, index, text, limit),
        listed=listed,
        words=deciding_words(reading, claims, text),
        cut=len(text) > LONGEST,
    )


def _categories(
    claims: Sequence[Claim], reading: Reading, listed: float | None, lines: Lines
) -> tuple[CategoryFound, ...]:
    """Categories, each with its share of what the line says.

    The shares of listed categories add up to the probability of "listed": a listed code that is
    named without its category takes none. What a line says of other goods is worth less where it
    is about a thing for them.
    """
    if listed is None:
        return ()
    scores: dict[str, float] = {}
    for claim in claims:
        scores[claim.target] = scores.get(claim.target, 0.0) + claim.strength
    sides: dict[bool, float] = {True: 0.0, False: 0.0}
    for target, score in scores.items():
        listed_side = is_listed(target, lines)
        if target in categories() or not listed_side:
            sides[listed_side] += score
    spoilt = reading.things or reading.subjects or any(n.diverted for n in reading.named)
    rest = (1 - listed) * (_SPOILT if spoilt else 1.0)
    found = []
    for target, score in scores.items():
        if target in categories():
            side = is_listed(target, lines)
            chance = (listed if side else rest) * score / sides[side]
            found.append(_category(target, round(chance, _DECIMALS), claims, lines))
    return tuple(sorted(found, key=lambda row: (-row.probability, row.category)))


def _category(target: str, chance: float, claims: Iterable[Claim], lines: Lines) -> CategoryFound:
    category = categories()[target]
    return CategoryFound(
        category=category.id,
        title=category.title,
        hs6=category.hs6,
        lists=tuple(
            dict.fromkeys(
                ListTouched(line.list, line.code, line.tier, line.needs_description)
                for code in category.hs6
                for line in lines.get(code, ())
            )
        ),
        probability=chance,
        words=in_order(w for claim in claims if claim.target == target for w in claim.words),
    )
