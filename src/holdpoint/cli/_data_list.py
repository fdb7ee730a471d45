"""The sources of a snapshot as a table, with the age of each list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from holdpoint.model import SourceInfo
    from holdpoint.screening import ListAge

_WIDE = 120


def list_snapshot(path: Path | None, *, policy: Path | None, as_json: bool) -> int:
    """Print the sources of a snapshot and how old its lists are today; returns the exit code."""
    from holdpoint.files import plain
    from holdpoint.knowledge import open_snapshot
    from holdpoint.screening import list_ages, load_policy

    snapshot = open_snapshot(console.need_file(path) if path else None)
    limits = load_policy(console.need_file(policy) if policy else None).lists
    today = datetime.now(UTC).date()
    ages = {age.source: age for age in list_ages(snapshot.sources, limits, today)}
    if as_json:
        rows = [
            {**plain(source, keep_empty=True), **_age_row(ages.get(source.id))}
            for source in snapshot.sources
        ]
        console.print_json({"id": snapshot.id, "sources": rows})
        return console.OK
    screen = console.out()
    show_sources(snapshot.sources, screen, ages)
    screen.print(f"\nSnapshot {snapshot.id}")
    stale = [age.source for age in ages.values() if age.stale]
    if stale:
        console.note(
            f"Older than the policy allows: {', '.join(stale)}. Fetch with `holdpoint data update`."
        )
    return console.OK


def _age_row(age: ListAge | None) -> dict[str, int | bool | None]:
    if age is None:
        return {"age_days": None, "age_at_most": None, "max_age_days": None, "stale": None}
    return {
        "age_days": age.days,
        "age_at_most": age.at_most,
        "max_age_days": age.limit,
        "stale": age.stale,
    }


def show_sources(
    sources: Sequence[SourceInfo], screen: Console, ages: Mapping[str, ListAge] | None = None
) -> None:
    """Print sources with their counts.

    Args:
        sources: Of a snapshot or a build.
        screen: Where.
        ages: By source; ``None`` leaves the column out.
    """
    from rich.table import Table

    if screen.width < _WIDE:
        _show_narrow(sources, screen, ages or {})
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("source", "list date", "from"):
        table.add_column(heading, no_wrap=True)
    if ages is not None:
        table.add_column("age", justify="right", no_wrap=True)
    for heading in ("rows", "read", "refused", "entities"):
        table.add_column(heading, justify="right")
    table.add_column("publisher", overflow="fold")
    for source in sources:
        counts = (source.rows, source.read, source.refused, source.entities)
        table.add_row(
            source.id,
            source.list_date or "unknown",
            source.date_basis,
            *([] if ages is None else [_aged(ages.get(source.id))]),
            *(f"{n:,}" for n in counts),
            source.publisher,
        )
    totals = [sum(getattr(s, k) for s in sources) for k in ("rows", "read", "refused", "entities")]
    blank = [""] if ages is None else ["", ""]
    table.add_row("all", "", *blank, *(f"{n:,}" for n in totals), "", style="bold")
    screen.print(table)


def _aged(age: ListAge | None) -> Text:
    """The age of a list: green within the limit, red beyond it, yellow where nobody knows."""
    from rich.text import Text

    if age is None:
        return Text("")
    if age.days is None:
        return Text("unknown", style="yellow")
    style = {True: "red", False: "green", None: "yellow"}[age.stale]
    return Text(f"{'≤ ' if age.at_most else ''}{age.days:,} days", style=style)


def _show_narrow(
    sources: Sequence[SourceInfo], screen: Console, ages: Mapping[str, ListAge]
) -> None:
    """The same for a terminal in which the table would lose its columns."""
    from rich.text import Text

    for source in sources:
        dated = f"{source.list_date or 'date unknown'} ({source.date_basis}) "
        screen.print(
            Text(source.id, style="bold") + Text(f"  {dated}") + _aged(ages.get(source.id))
        )
        screen.print(f"  {source.publisher}")
        screen.print(
            f"  {source.rows:,} rows: {source.read:,} read, {source.refused:,} refused; "
            f"{source.entities:,} entities"
        )
