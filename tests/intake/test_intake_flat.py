"""The flat form: rows to orders."""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from holdpoint.model import Leg, Money, Owner, Party, Payment, Vessel

Reader = Callable[..., Any]

HEAD = "id,buyer_name,item_description,"


def _one(read: Reader, columns: str, *rows: str) -> Any:
    text = "\n".join([HEAD + columns, *(f"1,Mill Pond Tools,Gauge,{row}" for row in rows)])
    found = read("a.csv", text)
    assert found.problems == []
    (order,) = found.orders
    return order


def test_rows_with_one_id_are_one_order(read: Reader) -> None:
    found = read(
        "a.csv",
        "id,date,buyer_name,buyer_country,hs_code,quantity,item_value,value,currency\n"
        "1,2026-11-20,Mill Pond Tools,GB,010121,2,10.50,21,GBP\n"
        "1,,,,854231,3,,,\n"
        "2,2026-11-21,Orrin & Daughters,FR,902519,1,,,\n",
    )
    assert found.problems == []
    first, second = found.orders
    assert [item.hs_code for item in first.items] == ["010121", "854231"]
    assert first.items[0].value == Decimal("10.5")
    assert first.value == Money(amount=Decimal(21), currency="GBP")
    assert first.parties == (Party(role="buyer", name="Mill Pond Tools", country="GB"),)
    assert second.date == "2026-11-21"


def test_an_id_that_comes_back_is_refused_with_both_lines(read: Reader) -> None:
    rows = ["1,A1,x", "2,B1,x", "1,A1,y", "1,A1,z", "3,C1,x"]
    found = read("a.csv", "\n".join(["id,buyer_name,item_description", *rows]))
    assert [order.id for order in found.orders] == ["1", "2", "3"]
    assert found.faults == [(4, "id", "is the id of the order on line 2 too.")]


def test_rows_that_contradict_each_other_are_refused(read: Reader) -> None:
    rows = ["1,A1,x,DE,5", "1,A1,y,FR,6", "2,B1,x,DE,", "2,B2,x,DE,"]
    found = read(
        "a.csv", "\n".join(["id,buyer_name,item_description,destination_country,value", *rows])
    )
    assert found.orders == []
    assert [(line, field) for line, field, _ in found.faults] == [
        (3, "destination_country"),
        (3, "value"),
        (5, "buyer_name"),
    ]
    assert "item_value" in found.problems[0].remedy


def test_a_role_with_another_name_is_another_party(read: Reader) -> None:
    found = read(
        "a.csv",
        "id,item_description,buyer_name,end_user_name,end_user_country\n"
        "1,x,A1,B1,DE\n1,y,A1,C1,FR\n1,z,A1,B1,\n",
    )
    (order,) = found.orders
    assert [(p.role, p.name, p.country) for p in order.parties] == [
        ("buyer", "A1", None),
        ("end_user", "B1", "DE"),
        ("end_user", "C1", "FR"),
    ]


def test_a_row_without_a_name_speaks_of_the_first_party_of_its_role(read: Reader) -> None:
    found = read(
        "a.csv",
        "id,buyer_name,item_description,consignee_name,consignee_country\n"
        "1,Mill Pond Tools,Gauge,,DE\n1,,Gauge,Orrin,\n1,,Gauge,Daughters,\n1,,Gauge,,DE\n",
    )
    assert found.problems == []
    parties = [(p.role, p.name, p.country) for p in found.orders[0].parties]
    assert parties == [
        ("buyer", "Mill Pond Tools", None),
        ("consignee", "Orrin", "DE"),
        ("consignee", "Daughters", None),
    ]


def test_an_order_of_many_parties_is_read_in_step_with_its_rows(read: Reader) -> None:
    rows = "".join(f"1,Mill Pond Tools,Gauge,Orrin {n}\n" for n in range(12_000))
    started = time.process_time()
    (order,) = read("a.csv", "id,buyer_name,item_description,consignee_name\n" + rows).orders
    assert len(order.parties) == 12_001
    assert time.process_time() - started < 3


