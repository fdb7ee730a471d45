"""The JSON Schema of a pack, for editors: which keys, fields and operators there are, and where.

It is made from the declared view and the table of operators, so that it cannot fall behind them. It
says what an editor can check while somebody writes; ``holdpoint rules check`` says the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from holdpoint.law._lists import BASES
from holdpoint.law._operators import OPERATORS, Operator
from holdpoint.law._parse import ID_PATTERN, NEEDED_KEYS
from holdpoint.law._rule import Expectation, PackKind, State, Whom
from holdpoint.law._schema import KINDS, VIEW, Field, Kind
from holdpoint.model import Outcome

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DAY_OR_NULL: Schema = {"anyOf": [_DAY, {"type": "null"}]}
_FLAG: Schema = {"enum": [True, False, "true", "false"]}
_REFERENCE: Schema = {"type": "string", "pattern": r"^\$"}
_NUMBER: Schema = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": r"^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$"},
    ]
}
_VALUES: Mapping[Kind, Schema] = {"number": _NUMBER, "date": {"type": "string"}}
_CITE = {"$ref": "#/$defs/cite"}
_RELEVANT: Schema = {"anyOf": [{"$ref": "#/$defs/order"}, {"type": "null"}]}


def pack_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of one pack file."""
    made: dict[int, str] = {}
    definitions: Schema = {"cite": _cite(), "rule": _rule()}
    definitions |= {f"test.{kind}": _tests(kind) for kind in KINDS}
    _conditions(VIEW, "order", (), definitions, made)
    definitions["given"] = _given(VIEW, definitions, {})
    retired = _object(
        {"id": {"type": "string"}, "on": _DAY, "why": {"type": "string"}}, ("id", "on", "why")
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Holdpoint rule pack",
        **_object(
            {
                "pack": {"type": "string"},
                "title": {"type": "string"},
                "kind": {"enum": list(get_args(PackKind))},
                "relevant": _RELEVANT,
                "lists": _lists(),
                "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}},
                "retired": {"type": "array", "items": retired},
            },
            ("pack", "title", "kind", "rules"),
        ),
        "$defs": dict(sorted(definitions.items())),
    }


def pack_schema_text() -> str:
    """The schema as it stands in ``docs/reference/rule-pack.schema.json``."""
    return json.dumps(pack_schema(), ensure_ascii=False, indent=1) + "\n"


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _cite() -> Schema:
    text = {"anyOf": [_TEXT, {"type": "null"}]}
    parts: Schema = dict.fromkeys(("title", "locator", "url", "note"), text)
    parts |= {"title": _TEXT, "read": _DAY_OR_NULL, "basis": {"enum": list(BASES)}}
    return _object(parts, ("title", "basis"))


def _rule() -> Schema:
    span = {"from": _DAY_OR_NULL, "until": _DAY_OR_NULL}
    state = {"state": {"enum": list(get_args(State))}, "cite": _CITE, "banner": _TEXT}
    dated = _object({"value": {}, "cite": _CITE}, ("value", "cite"))
    values = {
        "type": "object",
        "patternProperties": {_DAY["pattern"]: dated},
        "additionalProperties": False,
    }
    excuse = {"type": "object", "properties": {"cite": _CITE}, "required": ["cite"]}
    example = {
        "name": _TEXT,
        "as_of": _DAY,
        "given": {"anyOf": [{"$ref": "#/$defs/given"}, {"type": "null"}]},
        "expect": {"enum": list(get_args(Expectation))},
    }
    sentences = ("title", "authority", "because", "unknown_because", "clears_if", "banner")
    properties: Schema = {
        "id": {"type": "string", "pattern": f"^{ID_PATTERN}$"},
        **dict.fromkeys(sentences, _TEXT),
        "regime": {"anyOf": [_TEXT, {"type": "null"}]},
        "outcome": {"enum": list(get_args(Outcome))},
        "in_force": _object(span, ("from", "until")),
        "windows": {
            "type": "array",
            "items": _object({**state, **span}, ("state", "from", "until")),
        },
        "cite": _CITE,
        "needs": {"type": "array", "items": {"type": "string"}},
        "parameters": _named(_object({"values": values}, ("values",))),
        "lists": _lists(),
        "when": {"$ref": "#/$defs/order"},
        "relevant": _RELEVANT,
        "whom": {"enum": list(get_args(Whom))},
        "unless": {"type": "array", "items": excuse},
        "ask": _named(_TEXT),
        "examples": {"type": "array", "items": _object(example, ("name", "as_of", "expect"))},
    }
    return _object(properties, NEEDED_KEYS)


