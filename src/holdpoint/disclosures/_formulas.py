"""Legal formulas in a sentence: the words that are passed over so that the frames see one verb."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from holdpoint.disclosures._tables import table

_Words = tuple[str, ...]


@functools.cache
def _formulas() -> Mapping[str, tuple[tuple[_Words, _Words, _Words], ...]]:
    """Formulas by the first word that is dropped, longest first."""
    found: dict[str, list[tuple[_Words, _Words, _Words]]] = {}
    for row in table("formulas", ("before", "dropped", "after")):
        before, dropped, after = (
            tuple(row[name].split()) for name in ("before", "dropped", "after")
        )
        if not dropped:
            raise row.fault("dropped is empty")
        found.setdefault(dropped[0], []).append((before, dropped, after))
    return {word: tuple(sorted(held, key=lambda f: -len(f[1]))) for word, held in found.items()}


@functools.cache
def _telling() -> frozenset[str]:
    """The longest word of each formula: a sentence without any of them holds none."""
    formulas = (one for held in _formulas().values() for one in held)
    words = ((*before, *dropped, *after) for before, dropped, after in formulas)
    return frozenset(max(said, key=lambda word: (len(word), word)) for said in words)


def kept_of(words: _Words) -> list[int] | None:
    """Give the places of the words that are read; ``None``, where no formula drops one."""
    if _telling().isdisjoint(words):
        return None
    kept: list[int] = []
    index = 0
    while index < len(words):
        size = _dropped(words, index)
        if size:
            index += size
        else:
            kept.append(index)
            index += 1
    return kept if len(kept) < len(words) else None


def _dropped(words: _Words, index: int) -> int:
    for before, dropped, after in _formulas().get(words[index], ()):
        end = index + len(dropped)
        if words[index:end] != dropped or words[end : end + len(after)] != after:
            continue
        if words[max(0, index - len(before)) : index] == before:
            return len(dropped)
    return 0
