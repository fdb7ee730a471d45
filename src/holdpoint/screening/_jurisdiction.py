"""Which law applies to an order, and why: what it states, what its facts show, what is not known.

The grounds stand in ``jurisdictions.csv``, each with its citation. What an order states is applied
as it stands. Law that binds by a fact is added where the order states nothing; where the order does
state its jurisdictions and leaves one out, that is said, and a rule of the house holds the order if
a rule of the law left out would speak. What is not known never takes a regime away.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

from holdpoint.errors import LawError
from holdpoint.model import Transaction

Truth = bool | None
_ANSWERS: Mapping[str, Truth] = {"yes": True, "unknown": None}
_STRICTER = frozenset({"CU", "IR", "KP", "SY"})
"""Destinations for which more than the lower share of US content counts (15 CFR 734.4(c)): groups
E:1 and E:2 of Part 740 Supp. No. 1 in the text of 2026-07-23."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One way in which a law comes to bind an order: a row of ``jurisdictions.csv``.

    Attributes:
        reach: The authority whose rules it brings in (``US/BIS``), or the whole regime (``US``).
        test: What of the order is looked at: one of :data:`TESTS`.
        values: What it is compared with: countries, currencies, an answer, two shares.
        start: First day, inclusive; empty is not verified.
        until: Last day, inclusive; empty is open.
        applies: Whether the fact shows that the law binds, or leaves it unknown.
        why: The fact in words; ``{who}`` and ``{value}`` are filled in.
    """

    name: str
    regime: str
    reach: str
    test: str
    values: tuple[str, ...]
    start: str
    until: str
    applies: Truth
    why: str
    cite: Mapping[str, str]

    def counts_on(self, day: str) -> bool:
        """Whether it is in force on an ISO day."""
        return (not self.start or self.start <= day) and (not self.until or day <= self.until)


Seen = tuple[str, str, str]
"""Where in the order a fact stands, what it says, and whose it is, in words."""


def _exporter(order: Transaction, ground: Ground) -> Iterator[Seen]:
    country = order.exporter_country
    if country and (ground.values == ("*",) or country in ground.values):
        yield "exporter_country", country, "the exporter"


def _seller(order: Transaction, ground: Ground) -> Iterator[Seen]:
    for i, party in enumerate(order.parties):
        if party.role == "seller" and party.country in ground.values:
            yield f"parties[{i}].country", str(party.country), party.name


def _party(order: Transaction, ground: Ground) -> Iterator[Seen]:
    for i, party in enumerate(order.parties):
        if party.role != "seller" and party.country in ground.values:
            yield f"parties[{i}].country", str(party.country), f"{party.name} ({party.role})"
    payment = order.payment
    if payment is not None and payment.payer_country in ground.values:
        yield "payment.payer_country", str(payment.payer_country), "the payer"


def _origin(order: Transaction, ground: Ground) -> Iterator[Seen]:
    for i, item in enumerate(order.items or ()):
        if item.origin in ground.values:
            yield f"items[{i}].origin", str(item.origin), item.description or f"items[{i}]"


def _content(order: Transaction, _: Ground) -> Iterator[Seen]:
    limit = us_content_limit(order.destination_country)
    for i, item in enumerate(order.items or ()):
        share = item.us_content_percent
        if share is not None and share > limit:
            yield f"items[{i}].us_content_percent", f"{share:g}", item.description or f"items[{i}]"


def _content_unknown(order: Transaction, _: Ground) -> Iterator[Seen]:
    for i, item in enumerate(order.items or ()):
        if item.us_content_percent is None and item.origin != "US":
            yield f"items[{i}].us_content_percent", "not stated", item.description or f"items[{i}]"


def _currency(order: Transaction, ground: Ground) -> Iterator[Seen]:
    if order.value is not None and order.value.currency in ground.values:
        yield "value.currency", str(order.value.currency), "the order"


def _answer(order: Transaction, ground: Ground) -> Iterator[Seen]:
    for key in ground.values:
        if order.answers.get(key) is True:
            yield f"answers.{key}", "yes", "the order"


TESTS = {
    "exporter_country": _exporter,
    "seller_country": _seller,
    "party_country": _party,
    "origin": _origin,
    "us_content": _content,
    "us_content_unknown": _content_unknown,
    "currency": _currency,
    "answer": _answer,
}
"""What a ground may look at."""


def us_content_limit(destination: str | None) -> float:
    """Controlled US content, in per cent, that a foreign item may hold and stay outside the EAR.

    15 CFR 734.4(c) and (d): 10 % for country group E, 25 % elsewhere. The cases of 0 % in
    paragraph (a) turn on things that an order does not show. A destination that is not stated is
    taken for the stricter one only by who asks for certainty that an item is outside.
    """
    low, high = _limits()
    return low if destination in _STRICTER else high


@cache
def _limits() -> tuple[float, float]:
    ground = next(one for one in grounds() if one.test == "us_content")
    return float(ground.values[0]), float(ground.values[1])


@cache
def grounds() -> tuple[Ground, ...]:
    """The rows of ``jurisdictions.csv``.

    Raises:
        LawError: A row has no known test, no citation, or an impossible ``applies``; with its line.
    """
    text = (files("holdpoint.screening") / "jurisdictions.csv").read_text("utf-8")
    return tuple(_ground(line, row) for line, row in enumerate(csv.DictReader(StringIO(text)), 2))


def _ground(line: int, row: Mapping[str, str]) -> Ground:
    where = f"jurisdictions.csv:{line}"
    if row["test"] not in TESTS:
        raise LawError(f"{where}: unknown test {row['test']!r}; known: {', '.join(TESTS)}.")
    if row["applies"] not in _ANSWERS or not row["title"] or not row["basis"]:
        raise LawError(f"{where}: needs a title, a basis, and yes or unknown under applies.")
    if row["reach"].partition("/")[0] != row["regime"]:
        raise LawError(f"{where}: {row['reach']!r} is no authority of {row['regime']!r}.")
    return Ground(
        name=row["ground"],
        regime=row["regime"],
        reach=row["reach"],
        test=row["test"],
        values=tuple(row["values"].split()),
        start=row["from"],
        until=row["until"],
        applies=_ANSWERS[row["applies"]],
        why=row["why"],
        cite={key: row[key] for key in ("title", "locator", "url", "read", "basis", "note")},
    )


def find_regimes(order: Transaction, policy: Sequence[str], day: str) -> tuple[dict[str, Any], ...]:
    """Which regimes apply to an order, and on which facts.

    Args:
        order: The order.
        policy: Regimes that the firm's policy applies to orders that state none.
        day: ISO day whose law applies.

    Returns:
        A row a regime: those that are applied first, in the order in which they were named.
        ``applies`` is whether the law binds (``None``: not known), ``named`` who says so
        (``order``, ``policy`` or ``nobody``), ``applied`` whether its rules are applied, ``why``
        the sentence, ``fact`` the places in the order, ``would_find`` the word ``none`` for the
        screener to fill, ``grounds`` a row a fact with its citation.
    """
    named = policy if order.jurisdictions is None else order.jurisdictions
    who = "policy" if order.jurisdictions is None else "order"
    everything = dict.fromkeys((*named, *(ground.regime for ground in grounds())))
    rows = [_row(regime, who if regime in named else None, order, day) for regime in everything]
    return tuple(sorted(rows, key=lambda row: not row["applied"]))


def _row(regime: str, named: str | None, order: Transaction, day: str) -> dict[str, Any]:
    seen = _grounds_of(regime, order, day)
    shown = [one for one in seen if one["applies"] is True]
    binds: Truth = True if shown or named else (None if seen else False)
    # A derived regime is applied only where the order leaves the choice open.
    applied = named is not None or (bool(shown) and order.jurisdictions is None)
    told = shown if binds else seen
    return {
        "regime": regime,
        "applies": binds,
        "named": named or "nobody",
        "applied": applied,
        "why": _why(regime, named, told, order),
        "fact": ", ".join(dict.fromkeys(one["fact"] for one in told)) or "none",
        "would_find": "none",
        "grounds": seen,
    }


def _grounds_of(regime: str, order: Transaction, day: str) -> list[dict[str, Any]]:
    mine = [g for g in grounds() if g.regime == regime and g.counts_on(day)]
    out = [_seen(g, one) for g in mine for one in TESTS[g.test](order, g)]
    if any(row["applies"] for row in out) or order.exporter_country is not None:
        return out
    first = next((g for g in mine if g.test == "exporter_country"), None)
    if first is None:
        return out
    why = "the exporter's country is not stated"
    row = _seen(first, ("exporter_country", "not stated", "the exporter"))
    return [*out, {**row, "applies": None, "why": why}]


def _seen(ground: Ground, seen: Seen) -> dict[str, Any]:
    fact, value, who = seen
    return {
        "ground": ground.name,
        "fact": fact,
        "value": value,
        "reach": ground.reach,
        "applies": ground.applies,
        "why": ground.why.format(value=value, who=who),
        **{key: value or None for key, value in ground.cite.items()},
    }


def _why(
    regime: str, named: str | None, told: Sequence[Mapping[str, Any]], order: Transaction
) -> str:
    facts = "; ".join(dict.fromkeys(str(one["why"]) for one in told))
    if named == "order":
        return f"The order names {regime} law" + (f", and {facts}." if facts else ".")
    if named == "policy":
        head = f"The firm's policy applies {regime} law to orders that name none"
        return head + (f", and {facts}." if facts else ".")
    if not told:
        return f"Nothing in the order connects it with {regime} law."
    left_out = f"; the order names only {', '.join(order.jurisdictions or ())}"
    tail = left_out if order.jurisdictions is not None else ""
    return f"{facts[0].upper()}{facts[1:]}{tail}."


def reaches(row: Mapping[str, Any], authority: str) -> bool:
    """Whether the facts behind a regime's row bring in the rules of an authority."""
    return any(one["reach"] in (row["regime"], authority) for one in row["grounds"])
