"""The Harmonized System's own words, and what the trade says instead, searched."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from holdpoint.goods._described_data import categories, terms
from holdpoint.goods._described_lexicon import known_han
from holdpoint.goods._described_text import Token, tokenise

_SUBHEADING = 6
# What a word counts that stands in the code's own text, in that of its heading or chapter, in a
# national tariff, or in the tables of this room.
_OWN, _HEADING, _CHAPTER, _NATIONAL, _TERM = 1.0, 0.4, 0.15, 0.4, 1.0
_SATURATION: Final = 1.2  # k1 of BM25
_LENGTH: Final = 0.35  # b of BM25: texts differ in length because tariffs do, not because of goods
_EVERYWHERE = 0.12  # share of the codes from which a word says nothing
_LONGEST_TEXT = 4000
_MOST_OF_ONE = 2  # a word that a text repeats says no more than twice

Impacts = dict[str, dict[str, float]]


class Nomenclature:
    """HS codes with their words; built at the first search.

    A search is BM25 (Robertson and Zaragoza, 2009) with weighted fields: words of a heading and a
    chapter flow down to the subheadings, at a discount.

    Args:
        rows: Codes of chapters, headings and subheadings with their descriptions: ``(code, text)``.
        extra: More words for codes, such as a national tariff's: ``(code, text)``, 4 to 10 digits.
    """

    __slots__ = ("_extra", "_impacts", "texts")

    def __init__(
        self, rows: Iterable[tuple[str, str]], extra: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.texts: dict[str, str] = dict(rows)
        self._extra = tuple(extra)
        self._impacts: Impacts | None = None

    @property
    def impacts(self) -> Impacts:
        """By word: the codes that have it, and how much it says for each."""
        if self._impacts is None:
            self._impacts = _impacts(self._documents())
        return self._impacts

    def search(self, tokens: Sequence[Token]) -> dict[str, float]:
        """Codes that share words with a line, each with its score.

        Args:
            tokens: The line's words; a word that stands twice counts once.
        """
        scores: dict[str, float] = {}
        for word in dict.fromkeys(token.key for token in tokens):
            for code, impact in self.impacts.get(word, {}).items():
                scores[code] = scores.get(code, 0.0) + impact
        return scores

    def impact(self, word: str, code: str) -> float:
        """How much a word says for a code."""
        return self.impacts.get(word, {}).get(code, 0.0)

    def _documents(self) -> dict[str, dict[str, float]]:
        documents: dict[str, dict[str, float]] = {}
        for code in self.texts:
            if len(code) == _SUBHEADING:
                own = documents.setdefault(code, {})
                for part, weight in ((6, _OWN), (4, _HEADING), (2, _CHAPTER)):
                    _add(own, self.texts.get(code[:part], ""), weight)
        for code, text in self._national():
            if code in documents or not self.texts:
                _add(documents.setdefault(code, {}), text, _NATIONAL)
        for code, words, weight in own_words():
            if code in documents or not self.texts:
                own = documents.setdefault(code, {})
                for word in words:
                    own[word] = own.get(word, 0.0) + weight
        return documents

    def _national(self) -> list[tuple[str, str]]:
        by_code: dict[str, list[str]] = {}
        for code, text in self._extra:
            if len(code) >= _SUBHEADING:
                by_code.setdefault(code[:_SUBHEADING], []).append(text)
        return [(code, " ".join(dict.fromkeys(texts))) for code, texts in sorted(by_code.items())]


def _add(document: dict[str, float], text: str, weight: float) -> None:
    counts = Counter(token.key for token in tokenise(text, known_han(), longest=_LONGEST_TEXT))
    for word, count in counts.items():
        document[word] = document.get(word, 0.0) + weight * min(count, _MOST_OF_ONE)


@functools.cache
def own_words() -> tuple[tuple[str, tuple[str, ...], float], ...]:
    """Code, words and weight of each term of this room."""
    rows = []
    for term in terms():
        words = tuple(token.key for token in tokenise(term.words.strip("*"), known_han()))
        category = categories().get(term.target)
        codes = (term.target,) if category is None else category.hs6
        share = 0.5 if term.weak else 1.0
        rows += [(code, words, _TERM * share / (1 + place)) for place, code in enumerate(codes)]
    return tuple(rows)


def _impacts(documents: dict[str, dict[str, float]]) -> Impacts:
    total = len(documents) or 1
    lengths = {code: sum(words.values()) for code, words in documents.items()}
    mean = sum(lengths.values()) / total or 1.0
    having = Counter(word for words in documents.values() for word in words)
    table: Impacts = {}
    for code, words in documents.items():
        bulk = _SATURATION * (1 - _LENGTH + _LENGTH * lengths[code] / mean)
        for word, weight in words.items():
            often = having[word]
            if often <= max(_EVERYWHERE * total, 3):
                rare = math.log(1 + (total - often + 0.5) / (often + 0.5))
                share = weight * (_SATURATION + 1) / (weight + bulk)
                table.setdefault(word, {})[code] = rare * share
    return table


@functools.cache
def own_nomenclature() -> Nomenclature:
    """The codes that the tables of this room name, without the nomenclature's texts."""
    return Nomenclature(())
