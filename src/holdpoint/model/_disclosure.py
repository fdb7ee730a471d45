"""What a document says, claim by claim: each on a quote, with its speaker, its hedge and its time.

A claim is what a source said, not what is true. These are the words in which
:mod:`holdpoint.disclosures` answers and a snapshot is told of accepted claims. Offsets count
Unicode code points of the kept text, the end is exclusive, and ``text[start:end] == quote`` holds
for every span.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from holdpoint._quick import quick

ClaimKind = Literal[
    "relation",
    "event",
    "attribute",
    "quantity",
    "route",
    "legal",
    "obligation",
    "evidence",
    "assessment",
    "statement",
]
Stance = Literal["asserted", "reported", "alleged", "contended", "assessed", "denied", "retracted"]
Modality = Literal[
    "asserted",
    "planned",
    "intended",
    "offered",
    "attempted",
    "possible",
    "probable",
    "required",
    "urged",
    "hypothetical",
    "unknown",
]
Polarity = Literal["positive", "negative"]
AttributionForm = Literal["narration", "paraphrase", "direct_quote"]
Precision = Literal[
    "day", "part_of_month", "month", "quarter", "half_year", "year", "open", "range"
]
HedgeKind = Literal[
    "possibility",
    "probability_word",
    "approximator",
    "allegation",
    "assessment",
    "intention",
    "distancing",
    "unknown_truth",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place in the kept text: ``text[start:end] == quote``."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The immutable version of the text on which all spans of a reading stand.

    Attributes:
        id: ``doc-`` and the first 16 hex digits of ``sha256``.
        sha256: Of the kept text in UTF-8.
        raw_sha256: Of the bytes as they came.
        media: ``text``, ``markdown``, ``html``, ``pdf``, ``email``.
        published: ISO 8601 day; ``None`` where neither the document nor the reader gives one.
        published_basis: Where that day was read (``given``, ``header``, ``meta tag`` …).
        publisher: Who printed the text; ``issuer``: whose statement it is.
        language: ISO 639-1, ``None`` where it could not be told.
        retrieved: ISO 8601 day on which it was fetched, where known; never the clock.
        derived_from: Name of the origin where the text says that it repeats another.
    """

    id: str
    sha256: str
    raw_sha256: str
    media: str
    title: str | None = None
    publisher: str | None = None
    issuer: str | None = None
    published: str | None = None
    published_basis: str = "unknown"
    url: str | None = None
    language: str | None = None
    retrieved: str | None = None
    derived_from: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One naming: ``form`` is ``name``, ``alias``, ``metonym``, ``description``, ``pronoun``."""

    span: Span
    form: str = "name"


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A place that a name can mean. WGS84 degrees; ``score`` in 0..1 orders, no probability."""

    id: str
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    uncertainty_km: float
    score: float
    source: str


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One thing of which the text speaks, with every mention that was tied to it.

    Attributes:
        id: Stable in a document: a slug of the name (``white-house``).
        schema: A FollowTheMoney schema (``Person``, ``Company``, ``Organization``, ``PublicBody``,
            ``Vessel``, ``Airplane``, ``Country``, ``Place`` …) or ``Site``, ``Goods``, ``Law``.
        name: The fullest form in the text.
        resolved: ``False`` for what the text does not name (``drone plant``).
        candidates: For places: all, best first; several that stand are several.
        chosen: Id of the candidate, only where nothing else is left; never a guess.
        identifiers: As printed (``imo`` → ``9107655``), check digits verified.
        goods: Ids of goods-list categories that goods name.
    """

    id: str
    schema: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    country: str | None = None
    role: str | None = None
    resolved: bool = True
    candidates: tuple[PlaceCandidate, ...] = ()
    chosen: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    goods: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """A word by which the source holds back, and what kind it is."""

    cue: Span
    kind: HedgeKind


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One link of the chain from the publisher to the speaker, outermost first.

    Attributes:
        source: Id of a :class:`Named`, or of none where the source is not named in the text.
        verb: The verb of saying in the text; ``None`` for narration.
        inherited: ``True`` where a sentence without a verb of saying goes on with the last speaker.
        span: Where the text says so; ``None`` for narration and where inherited.
    """

    source: str
    name: str
    form: AttributionForm
    verb: str | None = None
    channel: str | None = None
    time: str | None = None
    inherited: bool = False
    span: Span | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRef:
    """A time in the text, resolved against the day of publication.

    Attributes:
        start: First day, ISO 8601; ``None`` is open or unknown.
        end: Last day, inclusive; ``None`` is open or unknown.
        precision: ``part_of_month`` is "early June"; ``open`` has one end.
        rule: By which reading the interval came about, in words.
        of: What it dates (``designation``, ``event`` …), where told.
    """

    span: Span
    start: str | None
    end: str | None
    precision: Precision
    rule: str
    of: str | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A quantity in the text: a value or a range; ``unit`` canonical (``km``, ``USD``, ``count``).

    Attributes:
        value: ``None`` where the text gives no single number; a vague amount ("hundreds") has only
            the order that its word tells, in ``minimum`` and ``maximum``.
        about: ``True`` where the text rounds ("about", "some", "hundreds of").
        of: What is counted, in the text's words.
    """

    span: Span
    value: float | None
    unit: str
    minimum: float | None = None
    maximum: float | None = None
    about: bool = False
    of: str | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLeg:
    """One leg of a route that the text tells; legs with one ``order`` are branches."""

    order: int
    origin: str | None
    destination: str | None
    via: tuple[str, ...] = ()
    mode: str | None = None
    mode_stated: bool = False
    spans: tuple[Span, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClaim:
    """What a source said, on the words in which it said it.

    Attributes:
        id: ``claim-`` and the first 16 hex digits of the hash of document, predicate, subject,
            object, roles and spans: the same text gives the same id.
        predicate: From the closed list in ``disclosures/data/predicates.csv``.
        subject: Id of a :class:`Named`; ``object`` likewise, or ``None``.
        value: What is said where no named thing is the object.
        roles: Further named things by role (``beneficiary`` → ``russia``).
        spans: At least one. No span, no claim.
        attribution: Outermost first; at least the publisher's narration.
        confidence: Of the *reading*, 0..1; says nothing of the truth.
        recorded: Day on which the document came in (retrieved or published), never the clock.
        extractor: ``rules`` or the name of the model that proposed it.
    """

    id: str
    document: str
    kind: ClaimKind
    predicate: str
    subject: str
    object: str | None
    spans: tuple[Span, ...]
    attribution: tuple[Attribution, ...]
    stance: Stance
    modality: Modality = "asserted"
    polarity: Polarity = "positive"
    value: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    hedges: tuple[Hedge, ...] = ()
    time: TimeRef | None = None
    amounts: tuple[Amount, ...] = ()
    legs: tuple[RouteLeg, ...] = ()
    goods: tuple[str, ...] = ()
    confidence: float = 0.5
    recorded: str | None = None
    extractor: str = "rules"
    note: str | None = None


ClaimLinkKind = Literal["same", "supports", "contradicts", "refines", "denies", "supersedes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLink:
    """How two claims stand to each other. A link, never a merge."""

    kind: ClaimLinkKind
    source: str
    target: str
    why: str


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a careful reader notices: a distance that does not fit, two places for one site.

    Attributes:
        check: Id of the check (``distance.geodesic``).
        verdict: ``agrees``, ``differs``, ``conflict``, ``open``.
        claims: Ids of the claims concerned.
    """

    check: str
    verdict: str
    explanation: str
    claims: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read of a document; ``rejected`` counts proposals without a quote by reason."""

    source: Source
    text: str
    entities: tuple[Named, ...]
    claims: tuple[ReadClaim, ...]
    times: tuple[TimeRef, ...] = ()
    amounts: tuple[Amount, ...] = ()
    links: tuple[ClaimLink, ...] = ()
    checks: tuple[Check, ...] = ()
    rejected: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


ReviewState = Literal["unreviewed", "accepted", "corrected", "rejected"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal["1", "2", "3", "4", "5", "6"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person made of a claim.

    Attributes:
        claim: Id of the claim.
        by: Who; ``at``: ISO 8601 day or time on which it was put on record.
        reliability: Of the source, A completely reliable to E unreliable, F cannot be judged.
        credibility: Of the information, 1 confirmed to 5 improbable, 6 cannot be judged. Letters
            and figures are those of the scale of NATO (STANAG 2511, AJP-2.1).
        replaced_by: Id of the claim that stands in its place, where it was corrected.
    """

    claim: str
    state: ReviewState = "unreviewed"
    by: str | None = None
    at: str | None = None
    reason: str | None = None
    reliability: Reliability = "F"
    credibility: Credibility = "6"
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """Something that shows what a claim says: a released picture, a paper, a track.

    Attributes:
        id: ``exhibit-`` and the first 16 hex digits of ``sha256``, or of the hash of ``url`` where
            no file is at hand.
        file: Name of the file, without a folder; ``None`` where it is an address only.
        sha256: Of the bytes of the file, hex; ``media`` is what those bytes are
            (``image/png``), ``size`` their number.
        captured: ISO 8601 day or time (UTC) at which it was taken; ``None`` is unknown.
        issuer: Who made it public, ``released``: on which ISO 8601 day.
        footprint: What it covers: corners (longitude, latitude) of a ring in WGS84 degrees, the
            first not repeated; one corner is a point, none is unknown.
        claims: Ids of the claims that it stands beside.
        site: Name or id of the place that it shows; pictures of one site are shown side by side.
        recorded: ISO 8601 day on which it was attached.
    """

    id: str
    title: str
    file: str | None = None
    url: str | None = None
    sha256: str | None = None
    media: str | None = None
    size: int | None = None
    captured: str | None = None
    issuer: str | None = None
    released: str | None = None
    footprint: tuple[tuple[float, float], ...] = ()
    claims: tuple[str, ...] = ()
    site: str | None = None
    recorded: str | None = None
    licence: str | None = None
    note: str | None = None
