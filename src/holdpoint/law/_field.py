"""One field of the view: its type, and how to ask for it when it is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "number", "date", "flag", "texts", "answer", "open", "record", "rows"]

KINDS: Mapping[Kind, str] = {
    "text": "a text",
    "number": "a number",
    "date": "a date",
    "flag": "true or false",
    "texts": "a list of texts",
    "answer": "an answer (true or false, a text or a number)",
    "open": "a set of named values",
    "record": "a group of fields",
    "rows": "a collection of rows",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the view.

    Attributes:
        kind: Its type.
        fields: Fields of a record, or of each row of a collection.
        label: What it is called in "it is not known …"; may name ``{this}`` (the row it stands
            in) and fields of enclosing rows (``{screened.name}``).
        ask: The question that settles it when it is unknown; same placeholders.
        settled_by: The field of the order, seen from the outermost row, that the question is
            about; empty for the field itself.
        evidence: Laid down by a finder; never missing, at most empty.
        always: Never unknown.
        given: It may be missing as a whole because an order need not state it: rules may look at
            it with ``any given``.
        reference: It tells about the list or the law, not about the order.
    """

    kind: Kind
    fields: Mapping[str, Field] = field(default_factory=dict)
    label: str = ""
    ask: str = ""
    settled_by: str = ""
    evidence: bool = False
    always: bool = False
    given: bool = False
    reference: bool = False


def text(label: str = "", ask: str = "", settled_by: str = "") -> Field:
    """A text of the order."""
    return Field(kind="text", label=label, ask=ask, settled_by=settled_by)


def number(label: str = "", ask: str = "", settled_by: str = "") -> Field:
    """A number of the order."""
    return Field(kind="number", label=label, ask=ask, settled_by=settled_by)


def date(label: str = "", ask: str = "") -> Field:
    """A date of the order."""
    return Field(kind="date", label=label, ask=ask)


def flag(label: str = "", ask: str = "", settled_by: str = "") -> Field:
    """A fact that is true or false."""
    return Field(kind="flag", label=label, ask=ask, settled_by=settled_by)


def fact(kind: Kind = "text") -> Field:
    """A fact of the list or the law, not of the order."""
    return Field(kind=kind, reference=True)


def sure(kind: Kind = "text") -> Field:
    """A fact that is never unknown."""
    return Field(kind=kind, always=True)
