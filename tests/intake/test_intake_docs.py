"""The reference cannot lie: it names every field and column, and the schema is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdpoint.intake import _fields as fields
from holdpoint.intake import transaction_schema
from holdpoint.intake._columns import columns
from holdpoint.intake._schema import schema_text
from holdpoint.intake._shape import Thing

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
THINGS = [
    fields.TRANSACTION, fields.PARTY, fields.OWNER, fields.ITEM, fields.LEG, fields.VESSEL,
    fields.TRACK, fields.TRACK_EVENT,
    fields.MONEY, fields.PAYMENT, fields.END_USE, fields.LICENCE,
]  # fmt: skip
AGAIN = "write it again: make docs"


def _page() -> str:
    return (REFERENCE / "transaction.md").read_text("utf-8")


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.word)
def test_every_field_is_in_the_reference(thing: Thing) -> None:
    rows = [
        f"| `{name}` | {spec.says}{' **Needed.**' if spec.required else ''} |"
        for name, spec in thing.fields.items()
    ]
    assert "\n".join(["| field | meaning |", "|---|---|", *rows]) in _page()


def test_every_field_of_the_model_can_be_given() -> None:
    for thing in THINGS:
        names = {spec.into or name for name, spec in thing.fields.items()}
        assert names == set(thing.make.__dataclass_fields__)  # type: ignore[attr-defined]  # each is a dataclass


def test_every_column_is_in_the_reference() -> None:
    page = _page()
    for name, column in columns().items():
        shown = name.replace(column.role, "<role>", 1) if column.role else name
        also = ", ".join(f"`{synonym}`" for synonym in column.synonyms)
        assert f"| `{shown}` | {column.says} | {also} |" in page


@pytest.mark.parametrize("word", [*fields.ROLES, *fields.TYPES, *fields.MODES, *fields.IDENTIFIERS])
def test_every_word_of_a_closed_list_is_in_the_reference(word: str) -> None:
    assert f"`{word}`" in _page()


def test_the_schema_is_current() -> None:
    stored = (REFERENCE / "transaction.schema.json").read_text("utf-8")
    assert stored == schema_text(), AGAIN


def test_the_schema_is_of_the_draft_it_says() -> None:
    schema = transaction_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == ["id", "parties"] or "parties" in schema["properties"]
    assert set(schema["$defs"]) >= {"Party", "Item", "Leg", "Owner"}
    assert schema["$defs"]["Owner"]["properties"]["owners"]["anyOf"][0]["items"] == {
        "$ref": "#/$defs/Owner"
    }
