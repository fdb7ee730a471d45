"""Frozen values that are made in half the time: a reading makes hundreds of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TypeVar

Class = TypeVar("Class", bound=type)


def quick(cls: Class) -> Class:
    """Give a frozen, slotted, keyword-only dataclass a faster ``__init__``.

    The usual one calls ``object.__setattr__`` for each field. This one turns the new instance into
    one of a class with the same slots that is not frozen, assigns the fields, and turns it back:
    with eight fields it takes half as long, with twenty-three less than half. Nobody sees the
    instance before it is frozen.

    Args:
        cls: The dataclass, without bases and without ``__post_init__``.

    Raises:
        TypeError: It is another kind of class, for which this would not do the same.
    """
    fields = dataclasses.fields(cls)
    names = tuple(field.name for field in fields)
    slots = cls.__dict__.get("__slots__")
    usual = all(field.init and field.kw_only for field in fields)
    if cls.__bases__ != (object,) or slots != names or hasattr(cls, "__post_init__") or not usual:
        raise TypeError(
            f"{cls.__name__} is no plain frozen dataclass with slots and keywords alone."
        )
    twin = type(f"Open{cls.__name__}", (), {"__slots__": names})
    type.__setattr__(cls, "__init__", _init(cls, fields, twin))
    return cls


def _init(
    cls: type, fields: tuple[dataclasses.Field[object], ...], twin: type
) -> Callable[..., None]:
    """Write the ``__init__`` of a class, with the parameters and defaults of a dataclass."""
    scope: dict[str, object] = {"_set": object.__setattr__, "_twin": twin, "_none": object()}
    parameters, lines = list[str](), list[str]()
    for field in fields:
        name, value = field.name, field.name
        if field.default is not dataclasses.MISSING:
            scope[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            scope[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_none")
            value = f"_make_{name}() if {name} is _none else {name}"
        else:
            parameters.append(name)
        lines.append(f"    self.{name} = {value}")
    head = f"def __init__(self, *, {', '.join(parameters)}):\n    _class = type(self)\n"
    body = (
        "    _set(self, '__class__', _twin)\n"
        + "\n".join(lines)
        + "\n    self.__class__ = _class\n"
    )
    exec(head + body, scope)  # noqa: S102 - as dataclasses does, from the names of the fields
    made: Callable[..., None] = scope["__init__"]  # type: ignore[assignment]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = dict(cls.__dict__["__init__"].__annotations__)
    return made
