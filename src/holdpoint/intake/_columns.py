"""The columns of the flat form: what each means, and where in an order it goes."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from holdpoint.intake._faults import broken, unreadable
from holdpoint.intake._fields import IDENTIFIERS, ITEM, PARTY, ROLES, TRANSACTION, VESSEL
from holdpoint.intake._scalars import did_you_mean
from holdpoint.intake._shape import shown
from holdpoint.model import Problem

Goes = Literal["order", "item", "party", "vessel", "answer"]

MAX_COLUMNS = 8_192
"""Columns that a table may have; every column that is known, twenty times over."""

MAX_TOLD = 50
"""Unknown columns that are named one by one; the others are counted."""

ANSWER = "answer_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        goes: What it belongs to: the order, its item line, a party, the ship, the answers.
        path: Where it goes there, in field names (``("payment", "payer")``).
        says: What it means.
        role: For a party column, the party's role.
        synonyms: Other spellings of its name.
    """

    goes: Goes
    path: tuple[str, ...]
    says: str
    role: str | None = None
    synonyms: tuple[str, ...] = ()


@functools.cache
def columns() -> Mapping[str, Column]:
    """Every column of the flat form by name, in the order of the reference."""
    return {**_order_columns(), **_item_columns(), **_route_columns(), **_party_columns()}


def _order_columns() -> dict[str, Column]:
    says = {name: spec.says for name, spec in TRANSACTION.fields.items()}

    def order(*path: str, text: str = "", synonyms: tuple[str, ...] = ()) -> Column:
        return Column(goes="order", path=path, says=text or says[path[0]], synonyms=synonyms)

    return {
        "id": order("id", text="Number of the order; rows with one id stand together."),
        "date": order("date"),
        "exporter_country": order("exporter_country"),
        "destination_country": order("destination_country"),
        "jurisdictions": order("jurisdictions", text="Whose law binds the exporter: US; EU."),
        "value": order("value", "amount", synonyms=("value_amount",)),
        "currency": order(
            "value", "currency", text="Currency, ISO 4217.", synonyms=("value_currency",)
        ),
        "incoterm": order("incoterm"),
        "payment_method": order("payment", "method", text="How the order is paid."),
        "payer_name": order("payment", "payer", text="Who pays.", synonyms=("payment_payer",)),
        "payer_country": order(
            "payment",
            "payer_country",
            text="Country from which the payment comes.",
            synonyms=("payment_payer_country",),
        ),
        "bank_name": order(
            "payment", "bank", text="Bank of the payer.", synonyms=("payment_bank",)
        ),
        "end_use": order("end_use", "statement", synonyms=("end_use_statement",)),
        "end_use_certificate": order(
            "end_use", "certificate", text="Whether an end-use certificate was signed: yes or no."
        ),
        "licence_regime": order("licences", "regime", text="Authority that gave a licence."),
        "licence_number": order("licences", "number", text="Number of the licence."),
        "licence_expires": order("licences", "expires", text="Last day on which it is good."),
        "notes": order("notes"),
    }


def _item_columns() -> dict[str, Column]:
    named = {
        "line": ("line", ("item_line",)),
        "item_description": ("description", ("description",)),
        "hs_code": ("hs_code", ("item_hs_code",)),
        "eccn": ("eccn", ("item_eccn",)),
        "quantity": ("quantity", ("item_quantity",)),
        "unit": ("unit", ("item_unit",)),
        "item_value": ("value", ()),
        "origin": ("origin", ("item_origin",)),
        "manufacturer": ("manufacturer", ("item_manufacturer",)),
        "part_number": ("part_number", ("item_part_number",)),
        "us_content_percent": ("us_content_percent", ("item_us_content_percent",)),
    }
    return {
        name: Column(goes="item", path=(path,), says=ITEM.fields[path].says, synonyms=synonyms)
        for name, (path, synonyms) in named.items()
    }


def _route_columns() -> dict[str, Column]:
    out = {
        "route": Column(
            goes="order", path=("route",), says="Places in order: IRAMD>[sea]RUMCX>Seshcha."
        ),
        "depart": Column(goes="order", path=("depart",), says="Day of departure on the first leg."),
        "arrive": Column(goes="order", path=("arrive",), says="Day of arrival on the last leg."),
        "carrier": Column(goes="order", path=("carrier",), says="Who carries, on every leg."),
    }
    for name, spec in VESSEL.fields.items():
        if name == "track":
            continue  # no cell holds it
        out[f"vessel_{name}"] = Column(goes="vessel", path=(name,), says=spec.says)
    return out


