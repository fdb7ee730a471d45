"""Two names as words, paired the way that a reader would pair them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

from holdpoint.matching._names import WHOLE, NameScore, points_of, score_names
from holdpoint.matching._types import TokenPair
from holdpoint.text import FORM, LETTERS, acronym, name_tokens, parted, put_right

_ENOUGH = 5_000
"""Score, in ten-thousandths, from which on names are compared word by word only."""

LEAST_LETTERS = 9
"""Letters that two names have at least when it is no accident that they are the same ones."""

_MOST_EDITS = 2
"""Letters by which two names may differ that are compared as one word each."""

_MARKS = (FORM, LETTERS)

_PUT_RIGHT = 8_500
"""Similarity, in ten-thousandths, of a word and what it may have been before it was misread."""

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
    if not _has_gaps(name) and name.pairs:
        return name
    for text, printed in put_right(asked):
        read = _as_put_right(text, printed, listed, person=person)
        name = name if read is None else max(name, read, key=lambda one: one.points)
    if not person:
        # A misspelt "trdae" is near "trade", and far from "trading", which both stand for.
        sides = (name_tokens(text, "company", meanings=False) for text in (asked, listed))
        name = max(name, score_names(*sides), key=lambda one: one.points)
        apart = parted(asked)
        if apart is not None:
            sides = (name_tokens(text, "company") for text in (apart, listed))
            name = max(name, score_names(*sides), key=lambda one: one.points)
    if person and name.points < _ENOUGH and _as_long(asked, listed):
        glued = as_glued(*(name_tokens(text, "person") for text in (asked, listed)))
        name = name if glued is None else max(name, glued, key=lambda one: one.points)
    return name


def _as_put_right(
    text: str, printed: Mapping[str, str], listed: str, *, person: bool
) -> NameScore | None:
    """The score of a name with what was misread put right; ``None`` if that does not help.

    A word that was put right is similar to its partner at most, not equal.

    Args:
        text: The name as it may have been.
        printed: The printed word for each word of it that was put right.
        listed: The listed name as printed.
        person: The listed party is a person.
    """
    kind = "person" if person else "company"
    read = score_names(name_tokens(text, kind), name_tokens(listed, kind))
    pairs = tuple(_printed(pair, printed) for pair in read.pairs)
    if pairs == read.pairs:
        return None
    off = sum(old.score - new.score for old, new in zip(read.pairs, pairs, strict=True))
    score = round(max(read.score - off / len(pairs), 0.0), 4)
    return dataclasses.replace(read, score=score, pairs=pairs)


def _printed(pair: TokenPair, printed: Mapping[str, str]) -> TokenPair:
    """The pair of a word that was put right, with the word as it is printed."""
    if pair.left not in printed or pair.right is None:
        return pair
    left = printed[pair.left or ""]
    if pair.how != "equal":
        return dataclasses.replace(pair, left=left)
    return dataclasses.replace(pair, left=left, score=_PUT_RIGHT / WHOLE, how="similar")


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
