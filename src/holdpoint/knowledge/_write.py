"""Write everything that was gathered into the folder of a snapshot."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.errors import KnowledgeError
from holdpoint.files import Keep, canonical, plain
from holdpoint.knowledge._coverage import Yielding
from holdpoint.knowledge._format import (
    ENTITIES,
    ENTITY_KEYS,
    LINK_KEYS,
    LINKS,
    MANIFEST,
    REFERENCE,
    REFUSED,
    SECTIONS,
    SHELVES,
    WORLD,
    ZONES,
    section_file,
)
from holdpoint.knowledge._gather import Gathered
from holdpoint.knowledge._lines import FileMark, KeyTable, write_chunks
from holdpoint.knowledge._manifest import Manifest, content_id
from holdpoint.knowledge._names import LinkCounts, LinkResolver
from holdpoint.knowledge._sort import Pair
from holdpoint.knowledge._workings import Workings, earlier_build, sound_index
from holdpoint.knowledge._world import world_file
from holdpoint.knowledge._zones import with_outlines
from holdpoint.model import Entity, Link, Place, Problem
from holdpoint.places import World

if TYPE_CHECKING:
    from holdpoint.matching import Unchanged


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finished folder, not yet published."""

    manifest: Manifest
    problems: tuple[Problem, ...]
    links: LinkCounts
    same: int
    parted: int


def write_snapshot(
    folder: Path,
    gathered: Gathered,
    previous: Path | None = None,
    not_same: Collection[frozenset[str]] = (),
    keep: Keep | None = None,
) -> Written:
    """Write every file of a snapshot, the manifest last, all flushed to disk.

    Args:
        folder: Empty but for the sorter's runs, which are removed.
        gathered: What to write; used up.
        previous: The folder of an earlier snapshot, from whose index the words of unchanged names
            are taken. It changes no byte.
        not_same: Pairs of ids that are two parties, whatever they share.
        keep: Where what is worked out of each entity is kept for the next build, and was kept by
            the last one. It changes no byte.

    Raises:
        KnowledgeError: The embedded knowledge has one id twice.
    """
    kept = gathered.close()
    files = _Files(folder)
    gathered.tell("sort", 0)
    previous = sound_index(previous)
    workings = Workings(earlier_build(previous, keep), keep, not_same)
    files.entities(workings.compared(gathered.sorter.drain()))
    for name, equal in sorted(set(gathered.sorter.repeated)):
        gathered.problems.append((name.partition(":")[0], _repeated(name, equal=equal)))
    resolver = LinkResolver(gathered.links, kept.moved)
    files.index(workings.entities(folder, resolver, gathered.tell), previous)
    same = workings.same_parties(resolver)
    files.links(resolver.resolved(), same.lines)
    world = world_file(gathered.reference.get(WORLD, ()), starter=bool(gathered.starter))
    for section in SHELVES:
        own = getattr(gathered.starter, section) if gathered.starter else ()
        rows = _beside(own, gathered.reference.get(section, ()))
        if section == "places" and (zones := gathered.reference.get(ZONES)):
            rows = [*with_outlines(rows, zones, None if world is None else World(world[0]))]
        files.shelf(section, rows)
    for section in REFERENCE:
        if table := gathered.reference.get(section):
            files.shelf(section, table)
    files.world(world)
    problems = sorted(gathered.problems, key=lambda pair: pair[0])
    files.refused(problems)
    manifest = files.manifest(gathered, kept)
    workings.close(manifest)
    gathered.tell("done", files.counts["entities"])
    return Written(
        manifest=manifest,
        problems=tuple(problem for _, problem in problems),
        links=resolver.counts,
        same=len(same.lines),
        parted=same.parted,
    )


def _beside(own: Sequence[Any], added: Sequence[Any]) -> list[Any]:
    """The embedded rows of a shelf, and those of editions.

    A place that is embedded keeps what is known of it, and gets the claims that speak of it.
    """
    rows = list(own)
    at = {row.id: i for i, row in enumerate(rows) if isinstance(row, Place)}
    for row in added:
        if isinstance(row, Place) and row.id in at:
            rows[at[row.id]] = dataclasses.replace(rows[at[row.id]], claims=row.claims)
        else:
            rows.append(row)
    return rows


