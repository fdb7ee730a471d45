"""Which embedded entities give way to an official edition that covers their list."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from holdpoint.knowledge._edition import StarterLike
from holdpoint.knowledge._names import name_key
from holdpoint.model import Entity, Listing, SourceInfo

ListKey = tuple[str, str]
_Place = tuple[ListKey, str]

_ACT = re.compile(r"\d{2,4}/\d{2,4}")
_ANNEX = re.compile(r"[Aa]nnex ([IVXLCDM]+)\b")
_WORD = re.compile(r"[a-z0-9]+")


def list_key(listing: Listing) -> ListKey:
    """What makes two listings speak of the same list.

    The authority with the number of the legal act and its annex, however the act is spelt, else
    with the list's short name.
    """
    return _list_key(listing.authority, listing.list)


@functools.lru_cache(maxsize=4096)
def _list_key(authority: str, name: str) -> ListKey:
    act, annex = _ACT.search(name), _ANNEX.search(name)
    if act:
        return authority, f"{act.group()} {annex.group(1) if annex else ''}"
    return authority, " ".join(_WORD.findall(name.casefold()))


@dataclasses.dataclass(slots=True)
class _Edition:
    """What one edition has, of that which the embedded knowledge may yield to."""

    lists: set[ListKey] = dataclasses.field(default_factory=set)
    references: dict[_Place, str | None] = dataclasses.field(default_factory=dict)
    names: dict[_Place, str | None] = dataclasses.field(default_factory=dict)

    def written(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "lists": sorted(self.lists),
            "references": [[*place, bearer] for place, bearer in self.references.items()],
            "names": [[*place, bearer] for place, bearer in self.names.items()],
        }


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Yielding:
    """What is left of the embedded entities beside the official editions.

    Attributes:
        included: The entities that stay, without the listings that an edition covers.
        left: By list, how many entities were left to the official edition.
        absent: Ids of those that the edition does not hold, by number or by name.
        moved: By id of an entity that went away, the official entity for the same party.
    """

    included: tuple[Entity, ...]
    left: Mapping[str, int]
    absent: tuple[str, ...]
    moved: Mapping[str, str]


class Coverage:
    """Watches official entities go by, and then tells which embedded ones are still needed.

    A listing is covered when an edition of the same list holds the party, or is not older than the
    listing. A designation that came after the edition's date must not get lost.

    Args:
        knowledge: The embedded knowledge.
    """

    def __init__(self, knowledge: StarterLike) -> None:
        starter = knowledge.entities
        self._starter = starter
        self._linked = {end for row in knowledge.links for end in (row.subject, row.object) if end}
        self._keys = {list_key(row) for entity in starter for row in entity.listings}
        self._references = {
            row.reference for entity in starter for row in entity.listings if row.reference
        }
        self._names = {name_key(name.text) for entity in starter for name in entity.names}
        self._dates: dict[ListKey, str | None] = {}
        self._done = _Edition()
        self._now = _Edition()

    def see(self, entity: Entity) -> None:
        """Take note of an official entity."""
        for listing in entity.listings:
            key = list_key(listing)
            if key in self._keys:
                names = [name.text for name in entity.names]
                self._see(entity.id, key, listing.reference, names)

    def see_written(self, data: Mapping[str, Any]) -> None:
        """The same of an entity as JSON values."""
        for listing in data.get("listings", ()):
            key = _list_key(listing["authority"], listing["list"])
            if key in self._keys:
                names = [name["text"] for name in data["names"]]
                self._see(data["id"], key, listing.get("reference"), names)

    def _see(self, entity: str, key: ListKey, reference: str | None, names: Sequence[str]) -> None:
        self._now.lists.add(key)
        if reference in self._references:
            _note(self._now.references, (key, reference or ""), entity)
        for name in {name_key(text) for text in names} & self._names:
            _note(self._now.names, (key, name), entity)

    def noted(self) -> Mapping[str, Any]:
        """What was noted of the edition that goes by, as JSON values for :meth:`take_over`."""
        return self._now.written()

    def take_over(self, noted: Mapping[str, Any]) -> None:
        """Note what was noted of an edition when it was read."""
        self._now = _Edition(
            lists={(authority, name) for authority, name in noted["lists"]},
            references=_places(noted["references"]),
            names=_places(noted["names"]),
        )

    def commit(self, info: SourceInfo) -> None:
        """The edition was read to its end."""
        for key in self._now.lists:
            known = self._dates.get(key, info.list_date)
            dates = [date for date in (known, info.list_date) if date]
            self._dates[key] = max(dates) if len(dates) == 2 else None  # noqa: PLR2004 - both known
        for mine, its in (
            (self._done.references, self._now.references),
            (self._done.names, self._now.names),
        ):
            for place, entity in its.items():
                if entity is None or mine.setdefault(place, entity) != entity:
                    mine[place] = None
        self._now = _Edition()

    def forget(self) -> None:
        """The edition could not be read after all."""
        self._now = _Edition()

    def result(self) -> Yielding:
        """What stays of the embedded entities."""
        included, moved, absent = [], {}, []
        left: Counter[str] = Counter()
        for entity in self._starter:
            found = [self._successor(entity, row) for row in entity.listings]
            pairs = list(zip(entity.listings, found, strict=True))
            rest = tuple(row for row, new in pairs if not (new or self._outdated(row)))
            covered = [row for row in entity.listings if row not in rest]
            left.update({f"{row.authority} {row.list}" for row in covered})
            successor = next(filter(None, found), None)
            if covered and not successor:
                absent.append(entity.id)
            if not covered:
                included.append(entity)
            elif rest or (successor is None and entity.id in self._linked):
                included.append(dataclasses.replace(entity, listings=rest))
            elif successor:
                moved[entity.id] = successor
        return Yielding(
            included=tuple(included),
            left=dict(sorted(left.items())),
            absent=tuple(sorted(absent)),
            moved=moved,
        )

    def _outdated(self, listing: Listing) -> bool:
        """Whether an edition that is not older than the listing covers the list.

        Where one of the dates is unknown this cannot be told, and the listing stays.
        """
        edition = self._dates.get(list_key(listing))
        listed = listing.listed_on
        return bool(edition and listed) and str(listed)[: len(str(edition))] <= str(edition)

    def _successor(self, entity: Entity, listing: Listing) -> str | None:
        """The official entity that this listing speaks of, by its number on the list or by name."""
        key = list_key(listing)
        found = self._done.references.get((key, listing.reference or ""))
        if found:
            return found
        bearers = {self._done.names.get((key, name_key(name.text))) for name in entity.names}
        known = sorted(bearer for bearer in bearers if bearer)
        return known[0] if len(known) == 1 else None


def _places(rows: Iterable[Sequence[Any]]) -> dict[_Place, str | None]:
    return {((key[0], key[1]), value): bearer for key, value, bearer in rows}


def _note(index: dict[_Place, str | None], place: _Place, entity: str) -> None:
    if index.setdefault(place, entity) != entity:
        index[place] = None
