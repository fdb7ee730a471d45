"""Rows of the embedded files to goods lists, places, corridors, claims and sources."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import get_args

from holdpoint.knowledge._starter_rows import Reader, Row
from holdpoint.model import (
    Basis,
    Claim,
    Corridor,
    CorridorLeg,
    GoodsEntry,
    Measure,
    Place,
    PlaceListing,
    SourceInfo,
)
from holdpoint.text import hs_dotted, hs_fault

_GOODS = "list code kind description ex tier jurisdiction valid_from valid_to source url basis note"
_GOODS_LISTS = "list title authority began version source url basis note"
_TRADE_PLACES = (
    "id name kind country lat lon uncertainty_km unlocode iata icao aliases coordinate_basis"
    " source basis note"
)
_PLACES = (
    "id name kind country region lat lon uncertainty_km coordinate_basis aliases codes"
    " address_tokens watched source basis note listings"
)
_LISTINGS = "act annex article effect in_force_from url basis note"
_CORRIDORS = "id name source source_date stance goods direction url note legs"
_LEGS = "order from to mode"
_CLAIMS = (
    "id statement predicate subject object attribution stance modality published about url basis"
    " note"
)
_SOURCES = "id title publisher authority format url licence list_date date_basis note"
_CODES = {
    "hs": re.compile(r"\d{2}(\d{2}){0,4}"),
    "eccn": re.compile(r"\d[A-E]\d{3}"),
    "text": re.compile(""),
}
_LATITUDE, _LONGITUDE, _DISTANCE_KM = 90.0, 180.0, 5000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsList:
    """A goods list as a whole, whether its entries are loaded or not.

    Attributes:
        began: First day of the list, ISO 8601; ``None`` is not verified.
        version: Day of the version that the entries follow, where it is not the first.
    """

    id: str
    title: str
    authority: str
    source: str
    basis: Basis
    began: str | None = None
    version: str | None = None
    url: str | None = None
    note: str | None = None


def read_goods(reader: Reader) -> tuple[tuple[GoodsEntry, ...], tuple[GoodsList, ...]]:
    """The lines of all goods lists, and the lists."""
    lists = tuple(_goods_list(row) for row in reader.csv("goods_lists.csv", _GOODS_LISTS))
    known = {one.id for one in lists}
    return tuple(_goods(row, known) for row in reader.csv("goods.csv", _GOODS)), lists


def read_places(reader: Reader) -> tuple[Place, ...]:
    """The watched places and those mistaken for them, then the places of ordinary trade."""
    return (
        *(_place(row) for row in reader.yaml("places.yaml", "places", _PLACES)),
        *(_trade_place(row) for row in reader.csv("trade_places.csv", _TRADE_PLACES)),
    )


def read_corridors(reader: Reader, places: Collection[str]) -> tuple[Corridor, ...]:
    """The corridors; they run between ``places``."""
    rows = reader.yaml("corridors.yaml", "corridors", _CORRIDORS)
    return tuple(_corridor(row, places) for row in rows)


def read_claims(reader: Reader) -> tuple[Claim, ...]:
    """What the disclosure says."""
    return tuple(_claim(row) for row in reader.yaml("claims.yaml", "claims", _CLAIMS))


def read_sources(reader: Reader) -> tuple[SourceInfo, ...]:
    """What the embedded knowledge consists of, without counts."""
    return tuple(_source(row) for row in reader.yaml("sources.yaml", "sources", _SOURCES))


def _goods(row: Row, lists: Collection[str]) -> GoodsEntry:
    row.need("list")
    kind, code = row.choice("kind", _CODES), row.text("code") or ""
    if kind in _CODES and not _CODES[kind].fullmatch(code):
        row.wrong("code", f"is no code of kind {kind}.", "Digits only for hs; none for text.")
    elif kind == "hs" and (fault := hs_fault(code)) and not fault.older:
        near = ", ".join(map(hs_dotted, fault.nearest)) or "look it up in the tariff"
        row.wrong("code", f"no goods have this code: {fault.reason}.", f"Nearest: {near}.")
    return GoodsEntry(
        list=row.known("list", lists) or "",
        code=code,
        code_kind=kind,
        description=row.need("description"),
        needs_description=row.text("ex") == "yes",
        tier=row.text("tier"),
        jurisdiction=row.need("jurisdiction"),
        valid_from=row.date("valid_from"),
        valid_to=row.date("valid_to"),
        source=row.need("source"),
        url=row.text("url"),
        basis=row.basis(),
        note=row.text("note"),
    )


def _goods_list(row: Row) -> GoodsList:
    return GoodsList(
        id=row.need("list"),
        title=row.need("title"),
        authority=row.need("authority"),
        source=row.need("source"),
        basis=row.basis(),
        began=row.date("began"),
        version=row.date("version"),
        url=row.text("url"),
        note=row.text("note"),
    )


def _place(row: Row) -> Place:
    place = _point(row)
    return replace(
        place,
        region=row.text("region"),
        codes=row.pairs("codes"),
        address_tokens=row.many("address_tokens"),
        watched=row.text("watched") == "true",
        listings=tuple(_place_listing(member) for member in row.members("listings")),
    )


def _trade_place(row: Row) -> Place:
    codes = {kind: row.text(kind) for kind in ("unlocode", "iata", "icao")}
    return replace(_point(row), codes={kind: code for kind, code in codes.items() if code})


def _point(row: Row) -> Place:
    lat, lon = row.number("lat", -_LATITUDE, _LATITUDE), row.number("lon", -_LONGITUDE, _LONGITUDE)
    if (lat is None) != (lon is None):
        row.wrong("lat", "stands without its other half.", "Give lat and lon, or neither.")
    row.need("uncertainty_km")
    return Place(
        id=row.need("id"),
        name=row.need("name"),
        kind=row.need("kind"),
        country=row.country("country"),
        lat=lat,
        lon=lon,
        uncertainty_km=row.number("uncertainty_km", 0, _DISTANCE_KM) or 0.0,
        coordinate_basis=row.need("coordinate_basis"),
        aliases=row.many("aliases"),
        source=row.need("source"),
        basis=row.basis(),
        note=row.text("note"),
    )


def _place_listing(row: Row) -> PlaceListing:
    row.only(_LISTINGS)
    return PlaceListing(
        authority="EU",
        act=row.need("act"),
        annex=row.need("annex"),
        effect=row.choice("effect", get_args(Measure)),
        article=row.text("article"),
        in_force_from=row.date("in_force_from"),
        url=row.need("url"),
        basis=row.basis(),
        note=row.text("note"),
    )


def _corridor(row: Row, places: Collection[str]) -> Corridor:
    return Corridor(
        id=row.need("id"),
        name=row.need("name"),
        legs=tuple(_leg(member, places) for member in row.members("legs")),
        source=row.need("source"),
        source_date=row.date("source_date") or row.need("source_date"),
        stance=row.need("stance"),
        goods=row.need("goods"),
        direction=row.need("direction"),
        url=row.text("url"),
        note=row.text("note"),
    )


def _leg(row: Row, places: Collection[str]) -> CorridorLeg:
    row.only(_LEGS)
    return CorridorLeg(
        order=int(row.number("order", 1, 99) or 0),
        from_place=row.known("from", places) or row.need("from"),
        to_place=row.known("to", places) or row.need("to"),
        mode=row.text("mode") or "unknown",
    )


def _claim(row: Row) -> Claim:
    attribution = row.many("attribution")
    if not attribution:
        row.wrong("attribution", "is missing.", "Say who said it, from publisher to speaker.")
    return Claim(
        id=row.need("id"),
        statement=row.need("statement"),
        predicate=row.need("predicate"),
        subject=row.need("subject"),
        object=row.need("object"),
        attribution=attribution,
        stance=row.need("stance"),
        modality=row.need("modality"),
        published=row.date("published") or row.need("published"),
        about=row.many("about"),
        url=row.text("url"),
        basis=row.basis(),
        note=row.text("note"),
    )


def _source(row: Row) -> SourceInfo:
    return SourceInfo(
        id=row.need("id"),
        title=row.need("title"),
        publisher=row.need("publisher"),
        authority=row.need("authority"),
        format=row.need("format"),
        url=row.text("url"),
        licence=row.need("licence"),
        list_date=row.date("list_date"),
        date_basis=row.need("date_basis"),
        note=row.text("note"),
    )
