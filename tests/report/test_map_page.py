from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.model import Decision
from holdpoint.report import (
    MapArea,
    MapFeature,
    MapLine,
    MapPoint,
    decision_features,
    decision_map,
    map_page,
)
from holdpoint.report._map_features import circle, drawn_line
from holdpoint.report._map_svg import map_svg
from holdpoint.report._map_world import outline

CASPIAN: tuple[MapFeature, ...] = (
    MapPoint(layer="listed", name="Amirabad", lat=36.85, lon=53.37, radius_km=5, source="act"),
    MapPoint(layer="place", name="Makhachkala", lat=42.98, lon=47.5, detail="a port"),
    MapLine(layer="route", name="by sea", points=((36.85, 53.37), (42.98, 47.5))),
    MapLine(layer="gap", name="22.1 h", points=((37.5, 52.9), (41.0, 50.0)), straight=False),
)


def test_every_asset_is_the_one_whose_hash_is_on_record() -> None:
    folder = resources.files("holdpoint.report").joinpath("assets")
    rows = json.loads(folder.joinpath("assets.json").read_text("utf-8"))
    assert {row["file"] for row in rows} >= {"leaflet.js", "maplibre-gl-csp.js", "world.json"}
    for row in rows:
        data = folder.joinpath(row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"], row["file"]
        assert row["licence"]
        assert b"</script" not in data.lower()


def test_an_area_is_drawn_with_its_holes_in_words_and_on_paper() -> None:
    outer = ((36.0, 53.0), (36.0, 54.0), (37.0, 54.0), (37.0, 53.0), (36.0, 53.0))
    hole = ((36.4, 53.4), (36.4, 53.6), (36.6, 53.6), (36.4, 53.4))
    area = MapArea(layer="zone", name="Example Zone", rings=(outer, hole), source="a test")
    page = map_page((*CASPIAN, area), title="A zone")
    assert "Outline of a watched zone (1)" in page
    assert "Example Zone" in page
    data = json.loads(re.findall(r'id="map-data"[^>]*>(.*?)</script>', page, re.DOTALL)[0])
    (drawn,) = [one for one in data["areas"] if one["layer"] == "zone"]
    assert drawn["points"][0] == [53.0, 36.0]
    assert [len(ring) for ring in drawn["holes"]] == [4]
    (path,) = re.findall(r'class="ring zone"[^>]* d="([^"]*)"', map_svg((area,), "x"))
    assert path.count("Z") == 2
    with pytest.raises(ValueError, match="three corners"):
        map_page((MapArea(layer="zone", name="x", rings=(outer[:2],)),), title="x")


def test_an_area_over_the_date_line_is_one_piece() -> None:
    ring = ((10.0, 179.9), (10.0, -179.9), (10.1, -179.9), (10.1, 179.9), (10.0, 179.9))
    page = map_page((MapArea(layer="zone", name="x", rings=(ring,)),), title="x")
    data = json.loads(re.findall(r'id="map-data"[^>]*>(.*?)</script>', page, re.DOTALL)[0])
    lons = [lon for lon, _ in data["areas"][0]["points"]]
    assert max(lons) - min(lons) < 1
    assert data["bounds"][1][0] - data["bounds"][0][0] < 1


def test_a_page_lists_in_words_all_that_it_draws() -> None:
    page = map_page(CASPIAN, title="A route", lead=["One sentence."], notes=["A remark."])
    for word in ("Amirabad", "Makhachkala", "a port", "± 5 km", "22.1 h", "act", "A remark."):
        assert word in page
    assert page.count('data-layer="') == 4
    assert "Natural Earth" in page
    assert page == map_page(CASPIAN[::-1], title="A route", lead=["One sentence."],
                            notes=["A remark."])  # fmt: skip


def test_a_page_asks_for_nothing_and_lets_in_only_its_own_scripts() -> None:
    page = map_page(CASPIAN, title="A route")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page.partition("<script")[0]) is None


def test_a_hostile_name_stays_a_name() -> None:
    name = "</script><img src=x onerror=alert(1)>\u202e"
    page = map_page([MapPoint(layer="site", name=name, lat=1, lon=2)], title="<b>")
    assert "<img" not in page.partition("<script>")[0]
    assert "\u202e" not in page
    assert "&lt;b&gt;" in page


