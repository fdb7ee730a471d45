"""The official lists themselves, where they are at hand."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from holdpoint.knowledge import build, diff, open_snapshot, verify
from holdpoint.knowledge._same import SameParties
from holdpoint.knowledge._same_facts import facts_of
from holdpoint.sources import Edition, read_source

LISTS = Path(__file__).parents[2].parent / "shared" / "data" / "lists"
SDN = LISTS / "us_ofac_sdn"
UN = LISTS / "un"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not LISTS.is_dir(), reason="the official lists are not at hand"),
]


def _one(path: Path) -> Edition:
    (edition,) = read_source(path)
    return edition


def test_the_designations_of_february_2024(tmp_path: Path) -> None:
    before = _one(SDN / "sdn_2024-02-20.csv.gz")
    after = _one(SDN / "sdn_2024-02-24.csv.gz")
    found = diff(before.entities, after.entities)
    counts = found.counts()
    assert (counts["added"], counts["removed"]) == (568, 0)
    assert counts["changed"] < 10
    assert [row for row in found.added if "ALABUGA" in row.name]
    assert found.forms == ()


def test_an_element_that_a_publisher_adds_to_every_entry_changes_no_fact() -> None:
    before = _one(UN / "un_consolidated_2026-02-27.xml.gz")
    after = _one(UN / "un_consolidated_2026-08-01.xml.gz")
    counts = diff(before.entities, after.entities).counts()
    assert (counts["added"], counts["removed"]) == (16, 8)
    assert counts["changed"] < 100  # of 995 whose XML differs


def test_a_real_list_packed_or_not_is_one_snapshot(tmp_path: Path) -> None:
    packed = UN / "un_consolidated_2026-08-01.xml.gz"
    plain = tmp_path / "renamed.xml"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    one = build([_one(packed)], out=tmp_path / "a")
    two = build([_one(plain)], out=tmp_path / "b")
    assert one.id == two.id
    assert verify(tmp_path / "a") == ()


def test_a_large_snapshot_opens_at_once(tmp_path: Path) -> None:
    edition = _one(SDN / "sdn_2024-02-24.csv.gz")
    report = build([edition], out=tmp_path)
    (source,) = (row for row in report.sources if row.id == "us-ofac-sdn")
    assert source.rows == source.read + source.refused == 14_499
    assert report.starter_left["US/OFAC SDN"]
    started = time.process_time()
    snapshot = open_snapshot(tmp_path)
    entity = snapshot.entity("us-ofac-sdn:45708")
    assert time.process_time() - started < 0.2
    assert entity.listings
    assert entity in [hit.entity for hit in snapshot.match({"name": entity.caption}, limit=5)]
    assert verify(tmp_path) == ()


def test_australia_and_the_un_are_linked_by_the_numbers_of_the_un() -> None:
    same = SameParties()
    un = list(_one(UN / "un_consolidated_2026-08-01.xml.gz").entities)
    au = list(_one(LISTS / "au" / "dfat_consolidated_2026-08.xlsx").entities)
    for entity in (*un, *au):
        same.note(facts_of(entity))
    links = list(same.links())
    entries = {entity.id: entity for entity in (*un, *au)}
    assert all({x.partition(":")[0] for x in (k.subject, k.object or "")} == {"un-sc", "au-dfat"}
               for k in links)  # fmt: skip
    referring = {entity.id for entity in au if "UN reference" in entity.extra}
    by_number = {link.subject for link in links if link.basis == "official"}
    assert len(referring) > 750
    assert len(by_number & referring) > 0.95 * len(referring)
    for link in links:
        kinds = {entries[link.subject].type, entries[link.object or ""].type}
        assert kinds != {"person", "company"}
        assert link.reasons
