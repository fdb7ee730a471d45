"""The US Consolidated Screening List in its three forms, member lists kept apart."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity
from holdpoint.sources import Edition, read_source

Write = Callable[[str, str | bytes], Path]

HEADER = [
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
]
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
EL = "Entity List (EL) - Bureau of Industry and Security"
DPL = "Denied Persons List (DPL) - Bureau of Industry and Security"
MBS = "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"


def _csv(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADER, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _entities(edition: Edition) -> list[Entity]:
    return list(edition.entities)


def _compact(*entries: dict[str, Any], **more: Any) -> str:
    data = {
        "sourceGeneratedAt": "2026-03-04T13:15:00+00:00",
        "entryCount": len(entries),
        "countsBySource": {},
        "fieldKey": {"n": "name"},
        "tables": {
            "sources": [SDN, EL, DPL],
            "licenceRequirements": ["All items."],
            "licencePolicies": ["Presumption of denial"],
            "programmes": ["SDGT; IFSR"],
            "urls": ["https://example.org"],
        },
        "entries": list(entries),
    }
    return json.dumps({**data, **more})


def test_each_member_list_is_its_own_edition_with_its_measure(write: Write) -> None:
    path = write("csl_2022-05.csv", _csv(
        {"source": SDN, "entity_number": "90001", "type": "Individual", "name": "TESTOV, Invented",
         "programs": "SDGT; IFSR", "addresses": "1 Example St, Exampletown, AE; AE",
         "dates_of_birth": "1967; 1968", "nationalities": "IR", "alt_names": "TESTIK; TEST, I.",
         "ids": "IR, 2030-01-01, X123, Passport; Male, Gender",
         "remarks": "(Linked To: EXAMPLE BANK)"},
        {"source": EL, "name": "Imaginary Chips Ltd.", "addresses": "2 Fab Road, Taipei, TW",
         "federal_register_notice": "99 FR 11111", "start_date": "2024-01-02",
         "license_requirement": "For all items subject to the EAR.",
         "license_policy": "Presumption of denial.", "alt_names": "Chips A; and Chips B"},
        {"source": DPL, "name": "JANE INVENTED", "start_date": "2020-01-01",
         "end_date": "2030-01-01", "standard_order": "Y"},
        {"source": MBS, "entity_number": "90002", "type": "Entity", "name": "EXAMPLE BANK"},
    ))  # fmt: skip
    editions = list(read_source(path))
    by_list = {edition.source: _entities(edition) for edition in editions}
    assert {s: e[0].listings[0].measure for s, e in by_list.items()} == {
        "us-ofac-sdn": "blocking",
        "us-bis-el": "licence_requirement",
        "us-bis-dpl": "denial_order",
        "us-ofac-nsmbs": "menu_based",
    }
    person = by_list["us-ofac-sdn"][0]
    assert person.id == "us-ofac-sdn:90001"
    assert person.birth_dates == ("1967", "1968")
    assert person.gender == "male"
    assert person.listings[0].programmes == ("SDGT", "IFSR")
    assert (person.identifiers[0].value, person.identifiers[0].country) == ("X123", "IR")
    assert person.identifiers[0].note == "expires 2030-01-01"
    chips = by_list["us-bis-el"][0]
    assert [n.text for n in chips.names] == ["Imaginary Chips Ltd.", "Chips A", "Chips B"]
    assert chips.addresses[0].country == "TW"
    assert chips.listings[0].listed_on == "2024-01-02"
    note = chips.listings[0].note or ""
    assert "For all items subject to the EAR" in note
    assert "Presumption of denial" in note
    assert "99 FR 11111" in note
    assert by_list["us-bis-dpl"][0].listings[0].until == "2030-01-01"
    assert all(e.info.rows == e.info.read == 1 for e in editions)


def test_the_newer_order_of_ids_is_read_too(write: Write) -> None:
    row = {"source": MBS, "entity_number": "1", "type": "Entity", "name": "X",
           "ids": "Tax ID No., 7702235000, RU; Website, www.example.org"}  # fmt: skip
    entity = _entities(next(read_source(write("csl.csv", _csv(row)))))[0]
    assert [(i.kind, i.value, i.country) for i in entity.identifiers] == [
        ("tax", "7702235000", "RU"),
        ("website", "www.example.org", None),
    ]


def test_a_partial_file_is_accounted_for_row_by_row(write: Write) -> None:
    text = _csv({"source": EL, "name": "Chips"}, {"source": "Unknown List (XYZ)", "name": "Y"})
    head, rest = text.split("\n", 1)
    path = write("csl_2023-11.csv.gz", f"{head}\n{head}\n{rest},,torn,row")
    editions = list(read_source(path))
    assert len(editions) == 1
    assert [e.caption for e in editions[0].entities] == ["Chips"]
    info = editions[0].info
    assert (info.rows, info.read, info.refused) == (4, 1, 3)
    reasons = [p.reason for p in editions[0].problems]
    assert any("header" in r for r in reasons)
    assert any("of 29 fields" in r for r in reasons)
    assert any("no list that is known" in r for r in reasons)


def test_the_original_json_form(write: Write) -> None:
    data = {"results": [
        {"source": SDN, "entity_number": "90003", "type": "Vessel", "name": "EXAMPLE SEA",
         "programs": ["IRAN"], "call_sign": "XX1", "vessel_flag": "Iran", "vessel_owner": "NOBODY",
         "gross_registered_tonnage": "10", "alt_names": ["SEA X"],
         "addresses": [{"address": "1 Quay", "city": "Bandar", "country": "IR"}],
         "ids": [{"type": "Vessel Registration Identification", "number": "IMO 9074729"},
                 {"type": "Passport", "number": "P1", "country": "IR", "issue_date": "2020-01-01",
                  "expiration_date": "2030-01-01"}]},
        {"source": SDN, "name": ""}, "rubbish",
    ]}  # fmt: skip
    edition = next(read_source(write("consolidated_2025-06-01.json", json.dumps(data))))
    ship = _entities(edition)[0]
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.owner) == ("IR", "NOBODY")
    assert ("imo", "9074729") in {(i.kind, i.value) for i in ship.identifiers}
    assert "issued 2020-01-01 expires 2030-01-01" in {i.note for i in ship.identifiers}
    assert edition.links[0].relation == "owned_by"
    assert (edition.info.rows, edition.info.read, edition.info.refused) == (3, 1, 2)
    assert edition.info.list_date == "2025-06-01"


def test_the_compact_form(write: Write) -> None:
    path = write("csl.json.gz", _compact(
        {"n": "TESTOV, Invented", "s": 0, "t": "Individual", "c": ["IR", "AE"], "e": "90001",
         "pg": 0, "a": ["TESTIK"], "u": 0},
        {"n": "Chips", "s": 1, "lr": 0, "lp": 0, "fr": "99 FR 1", "c": ["TW"], "u": 0},
        {"n": "Broken", "s": 99},
    ))  # fmt: skip
    editions = {e.source: (e, _entities(e)) for e in read_source(path)}
    edition, (person,) = editions["us-ofac-sdn"]
    assert person.countries == ("IR", "AE")
    assert person.listings[0].programmes == ("SDGT", "IFSR")
    assert (edition.info.list_date, edition.info.date_basis) == ("2026-03-04", "inside the file")
    assert sum(e.info.rows for e, _ in editions.values()) == 3
    assert sum(e.info.refused for e, _ in editions.values()) == 1


def test_keys_made_from_names_are_stable_and_never_shared(write: Write) -> None:
    one = {"n": "Chips", "s": 1, "c": ["TW"]}
    moved = {"n": "CHIPS ", "s": 1, "c": ["CN"]}
    twin = {"n": "Chips", "s": 1, "c": ["AE"]}
    again = {"n": "Chips", "s": 1, "c": ["AE"]}

    def ids(*entries: dict[str, Any]) -> list[str]:
        path = write("csl.json", _compact(*entries))
        edition = next(read_source(path, source="us-bis-el"))
        found = [entity.id for entity in edition.entities]
        assert edition.info.read == len(entries)
        return found

    assert ids(one) == ids(moved)
    pair = ids(one, twin)
    assert len(set(pair)) == 2
    assert sorted(ids(twin, one)) == sorted(pair)
    assert sorted(ids(one, twin, again)) == sorted(pair)


def test_a_list_that_is_not_there_is_named(write: Write) -> None:
    path = write("csl.json", _compact({"n": "Chips", "s": 1}))
    with pytest.raises(UnreadableInputError, match="us-bis-el"):
        next(read_source(path, source="us-ofac-sdn"))


def test_json_that_is_torn_is_a_clear_error(write: Write) -> None:
    with pytest.raises(UnreadableInputError, match="no whole JSON"):
        next(read_source(write("csl.json", _compact({"n": "Chips", "s": 1})[:-40])))
