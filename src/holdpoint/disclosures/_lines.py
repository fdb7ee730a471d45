"""The names of one sentence, each told by its own words or by those beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from holdpoint.disclosures._classes import Kind, has_initial, joined, kind_of, names_nobody
from holdpoint.disclosures._contexts import (
    age_after,
    firm_after,
    group_before,
    is_likely_place,
    nation_before,
    role_after,
    role_before,
    told_after,
    told_before,
    vessel_number_after,
)
from holdpoint.disclosures._described import described
from holdpoint.disclosures._goods_named import goods_of, models_of, state_bodies_of
from holdpoint.disclosures._kinds import BODY, DEMONYM, GOODS, METONYM, OFFICE, places_of
from holdpoint.disclosures._legal import Finder
from holdpoint.disclosures._lexicon import Lexicon
from holdpoint.disclosures._line_shapes import (
    based,
    byline,
    dateline,
    departments,
    known,
    long_names,
    of_country,
    republics,
    reversed_name,
    speaker,
)
from holdpoint.disclosures._name_tables import (
    bodies,
    country_at,
    demonyms,
    goods,
    metonyms,
    regions,
    roles,
)
from holdpoint.disclosures._runs import Run, is_capital, runs_of
from holdpoint.disclosures._seen import Line, Seen
from holdpoint.disclosures._sentences import openers
from holdpoint.disclosures._states import metonym
from holdpoint.disclosures._tables import word_set
from holdpoint.text import is_known_name

UNKNOWN = ""
"""Schema of a name of which nothing is told yet."""
_HEADING_SHARE = 0.6
_HEADING_WORDS = 4
_LONG_NAME, _LONG_PLACE = 4, 3
_LONG_WORD = 4
_LONG_PERSON = 5
_HEADS_OF_OFFICE = frozenset({"Minister", "Secretary", "Advisor", "Adviser", "Representative"})
_OFFICERS = frozenset({"Secretary", "Attorney"})
_SHAPES: tuple[Callable[[Line], None], ...] = (
    departments,
    republics,
    speaker,
    byline,
    reversed_name,
    dateline,
    based,
    models_of,
)
_COMMON_NOUNS: tuple[Callable[[Line], None], ...] = (
    state_bodies_of,
    described,
    goods_of,
    Line.put_in_order,
)
_OPEN_QUOTES = frozenset({'"', "\u201c", "'", "\u2018", "(", "[", "-", "\u2014", ":", "*"})


def read_lines(
    lines: Sequence[Line],
    text: str,
    lexicon: Lexicon,
    common: frozenset[str],
    finders: Sequence[Finder],
) -> None:
    """Find the names of some sentences and put them into ``line.seen``.

    A sentence is read by itself, but one step reads all of them before the next step does.

    Args:
        lines: The sentences; words in times are taken.
        text: The whole text.
        lexicon: Names known beforehand.
        common: Words that the text has in lower case too.
        finders: What finds the instruments, ships and aircraft of the text.
    """
    _by_form(lines, text, finders)
    known_at = [places_of(line.sentence.opens, BODY) for line in lines]
    for line, places in zip(lines, known_at, strict=True):
        long_names(line, places)
    for step in _SHAPES:
        for line in lines:
            step(line)
    _by_runs(lines, common)
    for line, places in zip(lines, known_at, strict=True):
        _leftovers(line, places)
    for line in lines:
        known(line, text, lexicon)
    for step in _COMMON_NOUNS:
        for line in lines:
            step(line)


def _by_form(lines: Sequence[Line], text: str, finders: Sequence[Finder]) -> None:
    """Find instruments of law, ships and aircraft."""
    for find in finders:
        for line in lines:
            for seen in find(text, line.sentence.start, line.sentence.end):
                _take_span(line, seen)


def _by_runs(lines: Sequence[Line], common: frozenset[str]) -> None:
    """Read the runs of capitals that are left."""
    for line, runs in zip(lines, [list(runs_of(line)) for line in lines], strict=True):
        heading = bool(runs) and _is_heading(line)
        for run in runs:
            if heading:
                _inside(line, run, heading=True)
            else:
                _run(line, run, common)


def _take_span(line: Line, seen: Seen) -> None:
    spans = enumerate(zip(line.sentence.starts, line.sentence.ends, strict=True))
    inside = [at for at, (start, end) in spans if start < seen.end and end > seen.start]
    if seen.nested and inside:
        seen.first = inside[0]
        line.seen.append(seen)
    elif inside and line.is_free(inside[0], inside[-1] + 1):
        line.take(inside[0], inside[-1] + 1, seen)


def _is_heading(line: Line) -> bool:
    """Whether a sentence is printed in capitals throughout, so that capitals tell nothing."""
    if len(line.capitals) < _HEADING_WORDS * _HEADING_SHARE or line.raw[-1] in {".", "?", "!"}:
        return False
    words = [word for word in line.raw if len(word) >= _LONG_WORD and word[0].isalpha()]
    if len(words) < _HEADING_WORDS:
        return False
    return sum(word[0].isupper() for word in words) > _HEADING_SHARE * len(words)


def _run(line: Line, run: Run, common: frozenset[str]) -> None:
    """Read one run of capitals."""
    first, last = _trimmed(line, run, common)
    words = line.raw[first:last]
    if not words or _is_goods(line, first, last):
        return
    if _metonym(line, first, last) or names_nobody(words) or _only_office(line, first, last):
        return
    # One word is no office with its holder.
    holder = _office_holder(line, first, last) if len(words) > 1 else None
    titled = holder or (_titled(line, first, last) if len(words) > 1 else None)
    if titled == last - 1 and _is_noun(line.raw[titled], common):
        return
    kind = kind_of(words)
    officer = holder is not None or line.raw[first] in _OFFICERS
    if titled is not None and (kind is None or kind.weak or officer or kind.schema == "Person"):
        _person(line, titled, last, " ".join(line.raw[first:titled]))
        return
    kind = _told(line, first, last, kind)
    if kind is not None:
        _named(line, first, last, kind)
    elif (known_there := _known_at(line, first, last)) is not None:
        # "EU High Representative Anna Quell", "US Secretary of State …": the rest is another name.
        line.take(first, *known_there)
        _run(line, Run(known_there[0], last), common)
    elif not _inside(line, Run(first, last), heading=False):
        _untold(line, first, last)


def _is_goods(line: Line, first: int, last: int) -> bool:
    """Whether the words are goods of the table."""
    if not line.opens[first] & GOODS:
        return False
    return goods().whole(line.lower[first:last]) is not None


def _only_office(line: Line, first: int, last: int) -> bool:
    """Whether a run is an office without a name: "Position: General Director of"."""
    if line.at(first - 1) != ":":
        return False
    if roles("office").whole(line.lower[first:last]) is None:
        return False
    return bodies().whole(line.raw[first:last]) is None


def _told(line: Line, first: int, last: int, kind: Kind | None) -> Kind | None:
    """Tell a name by what stands beside it, where its own words do not tell enough."""
    if kind is None or kind.weak or kind.schema == "Person":
        kind = _by_context(line, first, last) or kind
    if kind is not None and kind.schema == "Person":
        if line.at(first - 1) in word_set("inside"):
            return None
        if line.at(first - 1) == "the":
            # Nobody is called "the Anna Quell"; a ship is.
            ship = not word_set("ship_word").isdisjoint(line.lower)
            return Kind("Vessel") if ship else None
    return kind


def _untold(line: Line, first: int, last: int) -> None:
    """Keep a name of which nothing is told yet; after a word of place it may be one."""
    words = tuple(line.raw[first:last])
    if line.at(first - 1) == "the" and _is_ship(line, words):
        _named(line, first, last, Kind("Vessel"))
        return
    if _before_country(line, last):
        seen = Seen(line.start(first), line.end(last), "City", joined(words))
        seen.context = "likely"
        line.take(first, last, seen)
        return
    if line.lower[0] in {"address", "addresses"} and ":" in line.raw[1:3]:
        # A part of a city is no place of its own.
        return
    if _touches(line, last):
        # "Sukhoi Su-35": the maker is told with the goods.
        return
    alone = len(words) == 1 and _opens(line, first) and not words[0].isupper()
    likely = not alone and is_likely_place(line, first) and len(words) < _LONG_PLACE
    likely = likely and (len(words) == 1 or line.at(first - 1) in word_set("place_of_two"))
    seen = Seen(line.start(first), line.end(last), "City" if likely else UNKNOWN, joined(words))
    seen.context = "likely" if likely else "opens" if alone else None
    line.take(first, last, seen)


def _before_country(line: Line, last: int) -> bool:
    """Whether a name stands before its country: "Tula, Russia."; a list goes on behind that."""
    if line.at(last) != "," or last + 1 >= len(line.raw):
        return False
    country = country_at(line.raw, last + 1, len(line.raw))
    if country is None or line.at(country[0]) in {"and", "or"}:
        return False
    behind = line.raw[country[0] + 1 : country[0] + 2]
    return line.at(country[0]) != "," or not any(word.istitle() for word in behind)


def _is_ship(line: Line, words: tuple[str, ...]) -> bool:
    """Whether capitals alone tell a ship: "tankers, including the GILDED HERON"."""
    ship = not word_set("ship_word").isdisjoint(line.lower)
    return ship and len(words) > 1 and all(word.isupper() for word in words)


def _touches(line: Line, last: int) -> bool:
    """Whether goods are named right behind a word."""
    if last >= len(line.raw) or not line.taken[last]:
        return False
    behind = line.starting_at(line.start(last))
    return behind is not None and behind.schema == "GoodsClass"


def _trimmed(line: Line, run: Run, common: frozenset[str]) -> tuple[int, int]:
    """Leave out what opens the sentence and is no part of a name, and a people's adjective."""
    first, last = run.first, run.last
    while first < last:
        word = line.raw[first]
        if word in {"The", "THE", "A", "An"}:
            first += 1
            continue
        if _opens(line, first) and _is_common(line, first, last, common):
            first += 1
            continue
        named = line.opens[first] & DEMONYM
        adjective = demonyms().at(line.raw, first) if named else None
        inside = adjective is not None and first < adjective[0] < last
        if adjective is not None and inside and kind_of(line.raw[first:last]) is None:
            first = adjective[0]
            continue
        break
    while first < last and line.raw[last - 1] in {",", "&"}:
        last -= 1
    return first, last


