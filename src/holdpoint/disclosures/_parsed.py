"""What passes between the steps of the reading: the kept text, its sentences, who is named where.

Every step hands on offsets into one text that never changes; no step rewrites it. Offsets count
Unicode code points, ends are exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from holdpoint._quick import quick

if TYPE_CHECKING:
    from holdpoint.model import Amount, Named, Source, TimeRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document as it is kept: the exact text, where its body begins, and what its header says.

    Attributes:
        body: Offset of the first character after a header block; 0 where there is none.
        headers: Name in lower case (``title``, ``issuer``, ``date``, ``url``) to value.
        notes: What a person should know (an encoding that was guessed, a page cut short).
    """

    source: Source
    text: str
    body: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


AT_ONCE = 32
"""Sentences that one step reads before the next step does: its code is fetched once for them."""


class Token(NamedTuple):
    """A word, number or mark of the text."""

    start: int
    end: int
    text: str


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, or a heading, list item or table cell that stands for one.

    Attributes:
        index: Count from 0 in the document.
        paragraph: Count of the paragraph from 0; a list item is its own paragraph.
        starts: Offsets at which the tokens begin; ``ends`` at which they end.
        raw: The words of the tokens as printed; ``lower``, ``units``, ``kinds``, ``opens`` and
            ``calls`` what is told of each (:class:`~holdpoint.disclosures._word_kinds.Told`).
    """

    index: int
    paragraph: int
    start: int
    end: int
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    raw: tuple[str, ...] = ()
    lower: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    kinds: bytes = b""
    opens: bytes = b""
    calls: bytes = b""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens one by one, for steps that part some of them; made when asked for."""
        return tuple(map(Token, self.starts, self.ends, self.raw))


@quick
@dataclass(frozen=True, slots=True)
class MentionAt:
    """A naming in the text and the thing it names.

    Attributes:
        entity: Id of the :class:`~holdpoint.model.Named`.
        schema: Its schema, at hand for the patterns.
        form: ``name``, ``alias``, ``metonym``, ``description``, ``pronoun``.
        members: For a group ("the network", "the designated companies"): ids of those in it,
            where the text tells them.
    """

    start: int
    end: int
    entity: str
    schema: str
    form: str = "name"
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Whom and what the text names; ``mentions`` are in order and do not overlap."""

    named: tuple[Named, ...]
    mentions: tuple[MentionAt, ...]
    _ids: dict[str, Named] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ids", {named.id: named for named in self.named})

    def within(self, start: int, end: int) -> tuple[MentionAt, ...]:
        """Give the mentions that lie in ``start:end``, in order."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        found = []
        for mention in self.mentions[first:]:
            if mention.start >= end:
                break
            if mention.end <= end:
                found.append(mention)
        return tuple(found)

    def by_id(self, entity: str) -> Named | None:
        """Give the named thing with this id, or ``None``."""
        return self._ids.get(entity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A document made ready for claims: sentences, names, times and amounts, all in text order."""

    kept: Kept
    sentences: tuple[Sentence, ...]
    found: Found
    times: tuple[TimeRef, ...] = ()
    amounts: tuple[Amount, ...] = ()
