"""A small gazetteer of public places: the ones of one reported corridor, and their homonyms."""

from __future__ import annotations

import pytest

from holdpoint.model import Corridor, CorridorLeg, Place, PlaceListing
from holdpoint.places import Gazetteer

PORT_BAN = PlaceListing(
    authority="EU",
    act="Reg (EU) 2023/1529",
    annex="IV",
    article="2a",
    effect="transaction_ban",
    in_force_from="2024-11-18",
    basis="read",
)
RU_PORT_BAN = PlaceListing(
    authority="EU",
    act="Reg (EU) 833/2014",
    annex="XLVII.A",
    effect="transaction_ban",
    in_force_from="2025-02-25",
)
ZONE_BAN = PlaceListing(
    authority="EU", act="Reg (EU) 833/2014", annex="LII.A", effect="investment_ban"
)

PLACES = (
    Place(
        id="amirabad_port",
        name="Amirabad port",
        kind="port",
        country="IR",
        region="Mazandaran, Caspian Sea",
        lat=36.855,
        lon=53.37,
        uncertainty_km=9,
        aliases=("Amirabad", "Bandar Amirabad", "Port of Amirabad", "بندر امیرآباد", "Амирабад"),
        codes={"unlocode": "IRAMD"},
        watched=True,
        listings=(PORT_BAN,),
    ),
    Place(
        id="amirabad_gulf",
        name="Amirabad",
        kind="town",
        country="IR",
        lat=26.85,
        lon=54.3667,
        uncertainty_km=10,
        codes={"unlocode": "IRBAM"},
    ),
    Place(
        id="amirabad_village",
        name="Amirabad",
        kind="town",
        country="IR",
        region="Hamadan",
        lat=None,
        lon=None,
        uncertainty_km=10,
    ),
    Place(
        id="makhachkala_port",
        name="Makhachkala port",
        kind="port",
        country="RU",
        region="Republic of Dagestan, Caspian Sea",
        lat=42.985,
        lon=47.51,
        uncertainty_km=4,
        aliases=("Makhachkala", "Махачкала", "ماخاچ\u200cقلعه"),
        codes={"unlocode": "RUMCX"},
        watched=True,
        listings=(RU_PORT_BAN,),
    ),
    Place(
        id="makhachkala_airport",
        name="Makhachkala Uytash Airport",
        kind="airport",
        country="RU",
        lat=42.816799,
        lon=47.652302,
        uncertainty_km=2,
        aliases=("Makhachkala airport",),
        codes={"icao": "URML", "iata": "MCX"},
    ),
    Place(
        id="seshcha",
        name="Seshcha air base",
        kind="air_base",
        country="RU",
        region="Bryansk Oblast",
        lat=53.715258,
        lon=33.339083,
        uncertainty_km=2,
        aliases=("Seshcha", "Sescha", "Сеща"),
        watched=True,
    ),
    Place(
        id="akhtarsk_base",
        name="Primorsko-Akhtarsk air base",
        kind="air_base",
        country="RU",
        lat=46.059,
        lon=38.24,
        uncertainty_km=2,
        aliases=("Primorsko-Akhtarsk",),
        watched=True,
    ),
    Place(
        id="akhtarsk_town",
        name="Primorsko-Akhtarsk",
        kind="town",
        country="RU",
        lat=46.0333,
        lon=38.1667,
        uncertainty_km=5,
        codes={"unlocode": "RUPRA"},
    ),
    Place(
        id="primorsk_port",
        name="Primorsk port",
        kind="port",
        country="RU",
        lat=60.34,
        lon=28.69,
        uncertainty_km=8,
        aliases=("Primorsk",),
        codes={"unlocode": "RUPRI"},
    ),
    Place(
        id="begishevo",
        name="Begishevo International Airport",
        kind="airport",
        country="RU",
        lat=55.564701,
        lon=52.092499,
        uncertainty_km=2,
        aliases=("Begishevo", "Бегишево"),
        codes={"icao": "UWKE", "iata": "NBC"},
        watched=True,
    ),
    Place(
        id="perm_airport",
        name="Perm International Airport",
        kind="airport",
        country="RU",
        lat=57.914501,
        lon=56.021198,
        uncertainty_km=2,
        codes={"icao": "USPP", "iata": "PEE"},
    ),
    Place(
        id="alabuga",
        name="Alabuga Special Economic Zone",
        kind="zone",
        country="RU",
        lat=55.83,
        lon=51.98,
        uncertainty_km=10,
        aliases=("Alabuga", "SEZ Alabuga", "ОЭЗ Алабуга"),
        address_tokens=("423601", "Sh-2 Street", "ter. OEZ Alabuga"),
        watched=True,
        listings=(ZONE_BAN,),
    ),
    Place(
        id="yelabuga",
        name="Yelabuga",
        kind="town",
        country="RU",
        region="Republic of Tatarstan",
        lat=55.75,
        lon=52.0667,
        uncertainty_km=5,
        aliases=("Elabuga", "Елабуга"),
        address_tokens=("423600",),
        codes={"unlocode": "RUYBE"},
    ),
    Place(
        id="moscow",
        name="Moscow",
        kind="town",
        country="RU",
        lat=55.7558,
        lon=37.6173,
        uncertainty_km=20,
        codes={"unlocode": "RUMOW"},
    ),
)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(PLACES)


@pytest.fixture(scope="session")
def corridor() -> Corridor:
    return Corridor(
        id="caspian",
        name="Amirabad to Makhachkala and on to two air bases",
        source="a statement, as reported",
        source_date="2023-06-09",
        stance="reported",
        legs=(
            CorridorLeg(order=1, from_place="amirabad_port", to_place="makhachkala_port"),
            CorridorLeg(order=2, from_place="makhachkala_port", to_place="seshcha"),
            CorridorLeg(order=2, from_place="makhachkala_port", to_place="akhtarsk_base"),
        ),
    )
