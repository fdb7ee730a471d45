"""`holdpoint screen --map FILE`: the routes of a run on one map page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.cli._output import writing
from holdpoint.model import GRAVITY, Transaction

if TYPE_CHECKING:
    from holdpoint.report import MapFeature
    from holdpoint.screening import Answer

_MOST = 25
"""Orders on one map, the gravest; more would hide one another."""


def mapped(
    decided: Iterator[tuple[Transaction, Answer]], out: Path
) -> Iterator[tuple[Transaction, Answer]]:
    """Hand the decisions on, and write the map when all are made.

    Raises:
        HoldpointError: The file cannot be written.
    """
    kept: list[tuple[Transaction, Answer]] = []
    routes = 0
    for order, answer in decided:
        yield order, answer
        if order.route:
            routes += 1
            kept.append((order, answer))
            kept.sort(key=lambda pair: -GRAVITY[pair[1].outcome])
            del kept[_MOST:]
    with writing(out) as handle:
        handle.write(_page(kept, routes).encode("utf-8"))
    told = f", the {_MOST} gravest of {routes:,} orders with a route" if routes > _MOST else ""
    console.note(f"The map is in {out}{told}.")


def _page(kept: list[tuple[Transaction, Answer]], routes: int) -> str:
    from holdpoint.report import map_page

    if len(kept) == 1:
        return kept[0][1].to_map(kept[0][0])
    lines = [f"{answer.transaction}: {answer.outcome}." for _, answer in kept]
    return map_page(
        [feature for order, answer in kept for feature in _features(order, answer)],
        title=f"Routes of {len(kept)} of {routes} orders",
        lead=[" ".join(lines)] if lines else [],
    )


def _features(order: Transaction, answer: Answer) -> Iterator[MapFeature]:
    from holdpoint.report import decision_features

    expected = answer.expected_ways(order)
    for feature in decision_features(answer, answer.order_row(order), expected):
        told = "; ".join(filter(None, (f"order {answer.transaction}", feature.detail)))
        yield replace(feature, detail=told)
