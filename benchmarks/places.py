"""How often a place reference leads to the right place: at rank 1, among all, and how surely.

The cases (`benchmarks/data/places.csv`, and `places_unseen.csv` written after the program was
tuned) give a text and a UN/LOCODE, an IATA code or a site's id. A candidate is right when it bears
that code or id, or lies within 30 km of it in its country: a town, its port and its airport are
one answer here.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from holdpoint.knowledge import open_snapshot
from holdpoint.places import Candidate, Gazetteer, distance_km

DATA = Path(__file__).with_name("data")
NEAR_KM = 30.0


def _right(candidate: Candidate, truth: Sequence[Candidate]) -> bool:
    for other in truth:
        if candidate.place.id == other.place.id:
            return True
        same = candidate.place.country == other.place.country
        points = candidate.point, other.point
        if same and points[0] and points[1] and distance_km(points[0], points[1]) <= NEAR_KM:
            return True
    return False


def measure(path: Path, gazetteer: Gazetteer) -> dict[str, float]:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    first = among = wrong = 0
    times = []
    for row in rows:
        truth = gazetteer.resolve(row["expected"]).candidates
        began = time.process_time()
        found = gazetteer.resolve(row["text"])
        times.append(time.process_time() - began)
        hits = [_right(candidate, truth) for candidate in found.candidates]
        first += hits[:1] == [True]
        among += any(hits)
        bad = found.verdict == "one" and not any(hits)
        wrong += bad
        if not any(hits) or not hits[0]:
            got = [candidate.place.id for candidate in found.candidates[:3]]
            print(f"  {row['text']!r} wants {row['expected']}, {found.verdict}: {got}")
    return {
        "cases": len(rows),
        "rank1": round(first / len(rows), 4),
        "among": round(among / len(rows), 4),
        "wrong_with_certainty": wrong,
        "median_ms": round(statistics.median(times) * 1000, 3),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, action="append")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--snapshot", type=Path)
    given = parser.parse_args()
    snapshot = open_snapshot(given.snapshot)
    gazetteer = Gazetteer(snapshot.places, world=snapshot.world)
    files = given.cases or [DATA / "places.csv", DATA / "places_unseen.csv"]
    table = [{"file": path.name, **measure(path, gazetteer)} for path in files]
    for row in table:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    if given.out:
        with given.out.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, table[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
