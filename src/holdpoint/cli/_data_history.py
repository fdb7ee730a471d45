"""Which snapshot of a store is in use, and an entity in all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot
    from holdpoint.model import Entity

_ENOUGH = 0.6
_MOST = 10


def activate_snapshot(store: Path, snapshot_id: str) -> int:
    """Put a snapshot of a store in use; returns the exit code."""
    from holdpoint.knowledge import activate, verify

    with console.progress("Verifying"):
        folder = activate(console.need_file(store), snapshot_id, lambda path: not verify(path))
    console.out().print(f"{folder.name} is in use.")
    return console.OK


def show_history(asked: str, paths: Sequence[Path], *, as_json: bool) -> int:
    """Print what each snapshot says of an entity, oldest first; returns the exit code."""
    found: dict[str, list[dict[str, Any]]] = {}
    names: dict[str, str] = {}
    opened = sorted(_opened(paths), key=lambda snapshot: (_newest(snapshot), snapshot.id))
    for snapshot in opened:
        for entity in _entities(snapshot, asked):
            found.setdefault(entity.id, [])
            names[entity.id] = entity.caption
    for entity_id, rows in found.items():
        rows += [_row(snapshot, entity_id) for snapshot in opened]
    if as_json:
        console.print_json(
            [{"entity": key, "name": names[key], "life": rows} for key, rows in found.items()]
        )
    else:
        _show(found, names)
    return console.OK if found else console.ATTENTION


def _opened(paths: Sequence[Path]) -> Iterator[Snapshot]:
    """The snapshots, each once; a store stands for all that it holds."""
    from holdpoint.knowledge import is_store, open_snapshot, snapshot_folders

    seen: set[str] = set()
    for path in paths:
        folders = snapshot_folders(path) if is_store(console.need_file(path)) else (path,)
        for folder in folders:
            snapshot = open_snapshot(folder)
            if snapshot.id not in seen:
                seen.add(snapshot.id)
                yield snapshot


def _entities(snapshot: Snapshot, asked: str) -> list[Entity]:
    if asked in snapshot:
        return [snapshot.entity(asked)]
    hits = snapshot.match({"name": asked}, limit=_MOST, floor=_ENOUGH)
    return [hit.entity for hit in hits]


def _newest(snapshot: Snapshot) -> str:
    """The newest date of its official lists; the starter knowledge is no list."""
    dates = [one.list_date or "" for one in snapshot.sources if not one.id.startswith("starter")]
    return max(dates, default="") or snapshot.list_date


def _row(snapshot: Snapshot, entity_id: str) -> dict[str, Any]:
    row: dict[str, Any] = {"snapshot": snapshot.id, "newest_list": _newest(snapshot)}
    if entity_id not in snapshot:
        return {**row, "listed": False, "listings": []}
    entity = snapshot.entity(entity_id)
    dates = {source.id: source.list_date for source in snapshot.sources}
    return {
        **row,
        "listed": True,
        "list_date": dates.get(entity.source),
        "listings": [
            {
                "list": f"{one.authority} {one.list}",
                "measure": one.measure,
                "programmes": list(one.programmes),
                "listed_on": one.listed_on,
                "until": one.until,
            }
            for one in entity.listings
        ],
    }


def _show(found: dict[str, list[dict[str, Any]]], names: dict[str, str]) -> None:
    from rich.text import Text

    screen = console.out()
    if not found:
        screen.print("In none of these snapshots.")
    for entity_id, rows in found.items():
        screen.print(Text(f"{names[entity_id]}  [{entity_id}]", style="bold"))
        for row in rows:
            what = "; ".join(_listing(one) for one in row["listings"])
            said = what or ("carries no listing" if row["listed"] else "not in it")
            screen.print(Text(f"  {row['newest_list']}  {row['snapshot'][7:19]}  {said}"))


def _listing(one: dict[str, Any]) -> str:
    since = f" since {one['listed_on']}" if one["listed_on"] else ""
    until = f" until {one['until']}" if one["until"] else ""
    programmes = f" ({', '.join(one['programmes'])})" if one["programmes"] else ""
    return f"{one['list']}: {one['measure']}{programmes}{since}{until}"