def _is_common(line: Line, first: int, last: int, common: frozenset[str]) -> bool:
    """Whether a word has its capital only because it opens the sentence."""
    word, rest = line.raw[first], tuple(line.raw[first:last])
    if bodies().at(line.raw, first) or country_at(line.raw, first, last):
        return False
    if word not in openers() and word.lower() not in common:
        return False
    return len(rest) == 1 or kind_of(rest) is None or kind_of(rest[1:]) is not None


def _opens(line: Line, first: int) -> bool:
    return first == 0 or line.raw[first - 1] in _OPEN_QUOTES or (first == 1 and line.taken[0] > 0)


def _titled(line: Line, first: int, last: int) -> int | None:
    """Give where the name begins behind a title with a capital: "Press Secretary …", "Mr. …"."""
    at = first
    body_there = bodies().at(line.raw, first) if line.raw[first] in _OFFICERS else None
    if body_there is not None:
        at = body_there[0]
        return at if at < last and is_capital(line.raw[at]) else None
    at += line.lower[at] in {"acting", "former"}
    begin = at
    while at < last and line.opens[at] & OFFICE:
        found = roles("office").at(line.lower, at) or roles("title").at(line.lower, at)
        if found is None or found[0] > last or found[1] in word_set("not_title"):
            break
        at = found[0]
        at += at < last and line.raw[at] == "."
    return at if begin < at < last and line.raw[at][0].isupper() else None


