"""What the flat form writes into one cell: a route, owners, lists of words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from holdpoint.intake._fields import MODES
from holdpoint.intake._scalars import Refusal, did_you_mean, text

_MODE = re.compile(r"\[([^\[\]]*)\]\s*(.*)", re.DOTALL)
_COUNTRY = re.compile(r"^(?P<rest>.*\S)\s*\((?P<country>[A-Za-z]{2,3})\)$", re.DOTALL)
_SHARE = re.compile(r"^(?P<rest>.*\S)\s+(?P<percent>[\d.,]+)\s*%$", re.DOTALL)
_HOW = "Write Place>[mode]Place>Place, such as IRAMD>[sea]RUMCX>Seshcha."


def _nothing(_words: str) -> None:
    """Notes have no place here; the readers of the parts make them."""


def route(cell: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any cell
    """Legs of ``IRAMD>[sea]RUMCX>Seshcha``. The mode stands before the place it leads to.

    An empty place is unknown: ``>[sea]RUMCX``.

    Raises:
        Refusal: There are fewer than two places, none is named, or a mode is no mode.
    """
    stops = [_stop(part) for part in text(cell, _nothing).split(">")]
    if len(stops) < 2 or not any(place for _, place in stops):  # noqa: PLR2004 - from and to
        raise Refusal("names fewer than two places.", _HOW)
    if stops[0][0]:
        raise Refusal("begins with a mode, but no leg leads to the first place.", _HOW)
    legs = []
    for (_, start), (mode, end) in pairwise(stops):
        leg = {"mode": mode, "from": start, "to": end}
        legs.append({key: value for key, value in leg.items() if value})
    return legs


def _stop(part: str) -> tuple[str, str]:
    found = _MODE.fullmatch(part.strip())
    if not found:
        return "", part.strip()
    mode, place = found.group(1).strip().casefold(), found.group(2).strip()
    if mode not in MODES:
        raise Refusal(
            f"has a mode that is none ([{mode[:20]}]).",
            f"{did_you_mean(mode, MODES)}Allowed: {', '.join(MODES)}.",
        )
    return mode, place


def owners(cell: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any cell
    """Owners of ``Name 60% (IR); Name2 40%``; the word ``none`` says that there are none.

    Raises:
        Refusal: A part has no name, or a per-cent sign in the midst of it.
    """
    given = text(cell, _nothing)
    if given.casefold() == "none":
        return []
    return [_owner(part.strip()) for part in given.split(";") if part.strip()]


def _owner(part: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    found = _COUNTRY.match(part)
    if found:
        part, out["country"] = found["rest"], found["country"]
    found = _SHARE.match(part)
    if found:
        part, out["percent"] = found["rest"], found["percent"]
    if "%" in part or not any(char.isalpha() for char in part):
        raise Refusal(
            "is not in the form of owners.", "Write: Name 60% (IR); Name2 40%, or the word none."
        )
    return {"name": part, **out}


def several(cell: Any, between: str) -> list[str]:  # noqa: ANN401 - any cell
    """Words with something between them (a class of characters), blanks left out."""
    parts = re.split(f"[{between}]+", text(cell, _nothing))
    return [part.strip() for part in parts if part.strip()]
