"""Makes an index, with what an earlier one has taken over."""

from __future__ import annotations

from collections.abc import Iterable

from holdpoint.matching._builder import Builder
from holdpoint.matching._known import Previous, Unchanged
from holdpoint.matching._taken_over import TakenOver
from holdpoint.model import Entity


def build_files(
    entities: Iterable[Entity | Unchanged], previous: Previous | None = None
) -> dict[str, bytes]:
    """File name to content.

    Args:
        entities: In any order; the order is kept. They are read once, none is kept in memory.
        previous: An earlier index, made with the same word tables: words of names and keys of
            addresses that it has are taken from it, and whole entities that have not changed.
    """
    made = Builder(previous)
    if previous is None:
        for one in entities:
            made.add(one if isinstance(one, Entity) else one.entity())
        return made.files()
    taken = TakenOver(previous, made)
    first = last = 0
    for one in entities:
        if isinstance(one, Entity) or one.number != last:
            taken.take(first, last)
            first = last if isinstance(one, Entity) else one.number
        if isinstance(one, Entity):
            made.add(one)
        else:
            last = one.number + 1
    taken.take(first, last)
    return made.files(taken.close())
