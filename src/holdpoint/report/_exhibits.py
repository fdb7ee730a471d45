"""Evidence beside claims: a file with its hash, or an address; as an item of a STAC catalogue."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from holdpoint.errors import UnreadableInputError
from holdpoint.files import open_regular
from holdpoint.model import Exhibit
from holdpoint.report._map_features import unwrapped
from holdpoint.report._pictures import picture_of
from holdpoint.report._plain import clean, safe_url

MAX_EXHIBIT: Final = 512 << 20
"""Largest file that is taken as evidence, in bytes: a released satellite scene stays below."""

MOST_CORNERS: Final = 10_000
STAC_VERSION: Final = "1.1.0"

_BLOCK: Final = 1 << 20
_HEAD: Final = 1 << 20
_POINT: Final = 2
_CORNERS: Final = 3
_BOX: Final = 4
_HALF_TURN: Final = 180.0
_TIME: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})"
)

_SPDX: Final = re.compile(r"[\w\-.+]{1,80}", re.ASCII)

# Told by their first bytes; what else a file may be is not guessed.
_MEDIA: Final = (
    (b"%PDF-", "application/pdf"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
)
_FILE_EXTENSION: Final = "https://stac-extensions.github.io/file/v2.1.0/schema.json"


def read_exhibit(
    path: Path,
    *,
    title: str | None = None,
    url: str | None = None,
    captured: str | None = None,
    issuer: str | None = None,
    released: str | None = None,
    footprint: Sequence[tuple[float, float]] = (),
    claims: Sequence[str] = (),
    site: str | None = None,
    recorded: str | None = None,
    licence: str | None = None,
    note: str | None = None,
    max_bytes: int = MAX_EXHIBIT,
) -> Exhibit:
    """Read a file that shows what a claim says: its hash, its size, and what it is by its bytes.

    Args:
        path: A regular file, read to its end once; only its name is kept.
        title: What it shows; the name of the file where none is given.
        url: Where it was published.
        captured: ISO 8601 day, or time with its zone, at which it was taken.
        issuer: Who made it public.
        released: ISO 8601 day on which that was.
        footprint: As :func:`footprint_of` gives it.
        claims: Ids of the claims that it stands beside.
        site: What it shows; pictures of one site are shown side by side.
        recorded: ISO 8601 day on which it was attached.
        licence: Terms, as the publisher names them.
        note: Anything else to know.
        max_bytes: Limit on its size.

    Raises:
        UnreadableInputError: It cannot be read, is empty or too large, or a day or the footprint
            makes no sense.
    """
    sha256, size, head = _hashed(path, max_bytes)
    exhibit = Exhibit(
        id=f"exhibit-{sha256[:16]}",
        title=title or path.name,
        file=path.name,
        url=url,
        sha256=sha256,
        media=exhibit_media(head),
        size=size,
        captured=captured,
        issuer=issuer,
        released=released,
        footprint=tuple(footprint),
        claims=tuple(claims),
        site=site,
        recorded=recorded,
        licence=licence,
        note=note,
    )
    check_exhibit(exhibit)
    return exhibit


def linked_exhibit(url: str, *, title: str | None = None, **more: Any) -> Exhibit:  # noqa: ANN401
    """Name evidence that is at an address only; nothing is fetched.

    Args:
        url: Absolute ``http`` or ``https`` address.
        title: What it shows; the address where none is given.
        **more: Further fields of :class:`holdpoint.model.Exhibit`.

    Raises:
        UnreadableInputError: It is no such address, or a day or the footprint makes no sense.
    """
    digest = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
    exhibit = Exhibit(id=f"exhibit-{digest[:16]}", title=title or url, url=url, **more)
    check_exhibit(exhibit)
    return exhibit


def check_exhibit(exhibit: Exhibit) -> None:
    """Check the days, the address and the footprint of evidence.

    Raises:
        UnreadableInputError: One of them makes no sense; the message names the field and the value.
    """
    if exhibit.url is not None and safe_url(exhibit.url) is None:
        raise _fault("url", exhibit.url, "is no http or https address", "Give the whole address.")
    if exhibit.captured is not None and _interval(exhibit.captured) is None:
        raise _fault("captured", exhibit.captured, "is no day or time", "Write 2023-04-15.")
    for name in ("released", "recorded"):
        value = getattr(exhibit, name)
        if value is not None and _interval(value) is None:
            raise _fault(name, value, "is no day", "Write 2023-04-15.")
    _check_corners(exhibit.footprint)


def footprint_of(value: Mapping[str, Any] | Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Corners of a footprint from GeoJSON, or from west, south, east and north.

    Args:
        value: A GeoJSON Polygon or Point, or a Feature of one (RFC 7946), or four numbers. A ring
            inside a polygon is left out: it tells where *nothing* is to be seen.

    Returns:
        (Longitude, latitude) of each corner in WGS84 degrees; one corner for a point.

    Raises:
        UnreadableInputError: It is none of these, or not on Earth.
    """
    if not isinstance(value, Mapping):
        found = tuple(_corner(pair) for pair in _box(value))
    else:
        geometry = value.get("geometry") if value.get("type") == "Feature" else value
        kind = geometry.get("type") if isinstance(geometry, Mapping) else None
        places = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
        if kind == "Point":
            found = (_corner(places),)
        elif kind == "Polygon" and isinstance(places, list | tuple) and places:
            ring = places[0] if isinstance(places[0], list | tuple) else ()
            found = tuple(_corner(pair) for pair in ring[: MOST_CORNERS + 2])
            found = found[:-1] if found[:1] == found[-1:] else found
        else:
            raise _fault("footprint", str(kind), "is no Polygon or Point", "Give GeoJSON of one.")
    _check_corners(found)
    return found


