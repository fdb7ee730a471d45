"""Rescreening against screening anew: CPU time, and whether both say the same.

    python -m benchmarks.rescreen --before before --after after [--orders 3000] [--out CSV]

The orders are invented: two parties each, whose names are put together from a fixed table, and
every hundredth the name of an entry that one of the snapshots has and the other has not. CPU time
of one process; the records, and the notes beside them of what each asked, are written before the
clock starts, as `holdpoint screen --out FOLDER/` writes them. Measured are rescreening by notes,
without them, and screening anew; where there are very many, a part is screened anew (`--anew`) and
its time scaled up. The snapshots come from `holdpoint data build --as-of`.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from holdpoint.editions import NOTES, NoteTaker, asked_by, rescreen
from holdpoint.intake import parse_transaction
from holdpoint.knowledge import Snapshot, open_snapshot
from holdpoint.screening import Screener, read_record, record_bytes, record_path

T = TypeVar("T")

_FIRST = ("Velden", "Brumeclair", "Nimbra", "Quillon", "Kessandra", "Tarnow", "Oskelund", "Zephra")
_SECOND = (
    "Haar",
    "Optics",
    "Bearings",
    "Castings",
    "Polymers",
    "Looms",
    "Timber",
    "Seeds",
    "Glass",
)
_FORM = ("GmbH", "SAS", "BV", "Oy", "LLC", "Srl", "Ltd", "AB")
_COUNTRY = ("DE", "FR", "NL", "FI", "US", "IT", "GB", "SE")


def _orders(count: int, old: Snapshot, new: Snapshot) -> list[dict[str, Any]]:
    dice = random.Random(7)  # noqa: S311 - a fixed series, no secret
    then, now = ({key for key, _ in one.lines()} for one in (old, new))
    changed = itertools.cycle(sorted(then ^ now)[::7] or [b""])
    out = []
    for number in range(count):
        names = [
            f"{dice.choice(_FIRST)}{dice.randrange(90)} {dice.choice(_SECOND)} {dice.choice(_FORM)}"
            for _ in range(2)
        ]
        if number % 100 == 0 and (key := next(changed).decode()):
            names[0] = (new if key in new else old).entity(key).caption
        parties = [
            {"role": role, "name": name, "type": "company", "country": dice.choice(_COUNTRY)}
            for role, name in zip(("buyer", "consignee"), names, strict=True)
        ]
        out.append(
            {
                "id": f"B-{number}",
                "date": "2026-11-20",
                "exporter_country": "DE",
                "destination_country": "FR",
                "parties": parties,
                "items": [{"description": "Circular connectors", "hs_code": "8536.69"}],
            }
        )
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=Path, required=True)
    parser.add_argument("--after", type=Path, required=True)
    parser.add_argument("--orders", type=int, default=3000)
    parser.add_argument("--anew", type=int, help="so many are screened anew; all if left out")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    old, new = open_snapshot(given.before), open_snapshot(given.after)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _decide(folder, _orders(given.orders, old, new), Screener(old))
        row = _measured(folder, old, new, given.anew or given.orders)
    width = max(map(len, row))
    for name, value in row.items():
        print(f"{name:<{width}}  {value}")
    if given.out:
        with given.out.open("w", newline="", encoding="utf-8") as handle:
            table = csv.DictWriter(handle, list(row), lineterminator="\n")
            table.writeheader()
            table.writerow(row)


def _decide(folder: Path, orders: list[dict[str, Any]], screener: Screener) -> None:
    with NoteTaker(folder) as notes:
        for raw in orders:
            order = parse_transaction(raw, file="benchmark", line=None)
            answer = screener.screen(order)
            path, content = record_path(folder, order), record_bytes(order, answer, None)
            path.write_bytes(content)
            notes.note(path.name, content, asked_by(order, answer, None))


def _measured(folder: Path, old: Snapshot, new: Snapshot, anew: int) -> dict[str, Any]:
    paths = sorted(folder.glob("*.json"))
    quick, by_notes = _timed(lambda: rescreen(paths, Screener(new), lambda _id: old))
    (folder / NOTES).unlink()
    slow, opened = _timed(lambda: rescreen(paths, Screener(new), lambda _id: old))
    some = random.Random(3).sample(paths, min(anew, len(paths)))  # noqa: S311 - a fixed sample
    whole, changed = _timed(lambda: _anew(some, Screener(new)))
    whole *= len(paths) / len(some)
    found = {change.record: change.now for change in by_notes.changes}
    checked = {path.name for path in some}
    return {
        "decisions": len(paths),
        "screened again": by_notes.recomputed,
        "skipped unopened": by_notes.unopened,
        "change outcome": len(by_notes.changes),
        "screened anew": len(some),
        "same as anew": changed == {name: now for name, now in found.items() if name in checked},
        "same without notes": opened.changes == by_notes.changes,
        "by notes CPU s": round(quick, 2),
        "without notes CPU s": round(slow, 2),
        "anew CPU s": round(whole, 2),
        "times faster": round(whole / quick, 1),
        "without notes": round(whole / slow, 1),
    }


def _anew(paths: list[Path], screener: Screener) -> dict[str, str]:
    """Records whose outcome changes, each with the new one."""
    changed = {}
    for path in paths:
        kept = read_record(path)
        now = screener.screen(kept.transaction, as_of=kept.as_of).to_dict()
        if now["outcome"] != kept.decision["outcome"]:
            changed[path.name] = now["outcome"]
    return changed


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


if __name__ == "__main__":
    main()
