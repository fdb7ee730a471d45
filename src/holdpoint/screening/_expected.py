"""The way that the goods would usually take, beside the one that an order declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from holdpoint.model import Decision, Transaction
from holdpoint.report import ExpectedWay

Row = Mapping[str, Any]
Ends = dict[tuple[int, str], Row]


def expected_ways(decision: Decision, transaction: Transaction | Row) -> tuple[ExpectedWay, ...]:
    """The shortest way by sea for each run of legs by sea, first port to last.

    Args:
        decision: Its ``places`` are the ends of the legs as they were understood.
        transaction: The order; its route is read.

    Returns:
        Nothing for a run of which an end is not one place with a point, or that no way over the
        known sea lanes joins. Passages that were closed on the day of the decision are left out.
    """
    ends: Ends = {}
    for row in decision.places:
        leg = int(str(row["subject"]).removeprefix("route[").removesuffix("]"))
        ends[leg, str(row["end"])] = row
    return tuple(
        way
        for run in _runs(_modes(transaction))
        if (way := _way(ends, run, decision.as_of)) is not None
    )


def _modes(transaction: Transaction | Row) -> list[str]:
    if isinstance(transaction, Transaction):
        return [leg.mode for leg in transaction.route or ()]
    return [str(leg.get("mode") or "unknown") for leg in transaction.get("route") or ()]


def _runs(modes: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last leg of each run of legs by sea."""
    first: int | None = None
    for index, mode in enumerate([*modes, ""]):
        if mode == "sea" and first is None:
            first = index
        elif mode != "sea" and first is not None:
            yield first, index - 1
            first = None


def _way(ends: Ends, run: tuple[int, int], as_of: str) -> ExpectedWay | None:
    from holdpoint.places import closures, sea_way

    start, end = ends.get((run[0], "from")), ends.get((run[1], "to"))
    if start is None or end is None:
        return None
    points = [_point(row) for row in (start, end)]
    if points[0] is None or points[1] is None:
        return None
    shut = [c.passage for c in closures(date.fromisoformat(as_of)) if c.state == "closed"]
    found = sea_way(points[0], points[1], without=shut)
    if found is None or not found.points:
        return None
    return ExpectedWay(
        start=str(start["text"]),
        end=str(end["text"]),
        points=(points[0], *found.points, points[1]),
        km=found.km,
        passages=found.passages,
        assumes=found.assumes,
    )


def _point(row: Row) -> tuple[float, float] | None:
    if row["verdict"] != "one":
        return None
    place = row["candidates"][0]
    return None if place["lat"] is None else (place["lat"], place["lon"])
