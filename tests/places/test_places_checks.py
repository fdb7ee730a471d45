"""Distance by sea, and the checks of a route."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdpoint.errors import PolicyError
from holdpoint.model import Corridor, Leg, Party, Vessel
from holdpoint.places import (
    Check,
    CheckLimits,
    Gazetteer,
    check_evidence,
    closures,
    distance_km,
    resolve_stops,
    route_checks,
    route_evidence,
    sea_way,
)

AMIRABAD, MAKHACHKALA = (36.855, 53.37), (42.985, 47.51)
DUBAI = (25.26, 55.3)
TABLE = Path(__file__).with_name("sea_distances.csv")


def _table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as handle:
        return list(csv.DictReader(line for line in handle if not line.startswith("#")))


@pytest.mark.parametrize("row", _table(), ids=lambda row: f"{row['from']} {row['to']}")
def test_distances_by_sea_agree_with_tables_within_five_per_cent(row: dict[str, str]) -> None:
    start = (float(row["from_lat"]), float(row["from_lon"]))
    end = (float(row["to_lat"]), float(row["to_lon"]))
    way, back = sea_way(start, end), sea_way(end, start)
    assert way is not None
    assert back is not None
    assert way.km == pytest.approx(back.km, abs=0.2)
    assert way.km / 1.852 == pytest.approx(float(row["nm"]), rel=0.05)
    assert way.km >= distance_km(start, end) - 0.2


def test_the_reported_leg_over_the_caspian() -> None:
    way = sea_way(AMIRABAD, MAKHACHKALA)
    assert way is not None
    assert 857.4 * 0.97 <= way.km <= 868.1 * 1.03
    assert way.passages == ()


def test_the_caspian_is_reached_from_the_ocean_by_river_ships_only() -> None:
    way = sea_way(DUBAI, MAKHACHKALA)
    assert way is not None
    assert "Volga-Don" in way.passages
    assert way.assumes
    assert sea_way(DUBAI, MAKHACHKALA, without=["Volga-Don"]) is None


def test_no_way_leads_from_where_there_is_no_water() -> None:
    assert sea_way((47.0, 103.0), MAKHACHKALA) is None


def test_closures_have_days() -> None:
    assert "Suez Canal" in {c.passage for c in closures(date(2021, 3, 25)) if c.state == "closed"}
    assert closures(date(2021, 4, 25)) == ()


def _run(
    gazetteer: Gazetteer, corridor: Corridor, *legs: Leg, **more: Any
) -> dict[str, list[Check]]:
    day = date(2026, 11, 20)
    evidence, _ = route_evidence(legs, gazetteer, [corridor], as_of=day)
    stops, _ = resolve_stops(legs, gazetteer)
    found: dict[str, list[Check]] = {}
    for check in route_checks(legs, stops, evidence, as_of=day, **more):
        found.setdefault(check.check, []).append(check)
    return found


def _leg(start: str, end: str, mode: Any = "sea", **more: Any) -> Leg:
    return Leg(mode=mode, from_place=start, to_place=end, **more)


def test_every_check_answers_and_what_did_not_run_says_why(
    gazetteer: Gazetteer, corridor: Corridor
) -> None:
    found = _run(gazetteer, corridor, _leg("IRAMD", "RUMCX"), _leg("RUMCX", "Seshcha", "unknown"))
    assert list(found) == [f"R{n}" for n in range(1, 11)]
    assert [found[name][0].state for name in ("R1", "R2", "R10")] == ["hit", "hit", "clear"]
    for name in ("R4", "R5", "R6", "R7", "R8", "R9"):
        assert found[name][0].state == "not_run"
        assert found[name][0].why


def test_an_unknown_place_is_never_clear(gazetteer: Gazetteer, corridor: Corridor) -> None:
    found = _run(gazetteer, corridor, _leg("QQQQQ", "RUMCX"))
    assert {found[name][0].state for name in ("R1", "R2", "R3")} == {"not_run"}


def test_impossible_times_are_found(gazetteer: Gazetteer, corridor: Corridor) -> None:
    def states(*legs: Leg) -> list[str]:
        return [check.state for check in _run(gazetteer, corridor, *legs)["R5"]]

    ok = _leg("IRAMD", "RUMCX", depart="2026-11-21", arrive="2026-11-23")
    assert states(ok) == ["clear"]
    assert states(_leg("IRAMD", "RUMCX", depart="2026-11-23", arrive="2026-11-21")) == ["hit"]
    far = _leg("IRAMD", "RUMOW", "road", depart="2026-11-21", arrive="2026-11-21")
    assert states(far) == ["clear"]  # 2,100 km in a day and a night: 24 hours at under 110 km/h
    early = _leg("RUMCX", "Seshcha", "road", depart="2026-11-22", arrive="2026-11-25")
    assert states(ok, early) == ["hit"]
    slow = _leg("36.8,53.3", "59.9,-70.0", "sea", depart="2026-11-21", arrive="2026-11-22")
    assert states(slow) == ["hit"]


def test_gaps_of_a_track_are_weighed_by_what_was_in_reach(
    gazetteer: Gazetteer, corridor: Corridor
) -> None:
    gap = {
        "hours": 22.1,
        "from_lat": 38.0,
        "from_lon": 52.0,
        "to_lat": 41.0,
        "to_lon": 50.8,
        "implied_kn": 10.5,
    }
    leg = _leg("IRAMD", "RUMCX")
    (hit,) = _run(gazetteer, corridor, leg, gaps=[gap])["R6"]
    assert (hit.state, hit.certain) == ("hit", None)
    assert "22.1 hours" in hit.why
    (short,) = _run(gazetteer, corridor, leg, gaps=[{**gap, "hours": 7.0}])["R6"]
    assert (short.state, short.why) == ("clear", "no long gap; 1 shorter noted")


def test_a_vessels_numbers_must_agree(gazetteer: Gazetteer, corridor: Corridor) -> None:
    def check(vessel: Vessel) -> Check:
        return _run(gazetteer, corridor, _leg("IRAMD", "RUMCX", vessel=vessel))["R7"][0]

    assert check(Vessel(name="A")).state == "not_run"
    assert check(Vessel(imo="9074729", mmsi="273123456", flag="RU")).state == "clear"
    assert check(Vessel(imo="9074728")).certain is True
    assert check(Vessel(mmsi="273123456", flag="PA")).state == "hit"


def test_a_route_that_ends_at_a_port_asks_who_takes_the_goods(
    gazetteer: Gazetteer, corridor: Corridor
) -> None:
    assert _run(gazetteer, corridor, _leg("IRAMD", "RUMCX"))["R10"][0].state == "hit"
    assert _run(gazetteer, corridor, _leg("IRAMD", "to order"))["R10"][0].state == "hit"


def _rows(*legs: Leg, places: Gazetteer | None = None, **more: Any) -> list[tuple[str, str]]:
    """Check and kind of all that is laid down for an order."""
    stops, _ = resolve_stops(legs, places or Gazetteer([]))
    found, _ = check_evidence(legs, stops, as_of=date(2026, 11, 20), **more)
    return [(row.data["check"], row.data["what"]) for row in found]


AUCKLAND, HONOLULU, HAMBURG, OSLO = "-36.84,174.76", "21.31,-157.86", "53.54,9.95", "59.91,10.75"


def test_a_day_is_won_eastward_over_the_date_line_and_nowhere_else() -> None:
    days = {"depart": "2026-11-21", "arrive": "2026-11-20"}
    assert ("R5", "order of dates") not in _rows(_leg(AUCKLAND, HONOLULU, "air", **days))
    assert ("R5", "order of dates") in _rows(_leg(HONOLULU, AUCKLAND, "air", **days))
    assert ("R5", "order of dates") in _rows(_leg(HAMBURG, OSLO, "air", **days))
    earlier = {"depart": "2026-11-21", "arrive": "2026-11-19"}
    assert ("R5", "order of dates") in _rows(_leg(AUCKLAND, HONOLULU, "air", **earlier))


def test_the_speed_of_each_mode_is_a_limit_that_a_firm_may_set() -> None:
    days = {"depart": "2026-11-21", "arrive": "2026-11-22"}
    far = "37.98,23.73"  # Athens: some 2,000 km by geodesic
    assert ("R5", "too fast") in _rows(_leg(HAMBURG, far, "sea", **days))
    assert ("R5", "too fast") not in _rows(_leg(HAMBURG, far, "road", **days))
    slow = CheckLimits(road_kmh=20)
    assert ("R5", "too fast") in _rows(_leg(HAMBURG, far, "road", **days), limits=slow)
    assert ("R5", "too fast") not in _rows(_leg(HAMBURG, far, "unknown", **days), limits=slow)
    with pytest.raises(PolicyError, match="detour_ratio"):
        CheckLimits(detour_ratio=1)


def test_a_hit_tells_its_values_and_the_limit_that_was_passed() -> None:
    leg = _leg(HAMBURG, OSLO, "sea", depart="2026-11-21", arrive="2026-11-21")
    stops, _ = resolve_stops((leg,), Gazetteer([]))
    found, lacking = check_evidence((leg,), stops, as_of=date(2026, 11, 20))
    assert found == []
    assert {note.check for note in lacking} == {"route.vessel-identity", "route.last-leg"}
    quick = CheckLimits(sea_kn=5)
    (row,) = check_evidence((leg,), stops, as_of=date(2026, 11, 20), limits=quick)[0]
    assert row.subject == "route[0]"
    assert row.data["certain"] is True
    assert row.data["limit"] == "9 km/h"
    assert "km by sea in at most 27 hours" in row.data["detail"]


@pytest.mark.parametrize(
    ("one", "other", "hit"),
    [
        (Vessel(imo="9074729", flag="PA"), Vessel(imo="9074729", flag="RU"), True),
        (Vessel(imo="9074729", mmsi="257123456"), Vessel(mmsi="257123456"), False),
        (Vessel(imo="9074729", mmsi="257123456"), Vessel(imo="9319466", mmsi="257123456"), True),
        (Vessel(imo="9074729"), Vessel(imo="9319466"), False),
        (Vessel(name="A", flag="PA"), Vessel(name="A", flag="RU"), False),
    ],
)
def test_one_ship_is_one_ship_on_every_leg(one: Vessel, other: Vessel, hit: bool) -> None:
    legs = (_leg(HAMBURG, OSLO, vessel=one), _leg(OSLO, HAMBURG, vessel=other))
    assert (("R7", "two identities") in _rows(*legs)) is hit


@pytest.mark.parametrize("mmsi", ["12345678", "777123456", "abc"])
def test_a_number_that_no_ship_has_is_a_question(mmsi: str) -> None:
    assert ("R7", "mmsi") in _rows(_leg(HAMBURG, OSLO, vessel=Vessel(mmsi=mmsi)))


@pytest.mark.parametrize(
    ("end", "vague"),
    [
        ("To Order", True),
        ("Gibraltar for orders", True),
        ("one safe port, TBN, TBA", True),
        ("Istbatan", False),
        ("Toorder", False),
        ("Unknown", True),
    ],
)
def test_an_end_that_is_left_open_is_known_by_whole_words(end: str, vague: bool) -> None:
    assert (("R10", "left open") in _rows(_leg(HAMBURG, end))) is vague


def test_who_takes_the_goods_at_a_port_explains_it(gazetteer: Gazetteer) -> None:
    def end(*parties: Party, country: str | None = None) -> list[tuple[str, str]]:
        found = _rows(
            _leg("IRAMD", "RUMCX"), places=gazetteer, parties=parties, destination_country=country
        )
        return [row for row in found if row[0] == "R10"]

    here = Party(role="consignee", name="Example Depot", country="RU")
    assert end(here) == []
    assert end() == [("R10", "ends on the way")]
    assert end(Party(role="buyer", name="Example Works", country="RU"), country="RU") == []
    assert end(Party(role="end_user", name="Example Works", country="KZ")) == [
        ("R10", "user elsewhere")
    ]
    assert end(country="KZ") == [("R10", "user elsewhere")]
    assert end(Party(role="carrier", name="Example Line", country="KZ")) == [
        ("R10", "ends on the way")
    ]


def test_a_detour_by_sea_is_found(corridor: Corridor) -> None:
    legs = [_leg("51.95,4.14", "1.27,103.8"), _leg("1.27,103.8", "41.01,28.98")]
    hit = _run(Gazetteer([]), corridor, *legs)["R3"][0]
    assert hit.state == "hit"
    straight = [_leg("51.95,4.14", "36.13,-5.36"), _leg("36.13,-5.36", "41.01,28.98")]
    assert _run(Gazetteer([]), corridor, *straight)["R3"][0].state == "clear"


def test_a_route_of_five_hundred_legs_is_walked(gazetteer: Gazetteer, corridor: Corridor) -> None:
    legs = [_leg("IRAMD", "RUMCX") if n % 2 else _leg("RUMCX", "IRAMD") for n in range(500)]
    assert _run(gazetteer, corridor, *legs)["R3"]


def test_moscow_to_yelabuga() -> None:
    assert distance_km((55.7558, 37.6173), (55.7567, 52.0544)) == pytest.approx(904, abs=1)
