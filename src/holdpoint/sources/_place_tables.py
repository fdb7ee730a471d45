"""Tables of places: UN/LOCODE, OurAirports, World Port Index, GeoNames cities, Natural Earth.

They are no lists of parties: their editions have no entities, but rows for the gazetteer.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from holdpoint.errors import UnreadableInputError
from holdpoint.model import SourceInfo
from holdpoint.places import WorldPlace
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, date_in_name, load
from holdpoint.sources._place_rows import (
    UNREADABLE_POINT,
    OtherName,
    airport_row,
    city_row,
    earth_row,
    harbour_row,
    is_subdivision,
    locode_reference,
    locode_row,
    with_names,
    with_other_names,
)
from holdpoint.sources._reference import ReferenceEdition

_MEND = "Fetch the file again from where it is published, or correct the line."
_PART = re.compile(r"CodeListPart(\d)", re.IGNORECASE)
_LOCODE_HEAD = re.compile(rb'^(?:\xef\xbb\xbf)?"?[=X+#|\xa6]?"?,"?[A-Z]{2}"?,"{0,2},"?\.')
_EDITION = re.compile(r"(?<!\d)(20\d\d)-(\d{1,2})(?:-(\d{2}))?(?!\d)")
_LOCODE_CELLS = 11
_LATER = "accounted for when all places are known"

Row = Callable[[Mapping[str, Any]], "WorldPlace | None"]


class _Table(NamedTuple):
    source: str
    title: str
    publisher: str
    licence: str
    head: str
    row: Row


_TABLES = (
    _Table(
        "ourairports",
        "OurAirports: airports",
        "OurAirports",
        "public domain",
        "id,ident,type,name,latitude_deg,longitude_deg",
        airport_row,
    ),
    _Table(
        "nga-wpi",
        "World Port Index (Pub. 150)",
        "US National Geospatial-Intelligence Agency",
        "US government work",
        "oid_,world port index number,region name,main port name",
        harbour_row,
    ),
    _Table(
        "geonames-cities",
        "GeoNames: cities of 15,000 and more",
        "GeoNames",
        "CC BY 4.0",
        "name,country,subcountry,geonameid",
        city_row,
    ),
)


class PlaceTable:
    """A table of places as CSV with a header."""

    format = "places-csv"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - the protocol
        """See :class:`Reader`."""
        return _table(head) is not None

    def look(self, path: Path) -> tuple[Found, ...]:
        """See :class:`Reader`."""
        content = load(path)
        table = _table(content.data[:4096])
        assert table is not None
        date, basis = _date(path)
        count = content.data.count(b"\n")
        return (Found(source=table.source, list_date=date, date_basis=basis, entries=count),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """See :class:`Reader`."""
        content, tally = load(files[0]), Tally()
        table = _table(content.data[:4096])
        assert table is not None
        if only is not None and table.source not in only:
            return
        tally.open(content.name)
        rows = csv.DictReader(io.StringIO(content.text().removeprefix("\ufeff"), newline=""))
        numbered = ((rows.line_num, row) for row in rows)
        places = _taken(numbered, table.row, content.name, tally)
        about = _about(table.source, table.title, table.publisher, table.licence, files[0], content)
        yield ReferenceEdition(about, tally, {"world": places})


class PopulatedPlaces:
    """Populated places of Natural Earth as GeoJSON."""

    format = "natural-earth-geojson"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - the protocol
        """See :class:`Reader`."""
        start = head[:4096]
        return b'"FeatureCollection"' in start and b'"adm0name"' in start and b'"pop_max"' in start

    def look(self, path: Path) -> tuple[Found, ...]:
        """See :class:`Reader`."""
        count = load(path).data.count(b'"adm0name"')
        date, basis = _date(path)
        name = "natural-earth-places"
        return (Found(source=name, list_date=date, date_basis=basis, entries=count),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """See :class:`Reader`."""
        name = "natural-earth-places"
        if only is not None and name not in only:
            return
        content, tally = load(files[0]), Tally()
        try:
            features = json.loads(content.text())["features"]
            numbered = [(None, feature["properties"]) for feature in features]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableInputError(
                f"{content.name}: is no GeoJSON of populated places. {_MEND}"
            ) from error
        tally.open(content.name)
        places = _taken(numbered, earth_row, content.name, tally)
        title = "Natural Earth: populated places"
        about = _about(name, title, "Natural Earth", "public domain", files[0], content)
        yield ReferenceEdition(about, tally, {"world": places})


class UnLocode:
    """A part of UN/LOCODE as CSV without a header; each of its three parts is a source."""

    format = "unlocode-csv"

    def recognises(self, path: Path, head: bytes) -> bool:
        """See :class:`Reader`."""
        return _PART.search(path.name) is not None and _LOCODE_HEAD.match(head) is not None

    def look(self, path: Path) -> tuple[Found, ...]:
        """See :class:`Reader`."""
        date, basis = _date(path)
        count = load(path).data.count(b"\n")
        source = self._source(path)
        return (Found(source=source, list_date=date, date_basis=basis, entries=count),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """See :class:`Reader`."""
        source = self._source(files[0])
        if only is not None and source not in only:
            return
        content, tally = load(files[0]), Tally()
        tally.open(content.name)
        table = csv.reader(io.StringIO(content.text().removeprefix("\ufeff"), newline=""))
        regions = _regions(files[0])

        other: list[OtherName] = []

        def made(cells: Sequence[str]) -> WorldPlace | str | None:
            if len(cells) < _LOCODE_CELLS:
                raise ValueError(f"has {len(cells)} fields, not the {_LOCODE_CELLS} and more")
            if is_subdivision(cells):
                return "regions below the places, which name no country"
            if (reference := locode_reference(cells)) is not None:
                other.append(reference)
                return _LATER
            return locode_row(cells, regions)

        places = _taken(((table.line_num, cells) for cells in table), made, content.name, tally)
        places, lost = with_other_names(places, other)
        for _ in range(len(other) - len(lost)):
            tally.row(content.name)
            tally.took(content.name)
        if lost:
            tally.ignored["references to a name that no place of the table has"] += len(lost)
        title = f"UN/LOCODE, part {source[-1]}"
        about = _about(source, title, "UNECE", "ODC-PDDL 1.0", files[0], content)
        yield ReferenceEdition(about, tally, {"world": places})

    def _source(self, path: Path) -> str:
        found = _PART.search(path.name)
        return f"un-locode-{found.group(1) if found else 1}"


def _taken(
    rows: Any,  # noqa: ANN401 - pairs of a line and a row of any table
    made: Callable[[Any], WorldPlace | str | None],
    name: str,
    tally: Tally,
) -> list[WorldPlace]:
    """The places of a table; a row that is none of the gazetteer's is ignored and counted.

    What kind of row that is, ``made`` may say in place of a place.
    """
    places: dict[str, WorldPlace] = {}
    for line, row in rows:
        try:
            place = made(row)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            tally.row(name)
            tally.refuse(name, line, f"The row is no place: {str(error)[:120]}.", _MEND)
            continue
        if place == _LATER:
            continue
        if place is None or isinstance(place, str):
            kind = place or "headings, closed or removed entries, fields without a code"
            tally.ignored[kind] += 1
            continue
        tally.row(name)
        if not place.name:
            tally.refuse(name, line, "The place has no name.", _MEND)
            continue
        tally.took(name)
        if place.lat is None and place.uncertainty_km == UNREADABLE_POINT:
            tally.warn(name, line, "The point is not written like 3647N 05321E.", _MEND)
        # A code that stands there twice is one place with two names: Brussel and Brussels.
        old = places.get(place.id)
        places[place.id] = place if old is None else with_names(old, place)
    return list(places.values())


def _table(head: bytes) -> _Table | None:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").lstrip("\ufeff").lower()
    first = first.replace('"', "").strip()
    return next((table for table in _TABLES if first.startswith(table.head)), None)


def _date(path: Path) -> tuple[str | None, str]:
    """From the file's name, else from the folder's: UN/LOCODE editions are told by their folder."""
    date, basis = date_in_name(path)
    if date is not None:
        return date, basis
    found = _EDITION.search(path.parent.name)
    if found is None:
        return None, "unknown"
    year, month, day = found.groups()
    parts = [year, f"{int(month):02d}", *([day] if day else [])]
    return "-".join(parts), "folder name"


def _regions(path: Path) -> dict[str, str]:
    """Names of first-level regions by ``RU-TA``, where their table lies beside or above."""
    for folder in (path.parent, path.parent.parent):
        for file in sorted(folder.glob("*ubdivision*odes*.csv")):
            rows = csv.DictReader(io.StringIO(load(file).text(), newline=""))
            if rows.fieldnames and "SUName" in rows.fieldnames:
                return {f"{row['SUCountry']}-{row['SUCode']}": row["SUName"] for row in rows}
    return {}


def _about(
    source: str, title: str, publisher: str, licence: str, path: Path, content: Content
) -> SourceInfo:
    date, basis = _date(path)
    return SourceInfo(
        id=source,
        title=title,
        publisher=publisher,
        authority=publisher,
        format="places",
        licence=licence,
        list_date=date,
        date_basis=basis,
        sha256={content.name: content.sha256},
    )
