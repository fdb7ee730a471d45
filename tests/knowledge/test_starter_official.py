"""The embedded facts against the official lists and reference tables, where these are at hand."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from geographiclib.geodesic import Geodesic

from holdpoint.knowledge._starter import Starter, starter_knowledge
from holdpoint.model import Entity

SHARED = Path(__file__).parents[2].parent / "shared" / "data"

EDITIONS = (
    ("2021-07-31", "sdn_2021-07"),
    ("2023-06-08", "sdn_2023-06-08"),
    ("2024-02-20", "sdn_2024-02-20"),
    ("2024-02-24", "sdn_2024-02-24"),
    ("2024-04-26", "sdn_2024-04-26"),
    ("2024-05-03", "sdn_2024-05-03"),
)
FAR_OFF = {"cnytn"}
"""Places whose point in UN/LOCODE is wrong; the note in the file says so."""


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the shared reference file {name} is not at hand")
    return path


def text_of(name: str, encoding: str = "utf-8-sig") -> str:
    path = shared(name)
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.decode(encoding)


def rows_of(name: str, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text_of(name, encoding))))


def key(name: str) -> str:
    """Letters and digits of a name in a fixed order: case, accents and word order do not count."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", ""))
    words = re.findall(
        r"[a-z0-9]+", "".join(c for c in plain.lower() if not unicodedata.combining(c))
    )
    return " ".join(sorted(words))


def iso(day: str) -> str:
    """``1.2.2024`` as ``2024-02-01``; empty stays empty."""
    return "-".join(part.zfill(2) for part in reversed(day.split("."))) if day else ""


def names_of(entity: Entity) -> set[str]:
    return {key(name.text) for name in entity.names if name.kind != "original"}


@pytest.fixture(scope="module")
def starter() -> Starter:
    return starter_knowledge()


@pytest.fixture(scope="module")
def screening_list() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text_of("lists/us_csl/csl_compact_2026-07-31.json.gz"))
    return data


@pytest.fixture(scope="module")
def sdn() -> dict[str, dict[str, list[str]]]:
    return {
        day: {
            row[0]: row for row in rows_of(f"lists/us_ofac_sdn/{name}.csv.gz", "latin-1") if row[1:]
        }
        for day, name in EDITIONS
    }


def on_list(screening: dict[str, Any], part: str) -> Iterator[dict[str, Any]]:
    sources = screening["tables"]["sources"]
    return (entry for entry in screening["entries"] if part in sources[entry["s"]])


def test_us_entries_have_number_name_and_programmes_of_the_sdn_list(
    starter: Starter, screening_list: dict[str, Any]
) -> None:
    programmes = screening_list["tables"]["programmes"]
    entries = {entry["e"]: entry for entry in on_list(screening_list, "(SDN)")}
    mine = [one for one in starter.entities if one.listings[0].authority == "US/OFAC"]
    assert len(mine) == 153
    for one in mine:
        entry = entries[one.listings[0].reference or ""]
        assert names_of(one) & {key(name) for name in [entry["n"], *entry.get("a", [])]}, one.id
        listed = {word.strip() for word in re.split("[;,]", programmes[entry["pg"]])}
        assert set(one.listings[0].programmes) == listed, one.id


def test_us_entries_came_onto_the_list_between_the_editions_named(
    starter: Starter, sdn: dict[str, dict[str, list[str]]]
) -> None:
    for one in starter.entities:
        listing = one.listings[0]
        if listing.authority != "US/OFAC":
            continue
        held = [day for day, entries in sdn.items() if listing.reference in entries]
        if held:
            assert listing.seen_on == held[0], one.id
        else:
            assert listing.absent_on == EDITIONS[-1][0], one.id


def test_numbers_stand_in_the_remarks_of_the_sdn_list(
    starter: Starter, sdn: dict[str, dict[str, list[str]]]
) -> None:
    newest = sdn[EDITIONS[-1][0]]
    compared = 0
    for one in starter.entities:
        row = newest.get(one.listings[0].reference or "")
        for number in one.identifiers if row else ():
            assert number.value in (row or [""])[-1], f"{one.id} {number.kind}"
            compared += 1
    assert compared > 140


def test_entity_list_rows_have_name_and_citation(
    starter: Starter, screening_list: dict[str, Any]
) -> None:
    cited = {
        key(name): entry.get("fr", "")
        for entry in on_list(screening_list, "Entity List (EL)")
        for name in [entry["n"], *entry.get("a", [])]
    }
    for one in starter.entities:
        if one.listings[0].authority == "US/BIS":
            found = {cited[name] for name in names_of(one) if name in cited}
            assert any(text in (one.listings[0].legal_basis or "") for text in found), one.id


