"""One party on many lists: entries that are linked as the same, and never merged.

Each keeps its own facts and measures; a link says why, and can be rejected. Only entries of
different lists are linked: a list that has a party twice means two.
"""

from __future__ import annotations

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
class _Found:
    reasons: dict[str, None]
    basis: Basis


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
        self._found: dict[Pair, _Found] = {}

    def note(self, facts: Facts) -> None:
        """Take note of what tells a listed entity."""
        for reference in facts.references:
            self._references.add(reference, facts)
        for number in facts.numbers:
            self._numbers.add(number, facts)
        for day in facts.days:
            self._days.add(day, facts)
        for words in facts.names:
            plain = plain_words(words)
            if len(plain) > 1:
                self._names.add(" ".join(sorted(plain)), facts)

    def links(self) -> Iterator[Link]:
        """The links, in a fixed order, once every entity was seen."""
        self._by_reference()
        self._by(self._numbers, same_number)
        self._by(self._days, lambda a, b: _one(same_birth(a, b)))
        self._by(self._names, lambda a, b: _one(same_company(a, b)), alone=True)
        self._by_copy()
        for (subject, other), found in sorted(self._found.items()):
            yield Link(
                subject=subject,
                relation=RELATION,
                object_name=self._captions[other],
                object=other,
                source=SOURCE,
                basis=found.basis,
                reasons=tuple(found.reasons),
            )

    def _by_reference(self) -> None:
        for (what, number), bearers in sorted(self._references.shared()):
            for a, b in _pairs(bearers):
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
            for a, b in _pairs(judged):
                reasons = ground(a, b)
                if reasons and not contradicts(a, b):
                    self._add(a, b, reasons, "secondary")

    def _by_copy(self) -> None:
        """Names without particulars, to the one party of their authority that has the name."""
        roots = _Roots(self._found)
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
                    reason = same_copy(copy, facts)
                    if reason:
                        self._add(copy, facts, (reason,), "secondary")

    def _add(self, a: Facts, b: Facts, reasons: Iterable[str], basis: Basis) -> None:
        if self.rejected and (pair := frozenset((a.id, b.id))) in self.rejected:
            self.refused.add(pair)
            return
        first, second = (a, b) if a.id <= b.id else (b, a)
        found = self._found.get((first.id, second.id))
        if found is None:
            found = self._found[first.id, second.id] = _Found({}, basis)
        found.reasons.update(dict.fromkeys(reasons))
        if basis == "official":
            found.basis = basis
        self._captions[second.id] = second.caption


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


class _Roots:
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


def _one(reason: str | None) -> tuple[str, ...]:
    return (reason,) if reason else ()


def _of_one(facts: Facts, copy: Facts) -> bool:
    return facts.authority == copy.authority


def _pairs(bearers: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Pairs of entries of different lists; none where too many share the ground."""
    if len(bearers) > _MOST:
        return
    for place, a in enumerate(bearers):
        for b in bearers[place + 1 :]:
            if a.source != b.source:
                yield a, b


def _only_ones(bearers: Sequence[Facts]) -> list[Facts]:
    """The entries beside which their list has no other one here."""
    lists = Counter(facts.source for facts in bearers)
    return [facts for facts in bearers if lists[facts.source] == 1]


def _shared_within(bearers: Sequence[Facts], one: Facts) -> bool:
    """Whether another entry of the same list shares the ground."""
    return any(other.source == one.source and other.id != one.id for other in bearers)
