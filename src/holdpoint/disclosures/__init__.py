"""Disclosures: what a text says, on the words in which it says it.

:func:`find_quote` is the gate through which every claim goes: it gives the place of a quote in the
kept text, or an error. No quote, no claim.
"""

from holdpoint.disclosures._grounding import QuoteNotFoundError, find_quote, span_at

__all__ = ["QuoteNotFoundError", "find_quote", "span_at"]
