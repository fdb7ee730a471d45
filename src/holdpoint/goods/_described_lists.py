"""The goods lists by subheading, for the candidates of a description."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from holdpoint.goods._described_data import shipped_lines

if TYPE_CHECKING:
    from holdpoint.model import GoodsEntry

_SUBHEADING = 6


class Line(NamedTuple):
    """A line of a goods list, as far as a description needs it."""

    list: str
    code: str
    tier: str | None
    needs_description: bool


Lines = Mapping[str, tuple[Line, ...]]


def lines_by_code(entries: tuple[GoodsEntry, ...] | None) -> Lines:
    """Lines of goods lists by their first six digits; those that ship where none are given.

    A list that names no more than a heading touches each of its subheadings, but not here: a
    description is too weak a ground for that.
    """
    if entries is None:
        return _shipped()
    last = _LAST.get("made")
    if last is not None and last[0] is entries:
        return last[1]
    made = _by_code(
        (
            entry.list,
            entry.code.replace(".", "").replace(" ", ""),
            entry.tier,
            entry.needs_description,
        )
        for entry in entries
        if entry.code_kind == "hs"
    )
    _LAST["made"] = (entries, made)
    return made


# A screening asks for every line of every order with one and the same tuple of entries, so the
# last table is kept. It is read and replaced as one value: threads never see half of it.
_LAST: dict[str, tuple[tuple[GoodsEntry, ...], Lines]] = {}


@functools.cache
def _shipped() -> Lines:
    return _by_code(shipped_lines())


def _by_code(rows: Iterable[tuple[str, str, str | None, bool]]) -> Lines:
    table: dict[str, list[Line]] = {}
    for row in rows:
        if len(row[1]) >= _SUBHEADING:
            table.setdefault(row[1][:_SUBHEADING], []).append(Line(*row))
    return {code: tuple(sorted(lines, key=str)) for code, lines in table.items()}
