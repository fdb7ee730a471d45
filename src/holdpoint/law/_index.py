"""From the facts of an order to the rules that can speak: an index of what rules need.

Every alternative of every rule is a bit. A column is one fact of the order (the destination, the
measure of a list match …) with the bits that each of its values leaves standing; all columns
together leave the alternatives whose needs are met. A rule without a bit left is false, whatever
else the order says, so leaving it out changes no result
(``tests/law/test_law_index.py`` compares with looking at all of them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from holdpoint.law._lists import ListTable
from holdpoint.law._needs import Need, Needs, Step, plain_texts
from holdpoint.law._nodes import Context, Env, Get, getter

_ColumnKey = tuple[int, tuple[str, ...], type]
_NOWHERE = Context(day="", parameters={}, lists={})


@dataclass(slots=True)
class _Column:
    """What the values of one fact leave standing of the bits that need something of it."""

    get: Get
    wants: type
    needed: int = 0
    exact: dict[Any, int] = field(default_factory=dict)
    begins: dict[str, int] = field(default_factory=dict)

    def add(self, how: str, values: Sequence[Any], bit: int) -> None:
        self.needed |= bit
        for value in values:
            if how == "is":
                self.exact[value] = self.exact.get(value, 0) | bit
                continue
            self.begins[value] = self.begins.get(value, 0) | bit
            for end in range(len(value) if how == "listed" else 0):
                self.exact[value[:end]] = self.exact.get(value[:end], 0) | bit

    def kept(self, value: object) -> int:
        """Bits that a value leaves; one that is missing, or of another type, leaves all."""
        if type(value) is not self.wants:
            return self.needed
        bits = self.exact.get(value, 0)
        if self.begins:
            assert isinstance(value, str)
            for end in range(len(value) + 1):
                bits |= self.begins.get(value[:end], 0)
        return bits


@dataclass(slots=True)
class _Walk:
    """Rows on the way to some facts: the columns in them, and the collections below.

    Attributes:
        bits: Everything that needs a row here.
    """

    get: Get
    given: bool = True
    bits: int = 0
    columns: dict[_ColumnKey, _Column] = field(default_factory=dict)
    below: dict[Step, _Walk] = field(default_factory=dict)

    def inside(self, step: Step, bit: int) -> _Walk:
        walk = self.below.get(step)
        if walk is None:
            walk = self.below[step] = _Walk(getter(step.depth, step.keys), step.given)
        walk.bits |= bit
        return walk

    def column(self, need: Need, wants: type) -> _Column:
        key = (need.depth, need.keys, wants)
        if key not in self.columns:
            self.columns[key] = _Column(getter(need.depth, need.keys), wants)
        return self.columns[key]

    def dead(self, rows: Sequence[Env]) -> int:
        """Bits that no row here leaves standing."""
        dead = 0
        for column in self.columns.values():
            get, needed, kept = column.get, column.needed, 0
            for env in rows:
                kept |= column.kept(get(env, _NOWHERE))
                if kept == needed:
                    break
            dead |= needed & ~kept
        for walk in self.below.values():
            inner = walk.rows(rows)
            if inner is not None:
                dead |= walk.dead(inner) if inner else walk.bits
        return dead

    def rows(self, outer: Sequence[Env]) -> list[Env] | None:
        """All rows of this collection; ``None`` where one is missing that may not be."""
        out: list[Env] = []
        for env in outer:
            found = self.get(env, _NOWHERE)
            if found is not None:
                out += [(*env, row) for row in found]
            elif not self.given:
                return None
        return out


class Index:
    """Which of some rules can be met or unknown for an order.

    Args:
        rules: For each rule its jurisdiction, what it needs, its parameters and its lists.
    """

    __slots__ = ("_owner", "_regimes", "_root")

    def __init__(
        self,
        rules: Sequence[tuple[str | None, Needs, Mapping[str, Any], Mapping[str, ListTable]]],
    ) -> None:
        self._root = _Walk(getter(0, ("",)))
        self._owner: list[int] = []
        self._regimes: dict[str | None, int] = {}
        for number, (regime, needs, parameters, lists) in enumerate(rules):
            for alternative in needs:
                bit = 1 << len(self._owner)
                self._owner.append(number)
                self._regimes[regime] = self._regimes.get(regime, 0) | bit
                for need in alternative:
                    self._add(need, bit, parameters, lists)

    def _add(
        self, need: Need, bit: int, parameters: Mapping[str, Any], lists: Mapping[str, ListTable]
    ) -> None:
        walk = self._root
        for step in need.walk:
            walk = walk.inside(step, bit)
        how, values = need.how, list(need.values)
        if how == "rows":
            return
        if need.table is not None:
            table = lists[need.table]
            if table.loose:
                return  # values would have to be folded for every order: looked at instead
            values = list(table.rows)
            how = "listed" if table.prefix else "is"
        elif need.parameter is not None:
            value = parameters[need.parameter]
            values = value if isinstance(value, list) else [value]
        flag = bool(values) and isinstance(values[0], bool)
        if flag or how != "is" or need.table is not None or plain_texts(values):
            walk.column(need, bool if flag else str).add(how, values, bit)

    def candidates(self, view: Mapping[str, Any], regimes: set[str]) -> Iterator[int]:
        """Numbers of the rules that are not false for want of a fact, in their order."""
        alive = self._regimes.get(None, 0)
        for regime in regimes:
            alive |= self._regimes.get(regime, 0)
        if alive:
            alive &= ~self._root.dead([(view,)])
        last = -1
        while alive:
            low = alive & -alive
            alive ^= low
            number = self._owner[low.bit_length() - 1]
            if number != last:
                last = number
                yield number
