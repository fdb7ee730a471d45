"""What the lists say about parties: entities, their names, their listings and their links.

Partial dates are text: ``1978``, ``1978-01``, ``1978-01-28``, a range ``1970/1975``, and ``~`` at
the end where the source says "circa".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from holdpoint._quick import quick

EntityType = Literal["company", "person", "vessel", "aircraft", "government", "site", "unknown"]
NameKind = Literal["primary", "strong", "weak", "former", "original"]
Measure = Literal[
    "blocking",  # property and dealings blocked (US/OFAC SDN)
    "asset_freeze",  # funds and economic resources frozen (EU, UK, UN)
    "licence_requirement",  # exports to the party need a licence (US Entity List)
    "military_end_user",  # licence for listed items to a military end user (US MEU)
    "unverified",  # no licence exceptions, statement needed (US UVL)
    "denial_order",  # no part in any export (US DPL)
    "debarment",  # no part in defence trade (US DTC)
    "nonproliferation",  # US State ISN
    "sectoral",  # directive-specific dealings (US SSI, EU financing limits)
    "securities",  # dealing in the party's securities (US CMIC)
    "correspondent_account",  # US CAPTA
    "menu_based",  # US NS-MBS, see entry
    "arms_embargo",
    "travel_ban",
    "transport_ban",  # port, lock, airport, vessel or aircraft access
    "transaction_ban",  # no transaction with the party or place
    "trade_restriction",  # tighter export rules for the party (EU 833/2014 Annex IV)
    "services_ban",
    "investment_ban",
    "private",  # the firm's own list
    "is_informed",  # a letter to the firm from its authority
    "information",  # named, without legal effect
]
Basis = Literal["official", "read", "secondary", "not_verified"]


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of an entity, as the list prints it."""

    text: str
    kind: NameKind = "primary"
    language: str | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address, whole (``text``) or in parts. Country is ISO 3166-1 alpha-2."""

    text: str | None = None
    street: str | None = None
    city: str | None = None
    region: str | None = None
    postcode: str | None = None
    country: str | None = None

    def line(self) -> str:
        """The address as one line, for people; the parts that are there, in order."""
        parts = (self.text, self.street, self.city, self.region, self.postcode, self.country)
        return ", ".join(part for part in parts if part)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A number that some register gave out.

    Attributes:
        kind: ``registration``, ``tax``, ``passport``, ``national_id``, ``imo``, ``mmsi``,
            ``call_sign``, ``lei``, ``bic``, ``duns``, ``inn``, ``ogrn``, ``kpp``, ``okpo``,
            ``usci``, ``website``, ``email``, ``phone``, ``wallet``, ``other``.
        value: As printed, outer spaces removed.
        country: Issuer, ISO 3166-1 alpha-2, where stated.
        note: The list's own label or remark ("expires 2026-04-29").
    """

    kind: str
    value: str
    country: str | None = None
    note: str | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Why an entity is on a list, and what follows from it.

    Attributes:
        authority: Who lists: ``US/OFAC``, ``US/BIS``, ``US/State``, ``EU``, ``UK``, ``UN``,
            ``company`` …
        list: Short name of the list (``SDN``, ``EL``, ``Reg (EU) 269/2014 Annex I``).
        measure: The legal effect; rules depend on it.
        programmes: The list's own programme codes.
        legal_basis: Citation as printed or known for this list.
        listed_on: ISO 8601 date of the listing; ``None`` where the list does not say.
        until: Last day of the listing, where it has one.
        seen_on: Day of the oldest edition at hand that holds the entry. Where ``listed_on`` is
            ``None``, the listing is certain from here on.
        absent_on: Day of the newest older edition that does not hold it.
        reference: The entry's own number on the list.
        basis: How surely this is known: read from an official list, read in a legal text,
            from a secondary source, or not verified.
        note: Anything a reader must know ("licence policy: presumption of denial").
    """

    authority: str
    list: str
    measure: Measure
    programmes: tuple[str, ...] = ()
    legal_basis: str | None = None
    listed_on: str | None = None
    until: str | None = None
    seen_on: str | None = None
    absent_on: str | None = None
    reference: str | None = None
    url: str | None = None
    basis: Basis = "official"
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VesselFacts:
    """What a list says of a ship beyond its numbers (those are identifiers)."""

    vessel_type: str | None = None
    flag: str | None = None
    former_flags: tuple[str, ...] = ()
    gross_tonnage: str | None = None
    dead_weight: str | None = None
    built: str | None = None
    owner: str | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entry of one list (or one row of the starter knowledge).

    Entries of several lists are never merged: each keeps its own facts.

    Attributes:
        id: ``source:key``, stable between editions (``us-ofac-sdn:45708``).
        source: Id of the source it came from.
        names: At least one; the first is the primary name.
        countries: ISO 3166-1 alpha-2, any association the list states.
        extra: Fields of the list that fit nowhere else, label to text.
    """

    id: str
    source: str
    type: EntityType
    names: tuple[Name, ...]
    countries: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    birth_dates: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    founded: tuple[str, ...] = ()
    gender: str | None = None
    titles: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    vessel: VesselFacts | None = None
    listings: tuple[Listing, ...] = ()
    remarks: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def caption(self) -> str:
        """The name to show a person: the first one."""
        return self.names[0].text


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link between two entities, as a source states it. A link lists nobody.

    Attributes:
        subject: Entity id.
        relation: ``linked_to``, ``owned_by``, ``operated_by``, ``managed_by``, ``officer_of``,
            ``part_of``, ``acts_for``, ``supplies`` …; ``same_as`` links entries of different lists
            that are one party.
        object: Entity id where the name was found in the same knowledge, else ``None``.
        object_name: The name as the source prints it.
        percent: Share in per cent for ``owned_by``; ``None`` is unknown.
        since: ISO 8601, may be partial.
        reasons: Why, where the link was found by comparing ("same IMO number 9051648").
    """

    subject: str
    relation: str
    object_name: str
    object: str | None = None
    percent: float | None = None
    since: str | None = None
    source: str = ""
    url: str | None = None
    basis: Basis = "official"
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyQuery:
    """A party to be compared with the lists: the facts that comparison can use.

    Attributes:
        country: ISO 3166-1 alpha-2.
        birth_date: ISO 8601, may be partial.
        birth_place: As printed; a person's.
        position: What a person does or is ("general director of the plant"), as printed.
    """

    name: str
    aliases: tuple[str, ...] = ()
    type: str = "unknown"
    country: str | None = None
    address: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    birth_date: str | None = None
    gender: str | None = None
    birth_place: str | None = None
    position: str | None = None
