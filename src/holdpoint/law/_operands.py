"""What an operator is given: values, parameters, other fields, lists; each typed and checked."""

from __future__ import annotations

from dataclasses import dataclass, field

from holdpoint.law import _nodes as nodes
from holdpoint.law._dates import is_day
from holdpoint.law._doc import Doc, Path, Raw, hint
from holdpoint.law._nodes import Constant, Get
from holdpoint.law._operators import Operator
from holdpoint.law._schema import KINDS, Kind
from holdpoint.law._scope import Resolved, Scope, UnknownPathError
from holdpoint.law._trace import Leaf


@dataclass(slots=True)
class Operands:
    """Reads operands of one rule.

    Attributes:
        parameters: Names that ``$name`` may use.
        lists: Names that ``in_list`` may use.
        kinds: How each parameter is used: type of value, and whether several.
        used_lists: Lists that are looked at.
    """

    doc: Doc
    parameters: frozenset[str]
    lists: frozenset[str]
    kinds: dict[str, tuple[Kind, bool]] = field(default_factory=dict)
    used_lists: set[str] = field(default_factory=set)

    def list(self, raw: Raw, path: Path) -> str:
        if raw not in self.lists:
            self.doc.fault(
                path,
                f"The rule declares no list '{raw}'.",
                hint(str(raw), self.lists) if self.lists else "Declare it under `lists:`.",
            )
        self.used_lists.add(str(raw))
        return str(raw)

    def typed(self, operator: Operator, leaf: Leaf, raw: Raw, path: Path, scope: Scope) -> Get:
        kind = leaf.field.kind
        if kind == "answer":
            kind = "number" if operator.name.split("_")[0] in ("at", "more", "less") else "text"
        if kind == "texts":
            kind = "text"
        if operator.operand == "flag":
            if raw not in ("true", "false"):
                self.doc.fault(path, "`is` is followed by true or false.", "Write one.", value=raw)
            return Constant(raw == "true")
        if operator.operand == "many":
            return self._operands(raw, path, kind, scope)
        return self.operand(raw, path, kind, scope)

    def _operands(self, raw: Raw, path: Path, kind: Kind, scope: Scope) -> Get:
        if isinstance(raw, str) and raw.startswith("$"):
            return self._reference(raw, path, kind, scope, many=True)
        values = raw if isinstance(raw, list) else [raw]
        if not values:
            self.doc.fault(path, "There is nothing to compare with.", "Give at least one value.")
        return Constant([scalar(self.doc, one, path, kind) for one in values])

    def operand(self, raw: Raw, path: Path, kind: Kind, scope: Scope) -> Get:
        if isinstance(raw, str) and raw.startswith("$"):
            return self._reference(raw, path, kind, scope, many=False)
        return Constant(scalar(self.doc, raw, path, kind))

    def _reference(self, raw: str, path: Path, kind: Kind, scope: Scope, *, many: bool) -> Get:
        name = raw[1:]
        if name in self.parameters:
            used = self.kinds.setdefault(name, (kind, many))
            if used != (kind, many):
                self.doc.fault(
                    path, f"'{raw}' is used as two kinds of value.", "Use two parameters."
                )
            return lambda _env, context: context.parameters[name]
        found = self.resolve(name, path, scope) if "." in name else None
        if found is None:
            if "." not in name:
                self.doc.fault(
                    path,
                    f"There is no parameter '{name}'.",
                    hint(name, self.parameters)
                    if self.parameters
                    else "Declare it, or write `$order.field`.",
                )
            return Constant(None)
        theirs = found.leaf.field.kind
        fits = theirs == "texts" if many else theirs in (kind, "answer")
        if not fits:
            self.doc.fault(
                path,
                f"'{raw}' is {KINDS[theirs]}; that cannot be compared here.",
                "Use another field.",
            )
        return nodes.getter(found.depth, found.keys)

    def resolve(self, name: str, path: Path, scope: Scope) -> Resolved | None:
        try:
            return scope.resolve(name)
        except UnknownPathError as error:
            where = scope.frames[-1][0]
            self.doc.fault(path, f"'{name}' is no field of {where}.", str(error))
            return None


def scalar(doc: Doc, raw: Raw, path: Path, kind: Kind) -> str | float | None:
    """One value of a document, typed; a fault where it does not fit."""
    if not isinstance(raw, str):
        doc.fault(path, "A value is missing or is no plain value.", "Write one value.", value=raw)
        return None
    if kind == "number":
        try:
            return float(raw)
        except ValueError:
            doc.fault(
                path, "This is no number.", "Write digits, with a point for decimals.", value=raw
            )
            return None
    if kind == "date" and not is_day(raw):
        doc.fault(path, "This is no date.", "Write YYYY-MM-DD.", value=raw)
    return raw