def test_a_faulty_row_refuses_its_order_alone(read: Reader) -> None:
    rows = ["1,A1,x,1", "2,B1,x,1", "2,B1,y,many", "2,B1,z,1", "3,C1,x,1", "3,C1", "4,D1,x,1"]
    found = read("a.csv", "\n".join(["id,buyer_name,item_description,quantity", *rows]))
    assert [order.id for order in found.orders] == ["1", "4"]
    assert [(line, field) for line, field, _ in found.faults] == [(4, "quantity"), (7, None)]


def test_a_row_lost_in_the_midst_of_an_order_refuses_it(read: Reader) -> None:
    rows = ["1,A1,x", '1,"A1"z,y', "1,A1,z", "2,B1,x", ',"",y', "2,B1,z", "3,C1,x", "x,y", "4,D1,x"]
    found = read("a.csv", "\n".join(["id,buyer_name,item_description", *rows]))
    assert [order.id for order in found.orders] == ["3", "4"]
    reasons = " ".join(reason for _, _, reason in found.faults)
    assert "line 3, in the midst of this order, could not be read" in reasons
    assert "line 6, in the midst of this order, could not be read" in reasons


def test_problems_name_line_and_column(read: Reader) -> None:
    found = read(
        "a.csv",
        "ID;Buyer Name;buyer-country;HS Code;buyer_owners;route\n"
        "1;A1;Nowhere;12;B1 160%;X>[sky]Y\n",
    )
    assert {(line, field) for line, field, _ in found.faults} == {
        (2, "buyer-country"),
        (2, "HS Code"),
        (2, "buyer_owners"),
        (2, "route"),
    }


def test_a_party_needs_a_name(read: Reader) -> None:
    found = read("a.csv", "id,item_description,buyer_name,consignee_country\n1,x,A1,DE\n")
    assert [(line, field) for line, field, _ in found.faults] == [(2, "consignee_name")]


def test_unknown_columns_are_told_once_with_the_nearest(read: Reader) -> None:
    found = read("a.csv", HEAD + "byer_country,colour\n" + "1,A1,x,DE,red\n2,B1,y,FR,blue\n")
    assert len(found.orders) == 2
    assert found.warnings == [
        ("byer_country", "is no known column and was not read."),
        ("colour", "is no known column and was not read."),
    ]
    assert "Did you mean 'buyer_country'?" in found.problems[0].remedy


def test_values_without_a_heading_are_refused(read: Reader) -> None:
    found = read("a.csv", "id,buyer_name,item_description,,\n1,A1,x,,\n2,B1,y,,lost\n3,C1,z,,,,1\n")
    assert [order.id for order in found.orders] == ["1"]
    assert [(line, reason) for line, _, reason in found.faults] == [
        (3, "a value stands in column 5, which has no heading."),
        (4, "a value stands in column 7, which has no heading."),
    ]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("SO-1,Mill Pond Tools,Gauge", "names no known column"),
        ("buyer_name,item_description", "names no column id"),
        ("id,buyer_name,Buyer Name", "means the same as the column 'buyer_name'"),
        ("id,hs_code,item_hs_code", "means the same as the column 'hs_code'"),
    ],
)
def test_a_header_line_is_needed(read: Reader, head: str, words: str) -> None:
    found = read("a.csv", f"{head}\n1,2,3\n")
    assert found.orders == []
    assert words in found.faults[0][2]


def test_a_header_alone_is_told(read: Reader) -> None:
    found = read("a.csv", "id,buyer_name\n")
    assert found.orders == []
    assert found.warnings == [(None, "holds no order.")]


def test_five_thousand_columns(read: Reader) -> None:
    extra = ",".join(f"c{n}" for n in range(5000))
    found = read("a.csv", f"{HEAD}{extra}\n1,A1,x,{',' * 4999}\n")
    assert [order.id for order in found.orders] == ["1"]
    assert len(found.warnings) == 51
    assert found.warnings[-1][1].startswith("4950 more unknown columns")


