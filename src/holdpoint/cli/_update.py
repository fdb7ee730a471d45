"""`holdpoint data update` and `data sources`: editions fetched, and which are in use."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdpoint.editions import Outcome, Remotes, Shelf, Taken
    from holdpoint.editions._fetch import Tell

_COLOURS = {"taken": "green", "unchanged": "green", "refused": "red", "failed": "red"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How publishers are reached, and how much of a list may be missing.

    Attributes:
        proxy: Address of a proxy; without one the usual environment variables count.
        ca: A file of certificates to trust instead of the usual ones.
        most_gone: Share of the entries that may be gone.
        most_refused: Share of the rows that may be unreadable.
    """

    proxy: str | None = None
    ca: Path | None = None
    most_gone: float = 0.20
    most_refused: float = 0.01


def fetching(
    wanted: Sequence[Remotes],
    shelf: Shelf,
    reach: Reach,
    *,
    keys: Mapping[str, str],
    tell: Tell | None = None,
) -> Iterator[Outcome]:
    """Bring sources up to date, one after the other; no other process does meanwhile."""
    from holdpoint.editions import Limits, Tolerance, client, update

    limits = Limits()
    with shelf.alone(), client(limits, proxy=reach.proxy, ca=reach.ca) as http:
        yield from update(
            wanted,
            shelf,
            http,
            now=lambda: f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            keys=keys,
            limits=limits,
            tolerance=Tolerance(gone=reach.most_gone, refused=reach.most_refused),
            tell=tell,
        )


def update_lists(
    sources: Sequence[str],
    *,
    lists: Path,
    addresses: Path | None,
    keys: Path | None,
    reach: Reach,
    offline: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Fetch new editions; returns the exit code: 2 where a list could not be brought up to date."""
    from holdpoint.editions import Shelf, read_addresses

    wanted = wanted_sources(read_addresses(addresses), sources)
    shelf = Shelf(lists)
    if offline or dry_run:
        return _show_plan(wanted, shelf.in_use(), read_keys(keys), offline=offline, as_json=as_json)
    with _bars() as tell:
        outcomes = list(fetching(wanted, shelf, reach, keys=read_keys(keys), tell=tell))
    _show(outcomes, lists, as_json=as_json)
    return console.OK if all(one.good for one in outcomes) else console.UNREADABLE


def show_sources(*, lists: Path, addresses: Path | None, as_json: bool) -> int:
    """The table of sources: address, edition in use, its age."""
    from holdpoint.editions import Shelf, read_addresses

    return _show_plan(read_addresses(addresses), Shelf(lists).in_use(), os.environ, as_json=as_json)


def wanted_sources(known: Sequence[Remotes], sources: Sequence[str]) -> list[Remotes]:
    """The sources that are named, all where none is.

    Raises:
        HoldpointError: One has no address.
    """
    named = {one.source: one for one in known}
    for source in sources:
        if source not in named:
            raise HoldpointError(
                f"'{source}' has no address. Known are {', '.join(named)}; "
                "others are added in a table of your own, given with --addresses."
            )
    return [named[source] for source in sources] if sources else list(known)


def read_keys(path: Path | None) -> Mapping[str, str]:
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
            "\n".join(url + " *" * (url in row["not_verified"]) for url in row["addresses"])
            + lacking,
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
        "addresses": [f.url for f in one.files],
        "not_verified": [f.url for f in one.files if f.basis != "read"],
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
    rows = [one.to_dict() for one in outcomes]
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
