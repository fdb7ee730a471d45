"""Editions that were read before: kept as lines, so that an unchanged list is not read again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from holdpoint.files import Keep, canonical, plain, revive
from holdpoint.knowledge._sort import Pair, packed
from holdpoint.model import Link, Problem, SourceInfo

_KIND = "editions"
_SIZE = 8
"""Bytes of the number that tells how long what is said of the editions is; their runs follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEdition:
    """One edition as a build takes it.

    Attributes:
        coverage: What of it the embedded knowledge may yield to, as JSON values.
        count: Number of entities.
        run: Their ids and canonical lines, sorted, in the form of the sorter's runs.
    """

    info: SourceInfo
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    coverage: Mapping[str, Any]
    count: int
    run: memoryview


class Recorder:
    """Notes the editions of a group while they are read, and keeps them at its end.

    Args:
        keep: Where.
        key: Of the group: all that the editions depend on besides the program.
        starter: Whether the embedded knowledge takes part.
    """

    def __init__(self, keep: Keep, key: str, *, starter: bool) -> None:
        self._keep = keep
        self._key = _key(key, starter=starter)
        self._rows: list[dict[str, Any]] = []
        self._runs: list[bytes] = []
        self.pairs: list[Pair] = []

    def edition(
        self,
        info: SourceInfo,
        links: Sequence[Link],
        problems: Sequence[Problem],
        coverage: Mapping[str, Any],
    ) -> None:
        """An edition was read to its end; :attr:`pairs` are its entities."""
        self.pairs.sort()
        run = b"".join(packed(pair) for pair in self.pairs)
        self._runs.append(run)
        self._rows.append(
            {
                "info": plain(info),
                "links": plain(links),
                "problems": plain(problems),
                "coverage": coverage,
                "count": len(self.pairs),
                "size": len(run),
            }
        )
        self.pairs = []

    def close(self) -> None:
        """The group was read to its end: keep it."""
        about = canonical(self._rows)
        head = len(about).to_bytes(_SIZE, "little")
        self._keep.put(_KIND, self._key, [head, about, *self._runs])


def kept_editions(keep: Keep, key: str, *, starter: bool) -> tuple[KeptEdition, ...] | None:
    """The editions of a group, ``None`` where they are not at hand.

    Args:
        keep: Where they may be.
        key: As for :class:`Recorder`.
        starter: As for :class:`Recorder`.
    """
    data = keep.get(_KIND, _key(key, starter=starter))
    return None if data is None else tuple(_editions(data))


def _key(key: str, *, starter: bool) -> str:
    return f"{key} {'with' if starter else 'without'} the embedded knowledge"


def _editions(data: memoryview) -> Iterator[KeptEdition]:
    size = int.from_bytes(data[:_SIZE], "little")
    at = _SIZE + size
    for row in json.loads(bytes(data[_SIZE:at])):
        yield KeptEdition(
            info=revive(SourceInfo, row["info"]),
            links=tuple(revive(Link, one) for one in row["links"]),
            problems=tuple(revive(Problem, one) for one in row["problems"]),
            coverage=row["coverage"],
            count=row["count"],
            run=data[at : at + row["size"]],
        )
        at += row["size"]
