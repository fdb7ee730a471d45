"""Two names as words, paired the way that a reader would pair them."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from rapidfuzz.distance import OSA

from holdpoint.matching._names import WHOLE, NameScore, points_of, score_names
from holdpoint.matching._similar import (
    CONSONANTS,
    EQUAL,
    LEAST_JOINED,
    SHORTEST_PART,
    similarity,
)
from holdpoint.matching._traits import sound_alike
from holdpoint.matching._transcribed import as_transcribed, other_script
from holdpoint.matching._types import TokenPair
from holdpoint.text import (
    FORM,
    LETTERS,
    acronym,
    mended,
    name_tokens,
    parted,
    put_right,
    same_name,
    script,
    skeleton,
    split_syllables,
)

_ENOUGH = 5_000
"""Score, in ten-thousandths, from which on names are compared word by word only."""

LEAST_LETTERS = 9
"""Letters that two names have at least when it is no accident that they are the same ones."""

_LEAST_SPELT = 5_000
"""Score, in ten-thousandths, from which on names are near: nothing else would explain them."""

_LEAST_ALIKE = 2_000
"""Score, in ten-thousandths, from which on names are worth a second look at their letters."""

_MOST_EDITS = 2
"""Letters by which two names may differ that are compared as one word each."""

_MARKS = (FORM, LETTERS)

_PUT_RIGHT = 8_500
"""Similarity, in ten-thousandths, of a word and what it may have been before it was misread."""

_MOST_UNLIKE = 3
"""Letters by which a word can be longer or shorter than its parts are in another spelling."""

_BEGIN = frozenset(
    one + other
    for letters in ("aeiouyjw", "ckqgxh", "cjsxz", "bfpuvw", "dt", "gj", *"lmnr")
    for one in letters
    for other in letters
)
"""First letters of spellings of one word: nothing else is looked at in full."""

_HEARD = 9_000
"""Score, in ten-thousandths, of words that sound alike and are spelt in two systems."""

_LEAST_BONES = 4
"""Consonants that two whole names have at least when it is no accident that they are the same."""

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


def closer(
    asked: str, listed: str, name: NameScore, *, person: bool, names: Iterable[str] = ()
) -> NameScore:
    """The score of two names once their letters have been looked at as well as their words.

    Args:
        asked: The query's name as printed.
        listed: The listed name as printed.
        name: How their words pair.
        person: The listed party is a person.
        names: Every name of the listed party.
    """
    if not _has_gaps(name) and name.pairs:
        return name
    kind = "person" if person else "company"
    words, spelt = (name_tokens(listed, kind, meanings=meant) for meant in (True, False))
    read = _closest_reading(asked, _Listed(words, spelt, _size(listed)), name, person=person)
    foreign = other_script(asked, listed, names)
    heard = None if foreign is None else _as_heard(asked, words, name, foreign, person=person)
    return read if heard is None else max(read, heard, key=lambda one: one.points)


class _Listed(NamedTuple):
    """What is read of a listed name: many lists have the same."""

    words: tuple[str, ...]
    spelt: tuple[str, ...]
    size: tuple[int, int]


@functools.lru_cache(maxsize=4096)
def _closest_reading(asked: str, listed: _Listed, name: NameScore, *, person: bool) -> NameScore:
    """The score of the reading that makes most of two names; it depends on its arguments alone."""
    for text, printed in put_right(asked):
        read = _as_put_right(text, printed, listed.words, person=person)
        name = name if read is None else max(name, read, key=lambda one: one.points)
    others = _otherwise_read(asked, listed, name, person=person)
    return max((name, *(one for one in others if one is not None)), key=lambda one: one.points)


def _as_heard(
    asked: str, listed: Sequence[str], name: NameScore, foreign: str, *, person: bool
) -> NameScore | None:
    """The score of a name that is written as another script lets it be heard."""
    words = name_tokens(asked, "person" if person else "company")
    return as_transcribed(name, words, listed, script=foreign, turned=script(asked) == "latin")


def _otherwise_read(
    asked: str, listed: _Listed, name: NameScore, *, person: bool
) -> Iterator[NameScore | None]:
    """Give what two names score as sounds, as their parts, as one word each."""
    kind = "person" if person else "company"
    near, long = name.points >= _LEAST_SPELT, _as_long(_size(asked), listed.size)
    words = name_tokens(asked, kind)
    yield as_sounding(name, words, listed.words)
    apart = None if person else parted(asked)
    spoilt = apart is not None or (not person and mended(asked) is not None)
    alike = not person and (name.points >= _LEAST_ALIKE or spoilt)
    if alike or person or long:
        spelt = name_tokens(asked, kind, meanings=False), listed.spelt
        # A misspelt "trdae" is near "trade", and far from "trading", which both stand for.
        yield score_names(*spelt) if alike else None
        if person or near or long:
            yield as_parts(*spelt)
            yield as_glued(*spelt) if long and not near else None
    if apart is not None:
        yield score_names(name_tokens(apart, kind), listed.words)
    if not near:
        yield as_unspaced(words, listed.words)


def _as_put_right(
    text: str, printed: Mapping[str, str], listed: Sequence[str], *, person: bool
) -> NameScore | None:
    """The score of a name with what was misread put right; ``None`` if that does not help.

    A word that was put right is similar to its partner at most, not equal.

    Args:
        text: The name as it may have been.
        printed: The printed word for each word of it that was put right.
        listed: Words of the listed name.
        person: The listed party is a person.
    """
    read = score_names(name_tokens(text, "person" if person else "company"), listed)
    pairs = tuple(_printed(pair, printed) for pair in read.pairs)
    if pairs == read.pairs:
        return None
    off = sum(old.score - new.score for old, new in zip(read.pairs, pairs, strict=True))
    score = round(max(read.score - off / len(pairs), 0.0), 4)
    return replace(read, score=score, pairs=pairs)


def _printed(pair: TokenPair, printed: Mapping[str, str]) -> TokenPair:
    """The pair of a word that was put right, with the word as it is printed."""
    if pair.left not in printed or pair.right is None:
        return pair
    left = printed[pair.left or ""]
    if pair.how != "equal":
        return replace(pair, left=left)
    return replace(pair, left=left, score=_PUT_RIGHT / WHOLE, how="similar")


def _as_long(asked: tuple[int, int], listed: tuple[int, int]) -> bool:
    """Whether two names have about as many letters, but not as many words."""
    (mine, parts), (theirs, others) = asked, listed
    if min(mine, theirs) < LEAST_LETTERS or abs(mine - theirs) > _MOST_EDITS:
        return False
    return parts != others


@functools.lru_cache(maxsize=16384)
def _size(text: str) -> tuple[int, int]:
    """Letters and words of a name."""
    return sum(map(str.isalpha, text)), len(text.split())


def _has_gaps(name: NameScore) -> bool:
    """Whether words of both names are left over, or are not spelt alike."""
    mine = theirs = False
    for pair in name.pairs:
        if pair.how == "similar":
            return True
        mine = mine or pair.right is None
        theirs = theirs or pair.left is None
    return mine and theirs


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


def as_parts(mine: Sequence[str], theirs: Sequence[str]) -> NameScore | None:
    """Two names of which one writes as one word what the other writes as two, or ``None``.

    ``Chan Siu-ming`` is ``Chen Xiaoming`` and ``Gholamreza`` is ``Ghulam Reza``: the parts are
    known spellings of each other. (Where they are equal, word by word finds it.)
    """
    sides = _split_like(mine, theirs), _split_like(theirs, mine)
    if len(sides[0]) == len(mine) and len(sides[1]) == len(theirs):
        return None
    return score_names(*sides)


def as_sounding(name: NameScore, mine: Sequence[str], theirs: Sequence[str]) -> NameScore | None:
    """Two names whose left-over words are spelt in two systems, or ``None``.

    ``Scetmas`` is ``Shchyotmash``: few letters are the same, and the sounds are.

    Args:
        name: How their words pair letter by letter.
        mine: Words of the one.
        theirs: Words of the other.
    """
    there = [pair.right for pair in name.pairs if pair.left is None and pair.right is not None]
    heard: dict[str, str] = {}
    for pair in name.pairs:
        if pair.right is None and pair.left is not None:
            word = pair.left
            found = next((other for other in there if sound_alike(word, other)), None)
            if found is not None:
                heard[word] = found
                there.remove(found)
    if not heard:
        return None
    read = score_names([heard.get(word, word) for word in mine], theirs)
    back = {other: word for word, other in heard.items()}
    pairs = tuple(
        TokenPair(left=back[pair.left], right=pair.right, score=_HEARD / WHOLE, how="similar")
        if pair.left in back and pair.right is not None
        else pair
        for pair in read.pairs
    )
    whole = sum(map(points_of, theirs))
    lost = (WHOLE - _HEARD) * sum(map(points_of, back)) // max(whole, 1)
    return replace(read, score=max(read.points - lost, 0) / WHOLE, pairs=pairs)


def as_unspaced(mine: Sequence[str], theirs: Sequence[str]) -> NameScore | None:
    """Two names with the same consonants, one of a script without spaces, or ``None``.

    Thai writes ``Siam Thong Kan Kha`` as one word.
    """
    sides = [[word for word in side if word[0] != FORM] for side in (mine, theirs)]
    marked = [any(word[0] == LETTERS for word in side) for side in sides]
    if marked[0] == marked[1] or len(sides[0]) == len(sides[1]):
        return None
    bones = [skeleton("".join(word.lstrip(LETTERS) for word in side)) for side in sides]
    if bones[0] != bones[1] or len(bones[0]) < _LEAST_BONES:
        return None
    pair = TokenPair(
        left=" ".join(sides[0]),
        right=" ".join(sides[1]),
        score=CONSONANTS / EQUAL,
        how="consonants",
    )
    apart = sides[0] if len(sides[0]) > len(sides[1]) else sides[1]
    told = sum(points_of(word) for word in apart) * CONSONANTS // EQUAL
    return NameScore(CONSONANTS / EQUAL, (pair,), clash=False, told=told / WHOLE)


def _split_like(words: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Words, those in two parts that the other name has in another spelling."""
    there = list(itertools.pairwise(others))
    found: list[str] = []
    for word in words:
        known = word in others or len(word) < LEAST_JOINED
        way = None if known else _split(word, there) or _syllables(word, others)
        found.extend(way or (word,))
    return tuple(found)


def _split(word: str, there: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The parts of a word that are two neighbours of the other name."""
    for one, other in there:
        if word[0] + one[0] not in _BEGIN or abs(len(word) - len(one) - len(other)) > _MOST_UNLIKE:
            continue
        for at in range(SHORTEST_PART, len(word) - 1):
            if (
                word[at] + other[0] in _BEGIN
                and _alike(word[:at], one)
                and _alike(word[at:], other)
            ):
                return word[:at], word[at:]
    return None


def _syllables(word: str, others: Sequence[str]) -> tuple[str, str] | None:
    """The syllables of a word that are those of a word of the other name."""
    for way in split_syllables(word):
        for other in others:
            if any(all(map(_one_name, way, pair)) for pair in split_syllables(other)):
                return way
    return None


def _alike(left: str, right: str) -> bool:
    return similarity(left, right)[1] in _WHOLE_WORDS


_WHOLE_WORDS = frozenset({"equal", "name", "similar"})


def _one_name(left: str, right: str) -> bool:
    return left == right or same_name(left, right)


def _turned(pair: TokenPair) -> TokenPair:
    return TokenPair(left=pair.right, right=pair.left, score=pair.score, how=pair.how)
