"""The sentences of a rule, filled with the values that were seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Any

from holdpoint.law._trace import Chain

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MOST = 12
"""Sentences of one explanation; the rest is counted."""
_LOOKED_AT = 400
"""Combinations of rows that are put into words; an order of a thousand lines stays quick."""


@lru_cache(maxsize=4096)
def placeholders(text: str) -> tuple[str, ...]:
    """Names in braces, in order."""
    return tuple(_PLACEHOLDER.findall(text))


@lru_cache(maxsize=4096)
def _between(text: str) -> tuple[str, ...]:
    """What stands before, between and after the placeholders."""
    return tuple(_PLACEHOLDER.split(text)[::2])


def fill(
    text: str, chains: Sequence[Chain], view: Mapping[str, Any], parameters: Mapping[str, Any]
) -> tuple[str, tuple[str, ...]]:
    """Write a template once for every combination of witnesses it speaks of.

    Args:
        text: The template; ``{collection.field}``, ``{field}`` of the order, ``{$parameter}``.
        chains: Rows on which the result stands.
        view: The order.
        parameters: Values of the day.

    Returns:
        The sentences, joined, each once, in the order of the order; and the placeholders that
        had no value.
    """
    names = placeholders(text)
    if not names:
        return text, ()
    heads = {name.partition(".")[0] for name in names}
    groups: dict[tuple[str, ...], list[Chain]] = {}
    for chain in chains:
        walked = tuple(name for name, _ in chain)
        if heads & set(walked):
            groups.setdefault(walked, []).append(chain)
    sentences: dict[str, None] = {}
    empty: dict[str, None] = {}
    first, *others = _between(text)
    for combination in islice(product(*_widest(groups, heads)), _LOOKED_AT):
        rows = {name: row for chain in combination for name, row in chain}
        parts = [first]
        for name, after in zip(names, others, strict=True):
            value = shown(_value(name, rows, view, parameters))
            if not value:
                empty[name] = None
            parts += (value or "(not stated)", after)
        sentences["".join(parts)] = None
    kept = list(sentences)[:_MOST]
    rest = len(sentences) - len(kept)
    return " ".join([*kept, *([f"And {rest} more."] if rest else [])]), tuple(empty)


def _widest(groups: dict[tuple[str, ...], list[Chain]], heads: set[str]) -> list[list[Chain]]:
    """For each outermost collection the chains that say most of what the text needs."""
    best: dict[str, tuple[str, ...]] = {}
    for walked in groups:
        outer = walked[0]
        score = len(heads & set(walked))
        if outer not in best or score > len(heads & set(best[outer])):
            best[outer] = walked
    return [groups[walked] for walked in best.values()]


def _value(
    name: str,
    rows: Mapping[str, Mapping[str, Any]],
    view: Mapping[str, Any],
    params: Mapping[str, Any],
) -> object:
    if name.startswith("$"):
        return params.get(name[1:])
    parts = name.split(".")
    if name in rows:
        return caption(rows[name], name)
    value: Any = view
    if len(parts) > 1 and parts[0] in rows:
        value, parts = rows[parts[0]], parts[1:]
    elif parts[0] == "order":
        parts = parts[1:]
    for part in parts:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def shown(value: object) -> str:
    """A value as a person reads it; empty for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(shown(one) for one in value)
    if isinstance(value, Mapping):
        return shown(value.get("name"))
    return str(value)


def caption(row: Mapping[str, Any], name: str) -> str:
    """How a row is called in a question: its name, its description, or its ends."""
    for key in ("name", "description"):
        if isinstance(row.get(key), str) and row[key]:
            return str(row[key])
    if name == "items":
        return f"line {shown(row.get('line'))}" if row.get("line") is not None else "this line"
    ends = [str(row[key]) for key in ("from", "to") if row.get(key)]
    return " to ".join(ends) if ends else f"this one of the {name}"


def fill_question(text: str, chain: Chain, view: Mapping[str, Any]) -> str:
    """A question or a label about one row; ``{this}`` is the outermost row."""
    if "{" not in text:
        return text
    rows = dict(chain)
    this = caption(chain[0][1], chain[0][0]) if chain else "this order"

    def put(found: re.Match[str]) -> str:
        name = found[1]
        return this if name == "this" else shown(_value(name, rows, view, {})) or "(not stated)"

    return _PLACEHOLDER.sub(put, text)


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order."""
    return tuple(dict.fromkeys(values))
