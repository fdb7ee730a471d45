"""Disclosures: what a text says, on the words in which it says it.

:func:`keep_document` gives the text that is kept of a document. :func:`find_quote` is the gate
through which every claim goes: it gives the place of a quote in the kept text, or an error. No
quote, no claim; :func:`ungrounded` looks at a whole reading. :func:`read_kept` reads a document;
:func:`compare_readings` says how the claims of two stand to each other, and :func:`origins` how
many distinct origins bear a claim out.
"""

from typing import TYPE_CHECKING

from holdpoint._lazy import lazily

if TYPE_CHECKING:
    from holdpoint.disclosures._grounding import QuoteNotFoundError, find_quote, span_at
    from holdpoint.disclosures._keep import MAX_DOCUMENT, Media, keep_document
    from holdpoint.disclosures._lexicon import KnownName, Lexicon
    from holdpoint.disclosures._links import compare_readings, origins
    from holdpoint.disclosures._model_asked import ModelEndpoint
    from holdpoint.disclosures._parsed import Kept
    from holdpoint.disclosures._predicates import OtherWord, Predicate, other_words, predicates
    from holdpoint.disclosures._schema import reading_schema, reading_schema_text
    from holdpoint.disclosures._shelf import Shelf, Version
    from holdpoint.disclosures._spans import spans_of, ungrounded
    from holdpoint.disclosures._whole import read_kept
else:
    __getattr__ = lazily(
        __name__,
        {
            "_grounding": (
                "QuoteNotFoundError",
                "find_quote",
                "span_at",
            ),
            "_keep": (
                "MAX_DOCUMENT",
                "Media",
                "keep_document",
            ),
            "_lexicon": (
                "KnownName",
                "Lexicon",
            ),
            "_links": (
                "compare_readings",
                "origins",
            ),
            "_model_asked": ("ModelEndpoint",),
            "_parsed": ("Kept",),
            "_predicates": (
                "OtherWord",
                "Predicate",
                "other_words",
                "predicates",
            ),
            "_schema": (
                "reading_schema",
                "reading_schema_text",
            ),
            "_shelf": (
                "Shelf",
                "Version",
            ),
            "_spans": (
                "spans_of",
                "ungrounded",
            ),
            "_whole": ("read_kept",),
        },
    )

__all__ = [
    "MAX_DOCUMENT",
    "Kept",
    "KnownName",
    "Lexicon",
    "Media",
    "ModelEndpoint",
    "OtherWord",
    "Predicate",
    "QuoteNotFoundError",
    "Shelf",
    "Version",
    "compare_readings",
    "find_quote",
    "keep_document",
    "origins",
    "other_words",
    "predicates",
    "read_kept",
    "reading_schema",
    "reading_schema_text",
    "span_at",
    "spans_of",
    "ungrounded",
]
