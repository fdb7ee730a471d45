"""`holdpoint place` and `holdpoint route`, as a person types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def _run(*words: str) -> tuple[int, str]:
    call = [sys.executable, "-m", "holdpoint", *words]
    run = subprocess.run(call, capture_output=True, text=True, check=False, encoding="utf-8")
    return run.returncode, run.stdout


def test_a_place_that_may_be_several_is_a_question() -> None:
    code, text = _run("place", "Amirabad")
    assert code == 1
    assert "may be several places" in text
    assert "amirabad_port" in text
    assert "Reg (EU) 2023/1529" in text


def test_an_address_gives_the_zone_away() -> None:
    code, text = _run("place", "423601, Республика Татарстан, ОЭЗ Алабуга, ул. Ш-2", "--json")
    (answer,) = json.loads(text)
    assert code == 0
    assert answer["candidates"][0]["place"] == "alabuga_sez"
    assert {row["place"] for row in answer["address"]} == {"alabuga_sez"}
    assert all(row["certain"] for row in answer["address"])


def test_bad_input_is_told_and_the_rest_goes_on() -> None:
    code, text = _run("place", "91N 40E", "RUMCX", "CSQU3054384", "--json")
    bad, good, box = json.loads(text)
    assert code == 2
    assert "no place on Earth" in bad["problem"]
    assert good["verdict"] == "one"
    assert "does not fit" in box["problem"]


@pytest.mark.parametrize("words", [("--mode", "ship"), ("--country", "Atlantis")])
def test_an_option_that_is_none_is_refused(words: tuple[str, str]) -> None:
    assert _run("place", "RUMCX", *words)[0] == 2


def test_the_reported_route_is_held_up_and_drawn(tmp_path: Path) -> None:
    page = tmp_path / "route.html"
    code, text = _run("route", "IRAMD>[sea]RUMCX>Seshcha", "--map", str(page), "--json")
    answer = json.loads(text)
    states = {row["check"]: row["state"] for row in answer["checks"]}
    assert code == 1
    assert (states["R1"], states["R4"]) == ("hit", "not_run")
    assert {row["place"] for row in answer["listings"]} == {"amirabad_port", "makhachkala_port"}
    assert 830 <= answer["legs"][0]["sea_km"] <= 895
    assert "Amirabad port" in page.read_text("utf-8")


def test_a_route_by_the_law_of_a_day() -> None:
    code, text = _run("route", "NLRTM>[sea]TRMER>[road]KZAAU>[sea]RUMCX", "--date", "2025-02-01")
    assert code == 1
    assert "XLVII.A, not in force" in text


def test_a_route_with_a_mode_that_is_none_and_one_with_a_point_off_the_earth() -> None:
    assert _run("route", "A>[ship]B")[0] == 2
    code, text = _run("route", "91,40>[sea]RUMCX")
    assert code == 2
    assert "Makhachkala port" in text


@pytest.mark.parametrize(
    ("way", "told"), [("AEJEA>[sea]NLRTM", True), ("IRAMD>[sea]RUMCX>Seshcha", False)]
)
def test_a_closed_passage_is_told_where_the_way_leads_through_it(way: str, *, told: bool) -> None:
    _, text = _run("route", way, "--date", "2024-03-01")
    assert ("Suez Canal avoided" in text) is told
