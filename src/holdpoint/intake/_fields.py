"""Every field of an order: the one table behind the reader, the JSON Schema and the reference."""

from __future__ import annotations

import re
from typing import Any, get_args

from holdpoint.intake import _codes as codes
from holdpoint.intake import _scalars as scalars
from holdpoint.intake._scalars import Note, Refusal
from holdpoint.intake._shape import Field, Many, Pairs, Scalar, Thing
from holdpoint.model import (
    EndUse,
    Item,
    Leg,
    Licence,
    Mode,
    Money,
    Owner,
    Party,
    PartyRole,
    PartyType,
    Payment,
    Track,
    TrackEvent,
    Transaction,
    Vessel,
)

ROLES: tuple[str, ...] = get_args(PartyRole)
TYPES: tuple[str, ...] = get_args(PartyType)
TIERS = ("note", "question", "strong")
MODES: tuple[str, ...] = get_args(Mode)

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
TEXT = Scalar(read=scalars.text, schema=_TEXT)
CODE = Scalar(read=scalars.text, schema={"type": ["string", "integer"]})
NAME = Scalar(read=scalars.name, schema=_TEXT)
COUNTRY = Scalar(read=codes.country, schema={"type": "string", "examples": ["DE", "DEU"]})
DAY = Scalar(read=codes.day, schema={"type": "string", "format": "date"})
PARTIAL = Scalar(
    read=codes.partial_day,
    schema={"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
)
DECIMAL = Scalar(read=scalars.decimal, schema={"type": ["number", "string"], "minimum": 0})
PERCENT = Scalar(
    read=scalars.percent, schema={"type": ["number", "string"], "minimum": 0, "maximum": 100}
)
BOOLEAN = Scalar(read=scalars.boolean, schema={"type": "boolean"})
LINE = Scalar(read=scalars.integer, schema={"type": "integer", "minimum": 1})
HS = Scalar(
    read=codes.hs_code, schema={"type": ["string", "number"], "examples": ["8542.31", "010121"]}
)
TYPE = Scalar(read=scalars.choice(*TYPES), schema={"enum": list(TYPES)})
IMO = Scalar(read=codes.imo, schema={"type": ["string", "integer"], "examples": ["9074729"]})
MMSI = Scalar(read=codes.mmsi, schema={"type": ["string", "integer"]})

IDENTIFIERS = {
    "registration": CODE,
    "tax": CODE,
    "vat": CODE,
    "eori": CODE,
    "lei": Scalar(read=codes.lei, schema=_TEXT),
    "imo": IMO,
    "mmsi": MMSI,
    "call_sign": TEXT,
    "duns": CODE,
    "bic": Scalar(read=codes.bic, schema=_TEXT),
    "inn": CODE,
    "ogrn": CODE,
    "kpp": CODE,
    "okpo": CODE,
    "usci": CODE,
    "passport": CODE,
    "national_id": CODE,
    "phone": CODE,
    "wallet": TEXT,
    "other": CODE,
}
"""Kinds of identifier that an order may give, and how each is read."""

_ANSWER_KEY = re.compile("[a-z][a-z0-9_]{0,99}")


def _identifier_kind(raw: Any, note: Note) -> str:  # noqa: ANN401, ARG001 - a reader like the others
    if raw in IDENTIFIERS:
        return str(raw)
    raise Refusal(
        "is no kind of identifier that is known.",
        f"{scalars.did_you_mean(str(raw), IDENTIFIERS)}Allowed: {', '.join(IDENTIFIERS)}.",
    )


def _answer_key(raw: Any, note: Note) -> str:  # noqa: ANN401, ARG001 - a reader like the others
    if isinstance(raw, str) and _ANSWER_KEY.fullmatch(raw):
        return raw
    raise Refusal(
        "is no key for an answer.",
        "Use small letters, digits and underscores, such as buyer_declined_installation.",
    )


PAIRS_OF_IDENTIFIERS = Pairs(key=_identifier_kind, kinds=IDENTIFIERS)
ANSWERS = Pairs(
    key=_answer_key,
    kinds={},
    other=Scalar(read=scalars.answer, schema={"type": ["boolean", "string", "number"]}),
)

OWNER = Thing(make=Owner, word="an owner")
OWNER.fields.update(
    name=Field(kind=NAME, says="Name of the owner.", private=True, required=True),
    type=Field(kind=TYPE, says="What the owner is; unknown when left out."),
    country=Field(kind=COUNTRY, says="Country of the owner."),
    percent=Field(kind=PERCENT, says="Share in per cent, 0 to 100; left out is unknown, never 0."),
    control=Field(kind=BOOLEAN, says="Whether the owner controls by other means than the share."),
    identifiers=Field(
        kind=PAIRS_OF_IDENTIFIERS, says="Register numbers of the owner, by kind.", private=True
    ),
    birth_date=Field(kind=PARTIAL, says="Birth date of a person; may be partial.", private=True),
    owners=Field(kind=Many(of=OWNER), says="The owner's own owners; an empty list says none."),
)

PARTY = Thing(
    make=Party,
    word="a party",
    fields={
        "role": Field(
            kind=Scalar(read=scalars.choice(*ROLES), schema={"enum": list(ROLES)}),
            says="What the party does in this order.",
            required=True,
        ),
        "name": Field(kind=NAME, says="Name as on the order.", private=True, required=True),
        "aliases": Field(kind=Many(of=NAME), says="Other names it trades under.", private=True),
        "type": Field(kind=TYPE, says="What the party is; unknown when left out."),
        "country": Field(kind=COUNTRY, says="Country of the party."),
        "address": Field(kind=TEXT, says="Address in one line or several.", private=True),
        "identifiers": Field(
            kind=PAIRS_OF_IDENTIFIERS, says="Register numbers, by kind.", private=True
        ),
        "birth_date": Field(
            kind=PARTIAL, says="Birth date of a person; may be partial (1978-01).", private=True
        ),
        "founded": Field(kind=PARTIAL, says="Day on which a firm was founded; may be partial."),
        "industry": Field(kind=TEXT, says="Line of business."),
        "website": Field(kind=TEXT, says="Website.", private=True),
        "email": Field(kind=TEXT, says="E-mail address.", private=True),
        "owners": Field(
            kind=Many(of=OWNER),
            says="Who owns or controls it. Left out is unknown; an empty list says nobody.",
        ),
    },
)

ITEM = Thing(
    make=Item,
    word="an item",
    fields={
        "line": Field(kind=LINE, says="Number of the line on the order."),
        "description": Field(kind=TEXT, says="What the goods are, in words."),
        "manufacturer": Field(kind=TEXT, says="Who made them."),
        "part_number": Field(kind=CODE, says="The maker's part number."),
        "hs_code": Field(kind=HS, says="HS code, 6 to 10 digits as text, dots allowed."),
        "eccn": Field(
            kind=Scalar(read=codes.eccn, schema=_TEXT),
            says="ECCN or EU dual-use number, such as 3A001.a.2, or EAR99.",
        ),
        "quantity": Field(kind=DECIMAL, says="How many, a plain number."),
        "unit": Field(kind=TEXT, says="Unit of the quantity."),
        "value": Field(kind=DECIMAL, says="Value of the line, in the currency of the order."),
        "origin": Field(kind=COUNTRY, says="Country of origin."),
        "us_content_percent": Field(kind=PERCENT, says="Controlled US content in per cent."),
    },
)

TRACK_EVENT = Thing(
    make=TrackEvent,
    word="an event of a track",
    fields={
        "what": Field(
            kind=TEXT, says="Kind of event: gap, encounter, two_places ….", required=True
        ),
        "tier": Field(
            kind=Scalar(read=scalars.choice(*TIERS), schema={"enum": list(TIERS)}),
            says="How much it asks for an answer.",
            required=True,
        ),
        "detail": Field(kind=TEXT, says="What was seen, in words.", required=True),
        "start": Field(kind=TEXT, says="When it began, ISO 8601 in UTC."),
        "end": Field(kind=TEXT, says="When it ended."),
        "hours": Field(kind=DECIMAL, says="How long it was, in hours."),
        "reach": Field(kind=Many(of=TEXT), says="Watched or listed ports in reach of a gap."),
    },
)

TRACK = Thing(
    make=Track,
    word="a track",
    fields={
        "source": Field(kind=TEXT, says="Name of the file of positions.", required=True),
        "start": Field(kind=TEXT, says="Time of the first position, ISO 8601 in UTC."),
        "end": Field(kind=TEXT, says="Time of the last position."),
        "events": Field(kind=Many(of=TRACK_EVENT), says="What was found on it."),
    },
)

VESSEL = Thing(
    make=Vessel,
    word="a vessel",
    fields={
        "name": Field(kind=NAME, says="Name of the ship."),
        "imo": Field(kind=IMO, says="IMO number, 7 digits as text."),
        "mmsi": Field(kind=MMSI, says="MMSI, 9 digits as text."),
        "flag": Field(kind=COUNTRY, says="Flag state."),
        "track": Field(kind=TRACK, says="What her positions show, as `screen --track` adds it."),
    },
)

LEG = Thing(
    make=Leg,
    word="a leg of the route",
    fields={
        "mode": Field(
            kind=Scalar(read=scalars.choice(*MODES), schema={"enum": list(MODES)}),
            says="How the goods travel on this leg; unknown when left out.",
        ),
        "from": Field(
            kind=TEXT,
            says="Where it begins: UN/LOCODE, IATA, ICAO, coordinates or free text.",
            into="from_place",
        ),
        "to": Field(kind=TEXT, says="Where it ends, written likewise.", into="to_place"),
        "depart": Field(kind=DAY, says="Day of departure."),
        "arrive": Field(kind=DAY, says="Day of arrival."),
        "carrier": Field(kind=NAME, says="Who carries the goods.", private=True),
        "vessel": Field(kind=VESSEL, says="The ship."),
    },
)

MONEY = Thing(
    make=Money,
    word="a value",
    fields={
        "amount": Field(kind=DECIMAL, says="Amount, a plain number.", required=True),
        "currency": Field(
            kind=Scalar(read=codes.currency, schema={"type": "string", "pattern": "^[A-Za-z]{3}$"}),
            says="Currency, ISO 4217.",
        ),
    },
)

PAYMENT = Thing(
    make=Payment,
    word="a payment",
    fields={
        "method": Field(kind=TEXT, says="How the order is paid: wire, letter of credit, cash …"),
        "payer": Field(kind=NAME, says="Who pays.", private=True),
        "payer_country": Field(kind=COUNTRY, says="Country from which the payment comes."),
        "bank": Field(kind=NAME, says="Bank of the payer.", private=True),
    },
)

END_USE = Thing(
    make=EndUse,
    word="an end use",
    fields={
        "statement": Field(kind=TEXT, says="What the goods are for, as the customer states it."),
        "certificate": Field(kind=BOOLEAN, says="Whether an end-use certificate was signed."),
    },
)

LICENCE = Thing(
    make=Licence,
    word="a licence",
    fields={
        "regime": Field(
            kind=TEXT, says="Authority that gave it: US/BIS, US/OFAC, EU, UK …", required=True
        ),
        "number": Field(kind=CODE, says="Number of the licence."),
        "expires": Field(kind=DAY, says="Last day on which it is good."),
    },
)

TRANSACTION = Thing(
    make=Transaction,
    word="a transaction",
    fields={
        "id": Field(kind=CODE, says="Number of the order, once in a file.", required=True),
        "date": Field(kind=DAY, says="Day of the order; the law of this day is applied."),
        "exporter_country": Field(kind=COUNTRY, says="Country from which the goods leave."),
        "destination_country": Field(kind=COUNTRY, says="Country in which they are to stay."),
        "jurisdictions": Field(
            kind=Many(of=Scalar(read=codes.jurisdiction, schema=_TEXT)),
            says="Whose law binds the exporter: US, EU, UK, UN. Left out, the policy decides.",
        ),
        "value": Field(kind=MONEY, says="Value of the whole order."),
        "incoterm": Field(kind=TEXT, says="Terms of delivery, such as FCA."),
        "payment": Field(kind=PAYMENT, says="How and by whom the order is paid."),
        "parties": Field(kind=Many(of=PARTY), says="Everyone who takes part; at least one."),
        "items": Field(kind=Many(of=ITEM), says="The goods. An empty list says there are none."),
        "route": Field(kind=Many(of=LEG), says="How the goods travel, leg by leg."),
        "end_use": Field(kind=END_USE, says="What the goods are for."),
        "licences": Field(
            kind=Many(of=LICENCE),
            says="Licences held for this order. Left out is unknown; an empty list says none.",
        ),
        "answers": Field(kind=ANSWERS, says="Replies to due-diligence questions, by key."),
        "notes": Field(kind=TEXT, says="Anything else that a person should read.", private=True),
    },
)
