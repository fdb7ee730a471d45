"""One edition of one list: its entities, its links, and what became of every record."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from holdpoint.files import Keep
from holdpoint.model import Entity, Link, Problem, SourceInfo
from holdpoint.sources._carry import completed
from holdpoint.sources._older import FileCount, Older, keep_older
from holdpoint.sources._sketch import Entry, Memory, Sketch, ground_of

T = TypeVar("T")
_SHOWN = 80


@dataclass(slots=True)
class Tally:
    """What became of every record, filled while the entities are made.

    ``cut_short`` is true while the last record seen has too few fields: the file may be torn.

    A record is *read* when it became a fact of some entity (several records may form one entity),
    or *refused* with a problem. ``warn`` notes something about a record that was read all the same.
    """

    problems: list[Problem] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    cut_short: bool = False
    _rows: Counter[str] = field(default_factory=Counter)
    _read: Counter[str] = field(default_factory=Counter)
    _refused: Counter[str] = field(default_factory=Counter)

    def row(self, file: str) -> None:
        """One more record was seen in a file."""
        self._rows[file] += 1

    def open(self, file: str) -> None:
        """A file takes part, even if it turns out to hold no record."""
        self._rows[file] += 0

    def took(self, file: str) -> None:
        """A record became a fact."""
        self._read[file] += 1
        self.cut_short = False

    def refuse(
        self, file: str, line: int | None, reason: str, remedy: str, *, field: str | None = None
    ) -> None:
        """A record was refused."""
        self._refused[file] += 1
        self.problems.append(
            Problem(file=file, line=line, field=field, reason=reason, remedy=remedy)
        )

    def warn(
        self,
        file: str,
        line: int | None,
        reason: str,
        remedy: str,
        *,
        field: str | None = None,
        value: str | None = None,
    ) -> None:
        """Something is odd, but the record was read."""
        shown = None if value is None else value[:_SHOWN]
        self.problems.append(
            Problem(
                file=file,
                line=line,
                field=field,
                value=shown,
                reason=reason,
                remedy=remedy,
                fatal=False,
            )
        )

    def refusals(self) -> Tally:
        """Accounts of the refused records alone, and the warnings.

        For a file of several lists, whose refused records are told with the first of them.
        """
        out = Tally()
        for problem in self.problems:
            if problem.fatal:
                out.row(problem.file)
                out.refuse(
                    problem.file, problem.line, problem.reason, problem.remedy, field=problem.field
                )
            else:
                out.problems.append(problem)
        return out

    def files(self) -> tuple[FileCount, ...]:
        """The count of each file, in the order in which they were opened."""
        return tuple(
            FileCount(file=file, rows=n, read=self._read[file], refused=self._refused[file])
            for file, n in self._rows.items()
        )


def by_list(
    rows: Mapping[str, Sequence[T]], seen: Tally, file: str, only: frozenset[str] | None
) -> Iterator[tuple[str, Sequence[T], Tally]]:
    """The lists of a file that holds several, by id, each with its records and accounts of its own.

    What the file refused, and its warnings, are told with the first list that is wanted.
    """
    refused = seen.refusals()
    for source in sorted(rows):
        if only is not None and source not in only:
            continue
        tally, refused = refused, Tally()
        tally.open(file)
        for _ in rows[source]:
            tally.row(file)
            tally.took(file)
        yield source, rows[source], tally


class Edition:
    """One edition of one list.

    ``entities`` is an iterator and can be walked once; ``info``, ``links``, ``problems`` and
    ``files`` are final when it is exhausted.
    """

    def __init__(
        self,
        about: SourceInfo,
        entities: Iterable[Entity | Sketch],
        tally: Tally,
        links: list[Link],
    ) -> None:
        self._about = about
        self._tally = tally
        self._links = links
        self._count = 0
        self._names: list[tuple[str, Sequence[str]]] = []
        self._given = entities
        self._older: Callable[[], Older | None] | None = None
        self._walk: Iterator[Entity] | None = None

    @property
    def entities(self) -> Iterator[Entity]:
        """The entries of the list, in the order of the file; to be walked once."""
        if self._walk is None:  # made now: an iterator that nobody walks would keep all this alive
            self._walk = self._made()
        return self._walk

    def _made(self) -> Iterator[Entity]:
        for entry in self.entries(None):
            assert entry.entity is not None
            yield entry.entity

    def entries(self, memory: Memory | None) -> Iterator[Entry]:
        """The entries in the order of the file, to be walked instead of ``entities``.

        Args:
            memory: Entries of an earlier build by this program; ``None``: all are made, and nobody
                asks what of.
        """
        given: Iterable[Entity | Sketch] = self._given
        older, self._older = self._older, None
        if older is not None and (before := older()) is not None:
            sketches = (one if isinstance(one, Sketch) else Sketch.of(one) for one in given)
            given = self._completed(sketches, before)
        for one in given:
            entry = Entry(one.id, entity=one) if isinstance(one, Entity) else _entry(one, memory)
            self._count += 1
            self._links.extend(entry.links)
            self._names.append((entry.id, entry.names()))
            yield entry

    def add_note(self, note: str) -> None:
        """Add a sentence to the note of ``info``."""
        notes = [self._about.note, note]
        self._about = dataclasses.replace(self._about, note=" ".join(n for n in notes if n))

    def complete_from(self, older: Callable[[], Older | None]) -> None:
        """Let an older edition of the same list give the particulars that this one leaves out.

        Its records are not counted with those of this edition; the note tells of them. Must be
        called before the entries are walked.

        Args:
            older: Gives the older edition, once the entries are asked for; ``None`` where its file
                does not hold it.
        """
        self._older = older

    def read_whole(self, keep: Keep | None = None, key: str = "") -> Older:
        """Read the edition to its end, as an older one of the same list.

        Args:
            keep: Where it is kept for the next time; ``None`` keeps nothing.
            key: All that it depends on besides the program.
        """
        entities = list(self.entities)
        if keep is not None:
            return keep_older(
                keep,
                key,
                about=self.info,
                files=self.files,
                links=self.links,
                entities=entities,
            )
        known = {entity.id: Sketch.of(entity) for entity in entities}
        return Older(self.info, self.files, self.links, known)

    def _completed(self, sketches: Iterator[Sketch], older: Older) -> Iterator[Sketch]:
        about, total, used = older.about, len(older.entries), 0
        as_of = about.list_date or "an older edition"
        here: set[str] = set()
        for sketch in sketches:
            old = None if sketch.id in here else older.entries.get(sketch.id)
            here.add(sketch.id)
            used += old is not None
            yield _with_particulars(sketch, old, as_of) if old else sketch
        self._links += [
            dataclasses.replace(link, object=link.object if link.object in here else None)
            for link in older.links
            if link.subject in here
        ]
        self._about = dataclasses.replace(
            self._about, sha256={**self._about.sha256, **about.sha256}
        )
        self.add_note(
            f"Particulars of {used} entries as of {as_of}, as the newer file has none: from "
            f"{', '.join(count.told() for count in older.files)}; {total - used} entries of that "
            "edition are no longer listed and play no part."
        )

    @property
    def source(self) -> str:
        """Id of the list."""
        return self._about.id

    @property
    def info(self) -> SourceInfo:
        """The edition as a manifest shows it, counts included."""
        counts = self.files
        ignored = ", ".join(f"{name} ({n})" for name, n in sorted(self._tally.ignored.items()))
        each = "; ".join(count.told() for count in counts) if len(counts) > 1 else ""
        notes = [
            self._about.note,
            f"Knowingly not read: {ignored}." if ignored else None,
            f"Records: {each}." if each else None,
        ]
        return dataclasses.replace(
            self._about,
            rows=sum(c.rows for c in counts),
            read=sum(c.read for c in counts),
            refused=sum(c.refused for c in counts),
            entities=self._count,
            note=" ".join(n for n in notes if n) or None,
        )

    @property
    def files(self) -> tuple[FileCount, ...]:
        """Records read and refused, file by file."""
        return self._tally.files()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every refused record with its reason, and the warnings (``fatal=False``)."""
        return tuple(self._tally.problems)

    @property
    def links(self) -> tuple[Link, ...]:
        """Links between entries; ``object`` is set where the name is unique in this edition.

        A link whose ``object`` a reader set itself stays as it is; one that leads back to its own
        subject says nothing and is left out.
        """
        done: dict[tuple[str, str, str], Link] = {}
        bearer = self._bearers() if self._links else {}
        for link in self._links:
            found = link.object or bearer.get(name_key(link.object_name))
            if found == link.subject and not link.object:
                continue
            whole = dataclasses.replace(link, object=found, source=self._about.id)
            done.setdefault((whole.subject, whole.relation, name_key(whole.object_name)), whole)
        return tuple(done.values())

    def _bearers(self) -> Mapping[str, str | None]:
        """By key of a name, the one entry that bears it, as its first name if several do."""
        first: dict[str, str | None] = {}
        bearers: dict[str, str | None] = {}
        for entity, names in self._names:
            for place, text in enumerate(names):
                key = name_key(text)
                if place == 0:
                    _note(first, key, entity)
                _note(bearers, key, entity)
        return {**bearers, **{key: entity for key, entity in first.items() if entity}}


