"""Names that can reach a score, found without reading all of them.

A name score is at most the mean of the query's and the listed name's coverage, and no coverage is
above 1. A name at score T must therefore cover at least 2T - 1 of the query's weight: it must have
a partner of one of the words in any set whose complement weighs less than that. The cheapest such
set is opened; every name met there gets an upper bound from the words seen, and is scored in full
only if the bound reaches T. Nothing that a full scan finds is lost.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from holdpoint.matching._names import NameScore, score_names
from holdpoint.matching._similar import is_fixed
from holdpoint.matching._vocabulary import Vocabulary
from holdpoint.text import weight

_ROUNDING = 1e-3


@dataclass(frozen=True, slots=True)
class Names:
    """The lists of an index: words of each name, names of each word."""

    words: Sequence[int]
    starts: Sequence[int]
    postings: Sequence[int]
    posting_starts: Sequence[int]

    def count(self, word: int) -> int:
        """In how many names a word stands."""
        return self.posting_starts[word + 1] - self.posting_starts[word]

    def names_with(self, word: int) -> Sequence[int]:
        """The names in which a word stands, ascending."""
        return self.postings[self.posting_starts[word] : self.posting_starts[word + 1]]

    def words_of(self, name: int) -> Sequence[int]:
        """The words of a name, in their order."""
        return self.words[self.starts[name] : self.starts[name + 1]]


@dataclass(frozen=True, slots=True)
class _Reach:
    """What one word of the query, or several equal ones, can pair with.

    Attributes:
        weight: The weight of all of them.
        keys: Listed word to look under, the similarity, and the listed weight that pairing covers.
        cost: Names under all keys.
        most: The most listed weight that the word can cover.
        alone: Whether the word may bring in candidates by itself (an initial may not).
        times: How often the word stands in the query.
    """

    weight: float
    keys: tuple[tuple[int, float, float], ...]
    cost: int
    most: float
    alone: bool
    times: int = 1


def retrieve(
    words: Sequence[str],
    least: float,
    vocabulary: Vocabulary,
    names: Names,
    enough: int | None = None,
    only: Callable[[int], bool] | None = None,
) -> list[tuple[int, NameScore]]:
    """Listed names that score at least ``least`` against a query.

    Args:
        words: The query, as :func:`holdpoint.text.name_tokens` gives it.
        least: Least name score, above 0.5.
        vocabulary: Of the index.
        names: The lists of the index.
        enough: Stop once this many names are known and no other can score higher than the last of
            them (equal scores are all kept); ``None`` for all.
        only: Which names, by their number, take part; ``None`` for all.

    Returns:
        Number of the name and its score, in no order that means anything.
    """
    reaches = _merged(_reach(words, i, vocabulary, names) for i in range(len(words)))
    total = sum(reach.weight for reach in reaches)
    opened = _opened(reaches, (2 * least - 1) * total)
    if not opened:
        return []
    weights = vocabulary.weights
    seen = _bounds(reaches, opened, total, weights, names)
    near = [name for name, bound in seen.items() if bound >= least - _ROUNDING]
    if only is not None:
        near = [name for name in near if only(name)]
    tight = _Tight(reaches, total, weights)
    bounds = ((tight.bound(names.words_of(name)), name) for name in near)
    order = sorted((-bound, name) for bound, name in bounds if bound >= least - _ROUNDING)
    found: list[tuple[int, NameScore]] = []
    top: list[float] = []
    for bound, name in order:
        if enough is not None and len(top) >= enough and -bound + _ROUNDING < top[0]:
            break
        listed = [vocabulary.words[word] for word in names.words_of(name)]
        score = score_names(words, listed)
        if score.score >= least:
            found.append((name, score))
            if enough is not None:
                heapq.heappush(top, score.score)
                if len(top) > enough:
                    heapq.heappop(top)
    return found


def _reach(words: Sequence[str], at: int, vocabulary: Vocabulary, names: Names) -> _Reach:
    word = words[at]
    keys: dict[int, tuple[float, float]] = {}
    for partner in (*vocabulary.partners(word), *vocabulary.joined(words, at)):
        covered = partner.score * weight(vocabulary.words[partner.word])
        old = keys.get(partner.word, (0.0, 0.0))
        keys[partner.word] = (max(old[0], partner.score), max(old[1], covered))
    for parts in vocabulary.parted(word):
        rarest = min(parts, key=lambda part: (names.count(part), part))
        covered = sum(weight(vocabulary.words[part]) for part in parts)
        old = keys.get(rarest, (0.0, 0.0))
        keys[rarest] = (1.0, max(old[1], covered))
    return _Reach(
        weight=weight(word),
        keys=tuple((key, score, covered) for key, (score, covered) in sorted(keys.items())),
        cost=sum(names.count(key) for key in keys),
        most=max((covered for _, covered in keys.values()), default=0.0),
        alone=len(word) > 1 and not (is_fixed(word) and word.startswith("@")),
    )


def _merged(reaches: Iterable[_Reach]) -> list[_Reach]:
    """Equal words as one, so that a name that repeats itself costs no more than a plain one."""
    grouped: dict[tuple[object, ...], list[_Reach]] = {}
    for reach in reaches:
        grouped.setdefault((reach.keys, reach.weight, reach.alone), []).append(reach)
    return [
        replace(
            same[0],
            weight=sum(reach.weight for reach in same),
            most=sum(reach.most for reach in same),
            times=len(same),
        )
        for same in grouped.values()
    ]


def _opened(reaches: Sequence[_Reach], needed: float) -> list[int]:
    """Words to open, cheapest for their weight first, until the rest weighs less than needed."""
    rest = sum(reach.weight for reach in reaches)
    order = sorted(
        (i for i, reach in enumerate(reaches) if reach.alone),
        key=lambda i: (reaches[i].cost / reaches[i].weight, i),
    )
    opened: list[int] = []
    for i in order:
        if rest < needed - _ROUNDING:
            break
        opened.append(i)
        rest -= reaches[i].weight
    return opened


def _bounds(
    reaches: Sequence[_Reach],
    opened: Sequence[int],
    total: float,
    weights: Mapping[int, float],
    names: Names,
) -> dict[int, float]:
    """An upper bound on the score of every name under the opened words."""
    mine: dict[int, float] = {}
    theirs: dict[int, float] = {}
    for i in opened:
        best: dict[int, tuple[float, float]] = {}
        for key, score, covered in reaches[i].keys:
            for name in names.names_with(key):
                old = best.get(name)
                if old is None:
                    best[name] = (score, covered)
                elif score > old[0] or covered > old[1]:
                    best[name] = (max(score, old[0]), max(covered, old[1]))
        for name, (score, covered) in best.items():
            mine[name] = mine.get(name, 0.0) + score * reaches[i].weight
            theirs[name] = theirs.get(name, 0.0) + covered * reaches[i].times
    rest = [reach for i, reach in enumerate(reaches) if i not in opened]
    unseen = sum(reach.weight for reach in rest)
    unseen_covers = sum(reach.most for reach in rest)
    bounds: dict[int, float] = {}
    for name, seen in mine.items():
        whole = sum(weights[word] for word in names.words_of(name))
        listed = min((theirs[name] + unseen_covers) / whole, 1.0)
        bounds[name] = (min((seen + unseen) / total, 1.0) + listed) / 2
    return bounds


class _Tight:
    """A closer upper bound, from all words of one name; far cheaper than scoring it."""

    def __init__(
        self, reaches: Sequence[_Reach], total: float, weights: Mapping[int, float]
    ) -> None:
        self._rows = [
            (
                reach.weight,
                {key: (score, covered * reach.times) for key, score, covered in reach.keys},
            )
            for reach in reaches
        ]
        self._total = total
        self._weights = weights

    def bound(self, words: Sequence[int]) -> float:
        """The most that a name with these words can score."""
        mine = theirs = 0.0
        for own, keys in self._rows:
            score = covers = 0.0
            for word in words:
                found = keys.get(word)
                if found is not None:
                    score = max(score, found[0])
                    covers = max(covers, found[1])
            mine += own * score
            theirs += covers
        whole = sum(self._weights[word] for word in words)
        return (min(mine / self._total, 1.0) + min(theirs / whole, 1.0)) / 2
