"""Addresses taken apart: what each part is, in many scripts and orders, and the key of a place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.text import AddressParts, address_key, address_keys, parse_address


@pytest.mark.parametrize(
    ("text", "country", "parts"),
    [
        (
            "ul. Tverskaya, d. 7, korp. 2, of. 305, Moscow 125009, Russia",
            None,
            {"houses": ("7",), "buildings": ("2",), "units": ("305",), "street": ("tverskaya",),
             "city": ("moscow",), "postcode": "125009", "country": "RU"},
        ),
        (
            "125009, г. Москва, ул. Тверская, д. 7, корп. 2, оф. 305",
            None,
            {"houses": ("7",), "buildings": ("2",), "units": ("305",), "street": ("tverskaya",),
             "city": ("moscow",), "country": "RU"},
        ),
        (
            "تهران، خیابان آزادی، پلاک ۲۵، واحد ۳",
            None,
            {"houses": ("25",), "units": ("3",), "city": ("tehran",), "country": "IR"},
        ),
        (
            "Flat/Rm 1405B, 14/F, The Belgian Bank Building, Nos. 721-725 Nathan Road, Hong Kong",
            None,
            {"houses": ("721-725",), "floors": ("14",), "units": ("1405b",), "street": ("nathan",),
             "site": ("belgian",), "country": "HK"},
        ),
        (
            "P.O. Box 32114, Sharjah, U.A.E.",
            None,
            {"boxes": ("32114",), "city": ("sharjah",), "country": "AE"},
        ),
        ("Postfach 10 21 14, 40012 Düsseldorf", "DE", {"boxes": ("102114",), "postcode": "40012"}),
        (
            "北京市海淀区中关村南大街15号",
            None,
            {"houses": ("15",), "street": ("zhongguancun", "nan"), "city": ("beijing",)},
        ),
        (
            "서울특별시 강남구 테헤란로 142",
            None,
            {"houses": ("142",), "city": ("seoul",), "country": "KR"},
        ),
        (
            "Barbaros Bulvarı No: 85 Kat: 6, Beşiktaş, İstanbul",
            None,
            {"houses": ("85",), "floors": ("6",), "street": ("barbaros",), "country": "TR"},
        ),
        ("Hauptstr. 5, 1010 Wien, Österreich", None, {"houses": ("5",), "postcode": "1010"}),
        ("221B Baker Street, London NW1 6XE", "GB", {"houses": ("221b",), "postcode": "nw16xe"}),
        (
            "8400 NW 36th Street, Suite 450, Doral, FL 33166, USA",
            None,
            {"houses": ("8400",), "units": ("450",), "region": ("florida",), "postcode": "33166"},
        ),
        (
            "Carrera 15 No. 93-60, Oficina 402, Bogotá",
            None,
            {"houses": ("93-60",), "units": ("402",), "street": ("#15",), "country": "CO"},
        ),
        ("114 Tower Road, Sliema", "MT", {"houses": ("114",), "street": ("tower",)}),
        ("16k34 Stromynka ul., Moscow", "RU", {"houses": ("16",), "buildings": ("34",)}),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart(
    text: str, country: str | None, parts: dict[str, object]
) -> None:
    found = parse_address(text, country)
    assert {name: getattr(found, name) for name in parts} == parts


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("per. Lyalin, d. 19", "RU"),
        ("ul. Aviamotornaya, d. 53, et. 6", "RU"),
        ("Blvd. Puerta de Hierro 5210, Col. Puerta de Hierro", "MX"),
        ("c/o Ejemplo, S.A. de C.V.", "MX"),
    ],
)
def test_a_unit_word_is_no_country(text: str, country: str) -> None:
    assert parse_address(text, country).country == country


def test_a_city_field_may_hold_a_postcode_and_a_region() -> None:
    found = parse_address("Ul. Stromynka D. 18", "RU", city="Moscow 107076")
    assert (found.city, found.postcode, found.city_known) == (("moscow",), "107076", True)
    found = parse_address("Durango 245", "MX", city="Culiacan, Sinaloa")
    assert (found.city, found.region) == (("culiacan",), ("sinaloa",))


SAME_PLACE = [
    ("Tverskaya ulitsa, dom 48, office 311, Moscow", "г. Москва, ул. Тверская, д. 48"),
    ("Lindenstraße 48, 20099 Hamburg, Germany", "Hamburg, Lindenstr. 48, Deutschland"),
    ("No. 14, Taleghani Ave., Tehran, Iran", "Tehran, Taleqani Street, No 14"),
    ("P.O. Box 78431, Dubai, U.A.E.", "Post Box 78431 Dubai"),
    ("Office 1207, 85 Barbaros Boulevard, Istanbul", "Barbaros Bulvarı No: 85, İstanbul"),
    ("82-86 Wing Lok Street, Hong Kong", "Room 5, 9/F, 82-86 Wing Lok St, Hong Kong, China"),
]


@pytest.mark.parametrize(("left", "right"), SAME_PLACE)
def test_one_place_has_a_key_in_common_however_it_is_written(left: str, right: str) -> None:
    mine, theirs = (set(address_keys(parse_address(text))) for text in (left, right))
    assert mine & theirs


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lindenstraße 48, Hamburg", "Lindenstraße 84, Hamburg"),
        ("Lindenstraße 48, Hamburg", "Lindenstraße 48, Köln"),
        ("P.O. Box 78431, Dubai", "P.O. Box 78413, Dubai"),
    ],
)
def test_two_places_have_no_key_in_common(left: str, right: str) -> None:
    mine, theirs = (set(address_keys(parse_address(text))) for text in (left, right))
    assert mine
    assert not mine & theirs


@pytest.mark.parametrize("text", ["Tehran", "Moscow, Russia", "Dubai", "", "Tverskaya, Moscow"])
def test_too_little_of_an_address_has_no_key(text: str) -> None:
    assert address_key(text) is None


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_always_the_same_way(text: str) -> None:
    found = parse_address(text)
    assert isinstance(found, AddressParts)
    assert parse_address(text) == found
    assert address_keys(found) == address_keys(found)


@pytest.mark.parametrize("text", ["a, " * 5000, "1" * 10_000, "ул. " * 3000, "\u202e\x00🏢" * 500])
def test_a_hostile_address_is_read(text: str) -> None:
    assert isinstance(parse_address(text, "RU"), AddressParts)