def _entry(sketch: Sketch, memory: Memory | None) -> Entry:
    ground = sketch.ground() if memory is not None else b""
    known = memory.recall(ground) if memory is not None and ground else None
    if known is not None:
        line, links = known
        return Entry(sketch.id, ground, links, line=line, data=json.loads(line))
    entity, links = sketch.make()
    return Entry(sketch.id, ground, links, entity)


def _with_particulars(newer: Sketch, older: Sketch, as_of: str) -> Sketch:
    def ground() -> bytes:
        both = newer.ground(), older.ground()
        return ground_of(*both, as_of.encode()) if all(both) else b""

    def make() -> tuple[Entity, Sequence[Link]]:
        entity, links = newer.make()
        return completed(entity, older.make()[0], as_of), links

    return Sketch(newer.id, ground, make)


def name_key(text: str) -> str:
    """A name as links compare it: case, spaces and a closing full stop do not matter."""
    return " ".join(text.casefold().split()).rstrip(".")


def _note(index: dict[str, str | None], key: str, entity: str) -> None:
    """Remember whose name this is; ``None`` once two entries share it."""
    known = index.setdefault(key, entity)
    if known != entity:
        index[key] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one file holds of one list, told by a reader that only looked.

    Attributes:
        source: Id of the list.
        role: ``whole`` for the list itself, ``amendment`` for rows that complete it, or the kind
            of a companion file (``addresses``, ``aliases``, ``comments``).
        entries: How many entries (records, where entries span several) it holds.
        complete: ``False`` when the file ends in the middle, or holds a part by its own word.
        flaw: What it lacks, where it is not complete for another reason than a cut.
        also: Further files that belong to it by its own word.
        numbers: Numbers of the entries, where companion files are joined by them.
        bare: Whether it holds names and programmes only, without birth dates, numbers and links.
    """

    source: str
    role: str = "whole"
    list_date: str | None = None
    date_basis: str = "unknown"
    entries: int = 0
    complete: bool = True
    flaw: str | None = None
    also: tuple[Path, ...] = ()
    numbers: frozenset[str] = frozenset()
    bare: bool = False


class Reader(Protocol):
    """One format. A new one is a module with such a class, a line in the registry, and a test."""

    format: str

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether a file is of this format, by its content (the first bytes, uncompressed)."""

    def look(self, path: Path) -> tuple[Found, ...]:
        """Which lists of which date a file holds.

        Raises:
            UnreadableInputError: It is of this format, but damaged.
        """

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """The editions in a file and its companions.

        Args:
            files: The list itself first, then what belongs to it.
            only: Ids of the lists wanted; ``None`` for all.

        Raises:
            UnreadableInputError: The file cannot be used; nothing of it was handed out.
        """