@pytest.mark.parametrize(
    ("act", "file"),
    [
        ("269/2014", "32014R0269.csv.gz"),
        ("833/2014", "32014R0833.csv.gz"),
        ("2023/1529", "32023R1529.csv"),
    ],
)
def test_eu_rows_have_name_and_day_of_the_annex(starter: Starter, act: str, file: str) -> None:
    folder = "lists/eu_official_journal/consolidated/"
    listed: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(text_of(folder + file))):
        day = iso(row["startDate"])
        names = re.split(r"[;/]|a\.k\.a\.", f"{row['name']};{row['alias']}")
        for name in [*names, " ".join(names[:2])]:  # one name is torn over two columns
            listed.setdefault(key(name), set()).add(day)
            listed.setdefault(key(re.sub(r"\([A-Za-z -]+\)", "", name)), set()).add(day)
    mine = [one for one in starter.entities if f"Reg (EU) {act} Annex" in one.listings[0].list]
    assert mine
    for one in mine:
        found = {day for name in names_of(one) for day in listed.get(name, ())}
        assert one.listings[0].listed_on in found, one.id


def test_listed_places_stand_in_the_annexes(starter: Starter) -> None:
    text = text_of("lists/eu_official_journal/consolidated/32014R0833.csv.gz")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["annex"][:3] in ("XLV", "LII")]
    places = [row for row in rows if row["annex"].startswith(("XLVII.", "LII."))]
    mine = {
        (place.name, listing.annex, listing.in_force_from)
        for place in starter.places
        for listing in place.listings
        if listing.act.endswith("833/2014")
    }
    assert len(places) == len(mine) == 25
    for row in places:
        day = iso(row["startDate"])
        words = set(key(row["name"]).split()) - {"and", "of", "type"}
        bearers = [
            one for one in mine if one[1] == row["annex"] and set(key(one[0]).split()) & words
        ]
        assert bearers, row["name"]
        assert not day or any(one[2] == day for one in bearers), row["name"]


def test_the_high_priority_list_has_codes_and_tiers_of_the_reference(starter: Starter) -> None:
    rows = csv.DictReader(
        io.StringIO(text_of("reference/hs/common_high_priority_list_2024-02-23.csv"))
    )
    tiers = {row["hs6"]: row["tier"] for row in rows}
    assert {one.code: one.tier for one in starter.goods if one.list == "CHPL"} == tiers


def test_goods_codes_exist_in_the_nomenclature(starter: Starter) -> None:
    known = {row[1] for row in rows_of("reference/hs/harmonized_system.csv.gz")}
    assert [
        one for one in starter.goods if one.code_kind == "hs" and one.code[:6] not in known
    ] == []


def test_control_numbers_exist_in_the_control_list(starter: Starter) -> None:
    control = text_of("reference/ear/ccl_2026-07-23.json.gz")
    for one in starter.goods:
        assert one.code_kind != "eccn" or f'"{one.code}"' in control


def degrees(text: str) -> tuple[float, float] | None:
    found = re.match(r"(\d\d)(\d\d)([NS]) (\d{3})(\d\d)([EW])", text)
    if not found:
        return None
    lat = int(found[1]) + int(found[2]) / 60
    lon = int(found[4]) + int(found[5]) / 60
    return (-lat if found[3] == "S" else lat), (-lon if found[6] == "W" else lon)


def test_codes_and_points_agree_with_unlocode(starter: Starter) -> None:
    known = {
        row[1] + row[2]: row
        for part in (1, 2, 3)
        for row in rows_of(f"reference/unlocode/2025-1/UNLOCODE_CodeListPart{part}.csv.gz")
        if row[2]
    }
    compared = 0
    for place in starter.places:
        if "unlocode" not in place.codes:
            continue
        point = degrees(known[place.codes["unlocode"]][10])
        if point is None or place.lat is None or place.id in FAR_OFF:
            continue
        away = Geodesic.WGS84.Inverse(place.lat, place.lon, *point)["s12"] / 1000
        assert away <= place.uncertainty_km, place.id
        compared += 1
    assert compared > 60


def test_airports_agree_with_ourairports(starter: Starter) -> None:
    rows = csv.DictReader(io.StringIO(text_of("reference/ourairports/airports_2026-08-20.csv.gz")))
    known = {code: row for row in rows for code in (row["ident"], row["iata_code"]) if code}
    compared = 0
    for place in starter.places:
        code = place.codes.get("iata") or place.codes.get("ourairports")
        if not code:
            continue
        row = known[code]
        icao = place.codes.get("icao")
        assert icao in (None, row["ident"], row["icao_code"], row["gps_code"]), place.id
        assert row["iso_country"] == place.country
        away = Geodesic.WGS84.Inverse(
            place.lat, place.lon, float(row["latitude_deg"]), float(row["longitude_deg"])
        )
        assert away["s12"] < 100, place.id
        compared += 1
    assert compared == 39
