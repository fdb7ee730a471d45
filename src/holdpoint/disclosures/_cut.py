"""A sentence cut into units: namings, words, numbers and marks, with where each stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import sub

from holdpoint.disclosures._formulas import kept_of
from holdpoint.disclosures._kinds import NOUN
from holdpoint.disclosures._parsed import MentionAt, Sentence
from holdpoint.disclosures._unit_words import EMPHASIS, FORMS, NOT, plain
from holdpoint.disclosures._word_kinds import calls_of

# Linear: what repeats is possessive. The first alternative is the commonest case of the fifth.
_WORD = re.compile(
    r"[^\W\d_]++(?=\s)|['\u2019]s\b|(?:[A-Za-z]\.){2,}|\d++(?:[.,]\d++)*+|"
    r"-?[^\W\d_]++(?:(?:-|['\u2019](?!s\b))[^\W\d_]++)*+|[^\w\s]|_"
)
_DESCRIPTION, _NAME = bytes([NOUN]), bytes([0])
"""What namings can call."""
_MOST_MOVED = 4096
"""Tokens up to which what stands behind a naming is moved up; beyond, that would take longer."""


@dataclass(slots=True)
class Units:
    """The units of a sentence in order, as rows of equal length.

    Attributes:
        words: In lower case, with plain quote marks; empty for a naming.
        calls: What each word can call (:mod:`~holdpoint.disclosures._kinds`).
        starts: Offset in the text at which each begins; ``ends`` at which each ends.
        named: The namings by their index, ascending.
    """

    words: list[str] = field(default_factory=list)
    calls: bytearray = field(default_factory=bytearray)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    named: dict[int, MentionAt] = field(default_factory=dict)


def units_of(text: str, sentence: Sentence, mentions: Sequence[MentionAt]) -> Units:
    """Cut a sentence into units, without what legal formulas say in addition.

    Most tokens are units as they stand. A sentence, or a stretch between two namings, in which all
    are is taken from the tokens; any other is read again.

    Args:
        text: The text.
        sentence: The sentence; one without tokens is read from the text alone.
        mentions: The namings within it, in order and without overlaps.
    """
    units = _of_tokens(sentence, mentions) or _of_stretches(text, sentence, mentions)
    kept = kept_of(tuple(units.words))
    return units if kept is None else _only(units, kept)


def _of_tokens(sentence: Sentence, mentions: Sequence[MentionAt]) -> Units | None:
    """Take the tokens as they stand, a naming for its own; ``None`` where one is no unit."""
    starts, ends = list(sentence.starts), list(sentence.ends)
    first = bisect_left(starts, sentence.start)
    if not first < len(starts) <= _MOST_MOVED or (first and ends[first - 1] > sentence.start):
        return None
    words, calls = list(sentence.units), bytearray(sentence.calls)
    behind = len(starts)
    # From the last to the first, so that what stands before keeps its place.
    for mention in reversed(mentions):
        at = bisect_left(starts, mention.start, first, behind)
        end = bisect_left(starts, mention.end, at, behind)
        if at == end or starts[at] != mention.start or ends[end - 1] != mention.end:
            return None
        words[at:end] = ("",)
        calls[at:end] = _DESCRIPTION if mention.form == "description" else _NAME
        starts[at:end] = (mention.start,)
        ends[at:end] = (mention.end,)
        behind = at
    if first:
        del words[:first], calls[:first], starts[:first], ends[:first]
    if words.count("") != len(mentions):
        return None
    places = [at for at, word in enumerate(words) if not word]
    return Units(words, calls, starts, ends, dict(zip(places, mentions, strict=True)))


def _of_stretches(text: str, sentence: Sentence, mentions: Sequence[MentionAt]) -> Units:
    """Take the stretches between namings one by one."""
    units = Units()
    starts, at = sentence.starts, sentence.start
    first = bisect_left(starts, at)
    for mention in mentions:
        start, end = mention.start, mention.end
        last = bisect_left(starts, start, first)
        if at < start and not _taken(sentence, first, last, (at, start), units):
            _add(text, at, start, units)
        units.named[len(units.words)] = mention
        units.words.append("")
        units.calls += _DESCRIPTION if mention.form == "description" else _NAME
        units.starts.append(start)
        units.ends.append(end)
        at, first = end, bisect_left(starts, end, last)
    stretch = at, sentence.end
    if at < sentence.end and not _taken(sentence, first, len(starts), stretch, units):
        _add(text, at, sentence.end, units)
    return units


def _taken(
    sentence: Sentence, first: int, last: int, stretch: tuple[int, int], units: Units
) -> bool:
    """Add the tokens of a stretch as units, if each is one and none reaches beyond it."""
    words, ends = sentence.units[first:last], sentence.ends
    if "" in words or not ends or (first and ends[first - 1] > stretch[0]):
        return False
    if first < last and ends[last - 1] > stretch[1]:
        return False
    units.words += words
    units.calls += sentence.calls[first:last]
    units.starts += sentence.starts[first:last]
    units.ends += ends[first:last]
    return True


def _only(units: Units, kept: Sequence[int]) -> Units:
    """Leave out all units but these."""
    return Units(
        [units.words[at] for at in kept],
        bytearray([units.calls[at] for at in kept]),
        [units.starts[at] for at in kept],
        [units.ends[at] for at in kept],
        {new: units.named[at] for new, at in enumerate(kept) if at in units.named},
    )


def _add(text: str, at: int, end: int, units: Units) -> None:
    """Add the units of a stretch without namings."""
    printed = _WORD.findall(text, at, end)
    words = list(map(FORMS.__getitem__, printed))
    # Only white space lies between, so that each is the next of its letters.
    find = text.find
    ends = [at := find(shown, at) + len(shown) for shown in printed]
    if "" in words:
        _add_marked(printed, ends, units)
        return
    units.words += words
    units.calls += calls_of(words)
    units.starts += map(sub, ends, map(len, printed))
    units.ends += ends


def _add_marked(printed: Sequence[str], ends: Sequence[int], units: Units) -> None:
    """Add units without marks of layout, and "n't" apart from what it ends."""
    behind = len(units.words)
    for shown, end in zip(printed, ends, strict=True):
        word, start = plain(shown), end - len(shown)
        if word in EMPHASIS:
            continue
        if word.endswith(NOT):
            parted = end - len(NOT)
            units.words += (word.removesuffix(NOT), NOT)
            units.starts += (start, parted)
            units.ends += (parted, end)
        else:
            units.words.append(word)
            units.starts.append(start)
            units.ends.append(end)
    units.calls += calls_of(units.words[behind:])
