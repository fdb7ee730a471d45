"""Check R4: have imports of high-priority goods into a transshipment country jumped?

Only where a firm has given trade statistics; without them the tiers of the red flags speak, and
that no number stands behind them is told.
"""

from __future__ import annotations

import csv
import statistics
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING, Any

from holdpoint.model import Evidence, NotRun, Transaction

if TYPE_CHECKING:
    from holdpoint.model import TradeFigure

CHECK = "goods.imports"
_SIX = 6
_MOST_COMPARED = 24
_LEAST_COMPARED = 5
"""Earlier periods that are compared at most and at least; a choice of the project."""
_OLDEST_YEARS = 3

Series = Mapping[tuple[str, str], tuple["TradeFigure", ...]]
"""Figures by country and code, in the order of their periods."""


def series_of(figures: Iterable[TradeFigure]) -> Series:
    """The figures of a snapshot, by country and six digits of the code."""
    found: dict[tuple[str, str], list[TradeFigure]] = {}
    for figure in figures:
        found.setdefault((figure.country, figure.hs6), []).append(figure)
    return {key: tuple(sorted(rows, key=lambda one: one.period)) for key, rows in found.items()}


def import_evidence(
    transaction: Transaction, evidence: Sequence[Evidence], series: Series, as_of: date
) -> tuple[list[Evidence], list[NotRun]]:
    """Rows of kind ``imports`` for high-priority goods that go to a transshipment country.

    Args:
        transaction: The order.
        evidence: What was laid down so far; ``goods_lists`` of the common high-priority list count.
        series: Figures of the snapshot.
        as_of: The day; a period counts when it ended before.

    Returns:
        ``z`` is how many standard deviations the latest period lies above the mean of the earlier
        ones, of the same length, at most 24. The second list tells what could not be computed.
    """
    country = transaction.destination_country
    if country is None or country not in _hubs(as_of.isoformat()):
        return [], []
    items = dict.fromkeys(
        piece.subject
        for piece in evidence
        if piece.kind == "goods_lists"
        and piece.data["list"] == "CHPL"
        and piece.data.get("fits") is not False
    )
    found: list[Evidence] = []
    lacking: dict[str, list[str]] = {}
    for path in items:
        index = int(path.removeprefix("items[").removesuffix("]"))
        code = ((transaction.items or ())[index].hs_code or "").replace(".", "")[:_SIX]
        row, why = _compared(country, code, series, as_of)
        if row is not None:
            found.append(Evidence(kind="imports", subject=path, data=row))
        else:
            lacking.setdefault(why, []).append(path)
    return found, [NotRun(check=CHECK, why=f"{', '.join(p)}: {why}") for why, p in lacking.items()]


def _compared(
    country: str, code: str, series: Series, as_of: date
) -> tuple[dict[str, Any] | None, str]:
    if not series:
        return None, f"no trade statistics are given: whether {country} takes in more is not known"
    rows = [row for row in series.get((country, code), ()) if _over(row.period, as_of)]
    monthly = [row for row in rows if "-" in row.period]
    rows = monthly or rows
    if not rows:
        return None, f"the trade statistics have no {code or 'code'} into {country} before that day"
    last, before = rows[-1], rows[-1 - _MOST_COMPARED : -1]
    if as_of.year - int(last.period[:4]) > _OLDEST_YEARS:
        return None, f"the latest figure is of {last.period}, more than {_OLDEST_YEARS} years old"
    if len(before) < _LEAST_COMPARED:
        return None, f"{len(before)} periods before {last.period}; {_LEAST_COMPARED} are needed"
    mean = statistics.fmean(row.value for row in before)
    spread = statistics.stdev(row.value for row in before)
    if spread == 0:
        return None, f"the periods before {last.period} are all equal: nothing to measure it by"
    return {
        "country": country,
        "code": code,
        "period": last.period,
        "value": last.value,
        "mean": round(mean, 4),
        "deviation": round(spread, 4),
        "z": round((last.value - mean) / spread, 4),
        "periods": len(before),
        "source": last.source,
    }, ""


def _over(period: str, as_of: date) -> bool:
    """Whether a year or month ended before a day."""
    return period < as_of.isoformat()[: len(period)]


@cache
def _hubs(day: str) -> frozenset[str]:
    """Countries of the list of transshipment countries on a day."""
    text = (files("holdpoint.law") / "lists" / "transshipment_hubs.csv").read_text("utf-8")
    rows = csv.DictReader(StringIO(text))
    return frozenset(
        row["country"]
        for row in rows
        if row["from"] <= day and (not row["until"] or day <= row["until"])
    )
