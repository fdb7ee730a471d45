"""Outlines of zones: inside or not, how far to the edge, and what is refused as no outline."""

from __future__ import annotations

import dataclasses
import math
import time
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.model import Leg, Place, PlaceOutline
from holdpoint.places import (
    Gazetteer,
    Outline,
    OutlineError,
    check_outline,
    distance_km,
    route_evidence,
)
from holdpoint.places._outline_check import MOST_CORNERS

Position = list[float]


def _box(lon: float, lat: float, width: float = 0.2, height: float = 0.1) -> list[Position]:
    east, north = lon + width, lat + height
    east -= 360 if east > 180 else 0
    return [[lon, lat], [east, lat], [east, north], [lon, north], [lon, lat]]


def _polygon(*rings: list[Any]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def outline(*rings: list[Any]) -> Outline:
    return Outline(check_outline(_polygon(*rings)))


def test_a_point_is_inside_outside_or_in_a_hole() -> None:
    zone = outline(_box(50, 55, 1, 1), _box(50.4, 55.4, 0.2, 0.2))
    assert zone.holds((55.1, 50.1))
    assert not zone.holds((55.5, 50.5))
    assert not zone.holds((54.9, 50.5))
    assert zone.edge_km((55.5, 50.5)) < 12


@pytest.mark.parametrize("lon", [-180.0, -90.0, 0.0, 179.9])
def test_the_date_line_is_a_line_like_any_other(lon: float) -> None:
    zone = outline(_box(lon, 10))
    middle = lon + 0.1
    middle -= 360 if middle > 180 else 0
    assert zone.holds((10.05, middle))
    assert not zone.holds((10.05, middle - 0.2 if middle > -179 else middle + 359.8))
    assert zone.reach_km == pytest.approx(outline(_box(20, 10)).reach_km, rel=1e-6)
    assert abs(zone.centre.lon) <= 180


def test_halves_that_are_cut_at_the_date_line_are_one_zone() -> None:
    halves = {
        "type": "MultiPolygon",
        "coordinates": [[_box(179.9, 10, 0.1)], [_box(-180, 10, 0.1)]],
    }
    cut, whole = Outline(check_outline(halves)), outline(_box(179.9, 10))
    for point in ((10.05, 179.95), (10.05, -179.95), (10.05, 179.8), (10.2, 180.0)):
        assert cut.holds(point) is whole.holds(point)
        assert cut.edge_km(point) == pytest.approx(whole.edge_km(point), abs=0.01)


CORNERS = st.lists(st.tuples(st.floats(0.05, 1.0), st.floats(0.0, 1.0)), min_size=3, max_size=12)


def _star(centre: tuple[float, float], corners: list[tuple[float, float]]) -> list[Position]:
    """A ring round a centre: distance and share of a turn of each corner, in order of the turn."""
    lat, lon = centre
    turned = sorted({round((n + part) / len(corners), 6) for n, (_, part) in enumerate(corners)})
    ring = [
        [lon + 0.4 * far * math.cos(math.tau * turn), lat + 0.4 * far * math.sin(math.tau * turn)]
        for turn, (far, _) in zip(turned, corners, strict=False)
    ]
    return [*ring, ring[0]]


@settings(max_examples=60, deadline=None)
@given(CORNERS, st.floats(-70, 70), st.tuples(st.floats(-1, 1), st.floats(-1, 1)))
def test_the_edge_is_where_a_dense_line_of_points_is(
    corners: list[tuple[float, float]], lat: float, off: tuple[float, float]
) -> None:
    ring = _star((lat, 20.0), corners)
    try:
        zone = outline(ring)
    except OutlineError:
        return  # too thin, or corners on one line
    point = (lat + off[0], 20.0 + off[1])
    walked = [
        (a[1] + k / 40 * (b[1] - a[1]), a[0] + k / 40 * (b[0] - a[0]))
        for a, b in pairwise(ring)
        for k in range(41)
    ]
    nearest = min(distance_km(point, one) for one in walked)
    longest = max(distance_km((a[1], a[0]), (b[1], b[0])) for a, b in pairwise(ring))
    found = zone.edge_km(point)
    assert found <= nearest * 1.01 + 0.01
    assert found >= nearest - longest / 40 - 0.01


@settings(max_examples=60, deadline=None)
@given(CORNERS, st.floats(-179, 179), st.tuples(st.floats(-1, 1), st.floats(-1, 1)))
def test_a_turn_of_the_earth_changes_nothing(
    corners: list[tuple[float, float]], by: float, off: tuple[float, float]
) -> None:
    def turned(lon: float) -> float:
        return round((lon + by + 180) % 360 - 180, 9)

    ring = _star((40.0, 0.0), corners)
    moved = [[turned(lon), lat] for lon, lat in ring]
    try:
        here = outline(ring)
    except OutlineError:
        return
    there = outline(moved)
    point = (40.0 + off[0], off[1])
    if here.edge_km(point) > 0.001:
        assert here.holds(point) is there.holds((point[0], turned(point[1])))
    assert here.edge_km(point) == pytest.approx(
        there.edge_km((point[0], turned(point[1]))), abs=0.01
    )


OPEN = _box(50, 55)[:-1]
BOW = [[50, 55], [50.2, 55.1], [50.2, 55], [50, 55.1], [50, 55]]
SPIKE = [[50, 55], [50.2, 55], [50.2, 55.1], [50.3, 55.2], [50.2, 55.1], [50, 55.1], [50, 55]]


@pytest.mark.parametrize(
    ("geometry", "says"),
    [
        (None, "no geometry"),
        ({"type": "Point", "coordinates": [50, 55]}, "a Point, not an area"),
        ({"type": "Polygon"}, "no ring|no coordinates"),
        ({"type": "Polygon", "coordinates": []}, "no ring"),
        ({"type": "MultiPolygon", "coordinates": []}, "no coordinates"),
        (_polygon(OPEN), "not closed"),
        (_polygon([[50, 55], [50, 55]]), "fewer than four positions"),
        (_polygon([[50, 55]] * 5), "fewer than three different corners"),
        (_polygon([[50, 55], [51, 55], [50, 55], [50, 55]]), "crosses or touches|different"),
        (_polygon(BOW), "crosses or touches itself"),
        (_polygon(SPIKE), "crosses or touches itself"),
        (_polygon(_box(50, 55), _box(60, 55)), "km across|hole lies outside"),
        (_polygon(_box(50, 55), _box(50.3, 55)), "hole lies outside"),
        (_polygon(_box(50, 55), _box(50.1, 55)), "crosses or touches itself"),
        (_polygon([[55.0, 151.0], [55.1, 151.0], [55.1, 151.1], [55.0, 151.0]]), "longitude first"),
        (_polygon([[5000000, 55], [5, 55], [5, 56], [5000000, 55]]), "no place on Earth"),
        (_polygon([["50", 55], [51, 55], [51, 56], ["50", 55]]), "no pair of numbers"),
        (_polygon([[True, 55], [51, 55], [51, 56], [True, 55]]), "no pair of numbers"),
        (_polygon([[math.nan, 55], [51, 55], [51, 56], [math.nan, 55]]), "no pair of numbers"),
        (_polygon([50, 55, 51, 55]), "no pair of numbers"),
        (_polygon(_box(50, 55, 8, 8)), "km across"),
        (_polygon(_box(50, 89, 0.1, 0.1)), "pole"),
        ({**_polygon(_box(50, 55)), "crs": {}}, "coordinate system"),
    ],
)
def test_what_is_no_outline_is_refused_with_a_remedy(geometry: Any, says: str) -> None:
    with pytest.raises(OutlineError, match=says) as caught:
        check_outline(geometry)
    assert caught.value.remedy.endswith(".") or caught.value.remedy.endswith("?")


def test_a_million_corners_and_a_comb_are_refused_in_no_time() -> None:
    began = time.process_time()
    ring: list[Any] = [[50.0, 55.0]] * 1_000_000
    with pytest.raises(OutlineError, match="1,000,000 corners"):
        check_outline(_polygon(ring))
    teeth = MOST_CORNERS // 2 - 2
    comb = [[50 + n / teeth / 2, 55 + n % 2 / 2] for n in range(teeth)]
    comb = [*comb, [50.5, 54.9], [50, 54.9], comb[0]]
    with pytest.raises(OutlineError, match="too close together"):
        check_outline(_polygon(comb))
    assert time.process_time() - began < 10


def test_the_picture_has_few_corners_and_stays_closed() -> None:
    many = [
        [50 + 0.3 * math.cos(n / 500 * math.pi), 55 + 0.2 * math.sin(n / 500 * math.pi)]
        for n in range(1000)
    ]
    ((ring,),) = outline([*many, many[0]]).drawn()
    assert 4 <= len(ring) <= 61
    assert ring[0] == ring[-1]


ZONE = Place(
    id="example_zone",
    name="Example Zone",
    kind="zone",
    country="RU",
    lat=55.05,
    lon=50.1,
    uncertainty_km=10,
    watched=True,
    outline=PlaceOutline(
        polygons=check_outline(_polygon(_box(50, 55))), edge_km=0.5, source="a test"
    ),
)


def _site(point: str, *, place: Place = ZONE) -> dict[str, Any] | None:
    leg = Leg(mode="road", from_place="10.0,10.0", to_place=point)
    found, _ = route_evidence((leg,), Gazetteer([place]), (), as_of=date(2026, 11, 20))
    return next((dict(row.data) for row in found if row.kind == "sites"), None)


def test_a_stop_inside_is_certain_and_one_outside_is_measured_to_the_edge() -> None:
    inside = _site("55.050,50.100")
    assert inside is not None
    assert (inside["tier"], inside["certain"], inside["distance_km"]) == ("inside", True, 0.0)
    assert inside["measured_to"] == "the edge of its outline"
    assert inside["outline_source"] == "a test"
    near = _site("55.05,50.30")  # 6.4 km east of the edge, 12.8 km from the middle
    assert near is not None
    assert near["distance_km"] == pytest.approx(6.4, abs=0.1)
    assert (near["tier"], near["certain"]) == ("near", True)
    brim = _site("55.05,50.591")  # 25 km from the edge: within the doubt of both
    assert brim is not None
    assert brim["certain"] is None
    assert _site("55.05,50.65") is None
    by_point = _site("55.05,50.30", place=dataclasses.replace(ZONE, outline=None))
    assert by_point is not None
    assert "measured_to" not in by_point


def test_a_long_zone_is_near_from_its_far_end() -> None:
    """The middle of a zone of 100 km is far from its ends; the edge is not."""
    long = dataclasses.replace(
        ZONE,
        outline=PlaceOutline(
            polygons=check_outline(_polygon(_box(50, 55, 1.6, 0.05))), edge_km=0.1, source="a test"
        ),
    )
    row = _site("55.02,51.7", place=long)
    assert row is not None
    assert row["distance_km"] < 7
