"""The score of two names: which word pairs with which, and how much of each side that covers."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from holdpoint.matching._similar import (
    EQUAL,
    LEAST_JOINED,
    LONGEST_JOIN,
    SHORTEST_PART,
    is_fixed,
    similarity,
)
from holdpoint.matching._types import TokenPair
from holdpoint.text import FORM, weight, word_kind

WHOLE = 10_000
"""A full name score, and the weight of the most telling word."""


@dataclass(frozen=True, slots=True)
class NameScore:
    """How two names compare.

    Attributes:
        score: Mean of the shares of both names' weight that found a partner, 0 to 1 in four
            decimals; less where both sides have words without a partner; halved when numbers clash
            or father and son change places. Made from whole ten-thousandths.
        pairs: Words in the order of the query, then listed words without a partner.
        clash: Both names have numbers that the other one lacks.
        told: Weight of the paired words of the query: how much the agreement tells.
        turned: One name is "A son of B", the other "B son of A".
    """

    score: float
    pairs: tuple[TokenPair, ...]
    clash: bool
    told: float
    turned: bool = False

    @property
    def points(self) -> int:
        """The score in whole ten-thousandths."""
        return round(self.score * WHOLE)


TELLING = frozenset({"word", "number", "sector", "place", "initial"})
"""Classes of words whose absence on both sides is a contradiction."""

TOLD = frozenset({"word", "number"})
"""Classes of words whose agreement tells in full; others tell half."""

NO_SCORE = NameScore(score=0.0, pairs=(), clash=False, told=0.0)
"""Of names that cannot be compared."""

SON_OF = frozenset({"bin", "ben", "ibn", "bint", "ould", "walad"})

CONTRADICTED = 600
"""A word that one side lacks may have been left out; words without a partner on both sides
contradict each other. So many thousandths of the smaller share of such words are taken off."""

MILLION = 1_000_000


@functools.lru_cache(maxsize=262144)
def points_of(word: str) -> int:
    """The weight of a word in whole ten-thousandths, 1 to 10,000."""
    return max(round(weight(word) * WHOLE), 1)


class Row(NamedTuple):
    """A pair: first place and number of places on each side, similarity in thousandths, how."""

    left: int
    lefts: int
    right: int
    rights: int
    score: int
    how: str


class Scored(NamedTuple):
    """How two names compare, in numbers only; see :class:`NameScore`.

    Attributes:
        points: The score in ten-thousandths.
        told: Likewise.
        clash: Numbers clash.
        turned: Father and son change places.
        rows: The pairs, in no order that means anything.
    """

    points: int
    told: int
    clash: bool
    turned: bool
    rows: tuple[Row, ...]


def score_names(query: Sequence[str], listed: Sequence[str]) -> NameScore:
    """Compare two names word by word.

    Equal words pair first, then words that the other side writes as one or as several
    (``aero caribbean``), then similar ones, best first. A word pairs once.

    Args:
        query: Words of :func:`holdpoint.text.name_tokens`.
        listed: The same for the listed name.
    """
    return named(query, listed, pair_words(query, listed))


def pair_words(query: Sequence[str], listed: Sequence[str], *, exact: bool = False) -> Scored:
    """The same in numbers only.

    Args:
        query: Words of the query.
        listed: Words of the listed name.
        exact: Only equal words pair: one of the names is an acronym.
    """
    pairing = _Pairing(query, listed)
    pairing.equal("acronym" if exact else "equal")
    if not exact and pairing.open_sides():
        pairing.joined(flipped=False)
        pairing.joined(flipped=True)
        pairing.similar()
    return pairing.result()


def named(query: Sequence[str], listed: Sequence[str], scored: Scored) -> NameScore:
    """The score with its words.

    Args:
        query: Words of the query.
        listed: Words of the listed name.
        scored: Of these two.
    """
    return NameScore(
        scored.points / WHOLE,
        _pairs(query, listed, scored.rows),
        scored.clash,
        scored.told / WHOLE,
        scored.turned,
    )


def _pairs(
    query: Sequence[str], listed: Sequence[str], rows: Sequence[Row]
) -> tuple[TokenPair, ...]:
    paired: list[tuple[int, TokenPair]] = []
    free = (dict.fromkeys(range(len(query))), dict.fromkeys(range(len(listed))))
    for left, lefts, right, rights, score, how in rows:
        pair = TokenPair(
            left=" ".join(query[left : left + lefts]),
            right=" ".join(listed[right : right + rights]),
            score=score / EQUAL,
            how=how,
        )
        paired.append((left, pair))
        for side, place, count in ((0, left, lefts), (1, right, rights)):
            for at in range(place, place + count):
                del free[side][at]
    paired += [(at, _alone(left=query[at])) for at in free[0]]
    paired.sort(key=lambda row: row[0])
    return (*(pair for _, pair in paired), *(_alone(right=listed[at]) for at in free[1]))


class _Pairing:
    def __init__(self, query: Sequence[str], listed: Sequence[str]) -> None:
        self.words = (query, listed)
        self.free = (dict.fromkeys(range(len(query))), dict.fromkeys(range(len(listed))))
        self.got: list[tuple[tuple[int, ...], tuple[int, ...], int, str]] = []

    def open_sides(self) -> bool:
        return bool(self.free[0]) and bool(self.free[1])

    def _take(self, left: tuple[int, ...], right: tuple[int, ...], score: int, how: str) -> None:
        for side, positions in enumerate((left, right)):
            for position in positions:
                del self.free[side][position]
        self.got.append((left, right, score, how))

    def equal(self, how: str) -> None:
        where: dict[str, list[int]] = {}
        for j, word in enumerate(self.words[1]):
            where.setdefault(word, []).append(j)
        for i, word in enumerate(self.words[0]):
            if where.get(word):
                self._take((i,), (where[word].pop(0),), EQUAL, how)

    def joined(self, *, flipped: bool) -> None:
        """One word of one side that is written as two or three neighbours on the other."""
        one, many = (1, 0) if flipped else (0, 1)
        for i in list(self.free[one]):
            run = self._run(self.words[one][i], many)
            if run:
                left, right = ((i,), run) if not flipped else (run, (i,))
                self._take(left, right, EQUAL, "joined")

    def _run(self, word: str, side: int) -> tuple[int, ...]:
        free, words = self.free[side], self.words[side]
        if is_fixed(word) or len(word) < LEAST_JOINED:
            return ()
        long = [position for position in free if len(words[position]) >= SHORTEST_PART]
        for start in long:
            text = words[start]
            end = start + 1
            while len(text) < len(word) and end - start < LONGEST_JOIN and end in long:
                text += words[end]
                end += 1
                if text == word:
                    return tuple(range(start, end))
        return ()

    def similar(self) -> None:
        found = [
            (score, i, j, how)
            for i in self.free[0]
            for j in self.free[1]
            for score, how in [similarity(self.words[0][i], self.words[1][j])]
            if score
        ]
        found.sort(key=lambda row: (-row[0], row[1], row[2]))
        for score, i, j, how in found:
            if i in self.free[0] and j in self.free[1]:
                self._take((i,), (j,), score, how)

    def carried(self) -> bool:
        """Whether anything but initials and company forms pairs: these never do it alone."""
        return any(
            how != "initial" and len(word) > 1 and not word.startswith(FORM)
            for left, _, _, how in self.got
            for word in [self.words[0][left[0]]]
        )

    def result(self) -> Scored:
        clash = all(
            any(word_kind(self.words[side][k]) == "number" for k in self.free[side])
            for side in (0, 1)
        )
        turned = self._turned()
        points = self._points(halved=clash or turned) if self.carried() else 0
        rows = tuple(
            Row(left[0], len(left), right[0], len(right), score, how)
            for left, right, score, how in self.got
        )
        return Scored(points, self._told(), clash, turned, rows)

    def _points(self, *, halved: bool) -> int:
        """The score in ten-thousandths; shares are millionths, every division rounds down."""
        weights = tuple([points_of(word) for word in side] for side in self.words)
        whole = [sum(side) or 1 for side in weights]
        covered = [0, 0]
        for left, right, score, _ in self.got:
            covered[0] += score * sum(weights[0][i] for i in left)
            covered[1] += score * sum(weights[1][j] for j in right)
        alone = [
            sum(w[k] for k in free if word_kind(words[k]) in TELLING)
            for w, free, words in zip(weights, self.free, self.words, strict=True)
        ]
        shares = [part * 1000 // all_ for part, all_ in zip(covered, whole, strict=True)]
        missing = min(part * MILLION // all_ for part, all_ in zip(alone, whole, strict=True))
        score = max(sum(shares) // 2 - CONTRADICTED * missing // 1000, 0)
        return rounded(score // 2 if halved else score)

    def _turned(self) -> bool:
        """Whether the words around "bin" stand crosswise: the one's son is the other's father."""
        partner = {left[0]: right[0] for left, right, _, _ in self.got}
        ends = [
            {(at - 1, at + 1) for at in range(1, len(side) - 1) if side[at] in SON_OF}
            for side in self.words
        ]
        return any(
            (partner.get(father), partner.get(son)) in ends[1]
            and self.words[0][son] != self.words[0][father]
            for son, father in ends[0]
        )

    def _told(self) -> int:
        """Weight of the paired words of the query; words that many names share count half."""
        told = 0
        for left, _, score, _ in self.got:
            for i in left:
                word = self.words[0][i]
                told += points_of(word) * score * (2 if word_kind(word) in TOLD else 1)
        return (told + 1000) // 2000


def rounded(millionths: int) -> int:
    """A score in millionths as whole ten-thousandths."""
    return (millionths + 50) // 100


def _alone(*, left: str | None = None, right: str | None = None) -> TokenPair:
    return TokenPair(left=left, right=right, score=0.0, how="alone")
