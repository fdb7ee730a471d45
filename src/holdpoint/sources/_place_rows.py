"""Rows of tables of places to places of the gazetteer, one function a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from holdpoint.places import WorldPlace
from holdpoint.text import country_code

_POINT = re.compile(r"(\d{2})(\d{2})([NS])\s+(\d{3})(\d{2})([EW])")
_BRACKETS = re.compile(r"^(.*?)\s*\(([^)]*)\)\s*(.*)$")
_DIGITS = {
    "1": "port",
    "2": "rail",
    "3": "road",
    "4": "airport",
    "5": "post",
    "6": "multimodal",
    "7": "fixed",
    "8": "inland_port",
    "B": "border",
}
_MINUTES = 60
_BUSY = 4  # functions; a place with so many is a hub of its region
_HARBOURS = {"Large": 6, "Medium": 5, "Small": 3, "Very Small": 2}
_AIRPORTS = {"large_airport": 4, "medium_airport": 3, "small_airport": 1}
_LONGEST = 60
_FIELD = re.compile(
    r"air ?port|air ?base|air ?field|aerodrome|аэропорт|аэродром|авиабаза|flughafen|a[ée]roport"
    r"|havaliman|机场|機場|空港|공항|فرودگاه|مطار|پایگاه",
    re.IGNORECASE,
)
_MILLION = 1_000_000
UNREADABLE_POINT = 255
"""``uncertainty_km`` of a place whose point could not be read; it has none then."""


class OtherName(NamedTuple):
    """A reference of UN/LOCODE: ``Flushing = Vlissingen``, in a country.

    Attributes:
        names: The other name, in its spellings.
        of: The place's own name, in its spellings.
    """

    country: str
    names: tuple[str, ...]
    of: tuple[str, ...]


def locode_reference(cells: Sequence[str]) -> OtherName | None:
    """A line of UN/LOCODE that refers from one name to another; ``None`` for any other line."""
    _, country, code, name, ascii_name = (cell.strip() for cell in cells[:5])
    if code or name.startswith(".") or not re.fullmatch(r"[A-Z]{2}", country):
        return None
    old, sign, new = name.partition(" = ")
    if not sign or not old.strip() or not new.strip():
        return None
    plain = ascii_name.partition(" = ")
    names = dict.fromkeys([*_spellings(old.strip()), *_spellings(plain[0].strip() or old.strip())])
    of = dict.fromkeys([*_spellings(new.strip()), *_spellings(plain[2].strip() or new.strip())])
    return OtherName(country, tuple(names), tuple(of))


def is_subdivision(cells: Sequence[str]) -> bool:
    """Whether a line is a region that editions of 2026 list below the places.

    Such a line has the region's code, name and kind and no country; all its other fields are empty.
    """
    code, name, kind = (cell.strip() for cell in cells[1:4])
    short = re.fullmatch(r"[A-Z0-9]{1,3}", code) is not None
    return short and bool(name and kind) and not any(cell.strip() for cell in cells[4:])


def with_other_names(
    places: Sequence[WorldPlace], references: Sequence[OtherName]
) -> tuple[list[WorldPlace], list[OtherName]]:
    """The places with the names that references give them, and references to none of them.

    Of several places of the name in the country the best known one is meant.
    """
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    out = list(places)
    for number, place in enumerate(out):
        for name in dict.fromkeys((place.name, *place.aliases)):
            by_name[place.country, name.casefold()].append(number)
    lost = []
    for one in references:
        found = [n for name in one.of for n in by_name[one.country, name.casefold()]]
        if not found:
            lost.append(one)
            continue
        best = min(found, key=lambda n: (-out[n].prominence, out[n].id))
        names = dict.fromkeys((*out[best].aliases, *one.names))
        aliases = tuple(name for name in names if name != out[best].name)
        out[best] = replace(out[best], aliases=aliases)
    return out, lost


def locode_row(cells: Sequence[str], regions: Mapping[str, str]) -> WorldPlace | None:
    """A line of UN/LOCODE; ``None`` for headings of countries, references and removed entries.

    A point that is not of the form of UN/LOCODE is left out, see :data:`UNREADABLE_POINT`.

    Raises:
        ValueError: Country or code are not of the form of UN/LOCODE.
    """
    change, country, code, name, ascii_name, subdivision, served, status = cells[:8]
    if not code.strip() or change == "=" or status == "XX":
        return None
    if not re.fullmatch(r"[A-Z]{2}", country) or not re.fullmatch(r"[A-Z0-9]{3}", code):
        raise ValueError("country and code are not two letters and three signs")
    functions = frozenset(_DIGITS[sign] for sign in served if sign in _DIGITS)
    try:
        (lat, lon), doubt = _locode_point(cells[10]), 5
    except ValueError:
        lat, lon, doubt = None, None, UNREADABLE_POINT
    main, *others = _spellings(name)
    others += [other for other in _spellings(ascii_name) if other not in {main, *others}]
    return WorldPlace(
        id=f"{country}{code}".lower(),
        name=main,
        kind=_locode_kind(name, functions),
        country=country,
        region=regions.get(f"{country}-{subdivision}", subdivision),
        lat=lat,
        lon=lon,
        uncertainty_km=doubt,
        functions=functions,
        codes={"unlocode": f"{country}{code}"},
        aliases=tuple(others),
        prominence=1 + bool(functions & {"port", "airport"}) + (len(functions) >= _BUSY),
        sources=("un-locode",),
    )


def with_names(place: WorldPlace, other: WorldPlace) -> WorldPlace:
    """A place with the names that another entry of the same code gives it."""
    names = dict.fromkeys((*place.aliases, other.name, *other.aliases))
    aliases = tuple(name for name in names if name != place.name)
    return replace(place, aliases=aliases, functions=place.functions | other.functions)


def _locode_kind(name: str, functions: frozenset[str]) -> str:
    if re.search(r"\bApt\b|Airport", name) and "airport" in functions:
        return "airport"
    return "port" if functions & {"port", "inland_port"} else "town"


def _locode_point(text: str) -> tuple[float | None, float | None]:
    if not text.strip():
        return None, None
    found = _POINT.fullmatch(text.strip())
    if found is None:
        raise ValueError("the point is not written like 3647N 05321E")
    north, n_minutes, ns, east, e_minutes, ew = found.groups()
    lat = int(north) + int(n_minutes) / _MINUTES
    lon = int(east) + int(e_minutes) / _MINUTES
    if lat > 90 or lon > 180:  # noqa: PLR2004 - the poles and the date line
        raise ValueError("the point is no place on Earth")
    return round(-lat if ns == "S" else lat, 4), round(-lon if ew == "W" else lon, 4)


def _spellings(name: str) -> list[str]:
    """``Suez (As Suways)`` and ``Antwerp = Antwerpen`` name one place twice."""
    parts = [part.strip() for part in name.split(" = ") if part.strip()]
    out = []
    for part in parts:
        found = _BRACKETS.match(part)
        if found is None or not found.group(1):
            out.append(part)
        else:
            out += [f"{found.group(1)} {found.group(3)}".strip(), found.group(2).strip()]
    return [one for one in dict.fromkeys(out) if one] or [name]


def airport_row(row: Mapping[str, str]) -> WorldPlace | None:
    """A line of OurAirports; ``None`` for what is closed and for fields without any code.

    Raises:
        ValueError: The point is no point.
    """
    kind = row["type"]
    codes = {"iata": row["iata_code"], "icao": row["icao_code"]}
    codes = {name: code for name, code in codes.items() if code}
    if kind not in _AIRPORTS or not (codes or kind != "small_airport"):
        return None
    base = re.search(r"\bair ?base\b|air force|\bafb\b", row["name"], re.IGNORECASE)
    scheduled = row["scheduled_service"] == "yes"
    town = row["municipality"].strip()
    # Keywords are also towns, former owners and heroes: only what calls itself a field is a name.
    words = (part.strip() for part in row["keywords"].split(","))
    aliases = [part for part in words if len(part) < _LONGEST and _FIELD.search(part)]
    if town and scheduled and kind != "small_airport":
        aliases.append(f"{town} airport")
    if not codes or "icao" not in codes:
        codes["ourairports"] = row["ident"]
    return WorldPlace(
        id=f"air:{row['ident']}",
        name=row["name"],
        kind="air_base" if base and not scheduled else "airport",
        country=row["iso_country"],
        region=town,
        lat=_degrees(row["latitude_deg"], 90),
        lon=_degrees(row["longitude_deg"], 180),
        uncertainty_km=2,
        functions=frozenset({"airport"}),
        codes=codes,
        aliases=tuple(dict.fromkeys(aliases)),
        prominence=_AIRPORTS[kind] + scheduled,
        sources=("ourairports",),
    )


def harbour_row(row: Mapping[str, str]) -> WorldPlace | None:
    """A line of the World Port Index.

    Raises:
        ValueError: The country is not known, or the point is no point.
    """
    codes, country = row["UN/LOCODE"].replace(" ", ""), country_code(row["Country Code"].strip())
    if country is None and not codes:
        raise ValueError(f"{row['Country Code'][:40]!r} is no country that is known here")
    other = row["Alternate Port Name"].strip()
    return WorldPlace(
        id=f"wpi:{float(row['World Port Index Number']):g}",
        name=row["Main Port Name"].strip(),
        kind="port",
        country=codes[:2] if codes else country or "",
        region=row["World Water Body"].split(";")[0].strip(),
        lat=_degrees(row["Latitude"], 90),
        lon=_degrees(row["Longitude"], 180),
        uncertainty_km=3,
        functions=frozenset({"port"}),
        codes={"unlocode": codes} if codes else {},
        aliases=(other,) if other else (),
        prominence=_HARBOURS.get(row["Harbor Size"].strip(), 2),
        sources=("nga-wpi",),
    )


def city_row(row: Mapping[str, str]) -> WorldPlace | None:
    """A line of a table of GeoNames cities without points; ``None`` where it names no ISO country.

    Raises:
        ValueError: The country is not known.
    """
    country = country_code(row["country"])
    if row["country"].startswith("No country found"):
        return None
    if country is None:
        raise ValueError(f"{row['country'][:40]!r} is no country that is known here")
    return WorldPlace(
        id=f"geonames:{row['geonameid']}",
        name=row["name"],
        kind="town",
        country=country,
        region=row["subcountry"] or "",
        uncertainty_km=10,
        codes={"geonames": row["geonameid"]},
        prominence=3,
        sources=("geonames-cities",),
    )


def earth_row(row: Mapping[str, object]) -> WorldPlace | None:
    """A populated place of Natural Earth; ``None`` where it names no ISO country.

    Raises:
        ValueError: The point is no point.
    """
    country = str(row.get("iso_a2") or "")
    if not re.fullmatch(r"[A-Z]{2}", country):
        return None
    people = float(str(row.get("pop_max") or 0))
    names = [str(row.get(key) or "") for key in ("name", "nameascii", "namepar", "namealt")]
    names = [part.strip() for name in names for part in name.split("|") if part.strip()]
    lat, lon = _degrees(str(row["latitude"]), 90), _degrees(str(row["longitude"]), 180)
    return WorldPlace(
        id=f"ne:{names[0]}:{lat:.3f},{lon:.3f}",
        name=names[0],
        kind="town",
        country=country,
        region=str(row.get("adm1name") or ""),
        lat=lat,
        lon=lon,
        uncertainty_km=10,
        aliases=tuple(dict.fromkeys(names[1:])),
        prominence=5 + (people > _MILLION / 2) + (people > 3 * _MILLION) + (people > 8 * _MILLION),
        sources=("natural-earth-places",),
    )


def _degrees(text: str, most: float) -> float:
    degrees = float(text)
    if not abs(degrees) <= most:
        raise ValueError(f"{text[:20]!r} lies outside of -{most:g} to {most:g} degrees")
    return round(degrees, 5)
