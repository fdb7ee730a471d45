"""`holdpoint match`: one name against the lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _asked as asked
from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from rich.console import Console

    from holdpoint.knowledge import Snapshot
    from holdpoint.matching import Match
    from holdpoint.model import PartyQuery

_MOST_ALSO = 8
"""Entries of other lists that are shown of one candidate."""


def match_name(
    fields: Mapping[str, Any],
    *,
    numbers: Sequence[str],
    limit: int,
    floor: float,
    snapshot: Path | None,
    as_json: bool,
) -> int:
    """Look a name up and print the candidates; returns the exit code."""
    query = _query(fields, numbers)
    known = open_told(snapshot)
    known.check()
    for remark in asked.remarks(query):
        console.note(remark)
    hits = known.match(query, limit, floor=floor)
    for limit_met in hits.limits:
        console.note(f"Not everything was compared: {limit_met}.")
    if as_json:
        console.print_json([_as_json(hit, known) for hit in hits])
    else:
        _show(hits, known, console.out(), limit=limit, floor=floor)
    return console.ATTENTION if hits else console.OK


def _query(fields: Mapping[str, Any], numbers: Sequence[str]) -> PartyQuery:
    """What was typed as a query; refused in the words of the command where it cannot be."""
    try:
        return asked.party({**fields, "identifiers": asked.identifiers(numbers)})
    except asked.FieldError as error:
        if error.field == "name":
            message = f"the name {error.reason} {error.remedy}"
        else:
            option = f"--{error.field.replace('_', '-')}"
            message = f"{option} {error.value!r}: {error.reason} {error.remedy}"
        raise HoldpointError(message) from None


def _as_json(hit: Match, known: Snapshot) -> dict[str, Any]:
    from holdpoint.files import plain

    also = [
        {"entity": link.object, "name": link.object_name, "reasons": list(link.reasons)}
        for link in known.same_as(hit.entity.id)
    ]
    return {
        "entity": plain(hit.entity),
        "comparison": plain(hit.comparison, keep_empty=True),
        "also_on": also,
    }


def _also_on(known: Snapshot, entity: str, screen: Console) -> None:
    """Where else the same party is listed, one line a list."""
    from rich.text import Text

    links = known.same_as(entity)
    for link in links[:_MOST_ALSO]:
        why = "; ".join(link.reasons)
        screen.print(Text(f"  also on {link.object}: {link.object_name} ({why})", style="dim"))
    if len(links) > _MOST_ALSO:
        screen.print(Text(f"  … and {len(links) - _MOST_ALSO} more (--json)", style="dim"))


def _show(
    hits: tuple[Match, ...], known: Snapshot, screen: Console, *, limit: int, floor: float
) -> None:
    from holdpoint.report import alike, comparison_view, counts_line
    from holdpoint.screening import comparison_row

    if not hits:
        screen.print(
            f"Nothing on the lists resembles this name (nobody reaches a probability of {floor:g})."
        )
        return
    candidates = [comparison_row(hit.comparison, hit.entity) for hit in hits]
    for places, row in alike(candidates):
        comparison_view(row, screen, places=places)
        _also_on(known, str(row.get("entity", "")), screen)
        screen.print()
    more = f" There may be more: --limit {limit * 2} shows them." if len(hits) == limit else ""
    screen.print(counts_line([hit.comparison.identity for hit in hits]) + more)
