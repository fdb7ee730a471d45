"""Geodesics on WGS84, and coordinates as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.errors import PolicyError
from holdpoint.places import Gazetteer, RouteSettings, distance_km, is_within

POINTS = st.tuples(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))


@pytest.mark.parametrize(
    ("a", "b", "km", "within"),
    [
        # Moscow to the point of RUYBE; Vincenty's formula gives 905.637 too.
        ((55.7558, 37.6173), (55.75, 52.0667), 905.64, 0.01),
        # The same to the town's middle as GeoNames has it.
        ((55.7558, 37.6173), (55.76, 52.04), 903.85, 0.01),
        ((36.855, 53.37), (42.985, 47.51), 844.64, 0.01),
        ((42.985, 47.51), (53.715258, 33.339083), 1583.73, 0.01),
        ((42.985, 47.51), (46.059, 38.24), 811.61, 0.01),
        ((0.0, 179.5), (0.0, -179.5), 111.32, 0.01),
        ((36.855, 53.37), (36.855, 53.37), 0.0, 0.0),
    ],
)
def test_distances_that_are_known(
    a: tuple[float, float], b: tuple[float, float], km: float, within: float
) -> None:
    assert distance_km(a, b) == pytest.approx(km, abs=within)


@settings(deadline=None, max_examples=50)
@given(POINTS, POINTS)
def test_the_way_there_is_as_long_as_the_way_back(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    assert distance_km(a, b) == distance_km(b, a)
    assert 0 <= distance_km(a, b) <= 20004


@settings(deadline=None, max_examples=100)
@given(
    POINTS, st.floats(-1.5, 1.5), st.floats(-1.5, 1.5), st.sampled_from([10.0, 25.0, 50.0, 150.0])
)
def test_what_is_near_is_told_as_the_distance_tells_it(
    a: tuple[float, float], north: float, east: float, km: float
) -> None:
    b = max(-90.0, min(90.0, a[0] + north)), max(-180.0, min(180.0, a[1] + east))
    assert is_within(a, b, km) == (distance_km(a, b) <= km)
    assert is_within(a, b, distance_km(a, b))


@pytest.mark.parametrize("point", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_what_is_no_place_on_earth_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="Give"):
        distance_km(point, (0.0, 0.0))
    with pytest.raises(ValueError, match="Give"):
        is_within(point, (0.0, 0.0), 25.0)


@pytest.mark.parametrize(
    ("text", "lat", "lon", "uncertainty"),
    [
        ("36.855,53.370", 36.855, 53.37, 1.0),
        ("-33.9000, 18.4000", -33.9, 18.4, 1.0),
        ("36.86N 53.37E", 36.86, 53.37, 1.0),
        ("33.9 S, 18.4 E", -33.9, 18.4, 5.56),
        ("36,53", 36.0, 53.0, 55.6),
    ],
)
def test_coordinates_are_a_place_as_exact_as_their_digits(
    gazetteer: Gazetteer, text: str, lat: float, lon: float, uncertainty: float
) -> None:
    found = gazetteer.resolve(text)
    assert found.verdict == "one"
    candidate = found.candidates[0]
    assert (candidate.place.lat, candidate.place.lon) == (lat, lon)
    assert candidate.uncertainty_km == pytest.approx(uncertainty)


def test_coordinates_next_to_a_known_place_are_in_its_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("36.855,53.370").country == "IR"
    assert gazetteer.resolve("-33.9000, 18.4000").country is None


def test_impossible_coordinates_are_none_and_say_why(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("95,200")
    assert found.verdict == "none"
    assert "latitude" in (found.note or "")


@pytest.mark.parametrize("value", [0.0, -5.0, 501.0, float("nan")])
def test_a_radius_that_makes_no_sense_is_refused(value: float) -> None:
    with pytest.raises(PolicyError, match="port_km"):
        RouteSettings(port_km=value)


@given(st.floats(-85, 85), st.floats(-180, 180), st.floats(-85, 85), st.floats(-180, 180))
def test_a_degree_of_latitude_is_never_shorter_than_the_sieve_assumes(
    lat: float, lon: float, other_lat: float, other_lon: float
) -> None:
    assert distance_km((lat, lon), (other_lat, other_lon)) >= abs(lat - other_lat) * 110.57 - 0.01
