"""Invented lists, an invented starter, and a match index that is quick to build."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from holdpoint.model import (
    Claim,
    Corridor,
    CorridorLeg,
    Entity,
    GoodsEntry,
    Identifier,
    Link,
    Listing,
    Name,
    PartyQuery,
    Place,
    Problem,
    SourceInfo,
)


@dataclasses.dataclass
class FakeEdition:
    """One edition, read from memory. ``fault`` is raised after the entities."""

    info: SourceInfo
    entities: Iterable[Entity]
    links: Sequence[Link] = ()
    problems: Sequence[Problem] = ()


@dataclasses.dataclass
class FakeStarter:
    """The shape of the embedded knowledge."""

    entities: Sequence[Entity] = ()
    links: Sequence[Link] = ()
    goods: Sequence[GoodsEntry] = ()
    places: Sequence[Place] = ()
    corridors: Sequence[Corridor] = ()
    claims: Sequence[Claim] = ()
    sources: Sequence[SourceInfo] = ()


class FakeIndex:
    """Finds an entity whose name is spelt exactly so."""

    def __init__(self, folder: Path, entity: Callable[[str], Entity]) -> None:
        self._table: dict[str, list[str]] = json.loads((folder / "index.fake").read_bytes())
        self._entity = entity

    @staticmethod
    def build(entities: Iterable[Entity], previous: Path | None = None) -> dict[str, bytes]:
        table: dict[str, list[str]] = {}
        for entity in entities:
            for name in entity.names:
                table.setdefault(name.text, []).append(entity.id)
        return {"index.fake": json.dumps(table, sort_keys=True).encode(), "index.empty": b""}

    @classmethod
    def open(cls, folder: Path, entity: Callable[[str], Entity]) -> FakeIndex:
        return cls(folder, entity)

    def search(self, query: PartyQuery, *, limit: int, floor: float) -> tuple[Entity, ...]:
        return tuple(self._entity(found) for found in self._table.get(query.name, ())[:limit])


class Fakes:
    """Makes invented values."""

    def entity(
        self,
        key: str,
        *names: str,
        source: str = "zz-list",
        list_: str = "Alpha",
        **more: Any,
    ) -> Entity:
        listing = Listing(
            authority=more.pop("authority", "ZZ"),
            list=list_,
            measure="blocking",
            listed_on=more.pop("listed_on", None),
            reference=more.pop("reference", key),
        )
        return Entity(
            id=f"{source}:{key}",
            source=source,
            type="company",
            names=tuple(Name(text=text) for text in names or (f"Invented Works {key}",)),
            **{"listings": (listing,), **more},
        )

    def some(self, count: int, *, source: str = "zz-list", mark: str = "") -> list[Entity]:
        return [
            self.entity(
                str(i),
                f"Invented Works {i}{mark}",
                f"Ausgedachte Werke {i}",
                source=source,
                countries=("IR",),
                identifiers=(Identifier(kind="tax", value=f"00{i}"),),
            )
            for i in range(count)
        ]

    def edition(
        self,
        entities: Iterable[Entity],
        *,
        source: str = "zz-list",
        list_date: str | None = "2026-01-31",
        links: Sequence[Link] = (),
        problems: Sequence[Problem] = (),
        **more: Any,
    ) -> FakeEdition:
        held = list(entities)
        counts = {"rows": len(held) + len(problems), "read": len(held), "refused": len(problems)}
        info = SourceInfo(
            id=source,
            title="Invented list",
            publisher="Ministry of Examples",
            authority="ZZ",
            format="fake",
            list_date=list_date,
            entities=len(held),
            **{**counts, **more},
        )
        return FakeEdition(info=info, entities=iter(held), links=links, problems=problems)

    def unreadable(
        self, entities: Iterable[Entity], fault: Exception, *, source: str
    ) -> FakeEdition:
        edition = self.edition(entities, source=source)
        held = edition.entities

        def broken() -> Iterator[Entity]:
            yield from held
            raise fault

        edition.entities = broken()
        return edition

    def starter(self, *entities: Entity, links: Sequence[Link] = ()) -> FakeStarter:
        return FakeStarter(
            entities=entities,
            links=links,
            goods=(
                GoodsEntry(list="B", code="8542", code_kind="hs", description="chips"),
                GoodsEntry(list="A", code="010121", code_kind="hs", description="horses"),
            ),
            places=(
                Place(
                    id="p-north",
                    name="Northport",
                    kind="port",
                    country="ZZ",
                    lat=1.5,
                    lon=-2.25,
                    uncertainty_km=3.0,
                    codes={"unlocode": "ZZNPT"},
                ),
            ),
            corridors=(
                Corridor(
                    id="c-1",
                    name="North to south",
                    legs=(CorridorLeg(order=1, from_place="p-north", to_place="p-south"),),
                    source="invented",
                    source_date="2026-01-01",
                    stance="reported",
                ),
            ),
            claims=(
                Claim(
                    id="k-1",
                    statement="Goods went south.",
                    predicate="shipped",
                    subject="goods",
                    object="south",
                    attribution=("Invented Gazette",),
                    stance="reported",
                    modality="asserted",
                    published="2026-01-01",
                ),
            ),
            sources=(
                SourceInfo(
                    id="starter",
                    title="Embedded",
                    publisher="Holdpoint",
                    authority="",
                    format="starter",
                    list_date="2026-02",
                    rows=len(entities),
                    read=len(entities),
                ),
            ),
        )


@pytest.fixture
def fakes() -> Fakes:
    return Fakes()


@pytest.fixture
def quick_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the real match index: these tests are about what stands around it."""
    import holdpoint.matching

    monkeypatch.setattr(holdpoint.matching, "Index", FakeIndex, raising=False)


@pytest.fixture
def use_starter(monkeypatch: pytest.MonkeyPatch) -> Callable[[FakeStarter], None]:
    """Put an invented starter in the place of the embedded one."""

    def use(starter: FakeStarter) -> None:
        monkeypatch.setattr("holdpoint.knowledge._build._starter", lambda: starter)

    return use
