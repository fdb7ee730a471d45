"""The UK Sanctions List, the EU's FSF, and lists of other countries."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.model import Entity
from holdpoint.sources import Edition, plan, read_source

Write = Callable[[str, str | bytes], Path]
Workbook = Callable[[str, Iterable[list[str]]], Path]


def _one(path: Path) -> tuple[Edition, list[Entity]]:
    (edition,) = read_source(path)
    return edition, list(edition.entities)


UK_XML = """<?xml version="1.0"?><Designations><DateGenerated>28/01/2026</DateGenerated>
<Designation><UniqueID>TST0001</UniqueID><OFSIGroupID>77</OFSIGroupID>
 <UNReferenceNumber>QDi.999</UNReferenceNumber><DateDesignated>25/01/2001</DateDesignated>
 <Names><Name><Name1>Ivan</Name1><Name6>TESTOV</Name6><NameType>Primary Name</NameType></Name>
  <Name><Name6>Testik</Name6><NameType>Alias</NameType><AliasStrength>Low</AliasStrength></Name>
 </Names><NonLatinNames><NonLatinName><NameNonLatinScript>Тестов</NameNonLatinScript>
  <NonLatinScriptLanguage>Russian</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
 <RegimeName>The Russia (Sanctions) (EU Exit) Regulations 2019</RegimeName>
 <IndividualEntityShip>Individual</IndividualEntityShip>
 <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
 <IndividualDetails><Individual><DOBs><DOB>dd/mm/1950</DOB><DOB>27/08/1955</DOB></DOBs>
  <Nationalities><Nationality>Ghana</Nationality></Nationalities></Individual></IndividualDetails>
