"""A transaction: what is ordered, by whom, for whom, and how it travels.

The field names are the contract of the project (``docs/reference/transaction.md``). A field that is
``None`` is *unknown*; an empty tuple is *known to be none*. Unknown never counts as "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

PartyRole = Literal[
    "seller",
    "buyer",
    "consignee",
    "intermediate_consignee",
    "end_user",
    "forwarder",
    "carrier",
    "bank",
    "broker",
    "notify",
    "payer",
    "manufacturer",
]
PartyType = Literal["company", "person", "vessel", "aircraft", "government", "unknown"]
Mode = Literal["sea", "air", "road", "rail", "river", "mail", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody who owns or controls a party.

    Attributes:
        percent: Share in per cent, 0 to 100; ``None`` is unknown, never 0.
        control: Whether the owner controls the party by other means than the share.
        owners: The owner's own owners, for indirect holdings; ``None`` is unknown.
    """

    name: str
    type: PartyType = "unknown"
    country: str | None = None
    percent: float | None = None
    control: bool | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    birth_date: str | None = None
    owners: tuple[Owner, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone who takes part in a transaction.

    Attributes:
        country: ISO 3166-1 alpha-2.
        identifiers: By kind: ``registration``, ``tax``, ``lei``, ``imo``, ``duns``, ``passport`` …
        birth_date: ISO 8601, may be partial (``1978``, ``1978-01``).
        founded: ISO 8601, may be partial.
        owners: ``None`` is unknown; ``()`` says that nobody holds a share worth naming.
    """

    role: PartyRole
    name: str
    aliases: tuple[str, ...] = ()
    type: PartyType = "unknown"
    country: str | None = None
    address: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    birth_date: str | None = None
    founded: str | None = None
    industry: str | None = None
    website: str | None = None
    email: str | None = None
    owners: tuple[Owner, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of goods.

    Attributes:
        hs_code: 6 to 10 digits, kept as text without dots (``010121`` keeps its zero).
        eccn: ECCN or EU dual-use number, upper case (``3A001.a.2``), or ``EAR99``.
        value: In the currency of the transaction.
        us_content_percent: Controlled US content, 0 to 100.
    """

    line: int | None = None
    description: str | None = None
    manufacturer: str | None = None
    part_number: str | None = None
    hs_code: str | None = None
    eccn: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    value: Decimal | None = None
    origin: str | None = None
    us_content_percent: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackEvent:
    """Something on a ship's track, as ``holdpoint track`` tells it.

    Attributes:
        what: ``gap``, ``encounter``, ``two_places`` …: the kinds of :mod:`holdpoint.tracks`.
        tier: ``note``, ``question`` or ``strong``.
        start: ISO 8601, UTC; ``None`` where the file gives no times.
        reach: Watched or listed ports that could have been called at in a gap, or at which a stop
            was.
    """

    what: str
    tier: str
    detail: str
    start: str | None = None
    end: str | None = None
    hours: Decimal | None = None
    reach: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What was read of a ship's positions.

    Attributes:
        source: Name of the file.
        start: Time of the first position, ISO 8601; ``None`` where the file gives no times.
        end: Time of the last one.
    """

    source: str
    start: str | None = None
    end: str | None = None
    events: tuple[TrackEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vessel:
    """A ship as the order names it.

    Attributes:
        track: What her positions show; ``None`` where none were read.
    """

    name: str | None = None
    imo: str | None = None
    mmsi: str | None = None
    flag: str | None = None
    track: Track | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One leg of the route.

    Attributes:
        from_place: Where it begins: UN/LOCODE, IATA, ICAO, ``lat,lon`` or free text. ``from`` in
            files.
        to_place: Where it ends. ``to`` in files.
        depart: ISO 8601 date.
        arrive: ISO 8601 date.
    """

    mode: Mode = "unknown"
    from_place: str | None = None
    to_place: str | None = None
    depart: str | None = None
    arrive: str | None = None
    carrier: str | None = None
    vessel: Vessel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How and by whom the order is paid."""

    method: str | None = None
    payer: str | None = None
    payer_country: str | None = None
    bank: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUse:
    """What the goods are for, as the customer states it."""

    statement: str | None = None
    certificate: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence that the exporter holds for this transaction.

    Attributes:
        regime: Authority that gave it, such as ``US/BIS``, ``US/OFAC``, ``EU``, ``UK``.
        expires: ISO 8601 date, the last day on which it is good.
    """

    regime: str
    number: str | None = None
    expires: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """An order, as it stands before the goods leave.

    Attributes:
        date: ISO 8601; the law of this day is applied.
        jurisdictions: Regimes whose law binds the exporter: ``US``, ``EU``, ``UK``, ``UN`` …;
            ``None`` leaves it to the company's policy.
        route: ``None`` is unknown.
        licences: ``None`` is unknown; ``()`` says there is none.
        answers: Replies to due-diligence questions, by key.
    """

    id: str
    date: str | None = None
    exporter_country: str | None = None
    destination_country: str | None = None
    jurisdictions: tuple[str, ...] | None = None
    value: Money | None = None
    incoterm: str | None = None
    payment: Payment | None = None
    parties: tuple[Party, ...] = ()
    items: tuple[Item, ...] | None = None
    route: tuple[Leg, ...] | None = None
    end_use: EndUse | None = None
    licences: tuple[Licence, ...] | None = None
    answers: Mapping[str, bool | str | float] = field(default_factory=dict)
    notes: str | None = None
