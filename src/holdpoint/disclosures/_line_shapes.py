"""Names that a sentence gives by its shape or that tables know whole, before runs of capitals."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from holdpoint.disclosures._kinds import SEAT, places_of
from holdpoint.disclosures._lexicon import Lexicon
from holdpoint.disclosures._name_tables import (
    Known,
    bodies,
    cities,
    country_at,
    country_named,
    metonyms,
    words_of,
)
from holdpoint.disclosures._runs import is_capital
from holdpoint.disclosures._seen import Line, Seen
from holdpoint.text import country_name

_SPEAKER = re.compile(r"(?:MR|MS|MRS|DR|SECRETARY|PRESIDENT|GENERAL|AMBASSADOR|SENATOR|MINISTER)")
_LONG_NAME = 4
_LONG_DATELINE, _FIRST_PARAGRAPHS = 9, 3
_MOST_GIVEN = 3
POSSESSIVES = frozenset({"'s", "\u2019s"})
_DASHES = frozenset({"-", "\u2013", "\u2014"})


def known(line: Line, text: str, lexicon: Lexicon) -> None:
    """Tell of the names of a line what the lexicon knows of those very names.

    Where a name begins and ends is told by the text alone, so that one text gives the same names
    whatever is known; the lexicon tells what a name is where the text does not, and its country.
    """
    if not len(lexicon.phrases):
        return
    for seen in line.seen:
        if seen.form not in {"name", "alias"} or seen.schema == "GoodsClass":
            continue
        words = _words_of(text[seen.start : seen.end].lower())
        bare = words[:-1] if words[-1] == "." else words
        name = lexicon.phrases.whole(bare) or lexicon.phrases.whole((*bare, "."))
        if name is None:
            continue
        if not seen.schema or seen.weak or seen.context in {"likely", "opens"}:
            seen.schema = "Organization" if name.schema == "LegalEntity" else name.schema
            seen.weak, seen.context = False, None
        seen.country = seen.country or name.country
        seen.note = seen.note or f"named as {name.id}"


@functools.lru_cache(maxsize=8192)
def _words_of(name: str) -> tuple[str, ...]:
    """Give the words of a name; the same ones stand in a text again and again."""
    return words_of(name)


def long_names(line: Line, known_at: Sequence[int]) -> None:
    """Find known names that small words run through, which runs of capitals would part."""
    for at in known_at:
        if line.taken[at] or not line.raw[at][0].isupper():
            continue
        found = bodies().at(line.raw, at)
        if found is None or found[0] - at < _LONG_NAME or not line.is_free(at, found[0]):
            continue
        if all(word[0].isupper() for word in line.raw[at : found[0]]):
            continue
        body(line, at, *found)


def body(line: Line, first: int, last: int, known: Known) -> None:
    """Take a body that the tables know, as an alias where it is not printed in full."""
    seen = Seen(line.start(first), line.end(last), known.schema, known.name)
    seen.key, seen.country = f"body:{known.name}", known.country
    if " ".join(line.raw[first:last]) != known.name:
        seen.form = "alias"
    line.take(first, last, seen)


def departments(line: Line) -> None:
    """Read "the Departments of Commerce, Justice, State and the Treasury"."""
    if "departments" not in line.held:
        return
    for at in line.capitals:
        if line.raw[at] != "Departments" or line.at(at + 1) != "of":
            continue
        for place in range(at + 2, len(line.raw)):
            word = line.raw[place]
            known = bodies().whole(["Department", "of", word])
            known = known or bodies().whole(["Department", "of", "the", word])
            if known is not None:
                body(line, place, place + 1, known)
            elif word not in {",", "and", "the", "(", ")", "Chair"}:
                break


def republics(line: Line) -> None:
    """Find the countries whose name has a possessive: "People's Republic of China"."""
    # No other country has a possessive in its name.
    if POSSESSIVES.isdisjoint(line.held) or "People" not in " ".join(line.raw):
        return
    for mark, raw in enumerate(line.raw):
        if raw not in POSSESSIVES or mark == 0:
            continue
        for at in range(max(0, mark - 2), mark):
            found = country_at(line.raw, at, len(line.raw))
            if found is not None and found[0] > mark and line.is_free(at, found[0]):
                seen = of_country(line.start(at), line.end(found[0]), found[1])
                line.take(at, found[0], seen)
                break


def speaker(line: Line) -> None:
    """Read "MR. SULLIVAN:" at the head of a paragraph."""
    if line.raw and line.raw[0] in {"Q", "A"} and len(line.raw) > 1 and line.at(1) != ".":
        line.taken[0] = 1
    if len(line.raw) < 3 or not _SPEAKER.fullmatch(line.raw[0]):  # noqa: PLR2004
        return
    at = 1 + (line.raw[1] == ".")
    last = at
    while last < len(line.raw) and line.raw[last].isupper() and line.raw[last][0].isalpha():
        last += 1
    if last == at or line.at(last) != ":":
        return
    seen = Seen(line.start(at), line.end(last), "Person", " ".join(line.raw[at:last]))
    seen.role = "speaker"
    line.take(at, last, seen)
    line.taken[0:at] = b"\x01" * at


def byline(line: Line) -> None:
    """Read "By Anna Quell" that stands alone."""
    if not 2 < len(line.raw) <= 5 or line.raw[0] not in {"By", "BY"}:  # noqa: PLR2004
        return
    if all(is_capital(word) for word in line.raw[1:]):
        seen = Seen(line.start(1), line.end(len(line.raw)), "Person", " ".join(line.raw[1:]))
        seen.role = "reporter (byline)"
        line.take(1, len(line.raw), seen)


def reversed_name(line: Line) -> None:
    """Read "1. QUELL, Anna Maria" that stands alone, as lists of persons print their entries."""
    at = 0
    while at < min(3, len(line.raw)) and not line.raw[at][0].isalpha():
        at += 1
    given = line.raw[at + 2 :]
    if not 0 < len(given) <= _MOST_GIVEN or line.at(at + 1) != ",":
        return
    surname = line.raw[at]
    if not surname.isupper() or len(surname) < 3 or not line.is_free(at, len(line.raw)):  # noqa: PLR2004
        return
    if all(is_capital(word) and not word.isupper() for word in given):
        name = " ".join([*given, surname.title()])
        line.take(at, len(line.raw), Seen(line.start(at), line.end(len(line.raw)), "Person", name))


def dateline(line: Line) -> None:
    """Read the agency in "TBILISI (NWN) - A firm …", and pass over the place before it."""
    head = line.raw[:_LONG_DATELINE] if "(" in line.held else ()
    if "(" not in head or line.sentence.paragraph > _FIRST_PARAGRAPHS:
        return
    at = head.index("(")
    if at == 0 or line.raw[at + 2 : at + 3] != (")",) or line.at(at + 3) not in _DASHES:
        return
    agency = line.raw[at + 1]
    if not agency.isupper() or not line.raw[0].isupper():
        return
    known_body = bodies().whole([agency])
    seen = Seen(line.start(at + 1), line.end(at + 2), "Company", agency)
    if known_body is not None:
        seen = Seen(seen.start, seen.end, known_body.schema, known_body.name, "alias")
        seen.key, seen.country = f"body:{known_body.name}", known_body.country
    seen.context = "agency"
    line.take(at + 1, at + 2, seen)
    line.taken[0:1] = b"\x01"


def based(line: Line) -> None:
    """Read the place in "Iran-based", "Hong Kong-based", "U.S.-made", "Cook Islands-flagged"."""
    for at in places_of(line.sentence.kinds, SEAT):
        if line.taken[at]:
            continue
        head, _, rest = line.raw[at].partition("-")
        for first in range(max(0, at - 3), at + 1):
            words = [*line.raw[first:at], head]
            place = " ".join(words)
            capitals = all(word[0].isupper() for word in words)
            if not capitals or words[0] == "The" or not line.is_free(first, at):
                continue
            country = country_named(place)
            seat = metonyms().whole(words)
            city = seat[0] if seat is not None and seat[1] else cities().whole(words)
            if country is None and city is None:
                continue
            end = line.start(at) + len(head)
            made = of_country(line.start(first), end, country) if country else None
            seen = made or Seen(line.start(first), end, "City", place, key=f"city:{place}")
            if country is None:
                seen.country = city
            seen.context = rest
            line.take(first, at + 1, seen)
            break


def tells_seat(word: str) -> bool:
    """Whether a word can tell where another thing is at home: "Iran-based"."""
    return word.partition("-")[2].islower()


def of_country(start: int, end: int, code: str, form: str = "name") -> Seen:
    """Give the seen country of a code, by its English name."""
    seen = Seen(start, end, "Country", country_name(code), form, key=f"country:{code}")
    seen.country = code
    return seen
