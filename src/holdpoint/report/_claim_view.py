"""One claim as a page shows it: in words, with its speakers, hedges, times and quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from holdpoint.model import Named, ReadClaim, Review
from holdpoint.report._marked import Quoted
from holdpoint.report._plain import NBSP, field_words
from holdpoint.report._told import (
    CREDIBILITY,
    HEDGES,
    MODALITIES,
    PRECISIONS,
    RELIABILITY,
    STANCES,
    STATES,
    Told,
    amount_words,
    caution_words,
    claim_sentence,
    is_hedged,
    leg_words,
    link_words,
    origin_of,
    predicate_words,
    review_of,
    roles_words,
    says_not,
    time_words,
)
from holdpoint.report._where import degrees

_LONGEST: Final = 1500
_TAIL: Final = 300

EFFECTS: Final[Mapping[str, str]] = {
    "firm": "Said without a hedge",
    "hedged": "Hedged: can hold an order, never block one",
    "not": "Denied, retracted, or said not to be so",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a quote stands: its words and the anchor of its place in the page."""

    quote: str
    anchor: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A link of the chain, and how it says it."""

    name: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim in words.

    Attributes:
        tone: ``firm``, ``hedged`` or ``not``.
        caution: Words without which it would say more than its source (``alleged``).
        badges: Stance and modality: class of the sign and words.
        facts: Label and words of what else is known.
        fine: Label and words of how it was read.
        searched: Lower-case text that a search looks into.
    """

    number: int
    id: str
    caution: tuple[str, ...]
    subject: str
    predicate: str
    object: str | None
    value: str | None
    tone: str
    effect: str
    badges: tuple[tuple[str, str], ...]
    places: tuple[Place, ...]
    speakers: tuple[Speaker, ...]
    facts: tuple[tuple[str, str], ...]
    review: str
    state: str
    fine: tuple[tuple[str, str], ...]
    label: str
    searched: str


def tone_of(claim: ReadClaim) -> str:
    """``not`` for what is said not to be so, ``hedged``, or ``firm``."""
    if says_not(claim):
        return "not"
    return "hedged" if is_hedged(claim) else "firm"


def claim_view(told: Told, number: int, reviews: Mapping[str, Review]) -> ClaimView:
    """A claim as the page shows it.

    Args:
        told: The claim in its reading.
        number: By which the page calls it.
        reviews: By claim.
    """
    claim, names = told.claim, told.names
    tone, review = tone_of(claim), review_of(claim, reviews)
    label = claim_sentence(claim, names)
    quotes = " ".join(shown_quote(span.quote) for span in claim.spans)
    speakers = " ".join(link.name for link in claim.attribution)
    return ClaimView(
        number=number,
        id=claim.id,
        caution=tuple(caution_words(claim)),
        subject=names.name(claim.subject),
        predicate=predicate_words(claim.predicate),
        object=names.name(claim.object) if claim.object is not None else None,
        value=claim.value,
        tone=tone,
        effect=EFFECTS[tone],
        badges=_badges(claim),
        places=tuple(
            Place(
                quote=shown_quote(span.quote),
                anchor=f"q{number}-{part}",
                where=f"characters {span.start:,} to {span.end:,}",
            )
            for part, span in enumerate(claim.spans, 1)
        ),
        speakers=tuple(Speaker(name=link.name, how=link_words(link)) for link in claim.attribution),
        facts=tuple(_facts(told)),
        review=review_words(review),
        state=review.state,
        fine=tuple(_fine(told)),
        label=label,
        searched=" ".join(f"{label} {quotes} {speakers}".casefold().split())[:2000],
    )


def shown_quote(quote: str) -> str:
    """A quote as a card shows it: of a very long one the beginning and the end."""
    if len(quote) <= _LONGEST:
        return quote
    cut = len(quote) - _LONGEST
    head, tail = quote[: _LONGEST - _TAIL], quote[-_TAIL:]
    return f"{head} [… {cut:,} characters, see the text …] {tail}"


def quotes_of(told: Told, number: int) -> list[Quoted]:
    """The places of a claim's words in the text."""
    label, tone = claim_sentence(told.claim, told.names)[:160], tone_of(told.claim)
    return [
        Quoted(start=s.start, end=s.end, claim=number, part=part, tone=tone, label=label)
        for part, s in enumerate(told.claim.spans, 1)
    ]


def review_words(review: Review) -> str:
    """``accepted by m.keller on 2024-03-18; source B usually reliable, information 2 …``."""
    if review.state == "unreviewed":
        return "not reviewed by a person"
    said = STATES[review.state]
    said += f" by {review.by}" if review.by else ""
    said += f" on {review.at}" if review.at else ""
    codes = f"source {review.reliability} ({RELIABILITY[review.reliability]})"
    codes += f", information {review.credibility} ({CREDIBILITY[review.credibility]})"
    parts = [said, codes, review.reason or ""]
    parts.append(f"in its place: {review.replaced_by}" if review.replaced_by else "")
    return "; ".join(filter(None, parts))


def named_words(named: Named) -> list[str]:
    """The places that a name can mean, best first, each with what is known of it."""
    found = []
    for one in named.candidates:
        said = [predicate_words(one.kind), one.country or "country not known"]
        if one.lat is not None and one.lon is not None:
            said.append(f"{degrees(one.lat, one.lon)} ±{NBSP}{one.uncertainty_km:g}{NBSP}km")
        said += [f"score {one.score:.2f}", one.source]
        chosen = "taken: " if one.id == named.chosen else ""
        found.append(f"{chosen}{one.name} ({', '.join(said)})")
    return found


def _badges(claim: ReadClaim) -> tuple[tuple[str, str], ...]:
    found = [(f"s-{claim.stance}", STANCES.get(claim.stance, claim.stance))]
    if claim.modality != "asserted":
        found.append(("m-open", MODALITIES.get(claim.modality, claim.modality)))
    if claim.polarity == "negative":
        found.append(("p-not", "said not to be so"))
    return tuple(found)


def _facts(told: Told) -> Iterable[tuple[str, str]]:
    claim, names = told.claim, told.names
    if claim.hedges:
        cues = (f"“{h.cue.quote}” ({HEDGES.get(h.kind, h.kind)})" for h in claim.hedges)
        yield "Hedge words", "; ".join(cues)
    if claim.time is not None:
        time = claim.time
        precision = PRECISIONS.get(time.precision, time.precision)
        yield "When", f"{time_words(time)}, {precision}: “{time.span.quote}”, {time.rule}"
    for amount in claim.amounts:
        said = f": “{amount.span.quote}”"
        yield "How much", f"{amount_words(amount)}{said}"
    for role, name in roles_words(claim, names):
        yield field_words(role), name
    for leg in sorted(claim.legs, key=lambda leg: leg.order):
        yield f"Leg {leg.order}", leg_words(leg, names)
    if claim.goods:
        yield "Goods lists", ", ".join(claim.goods)
    if claim.note:
        yield "Note", claim.note


def _fine(told: Told) -> Iterable[tuple[str, str]]:
    claim = told.claim
    yield "Confidence of the reading", f"{claim.confidence:.2f}; says nothing of the truth"
    yield "Origin", origin_of(told)
    yield "Kind", claim.kind
    yield "Read by", claim.extractor
    yield "On record since", claim.recorded or "unknown"
    yield "Id", claim.id


def numbered(told: Sequence[Told]) -> dict[str, int]:
    """The number of each claim on the page, by id; of one told twice the first."""
    found: dict[str, int] = {}
    for number, one in enumerate(told, 1):
        found.setdefault(one.claim.id, number)
    return found
