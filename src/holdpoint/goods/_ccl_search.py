"""Entries of the Commerce Control List whose words are nearest to a description: a search.

Okapi BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over paragraphs, each with the text of
the paragraphs above it and the heading of its entry.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from holdpoint.goods._ccl_text import is_paragraph
from holdpoint.model import ControlEntry

_K1, _B = 1.2, 0.75
_OWN_WEIGHT = 3
"""How often the words of the paragraph itself count, against once for those above it."""

_WORD = re.compile(r"[a-z]{2,}|\d+(?:\.\d+)?")
_LONGEST = 2000
_FILLERS = (
    "the of and or for to in as by any with which that this not other than from having be is "
    "following are an on at list items controlled see specially designed"
)
_COMMON = frozenset(_FILLERS.split())
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "er", "ors", "or", "ies", "es", "ed", "s")
_SHORTEST_STEM = 4


class ControlHit(NamedTuple):
    """An entry, or a paragraph of it, and how near its words are.

    Attributes:
        eccn: With its paragraph (``3A001.a.7``); without one where a note of the entry is nearest.
        score: BM25, only to be compared within one search; four decimals.
        text: The paragraph's own text.
        words: Words that both sides share, in the spelling that is compared.
    """

    eccn: str
    score: float
    text: str
    words: tuple[str, ...]


class _Document(NamedTuple):
    eccn: str
    text: str
    counts: Counter[str]
    length: int


class ControlSearch:
    """An index over the list.

    Args:
        entries: As a snapshot holds them.
    """

    __slots__ = ("_average", "_documents", "_postings")

    def __init__(self, entries: Iterable[ControlEntry]) -> None:
        self._documents = [document for entry in entries for document in _documents(entry)]
        self._postings: dict[str, list[int]] = {}
        for number, document in enumerate(self._documents):
            for word in document.counts:
                self._postings.setdefault(word, []).append(number)
        lengths = [document.length for document in self._documents]
        self._average = sum(lengths) / len(lengths) if lengths else 1.0

    def search(self, text: str, limit: int = 5) -> tuple[ControlHit, ...]:
        """The nearest paragraphs, one an entry, the nearest first.

        Args:
            text: A description in English, the language of the list.
            limit: Most entries in the answer.
        """
        asked = dict.fromkeys(_stems(text))
        scores: dict[int, float] = {}
        for word in asked:
            for number, part in self._weigh(word):
                scores[number] = scores.get(number, 0.0) + part
        best: dict[str, ControlHit] = {}
        order = sorted(scores, key=lambda n: (-round(scores[n], 4), self._documents[n].eccn))
        for number in order:
            document = self._documents[number]
            head = document.eccn.split(".")[0]
            if head not in best:
                shared = tuple(word for word in asked if word in document.counts)
                score = round(scores[number], 4)
                best[head] = ControlHit(document.eccn, score, document.text, shared)
                if len(best) == limit:
                    break
        return tuple(best.values())

    def _weigh(self, word: str) -> Iterator[tuple[int, float]]:
        found = self._postings.get(word, ())
        rare = math.log(1 + (len(self._documents) - len(found) + 0.5) / (len(found) + 0.5))
        for number in found:
            document = self._documents[number]
            count = document.counts[word]
            norm = _K1 * (1 - _B + _B * document.length / self._average)
            yield number, rare * count * (_K1 + 1) / (count + norm)


def _documents(entry: ControlEntry) -> Iterator[_Document]:
    heading = list(_stems(entry.heading))
    yield _document(entry.id, entry.heading, heading * _OWN_WEIGHT)
    texts = {paragraph.number: paragraph.text for paragraph in entry.paragraphs}
    for paragraph in entry.paragraphs:
        number, text = paragraph.number, paragraph.text
        steps = number.split(".")
        above = [texts.get(".".join(steps[:size]), "") for size in range(1, len(steps))]
        words = [*heading, *(word for one in above for word in _stems(one))]
        name = f"{entry.id}.{number}" if is_paragraph(number) else entry.id
        yield _document(name, text, [*words, *list(_stems(text)) * _OWN_WEIGHT])


def _document(eccn: str, text: str, words: list[str]) -> _Document:
    return _Document(eccn, text, Counter(words), len(words))


def _stems(text: str) -> Iterator[str]:
    for word in _WORD.findall(text[:_LONGEST].lower()):
        if word in _COMMON:
            continue
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                word = word.removesuffix(ending)  # noqa: PLW2901 - the word without its ending
                break
        yield word
