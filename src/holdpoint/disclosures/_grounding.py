"""The place of a quote in the kept text: exact, or with spaces and quote marks folded.

Words are never folded: a quote with another word in it is another statement. What stands in the
text more than once is one place only if the words around it tell which.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdpoint._quick import maker
from holdpoint.errors import UnreadableInputError
from holdpoint.model import Span

if TYPE_CHECKING:
    from re import Pattern

# Marks that typesetting, not the writer, chooses between; each row is one mark.
_ALIKE = (
    '"\u201c\u201d\u201e\u00ab\u00bb',
    "'\u2018\u2019\u201a",
    "-\u2010\u2011\u2012\u2013\u2014",
)
_CLASSES = {mark: f"[{re.escape(row)}]" for row in _ALIKE for mark in row}


_span = maker(Span)


class QuoteNotFoundError(UnreadableInputError):
    """A quote is not in the text, or at several places of which none can be preferred."""


def span_at(text: str, start: int, end: int) -> Span:
    """Give the span of ``text[start:end]``; offsets count code points, the end is exclusive.

    Raises:
        QuoteNotFoundError: The offsets are outside of the text, or there are no words between them.
    """
    quote = text[start:end]
    if start < 0 or not quote or len(quote) != end - start or quote.isspace():
        raise QuoteNotFoundError(
            f"Offsets {start}:{end} are no words of the text ({len(text)} characters): "
            "give a start before the end, both within the text."
        )
    return _span(start=start, end=end, quote=quote)


def check_span(text: str, span: Span) -> None:
    """Check that a span is the words that it says.

    Raises:
        QuoteNotFoundError: Its offsets are outside of the text, or other words stand there.
    """
    quote = text[span.start : span.end]
    if span.start < 0 or not quote or quote != span.quote or quote.isspace():
        raise QuoteNotFoundError(
            f"Offsets {span.start}:{span.end} are not the words of the quote: find it again."
        )


def find_quote(text: str, quote: str, *, context: str | None = None) -> Span:
    """Find a quote in the text and give it in the text's own characters.

    Args:
        text: The kept text.
        quote: The words; looked for exactly first, then with runs of white space, quote marks and
            dashes taken as alike.
        context: A longer quote around it, needed where the words stand at several places.

    Raises:
        QuoteNotFoundError: The words are not there, or at several places and no context decides.
    """
    if not quote.strip():
        raise QuoteNotFoundError("The quote is empty: give the words of the text.")
    around = find_quote(text, context) if context is not None else None
    first, last = (around.start, around.end) if around else (0, len(text))
    for pattern in (re.compile(re.escape(quote)), _folded(quote)):
        found = [match.span() for match in _everywhere(pattern, text, first, last)]
        if len(found) == 1:
            return span_at(text, *found[0])
        if found:
            raise QuoteNotFoundError(
                f"The quote stands at {len(found)} or more places: give more words around it."
            )
    raise QuoteNotFoundError("The quote is not in the text: give its words as they stand there.")


def _everywhere(pattern: Pattern[str], text: str, first: int, last: int) -> list[re.Match[str]]:
    """Give up to two matches, overlapping ones too: two are as undecided as many."""
    found: list[re.Match[str]] = []
    while len(found) < 2 and (match := pattern.search(text, first, last)):  # noqa: PLR2004
        found.append(match)
        first = match.start() + 1
    return found


def _folded(quote: str) -> Pattern[str]:
    words = quote.split()
    return re.compile(
        r"\s+".join("".join(_CLASSES.get(c, re.escape(c)) for c in word) for word in words)
    )