def test_too_many_columns_are_refused(read: Reader) -> None:
    assert "columns" in read("a.csv", HEAD + "," * 20_000 + "\n1,A1,x\n").faults[0][2]


@pytest.mark.parametrize(
    ("cell", "legs"),
    [
        ("DEHAM>AEJEA", (Leg(from_place="DEHAM", to_place="AEJEA"),)),
        (
            "IRAMD>[sea]RUMCX> [ROAD] Seshcha",
            (
                Leg(mode="sea", from_place="IRAMD", to_place="RUMCX"),
                Leg(mode="road", from_place="RUMCX", to_place="Seshcha"),
            ),
        ),
        (">[air]Minsk", (Leg(mode="air", to_place="Minsk"),)),
        ("Bandar Abbas>>Baku", (Leg(from_place="Bandar Abbas"), Leg(to_place="Baku"))),
    ],
)
def test_routes(read: Reader, cell: str, legs: tuple[Leg, ...]) -> None:
    assert _one(read, "route", cell).route == legs


@pytest.mark.parametrize("cell", ["DEHAM", ">", "[sea]DEHAM>AEJEA", "A>[ship]B"])
def test_routes_that_lead_nowhere(read: Reader, cell: str) -> None:
    found = read("a.csv", f"{HEAD}route\n1,A1,x,{cell}\n")
    assert [(line, field) for line, field, _ in found.faults] == [(2, "route")]


def test_the_ship_sails_the_legs_at_sea(read: Reader) -> None:
    order = _one(
        read,
        "route,vessel_name,vessel_imo,carrier,depart,arrive",
        "A>[road]B>[sea]C,Hopeful Heron,9074729,Brine Lines,2026-11-20,2026-11-23",
    )
    ship = Vessel(name="Hopeful Heron", imo="9074729")
    assert [leg.vessel for leg in order.route] == [None, ship]
    assert [leg.carrier for leg in order.route] == ["Brine Lines"] * 2
    assert [(leg.depart, leg.arrive) for leg in order.route] == [
        ("2026-11-20", None),
        (None, "2026-11-23"),
    ]


def test_a_ship_without_a_route_is_a_leg(read: Reader) -> None:
    assert _one(read, "vessel_imo", "9074729").route == (Leg(vessel=Vessel(imo="9074729")),)


def test_a_ship_on_a_road_is_refused(read: Reader) -> None:
    found = read("a.csv", f"{HEAD}route,vessel_imo\n1,A1,x,A>[road]B,9074729\n")
    assert found.faults == [(2, "vessel_imo", "no leg goes by water.")]


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        (
            "Fenwick Holding 60% (IR); Odo Varnik 40%",
            (
                Owner(name="Fenwick Holding", percent=60.0, country="IR"),
                Owner(name="Odo Varnik", percent=40.0),
            ),
        ),
        ("Fenwick (Cyprus) Ltd 25.5 % (CY);", (
            Owner(name="Fenwick (Cyprus) Ltd", percent=25.5, country="CY"),
        )),
        ("Fenwick Holding", (Owner(name="Fenwick Holding"),)),
        ("none", ()),
        ("", None),
    ],
)  # fmt: skip
def test_owners(read: Reader, cell: str, owners: object) -> None:
    assert _one(read, "buyer_owners", cell).parties[0].owners == owners


@pytest.mark.parametrize("cell", ["60%", "A1 60% B1", "A1 60% (XX)", "%"])
def test_owners_that_cannot_be_read(read: Reader, cell: str) -> None:
    found = read("a.csv", f"{HEAD}buyer_owners\n1,A1,x,{cell}\n")
    assert [(line, field) for line, field, _ in found.faults] == [(2, "buyer_owners")]


