"""`holdpoint rescreen`."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.cli._output import check_target, is_folder, writing
from holdpoint.errors import HoldpointError, KnowledgeError

if TYPE_CHECKING:
    from rich.console import Console

    from holdpoint.editions import Rescreened
    from holdpoint.knowledge import Snapshot
    from holdpoint.screening import Policy

_SHOWN = 8


def rescreen_records(
    records: Sequence[Path],
    *,
    to: Path | None,
    before: Sequence[Path],
    policy: Path | None,
    rules: Sequence[Path],
    check: int,
    index: bool = False,
    form: str,
    out: str | None,
) -> int:
    """Hold past decisions against a snapshot, policy or rules and report; returns the exit code.

    Without a snapshot they are held against the one that they stand on.
    """
    from holdpoint.editions import rescreen, rescreened_html
    from holdpoint.files import canonical
    from holdpoint.screening import Screener

    if out is not None and (is_folder(out) or form == "table"):
        raise HoldpointError("--out is one file: give --format json or html with it.")
    paths = list(_files(records))
    target = check_target(out, paths)
    if to is None and policy is None and not rules:
        raise HoldpointError(
            "Nothing to hold the decisions against: give --to, --policy or --rules."
        )
    olds = Olds(to, before)
    snapshot = open_told(to) if to else olds.of_records(paths)
    screener = Screener(snapshot, _policy(policy, rules))
    with console.progress("Rescreening") as tell:
        found = rescreen(paths, screener, olds.find, check=check, index=index, progress=tell)
    console.show_problems(found.unreadable)
    for missing in olds.missing:
        console.note(
            f"Snapshot {missing[:19]}… is not at hand, so its decisions were all screened again. "
            "Name its store with --from."
        )
    if form == "table":
        _show(found, console.out())
    else:
        html = form == "html"
        data = rescreened_html(found).encode() if html else canonical(found.to_dict()) + b"\n"
        with writing(target) as handle:
            handle.write(data)
    if found.unreadable or found.wrong:
        return console.UNREADABLE
    return console.ATTENTION if found.changes else console.OK


def _policy(path: Path | None, rules: Sequence[Path]) -> Policy:
    """The policy, with packs that are tried out beside those that it names."""
    from holdpoint.screening import load_policy

    policy = load_policy(console.need_file(path) if path else None)
    tried = tuple(console.need_file(pack) for pack in rules)
    return dataclasses.replace(policy, rules=(*policy.rules, *tried))


class Olds:
    """Finds the snapshots that records name: in given stores, else beside the new one.

    Args:
        to: The new one; ``None`` where the snapshots stay as they are.
        before: Stores or snapshots.
    """

    def __init__(self, to: Path | None, before: Sequence[Path]) -> None:
        given = [console.need_file(path) for path in before]
        beside = [to, *sorted(p for p in to.resolve().parent.iterdir() if p.is_dir())] if to else []
        self._places = given or beside
        self.missing: list[str] = []

    def of_records(self, paths: Sequence[Path]) -> Snapshot:
        """The one snapshot on which all records stand.

        Raises:
            HoldpointError: They stand on several, or it is not at hand.
        """
        from holdpoint.screening import read_record

        ids = set[str]()
        for path in paths:
            with contextlib.suppress(HoldpointError):  # named when it is its turn
                ids.add(str(read_record(path).decision["record"]["snapshot"]))
        if len(ids) != 1:
            raise HoldpointError(
                f"The decisions stand on {len(ids)} snapshots. Say with --to which one to use."
            )
        found = self.find(next(iter(ids)))
        if found is None:
            raise HoldpointError(
                f"Snapshot {self.missing[0][:19]}… of the decisions is not at hand. Name its store "
                "with --from, or another snapshot with --to."
            )
        return found

    def find(self, snapshot_id: str) -> Snapshot | None:
        """The snapshot of an id, ``None`` where it is nowhere."""
        from holdpoint.knowledge import open_snapshot

        for place in (*self._places, None):
            try:
                found = open_snapshot(place)
                if found.id != snapshot_id:
                    found = open_snapshot(place, snapshot_id=snapshot_id)
            except KnowledgeError:
                continue
            if found.id == snapshot_id:
                return found
        self.missing.append(snapshot_id)
        return None


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            names = sorted(entry.name for entry in os.scandir(path))
            found = [path / name for name in names if name.endswith(".json")]
        else:
            found = [console.need_file(path)]
        if not found:
            raise HoldpointError(f"{path}: holds no record. Give the folder of `screen --out`.")
        yield from found


def _show(found: Rescreened, screen: Console) -> None:
    from rich.text import Text

    style = {"release": "green", "hold": "yellow", "block": "red"}
    for change in found.changes:
        line = Text(f"{change.transaction}  ", style="bold")
        line += Text(change.then, style=style[change.then])
        screen.print(line + " → " + Text(change.now, style=style[change.now]))
        for why in change.because[:_SHOWN]:
            screen.print(Text(f"  {why}"))
        if len(change.because) > _SHOWN:
            screen.print(f"  … and {len(change.because) - _SHOWN} more (--format json)")
    screen.print(
        f"{found.records} decisions: {len(found.changes)} change outcome; {found.recomputed} were "
        f"screened again, of which {found.same_outcome} keep their outcome with other findings; "
        f"{found.skipped} skipped, because nothing that they used or could have used differs"
        f"{f' ({found.unopened} by their notes, unopened)' if found.unopened else ''}."
    )
    if found.other_words():
        screen.print(found.other_words())
    for rule, count in found.by_rule():
        screen.print(f"  {rule}: changes {count} outcome{'' if count == 1 else 's'}")
    if found.checked:
        said = f"{len(found.wrong)} differ: {', '.join(found.wrong)}" if found.wrong else "all same"
        screen.print(f"{found.checked} of the skipped were screened all the same: {said}.")
