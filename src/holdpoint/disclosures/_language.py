"""Which language a text is in, told roughly: by its script, then by its small words."""

from __future__ import annotations

import re
from functools import cache

from holdpoint.disclosures._tables import table

_LOOKED_AT = 4000
"""Characters that are looked at; more would not change the answer."""
_LEAST_WORDS = 8
_LEAST_SHARE = 0.08
"""Share of a language's small words from which it is told; running text has a quarter and more."""

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.1),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.3),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), 0.3),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.5),
    # Letters that Persian has and Arabic lacks.
    ("fa", re.compile("[\u067e\u0686\u0698\u06af\u06cc\u06a9]"), 0.03),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.5),
)


def language_of(text: str) -> str | None:
    """Give the ISO 639-1 code of a text's language; ``None`` where it could not be told."""
    head = text[:_LOOKED_AT]
    letters = sum(map(str.isalpha, head))
    if not letters:
        return None
    for code, letter, share in _SCRIPTS:
        if len(letter.findall(head)) > share * letters:
            return code
    words = [word.lower() for word in _WORD.findall(head)]
    counts = sorted(
        ((sum(map(small.__contains__, words)), code) for code, small in _small_words()),
        reverse=True,
    )
    (most, best), (second, _) = counts[:2]
    told = len(words) >= _LEAST_WORDS and most > _LEAST_SHARE * len(words) and most > second
    return best if told else None


@cache
def _small_words() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (row["language"], frozenset(row["words"].split()))
        for row in table("languages", ("language", "words"))
    )
