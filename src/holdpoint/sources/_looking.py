"""Which reader reads a file and what it holds: looked up once for each content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdpoint.errors import UnreadableInputError
from holdpoint.files import Keep, canonical, file_hash
from holdpoint.sources._edition import Found, Reader
from holdpoint.sources._parsed import Parsed, shared
from holdpoint.sources._registry import READERS, reader_for

BESIDE: Mapping[str, str | None] = {
    "names-json": "manifest.json",
    "own-csv": None,
    "places-csv": None,
    "natural-earth-geojson": None,
    "unlocode-csv": None,
}
"""Formats whose readers look at other files than they are given: the one file beside, or ``None``
where it may be any. Nothing of the latter is kept."""

_MANIFEST = "manifest.json"
_KIND = "look"
_BY_FORMAT = {reader.format: reader for reader in READERS}


class Looker:
    """Looks into files; what was seen of one is kept by its name and content.

    Args:
        keep: Where; ``None`` keeps nothing.
        parsed: Where readers hold what they parse.
    """

    def __init__(self, keep: Keep | None, parsed: Parsed) -> None:
        self._keep = keep
        self._parsed = parsed
        self._hashes: dict[Path, str] = {}

    def look(self, path: Path) -> tuple[Reader, tuple[Found, ...]]:
        """The reader of a file, and which lists of which date it holds.

        Raises:
            UnreadableInputError: Nobody here reads it, or it is damaged.
        """
        if self._keep is None:
            known = shared(reader_for(path), self._parsed)
            return known, known.look(path)
        key = self.mark(path)
        kept = self._keep.get(_KIND, key)
        if kept is not None:
            form, seen = _read(json.loads(bytes(kept)), path)
            return shared(form, self._parsed), seen
        reader: Reader | None = None
        try:
            reader = shared(reader_for(path), self._parsed)
            found = reader.look(path)
        except UnreadableInputError as error:
            if reader is None or keepable(reader):
                self._keep.put(_KIND, key, [canonical({"fault": str(error)})])
            raise
        if keepable(reader):
            rows = [_written(one) for one in found]
            self._keep.put(_KIND, key, [canonical({"reader": reader.format, "found": rows})])
        return reader, found

    def mark(self, path: Path) -> str:
        """A file's name and content, and that of a manifest beside it.

        Raises:
            UnreadableInputError: It cannot be opened.
        """
        beside = path.with_name(_MANIFEST)
        also = f" {self._hash(beside)}" if beside.is_file() else ""
        return f"{self._hash(path)}{also} {path.name}"

    def _hash(self, path: Path) -> str:
        if path not in self._hashes:
            self._hashes[path] = file_hash(path)
        return self._hashes[path]


def keepable(reader: Reader) -> bool:
    """Whether what a reader says depends on its files, and a manifest beside them, alone."""
    return BESIDE.get(reader.format, _MANIFEST) == _MANIFEST


def _written(found: Found) -> dict[str, Any]:
    return {
        "source": found.source,
        "role": found.role,
        "list_date": found.list_date,
        "date_basis": found.date_basis,
        "entries": found.entries,
        "complete": found.complete,
        "flaw": found.flaw,
        "also": [path.name for path in found.also],
        "numbers": sorted(found.numbers),
        "bare": found.bare,
    }


def _read(data: Mapping[str, Any], path: Path) -> tuple[Reader, tuple[Found, ...]]:
    if "fault" in data:
        raise UnreadableInputError(data["fault"])
    found = (
        Found(
            **{
                **row,
                "also": tuple(path.with_name(name) for name in row["also"]),
                "numbers": frozenset(row["numbers"]),
            }
        )
        for row in data["found"]
    )
    return _BY_FORMAT[data["reader"]], tuple(found)