def _party_columns() -> dict[str, Column]:
    """``<role>_<field>`` and ``<role>_<kind of identifier>`` for every role."""
    out: dict[str, Column] = {}
    taken = _order_columns()
    fields: dict[str, tuple[tuple[str, ...], str]] = {
        name: ((name,), spec.says)
        for name, spec in PARTY.fields.items()
        if name not in ("role", "identifiers")
    }
    fields["aliases"] = (("aliases",), "Other names, with ; between them.")
    fields["owners"] = (
        ("owners",),
        "Owners: Name 60% (IR); Name2 40%. The word none says nobody.",
    )
    for kind in IDENTIFIERS:
        fields[kind] = (("identifiers", kind), f"Its number of the kind {kind}.")
    for role in ROLES:
        for name, (path, says) in fields.items():
            column = f"{role}_{name}"
            if column not in taken:
                out[column] = Column(goes="party", path=path, says=says, role=role)
    return out


@dataclass(slots=True, kw_only=True)
class Header:
    """The columns of one file, as its first line names them.

    Attributes:
        names: As they stand there.
        known: Position of every column that is understood, with its meaning.
        nameless: Positions of blank headings.
        problems: Warnings, such as columns that are not read.
    """

    names: Sequence[str]
    known: Mapping[int, Column]
    nameless: Sequence[int]
    problems: list[Problem] = field(default_factory=list)

    @property
    def id_at(self) -> int:
        """Position of the column ``id``."""
        return next(i for i, column in self.known.items() if column.path == ("id",))

    def beyond(self, cells: Sequence[object]) -> Iterator[int]:
        """Positions in a row that have no heading."""
        yield from (i for i in self.nameless if i < len(cells))
        yield from range(len(self.names), len(cells))


@functools.cache
def _spellings() -> Mapping[str, str]:
    out = {name: name for name in columns()}
    for name, column in columns().items():
        for synonym in column.synonyms:
            out[synonym] = name
    return out


def column_of(heading: str) -> Column | None:
    """The column that a heading names. Case, spaces and hyphens do not matter."""
    key = re.sub(r"[\s\-]+", "_", heading.strip(" \t\r\n\ufeff\xa0").casefold())
    if re.fullmatch(f"{ANSWER}[a-z][a-z0-9_]*", key):
        name = key.removeprefix(ANSWER)
        return Column(goes="answer", path=(name,), says="The reply to a question.")
    known = _spellings().get(key)
    return columns()[known] if known else None


def read_header(cells: Sequence[str], file: str, line: int) -> Header:
    """Understand the first line of a table.

    Raises:
        UnreadableInputError: It names no column, no ``id``, or one column twice.
    """
    known: dict[int, Column] = {}
    unknown: list[tuple[int, str]] = []
    first: dict[Column, int] = {}
    faults: list[Problem] = []
    if len(cells) > MAX_COLUMNS:
        reason = f"has more than {MAX_COLUMNS} columns."
        raise broken(file, reason, "Take the others out.", line)
    for i, heading in enumerate(cells):
        column = column_of(heading)
        if column is None:
            unknown.append((i, heading))
        elif column in first:
            other = shown(cells[first[column]])
            faults.append(_twice(file, line, heading, other))
        else:
            first[column] = i
            known[i] = column
    if faults:
        raise unreadable(faults)
    if not any(column.path == ("id",) for column in known.values()):
        what = "names no column id" if known else "names no known column"
        near = did_you_mean(next(iter(cells), ""), columns()) if not known else ""
        remedy = f"{near}Begin with the line: id,buyer_name,…"
        raise broken(file, f"the header line {what}.", remedy, line)
    return Header(
        names=cells,
        known=known,
        nameless=[i for i, heading in unknown if not heading.strip()],
        problems=_unknown(unknown, file, line),
    )


def _twice(file: str, line: int, heading: str, other: str) -> Problem:
    return Problem(
        file=file,
        line=line,
        field=shown(heading),
        reason=f"means the same as the column {other!r}.",
        remedy="Keep one of the two.",
    )


def _unknown(headings: Sequence[tuple[int, str]], file: str, line: int) -> list[Problem]:
    named = [(i, heading) for i, heading in headings if heading.strip()]
    out = [
        Problem(
            file=file,
            line=line,
            field=shown(heading),
            reason="is no known column and was not read.",
            remedy=f"{did_you_mean(heading, _spellings())}Mend its name, or leave it.",
            fatal=False,
        )
        for _, heading in named[:MAX_TOLD]
    ]
    if len(named) > MAX_TOLD:
        more, start = len(named) - MAX_TOLD, named[MAX_TOLD][0] + 1
        reason = f"{more} more unknown columns, from column {start} on, were not read."
        out.append(
            Problem(file=file, line=line, reason=reason, remedy="Mend their names.", fatal=False)
        )
    return out
