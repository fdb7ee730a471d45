"""Links of one party on several lists, in a build that may take over those of the one before."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdpoint.files import Keep
from holdpoint.knowledge._names import LinkResolver
from holdpoint.knowledge._same import SameParties, grounds
from holdpoint.knowledge._same_again import Changed, Joined, joined, joined_from, judged_again
from holdpoint.knowledge._same_facts import Facts, facts_from
from holdpoint.knowledge._sums import Sums, sum_of, sums_from

_SUMS, _LINKED = "sums", "linked"


@dataclass(frozen=True, slots=True)
class KeptLinks:
    """What the links of an earlier build rest on.

    Attributes:
        grounds: Of each entity, the sums of what it may share with others.
        names: Of each entity, the sums of its names as other links ask for them.
        joined: Who was one party.
    """

    grounds: Sums
    names: Sums
    joined: Sequence[Joined]


@dataclass(frozen=True, slots=True)
class SameLinks:
    """Links of one party on several lists.

    Attributes:
        lines: As a snapshot has them, each with its two ends.
        parted: How many were left out because somebody said so.
    """

    lines: Mapping[bytes, tuple[str, str]]
    parted: int


def kept_links(keep: Keep, key: str, entities: int) -> KeptLinks | None:
    """What was kept of the links; ``None`` where it is not at hand.

    Args:
        keep: Where.
        key: Of the entities that they were found among.
        entities: How many these were.
    """
    sums, rows = keep.get(_SUMS, key, last=True), keep.get(_LINKED, key, last=True)
    if sums is None or rows is None:
        return None
    own, names = sums_from(sums)
    if not len(own) == len(names) == entities:
        return None
    return KeptLinks(own, names, tuple(map(joined_from, str(rows, "utf-8").split("\n")[:-1])))


class Linking:
    """Takes the entities of a build in their order, and then links those that are one party.

    Args:
        before: The links of an earlier build; ``None``: all are judged.
        keep: Whether they are kept for the next build.
        rejected: Pairs of ids that are two parties; where there are any, all links are judged.

    Attributes:
        ids: Of all entities in their order; needed where there is an earlier build.
    """

    def __init__(
        self, before: KeptLinks | None, *, keep: bool, rejected: Collection[frozenset[str]] = ()
    ) -> None:
        self.ids: list[bytes] = []
        self._before = None if rejected else before
        self._keep = keep
        self._same = SameParties(rejected)
        self._grounds, self._names = Sums(), Sums()
        self._fresh: dict[int, Facts | None] = {}
        self._joined: list[Joined] = []

    def add(self, number: int, keys: Iterable[str], facts: Facts | None) -> None:
        """Take an entity that came or changed.

        Args:
            number: How many came before it.
            keys: Of its names.
            facts: Its facts; ``None`` where it is on no list.
        """
        if self._before is not None:
            self._fresh[number] = facts
        elif facts is not None:
            self._same.note(facts)
        if self._keep:
            self._grounds.add(sorted(sum_of(*one) for one in grounds(facts)) if facts else ())
            self._names.add(sorted(map(sum_of, keys)))

    def take(self, number: int, row: str, resolver: LinkResolver) -> None:
        """Take an entity that is as it was.

        Args:
            number: Its number then.
            row: What was worked out of it: its id, keys of its names, its facts.
            resolver: Told what it has.
        """
        if self._before is not None:
            self._grounds.add(self._before.grounds.of(number))
            self._names.add(self._before.names.of(number))
            return
        name, keys, told = json.loads(row)
        resolver.see(name, keys)
        self.add(len(self._names), keys, facts_from(name, told) if told else None)

    def close(
        self, rows: Sequence[str], gone: Mapping[int, str], resolver: LinkResolver
    ) -> SameLinks:
        """All entities were taken: the links.

        Args:
            rows: What was worked out of each entity, where there is an earlier build.
            gone: By number then, the ids of entities that went or changed.
            resolver: Told whatever names it asks for that entities have.
        """
        if self._before is not None:
            self._tell(rows, resolver)
            changed = self._changed(self._before, rows, gone)
            self._joined = list(judged_again(self._before.joined, changed))
        else:
            self._joined = list(map(joined, self._same.verdicts()))
        lines = {one.line: one.verdict.pair for one in self._joined}
        return SameLinks(lines, len(self._same.refused))

    def _tell(self, rows: Sequence[str], resolver: LinkResolver) -> None:
        """Tell of entities that are as they were: all ids, and names that links ask for."""
        for one in self.ids:
            resolver.exists(one.decode())
        for number in self._names.bearers(frozenset(map(sum_of, resolver.wanted))):
            if number not in self._fresh:
                name, keys, _ = json.loads(rows[number])
                resolver.see(name, keys)

    def _changed(self, before: KeptLinks, rows: Sequence[str], gone: Mapping[int, str]) -> Changed:
        touched = {one for number in gone for one in before.grounds.of(number)}
        touched.update(one for number in self._fresh for one in self._grounds.of(number))

        def facts(number: int) -> Facts | None:
            if number in self._fresh:
                return self._fresh[number]
            name, _, told = json.loads(rows[number])
            return facts_from(name, told) if told else None

        def number(entity: str) -> int | None:
            key = entity.encode()
            at = bisect_left(self.ids, key)
            return at if at < len(self.ids) and self.ids[at] == key else None

        return Changed(
            sums=self._grounds,
            fresh=self._fresh.keys(),
            gone=frozenset(gone.values()),
            touched=touched,
            facts=facts,
            number=number,
        )

    def put(self, keep: Keep, key: str) -> None:
        """Keep the links for the next build.

        Args:
            keep: Where.
            key: Of the entities that they were found among.
        """
        keep.put(_SUMS, key, self._columns())
        if not self._same.rejected:
            keep.put(_LINKED, key, (f"{one.row()}\n".encode() for one in self._joined))

    def _columns(self) -> Iterator[bytes]:
        yield from self._grounds.chunks()
        yield from self._names.chunks()
