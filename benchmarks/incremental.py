"""One list changed by 1 %: what does the next snapshot cost, and is it the same as one made anew?

    python -m benchmarks.incremental --cases FOLDER [--list PART-OF-A-NAME] [--out CSV]

The lists are copied and built, then every hundredth entry of one list (CSV, or JSON with a list of
entries) is left out, and the folder is built again into the same store, and anew into another one.
CPU seconds of the whole commands. To hold: under 20 % of the build anew, every byte equal.
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

from benchmarks._common import SHARED_LISTS, holdpoint, report, run
from holdpoint.knowledge import open_snapshot

_EVERY = 100
_FIRST = 20
"""Lines at the head of a CSV that are left alone: they may say what the columns are."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=SHARED_LISTS, help="folder of list files")
    parser.add_argument("--list", default="csl_compact", help="part of the changed file's name")
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
        changed = _change(next(p for p in sorted(lists.rglob("*")) if given.list in p.name))
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


def _change(path: Path) -> str:
    """Leave out every hundredth entry of a list; tells how many of which file."""
    data = path.read_bytes()
    packed = data[:2] == b"\x1f\x8b"
    text = (gzip.decompress(data) if packed else data).decode("utf-8", "surrogateescape")
    gone = 0
    if text.lstrip()[:1] in "{[":
        whole = json.loads(text)
        entries = whole if isinstance(whole, list) else max(_lists(whole), key=len)
        gone = len(entries[_EVERY - 1 :: _EVERY])
        del entries[_EVERY - 1 :: _EVERY]
        text = json.dumps(whole, ensure_ascii=False)
    else:
        lines = text.splitlines(keepends=True)
        kept = [line for i, line in enumerate(lines) if i < _FIRST or i % _EVERY]
        gone, text = len(lines) - len(kept), "".join(kept)
    data = text.encode("utf-8", "surrogateescape")
    path.write_bytes(gzip.compress(data, mtime=0) if packed else data)
    return f"{gone} entries gone from {path.name}"


def _lists(whole: dict[str, object]) -> list[list[object]]:
    return [value for value in whole.values() if isinstance(value, list)]


def _equal(one: Path, other: Path) -> bool:
    names = sorted(path.name for path in one.iterdir())
    if names != sorted(path.name for path in other.iterdir()):
        return False
    return not any(filecmp.cmpfiles(one, other, names, shallow=False)[1:])


if __name__ == "__main__":
    main()