def exhibit_to_stac(exhibit: Exhibit) -> dict[str, Any]:
    """One piece of evidence as a STAC item (version 1.1.0; RFC 7946 for the footprint).

    Returns:
        JSON values. Where only the day is known on which it was taken, the item has the interval
        of that day and ``datetime`` is null, as the specification asks. The hash stands as
        ``file:checksum`` (multihash of SHA-256), the claims as ``holdpoint:claims``.

    Raises:
        UnreadableInputError: It is not known when it was taken: an item without a time is none.
    """
    check_exhibit(exhibit)
    interval = _interval(exhibit.captured) if exhibit.captured else None
    if interval is None:
        raise _fault("captured", "", "is not known", "An item of a catalogue needs the day.")
    item: dict[str, Any] = {
        "type": "Feature",
        "stac_version": STAC_VERSION,
        "stac_extensions": [_FILE_EXTENSION] if exhibit.sha256 else [],
        "id": exhibit.id,
        "geometry": footprint_geojson(exhibit.footprint),
        "properties": _properties(exhibit, *interval),
        "links": _links(exhibit),
        "assets": {"data": _asset(exhibit)},
    }
    if exhibit.footprint:
        item["bbox"] = _bounds(exhibit.footprint)
    return item


def footprint_geojson(corners: Sequence[tuple[float, float]]) -> dict[str, Any] | None:
    """A footprint as GeoJSON; ``None`` where it is not known. A ring runs counter-clockwise."""
    if not corners:
        return None
    if len(corners) == 1:
        return {"type": "Point", "coordinates": list(corners[0])}
    ring = list(corners)
    flat = [(lon, lat) for lat, lon in unwrapped([(lat, lon) for lon, lat in ring])]
    pairs = zip(flat, [*flat[1:], flat[0]], strict=True)
    if sum((bx - ax) * (by + ay) for (ax, ay), (bx, by) in pairs) > 0:
        ring.reverse()
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in [*ring, ring[0]]]]}


def _hashed(path: Path, max_bytes: int) -> tuple[str, int, bytes]:
    """Hash, size and head of a file; packed ones as they are."""
    found, size, head = hashlib.sha256(), 0, b""
    with open_regular(path) as source:
        while block := source.read(_BLOCK):
            size += len(block)
            if size > max_bytes:
                reason = f"{path.name}: has more than {max_bytes:,} bytes."
                raise UnreadableInputError(f"{reason} Attach a smaller version, or its address.")
            head = head or block[:_HEAD]
            found.update(block)
    if not size:
        raise UnreadableInputError(f"{path.name}: the file is empty. Fetch it again.")
    return found.hexdigest(), size, head


def exhibit_media(head: bytes) -> str:
    """What a file is by its first bytes (up to 1 MiB of them); its name proves nothing."""
    if (picture := picture_of(head)) is not None:
        return picture.media
    known = (media for magic, media in _MEDIA if head.startswith(magic))
    return next(known, "application/octet-stream")


