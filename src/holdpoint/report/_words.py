"""The words in which the views speak of outcomes, measures, dates and places of an order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from holdpoint.report._plain import Row, field_words, text, words

OUTCOMES: Final[Mapping[str, str]] = {"block": "Block", "hold": "Hold", "release": "Release"}
"""Gravest first: the order in which every view shows them."""

ADVICE: Final[Mapping[str, str]] = {
    "block": (
        "Do not ship. A rule of law in force on {as_of} forbids this order on what is known; "
        "only a licence or a corrected fact can change that."
    ),
    "hold": "Do not ship until a person has decided, on the record.",
    "release": "Nothing was found that stands against this order, and nothing needed is unknown.",
}

MEASURES: Final[Mapping[str, str]] = {
    "blocking": "property and dealings blocked",
    "asset_freeze": "asset freeze",
    "licence_requirement": "licence required",
    "military_end_user": "military end user: licence for listed items",
    "unverified": "unverified: no licence exception, statement needed",
    "denial_order": "denial order: no part in any export",
    "debarment": "debarred from defence trade",
    "nonproliferation": "nonproliferation sanctions",
    "sectoral": "sectoral restrictions",
    "securities": "dealing in securities restricted",
    "correspondent_account": "correspondent accounts restricted",
    "menu_based": "menu-based sanctions, see the entry",
    "arms_embargo": "arms embargo",
    "travel_ban": "travel ban",
    "transport_ban": "transport ban",
    "transaction_ban": "transaction ban",
    "trade_restriction": "tighter export rules",
    "services_ban": "services ban",
    "investment_ban": "investment ban",
    "private": "the firm's own list",
    "is_informed": "letter from an authority to the firm",
    "information": "named, without legal effect",
}

BASES: Final[Mapping[str, str]] = {
    "read": "Read",
    "official": "Official",
    "secondary": "Secondary source",
    "not_verified": "Not verified",
}

CAUTIONS: Final[Mapping[str, str]] = {
    "secondary": "Known from a secondary source; the text itself was not read. Check it first.",
    "not_verified": "Not verified against any text. Check it before you rely on it.",
}

_STEP = re.compile(r"^([a-z_]+)(?:\[(\d+)\])?$")
_COLLECTIONS = {
    "parties": "Party",
    "items": "Item",
    "route": "Leg",
    "owners": "Owner",
    "licences": "Licence",
}


def outcome_word(outcome: str) -> str:
    """The outcome as a word on its own."""
    return OUTCOMES.get(outcome, words(outcome))


def measure_words(measure: str | None) -> str | None:
    """The legal effect of a listing in words."""
    return None if measure is None else MEASURES.get(measure, measure.replace("_", " "))


def basis_words(basis: str | None) -> str | None:
    """How surely something is known, as a badge."""
    return None if basis is None else BASES.get(basis, words(basis))


def count_words(count: int, singular: str, plural: str | None = None) -> str:
    """``1 order``, ``2 orders``."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def window_words(first: str | None, last: str | None) -> str:
    """The dates between which something is in force; the last day counts.

    An open end is told apart from a start that nobody verified.
    """
    if first is None and last is None:
        return "dates not verified"
    start = f"from {first}" if first else "start not verified"
    return f"{start}, until {last} inclusive" if last else f"{start}, no end known"


def yes_words(value: bool | None) -> str:
    """A three-valued answer in a word."""
    return {True: "yes", False: "no", None: "unknown"}[value]


def hs_words(code: str | None) -> str | None:
    """An HS code with its dots: ``854231`` becomes ``8542.31``."""
    if code is None or not code.isdigit() or len(code) < len("854231"):
        return code
    tail = code[4:]
    return ".".join([code[:4], *(tail[i : i + 2] for i in range(0, len(tail), 2))])


def follow(transaction: Row | None, path: str) -> Any:  # noqa: ANN401 - any JSON value
    """What stands at a place of the transaction (``parties[1].owners[0]``); ``None`` if nothing."""
    here: Any = transaction
    for step in path.split("."):
        found = _STEP.match(step)
        if found is None or not isinstance(here, Mapping):
            return None
        here = here.get(found[1])
        if found[2] is not None:
            position = int(found[2][:6])
            here = (
                here[position] if isinstance(here, list | tuple) and position < len(here) else None
            )
    return here


def subject_words(transaction: Row | None, path: str) -> str:
    """A place of the transaction as a reader calls it: ``Consignee Polar Instruments``.

    Falls back to the kind and number (``Party 2``) where the transaction is not at hand.
    """
    if path == "transaction":
        return "The order"
    parts: list[str] = []
    walked: list[str] = []
    for step in path.split("."):
        walked.append(step)
        parts.append(_step_words(step, follow(transaction, ".".join(walked))))
    return ", ".join(parts)


def _step_words(step: str, value: Any) -> str:  # noqa: ANN401 - any JSON value
    found = _STEP.match(step)
    if found is None:
        return step
    kind, position = found[1], found[2]
    if position is None:
        name = value if isinstance(value, str) and kind in {"payer", "bank", "carrier"} else None
        name = text(value, "name", "imo") if isinstance(value, Mapping) else name
        return f"{field_words(kind)} {name}" if name else field_words(kind)
    label = f"{_COLLECTIONS.get(kind, words(kind))} {int(position[:6]) + 1}"
    if not isinstance(value, Mapping):
        return label
    return _row_words(kind, label, value)


def _row_words(kind: str, label: str, value: Row) -> str:
    if kind == "parties":
        role = text(value, "role")
        name = text(value, "name")
        return f"{words(role) if role else label} {name}" if name else label
    if kind == "items":
        what = text(value, "description", "part_number", "hs_code")
        return f"{label} ({what})" if what else label
    if kind == "route":
        ends = [text(value, key) or "unknown" for key in ("from", "to")]
        return f"{label} ({ends[0]} → {ends[1]})"
    name = text(value, "name", "number")
    return f"{label} {name}" if name else label
