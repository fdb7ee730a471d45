"""One way to write values down, so that the same content gives the same bytes and the same hash."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import types
import typing
from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")

_RENAMED = {"from_place": "from", "to_place": "to"}
_NAMED = {new: old for old, new in _RENAMED.items()}
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
"""Types that are JSON already; most of what is written, so they are looked at first."""


def plain(value: Any, *, keep_empty: bool = False) -> Any:  # noqa: ANN401 - JSON values
    """Turn dataclasses, tuples and decimals into JSON values.

    Args:
        value: A dataclass of the model, or anything made of them.
        keep_empty: Write ``None`` and empty collections of dataclass fields too; by default they
            are left out. An empty ``items``, ``route``, ``owners`` or ``licences`` is always
            written, because there "none" and "unknown" differ.

    Returns:
        Dicts, lists, strings, numbers, booleans and ``None`` only.
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    form = _form(kind)
    if form is not None:
        return _object(value, form, keep_empty=keep_empty)
    if isinstance(value, list | tuple):
        return [
            item if type(item) in _AS_THEY_ARE else plain(item, keep_empty=keep_empty)
            for item in value
        ]
    if isinstance(value, Mapping):
        return {str(key): plain(item, keep_empty=keep_empty) for key, item in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _object(value: Any, form: _Form, *, keep_empty: bool) -> dict[str, Any]:  # noqa: ANN401 - a dataclass
    out: dict[str, Any] = {}
    for (name, needed, may_be_none), item in zip(form.fields, form.values(value), strict=True):
        if not (item or needed or keep_empty) and (
            # Where "none" and "unknown" differ, an empty one is said.
            item is None or (not may_be_none and (item == () or isinstance(item, Mapping)))
        ):
            continue
        out[name] = item if type(item) in _AS_THEY_ARE else plain(item, keep_empty=keep_empty)
    return out


class _Form(typing.NamedTuple):
    """How values of a dataclass are written.

    Attributes:
        values: Gives the values of all fields.
        fields: Of each, the name in JSON, whether whoever reads it back has to give it, and whether
            ``None`` says that nothing is known.
    """

    values: typing.Callable[[Any], Sequence[Any]]
    fields: tuple[tuple[str, bool, bool], ...]


_FORMS: dict[type, _Form | None] = {}


def _form(cls: type) -> _Form | None:
    """How values of a class are written; ``None`` where they are not written as objects."""
    if cls not in _FORMS:
        _FORMS[cls] = _form_of(cls)
    return _FORMS[cls]


def _form_of(cls: type) -> _Form | None:
    if not dataclasses.is_dataclass(cls) or issubclass(cls, list | tuple | Mapping | Decimal):
        return None
    missing = dataclasses.MISSING
    fields = dataclasses.fields(cls)
    names = [field.name for field in fields]
    return _Form(
        # Of one name alone, attrgetter gives the value itself.
        attrgetter(*names) if len(names) > 1 else lambda value: [getattr(value, n) for n in names],
        tuple(
            (
                _RENAMED.get(field.name, field.name),
                field.default is missing and field.default_factory is missing,
                field.default is None,
            )
            for field in fields
        ),
    )


def canonical(value: Any) -> bytes:  # noqa: ANN401 - JSON values
    """Canonical JSON: keys sorted, no spaces, UTF-8, no NaN.

    Args:
        value: Anything that :func:`plain` accepts.

    Raises:
        ValueError: A number is not finite.
    """
    return _JSON.encode(plain(value)).encode("utf-8")


# What plain() gives holds no circles, so that nobody need look for them.
_JSON = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    allow_nan=False,
    check_circular=False,
)


def digest(value: Any) -> str:  # noqa: ANN401 - JSON values
    """``sha256:`` and the hex digest of a value's canonical bytes (of bytes, as they are)."""
    data = value if isinstance(value, bytes) else canonical(value)
    return "sha256:" + hashlib.sha256(data).hexdigest()


def revive(cls: type[T], data: Mapping[str, Any]) -> T:
    """Build a dataclass of the model from what :func:`plain` wrote.

    Args:
        cls: The dataclass.
        data: JSON object; a key it does not know is an error (``KeyError``).

    Returns:
        The value; ``revive(type(x), plain(x)) == x`` for every value of the model.
    """
    known, renamed, made = _makers(cls)
    if not data.keys() <= known:
        raise KeyError(min(data.keys() - known))
    if not (renamed or made):
        return cls(**data)
    fields = dict(data)
    for key, name in renamed:
        if key in fields:
            fields[name] = fields.pop(key)
    for name, make in made:
        if name in fields:
            fields[name] = make(fields[name])
    return cls(**fields)


_Maker = typing.Callable[[Any], Any] | None
"""Makes the value of a field from JSON; ``None`` where JSON has it as it is."""


class _Makers(typing.NamedTuple):
    """How values of a dataclass are made from JSON: few of its fields need anything.

    Attributes:
        known: Names that a JSON object may have.
        renamed: Those that the dataclass calls otherwise, with its own name.
        made: Fields that JSON does not have as they are.
    """

    known: frozenset[str]
    renamed: tuple[tuple[str, str], ...]
    made: tuple[tuple[str, typing.Callable[[Any], Any]], ...]


_MAKERS: dict[type, _Makers] = {}


def _makers(cls: type) -> _Makers:
    if cls not in _MAKERS:
        _MAKERS[cls] = _makers_of(cls)
    return _MAKERS[cls]


def _makers_of(cls: type) -> _Makers:
    hints = typing.get_type_hints(cls)
    renamed = tuple((key, name) for key, name in _NAMED.items() if name in hints)
    made = ((name, _maker(hint)) for name, hint in hints.items())
    return _Makers(
        known=frozenset({*hints, *(key for key, _ in renamed)}),
        renamed=renamed,
        made=tuple((name, make) for name, make in made if make is not None),
    )


def _maker(hint: Any) -> _Maker:  # noqa: ANN401 - a type hint
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in args if a is not type(None)]
        return _optional(_maker(inner[0])) if len(inner) == 1 else None
    if origin is tuple:
        several = len(args) == 2 and args[1] is Ellipsis  # noqa: PLR2004 - tuple[X, ...]
        return _several(_maker(args[0])) if several else tuple
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return functools.partial(revive, hint)
    if hint is Decimal:
        return lambda value: Decimal(str(value))
    return float if hint is float else None


def _optional(make: _Maker) -> _Maker:
    return make and (lambda value: None if value is None else make(value))


def _several(make: _Maker) -> _Maker:
    return tuple if make is None else (lambda value: tuple(map(make, value)))