def test_shares_beyond_the_whole_are_told(read: Reader) -> None:
    found = read("a.csv", f"{HEAD}buyer_owners\n1,A1,x,B1 60%; C1 60%\n")
    assert len(found.orders) == 1
    assert found.warnings == [("buyer_owners", "adds up to 120 per cent.")]


def test_the_payment_and_its_parties(read: Reader) -> None:
    columns = "payment_method,payer_name,payer_country,bank_name,bank_bic"
    order = _one(read, columns, "wire,Far Shore Holdings,HK,Pebble Bank,PEBBGB2L")
    assert order.payment == Payment(
        method="wire", payer="Far Shore Holdings", payer_country="HK", bank="Pebble Bank"
    )
    assert [(p.role, p.name, p.identifiers) for p in order.parties[1:]] == [
        ("bank", "Pebble Bank", {"bic": "PEBBGB2L"})
    ]


def test_everything_else(read: Reader) -> None:
    order = _one(
        read,
        "jurisdictions,end_use,end_use_certificate,licence_regime,licence_number,buyer_aliases,"
        "buyer_registration,answer_declined,answer_agent,us_content_percent,line",
        "US; EU,Milk testing,yes,US/BIS,D123,MPT; Mill Pond,00123,no,the cousin,30%,1",
    )
    assert order.jurisdictions == ("US", "EU")
    assert (order.end_use.statement, order.end_use.certificate) == ("Milk testing", True)
    assert (order.licences[0].regime, order.licences[0].number) == ("US/BIS", "D123")
    assert order.parties[0].aliases == ("MPT", "Mill Pond")
    assert order.parties[0].identifiers == {"registration": "00123"}
    assert order.answers == {"declined": False, "agent": "the cousin"}
    assert (order.items[0].us_content_percent, order.items[0].line) == (30.0, 1)


def test_a_licence_needs_its_regime(read: Reader) -> None:
    found = read("a.csv", f"{HEAD}licence_number\n1,A1,x,D123\n")
    assert found.faults == [(2, "licence_regime", "is missing.")]


