"""How often a place reference leads to the right place, and how fast sites near it are found.

The cases (`benchmarks/data/places.csv`; `places_unseen.csv` and `places_fresh.csv`, each written
after the program was tuned on the ones before) give a text and a UN/LOCODE, an IATA code or a
site's id. A candidate is right when it bears that code or id, or lies within 30 km of it in its
country: a town, its port and its airport are one answer here.

The stops of the second part are places of the world's gazetteer moved by some kilometres, so that
no distance is met twice; the sites are others of its places, unmoved. The stops are resolved
already: what is measured is check R2, from a stop to the sites within reach.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from holdpoint.knowledge import open_snapshot
from holdpoint.places import Candidate, Gazetteer, Resolution, World, distance_km
from holdpoint.places._atlas import place_of
from holdpoint.places._near import SiteIndex
from holdpoint.places._stops import Stop, reach_of_stop

DATA = Path(__file__).with_name("data")
CASES = ("places.csv", "places_unseen.csv", "places_fresh.csv")
NEAR_KM = 30.0
SITES, SITE_KM = 1000, 25.0
ROUNDS, SLICE = 5, 5000
PLAIN = 200
"""Stops that are compared with the plain scan of all sites."""


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


def _stop_of(world: World, number: int, dice: random.Random) -> Stop:
    place = place_of(world.place(number))
    lat = min(90.0, max(-90.0, (place.lat or 0.0) + dice.uniform(-0.1, 0.1)))
    lon = min(180.0, max(-180.0, (place.lon or 0.0) + dice.uniform(-0.1, 0.1)))
    moved = dataclasses.replace(place, id=f"moved:{number}", lat=lat, lon=lon)
    candidate = Candidate(place=moved, score=1.0, why="", uncertainty_km=5.0, by="name")
    found = Resolution(text=place.name, verdict="one", candidates=(candidate,))
    return Stop(leg=0, end="to", mode="road", resolution=found)


def _timed_slices(index: SiteIndex, stops: Sequence[Stop]) -> tuple[list[float], int]:
    """Seconds for each slice of the stops, and how many pairs of stop and site are near."""
    seconds, near = [], 0
    for first in range(0, len(stops), SLICE):
        began = time.process_time()
        for stop in stops[first : first + SLICE]:
            for site in index.around(stop.candidates, SITE_KM):
                near += reach_of_stop(stop, [site], SITE_KM) is not None
        seconds.append(time.process_time() - began)
    return seconds, near


def measure_sites(world: World, stops_wanted: int) -> dict[str, float]:
    """Seconds of one core to compare stops with 1,000 watched sites, and how many are near one.

    ``seconds`` is the median of whole rounds; ``undisturbed`` adds up the least that each slice of
    the stops took in any round. With 100,000 stops no round finds the points of the round before
    kept: that many are not.
    """
    dice = random.Random(20261128)  # noqa: S311 - a benchmark, the same in every run
    located = [n for n in range(len(world)) if world.place(n).lat is not None]
    sites = [place_of(world.place(n)) for n in dice.sample(located, SITES)]
    watched = [dataclasses.replace(s, kind="zone", watched=True, listings=()) for s in sites]
    index = Gazetteer(watched).sites
    stops = [_stop_of(world, dice.choice(located), dice) for _ in range(stops_wanted)]
    rounds = [_timed_slices(index, stops) for _ in range(ROUNDS)]
    lost = 0
    for stop in stops[:PLAIN]:
        near = {site.id for site in index.around(stop.candidates, SITE_KM)}
        plain = {s.id for s in watched if reach_of_stop(stop, [s], SITE_KM) is not None}
        lost += len(plain - near)
    return {
        "stops": len(stops),
        "sites": len(watched),
        "seconds": round(statistics.median(sum(times) for times, _ in rounds), 2),
        "undisturbed": round(sum(map(min, zip(*(t for t, _ in rounds), strict=True))), 2),
        "near": rounds[0][1],
        "lost_against_plain_scan": lost,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, action="append")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--snapshot", type=Path)
    parser.add_argument("--stops", type=int, default=100_000, help="for the watched sites")
    given = parser.parse_args()
    snapshot = open_snapshot(given.snapshot)
    gazetteer = Gazetteer(snapshot.places, world=snapshot.world)
    files = given.cases or [
        DATA / name for name in ("places.csv", "places_unseen.csv", "places_fresh.csv")
    ]
    table = [{"file": path.name, **measure(path, gazetteer)} for path in files]
    for row in table:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    if snapshot.world is not None:
        sites = measure_sites(snapshot.world, given.stops)
        print("  ".join(f"{name} {value}" for name, value in sites.items()))
    if given.out:
        with given.out.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, table[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
