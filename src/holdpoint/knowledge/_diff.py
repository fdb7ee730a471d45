"""What changed between two snapshots, or two editions of a list."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from holdpoint.files import plain
from holdpoint.knowledge._fields import FieldChange, Form, field_changes, paths
from holdpoint.knowledge._format import LINKS, REFERENCE, SHELVES, section_file
from holdpoint.knowledge._lines import split_lines
from holdpoint.knowledge._snapshot import Snapshot
from holdpoint.knowledge._sort import Pair, sorted_pairs
from holdpoint.model import Entity

_SHARE = 0.10
_FEWEST = 5
_KINDS = ("added", "removed", "changed", "reformatted", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entity that came or went."""

    id: str
    source: str
    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityChange:
    """An entity that is on both sides with different contents.

    Attributes:
        name: The name it has now.
        fields: What differs; those with ``form`` set are no change of facts.
    """

    id: str
    source: str
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChange:
    """A field that only one of two editions of a source has at all.

    Attributes:
        field: Path of the field, such as ``listings.listed_on`` or ``extra.INTERPOL LINK``.
        form: ``new_field`` or ``dropped_field``.
        entities: In how many entities on both sides it stands.
    """

    source: str
    field: str
    form: Form
    entities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """The difference between two states, everything in the order of ids.

    Attributes:
        before: Id of the earlier snapshot; empty for a bare list of entities.
        after: Id of the later one.
        added: Entities that came.
        removed: Entities that went.
        changed: Entities of which a fact changed.
        reformatted: Entities that are only written down differently: a new or dropped column,
            another order, case or spacing. Their facts are as before.
        forms: The columns that came or went, by source.
        by_source: By source, how many were added, removed, changed, reformatted, unchanged.
        list_dates: By source, the list date before and after (snapshots only).
        others: By section (links, goods …), how many lines came and went (snapshots only).
    """

    before: str
    after: str
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[EntityChange, ...]
    reformatted: tuple[EntityChange, ...]
    forms: tuple[FormChange, ...]
    by_source: Mapping[str, Mapping[str, int]]
    list_dates: Mapping[str, tuple[str | None, str | None]]
    others: Mapping[str, tuple[int, int]]

    def counts(self) -> dict[str, int]:
        """How many were added, removed, changed, reformatted, unchanged."""
        return {kind: sum(row[kind] for row in self.by_source.values()) for kind in _KINDS}

    def to_dict(self) -> dict[str, Any]:
        """The whole as JSON values."""
        data: dict[str, Any] = plain(self, keep_empty=True)
        return {**data, "counts": self.counts()}


def diff(before: Snapshot | Iterable[Entity], after: Snapshot | Iterable[Entity]) -> Diff:
    """Compare two snapshots, or two lists of entities, by id.

    A field counts as a matter of form when no entity of the source has it on one side, and on the
    other side at least a tenth (and five) of the entities that both have: a list does not learn
    the same new kind of fact about so many at once, its publisher (or its reader) changed the
    columns. Such changes are reported too, apart from the changes of facts.

    Args:
        before: The earlier state. An iterable is walked once and held in memory.
        after: The later state.
    """
    old, new = _Side(before), _Side(after)
    forms, present = _forms(old, new)
    out = _Collector()
    for one, two in _merge(old, new):
        out.take(one, two, forms)
    return Diff(
        before=old.id,
        after=new.id,
        added=tuple(out.added),
        removed=tuple(out.removed),
        changed=tuple(out.changed),
        reformatted=tuple(out.reformatted),
        forms=tuple(
            FormChange(source=source, field=path, form=form, entities=present[source, path])
            for source in sorted(forms)
            for path, form in sorted(forms[source].items())
        ),
        by_source={s: {k: out.counts[s, k] for k in _KINDS} for s in sorted(out.sources)},
        list_dates=_dates(before, after),
        others=_others(before, after),
    )


class _Side:
    """One of the two, by id, as often as it is asked for."""

    def __init__(self, what: Snapshot | Iterable[Entity]) -> None:
        self._snapshot = what if isinstance(what, Snapshot) else None
        self._pairs = [] if isinstance(what, Snapshot) else sorted_pairs(iter(what))
        self.id = self._snapshot.id if self._snapshot else ""

    def pairs(self) -> Iterator[Pair]:
        return self._snapshot.lines() if self._snapshot else iter(self._pairs)