def test_a_currency_without_a_value_is_told(read: Reader) -> None:
    found = read("a.csv", f"{HEAD}currency\n1,A1,x,EUR\n")
    assert found.orders[0].value is None
    assert found.warnings == [("currency", "has no value beside it.")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(read: Reader, delimiter: str, end: str) -> None:
    rows = [
        ["id", "buyer_name", "item_description"],
        ["1", "A1", '"two\nlines, ; | x"'],
        ["2", "B1", "y"],
    ]
    text = end.join(delimiter.join(row) for row in rows)
    for name in ("a.csv", "a.tsv", "a.txt", "a"):
        found = read(name, text)
        assert [order.id for order in found.orders] == ["1", "2"]
        assert found.orders[0].items[0].description == "two\nlines, ; | x"


def test_the_delimiter_may_be_said(read: Reader) -> None:
    found = read("a.csv", "sep=;\r\nid;buyer_name;item_description\r\n1;A1;x\r\n")
    assert [order.id for order in found.orders] == ["1"]


def test_another_delimiter_in_a_row_is_refused(read: Reader) -> None:
    found = read("a.csv", "id,buyer_name,item_description\n1,A1,x\n2;B1;y\n3,C1,z\n")
    assert [order.id for order in found.orders] == ["1", "3"]
    assert "another delimiter" in found.problems[0].remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(read: Reader, encoding: str) -> None:
    data = "id;buyer_name;item_description\n1;Mühle & Söhne;Größe\n".encode(encoding)
    found = read("a.csv", data)
    assert found.orders[0].parties[0].name == "Mühle & Söhne"
    assert bool(found.warnings) == (encoding == "cp1252")


def test_another_script_in_an_old_encoding_is_refused_not_guessed(read: Reader) -> None:
    text = "id;buyer_name;item_description\n1;Завод Вымысел;x\n2;A1;y\n"
    found = read("a.csv", text.encode("cp1251"))
    assert [order.id for order in found.orders] == ["2"]
    assert found.faults[0][:2] == (2, "buyer_name")
    assert "another encoding" in found.faults[0][2]


def test_a_lost_letter_is_refused(read: Reader) -> None:
    text = "id;buyer_name;item_description\n1;Mühle und Söhne;x\n2;M\udcfchle;y\n"
    found = read("a.csv", text.encode("utf-8", "surrogateescape"))
    assert [order.id for order in found.orders] == ["1"]
    assert "a lost letter (U+FFFD) at position 2" in found.faults[0][2]


def test_a_quote_never_closed_is_told_and_what_came_before_is_read(read: Reader) -> None:
    found = read("a.csv", 'id,buyer_name,item_description\n1,A1,x\n2,"B1,y\n3,C1,z\n')
    assert [order.id for order in found.orders] == ["1"]
    assert found.faults[0][0] == 3
    assert "Lines 3 to 4 were not read" in found.faults[0][2]


def test_nul_bytes_are_refused(read: Reader) -> None:
    assert "NUL" in read("a.csv", b"id,buyer_name\n1,A\0\n").faults[0][2]
    late = (
        b"id,buyer_name,item_description\n"
        + b"1,A1,%s\n" % (b"x" * 99) * 12_000
        + b"2,A\0B,x\n3,C1,x\n"
    )
    found = read("a.csv", late)
    assert [order.id for order in found.orders] == ["1", "3"]
    assert "U+0000" in found.faults[0][2]


def test_a_file_that_breaks_off_refuses_its_last_order(read: Reader) -> None:
    import gzip
    import random

    noise = random.Random(1)
    rows = [f"{n // 2},A1,{noise.random()}" for n in range(100_000)]
    packed = gzip.compress("\n".join(["id,buyer_name,item_description", *rows]).encode())
    found = read("a.csv.gz", packed[: len(packed) // 2])
    assert found.orders
    assert [reason for _, _, reason in found.faults] == [
        "the file broke off in this order.",
        "the packed file ends too early.",
    ]
    assert all(len(order.items) == 2 for order in found.orders)


@pytest.mark.parametrize("content", [b"", b"\n\n", codecs.BOM_UTF8, b"\r\n", b" \t "])
def test_files_of_nothing(read: Reader, content: bytes) -> None:
    found = read("a.csv", content)
    assert found.orders == []
    assert len(found.problems) == 1


def test_files_that_are_none(tmp_path: Path, read_path: Reader) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    for path, words in (
        (tmp_path, "is a folder"),
        (tmp_path / "missing.csv", "no such file"),
        (loop, "leads back to itself"),
    ):
        (problem,) = read_path(path).problems
        assert words in problem.reason
        assert problem.file == str(path)
        assert problem.remedy


def test_a_cell_without_end_stops_the_table_at_once(read: Reader) -> None:
    text = 'id,buyer_name,item_description\n1,A1,x\n2,"B1,' + ("y" * 99 + "\n") * 30_000
    found = read("a.csv", text)
    assert [order.id for order in found.orders] == ["1"]
    assert len(found.faults) == 1
    assert "Nothing from this line on was read" in found.faults[0][2]


def test_an_order_of_too_many_rows_is_refused_in_bounded_memory(read: Reader) -> None:
    found = read("a.csv", HEAD + "\n" + "1,A1,x,\n" * 30_000 + "2,B1,y,\n")
    assert [order.id for order in found.orders] == ["2"]
    assert found.faults == [(20_002, None, "the order has more than 20000 rows.")]


def test_only_so_many_faults_of_one_order_are_told(read: Reader) -> None:
    found = read("a.csv", HEAD + "quantity\n" + "1,A1,x,many\n" * 1_000 + "2,B1\n" * 1_000)
    assert len(found.faults) == 402
    assert "more than 200 faults" in found.faults[200][2]
    assert "more than 200 faults" in found.faults[401][2]
