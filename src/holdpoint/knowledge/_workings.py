"""What a build worked out of each entity, kept for the next one.

Most entities are the same from one build to the next. What links and the index need of such a one
is taken from the build before: its line is compared, and it is not looked at again.
"""

from __future__ import annotations

import functools
import hashlib
import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.errors import KnowledgeError
from holdpoint.files import Keep, canonical, revive
from holdpoint.knowledge._format import ENTITIES, ENTITY_KEYS
from holdpoint.knowledge._gather import TICK, Progress
from holdpoint.knowledge._lines import FileMark, Lines, split_lines
from holdpoint.knowledge._linking import KeptLinks, Linking, SameLinks, kept_links
from holdpoint.knowledge._manifest import Manifest, read_manifest
from holdpoint.knowledge._names import LinkResolver, name_keys
from holdpoint.knowledge._same_facts import Facts, facts_of, facts_row
from holdpoint.knowledge._sort import Pair
from holdpoint.model import Entity

if TYPE_CHECKING:
    from holdpoint.matching import Unchanged

_KIND = "workings"
_NEW = 0xFFFFFFFF
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


class Earlier:
    """An earlier snapshot whose files are whole, with what was worked out of its entities.

    Args:
        folder: Of the snapshot.
        rows: What was worked out of each entity, in their order.
        links: What its links rest on; ``None`` where that is not at hand.
    """

    def __init__(self, folder: Path, rows: list[str], links: KeptLinks | None) -> None:
        self.folder = folder
        self.rows = rows
        self.links = links

    def pairs(self) -> Iterator[Pair]:
        """Id and line of each entity, in their order."""
        return Lines(self.folder / ENTITIES, self.folder / ENTITY_KEYS).pairs()


def earlier_build(folder: Path | None, keep: Keep | None) -> Earlier | None:
    """The workings of an earlier snapshot; ``None`` where they cannot be relied upon.

    They can where this very program built the snapshot.

    Args:
        folder: Of the snapshot, as :func:`sound_index` gives it.
        keep: Where workings are kept.
    """
    if folder is None or keep is None:
        return None
    try:
        manifest = read_manifest(folder)
        key = manifest.sections["entities"]
        data = keep.get(_KIND, key, last=True)
        if data is None:
            return None
        head, *rows = str(data, "utf-8").split("\n")[:-1]
        whole = json.loads(head) == _marks(manifest.files)
    except (KnowledgeError, OSError):
        return None
    if not whole or len(rows) != manifest.counts["entities"]:
        return None
    return Earlier(folder, rows, kept_links(keep, key, len(rows)))


def sound_index(folder: Path | None) -> Path | None:
    """The folder of an earlier snapshot, ``None`` where its index is not what it was when built."""
    if folder is None:
        return None
    try:
        marks = _marks(read_manifest(folder).files)
        whole = all(_sha256(folder / name) == mark for name, mark in marks.items())
    except (KnowledgeError, OSError):
        return None
    return folder if whole else None


class Workings:
    """Works out of each entity what the links and the index need.

    Args:
        earlier: A build from which it may be taken.
        keep: Where it is kept for the next build; ``None`` keeps nothing.
        rejected: Pairs of ids that are two parties, whatever they share.
    """

    def __init__(
        self,
        earlier: Earlier | None,
        keep: Keep | None,
        rejected: Collection[frozenset[str]] = (),
    ) -> None:
        self._earlier = earlier
        self._keep = keep
        self._origin = array("I")
        self._rows: list[str] = []
        before = earlier.links if earlier else None
        self._links = Linking(before, keep=keep is not None, rejected=rejected)

    def compared(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Hand entities through, taking note of those that are as they were."""
        if self._earlier is None:
            yield from pairs
            return
        before = enumerate(self._earlier.pairs())
        number, (key, line) = next(before, (_NEW, (b"", b"")))
        for pair in pairs:
            while number != _NEW and key < pair[0]:
                number, (key, line) = next(before, (_NEW, (b"", b"")))
            self._origin.append(number if number != _NEW and (key, line) == pair else _NEW)
            self._links.ids.append(pair[0])
            yield pair

    def entities(
        self, folder: Path, resolver: LinkResolver, tell: Progress
    ) -> Iterator[Entity | Unchanged]:
        """The entities for the index, once they are written; links get to know them on the way.

        Args:
            folder: Where they are written.
            resolver: Told the names of each.
            tell: Told what goes on.
        """
        from holdpoint.matching import Unchanged

        for count, line in enumerate(split_lines(folder / ENTITIES)):
            if count % TICK == 0:
                tell("index", count)
            number = self._origin[count] if self._origin else _NEW
            if self._earlier is None or number == _NEW:
                entity = _entity(line)
                keys, facts = name_keys(entity), facts_of(entity) if entity.listings else None
                if self._keep is not None:
                    self._rows.append(_row(entity.id, keys, facts))
                resolver.see(entity.id, keys)
                self._links.add(count, keys, facts)
                yield entity
            else:
                row = self._earlier.rows[number]
                self._rows.append(row)
                self._links.take(number, row, resolver)
                yield Unchanged(number, functools.partial(_entity, line))

    def same_parties(self, resolver: LinkResolver) -> SameLinks:
        """The links of one party on several lists, once the index has taken all entities.

        Args:
            resolver: Told whatever names it asks for that entities have.
        """
        gone = self._gone()
        return self._links.close(self._rows, gone, resolver)

    def _gone(self) -> Mapping[int, str]:
        """By number in the earlier snapshot, the ids of entities that went or changed."""
        if self._earlier is None:
            return {}
        stayed = bytearray(len(self._earlier.rows))
        for number in self._origin:
            if number != _NEW:
                stayed[number] = 1
        rows = self._earlier.rows
        return {at: json.loads(rows[at])[0] for at, here in enumerate(stayed) if not here}

    def close(self, manifest: Manifest) -> None:
        """Keep the workings for the next build.

        Args:
            manifest: Of the finished snapshot.
        """
        if self._keep is not None:
            key = manifest.sections["entities"]
            head = canonical(_marks(manifest.files)) + b"\n"
            rows = (f"{row}\n".encode() for row in self._rows)
            self._keep.put(_KIND, key, [head, *rows])
            self._links.put(self._keep, key)


def _marks(files: Mapping[str, FileMark]) -> dict[str, str]:
    """The hashes of the files that a next build takes from."""
    return {
        name: mark.sha256
        for name, mark in sorted(files.items())
        if name in (ENTITIES, ENTITY_KEYS) or name.startswith("index.")
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _entity(line: bytes) -> Entity:
    return revive(Entity, json.loads(str(line, "utf-8")))


def _row(name: str, keys: Iterable[str], facts: Facts | None) -> str:
    return _JSON.encode([name, sorted(keys), facts_row(facts) if facts else []])
