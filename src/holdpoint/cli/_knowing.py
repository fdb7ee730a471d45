"""What a run knows: which snapshot, and how old its lists are, for the person at the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot

_NO_LISTS = ("starter", "claims")
_MANY_ENTITIES = 5000
_WITHOUT_KERNEL = (
    "Names are searched without the native kernel: the same answers, slower. "
    "`make demo` builds it where there is a C++ compiler."
)


def open_told(path: Path | None, *, wanted: str | None = None) -> Snapshot:
    """Open a snapshot and say on standard error which it is.

    Args:
        path: A store or a snapshot; ``None`` for the embedded one.
        wanted: Id of the one that is wanted of a store, instead of the one in use.
    """
    from holdpoint.knowledge import open_snapshot

    snapshot = open_snapshot(console.need_file(path) if path else None, snapshot_id=wanted)
    console.note(knowing(snapshot, embedded=path is None))
    if len(snapshot) >= _MANY_ENTITIES:
        from holdpoint.matching import has_kernel

        if not has_kernel():
            console.note(_WITHOUT_KERNEL)
    return snapshot


def knowing(snapshot: Snapshot, *, embedded: bool) -> str:
    """One line: the snapshot and the dates of its lists.

    The starter knowledge is no list: its date says when this project last looked, not how old
    an official list is. Accepted claims are none either.
    """
    name = snapshot.id[: len("sha256:") + 12]
    lists = [source for source in snapshot.sources if not source.id.startswith(_NO_LISTS)]
    if embedded:
        return (
            f"Snapshot {name}… (embedded, {snapshot.list_date}): the drone programme only. "
            "For whole lists: holdpoint data build."
        )
    if not lists:
        return f"Snapshot {name}…: no official list, only the starter knowledge."
    dates = sorted(source.list_date for source in lists if source.list_date)
    undated = len(lists) - len(dates)
    count = f"{len(lists)} list{'' if len(lists) == 1 else 's'}"
    parts = [f"Snapshot {name}…: {count}"]
    if dates:
        oldest = f", the oldest of {dates[0]}" if dates[0] != dates[-1] else ""
        parts.append(f"the newest of {dates[-1]}{oldest}")
    if undated:
        parts.append(f"{undated} without a date")
    return ", ".join(parts) + "."
