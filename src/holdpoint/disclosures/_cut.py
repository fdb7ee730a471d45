"""A sentence cut into units: namings, words, numbers and marks, with where each stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import sub

from holdpoint.disclosures._formulas import kept_of
from holdpoint.disclosures._memo import Memo
from holdpoint.disclosures._parsed import MentionAt, Sentence

# Linear: what repeats is possessive. The first alternative is the commonest case of the fifth.
_WORD = re.compile(
    r"[^\W\d_]++(?=\s)|['\u2019]s\b|(?:[A-Za-z]\.){2,}|\d++(?:[.,]\d++)*+|"
    r"-?[^\W\d_]++(?:(?:-|['\u2019](?!s\b))[^\W\d_]++)*+|[^\w\s]|_"
)
# A token that the pattern above reads whole, whatever stands beside it. A hyphen may begin a word.
_ONE = re.compile(
    r"[^\W\d_]+(?:-[^\W\d_]+)*|(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|['\u2019]s|[^\w\s-]"
)
_PLAIN = {
    "\u2019": "'",
    "\u2018": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2014": "--",
    "\u2013": "--",
}
# Marks of layout that stand between words and say nothing.
_EMPHASIS = frozenset("*_`#~")
_NOT = "n't"


@dataclass(slots=True)
class Units:
    """The units of a sentence in order, as lists of equal length.

    Attributes:
        words: In lower case, with plain quote marks; empty for a naming.
        starts: Offset in the text at which each begins; ``ends`` at which each ends.
        named: The namings by their index, ascending.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    named: dict[int, MentionAt] = field(default_factory=dict)


def units_of(text: str, sentence: Sentence, mentions: Sequence[MentionAt]) -> Units:
    """Cut a sentence into units, without what legal formulas say in addition.

    Most tokens are units as they stand. A stretch between two namings in which all are is taken
    from the sentence; any other is read again.

    Args:
        text: The text.
        sentence: The sentence; one without tokens is read from the text alone.
        mentions: The namings within it, in order and without overlaps.
    """
    units = Units()
    row = list(map(_AS_UNIT, sentence.raw))
    starts, at = sentence.starts, sentence.start
    first = bisect_left(starts, at)
    for mention in mentions:
        start, end = mention.start, mention.end
        last = bisect_left(starts, start, first)
        if at < start and not _taken(sentence, row, (first, last), (at, start), units):
            _add(text, at, start, units)
        units.named[len(units.words)] = mention
        units.words.append("")
        units.starts.append(start)
        units.ends.append(end)
        at, first = end, bisect_left(starts, end, last)
    whole = first, len(row)
    if at < sentence.end and not _taken(sentence, row, whole, (at, sentence.end), units):
        _add(text, at, sentence.end, units)
    kept = kept_of(tuple(units.words))
    return units if kept is None else _only(units, kept)


def _taken(
    sentence: Sentence,
    row: Sequence[str],
    tokens: tuple[int, int],
    stretch: tuple[int, int],
    units: Units,
) -> bool:
    """Add the tokens of a stretch as units, if each is one and none reaches beyond it."""
    first, last = tokens
    words, ends = row[first:last], sentence.ends
    if "" in words or not ends or (first and ends[first - 1] > stretch[0]):
        return False
    if first < last and ends[last - 1] > stretch[1]:
        return False
    units.words += words
    units.starts += sentence.starts[first:last]
    units.ends += ends[first:last]
    return True


def _only(units: Units, kept: Sequence[int]) -> Units:
    """Leave out all units but these."""
    words = [units.words[at] for at in kept]
    starts = [units.starts[at] for at in kept]
    named = {new: units.named[at] for new, at in enumerate(kept) if at in units.named}
    return Units(words, starts, [units.ends[at] for at in kept], named)


def _form(printed: str) -> str:
    """Give the word of a unit; nothing for a mark of layout and for what ends in "n't"."""
    word = _plain(printed)
    return "" if word in _EMPHASIS or word.endswith(_NOT) else word


def _plain(printed: str) -> str:
    word = printed.lower()
    return word if word.isascii() else "".join([_PLAIN.get(mark, mark) for mark in word])


def _as_unit(token: str) -> str:
    """Give the word of a token that is one unit wherever it stands, else nothing."""
    return _form(token) if _ONE.fullmatch(token) is not None else ""


_FORMS, _AS_UNIT = Memo(_form).__getitem__, Memo(_as_unit).__getitem__


def _add(text: str, at: int, end: int, units: Units) -> None:
    """Add the units of a stretch without namings."""
    printed = _WORD.findall(text, at, end)
    words = list(map(_FORMS, printed))
    # Only white space lies between, so that each is the next of its letters.
    find = text.find
    ends = [at := find(shown, at) + len(shown) for shown in printed]
    if "" in words:
        _add_marked(printed, ends, units)
        return
    units.words += words
    units.starts += map(sub, ends, map(len, printed))
    units.ends += ends


def _add_marked(printed: Sequence[str], ends: Sequence[int], units: Units) -> None:
    """Add units without marks of layout, and "n't" apart from what it ends."""
    for shown, end in zip(printed, ends, strict=True):
        word, start = _plain(shown), end - len(shown)
        if word in _EMPHASIS:
            continue
        if word.endswith(_NOT):
            parted = end - len(_NOT)
            units.words += (word.removesuffix(_NOT), _NOT)
            units.starts += (start, parted)
            units.ends += (parted, end)
        else:
            units.words.append(word)
            units.starts.append(start)
            units.ends.append(end)
