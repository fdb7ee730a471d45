"""Names of fields as a rule writes them, resolved against the declared view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from holdpoint.law._doc import hint
from holdpoint.law._schema import VIEW, Field
from holdpoint.law._trace import Leaf

ROOT = "order"
"""The name by which a condition inside a row reaches the order itself."""


class UnknownPathError(Exception):
    """A path that the view does not have; the message is the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A path that exists: from which row it starts, the keys to follow, and what is there."""

    depth: int
    keys: tuple[str, ...]
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows around a condition, outermost (the order) first."""

    frames: tuple[tuple[str, Mapping[str, Field]], ...] = ((ROOT, VIEW.fields),)

    @property
    def chain(self) -> tuple[str, ...]:
        """Names of the enclosing collections."""
        return tuple(name for name, _ in self.frames[1:])

    def inside(self, name: str, fields: Mapping[str, Field]) -> Scope:
        """The scope of a row of a collection."""
        return Scope((*self.frames, (name, fields)))

    def resolve(self, path: str) -> Resolved:
        """Find a path.

        A path is looked up in the innermost row; ``order.`` before it starts from the order,
        the name of an enclosing collection and a dot from that row.

        Raises:
            UnknownPathError: There is no such field here.
        """
        parts = path.split(".")
        depth = len(self.frames) - 1
        if len(parts) > 1 and parts[0] not in self.frames[depth][1]:
            for index in range(len(self.frames) - 1, -1, -1):
                if self.frames[index][0] == parts[0]:
                    depth, parts = index, parts[1:]
                    break
        return self._walk(path, depth, parts)

    def _walk(self, path: str, depth: int, parts: list[str]) -> Resolved:
        fields = self.frames[depth][1]
        found = Field(kind="record", fields=fields)
        for index, part in enumerate(parts):
            if found.kind == "open":
                found = Field(kind="answer", label=f"the answer to '{part}'")
                continue
            if found.kind == "rows":
                rows = ".".join(parts[:index])
                raise UnknownPathError(f"'{rows}' is a collection: write `any {rows}:` around it.")
            if part not in found.fields:
                raise UnknownPathError(self._advice(path, part, found.fields, depth))
            found = found.fields[part]
        name = self.frames[depth][0]
        full = ".".join(parts) if depth == 0 else ".".join((name, *parts))
        return Resolved(depth=depth, keys=tuple(parts), leaf=Leaf(full, found, depth, parts[-1]))

    def _advice(self, path: str, part: str, fields: Mapping[str, Field], depth: int) -> str:
        if depth and part in VIEW.fields:
            return f"That is a field of the order: write `{ROOT}.{path}`."
        return hint(part, fields)


def resolve_placeholder(path: str, chains: frozenset[tuple[str, ...]]) -> str | None:
    """Check a ``{placeholder}`` of a text against the collections that a rule walks.

    Returns:
        ``None`` when it is right, else the remedy.
    """
    head, _, rest = path.partition(".")
    for chain in sorted(chains, key=len):
        if rest and head in chain:
            scope = Scope()
            try:
                for name in chain[: chain.index(head) + 1]:
                    scope = scope.inside(name, scope.resolve(name).leaf.field.fields)
                scope.resolve(rest)
            except UnknownPathError as error:
                return str(error)
            return None
    try:
        Scope().resolve(path)
    except UnknownPathError as error:
        walked = {name for chain in chains for name in chain}
        return f"{error} This rule walks {', '.join(sorted(walked))}." if walked else str(error)
    return None


def missing_path(path: str) -> str | None:
    """Check a path from the top through collections (``items.hs_code``).

    Returns:
        ``None`` when the view has it, else the remedy.
    """
    found = VIEW
    for part in path.split("."):
        if found.kind == "open":
            return None
        if part not in found.fields:
            return hint(part, found.fields)
        found = found.fields[part]
    return None
