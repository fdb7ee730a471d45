"""Rescreening against screening anew: CPU time, and whether both say the same.

    python -m benchmarks.rescreen --before before --after after [--orders 3000] [--out CSV]

The orders are invented: two parties each, whose names are put together from a fixed table, and
every hundredth the name of an entry that one of the snapshots has and the other has not. CPU time
of one process; the records are written before the clock starts. The snapshots come from
`holdpoint data build --as-of`.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from holdpoint.editions import rescreen
from holdpoint.intake import parse_transaction
from holdpoint.knowledge import Snapshot, open_snapshot
from holdpoint.screening import Screener, read_record, write_record

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
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    old, new = open_snapshot(given.before), open_snapshot(given.after)
    with tempfile.TemporaryDirectory() as folder:
        decided = Screener(old)
        for raw in _orders(given.orders, old, new):
            order = parse_transaction(raw, file="benchmark", line=None)
            write_record(Path(folder), order, decided.screen(order), None)
        row = _measured(sorted(Path(folder).glob("*.json")), old, new)
    width = max(map(len, row))
    for name, value in row.items():
        print(f"{name:<{width}}  {value}")
    if given.out:
        with given.out.open("w", newline="", encoding="utf-8") as handle:
            table = csv.DictWriter(handle, list(row), lineterminator="\n")
            table.writeheader()
            table.writerow(row)


def _measured(paths: list[Path], old: Snapshot, new: Snapshot) -> dict[str, Any]:
    start = time.process_time()
    found = rescreen(paths, Screener(new), lambda _id: old)
    quick = time.process_time() - start
    start = time.process_time()
    screener, changed = Screener(new), set[str]()
    for path in paths:
        kept = read_record(path)
        now = screener.screen(kept.transaction, as_of=kept.as_of).to_dict()
        if now["outcome"] != kept.decision["outcome"]:
            changed.add(path.name)
    anew = time.process_time() - start
    return {
        "decisions": len(paths),
        "screened again": found.recomputed,
        "skipped": found.skipped,
        "change outcome": len(found.changes),
        "same as anew": changed == {change.record for change in found.changes},
        "rescreen CPU s": round(quick, 2),
        "anew CPU s": round(anew, 2),
        "times faster": round(anew / quick, 1),
    }


if __name__ == "__main__":
    main()
