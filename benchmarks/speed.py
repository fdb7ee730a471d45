"""The index against scans of all names, at growing sizes; and a full screening of one party.

`python -m benchmarks.speed --sizes 50000,1000000,5000000 --out speed.csv [--snapshot STORE]`. Each
figure is of a process of its own; peers run in the same run, on the same tables of invented names
(`_synthetic.py`). One query is compared with a scan of all names by the best Jaro-Winkler of each
word (in C++, part of the kernel); many with rapidfuzz's scan of names whose words were sorted
before; both by one thread. To hold: see `GOALS`. Sizes may be measured one by one: `--earlier CSV`
takes the rows of other sizes from a run before. `--plot SVG` draws how the cost of a query grows.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.util
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks._charts import Axis, Line, lines, standalone
from benchmarks._common import ROOT, SHARED_LISTS, report
from benchmarks._synthetic import plain_words, queries, synthesise

SIZES = (50_000, 1_000_000, 5_000_000)
GOALS: dict[str, dict[int, float]] = {
    "one query, times the Jaro-Winkler scan": {50_000: 40, 1_000_000: 250, 5_000_000: 350},
    "batch, times the token_sort scan": {50_000: 8, 1_000_000: 50, 5_000_000: 70},
    "peak memory of a search, MB": {50_000: 80, 1_000_000: 250, 5_000_000: 800},
    "build after normalisation, s": {50_000: 1, 1_000_000: 10, 5_000_000: 60},
    "start to first answer, s": dict.fromkeys(SIZES, 0.5),
    "hits of the full scan, %": dict.fromkeys(SIZES, 100),
}
SCREENING_GOAL = 200
_AT_LEAST = ("one query", "batch", "hits")
_SCANNED = {50_000: 30, 1_000_000: 9, 5_000_000: 5}
_BATCH = 10
_COLUMNS = ("names", "what", "value", "peer", "ratio", "goal", "holds")

_ONE, _MANY = "one query, times the Jaro-Winkler scan", "batch, times the token_sort scan"
_EDGES = ((math.floor, min), (math.ceil, max))

Row = dict[str, object]
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What a job said, and the most memory that its process had."""

    said: dict[str, Any]
    peak_mb: float


def job(name: str, folder: Path, settings: Mapping[str, Any]) -> Done:
    """Run one measurement (`_speed_child.py`) in a process of its own."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as handle:
        json.dump({**settings, "started": time.time()}, handle)
        handle.flush()
        command = [sys.executable, "-m", "benchmarks._speed_child", name, str(folder), handle.name]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, cwd=ROOT, text=True, env=_environment()
        ) as process:
            assert process.stdout is not None
            said = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the measurement {name} ended with {process.returncode}")
    return Done(json.loads(said), usage.ru_maxrss / 1024)


def _environment() -> dict[str, str]:
    """Compiled modules are kept from process to process, as they are where a program is used."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "holdpoint-bytecode")}


def real_names() -> list[Words]:
    """Names whose words the invented ones are made of: a public list, or the shipped entries."""
    from holdpoint.text import name_tokens

    path = SHARED_LISTS / "us_ofac_sdn" / "sdn_2024-05-03.csv.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="latin-1") as handle:
            texts = [row[1] for row in csv.reader(handle) if len(row) == 12]
    else:
        import holdpoint

        snapshot = holdpoint.open_snapshot()
        texts = [name.text for one in snapshot.entities() for name in one.names]
    return plain_words(name_tokens(text, "person") for text in texts)


def own_queries(path: Path | None) -> list[Words]:
    """Names of a file as words: the column ``name`` or ``name1`` of a CSV, else one a line."""
    from holdpoint.text import name_tokens

    return [words for text in _texts(path) if (words := name_tokens(text, "person"))]


def _texts(path: Path | None) -> list[str]:
    if path is None:
        return []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        if path.suffix != ".csv":
            return [line.strip() for line in handle if line.strip()]
        rows = csv.DictReader(handle)
        column = next((c for c in ("name", "name1") if c in (rows.fieldnames or ())), None)
        if column is None:
            sys.exit(f"{path.name}: has no column name")
        return [row[column] for row in rows if row[column]]


