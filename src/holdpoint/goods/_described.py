"""What goods a line of words may be: the one way in, which loads its tables when it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdpoint.goods._described_nomenclature import Nomenclature
    from holdpoint.goods._described_types import Described
    from holdpoint.model import GoodsEntry


def describe(
    text: str,
    nomenclature: Nomenclature | None = None,
    limit: int = 5,
    entries: Iterable[GoodsEntry] | None = None,
) -> Described:
    """What goods a line of words may be: categories, HS-6 candidates, and whether it is listed.

    Args:
        text: A catalogue line, in any language that ``data/described_terms.csv`` knows.
        nomenclature: The Harmonized System's own words, for goods that the field data do not name.
        limit: Most categories and most codes in the answer, 1 or more.
        entries: Lines of goods lists; those that ship with the product where left out.

    Returns:
        Candidates with the words that decided. The same text gives the same answer.

    Raises:
        ValueError: ``limit`` is less than 1.
    """
    if limit < 1:
        raise ValueError("limit: at least one candidate must be asked for.")
    from holdpoint.goods._described_answer import answer

    return answer(text, nomenclature, limit, None if entries is None else tuple(entries))
