"""Labelled facts as OFAC prints them ("Tax ID No. 123 (Russia)") into a draft."""

from __future__ import annotations

import functools
import re

from holdpoint.sources._data import table
from holdpoint.sources._draft import Draft, where
from holdpoint.sources._fields import put

_NUMBER = re.compile(
    r"^(?P<value>.*?)(?P<validity>(?:\s+(?:issued|expires)\s+\d[\w ]*?)*)$", re.DOTALL
)
_COUNTRY = re.compile(r"^(?P<value>.+?)\s*\((?P<country>[^()]+)\)(?P<rest>.*)$", re.DOTALL)
# A number under a label that the table does not know, such as "Pharmacy Permit No. 12".
_UNKNOWN = re.compile(
    r"^(?P<label>[A-Z][\w.,'/&() -]{2,60}?(?:No\.|No|Number|#|ID|Code|Card|License|Permit))"
    r":?\s+(?P<value>[A-Z]{0,4}[ -]?\S*\d.*)$"
)
_IMO = re.compile(r"^(?:IMO\s*)?(\d{7})$", re.IGNORECASE)
_SHIP_LABEL = "Vessel Registration Identification"
_ANY_NUMBER = frozenset({"Identification Number", "Company Number"})


@functools.cache
def _by_first_word() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Labels by their first word, the longest first."""
    grouped: dict[str, list[tuple[str, str, str]]] = {}
    for row in table("ofac_labels.csv"):
        grouped.setdefault(row["label"].split()[0], []).append(
            (row["label"], row["kind"], row["shown"])
        )
    return {word: tuple(sorted(rows, key=lambda r: -len(r[0]))) for word, rows in grouped.items()}


def labelled(draft: Draft, part: str) -> bool:
    """Take a fact that begins with its label; ``False`` when the label is not known."""
    words = part.split(maxsplit=1)
    for label, kind, shown in _by_first_word().get(words[0] if words else "", ()):
        if part.startswith(label) and part[len(label) : len(label) + 1] in ("", " "):
            value = part[len(label) :].strip()
            return bool(value) and fact(draft, kind, value, label=label, shown=shown)
    if part.startswith(_SHIP_LABEL):
        return _imo(draft, part[len(_SHIP_LABEL) :].strip(), _SHIP_LABEL)
    unknown = _UNKNOWN.match(part)
    if not unknown:
        return False
    return fact(draft, "other", unknown["value"], label=unknown["label"], shown=unknown["label"])


def kind_of(label: str) -> tuple[str, str] | None:
    """Kind and shown label of a label that stands alone (in the ``ids`` of the CSL)."""
    if label == _SHIP_LABEL:
        return "imo", ""
    for known, kind, shown in _by_first_word().get(label.split(maxsplit=1)[0] if label else "", ()):
        if label.rstrip(" :-") == known.rstrip(" :-") or (
            kind == "wallet" and label.startswith(known)
        ):
            return kind, shown
    return None


def fact(
    draft: Draft,
    kind: str,
    value: str,
    *,
    label: str,
    shown: str = "",
    country: str | None = None,
    validity: str = "",
) -> bool:
    """Take a fact of a known kind; ``False`` when its value is not understood."""
    done = put(draft, kind, value, label)
    if done is not None:
        return done
    if kind == "imo" or (label in _ANY_NUMBER and _IMO.match(value)):
        return _imo(draft, value, label)
    return _number(draft, kind, value, shown, country, validity)


def _number(
    draft: Draft, kind: str, value: str, shown: str, country: str | None, validity: str
) -> bool:
    if kind == "wallet":
        currency, _, wallet = value.partition(" ")
        draft.identifier(kind, wallet or currency, note=currency if wallet else shown or None)
        return True
    placed = None if kind == "phone" else _COUNTRY.match(value)
    if placed and where(placed["country"]):
        value, country = placed["value"] + placed["rest"], placed["country"]
    parts = _NUMBER.match(value)
    if parts:
        value, validity = parts["value"], parts["validity"].strip() or validity
    note = "; ".join(p for p in (shown, validity) if p) or None
    draft.identifier(kind, value.rstrip(" ,"), country, note)
    return True


def _imo(draft: Draft, value: str, label: str) -> bool:
    number = _IMO.match(value.strip())
    if not number:
        return _number(draft, "other", value, label, None, "") if value else False
    draft.identifier("imo", number[1])
    return True


def take_number(
    draft: Draft, label: str, value: str, *, country: str | None = None, validity: str = ""
) -> None:
    """Take a number or particular under the label that stands apart from it.

    What is not understood is kept under its label.
    """
    if label == "Gender":
        draft.sex(value)
        return
    known = kind_of(label)
    if known is None:
        kind, shown = ("other", label) if any(c.isdigit() for c in value) else ("", label)
    else:
        kind, shown = known
    if kind == "wallet":
        value = f"{label.rpartition('- ')[2]} {value}"
    if not kind or not fact(
        draft, kind, value, label=label, shown=shown, country=country, validity=validity
    ):
        draft.keep(label or "id", value or label)