def at_size(size: int, real: Sequence[Words], cases: Sequence[Words], count: int) -> Iterator[Row]:
    """All rows of one table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        table = synthesise(real, size)
        asked, large = queries(table, count), queries(table, _BATCH * count).all()
        table.save(folder / "table")
        del table
        kinds = {"found": asked.found, "unknown": asked.unknown, "common": asked.common}
        if cases:
            kinds["cases"] = list(cases)
        every = [name for kind in kinds.values() for name in kind]
        few = every[:: max(len(every) // _SCANNED.get(size, 9), 1)]
        built = job("build", folder, {})
        yield _row(size, "build after normalisation, s", built.said["seconds"])
        yield _row(size, "facts of words, part of normalisation, s", built.said["facts_seconds"])
        yield _row(size, "index on disk, MB", built.said["disk_mb"])
        job("first", folder, {"queries": few})  # once for the disk's cache
        opened = job("first", folder, {"queries": few})
        yield _row(size, "start to first answer, s", opened.said["seconds"])
        yield _row(size, "start to first answer by the clock, s", opened.said["wall_seconds"])
        one = job("single", folder, {"queries": few, "kinds": kinds})
        scan = job("winkler", folder, {"queries": few})
        yield _row(size, _ONE, one.said["ms"], scan.said["ms"])
        for kind in (*kinds, "mean", "slowest"):
            ms = one.said[f"{kind}_ms"]
            yield _row(size, f"one query, {kind}, ms", ms)
        many = job("batch", folder, {"queries": large})
        peer = job("token_sort", folder, {"queries": every[:: max(len(every) // 40, 1)]})
        yield _row(size, _MANY, many.said["ms"], peer.said["ms"])
        what = "batch, times rapidfuzz's bare scores of all pairs"
        yield _row(size, what, many.said["ms"], peer.said["scores_ms"])
        yield _row(size, "peak memory of a search, MB", max(one.peak_mb, many.peak_mb))
        hits = job("recall", folder, {"queries": few}).said
        share = 100 * hits["found"] / max(hits["expected"], 1)
        yield _row(size, "hits of the full scan, %", share)
        yield _row(size, "hits of the full scan", hits["expected"])


def _row(size: int, what: str, value: float, peer: float | None = None) -> Row:
    ratio = None if peer is None else peer / value
    goal = GOALS.get(what, {}).get(size)
    judged = value if ratio is None else ratio
    above = what.startswith(_AT_LEAST)
    holds = (
        "" if goal is None else ("yes" if (judged >= goal if above else judged <= goal) else "NO")
    )
    return {
        "names": size,
        "what": what,
        "value": _short(value),
        "peer": "" if peer is None else _short(peer),
        "ratio": "" if ratio is None else f"{ratio:.0f}",
        "goal": "" if goal is None else f"{'>=' if above else '<='} {goal:g}",
        "holds": holds,
    }


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 1000 else f"{value:.3g}"


def costs(rows: Sequence[Row], what: str) -> list[tuple[int, float, float]]:
    """Names of each table, and the milliseconds of a query by the index and by the scan."""
    return [
        (int(str(row["names"])), float(str(row["value"])), float(str(row["peer"])))
        for row in rows
        if row["what"] == what
    ]


def plot(rows: Sequence[Row]) -> str:
    """The cost of a query over the size of the table, with those of the scans, as SVG."""
    one, many = (costs(rows, what) for what in (_ONE, _MANY))
    drawn = [
        Line("Jaro-Winkler scan", [(size, scan) for size, _, scan in one], "b"),
        Line("token_sort scan, of many", [(size, scan) for size, _, scan in many], "c"),
        Line("one of many", [(size, ms) for size, ms, _ in many], "ideal"),
        Line("one query", [(size, ms) for size, ms, _ in one], "a"),
    ]
    every = [value for line in drawn for _, value in line.points]
    across = Axis("names", one[0][0], one[-1][0], lambda v: f"{v:,.0f}", logarithmic=True)
    low, high = (10 ** edge(math.log10(end(every))) for edge, end in _EDGES)
    up = Axis("ms a query", low, high, lambda v: f"{v:g}", logarithmic=True)
    return standalone(lines("Cost of a query by the number of names", drawn, across, up))


def earlier(path: Path | None, sizes: Sequence[int]) -> list[Row]:
    """Rows of other sizes from a run before; none without a path."""
    if path is None:
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        rows: list[Row] = [{**row} for row in csv.DictReader(handle)]
    known = {str(size) for size in SIZES} - {str(size) for size in sizes}
    return [
        row for row in rows if row["names"] in known and not str(row["what"]).startswith("growth")
    ]


def growth(rows: Sequence[Row]) -> Iterator[Row]:
    """How the cost of a query grows with the table: the exponent between neighbouring sizes."""
    for (small, before, scan), (large, after, scanned) in itertools.pairwise(costs(rows, _ONE)):
        times = math.log(large / small)
        yield {
            **dict.fromkeys(_COLUMNS, ""),
            "names": large,
            "what": f"growth of a query's cost from {small} names (exponent; the scan's beside it)",
            "value": f"{math.log(after / before) / times:.2f}",
            "peer": f"{math.log(scanned / scan) / times:.2f}",
        }


def screening(snapshot: Path, names: Sequence[str]) -> Iterator[Row]:
    """A full screening of one party, and the peer's where it is installed."""
    from holdpoint.knowledge import open_snapshot

    folder = open_snapshot(snapshot).path
    entities = sum(1 for _ in open_snapshot(snapshot).entities())
    ours = job("screen", folder, {"queries": names})
    row = _row(entities, "full screening of one party, ms", ours.said["ms"])
    if importlib.util.find_spec("nomenklatura") is not None:
        peer = job("peer_screen", folder, {"queries": names[:31]})
        row = _row(entities, "full screening of one party, ms", ours.said["ms"], peer.said["ms"])
        holds = peer.said["ms"] / ours.said["ms"] >= SCREENING_GOAL
        row |= {"goal": f">= {SCREENING_GOAL}", "holds": "yes" if holds else "NO"}
    yield row
    for kind in ("mean", "slowest"):
        what = f"full screening of one party, {kind}, ms"
        yield _row(entities, what, ours.said[f"{kind}_ms"])
    yield _row(entities, "peak memory of a screening, MB", ours.peak_mb)


