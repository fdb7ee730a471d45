from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.report._chromium import CHROMIUM, NO_GL, SOFTWARE_GL, Browser

from holdpoint.report import MapLine, MapPoint, map_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

SEEN = """JSON.stringify({
  engine: document.documentElement.dataset.engine,
  wrong: document.documentElement.dataset.mapError || null,
  names: [...document.querySelectorAll(".pin-name")].filter(e => e.style.visibility === "visible")
    .map(e => e.textContent),
  pins: [...document.querySelectorAll(".pin")].filter(e => !e.hidden).length,
  canvas: document.querySelector("#map canvas").width,
  sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth})"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    ends = ((36.85, 53.37), (42.98, 47.5))
    text = map_page(
        [
            MapPoint(layer="listed", name="Amirabad port", lat=36.85, lon=53.37, radius_km=40),
            MapPoint(layer="place", name="Махачкала", lat=42.98, lon=47.5),
            MapLine(layer="route", name="declared", points=ends),
            MapLine(layer="gap", name="22 h", points=((38.0, 52.4), (41.0, 50.0)), straight=False),
        ],
        title="A route",
    )
    path = tmp_path / "map.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("engine", "flags"), [("maplibre", SOFTWARE_GL), ("leaflet", NO_GL)])
def test_the_map_renders_from_a_folder_without_asking_for_anything(
    engine: str, flags: tuple[str, ...], page: Path, tmp_path: Path
) -> None:
    with Browser(tmp_path / "profile", *flags) as browser:
        browser.look(scheme="dark")
        browser.open(page)
        seen = json.loads(browser.evaluate(SEEN))
        assert seen["engine"] == engine
        assert seen["wrong"] is None
        assert sorted(seen["names"]) == ["Amirabad port", "Махачкала"]
        assert seen["pins"] == 2
        assert seen["canvas"] > 600
        assert not seen["sideways"]
        assert browser.requests() == [page.as_uri()]
        assert browser.troubles() == []
        # A layer can be put out and its mark with it; a mark tells what it is.
        browser.evaluate("document.querySelector('[data-layer=listed]').click()")
        assert json.loads(browser.evaluate(SEEN))["pins"] == 1
        browser.evaluate("document.querySelector('.pin.place').click()")
        assert "Махачкала: Place of the route" in browser.evaluate(
            "document.getElementById('map-said').textContent"
        )