def _is_noun(word: str, common: frozenset[str]) -> bool:
    """Whether a single word behind a title is no surname: "General Provisions"."""
    return word.lower() in common or word.lower().endswith(tuple(word_set("noun_ending")))


def _office_holder(line: Line, first: int, last: int) -> int | None:
    """Give where the name begins behind a long office: "Minister for Lakes Anna Quell"."""
    words = line.raw[first:last]
    if len(words) <= _LONG_NAME or _HEADS_OF_OFFICE.isdisjoint(words):
        return None
    if "for" not in words and "of" not in words:
        return None
    for at in range(max(first + _LONG_NAME - 1, last - _LONG_PERSON), last - 1):
        rest = line.raw[at:last]
        named = all(word == "." or word[0].isupper() for word in rest)
        known_name = has_initial(rest) or is_known_name(line.lower[at])
        if named and line.raw[at - 1][0].isupper() and known_name:
            return at
    return None


def _person(line: Line, first: int, last: int, role: str | None) -> None:
    seen = Seen(line.start(first), line.end(last), "Person", joined(tuple(line.raw[first:last])))
    seen.role = role or role_after(line, last)
    line.take(first, last, seen)


def _by_context(line: Line, first: int, last: int) -> Kind | None:
    """Tell a name by the words beside it."""
    if vessel_number_after(line, last):
        return Kind("Vessel")
    before, after = told_before(line, first), told_after(line, last)
    schema = None
    if after is not None and after[1] in {"Company", "Organization"}:
        schema = after[1]
    elif before is not None:
        schema = before[1]
    elif _is_told_person(line, first, last):
        schema = "Person"
    elif (based := line.seen_before(first)) is not None and based.context == "based":
        return Kind("Company", country=based.country)
    elif after is not None:
        schema = after[1]
    elif firm_after(line, last):
        schema = "Company"
    return None if schema is None else Kind(schema)


