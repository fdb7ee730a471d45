"""A file of positions, whatever its form."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from holdpoint.files import TextLines, csv_records
from holdpoint.model import Problem
from holdpoint.tracks._nmea import NmeaReader
from holdpoint.tracks._table import TableMapping, TableReader, read_mapping
from holdpoint.tracks._taken import Taken
from holdpoint.tracks._types import Messages

_LONGEST: Final = 1 << 16


def read_track(path: Path, mapping: Path | None = None) -> Messages:
    """Read AIS sentences (NMEA 0183) or a table of positions (CSV); gzip or not.

    Args:
        path: The file. It is taken for NMEA where its first line bears a sentence.
        mapping: YAML file that names a table's columns, delimiter, time format and unit of speed.

    Returns:
        The messages, and every line that could not be read as a problem.

    Raises:
        UnreadableInputError: The file cannot be opened, is no text, or is a table without the
            columns that are needed.
        HostileInputError: The file is larger than the limits of :mod:`holdpoint.files`.
    """
    lines = TextLines(path, max_line=_LONGEST)
    taken = Taken(path.name)
    first = lines.peek().lstrip("\ufeff \t")
    if mapping is None and _is_nmea(first):
        NmeaReader(taken).read(lines)
        return taken.messages()

    def keep(problem: Problem) -> None:
        taken.bad(problem.line, problem.reason, problem.remedy)

    how = read_mapping(mapping) if mapping else TableMapping()
    TableReader(taken, how).read(csv_records(lines, delimiter=how.delimiter, on_problem=keep))
    return taken.messages()


def _is_nmea(line: str) -> bool:
    if not line or line[0] in "!$\\":
        return True
    if "mmsi" in line.casefold():
        return False  # a header, even behind a "#"
    return line[0] == "#" or "VDM," in line or "VDO," in line