def _lists() -> Schema:
    table = {"use": _TEXT, "key": _TEXT, "match": {"enum": ["exact", "prefix", "loose"]}}
    return _named(_object(table, ("use", "key", "match")))


def _named(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def _conditions(
    field: Field, name: str, around: tuple[str, ...], definitions: Schema, made: dict[int, str]
) -> str:
    """Define the conditions on one row of a collection; the name of the definition is returned."""
    if id(field.fields) in made:
        return made[id(field.fields)]
    made[id(field.fields)] = name
    me = {"$ref": f"#/$defs/{name}"}
    properties: Schema = {
        "all": {"type": "array", "items": me, "minItems": 1},
        "any": {"type": "array", "items": me, "minItems": 1},
        "not": me,
        "licence": _object({"valid_for": _TEXT}, ("valid_for",)),
        "call": {"anyOf": [{"type": "string"}, {"type": "object"}]},
    }
    patterns: Schema = {}
    for path, inner in _paths(field, ""):
        short = path.rpartition(".")[2]
        if inner.kind == "open":
            patterns[f"^{re.escape(path)}\\."] = {"$ref": "#/$defs/test.answer"}
        elif inner.kind == "rows":
            below = f"{name}.{short}" if around else short
            below = _conditions(inner, below, (*around, short), definitions, made)
            properties |= _quantified(path, below, given=inner.given)
        properties[path] = {"$ref": f"#/$defs/test.{inner.kind}"}
    if around:
        patterns[rf"^({'|'.join(('order', *around))})\."] = {"type": "object", "minProperties": 1}
    definitions[name] = {
        "type": "object",
        "minProperties": 1,
        "properties": properties,
        "patternProperties": patterns,
        "additionalProperties": False,
    }
    return name


def _paths(field: Field, before: str) -> Iterator[tuple[str, Field]]:
    for name, inner in field.fields.items():
        yield f"{before}{name}", inner
        if inner.kind == "record":
            yield from _paths(inner, f"{before}{name}.")


def _quantified(path: str, body: str, *, given: bool) -> Schema:
    condition = {"$ref": f"#/$defs/{body}"}
    limit = {"anyOf": [_NUMBER, _REFERENCE]}
    limits = {word: limit for word in ("at_least", "more_than", "at_most", "less_than")}  # noqa: C420 - schemas are shared on purpose
    words = ("any", "every", "any given") if given else ("any", "every")
    return {
        **{f"{word} {path}": condition for word in words},
        f"count {path}": _object({"where": condition, **limits}, ("where",)),
    }


def _tests(kind: Kind) -> Schema:
    fits = {name: one for name, one in OPERATORS.items() if kind in one.kinds}
    return {
        **_object({name: _operand(one, kind) for name, one in fits.items()}),
        "minProperties": 1,
    }


def _operand(operator: Operator, kind: Kind) -> Schema:
    if operator.operand == "flag":
        return {**_FLAG, "description": operator.meaning}
    if operator.operand == "yes":
        return {"enum": [True, "true"], "description": operator.meaning}
    if operator.operand == "list":
        return {"type": "string", "description": f"{operator.meaning}: its name under `lists`"}
    value = _VALUES.get(kind, _TEXT)
    choices = [value, _REFERENCE]
    if operator.operand == "many":
        choices.insert(0, {"type": "array", "items": value, "minItems": 1})
    return {"anyOf": choices, "description": operator.meaning}


def _given(field: Field, definitions: Schema, made: dict[int, str]) -> Schema:
    """What an example may state: the view, everything optional."""
    properties = {
        name: _or_null(_stated(name, inner, definitions, made))
        for name, inner in field.fields.items()
    }
    return _object(properties)


def _or_null(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [*schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _stated(name: str, field: Field, definitions: Schema, made: dict[int, str]) -> Schema:
    if field.kind == "record":
        return _given(field, definitions, made)
    if field.kind == "open":
        return {"type": "object"}
    if field.kind == "texts":
        return {"type": "array", "items": _TEXT}
    if field.kind != "rows":
        return _FLAG if field.kind == "flag" else _VALUES.get(field.kind, _TEXT)
    key = made.get(id(field.fields))
    if key is None:
        key = made[id(field.fields)] = f"given.{name}.{len(made)}"
        definitions[key] = {}  # holds the place while rows hold themselves
        definitions[key] = _given(field, definitions, made)
    return {"type": "array", "items": {"$ref": f"#/$defs/{key}"}}
