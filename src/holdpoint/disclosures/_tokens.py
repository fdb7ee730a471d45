"""Words, numbers and marks of a text, with their offsets."""

from __future__ import annotations

import re

from holdpoint.disclosures._parsed import Token

# Letters, digits, and marks that sit on letters (accents, vowel signs, joiners, soft hyphens).
_LETTER = r"(?:[^\W_]|[\u00ad\u0300-\u036f\u064b-\u065f\u200c\u200d])"
_TOKEN = re.compile(
    r"(?P<link>https?://[^\s<>()\"]+)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,})"
    r"|(?P<number>\d+(?:[.,]\d+)+)"
    r"|(?P<possessive>['\u2019]s\b)"
    rf"|(?P<word>{_LETTER}+(?:(?:[-\u2010\u2011&]|['\u2019](?!s\b)){_LETTER}+)*)"
    r"|(?P<mark>[^\s_]|_+)"
)


def tokenise(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Give the tokens of ``text[start:end]`` in order.

    ``Su-35``, ``UAE-based``, ``S&C``, ``U.S.``, ``1,500`` and ``924th`` are one token each; a
    possessive ``'s`` is its own, so that ``Iran's`` begins with ``Iran``. Nothing but white space
    is left out.
    """
    return tuple(
        Token(match.start(), match.end(), match.group())
        for match in _TOKEN.finditer(text, start, end)
    )
