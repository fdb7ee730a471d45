"""Every file of the official lists at hand is read, with all its records accounted for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity
from holdpoint.sources import read_source

pytestmark = pytest.mark.slow

NO_LIST = {
    "FORMAT.md": "plain text",  # says how the Official Journal was transcribed
    "manifest.json": "JSON with the keys",  # belongs to the names beside it
    "un_consolidated_2025-08-16_DAMAGED.xml.gz": "damaged",
}
COMPANIONS = ("cons_a", "cons_comments", "sdn_a", "sdn_comments")
RECORDS = {
    "dfat_consolidated_2026-08.xlsx": (11068, 0, 3846),
    "sema_2022.xml.gz": (2606, 0, 2606),
    "sema_2025-06.xml.gz": (4759, 0, 4759),
    "mofcom_lists_2026-07.json": (240, 0, 240),
    "meti_end_user_list_2025-09-29.json.gz": (835, 0, 835),
    "meti_russia_parties_2025-09-12.txt.gz": (561, 0, 561),
    "meti_third_country_parties_2025-09-12.txt": (56, 0, 56),
    "eu_fin.json.gz": (5994, 0, 5993),
    "eu_travel.json.gz": (3859, 0, 3857),
    "uk.json.gz": (15313, 0, 15115),
    "nsdc_sanctions_2022.xlsx": (5677, 1, 5597),
    "war_and_sanctions_2026-03-13.csv.gz": (5600, 0, 5600),
    "fcdo_sanctions_list_2025-08-11_8_columns.ods": (5302, 2, 5300),
    "bis_denied_persons_2022-09.txt": (581, 0, 499),
    "bis_denied_persons_2023-11.txt.gz": (665, 0, 583),
    "bis_military_intelligence_end_users.csv": (13, 0, 13),
    "state_ddtc_debarred_2018-01-24.csv": (515, 0, 511),
    "state_isn_2018.csv": (213, 0, 177),
    "state_isn_inksna.csv": (28, 0, 28),
    "consolidated_2025-03-28.xml.gz": (463, 0, 463),
    "sdn_names_2026-07-11.json.gz": (19143, 0, 19143),
    "eu_fsf.xml": (7, 1, 6),  # one entity stands there twice
    "ch_seco.xml": (3, 0, 3),
    "us_dpl.txt": (9, 0, 9),
    "us_el.csv": (18, 0, 5),
    "us_meu.csv": (18, 0, 5),
    "us_uvl.csv": (19, 0, 13),
    "us_isn.csv": (5, 0, 3),
    "us_itar_debarred.csv": (4, 0, 4),
    "us_ofac_consolidated.xml": (8, 0, 8),
    "us_ofac_sdn.xml": (4, 0, 4),
    "us_ofac_sdn_xml.zip": (8, 0, 8),
    "us_ofac_sdn_advanced_2024-02-23.xml.gz": (37, 0, 37),
}
"""Records seen, refused, and entries made. A record on two lists counts once in each."""
HEAVY = ("sdn_20", "ofsi_conlist_20", "csl_2022", "csl_compact")
"""Read whole by other tests; here only the reader that knows them is asked for."""


def _lists(path: Path) -> tuple[int, int, list[Entity]]:
    rows = refused = 0
    entities: list[Entity] = []
    for edition in read_source(path):
        entities += edition.entities
        info = edition.info
        assert info.rows == info.read + info.refused
        assert info.refused == sum(problem.fatal for problem in edition.problems)
        rows, refused = rows + info.rows, refused + info.refused
    return rows, refused, entities


def test_every_file_is_read_or_refused_whole_with_a_reason(lists: Path) -> None:
    from holdpoint.sources import reader_for

    unread: dict[str, str] = {}
    seen: set[str] = set()
    for path in sorted(p for p in lists.rglob("*") if p.is_file()):
        seen.add(path.name)
        try:
            if path.name.startswith((*COMPANIONS, *HEAVY)):
                reader_for(path)
                continue
            rows, refused, entities = _lists(path)
        except UnreadableInputError as error:
            unread[path.name] = str(error)
            continue
        assert len(entities) == len({entity.id for entity in entities}), path.name
        assert all(entity.listings and entity.names for entity in entities), path.name
        if path.name in RECORDS:
            assert (rows, refused, len(entities)) == RECORDS[path.name], path.name
    assert set(unread) == NO_LIST.keys() & seen
    assert all(NO_LIST[name] in why for name, why in unread.items())
    assert seen >= RECORDS.keys()


def test_the_forms_of_one_ofac_list_agree(lists: Path) -> None:
    old = next(read_source(lists / "us_ofac_sdn" / "sdn_2024-02-24.csv.gz"))
    csv = {entity.id: entity for entity in old.entities}
    sample = "format_samples/us_ofac_sdn_advanced_2024-02-23.xml.gz"
    edition = next(read_source(lists / sample))
    both = [(csv[e.id], e) for e in edition.entities if e.id in csv]
    assert len(both) > 30
    same_name = [a for a, b in both if a.caption.casefold() == b.caption.casefold()]
    assert len(same_name) > 0.9 * len(both)
    for old_entity, new in both:
        assert set(old_entity.birth_dates) <= set(new.birth_dates)
        assert old_entity.type == new.type


def test_names_of_july_2026_differ_from_the_screening_list_as_counted(lists: Path) -> None:
    names = next(read_source(lists / "us_ofac_sdn" / "sdn_names_2026-07-11.json.gz"))
    path = lists / "us_csl" / "csl_compact_2026-07-31.json.gz"
    later = next(read_source(path, source="us-ofac-sdn"))
    before = {entity.id for entity in names.entities}
    after = {entity.id for entity in later.entities}
    assert (len(after - before), len(before - after)) == (184, 146)


def test_the_un_brought_the_iranian_entries_back_in_2025(lists: Path) -> None:
    def iranians(date: str) -> set[str]:
        edition = next(read_source(lists / "un" / f"un_consolidated_{date}.xml.gz"))
        return {
            entity.id
            for entity in edition.entities
            if any("1737" in (listing.legal_basis or "") for listing in entity.listings)
        }

    before, after = iranians("2025-04-19"), iranians("2025-11-20")
    assert not before
    assert len(after) > 100


def test_every_reader_is_described_for_the_documentation() -> None:
    from holdpoint.sources import READERS, described

    rows = described()
    assert {row.format for row in rows} == {reader.format for reader in READERS}
    assert all(row.read and row.ignored and row.licence and row.publisher for row in rows)
    assert not [row for row in rows if row.title == "Reference tables"]


def test_what_is_described_of_a_reference_table_is_what_its_edition_says(tmp_path: Path) -> None:
    from holdpoint.sources import described

    rows = {row.source: row for row in described()}
    heads = {
        "airports.csv": "id,ident,type,name,latitude_deg,longitude_deg",
        "wpi.csv": "OID_,World Port Index Number,Region Name,Main Port Name",
        "cities.csv": "name,country,subcountry,geonameid",
    }
    for name, head in heads.items():
        path = tmp_path / name
        path.write_text(f"{head}\n", "utf-8")
        (edition,) = read_source(path)
        row = rows[edition.source]
        info = edition.info
        assert (row.title, row.publisher, row.licence) == (
            info.title, info.publisher, info.licence,
        )  # fmt: skip


def test_measures_are_those_that_the_lists_say(lists: Path) -> None:
    found: dict[str, Counter[str]] = {}
    for name in (
        "uk/fcdo_sanctions_list_2025-08-11_8_columns.ods",
        "au/dfat_consolidated_2026-08.xlsx",
    ):
        for edition in read_source(lists / name):
            found[edition.source] = Counter(
                listing.measure for entity in edition.entities for listing in entity.listings
            )
    assert found["au-dfat"]["transport_ban"] == 262  # 262 rows of vessels
    uk = found["uk-sanctions-list"]
    assert uk["transport_ban"] > 424  # "Shipping sanctions" alone: no funds of them are frozen
    assert 4500 < uk["asset_freeze"] < 4900
