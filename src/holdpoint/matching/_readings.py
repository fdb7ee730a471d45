"""Two names as words, paired the way that a reader would pair them."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from holdpoint.matching._names import WHOLE, NameScore, points_of, score_names
from holdpoint.matching._types import TokenPair
from holdpoint.text import FORM, LETTERS, acronym, name_tokens

_ENOUGH = 5_000
"""Score, in ten-thousandths, from which on names are compared word by word only."""

LEAST_LETTERS = 9
"""Letters that two names have at least when it is no accident that they are the same ones."""

_LEAST_SPELT = 5_000
"""Score, in ten-thousandths, from which on names are worth a second look at their letters."""

_MOST_EDITS = 2
"""Letters by which two names may differ that are compared as one word each."""

_MARKS = (FORM, LETTERS)

REORDERED = 9_000
"""Score, in ten-thousandths, of names whose letters change places."""


def paired(mine: Sequence[str], theirs: Sequence[str], *, person: bool) -> NameScore:
    """The score of two names, read the way that makes most of them.

    Args:
        mine: Words of the query (:func:`holdpoint.text.name_tokens`).
        theirs: Words of the listed name.
        person: The listed party is a person, who has no acronym.
    """
    plain = score_names(mine, theirs)
    read = otherwise(mine, theirs, plain.points, person=person)
    return plain if read is None else read


def otherwise(
    mine: Sequence[str], theirs: Sequence[str], points: int, *, person: bool
) -> NameScore | None:
    """The score where another reading makes more of two names than ``points`` word by word."""
    if points >= _ENOUGH:
        return None
    read = as_reordered(mine, theirs) or (None if person else as_acronym(mine, theirs))
    return read if read is not None and read.points > points else None


def as_acronym(mine: Sequence[str], theirs: Sequence[str]) -> NameScore | None:
    """One name as the acronym of the other (``irisl``), or ``None``.

    The acronym must be the whole of its name, but for company forms and the like; letters that are
    alike do not do.
    """
    for short, long, turned in ((mine, theirs, False), (theirs, mine, True)):
        letters = acronym(long)
        if letters is None or letters not in short or len(long) <= len(short):
            continue
        alone = score_names(short, (letters,))
        whole = " ".join(word for word in long if word.isalpha())
        left, right = (whole, letters) if turned else (letters, whole)
        pair = TokenPair(left=left, right=right, score=1.0, how="acronym")
        rest = tuple(_turned(one) if turned else one for one in alone.pairs if one.how == "alone")
        return NameScore(alone.score, (pair, *rest), clash=False, told=points_of(letters) / WHOLE)
    return None


def as_reordered(mine: Sequence[str], theirs: Sequence[str]) -> NameScore | None:
    """Two names of the same letters in another order (``nituP``, reversed), or ``None``.

    It is a way to slip past a filter, and what a text written from right to left becomes where a
    program copies it wrongly. Names of few letters have the same ones by accident.
    """
    letters = sorted_letters(mine)
    if not letters or letters != sorted_letters(theirs):
        return None
    sides = [[word for word in side if word[0] not in _MARKS] for side in (mine, theirs)]
    pair = TokenPair(
        left=" ".join(sides[0]), right=" ".join(sides[1]), score=REORDERED / WHOLE, how="reordered"
    )
    told = sum(points_of(word) for word in sides[1]) / WHOLE
    return NameScore(REORDERED / WHOLE, (pair,), clash=False, told=told)


def sorted_letters(words: Sequence[str]) -> str:
    """The letters of a name in a fixed order; empty for a name of few letters."""
    letters = "".join([word for word in words if word[0] not in _MARKS])
    return "".join(sorted(letters)) if len(letters) >= LEAST_LETTERS else ""


def closer(asked: str, listed: str, name: NameScore, *, person: bool) -> NameScore:
    """The score of two names once their letters have been looked at as well as their words.

    Args:
        asked: The query's name as printed.
        listed: The listed name as printed.
        name: How their words pair.
        person: The listed party is a person.
    """
    if not _has_gaps(name):
        return name
    if not person and name.points >= _LEAST_SPELT:
        # A misspelt "trdae" is near "trade", and far from "trading", which both stand for.
        sides = (name_tokens(text, "company", meanings=False) for text in (asked, listed))
        name = max(name, score_names(*sides), key=lambda one: one.points)
    if person and name.points < _ENOUGH and _as_long(asked, listed):
        glued = as_glued(*(name_tokens(text, "person") for text in (asked, listed)))
        name = name if glued is None else max(name, glued, key=lambda one: one.points)
    return name


def _as_long(asked: str, listed: str) -> bool:
    """Whether two names have about as many letters, but not as many words."""
    letters = [sum(map(str.isalpha, text)) for text in (asked, listed)]
    if min(letters) < LEAST_LETTERS or abs(letters[0] - letters[1]) > _MOST_EDITS:
        return False
    return len(asked.split()) != len(listed.split())


def _has_gaps(name: NameScore) -> bool:
    """Whether words of both names are left over, or are not spelt alike."""
    mine = any(pair.right is None for pair in name.pairs)
    theirs = any(pair.left is None for pair in name.pairs)
    return (mine and theirs) or any(pair.how == "similar" for pair in name.pairs)


def as_glued(mine: Sequence[str], theirs: Sequence[str]) -> NameScore | None:
    """One name as the other one's words written as one and misspelt, or ``None``."""
    sides = [[word for word in side if word[0] not in _MARKS] for side in (mine, theirs)]
    if len(sides[0]) == len(sides[1]):
        return None
    letters = ["".join(side) for side in sides]
    if min(map(len, letters)) < LEAST_LETTERS or letters[0][0] != letters[1][0]:
        return None
    edits = OSA.distance(letters[0], letters[1], score_cutoff=_MOST_EDITS)
    if edits > _MOST_EDITS:
        return None
    points = WHOLE - WHOLE * edits // max(map(len, letters))
    pair = TokenPair(
        left=" ".join(sides[0]), right=" ".join(sides[1]), score=points / WHOLE, how="glued"
    )
    told = sum(points_of(word) for word in max(sides, key=len)) / WHOLE
    return NameScore(points / WHOLE, (pair,), clash=False, told=told)


def _turned(pair: TokenPair) -> TokenPair:
    return TokenPair(left=pair.right, right=pair.left, score=pair.score, how=pair.how)