@dataclass(slots=True)
class _Collector:
    added: list[Entry] = field(default_factory=list)
    removed: list[Entry] = field(default_factory=list)
    changed: list[EntityChange] = field(default_factory=list)
    reformatted: list[EntityChange] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)

    def take(
        self, one: bytes | None, two: bytes | None, forms: Mapping[str, Mapping[str, Form]]
    ) -> None:
        data = json.loads(two or one or b"")
        source = data["source"]
        self.sources.add(source)
        if one is None:
            self.added.append(_entry(data))
            kind = "added"
        elif two is None:
            self.removed.append(_entry(data))
            kind = "removed"
        elif one == two:
            kind = "unchanged"
        else:
            kind = self._compare(json.loads(one), data, forms.get(source, {}))
        self.counts[source, kind] += 1

    def _compare(
        self, old: Mapping[str, Any], new: Mapping[str, Any], forms: Mapping[str, Form]
    ) -> str:
        fields = field_changes(old, new, forms)
        change = EntityChange(
            id=new["id"], source=new["source"], name=new["names"][0]["text"], fields=fields
        )
        facts = any(row.form is None for row in fields)
        (self.changed if facts else self.reformatted).append(change)
        return "changed" if facts else "reformatted"


def _merge(old: _Side, new: _Side) -> Iterator[tuple[bytes | None, bytes | None]]:
    """Both sides' lines, paired by id; ``None`` where one has no such id."""
    left, right = old.pairs(), new.pairs()
    one, two = next(left, None), next(right, None)
    while one or two:
        if two is None or (one is not None and one[0] < two[0]):
            yield (one[1] if one else None), None
            one = next(left, None)
        elif one is None or two[0] < one[0]:
            yield None, two[1]
            two = next(right, None)
        else:
            yield one[1], two[1]
            one, two = next(left, None), next(right, None)


Counts = Counter[tuple[str, str]]


def _forms(old: _Side, new: _Side) -> tuple[dict[str, dict[str, Form]], Counts]:
    """Fields that one side has nowhere in a source and the other in many of its entities."""
    had: Counts = Counter()
    has: Counts = Counter()
    common: Counter[str] = Counter()
    for one, two in _merge(old, new):
        if one is None or two is None:
            continue
        before, after = json.loads(one), json.loads(two)
        source = after["source"]
        common[source] += 1
        if one != two:
            had.update((source, path) for path in set(paths(before)))
            has.update((source, path) for path in set(paths(after)))
    forms: dict[str, dict[str, Form]] = defaultdict(dict)
    for source, path in {*had, *has}:
        enough = max(_FEWEST, _SHARE * common[source])
        if not had[source, path] and has[source, path] >= enough:
            forms[source][path] = "new_field"
        elif not has[source, path] and had[source, path] >= enough:
            forms[source][path] = "dropped_field"
    if forms:
        _keep_absent(forms, old, new)
    return {source: found for source, found in forms.items() if found}, had + has


def _keep_absent(forms: dict[str, dict[str, Form]], old: _Side, new: _Side) -> None:
    """Drop candidates that stand in an entity which was not looked at: unchanged, gone or new."""
    for one, two in _merge(old, new):
        if one is not None and two is not None and one != two:
            continue
        data = json.loads(two or one or b"")
        found = forms.get(data["source"])
        for path in set(paths(data)) & found.keys() if found else ():
            form = found[path] if found else None
            lacking = one if form == "new_field" else two
            if lacking is not None and found:
                del found[path]


def _entry(data: Mapping[str, Any]) -> Entry:
    return Entry(
        id=data["id"], source=data["source"], name=data["names"][0]["text"], type=data["type"]
    )


def _dates(
    before: Snapshot | Iterable[Entity], after: Snapshot | Iterable[Entity]
) -> dict[str, tuple[str | None, str | None]]:
    if not isinstance(before, Snapshot) or not isinstance(after, Snapshot):
        return {}
    old = {source.id: source.list_date for source in before.sources}
    new = {source.id: source.list_date for source in after.sources}
    return {name: (old.get(name), new.get(name)) for name in sorted({*old, *new})}


def _others(
    before: Snapshot | Iterable[Entity], after: Snapshot | Iterable[Entity]
) -> dict[str, tuple[int, int]]:
    if not isinstance(before, Snapshot) or not isinstance(after, Snapshot):
        return {}
    out = {}
    held = {*before.manifest.sections, *after.manifest.sections}
    shelves = {s: section_file(s) for s in (*SHELVES, *REFERENCE) if s in held}
    for section, name in {"links": LINKS, **shelves}.items():
        old, new = (
            set(split_lines(side.path / name)) if section in side.manifest.sections else set()
            for side in (before, after)
        )
        out[section] = (len(new - old), len(old - new))
    return out
