"""Claims with the readings in which they stand, and the words in which the views speak of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from holdpoint.model import (
    Amount,
    Attribution,
    Named,
    PlaceCandidate,
    ReadClaim,
    Reading,
    Review,
    RouteLeg,
    Seats,
    Source,
    TimeRef,
)
from holdpoint.report._plain import figure
from holdpoint.report._words import count_words

STANCES: Final[Mapping[str, str]] = {
    "asserted": "asserted by the source itself",
    "reported": "reported",
    "assessed": "assessed: a judgement of the source",
    "contended": "contended: a position of the source",
    "alleged": "alleged",
    "denied": "denied",
    "retracted": "retracted",
}
"""How a source stands to what it says, firmest first."""

MODALITIES: Final[Mapping[str, str]] = {
    "planned": "planned, not done",
    "intended": "intended, not done",
    "offered": "offered, not delivered",
    "attempted": "attempted",
    "possible": "possible",
    "probable": "probable",
    "required": "required",
    "urged": "urged",
    "hypothetical": "hypothetical",
    "unknown": "not known whether",
}
"""What is said other than that it is so."""

HEDGES: Final[Mapping[str, str]] = {
    "possibility": "possibility",
    "probability_word": "word of probability",
    "approximator": "approximation",
    "allegation": "allegation",
    "assessment": "assessment",
    "intention": "intention",
    "distancing": "the writer keeps a distance",
    "unknown_truth": "truth left open",
}

PRECISIONS: Final[Mapping[str, str]] = {
    "day": "a day",
    "part_of_month": "part of a month",
    "month": "a month",
    "quarter": "a quarter",
    "half_year": "half a year",
    "year": "a year",
    "open": "one end open",
    "range": "a range",
}

RELIABILITY: Final[Mapping[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY: Final[Mapping[str, str]] = {
    "1": "confirmed",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
"""Words of the scale of NATO (STANAG 2511, AJP-2.1) for source and information."""

STATES: Final[Mapping[str, str]] = {
    "unreviewed": "not reviewed",
    "accepted": "accepted",
    "corrected": "corrected",
    "rejected": "rejected",
}

_FORMS: Final[Mapping[str, str]] = {
    "narration": "in its own voice",
    "paraphrase": "as told",
    "direct_quote": "in quotation marks",
}
_PLACED: Final = frozenset({"at", "by", "from", "in", "on", "through", "to", "via"})
_GROUPED_FROM: Final = 1_000
_FIRM: Final = frozenset({"asserted", "reported"})
_NOT_SO: Final = frozenset({"denied", "retracted"})


class Names:
    """The named things of a reading by id; what is not there goes by its id."""

    def __init__(self, reading: Reading) -> None:
        self._seats = Seats.of(reading.entities, reading.claims)
        self._named = self._seats.named

    def get(self, entity: str | None) -> Named | None:
        """The named thing, ``None`` where the reading has none of this id."""
        return None if entity is None else self._named.get(entity)

    def name(self, entity: str) -> str:
        """Its name, or the id."""
        named = self._named.get(entity)
        return named.name if named else entity

    def state_of(self, entity: str) -> str | None:
        """The country for which a body, or a person who holds an office in it, speaks."""
        return self._seats.state(entity)

    def country(self, code: str) -> str:
        """Name of a country as the text has it, or its code."""
        rows = (n.name for n in self._named.values() if n.schema == "Country" and n.country == code)
        return next(rows, code)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the reading in which it stands, whose things it names."""

    reading: Reading
    claim: ReadClaim
    names: Names


def all_told(readings: Iterable[Reading]) -> Iterator[Told]:
    """Every claim of every reading, in the order of the texts."""
    for reading in readings:
        names = Names(reading)
        for claim in in_order(reading):
            yield Told(reading, claim, names)


def in_order(reading: Reading) -> list[ReadClaim]:
    """The claims of a reading as their first words stand in the text."""

    def place(claim: ReadClaim) -> tuple[int, int]:
        return min(((span.start, span.end) for span in claim.spans), default=(0, 0))

    return sorted(reading.claims, key=place)


def is_hedged(claim: ReadClaim) -> bool:
    """Whether the source holds anything back: such a claim can hold an order, never block it."""
    return claim.stance not in _FIRM or claim.modality != "asserted" or bool(claim.hedges)


def says_not(claim: ReadClaim) -> bool:
    """Whether the claim says that something is *not* so, or takes it back."""
    return claim.polarity == "negative" or claim.stance in _NOT_SO


def origin_of(told: Told) -> str:
    """Whose statement a claim is in the end: ten articles that repeat one speaker are one origin.

    The last of the chain; for public bodies and those who hold office in them the state. Where
    nobody but the publisher speaks, the origin from which the document says that it is derived goes
    first, and the issuer before the publisher.
    """
    chain, names, source = told.claim.attribution, told.names, told.reading.source
    speaker = chain[-1] if chain else None
    own_voice = all(link.form == "narration" for link in chain)
    if own_voice and source.derived_from:
        return source.derived_from
    state = names.state_of(speaker.source) if speaker else None
    if state:
        return names.country(state)
    given = source.issuer if own_voice else None
    return given or (speaker.name if speaker else source.publisher) or "unknown source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One origin of claims.

    Attributes:
        speakers: Those who speak for it, by name.
        documents: Titles of the documents that carry its claims.
    """

    name: str
    count: int
    speakers: tuple[str, ...]
    documents: tuple[str, ...]


def origins(told: Iterable[Told]) -> tuple[Origin, ...]:
    """The distinct origins of claims, letter case aside, the one with most claims first."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    speakers: dict[str, dict[str, None]] = {}
    documents: dict[str, dict[str, None]] = {}
    for one in told:
        name, source = origin_of(one), one.reading.source
        key = " ".join(name.casefold().split())
        names.setdefault(key, name)
        counts[key] = counts.get(key, 0) + 1
        documents.setdefault(key, {})[document_name(source)] = None
        if one.claim.attribution and one.claim.attribution[-1].name != names[key]:
            speakers.setdefault(key, {})[one.claim.attribution[-1].name] = None
    found = [
        Origin(
            name=name,
            count=counts[key],
            speakers=tuple(speakers.get(key, ())),
            documents=tuple(documents[key]),
        )
        for key, name in names.items()
    ]
    return tuple(sorted(found, key=lambda row: -row.count))


