"""The room's own tables. Data, not code."""

from __future__ import annotations

import csv
import functools
from importlib import resources


@functools.cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a CSV table beside this module; lines that begin with ``#`` are comments."""
    text = resources.files("holdpoint.knowledge").joinpath("data", name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines))