class _Files:
    """The files of one folder, with the marks that the manifest will hold."""

    def __init__(self, folder: Path) -> None:
        self.counts: dict[str, int] = {}
        self._folder = folder
        self._marks: dict[str, FileMark] = {}

    def entities(self, pairs: Iterable[Pair]) -> None:
        table = KeyTable()

        def chunks() -> Iterator[bytes]:
            offset = count = 0
            for count, (key, line) in enumerate(pairs, start=1):  # noqa: B007 - counts for below
                table.add(key, offset)
                offset += len(line) + 1
                yield line + b"\n"
            self.counts["entities"] = count

        self._put(ENTITIES, chunks())
        self._put(ENTITY_KEYS, table.chunks())

    def index(self, entities: Iterable[Entity | Unchanged], previous: Path | None) -> None:
        from holdpoint.matching import Index

        for name, data in sorted(Index.build(entities, previous).items()):
            self._put(name, [data])

    def links(self, links: Iterable[Link], written: Mapping[bytes, tuple[str, str]]) -> None:
        ends: dict[bytes, tuple[str, str | None]] = {**written}
        ends.update((canonical(link), (link.subject, link.object)) for link in links)
        lines = sorted(ends)
        self._put(LINKS, (line + b"\n" for line in lines))
        self.counts["links"] = len(lines)
        self._put(LINK_KEYS, _table_of((line, ends[line]) for line in lines).chunks())

    def shelf(self, section: str, values: Sequence[Any]) -> None:
        lines = sorted({(shelf_key(value), canonical(value)) for value in values})
        names = [key for key, _ in lines if section != "goods"]
        twice = next((a for a, b in itertools.pairwise(names) if a == b), None)
        if twice:
            raise KnowledgeError(
                f"{section}: the id {twice[0]!r} stands there twice. Mend the data."
            )
        self._put(section_file(section), (line + b"\n" for _, line in lines))
        self.counts[section] = len(lines)

    def world(self, made: tuple[bytes, int] | None) -> None:
        if made is not None:
            self._put(section_file(WORLD), [made[0]])
            self.counts[WORLD] = made[1]

    def refused(self, problems: Iterable[tuple[str, Problem]]) -> None:
        rows = [canonical({"source": name, **plain(problem)}) for name, problem in problems]
        self._put(REFUSED, (row + b"\n" for row in rows))
        self.counts["refused"] = len(rows)

    def manifest(self, gathered: Gathered, kept: Yielding) -> Manifest:
        sections = {
            section: self._marks[section_file(section)].sha256
            for section in (*SECTIONS, *REFERENCE, WORLD)
            if section in self.counts
        }
        starter = {
            "included": len(kept.included),
            "left_to_official": kept.left,
            "absent_there": kept.absent,
        }
        manifest = Manifest(
            id=content_id(sections, gathered.sources),
            engine=engine(),
            sections=sections,
            counts=self.counts,
            sources=gathered.sources,
            files=dict(sorted(self._marks.items())),
            starter=starter if gathered.starter else {},
        )
        write_chunks(self._folder / MANIFEST, [manifest.render()])
        return manifest

    def _put(self, name: str, chunks: Iterable[bytes]) -> None:
        self._marks[name] = write_chunks(self._folder / name, chunks)


def engine() -> str:
    """Name and version of the program, as the manifest keeps it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"holdpoint {version('holdpoint')}"
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "holdpoint (not installed)"


def link_table(lines: Iterable[bytes]) -> KeyTable:
    """Where the links of an entity stand, be it their subject or their object."""
    rows = ((line, json.loads(line)) for line in lines)
    return _table_of((line, (data["subject"], data.get("object"))) for line, data in rows)


def _table_of(links: Iterable[tuple[bytes, tuple[str, str | None]]]) -> KeyTable:
    """The same of lines with the subject and the object of each."""
    places: dict[str, list[int]] = {}
    offset = 0
    for line, ends in links:
        for end in ends:
            if end:
                known = places.setdefault(end, [])
                if not known or known[-1] != offset:  # both ends may be one
                    known.append(offset)
        offset += len(line) + 1
    table = KeyTable()
    for end in sorted(places):  # in the order of code points, as UTF-8 is
        key = end.encode()
        for place in places[end]:
            table.add(key, place)
    return table


def shelf_key(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - a value of any shelf
    """By what the values of a shelf are ordered: goods by list and code, the rest by id."""
    return (value.list, value.code) if hasattr(value, "code_kind") else (value.id,)


def _repeated(name: str, *, equal: bool) -> Problem:
    what = "equal entries; one was kept." if equal else "different entries; all were kept."
    return Problem(
        file=name.partition(":")[0],
        field="id",
        value=name[:80],
        reason=f"The number stands there twice, with {what}",
        remedy="Compare the entries in the list." if not equal else "Nothing needs to be done.",
        fatal=False,
    )
