"""Evidence of routes: listed places, watched sites, the corridor in its order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from holdpoint.model import Corridor, Leg, NotRun
from holdpoint.places import Gazetteer, RouteSettings, route_evidence

DAY = date(2026, 11, 20)
Route = tuple[tuple[str, str | None, str | None], ...]


class Screened:
    """The evidence of one route, by kind."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        corridor: Corridor,
        route: Route,
        *,
        as_of: date = DAY,
        settings: RouteSettings | None = None,
    ) -> None:
        legs = tuple(Leg(mode=m, from_place=a, to_place=b) for m, a, b in route)  # type: ignore[arg-type]
        self.evidence, self.not_run = route_evidence(
            legs, gazetteer, [corridor], as_of=as_of, settings=settings
        )

    def rows(self, kind: str) -> list[dict[str, Any]]:
        return [{"@": e.subject, **e.data} for e in self.evidence if e.kind == kind]

    @property
    def corridors(self) -> list[tuple[str, str, bool | None]]:
        return [(r["tier"], r["direction"], r["certain"]) for r in self.rows("corridors")]

    @property
    def listings(self) -> list[tuple[str, str, str, bool | None, bool | None]]:
        rows = self.rows("place_listings")
        return [(r["@"], r["end"], r["place"], r["resolved"], r["in_force"]) for r in rows]


FULL: Route = (("sea", "IRAMD", "Makhachkala"), ("road", "Makhachkala", "Seshcha"))


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (FULL, [("full", "forward", True)]),
        (
            (("unknown", "IRAMD", "RUMCX"), ("unknown", "RUMCX", "Sescha")),
            [("full", "forward", True)],
        ),
        ((("sea", "IRAMD", "RUMCX"),), [("partial", "forward", True)]),
        ((("air", "IRAMD", "Seshcha"),), [("partial", "forward", True)]),
        ((("sea", "RUMCX", "IRAMD"),), [("partial", "reverse", True)]),
        (
            (("road", "Seshcha", "RUMCX"), ("sea", "RUMCX", "IRAMD")),
            [("full", "reverse", True)],
        ),
        ((("sea", "Amirabad", "RUMCX"),), [("partial", "forward", None)]),
        ((("road", "RUMCX", "Seshcha"),), []),
        ((("sea", "DEHAM", "INNSA"),), []),
        (
            (("sea", "IRAMD", "RUMCX"), ("sea", "RUMCX", "IRAMD")),
            [("partial", "forward", True), ("partial", "reverse", True)],
        ),
    ],
)
def test_the_corridor_is_found_in_its_order_only(
    gazetteer: Gazetteer,
    corridor: Corridor,
    route: Route,
    expected: list[tuple[str, str, bool | None]],
) -> None:
    assert Screened(gazetteer, corridor, route).corridors == expected


def test_a_corridor_row_shows_both_sides_and_the_source(
    gazetteer: Gazetteer, corridor: Corridor
) -> None:
    (row,) = Screened(gazetteer, corridor, FULL).rows("corridors")
    assert row["@"] == "transaction"
    assert (row["corridor"], row["stance"], row["source_date"]) == (
        "caspian",
        "reported",
        "2023-06-09",
    )
    assert [(m["leg"], m["place"], m["text"]) for m in row["matched"]] == [
        (0, "amirabad_port", "IRAMD"),
        (0, "makhachkala_port", "Makhachkala"),
        (1, "seshcha", "Seshcha"),
    ]


def test_two_places_of_a_name_that_are_both_within_reach_leave_no_doubt(
    gazetteer: Gazetteer, corridor: Corridor
) -> None:
    """Town and air base of Primorsko-Akhtarsk lie 6 km apart, inside the radius of 25 km."""
    route: Route = (("sea", "IRAMD", "RUMCX"), ("road", "RUMCX", "Primorsko-Akhtarsk"))
    screened = Screened(gazetteer, corridor, route)
    assert screened.corridors == [("full", "forward", True)]
    narrow = RouteSettings(base_km=5)
    screened = Screened(gazetteer, corridor, route, settings=narrow)
    assert screened.corridors == [("full", "forward", None), ("partial", "forward", True)]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("36.90,53.37", [("partial", "forward", True)]),  # 5 km away, doubts of 10 km
        ("37.00,53.37", [("partial", "forward", None)]),  # 16 km
        ("37.10,53.37", []),  # 27 km
    ],
)
def test_the_radius_is_widened_by_the_uncertainties(
    gazetteer: Gazetteer,
    corridor: Corridor,
    start: str,
    expected: list[tuple[str, str, bool | None]],
) -> None:
    assert Screened(gazetteer, corridor, (("sea", start, "RUMCX"),)).corridors == expected


