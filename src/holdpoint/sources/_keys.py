"""Keys for entries of lists that print none: stable between editions, and never shared."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def short_hash(*parts: str) -> str:
    """Twelve hex digits of the SHA-256 of some texts; case and spaces do not matter."""
    text = "\x1f".join(" ".join(part.casefold().split()) for part in parts)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def distinct(rows: Iterable[T], *levels: Callable[[T], str]) -> Mapping[str, list[T]]:
    """Rows by a key of their own, in the order in which each key is first met.

    Args:
        rows: The records of a list.
        levels: What names an entry, from the most lasting fact to everything the record says. A
            key uses the first level; where records share it, the second tells them apart, and so
            on. Records equal on all levels are one entry.
    """
    name, *finer = levels
    out: dict[str, list[T]] = {}
    for key, members in _grouped(rows, name).items():
        for own, row in _split(members, finer, key):
            out.setdefault(own, []).append(row)
    return out


def _split(
    rows: Sequence[T], levels: Sequence[Callable[[T], str]], key: str
) -> Iterator[tuple[str, T]]:
    """Rows of one key, told apart only as far as they differ."""
    if not levels or len(rows) == 1 or len({levels[-1](row) for row in rows}) == 1:
        yield from ((key, row) for row in rows)
        return
    groups = _grouped(rows, levels[0])
    for value, members in groups.items():
        own = key if len(groups) == 1 else f"{key}-{short_hash(value)[:6]}"
        yield from _split(members, levels[1:], own)


def _grouped(rows: Iterable[T], level: Callable[[T], str]) -> dict[str, list[T]]:
    out: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        out[level(row)].append(row)
    return out
