"""What the build takes: editions of lists, and the embedded knowledge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from holdpoint.model import (
    Claim,
    Corridor,
    Entity,
    GoodsEntry,
    Link,
    Place,
    Problem,
    SourceInfo,
)


class EditionLike(Protocol):
    """One edition of one list, as :mod:`holdpoint.sources` reads it.

    ``entities`` is walked once; the rest is final when it is exhausted.
    """

    @property
    def info(self) -> SourceInfo:
        """The source, with its counts."""

    @property
    def entities(self) -> Iterable[Entity]:
        """The entries."""

    @property
    def links(self) -> Sequence[Link]:
        """The links that the edition states."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What was refused, or read with a doubt."""


class EntryLike(Protocol):
    """An entry, as it was made now or by an earlier build."""

    @property
    def id(self) -> str:
        """The entity's id."""

    @property
    def ground(self) -> bytes:
        """A hash of all that it is made of besides the program; empty where not known."""

    @property
    def links(self) -> Sequence[Link]:
        """The links that its record states."""

    @property
    def entity(self) -> Entity | None:
        """The entity, where it was made now."""

    @property
    def line(self) -> bytes:
        """The entity in canonical form, where an earlier build made it."""

    @property
    def data(self) -> Mapping[str, Any] | None:
        """The same as JSON values."""


class MemoryLike(Protocol):
    """Entries of an earlier build."""

    def recall(self, ground: bytes) -> tuple[bytes, Sequence[Link]] | None:
        """Canonical line and links of what was made of the same; ``None`` if not known."""


@runtime_checkable
class RecallingLike(Protocol):
    """An edition that need not make what an earlier build made of the same."""

    def entries(self, memory: MemoryLike | None) -> Iterable[EntryLike]:
        """Its entries, to be walked instead of ``entities``."""


@runtime_checkable
class GroupLike(Protocol):
    """Editions that are read together, and may have been read before."""

    @property
    def key(self) -> str | None:
        """A hash of all that they depend on besides the program; ``None`` where not known."""

    def editions(self) -> Iterable[EditionLike]:
        """The editions; each is read to its end before the next is asked for."""


@runtime_checkable
class ReferenceLike(Protocol):
    """An edition of a reference table, which brings rows of shelves and no entities."""

    @property
    def reference(self) -> Mapping[str, Sequence[Any]]:
        """By section of the snapshot, its rows."""


class StarterLike(Protocol):
    """The embedded knowledge, as ``starter_knowledge()`` reads it."""

    @property
    def entities(self) -> Sequence[Entity]:
        """Persons, companies, vessels and sites."""

    @property
    def links(self) -> Sequence[Link]:
        """Links between them."""

    @property
    def goods(self) -> Sequence[GoodsEntry]:
        """Goods lists."""

    @property
    def places(self) -> Sequence[Place]:
        """Sites, ports, airports."""

    @property
    def corridors(self) -> Sequence[Corridor]:
        """Reported routes."""

    @property
    def claims(self) -> Sequence[Claim]:
        """What sources said."""

    @property
    def sources(self) -> Sequence[SourceInfo]:
        """Where it all comes from."""