</Designation>
<Designation><UniqueID>TST0002</UniqueID><Names><Name><Name6>TEST STAR</Name6></Name></Names>
 <RegimeName>Russia</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip>
 <SanctionsImposed>Shipping sanctions: (see "Other information")</SanctionsImposed>
 <ShipDetails><Ship><ShipIMONumbers><ShipIMONumber>9051648</ShipIMONumber></ShipIMONumbers>
 </Ship></ShipDetails></Designation></Designations>"""
UK_CSV = """Report Date: 28-Jan-2026,,,,,,,,
Unique ID,OFSI Group ID,Name 1,Name 6,Name type,Regime Name,Designation Type,Sanctions Imposed,D.O.B
TST0001,77,Ivan,TESTOV,Primary Name,Russia,Individual,"Asset freeze, Travel Ban",27/08/1955
TST0001,77,,TESTIK,Alias,Russia,Individual,"Asset freeze, Travel Ban",27/08/1955
,77,,NOBODY,Alias,Russia,Individual,Asset freeze,
"""


def test_a_uk_designation_in_xml(write: Write) -> None:
    edition, (person, ship) = _one(write("uk.xml", UK_XML))
    assert [(n.text, n.kind) for n in person.names] == [
        ("Ivan TESTOV", "primary"),
        ("Testik", "weak"),
        ("Тестов", "original"),
    ]
    assert person.birth_dates == ("1950", "1955-08-27")
    assert {x.measure for x in person.listings} == {"asset_freeze", "travel_ban"}
    assert person.extra["OFSI Group ID"] == "77"
    assert person.extra["UN reference"] == "QDi.999"
    assert [x.measure for x in ship.listings] == ["transport_ban"]
    assert ("imo", "9051648") in {(i.kind, i.value) for i in ship.identifiers}
    assert edition.info.list_date == "2026-01-28"
    assert edition.info.rows == edition.info.read


def test_a_uk_designation_in_csv(write: Write) -> None:
    edition, (person,) = _one(write("uk.csv", UK_CSV))
    assert [n.text for n in person.names] == ["Ivan TESTOV", "TESTIK"]
    assert person.birth_dates == ("1955-08-27",)
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (3, 2, 1, "2026-01-28")


def test_measures_that_are_not_understood_never_block(write: Write) -> None:
    text = UK_CSV.replace('"Asset freeze, Travel Ban"', "Something new")
    _, (person,) = _one(write("uk.csv", text))
    assert {x.basis for x in person.listings} == {"not_verified"}


def _ods(rows: list[list[str]], *, head: str = "", repeat: int = 16000) -> bytes:
    cells = "".join(
        "<t:table-row>"
        + "".join(f"<t:table-cell>\n <x:p>{text}</x:p>\n</t:table-cell>" for text in row)
        + f'<t:table-cell t:number-columns-repeated="{repeat}"/></t:table-row>'
        for row in rows
    )
    xml = (
        f'<?xml version="1.0"?>{head}<o:document-content '
        'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:spreadsheet>'
        f'<t:table t:name="List">{cells}</t:table></o:spreadsheet></o:body></o:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", xml)
    return out.getvalue()


UK_SHEET = [
    ["Unique ID", "OFSI Group ID", "Name", "Regime Name", "Type", "Sanctions Imposed"],
    ["TST0001", "77", "Ivan TESTOV", "Russia", "Individual", "Asset freeze"],
    ["TST0002", "78", "", "Russia", "Individual", "Asset freeze"],
]


def test_the_uk_list_as_a_spreadsheet(write: Write) -> None:
    edition, (person,) = _one(write("uk_2025-08-11.ods", _ods(UK_SHEET)))
    assert (person.caption, person.type) == ("Ivan TESTOV", "person")
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (2, 1, 1, "2025-08-11")


def test_a_spreadsheet_that_is_hostile_is_refused(write: Write) -> None:
    bomb = _ods(UK_SHEET, head='<!DOCTYPE x [<!ENTITY a "b">]>')
    with pytest.raises(UnreadableInputError):
        next(read_source(write("uk.ods", bomb)))
    wide = [*UK_SHEET, ["x"] * 1001]
    with pytest.raises(HostileInputError, match="columns"):
        next(read_source(write("wide.ods", _ods(wide))))


EU_XML = """<?xml version="1.0"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-06-05T14:00:00+02:00">
 <sanctionEntity designationDate="2014-03-17" unitedNationId="QDi.999"
  euReferenceNumber="EU.9.9" logicalId="9"><remark>Known to nobody</remark>
  <regulation programme="UKR" numberTitle="269/2014 (OJ L78)">
   <publicationUrl>https://example.org/law</publicationUrl></regulation>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias wholeName="Ivan TESTOV" gender="M" function="Director" strong="true"/>
  <nameAlias wholeName="Тестов" nameLanguage="RU" strong="true"/>
  <nameAlias wholeName="Testik" strong="false"/>
  <birthdate circa="true" year="1958" city="Accra" countryDescription="GHANA"/>
  <birthdate circa="false" birthdate="1959-01-02" year="1959" city="-"/>
  <address city="Accra" street="1 Road" poBox="5" zipCode="00233" countryIso2Code="GH"/>
  <identification number="P1" identificationTypeCode="passport" countryIso2Code="GH"
   knownExpired="true"/>
  <citizenship countryIso2Code="GH"/></sanctionEntity>
 <sanctionEntity euReferenceNumber="EU.9.10" logicalId="10"><subjectType code="enterprise"/>
 </sanctionEntity></export>"""
_ENTITY = "05/06/2026;9;EU.9.9;QDi.999;2014-03-17;P;UKR;269/2014 (OJ L78);https://example.org/law;"
EU_CSV = f"""fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;\
Entity_UnitedNationId;Entity_DesignationDate;Entity_SubjectType;Entity_Regulation_Programme;\
Entity_Regulation_NumberTitle;Entity_Regulation_PublicationUrl;NameAlias_WholeName;\
NameAlias_Gender;NameAlias_Function;BirthDate_BirthDate;Identification_Number;\
Identification_TypeCode;Identification_CountryIso2Code;Identification_KnownExpired;\
Citizenship_CountryIso2Code
{_ENTITY}Ivan TESTOV;M;Director;;;;;;
{_ENTITY};;;1959-01-02;;;;;
{_ENTITY};;;;P1;passport;GH;true;
{_ENTITY};;;;;;;;GH
05/06/2026;10;EU.9.10;;;E;UKR;;;;;;;;;;;
"""


def test_an_eu_entity_in_xml(write: Write) -> None:
    edition, (person,) = _one(write("eu.xml", EU_XML))
    assert [(n.text, n.kind) for n in person.names] == [
        ("Ivan TESTOV", "primary"),
        ("Тестов", "original"),
        ("Testik", "weak"),
    ]
    assert person.birth_dates == ("1958~", "1959-01-02")
    assert person.birth_places == ("Accra, Ghana",)
    assert person.addresses[0].line() == "1 Road, P.O. Box 5, Accra, 00233, GH"
    assert person.identifiers[0].note == "expired"
    assert person.extra["UN reference"] == "QDi.999"
    (listing,) = person.listings
    assert (listing.programmes, listing.listed_on, listing.measure) == (
        ("UKR",), "2014-03-17", "asset_freeze",
    )  # fmt: skip
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (2, 1, 1, "2026-06-05")


def test_the_csv_of_the_eu_says_the_same(write: Write) -> None:
    edition, (person,) = _one(write("eu.csv", EU_CSV))
    (other,) = _one(write("eu.xml", EU_XML))[1]
    assert person.id == other.id
    assert person.listings == other.listings
    assert person.identifiers == other.identifiers
    assert person.nationalities == other.nationalities
    assert (person.gender, person.positions) == (other.gender, other.positions)
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (5, 4, 1, "2026-06-05")


SECO = """<?xml version="1.0"?><swiss-sanctions-list list-type="{kind}" date="2026-01-17">
<sanctions-program ssid="1"><program-key lang="eng">TEST</program-key>
 <sanctions-set ssid="2" lang="ger">Finanzsanktionen</sanctions-set>
 <sanctions-set ssid="2" lang="eng">Financial measures</sanctions-set>
 <sanctions-set ssid="3" lang="eng">Travel ban</sanctions-set></sanctions-program>
