"""What a build tells: the accounts of every source, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdpoint.files import plain
from holdpoint.model import Problem, SourceInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """The outcome of a build.

    Attributes:
        id: The snapshot's id, ``sha256:<hex>``.
        path: Its folder.
        sources: One row a source: records, of them read and refused, and entities.
        problems: Every refused record and every doubt, by source; ``fatal`` is ``False`` where the
            record was read all the same.
        skipped: Editions that could not be read and were left out, because the caller said so.
        counts: By section, how many lines the snapshot holds.
        starter_included: Entities of the embedded knowledge that stayed.
        starter_left: By list, how many of them were left to the official edition.
        starter_absent: Ids of those that the official edition does not hold (any more, or under
            another name).
        links_resolved: Links whose other end was found by its name in this build.
        links_by_name: Links whose other end is known by name only.
        same_links: Links between entries of different lists that are one party.
        same_rejected: Such links that were left out because somebody said so.
        reused: ``True`` when a sound snapshot of this very content stood there already; its own
            manifest stays, with the dates on which its files were fetched.
        seconds: How long it took; no part of the snapshot.
    """

    id: str
    path: Path
    sources: tuple[SourceInfo, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...]
    counts: Mapping[str, int]
    starter_included: int
    starter_left: Mapping[str, int]
    starter_absent: tuple[str, ...]
    links_resolved: int
    links_by_name: int
    same_links: int
    same_rejected: int
    reused: bool
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON values, with the name of the folder only."""
        data: dict[str, Any] = {
            name: plain(getattr(self, name), keep_empty=True)
            for name in self.__slots__
            if name != "path"
        }
        return {**data, "folder": self.path.name}
