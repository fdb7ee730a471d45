"""Annexes of EU acts: consolidated files, amendments, measures."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from holdpoint.sources import read_source
from holdpoint.sources._eu_entry import short_title, values

Write = Callable[[str, str | bytes], Path]

COLUMNS = [
    "recordId",
    "programKey",
    "annex",
    "measure",
    "startDate",
    "reason",
    "schema",
    "name",
    "alias",
    "weakAlias",
    "previousName",
    "country",
    "nationality",
    "jurisdiction",
    "birthDate",
    "birthPlace",
    "position",
    "passportNumber",
    "gender",
    "appearance",
    "ethnicity",
    "fatherName",
    "motherName",
    "incorporationDate",
    "legalForm",
    "sector",
    "registrationNumber",
    "taxNumber",
    "idNumber",
    "innCode",
    "ogrnCode",
    "kppCode",
    "okpoCode",
    "leiCode",
    "swiftBic",
    "ticker",
    "imoNumber",
    "mmsi",
    "flag",
    "address",
    "phone",
    "email",
    "website",
    "notes",
]


def _file(lead: dict[str, str], *rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*lead, *COLUMNS], restval="", lineterminator="\n")
    writer.writeheader()
    base = {"programKey": "EU-RUS", "measure": "Asset freeze", "schema": "LegalEntity", **lead}
    writer.writerows({**base, **row} for row in rows)
    return out.getvalue()


def _act(celex: str, *rows: dict[str, str]) -> str:
    return _file({"celex": celex}, *rows)


def _amendment(amended: str, by: str, *rows: dict[str, str]) -> str:
    return _file({"amendedCelex": amended, "amendmentCelex": by}, *rows)


PERSON = {
    "recordId": "7", "annex": "I.PERSONS", "schema": "Person", "name": "Invented TESTOV",
    "alias": 'Testow; "Test; Er"', "previousName": "OLDNAME", "nationality": "Russian; Cypriot",
    "birthDate": "28.1.1978", "gender": "male", "passportNumber": "111 (Cyprus)",
    "innCode": "7707083893, KPP 773601001", "startDate": "15.3.2022", "reason": "Because.",
    "address": "1 Example Street, Moscow, Russia; Russian Federation", "notes": "A note.",
}  # fmt: skip


def test_an_entry_is_read_field_by_field(write: Write) -> None:
    edition = next(read_source(write("32014R0269.csv.gz", _act("32014R0269", PERSON))))
    (person,) = edition.entities
    assert person.id == "eu-oj-32014R0269:I.PERSONS:7"
    texts = [n.text for n in person.names]
    assert texts == ["Invented TESTOV", "Testow", "Test", "Er", "OLDNAME"]
    assert person.names[-1].kind == "former"
    assert person.nationalities == ("RU", "CY")
    assert person.birth_dates == ("1978-01-28",)
    assert [a.line() for a in person.addresses] == ["1 Example Street, Moscow, RU"]
    found = {(i.kind, i.value, i.country) for i in person.identifiers}
    assert {("passport", "111", "CY"), ("inn", "7707083893", None)} <= found
    listing = person.listings[0]
    assert listing.list == "Reg (EU) 269/2014 Annex I"
    assert listing.listed_on == "2022-03-15"
    assert listing.measure == "asset_freeze"
    assert person.remarks == "A note."
    assert edition.info.list_date == "2022-03-15"


@pytest.mark.parametrize(
    ("annex", "printed", "measure"),
    [
        ("IV", "Export control", "trade_restriction"),
        ("XLII", "Transportation restrictions", "transport_ban"),
        ("XLVII.A", "Transportation restrictions", "transaction_ban"),
        ("XIV", "Financial restrictions", "transaction_ban"),
        ("V", "Financial restrictions", "sectoral"),
        ("XV", "Services ban", "services_ban"),
        ("LII.A", "Investment ban", "investment_ban"),
        ("IV", "Something new", "information"),
    ],
)
def test_the_annex_decides_what_a_broad_measure_means(
    write: Write, annex: str, printed: str, measure: str
) -> None:
    row = {"recordId": "1", "annex": annex, "measure": printed, "name": "IMAGINARY LLC"}
    edition = next(read_source(write("32014R0833.csv", _act("32014R0833", row))))
    assert next(edition.entities).listings[0].measure == measure


@pytest.mark.parametrize(
    ("act", "annex", "printed", "basis"),
    [
        ("32023R1529", "III.B", "Asset freeze", "read"),
        ("32014R0269", "I.ENTITIES", "Asset freeze", "official"),
        ("32014R0833", "IV", "Export control", "read"),
        ("32006R0765", "I.A", "Asset freeze", "read"),
        ("32012R0267", "IX.I.B", "Asset freeze", "read"),
        ("32012R0036", "II.A", "Asset freeze", "read"),
        ("32014R0833", "XLII", "Transportation restrictions", "not_verified"),
        ("32006R0765", "V", "Export control", "not_verified"),
        ("32014R0833", "I", "Something new", "not_verified"),
    ],
)
def test_a_measure_says_how_surely_it_is_known(
    write: Write, act: str, annex: str, printed: str, basis: str
) -> None:
    row = {"recordId": "1", "annex": annex, "measure": printed, "name": "IMAGINARY LLC"}
    edition = next(read_source(write(f"{act}.csv", _act(act, row))))
    assert next(edition.entities).listings[0].basis == basis


def test_a_partial_freeze_is_no_freeze(write: Write) -> None:
    row = {"recordId": "1", "annex": "VI", "name": "IMAGINARY FUND"}
    edition = next(read_source(write("x.csv", _act("32016R0044", row))))
    listing = next(edition.entities).listings[0]
    assert (listing.measure, listing.basis) == ("sectoral", "not_verified")


def test_numbers_with_remarks(write: Write) -> None:
    row = {
        "recordId": "1", "annex": "I.PERSONS", "schema": "Person", "name": "Invented TESTOV",
        "passportNumber": "(a) 665334 (Pakistani passport issued in Kuwait), (b) 917739",
        "idNumber": "5209 (German national identity card issued in Bonn on 5.9.2005)",
        "registrationNumber": "72201626 (BRN); 2974922 (Hong Kong)",
    }  # fmt: skip
    edition = next(read_source(write("x.csv", _act("32014R0269", row))))
    (person,) = edition.entities
    assert {(i.kind, i.value, i.country, i.note) for i in person.identifiers} == {
        ("passport", "665334", "PK", "Pakistani passport issued in Kuwait"),
        ("passport", "917739", None, None),
        ("national_id", "5209", "DE", "German national identity card issued in Bonn on 5.9.2005"),
        ("registration", "72201626", None, "BRN"),
        ("registration", "2974922", "HK", None),
    }


def test_an_address_keeps_its_remark(write: Write) -> None:
    row = {"recordId": "1", "annex": "I.PERSONS", "schema": "Person", "name": "Invented TESTOV",
           "address": "Testville, Ghana (in prison, as of June 2016); "
           "Elsewhere, Iran (Islamic Republic of)"}  # fmt: skip
    edition = next(read_source(write("x.csv", _act("32014R0269", row))))
    assert [a.line() for a in next(edition.entities).addresses] == [
        "Testville (in prison, as of June 2016), GH",
        "Elsewhere, IR",
    ]


def test_an_imo_number_is_a_ships_only_on_a_ship(write: Write) -> None:
    ship = {"recordId": "1", "annex": "XLII", "schema": "Vessel", "name": "EXAMPLE SEA",
            "imoNumber": "9074729", "flag": "Gabon"}  # fmt: skip
    owner = {"recordId": "2", "annex": "I.ENTITIES", "name": "SHIPS LLC", "imoNumber": "6246853"}
    edition = next(read_source(write("x.csv", _act("32014R0833", ship, owner))))
    vessel, company = edition.entities
    assert (vessel.type, vessel.identifiers[0].kind) == ("vessel", "imo")
    assert vessel.vessel is not None
    assert vessel.vessel.flag == "GA"
    assert (company.identifiers[0].kind, company.identifiers[0].note) == (
        "other",
        "IMO company number",
    )


def test_an_amendment_completes_and_replaces(write: Write) -> None:
    numberless = {"annex": "I.ENTITIES", "name": "No Number LLC", "startDate": "1.1.2020"}
    act = write("32014R0269.csv", _act("32014R0269", PERSON, numberless))
    changed = {**PERSON, "birthDate": "", "position": "Minister", "startDate": ""}
    new = {"recordId": "8", "annex": "I.PERSONS", "schema": "Person", "name": "Second TESTOV",
           "startDate": "23.7.2026"}  # fmt: skip
    again = {**numberless, "alias": "NN LLC"}
    other = _amendment("32014R0269", "32026R9999", changed, new, again)
    amendment = write("32026R9999.csv", other)
    edition = next(read_source([act, amendment]))
    entities = {entity.id.split(":", 1)[1]: entity for entity in edition.entities}
    assert len(entities) == 3
    assert entities["I.PERSONS:7"].positions == ("Minister",)
    assert entities["I.PERSONS:7"].birth_dates == ("1978-01-28",)
    assert "Reg (EU) 2026/9999" in (entities["I.PERSONS:7"].listings[0].note or "")
    info = edition.info
    assert (info.rows, info.read, info.refused) == (5, 5, 0)
    assert "2 entries were completed or replaced" in (info.note or "")
    assert info.list_date == "2026-07-23"


def test_one_entry_under_two_measures_has_two_listings(write: Write) -> None:
    base = {"recordId": "1", "annex": "V", "schema": "Vessel", "name": "EXAMPLE SEA"}
    rows = [
        {**base, "measure": m} for m in ("Transportation restrictions", "Financial restrictions")
    ]
    edition = next(read_source(write("x.csv", _act("32016R0044", *rows))))
    (ship,) = edition.entities
    assert [listing.measure for listing in ship.listings] == ["transport_ban", "sectoral"]


def test_an_act_without_entries_and_rows_without_name(write: Write) -> None:
    empty = next(read_source(write("32023R2406.csv", _act("32023R2406"))))
    assert (list(empty.entities), empty.source) == ([], "eu-oj-32023R2406")
    nameless = {"recordId": "1", "annex": "I"}
    edition = next(read_source(write("y.csv", _act("32014R0269", nameless, PERSON))))
    assert len(list(edition.entities)) == 1
    assert (edition.info.rows, edition.info.refused) == (2, 1)
    assert edition.problems[0].field == "name"


@pytest.mark.parametrize(
    ("celex", "title"),
    [
        ("32014R0269", "Reg (EU) 269/2014"),
        ("32023R1529", "Reg (EU) 2023/1529"),
        ("32002R0881", "Reg (EC) 881/2002"),
        ("32015R0735", "Reg (EU) 2015/735"),
        ("odd", "odd"),
    ],
)
def test_short_titles(celex: str, title: str) -> None:
    assert short_title(celex) == title


def test_cells_of_several_values() -> None:
    assert values('A; "B; C"; D') == ["A", "B; C", "D"]
    assert values("one") == ["one"]
    assert values(" ") == []
