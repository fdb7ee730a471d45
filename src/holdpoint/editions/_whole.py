"""Whether an edition is whole: read to its end and held against the one in use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from holdpoint.editions._addresses import Remotes
from holdpoint.errors import HoldpointError, UnreadableInputError
from holdpoint.files import read_bytes
from holdpoint.model import Entity
from holdpoint.sources import Edition, read_source

_PARTICULARS: Mapping[str, Callable[[Entity], Any]] = {
    "aliases": lambda e: e.names[1:],
    "countries": lambda e: e.countries,
    "addresses": lambda e: e.addresses,
    "identifiers": lambda e: e.identifiers,
    "birth dates": lambda e: e.birth_dates,
    "listings": lambda e: e.listings,
    "remarks": lambda e: e.remarks,
}
_PAGE = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEAD = 4096


class EditionRefusedError(HoldpointError):
    """An edition is not whole. The one in use stays in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How much a new edition may differ from the one in use; shares from 0 to 1.

    Attributes:
        refused: Share of the rows that may be refused.
        gone: Share of the old entries that may be gone.
        common: A particular that this share of the old entries bore must not vanish wholly.
        few: Below so many old entries shares say nothing, and only emptiness counts.
    """

    refused: float = 0.01
    gone: float = 0.20
    common: float = 0.05
    few: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an edition holds of one list.

    Attributes:
        ids: Of its entries, sorted.
        particulars: How many entries bear each particular.
    """

    source: str
    list_date: str | None
    rows: int
    refused: int
    ids: tuple[str, ...] = ()
    particulars: Mapping[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As JSON values; :meth:`of` reads them."""
        return {
            "source": self.source,
            "list_date": self.list_date,
            "rows": self.rows,
            "refused": self.refused,
            "ids": list(self.ids),
            "particulars": dict(sorted(self.particulars.items())),
        }

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Contents:
        """From :meth:`to_dict`."""
        return cls(**{**row, "ids": tuple(row["ids"])})


def contents_of(files: Sequence[Path], remotes: Remotes) -> tuple[Contents, ...]:
    """Read an edition to its end.

    Args:
        files: The list itself first, then its companions.
        remotes: What it should be.

    Returns:
        One for each list in it.

    Raises:
        EditionRefusedError: It is a web page, damaged, cut short, or another list.
    """
    for path in files:
        if _PAGE.match(read_bytes(path)[:_HEAD]):
            raise EditionRefusedError(f"{path.name} is a web page, not a list.")
    try:
        found = tuple(_contents(edition) for edition in read_source(list(files)))
    except UnreadableInputError as error:
        raise EditionRefusedError(f"It cannot be read: {error}") from error
    held = {one.source for one in found}
    missing = [name for name in remotes.holds if name not in held]
    if missing:
        raise EditionRefusedError(
            f"It is another list: it holds {', '.join(sorted(held)) or 'nothing'}, "
            f"and {', '.join(missing)} was asked for."
        )
    return found


def _contents(edition: Edition) -> Contents:
    ids, bears = list[str](), Counter[str]()
    for entity in edition.entities:
        ids.append(entity.id)
        bears.update(name for name, read in _PARTICULARS.items() if read(entity))
    info = edition.info
    return Contents(
        source=info.id,
        list_date=info.list_date,
        rows=info.rows,
        refused=info.refused,
        ids=tuple(sorted(ids)),
        particulars=dict(bears),
    )


def check_whole(
    new: Iterable[Contents], old: Mapping[str, Contents], tolerance: Tolerance
) -> tuple[int, int]:
    """Hold an edition against the one in use.

    Args:
        new: What it holds, list by list.
        old: What the edition in use holds, by list; empty for the first.
        tolerance: How much may differ.

    Returns:
        Entries that came, and entries that went.

    Raises:
        EditionRefusedError: It is empty, older, or so much is missing that a person must look.
    """
    came = went = 0
    for one in new:
        _check_alone(one, tolerance)
        before = old.get(one.source)
        if before is None:
            came += len(one.ids)
            continue
        _check_against(one, before, tolerance)
        here, there = set(one.ids), set(before.ids)
        came, went = came + len(here - there), went + len(there - here)
    return came, went


def _check_alone(one: Contents, tolerance: Tolerance) -> None:
    if not one.ids:
        raise EditionRefusedError(f"{one.source}: it holds no entry. An empty list is no list.")
    if one.refused > tolerance.refused * one.rows:
        raise EditionRefusedError(
            f"{one.source}: {one.refused} of {one.rows} rows cannot be read, more than "
            f"{tolerance.refused:.0%}. Look at the file, or raise --most-refused."
        )


def _check_against(one: Contents, before: Contents, tolerance: Tolerance) -> None:
    if one.list_date and before.list_date and one.list_date < before.list_date:
        raise EditionRefusedError(
            f"{one.source}: it is of {one.list_date}, older than {before.list_date} in use."
        )
    if len(before.ids) < tolerance.few:
        return
    gone = len(set(before.ids) - set(one.ids))
    if gone > tolerance.gone * len(before.ids):
        raise EditionRefusedError(
            f"{one.source}: {gone} of {len(before.ids)} entries would be gone, more than "
            f"{tolerance.gone:.0%}. If the publisher did delist them, raise --most-gone."
        )
    for name, count in before.particulars.items():
        if count >= tolerance.common * len(before.ids) and not one.particulars.get(name):
            raise EditionRefusedError(
                f"{one.source}: no entry bears {name} any more, and {count} did: a column vanished."
            )
