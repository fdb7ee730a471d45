"""Where lists are published: a table that a firm may replace by its own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from holdpoint.errors import HoldpointError

_OWN = Path(__file__).with_name("data") / "addresses.csv"
_COLUMNS = ("source", "holds", "file", "url", "hosts", "key", "basis")
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """One file of one list at its publisher's.

    Attributes:
        file: The name under which it is kept.
        hosts: Further hosts to which the address may lead.
        key: Environment variable whose value stands for ``{key}``; ``None`` where none is needed.
        basis: ``not_verified`` where nobody has called the address yet.
    """

    file: str
    url: str
    hosts: tuple[str, ...] = ()
    key: str | None = None
    basis: str = "not_verified"

    def address(self, keys: Mapping[str, str]) -> str | None:
        """The address with its key filled in; ``None`` where the key is not there."""
        if self.key is None:
            return self.url
        value = keys.get(self.key)
        return self.url.replace("{key}", value) if value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remotes:
    """One list, or one file of several lists, with its companions."""

    source: str
    holds: tuple[str, ...]
    files: tuple[Remote, ...]


def read_addresses(path: Path | None = None) -> tuple[Remotes, ...]:
    """The table of addresses.

    Args:
        path: A table of the same columns; ``None`` is the one that comes with the program.

    Returns:
        One row a source, in the order of the file.

    Raises:
        HoldpointError: A row cannot be used; the message names file, line and column.
    """
    table = path or _OWN
    try:
        text = table.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise HoldpointError(f"{table.name}: cannot be read: {error}.") from error
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if not line.startswith("#")]
    reader = csv.DictReader(line for _, line in lines)
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise HoldpointError(f"{table.name}: the column '{missing[0]}' is missing. Add it.")
    groups: dict[str, list[Remote]] = {}
    holds: dict[str, tuple[str, ...]] = {}
    for row, (line, _) in zip(reader, lines[1:], strict=False):
        source, remote = _remote(row, f"{table.name}, line {line}")
        groups.setdefault(source, []).append(remote)
        holds.setdefault(source, _several(row["holds"]) or (source,))
    return tuple(
        Remotes(source=source, holds=holds[source], files=tuple(files))
        for source, files in groups.items()
    )


def _remote(row: Mapping[str, str | None], where: str) -> tuple[str, Remote]:
    source, file, url = ((row[name] or "").strip() for name in ("source", "file", "url"))
    for name, value in (("source", source), ("file", file), ("url", url)):
        if not value:
            raise HoldpointError(f"{where}: '{name}' is empty. Give one.")
    if Path(file).name != file or file.startswith("."):
        raise HoldpointError(f"{where}: '{file}' is no plain file name. Leave folders out.")
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise HoldpointError(f"{where}: the address is not https. Lists are fetched by https only.")
    return source, Remote(
        file=file,
        url=url,
        hosts=_several(row["hosts"]),
        key=(row["key"] or "").strip() or None,
        basis=(row["basis"] or "").strip() or "not_verified",
    )


def _several(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(";") if part.strip())
