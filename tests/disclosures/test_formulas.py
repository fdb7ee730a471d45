"""Legal formulas: every row of the table is passed over where its words stand, and only there."""

from __future__ import annotations

import pytest

from holdpoint.disclosures._formulas import kept_of
from holdpoint.disclosures._tables import table

ROWS = [
    tuple(row[name].split() for name in ("before", "dropped", "after"))
    for row in table("formulas", ("before", "dropped", "after"))
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[1]))
def test_each_formula_is_passed_over(row: tuple[list[str], list[str], list[str]]) -> None:
    before, dropped, after = row
    words = ("the", "firm", *before, *dropped, *after, "kestrels")
    kept = kept_of(words) or ()
    assert [words[at] for at in kept] == ["the", "firm", *before, *after, "kestrels"]


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] or row[2]], ids=lambda r: r[1][0])
def test_without_what_must_stand_around_it_a_formula_is_read(
    row: tuple[list[str], list[str], list[str]],
) -> None:
    words = ("the", "firm", *row[1], "kestrels")
    assert kept_of(words) is None
