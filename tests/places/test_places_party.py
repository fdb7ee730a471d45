"""Addresses of parties against a watched zone and the town next to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from holdpoint.model import NotRun, Party
from holdpoint.places import Gazetteer, party_sites

DAY = date(2026, 11, 20)


def screen(
    gazetteer: Gazetteer, address: str | None, country: str | None = "RU"
) -> tuple[list[dict[str, Any]], list[NotRun]]:
    party = Party(role="buyer", name="Invented Works", address=address, country=country)
    evidence, not_run = party_sites(party, gazetteer, as_of=DAY, path="parties[1]")
    assert all(e.kind == "sites" and e.subject == "parties[1]" for e in evidence)
    return [dict(e.data) for e in evidence], not_run


@pytest.mark.parametrize(
    ("address", "tier", "certain"),
    [
        ("ul. Sh-2 (Oez Alabuga Ter.) 4/1, Yelabuga, Tatarstan 423600", "address", True),
        ("ОЭЗ «Алабуга», ул. Ш-2, Елабуга", "address", True),
        ("тер. ОЭЗ Алабуга", "address", True),
        ("Alabuga, Yelabuga", "address", True),
        ("ul. Sh-2, 423601", "address", True),
        ("423601, Tatarstan, ter. OEZ Alabuga, Sh-2 Street 11", "address", True),
        ("423601, Russia", "address", None),
        ("Alabuga", "address", None),
        ("Kazan, ul. Alabuga 5", "address", None),
        ("Moscow, ul. Sh-2", "address", None),
        ("Yelabuga, Tatarstan", "town", None),
        ("Yelabuga district, Tatarstan", "town", None),
        ("г. Елабуга, ул. Ленина 3", "town", None),
        ("423600, ul. Lenina", "town", None),
    ],
)
def test_an_address_points_at_the_zone_or_only_at_its_town(
    gazetteer: Gazetteer, address: str, tier: str, certain: bool | None
) -> None:
    rows, not_run = screen(gazetteer, address)
    assert [(row["place"], row["tier"], row["certain"]) for row in rows] == [
        ("alabuga", tier, certain)
    ]
    assert rows[0]["seen"]
    assert (rows[0]["listed"], rows[0]["authority"], rows[0]["in_force"]) == (True, "EU", None)
    assert not_run == []


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("Musterweg 12, Stuttgart", "DE"),
        ("Alabuga Tower, Dubai", "AE"),
        ("ul. Sh-22, Moscow", "RU"),
        ("Makhachkala, Lenina 1", "RU"),
        ("OEZ Alabuga, Kazakhstan", None),
    ],
)
def test_other_addresses_make_no_row(
    gazetteer: Gazetteer, address: str, country: str | None
) -> None:
    assert screen(gazetteer, address, country) == ([], [])


def test_an_address_that_names_the_sites_country_is_seen_whatever_the_party_says(
    gazetteer: Gazetteer,
) -> None:
    rows, _ = screen(gazetteer, "OEZ Alabuga, Yelabuga, Russia", "AE")
    assert [(row["tier"], row["certain"]) for row in rows] == [("address", None)]


def test_an_unknown_country_leaves_it_open(gazetteer: Gazetteer) -> None:
    rows, _ = screen(gazetteer, "OEZ Alabuga, Yelabuga", None)
    assert [(row["tier"], row["certain"]) for row in rows] == [("address", None)]


def test_the_village_of_an_air_base_is_only_a_town(gazetteer: Gazetteer) -> None:
    rows, _ = screen(gazetteer, "Seshcha, Bryansk Oblast")
    assert [(row["place"], row["tier"], row["listed"]) for row in rows] == [
        ("seshcha", "town", False)
    ]


def test_a_missing_address_is_said_where_it_matters(gazetteer: Gazetteer) -> None:
    rows, not_run = screen(gazetteer, None)
    assert rows == []
    assert [note.check for note in not_run] == ["places.sites"]
    assert screen(gazetteer, None, "DE") == ([], [])
    assert screen(gazetteer, "  ", None)[1]
