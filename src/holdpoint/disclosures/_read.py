"""A kept document to its reading: names, times, amounts, claims, links and checks."""

from __future__ import annotations

from dataclasses import replace

from holdpoint.disclosures._checks import checks_of
from holdpoint.disclosures._grounding import check_span
from holdpoint.disclosures._lexicon import Lexicon
from holdpoint.disclosures._links import links_within
from holdpoint.disclosures._parsed import Found, Kept, Parsed
from holdpoint.disclosures._prepare import prepare
from holdpoint.disclosures._qualifiers import without_qualifiers
from holdpoint.disclosures._relations import claims_in
from holdpoint.model import Reading
from holdpoint.places import Gazetteer


def read_kept(kept: Kept, lexicon: Lexicon | None = None) -> Reading:
    """Read a kept document.

    Args:
        kept: The document with its source; nothing of it is changed.
        lexicon: Names and places known beforehand, where a snapshot is at hand.

    Returns:
        The reading; the same text gives the same reading, wherever and whenever it is read.
    """
    gazetteer = lexicon.gazetteer if lexicon is not None else None
    return read_parsed(prepare(kept, lexicon), gazetteer)


def read_parsed(parsed: Parsed, gazetteer: Gazetteer | None = None) -> Reading:
    """Read a document whose names are found already.

    Raises:
        QuoteNotFoundError: A step gave a span that is not in the text; no claim goes out on it.
    """
    read = claims_in(parsed)
    named = (*without_qualifiers(parsed.kept.text, parsed.found, read.claims), *read.unnamed)
    parsed = replace(parsed, found=Found(named=named, mentions=parsed.found.mentions))
    text = parsed.kept.text
    for claim in read.claims:
        for span in claim.spans:
            check_span(text, span)
    return Reading(
        source=parsed.kept.source,
        text=text,
        entities=named,
        claims=read.claims,
        times=parsed.times,
        amounts=parsed.amounts,
        links=links_within(read.claims, named),
        checks=checks_of(parsed, read.claims, gazetteer),
        notes=(*parsed.kept.notes, *read.notes),
    )
