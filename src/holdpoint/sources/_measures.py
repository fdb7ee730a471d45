"""Measures of a listing from the words that a list uses for them."""

from __future__ import annotations

from typing import cast

from holdpoint.model import Measure
from holdpoint.sources._data import table


def measures_said(source: str, text: str) -> tuple[Measure, ...]:
    """The measures that a text of a list names, in the order of ``measure_words.csv``.

    Args:
        source: Id of the list.
        text: ``Asset freeze|Travel Ban``.
    """
    folded = text.casefold()
    found = {
        row["measure"]: None
        for row in table("measure_words.csv")
        if row["source"] == source and row["words"].casefold() in folded
    }
    return tuple(cast("Measure", measure) for measure in found)
