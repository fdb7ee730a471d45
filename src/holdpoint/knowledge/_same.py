"""One party on many lists: entries that are linked as the same, and never merged.

Each keeps its own facts and measures; a link says why, and can be rejected. Only entries of
different lists are linked: a list that has a party twice means two.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from holdpoint.knowledge._same_facts import Facts, plain_words
from holdpoint.knowledge._same_judge import (
    contradicts,
    same_birth,
    same_company,
    same_copy,
    same_number,
    share_a_name,
)
from holdpoint.knowledge._same_words import RELATION, SOURCE
from holdpoint.model import Basis, Link

COPIES = frozenset({"eu-fsf-names", "eu-travel-names", "uk-names"})
"""Lists of names only: they say no more than that the authority has this name somewhere."""

_MOST = 64
"""Entries that share a ground at most; what more share tells nobody apart."""

K = TypeVar("K")
Pair = tuple[str, str]
Ground = Callable[[Facts, Facts], Sequence[str]]


@dataclass(slots=True)
class Found:
    """Why two entries are one party, apart from copies of names: the reasons, in their order."""

    reasons: dict[str, None]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Verdict:
    """That two entries are one party, and why.

    Attributes:
        caption: Name of the entry that the link points to.
        basis: Of the reasons; ``secondary`` where there are none but that of a copy.
        reasons: Apart from copies of names.
        copied: The reason that a copy of names gives; ``None`` where none does.
    """

    subject: str
    object: str
    caption: str
    basis: Basis
    reasons: tuple[str, ...]
    copied: str | None = None

    @property
    def pair(self) -> Pair:
        """Both ids."""
        return self.subject, self.object

    def link(self) -> Link:
        """The link that says so."""
        return Link(
            subject=self.subject,
            relation=RELATION,
            object_name=self.caption,
            object=self.object,
            source=SOURCE,
            basis=self.basis,
            reasons=(*self.reasons, self.copied) if self.copied else self.reasons,
        )


class SameParties:
    """Takes every entry of a build, and links those that are one party.

    Args:
        rejected: Pairs of ids that somebody says are two parties.
    """

    def __init__(self, rejected: Collection[frozenset[str]] = ()) -> None:
        self.rejected = frozenset(rejected)
        self.refused: set[frozenset[str]] = set()
        self._references: _Shelf[tuple[str, str]] = _Shelf()
        self._numbers: _Shelf[tuple[str, str]] = _Shelf()
        self._days: _Shelf[str] = _Shelf()
        self._names: _Shelf[str] = _Shelf()
        self._captions: dict[str, str] = {}
        self._only: frozenset[str] | None = None
        self.found: dict[Pair, Found] = {}
        self.copied: dict[Pair, str] = {}

    def note(self, facts: Facts) -> None:
        """Take note of what tells a listed entity."""
        for reference in facts.references:
            self._references.add(reference, facts)
        for number in facts.numbers:
            self._numbers.add(number, facts)
        for day in facts.days:
            self._days.add(day, facts)
        for name in _names(facts.names):
            self._names.add(name, facts)

    def links(self) -> Iterator[Link]:
        """The links, in a fixed order, once every entity was seen."""
        for verdict in self.verdicts():
            yield verdict.link()

    def verdicts(self) -> Iterator[Verdict]:
        """Who is one party, in a fixed order, once every entity was seen."""
        self.judge()
        self.judge_copies(self.found)
        for pair in sorted(self.found.keys() | self.copied.keys()):
            yield self.verdict(pair)

    def verdict(self, pair: Pair) -> Verdict:
        """What was found of two entries."""
        found = self.found.get(pair)
        return Verdict(
            subject=pair[0],
            object=pair[1],
            caption=self._captions[pair[1]],
            basis=found.basis if found else "secondary",
            reasons=tuple(found.reasons) if found else (),
            copied=self.copied.get(pair),
        )

    def judge(self, only: frozenset[str] | None = None) -> None:
        """Judge pairs by all that they share, copies of names aside; ``found`` is the outcome.

        Args:
            only: Judge pairs of these entries alone. Of whatever two of them share, every other
                bearer must have been noted as well.
        """
        self._only = only
        self._by_reference()
        self._by(self._numbers, same_number)
        self._by(self._days, lambda a, b: _one(same_birth(a, b)))
        self._by(self._names, lambda a, b: _one(same_company(a, b)), alone=True)

    def judge_copies(self, pairs: Iterable[Pair], only: frozenset[str] | None = None) -> None:
        """Give copies of names to the one party that has the name; ``copied`` is the outcome.

        Args:
            pairs: All that are one party, copies of names aside.
            only: As for :meth:`judge`.
        """
        self._only = only
        self._by_copy(Roots(pairs))

    def _by_reference(self) -> None:
        for (what, number), bearers in sorted(self._references.shared()):
            for a, b in self._pairs(bearers):
                shared = _shared_within(bearers, a) or _shared_within(bearers, b)
                if not contradicts(a, b) and (not shared or share_a_name(a, b)):
                    self._add(a, b, (f"same {what} {number}",), "official")

    def _by(self, shelf: _Shelf[Any], ground: Ground, *, alone: bool = False) -> None:
        """Judge the pairs of entries that share something.

        Args:
            shelf: Entries by what they may share.
            ground: Reasons why two of them are one party; none where they are not.
            alone: Whether an entry must be the only one of its list that has it.
        """
        for _, bearers in shelf.shared():
            if len(bearers) > _MOST:
                continue
            judged = [facts for facts in bearers if facts.source not in COPIES]
            if alone:
                judged = _only_ones(judged)
            for a, b in self._pairs(judged):
                reasons = ground(a, b)
                if reasons and not contradicts(a, b):
                    self._add(a, b, reasons, "secondary")

    def _by_copy(self, roots: Roots) -> None:
        """Names without particulars, to the one party of their authority that has the name."""
        for _, bearers in self._names.shared():
            if not any(facts.source in COPIES for facts in bearers) or len(bearers) > _MOST:
                continue
            for copy in bearers:
                if copy.source not in COPIES:
                    continue
                real = [f for f in bearers if f.source not in COPIES and _of_one(f, copy)]
                if len({roots.of(facts.id) for facts in real}) != 1:
                    continue
                for facts in real:
                    reason = same_copy(copy, facts) if self._asked(copy, facts) else None
                    if reason and (pair := self._pair(copy, facts)):
                        self.copied[pair] = reason

    def _pairs(self, bearers: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
        """Pairs of entries of different lists; none where too many share the ground."""
        if len(bearers) > _MOST:
            return
        for place, a in enumerate(bearers):
            for b in bearers[place + 1 :]:
                if a.source != b.source and self._asked(a, b):
                    yield a, b

    def _asked(self, a: Facts, b: Facts) -> bool:
        return self._only is None or (a.id in self._only and b.id in self._only)

    def _add(self, a: Facts, b: Facts, reasons: Iterable[str], basis: Basis) -> None:
        pair = self._pair(a, b)
        if pair is None:
            return
        found = self.found.get(pair)
        if found is None:
            found = self.found[pair] = Found({}, basis)
        found.reasons.update(dict.fromkeys(reasons))
        if basis == "official":
            found.basis = basis

    def _pair(self, a: Facts, b: Facts) -> Pair | None:
        """Both ids in their order, ``None`` where somebody says that they are two parties."""
        if self.rejected and (pair := frozenset((a.id, b.id))) in self.rejected:
            self.refused.add(pair)
            return None
        first, second = (a, b) if a.id <= b.id else (b, a)
        self._captions[second.id] = second.caption
        return first.id, second.id


class _Shelf(Generic[K]):
    """Entries by something that several may share; in most cases only one has it."""

    def __init__(self) -> None:
        self._first: dict[K, Facts] = {}
        self._more: dict[K, list[Facts]] = {}

    def add(self, key: K, facts: Facts) -> None:
        """Put an entry to what it has; saying it twice changes nothing."""
        first = self._first.setdefault(key, facts)
        if first is not facts:
            bearers = self._more.setdefault(key, [first])
            if bearers[-1] is not facts:
                bearers.append(facts)

    def shared(self) -> Iterable[tuple[K, list[Facts]]]:
        """What two or more entries have."""
        return self._more.items()


class Roots:
    """Which entries hang together by the links so far."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._parent: dict[str, str] = {}
        for a, b in sorted(pairs):
            self._parent[self.of(a)] = self.of(b)

    def of(self, name: str) -> str:
        """One name for all that hang together."""
        while (up := self._parent.get(name, name)) != name:
            name = up
        return name


