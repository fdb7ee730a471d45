"""Rooms that open one door at a time: a public name is loaded when it is first used (PEP 562)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from sys import modules
from typing import Any


def lazily(room: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """Give the ``__getattr__`` of a room whose public names are loaded when they are first used.

    A command that reads one date need not load every alphabet: half of the start of a command was
    modules that it did not use.

    Args:
        room: Name of the package (``holdpoint.text``).
        homes: Module of the room, without its package (``_dates``), to the public names in it.

    Returns:
        A function of a name, for the room's ``__getattr__``; it raises :class:`AttributeError` for
        a name that is not public.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def load(name: str) -> Any:  # noqa: ANN401 - any public name
        home = home_of.get(name)
        if home is None:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        value = getattr(import_module(f"{room}.{home}"), name)
        setattr(modules[room], name, value)
        return value

    return load