def _is_told_person(line: Line, first: int, last: int) -> bool:
    """Whether an age, a role or "nationals" beside a name makes it a person's."""
    if age_after(line, last) or role_before(line, first) or group_before(line, first):
        return True
    if last - first > 1 and line.at(last + (line.at(last) == ",")) in {"who", "whom"}:
        return True
    return last - first > 1 and role_after(line, last, personal=True) is not None


def _named(line: Line, first: int, last: int, kind: Kind) -> None:
    if kind.schema == "Country" and kind.country and kind.name is None:
        line.take(first, last, of_country(line.start(first), line.end(last), kind.country))
        return
    words = line.raw[first:last]
    after = told_after(line, last) if kind.schema in {"Company", "Zone"} else None
    if after is not None and after[1] == kind.schema:
        last = after[0]
    name = kind.name or joined(line.raw[first:last])
    seen = Seen(line.start(first), line.end(last), kind.schema, name, key=kind.key)
    seen.country, seen.weak = kind.country, kind.weak
    if kind.schema == "Company" and kind.country is None:
        seen.country = nation_before(line, first)
    if kind.schema == "Person":
        role = role_before(line, first)
        seen.role = role_after(line, last) or (role[1] if role else None)
    if kind.key is not None and kind.name is not None and joined(words) != kind.name:
        seen.form = "alias"
    if kind.schema in {"AirBase", "Airport", "Port", "City"}:
        before = told_before(line, first)
        seen.context = before[1] if before is not None else None
    line.take(first, last, seen)


def _metonym(line: Line, first: int, last: int) -> bool:
    words = line.raw[first:last]
    found = metonyms().whole(words) if line.opens[first] & METONYM else None
    if found is None:
        return False
    code, is_city = found
    state, begin = metonym(line, first, last)
    if is_city and not state:
        seen = Seen(line.start(first), line.end(last), "City", " ".join(words))
        seen.key, seen.country = f"city:{seen.name}", code
    else:
        seen = of_country(line.start(begin), line.end(last), code, "metonym")
        first = begin
    line.take(first, last, seen)
    return True


def _inside(line: Line, run: Run, *, heading: bool) -> bool:
    """Find bodies, countries and regions that the tables know within a run."""
    found = False
    at = run.first
    while at < run.last:
        step = _known_at(line, at, run.last)
        if step is None:
            at += 1
            continue
        end, seen = step
        line.take(at, end, seen)
        found, at = True, end
    return found and not heading


def _known_at(line: Line, at: int, last: int) -> tuple[int, Seen] | None:
    body = bodies().at(line.raw, at)
    if body is not None and body[0] <= last:
        end, known = body
        seen = Seen(line.start(at), line.end(end), known.schema, known.name)
        seen.key, seen.country = f"body:{known.name}", known.country
        return end, seen
    region = regions().at(line.raw, at)
    country = country_at(line.raw, at, last) if region is None else None
    if country is not None:
        return country[0], of_country(line.start(at), line.end(country[0]), country[1])
    if region is not None and region[0] <= last:
        seen = Seen(
            line.start(at), line.end(region[0]), "Region", " ".join(line.raw[at : region[0]])
        )
        seen.country = region[1]
        return region[0], seen
    return None


def _leftovers(line: Line, known_at: Sequence[int]) -> None:
    """Find known names that no run of capitals has: "al-Qa'ida", "the Kremlin"."""
    for at in known_at:
        if line.taken[at]:
            continue
        body = bodies().at(line.raw, at)
        if body is None or not line.is_free(at, body[0]):
            continue
        end, known = body
        seen = Seen(line.start(at), line.end(end), known.schema, known.name)
        seen.key, seen.country = f"body:{known.name}", known.country
        line.take(at, end, seen)
