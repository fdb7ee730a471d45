"""Tables of positions: columns found by their usual names, or by a mapping file."""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Final

from holdpoint.errors import UnreadableInputError
from holdpoint.files import read_bytes, read_yaml
from holdpoint.model import Problem
from holdpoint.tracks._taken import Taken
from holdpoint.tracks._types import Position, Static

FIELDS: Final = ("mmsi", "time", "lat", "lon", "speed", "imo", "name", "call_sign")
_NEEDED: Final = ("mmsi", "time", "lat", "lon")
_UNITS: Final = {"kn": 1.0, "km/h": 1 / 1.852, "m/s": 3600 / 1852}
_MILLIS: Final = 1e11
_MOST_MMSI: Final = 999_999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """How a provider's table is to be read.

    Attributes:
        columns: Column of each field; fields that are left out are looked for by usual names.
        delimiter: One character.
        time_format: As :meth:`datetime.strptime` takes it; ISO 8601 or seconds since 1970 where
            ``None``. Times without a zone are UTC.
        speed_unit: ``kn``, ``km/h`` or ``m/s``.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ","
    time_format: str | None = None
    speed_unit: str = "kn"


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping file (YAML: ``columns``, ``delimiter``, ``time_format``, ``speed_unit``).

    Raises:
        UnreadableInputError: A key or value makes no sense; names file and line.
    """
    document = read_yaml(read_bytes(path).decode("utf-8", "replace"), path.name)

    def fault(where: tuple[str, ...], reason: str, remedy: str) -> UnreadableInputError:
        problem = Problem(
            file=path.name,
            line=document.line(where),
            field=".".join(where) or None,
            reason=reason,
            remedy=remedy,
        )
        return UnreadableInputError(str(problem), [problem])

    data = document.value
    known = {"columns", "delimiter", "time_format", "speed_unit"}
    if not isinstance(data, dict) or not set(data) <= known:
        raise fault((), "this is no mapping of a table.", f"Use {', '.join(sorted(known))}.")
    columns = data.get("columns", {})
    if not isinstance(columns, dict) or not set(columns) <= set(FIELDS):
        raise fault(("columns",), "names a field that is not known.", f"Use {', '.join(FIELDS)}.")
    mapping = TableMapping(
        columns={key: str(value) for key, value in columns.items()},
        delimiter=str(data.get("delimiter", ",")),
        time_format=data.get("time_format"),
        speed_unit=str(data.get("speed_unit", "kn")),
    )
    if mapping.speed_unit not in _UNITS:
        raise fault(("speed_unit",), "is not known.", f"Use {', '.join(_UNITS)}.")
    if len(mapping.delimiter) != 1:
        raise fault(("delimiter",), "is not one character.", 'Write ";" or the like.')
    return mapping


class TableReader:
    """Takes records of a table, the first one its header, and fills :class:`Taken`."""

    def __init__(self, taken: Taken, mapping: TableMapping) -> None:
        self._taken = taken
        self._mapping = mapping
        self._per_unit = _UNITS[mapping.speed_unit]

    def read(self, records: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Read all records.

        Raises:
            UnreadableInputError: There is no header, or a column that is needed is missing.
        """
        rows = iter(records)
        line, header = next(rows, (1, ()))
        at = self._columns(line, header)
        for number, cells in rows:
            self._row(number, {name: cells[i].strip() for name, i in at.items() if i < len(cells)})

    def _columns(self, line: int, header: Sequence[str]) -> dict[str, int]:
        plain = [name.strip().casefold() for name in header]
        found: dict[str, int] = {}
        for name in FIELDS:
            own = self._mapping.columns.get(name)
            wanted = (own.strip().casefold(),) if own else _usual()[name]
            places = [plain.index(one) for one in wanted if one in plain]
            if places:
                found[name] = places[0]
            elif own or name in _NEEDED:
                problem = Problem(
                    file=self._taken.file,
                    line=line,
                    field=name,
                    value=own,
                    reason="the table has no such column.",
                    remedy="Name the columns in a mapping file (--mapping FILE).",
                )
                raise UnreadableInputError(str(problem), [problem])
        return found

    def _row(self, number: int, row: Mapping[str, str]) -> None:
        try:
            mmsi = _whole(row, "mmsi", _MOST_MMSI)
            time = self._time(row.get("time", ""))
            lat, lon = _degrees(row, "lat", 90), _degrees(row, "lon", 180)
            speed = _number(row, "speed") if row.get("speed") else None
            imo = _whole(row, "imo", 9_999_999) if row.get("imo") else None
        except _CellError as error:
            self._taken.bad(
                number, error.reason, error.remedy, column=error.name, value=row.get(error.name)
            )
            return
        sog = None if speed is None or speed < 0 else speed * self._per_unit
        self._taken.positions.append(Position(mmsi, time, lat, lon, sog, number))
        name, call_sign = row.get("name") or None, row.get("call_sign") or None
        if imo or name or call_sign:
            self._taken.statics.append(Static(mmsi, time, imo, name, call_sign, number))

    def _time(self, text: str) -> float:
        remedy = "Write it as 2026-01-10T04:00:00Z, or give time_format in a mapping file."
        try:
            if self._mapping.time_format:
                day = datetime.strptime(text, self._mapping.time_format)  # noqa: DTZ007 - set below
            elif text.replace(".", "", 1).isdigit():
                seconds = float(text)
                return seconds / 1000 if seconds > _MILLIS else seconds
            else:
                day = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            raise _CellError("time", "is no time.", remedy) from None
        return (day if day.tzinfo else day.replace(tzinfo=UTC)).timestamp()


class _CellError(Exception):
    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.name, self.reason, self.remedy = name, reason, remedy


def _number(row: Mapping[str, str], name: str) -> float:
    try:
        value = float(row.get(name, ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _CellError(name, "is no number.", "Write digits and a point.")
    return value


def _degrees(row: Mapping[str, str], name: str, most: int) -> float:
    value = _number(row, name)
    if abs(value) > most:
        raise _CellError(name, f"is beyond {most} degrees.", "Give WGS84 degrees.")
    return value


def _whole(row: Mapping[str, str], name: str, most: int) -> int:
    text = row.get(name, "").upper().removeprefix("IMO").strip()
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= most:
        raise _CellError(name, "is no such number.", f"Give up to {len(str(most))} digits.")
    return int(text)


@functools.cache
def _usual() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("holdpoint.tracks").joinpath("columns.csv").read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("# Column")]
    return {row["field"]: tuple(row["names"].split("|")) for row in csv.DictReader(kept)}
