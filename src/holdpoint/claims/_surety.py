"""How sure a claim is, what it can do at most, and where a correction says more than its source."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Literal

from holdpoint.model import ClaimEffect

if TYPE_CHECKING:
    from holdpoint.model import ReadClaim

_ORDER: tuple[ClaimEffect, ...] = ("none", "hedged", "asserted")
_PARTS = ("stance", "modality", "polarity")
Part = Literal["stance", "modality", "polarity", "predicate"]


@dataclass(frozen=True, slots=True)
class _Word:
    surety: int
    effect: ClaimEffect


def effect_of(claim: ReadClaim) -> ClaimEffect:
    """What a claim can do at most: the weakest of stance, modality, polarity and hedges.

    Returns:
        ``asserted``: said without a hedge. ``hedged``: alleged, denied, planned, possible … or any
        word by which the source holds back. ``none``: taken back, or said not to be so. Neither of
        the first two can do more than hold an order.
    """
    if claim.stance == "denied":  # said not to be so by one, and by that said to be so by another
        return "hedged"
    found = [_words()[part, getattr(claim, part)].effect for part in _PARTS]
    if claim.hedges:
        found.append("hedged")
    return min(found, key=_ORDER.index)


def sharper(old: ReadClaim, new: ReadClaim) -> Iterator[str]:
    """Where a claim says more than another one, in words; nothing where it does not.

    Hedges are not compared: :func:`kept_hedges` keeps them.
    """
    told = False
    for part in (*_PARTS, "predicate"):
        before, after = getattr(old, part), getattr(new, part)
        if _surety(part, after) > _surety(part, before):
            told = True
            yield f"{part} {before} to {after}"
    grows = _ORDER.index(effect_of(new)) > _ORDER.index(effect_of(old))
    if grows and not told:  # "not so", denied by another, can be so again
        yield f"effect {effect_of(old)} to {effect_of(new)}"


def choices(part: Part) -> tuple[str, ...]:
    """The words that a part of a claim can have, the least sure first."""
    return tuple(word for kind, word in _words() if kind == part)


def _surety(part: str, word: str) -> int:
    found = _words().get((part, word))
    return found.surety if found else 1  # a predicate that speaks of a deed


@functools.cache
def _words() -> Mapping[tuple[str, str], _Word]:
    text = (resources.files("holdpoint.claims") / "data" / "surety.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {
        (row["part"], row["word"]): _Word(int(row["surety"]), _effect(row["effect"]))
        for row in csv.DictReader(lines)
    }


def _effect(word: str) -> ClaimEffect:
    return _ORDER[_ORDER.index(word)]  # ValueError: the data is wrong
