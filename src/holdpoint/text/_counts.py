"""How often words stand in listed names."""

from __future__ import annotations

import functools

from holdpoint.text._data import rows


@functools.cache
def counts() -> dict[str, int]:
    """In how many of 100,000 listed names a word stands; rare words are not in it."""
    return {row["word"]: int(row["names"]) for row in rows("word_counts")}
