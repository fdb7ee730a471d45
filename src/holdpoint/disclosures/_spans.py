"""Every span of a reading, wherever it stands: to check them all, or to move them all."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from holdpoint.model import Reading, Span

T = TypeVar("T")


def spans_of(value: object) -> Iterator[Span]:
    """Give every span in a value of the model, in the order of its fields."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from spans_of(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from spans_of(getattr(value, field.name))


def with_spans(value: T, change: Callable[[Span], Span]) -> T:
    """Give the same value with every span in it changed."""
    return cast("T", _changed(value, change))


def _changed(value: Any, change: Callable[[Span], Span]) -> Any:  # noqa: ANN401 - model values
    """Give the value itself where nothing in it is changed."""
    kind = type(value)
    if kind is Span:
        return change(value)
    if kind is tuple:
        items = [_changed(item, change) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else tuple(items)
    changed = {}
    for name in _fields(cast("Hashable", kind)):
        inner = getattr(value, name)
        if (new := _changed(inner, change)) is not inner:
            changed[name] = new
    return dataclasses.replace(value, **changed) if changed else value


@cache
def _fields(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a class
    """Names of the fields of a class of the model; none of anything else."""
    if not dataclasses.is_dataclass(kind):
        return ()
    return tuple(field.name for field in dataclasses.fields(kind))


def ungrounded(reading: Reading) -> tuple[Span, ...]:
    """Give the spans that are not the words they say, and so must not be there."""
    text = reading.text
    return tuple(
        span
        for span in spans_of(reading)
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.quote
    )
