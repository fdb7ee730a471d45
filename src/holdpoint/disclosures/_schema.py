"""The JSON Schema of a reading, made from the types of the model and their docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
import types
import typing
from collections.abc import Mapping
from typing import Any

from holdpoint.model import Reading

_ATTRIBUTE = re.compile(r"^    (\w+): (.*(?:\n {8,}\S.*)*)", re.MULTILINE)
_BASIC = {str: "string", int: "integer", float: "number", bool: "boolean"}


def reading_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of what ``holdpoint read --json`` prints of a document.

    Fields that say nothing (no value, an empty list) are left out of a reading; only those
    without a default are always there.
    """
    definitions: dict[str, Any] = {}
    top = _thing(Reading, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Holdpoint reading",
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def reading_schema_text() -> str:
    """Give the schema as it stands in ``docs/reference/reading.schema.json``."""
    return json.dumps(reading_schema(), ensure_ascii=False, indent=2) + "\n"


def _thing(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    doc = inspect.getdoc(cls) or ""
    said = {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(doc)}
    hints = typing.get_type_hints(cls)
    properties, required = {}, []
    for field in dataclasses.fields(cls):
        kind = _kind(hints[field.name], definitions)
        told = {"description": said[field.name].replace("``", "`")} if field.name in said else {}
        properties[field.name] = {**told, **kind}
        if field.default is field.default_factory is dataclasses.MISSING:
            required.append(field.name)
    return {
        "type": "object",
        "description": doc.partition("\n")[0].replace("``", "`"),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _kind(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a type hint
    origin, given = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        kinds = [_kind(one, definitions) for one in given if one is not type(None)]
        return {"anyOf": [*kinds, {"type": "null"}]}
    if origin is typing.Literal:
        return {"enum": list(given)}
    if origin is tuple:
        return {"type": "array", "items": _kind(given[0], definitions)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _kind(given[1], definitions)}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # one that holds itself ends here
            definitions[hint.__name__] = _thing(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": _BASIC[hint]}
