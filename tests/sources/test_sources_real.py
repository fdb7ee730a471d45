"""The official lists themselves, where they are beside the project: totals, deltas, spot checks."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity
from holdpoint.sources import Edition, plan, read_source

pytestmark = pytest.mark.slow


def _ids(path: Path, source: str | None = None) -> set[str]:
    (edition,) = read_source(path, source=source)
    return {entity.id for entity in edition.entities}


def _read(path: Path, source: str | None = None) -> tuple[Edition, dict[str, Entity]]:
    (edition,) = read_source(path, source=source)
    return edition, {entity.id: entity for entity in edition.entities}


def _delta(old: set[str], new: set[str]) -> tuple[int, int]:
    return len(new - old), len(old - new)


def test_sdn_totals_and_deltas(lists: Path) -> None:
    dates = [
        ("2021-07", 8976, None),
        ("2023-06-08", 12619, (4221, 578)),
        ("2024-02-20", 13931, (1540, 228)),
        ("2024-02-24", 14499, (568, 0)),
        ("2024-04-26", 14668, (267, 98)),
        ("2024-05-01", 14966, (298, 0)),
        ("2024-05-03", 14965, (7, 8)),
    ]
    before: set[str] = set()
    for date, count, delta in dates:
        edition, entities = _read(lists / "us_ofac_sdn" / f"sdn_{date}.csv.gz")
        info = edition.info
        assert len(entities) == count
        assert info.rows == info.read + info.refused
        assert info.refused == 0
        assert info.list_date == date
        if delta:
            assert _delta(before, set(entities)) == delta
        before = set(entities)
    csl = _ids(lists / "us_csl" / "csl_compact_2026-07-31.json.gz", "us-ofac-sdn")
    assert _delta(before, csl) == (5213, 997)


def test_sdn_spot_checks(lists: Path) -> None:
    edition, entities = _read(lists / "us_ofac_sdn" / "sdn_2024-02-24.csv.gz")
    zone = entities["us-ofac-sdn:45708"]
    assert ("tax", "1646019914", "RU") in {(i.kind, i.value, i.country) for i in zone.identifiers}
    assert "ALABUGA" in zone.caption
    head = entities["us-ofac-sdn:45710"]
    assert head.birth_dates == ("1978-01-28",)
    linked = {k.object for k in edition.links if k.subject == head.id}
    assert linked == {zone.id}
    assert sum(k.object is not None for k in edition.links) > 0.95 * len(edition.links)
    ships = [e for e in entities.values() if e.type == "vessel"]
    with_imo = [e for e in ships if any(i.kind == "imo" for i in e.identifiers)]
    assert len(with_imo) > 0.7 * len(ships)


def test_the_complete_set_of_2021_is_joined_by_itself(lists: Path) -> None:
    edition, entities = _read(lists / "us_ofac_sdn" / "sdn_2021-07.csv.gz")
    assert [(c.rows, c.refused) for c in edition.files] == [(8976, 0), (13837, 0), (11910, 0)]
    assert sum(bool(e.addresses) for e in entities.values()) > 5000


def test_screening_list_totals(lists: Path) -> None:
    whole = {
        "csl_2022-05.csv.gz": (14160, 0),
        "csl_compact_2026-07-31.json.gz": (25921, 0),
        "csl_2023-11_PARTIAL.csv.gz": (4228, 2),
    }
    for name, (rows, refused) in whole.items():
        infos = []
        for edition in read_source(lists / "us_csl" / name):
            ids = [entity.id for entity in edition.entities]
            assert len(ids) == len(set(ids))
            infos.append(edition.info)
        assert sum(i.rows for i in infos) == rows
        assert sum(i.refused for i in infos) == refused
        assert all(i.rows == i.read + i.refused for i in infos)


def test_keys_of_lists_without_numbers_hold_from_2022_to_2026(lists: Path) -> None:
    folder = lists / "us_csl"
    old, new = (
        {edition.source: list(edition.entities) for edition in read_source(folder / name)}
        for name in ("csl_2022-05.csv.gz", "csl_compact_2026-07-31.json.gz")
    )
    for source in ("us-bis-el", "us-bis-dpl", "us-state-dtc", "us-bis-uvl"):
        names = {e.caption.casefold() for e in old[source]} & {
            e.caption.casefold() for e in new[source]
        }
        kept = {e.id for e in old[source]} & {e.id for e in new[source]}
        assert len(kept) > 0.9 * len(names)


def test_un_deltas_tell_format_drift_from_change(lists: Path) -> None:
    expected = {
        "2025-11-20": (126, 3, 16),
        "2026-02-27": (4, 1, 2),
        "2026-08-01": (16, 8, 100),
    }
    _, before = _read(lists / "un" / "un_consolidated_2025-04-19.xml.gz")
    assert len(before) == 684 + 193
    for date, (added, removed, at_most) in expected.items():
        edition, after = _read(lists / "un" / f"un_consolidated_{date}.xml.gz")
        assert _delta(set(before), set(after)) == (added, removed)
        changed = [key for key in before.keys() & after.keys() if before[key] != after[key]]
        assert len(changed) <= at_most
        assert not [p for p in edition.problems if p.fatal]
        before = after
    assert any(n.kind == "original" for e in before.values() for n in e.names)
    with pytest.raises(UnreadableInputError, match="damaged"):
        next(read_source(lists / "un" / "un_consolidated_2025-08-16_DAMAGED.xml.gz"))


def test_uk_totals_and_deltas(lists: Path) -> None:
    expected = {
        "2022-05-04": (15261, 3430, None),
        "2023-06-05": (16823, 3993, (597, 34)),
        "2025-04-10": (18796, 4686, (824, 131)),
        "2025-04-14": (18798, 4688, (2, 0)),
    }
    before: set[str] = set()
    for date, (rows, groups, delta) in expected.items():
        edition, entities = _read(lists / "uk" / f"ofsi_conlist_{date}.xlsx")
        info = edition.info
        assert (info.rows, info.read, info.refused) == (rows, rows, 0)
        assert (len(entities), info.list_date) == (groups, date)
        if delta:
            assert _delta(before, set(entities)) == delta
        before = set(entities)
    edition, _ = _read(lists / "uk" / "ofsi_conlist_2016-03-25.csv.gz")
    assert (edition.info.rows, edition.info.refused) == (8746, 0)


def test_eu_acts(lists: Path) -> None:
    folder = lists / "eu_official_journal" / "consolidated"
    edition, entities = _read(folder / "32014R0833.csv.gz")
    assert (edition.info.rows, edition.info.refused) == (1746, 0)
    ships = [e for e in entities.values() if e.listings[0].measure == "transport_ban"]
    assert len(ships) == 633
    assert all(any(i.kind == "imo" for i in ship.identifiers) for ship in ships)
    edition, entities = _read(folder / "32014R0269.csv.gz")
    assert len(entities) == edition.info.rows == 2802
    assert not list(next(read_source(folder / "32023R2406.csv")).entities)


def test_the_whole_folder(lists: Path) -> None:
    begun = time.process_time()
    made = plan(lists)
    newest = {c.source: (c.list_date, [p.name for p in c.files]) for c in made.choices}
    assert newest["un-sc"][0] == "2026-08-01"
    assert newest["uk-conlist"][0] == "2025-04-14"
    assert newest["us-ofac-sdn"] == (
        "2026-07-31",
        [
            "csl_compact_2026-07-31.json.gz",
            "sdn_addresses_2026-08-02.csv.gz",
            "sdn_aliases_2026-08-02.csv.gz",
            "sdn_comments_2026-08-02.csv",
        ],
    )
    assert len([s for s in newest if s.startswith("eu-oj-")]) == 38
    unreadable = {path.name for path, _ in made.unreadable}
    assert unreadable == {"un_consolidated_2025-08-16_DAMAGED.xml.gz", "FORMAT.md"}
    seen = {path for choice in made.choices for path in choice.files}
    seen |= {path for path, _ in (*made.unreadable, *made.superseded)}
    others = {p for p in lists.rglob("*") if p.is_file()} - seen
    assert {path.name for path in others} == {"manifest.json"}  # read with the names beside it
    zone = None
    for edition in made.editions():
        for entity in edition.entities:
            if entity.id == "us-ofac-sdn:45708":
                zone = entity
        info = edition.info
        assert info.rows == info.read + info.refused
        assert (info.refused == 0) == (not [p for p in edition.problems if p.fatal])
    assert zone is not None
    assert "1646019914" in {i.value for i in zone.identifiers}
    assert zone.addresses
    assert time.process_time() - begun < 90
