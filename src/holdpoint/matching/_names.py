"""The score of two names: which word pairs with which, and how much of each side that covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from holdpoint.matching._similar import (
    LEAST_JOINED,
    LONGEST_JOIN,
    SHORTEST_PART,
    is_fixed,
    similarity,
)
from holdpoint.matching._types import TokenPair
from holdpoint.text import FORM, weight, word_kind


@dataclass(frozen=True, slots=True)
class NameScore:
    """How two names compare.

    Attributes:
        score: Mean of the shares of both names' weight that found a partner, 0 to 1; halved when
            numbers clash or father and son change places.
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


# Classes of words whose absence on both sides is a contradiction.
_TELLING = frozenset({"word", "number", "sector", "place", "initial"})

NO_SCORE = NameScore(score=0.0, pairs=(), clash=False, told=0.0)
"""Of names that cannot be compared."""

CLASH_FACTOR = 0.5
"""What remains of a name score when "Factory No. 9" meets "Factory No. 8"."""

_SON_OF = frozenset({"bin", "ben", "ibn", "bint", "ould", "walad"})

CONTRADICTED = 0.6
"""A word that one side lacks may have been left out; words without a partner on both sides
contradict each other. So much of the smaller share of such words is taken off."""


def score_names(query: Sequence[str], listed: Sequence[str]) -> NameScore:
    """Compare two names word by word.

    Equal words pair first, then words that the other side writes as one or as several
    (``aero caribbean``), then similar ones, best first. A word pairs once.

    Args:
        query: Words of :func:`holdpoint.text.name_tokens`.
        listed: The same for the listed name.
    """
    pairing = _Pairing(query, listed)
    pairing.equal()
    if pairing.open_sides():
        pairing.joined(flipped=False)
        pairing.joined(flipped=True)
        pairing.similar()
    return pairing.result()


class _Pairing:
    def __init__(self, query: Sequence[str], listed: Sequence[str]) -> None:
        self.words = (query, listed)
        self.free = (dict.fromkeys(range(len(query))), dict.fromkeys(range(len(listed))))
        self.got: list[tuple[tuple[int, ...], tuple[int, ...], float, str]] = []

    def open_sides(self) -> bool:
        return bool(self.free[0]) and bool(self.free[1])

    def _take(self, left: tuple[int, ...], right: tuple[int, ...], score: float, how: str) -> None:
        for side, positions in enumerate((left, right)):
            for position in positions:
                del self.free[side][position]
        self.got.append((left, right, score, how))

    def equal(self) -> None:
        where: dict[str, list[int]] = {}
        for j, word in enumerate(self.words[1]):
            where.setdefault(word, []).append(j)
        for i, word in enumerate(self.words[0]):
            if where.get(word):
                self._take((i,), (where[word].pop(0),), 1.0, "equal")

    def joined(self, *, flipped: bool) -> None:
        """One word of one side that is written as two or three neighbours on the other."""
        one, many = (1, 0) if flipped else (0, 1)
        for i in list(self.free[one]):
            run = self._run(self.words[one][i], many)
            if run:
                left, right = ((i,), run) if not flipped else (run, (i,))
                self._take(left, right, 1.0, "joined")

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

    def result(self) -> NameScore:
        weights = tuple([weight(word) for word in side] for side in self.words)
        covered = [0.0, 0.0]
        for left, right, score, _ in self.got:
            covered[0] += score * sum(weights[0][i] for i in left)
            covered[1] += score * sum(weights[1][j] for j in right)
        shares = [done / (sum(w) or 1.0) for done, w in zip(covered, weights, strict=True)]
        clash = all(
            any(word_kind(self.words[side][k]) == "number" for k in self.free[side])
            for side in (0, 1)
        )
        score = sum(shares) / 2
        alone = (
            sum(w[k] for k in free if word_kind(words[k]) in _TELLING) / (sum(w) or 1.0)
            for w, free, words in zip(weights, self.free, self.words, strict=True)
        )
        score = max(score - CONTRADICTED * min(alone), 0.0)
        turned = self._turned()
        score *= CLASH_FACTOR if clash or turned else 1.0
        score = round(score, 4) if self.carried() else 0.0
        return NameScore(score, self._pairs(), clash, self._told(weights[0]), turned)

    def _turned(self) -> bool:
        """Whether the words around "bin" stand crosswise: the one's son is the other's father."""
        partner = {left[0]: right[0] for left, right, _, _ in self.got}
        ends = [
            {(at - 1, at + 1) for at in range(1, len(side) - 1) if side[at] in _SON_OF}
            for side in self.words
        ]
        return any(
            (partner.get(father), partner.get(son)) in ends[1]
            and self.words[0][son] != self.words[0][father]
            for son, father in ends[0]
        )

    def _told(self, weights: Sequence[float]) -> float:
        """Weight of the paired words of the query; words that many names share count half."""
        told = 0.0
        for left, _, score, _ in self.got:
            for i in left:
                kind = word_kind(self.words[0][i])
                told += weights[i] * score * (1.0 if kind in ("word", "number") else 0.5)
        return round(told, 4)

    def _pairs(self) -> tuple[TokenPair, ...]:
        query, listed = self.words
        rows = [
            (
                left[0],
                TokenPair(
                    left=" ".join(query[i] for i in left),
                    right=" ".join(listed[j] for j in right),
                    score=round(score, 4),
                    how=how,
                ),
            )
            for left, right, score, how in self.got
        ]
        rows += [(i, _alone(left=query[i])) for i in self.free[0]]
        rows.sort(key=lambda row: row[0])
        return (*(pair for _, pair in rows), *(_alone(right=listed[j]) for j in self.free[1]))


def _alone(*, left: str | None = None, right: str | None = None) -> TokenPair:
    return TokenPair(left=left, right=right, score=0.0, how="alone")
