"""The rest of what the product knows: sources, goods lists, places, corridors, claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from holdpoint.model._disclosure import Attribution, Hedge, Polarity, Span
from holdpoint.model._entity import Basis

ClaimEffect = Literal["asserted", "hedged", "none"]
"""What a claim can do at most. ``asserted``: said without a hedge. ``hedged``: the source holds
back. ``none``: taken back, or said not to be so. Even the first can hold an order, never block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """One edition of one source, as it stands in a snapshot's manifest.

    Attributes:
        id: Short stable id (``us-ofac-sdn``).
        list_date: The list's own date, ISO 8601; ``None`` where it prints none.
        date_basis: Where that date was read (``inside the file``, ``file name``, ``unknown``).
        retrieved: ISO 8601 date on which the file was fetched, where known. Not part of the
            snapshot's id.
        sha256: Of the uncompressed bytes, one for each file, by file name.
        rows: Records in the file; always ``read + refused``.
        read: Records that became facts.
        refused: Records that were refused, each with a reason in the build report.
        entities: Entities that came of them.
    """

    id: str
    title: str
    publisher: str
    authority: str
    format: str
    url: str | None = None
    licence: str | None = None
    list_date: str | None = None
    date_basis: str = "unknown"
    retrieved: str | None = None
    sha256: Mapping[str, str] = field(default_factory=dict)
    rows: int = 0
    read: int = 0
    refused: int = 0
    entities: int = 0
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsEntry:
    """One line of a goods list.

    Attributes:
        list: Id of the list (``EAR_746_SUPP7``, ``CHPL``, ``EU_2023_1529_ANNEX_II`` …).
        code: HS/CN digits, or an ECCN; the item's code must begin with it. Empty where the list
            describes goods without a code.
        code_kind: ``hs``, ``eccn`` or ``text``.
        needs_description: ``True`` ("ex" codes): code *and* description must fit.
        tier: Tier or category in the list's own words.
        valid_from: ISO 8601; ``None`` is not verified, never "always".
        valid_to: Last day, inclusive; ``None`` is open.
    """

    list: str
    code: str
    code_kind: str
    description: str
    needs_description: bool = False
    tier: str | None = None
    jurisdiction: str = ""
    valid_from: str | None = None
    valid_to: str | None = None
    source: str = ""
    url: str | None = None
    basis: Basis = "not_verified"
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceListing:
    """A legal act that names a place."""

    authority: str
    act: str
    annex: str
    effect: str
    article: str | None = None
    in_force_from: str | None = None
    in_force_until: str | None = None
    url: str | None = None
    basis: Basis = "not_verified"
    note: str | None = None


Ring = tuple[tuple[float, float], ...]
"""Corners of an area in WGS84 degrees, latitude first; the last is the first again."""

Polygon = tuple[Ring, ...]
"""An outer ring and the rings of its holes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOutline:
    """The area that a place covers, as somebody drew it.

    Attributes:
        polygons: Its parts; edges are straight in longitude and latitude (RFC 7946).
        edge_km: How far the true edge may lie from the one that is drawn.
        source: Who drew it, and from what.
        source_date: ISO 8601 date of that.
    """

    polygons: tuple[Polygon, ...]
    edge_km: float
    source: str
    source_date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place and how surely we know where it is. WGS84 degrees.

    Attributes:
        kind: ``port``, ``airport``, ``air_base``, ``zone``, ``town``, ``country`` …
        uncertainty_km: Radius in which the real place is believed to lie, seen from the point.
        codes: ``unlocode``, ``iata``, ``icao`` …
        address_tokens: Words and postcodes by which an address gives the place away.
        watched: ``True`` for a site that a disclosure or a law points at.
        claims: Ids of accepted claims that speak of it as a site: it is watched for their sake too.
        outline: The area that it covers; ``None`` where only the point is known.
    """

    id: str
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    uncertainty_km: float
    coordinate_basis: str = ""
    region: str | None = None
    aliases: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    address_tokens: tuple[str, ...] = ()
    watched: bool = False
    listings: tuple[PlaceListing, ...] = ()
    source: str = ""
    basis: Basis = "not_verified"
    note: str | None = None
    claims: tuple[str, ...] = ()
    outline: PlaceOutline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """An outline that somebody gives, for a place that is known or for a new one.

    Attributes:
        id: Of the place.
        outline: Its area.
        place: The place itself where it is a new one; ``None`` for one that is known already.
    """

    id: str
    outline: PlaceOutline
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorLeg:
    """One leg of a watched corridor, by place ids; legs with one ``order`` are branches."""

    order: int
    from_place: str
    to_place: str
    mode: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """A route that a source reported. Evidence for a hold, never for a block.

    Attributes:
        claim: Id of the accepted claim that tells it; ``None`` for the starter knowledge's own.
    """

    id: str
    name: str
    legs: tuple[CorridorLeg, ...]
    source: str
    source_date: str
    stance: str
    goods: str = ""
    direction: str = ""
    url: str | None = None
    note: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a source said, not what is true.

    Claims of the starter knowledge have the first attributes only; those that a person accepted in
    a store of claims have them all.

    Attributes:
        statement: The claim in words: the project's own, or made of the names and the predicate.
        attribution: Who said it, from publisher to speaker.
        stance: ``asserted``, ``reported``, ``alleged``, ``assessed``, ``denied`` …
        modality: ``asserted``, ``planned``, ``possible`` …
        about: Ids of places, corridors or names that it speaks of.
        document: Id of the document (``doc-…``); ``text_sha256`` is the hash of its kept text.
        spans: The words on which it stands, with their offsets in that text.
        chain: Who said it, with verb and place, outermost first; ``attribution`` has the names.
        hedges: Words by which the source holds back.
        effect: What it can do at most; ``None`` where nobody reviewed it.
        recorded: ISO 8601 day on which the document came in; never the clock of a build.
        reviewed: ISO 8601 day of the review.
        reliability: The reviewer's code of the source, A to F (F: cannot be judged).
        credibility: The reviewer's code of the information, 1 to 6 (6: cannot be judged).
        valid_from: First day of which it speaks, where told; ``valid_to`` the last.
        parties: Ids of the entities that it names as parties.
        places: Ids of the places that it names as sites.
        corridors: Ids of the corridors that it tells.
        goods: Categories of goods that it names; ``goods_for`` the countries that they are for.
        conflicts: Ids of accepted claims that contradict or deny it, or that it denies.
        origins: Number of sources from which it and the claims that support it come; ten articles
            on one statement are one.
    """

    id: str
    statement: str
    predicate: str
    subject: str
    object: str
    attribution: tuple[str, ...]
    stance: str
    modality: str
    published: str
    about: tuple[str, ...] = ()
    url: str | None = None
    basis: Basis = "not_verified"
    note: str | None = None
    polarity: Polarity | None = None
    document: str | None = None
    text_sha256: str | None = None
    title: str | None = None
    publisher: str | None = None
    spans: tuple[Span, ...] = ()
    chain: tuple[Attribution, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    effect: ClaimEffect | None = None
    recorded: str | None = None
    reviewed: str | None = None
    reliability: str | None = None
    credibility: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    corridors: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    goods_for: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    origins: int | None = None
