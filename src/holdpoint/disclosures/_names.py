"""Whom and what a text names: people, firms, bodies, places, ships, goods, laws.

A name is told by its own words (a company form, "Ministry of …"), by the words beside it
("vessel", "India-based"), or by the names it is listed with; one of which nothing tells what it is
and that stands once is left out. Nothing is looked up anywhere but in the tables and the lexicon.
"""

from __future__ import annotations

from collections.abc import Sequence

from holdpoint.disclosures._gather import gather
from holdpoint.disclosures._lexicon import Lexicon
from holdpoint.disclosures._lines import read_line
from holdpoint.disclosures._lists import Listing, tell_each_other
from holdpoint.disclosures._parsed import Found, Kept, Sentence
from holdpoint.disclosures._places_named import resolved, settle_places
from holdpoint.disclosures._refer import refer
from holdpoint.disclosures._seen import Line, Seen
from holdpoint.disclosures._tables import word_set
from holdpoint.disclosures._tie import tie
from holdpoint.model import TimeRef


def find_named(
    kept: Kept,
    sentences: Sequence[Sentence],
    times: Sequence[TimeRef] = (),
    lexicon: Lexicon | None = None,
) -> Found:
    """Find the things that a text names or speaks of, with every mention tied to one of them.

    Args:
        kept: The text.
        sentences: Its sentences.
        times: Times found in it; their words are no names.
        lexicon: Names and places known beforehand.

    Returns:
        The things in the order of their first mention, and the mentions in text order, which do
        not overlap. Places have all candidates of the lexicon's gazetteer, and a chosen one only
        where the text leaves a single one.
    """
    known = lexicon or Lexicon()
    lines = [Line.of(sentence) for sentence in sentences]
    _take_times(lines, times)
    printed = frozenset[str]().union(*[line.raw for line in lines])
    common = frozenset([word for word in printed if word.islower()])
    listings: list[Listing] = []
    for line in lines:
        read_line(line, kept.text, known, common)
        listings += tell_each_other(kept.text, line.seen, line.sentence.index)
    names = [
        one for line in lines for one in line.seen if one.form not in {"description", "pronoun"}
    ]
    _name_agency(lines, kept.source.publisher)
    tie(names)
    _last_resort(lines, known)
    refer(lines, listings, kept.headers.get("title") or kept.source.title or "")
    seen = sorted(
        (one for line in lines for one in line.seen), key=lambda one: (one.start, -one.end)
    )
    return settle_places(kept.text, gather(kept.text, seen), seen, known.gazetteer)


def _take_times(lines: Sequence[Line], times: Sequence[TimeRef]) -> None:
    """Mark the words of times."""
    spans = iter(sorted((time.span.start, time.span.end) for time in times))
    span = next(spans, None)
    for line in lines:
        for at, token in enumerate(line.sentence.tokens):
            while span is not None and span[1] <= token.start:
                span = next(spans, None)
            if span is not None and span[0] < token.end:
                line.taken[at] = 1


def _name_agency(lines: Sequence[Line], publisher: str | None) -> None:
    """Give the agency of a dateline the publisher's name, where its letters are the initials."""
    if publisher is None:
        return
    initials = "".join(word[0] for word in publisher.split() if word[0].isupper())
    for line in lines:
        for one in line.seen:
            if one.context == "agency" and one.key is None and one.name == initials:
                one.name, one.form = publisher, "alias"


def _last_resort(lines: Sequence[Line], known: Lexicon) -> None:
    """Settle names of which nothing tells what they are.

    Two and more words are an organisation, a company where its sentence speaks of one. One word
    after a preposition of place is a place, if the gazetteer knows it or there is none to ask.
    """
    firms = word_set("firm_word")
    for line in lines:
        firm = not firms.isdisjoint(line.held)
        for one in line.seen:
            if one.form in {"description", "pronoun"} or (one.schema and one.context != "likely"):
                continue
            if one.context == "likely" and _is_place(one, known):
                one.context = None
            elif len(one.name.split()) > 1 and not one.name.isupper():
                one.schema, one.context = "Company" if firm else "Organization", None
            else:
                one.schema = ""
                continue
            one.key = f"name:{one.name.casefold()}"


def _is_place(one: Seen, known: Lexicon) -> bool:
    if known.gazetteer is None:
        return True
    found = resolved(known.gazetteer, one.name, None, None)
    return any(candidate.by in {"name", "facility"} for candidate in found.candidates)
