"""The JSON Schema for editors takes the packs and refuses slips of the pen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from holdpoint.files import read_yaml
from holdpoint.law import VIEW, pack_schema, pack_schema_text
from holdpoint.law._parse import RULE_KEYS

ROOT = Path(__file__).parents[2]
SCHEMA = pack_schema()
PACKS = [
    *sorted((ROOT / "src" / "holdpoint" / "law" / "packs").glob("*.yaml")),
    ROOT / "examples" / "own" / "rules.yaml",
]
TYPES = {
    "string": str, "number": (int, float), "boolean": bool, "null": type(None),
    "array": list, "object": dict,
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:
    """A validator for the words of JSON Schema that the pack schema uses."""
    unknown = set(schema) - {
        "$ref", "$schema", "$defs", "title", "description", "type", "enum", "pattern", "anyOf",
        "items", "minItems", "properties", "patternProperties", "additionalProperties", "required",
        "minProperties",
    }  # fmt: skip
    assert not unknown, unknown
    if "$ref" in schema:
        yield from faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], at)
    if "anyOf" in schema and all(any(faults(value, one, at)) for one in schema["anyOf"]):
        yield f"{at}: {value!r} fits nothing"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, TYPES[kind]) for kind in kinds):  # type: ignore[arg-type]  # types
        yield f"{at}: {value!r} is no {kinds}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} is not like {schema['pattern']}"
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{at}: too short"
        for i, one in enumerate(value):
            yield from faults(one, schema.get("items", {}), f"{at}[{i}]")
    if isinstance(value, dict):
        yield from _members(value, schema, at)


def _members(value: dict[str, Any], schema: dict[str, Any], at: str) -> Iterator[str]:
    if len(value) < schema.get("minProperties", 0):
        yield f"{at}: is empty"
    yield from (f"{at}: no {name}" for name in schema.get("required", ()) if name not in value)
    for name, one in value.items():
        fits = [schema["properties"][name]] if name in schema.get("properties", {}) else []
        patterns = schema.get("patternProperties", {}).items()
        fits += [inner for pattern, inner in patterns if re.search(pattern, name)]
        extra = schema.get("additionalProperties", True)
        if not fits and extra is False:
            yield f"{at}.{name}: unknown"
        for inner in fits or ([extra] if isinstance(extra, dict) else []):
            yield from faults(one, inner, f"{at}.{name}")


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.name)
def test_the_packs_fit_their_schema(path: Path) -> None:
    pack = read_yaml(path.read_text("utf-8"), path.name, ours=True).value
    assert list(faults(pack, SCHEMA)) == []


RULE = {
    "id": "own.rule", "title": "T", "authority": "company", "outcome": "hold",
    "in_force": {"from": "2026-01-01", "until": None}, "cite": {"title": "C", "basis": "official"},
    "when": {"destination_country": {"equals": "BR"}}, "because": "B", "clears_if": "C",
    "examples": [{"name": "x", "as_of": "2026-01-01", "given": None, "expect": "unknown"}],
}  # fmt: skip


def _pack(**changes: Any) -> dict[str, Any]:
    rule = {name: value for name, value in {**RULE, **changes}.items() if value is not ...}
    return {"pack": "own", "title": "T", "kind": "policy", "rules": [rule]}


@pytest.mark.parametrize(
    "when",
    [
        {"any items": {"hs_code": {"starts_with": 8542}, "order.value.amount": {"at_least": 5}}},
        {"any screened": {"any list_matches": {"same_party": {"is": True}}}},
        {"any parties": {"any given owners": {"any given owners": {"country": {"in": ["IR"]}}}}},
        {"count items": {"where": {"value": {"more_than": "$limit"}}, "at_least": 2}},
        {"answers.visited": {"is": False}, "not": {"incoterm": {"equals": "EXW"}}},
    ],
)
def test_conditions_of_the_language_fit(when: dict[str, Any]) -> None:
    assert list(faults(_pack(when=when), SCHEMA)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"when": {"destination_country": {"equls": "BR"}}},
        {"when": {"destinaton_country": {"equals": "BR"}}},
        {"when": {"destination_country": {"at_least": 3}}},
        {"when": {"any destination_country": {"name": {"equals": "x"}}}},
        {"when": {"any given parties": {"name": {"equals": "x"}}}},
        {"when": {}},
        {"cite": ...},
        {"cite": {"title": "C", "basis": "hearsay"}},
        {"outcome": "stop"},
        {"id": "Own"},
        {"priority": 3},
        {"in_force": {"from": "1.1.2026", "until": None}},
        {"parameters": {"limit": {"values": {"always": {"value": 3, "cite": RULE["cite"]}}}}},
        {"parameters": {"limit": {"values": {"2026-01-01": {"value": 3}}}}},
        {"examples": [{"name": "x", "as_of": "2026-01-01", "given": {"x": 1}, "expect": "hold"}]},
    ],
    ids=str,
)
def test_slips_of_the_pen_do_not_fit(changes: dict[str, Any]) -> None:
    assert list(faults(_pack(), SCHEMA)) == []
    assert list(faults(_pack(**changes), SCHEMA))


def test_every_part_of_a_rule_is_offered() -> None:
    assert set(SCHEMA["$defs"]["rule"]["properties"]) == set(RULE_KEYS)


def test_every_field_of_the_view_is_offered() -> None:
    offered = {name for one in SCHEMA["$defs"].values() for name in one.get("properties", {})}
    assert set(VIEW.fields) <= offered
    assert {"list_matches", "percent_at_most", "hs_code", "vessel.imo"} <= offered


def test_the_stored_schema_is_current() -> None:
    stored = (ROOT / "docs" / "reference" / "rule-pack.schema.json").read_text("utf-8")
    assert stored == pack_schema_text(), "write it again: make docs"
    assert json.loads(stored)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
