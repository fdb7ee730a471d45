"""Whom and what a text names: people, firms, bodies, places, ships, goods, laws.

A name is told by its own words (a company form, "Ministry of …"), by the words beside it
("vessel", "India-based"), or by the names it is listed with; one of which nothing tells what it is
and that stands once is left out. Nothing is looked up anywhere but in the tables and the lexicon.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from holdpoint.disclosures._gather import gather
from holdpoint.disclosures._legal import finders_in
from holdpoint.disclosures._lexicon import Lexicon
from holdpoint.disclosures._lines import read_lines
from holdpoint.disclosures._lists import Listing, tell_each_other
from holdpoint.disclosures._name_tables import bodies
from holdpoint.disclosures._parsed import AT_ONCE, Found, Kept, Sentence
from holdpoint.disclosures._places_named import resolved, settle_places
from holdpoint.disclosures._refer import refer
from holdpoint.disclosures._seen import Line, Seen
from holdpoint.disclosures._tables import word_set
from holdpoint.disclosures._tie import tie
from holdpoint.model import TimeRef

_BODIES = frozenset({"Company", "Organization", "PublicBody"})


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
    common = frozenset(filter(str.islower, printed))
    listings: list[Listing] = []
    finders = finders_in(kept.text)
    for begin in range(0, len(lines), AT_ONCE):
        read_lines(lines[begin : begin + AT_ONCE], kept.text, known, common, finders)
    for line in lines:
        listings += tell_each_other(kept.text, line.seen, line.sentence.index)
    names = [
        one for line in lines for one in line.seen if one.form not in {"description", "pronoun"}
    ]
    _name_agency(lines, kept.source.publisher)
    _known_issuers(lines, (kept.source.publisher, kept.source.issuer))
    _bare_bodies(lines, kept.source.issuer or kept.source.publisher)
    tie(names)
    _last_resort(lines, known)
    refer(lines, listings, kept.headers.get("title") or kept.source.title or "")
    seen = [one for line in lines for one in line.seen]
    return settle_places(kept.text, gather(kept.text, seen), seen, known.gazetteer)


def _take_times(lines: Sequence[Line], times: Sequence[TimeRef]) -> None:
    """Mark the words of times."""
    spans = sorted([(time.span.start, time.span.end) for time in times])
    at = 0
    for line in lines:
        sentence = line.sentence
        while at < len(spans) and spans[at][1] <= sentence.start:
            at += 1
        ahead = at
        while ahead < len(spans) and spans[ahead][0] < sentence.end:
            first = bisect_right(sentence.ends, spans[ahead][0])
            last = bisect_left(sentence.starts, spans[ahead][1], first)
            line.taken[first:last] = b"\x01" * (last - first)
            ahead += 1


def _name_agency(lines: Sequence[Line], publisher: str | None) -> None:
    """Give the agency of a dateline the publisher's name, where its letters are of that name."""
    if publisher is None:
        return
    for line in lines:
        for one in line.seen:
            if one.context == "agency" and one.key is None and _shortens(one.name, publisher):
                one.name, one.form = publisher, "alias"


def _shortens(letters: str, name: str) -> bool:
    """Whether letters stand in a name in their order, the first at its head: "MNW", "Newswire"."""
    rest = iter(name.upper())
    return name[:1].upper() == letters[:1] and all(letter in rest for letter in letters)


def _known_issuers(lines: Sequence[Line], names: Sequence[str | None]) -> None:
    """Let the name of the one who publishes or issues a text be a body's, whatever it ends in."""
    bodies = {name.casefold().removeprefix("the ") for name in names if name}
    for line in lines:
        for one in line.seen:
            if one.form == "name" and one.key is None and one.name.casefold() in bodies:
                one.schema = one.schema if one.schema in _BODIES else "Organization"
                one.weak, one.context = False, None


def _bare_bodies(lines: Sequence[Line], issuer: str | None) -> None:
    """Read "the Council" as the last body named with that word, else as the issuer of the text."""
    words = (issuer or "").partition(";")[0].partition("(")[0].split()
    words = words[1:] if words[:1] == ["The"] else words
    known = bodies().whole(words) or bodies().whole(words[1:])
    nouns = word_set("body_noun")
    name = known.name if known is not None else " ".join(words)
    key = f"body:{name}" if known is not None else f"name:{name.casefold()}"
    first = Seen(0, 0, "PublicBody", name, key=key, country=known.country if known else None)
    meant = dict.fromkeys((word for word in words if word.lower() in nouns), first)
    for line in lines:
        if nouns.isdisjoint(line.held):
            continue
        untold = {one.start: one for one in line.seen if not one.schema}
        for at in line.capitals:
            word = line.raw[at]
            if line.lower[at] not in nouns:
                continue
            one = line.starting_at(line.start(at)) or line.ending_at(line.end(at + 1))
            if one is not None and one.schema in _BODIES and one.form == "name":
                meant[word] = one
            elif word in meant and _stands_bare(line, at):
                seen = untold.get(line.start(at))
                if seen is None and not line.taken[at]:
                    seen = line.take(at, at + 1, Seen(line.start(at), line.end(at + 1), "", ""))
                if seen is not None:
                    _as_body(seen, meant[word])
        line.put_in_order()


def _as_body(seen: Seen, body: Seen) -> None:
    body.key = body.key or f"name:{body.name.casefold()}"
    seen.schema, seen.name, seen.form, seen.context = body.schema, body.name, "alias", None
    seen.key, seen.country = body.key, body.country


def _stands_bare(line: Line, at: int) -> bool:
    """Whether a noun stands alone behind "the": "the Council", not "the Council of Lakes"."""
    behind = line.raw[at + 1] if at + 1 < len(line.raw) else "."
    return line.at(at - 1) == "the" and not behind[0].isupper() and behind not in {"of", "for"}


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
