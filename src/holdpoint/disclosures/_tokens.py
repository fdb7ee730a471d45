"""Words, numbers and marks of a text, with their offsets."""

from __future__ import annotations

import re
from operator import sub

# Letters, digits, and marks that sit on letters (accents, vowel signs, joiners, soft hyphens).
# Possessive, as all that may repeat here: a word is never given back letter by letter.
_LETTERS = r"(?:[^\W_]++|[\u00ad\u0300-\u036f\u064b-\u065f\u200c\u200d]++)++"
_TOKEN = re.compile(
    r"[^\W_]++(?=\s)"
    r"|https?://[^\s<>()\"]+"
    r"|(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,]\d+)+"
    r"|['\u2019]s\b"
    rf"|{_LETTERS}(?:(?:[-\u2010\u2011&]|['\u2019](?!s\b)){_LETTERS})*+"
    r"|[^\s_]|_+"
)


def tokenise(text: str, start: int, end: int) -> tuple[tuple[str, ...], list[int], list[int]]:
    """Give the tokens of ``text[start:end]`` in order: their words, starts and ends.

    ``Su-35``, ``UAE-based``, ``S&C``, ``U.S.``, ``1,500`` and ``924th`` are one token each; a
    possessive ``'s`` is its own, so that ``Iran's`` begins with ``Iran``. Nothing but white space
    is left out.
    """
    # Only white space lies between, so that each is the next of its letters.
    find, at = text.find, start
    words = tuple(_TOKEN.findall(text, start, end))
    ends = [at := find(word, at) + len(word) for word in words]
    return words, list(map(sub, ends, map(len, words))), ends
