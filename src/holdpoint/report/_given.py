"""The order as it was read: its facts, parties, goods and legs."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from holdpoint.report._plain import NBSP, Row, figure, number, rows, scalar, text, words
from holdpoint.report._views import Fact, Grid
from holdpoint.report._words import hs_words


def given_facts(as_of: str, transaction: Row | None) -> tuple[Fact, ...]:
    """The facts of the order as a whole, those that matter also where they are unknown."""
    facts = [Fact(label="Law of", value=as_of)]
    if transaction is None:
        return tuple(facts)
    payment, end_use = transaction.get("payment"), transaction.get("end_use")
    facts += [
        Fact(label="From", value=text(transaction, "exporter_country")),
        Fact(label="Destination", value=text(transaction, "destination_country")),
        Fact(label="Value", value=_money(transaction.get("value"))),
        Fact(label="Jurisdictions", value=text(transaction, "jurisdictions")),
        Fact(label="Incoterm", value=text(transaction, "incoterm")),
        Fact(label="Payment", value=scalar(payment)),
        Fact(label="End use", value=scalar(end_use)),
    ]
    shown_unknown = {"Destination", "End use"}
    return tuple(fact for fact in facts if fact.value is not None or fact.label in shown_unknown)


def _money(value: object) -> str | None:
    if not isinstance(value, Mapping):
        return scalar(value)
    amount = number(value, "amount")
    shown = text(value, "amount") if amount is None else f"{amount:,.2f}".removesuffix(".00")
    return " ".join(part for part in (shown, text(value, "currency")) if part) or None


def given_grids(transaction: Row | None) -> tuple[Grid, ...]:
    """Parties, goods and route as tables."""
    if transaction is None:
        return ()
    grids = (_parties(transaction), _items(transaction), _legs(transaction))
    return tuple(_stated(grid) for grid in grids if grid.rows)


def _stated(grid: Grid) -> Grid:
    """Without the columns that no row states; these are named below the table instead."""
    said = [any(row[column] is not None for row in grid.rows) for column in range(len(grid.heads))]
    return Grid(
        caption=grid.caption,
        heads=tuple(itertools.compress(grid.heads, said)),
        rows=tuple(tuple(itertools.compress(row, said)) for row in grid.rows),
        unstated=tuple(head for head, stated in zip(grid.heads, said, strict=True) if not stated),
    )


def _parties(transaction: Row) -> Grid:
    return Grid(
        caption="Parties",
        heads=("Role", "Name", "Country", "Address", "Identifiers", "Owners"),
        rows=tuple(
            (
                words(text(party, "role") or "party"),
                text(party, "name"),
                text(party, "country"),
                text(party, "address"),
                scalar(party.get("identifiers")),
                _owners(party),
            )
            for party in rows(transaction, "parties")
        ),
    )


def _owners(party: Row) -> str | None:
    owners = party.get("owners")
    if not isinstance(owners, list | tuple):
        return None
    found = []
    for owner in rows(party, "owners"):
        share = number(owner, "percent")
        found.append(
            f"{text(owner, 'name') or 'unknown'} "
            f"({'share unknown' if share is None else figure(share, 2) + NBSP + '%'})"
        )
    return ", ".join(found) or "none"


def _items(transaction: Row) -> Grid:
    return Grid(
        caption="Goods",
        heads=("Line", "Description", "HS code", "ECCN", "Quantity", "Value", "Origin"),
        rows=tuple(
            (
                text(item, "line") or str(position),
                text(item, "description", "part_number"),
                hs_words(text(item, "hs_code")),
                text(item, "eccn"),
                " ".join(v for k in ("quantity", "unit") if (v := text(item, k))) or None,
                text(item, "value"),
                text(item, "origin"),
            )
            for position, item in enumerate(rows(transaction, "items"), 1)
        ),
    )


def _legs(transaction: Row) -> Grid:
    return Grid(
        caption="Route",
        heads=("Leg", "From", "To", "Mode", "Leaves", "Arrives", "Carrier", "Vessel"),
        rows=tuple(
            (
                str(position),
                text(leg, "from", "from_place"),
                text(leg, "to", "to_place"),
                text(leg, "mode"),
                text(leg, "depart"),
                text(leg, "arrive"),
                text(leg, "carrier"),
                scalar(leg.get("vessel")),
            )
            for position, leg in enumerate(rows(transaction, "route"), 1)
        ),
    )
