"""Editions that were read before: kept as lines, so that an unchanged list is not read again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from holdpoint.files import Keep, canonical, plain, revive
from holdpoint.knowledge._sort import Pair, packed, unpacked
from holdpoint.model import Link, Problem, SourceInfo

_KIND = "editions"
_LAST = "groups"
_GROUND = 16
_UNKNOWN = bytes(_GROUND)
_SIZE = 8
"""Bytes of the number that tells how long what is said of the editions is; their runs follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEdition:
    """One edition as a build takes it.

    Attributes:
        coverage: What of it the embedded knowledge may yield to, as JSON values.
        count: Number of entities.
        run: Their ids and canonical lines, sorted, in the form of the sorter's runs.
        grounds: In the same order, what each was made of, by its hash; empty where not known.
        stated: By place in that order, the links that a record states.
    """

    info: SourceInfo
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    coverage: Mapping[str, Any]
    count: int
    run: memoryview
    grounds: memoryview
    stated: Mapping[str, Any]


class Memory:
    """The entries of an edition, by what each was made of.

    Args:
        edition: As an earlier build took it; ``None``: nothing is remembered.
    """

    def __init__(self, edition: KeptEdition | None) -> None:
        self._stated: Mapping[str, Any] = {}
        self._lines: dict[bytes, tuple[int, bytes]] = {}
        if edition is None:
            return
        grounds = bytes(edition.grounds)
        self._stated = edition.stated
        self._lines = {
            grounds[_GROUND * at : _GROUND * at + _GROUND]: (at, line)
            for at, (_, line) in enumerate(unpacked(edition.run) if grounds else ())
        }
        self._lines.pop(_UNKNOWN, None)

    def recall(self, ground: bytes) -> tuple[bytes, tuple[Link, ...]] | None:
        """The canonical line of what was made of the same, and its links; ``None`` if none was."""
        found = self._lines.get(ground)
        if found is None:
            return None
        at, line = found
        return line, tuple(revive(Link, one) for one in self._stated.get(str(at), ()))


class Recorder:
    """Notes the editions of a group while they are read, and keeps them at its end.

    Args:
        keep: Where.
        key: Of the group: all that the editions depend on besides the program.
        starter: Whether the embedded knowledge takes part.
        last: By list, the key of the group of which the last build took it.
    """

    def __init__(self, keep: Keep, key: str, *, starter: bool, last: Mapping[str, str]) -> None:
        self._keep = keep
        self.key = _key(key, starter=starter)
        self._last = last
        self._read: dict[str, tuple[KeptEdition, ...]] = {}
        self._rows: list[dict[str, Any]] = []
        self._runs: list[bytes] = []
        self._entries: list[tuple[Pair, bytes, Sequence[Link]]] = []

    def memory(self, source: str) -> Memory:
        """The entries of a list as the last build took them."""
        key = self._last.get(source)
        if key is None:
            return Memory(None)
        if key not in self._read:
            data = self._keep.get(_KIND, key, last=True)
            self._read[key] = tuple(_editions(data)) if data is not None else ()
        return Memory(next((one for one in self._read[key] if one.info.id == source), None))

    def entry(self, pair: Pair, ground: bytes = b"", links: Sequence[Link] = ()) -> None:
        """An entry of the edition that goes by."""
        self._entries.append((pair, ground, links))

    def edition(
        self,
        info: SourceInfo,
        links: Sequence[Link],
        problems: Sequence[Problem],
        coverage: Mapping[str, Any],
    ) -> None:
        """An edition was read to its end."""
        entries = sorted(self._entries, key=itemgetter(0))
        run = b"".join([packed(pair) for pair, _, _ in entries])
        known = any(ground for _, ground, _ in entries)
        grounds = b"".join([ground or _UNKNOWN for _, ground, _ in entries]) if known else b""
        stated = {str(at): plain(own) for at, (_, _, own) in enumerate(entries) if own}
        self._runs += (run, grounds)
        self._rows.append(
            {
                "info": plain(info),
                "links": plain(links),
                "problems": plain(problems),
                "coverage": coverage,
                "count": len(entries),
                "size": len(run),
                "grounds": len(grounds),
                "stated": stated,
            }
        )
        self._entries = []

    def close(self) -> None:
        """The group was read to its end: keep it."""
        about = canonical(self._rows)
        head = len(about).to_bytes(_SIZE, "little")
        self._keep.put(_KIND, self.key, [head, about, *self._runs])


def last_groups(keep: Keep) -> dict[str, str]:
    """By list, the key of the group of which the last build took it; empty where not known."""
    data = keep.get(_LAST, "")
    return {} if data is None else dict(json.loads(bytes(data)))


def keep_groups(keep: Keep, groups: Mapping[str, str]) -> None:
    """Keep for the next build what :func:`last_groups` gives."""
    keep.put(_LAST, "", [canonical(groups)])


def kept_editions(recorder: Recorder, keep: Keep) -> tuple[KeptEdition, ...] | None:
    """The editions of a group, ``None`` where they are not at hand.

    Args:
        recorder: Of the group.
        keep: Where they may be.
    """
    data = keep.get(_KIND, recorder.key)
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
            run=data[at : (end := at + row["size"])],
            grounds=data[end : (after := end + row["grounds"])],
            stated=row["stated"],
        )
        at = after
