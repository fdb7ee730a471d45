"""Whole-process measurement: what the system says a finished command has used."""

from __future__ import annotations

import csv
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

ROOT = Path(__file__).parents[1]
SHARED_LISTS = ROOT.parent / "shared" / "data" / "lists"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took: CPU and wall seconds, peak resident megabytes."""

    cpu: float
    wall: float
    peak_mb: float


def run(command: Sequence[str], *, expect: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end and account for it.

    Args:
        command: Program and arguments; its output is thrown away.
        expect: Exit codes that are fine.

    Raises:
        SystemExit: It ended otherwise; its last words are printed.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        words = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expect:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{words[-2000:]}")
    wall = time.perf_counter() - began
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        statistics.median(c.cpu for c in costs),
        statistics.median(c.wall for c in costs),
        statistics.median(c.peak_mb for c in costs),
    )


def watched(rows: Sequence[T], label: str) -> Iterator[T]:
    """The rows one after the other, with a bar on standard error while they last; none in a pipe.

    Args:
        rows: What is gone through.
        label: What they are.
    """
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    quiet = not console.is_terminal
    yield from track(rows, label, console=console, transient=True, disable=quiet)


def holdpoint(*arguments: str) -> list[str]:
    """The command line of a `holdpoint` command, run by this Python."""
    return [sys.executable, "-m", "holdpoint", *arguments]


def report(rows: Sequence[dict[str, object]], out: Path | None) -> None:
    """Print rows as a table and, if asked, write them as CSV."""
    columns = list(rows[0])
    widths = [max(len(c), *(len(str(row[c])) for row in rows)) for c in columns]
    heads: dict[str, object] = {column: column for column in columns}
    for line in (heads, *rows):
        print("  ".join(str(line[c]).ljust(w) for c, w in zip(columns, widths, strict=True)))
    if out is not None:
        with out.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, columns)
            writer.writeheader()
            writer.writerows(rows)
