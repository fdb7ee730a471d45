"""What rules may read: the fields of the view, their types, and how to ask for what is missing.

The view is the order with the evidence of the finders laid into it. A path that is not declared
here is refused when a rule is loaded, so that a slip of the pen never becomes a rule that is
silent for ever.
"""

from __future__ import annotations

from holdpoint.law._field import KINDS, Field, Kind, flag, number, sure, text
from holdpoint.law._schema_regimes import REGIMES, STALE_LISTS
from holdpoint.law._schema_rows import (
    CLAIMS,
    CORRIDORS,
    ITEMS,
    LICENCES,
    PARTIES,
    ROUTE,
    SCREENED,
)
from holdpoint.law._schema_signs import JOURNEYS, ROUTE_CHECKS, SIGNS, TRANSITS, VOYAGES

__all__ = ["KINDS", "VIEW", "Field", "Kind"]

VIEW = Field(
    kind="record",
    fields={
        "date": sure("date"),
        "jurisdictions": sure("texts"),
        "exporter_country": text(
            "the exporter's country", "From which country are the goods exported?"
        ),
        "destination_country": text(
            "the country of destination", "To which country do the goods go?"
        ),
        "value": Field(
            kind="record",
            fields={
                "amount": number("the value of the order", "What is the value of the order?"),
                "currency": text("the currency", "In which currency is the order?"),
            },
        ),
        "incoterm": text("the Incoterm", "On which Incoterm is it sold?"),
        "payment": Field(
            kind="record",
            fields={
                "method": text("the way of payment", "How is it paid?"),
                "payer": text("who pays", "Who pays for the order?"),
                "payer_country": text("the payer's country", "From which country is it paid?"),
                "bank": text("the paying bank", "Through which bank is it paid?"),
            },
        ),
        "end_use": Field(
            kind="record",
            fields={
                "statement": text("what the goods are for", "What are the goods for, and where?"),
                "certificate": flag(
                    "whether there is a signed end-use certificate",
                    "Has the end user signed an end-use certificate?",
                ),
            },
        ),
        "licences": Field(
            kind="rows",
            fields=LICENCES,
            given=True,
            label="whether a licence is held that is good on that day",
            ask="Which licences cover this order, with number and last day?"
            " Write an empty list if there is none.",
        ),
        "answers": Field(kind="open", fields={}, label="answers"),
        "notes": text("the notes"),
        "parties": Field(kind="rows", fields=PARTIES, always=True),
        "screened": Field(kind="rows", fields=SCREENED, evidence=True),
        "items": Field(
            kind="rows",
            fields=ITEMS,
            given=True,
            label="what is ordered",
            ask="What goods are ordered?",
        ),
        "route": Field(
            kind="rows",
            fields=ROUTE,
            given=True,
            label="the route",
            ask="By what route do the goods travel? Give every port and airport.",
        ),
        "corridors": Field(kind="rows", fields=CORRIDORS, evidence=True),
        "claims": Field(kind="rows", fields=CLAIMS, evidence=True),
        "regimes": Field(kind="rows", fields=REGIMES, evidence=True),
        "stale_lists": Field(kind="rows", fields=STALE_LISTS, evidence=True),
        "signs": Field(kind="rows", fields=SIGNS, evidence=True),
        "transits": Field(kind="rows", fields=TRANSITS, evidence=True),
        "journeys": Field(kind="rows", fields=JOURNEYS, evidence=True),
        "voyages": Field(kind="rows", fields=VOYAGES, evidence=True),
        "route_checks": Field(kind="rows", fields=ROUTE_CHECKS, evidence=True),
    },
)
"""The whole view, as a record."""
