"""The world's gazetteer: written, mapped, merged, and asked beside the curated places."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdpoint.errors import KnowledgeError
from holdpoint.knowledge import open_snapshot
from holdpoint.model import Place
from holdpoint.places import Gazetteer, World, WorldPlace, merge_places, read_number, write_world


def _place(key: str, name: str, country: str = "XA", **more: object) -> WorldPlace:
    fields: dict[str, object] = {
        "id": key,
        "name": name,
        "kind": "port",
        "country": country,
        "lat": 10.0,
        "lon": 20.0,
        "functions": frozenset({"port"}),
        "prominence": 3,
        "sources": ("un-locode",),
        **more,
    }
    return WorldPlace(**fields)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    snapshot = open_snapshot()
    return Gazetteer(snapshot.places, world=snapshot.world)


_names = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\x1e\x1f\0"),
    min_size=1,
    max_size=20,
)
_places = st.lists(
    st.builds(
        _place,
        key=st.text("abcdefgh123", min_size=1, max_size=8),
        name=_names,
        country=st.sampled_from(["AE", "RU", "IR"]),
        lat=st.one_of(st.none(), st.floats(-90, 90).map(lambda x: round(x, 5))),
        lon=st.floats(-180, 180).map(lambda x: round(x, 5)),
        region=_names,
        aliases=st.lists(_names, max_size=2).map(tuple),
    ),
    max_size=12,
    unique_by=lambda place: place.id,
)


@given(_places, st.randoms())
def test_what_is_written_is_read_again_in_whatever_order_it_came(
    places: list[WorldPlace], order: object
) -> None:
    placed = [p if p.lat is not None else _place(p.id, p.name, lat=None, lon=None) for p in places]
    data = write_world(placed)
    assert write_world(reversed(placed)) == data
    assert sorted(World(data).places(), key=lambda p: p.id) == sorted(placed, key=lambda p: p.id)


def test_a_file_that_is_cut_short_or_another_is_refused(tmp_path: Path) -> None:
    data = write_world([_place("a", "Aport")])
    with pytest.raises(KnowledgeError, match="cut short"):
        World(data[:-1])
    with pytest.raises(KnowledgeError, match="no gazetteer"):
        World(b"x" * 100)
    with pytest.raises(KnowledgeError, match="cannot be opened"):
        World.open(tmp_path / "missing.world")


def test_two_tables_that_tell_of_one_place_make_one_place() -> None:
    code = _place("xaabc", "Aport", codes={"unlocode": "XAABC"}, lat=None, lon=None)
    harbour = _place(
        "wpi:1", "Port Aport", lat=10.0, sources=("nga-wpi",), codes={"unlocode": "XAABC"}
    )
    city = _place("ne:1", "Aport", lat=10.2, sources=("natural-earth-places",), prominence=6)
    away = _place("ne:2", "Aport", lat=40.0, sources=("natural-earth-places",))
    (one, two) = merge_places([away, city, harbour, code])
    assert (two.id, two.lat, two.prominence) == ("xaabc", 10.0, 6)
    assert "Port Aport" in two.aliases
    assert one.id == "ne:2"


def test_the_disclosures_six_places_are_found_as_the_press_spells_them(
    gazetteer: Gazetteer,
) -> None:
    spellings = {
        "amirabad_port": ["Amirabad", "Амирабад", "امیرآباد", "بندر امیرآباد", "Bandar-e Amirabad"],
        "makhachkala_port": ["Makhachkala", "Махачкала", "ماخاچ‌قلعه", "Machatschkala"],
        "seshcha_air_base": ["Sescha", "Seshcha", "Сеща"],
        "primorsko_akhtarsk_air_base": ["Primorsko-Akhtarsk", "Приморско-Ахтарск"],
        "alabuga_sez": ["Alabuga", "Алабуга", "SEZ Alabuga", "ОЭЗ «Алабуга»"],
        "yelabuga_town": ["Yelabuga", "Elabuga", "Елабуга"],
    }
    for place, texts in spellings.items():
        for text in texts:
            found = gazetteer.resolve(text)
            assert place in [c.place.id for c in found.candidates], (text, found)


def test_homonyms_are_all_given_and_never_settled_by_guess(gazetteer: Gazetteer) -> None:
    tripoli = gazetteer.resolve("Tripoli")
    assert tripoli.verdict == "several"
    assert {c.place.country for c in tripoli.candidates} >= {"LB", "LY"}
    assert gazetteer.resolve("Tripoli, Lebanon").candidates[0].place.country == "LB"
    assert gazetteer.resolve("Tripoli", country="LB").candidates[0].place.country == "LB"
    assert gazetteer.resolve("Amirabad").verdict == "several"


def test_a_small_place_does_not_make_a_metropolis_doubtful(gazetteer: Gazetteer) -> None:
    moscow = gazetteer.resolve("Moscow")
    assert (moscow.verdict, moscow.candidates[0].place.country) == ("one", "RU")
    assert any(c.place.country == "US" and "smaller" in c.why for c in moscow.set_aside)
    assert gazetteer.resolve("Moscow, USA").candidates[0].place.country == "US"


def test_a_slip_is_found_and_is_never_certain(gazetteer: Gazetteer) -> None:
    for text, code in (("Rottredam", "NLRTM"), ("Felixstow", "GBFXT"), ("Constantza", "ROCND")):
        found = gazetteer.resolve(text)
        assert found.verdict != "one", text
        assert code in {c.place.codes.get("unlocode") for c in found.candidates}, text


def test_codes_of_the_world_lead_to_their_places(gazetteer: Gazetteer) -> None:
    for text, name in (("NZAKL", "Auckland"), ("NZ AKL", "Auckland"), ("JNB", "Tambo")):
        found = gazetteer.resolve(text)
        assert found.verdict == "one", text
        assert name in found.candidates[0].place.name, text
    assert gazetteer.resolve("QQZZZ").verdict == "none"


def test_a_town_is_found_beside_its_postcode(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("423600 Елабуга")
    assert (found.verdict, found.candidates[0].place.id) == ("one", "yelabuga_town")


def test_it_opens_and_answers_quickly() -> None:
    snapshot = open_snapshot()
    path = snapshot.path / "places.world"
    assert path.stat().st_size < 15_000_000
    began = time.process_time()
    world = World.open(path)
    assert time.process_time() - began < 0.05
    gazetteer = Gazetteer(snapshot.places, world=world)
    texts = ["Rotterdam", "RUMCX", "Hamburg", "Shanghai", "Aktau", "Mersin", "Durban"]
    for text in texts:
        gazetteer.resolve(text)
    began = time.process_time()
    for _ in range(50):
        for text in texts:
            gazetteer.resolve(text)
    assert (time.process_time() - began) / (50 * len(texts)) < 0.001


def test_without_the_world_only_curated_places_are_known() -> None:
    plain = Gazetteer(
        [Place(id="a", name="A", kind="port", country="AE", lat=1, lon=1, uncertainty_km=1)]
    )
    assert plain.atlas is None
    assert plain.resolve("Rotterdam").verdict == "none"


@pytest.mark.parametrize(
    ("text", "kind", "valid"),
    [
        ("CSQU3054383", "container", True),
        ("CSQU3054384", "container", False),
        ("157-12345675", "awb", True),
        ("157-12345674", "awb", False),
        ("IMO 9074729", "imo", True),
        ("IMO 9074728", "imo", False),
        ("273123456", "mmsi", None),
        ("999000001", "mmsi", None),
    ],
)
def test_numbers_of_transport_are_checked(text: str, kind: str, valid: bool | None) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.kind, number.valid) == (kind, valid)


def test_a_name_is_no_number() -> None:
    assert read_number("Amirabad") is None
    assert read_number("273123456") is not None
    assert read_number("RUMCX") is None
