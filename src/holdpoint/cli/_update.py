"""`holdpoint data update` and `data sources`: editions fetched, and which are in use."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdpoint.editions import Outcome, Remotes, Taken
    from holdpoint.editions._fetch import Tell

_COLOURS = {"taken": "green", "unchanged": "green", "refused": "red", "failed": "red"}


def update_lists(
    sources: Sequence[str],
    *,
    lists: Path,
    addresses: Path | None,
    keys: Path | None,
    proxy: str | None,
    ca: Path | None,
    offline: bool,
    dry_run: bool,
    most_gone: float,
    most_refused: float,
    as_json: bool,
) -> int:
    """Fetch new editions; returns the exit code: 2 where a list could not be brought up to date."""
    from holdpoint.editions import Limits, Shelf, Tolerance, client, read_addresses, update

    wanted = _wanted(read_addresses(addresses), sources)
    shelf = Shelf(lists)
    if offline or dry_run:
        return _show_plan(wanted, shelf.in_use(), _keys(keys), offline=offline, as_json=as_json)
    limits = Limits()
    with client(limits, proxy=proxy, ca=ca) as http, _bars() as tell:
        outcomes = list(
            update(
                wanted,
                shelf,
                http,
                now=lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                keys=_keys(keys),
                limits=limits,
                tolerance=Tolerance(gone=most_gone, refused=most_refused),
                tell=tell,
            )
        )
    _show(outcomes, lists, as_json=as_json)
    return console.OK if all(one.good for one in outcomes) else console.UNREADABLE


def show_sources(*, lists: Path, addresses: Path | None, as_json: bool) -> int:
    """The table of sources: address, edition in use, its age."""
    from holdpoint.editions import Shelf, read_addresses

    return _show_plan(read_addresses(addresses), Shelf(lists).in_use(), os.environ, as_json=as_json)


def _wanted(known: Sequence[Remotes], sources: Sequence[str]) -> list[Remotes]:
    named = {one.source: one for one in known}
    for source in sources:
        if source not in named:
            raise HoldpointError(
                f"'{source}' has no address. Known are {', '.join(named)}; "
                "others are added in a table of your own, given with --addresses."
            )
    return [named[source] for source in sources] if sources else list(known)


def _keys(path: Path | None) -> Mapping[str, str]:
    """Keys from a file (``NAME=value`` a line) before those of the environment."""
    if path is None:
        return os.environ
    found = dict(os.environ)
    for number, line in enumerate(console.need_file(path).read_text("utf-8").splitlines(), 1):
        name, given, value = line.partition("=")
        if line.strip() and not line.startswith("#"):
            if not given:
                raise HoldpointError(f"{path.name}, line {number}: write NAME=value.")
            found[name.strip()] = value.strip()
    return found


def _show_plan(
    wanted: Sequence[Remotes],
    in_use: Mapping[str, Taken],
    keys: Mapping[str, str],
    *,
    offline: bool = False,
    as_json: bool,
) -> int:
    rows = [_plan_row(one, in_use.get(one.source), keys) for one in wanted]
    if as_json:
        console.print_json({"connected": False, "sources": rows})
        return console.OK
    from rich.table import Table

    table = Table("source", "address", "edition in use", "fetched", "age", box=None, pad_edge=False)
    for row in rows:
        lacking = f" (set {row['lacks_key']})" if row["lacks_key"] else ""
        table.add_row(
            row["source"],
            "\n".join(row["addresses"]) + lacking,
            row["list_date"] or ("date unknown" if row["fetched"] else "none"),
            (row["fetched"] or "")[:10],
            "" if row["days"] is None else f"{row['days']} days",
        )
    console.out().print(table)
    console.note(
        "Offline: nothing was asked; the editions in use stay."
        if offline
        else "Nothing was fetched. Addresses marked * were not called when the table was written."
    )
    return console.OK


def _plan_row(one: Remotes, edition: Taken | None, keys: Mapping[str, str]) -> dict[str, Any]:
    lacking = [f.key for f in one.files if f.key and f.address(keys) is None]
    day = edition and (edition.list_date or edition.fetched[:10])
    return {
        "source": one.source,
        "addresses": [f.url + ("" if f.basis == "read" else " *") for f in one.files],
        "lacks_key": lacking[0] if lacking else None,
        "list_date": edition.list_date if edition else None,
        "fetched": edition.fetched if edition else None,
        "days": _age(day) if day else None,
        "entries": edition.entries if edition else None,
    }


def _age(day: str) -> int | None:
    try:
        return (datetime.now(UTC).date() - date.fromisoformat(day)).days
    except ValueError:
        return None


def _show(outcomes: Sequence[Outcome], lists: Path, *, as_json: bool) -> None:
    rows: list[dict[str, Any]] = [
        {
            "source": one.source,
            "state": one.state,
            "why": one.why,
            "list_date": one.edition.list_date if one.edition else None,
            "entries": one.edition.entries if one.edition else None,
            "came": one.came,
            "went": one.went,
        }
        for one in outcomes
    ]
    if as_json:
        console.print_json({"connected": True, "sources": rows})
        return
    from rich.table import Table
    from rich.text import Text

    table = Table("source", "outcome", "edition in use", "entries", "+", "-", "why", box=None)
    for row in rows:
        table.add_row(
            row["source"],
            Text(row["state"], style=_COLOURS.get(row["state"], "yellow")),
            row["list_date"] or "none",
            f"{row['entries']:,}" if row["entries"] is not None else "",
            str(row["came"] or ""),
            str(row["went"] or ""),
            Text(console.visible(row["why"])),
        )
    console.out().print(table)
    bad = [one.source for one in outcomes if not one.good]
    if bad:
        console.error(f"not brought up to date: {', '.join(bad)}. The editions in use stay.")
    if any(one.state == "taken" for one in outcomes):
        console.note(f"Next: holdpoint data build --all {lists} --out snap")


@contextmanager
def _bars() -> Iterator[Tell]:
    """A bar a file on a terminal; silent in a pipe."""
    screen = console.err()
    if not screen.is_terminal:
        yield lambda _file, _size, _total: None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=screen, transient=True) as bars:
        known: dict[str, Any] = {}

        def tell(file: str, size: int, total: int | None) -> None:
            if file not in known:
                known[file] = bars.add_task(file, total=total)
            bars.update(known[file], completed=size, total=total)

        yield tell
