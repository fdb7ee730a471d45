"""What changed between two snapshots, and whether a past decision could have used any of it."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.files import canonical, revive
from holdpoint.matching import Index
from holdpoint.model import Entity, PartyQuery, Transaction
from holdpoint.screening import asked_names, list_ages

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot
    from holdpoint.screening import Kept, ListPolicy

_FLOOR = 0.2
"""Probability from which a changed entry counts as one that a decision could have used: well below
every floor of a search, so that whoever could crowd another out of its candidates is seen too."""

_THEN = "\x1fthen"
_STOPPED_SHORT = ("more listed names resemble", "not every listed name was compared")


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
        self._stack = ExitStack()
        entities = dict(_changed(old, new))
        self.changed = len({one.removesuffix(_THEN) for one in entities})
        self._index = self._small_index(entities) if entities else None

    def close(self) -> None:
        """Let go of the small index."""
        self._index = None
        self._stack.close()

    def touches(self, kept: Kept) -> bool:
        """Whether any fact that a decision used, or could have used, differs.

        Args:
            kept: The record of the decision.
        """
        order, day = kept.transaction, str(kept.decision["as_of"])
        if self.other or (kept.as_of is None and order.date is None and self._day_moved):
            return True
        if any(low <= day < high for low, high in self._moved) or _stopped_short(kept):
            return True
        return self._named(order) or self._at_address(order)

    def aged(self, day: date, policy: ListPolicy) -> bool:
        """Whether a list is too old on a day in one of the snapshots and not in the other."""
        then, now = (
            {(age.source, age.stale) for age in list_ages(sources, policy, day) if not age.fresh}
            for sources in self._sources
        )
        return then != now

    def _named(self, order: Transaction) -> bool:
        return any(self._finds(query) for query in asked_names(order))

    def _finds(self, query: PartyQuery) -> bool:
        if self._index is None:
            return False
        key = canonical(query)
        if key not in self._known:
            self._known[key] = bool(self._index.search(query, limit=1, floor=_FLOOR))
        return self._known[key]

    def _at_address(self, order: Transaction) -> bool:
        if self._index is None:
            return False
        index = self._index
        return any(
            bool(index.at_address(party.address, party.country))
            for party in order.parties
            if party.address
        )

    def _small_index(self, entities: Mapping[str, Entity]) -> Index:
        """An index over the changed entries alone: the search turned round."""
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        for name, data in Index.build(entities.values()).items():
            (folder / name).write_bytes(data)
        return Index.open(folder, entities.__getitem__)


def _stopped_short(kept: Kept) -> bool:
    """Whether a search had left something out: what it would find now depends on every entry."""
    notes = kept.decision.get("not_run") or ()
    return any(words in note["why"] for note in notes for words in _STOPPED_SHORT)


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
