"""What a line's names and part numbers speak for, and the words that do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from holdpoint.goods._described_lexicon import Found
from holdpoint.goods._described_reading import Named, Reading
from holdpoint.goods._described_types import DecidingWord

# What a name is worth as the subject of a line, in units of the index (BM25); what another name
# of it, one behind "for" or "with", or one that other goods have too is worth, in shares of that.
_SUBJECT, _OTHER_NAME, _BESIDE, _WEAK = 9.0, 0.45, 0.15, 0.4
_PART = 10.0
_LONGER, _LONGEST = 0.15, 4  # a word more in a name says more


class Claim(NamedTuple):
    """A name or part number that speaks for a category or code."""

    target: str
    strength: float
    words: tuple[DecidingWord, ...]


def claims_of(reading: Reading, text: str) -> list[Claim]:
    """Every claim of a line, in its order; part numbers behind the names.

    Args:
        reading: The line as read.
        text: The line.
    """
    claims = []
    for name in reading.named:
        word = (_word(reading, name.found, text, _role(name)),)
        for target in dict.fromkeys(term.target for term in name.found.meanings):
            weak = all(t.weak for t in name.found.meanings if t.target == target)
            claims.append(Claim(target, _strength(name, weak=weak), word))
    claims += [
        Claim(part.category, _PART, (_cut(text, part.start, part.end, "part number"),))
        for part in reading.parts
    ]
    return claims


def deciding_words(
    reading: Reading, claims: Iterable[Claim], text: str
) -> tuple[DecidingWord, ...]:
    """The words of all claims, and those that make something else of the line."""
    others = (_word(reading, f, text, "other") for f in (*reading.things, *reading.subjects))
    return in_order([*(word for claim in claims for word in claim.words), *others])


def in_order(words: Iterable[DecidingWord]) -> tuple[DecidingWord, ...]:
    """Each word once, in the order of the text."""
    return tuple(sorted(set(words), key=lambda word: (word.start, word.end, word.role)))


def _role(name: Named) -> str:
    return "about" if name.beside or name.diverted else "term"


def _strength(name: Named, *, weak: bool) -> float:
    strength = _SUBJECT if name.subject else _SUBJECT * _OTHER_NAME
    strength *= 1 + _LONGER * (min(name.found.size, _LONGEST) - 1)
    if weak:
        strength *= _WEAK
    return strength * _BESIDE if name.beside or name.diverted else strength


def _word(reading: Reading, found: Found, text: str, role: str) -> DecidingWord:
    return _cut(text, reading.tokens[found.first].start, reading.tokens[found.last].end, role)


def _cut(text: str, start: int, end: int, role: str) -> DecidingWord:
    return DecidingWord(text[start:end], start, end, role)
