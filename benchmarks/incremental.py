"""One list changed by 1 %: what does the next snapshot cost, and is it the same as one made anew?

    python -m benchmarks.incremental --cases FOLDER [--list PART-OF-A-NAME] [--gone] [--out CSV]

The lists are copied and built, then every hundredth entry of one list (CSV, or JSON with a list of
entries) is changed, and the folder is built again into the same store, and anew into another one.
In JSON a third of these entries is gone, a third has another name and a third is new; in CSV, and
with ``--gone``, all are gone. OFAC's files of addresses and aliases belong to an edition only when
it holds 99 % of their numbers, so with ``--gone`` they fall away beside the screening list, and
half of its entries change. CPU seconds of the whole commands. To hold: under 20 % of the build
anew, every byte equal.
"""

from __future__ import annotations

import argparse
import filecmp
import gzip
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks._common import SHARED_LISTS, holdpoint, report, run
from holdpoint.knowledge import open_snapshot

_EVERY = 100
_FIRST = 20
"""Lines at the head of a CSV that are left alone: they may say what the columns are."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=SHARED_LISTS, help="folder of list files")
    parser.add_argument("--list", default="csl_compact", help="part of the changed file's name")
    parser.add_argument("--gone", action="store_true", help="leave entries out, change none")
    parser.add_argument("--out", type=Path, help="CSV to write")
    given = parser.parse_args()
    if not given.cases.is_dir():
        sys.exit(f"{given.cases}: no such folder. Give the folder of lists with --cases.")
    with tempfile.TemporaryDirectory() as scratch:
        lists = Path(scratch) / "lists"
        shutil.copytree(given.cases, lists)
        store, anew = Path(scratch) / "store", Path(scratch) / "anew"
        call = ["data", "build", "--all", str(lists), "--out"]
        first = run(holdpoint(*call, str(store)), expect=(0, 2))
        same = run(holdpoint(*call, str(store)), expect=(0, 2))
        path = next(p for p in sorted(lists.rglob("*")) if given.list in p.name)
        changed = _change(path, gone=given.gone)
        quick = run(holdpoint(*call, str(store)), expect=(0, 2))
        whole = run(holdpoint(*call, str(anew), "--anew"), expect=(0, 2))
        equal = _equal(open_snapshot(store).path, open_snapshot(anew).path)
    rows = [
        ("the first build, keeping what it made", first),
        ("again, nothing changed", same),
        (f"again, {changed}", quick),
        ("the same lists, all anew", whole),
    ]
    report(
        [
            {
                "what": what,
                "cpu_s": f"{cost.cpu:.1f}",
                "share": f"{cost.cpu / whole.cpu:.1%}",
                "peak_mb": f"{cost.peak_mb:.0f}",
                "same bytes as anew": str(equal) if cost is quick else "",
            }
            for what, cost in rows
        ],
        given.out,
    )


def _change(path: Path, *, gone: bool) -> str:
    """Change every hundredth entry of a list; tells what was done to which file."""
    data = path.read_bytes()
    packed = data[:2] == b"\x1f\x8b"
    text = (gzip.decompress(data) if packed else data).decode("utf-8", "surrogateescape")
    if text.lstrip()[:1] in "{[":
        whole = json.loads(text)
        entries = whole if isinstance(whole, list) else max(_lists(whole), key=len)
        told = _leave_out(entries) if gone else _mix(entries)
        text = json.dumps(whole, ensure_ascii=False)
    else:
        lines = text.splitlines(keepends=True)
        told = f"{len(lines[_FIRST + _EVERY - 1 :: _EVERY])} entries gone"
        del lines[_FIRST + _EVERY - 1 :: _EVERY]
        text = "".join(lines)
    data = text.encode("utf-8", "surrogateescape")
    path.write_bytes(gzip.compress(data, mtime=0) if packed else data)
    return f"{told}: {path.name}"


def _leave_out(entries: list[Any]) -> str:
    told = f"{len(entries[_EVERY - 1 :: _EVERY])} entries gone"
    del entries[_EVERY - 1 :: _EVERY]
    return told


def _mix(entries: list[Any]) -> str:
    """A third gone, a third under another name, a third new."""
    places = range(_EVERY - 1, len(entries), _EVERY)
    gone, renamed, copied = (list(places[first::3]) for first in range(3))
    for at in renamed:
        entries[at] = _renamed(entries[at])
    new = [_renamed(entries[at], fresh=True) for at in copied]
    for at in reversed(gone):
        del entries[at]
    entries += new
    return f"{len(gone)} entries gone, {len(renamed)} renamed, {len(new)} new"


def _renamed(entry: dict[str, Any], *, fresh: bool = False) -> dict[str, Any]:
    """An entry under another name; a fresh one with another number too."""
    texts = {key: value for key, value in entry.items() if isinstance(value, str)}
    name = max(texts, key=lambda key: len(texts[key]))
    numbers = {key: f"9{value}" for key, value in texts.items() if fresh and value.isdigit()}
    return {**entry, name: f"{texts[name]} Zarnitsa", **numbers}


def _lists(whole: dict[str, object]) -> list[list[object]]:
    return [value for value in whole.values() if isinstance(value, list)]


def _equal(one: Path, other: Path) -> bool:
    names = sorted(path.name for path in one.iterdir())
    if names != sorted(path.name for path in other.iterdir()):
        return False
    return not any(filecmp.cmpfiles(one, other, names, shallow=False)[1:])


if __name__ == "__main__":
    main()