def document_name(source: Source) -> str:
    """By what a person knows a document: its title, else its file, else its id."""
    return source.title or source.file or source.id


def predicate_words(predicate: str) -> str:
    """``helps_build`` becomes ``helps build``."""
    return predicate.replace("_", " ")


def claim_sentence(claim: ReadClaim, names: Names) -> str:
    """The claim in one line, its hedge before it: ``alleged: plant · located in · Alabuga``."""
    said = [names.name(claim.subject), predicate_words(claim.predicate)]
    if claim.object is not None:
        said.append(names.name(claim.object))
    if claim.value:
        said.append(claim.value)
    return "".join(f"{word}: " for word in caution_words(claim)) + " · ".join(said)


def caution_words(claim: ReadClaim) -> list[str]:
    """The words without which a claim would say more than its source."""
    found: list[str] = [] if claim.stance in _FIRM else [claim.stance]
    if claim.modality != "asserted":
        found.append("not known whether" if claim.modality == "unknown" else claim.modality)
    if claim.polarity == "negative":
        found.append("not so")
    return found


def chain_words(claim: ReadClaim) -> str:
    """The speakers from publisher to source: ``Anadolu Agency > White House > John Kirby``."""
    return " > ".join(link.name for link in claim.attribution)


def link_words(link: Attribution) -> str:
    """How one link of the chain says it: ``said, as told, by statement, 2023-06-09``."""
    said = [f"“{link.verb}”" if link.verb else "", _FORMS.get(link.form, link.form)]
    said.append(_channel_words(link.channel))
    said.append(link.time or "")
    said.append("carried over from the sentence before" if link.inherited else "")
    return ", ".join(filter(None, said))


def _channel_words(channel: str | None) -> str:
    """``by a statement``; a channel that is told with its own word of place stays as it is."""
    if not channel:
        return ""
    return channel if channel.split()[0].lower() in _PLACED else f"by {channel}"


def time_words(time: TimeRef) -> str:
    """An interval: ``2024-01-01 to 2024-03-31``, ``since 2022-08-01``, ``2023-06-09``."""
    if time.start is None and time.end is None:
        return "not known when"
    if time.start is None:
        return f"until {time.end}"
    if time.end is None:
        return f"since {time.start}"
    return time.start if time.start == time.end else f"{time.start} to {time.end}"


def amount_words(amount: Amount) -> str:
    """``about 680 mi``, ``200 to 999 (vague)``; a count has no unit."""
    unit = "" if amount.unit == "count" else f" {amount.unit}"
    if amount.value is not None:
        return f"{'about ' if amount.about else ''}{_grouped(amount.value)}{unit}"
    ends = [_grouped(end) for end in (amount.minimum, amount.maximum) if end is not None]
    if not ends:
        return "no figure"
    if amount.maximum is None:
        return f"at least {ends[0]}{unit}"
    if amount.minimum is None:
        return f"at most {ends[0]}{unit}"
    return f"{' to '.join(ends)}{unit}"


def _grouped(value: float) -> str:
    """A number with a comma at each thousand."""
    if not math.isfinite(value) or abs(value) < _GROUPED_FROM:
        return figure(value)
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def leg_words(leg: RouteLeg, names: Names) -> str:
    """``Amirabad → Makhachkala via the Caspian Sea, mode not stated``."""
    ends = [names.name(end) if end else "not told" for end in (leg.origin, leg.destination)]
    said = " → ".join(ends)
    if leg.via:
        said += " via " + ", ".join(names.name(place) for place in leg.via)
    if leg.mode is None:
        return f"{said}, mode not stated"
    return f"{said}, by {leg.mode}" + ("" if leg.mode_stated else " (implied, not stated)")


def roles_words(claim: ReadClaim, names: Names) -> tuple[tuple[str, str], ...]:
    """Further parts of a claim: role and name."""
    return tuple(
        (predicate_words(role), names.name(entity)) for role, entity in claim.roles.items()
    )


def settled(named: Named) -> PlaceCandidate | None:
    """The one place that is left of those a name can mean, ``None`` where several stand."""
    return next((one for one in named.candidates if one.id == named.chosen), None)


def review_of(claim: ReadClaim, reviews: Mapping[str, Review]) -> Review:
    """What a reviewer said of the claim; unreviewed where there is nothing."""
    return reviews.get(claim.id) or Review(claim=claim.id)


def by_claim(reviews: Mapping[str, Review] | Sequence[Review]) -> dict[str, Review]:
    """Reviews by claim; of several on one claim the last given stands."""
    rows = reviews.values() if isinstance(reviews, Mapping) else reviews
    return {review.claim: review for review in rows}


def claims_words(count: int) -> str:
    """``1 claim``, ``2 claims``."""
    return count_words(count, "claim")