def test_nothing_to_draw_is_said() -> None:
    page = map_page([], title="A route")
    assert "no map is drawn" in page
    assert "<script>" not in page


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (math.nan, 0.0)])
def test_a_point_that_is_nowhere_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="no place on Earth"):
        map_page([MapPoint(layer="site", name="x", lat=lat, lon=lon)], title="x")


def test_the_world_is_cut_at_the_date_line_and_not_smeared_over_it() -> None:
    land, borders = outline()
    antarctica = min(land, key=lambda polygon: min(lat for _, lat in polygon[0]))
    for polygon in land:
        for ring in polygon:
            for (a, north), (b, _) in itertools.pairwise(ring):
                assert abs(a - b) < 180 or (polygon is antarctica and north <= -84)
    assert len(borders) > 200
    # Seas are no land: the point lies in no polygon.
    for lon, lat in ((50.5, 41.0), (34.0, 43.5), (-150.0, 10.0), (179.9, 0.0)):
        assert not any(_inside(polygon[0], lon, lat) != any(
            _inside(hole, lon, lat) for hole in polygon[1:]) for polygon in land)  # fmt: skip
    assert any(_inside(polygon[0], 50.0, 60.0) for polygon in land)


def _inside(ring: tuple[tuple[float, float], ...], x: float, y: float) -> bool:
    inside = False
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def test_a_route_over_the_date_line_is_one_short_line() -> None:
    line = MapLine(layer="route", name="x", points=((35.4, 139.6), (33.7, -118.3)))
    drawn = drawn_line(line)
    assert drawn[-1][1] == pytest.approx(241.7)
    assert max(abs(a[1] - b[1]) for a, b in itertools.pairwise(drawn)) < 3
    assert max(lat for lat, _ in drawn) > 45


@settings(deadline=None)
@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0.1, 2000))
def test_every_corner_of_a_circle_lies_at_its_radius(lat: float, lon: float, km: float) -> None:
    point = MapPoint(layer="site", name="x", lat=lat, lon=lon, radius_km=km)
    for north, east in circle(point):
        a, b, d = math.radians(lat), math.radians(north), math.radians(east - lon)
        part = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(d / 2) ** 2
        assert 2 * 6371.0088 * math.asin(math.sqrt(min(1, part))) == pytest.approx(km, rel=1e-3)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.floats(-85, 85), st.floats(-180, 180)), min_size=1, max_size=4))
def test_any_points_give_a_drawing_of_finite_numbers(points: list[tuple[float, float]]) -> None:
    svg = map_svg([MapPoint(layer="place", name="x", lat=a, lon=o) for a, o in points], "t")
    assert "nan" not in svg
    assert "inf" not in svg
    assert svg.count('class="dot place"') == len(points)


def test_the_map_of_a_decision_tells_listed_places_from_doubtful_ones(
    run: list[tuple[dict[str, Any] | None, Decision]],
) -> None:
    order, decision = run[3]
    layers = [feature.layer for feature in decision_features(decision, order)]
    assert layers.count("route") == 2
    assert layers.count("corridor") == 3
    page = decision_map(decision, order)
    assert "Route of order" in page
    assert "Amirabad" in page
    order, decision = run[4]
    layers = [feature.layer for feature in decision_features(decision, order)]
    assert layers.count("candidate") == 3
    assert layers.count("maybe") == 3
    assert "one of several places that fit" in decision_map(decision, order)


def test_an_arrow_lies_on_the_leg_and_points_where_it_leads() -> None:
    for ends, sign in ((((36.85, 53.37), (42.98, 47.5)), -1), (((42.98, 47.5), (36.85, 53.37)), 1)):
        svg = map_svg([MapLine(layer="corridor", name="x", points=ends)], "t")
        head = re.search(r'<path class="head corridor" d="M([^Z]*)Z"/>', svg)
        assert head
        tip, left, _, right = (tuple(map(float, pair.split())) for pair in head[1].split("L"))
        middle = (left[0] + right[0]) / 2
        assert (tip[0] - middle) * sign > 0
    track = MapLine(layer="track", name="x", points=((36.85, 53.37), (42.98, 47.5)))
    assert 'class="head' not in map_svg([track], "t")
    short = MapLine(layer="route", name="x", points=((36.85, 53.37), (36.86, 53.37)))
    far = MapPoint(layer="place", name="y", lat=10, lon=10)
    assert 'class="head' not in map_svg([short, far], "t")
