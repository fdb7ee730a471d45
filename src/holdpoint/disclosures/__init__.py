"""Disclosures: what a text says, on the words in which it says it.

:func:`keep_document` gives the text that is kept of a document. :func:`find_quote` is the gate
through which every claim goes: it gives the place of a quote in the kept text, or an error. No
quote, no claim; :func:`ungrounded` looks at a whole reading.
"""

from holdpoint.disclosures._grounding import QuoteNotFoundError, find_quote, span_at
from holdpoint.disclosures._keep import MAX_DOCUMENT, Media, keep_document
from holdpoint.disclosures._parsed import Kept
from holdpoint.disclosures._spans import spans_of, ungrounded

__all__ = [
    "MAX_DOCUMENT",
    "Kept",
    "Media",
    "QuoteNotFoundError",
    "find_quote",
    "keep_document",
    "span_at",
    "spans_of",
    "ungrounded",
]
