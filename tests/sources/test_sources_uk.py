"""The UK list in CSV and XLSX."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.sources import read_source
from holdpoint.sources._uk_other import numbered, one_country

Write = Callable[[str, str | bytes], Path]

HEADER = [
    "Name 6",
    "Name 1",
    "Name 2",
    "Name 3",
    "Name 4",
    "Name 5",
    "Title",
    "Name Non-Latin Script",
    "Non-Latin Script Type",
    "Non-Latin Script Language",
    "DOB",
    "Town of Birth",
    "Country of Birth",
    "Nationality",
    "Passport Number",
    "Passport Details",
    "National Identification Number",
    "National Identification Details",
    "Position",
    "Address 1",
    "Address 2",
    "Address 3",
    "Address 4",
    "Address 5",
    "Address 6",
    "Post/Zip Code",
    "Country",
    "Other Information",
    "Group Type",
    "Alias Type",
    "Alias Quality",
    "Regime",
    "Listed On",
    "UK Sanctions List Date Designated",
    "Last Updated",
    "Group ID",
]
Workbook = Callable[[str, Iterable[list[str]]], Path]


def _row(**cells: str) -> list[str]:
    named = {name.replace("_", " "): value for name, value in cells.items()}
    unknown = set(named) - set(HEADER)
    assert not unknown
    return [named.get(name, "") for name in HEADER]


def _person(**cells: str) -> list[str]:
    return _row(**{
        "Name_6": "TESTOV", "Name_1": "Invented", "Group_Type": "Individual", "Regime": "Russia",
        "Alias_Type": "Primary name", "Listed_On": "15/03/2022", "Group_ID": "90001", **cells,
    })  # fmt: skip


SHEET = [
    ["Last Updated", "14/04/2025"],
    HEADER,
    _person(
        DOB="00/00/1967",
        Nationality="(1) Russia (2) Cyprus",
        Position="(1) Director. (2) Owner",
        Passport_Number="(1) 111 (2) 222",
        Passport_Details="(1) Russia. Issued in 2010 (2) Cyprus number",
        Address_1="1 Example Street",
        Address_6="Moscow",
        Country="Russia",
        Other_Information="(UK Sanctions List Ref):RUS9999. (UN Ref):TAi.999. Some remark. "
        "(Gender):Male",
    ),
    _person(Alias_Type="AKA", Alias_Quality="Low quality", Name_6="TESTIK", DOB="01/02/1968"),
    _row(
        Name_6="EXAMPLE SEA",
        Group_Type="Ship",
        Alias_Type="Primary name",
        Regime="Russia",
        Listed_On="17/10/2024",
        Group_ID="90002",
        Other_Information="(IMO number):9074729 (Current owners):Imaginary Ships "
        "(Flag of ship):Gabon (Previous flags):Panama. Liberia (Type of ship):Oil tanker "
        "(Year built):2003",
    ),
    _row(
        Name_6="IMAGINARY SHIPS",
        Group_Type="Entity",
        Alias_Type="Primary name",
        Regime="Russia",
        Listed_On="17/10/2024",
        Group_ID="90003",
        Other_Information="(Phone number):(1) +7 495 000 (2) +7 495 001 "
        "(Business Reg No):Russia INN - 7706196000 (Website):www.example.org",
    ),
    _row(Name_6="NO GROUP", Group_Type="Entity"),
]


def test_rows_of_one_group_are_one_entry(workbook: Workbook) -> None:
    edition = next(read_source(workbook("list.xlsx", SHEET)))
    people = {entity.id: entity for entity in edition.entities}
    person = people["uk-conlist:90001"]
    assert [(n.text, n.kind) for n in person.names] == [
        ("Invented TESTOV", "primary"),
        ("Invented TESTIK", "weak"),
    ]
    assert person.birth_dates == ("1967", "1968-02-01")
    assert person.nationalities == ("RU", "CY")
    assert person.positions == ("Director", "Owner")
    assert [(i.value, i.country) for i in person.identifiers] == [("111", "RU"), ("222", "CY")]
    assert person.gender == "male"
    assert person.remarks == "Some remark."
    listing = person.listings[0]
    assert (listing.reference, listing.listed_on) == ("RUS9999", "2022-03-15")
    assert listing.legal_basis == "The Russia (Sanctions) (EU Exit) Regulations 2019"
    assert "TAi.999" in (listing.note or "")
    info = edition.info
    assert (info.rows, info.read, info.refused, info.entities) == (5, 4, 1, 3)
    assert (info.list_date, info.date_basis) == ("2025-04-14", "inside the file")
    assert edition.problems[0].line == 7


def test_a_ship_is_barred_not_frozen_and_its_owner_is_linked(workbook: Workbook) -> None:
    edition = next(read_source(workbook("list.xlsx", SHEET)))
    entities = {entity.id: entity for entity in edition.entities}
    ship = entities["uk-conlist:90002"]
    assert ship.listings[0].measure == "transport_ban"
    assert [(i.kind, i.value) for i in ship.identifiers] == [("imo", "9074729")]
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.former_flags) == ("GA", ("PA", "LR"))
    assert [(k.relation, k.object) for k in edition.links] == [("owned_by", "uk-conlist:90003")]
    company = entities["uk-conlist:90003"]
    found = {(i.kind, i.value) for i in company.identifiers}
    assert found == {
        ("phone", "+7 495 000"),
        ("phone", "+7 495 001"),
        ("inn", "7706196000"),
        ("website", "www.example.org"),
    }


def test_the_old_csv_form_with_fewer_columns(write: Write) -> None:
    text = (
        "Last Updated,23/03/2016\nName 6,Name 1,DOB,Passport Details,NI Number,Country,"
        "Other Information,Group Type,Alias Type,Regime,Listed On,Group ID\n"
        'TESTOV,Invénted,05/10/1966,A 111,(1) 222 (2) 333,Malaysia,"UN Ref QI.A.999.03. Known.",'
        "Individual,Prime Alias,Afghanistan,12/09/2003,90001\n"
    ).encode("latin-1")
    edition = next(read_source(write("old.csv", text)))
    person = next(edition.entities)
    assert person.caption == "Invénted TESTOV"
    assert [(i.kind, i.value) for i in person.identifiers] == [
        ("passport", "A 111"),
        ("national_id", "222"),
        ("national_id", "333"),
    ]
    assert person.listings[0].note == "UN reference QI.A.999.03"


def test_a_damaged_workbook_is_a_clear_error(workbook: Workbook, tmp_path: Path) -> None:
    whole = workbook("list.xlsx", SHEET).read_bytes()
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableInputError):
        next(read_source(broken))


def _with_part(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A workbook with its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, change(name, data))
    return path


def test_a_workbook_that_unpacks_to_too_much_is_refused(workbook: Workbook) -> None:
    bomb = _with_part(
        workbook("list.xlsx", SHEET),
        lambda name, data: data + b" " * 40_000_000 if "workbook.xml" in name else data,
    )
    with pytest.raises(HostileInputError, match="unpacks"):
        next(read_source(bomb))


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD2"])
def test_one_cell_at_the_end_of_the_sheet_does_not_end_the_process(
    workbook: Workbook, place: str
) -> None:
    far = _with_part(
        workbook("list.xlsx", SHEET),
        lambda _, data: data.replace(b'r="A3"', f'r="{place}"'.encode(), 1),
    )
    with pytest.raises(HostileInputError, match="far outside"):
        next(read_source(far))


def test_a_workbook_with_a_flipped_byte_is_a_clear_error(workbook: Workbook) -> None:
    path = workbook("list.xlsx", SHEET)
    whole = path.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
        try:
            for edition in read_source(path):
                list(edition.entities)
        except UnreadableInputError as error:
            assert str(error)  # noqa: PT017 - either this or it was read


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("(UK Sanctions List Ref):X1. Listed as asset of Imaginary Shipping", "asset_freeze"),
        ("Pursuant to 8(d) as economic resources of designated entities.", "asset_freeze"),
        ("(UK Sanctions List Ref):X1. Specified ship.", "transport_ban"),
    ],
)
def test_a_ship_is_frozen_only_where_the_list_says_so(
    workbook: Workbook, said: str, measure: str
) -> None:
    ship = _row(
        Name_6="EXAMPLE SEA", Group_Type="Ship", Alias_Type="Primary name", Regime="Russia",
        Listed_On="01/01/2022", Group_ID="7", Other_Information=said,
    )  # fmt: skip
    edition = next(read_source(workbook("list.xlsx", [SHEET[0], HEADER, ship])))
    assert next(edition.entities).listings[0].measure == measure


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain", ["plain"]),
        ("(1) A. (2) B", ["A", "B"]),
        ("(1) - (2) B", ["", "B"]),
        ("Owner (1) of many", ["Owner (1) of many"]),
        ("", []),
    ],
)
def test_numbered_values(text: str, parts: list[str]) -> None:
    assert numbered(text) == parts


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("OGRN: 5177746230547 TIN: 7840038027",
         [("ogrn", "5177746230547", None), ("tax", "7840038027", None)]),
        ("TIN 9718168599 / SRN (State registration number) 1217700038710",
         [("tax", "9718168599", None), ("registration", "1217700038710", None)]),
        ("Tax ID No. 7736588433 (Russia)", [("tax", "7736588433", "RU")]),
        ("1027802490540 (OGRN)", [("ogrn", "1027802490540", None)]),
    ],
)  # fmt: skip
def test_several_register_numbers_in_one_cell(
    workbook: Workbook, cell: str, found: list[tuple[str, str, str | None]]
) -> None:
    row = _row(
        Name_6="EXAMPLE LLC", Group_Type="Entity", Alias_Type="Primary name", Regime="Russia",
        Listed_On="01/01/2022", Group_ID="7", Other_Information=f"(Business Reg No):{cell}",
    )  # fmt: skip
    edition = next(read_source(workbook("list.xlsx", [SHEET[0], HEADER, row])))
    entity = next(edition.entities)
    assert [(i.kind, i.value, i.country) for i in entity.identifiers] == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Issuing Country: Libya. Date of Expiry: 2014", "LY"),
        ("CR", None),
        ("Issued in Ghana to a citizen of Libya", None),
        ("", None),
    ],
)
def test_the_only_country_of_a_note(text: str, code: str | None) -> None:
    assert one_country(text) == code