def parties(snapshot: Path, path: Path | None) -> list[str]:
    """Names to screen: those given, or every hundredth listed name and as many invented ones."""
    if path is not None:
        return _texts(path)
    from holdpoint.knowledge import open_snapshot

    every = [one.names[0].text for one in open_snapshot(snapshot).entities() if one.names]
    known = every[:: max(len(every) // 150, 1)]
    words = plain_words(name.lower().split() for name in every)
    invented = queries(synthesise(words, 1000), len(known)).unknown
    return [*known, *(" ".join(name).title() for name in invented)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, help="names to ask for beside the invented ones")
    parser.add_argument("--out", type=Path, help="CSV to write")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="names a table")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument(
        "--snapshot", type=Path, help="store with the full lists, to screen against"
    )
    parser.add_argument("--earlier", type=Path, help="CSV of a run before, with other sizes")
    parser.add_argument("--plot", type=Path, help="SVG to write of how the cost grows")
    options = parser.parse_args()
    real = real_names()
    sizes = [int(part) for part in options.sizes.split(",") if part]
    rows = earlier(options.earlier, sizes)
    for size in sizes:
        for row in at_size(size, real, own_queries(options.cases), options.queries):
            print(*(str(row[c]) for c in _COLUMNS if row[c] != ""), sep="  ", flush=True)
            rows.append(row)
    rows.sort(key=lambda row: int(str(row["names"])))
    rows += list(growth(rows))
    if options.plot is not None:
        options.plot.write_text(f"{plot(rows)}\n", encoding="utf-8")
    if options.snapshot is not None:
        rows += list(screening(options.snapshot, parties(options.snapshot, options.cases)))
    print()
    report(rows, options.out)


if __name__ == "__main__":
    main()
