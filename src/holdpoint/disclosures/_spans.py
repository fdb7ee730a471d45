"""Every span of a reading, wherever it stands: to check them all, or to move them all."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
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
    if isinstance(value, Span):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value,
            **{
                field.name: _changed(inner, change)
                for field in dataclasses.fields(value)
                if isinstance(inner := getattr(value, field.name), tuple | Span)
                or dataclasses.is_dataclass(inner)
            },
        )
    return value


def ungrounded(reading: Reading) -> tuple[Span, ...]:
    """Give the spans that are not the words they say, and so must not be there."""
    text = reading.text
    return tuple(
        span
        for span in spans_of(reading)
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.quote
    )
