"""Names of the past, names in other languages, and codes that are names: on the embedded places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import holdpoint
from holdpoint.places import Gazetteer
from holdpoint.places._exonyms import exonyms, is_old_name, old_names, other_names
from holdpoint.places._words import read
from holdpoint.text import country_name

DATA = Path(__file__).parents[2] / "src" / "holdpoint" / "places" / "data"


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    snapshot = holdpoint.open_snapshot()
    return Gazetteer(snapshot.places, world=snapshot.world)


def test_a_name_of_two_places_is_never_settled(world: Gazetteer) -> None:
    """Flushing is a village in England, and what Vlissingen is called in English."""
    found = world.resolve("Flushing")
    assert found.verdict == "several"
    assert {c.place.country for c in found.candidates} == {"GB", "NL"}
    assert world.resolve("Flushing, Netherlands").verdict == "one"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Fiume", "HRRJK"), ("Ragusa", "HRDBV"), ("Smyrne", "TRIZM"), ("Batavia", "IDJKT")],
)
def test_a_name_of_the_past_is_a_question_until_its_country_is_said(
    world: Gazetteer, text: str, code: str
) -> None:
    found = world.resolve(text)
    assert found.verdict == "several"
    assert code in {c.place.codes.get("unlocode") for c in found.candidates}
    assert all(not c.why.endswith("in the past") or c.score < 0.85 for c in found.candidates)
    said = world.resolve(f"{text}, {country_name(code[:2])}")
    assert [c.place.codes.get("unlocode") for c in said.candidates][:1] == [code]


def test_a_rival_of_the_past_is_not_set_aside_for_a_place_of_today(world: Gazetteer) -> None:
    found = world.resolve("Queenstown")
    today = {c.place.country for c in found.candidates if c.by != "old"}
    past = {c.place.country for c in found.candidates if c.by == "old"}
    assert past == {"IE"}
    assert today
    assert found.verdict == "several"
    assert not found.exhaustive


@pytest.mark.parametrize(
    ("text", "code"),
    [("Capodistria", "SIKOP"), ("Vizag", "INVTZ"), ("名古屋", "JPNGO"), ("横浜", "JPYOK")],
)
def test_names_in_use_elsewhere_are_names(world: Gazetteer, text: str, code: str) -> None:
    found = world.resolve(text)
    assert (found.verdict, found.candidates[0].place.codes.get("unlocode")) == ("one", code)


def test_a_name_that_looks_like_a_code(world: Gazetteer) -> None:
    """AQABA is the code of a station in Antarctica."""
    for text in ("Aqaba", "aqaba"):
        assert {c.place.country for c in world.resolve(text).candidates} == {"JO"}
    assert {c.place.country for c in world.resolve("AQABA").candidates} == {"AQ", "JO"}
    assert world.resolve("AQABA").verdict == "several"
    assert world.resolve("rumcx").verdict == "one"


def test_no_table_has_a_name_twice_and_no_name_is_of_the_past_and_living() -> None:
    for table in (exonyms(), old_names()):
        for code, names in table.items():
            assert len(set(names)) == len(names), code
    both = set(exonyms()) & set(old_names())
    for code in both:
        living = {read(name).core for name in exonyms()[code]}
        assert not any(is_old_name(code, core) for core in living), code
        assert set(other_names(code)) >= set(exonyms()[code])


def test_every_row_of_the_tables_is_in_form() -> None:
    for name in ("exonyms.csv", "old_names.csv"):
        lines = (DATA / name).read_text("utf-8").splitlines()
        rows = [line for line in lines if not line.startswith("#")][1:]
        assert all(re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3},[^,]+", row) for row in rows), name
