"""What changed between two snapshots, and whether a past decision could have used any of it."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.files import canonical, revive
from holdpoint.matching import Index
from holdpoint.model import Entity, PartyQuery
from holdpoint.screening import list_ages

if TYPE_CHECKING:
    from holdpoint.editions._asked import Asked
    from holdpoint.knowledge import Snapshot
    from holdpoint.screening import ListPolicy

_FLOOR = 0.2
"""Probability from which a changed entry counts as one that a decision could have used: well below
every floor of a search, so that whoever could crowd another out of its candidates is seen too."""

_THEN = "\x1fthen"

_REMEMBERED = 1 << 20
"""Readings of names that are remembered at most."""


class Delta:
    """The difference between the snapshot of a decision and another one.

    Args:
        old: The snapshot that the decision stands on.
        new: The one to compare with.

    Attributes:
        changed: Number of entities that were added, removed or changed.
        other: Sections besides entities and links that differ; where there is one, nothing can be
            skipped.
    """

    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        mine, theirs = old.manifest.sections, new.manifest.sections
        names = {*mine, *theirs} - {"entities", "links"}
        self.other = tuple(sorted(n for n in names if mine.get(n) != theirs.get(n)))
        self._sources = (old.sources, new.sources)
        self._day_moved = old.list_date != new.list_date
        self._moved = tuple(_moved(old, new))
        self._known: dict[bytes, bool] = {}
        self._readings: dict[str, bool] = {}
        self._ages: dict[date, bool] = {}
        self._stack = ExitStack()
        entities = dict(_changed(old, new))
        self.changed = len({one.removesuffix(_THEN) for one in entities})
        self._index = self._small_index(entities) if entities else None
        self._addresses: frozenset[str] = frozenset()
        self._identifiers: frozenset[str] = frozenset()
        if self._index is not None:
            self._addresses = self._index.address_keys()
            self._identifiers = self._index.identifier_keys()

    def close(self) -> None:
        """Let go of the small index."""
        self._index = None
        self._stack.close()

    def touches(self, asked: Asked) -> bool:
        """Whether any fact that a decision used, or could have used, differs.

        Args:
            asked: What the decision asked.

        Raises:
            ValueError, TypeError, LookupError: That is not what :func:`asked_of` makes.
        """
        if self.other or (asked.undated and self._day_moved) or asked.stopped_short:
            return True
        if any(low <= asked.day < high for low, high in self._moved):
            return True
        if self._index is None:
            return False
        if not self._addresses.isdisjoint(asked.addresses):
            return True
        near = self._near(self._index, (asked,))
        return any(
            self._finds(self._index, name.query)
            for name in asked.names
            if not self._identifiers.isdisjoint(name.identifiers)
            or any(near[reading] for reading in name.readings)
        )

    def aged(self, day: date, policy: ListPolicy) -> bool:
        """Whether a list is too old on a day in one of the snapshots and not in the other."""
        if day not in self._ages:
            then, now = (
                {(a.source, a.stale) for a in list_ages(sources, policy, day) if not a.fresh}
                for sources in self._sources
            )
            self._ages[day] = then != now
        return self._ages[day]

    def look_ahead(self, asked: Iterable[Asked]) -> None:
        """Ask at once what :meth:`touches` will want to know of several decisions.

        Raises:
            ValueError, TypeError, LookupError: One is not what :func:`asked_of` makes.
        """
        if self._index is not None and not self.other:
            self._near(self._index, asked)

    def _near(self, index: Index, asked: Iterable[Asked]) -> Mapping[str, bool]:
        """For each reading of the names whether a changed entry could be found by it."""
        near = self._readings
        if len(near) > _REMEMBERED:
            near.clear()
        readings = dict.fromkeys(r for one in asked for name in one.names for r in name.readings)
        fresh = [reading for reading in readings if reading not in near]
        if fresh:
            near.update(zip(fresh, index.near(fresh, floor=_FLOOR), strict=True))
        return near

    def _finds(self, index: Index, query: Mapping[str, Any]) -> bool:
        key = canonical(query)
        if key not in self._known:
            party = revive(PartyQuery, query)
            self._known[key] = bool(index.search(party, limit=1, floor=_FLOOR))
        return self._known[key]

    def _small_index(self, entities: Mapping[str, Entity]) -> Index:
        """An index over the changed entries alone: the search turned round."""
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        for name, data in Index.build(entities.values()).items():
            (folder / name).write_bytes(data)
        return Index.open(folder, entities.__getitem__)


def _moved(old: Snapshot, new: Snapshot) -> Iterator[tuple[str, str]]:
    """Days on which a listing without a date binds by one edition of its list and not by the other.

    Such a listing is known from the day of its edition on. A list that came or went is told by its
    entries.
    """
    after = {source.id: source.list_date for source in new.sources}
    for source in old.sources:
        now = after.get(source.id)
        if source.id in after and now != source.list_date:
            low, high = sorted((source.list_date or "", now or "9999"))
            yield low, high


def _changed(old: Snapshot, new: Snapshot) -> Iterator[tuple[str, Entity]]:
    """Both states of every entity that differs, or of which a link differs, by id."""
    then, now = dict(old.lines()), dict(new.lines())
    linked = _linked(old, new)
    for key in sorted({*then, *now}):
        before, after = then.get(key), now.get(key)
        if before == after and key.decode() not in linked:
            continue
        if before is not None:
            entity: Entity = revive(Entity, json.loads(before))
            yield f"{entity.id}{_THEN}", dataclasses.replace(entity, id=f"{entity.id}{_THEN}")
        if after is not None:
            entity = revive(Entity, json.loads(after))
            yield entity.id, entity


def _linked(old: Snapshot, new: Snapshot) -> set[str]:
    if old.manifest.sections.get("links") == new.manifest.sections.get("links"):
        return set()
    different = set(old.links()) ^ set(new.links())
    return {end for link in different for end in (link.subject, link.object) if end}
