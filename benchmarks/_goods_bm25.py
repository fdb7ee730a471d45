"""The baseline: textbook BM25 over the descriptions of the subheadings."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_K1, _B = 1.5, 0.75


class Bm25:
    """Okapi BM25 (Robertson and Zaragoza, 2009), words in lower case, nothing else done to them.

    Args:
        documents: Code and text; texts of one code are put together.
    """

    def __init__(self, documents: Iterable[tuple[str, str]]) -> None:
        counts: dict[str, Counter[str]] = {}
        for code, text in documents:
            counts.setdefault(code, Counter()).update(_WORD.findall(text.lower()))
        having = Counter(word for words in counts.values() for word in words)
        sizes = {code: words.total() for code, words in counts.items()}
        mean = sum(sizes.values()) / len(sizes)
        self._scores: dict[str, dict[str, float]] = {}
        for code, words in counts.items():
            bulk = _K1 * (1 - _B + _B * sizes[code] / mean)
            for word, count in words.items():
                rare = math.log(1 + (len(counts) - having[word] + 0.5) / (having[word] + 0.5))
                score = rare * count * (_K1 + 1) / (count + bulk)
                self._scores.setdefault(word, {})[code] = score

    def search(self, text: str, limit: int) -> list[str]:
        """The codes nearest to a text."""
        totals: dict[str, float] = {}
        for word in _WORD.findall(text.lower()):
            for code, score in self._scores.get(word, {}).items():
                totals[code] = totals.get(code, 0.0) + score
        return sorted(totals, key=lambda code: (-totals[code], code))[:limit]
