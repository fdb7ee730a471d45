"""A place is a question with several answers."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.model import Place
from holdpoint.places import Gazetteer


def ids(gazetteer: Gazetteer, text: str, **context: str) -> set[str]:
    return {candidate.place.id for candidate in gazetteer.resolve(text, **context).candidates}


@pytest.mark.parametrize(
    ("text", "mode", "expected"),
    [
        ("IRAMD", "unknown", "amirabad_port"),
        ("iramd", "unknown", "amirabad_port"),
        ("IR AMD", "unknown", "amirabad_port"),
        ("IRBAM", "sea", "amirabad_gulf"),
        ("Port of Amirabad", "unknown", "amirabad_port"),
        ("Bandar-e Amirabad", "unknown", "amirabad_port"),
        ("Amirabad port, Iran", "unknown", "amirabad_port"),
        ("بندر امیرآباد", "unknown", "amirabad_port"),
        ("بندر اميرآباد", "unknown", "amirabad_port"),
        ("RUMCX", "sea", "makhachkala_port"),
        ("Makhachkala", "sea", "makhachkala_port"),
        ("Махачкала", "sea", "makhachkala_port"),
        ("ماخاچ قلعه", "sea", "makhachkala_port"),
        ("Caspian Sea port city Makhachkala", "sea", "makhachkala_port"),
        ("Makhachkala, Dagestan, Russia", "sea", "makhachkala_port"),
        ("Makhachkala (RUMCX)", "unknown", "makhachkala_port"),
        ("Makhachkala", "air", "makhachkala_airport"),
        ("MCX", "unknown", "makhachkala_airport"),
        ("URML", "unknown", "makhachkala_airport"),
        ("Sescha", "unknown", "seshcha"),
        ("Сеща", "unknown", "seshcha"),
        ("ОЭЗ «Алабуга»", "unknown", "alabuga"),
        ("Елабуга", "unknown", "yelabuga"),
        ("alabuga", "unknown", "alabuga"),
    ],
)
def test_a_reference_that_means_one_place(
    gazetteer: Gazetteer, text: str, mode: str, expected: str
) -> None:
    found = gazetteer.resolve(text, mode=mode)
    assert found.verdict == "one"
    assert [candidate.place.id for candidate in found.candidates] == [expected]


def test_a_bare_name_that_fits_several_places_is_never_guessed(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("Amirabad")
    assert found.verdict == "several"
    assert ids(gazetteer, "Amirabad") == {"amirabad_port", "amirabad_gulf", "amirabad_village"}
    assert found.country == "IR"


def test_the_sea_rules_out_a_village_but_not_a_town_with_a_un_locode(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("Amirabad", mode="sea")
    assert found.verdict == "several"
    assert {candidate.place.id for candidate in found.candidates} == {
        "amirabad_port",
        "amirabad_gulf",
    }
    assert [candidate.place.id for candidate in found.set_aside] == ["amirabad_village"]


def test_a_region_alone_does_not_settle_a_homonym(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Amirabad, Mazandaran").verdict == "several"


def test_the_un_locode_runbc_is_not_begishevo(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("RUNBC", mode="air")
    assert (found.verdict, found.candidates) == ("none", ())
    assert found.country == "RU"
    assert ids(gazetteer, "NBC") == {"begishevo"}


def test_an_unknown_un_locode_still_tells_its_country(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("DEHAM")
    assert (found.verdict, found.country) == ("none", "DE")
    assert "Germany" in (found.note or "")


@pytest.mark.parametrize(
    ("text", "country"),
    [("Iran", "IR"), ("CHINA", "CN"), ("Nowhere, Germany", "DE"), ("Xyz", None)],
)
def test_what_is_not_known_is_none_with_the_country_if_it_is_stated(
    gazetteer: Gazetteer, text: str, country: str | None
) -> None:
    found = gazetteer.resolve(text)
    assert (found.verdict, found.country) == ("none", country)
    assert found.note


def test_a_slip_of_spelling_gives_candidates_but_no_verdict(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("Makhachkla", mode="sea")
    assert found.verdict == "several"
    assert [c.place.id for c in found.candidates] == ["makhachkala_port"]
    assert found.candidates[0].by == "spelling"
    assert found.country is None


def test_a_longer_name_is_not_the_shorter_one(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "Primorsk") == {"primorsk_port"}
    assert "primorsk_port" not in ids(gazetteer, "Primorsko-Akhtarsk")


def test_the_country_in_the_text_removes_a_namesake_elsewhere(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("Primorsk, Ukraine")
    assert (found.verdict, found.country) == ("none", "UA")
    assert [candidate.place.id for candidate in found.set_aside] == ["primorsk_port"]


def test_a_code_and_a_country_that_disagree_are_a_doubt(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("RUMCX, Iran")
    assert found.verdict == "several"
    assert ids(gazetteer, "RUMCX, Iran") == {"makhachkala_port"}


def test_words_that_do_not_fit_the_place_are_a_doubt(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("Makhachkala Street in Springfield", mode="sea")
    assert found.verdict == "several"
    assert "springfield" in found.candidates[0].why


def test_near_a_place_is_less_exact(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("near Makhachkala", mode="sea")
    assert found.candidates[0].uncertainty_km == 25.0
    assert found.candidates[0].by == "near"


def test_a_city_by_rail_is_not_its_airport(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Perm", mode="rail").verdict == "none"
    assert gazetteer.resolve("Perm").verdict == "several"
    assert ids(gazetteer, "Perm", mode="air") == {"perm_airport"}


def test_the_context_country_chooses_but_never_hides_a_watched_place() -> None:
    def port(key: str, country: str, *, watched: bool = False) -> Place:
        return Place(
            id=key,
            name="Twin",
            kind="port",
            country=country,
            lat=1.0,
            lon=1.0,
            uncertainty_km=1,
            watched=watched,
        )

    plain = Gazetteer([port("a", "AE"), port("b", "BG")])
    assert plain.resolve("Twin").verdict == "several"
    assert ids(plain, "Twin", country="AE") == {"a"}
    watched = Gazetteer([port("a", "AE"), port("b", "BG", watched=True)])
    assert watched.resolve("Twin", country="AE").verdict == "several"
    assert ids(plain, "Twin", country="US") == {"a", "b"}


def test_the_order_of_the_places_does_not_matter(gazetteer: Gazetteer) -> None:
    places = list(gazetteer.places.values())
    random.Random(7).shuffle(places)
    other = Gazetteer(places)
    for text in ("Amirabad", "Makhachkla", "Primorsko-Akhtarsk", "MCX"):
        assert gazetteer.resolve(text) == other.resolve(text)


@settings(deadline=None, max_examples=100)
@given(text=st.text(max_size=40))
def test_any_text_gives_a_verdict(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.resolve(text)
    assert found.text == text
    assert (found.verdict == "none") == (not found.candidates)
    assert found.verdict != "one" or len(found.candidates) == 1
