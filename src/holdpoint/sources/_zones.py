"""Outlines of zones as GeoJSON (RFC 7946), a firm's own or curated ones."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Place, PlaceOutline, SourceInfo, Zone
from holdpoint.places import Outline, OutlineError, check_outline
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, date_in_name, load
from holdpoint.sources._reference import ReferenceEdition
from holdpoint.text import country_code

_SOURCE = "zones"
_MOST_ZONES = 10_000
_MOST_BYTES = 50_000_000
_MOST_TEXT = 500
_MOST_EDGE_KM = 25.0
_EDGE_KM = 0.5
_KINDS = ("zone", "plant", "site", "air_base", "airport", "port")
_KEYS = frozenset({
    "place", "id", "name", "country", "kind", "aliases", "address_tokens", "source",
    "source_date", "edge_km", "watched", "note", "region",
})  # fmt: skip
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{1,79}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _ZoneError(ValueError):
    def __init__(self, field: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.field, self.reason, self.remedy = field, reason, remedy


class ZoneTable:
    """A GeoJSON ``FeatureCollection`` of zones.

    Each feature is a ``Polygon`` or ``MultiPolygon``. Its properties are ``source`` (who drew it,
    from what) and either ``place`` (the id of a place that is known) or ``id``, ``name`` and
    ``country`` of a new one.
    """

    format = "zones-geojson"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - the protocol
        """See :class:`Reader`."""
        start = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
        return start.startswith(b"{") and b'"FeatureCollection"' in start

    def look(self, path: Path) -> tuple[Found, ...]:
        """See :class:`Reader`."""
        content = load(path)
        date, basis = date_in_name(path)
        entries = len(_features(content))
        return (Found(source=_SOURCE, list_date=date, date_basis=basis, entries=entries),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """See :class:`Reader`."""
        if only is not None and _SOURCE not in only:
            return
        tally, zones, sums = Tally(), list[Zone](), dict[str, str]()
        for path in files:
            content = load(path)
            tally.open(content.name)
            sums[content.name] = content.sha256
            zones += _zones(content, tally, {zone.id for zone in zones})
        date, basis = date_in_name(files[0])
        about = SourceInfo(
            id=_SOURCE,
            title="Outlines of zones",
            publisher="as each outline says",
            authority="",
            format=self.format,
            list_date=date,
            date_basis=basis,
            sha256=sums,
        )
        yield ReferenceEdition(about, tally, {"zones": zones})


def read_zones(files: Sequence[Path]) -> Iterator[Edition]:
    """The edition of one or more files that are said to hold zones.

    Raises:
        UnreadableInputError: A file is no GeoJSON ``FeatureCollection``.
    """
    return ZoneTable().read(files)


def _features(content: Content) -> Sequence[Any]:
    """The features of a file.

    Raises:
        UnreadableInputError: It is too large, no JSON, or no collection of features.
    """
    if len(content.data) > _MOST_BYTES:
        raise UnreadableInputError(
            f"{content.name}: is larger than {_MOST_BYTES // 1_000_000} MB. Leave out what is no "
            "zone, and simplify the outlines."
        )
    try:
        data = json.loads(content.text(), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        at = f":{line}" if line else ""
        raise UnreadableInputError(
            f"{content.name}{at}: is no JSON that can be read. Export it as GeoJSON again."
        ) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        raise UnreadableInputError(
            f"{content.name}: is no GeoJSON FeatureCollection. Export the zones as one."
        )
    if "crs" in data:
        raise UnreadableInputError(
            f"{content.name}: names a coordinate system (crs). Export it in WGS84, as RFC 7946 "
            "wants it, without that member."
        )
    if len(features) > _MOST_ZONES:
        raise UnreadableInputError(
            f"{content.name}: holds {len(features):,} features; {_MOST_ZONES:,} are read. Part it."
        )
    return features


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number of JSON")


def _zones(content: Content, tally: Tally, seen: set[str]) -> Iterator[Zone]:
    for number, feature in enumerate(_features(content)):
        tally.row(content.name)
        at = f"features[{number}]"
        try:
            zone = _zone(feature, seen)
        except _ZoneError as error:
            tally.refuse(
                content.name, None, error.reason, error.remedy, field=f"{at}.{error.field}"
            )
            continue
        seen.add(zone.id)
        tally.took(content.name)
        yield zone


def _zone(feature: object, seen: set[str]) -> Zone:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        raise _ZoneError("type", "The row is no Feature.", "Give GeoJSON features.")
    row = feature.get("properties")
    if not isinstance(row, Mapping):
        raise _ZoneError("properties", "The feature has no properties.", "Give place and source.")
    unknown = sorted(str(key)[:40] for key in row if key not in _KEYS)
    if unknown:
        known = ", ".join(sorted(_KEYS))
        raise _ZoneError("properties", f"Not known: {', '.join(unknown)}.", f"Known: {known}.")
    try:
        polygons = check_outline(feature.get("geometry"))
    except OutlineError as error:
        raise _ZoneError("geometry", error.reason, error.remedy) from error
    outline = PlaceOutline(
        polygons=polygons,
        edge_km=_edge(row),
        source=_text(row, "source", needed=True),
        source_date=_date(row),
    )
    known = _text(row, "place")
    name = known or _id(row)
    if name in seen:
        raise _ZoneError(
            "properties", f"The zone {name} stands there twice.", "Keep one of the two."
        )
    return Zone(id=name, outline=outline, place=None if known else _place(row, outline))


def _place(row: Mapping[str, Any], outline: PlaceOutline) -> Place:
    kind = _text(row, "kind") or "zone"
    if kind not in _KINDS:
        raise _ZoneError(
            "properties.kind", "No such kind of place.", f"Known: {', '.join(_KINDS)}."
        )
    written = _text(row, "country", needed=True)
    country = country_code(written)
    if country is None:
        raise _ZoneError("properties.country", "No such country.", "Write its ISO code, as RU.")
    watched = row.get("watched", True)
    if not isinstance(watched, bool):
        raise _ZoneError("properties.watched", "Neither true nor false.", "Write true or false.")
    drawn = Outline(outline.polygons)
    return Place(
        id=_id(row),
        name=_text(row, "name", needed=True),
        kind=kind,
        country=country,
        lat=drawn.centre.lat,
        lon=drawn.centre.lon,
        uncertainty_km=round(drawn.reach_km + outline.edge_km, 1),
        coordinate_basis="middle of its outline",
        region=_text(row, "region") or None,
        aliases=_texts(row, "aliases"),
        address_tokens=_texts(row, "address_tokens"),
        watched=watched,
        source=outline.source,
        basis="not_verified",
        note=_text(row, "note") or None,
        outline=outline,
    )


def _id(row: Mapping[str, Any]) -> str:
    found = _text(row, "id", needed=True)
    if not _ID.fullmatch(found):
        raise _ZoneError(
            "properties.id",
            "The id is not made of small letters, digits and underscores.",
            "Write one such as own_zone_1, or give the id of a known place as `place`.",
        )
    return found


def _text(row: Mapping[str, Any], key: str, *, needed: bool = False) -> str:
    value = row.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or not value.strip() or len(value) > _MOST_TEXT:
        raise _ZoneError(
            f"properties.{key}",
            f"The property {key} is missing, or no text of at most {_MOST_TEXT} signs.",
            "Give it as a text.",
        )
    return value.strip()


def _texts(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list) or any(not isinstance(one, str) for one in value):
        raise _ZoneError(f"properties.{key}", f"{key} is no list of texts.", 'Write ["…", "…"].')
    return tuple(one.strip()[:_MOST_TEXT] for one in value if one.strip())


def _date(row: Mapping[str, Any]) -> str | None:
    text = _text(row, "source_date")
    if text and not _DATE.fullmatch(text):
        raise _ZoneError("properties.source_date", "Not a date.", "Write it as 2026-11-20.")
    return text or None


def _edge(row: Mapping[str, Any]) -> float:
    value = row.get("edge_km", _EDGE_KM)
    fits = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not fits or not 0 <= value <= _MOST_EDGE_KM:
        raise _ZoneError(
            "properties.edge_km",
            f"How far the true edge may lie off is no number of 0 to {_MOST_EDGE_KM:g} km.",
            f"Give kilometres, or leave it out for {_EDGE_KM:g}.",
        )
    return float(value)
