"""The official UN/LOCODE list as a gazetteer: traps that the curated places warn of."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest

from holdpoint.model import Place
from holdpoint.places import Gazetteer, distance_km

FOLDER = Path(__file__).parents[2].parent / "shared/data/reference/unlocode/2025-1"


def degrees(text: str) -> float:
    """``3647N`` and ``05321E`` to degrees."""
    sign = -1.0 if text[-1] in "SW" else 1.0
    return sign * (int(text[:-3]) + int(text[-3:-1]) / 60)


@pytest.fixture(scope="module")
def official() -> Gazetteer:
    if not FOLDER.is_dir():
        pytest.skip("the UN/LOCODE list is not there (../shared/data/reference/unlocode)")
    places = []
    for file in sorted(FOLDER.glob("*Part*.csv.gz")):
        text = gzip.decompress(file.read_bytes()).decode("utf-8")
        for row in csv.reader(io.StringIO(text)):
            if row[1] not in {"IR", "RU"} or not row[2]:
                continue
            lat, lon = (degrees(p) for p in row[10].split()) if row[10] else (None, None)
            place = Place(
                id=f"{row[1]}{row[2]}",
                name=row[3],
                kind="port" if row[6].startswith("1") else "town",
                country=row[1],
                lat=lat,
                lon=lon,
                uncertainty_km=5,
                codes={"unlocode": f"{row[1]}{row[2]}"},
            )
            places.append(place)
    return Gazetteer(places)


def test_runbc_is_nebolchi_and_far_from_begishevo(official: Gazetteer) -> None:
    (candidate,) = official.resolve("RUNBC").candidates
    assert candidate.place.name == "Nebolchi"
    assert candidate.point is not None
    assert distance_km(candidate.point, (55.564701, 52.092499)) > 1000


@pytest.mark.parametrize("mode", ["sea", "unknown"])
def test_amirabad_is_several_places_far_apart(official: Gazetteer, mode: str) -> None:
    """IRAMD on the Caspian, IRAMP inland, IRBAM on the Gulf; the first hit would be wrong."""
    found = official.resolve("Amirabad", mode=mode)
    assert found.verdict == "several"
    points = {c.place.id: c.point for c in found.candidates}
    assert points.keys() == {"IRAMD", "IRAMP", "IRBAM"}
    harbour = (36.855, 53.37)
    away = {key: distance_km(harbour, point) for key, point in points.items() if point}
    assert away == {
        "IRAMD": pytest.approx(8.2, abs=0.5),
        "IRAMP": pytest.approx(124.2, abs=0.5),
        "IRBAM": pytest.approx(1113, abs=2),
    }


def test_every_code_of_the_list_resolves_to_itself(official: Gazetteer) -> None:
    for code, place in official.places.items():
        found = official.resolve(code)
        assert code in {candidate.place.id for candidate in found.candidates}
        assert found.country == place.country