<target ssid="10"><sanctions-set-id>2</sanctions-set-id><sanctions-set-id>3</sanctions-set-id>
 <individual sex="male"><identity main="true">
  <name name-type="primary-name" quality="good">
   <name-part order="1" name-part-type="family-name"><value>TESTOV</value>
    <spelling-variant lang="rus" script="Cyrl">Тестов</spelling-variant></name-part>
   <name-part order="2" name-part-type="given-name"><value>Ivan</value>
    <spelling-variant lang="rus" script="Cyrl">Иван</spelling-variant></name-part></name>
  <name name-type="alias" quality="low"><name-part order="1"><value>Testik</value></name-part>
  </name>
  <nationality><country iso-code="GH">Ghana</country></nationality>
  <day-month-year day="31" month="1" year="1970" quality="good"/>
  <place-of-birth place-id="20"/><address place-id="20"><address-details>1 Road</address-details>
  </address></identity>
  <identification-document document-type="passport"><number>P1</number><issuer code="GH"/>
  </identification-document></individual>
 <modification modification-type="listed" effective-date="2020-02-03"/></target>
<target ssid="11"><sanctions-set-id>2</sanctions-set-id><entity><identity main="true">
  <name name-type="primary-name"><name-part order="1"><value>Imaginary AG</value></name-part></name>
 </identity><relation target-id="10" relation-type="owned-by"/></entity>
 <modification modification-type="listed" effective-date="2020-02-03"/>
 <modification modification-type="de-listed" effective-date="2021-02-03"/></target>
