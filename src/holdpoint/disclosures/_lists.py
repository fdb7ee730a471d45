"""What names in one sentence tell of each other: lists, brackets, "also known as", "of"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from holdpoint.disclosures._seen import Seen

_ALSO = re.compile(
    r"[,;]? ?\(?(?:also (?:known as|written(?: as)?|spelled|called)|a\.?k\.?a\.?|aka|formerly"
    r"(?: known as)?|f\.?k\.?a\.?|f/k/a|a/k/a|d/b/a|known as|otherwise known as|alias) "
    r"(?:the )?[\"\u201c]?"
)
_LINK = re.compile(r"(?:,|;|[,;]? and|[,;]? or|,? as well as|,? along with)(?: the| its| an?)? ")
_BRACKET = re.compile(r" ?\((?:the )?[\"\u201c'\u2018]?")
_APPOSITION = re.compile(
    r", (?:\d{1,3}, )?(?:an? |the |its )?[a-z][a-z -]{2,60} (?:of|at|for|with)(?: the)? "
)
# A bracket right behind a name that holds no letter of the Latin alphabet.
_OTHER_SCRIPT = re.compile(r"[\"\u201d\u2019']? ?\((?P<name>[^()A-Za-z]{2,80})\)")
_BASED = re.compile(r" ?-based(?: [a-z-]+){0,4} ")
_CITIZEN = re.compile(
    r",? (?:\(?\d{1,3}\)?, |who is )?(?:an? )?(?:dual )?(?:citizen|national|resident) of (?:the )?"
)
# "GNSS modules sold by A": of "A, B and CDE bought motors" CDE is a firm.
_DESCRIBED = re.compile(r" [a-z]+s (?:sold|made|built|produced|manufactured|supplied|from|of) ")
_SHIPS = (
    "vessels ",
    "vessels: ",
    "ships: ",
    "tankers: ",
    "ships ",
    "tankers ",
    "freighters ",
    "vessels \u201c",
    'vessels "',
)
_AHEAD = 16
# What the name of a ship is taken for by its words alone.
_TAKEN_FOR = frozenset({"", "Person", "Port", "City", "Organization"})
_ACTORS = frozenset({"Company", "Organization", "PublicBody", "Person"})
_PLACES = frozenset({"City", "Port", "AirBase", "Airport", "Region", "Zone"})
_SPREAD = _ACTORS | {"City", "Port", "AirBase", "Airport", "Vessel"}
_TELLING = _ACTORS | _PLACES | {"Vessel"}
_STATES = frozenset({"Country", "City"})
_ORGS = frozenset({"Company", "Organization", "PublicBody"})
_LONGEST_ALIAS = 60
_SHORTEST_ALSO = len("aka ")
_LONGEST_LINK = len(", along with the ")
_FLAG_REACH = 32


@dataclass(slots=True)
class Listing:
    """Names that a sentence lists together ("A, B and C"), in order."""

    sentence: int
    seen: list[Seen] = field(default_factory=list)


def tell_each_other(text: str, seen: Sequence[Seen], sentence: int) -> list[Listing]:
    """Let the names of a sentence tell of each other; give its lists of two and more."""
    names = [one for one in seen if one.form in {"name", "alias", "metonym"} and not one.nested]
    for before, after in itertools.pairwise(names):
        _pair(text, before, after)
    for at, before in enumerate(names):
        if before.context == "based":
            _seated(text, before, names[at + 1 : at + 3])
    for one in names:
        ahead = "(" in text[one.end : one.end + 3]
        other = _OTHER_SCRIPT.match(text, one.end) if ahead else None
        if other is not None and one.schema != "GoodsClass":
            name = other["name"].strip()
            if name and name[0].isalpha():
                one.aliases = (*one.aliases, name)
    for one in names[:3]:
        if text[one.end : one.end + 4] in {") - ", ") \u2013 ", ") \u2014 "}:
            one.context = "agency"
    listings = _listings(text, names, sentence)
    for listing in listings:
        _fleet(text, listing.seen)
        _spread(text, listing)
    return listings


def _pair(text: str, before: Seen, after: Seen) -> None:
    between = text[before.end : after.start]
    if len(between) > _LONGEST_ALIAS:
        return
    if _is_alias(text, before, after, between):
        same(before, after)
    elif between in {"'s ", "\u2019s "}:
        _possessed(text, before, after)
    elif before.context == "flagged" and after.schema == "Vessel":
        if len(between) < _FLAG_REACH:
            after.country = before.country
    elif before.context == "flagged" and not after.schema and between.strip() == "-flagged":
        after.schema, after.country = "Vessel", before.country
    elif after.schema in {"Country", "City", "Region"}:
        _placed(before, after, between)


def _seated(text: str, seat: Seen, following: Sequence[Seen]) -> None:
    """Give a firm its seat: "India-based A", "China-based engine maker B"."""
    after = next((one for one in following if one.schema != "GoodsClass"), None)
    if after is None or after.schema not in _ORGS | {"Person", ""}:
        return
    if _BASED.fullmatch(text[seat.end : after.start]) is not None:
        after.country = after.country or seat.country
        after.schema = after.schema or "Company"
        after.context = "located"


def _placed(before: Seen, after: Seen, between: str) -> None:
    """Give a firm the country after "of", a place the one after "in" or a comma, and a citizen."""
    of = between == " of "
    if before.schema == "Person":
        if after.schema == "Country" and _CITIZEN.fullmatch(between):
            before.country = before.country or after.country
    elif between not in {" of ", " in ", ", "}:
        return
    elif (before.schema in _ORGS and of) or (before.schema in _PLACES and not of):
        before.country = before.country or after.country


def _is_alias(text: str, before: Seen, after: Seen, between: str) -> bool:
    if before.schema == "GoodsClass" or after.schema == "GoodsClass":
        return False
    if len(between) >= _SHORTEST_ALSO and _ALSO.fullmatch(between) is not None:
        return True
    closing = text[after.end : after.end + 2].lstrip("\"\u201d'\u2019")
    if "(" not in between or _BRACKET.fullmatch(between) is None or not closing.startswith(")"):
        return False
    if (after.schema in _STATES) != (before.schema in _STATES):
        return False
    if not before.schema:
        # A name with its initials in brackets is a body's.
        short = after.name.isupper() and " " in before.name
        before.schema = "Organization" if short else ""
        return short
    return after.schema in {"", before.schema} or after.name.isupper() or after.context == "likely"


def same(first: Seen, second: Seen) -> None:
    """Make two namings one thing: the second is an alias of the first."""
    first.key = first.key or f"name:{first.name.casefold()}"
    if (
        second.key is not None
        and second.key.startswith("body:")
        and not first.key.startswith("body:")
    ):
        first.key = second.key
    second.key, second.schema, second.form = first.key, first.schema, "alias"
    second.context = None
    second.country = first.country = first.country or second.country
    if second.identifiers:
        first.identifiers = {**second.identifiers, **(first.identifiers or {})}
    if second.note is not None and first.note is None:
        first.note = second.note


def _is_body(one: Seen) -> bool:
    return one.key is not None and one.key.startswith("body:")


def _possessed(text: str, before: Seen, after: Seen) -> None:
    """Take "Iran's Ministry of Defense" as one name, "Russia's Alabuga Zone" as two things."""
    if before.schema != "Country" or before.country is None:
        return
    after.country = after.country or before.country
    generic = after.schema == "PublicBody" and (after.key is None)
    if generic:
        whole = text[before.start : after.end]
        after.aliases = (*after.aliases, whole)


def _listings(text: str, names: Sequence[Seen], sentence: int) -> list[Listing]:
    found: list[Listing] = []
    open_: Listing | None = None
    last: Seen | None = None
    previous: Seen | None = None
    for one in names:
        if last is not None and last.schema == "Person" and _in_apposition(text, last, one):
            last = Seen(last.start, one.end, last.schema, last.name)
            continue
        if last is not None and last.schema in _ORGS and _is_seat(text, last, one):
            last = Seen(last.start, one.end, last.schema, last.name)
            continue
        if one.form == "alias" and last is not None and one.key == last.key:
            # "A (X), B": the bracket belongs to A.
            close = text[one.end : one.end + 1]
            last = Seen(last.start, one.end + (close == ")"), last.schema, last.name)
            continue
        near = last is not None and one.start - last.end <= _LONGEST_LINK
        if last is not None and near and _LINK.fullmatch(text, last.end, one.start) is not None:
            if open_ is None and previous is not None:
                open_ = Listing(sentence, [previous])
                found.append(open_)
            if open_ is not None:
                open_.seen.append(one)
        else:
            open_ = None
        last = previous = one
    return found


def _in_apposition(text: str, person: Seen, one: Seen) -> bool:
    """Whether a name stands in what is said of the person before: ", 63, head of A, and B"."""
    if one.schema == "Person":
        return False
    between = text[person.end : one.start]
    return _APPOSITION.fullmatch(between) is not None


def _is_seat(text: str, firm: Seen, one: Seen) -> bool:
    """Whether a place is told of the firm before: "A Ltd. of Hong Kong, B"."""
    if one.schema not in {"Country", "City", "Region"}:
        return False
    return text[firm.end : one.start] in {" of ", " in ", " of the "}


def _fleet(text: str, seen: Sequence[Seen]) -> None:
    """Take the names listed behind "the vessels" as ships, be they a person's too."""
    start = seen[0].start
    if seen[0].schema != "Vessel" or not text[max(0, start - _AHEAD) : start].endswith(_SHIPS):
        return
    for one in seen[1:]:
        if one.schema in _TAKEN_FOR and one.role is None and one.key is None:
            one.schema = "Vessel"


