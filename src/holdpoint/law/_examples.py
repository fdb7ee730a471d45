"""Examples beside the rule: read by the view's schema, run, and told where they fail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

from holdpoint.law._dates import is_day
from holdpoint.law._doc import Doc, Path, Raw, hint
from holdpoint.law._rule import Example, Expectation
from holdpoint.law._schema import KINDS, VIEW, Field


def parse_examples(doc: Doc, path: Path, raw: Raw) -> tuple[Example, ...]:
    """The examples of a rule, typed; every fault is noted in the document."""
    if raw is None:
        return ()
    out = []
    for index, one in enumerate(doc.rows(raw, path, "`examples`")):
        here = (*path, index)
        parts = doc.mapping(one, here, "An example")
        doc.keys(parts, here, ("name", "as_of", "given", "expect"), "an example")
        as_of = doc.text(parts.get("as_of"), (*here, "as_of"), "`as_of`")
        if as_of and not is_day(as_of):
            doc.fault((*here, "as_of"), "This is no date.", "Write YYYY-MM-DD.", value=as_of)
        expect = doc.choice(
            parts.get("expect"), (*here, "expect"), get_args(Expectation), "`expect`"
        )
        given = doc.mapping(parts.get("given") or {}, (*here, "given"), "`given`")
        out.append(
            Example(
                name=doc.text(parts.get("name"), (*here, "name"), "`name`"),
                as_of=as_of,
                given=_typed_fields(doc, given, VIEW, (*here, "given")),
                expect=cast("Expectation", expect),
                line=doc.yaml.line(here),
            )
        )
    return tuple(out)


def complete(given: Mapping[str, Any], *, as_of: str, regime: str | None) -> dict[str, Any]:
    """An example as a whole view: places numbered, finders' collections there, law applicable."""
    view = cast("dict[str, Any]", _complete(given, VIEW, "", [0]))
    view["date"] = as_of
    if "jurisdictions" not in given:
        view["jurisdictions"] = [regime] if regime else ["US", "EU", "UK", "UN"]
    return view


def _complete(value: object, field: Field, at: str, counter: list[int]) -> object:
    if field.kind == "rows" and isinstance(value, list):
        return [_row(one, field, f"{at}[{i}]", counter) for i, one in enumerate(value)]
    if field.kind == "record" and isinstance(value, Mapping):
        return _fields(value, field, at, counter)
    return value


def _row(value: Mapping[str, Any], field: Field, at: str, counter: list[int]) -> dict[str, Any]:
    out: dict[str, Any] = {"@": at}
    if field.evidence:
        out["@evidence"] = counter[0]
        counter[0] += 1
    return {**out, **_fields(value, field, at, counter)}


def _fields(value: Mapping[str, Any], field: Field, at: str, counter: list[int]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, inner in field.fields.items():
        path = f"{at}.{name}" if at else name
        if name in value:
            out[name] = _complete(value[name], inner, path, counter)
        elif inner.kind == "rows" and (inner.evidence or inner.always):
            out[name] = []
    if "is_forwarder" in field.fields and "is_forwarder" not in value:
        out["is_forwarder"] = value.get("role") in ("forwarder", "carrier")
    if (
        "goods_lists" in field.fields
        and "goods_lists" not in value
        and (value.get("hs_code") or value.get("eccn"))
    ):
        out["goods_lists"] = []
    for name in value:
        out.setdefault(name, value[name])
    return out


def _typed(doc: Doc, raw: Raw, field: Field, path: Path, what: str) -> object:  # noqa: PLR0911 - one return a kind
    if raw is None:
        return None
    if field.kind == "record":
        parts = doc.mapping(raw, path, what or "`given`")
        return _typed_fields(doc, parts, field, path)
    if field.kind == "rows":
        rows = doc.rows(raw, path, f"`{what}`")
        return [
            _typed_fields(doc, doc.mapping(one, (*path, i), "A row"), field, (*path, i))
            for i, one in enumerate(rows)
        ]
    if field.kind == "open":
        return {key: _answer(one) for key, one in doc.mapping(raw, path, f"`{what}`").items()}
    if field.kind == "texts":
        return [str(one) for one in doc.rows(raw, path, f"`{what}`")]
    if not isinstance(raw, str):
        doc.fault(path, f"'{what}' is {KINDS[field.kind]}.", "Write one value.", value=raw)
        return None
    return _scalar(doc, raw, field, path, what)


def _typed_fields(doc: Doc, parts: Mapping[str, Any], field: Field, path: Path) -> dict[str, Any]:
    out = {}
    for name, raw in parts.items():
        inner = field.fields.get(name)
        if inner is None:
            doc.fault((*path, name), f"'{name}' is no field here.", hint(name, field.fields))
        else:
            out[name] = _typed(doc, raw, inner, (*path, name), name)
    return out


def _scalar(doc: Doc, raw: str, field: Field, path: Path, what: str) -> object:
    if field.kind == "number":
        try:
            return float(raw)
        except ValueError:
            doc.fault(path, f"'{what}' is a number.", "Write digits.", value=raw)
            return None
    if field.kind == "flag":
        if raw not in ("true", "false"):
            doc.fault(
                path,
                f"'{what}' is true or false.",
                "Write one; leave it out if unknown.",
                value=raw,
            )
        return raw == "true"
    return raw


def _answer(raw: Raw) -> object:
    if raw in ("true", "false"):
        return raw == "true"
    try:
        return float(str(raw))
    except ValueError:
        return raw
