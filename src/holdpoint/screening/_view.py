"""The view that rules see: the transaction, plain facts derived from it, and the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from holdpoint.files import plain
from holdpoint.model import Evidence, Item, Licence, Party, Transaction
from holdpoint.screening._goods_found import ItemFound
from holdpoint.screening._jurisdiction import us_content_limit
from holdpoint.screening._signs import is_trader, owner_levels
from holdpoint.text import date_interval, romanise, tokens

if TYPE_CHECKING:
    from holdpoint.screening._collect import Collected

_OF_ORDER = (
    "signs",
    "transits",
    "journeys",
    "voyages",
    "route_checks",
    "stale_lists",
    "claims",
)
"""Evidence that speaks of the order as a whole, whatever part of it shows it."""


def build_view(
    transaction: Transaction,
    *,
    as_of: date,
    jurisdictions: tuple[str, ...],
    found: Collected,
) -> dict[str, Any]:
    """Lay everything out as nested JSON values; ``None`` or missing is unknown.

    Args:
        transaction: The order.
        as_of: The day whose law applies.
        jurisdictions: Regimes that bind the exporter.
        found: What the finders laid down; evidence row *n* carries ``"@evidence": n``.
    """
    view: dict[str, Any] = plain(transaction)
    view.update(
        {
            "@": "transaction",
            "date": as_of.isoformat(),
            "parties": view.get("parties", []),
            "jurisdictions": list(jurisdictions),
            "corridors": [],
            "regimes": [],
            "screened": [{**row, "list_matches": []} for row in found.screened],
        }
    )
    for i, (party, row) in enumerate(zip(transaction.parties, view["parties"], strict=True)):
        row.update(_party_facts(party, f"parties[{i}]", as_of))
    for i, item in enumerate(transaction.items or ()):
        view["items"][i].update(_item_facts(item, f"items[{i}]", transaction, found))
    for i, row in enumerate(view.get("route", ())):
        row.update({"@": f"route[{i}]", "places": [], "place_listings": [], "sites": []})
    for i, licence in enumerate(transaction.licences or ()):
        view["licences"][i].update({"@": f"licences[{i}]", "valid": _valid(licence, as_of)})
    view.update({kind: [] for kind in _OF_ORDER})
    _hang(view, found.evidence)
    return view


def _hang(view: dict[str, Any], evidence: Sequence[Evidence]) -> None:
    """Hang every evidence row on the thing that it speaks of."""
    rows = (*view["parties"], *view.get("items", ()), *view.get("route", ()), view)
    things = {row["@"]: row for row in rows}
    named = {row["@"]: row for row in view["screened"]}
    for number, piece in enumerate(evidence):
        if piece.kind in _OF_ORDER:
            home = view
        else:
            home = (named if piece.kind == "list_matches" else things)[piece.subject]
        row = {**piece.data, "@": piece.subject, "@evidence": number}
        home.setdefault(piece.kind, []).append(row)


def _party_facts(party: Party, path: str, as_of: date) -> dict[str, Any]:
    facts: dict[str, Any] = {"@": path, "ownership": [], "sites": [], "address_matches": []}
    facts["is_forwarder"] = _is_forwarder(party)
    facts["is_trader"] = is_trader(party)
    facts["owner_levels"] = owner_levels(party)
    if party.founded:
        # A year alone is read as its last day: the company is at least this old.
        facts["age_days"] = (as_of - date_interval(party.founded)[1]).days
    return facts


def _item_facts(
    item: Item, path: str, transaction: Transaction, found: Collected
) -> dict[str, Any]:
    goods = found.items.get(path) or ItemFound()
    facts: dict[str, Any] = {
        "@": path,
        "high_priority": goods.high_priority,
        "us_jurisdiction": _us_jurisdiction(item, transaction),
        "described": [],
        "imports": [],
    }
    if goods.hs_problem is not None:
        facts["hs_problem"] = goods.hs_problem
    if goods.lists_known:
        facts["goods_lists"] = []
    if goods.controls_known:
        facts["controls"] = []
    return facts


def _is_forwarder(party: Party) -> bool:
    if party.role in {"forwarder", "carrier"}:
        return True
    words = tokens(romanise(f"{party.name} {party.industry or ''}"))
    return not _forwarder_words().isdisjoint(words)


@cache
def _forwarder_words() -> frozenset[str]:
    text = (files("holdpoint.screening") / "forwarder_words.txt").read_text("utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


def _us_jurisdiction(item: Item, transaction: Transaction) -> bool | None:
    """Whether an item is subject to the EAR, as far as an order can show (15 CFR 734.3).

    Made in the United States, sent from there, with more controlled US content than is left out for
    the destination, or said to be (``answers.subject_to_ear``): yes. Foreign-made with at most 10 %
    controlled US content, or said not to be: no, leaving aside foreign direct products, which an
    order cannot show and a rule of its own asks about. Anything else: unknown.
    """
    if "US" in (item.origin, transaction.exporter_country):
        return True
    answer = transaction.answers.get("subject_to_ear")
    content = item.us_content_percent
    if answer is True:
        return True
    if content is not None and content > us_content_limit(transaction.destination_country):
        return True
    if answer is False:
        return False
    if item.origin and content is not None:
        return False if content <= us_content_limit("IR") else None
    return None


def _valid(licence: Licence, as_of: date) -> bool | None:
    if licence.number is None:
        return None
    if licence.expires is None:
        return None
    return licence.expires >= as_of.isoformat()
