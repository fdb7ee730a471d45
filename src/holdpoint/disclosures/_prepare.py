"""A kept document made ready for claims."""

from __future__ import annotations

from holdpoint.disclosures._amounts import find_amounts
from holdpoint.disclosures._lexicon import Lexicon
from holdpoint.disclosures._names import find_named
from holdpoint.disclosures._parsed import Kept, Parsed
from holdpoint.disclosures._sentences import split_sentences
from holdpoint.disclosures._times import find_times


def prepare(kept: Kept, lexicon: Lexicon | None = None) -> Parsed:
    """Find the sentences, times, amounts and names of a document.

    Args:
        kept: The document as it is kept; a header block is passed over.
        lexicon: Names and places known beforehand, where a snapshot is at hand.

    Returns:
        All of them in text order; the same text gives the same, wherever it is read.
    """
    sentences = split_sentences(kept.text, kept.body)
    times = find_times(kept, sentences)
    return Parsed(
        kept=kept,
        sentences=sentences,
        found=find_named(kept, sentences, times, lexicon),
        times=times,
        amounts=find_amounts(kept, sentences, times),
    )
