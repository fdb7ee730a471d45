"""Check R4: imports of high-priority goods into a hub, with the firm's statistics and without."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

import holdpoint
from holdpoint.intake import parse_transaction
from holdpoint.knowledge import build
from holdpoint.model import Evidence, NotRun, TradeFigure
from holdpoint.screening._imports import import_evidence, series_of
from holdpoint.sources import read_source

DAY = date(2026, 11, 20)
LISTED = Evidence(kind="goods_lists", subject="items[0]", data={"list": "CHPL", "fits": True})


def figures(values: Iterable[float], *, country: str = "AE") -> list[TradeFigure]:
    """A value a month, up to October 2026."""
    rows = list(values)
    months = [divmod(2026 * 12 + 9 - back, 12) for back in reversed(range(len(rows)))]
    return [
        TradeFigure(country=country, hs6="854231", period=f"{y}-{m + 1:02d}", value=value)
        for (y, m), value in zip(months, rows, strict=True)
    ]


def run(
    trade: list[TradeFigure], *, country: str = "AE", listed: tuple[Evidence, ...] = (LISTED,)
) -> tuple[list[Evidence], list[NotRun]]:
    order = parse_transaction(
        {
            "id": "x",
            "destination_country": country,
            "parties": [{"role": "buyer", "name": "Example Works"}],
            "items": [{"description": "processors", "hs_code": "8542.31"}],
        },
        file="x",
        line=None,
    )
    return import_evidence(order, listed, series_of(trade), DAY)


def test_the_latest_period_is_measured_by_those_before_it() -> None:
    (row,), lacking = run(figures([100, 110, 90, 105, 95, 100, 400]))
    assert lacking == []
    assert row.data["period"] == "2026-10"
    assert row.data["mean"] == 100
    assert row.data["periods"] == 6
    assert row.data["z"] == pytest.approx(300 / row.data["deviation"], rel=1e-4)
    assert row.data["z"] > 3


def test_a_month_that_is_not_over_does_not_count() -> None:
    now = TradeFigure(country="AE", hs6="854231", period="2026-11", value=9999)
    (row,), _ = run([*figures([100, 110, 90, 105, 95, 100, 101]), now])
    assert row.data["period"] == "2026-10"


@pytest.mark.parametrize(
    ("trade", "why"),
    [
        ([], "no trade statistics are given"),
        (figures([1, 2, 3], country="TR"), "no 854231 into AE"),
        (figures([1, 2, 3, 4, 5]), "4 periods before 2026-10; 5 are needed"),
        (figures([1, 1, 1, 1, 1, 1, 9]), "all equal"),
        (
            [
                TradeFigure(country="AE", hs6="854231", period=str(year), value=year)
                for year in range(2010, 2020)
            ],
            "more than 3 years old",
        ),
    ],
)
def test_what_cannot_be_measured_is_told_and_never_clear(
    trade: list[TradeFigure], why: str
) -> None:
    found, (note,) = run(trade)
    assert found == []
    assert note.check == "goods.imports"
    assert why in note.why


def test_plain_goods_and_other_countries_are_not_looked_at() -> None:
    assert run([], country="FR") == ([], [])
    assert run([], listed=()) == ([], [])


def test_a_table_of_the_firm_is_read_added_up_and_kept_in_the_snapshot(tmp_path: Path) -> None:
    path = tmp_path / "trade_2026-11-01.csv"
    rows = [f"AE,8542.31,2026-{month:02d},{value}" for month, value in enumerate((5, 6, 7), 4)]
    text = "\n".join(["country,hs_code,period,value", *rows, "UAE,85423190,2026-06,3"])
    path.write_text(f"{text}\nAE,12,2026-06,3\nAE,854231,June,3\nAE,854231,2026-06,nan\n", "utf-8")
    (edition,) = read_source(path)
    assert (edition.info.rows, edition.info.read, edition.info.refused) == (7, 4, 3)
    assert {problem.field for problem in edition.problems} == {"hs_code", "period", "value"}
    build(read_source(path), out=tmp_path / "store")
    snapshot = holdpoint.open_snapshot(tmp_path / "store")
    assert [(one.period, one.value) for one in snapshot.trade] == [
        ("2026-04", 5.0),
        ("2026-05", 6.0),
        ("2026-06", 10.0),
    ]
    assert holdpoint.open_snapshot().trade == ()
