"""OFAC's CSV files: the list, its companions, its remarks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.files import MAX_CELL
from holdpoint.model import Entity
from holdpoint.sources import Edition, read_source
from holdpoint.sources._draft import Draft
from holdpoint.sources._remarks import read_remarks

Write = Callable[[str, str | bytes], Path]

E = "-0- "


def _row(number: int, name: str, kind: str = E, remarks: str = E, **cells: str) -> str:
    given = [cells.get(k, E) for k in ("program", "title", "call", "type", "tons", "grt", "flag")]
    return ",".join([str(number), f'"{name}"', kind, *given, cells.get("owner", E), f'"{remarks}"'])


def _sdn(*rows: str) -> bytes:
    return ("\r\n".join(rows) + "\r\n\x1a").encode("latin-1")


PERSON = _row(
    90001,
    "TESTOV, Invented Examplovich",
    '"individual"',
    "DOB 28 Jan 1978; alt. DOB circa 1980; POB Kazan, Russia; nationality Russia; Gender Male; "
    "Passport 000111222 (Russia) expires 29 Apr 2026; a.k.a. 'TESTIK'; f.k.a. 'OLDNAME'; "
    "Secondary sanctions risk: an invented one.; Deputy head of nothing; "
    "Linked To: IMAGINARY ZONE JSC.",
    program='"RUSSIA-EO14024] [SDGT"',
    title='"Director; Chairman"',
)
COMPANY = _row(
    90002,
    "IMAGINARY ZONE JSC",
    remarks="Organization Established Date 24 Jul 2006; Tax ID No. 1646019999 (Russia); "
    "alt. Registration Number 95427000 (Russia); Government Gazette Number 12345678 (Russia); "
    "Website www.example.org; Email Address a@example.org; Phone Number 100200300; "
    "Digital Currency Address - XBT 1InventedWallet; SWIFT/BIC INVENTED; "
    "Pharmacy Permit Number 77-1.",
)
SHIP = _row(
    90003,
    "EXAMPLE SEA",
    '"vessel"',
    "Former Vessel Flag Malta; Vessel Registration Identification IMO 9074729; MMSI 256843000.",
    call='"T2XX4"', type='"Tanker"', tons='"99,094"', grt='"56,068"', flag='"Iran"',
    owner='"IMAGINARY ZONE JSC"',
)  # fmt: skip


def _one(path_edition: Edition) -> dict[str, Entity]:
    return {entity.id: entity for entity in path_edition.entities}


def test_a_person_is_read_field_by_field(write: Write) -> None:
    edition = next(read_source(write("sdn_2024-02-20.csv", _sdn(PERSON, COMPANY, SHIP))))
    person = _one(edition)["us-ofac-sdn:90001"]
    assert person.caption == "TESTOV, Invented Examplovich"
    assert [(n.text, n.kind) for n in person.names[1:]] == [
        ("TESTIK", "weak"),
        ("OLDNAME", "former"),
    ]
    assert person.birth_dates == ("1978-01-28", "1980~")
    assert person.birth_places == ("Kazan, Russia",)
    assert person.nationalities == ("RU",)
    assert person.gender == "male"
    assert person.positions == ("Director", "Chairman")
    passport = person.identifiers[0]
    assert (passport.kind, passport.value, passport.country) == ("passport", "000111222", "RU")
    assert passport.note == "expires 29 Apr 2026"
    assert person.listings[0].programmes == ("RUSSIA-EO14024", "SDGT")
    assert person.listings[0].measure == "blocking"
    assert "Secondary sanctions risk" in (person.listings[0].note or "")
    assert person.remarks == "Deputy head of nothing"
    assert [(k.relation, k.object) for k in edition.links if k.subject == person.id] == [
        ("linked_to", "us-ofac-sdn:90002")
    ]


def test_numbers_of_a_company_keep_their_kind_and_country(write: Write) -> None:
    company = _one(next(read_source(write("sdn.csv", _sdn(COMPANY)))))["us-ofac-sdn:90002"]
    found = {(i.kind, i.value, i.country) for i in company.identifiers}
    assert {
        ("tax", "1646019999", "RU"),
        ("registration", "95427000", "RU"),
        ("okpo", "12345678", "RU"),
        ("website", "www.example.org", None),
        ("email", "a@example.org", None),
        ("phone", "100200300", None),
        ("wallet", "1InventedWallet", None),
        ("bic", "INVENTED", None),
        ("other", "77-1", None),
    } == found
    assert company.founded == ("2006-07-24",)
    assert company.countries == ("RU",)
    assert company.remarks is None


def test_a_ship_has_its_particulars_and_its_owner(write: Write) -> None:
    edition = next(read_source(write("sdn.csv", _sdn(COMPANY, SHIP))))
    ship = _one(edition)["us-ofac-sdn:90003"]
    assert ship.type == "vessel"
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.former_flags) == ("IR", ("MT",))
    assert (ship.vessel.dead_weight, ship.vessel.gross_tonnage) == ("99,094", "56,068")
    kinds = {i.kind: i.value for i in ship.identifiers}
    assert kinds == {"call_sign": "T2XX4", "imo": "9074729", "mmsi": "256843000"}
    assert [k.object for k in edition.links if k.relation == "owned_by"] == ["us-ofac-sdn:90002"]


def test_companions_of_the_same_date_are_found_and_every_row_is_accounted_for(
    write: Write,
) -> None:
    base = write("sdn_2024-02-20.csv.gz", _sdn(PERSON, COMPANY))
    write("sdn_addresses_2024-02-20.csv", _sdn(
        '90002,1,"1 Example Street","Exampletown","Russia",-0- ', '99999,2,"Nowhere",-0- ,-0- ,-0- '
    ))  # fmt: skip
    write("sdn_aliases_2024-02-20.csv", _sdn(
        '90002,1,"aka","ZONE OF IMAGINATION",-0- ', '90002,2,"fka","FORMER ZONE",-0- '
    ))  # fmt: skip
    write("sdn_comments_2024-02-20.csv", _sdn('90002,"; Tax ID No. 7700000000 (Russia)."'))
    write("sdn_addresses_2023-01-01.csv", _sdn('90002,1,"Old Street","Oldtown","Russia",-0- '))
    edition = next(read_source(base))
    company = _one(edition)["us-ofac-sdn:90002"]
    assert company.addresses[0].line() == "1 Example Street, Exampletown, RU"
    assert {n.text: n.kind for n in company.names[1:]} == {
        "ZONE OF IMAGINATION": "strong",
        "FORMER ZONE": "former",
    }
    assert "7700000000" in {i.value for i in company.identifiers}
    assert [(c.rows, c.read, c.refused) for c in edition.files] == [
        (2, 2, 0), (2, 1, 1), (2, 2, 0), (1, 1, 0),
    ]  # fmt: skip
    assert edition.problems[0].line == 2
    info = edition.info
    assert (info.rows, info.read, info.refused, info.entities) == (7, 6, 1, 2)
    assert len(info.sha256) == 4
    assert (info.list_date, info.date_basis) == ("2024-02-20", "file name")


def test_torn_huge_and_repeated_rows_are_refused_and_the_rest_goes_on(write: Write) -> None:
    huge = _row(90008, "A" * (MAX_CELL + 1))
    rows = _sdn(COMPANY, COMPANY, "90004,TORN", huge, "x" + PERSON, PERSON, SHIP)
    edition = next(read_source(write("sdn.csv", rows)))
    assert len(list(edition.entities)) == 3
    assert (edition.info.rows, edition.info.read, edition.info.refused) == (7, 3, 4)
    assert [p.line for p in edition.problems] == [2, 3, 4, 5]
    assert all(p.reason and p.remedy for p in edition.problems)


def test_an_empty_file_is_an_error_not_an_empty_list(write: Write) -> None:
    with pytest.raises(UnreadableInputError, match="empty"):
        next(read_source(write("sdn.csv", b"")))
    with pytest.raises(UnreadableInputError, match="empty"):
        next(read_source(write("sdn.csv.gz", b"")))


def test_nul_bytes_are_a_clear_error(write: Write) -> None:
    with pytest.raises(UnreadableInputError, match="NUL"):
        next(read_source(write("sdn.csv", _sdn(PERSON, _row(90005, "WITH \0 NUL")))))


def test_the_lists_beside_the_sdn_list_are_not_taken_for_it(write: Write) -> None:
    path = write("cons_prim.csv", _sdn(_row(90009, "SOMEBODY", program='"NS-PLC"')))
    (edition,) = read_source(path)
    assert [entity.id for entity in edition.entities] == ["us-ofac-plc:90009"]


def test_companion_files_are_counted_for_each_list_beside_the_sdn_list(write: Write) -> None:
    rows = [
        _row(90009, "SOMEBODY", program='"NS-PLC"'),
        _row(90010, "A BANK", program='"UKRAINE-EO13662"', remarks='"EO 14024 Directive 2"'),
    ]
    prim = write("cons_prim.csv", _sdn(*rows))
    addresses = write(
        "cons_add.csv", '90010,1,"1 Road","Accra","Ghana",-0- \n90011,2,-0- ,-0- ,-0- ,-0- \n'
    )
    editions = {e.source: (list(e.entities), e.info) for e in read_source([prim, addresses])}
    assert sorted(editions) == ["us-ofac-capta", "us-ofac-plc", "us-ofac-ssi"]
    for source in ("us-ofac-capta", "us-ofac-ssi"):
        ((bank,), info) = editions[source]
        assert bank.addresses[0].line() == "1 Road, Accra, GH"
        assert info.read == 2
    assert sum(info.refused for _, info in editions.values()) == 1


@pytest.mark.parametrize(
    ("remarks", "left"),
    [
        ("DOB unknown day", "DOB unknown day"),
        ("all offices worldwide.", "all offices worldwide"),
        ("nationality Atlantis", "nationality Atlantis"),
    ],
)
def test_what_is_not_understood_stays_in_the_remarks(remarks: str, left: str) -> None:
    draft = Draft("x:1", "x", "person")
    draft.name("SOMEBODY", "primary")
    read_remarks(draft, remarks)
    assert draft.build().remarks == left
