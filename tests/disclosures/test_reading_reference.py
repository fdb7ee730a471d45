"""The reference of a reading names every field, and the schema fits what is printed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from holdpoint import model
from holdpoint.disclosures import keep_document, reading_schema
from holdpoint.files import plain
from holdpoint.model import Attribution, Hedge, Mention, Named, ReadClaim, Reading, Span, TimeRef

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "reading.md"
KINDS = (
    "Reading", "Source", "ReadClaim", "Attribution", "Hedge", "RouteLeg", "Named", "Mention",
    "PlaceCandidate", "TimeRef", "Amount", "Check", "ClaimLink", "Span",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_documented_and_in_the_schema(kind: str) -> None:
    names = [field.name for field in dataclasses.fields(getattr(model, kind))]
    page = PAGE.read_text("utf-8")
    told = {"start", "end", "quote"}  # of a span: in the text of the page
    assert [name for name in names if f"`{name}`" not in page and name not in told] == []
    schema = reading_schema()
    thing = schema if kind == "Reading" else schema["$defs"][kind]
    assert sorted(thing["properties"]) == sorted(names)


_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}


def _fits(value: Any, schema: dict[str, Any], top: dict[str, Any]) -> bool:
    """Whether a value fits the few words of JSON Schema that the schema uses."""
    if "$ref" in schema:
        return _fits(value, top["$defs"][schema["$ref"].rpartition("/")[2]], top)
    if "anyOf" in schema:
        return any(_fits(value, one, top) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    return isinstance(value, _KINDS[schema["type"]]) and _holds(value, schema, top)


def _holds(value: Any, schema: dict[str, Any], top: dict[str, Any]) -> bool:
    if isinstance(value, list):
        return all(_fits(inner, schema["items"], top) for inner in value)
    if not isinstance(value, dict):
        return True
    known = schema.get("properties")
    if known is None:
        return all(_fits(inner, schema["additionalProperties"], top) for inner in value.values())
    return set(schema["required"]) <= set(value) <= set(known) and all(
        _fits(inner, known[name], top) for name, inner in value.items()
    )


def test_what_is_printed_fits_the_schema() -> None:
    text = "The ministry said that the firm may ship pumps."
    kept = keep_document(text, published="2024-05-08")

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start=start, end=start + len(words), quote=words)

    reading = Reading(
        source=kept.source,
        text=text,
        entities=(
            Named(
                id="firm",
                schema="Company",
                name="the firm",
                resolved=False,
                mentions=(Mention(span=span("the firm"), form="description"),),
            ),
        ),
        claims=(
            ReadClaim(
                id="claim-0",
                document=kept.source.id,
                kind="event",
                predicate="ships_to",
                subject="firm",
                object=None,
                spans=(span("the firm may ship pumps"),),
                attribution=(Attribution(source="ministry", name="ministry", form="paraphrase"),),
                stance="reported",
                modality="possible",
                hedges=(Hedge(cue=span("may"), kind="possibility"),),
                time=TimeRef(
                    span=span("may"), start=None, end=None, precision="open", rule="none told"
                ),
            ),
        ),
        rejected={"no quote": 1},
    )
    schema = reading_schema()
    written = plain(reading)
    assert _fits(written, schema, schema)
    written["claims"][0]["stance"] = "certain"
    assert not _fits(written, schema, schema)
