"""One FollowTheMoney thing, with what belongs to it, into a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, cast, get_args

from holdpoint.model import EntityType, Listing, Measure
from holdpoint.sources._data import keyed, table
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._fields import put

_MEASURES = frozenset(get_args(Measure))
_LISTED = ("sanction", "debarment", "export.control", "export.control.linked")


class LineLike(Protocol):
    """One object of the file."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def schema(self) -> str:
        """Its schema."""

    @property
    def properties(self) -> Mapping[str, list[str]]:
        """Its values."""

    @property
    def datasets(self) -> tuple[str, ...]:
        """Where it comes from."""


def thing(
    entity: str,
    source: str,
    kind: EntityType,
    line: LineLike,
    folded: Sequence[LineLike],
    addresses: Sequence[LineLike],
) -> Draft:
    """The draft of a thing.

    Args:
        entity: Its id here.
        source: Id of the list.
        kind: Type of entity.
        line: The thing.
        folded: Sanctions and documents that name it as their holder.
        addresses: Address objects that it names.
    """
    draft = Draft(entity, source, kind, apart=True)
    said = line.properties
    draft.name(next(iter(said.get("name", ())), ""), "primary")
    for row in table("ftm_properties.csv"):
        for value in said.get(row["property"], ()):
            done = put(draft, row["kind"], value, row["shown"])
            if done is None:
                draft.identifier(row["kind"], value, note=row["shown"] or None)
            elif not done:
                draft.keep(row["property"], value)
    for address in addresses:
        _address(draft, address.properties)
    for other in folded:
        _fold(draft, other)
    listed = any(topic in _LISTED for topic in said.get("topics", ()))
    if listed and not any(other.schema == "Sanction" for other in folded):
        _topic(draft, line)
    return draft


def _address(draft: Draft, said: Mapping[str, list[str]]) -> None:
    def first(name: str) -> str | None:
        return next(iter(said.get(name, ())), None)

    parts = {
        "street": first("street"),
        "city": first("city"),
        "region": first("region") or first("state"),
        "postcode": first("postalCode"),
    }
    known = {key: value for key, value in parts.items() if value}
    text = None if known.get("street") else first("full")
    draft.address(text=text, country=first("country"), **({} if text else known))


def _fold(draft: Draft, other: LineLike) -> None:
    said = other.properties
    if other.schema == "Sanction":
        draft.listing(_listing(other))
        return
    country = next(iter(said.get("country", ())), None)
    kinds = {"Passport": "passport", "CryptoWallet": "wallet"}
    names = ("publicKey",) if other.schema == "CryptoWallet" else ("number", "passportNumber")
    for name in names:
        for number in said.get(name, ()):
            label = next(iter(said.get("type", said.get("currency", ()))), None)
            draft.identifier(kinds.get(other.schema, "national_id"), number, country, label)


def _listing(line: LineLike) -> Listing:
    said = line.properties

    def first(name: str) -> str | None:
        return next(iter(said.get(name, ())), None)

    row = _dataset(line.datasets)
    named = [*said.get("program", ()), *said.get("programId", ())]
    parts = [*said.get("provisions", ()), *said.get("reason", ()), *said.get("summary", ())]
    measure = row["measure"] if row else (first("provisions") or "")
    return Listing(
        authority=row["authority"] if row else first("authority") or "unknown",
        list=row["list"] if row else next(iter(line.datasets), "unknown"),
        measure=cast("Measure", measure) if measure in _MEASURES else "information",
        programmes=tuple(dict.fromkeys(named)),
        legal_basis=first("legalBasis") or first("program"),
        listed_on=when(first("startDate") or first("listingDate") or ""),
        until=when(first("endDate") or ""),
        reference=first("authorityId") or first("unscId"),
        url=first("sourceUrl"),
        basis="secondary",
        note="; ".join(dict.fromkeys(parts)) or None,
    )


def _dataset(names: Sequence[str]) -> Mapping[str, str] | None:
    for name in names:
        for prefix, row in keyed("ftm_datasets.csv", "prefix").items():
            if name.startswith(prefix):
                return row
    return None


def _topic(draft: Draft, line: LineLike) -> None:
    """Data that only says "is sanctioned" does not say by whom: shown, without legal effect."""
    draft.listing(
        Listing(
            authority="unknown",
            list=", ".join(line.datasets) or "unknown",
            measure="information",
            basis="secondary",
            note="topics: " + ", ".join(line.properties.get("topics", ())),
        )
    )