def _is_adjective(text: str, one: Seen) -> bool:
    """Whether letters only describe the goods behind them: "motors of A, GNSS modules sold by"."""
    return one.name.isupper() and _DESCRIBED.match(text, one.end) is not None


def _spread(text: str, listing: Listing) -> None:
    """Let those of a list whose kind is not told be what the one before them is."""
    seen = listing.seen
    model = next((one for one in seen if _is_told(one) and one.schema in _SPREAD), None)
    likely = False
    for one in seen:
        seated = one.schema == "City" and one.country is not None
        if one.context == "opens" or seated or (not one.schema and _is_adjective(text, one)):
            # "A Group, 12 Utopia Street, Norwich, England": the town is no firm.
            continue
        if _is_told(one):
            model = one if one.schema in _SPREAD else None
        open_ = not one.schema or one.context == "likely" or one.weak
        if open_ and model is not None and not (one.weak and model.schema not in _ACTORS):
            one.schema = model.schema
            one.context = model.context if model.schema in _PLACES else "listed"
        elif not one.schema and likely:
            one.schema, one.context = "City", "likely"
        likely = one.context == "likely"
    if seen[0].context == "located":
        # "India-based A and B": both are.
        for one in seen[1:]:
            if one.schema in _ORGS:
                one.country = one.country or seen[0].country


def _is_told(one: Seen) -> bool:
    return one.schema in _TELLING and one.context != "likely" and not one.weak