def test_a_listed_port_is_resolved_only_beyond_doubt(
    gazetteer: Gazetteer, corridor: Corridor
) -> None:
    def resolved(mode: str, text: str) -> bool | None:
        screened = Screened(gazetteer, corridor, ((mode, text, "Moscow"),))
        (row,) = screened.rows("place_listings")
        assert row["resolved_why"]
        answer: bool | None = row["resolved"]
        return answer

    assert resolved("sea", "Makhachkala") is True
    assert resolved("unknown", "RUMCX") is True
    assert resolved("road", "Makhachkala port") is True
    assert resolved("unknown", "Makhachkala") is None
    assert resolved("road", "Makhachkala") is None
    assert resolved("road", "RUMCX") is None
    assert resolved("sea", "near Makhachkala") is None
    assert resolved("sea", "Amirabad") is None
    assert resolved("sea", "42.985,47.510") is None


def test_a_lorry_that_takes_over_from_a_ship_leaves_from_the_port(
    gazetteer: Gazetteer, corridor: Corridor
) -> None:
    listings = Screened(gazetteer, corridor, FULL).listings
    assert ("route[1]", "from", "makhachkala_port", True, True) in listings
    by_lorry: Route = (("road", "Moscow", "Makhachkala"), ("road", "Makhachkala", "Seshcha"))
    assert {row[3] for row in Screened(gazetteer, corridor, by_lorry).listings} == {None}


@pytest.mark.parametrize(
    ("as_of", "expected"), [(date(2025, 2, 24), False), (date(2025, 2, 25), True)]
)
def test_a_listing_counts_from_its_first_day(
    gazetteer: Gazetteer, corridor: Corridor, as_of: date, expected: bool
) -> None:
    screened = Screened(gazetteer, corridor, (("sea", "Moscow", "RUMCX"),), as_of=as_of)
    assert [row[4] for row in screened.listings] == [expected]


def test_a_listing_of_unknown_start_is_unknown(gazetteer: Gazetteer, corridor: Corridor) -> None:
    screened = Screened(gazetteer, corridor, (("road", "Moscow", "Alabuga"),))
    assert screened.listings == [("route[0]", "to", "alabuga", True, None)]


def test_each_end_is_shown_with_its_candidates(gazetteer: Gazetteer, corridor: Corridor) -> None:
    first, second = Screened(gazetteer, corridor, (("sea", "Amirabad", "DEHAM"),)).rows("places")
    assert (first["end"], first["verdict"], first["country"]) == ("from", "several", "IR")
    assert [c["place"] for c in first["candidates"]] == ["amirabad_port", "amirabad_gulf"]
    assert all(c["uncertainty_km"] >= 9 and c["why"] for c in first["candidates"])
    assert (second["end"], second["verdict"], second["country"]) == ("to", "none", "DE")


def test_a_site_near_an_end_is_certain_only_without_the_uncertainties(
    gazetteer: Gazetteer, corridor: Corridor
) -> None:
    def sites(text: str) -> list[tuple[str, bool | None]]:
        rows = Screened(gazetteer, corridor, (("road", "DEHAM", text),)).rows("sites")
        return [(row["place"], row["certain"]) for row in rows]

    assert sites("Seshcha") == [("seshcha", True)]
    assert sites("53.72,33.34") == [("seshcha", True)]
    assert ("alabuga", None) in sites("Yelabuga")
    assert sites("DEHAM") == []


def test_what_could_not_be_resolved_is_named(gazetteer: Gazetteer, corridor: Corridor) -> None:
    screened = Screened(gazetteer, corridor, (("sea", "IRAMD", "Qwertz"), ("sea", None, "RUMCX")))
    assert [note.check for note in screened.not_run] == ["places.resolve"] * 2
    assert "route[0].to 'Qwertz'" in screened.not_run[0].why
    assert "route[1].from is not given" in screened.not_run[1].why
    assert screened.corridors == [("partial", "forward", True)]


def test_a_route_without_legs_is_not_clear(gazetteer: Gazetteer, corridor: Corridor) -> None:
    screened = Screened(gazetteer, corridor, ())
    assert screened.evidence == []
    assert screened.not_run == [NotRun(check="places.route", why="the route has no leg")]


def test_a_corridor_with_places_that_are_not_known_is_named(corridor: Corridor) -> None:
    screened = Screened(Gazetteer([]), corridor, (("sea", "IRAMD", "RUMCX"),))
    (note,) = [note for note in screened.not_run if note.check == "places.corridors"]
    assert "amirabad_port" in note.why
