"""`holdpoint replay`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.errors import HoldpointError, KnowledgeError

if TYPE_CHECKING:
    from rich.console import Console

    from holdpoint.knowledge import Snapshot
    from holdpoint.screening import Difference, Policy, Screener

_SHOWN = 20


def replay_records(
    records: Sequence[Path], *, snapshot: Path | None, policy: Path | None, as_json: bool
) -> int:
    """Make recorded decisions again and say whether they are the same; returns the exit code."""
    from holdpoint.files import plain
    from holdpoint.screening import load_policy, read_record, reasons, replay

    if snapshot:
        console.need_file(snapshot)
    screeners = _Screeners(snapshot, load_policy(console.need_file(policy) if policy else None))
    rows = []
    code = console.OK
    for path in _files(records):
        try:
            kept = read_record(console.need_file(path))
        except HoldpointError as error:
            console.error(str(error))
            code = console.UNREADABLE
            continue
        screener = screeners.of(str(kept.decision["record"]["snapshot"]))
        differences = replay(kept, screener)
        why = reasons(kept, differences)
        code = max(code, console.ATTENTION if differences else console.OK)
        if as_json:
            row = {"record": path.name, "same": not differences, "why": list(why)}
            row |= {"snapshot": screener.snapshot.id, "differences": plain(differences)}
            rows.append(row)
        else:
            _show(path, why, differences, console.out())
    if as_json:
        console.print_json(rows)
    return code


class _Screeners:
    """A screener for the snapshot that a record names, or for the one at hand; made once each."""

    def __init__(self, path: Path | None, policy: Policy) -> None:
        self._path = path
        self._policy = policy
        self._made: dict[str, Screener] = {}
        self._of: dict[str, Screener] = {}

    def of(self, snapshot_id: str) -> Screener:
        """The screener to replay a record with; says when it is not the record's snapshot."""
        if snapshot_id not in self._of:
            self._of[snapshot_id] = self._make(snapshot_id)
        return self._of[snapshot_id]

    def _make(self, snapshot_id: str) -> Screener:
        from holdpoint.screening import Screener

        snapshot = self._open(snapshot_id)
        if snapshot.id != snapshot_id:
            where = f"not in {self._path}" if self._path else "not the embedded one"
            console.note(
                f"The record's snapshot {snapshot_id[:19]}… is {where}; "
                f"{snapshot.id[:19]}… is used instead"
                + ("." if self._path else ". Give the store that holds it with --snapshot.")
            )
        if snapshot.id not in self._made:
            self._made[snapshot.id] = Screener(snapshot, self._policy)
        return self._made[snapshot.id]

    def _open(self, snapshot_id: str) -> Snapshot:
        """The record's snapshot if the store has it; a snapshot that was named itself is used."""
        from holdpoint.knowledge import open_snapshot

        try:
            at_hand = open_snapshot(self._path)
        except KnowledgeError:
            if self._path is None:
                raise
            return open_snapshot(self._path, snapshot_id=snapshot_id)
        named_itself = self._path is not None and at_hand.path.resolve() == self._path.resolve()
        if at_hand.id == snapshot_id or named_itself:
            return at_hand
        try:
            return open_snapshot(self._path, snapshot_id=snapshot_id)
        except KnowledgeError:
            return at_hand


def _show(
    path: Path, why: Sequence[str], differences: Sequence[Difference], screen: Console
) -> None:
    from rich.text import Text

    if not differences:
        screen.print(Text("same      ", style="green") + path.name)
        return
    screen.print(Text("different ", style="red") + path.name)
    for reason in why:
        screen.print(f"  {reason}")
    for found in differences[:_SHOWN]:
        screen.print(f"  {found.path}\n    then {found.then}\n    now  {found.now}")
    if len(differences) > _SHOWN:
        screen.print(f"  … and {len(differences) - _SHOWN} more")


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as given; a folder stands for the records in it.

    Raises:
        HoldpointError: A folder holds none: nothing to replay is no success.
    """
    for path in paths:
        found = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not found:
            raise HoldpointError(f"{path}: holds no record. Give the folder of `screen --out`.")
        yield from found
