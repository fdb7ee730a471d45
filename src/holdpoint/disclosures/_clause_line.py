"""A sentence as the frames see it: words and namings in a row, groups of these, sides of claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count

from holdpoint._quick import quick
from holdpoint.disclosures._kinds import places_of
from holdpoint.disclosures._parsed import MentionAt, Sentence


@quick
@dataclass(frozen=True, slots=True)
class Group:
    """Namings that stand in one place of the clause.

    Attributes:
        first: Index of the first unit; ``last`` that behind the tail.
        heads: Indices of the namings, in order.
        before: Preposition directly before it (determiners and describing words skipped).
    """

    first: int
    last: int
    heads: tuple[int, ...]
    before: str


@quick
@dataclass(frozen=True, slots=True)
class Head:
    """A naming that can be a side of a claim.

    Attributes:
        at: Index of its unit; ``-1`` where it stands in another sentence.
        ids: The things named; the members where a group is named and its members are told.
        sure: 1 for a name, less where a pronoun or an earlier sentence had to tell.
    """

    at: int
    ids: tuple[str, ...]
    schema: str
    sure: float = 1.0


@dataclass(slots=True)
class Line:
    """A sentence as units and groups.

    Attributes:
        words: The words of the units, as in :class:`~holdpoint.disclosures._cut.Units`; ``held``
            the same as a set: tells at once what is absent.
        starts: Offsets in the text at which the units begin; ``ends`` at which they end.
        dated: Indices of the units within a time; ``named`` those of the namings, in order.
        at: Groups by the index at which they begin.
        heads: Indices of the namings that are not only descriptions of what follows.
        calls: What each word can call (:mod:`~holdpoint.disclosures._kinds`).
        told: Namings as sides of claims, by index.
        word: Gives the word at an index, empty outside and for namings; ``mention`` the naming
            there, or ``None``. Look-ups of their own: they are asked many times a word.
    """

    sentence: Sentence
    text: str
    words: tuple[str, ...]
    calls: bytearray
    starts: Sequence[int]
    ends: Sequence[int]
    held: frozenset[str]
    dated: frozenset[int]
    named: Sequence[int]
    word: Callable[[int], str]
    mention: Callable[[int], MentionAt | None]
    told: Mapping[int, Head]
    groups: list[Group] = field(default_factory=list)
    at: dict[int, Group] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)

    def holds(self, index: int, phrase: tuple[str, ...]) -> bool:
        """Tell whether a phrase stands at an index."""
        return self.words[index : index + len(phrase)] == phrase

    def calling(self, kind: int) -> list[int]:
        """Give the indices of the words that can call what this kind says, in order."""
        return places_of(self.calls, kind)

    def where(self, known: frozenset[str]) -> list[int]:
        """Give the indices at which one of these words stands, in order."""
        if self.held.isdisjoint(known):
            return []
        return list(compress(count(), map(known.__contains__, self.words)))