def grounds(facts: Facts) -> Iterator[tuple[str, ...]]:
    """All that an entry may share with others: entries that share none of it are no one party."""
    for reference in facts.references:
        yield "reference", *reference
    for number in facts.numbers:
        yield "number", *number
    for day in facts.days:
        yield "day", day
    for name in _names(facts.names):
        yield "name", name


@functools.lru_cache(maxsize=8)  # asked for twice, one entry after the other
def _names(names: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Names without company forms, in no order of words; a single word is none."""
    plain = map(plain_words.__wrapped__, names)  # most names stand there once
    return tuple([" ".join(sorted(words)) for words in plain if len(words) > 1])


def _one(reason: str | None) -> tuple[str, ...]:
    return (reason,) if reason else ()


def _of_one(facts: Facts, copy: Facts) -> bool:
    return facts.authority == copy.authority


def _only_ones(bearers: Sequence[Facts]) -> list[Facts]:
    """The entries beside which their list has no other one here."""
    lists = Counter(facts.source for facts in bearers)
    return [facts for facts in bearers if lists[facts.source] == 1]


def _shared_within(bearers: Sequence[Facts], one: Facts) -> bool:
    """Whether another entry of the same list shares the ground."""
    return any(other.source == one.source and other.id != one.id for other in bearers)
