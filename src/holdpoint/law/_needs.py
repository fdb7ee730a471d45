"""What an order must show for a condition not to be false: the stuff of the index.

A condition is turned into alternatives; each is a set of needs that must all be there.
Needs are *necessary*, never sufficient: where nothing useful can be said, nothing is needed, and
the condition is looked at. A missing fact always satisfies a need, because it leaves a condition
unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any, Literal, NamedTuple

from holdpoint.law._dates import bounds
from holdpoint.law._doc import Raw

_MOST = 16
"""Alternatives of one condition; beyond, the widest part of it is left out of the index."""


class Step(NamedTuple):
    """One collection to walk: the row it hangs on, its keys, and whether it may be missing."""

    depth: int
    keys: tuple[str, ...]
    given: bool


class Need(NamedTuple):
    """A fact that must be there, unknown, or of an unexpected type.

    Attributes:
        walk: Collections to walk; with ``how="rows"`` it is enough that they have a row.
        depth: The row that the fact is read from; ``keys`` its path there.
        how: ``is`` (one of the values, or of the parameter's or list's), ``begins`` (begins with
            one), ``listed`` (begins with a key, or is the beginning of one) or ``rows``.
    """

    walk: tuple[Step, ...]
    depth: int = 0
    keys: tuple[str, ...] = ()
    how: Literal["is", "begins", "listed", "rows"] = "rows"
    values: tuple[Any, ...] = ()
    parameter: str | None = None
    table: str | None = None


Needs = tuple[tuple[Need, ...], ...]
"""Alternatives; one without a need says that nothing is known, none that it is never true."""

ANYTHING: Needs = ((),)


def needs_of(word: str, kind: str, depth: int, keys: tuple[str, ...], raw: Raw) -> Needs:
    """What one test needs.

    Args:
        word: The operator.
        kind: Type of the field.
        depth: The row that the field stands in.
        keys: Its path there.
        raw: What the operator is given.
    """
    if word == "in_list":
        return ((Need((), depth, keys, "is", table=str(raw)),),)
    if word == "is" and raw in ("true", "false"):
        return ((Need((), depth, keys, "is", (raw == "true",)),),)
    how = {"equals": "is", "in": "is", "starts_with": "begins"}.get(word)
    if how is None or kind not in ("text", "answer"):
        return ANYTHING
    if isinstance(raw, str) and raw.startswith("$"):
        if "." in raw:
            return ANYTHING
        need = Need((), depth, keys, parameter=raw[1:])
    else:
        values = tuple(raw) if isinstance(raw, list) else (raw,)
        if not all(isinstance(value, str) for value in values):
            return ANYTHING
        need = Need((), depth, keys, values=values)
    return ((need._replace(how=how),),)  # type: ignore[arg-type]  # one of the words above


def plain_texts(values: Iterable[Any]) -> bool:
    """Whether every value is a text that equals only itself; a partial date may equal others."""
    return all(isinstance(one, str) and bounds(one) is None for one in values)


def all_need(parts: Iterable[Needs]) -> Needs:
    """What several conditions need together."""
    out: Needs = ANYTHING
    for part in sorted(parts, key=len):
        if len(out) * len(part) <= _MOST:
            out = tuple((*left, *right) for left, right in product(out, part))
    return out


def any_need(parts: Iterable[Needs]) -> Needs:
    """What at least one of several conditions needs."""
    out = tuple(dict.fromkeys(alternative for part in parts for alternative in part))
    return out if len(out) <= _MOST and () not in out else ANYTHING


def row_needs(step: Step, body: Needs) -> Needs:
    """What a row of a collection needs."""
    here = (Need((step,)),)
    return tuple(
        tuple(one._replace(walk=(step, *one.walk)) for one in alternative) or here
        for alternative in body
    )
