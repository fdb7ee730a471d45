"""A snapshot, opened: memory-mapped, read-only, to be shared between threads."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from holdpoint.errors import KnowledgeError, UnreadableInputError
from holdpoint.files import revive
from holdpoint.knowledge._format import (
    ENTITIES,
    ENTITY_KEYS,
    LINK_KEYS,
    LINKS,
    REFERENCE,
    REFUSED,
    SHELVES,
    WORLD,
    section_file,
)
from holdpoint.knowledge._lines import Lines, split_lines
from holdpoint.knowledge._manifest import Manifest, read_manifest
from holdpoint.knowledge._query import party_query
from holdpoint.knowledge._same_words import RELATION
from holdpoint.knowledge._sort import Pair
from holdpoint.knowledge._store import locate
from holdpoint.model import (
    ChartRow,
    Claim,
    ControlEntry,
    Corridor,
    CountryGroups,
    Entity,
    GoodsEntry,
    HsLine,
    Link,
    PartyQuery,
    Place,
    Problem,
    SourceInfo,
    TradeFigure,
)

if TYPE_CHECKING:
    from holdpoint.matching import Index, Matches
    from holdpoint.places import World

_REMEMBERED = 2048
_FLOOR = 0.3


class Snapshot:
    """What the product knows: one immutable state of lists, goods, places and claims.

    Nothing is loaded before it is asked for; the files are mapped, so that many processes share
    the memory. It can be shared between threads.

    Attributes:
        id: ``sha256:<hex>`` of the canonical content.
        path: The folder.
        manifest: Sources, counts, and the hash of each file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.manifest: Manifest = read_manifest(path)
        self.id = self.manifest.id
        _check_sizes(path, self.manifest)
        self._recent = functools.lru_cache(maxsize=_REMEMBERED)(self._load)

    def __repr__(self) -> str:
        return f"<Snapshot {self.id[:19]}… of {len(self)} entities>"

    def __len__(self) -> int:
        return self.manifest.counts["entities"]

    def __contains__(self, entity_id: object) -> bool:
        return isinstance(entity_id, str) and bool(self._entities.find(entity_id.encode()))

    @property
    def sources(self) -> tuple[SourceInfo, ...]:
        """The editions it was built from, by id."""
        return self.manifest.sources

    @functools.cached_property
    def list_date(self) -> str:
        """The newest date of its sources, ISO 8601; a date without a day counts as its first.

        Raises:
            KnowledgeError: No source states its date.
        """
        dates = [source.list_date for source in self.sources if source.list_date]
        if not dates:
            raise KnowledgeError(
                "No source of this snapshot states its date. Say by the law of which day to judge "
                "(--as-of)."
            )
        return max(f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10] for date in dates)  # noqa: PLR2004 - a year

    def check(self) -> None:
        """Compare every file with the manifest, so that what is decided rests on sound bytes.

        Raises:
            KnowledgeError: A file was changed, is missing, or does not belong here.
        """
        from holdpoint.knowledge._verify import check_files

        problems = tuple(check_files(self.path, self.manifest))
        if problems:
            raise KnowledgeError("The snapshot is damaged.", problems)

    def entity(self, entity_id: str) -> Entity:
        """The entity with an id.

        Raises:
            KnowledgeError: There is none.
        """
        return self._recent(entity_id)

    def _load(self, entity_id: str) -> Entity:
        found = self._entities.find(entity_id.encode())
        if not found:
            raise KnowledgeError(f"The snapshot has no entity {entity_id[:80]!r}.")
        return revive(Entity, json.loads(self._entities.line(found[0])))

    def entities(self) -> Iterator[Entity]:
        """Every entity, by id; one at a time."""
        for _, line in self._entities.pairs():
            yield revive(Entity, json.loads(line))

    def lines(self) -> Iterator[Pair]:
        """Every entity as its id and its canonical line, both UTF-8, by id."""
        return self._entities.pairs()

    def links_of(self, entity_id: str) -> tuple[Link, ...]:
        """The links in which an entity is the subject or the object, in a fixed order."""
        found = self._links.find(entity_id.encode())
        return tuple(revive(Link, json.loads(self._links.line(i))) for i in found)

    def same_as(self, entity_id: str) -> tuple[Link, ...]:
        """The entries of other lists that are the same party as an entity, each once.

        Returns:
            Links from the entity to each of them, with the reasons; only what was found by
            comparing the two themselves, so that one wrong link spoils no other.
        """
        found = (link for link in self.links_of(entity_id) if link.relation == RELATION)
        return tuple(
            link
            if link.subject == entity_id
            else dataclasses.replace(
                link,
                subject=entity_id,
                object=link.subject,
                object_name=self.entity(link.subject).caption,
            )
            for link in found
        )

    def links(self) -> Iterator[Link]:
        """Every link, in a fixed order."""
        for line in split_lines(self.path / LINKS):
            yield revive(Link, json.loads(line))

    @functools.cached_property
    def goods(self) -> tuple[GoodsEntry, ...]:
        """The goods lists, by list and code."""
        return cast("tuple[GoodsEntry, ...]", self._shelf("goods"))

    @functools.cached_property
    def places(self) -> tuple[Place, ...]:
        """Sites, ports, airports and zones, by id."""
        return cast("tuple[Place, ...]", self._shelf("places"))

    @functools.cached_property
    def world(self) -> World | None:
        """The world's gazetteer, mapped; ``None`` where the snapshot was built without it."""
        if WORLD not in self.manifest.sections:
            return None
        from holdpoint.places import World as WorldFile

        return WorldFile.open(self.path / section_file(WORLD))

    @functools.cached_property
    def corridors(self) -> tuple[Corridor, ...]:
        """Reported routes, by id."""
        return cast("tuple[Corridor, ...]", self._shelf("corridors"))

    @functools.cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What sources said, by id."""
        return cast("tuple[Claim, ...]", self._shelf("claims"))

    @functools.cached_property
    def nomenclature(self) -> tuple[HsLine, ...]:
        """The Harmonized System, by code; empty where the snapshot was built without it."""
        return cast("tuple[HsLine, ...]", self._shelf("nomenclature"))

    @functools.cached_property
    def controls(self) -> tuple[ControlEntry, ...]:
        """The Commerce Control List, by ECCN; empty where the snapshot was built without it."""
        return cast("tuple[ControlEntry, ...]", self._shelf("controls"))

    @functools.cached_property
    def chart(self) -> tuple[ChartRow, ...]:
        """The Commerce Country Chart, by country; empty where built without it."""
        return cast("tuple[ChartRow, ...]", self._shelf("chart"))

    @functools.cached_property
    def country_groups(self) -> tuple[CountryGroups, ...]:
        """The Country Groups of the EAR, by country; empty where built without them."""
        return cast("tuple[CountryGroups, ...]", self._shelf("groups"))

    @functools.cached_property
    def trade(self) -> tuple[TradeFigure, ...]:
        """A firm's trade statistics; empty where the snapshot was built without any."""
        return cast("tuple[TradeFigure, ...]", self._shelf("trade"))

    def refused(self) -> Iterator[tuple[str, Problem]]:
        """Records that were refused or doubted when it was built, each with its source's id."""
        for line in split_lines(self.path / REFUSED):
            data = json.loads(line)
            yield data.pop("source"), revive(Problem, data)

    def match(
        self, query: Mapping[str, Any] | PartyQuery, limit: int = 10, *, floor: float = _FLOOR
    ) -> Matches:
        """The entities that a party resembles most, best first, each explained.

        Args:
            query: The party: ``name`` and what else is known, see :func:`party_query`.
            limit: How many at most, from 1.
            floor: Lowest probability that is shown, 0 to 1.

        Raises:
            UnreadableInputError: The query has no name, or fields that are not known.
        """
        if limit < 1:
            raise UnreadableInputError(f"The limit must be 1 or more, not {limit}.")
        return self.index.search(party_query(query), limit=limit, floor=floor)

    @functools.cached_property
    def index(self) -> Index:
        """The match index over all entities; opened when first used."""
        from holdpoint.matching import Index as MatchIndex

        return MatchIndex.open(self.path, self.entity)

    @functools.cached_property
    def _entities(self) -> Lines:
        return Lines(self.path / ENTITIES, self.path / ENTITY_KEYS)

    @functools.cached_property
    def _links(self) -> Lines:
        return Lines(self.path / LINKS, self.path / LINK_KEYS)

    def _shelf(self, section: str) -> tuple[Any, ...]:
        if section not in self.manifest.sections:
            return ()
        kind = {**SHELVES, **REFERENCE}[section]
        rows = split_lines(self.path / section_file(section))
        return tuple(revive(kind, json.loads(row)) for row in rows)


def open_snapshot(path: Path | None = None, *, snapshot_id: str | None = None) -> Snapshot:
    """Open a snapshot.

    Its manifest and the size of each file are checked; :func:`verify` checks every byte.

    Args:
        path: A store, the folder of one snapshot, or ``None`` for the embedded knowledge, which is
            built into the user's cache when it is first used.
        snapshot_id: Which snapshot of the store; the one in use when left out.

    Raises:
        KnowledgeError: It is missing, damaged, or of another version of the format.
    """
    if path is None:
        from holdpoint.knowledge._embedded import embedded

        path = embedded()
    return Snapshot(locate(Path(path), snapshot_id))


def _check_sizes(path: Path, manifest: Manifest) -> None:
    for name, mark in manifest.files.items():
        try:
            size = (path / name).stat().st_size
        except OSError:
            raise KnowledgeError(
                f"{name} is missing from the snapshot. Build it again, or restore it from a copy."
            ) from None
        if size != mark.size:
            raise KnowledgeError(
                f"{name} is damaged: it has {size} bytes instead of {mark.size}. "
                "Build the snapshot again, or restore it from a copy."
            )
