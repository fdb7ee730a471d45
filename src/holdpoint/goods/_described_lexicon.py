"""Words of the trade found in a line: what they call, and the line's words that they cover."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from holdpoint.goods._described_data import Term, other_words, part_families, terms
from holdpoint.goods._described_text import Token, fold, han_runs, stem, tokenise

_LEAST_COMPOUND = 6
_LEAST_AFFIX = 3
_NUMBERED = re.compile(r"(?<![A-Z0-9])(?=[A-Z0-9/-]*\d)[A-Z0-9][A-Z0-9/-]{3,}")

Phrase = tuple[str, ...]


class Found(NamedTuple):
    """A phrase of the tables in a line.

    Attributes:
        first: Number of its first token.
        last: Number of its last token.
        meanings: What the tables say that it calls.
        compound: Whether it is the end (or beginning) of a longer word.
    """

    first: int
    last: int
    meanings: tuple[Term, ...]
    compound: bool = False

    @property
    def size(self) -> int:
        """How many words it has; a part of a compound counts as two, for it was told apart."""
        return self.last - self.first + 1 + self.compound


class PartFound(NamedTuple):
    """A part number of a known family, and where it stands."""

    category: str
    start: int
    end: int


class Lexicon:
    """Phrases by their first word, and what compounds end or begin with.

    Args:
        entries: Terms; ``*x`` is looked for at the end of longer words, ``x*`` at the beginning.
        known: Words in Han characters.
    """

    __slots__ = ("_ends", "_known", "_phrases", "_starts")

    def __init__(self, entries: Iterable[Term], known: frozenset[str]) -> None:
        phrases: dict[Phrase, list[Term]] = {}
        self._known = known
        self._ends: dict[str, tuple[Term, ...]] = {}
        self._starts: dict[str, tuple[Term, ...]] = {}
        for term in entries:
            for table, plain in ((self._ends, term.words[:1]), (self._starts, term.words[-1:])):
                if plain == "*":
                    key = stem(fold(term.words.strip("*")))
                    table[key] = (*table.get(key, ()), term)
                    break
            else:
                words = tuple(token.key for token in tokenise(term.words, known))
                if words:
                    phrases.setdefault(words, []).append(term)
        self._phrases: dict[str, list[tuple[Phrase, tuple[Term, ...]]]] = {}
        for words in sorted(phrases, key=lambda words: (-len(words), words)):
            self._phrases.setdefault(words[0], []).append((words, tuple(phrases[words])))

    def find(self, tokens: Sequence[Token], taken: frozenset[int] = frozenset()) -> list[Found]:
        """Phrases of the line from left to right, the longest first; none overlaps another.

        Args:
            tokens: The line's words.
            taken: Numbers of words that are spoken for.
        """
        found, at = [], 0
        while at < len(tokens):
            hit = None if at in taken else self._at(tokens, at)
            if hit is not None:
                found.append(hit)
                at = hit.last
            at += 1
        return found

    def _at(self, tokens: Sequence[Token], at: int) -> Found | None:
        for words, meanings in self._phrases.get(tokens[at].key, ()):
            size = len(words)
            if size == 1 or tuple(token.key for token in tokens[at : at + size]) == words:
                return Found(at, at + size - 1, meanings)
        return self._compound(tokens[at].key, at)

    def _compound(self, word: str, at: int) -> Found | None:
        if len(word) < _LEAST_COMPOUND:
            return None
        for cut in range(1, len(word) - _LEAST_AFFIX + 1):
            if meanings := self._ends.get(word[cut:]):
                return Found(at, at, meanings, compound=True)
        for cut in range(len(word) - 1, _LEAST_AFFIX, -1):
            if meanings := self._starts.get(word[:cut]):
                return Found(at, at, meanings, compound=True)
        return None


@functools.cache
def known_han() -> frozenset[str]:
    """Every word in Han characters that the tables have."""
    every = (*terms(), *other_words())
    return frozenset(run for term in every for run in han_runs(term.words))


@functools.cache
def goods_lexicon() -> Lexicon:
    """What goods are called."""
    return Lexicon(terms(), known_han())


@functools.cache
def other_lexicon() -> Lexicon:
    """What else a line can be about, and what leads to it."""
    kinds = ("thing", "subject", "for", "with")
    return Lexicon((term for term in other_words() if term.target in kinds), known_han())


@functools.cache
def context_lexicon() -> Lexicon:
    """Words that technical and consumer catalogues have."""
    kinds = ("technical", "consumer")
    return Lexicon((term for term in other_words() if term.target in kinds), known_han())


@functools.cache
def _families() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {f"f{number}": row.category for number, row in enumerate(part_families())}
    groups = (f"(?P<f{number}>{row.pattern})" for number, row in enumerate(part_families()))
    # What follows the family's own letters is package and grade.
    return re.compile(f"(?:{'|'.join(groups)})[-/A-Z0-9+]*$"), names


LONGEST_PART: Final = 40


def part_numbers(text: str) -> list[PartFound]:
    """Part numbers of known families in a line, in its order."""
    # Letter by letter, for "ß" has no capital of one letter and places must stay.
    capitals = "".join(big if len(big := c.upper()) == 1 else c for c in text)
    pattern, names = _families()
    found = []
    for word in _NUMBERED.finditer(capitals):
        hit = pattern.match(word[0]) if len(word[0]) <= LONGEST_PART else None
        if hit is not None and hit.lastgroup is not None:
            found.append(PartFound(names[hit.lastgroup], word.start(), word.end()))
    return found
