"""The declared owners as a tree that can be walked safely."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from holdpoint.model import NotRun, Owner

CHECK = "network.ownership"
MAX_DEPTH = 16
"""Levels of owners that are followed. A choice of the project; deeper ones are reported."""

_WHOLE = Fraction(100)
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One declared owner.

    Attributes:
        path: Its place in the transaction (``parties[1].owners[0]``).
        share: Its share in what stands above it, in per cent; ``None`` is unknown.
        rows: The list matches of this owner.
        above: Names from the party's direct owner down to this one, itself included.
        shares: The shares along ``above``.
        owners: Its own owners; empty also where they are unknown.
        same_as: Path of the owner further up that this one is again (a circle); its owners were
            not followed.
        too_deep: Its owners stand deeper than :data:`MAX_DEPTH` and were not followed.
    """

    path: str
    owner: Owner
    share: Fraction | None
    rows: Rows
    above: tuple[str, ...]
    shares: tuple[Fraction | None, ...]
    owners: tuple[Node, ...] = ()
    same_as: str | None = None
    too_deep: bool = False

    def walk(self) -> Iterator[Node]:
        """This owner and all behind it, in the order of the declaration."""
        yield self
        for node in self.owners:
            yield from node.walk()


@dataclass(slots=True)
class Grower:
    """Builds the tree and keeps what was odd about it."""

    matches: Mapping[str, Rows]
    not_run: list[NotRun]

    def grow(self, path: str, owners: Sequence[Owner], parent: Node | None) -> tuple[Node, ...]:
        """The nodes of one declaration of owners.

        Args:
            path: What they own (``parties[1]`` or an owner's own path).
            owners: As declared.
            parent: The node that they own; ``None`` for the party itself.
        """
        nodes = tuple(
            self._node(f"{path}.owners[{index}]", owner, parent)
            for index, owner in enumerate(owners)
        )
        total = sum((node.share for node in nodes if node.share is not None), Fraction(0))
        if total > _WHOLE:
            self._say(
                f"the shares declared in {path}.owners add up to {float(total):g} %, more than "
                "100 %: they were counted as declared"
            )
        return nodes

    def _node(self, path: str, owner: Owner, parent: Node | None) -> Node:
        share = self._share(path, owner.percent)
        above = (*(() if parent is None else parent.above), owner.name)
        same_as = self._circle(path, above)
        too_deep = same_as is None and len(above) >= MAX_DEPTH and bool(owner.owners)
        if too_deep:
            self._say(f"the owners of {path} stand deeper than {MAX_DEPTH} levels: not followed")
        bare = Node(
            path=path,
            owner=owner,
            share=share,
            rows=self.matches.get(path, ()),
            above=above,
            shares=(*(() if parent is None else parent.shares), share),
            same_as=same_as,
            too_deep=too_deep,
        )
        if same_as is not None or too_deep or not owner.owners:
            return bare
        return replace(bare, owners=self.grow(path, owner.owners, bare))

    def _circle(self, path: str, above: tuple[str, ...]) -> str | None:
        keys = [_key(name) for name in above]
        if keys[-1] not in keys[:-1]:
            return None
        # One step of the path is one name: the circle closes as many steps further up.
        steps = len(keys) - 1 - keys.index(keys[-1])
        again = path.rsplit(".", steps)[0]
        self._say(f"{path} is {again} again: the circle of owners was not followed")
        return again

    def _share(self, path: str, percent: float | None) -> Fraction | None:
        if percent is None:
            return None
        if not math.isfinite(percent) or not 0 <= percent <= _WHOLE:
            self._say(f"the share of {path} is {percent:g} %, not 0 to 100: taken as unknown")
            return None
        # By way of the decimal digits: 33.3 is 333/10, not the nearest binary fraction.
        return Fraction(str(percent))

    def _say(self, why: str) -> None:
        self.not_run.append(NotRun(check=CHECK, why=why))


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
