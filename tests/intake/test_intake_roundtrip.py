"""What is written is read back equal, in JSON and in the flat form; and the memory stays flat."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.files import plain
from holdpoint.intake import parse_transaction, read_transactions
from holdpoint.intake._fields import IDENTIFIERS, MODES, ROLES, TYPES
from holdpoint.model import (
    EndUse,
    Item,
    Leg,
    Licence,
    Money,
    Owner,
    Party,
    Payment,
    Problem,
    Transaction,
    Vessel,
)

_LETTERS = st.characters(categories=["L", "N", "P", "Zs", "S"])
TEXT = st.text(_LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
REPLIES = TEXT.filter(lambda text: text.casefold() not in {"yes", "no", "true", "false"})
NAMES = TEXT.filter(lambda text: any(char.isalnum() for char in text))
COUNTRIES = st.sampled_from(["DE", "NO", "IR", "AE", "GB", "CN"])
DAYS = st.dates().map(lambda day: day.isoformat())
PARTIAL = st.one_of(DAYS, st.sampled_from(["1978", "1978-01"]))
DECIMALS = st.decimals(0, 10**9, places=3)
PERCENT = st.integers(0, 1000).map(lambda n: n / 10)
HS = st.from_regex(r"(0[1-9]|[1-9][0-9])[0-9]{4,8}", fullmatch=True)
IDS = st.fixed_dictionaries(
    {},
    optional={
        kind: st.from_regex(r"[A-Z0-9]{1,12}", fullmatch=True)
        for kind in sorted(set(IDENTIFIERS) - {"lei", "imo", "mmsi", "bic"})
    },
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def tuples(strategy: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


OWNERS = st.recursive(
    st.none(),
    lambda inner: tuples(
        st.builds(
            Owner,
            name=NAMES,
            type=st.sampled_from(TYPES),
            country=maybe(COUNTRIES),
            percent=maybe(PERCENT),
            control=maybe(st.booleans()),
            identifiers=IDS,
            birth_date=maybe(PARTIAL),
            owners=inner,
        )
    ),
    max_leaves=3,
)
PARTIES = st.builds(
    Party,
    role=st.sampled_from(ROLES),
    name=NAMES,
    aliases=tuples(NAMES),
    type=st.sampled_from(TYPES),
    country=maybe(COUNTRIES),
    address=maybe(TEXT),
    identifiers=IDS,
    birth_date=maybe(PARTIAL),
    founded=maybe(PARTIAL),
    industry=maybe(TEXT),
    website=maybe(TEXT),
    email=maybe(TEXT),
    owners=OWNERS,
)
ITEMS = st.builds(
    Item,
    line=maybe(st.integers(1, 999)),
    description=maybe(TEXT),
    manufacturer=maybe(TEXT),
    part_number=maybe(TEXT),
    hs_code=maybe(HS),
    eccn=maybe(st.sampled_from(["EAR99", "3A001.a.2", "5A992.c"])),
    quantity=maybe(DECIMALS),
    unit=maybe(TEXT),
    value=maybe(DECIMALS),
    origin=maybe(COUNTRIES),
    us_content_percent=maybe(PERCENT),
)
LEGS = st.builds(
    Leg,
    mode=st.sampled_from(MODES),
    from_place=maybe(TEXT),
    to_place=maybe(TEXT),
    depart=maybe(DAYS),
    arrive=maybe(DAYS),
    carrier=maybe(NAMES),
    vessel=maybe(
        st.builds(
            Vessel,
            name=maybe(NAMES),
            imo=maybe(st.from_regex(r"[0-9]{7}", fullmatch=True)),
            mmsi=maybe(st.from_regex(r"[0-9]{9}", fullmatch=True)),
            flag=maybe(COUNTRIES),
        )
    ),
)
ORDERS = st.builds(
    Transaction,
    id=TEXT,
    date=maybe(DAYS),
    exporter_country=maybe(COUNTRIES),
    destination_country=maybe(COUNTRIES),
    jurisdictions=maybe(tuples(st.sampled_from(["US", "EU", "UK", "UN", "CH"]), 1)),
    value=maybe(st.builds(Money, amount=DECIMALS, currency=maybe(st.sampled_from(["EUR", "XAU"])))),
    incoterm=maybe(TEXT),
    payment=maybe(
        st.builds(
            Payment,
            method=maybe(TEXT),
            payer=maybe(NAMES),
            payer_country=maybe(COUNTRIES),
            bank=maybe(NAMES),
        )
    ),
    parties=tuples(PARTIES, 1),
    items=tuples(ITEMS, 1),
    route=maybe(tuples(LEGS)),
    end_use=maybe(st.builds(EndUse, statement=maybe(TEXT), certificate=maybe(st.booleans()))),
    licences=maybe(
        tuples(st.builds(Licence, regime=TEXT, number=maybe(TEXT), expires=maybe(DAYS)))
    ),
    answers=st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
        st.booleans() | REPLIES | st.integers(0, 99).map(float),
        max_size=3,
    ),
    notes=maybe(TEXT),
)


@given(order=ORDERS)
@settings(deadline=None, max_examples=150)
def test_an_order_written_as_json_is_read_back_equal(order: Transaction) -> None:
    text = json.dumps(plain(order))
    assert parse_transaction(json.loads(text)) == order
    assert parse_transaction(json.loads(text, parse_float=Decimal)) == order


@given(order=ORDERS)
@settings(deadline=None, max_examples=40)
def test_every_field_that_is_written_stands_in_the_schema(order: Transaction) -> None:
    from holdpoint.intake import transaction_schema

    schema = transaction_schema()
    _check_schema(plain(order), schema, schema["$defs"])


def _check_schema(value: Any, schema: dict[str, Any], definitions: dict[str, Any]) -> None:
    """As much of JSON Schema as ours uses for the shape of objects."""
    schema = next((s for s in schema.get("anyOf", []) if s != {"type": "null"}), schema) \
        if "properties" not in schema else schema  # fmt: skip
    schema = definitions[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    if isinstance(value, dict):
        assert set(schema.get("required", [])) <= set(value)
        for key, inner in value.items():
            known = schema.get("properties", {})
            assert key in known or schema["additionalProperties"] is not False
            if key in known:
                _check_schema(inner, known[key], definitions)
    elif isinstance(value, list):
        for inner in value:
            _check_schema(inner, schema["items"], definitions)
    elif "enum" in schema:
        assert value in schema["enum"]


FLAT_TEXT = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=9).map(
    str.strip
).filter(lambda text: any(char.isalpha() for char in text))  # fmt: skip
FLAT_OWNERS = tuples(
    st.builds(
        Owner,
        name=FLAT_TEXT.filter(lambda text: text.casefold() != "none"),
        country=maybe(COUNTRIES),
        percent=maybe(st.integers(0, 333).map(lambda n: n / 10)),
    )
)
FLAT = st.builds(
    Transaction,
    id=TEXT,
    date=maybe(DAYS),
    destination_country=maybe(COUNTRIES),
    value=maybe(st.builds(Money, amount=DECIMALS, currency=maybe(st.just("EUR")))),
    parties=tuples(
        st.builds(
            Party,
            role=st.sampled_from(["buyer", "consignee", "end_user", "forwarder"]),
            name=NAMES,
            country=maybe(COUNTRIES),
            address=maybe(TEXT),
            identifiers=IDS,
            founded=maybe(PARTIAL),
            owners=maybe(FLAT_OWNERS),
        ),
        1,
    ).map(lambda many: tuple({party.role: party for party in many}.values())),
    items=tuples(ITEMS.filter(lambda item: item != Item()), 1),
    route=maybe(
        st.builds(Leg, from_place=FLAT_TEXT, mode=st.sampled_from(MODES), to_place=FLAT_TEXT).map(
            lambda leg: (leg,)
        )
    ),
    answers=st.dictionaries(st.sampled_from(["a", "b_2"]), st.booleans()),
)


def _rows(order: Transaction) -> list[dict[str, str]]:
    """An order in the flat form, as its documentation has it."""
    head = {"id": order.id, "date": order.date, "destination_country": order.destination_country}
    if order.value:
        head |= {"value": str(order.value.amount), "currency": order.value.currency}
    for party in order.parties:
        head |= {
            f"{party.role}_name": party.name,
            f"{party.role}_country": party.country,
            f"{party.role}_address": party.address,
            f"{party.role}_founded": party.founded,
            f"{party.role}_owners": _owners(party.owners),
            **{f"{party.role}_{kind}": value for kind, value in party.identifiers.items()},
        }
    for leg in order.route or ():
        head["route"] = f"{leg.from_place}>[{leg.mode}]{leg.to_place}"
    head |= {f"answer_{key}": "yes" if value else "no" for key, value in order.answers.items()}
    rows = []
    for item in order.items or ():
        fields = {name: getattr(item, name) for name in Item.__dataclass_fields__}
        fields["item_description"] = fields.pop("description")
        fields["item_value"] = fields.pop("value")
        rows.append({key: str(value) for key, value in fields.items() if value is not None})
    rows[0] |= {key: value for key, value in head.items() if value is not None}
    rows[-1]["id"] = order.id
    return [{"id": order.id, **row} for row in rows]


def _owners(owners: tuple[Owner, ...] | None) -> str | None:
    if owners is None:
        return None
    return "; ".join(
        owner.name
        + ("" if owner.percent is None else f" {owner.percent:g}%")
        + (f" ({owner.country})" if owner.country else "")
        for owner in owners
    ) or "none"  # fmt: skip


@given(orders=st.lists(FLAT, min_size=1, max_size=4, unique_by=lambda order: order.id))
@settings(deadline=None, max_examples=60)
def test_an_order_written_in_the_flat_form_is_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, orders: list[Transaction]
) -> None:
    rows = [row for order in orders for row in _rows(order)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("flat") / "orders.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    found = list(read_transactions(path))
    assert [one for one in found if isinstance(one, Problem)] == []
    assert [_sorted(one) for one in found if isinstance(one, Transaction)] == [
        _sorted(order) for order in orders
    ]


def _sorted(order: Transaction) -> dict[str, Any]:
    """Parties come in the order of the columns, which several orders share."""
    value: dict[str, Any] = plain(order)
    return {**value, "parties": sorted(value["parties"], key=lambda party: str(party["role"]))}


@given(data=st.binary(max_size=300))
@settings(deadline=None, max_examples=150)
def test_no_bytes_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("noise")
    for name, start in (
        ("a.json", b'[{"id": '),
        ("a.jsonl", b"{"),
        ("a.csv", b"id,buyer_name,route\n"),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.parquet", b"PAR1"),
        ("a", b""),
    ):
        (folder / name).write_bytes(start + data)
        for found in read_transactions(folder / name):
            assert isinstance(found, Transaction | Problem)
            str(found).encode()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
def test_memory_is_flat(tmp_path: Path, line: Callable[..., str], form: str) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.{form}"
        with path.open("w", encoding="utf-8") as handle:
            if form == "csv":
                handle.write("id,buyer_name,item_description\n")
                handle.writelines(f"{n},Quillmark Instruments,Thermocouple\n" for n in range(count))
            else:
                handle.write("[" if form == "json" else "")
                end = ",\n" if form == "json" else "\n"
                handle.write(end.join(line(id=f"{n}", notes="x" * 200) for n in range(count)))
                handle.write("]" if form == "json" else "\n")
        tracemalloc.start()
        try:
            read = sum(isinstance(one, Transaction) for one in read_transactions(path))
            return tracemalloc.get_traced_memory()[1] if read == count else -1
        finally:
            tracemalloc.stop()

    small, large = peak(1_000), peak(10_000)
    assert small > 0
    assert large - small < 8 << 20
