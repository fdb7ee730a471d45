"""The cells of space find what a plain scan of all sites finds: at poles and date line too."""

from __future__ import annotations

import dataclasses
import math

from hypothesis import example, given, settings
from hypothesis import strategies as st

from holdpoint.model import Place
from holdpoint.places import Candidate, Resolution, Verdict, distance_km
from holdpoint.places._geo import spot_of
from holdpoint.places._near import SiteIndex
from holdpoint.places._stops import Stop, reach_of_stop

# Few whole degrees beside all others, so that points fall together, on poles and the date line.
LATS = st.one_of(st.sampled_from([-90.0, -89.9, 0.0, 0.3, 89.9, 90.0]), st.floats(-90, 90))
LONS = st.one_of(st.sampled_from([-180.0, -179.9, 0.0, 0.2, 179.9, 180.0]), st.floats(-180, 180))
POINTS = st.one_of(st.none(), st.tuples(LATS, LONS))
SPOTS = st.tuples(POINTS, st.sampled_from([0.0, 5.0, 25.0, 400.0]))
Spots = list[tuple[tuple[float, float] | None, float]]


def _places(spots: Spots) -> list[Place]:
    return [
        Place(
            id=f"s{number}",
            name=f"Site {number}",
            kind="zone",
            country="XX",
            lat=None if point is None else point[0],
            lon=None if point is None else point[1],
            uncertainty_km=doubt,
            watched=True,
        )
        for number, (point, doubt) in enumerate(spots)
    ]


def _stop(places: list[Place], verdict: Verdict = "several") -> Stop:
    candidates = tuple(
        Candidate(place=p, score=1.0, why="", uncertainty_km=p.uncertainty_km, by="name")
        for p in places
    )
    resolution = Resolution(text="x", verdict=verdict, candidates=candidates)
    return Stop(leg=0, end="to", mode="road", resolution=resolution)


@settings(deadline=None, max_examples=300)
@given(st.lists(SPOTS, max_size=40), st.lists(SPOTS, min_size=1, max_size=3), st.floats(0.1, 500))
@example([((0.0, 180.0), 0.0)], [((0.0, -180.0), 0.0)], 1.0)
@example([((90.0, 10.0), 0.0)], [((90.0, -170.0), 0.0)], 1.0)
@example([((0.0, 179.9), 0.0)] * 30, [((0.0, -179.9), 0.0)], 25.0)
def test_the_index_finds_what_a_plain_scan_finds(
    sites: Spots, stops: Spots, radius_km: float
) -> None:
    places = _places(sites)
    elsewhere = [dataclasses.replace(p, id=f"c{p.id}") for p in _places(stops)]
    stop = _stop(elsewhere)
    plain = [(p.id, reach_of_stop(stop, [p], radius_km)) for p in places]
    index = SiteIndex(places)
    around = index.around(stop.candidates, radius_km)
    found = [(p.id, reach_of_stop(stop, [p], radius_km)) for p in around]
    assert [row for row in found if row[1]] == [row for row in plain if row[1]]


def test_a_site_without_a_point_is_found_by_its_id() -> None:
    places = _places([(None, 0.0), ((10.0, 10.0), 0.0)])
    assert SiteIndex(places).around(_stop(places[:1]).candidates, 25.0) == places[:1]


def test_few_sites_are_left_for_the_geodesic() -> None:
    grid = _places([((lat, lon), 0.0) for lat in range(-60, 61, 4) for lon in range(-176, 177, 8)])
    stop = _stop([dataclasses.replace(grid[0], id="c", lat=0.05, lon=0.05)])
    assert len(grid) > 1000
    assert [(p.lat, p.lon) for p in SiteIndex(grid).around(stop.candidates, 25.0)] == [(0, 0)]


@settings(deadline=None)
@given(st.tuples(LATS, LONS), st.tuples(LATS, LONS))
def test_a_straight_line_is_never_longer_than_the_way_over_ground(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    assert math.dist(spot_of(*a), spot_of(*b)) <= distance_km(a, b) + 0.001


@settings(deadline=None, max_examples=500)
@given(LATS, LONS, st.floats(-0.6, 0.6), st.floats(-0.6, 0.6))
def test_a_short_way_is_the_geodesic_to_the_metre(
    lat: float, lon: float, north: float, east: float
) -> None:
    from geographiclib.geodesic import Geodesic

    there = max(-90.0, min(90.0, lat + north)), max(-180.0, min(180.0, lon + east))
    (a, b), (c, d) = sorted([(lat, lon), there])
    exact = Geodesic.WGS84.Inverse(a, b, c, d, Geodesic.DISTANCE)["s12"]
    assert distance_km((lat, lon), there) == round(exact / 1000, 3)
