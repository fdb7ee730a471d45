"""An item against invented goods lists: prefixes, dates, unknowns."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from holdpoint.goods import GoodsIndex
from holdpoint.model import GoodsEntry, Item

DAY = date(2026, 11, 20)


def line(code: str, **more: object) -> GoodsEntry:
    values: dict[str, Any] = {
        "list": "TESTLIST",
        "code": code,
        "code_kind": "hs",
        "description": "invented goods",
        "valid_from": "2024-01-01",
        **more,
    }
    return GoodsEntry(**values)


def only_row(entry: GoodsEntry, item: Item, as_of: date = DAY) -> dict[str, Any]:
    rows, _ = GoodsIndex([entry]).find(item, as_of)
    assert rows is not None
    assert len(rows) == 1
    return rows[0]


def test_a_row_shows_both_sides() -> None:
    entry = line("8542", tier="1", source="an act", url="https://example.org", basis="read")
    row = only_row(entry, Item(hs_code="8542.31", description="microcontroller"))
    assert row["fits"] is True
    assert row["in_force"] is True
    assert (row["item_code"], row["item_description"]) == ("854231", "microcontroller")
    assert (row["code"], row["description"], row["tier"]) == ("8542", "invented goods", "1")
    assert (row["source"], row["url"], row["basis"]) == ("an act", "https://example.org", "read")


def test_six_digits_are_too_coarse_for_an_eight_digit_line() -> None:
    row = only_row(line("85423190"), Item(hs_code="854231"))
    assert row["fits"] is None
    assert "too coarse" in row["fits_why"]


def test_another_code_makes_no_row() -> None:
    rows, _ = GoodsIndex([line("854231"), line("85423190")]).find(Item(hs_code="85423110"), DAY)
    assert rows is not None
    assert [row["code"] for row in rows] == ["854231"]


def test_ten_digits_of_another_tariff_stay_unknown_below_the_subheading() -> None:
    row = only_row(line("85423190"), Item(hs_code="8542.31.0001"))
    assert row["fits"] is None


def test_an_ex_code_never_fits_by_the_code_alone() -> None:
    row = only_row(line("854231", needs_description=True), Item(hs_code="854231"))
    assert row["fits"] is None
    assert "description" in row["fits_why"]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2024, 6, 30), True),
        (date(2024, 7, 1), False),
    ],
)
def test_the_first_and_the_last_day_are_inclusive(as_of: date, expected: bool) -> None:
    entry = line("854231", valid_to="2024-06-30")
    assert only_row(entry, Item(hs_code="854231"), as_of)["in_force"] is expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2023, 2, 23), None),
        (date(2025, 1, 1), None),
        (date(2026, 9, 23), None),
        (date(2026, 9, 24), True),
        (date(2026, 11, 20), True),
    ],
)
def test_a_line_of_unverified_start_is_in_force_from_the_day_its_text_was_read(
    as_of: date, expected: bool | None
) -> None:
    entry = line(
        "854231",
        valid_from=None,
        source="an annex (text as of 2026-09-24)",
        note="list created 2023-02-24 with 12 lines",
    )
    row = only_row(entry, Item(hs_code="854231"), as_of)
    assert row["in_force"] is expected
    assert "2026-09-24" in row["in_force_why"] or "2023-02-24" in row["in_force_why"]


def test_a_line_without_any_date_is_never_taken_to_be_in_force() -> None:
    row = only_row(line("854231", valid_from=None), Item(hs_code="854231"))
    assert row["in_force"] is None


def test_neither_code_is_unknown_and_says_so() -> None:
    rows, not_run = GoodsIndex([line("854231")]).find(Item(line=3, description="chips"), DAY)
    assert rows is None
    assert [problem.check for problem in not_run] == ["goods.lists"]
    assert "neither" in not_run[0].why


def test_a_code_that_cannot_be_read_is_unknown_not_clean() -> None:
    rows, not_run = GoodsIndex([line("854231")]).find(Item(hs_code="8542"), DAY)
    assert rows is None
    assert [problem.check for problem in not_run] == ["goods.hs_code"]
    assert "6 digits" in not_run[0].why


def test_control_numbers_fit_by_paragraph_not_by_letters() -> None:
    entries = [
        line("3A001.a", code_kind="eccn"),
        line("3A001.a.2", code_kind="eccn"),
        line("3A001.b", code_kind="eccn"),
    ]
    rows, _ = GoodsIndex(entries).find(Item(eccn="3A001.A"), DAY)
    assert rows is not None
    assert [(row["code"], row["fits"]) for row in rows] == [("3A001.a", True), ("3A001.a.2", None)]


def test_an_item_with_one_code_says_which_lists_were_not_compared() -> None:
    index = GoodsIndex(
        [line("854231"), line("3A001", code_kind="eccn"), line("", code_kind="text")]
    )
    rows, not_run = index.find(Item(eccn="EAR99"), DAY)
    assert rows == []
    assert [problem.check for problem in not_run] == ["goods.hs_code", "goods.description"]
    assert "TESTLIST (1)" in not_run[1].why


def test_the_order_of_the_entries_does_not_matter() -> None:
    entries = [line("8542"), line("854231"), line("85423190", list="A")]
    item = Item(hs_code="8542319000")
    assert GoodsIndex(entries).find(item, DAY) == GoodsIndex(entries[::-1]).find(item, DAY)


def test_high_priority_is_true_false_or_unknown() -> None:
    index = GoodsIndex([line("854231", list="CHPL", valid_from="2024-02-23")])
    assert index.high_priority(Item(hs_code="8542319000"), DAY) is True
    assert index.high_priority(Item(hs_code="8542.39"), DAY) is False
    assert index.high_priority(Item(hs_code="854231"), date(2024, 2, 22)) is False
    assert index.high_priority(Item(eccn="3A001"), DAY) is None
    assert index.high_priority(Item(hs_code="85"), DAY) is None
    assert GoodsIndex([line("854231")]).high_priority(Item(hs_code="854231"), DAY) is None
