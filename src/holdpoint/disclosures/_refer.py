"""What descriptions and pronouns go back to: "the plant", "the firm", "he", "the network"."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from holdpoint.disclosures._lists import Listing
from holdpoint.disclosures._seen import Line, Seen
from holdpoint.disclosures._tables import word_set

_ORGS = frozenset({"Company", "Organization", "PublicBody"})
_ACTORS = frozenset({"Company", "Organization", "PublicBody", "Person"})
_FIRMS = frozenset({"Company", "Organization"})
_OF_A_NOUN = frozenset({"Document", "Programme"})
_BODY_NOUNS = frozenset({"body", "council", "ministry", "department", "agency"})
_GOING_ON = frozenset({("these", "include"), ("they", "include"), ("these", "are")})
_CLOSING = frozenset({"", ".", ",", ";", "!", "?"})
_REACH = 4
_FAR = 64
"""How many words, and names, before "the front company" are looked at for "A, which it calls"."""
_ASIDE_REACH = 24
_NEAR = 16
"""How many names before "it" in its sentence are looked at."""


@dataclass(slots=True)
class _State:
    """Who and what was spoken of last.

    Attributes:
        near: The last firm that the sentence names; ``firm`` the one of the sentences before.
        last: The last that was told of each kind, so that no text makes a description look through
            all that was told before it: by schema, ``body``, ``firm``, ``site``, and by schema and
            noun.
    """

    person: Seen | None = None
    subject: Seen | None = None
    near: Seen | None = None
    firm: Seen | None = None
    goods: Seen | None = None
    listing: Listing | None = None
    group: Seen | None = None
    told: list[Seen] = field(default_factory=list)
    last: dict[str | tuple[str, str], Seen] = field(default_factory=dict)
    count: int = 0


def refer(lines: Sequence[Line], listings: Sequence[Listing], title: str = "") -> None:
    """Give the descriptions and pronouns of a document the keys of what they go back to.

    What goes back to nothing keeps no key. A group has a key of its own and the keys of its
    members where the text tells them: in a list after "are", or in the lists before "above"; the
    network that the title names by a firm ("the Quell network") has that firm.
    """
    state = _State()
    by_sentence: dict[int, list[Listing]] = {}
    for listing in listings:
        by_sentence.setdefault(listing.sentence, []).append(listing)
    for line in lines:
        here = line.seen
        state.near = None
        _go_on(state, line, here, by_sentence.get(line.sentence.index, []))
        for at, one in enumerate(here):
            if one.form == "description" and one.key is None:
                _describe(state, line, here, at, by_sentence)
            elif one.form == "pronoun":
                _pronoun(state, line, here, at)
            _remember(state, one)
        _place_sites(line, here)
        _close(state, here, by_sentence.get(line.sentence.index, []))
    _members(lines, by_sentence)
    _titled(lines, title, state.told)


def _remember(state: _State, one: Seen) -> None:
    if one.key is None:
        return
    state.told.append(one)
    last, schema = state.last, one.schema
    last[schema] = one
    if schema in _ORGS:
        if _is_firm(one):
            last["firm"] = state.near = one
        if _is_body(one):
            last["body"] = one
    elif schema == "Site" and one.form != "name":
        last["site"] = one
    elif schema in _OF_A_NOUN:
        last[schema, _noun(one)] = one
    elif schema == "Person" and one.form != "description":
        state.person = one
    elif schema == "GoodsClass":
        state.goods = one


def _place_sites(line: Line, here: Sequence[Seen]) -> None:
    """Give a site the country of the place that it is said to be in: "a plant in Russia"."""
    for one, after in itertools.pairwise(here):
        if one.schema != "Site" or after.country is None:
            continue
        between = line.lower[one.first : after.first]
        if between and not word_set("site_before").isdisjoint(between[-2:]):
            one.country = one.country or after.country


def _close(state: _State, here: Sequence[Seen], listings: Sequence[Listing]) -> None:
    """Keep the subject of the sentence, and its last list of actors."""
    state.subject = None
    for one in here:
        if one.schema in _ORGS and one.key is not None and one.context not in {"based", "flagged"}:
            state.subject = one
            break
    for one in here:
        if one.schema in _FIRMS and one.key is not None and not one.key.startswith("group:"):
            state.firm = one
            break
    for listing in listings:
        if sum(one.schema in _ACTORS for one in listing.seen) > 1:
            state.listing = listing


def _describe(
    state: _State,
    line: Line,
    here: Sequence[Seen],
    at: int,
    listings: dict[int, list[Listing]],
) -> None:
    one = here[at]
    if one.context == "many":
        _group(state, line, here, at, listings)
    elif one.context == "called":
        _called(line, here, at)
    elif one.schema == "Site":
        _site(state, one)
    elif one.context == "new":
        state.count += 1
        one.key = f"{one.schema.lower()}:{state.count}"
    elif one.role in _BODY_NOUNS:
        _back(one, state.last.get("body"))
    elif one.schema in {"Company", "Organization"}:
        _back(one, state.near or state.firm or state.last.get("firm"))
    elif one.schema in {"Vessel", "Person"}:
        _back(one, state.last.get(one.schema))
    elif one.schema in _OF_A_NOUN:
        _back(one, state.last.get((one.schema, _noun(one))))


def _called(line: Line, here: Sequence[Seen], at: int) -> None:
    """Tie "the front company" in "A, which it calls the front company" to A."""
    one = here[at]
    if "which" not in line.held:
        return
    least = max(0, one.first - _FAR)
    which = next((n for n in range(one.first - 1, least - 1, -1) if line.lower[n] == "which"), -1)
    for other in reversed(here[max(0, at - _FAR) : at]):
        if other.key is not None and other.form != "pronoun" and other.first <= which:
            _back(one, other)
            return


def _is_firm(one: Seen) -> bool:
    return one.schema in _FIRMS and not (one.key or "").startswith("group:")


def _is_body(one: Seen) -> bool:
    named = one.form in {"name", "alias"} and one.context != "agency"
    return named and one.schema in {"PublicBody", "Organization"}


def _alike(one: Seen, other: Seen) -> bool:
    """Whether two descriptions have the same noun."""
    return _noun(one) == _noun(other)


def _noun(one: Seen) -> str:
    return one.name.rpartition(" ")[2]


def _back(one: Seen, other: Seen | None) -> None:
    if other is not None:
        one.key, one.schema, one.resolved = other.key, other.schema, other.resolved


def _site(state: _State, one: Seen) -> None:
    """Tie "the plant", "the alleged site" and "the new facility" to the last site brought in."""
    if one.context == "definite":
        _back(one, state.last.get("site"))
    if one.key is None:
        state.count += 1
        one.key = f"site:{state.count}"


def _group(
    state: _State,
    line: Line,
    here: Sequence[Seen],
    at: int,
    listings: dict[int, list[Listing]],
) -> None:
    one = here[at]
    one.resolved = False
    before = state.group
    if before is not None and _alike(before, one) and line.lower[0] != "":
        one.key = before.key
    else:
        state.count += 1
        one.key = f"group:{state.count}"
    state.group = one
    told = _told_members(line, here, at, listings.get(line.sentence.index, []))
    if told:
        one.members = told


def _go_on(state: _State, line: Line, here: Sequence[Seen], listings: Sequence[Listing]) -> None:
    """Give the group of the sentence before the names of "These include A and B"."""
    group = state.group
    if group is None or group.members or line.lower[:2] not in _GOING_ON:
        return
    first = next((one for one in here if one.form != "pronoun"), None)
    listed = next((one.seen for one in listings if first is not None and first in one.seen), None)
    group.members = _keys(listed if listed is not None else here[:1])


def _told_members(
    line: Line, here: Sequence[Seen], at: int, listings: Sequence[Listing]
) -> tuple[str, ...]:
    """Give those that a list names right after "are": "The designated companies are A and B"."""
    if at + 1 >= len(here):
        return ()
    one, first = here[at], here[at + 1]
    if ":" in line.held and "following" in line.lower[one.first : first.first]:
        return _behind_colon(line, here[at + 1 :], listings)
    starts = line.sentence.starts
    behind = bisect_left(starts, one.end)
    last = bisect_left(starts, first.start)
    between = line.lower[behind : min(last, behind + _REACH + 1)]
    if not between or between[-1] not in word_set("list_verb") or len(between) > _REACH:
        return ()
    for listing in listings:
        if any(other is first for other in listing.seen):
            return _keys(listing.seen)
    return _keys([first])


def _behind_colon(
    line: Line, following: Sequence[Seen], listings: Sequence[Listing]
) -> tuple[str, ...]:
    """Give those listed behind a colon: "adds the following two entities to the list: A; and B"."""
    colon = line.start(line.lower.index(":"))
    first = next((other for other in following if other.start > colon), None)
    for listing in listings:
        if first is not None and any(other is first for other in listing.seen):
            return _keys(other for other in listing.seen if other.start > colon)
    return _keys([first]) if first is not None else ()


def _keys(seen: Iterable[Seen]) -> tuple[str, ...]:
    told = (one.key for one in seen if one.schema in _ACTORS and one.key is not None)
    return tuple(dict.fromkeys(told))


def _members(lines: Sequence[Line], listings: dict[int, list[Listing]]) -> None:
    """Give groups whose members are not told beside them those that the text lists elsewhere."""
    groups = [
        (line, [one for one in line.seen if (one.key or "").startswith("group:")]) for line in lines
    ]
    told = (one for _, here in groups for one in here if one.form == "description")
    stated = tuple(dict.fromkeys(key for one in told for key in one.members))
    for line, here in groups:
        above = stated
        if here and not stated and "above" in line.lower:
            before = (item for n in range(line.sentence.index) for item in listings.get(n, []))
            above = tuple(dict.fromkeys(key for item in before for key in _long(item)))
        for one in here:
            one.members = one.members or above


def _titled(lines: Sequence[Line], title: str, told: Sequence[Seen]) -> None:
    """Give "the network" the firm by whose name the title of the document calls it."""
    named = [
        one.key
        for one in told
        if one.schema in _ORGS and one.form == "name" and _calls_network(title, one.name)
    ]
    keys = tuple(dict.fromkeys(key for key in named if key is not None))
    if len(keys) != 1:
        return
    for line in lines:
        for one in line.seen:
            if one.form == "description" and one.role == "network" and not one.members:
                one.members = keys


def _calls_network(title: str, name: str) -> bool:
    """Whether a title says "NAME network", the company form left out."""
    words = name.split()
    return any(
        f"{' '.join(words[:size])} network" in title
        for size in range(1, len(words) + 1)
        if size > 1 or size == len(words)
    )


def _long(listing: Listing) -> tuple[str, ...]:
    keys = _keys(one for one in listing.seen if one.form == "name")
    return keys if len(keys) > 1 else ()


def _pronoun(state: _State, line: Line, here: Sequence[Seen], at: int) -> None:
    one, word = here[at], here[at].context or ""
    if word in word_set("pronoun_person"):
        _back(one, state.person)
    elif word in word_set("pronoun_many"):
        _many(state, line, one)
    else:
        _thing(state, line, here, at)


def _many(state: _State, line: Line, one: Seen) -> None:
    """Tie "they" to the goods that are moved, or to the last persons or firms listed."""
    first = one.first
    after = line.lower[first + 1 : first + 1 + _REACH]
    if not word_set("moved").isdisjoint(after) and not word_set("passive").isdisjoint(after):
        _back(one, state.goods)
        return
    if one.context == "them" and line.at(first - 1) in word_set("moved"):
        # "bought parts and exported them": what is moved is no person.
        _back(one, state.goods)
        return
    listing = state.listing
    if listing is not None and line.sentence.index - listing.sentence <= 1:
        members = _keys(one for one in listing.seen if one.schema in {"Company", "Person"})
        if len(members) > 1:
            listing.sentence = line.sentence.index
            state.count += 1
            one.key, one.schema, one.members = f"group:{state.count}", "Organization", members
            one.resolved = False
            if all(o.schema == "Person" for o in listing.seen):
                one.schema = "Person"
            return
    _back(one, state.group)


def _thing(state: _State, line: Line, here: Sequence[Seen], at: int) -> None:
    """Tie "it" to the last body before it, else to the subject of the sentence before."""
    one = here[at]
    first, near = one.first, here[max(0, at - _NEAR) : at]
    who = [o for o in near if o.key is not None and o.form != "pronoun" and _may_be_it(line, o)]
    if line.at(first - 1) in {"which", "whom"} and who:
        who = who[:-1]
    which = _relative_before(line, first) if one.context == "its" else None
    if which is not None:
        who = [o for o in who if o.first < which] or who
    orgs = [o for o in who if o.schema in _ORGS]
    if orgs and one.context == "its" and _is_body(orgs[-1]):
        between = line.lower[orgs[-1].first : first]
        if any(word in word_set("punishes") for word in between):
            # "The department charged its director": the director of the firm before.
            orgs = orgs[:-1]
    states = [o for o in who if o.schema == "Country"]
    if states and orgs and states[-1].start > orgs[-1].start:
        orgs = []
    if one.context == "it" and line.at(first + 1) in _CLOSING:
        # "Orrin rejects it": who does it is not what is done to.
        orgs, states = [], []
    if orgs:
        _back(one, orgs[-1])
    elif states and first:
        _back(one, states[-1])
    elif state.subject is not None:
        _back(one, state.subject)


def _relative_before(line: Line, first: int) -> int | None:
    """Give where the aside begins in "A, which sold to B, and its owner": it is A's owner."""
    if (line.at(first - 2), line.at(first - 1)) != (",", "and"):
        return None
    for at in range(first - 3, max(0, first - _ASIDE_REACH), -1):
        if line.at(at) in {"which", "who"} and line.at(at - 1) == ",":
            return at
    return None


def _may_be_it(line: Line, one: Seen) -> bool:
    """Whether "it" can go back to a body or a state; it does not to a state after "in" or "of"."""
    if one.schema in _ORGS:
        return one.context != "agency"
    before = line.at(one.first - 1)
    return one.context is None and before not in word_set("not_subject_after")
