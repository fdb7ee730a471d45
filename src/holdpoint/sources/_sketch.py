"""Entries by what they are made of, so that one that was made before need not be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from holdpoint.model import Entity, Link

_SIZE = 16


def ground_of(*parts: bytes) -> bytes:
    """A hash of all that something is made of, 16 bytes."""
    seen = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        seen.update(len(part).to_bytes(8, "little") + part)
    return seen.digest()


def material(*values: Any) -> bytes:  # noqa: ANN401 - JSON values
    """The hash of JSON values, in the order in which they came."""
    return ground_of(json.dumps(values).encode("ascii"))


@dataclass(frozen=True, slots=True)
class Sketch:
    """An entry that is not made yet.

    Attributes:
        id: The entity's id.
        ground: Gives a hash of all that it is made of besides the program; empty where that is not
            known.
        make: Makes it, with the links that its record states.
    """

    id: str
    ground: Callable[[], bytes]
    make: Callable[[], tuple[Entity, Sequence[Link]]]

    @classmethod
    def of(cls, entity: Entity) -> Sketch:
        """An entry that is there already, and of which nobody knows what it was made of."""
        return cls(entity.id, bytes, lambda: (entity, ()))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, made or remembered.

    Attributes:
        ground: As :class:`Sketch` gives it.
        links: Those that its record states.
        entity: As it was made; ``None`` where it is remembered.
        line: As it was remembered, in canonical form.
        data: The same as JSON values.
    """

    id: str
    ground: bytes = b""
    links: Sequence[Link] = ()
    entity: Entity | None = None
    line: bytes = b""
    data: Mapping[str, Any] | None = None

    def names(self) -> Sequence[str]:
        """The texts of the entity's names, in their order."""
        if self.entity is not None:
            return [name.text for name in self.entity.names]
        return [name["text"] for name in self.data["names"]] if self.data else []


class Memory(Protocol):
    """Entries of an earlier build."""

    def recall(self, ground: bytes) -> tuple[bytes, Sequence[Link]] | None:
        """The canonical line and the links of what was made of the same; ``None`` if not known."""
