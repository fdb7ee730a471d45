from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.model import Decision
from holdpoint.report import decision_page
from holdpoint.report._labels import Box, Wish, place_labels
from holdpoint.report._map import MapView, draw
from holdpoint.report._projection import Frame, fit
from holdpoint.report._stops import Journey, Spot, Stop, Way, journey_of

Item = tuple[dict[str, Any] | None, Decision]


def drawn(item: Item) -> MapView:
    view = draw(journey_of(item[1], item[0]))
    assert view is not None
    return view


def test_the_caspian_route_is_drawn_with_the_reported_corridor_beside_it(run: list[Item]) -> None:
    view = drawn(run[3])
    assert [mark.number for mark in view.marks] == [1, 2, 3]
    assert len(view.sure) == 2
    assert len(view.reported) == 3
    assert len(view.nodes) == 1
    assert view.schematic
    assert not view.hollow
    names = {label.text for label in view.labels}
    assert {"Amirabad port", "Makhachkala port", "Seshcha air base"} <= names
    assert "IRAMD to Махачкала (sea)" in view.description


def test_two_spellings_of_one_place_are_one_stop(run: list[Item]) -> None:
    journey = journey_of(run[3][1], run[3][0])
    assert [stop.text for stop in journey.stops] == ["IRAMD", "Махачкала", "Sescha"]


def test_an_ambiguous_place_is_drawn_hollow_for_every_candidate(run: list[Item]) -> None:
    view = drawn(run[4])
    assert sum(mark.hollow for mark in view.marks) == 3
    assert view.sure == ()
    assert len(view.maybe) == 3
    html = decision_page(run[4][1], run[4][0])
    assert "several places fit" in html
    assert "one of several places that fit" in html


def test_a_place_that_was_not_found_is_named_and_not_guessed() -> None:
    journey = Journey(
        stops=(
            Stop(number=1, text="Nowhere", spots=()),
            Stop(number=2, text="Oslo", spots=(Spot(name="Oslo", lat=59.9, lon=10.7),)),
        ),
        ways=(Way(start=0, end=1, mode="road"),),
        reported=(),
    )
    view = draw(journey)
    assert view is not None
    assert view.missing == ("Nowhere",)
    assert "Not found, so not drawn: Nowhere." in view.description
    assert view.sure == ()


def test_without_any_position_there_is_no_map_but_the_stops_are_listed(run: list[Item]) -> None:
    order = {"route": [{"from": "Here", "to": "There", "mode": "sea"}]}
    html = decision_page(run[0][1], order)
    assert "no map is drawn" in html
    assert "There" in html


def test_a_position_typed_in_the_order_is_drawn(run: list[Item]) -> None:
    order = {"route": [{"from": "36.8, 53.4", "to": "42.98,47.5"}]}
    assert len(drawn((order, run[0][1])).sure) == 1


def test_a_leg_over_the_date_line_takes_the_short_way() -> None:
    plan = fit(
        [Spot(name="a", lat=35.0, lon=170.0), Spot(name="b", lat=37.0, lon=-170.0)],
        left=0,
        top=0,
        width=400,
        heights=(200, 400),
    )
    assert plan.span() < 40
    assert plan.x(170.0) < plan.x(180.0) < plan.x(-170.0)
    assert all(abs(lon) >= 150 for lon in plan.meridians())


def test_uncertainty_is_to_scale() -> None:
    plan = fit(
        [Spot(name="a", lat=0.0, lon=0.0), Spot(name="b", lat=0.0, lon=10.0)],
        left=0,
        top=0,
        width=400,
        heights=(200, 400),
    )
    degree = plan.x(1.0) - plan.x(0.0)
    assert abs(plan.radius(111.32, 0.0) - degree) < 1e-6
    assert abs(plan.radius(111.32, 60.0) - 2 * degree) < 1e-6


SPOTS = st.builds(
    Spot,
    name=st.sampled_from(["Amirabad port", "Oslo", "ماخاچ‌قلعه", "A very long name of a harbour"]),
    lat=st.floats(-89, 89, allow_nan=False),
    lon=st.floats(-180, 180, allow_nan=False),
    radius_km=st.floats(0, 300, allow_nan=False),
)


@given(spots=st.lists(SPOTS, min_size=1, max_size=8))
@settings(deadline=None, max_examples=80)
def test_every_point_lies_in_the_frame_and_labels_never_meet(spots: list[Spot]) -> None:
    stops = tuple(Stop(number=n, text=s.name, spots=(s,)) for n, s in enumerate(spots, 1))
    ways = tuple(Way(start=n, end=n + 1, mode="sea") for n in range(len(stops) - 1))
    view = draw(Journey(stops=stops, ways=ways, reported=()))
    assert view is not None
    frame = view.frame
    for mark in view.marks:
        assert frame.left <= mark.x <= frame.right
        assert frame.top <= mark.y <= frame.bottom
    for one, other in itertools.combinations(view.labels, 2):
        assert not one.box.meets(other.box)
    for label in view.labels:
        assert label.box.left >= frame.left
        assert label.box.right <= frame.right
        for mark in view.marks:
            assert not label.box.holds(mark.x, mark.y)


def test_a_name_without_room_is_left_out_rather_than_drawn_over_another() -> None:
    frame = Frame(left=0, top=0, width=120, height=40)
    wishes = [Wish(text="Harbour", x=60, y=20, kind="stop") for _ in range(9)]
    labels = place_labels(wishes, frame, [Box(50, 10, 70, 30)], [])
    assert len(labels) < 9