<target ssid="12"><sanctions-set-id>2</sanctions-set-id><entity/></target>
<place ssid="20"><location>Accra</location><country iso-code="GH">Ghana</country></place>
</swiss-sanctions-list>"""


def test_a_swiss_target(write: Write) -> None:
    edition, (person, company) = _one(write("seco.xml", SECO.format(kind="full-list")))
    assert [(n.text, n.kind) for n in person.names] == [
        ("Ivan TESTOV", "primary"),
        ("Иван Тестов", "original"),
        ("Testik", "weak"),
    ]
    assert person.addresses[0].line() == "1 Road, Accra, GH"
    assert person.birth_places == ("Accra, Ghana",)
    assert {x.measure for x in person.listings} == {"asset_freeze", "travel_ban"}
    assert {(x.listed_on, x.basis) for x in person.listings} == {("2020-02-03", "not_verified")}
    assert company.listings[0].until == "2021-02-03"
    (link,) = edition.links
    assert (link.relation, link.object) == ("owned_by", person.id)
    assert (edition.info.rows, edition.info.read, edition.info.refused) == (3, 2, 1)


def test_an_amendment_never_stands_for_the_swiss_list(write: Write) -> None:
    whole = SECO.format(kind="full-list")
    older = write("lists/whole.xml", whole)
    write("lists/newer.xml", SECO.format(kind="amendment").replace("2026-01-17", "2026-02-17"))
    (choice,) = plan(older.parent).choices
    assert choice.files == (older,)


def test_an_australian_entry_of_several_rows(workbook: Workbook) -> None:
    header = [
        "Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength",
        "Date of Birth", "Place of Birth", "Citizenship", "Address", "Additional Information",
        "Listing Information", "IMO Number", "Committees", "Control Date",
        "Instrument of Designation", "Targeted Financial Sanction", "Travel Ban",
    ]  # fmt: skip
    rest = ["1945, 1946", "Accra", "Ghana", "a) Accra, Ghana b) Kumasi, Ghana", "TAi.999. Other"]
    info = ["Listed on 25 Jan. 2001 (amended)", "", "1988 (Taliban)", "", "Regulation 2013"]
    path = workbook(
        "dfat_2026-08.xlsx",
        [
            header,
            ["2", "IVAN TESTOV", "Individual", "Primary Name", "", *rest, *info, "True", "True"],
            ["2a", "Testik", "Individual", "Alias", "Weak", *rest, *info, "True", "True"],
            ["x?", "Nobody", "Individual", "Alias", "Weak", *rest, *info, "True", "True"],
        ],
    )
    edition, (person,) = _one(path)
    assert [(n.text, n.kind) for n in person.names] == [
        ("IVAN TESTOV", "primary"),
        ("Testik", "weak"),
    ]
    assert person.birth_dates == ("1945", "1946")
    assert [a.country for a in person.addresses] == ["GH", "GH"]
    assert {(x.measure, x.listed_on) for x in person.listings} == {
        ("asset_freeze", "2001-01-25"),
        ("travel_ban", "2001-01-25"),
    }
    assert person.extra["UN reference"] == "TAi.999"
    assert (edition.info.rows, edition.info.read, edition.info.refused) == (3, 2, 1)


def test_canadian_records(write: Write) -> None:
    text = """<?xml version="1.0"?><data-set>
    <record><Country>Russia / Russie</Country><LastName>TESTOV</LastName><GivenName>Ivan</GivenName>
     <Aliases>Иван Тестов, Russian: Иван ТЕСТОВ; Ivan Petrovich Testoff</Aliases>
     <DateOfBirthOrShipBuildDate>1970-01-31</DateOfBirthOrShipBuildDate>
     <Schedule>1, Part 1</Schedule><Item>1</Item><DateOfListing>2022-02-24</DateOfListing></record>
    <record><Country>Russia / Russie</Country><EntityOrShip>TEST STAR</EntityOrShip>
     <TitleOrShip>Oil Tanker</TitleOrShip><ShipIMONumber>9051648</ShipIMONumber>
     <DateOfBirthOrShipBuildDate>2003</DateOfBirthOrShipBuildDate><Schedule>1.1</Schedule>
     <Item>1</Item></record>
    <record><Country>Syria / Syrie</Country><Schedule>1</Schedule><Item>9</Item></record>
    </data-set>"""
    edition, (person, ship) = _one(write("sema_2025-06.xml", text))
    assert person.caption == "TESTOV, Ivan"
    assert {n.text for n in person.names[1:]} == {
        "Иван Тестов",
        "Иван ТЕСТОВ",
        "Ivan Petrovich Testoff",
    }
    assert person.listings[0].reference == "Schedule 1, Part 1, item 1"
    assert (ship.type, ship.listings[0].measure) == ("vessel", "transport_ban")
    assert ship.vessel is not None
    assert ship.vessel.built == "2003"
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (3, 2, 1, "2025-06")


def test_ukrainian_decrees_of_one_party_are_one_entry(tmp_path: Path) -> None:
    from openpyxl import Workbook as Book

    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Юридичні особи"
    sheet.append(
        ["№ указу", "Дата указу", "Тип обмеження", "Дата закінчення обмеження", "Назва укр.",
         "Назва ориг.", "ОКПО/ЄДРПОУ", "ІПН"]
    )  # fmt: skip
    name = ["Уявний завод", "Воображаемый завод", "ОДРН1027700132195", "ІПН7707083893"]
    sheet.append(["1-2018", "21/06/2018", "1) блокування активів", "21/06/2021", *name])
    sheet.append(["2-2021", "11/03/2021", "обмеження торговельних операцій", "", *name])
    sheet.append(["3-2021", "11/03/2021", "x", "", "", "", "", ""])
    path = tmp_path / "decrees_2022.xlsx"
    book.save(path)
    edition, (works,) = _one(path)
    assert works.caption == "Воображаемый завод"
    assert {(i.kind, i.value) for i in works.identifiers} == {
        ("ogrn", "1027700132195"),
        ("inn", "7707083893"),
    }
    assert [(x.measure, x.listed_on, x.until) for x in works.listings] == [
        ("asset_freeze", "2018-06-21", "2021-06-21"),
        ("trade_restriction", "2021-03-11", None),
    ]
    assert {x.basis for x in works.listings} == {"not_verified"}
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (3, 2, 1, "2022")


def test_what_a_portal_reports_is_no_measure(write: Write) -> None:
    text = (
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,"
        "emails,program_ids,dataset,first_seen,last_seen,last_change\n"
        'NK-1,Vessel,TEST STAR,Old Star,,pa;lr,,IMO9051648;613572604,"""Carried drones""",,,'
        "UA-WS-MARE,Ukraine War and Sanctions,2025-10-06T1,2026-03-13T1,2026-02-01\n"
        "NK-2,Company,Imaginary Zavod,,,ru,,1027700132195;7707083893,,,,X,"
        "Ukraine War and Sanctions,2025-10-06T1,2026-03-13T1,2026-02-01\n"
        "NK-3,Company,Somebody,,,ru,,,,,,X,Another data set,2025-10-06,2026-03-13,2026-02-01\n"
    )
    edition, (ship, works) = _one(write("targets.csv", text))
    assert [(i.kind, i.value) for i in ship.identifiers] == [
        ("imo", "9051648"),
        ("mmsi", "613572604"),
    ]
    assert {i.kind for i in works.identifiers} == {"ogrn", "inn"}
    assert {x.measure for e in (ship, works) for x in e.listings} == {"information"}
    assert ship.extra["Reported"] == "Carried drones"
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (3, 2, 1, "2026-03-13")


JAPAN = """○ 国際平和のために講ずる輸出等に係る禁止措置
の対象となるロシア連邦の団体（令和四年外務省告示第八十二号）
指定日：2022 年03月01 日
最終更新日：2025 年09 月12 日
１ 株式会社テスト（別称、試験）
Imaginary Zavod JSC, a.k.a., the following two
aliases:
-Imaginary Plant; and
-IZ.
所在地：1 Road, Moscow, Russia; and 10 Road, Tver, Russia.２ 試験所
Test Institute
別称：TI社; 試験
所在地：2 Road, Moscow, Russia.
"""


def test_japanese_entries_are_followed_by_their_numbers(write: Write) -> None:
    edition, (works, institute) = _one(write("mofa.txt", JAPAN))
    assert [(n.text, n.kind) for n in works.names] == [
        ("Imaginary Zavod JSC", "primary"),
        ("Imaginary Plant", "strong"),
        ("IZ", "strong"),
        ("株式会社テスト", "original"),
    ]
    assert [a.line() for a in works.addresses] == ["1 Road, Moscow, RU", "10 Road, Tver, RU"]
    assert institute.caption == "Test Institute"
    assert institute.listings[0].measure == "trade_restriction"
    assert (edition.source, edition.info.list_date) == ("jp-russia-exports", "2025-09-12")
    assert (edition.info.rows, edition.info.read) == (2, 2)


def _item(**fields: Any) -> dict[str, Any]:
    return {
        "id": "x-1", "list_id": "cn-attention-list", "entity_name": "Imaginary Corporation",
        "aliases": ["想象公司"], "addresses": [], "reason": "r", "date_added": "2026-02-24",
        "source_url": "https://example.org", **fields,
    }  # fmt: skip


def test_lists_in_one_registry_are_kept_apart(write: Write) -> None:
    items = [
        _item(),
        _item(id="x-2", list_id="cn-unreliable-entity-list"),
        _item(id="x-3", list_id="jp-end-user-list", entity_name="", aliases=[],
              addresses=["People's Republic of China Imaginary Ltd"]),
        _item(id="x-4", list_id="no-such-list"),
        _item(id="x-5", aliases="no list"),
    ]  # fmt: skip
    found = {}
    infos = []
    for edition in read_source(write("registry_2026-07.json", json.dumps(items))):
        found[edition.source] = list(edition.entities)
        infos.append(edition.info)
    assert sorted(found) == ["cn-attention", "cn-unreliable-entity", "jp-meti-end-users"]
    (slipped,) = found["jp-meti-end-users"]
    assert (slipped.caption, slipped.countries) == ("Imaginary Ltd", ("CN",))
    assert found["cn-attention"][0].countries == ()  # the list's own country is none of the party
    assert sum(i.rows for i in infos) == 5
    assert sum(i.refused for i in infos) == 2


def test_names_only_are_dated_by_the_manifest_beside_them(write: Write) -> None:
    rows = [
        {
            "id": 1,
            "full_name": "Ivan TESTOV",
            "source": "UK Sanctions List (FCDO)",
            "aliases": ["A"],
        },
        {"id": 2, "full_name": "", "source": "UK Sanctions List (FCDO)", "aliases": []},
    ]
    path = write("names/uk.json", json.dumps(rows))
    write("names/manifest.json", '[{"key": "uk", "authority_modified": "2026-06-10T15:24:57Z"}]')
    edition, (person,) = _one(path)
    assert (person.caption, person.listings[0].basis) == ("Ivan TESTOV", "secondary")
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (2, 1, 1, "2026-06-10")
    assert plan(path.parent).unreadable == ()  # the manifest belongs to the list
