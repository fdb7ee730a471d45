"""What the goods room finds for the items of an order, and what it could not look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from holdpoint.goods import (
    ControlList,
    CountryChart,
    GoodsIndex,
    Nomenclature,
    describe,
    described_rows,
    existing_hs,
    licence_rows,
)
from holdpoint.model import Evidence, GoodsEntry, Item, NotRun, Transaction

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot

_EAR99 = "EAR99"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsFinder:
    """The goods room's indexes over one snapshot; shared by all transactions."""

    index: GoodsIndex
    chart: CountryChart
    nomenclature: Nomenclature | None
    entries: tuple[GoodsEntry, ...]


@dataclass(slots=True)
class ItemFound:
    """What was found for one item.

    Attributes:
        lists_known: Whether the goods lists could be compared.
        controls_known: Whether the Country Chart could be asked.
        hs_problem: Why the HS code cannot be right; ``None`` where nothing is wrong.
    """

    evidence: list[Evidence] = field(default_factory=list)
    not_run: list[NotRun] = field(default_factory=list)
    high_priority: bool | None = None
    lists_known: bool = False
    controls_known: bool = False
    hs_problem: str | None = None


def goods_finder(snapshot: Snapshot) -> GoodsFinder:
    """The finder over a snapshot's goods lists and reference tables."""
    lines = snapshot.nomenclature
    return GoodsFinder(
        index=GoodsIndex(snapshot.goods),
        chart=CountryChart(ControlList(snapshot.controls), snapshot.chart, snapshot.country_groups),
        nomenclature=Nomenclature((line.code, line.text) for line in lines if line.code)
        if lines
        else None,
        entries=tuple(snapshot.goods),
    )


def find_goods(
    transaction: Transaction, item: Item, path: str, finder: GoodsFinder, as_of: date
) -> ItemFound:
    """Compare one item with the goods lists, the Country Chart, and its own description.

    Args:
        transaction: The order, for its destination.
        item: The item.
        path: Its place (``items[0]``).
        finder: The indexes.
        as_of: The day whose law applies.
    """
    out = ItemFound()
    rows, out.not_run = finder.index.find(item, as_of)
    out.lists_known = rows is not None
    out.high_priority = finder.index.high_priority(item, as_of)
    code, out.hs_problem = _declared(item)
    described = _described(item, code, finder)
    controls = _controls(item, transaction.destination_country, finder.chart, as_of, out)
    for kind, found in (
        ("goods_lists", rows or ()),
        ("described", described),
        ("controls", controls),
    ):
        out.evidence += [Evidence(kind=kind, subject=path, data=row) for row in found]
    return out


def _declared(item: Item) -> tuple[str | None, str | None]:
    """The declared HS code as digits, and what is wrong with it."""
    if item.hs_code is None or not item.hs_code.strip():
        return None, None
    try:
        return existing_hs(item.hs_code), None
    except ValueError as error:
        return None, str(error)


def _described(item: Item, code: str | None, finder: GoodsFinder) -> list[dict[str, Any]]:
    if not item.description:
        return []
    facts = (item.manufacturer, item.part_number, item.description)
    text = " ".join(part for part in facts if part)
    found = describe(text, finder.nomenclature, entries=finder.entries)
    return described_rows(found, code)


def _controls(
    item: Item, destination: str | None, chart: CountryChart, as_of: date, out: ItemFound
) -> list[dict[str, Any]]:
    """Reasons for control that require a licence; where none surely does, those that may.

    Where one requires it, the answer does not hang on the others, and nobody needs to be asked.
    """
    if item.eccn is None or item.eccn == _EAR99:
        return []
    if not chart.ready or destination is None:
        missing = (
            "the order names no destination"
            if chart.ready
            else "this snapshot was built without the Commerce Control List and the Country Chart"
        )
        out.not_run.append(NotRun(check="goods.country_chart", why=missing))
        return []
    try:
        answer = chart.answer(item.eccn, destination)
    except ValueError:
        return []  # the goods lists have told already that it is no ECCN
    out.controls_known = True
    if answer.day is not None and as_of.isoformat() < answer.day:
        why = f"the Country Chart in this snapshot is of {answer.day}, later than the order"
        out.not_run.append(NotRun(check="goods.country_chart", why=why))
    if answer.required is False:
        return []
    return [row for row in licence_rows(answer) if row["licence_required"] is answer.required]
