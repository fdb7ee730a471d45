"""The embedded facts: whole, dated, sourced, and refused with file and line when they are not."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from geographiclib.geodesic import Geodesic

from holdpoint.knowledge._starter import Starter, starter_files, starter_knowledge
from holdpoint.model import Place

SURE = ("official", "read", "secondary", "not_verified")


@pytest.fixture(scope="module")
def starter() -> Starter:
    return starter_knowledge()


def place_of(starter: Starter, name: str) -> Place:
    return next(place for place in starter.places if place.id == name)


def whole_date(text: str | None) -> bool:
    return text is None or date.fromisoformat(text).isoformat() == text


# ---- what is there ------------------------------------------------------------------------------


def test_everything_that_was_gathered_is_carried_over(starter: Starter) -> None:
    assert Counter(one.listings[0].measure for one in starter.entities) == {
        "blocking": 153,
        "asset_freeze": 84,
        "licence_requirement": 23,
        "trade_restriction": 20,
        "information": 10,
    }
    assert Counter(one.type for one in starter.entities) == {
        "company": 154,
        "person": 84,
        "vessel": 16,
        "government": 15,
        "unknown": 14,
        "site": 7,
    }
    assert Counter(one.list for one in starter.goods) == {
        "EU_2023_1529_ANNEX_II": 274,
        "UK_IRAN_SCHED4": 147,
        "EAR_746_SUPP7": 53,
        "CHPL": 50,
        "EU_833_ANNEX_XL": 50,
        "JP_CATCH_ALL_16_1": 20,
        "IRAN_UAV_ADVISORY_2023_INFERRED": 12,
        "UAV_RELEVANT_ECCN": 9,
        "IRAN_UAV_ADVISORY_2023": 3,
    }
    assert (len(starter.links), len(starter.places), len(starter.claims)) == (264, 177, 19)


def test_it_is_read_in_under_four_tenths_of_a_second_of_cpu() -> None:
    starter_knowledge()
    began = time.process_time()
    starter_knowledge()
    assert time.process_time() - began < 0.4


def test_two_readings_are_equal(starter: Starter) -> None:
    assert starter == starter_knowledge()


def test_every_row_of_every_table_says_where_it_comes_from_and_how_sure_it_is() -> None:
    tables = [path for path in starter_files() if path.suffix == ".csv"]
    for path in tables:
        if path.name == "corrections.csv":
            continue
        with path.open(encoding="utf-8", newline="") as handle:
            for line, row in enumerate(csv.DictReader(handle), start=2):
                assert row["source"], f"{path.name}:{line}"
                assert row["basis"] in SURE, f"{path.name}:{line}"


def test_every_place_corridor_and_claim_says_where_it_comes_from(starter: Starter) -> None:
    for place in starter.places:
        assert place.source, place.id
        assert place.coordinate_basis, place.id
    assert all(one.attribution and one.published == "2023-06-09" for one in starter.claims)
    assert all(one.source_date == "2023-06-09" for one in starter.corridors)
    assert {one.list_date for one in starter.sources} == {"2026-11-22"}


def test_the_counts_of_the_sources_are_those_of_the_files(starter: Starter) -> None:
    by_id = {one.id: one for one in starter.sources}
    assert by_id["starter"].entities == len(starter.entities)
    assert by_id["starter-goods"].rows == len(starter.goods) + len(starter.goods_lists)
    assert all(one.rows == one.read and one.refused == 0 for one in starter.sources)
    named = {name for one in starter.sources for name in one.sha256}
    assert named < {path.name for path in starter_files()}


# ---- parties ------------------------------------------------------------------------------------


def test_authority_list_and_measure_go_together(starter: Starter) -> None:
    together = {(row.authority, row.list, row.measure) for one in starter.entities
                for row in one.listings}  # fmt: skip
    assert together == {
        ("US/OFAC", "SDN", "blocking"),
        ("US/BIS", "EL", "licence_requirement"),
        ("EU", "Reg (EU) 269/2014 Annex I", "asset_freeze"),
        ("EU", "Reg (EU) 2023/1529 Annex III", "asset_freeze"),
        ("EU", "Reg (EU) 833/2014 Annex IV", "trade_restriction"),
        ("EU", "EU places", "information"),
        ("EU", "EU reasons", "information"),
    }


def test_dates_of_listings_are_whole_and_lie_where_the_editions_allow(starter: Starter) -> None:
    for one in starter.entities:
        listing = one.listings[0]
        listed = listing.listed_on
        assert whole_date(listed), one.id
        if listed and listing.authority == "US/OFAC":
            assert (listing.absent_on or "") < listed <= (listing.seen_on or ""), one.id


def test_an_unknown_date_is_told_and_not_filled_in(starter: Starter) -> None:
    undated = [one for one in starter.entities if one.listings[0].listed_on is None]
    assert len(undated) == 33
    for one in undated:
        assert re.search(r"not (verified|read)|no date", one.listings[0].note or ""), one.id
        assert whole_date(one.listings[0].seen_on)


def test_every_us_entry_bears_its_number_and_programmes(starter: Starter) -> None:
    for one in starter.entities:
        listing = one.listings[0]
        if listing.authority == "US/OFAC":
            assert listing.reference
            assert one.id == f"starter:sdn-{listing.reference}"
            assert listing.programmes
            assert listing.basis == "official"


def test_every_vessel_has_a_number_that_can_be_one(starter: Starter) -> None:
    for one in starter.entities:
        numbers = [row.value for row in one.identifiers if row.kind == "imo"]
        assert (one.type == "vessel") == bool(numbers), one.id
        for number in numbers:
            digits = [int(digit) for digit in number]
            weighed = sum(d * w for d, w in zip(digits, range(7, 1, -1), strict=False))
            assert weighed % 10 == digits[6], one.id


def test_private_numbers_of_persons_are_left_out(starter: Starter) -> None:
    persons = [one for one in starter.entities if one.type == "person"]
    assert not any(one.identifiers or one.addresses for one in persons)
    assert sum(bool(one.birth_dates) for one in persons) == 41


def test_names_keep_their_kind_and_script(starter: Starter) -> None:
    zone = next(one for one in starter.entities if one.id == "starter:eu-833-jsc-sez-alabuga")
    assert {row.kind for row in zone.names} == {"primary", "strong", "original"}
    assert {row.language for row in zone.names if row.kind == "original"} == {"ru"}
    for one in starter.entities:
        assert [row.kind for row in one.names].count("primary") == 1
        assert len({row.text for row in one.names}) == len(one.names), one.id


def test_the_zone_operator_carries_the_facts_of_the_official_entry(starter: Starter) -> None:
    operator = next(one for one in starter.entities if one.id == "starter:sdn-45708")
    assert operator.founded == ("2006-07-24",)
    assert ("tax", "1646019914", "RU") in {
        (row.kind, row.value, row.country) for row in operator.identifiers
    }
    assert operator.listings[0].listed_on == "2024-02-23"
    assert any("Yelabuga" in (row.city or "") for row in operator.addresses)


def test_sites_are_named_without_effect_and_point_at_their_place(starter: Starter) -> None:
    places = {place.id: place for place in starter.places}
    sites = [one for one in starter.entities if one.type == "site"]
    assert len(sites) == 7
    for one in sites:
        assert places[one.extra["place"]].listings, one.id


def test_links_lead_somewhere(starter: Starter) -> None:
    ids = {one.id for one in starter.entities}
    for link in starter.links:
        assert link.subject in ids
        assert link.object_name
        assert link.object is None or link.object in ids
        assert link.subject != link.object
    assert len(set(starter.links)) == len(starter.links)
    assert sum(link.object is not None for link in starter.links) == 199


def test_shares_are_kept_where_they_are_stated(starter: Starter) -> None:
    drake = "starter:eu-269-llc-drake"
    owners = {link.object: link.percent for link in starter.links if link.subject == drake
              and link.relation == "owned_by"}  # fmt: skip
    assert owners == {
        "starter:eu-269-llc-alabuga-development": 50.0,
        "starter:eu-269-limited-liability-company-alabuga-machinery": 50.0,
    }


# ---- goods --------------------------------------------------------------------------------------


def test_goods_dates_are_whole_and_in_order(starter: Starter) -> None:
    for one in starter.goods:
        assert whole_date(one.valid_from)
        assert whole_date(one.valid_to)
        if one.valid_from and one.valid_to:
            assert one.valid_from <= one.valid_to


def test_codes_without_a_verified_start_have_none(starter: Starter) -> None:
    supp7 = [one for one in starter.goods if one.list == "EAR_746_SUPP7"]
    assert {one.code: one.valid_from for one in supp7 if one.valid_from} == {"852910": "2024-01-23"}
    began = next(one.began for one in starter.goods_lists if one.id == "EAR_746_SUPP7")
    assert began == "2023-02-24"


def test_what_was_inferred_is_never_more_than_a_hint(starter: Starter) -> None:
    hints = ("IRAN_UAV_ADVISORY_2023_INFERRED", "UAV_RELEVANT_ECCN")
    for one in starter.goods:
        assert (one.basis == "not_verified") == (one.list in hints)
        if one.list in hints:
            assert one.valid_from is None
            assert "hint" in (one.note or "")


def test_ex_codes_need_the_description(starter: Starter) -> None:
    eu = [one for one in starter.goods if one.list == "EU_2023_1529_ANNEX_II"]
    assert sum(one.needs_description for one in eu) == 241
    others = [one for one in starter.goods if one.needs_description and one not in eu]
    assert {(one.list, one.valid_to) for one in others} == {("UK_IRAN_SCHED4", "2024-09-12")}


def test_the_high_priority_list_is_the_core_of_the_us_and_eu_lists(starter: Starter) -> None:
    codes = {name: {one.code for one in starter.goods if one.list == name}
             for name in ("CHPL", "EAR_746_SUPP7", "EU_833_ANNEX_XL")}  # fmt: skip
    assert codes["CHPL"] == codes["EU_833_ANNEX_XL"]
    assert codes["EAR_746_SUPP7"] - codes["CHPL"] == {"840710", "840890", "840910"}


def test_lists_that_are_not_loaded_are_named_as_such(starter: Starter) -> None:
    loaded = {one.list for one in starter.goods}
    missing = [one for one in starter.goods_lists if one.id not in loaded]
    assert len(missing) == 4
    assert all((one.note or "").startswith("not loaded") for one in missing)


# ---- places, corridor, claims -------------------------------------------------------------------


def test_points_are_on_the_globe_and_unknown_ones_are_left_open(starter: Starter) -> None:
    for place in starter.places:
        assert (place.lat is None) == (place.lon is None)
        assert place.lat is None or (-90 <= place.lat <= 90 and -180 <= (place.lon or 0) <= 180)
        assert place.uncertainty_km > 0
    open_ones = {place.id for place in starter.places if place.lat is None}
    assert len(open_ones) == 11
    assert {"karimun_oil_terminal", "skolkovo"} < open_ones


def test_codes_of_places_have_their_form_and_are_given_once(starter: Starter) -> None:
    forms = {
        "unlocode": "[A-Z]{2}[A-Z2-9]{3}",
        "iata": "[A-Z]{3}",
        "icao": "[A-Z]{4}",
        "ourairports": "[A-Z]{2}-[0-9]{4}",
    }
    seen: Counter[tuple[str, str]] = Counter()
    for place in starter.places:
        for kind, code in place.codes.items():
            assert re.fullmatch(forms[kind], code), place.id
            if kind == "unlocode":
                assert code[:2] == place.country
            seen[kind, code] += 1
    assert max(seen.values()) == 1


def test_only_places_that_a_law_or_a_report_points_at_are_watched(starter: Starter) -> None:
    unlisted = {place.id for place in starter.places if place.watched and not place.listings}
    assert unlisted == {"seshcha_air_base", "primorsko_akhtarsk_air_base", "olya_port"}
    assert all(place.watched for place in starter.places if place.listings)


@pytest.mark.parametrize(
    ("name", "act", "annex", "since"),
    [
        ("amirabad_port", "2023/1529", "IV", "2024-11-18"),
        ("anzali_port", "2023/1529", "IV", "2024-11-18"),
        ("astrakhan_port", "833/2014", "XLVII.A", "2025-02-25"),
        ("makhachkala_port", "833/2014", "XLVII.A", "2025-02-25"),
        ("begishevo_airport", "833/2014", "XLVII.B", "2025-02-25"),
        ("vnukovo_airport", "833/2014", "XLVII.B", "2025-02-25"),
        ("murmansk_port", "833/2014", "XLVII.A", "2026-04-24"),
        ("alabuga_sez", "833/2014", "LII.A", "2025-10-24"),
    ],
)
def test_listed_places_have_act_annex_and_day(
    starter: Starter, name: str, act: str, annex: str, since: str
) -> None:
    (listing,) = place_of(starter, name).listings
    assert (listing.authority, listing.act, listing.annex, listing.in_force_from) == (
        "EU",
        f"Reg (EU) {act}",
        annex,
        since,
    )


def test_amirabad_alone_fits_several_places_and_its_code_one(starter: Starter) -> None:
    bearers = [place.id for place in starter.places if "Amirabad" in (place.name, *place.aliases)]
    assert len(bearers) == 5
    assert [place.id for place in starter.places if place.codes.get("unlocode") == "IRAMD"] == [
        "amirabad_port"
    ]


def test_the_airport_of_nbc_is_not_nebolchi(starter: Starter) -> None:
    assert place_of(starter, "begishevo_airport").codes == {"icao": "UWKE", "iata": "NBC"}
    assert place_of(starter, "nebolchi").codes == {"unlocode": "RUNBC"}


def test_the_corridor_runs_one_way_and_branches_at_the_end(starter: Starter) -> None:
    (corridor,) = starter.corridors
    assert [(leg.order, leg.from_place, leg.to_place, leg.mode) for leg in corridor.legs] == [
        (1, "amirabad_port", "makhachkala_port", "sea"),
        (2, "makhachkala_port", "seshcha_air_base", "unknown"),
        (2, "makhachkala_port", "primorsko_akhtarsk_air_base", "unknown"),
    ]
    assert corridor.stance == "reported"


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [
        ("amirabad_port", "makhachkala_port", 845),
        ("makhachkala_port", "seshcha_air_base", 1584),
        ("makhachkala_port", "primorsko_akhtarsk_air_base", 812),
        ("rumow", "yelabuga_town", 904),
    ],
)
def test_distances_are_those_that_the_notes_speak_of(
    starter: Starter, start: str, end: str, km: int
) -> None:
    a, b = place_of(starter, start), place_of(starter, end)
    length = Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon)["s12"] / 1000
    assert abs(length - km) < 2


def test_hedged_claims_keep_their_hedge(starter: Starter) -> None:
    claims = {one.id: one for one in starter.claims}
    assert claims["wh-2023-06-09-plant-site"].stance == "alleged"
    assert claims["wh-2023-06-09-plant-date"].modality == "possible"
    assert claims["wh-2023-06-09-offer"].modality == "offered"
    assert "caspian_2023" not in claims["wh-2023-06-09-offer"].about


def test_claims_speak_of_things_that_are_here(starter: Starter) -> None:
    known = {place.id for place in starter.places} | {one.id for one in starter.corridors}
    known |= {one.id for one in starter.goods_lists}
    ids = {about for one in starter.claims for about in one.about if about[0].islower()}
    assert ids <= known


def test_every_correction_says_what_was_what_is_and_why(starter: Starter) -> None:
    ids = {one.id for one in starter.entities}
    path = next(path for path in starter_files() if path.name == "corrections.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows
    for row in rows:
        assert row["subject"] in ids
        assert all(row[field] for field in ("field", "was", "is", "why")), row


def test_the_reference_page_tells_the_right_numbers_of_rows(starter: Starter) -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "starter.md"
    told = dict(
        re.findall(
            r"^\| `([a-z_]+\.(?:csv|yaml))` \| (\d+) \|", page.read_text("utf-8"), re.MULTILINE
        )
    )
    yaml_rows = {
        "places.yaml": len(starter.places) - int(told["trade_places.csv"]),
        "corridors.yaml": len(starter.corridors),
        "claims.yaml": len(starter.claims),
        "sources.yaml": len(starter.sources),
    }
    assert set(told) == {path.name for path in starter_files()}
    for path in starter_files():
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as handle:
                assert int(told[path.name]) == sum(1 for _ in csv.DictReader(handle)), path.name
        else:
            assert int(told[path.name]) == yaml_rows[path.name]
