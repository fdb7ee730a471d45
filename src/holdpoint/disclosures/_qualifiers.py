"""Countries and cities that only say which other thing is meant, and are no thing of their own.

"Iran-based", "Palau-flagged", "Iran's Ministry of Defense", "Quell Ltd. of Hong Kong", "Dubai,
UAE", "two firms in China": the country is the seat, flag or owner of what it stands beside, whose
:attr:`~holdpoint.model.Named.country` keeps it. A country of which the text tells anything else
(it acts, goods go to it, a claim has it as an end or a speaker) is a thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from holdpoint.disclosures._parsed import Found, MentionAt
from holdpoint.disclosures._tables import word_set
from holdpoint.model import Named, ReadClaim

_LINK = re.compile(r"\)?(?:,|,? and|,? or)(?: the)? ")
_AGAIN = re.compile(r" \([\"\u201c]?")
_HYPHEN = re.compile(r"-(?:[a-z]{3}| (?:and|or) )")
_OWNS = re.compile(r"['\u2019]s? (?:[a-z-]+ ){0,2}")
_IN = re.compile(r"([A-Za-z-]+) in (?:the )?\Z")
# What the two patterns end in: most words before a name do not, and need no search.
_AFTER_IN, _AFTER_OF = (" in ", " in the "), (" of ", " of the ")
_OF = re.compile(r"(?:citizens?|nationals?|residents?|natives?) of (?:the )?\Z")
_LABEL = re.compile(
    r"(?:Address(?:es)?|Nationality|Citizenship|Country|POB|Place of [Bb]irth|Flag)\)?: ?[^;:\n]*\Z"
)
_LONGEST_LINE = 160
_NOUN = re.compile(r" ([A-Za-z]+)\b")
_FIRMS = frozenset({"Company", "Organization", "Person"})
_TOWNS = frozenset({"City", "Port", "Airport", "AirBase", "Region", "Zone", "Address"})
_OWNED = _FIRMS | _TOWNS | {"PublicBody", "Vessel", "Airplane", "WaterBody"}
_MAY_QUALIFY = frozenset({"Country", "City"})
_REACH = 32


def without_qualifiers(text: str, found: Found, claims: Iterable[ReadClaim]) -> tuple[Named, ...]:
    """Give the named things without the countries and cities that only qualify another.

    Args:
        text: The whole text.
        found: The named things and their mentions in text order.
        claims: The claims; what is an end, a stop or a speaker of one stays.
    """
    may = {one.id: one for one in found.named if one.schema in _MAY_QUALIFY}
    if not may:
        return found.named
    only = set(may)
    for claim in claims:
        only.difference_update(_ends(claim))
    if not only:
        return found.named
    mentions, before = found.mentions, False
    asked = _asked(mentions, only)
    for index, mention in enumerate(mentions):
        if not asked[index]:
            before = False
            continue
        qualifies = _qualifies(text, found, mentions, index, listed=before)
        if not qualifies:
            only.discard(mention.entity)
        # "firms based in Iran, China and the UAE": the others of the list too.
        before = qualifies and _HYPHEN.match(text, mention.end) is None
    return tuple(one for one in found.named if one.id not in only)


def _asked(mentions: Sequence[MentionAt], only: Collection[str]) -> bytearray:
    """Mark the mentions of these things, and those beside which one may go on as in a list."""
    asked, goes_on = bytearray(len(mentions)), False
    for index in range(len(mentions) - 1, -1, -1):
        mention = mentions[index]
        if mention.schema in _MAY_QUALIFY:
            asked[index] = goes_on = goes_on or mention.entity in only
        else:
            goes_on = False
    return asked


def _ends(claim: ReadClaim) -> list[str | None]:
    """Give the ids of the ends, stops and speakers of a claim."""
    ends = [claim.subject, claim.object, *claim.roles.values()]
    for leg in claim.legs:
        ends += (leg.origin, leg.destination, *leg.via)
    return ends + [link.source for link in claim.attribution]


def _qualifies(
    text: str, found: Found, mentions: Sequence[MentionAt], index: int, *, listed: bool
) -> bool:
    """Whether one mention only says which other thing is meant."""
    here = mentions[index]
    if here.form in {"pronoun", "description", "metonym"}:
        return False
    if _HYPHEN.match(text, here.end):
        return True
    if here.schema != "Country":
        return False
    last = mentions[index - 1] if index else None
    following = mentions[index + 1] if index + 1 < len(mentions) else None
    return (
        _told_after(text, here, following)
        or _told_before(text, here)
        or (last is not None and _beside(text, found, last, here))
        or (listed and last is not None and _goes_on(text, last, here))
    )


def _goes_on(text: str, last: MentionAt, here: MentionAt) -> bool:
    """Whether a list of countries goes on, or one is named again in brackets: "China (PRC)"."""
    between = text[last.end : here.start]
    again = last.entity == here.entity and _AGAIN.fullmatch(between) is not None
    return again or _LINK.fullmatch(between) is not None


def _told_after(text: str, here: MentionAt, following: MentionAt | None) -> bool:
    """Whether it owns the name that follows, or stands before a noun: "UAE firms"."""
    noun = _NOUN.match(text, here.end)
    if noun is not None and noun[1].lower() in word_set("noun_of_state"):
        return True
    if following is None or following.schema not in _OWNED:
        return False
    if following.start - here.end > _REACH:
        return False
    return following.form != "pronoun" and bool(_OWNS.fullmatch(text[here.end : following.start]))


def _told_before(text: str, here: MentionAt) -> bool:
    """Whether it is the seat of firms or persons without a name, or stands in an address."""
    ahead = text[max(0, here.start - _REACH) : here.start]
    if ahead.endswith(_AFTER_OF) and _OF.search(ahead):
        return True
    least = max(0, here.start - _LONGEST_LINE)
    if text.find(":", least, here.start) >= 0 and _LABEL.search(text[least : here.start]):
        return True
    before = _IN.search(ahead) if ahead.endswith(_AFTER_IN) else None
    if before is None:
        return False
    word = before[1].lower()
    return word in word_set("seated") or word in word_set("has_seat")


def _beside(text: str, found: Found, last: MentionAt, here: MentionAt) -> bool:
    """Whether it is the seat of the firm, or the country of the town, that stands before it."""
    between = text[last.end : here.start]
    if last.schema in _FIRMS:
        return between.removesuffix("the ") in {" of ", ") of ", " (", " in ", ") in "}
    if last.schema not in _TOWNS or between not in {", ", " in ", " ("}:
        return False
    town, country = found.by_id(last.entity), found.by_id(here.entity)
    return town is not None and country is not None and country.country in _countries(town)


def _countries(town: Named) -> frozenset[str | None]:
    chosen = next((one.country for one in town.candidates if one.id == town.chosen), None)
    return frozenset({town.country, chosen})
