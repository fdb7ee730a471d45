"""Where a person was born and what a person does, as evidence of identity."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from holdpoint.matching._address_parts import BLURRED
from holdpoint.matching._address_words import overlap
from holdpoint.matching._types import Part
from holdpoint.text import (
    AddressParts,
    country_name,
    is_former,
    parse_address,
    tokens,
    weight,
    word_kind,
)

_ONE_PLACE, _ONE_OFFICE = 0.6, 0.6
_SHORT_WORD = 3


def compare_birth_place(mine: str | None, theirs: Sequence[str]) -> Part | None:
    """The birth place of a comparison.

    Args:
        mine: The order's, as printed ("Kirkuk, Iraq"); it may be a country only.
        theirs: The list's; the closest is shown.

    Returns:
        ``agree`` when a town, district or region is the same (``score`` 0 to 1), ``contradict``
        when both name a known town and they differ, or both a country and they differ (states
        that are no more, and those that lists mix up, never do), else ``unknown``; ``None`` when
        neither side gives one.
    """
    listed = [text for text in theirs if text.strip()]
    if not (mine or "").strip() or not listed:
        return _one_sided("birth_place", mine, listed)
    text = mine or ""
    here = _place(text)
    graded = [(overlap(_words(here), _words(_place(one))), -at) for at, one in enumerate(listed)]
    score, at = max(graded)
    right = listed[-at]
    if score >= _ONE_PLACE:
        return Part(
            name="birth_place",
            verdict="agree",
            score=round(score, 4),
            left=text,
            right=right,
            note="the same town, district or region",
        )
    doubts = [_apart(here, _place(one)) for one in listed]
    if all(doubts):
        return Part(
            name="birth_place",
            verdict="contradict",
            score=0.0,
            left=text,
            right="; ".join(listed),
            note=next(one for one in doubts if one),
        )
    note = "too little of a place, or another part of the country"
    return Part(name="birth_place", verdict="unknown", left=text, right=right, note=note)


@functools.lru_cache(maxsize=16384)
def _place(text: str) -> AddressParts:
    return parse_address(text)


def _words(parts: AddressParts) -> tuple[str, ...]:
    named = (parts.city, parts.region, parts.area, parts.zone, parts.site, parts.street, parts.rest)
    return tuple(dict.fromkeys(word for words in named for word in words))


def _apart(left: AddressParts, right: AddressParts) -> str | None:
    """In words, why two places are two; ``None`` where this cannot be told."""
    one, other = left.country, right.country
    if one and other and one != other and not _mixed_up(one, other):
        return f"born in {country_name(one)}, on the list in {country_name(other)}"
    if left.city_known and right.city_known and left.city != right.city:
        return f"born in {_title(left.city)}, on the list in {_title(right.city)}"
    return None


def _mixed_up(left: str, right: str) -> bool:
    former = is_former(left) or is_former(right)
    return former or any(left in pair and right in pair for pair in BLURRED)


def _title(words: Sequence[str]) -> str:
    return " ".join(words).title()


def compare_position(mine: str | None, theirs: Sequence[str]) -> Part | None:
    """What a person does, of a comparison.

    Args:
        mine: The order's, as printed ("director of the plant").
        theirs: The list's; the closest is shown.

    Returns:
        ``agree`` when most telling words are the same (``score`` 0 to 1), else ``unknown``: people
        hold several offices and change them. ``None`` when neither side gives one.
    """
    listed = [text for text in theirs if text.strip()]
    if not (mine or "").strip() or not listed:
        return _one_sided("position", mine, listed)
    words = _office(mine or "")
    score, at = max((overlap(words, _office(one)), -at) for at, one in enumerate(listed))
    same = score >= _ONE_OFFICE
    return Part(
        name="position",
        verdict="agree" if same else "unknown",
        score=round(score, 4),
        left=mine,
        right=listed[-at],
        note="the same position" if same else "another position; people hold several",
    )


@functools.lru_cache(maxsize=16384)
def _office(text: str) -> tuple[str, ...]:
    """The telling words of a position: not "of", "the", "former"."""
    words = dict.fromkeys(tokens(text))
    told = [word for word in words if len(word) > _SHORT_WORD and word_kind(word) != "link"]
    return tuple(word for word in told if weight(word) > 0.0)


def _one_sided(name: str, mine: str | None, listed: Sequence[str]) -> Part | None:
    left = (mine or "").strip() or None
    if left is None and not listed:
        return None
    side = "the list" if left else "the order"
    return Part(
        name=name,
        verdict="unknown",
        left=left,
        right="; ".join(listed) or None,
        note=f"{side} gives none",
    )
