"""`holdpoint compare`: are these two the same party?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _asked as asked
from holdpoint.cli import _console as console
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from holdpoint.model import PartyQuery

_HEADS = ("A", "B")
_LARGEST = 1 << 20


def compare_parties(left: str, right: str, *, as_json: bool) -> int:
    """Compare two parties and print what agrees and what does not; returns the exit code."""
    from holdpoint import compare
    from holdpoint.files import plain
    from holdpoint.report import comparison_view
    from holdpoint.screening import comparison_row

    sides = [_party(typed, head) for typed, head in zip((left, right), _HEADS, strict=True)]
    for head, side in zip(_HEADS, sides, strict=True):
        for remark in asked.remarks(side):
            console.note(f"{head}: {remark}")
    comparison = compare(*sides)
    if as_json:
        out = {"left": plain(sides[0]), "right": plain(sides[1])}
        console.print_json(plain(comparison, keep_empty=True) | out)
    else:
        row = comparison_row(comparison, kind=sides[1].type) | {"heads": list(_HEADS), "title": ""}
        comparison_view(row, console.out())
    return console.OK


def _party(typed: str, head: str) -> PartyQuery:
    """A side as a query: a JSON object, a file that holds one (``@FILE``), or a plain name.

    Raises:
        HoldpointError: It cannot be read, or holds nothing that could be compared.
    """
    try:
        return asked.party(_fields(typed.strip(), head))
    except asked.FieldError as error:
        seen = f" {error.value!r}" if error.value is not None else ""
        where = f"{head}: {error.field}{seen}"
        raise HoldpointError(f"{where}: {error.reason} {error.remedy}") from None


def _fields(typed: str, head: str) -> dict[str, Any]:
    if typed.startswith("@"):
        typed = _content(Path(typed[1:]), head).strip()
    elif not typed.startswith(("{", "[")):
        return {"name": typed}
    try:
        found = json.loads(typed)
    except (ValueError, RecursionError) as error:
        at = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise HoldpointError(
            f'{head}: is not JSON{at}. Write it as \'{{"name": "…", "country": "IR"}}\', or give '
            "the plain name."
        ) from None
    if isinstance(found, str):
        return {"name": found}
    if not isinstance(found, dict):
        raise HoldpointError(f'{head}: is JSON, but no party. Write it as \'{{"name": "…"}}\'.')
    return found


def _content(path: Path, head: str) -> str:
    if not path.is_file():
        remedy = f'Check the path; for a name that begins with @ write \'{{"name": "@{path}"}}\'.'
        raise HoldpointError(f"{head}: {path}: there is no such file. {remedy}")
    if path.stat().st_size > _LARGEST:
        raise HoldpointError(f"{head}: {path}: is too large for one party. Give one JSON object.")
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise HoldpointError(f"{head}: {path}: is not UTF-8. Save it so.") from None
