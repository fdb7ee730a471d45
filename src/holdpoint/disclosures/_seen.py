"""What the finding of names works with: a sentence's words, and a name as it was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from holdpoint.disclosures._kinds import CAPITAL, places_of
from holdpoint.disclosures._parsed import Sentence

_NEAR = 12
_START, _END = attrgetter("start"), attrgetter("end")
"""How many of the last names are looked at for the one before another."""


@dataclass(slots=True, eq=False)
class Seen:
    """A naming in the text before it is tied to others.

    Attributes:
        key: What it is the same as (``country:IR``); ``None`` leaves that to the name.
        members: Keys of those that a group names.
        context: What the words beside it tell, for the steps that tie names.
        first: Index of its first word in the sentence.
        nested: Whether it stands within another naming ("UN Security Council resolutions").
        weak: Whether what it is was told by a word that ends names of other kinds too.
    """

    start: int
    end: int
    schema: str
    name: str
    form: str = "name"
    key: str | None = None
    country: str | None = None
    role: str | None = None
    resolved: bool = True
    aliases: tuple[str, ...] = ()
    identifiers: Mapping[str, str] | None = None
    goods: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    note: str | None = None
    context: str | None = None
    weak: bool = False
    nested: bool = False
    first: int = 0


@dataclass(slots=True, eq=False)
class Line:
    """A sentence with its words as printed and in lower case.

    Attributes:
        held: The words in lower case as a set: tells at once what is absent.
        opens: What tables have that each word can begin.
        capitals: Places of the words that begin with a capital.
        taken: 1 for the words that stand in a name.
    """

    sentence: Sentence
    raw: tuple[str, ...]
    lower: tuple[str, ...]
    held: set[str]
    opens: bytes
    capitals: list[int]
    taken: bytearray
    seen: list[Seen] = field(default_factory=list)
    starts: dict[int, Seen] = field(default_factory=dict)
    ends: dict[int, Seen] = field(default_factory=dict)

    @classmethod
    def of(cls, sentence: Sentence) -> Line:
        """Make a line of a sentence."""
        raw, lower = sentence.raw, sentence.lower
        return cls(
            sentence,
            raw,
            lower,
            set(lower),
            sentence.opens,
            places_of(sentence.kinds, CAPITAL),
            bytearray(len(raw)),
        )

    def at(self, index: int) -> str:
        """Give the word there in lower case, or nothing."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def start(self, first: int) -> int:
        """Give the offset at which a word begins."""
        return self.sentence.starts[first]

    def end(self, last: int) -> int:
        """Give the offset at which the word before ``last`` ends."""
        return self.sentence.ends[last - 1]

    def is_free(self, first: int, last: int) -> bool:
        """Whether no name holds any of these words."""
        return not any(self.taken[first:last])

    def take(self, first: int, last: int, seen: Seen) -> Seen:
        """Add a name over these words."""
        self.taken[first:last] = b"\x01" * (last - first)
        seen.first = first
        self.seen.append(seen)
        self.starts[seen.start] = self.ends[seen.end] = seen
        return seen

    def starting_at(self, offset: int) -> Seen | None:
        """Give the name that begins at an offset of the text."""
        return self.starts.get(offset)

    def ending_at(self, offset: int) -> Seen | None:
        """Give the name that ends at an offset of the text."""
        return self.ends.get(offset)

    def put_in_order(self) -> None:
        """Put the names seen into the order of the text, the longer of two at one place first."""
        self.seen = in_order(self.seen)

    def seen_before(self, first: int) -> Seen | None:
        """Give the name that ends right before a word, articles and lists of "and" passed over."""
        near = [seen for seen in self.seen[-_NEAR:] if seen.first < first]
        return max(near, key=lambda seen: seen.first, default=None)


def in_order(seen: Iterable[Seen]) -> list[Seen]:
    """Give namings in the order of the text, the longer of two that begin at one place first."""
    # Two stable sorts by a field each: a key of both would be a call of Python's for each naming.
    found = sorted(seen, key=_END, reverse=True)
    found.sort(key=_START)
    return found
