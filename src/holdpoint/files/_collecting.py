"""Python's collector of cycles, held back where millions of objects are made that form none."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

_OBJECTS = 50_000_000
"""New objects after which cycles are looked for all the same; a build of every list makes fewer."""


@contextlib.contextmanager
def seldom_collected() -> Iterator[None]:
    """Let the collector look for cycles seldom: looking costs 4 to 5 % of a build."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
