"""JSON values to dataclasses of the model, every field checked: what comes from a file is hostile.

:func:`holdpoint.files.revive` trusts what this program wrote. A ledger or a reading may have been
written, or changed, by anybody.
"""

from __future__ import annotations

import functools
import math
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Problem

T = TypeVar("T")

MAX_TEXT = 1 << 20
"""Longest text in one field, in characters; quotes and reasons stay far below."""

_Make = Callable[[Any, str], Any]
_PLAIN = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}


class ShapeError(UnreadableInputError):
    """A value is missing, of the wrong kind, or not known here."""


def shaped(cls: type[T], data: object, *, file: str, line: int | None = None) -> T:
    """Build a dataclass from a JSON object, checking the kind of every value.

    Args:
        cls: The dataclass; its fields are texts, numbers, flags, literals, tuples, mappings of
            texts and further dataclasses.
        data: What was read.
        file: Name of the file, for the message.
        line: Its line.

    Raises:
        ShapeError: A field is missing, unknown, or of the wrong kind; the message names it.
    """
    try:
        made = _maker(typing.cast("typing.Hashable", cls))(data, "")
    except _FaultError as fault:
        raise _refused(fault, file, line) from None
    return typing.cast("T", made)


class _FaultError(Exception):
    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason


def _refused(fault: _FaultError, file: str, line: int | None) -> ShapeError:
    problem = Problem(
        file=file,
        line=line,
        field=fault.path or None,
        reason=fault.reason,
        remedy="Restore the file from a copy, or have it written again.",
    )
    return ShapeError(str(problem), (problem,))


@functools.cache
def _maker(hint: Any) -> _Make:  # noqa: ANN401 - a type hint
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint in _PLAIN:
        return functools.partial(_simple, hint)
    if origin is typing.Literal:
        return functools.partial(_one_of, args)
    if origin in {typing.Union, types.UnionType}:
        inner = next(arg for arg in args if arg is not type(None))
        return functools.partial(_optional, _maker(inner))
    if origin is tuple:
        return functools.partial(_many, _maker(args[0]))
    if origin is not None:
        return functools.partial(_named, _maker(args[1]))
    return functools.partial(_record, hint)


def _simple(kind: type, value: object, path: str) -> object:
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind or (isinstance(value, float) and not math.isfinite(value)):
        raise _FaultError(path, f"must be {_PLAIN[kind]}.")
    if isinstance(value, str) and (len(value) > MAX_TEXT or not _is_text(value)):
        raise _FaultError(path, f"is no text of up to {MAX_TEXT:,} characters.")
    return value


def _is_text(value: str) -> bool:
    """Whether it can be written as UTF-8: JSON can smuggle in halves of characters."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _one_of(allowed: tuple[str, ...], value: object, path: str) -> object:
    if value not in allowed:
        raise _FaultError(path, f"must be one of: {', '.join(allowed)}.")
    return value


def _optional(make: _Make, value: object, path: str) -> object:
    return None if value is None else make(value, path)


def _many(make: _Make, value: object, path: str) -> tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise _FaultError(path, "must be a list.")
    return tuple(make(item, f"{path}[{i}]") for i, item in enumerate(value))


def _named(make: _Make, value: object, path: str) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise _FaultError(path, "must be an object.")
    return {_simple(str, key, path): make(item, f"{path}.{key}") for key, item in value.items()}  # type: ignore[misc]


def _record(cls: Any, value: object, path: str) -> object:  # noqa: ANN401 - a dataclass
    if not isinstance(value, Mapping):
        raise _FaultError(path, "must be an object.")
    known = _fields(cls)
    if strange := sorted(str(key)[:80] for key in value if key not in known):
        raise _FaultError(path, f"has fields that are not known here: {', '.join(strange)}.")
    if lacking := [name for name, (_, need) in known.items() if need and name not in value]:
        raise _FaultError(path, f"lacks {', '.join(lacking)}.")
    head = f"{path}." if path else ""
    return cls(**{name: known[name][0](item, f"{head}{name}") for name, item in value.items()})


@functools.cache
def _fields(cls: Any) -> dict[str, tuple[_Make, bool]]:  # noqa: ANN401 - a dataclass
    hints = typing.get_type_hints(cls)
    return {
        one.name: (
            _maker(hints[one.name]),
            one.default is MISSING and one.default_factory is MISSING,
        )
        for one in fields(cls)
    }
