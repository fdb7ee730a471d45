"""AIS sentences of NMEA 0183, read line by line; what is broken is told and the rest goes on."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from holdpoint.tracks import _payload as payload_
from holdpoint.tracks._taken import Taken
from holdpoint.tracks._types import Position, Static

_TAG_TIME: Final = re.compile(r"(?:^|[\\,])c:(\d{9,13})(?:[,*]|$)")
_EPOCH: Final = re.compile(r"(?:^|,)(\d{9,10}(?:\.\d+)?|\d{13})\s*$")
_MOST_MMSI: Final = 999_999_999
_PARTS: Final = 7
_MOST_PENDING: Final = 512
_MOST_PARTS: Final = 9
_MILLIS: Final = 1e11
_NO_LAT, _NO_LON = 91.0, 181.0
_PGHP_FIELDS: Final = 9

_Key = tuple[str, str, str]


class NmeaReader:
    """Takes lines and fills :class:`Taken`.

    A time is taken from the TAG block (``c:``), from what a receiver wrote before or behind the
    sentence, or from a ``$PGHP`` line before it. Without any the position has no time.
    """

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        self._pending: dict[_Key, tuple[int, list[str | None], float | None]] = {}
        self._clock: float | None = None

    def read(self, lines: Iterable[str]) -> None:
        """Read all lines, then tell of messages that were never completed."""
        for number, line in enumerate(lines, 1):
            self._line(number, line)
        for begun, parts, _ in self._pending.values():
            self._incomplete(begun, parts)

    def _line(self, number: int, line: str) -> None:
        mark = line.find("!")
        if mark < 0:
            self._without_sentence(number, line.strip())
            return
        body, star, tail = line[mark + 1 :].rstrip().partition("*")
        if not star:
            self._taken.bad(number, "the sentence is cut: it has no checksum.", "Send it again.")
            return
        try:
            said = int(tail[:2], 16) if len(tail) > 1 else -1
        except ValueError:
            said = -1
        data = body.encode("latin-1", "replace")
        found = functools.reduce(operator.xor, data, 0)
        if found != said:
            self._taken.bad(
                number,
                f"the checksum does not fit: {tail[:2]!r} is written, {found:02X} is right.",
                "The sentence was changed or cut on its way; it is left out.",
            )
            return
        fields = body.split(",", 7)
        if len(fields) < _PARTS or fields[0][2:] not in {"VDM", "VDO"}:
            self._taken.other += 1
            return
        time = self._clock
        if mark or len(tail) > 2:  # noqa: PLR2004 - the checksum's two digits
            time = _time(line[:mark], tail[2:]) or time
        if fields[1] == "1":
            self._message(number, (fields[5],), (line,), time)
        else:
            self._part(number, fields, time)

    def _without_sentence(self, number: int, line: str) -> None:
        if not line or line.startswith("#"):
            return
        if line.startswith("$"):
            self._clock = _pghp(line) or self._clock
            self._taken.other += 1
            return
        self._taken.bad(
            number, "this is no AIS sentence.", "Sentences begin with !AIVDM or the like."
        )

    def _part(self, number: int, fields: list[str], time: float | None) -> None:
        try:
            total, at = int(fields[1]), int(fields[2])
        except ValueError:
            total, at = 0, 0
        if not 1 <= at <= total <= _MOST_PARTS:
            self._taken.bad(number, "the numbers of the parts make no sense.", "It is left out.")
            return
        key = fields[0], fields[3], fields[4]
        old = self._pending.get(key)
        if old is None or len(old[1]) != total or old[1][at - 1] is not None:
            if old is not None:
                self._incomplete(old[0], old[1])
            old = (number, [None] * total, time)
            self._pending.pop(key, None)
            self._pending[key] = old
            if len(self._pending) > _MOST_PENDING:
                begun, parts, _ = self._pending.pop(next(iter(self._pending)))
                self._incomplete(begun, parts)
        begun, parts, first_time = old
        parts[at - 1] = fields[5]
        whole = [part for part in parts if part is not None]
        if len(whole) == total:
            del self._pending[key]
            self._message(begun, tuple(whole), (), first_time or time)

    def _incomplete(self, number: int, parts: list[str | None]) -> None:
        missing = [str(n) for n, part in enumerate(parts, 1) if part is None]
        self._taken.bad(
            number,
            f"part {', '.join(missing)} of {len(parts)} of the message is missing.",
            "Look whether the file was cut.",
        )

    def _message(
        self, number: int, parts: tuple[str, ...], lines: tuple[str, ...], time: float | None
    ) -> None:
        data = "".join(parts).encode("latin-1", "replace")
        try:
            kind = payload_.kind_of(data)
            if kind in payload_.POSITION_TYPES:
                self._position(number, payload_.position(data, kind), time)
            elif kind in payload_.STATIC_TYPES:
                found = payload_.static(data, kind)
                self._taken.statics.append(Static(found[0], time, *found[1:], number))
            elif kind in payload_.OTHER_POSITIONS and lines:
                self._by_pyais(number, lines[0], time)
            else:
                self._taken.other += 1
        except payload_.PayloadError as fault:
            self._taken.bad(number, str(fault), "It is left out.")

    def _position(
        self, number: int, found: tuple[int, float, float, float | None], time: float | None
    ) -> None:
        mmsi, lat, lon, sog = found
        if -90.0 <= lat <= 90.0 and -180.0 <= lon <= 180.0 and 0 < mmsi <= _MOST_MMSI:  # noqa: PLR2004 - degrees
            self._taken.positions.append(Position(mmsi, time, lat, lon, sog, number))
            return
        absent = lat == _NO_LAT or lon == _NO_LON
        what = "says that it has no position" if absent else "is nowhere on Earth"
        self._taken.bad(
            number,
            f"the position {lat:.5g}, {lon:.5g} {what}.",
            "It is left out.",
            fatal=not absent,
        )

    def _by_pyais(self, number: int, line: str, time: float | None) -> None:
        try:
            from pyais import decode
            from pyais.exceptions import AISBaseException
        except ImportError:
            self._taken.undecoded += 1
            return
        try:
            found: Any = decode(line[line.find("!") :].split(maxsplit=1)[0])
        except AISBaseException as error:
            raise payload_.PayloadError(
                f"pyais cannot read it ({type(error).__name__})."
            ) from error
        sog = getattr(found, "speed", None)
        self._position(number, (found.mmsi, found.lat, found.lon, sog), time)


def _time(before: str, behind: str) -> float | None:
    """Seconds since 1970 from what stands around a sentence."""
    tag = _TAG_TIME.search(before)
    found = tag or _EPOCH.search(behind)
    if found:
        value = float(found[1])
        return value / 1000 if value > _MILLIS else value
    text = before.strip(" \t,;|\\")
    if _EPOCH.fullmatch(text):
        return float(text) / (1000 if float(text) > _MILLIS else 1)
    try:
        day = datetime.fromisoformat(text.replace(" UTC", "+00:00"))
    except ValueError:
        return None
    return (day if day.tzinfo else day.replace(tzinfo=UTC)).timestamp()


def _pghp(line: str) -> float | None:
    """The time of a receiver's own line, which stands before the sentence it speaks of."""
    fields = line.split(",")
    if fields[0] != "$PGHP" or len(fields) < _PGHP_FIELDS:
        return None
    try:
        year, month, day, hour, minute, second, milli = map(int, fields[2:9])
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return moment.timestamp() + milli / 1000
