"""What a description says of an item beside its code, as evidence rows: never a classification."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from holdpoint.goods._described_types import CategoryFound, Described

_HEADING = 4
_SHOWN_FROM = 0.2
_MOST = 3
_CODE_FROM = 0.05
"""Least probability of a code for the declared one to count as among the candidates."""

NO_CODE, SAME_CODE = "no code", "same code"
SAME_HEADING, OTHER_HEADING = "same heading", "other heading"


def described_rows(found: Described, declared: str | None) -> list[dict[str, Any]]:
    """Rows for ``items[].described``, the likeliest category first.

    Args:
        found: What :func:`holdpoint.goods.describe` made of the description.
        declared: The item's HS code as digits; ``None`` where it states none that can be used.

    Returns:
        For each category: its codes, ``probability``, the ``words`` that decided, the goods lists
        that its codes touch, and ``relation``: whether the declared code is one of its codes,
        stands in a heading of one (or of a code that the words suggest otherwise), or in another
        heading. That the heading is another one says that words and code do not fit, not which of
        them is wrong.
    """
    others = {code.hs6[:_HEADING] for code in found.hs6 if code.probability >= _CODE_FROM}
    return [
        _row(category, found, declared, others)
        for category in found.categories[:_MOST]
        if category.probability >= _SHOWN_FROM
    ]


def _row(
    category: CategoryFound, found: Described, declared: str | None, others: Iterable[str]
) -> dict[str, Any]:
    lists = sorted({line.list for line in category.lists})
    return {
        "description": found.text,
        "category": category.category,
        "title": category.title,
        "hs6": ", ".join(category.hs6) or "none",
        "probability": category.probability,
        "words": "; ".join(dict.fromkeys(word.text for word in category.words)) or "none",
        "listed": ", ".join(lists) or "none",
        "declared": declared,
        "relation": _relation(category, declared, set(others)),
    }


def _relation(category: CategoryFound, declared: str | None, others: set[str]) -> str:
    if declared is None:
        return NO_CODE
    if declared[:6] in category.hs6:
        return SAME_CODE
    headings = {code[:_HEADING] for code in category.hs6} | others
    return SAME_HEADING if declared[:_HEADING] in headings else OTHER_HEADING
