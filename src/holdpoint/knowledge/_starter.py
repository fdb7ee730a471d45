"""Read the embedded facts: parties, links, goods, places, corridors, claims and their sources.

Every file is checked as it is read, row by row; what is wrong is told with file and line. What the
columns mean stands in ``docs/reference/starter.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from holdpoint.knowledge._starter_parties import SOURCE, read_entities, read_links
from holdpoint.knowledge._starter_rows import Reader
from holdpoint.knowledge._starter_world import (
    GoodsList,
    read_claims,
    read_corridors,
    read_goods,
    read_places,
    read_sources,
)
from holdpoint.model import Claim, Corridor, Entity, GoodsEntry, Link, Place, SourceInfo

_PARTS: Mapping[str, tuple[str, ...]] = {
    SOURCE: ("entities.csv", "identifiers.csv", "addresses.csv", "links.csv"),
    "starter-goods": ("goods.csv", "goods_lists.csv"),
    "starter-places": ("places.yaml", "trade_places.csv", "corridors.yaml"),
    "starter-claims": ("claims.yaml",),
}
_OTHER = ("corrections.csv", "sources.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """What the product knows out of the box; each collection in the order of its file."""

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]
    goods: tuple[GoodsEntry, ...]
    goods_lists: tuple[GoodsList, ...]
    places: tuple[Place, ...]
    corridors: tuple[Corridor, ...]
    claims: tuple[Claim, ...]
    sources: tuple[SourceInfo, ...]


def starter_files(folder: Path | None = None) -> tuple[Path, ...]:
    """The data files of the embedded knowledge, sorted by name.

    Args:
        folder: Where they lie; the installed package by default.
    """
    names = sorted([*_OTHER, *(name for part in _PARTS.values() for name in part)])
    return tuple(_folder(folder) / name for name in names)


def starter_knowledge(folder: Path | None = None) -> Starter:
    """Read and check the embedded facts.

    Args:
        folder: Where the files lie; the installed package by default.

    Raises:
        KnowledgeError: A row breaks the rules of its file; its problems name file and line.
        UnreadableInputError: A file is missing, empty, or neither CSV nor YAML.
    """
    reader = Reader(_folder(folder))
    places = read_places(reader)
    place_ids = {place.id for place in places}
    entities = read_entities(reader, place_ids)
    goods, goods_lists = read_goods(reader)
    starter = Starter(
        entities=entities,
        links=read_links(reader, {entity.id for entity in entities}),
        goods=goods,
        goods_lists=goods_lists,
        places=places,
        corridors=read_corridors(reader, place_ids),
        claims=read_claims(reader),
        sources=read_sources(reader),
    )
    _check_ids(reader, starter)
    reader.finish()
    sources = (_counted(reader, starter, source) for source in starter.sources)
    return replace(starter, sources=tuple(sources))


def _folder(folder: Path | None) -> Path:
    return Path(str(files("holdpoint.starter"))) if folder is None else folder


def _check_ids(reader: Reader, starter: Starter) -> None:
    reader.unique("entities.csv", [one.id for one in starter.entities])
    reader.unique("places.yaml", [one.id for one in starter.places])
    reader.unique("goods_lists.csv", [one.id for one in starter.goods_lists])
    reader.unique("corridors.yaml", [one.id for one in starter.corridors])
    reader.unique("claims.yaml", [one.id for one in starter.claims])
    reader.unique("sources.yaml", [one.id for one in starter.sources])
    reader.stray("sources.yaml", "id", {one.id for one in starter.sources} ^ set(_PARTS))


def _counted(reader: Reader, starter: Starter, source: SourceInfo) -> SourceInfo:
    names = _PARTS[source.id]
    rows = reader.rows(names)
    own = len(starter.entities) if source.id == SOURCE else 0
    return replace(source, sha256=reader.hashes(names), rows=rows, read=rows, entities=own)