def _fault(field: str, value: str, reason: str, remedy: str) -> UnreadableInputError:
    shown = f" {clean(value[:60])!r}" if value else ""
    return UnreadableInputError(f"Evidence: {field}{shown} {reason}. {remedy}")


def _interval(text: str) -> tuple[datetime, datetime] | None:
    """First and last instant of a day, of a time twice the same; ``None`` where it is neither."""
    try:
        if _TIME.fullmatch(text):
            at = datetime.fromisoformat(text).astimezone(UTC)
            return at, at
        if len(text) != len("2023-04-15"):
            return None
        day = date.fromisoformat(text)
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return start, start + timedelta(hours=23, minutes=59, seconds=59)
    except (ValueError, OverflowError):
        return None


def _corner(pair: object) -> tuple[float, float]:
    numbers = pair if isinstance(pair, list | tuple) else ()
    plain = [n for n in numbers[:_POINT] if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(plain) != _POINT:
        raise _fault("footprint", "", "has a corner without two numbers", "Longitude comes first.")
    return float(plain[0]), float(plain[1])


def _box(value: Sequence[float]) -> list[tuple[float, float]]:
    if isinstance(value, str | bytes) or len(value) != _BOX:
        raise _fault("footprint", "", "is not four numbers", "Give west, south, east, north.")
    west, south, east, north = value
    return [(west, south), (east, south), (east, north), (west, north)]


def _check_corners(corners: Sequence[tuple[float, float]]) -> None:
    if len(corners) == _POINT or len(corners) > MOST_CORNERS:
        raise _fault("footprint", "", f"has {len(corners):,} corners", "A ring has 3 to 10,000.")
    for corner in corners:
        lon, lat = _corner(corner)
        if not (math.isfinite(lon) and abs(lon) <= _HALF_TURN and abs(lat) <= _HALF_TURN / 2):
            raise _fault("footprint", f"{lon}, {lat}", "is not on Earth", "Longitude comes first.")


def _properties(exhibit: Exhibit, first: datetime, last: datetime) -> dict[str, Any]:
    found: dict[str, Any] = {"title": exhibit.title}
    if first == last:
        found["datetime"] = _rfc3339(first)
    else:
        found |= {
            "datetime": None,
            "start_datetime": _rfc3339(first),
            "end_datetime": _rfc3339(last),
        }
    if exhibit.note:
        found["description"] = exhibit.note
    if exhibit.issuer:
        found["providers"] = [{"name": exhibit.issuer, "roles": ["producer"]}]
    if exhibit.licence:  # STAC takes an SPDX name there, or the word "other"
        found["license"] = exhibit.licence if _SPDX.fullmatch(exhibit.licence) else "other"
    named = {
        "released": exhibit.released,
        "recorded": exhibit.recorded,
        "site": exhibit.site,
        "terms": exhibit.licence if found.get("license") == "other" else None,
    }
    found |= {f"holdpoint:{key}": value for key, value in named.items() if value}
    return found | {"holdpoint:claims": list(exhibit.claims)}


def _rfc3339(at: datetime) -> str:
    text = at.isoformat(timespec="microseconds" if at.microsecond else "seconds")
    return text.replace("+00:00", "Z")


def _links(exhibit: Exhibit) -> list[dict[str, str]]:
    address = safe_url(exhibit.url)
    return [{"rel": "via", "href": address}] if address and exhibit.file else []


def _asset(exhibit: Exhibit) -> dict[str, Any]:
    found: dict[str, Any] = {
        "href": f"./{_quoted(exhibit.file)}" if exhibit.file else safe_url(exhibit.url) or "",
        "title": exhibit.title,
        "roles": ["data"],
    }
    if exhibit.media:
        found["type"] = exhibit.media
    if exhibit.size is not None:
        found["file:size"] = exhibit.size
    if exhibit.sha256:
        found["file:checksum"] = f"1220{exhibit.sha256}"  # multihash: sha2-256, 32 bytes
    return found


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name.rpartition("/")[2], errors="replace")


def _bounds(corners: Sequence[tuple[float, float]]) -> list[float]:
    """West, south, east, north; over the date line west is larger than east (RFC 7946, 5.2)."""
    line = [lon for _, lon in unwrapped([(lat, lon) for lon, lat in corners])]
    lats = [lat for _, lat in corners]
    lons = [lon for lon, _ in corners]
    west, east = line.index(min(line)), line.index(max(line))
    return [lons[west], min(lats), lons[east], max(lats)]
