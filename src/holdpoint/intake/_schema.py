"""The JSON Schema of an order, for editors and for those who send orders."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from holdpoint.intake._fields import TRANSACTION
from holdpoint.intake._shape import Field, Kind, Many, Pairs, Scalar, Thing


def transaction_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one order.

    It says what an editor can check. The reader checks more: that countries, days and codes
    exist, for example; and its messages say what to do.

    Returns:
        A JSON object. Things that hold themselves (owners) stand under ``$defs``.
    """
    definitions: dict[str, Any] = {}
    top = _thing(TRANSACTION, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Holdpoint transaction",
        **top,
        "anyOf": [{"required": ["items"]}, {"required": ["route"]}],
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as it stands in ``docs/reference/transaction.schema.json``."""
    return json.dumps(transaction_schema(), ensure_ascii=False, indent=2) + "\n"


def _thing(thing: Thing, definitions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            name: _field(name, spec, definitions) for name, spec in thing.fields.items()
        },
        "required": [name for name, spec in thing.fields.items() if spec.required],
        "additionalProperties": False,
    }


def _field(name: str, spec: Field, definitions: dict[str, Any]) -> dict[str, Any]:
    out = {"description": spec.says, **_or_null(_kind(spec.kind, definitions), spec)}
    if name == "parties":
        out["minItems"] = 1
    return out


def _or_null(schema: dict[str, Any], spec: Field) -> dict[str, Any]:
    """``null`` says unknown wherever a value may be left out."""
    if spec.required:
        return schema
    return {"anyOf": [schema, {"type": "null"}]}


def _kind(kind: Kind, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(kind, Scalar):
        return dict(kind.schema)
    if isinstance(kind, Many):
        return {"type": "array", "items": _kind(kind.of, definitions)}
    if isinstance(kind, Pairs):
        return _pairs(kind)
    name = kind.make.__name__
    if name not in definitions:
        definitions[name] = {}  # holds the place while the thing holds itself
        definitions[name] = _thing(kind, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _pairs(kind: Pairs) -> dict[str, Any]:
    def nullable(schema: Mapping[str, Any]) -> dict[str, Any]:
        return {"anyOf": [dict(schema), {"type": "null"}]}

    out: dict[str, Any] = {"type": "object"}
    if kind.kinds:
        out["properties"] = {name: nullable(one.schema) for name, one in kind.kinds.items()}
    out["additionalProperties"] = nullable(kind.other.schema) if kind.other else False
    return out
