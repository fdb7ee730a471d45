"""Tracks: messages a second through decoding and detectors, and what of invented voyages is found.

    python -m benchmarks.tracks [--cases FILE] [--voyages 200] [--out CSV]

`--cases` takes another file of AIS sentences to measure the speed on.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks._tracks_made import KINDS, Voyage, voyage
from holdpoint.tracks import Port, TrackReport, analyse, read_track

_HARMLESS = {"port_call"}


def found(report: TrackReport) -> Counter[str]:
    """Events by kind; a gap that others share is a hole."""
    return Counter(
        "hole" if event.kind == "gap" and event.coverage == "hole" else event.kind
        for event in report.events
        if event.kind not in _HARMLESS
    )


def report_of(case: Voyage, path: Path) -> TrackReport:
    """Write a voyage to a file, read it and analyse it."""
    path.write_text("\n".join(case.lines()) + "\n", encoding="ascii")
    ports = [Port(id=name, name=name, lat=lat, lon=lon) for name, lat, lon in case.ports]
    return analyse(read_track(path), ports)


def judged(case: Voyage, report: TrackReport) -> tuple[int, int]:
    """How many planted events were missed, and how many others were told.

    A meeting is slow for both: the stop and the loitering that come with it are no false events.
    """
    seen, wanted = found(report), Counter(case.planted)
    missed = sum((wanted - seen).values())
    follows = {"stop"} if {"encounter", "loitering"} & set(wanted) else set()
    extra = seen - wanted
    return missed, sum(n for kind, n in extra.items() if kind not in follows)


def speed(path: Path, repeats: int) -> tuple[int, float, float]:
    """Lines, and the median of CPU seconds for reading and for the detectors."""
    lines = sum(1 for _ in path.open("rb"))
    read, detect = [], []
    for _ in range(repeats):
        start = time.process_time()
        messages = read_track(path)
        middle = time.process_time()
        analyse(messages, [Port(id="A", name="A", lat=0, lon=0)])
        read.append(middle - start)
        detect.append(time.process_time() - middle)
    return lines, statistics.median(read), statistics.median(detect)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--voyages", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = options.cases or folder / "speed.nmea"
        if options.cases is None:
            many = [line for n in range(60) for line in voyage(KINDS[n % 8], n).lines()]
            sample.write_text("\n".join(many) + "\n", encoding="ascii")
        lines, read, detect = speed(sample, options.repeats)
        rows += [
            ("messages", lines),
            ("messages a second, decoding", round(lines / read)),
            ("messages a second, decoding and detectors", round(lines / (read + detect))),
        ]
        for kind in KINDS:
            each = [voyage(kind, seed) for seed in range(options.voyages // len(KINDS))]
            results = [judged(case, report_of(case, folder / "v.nmea")) for case in each]
            planted = sum(len(case.planted) for case in each)
            rows += [
                (f"{kind}: voyages", len(each)),
                (f"{kind}: planted events missed of {planted}", sum(m for m, _ in results)),
                (f"{kind}: voyages with a false event", sum(1 for _, extra in results if extra)),
            ]
    for label, value in rows:
        print(f"{label:<48} {value:>12,}")
    if options.out:
        with options.out.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows([("measure", "value"), *rows])


if __name__ == "__main__":
    main()
