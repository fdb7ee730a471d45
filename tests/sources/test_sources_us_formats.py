"""OFAC's XML forms and lists beside the SDN list, and the tables of other US agencies."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.model import Entity
from holdpoint.sources import Edition, plan, read_source

Write = Callable[[str, str | bytes], Path]

XML = """<?xml version="1.0"?>
<sdnList xmlns="https://example.org/sdnList">
 <publshInformation><Publish_Date>03/04/2026</Publish_Date></publshInformation>
 <sdnEntry><uid>9001</uid><firstName>Ivan</firstName><lastName>TESTOV</lastName>
  <title>Director; Owner</title><sdnType>Individual</sdnType>
  <remarks>Linked To: IMAGINARY ZAVOD.</remarks>
  <programList><program>{first}</program></programList>
  <idList><id><idType>Tax ID No.</idType><idNumber>770001</idNumber>
    <idCountry>Russia</idCountry></id>
   <id><idType>Gender</idType><idNumber>Male</idNumber></id>
   <id><idType>Passport</idType><idNumber>P1</idNumber><idCountry>Ghana</idCountry>
    <issueDate>01 Jan 2020</issueDate><expirationDate>02 Jan 2030</expirationDate></id></idList>
  <akaList><aka><type>f.k.a.</type><category>strong</category><lastName>TESTOFF</lastName></aka>
   <aka><type>a.k.a.</type><category>weak</category><lastName>TESTIK</lastName></aka></akaList>
  <addressList><address><address1>Street 1</address1><address2>Flat 2</address2><city>Accra</city>
   <stateOrProvince>Greater Accra</stateOrProvince><postalCode>00233</postalCode>
   <country>Ghana</country></address></addressList>
  <nationalityList><nationality><country>Ghana</country></nationality></nationalityList>
  <dateOfBirthList><dateOfBirthItem><dateOfBirth>31 Jan 1970</dateOfBirth></dateOfBirthItem>
  </dateOfBirthList>
  <placeOfBirthList><placeOfBirthItem><placeOfBirth>Kumasi</placeOfBirth></placeOfBirthItem>
  </placeOfBirthList></sdnEntry>
 <sdnEntry><uid>9002</uid><lastName>IMAGINARY ZAVOD</lastName><sdnType>Entity</sdnType>
  <programList><program>{second}</program></programList>
  <idList>{ids}</idList></sdnEntry>
 <sdnEntry><uid>9003</uid><lastName>TEST STAR</lastName><sdnType>Vessel</sdnType>
  <programList><program>{second}</program></programList>
  <idList><id><idType>Vessel Registration Identification</idType>
   <idNumber>IMO 9051648</idNumber></id>
  </idList><vesselInfo><callSign>ABC1</callSign><vesselType>General Cargo</vesselType>
  <vesselFlag>Panama</vesselFlag><vesselOwner>IMAGINARY LINES</vesselOwner><tonnage>10</tonnage>
  <grossRegisteredTonnage>8</grossRegisteredTonnage></vesselInfo></sdnEntry>
 <sdnEntry><uid>9003</uid><lastName>TWICE</lastName></sdnEntry>
 <sdnEntry><uid>9004</uid></sdnEntry>
</sdnList>"""


def _xml(first: str = "RUSSIA-EO14024", second: str = "RUSSIA-EO14024", ids: str = "") -> str:
    return XML.format(first=first, second=second, ids=ids)


def _one(path: Path) -> tuple[Edition, list[Entity]]:
    (edition,) = read_source(path)
    return edition, list(edition.entities)


def test_an_sdn_entry_in_xml_is_read_field_by_field(write: Write) -> None:
    edition, (person, company, ship) = _one(write("sdn.xml", _xml()))
    assert person.id == "us-ofac-sdn:9001"
    assert [(n.text, n.kind) for n in person.names] == [
        ("TESTOV, Ivan", "primary"),
        ("TESTOFF", "former"),
        ("TESTIK", "weak"),
    ]
    assert (person.type, person.gender, person.birth_dates) == ("person", "male", ("1970-01-31",))
    assert person.nationalities == ("GH",)
    assert person.positions == ("Director", "Owner")
    assert person.addresses[0].line() == "Street 1, Flat 2, Accra, Greater Accra, 00233, GH"
    numbers = {(i.kind, i.value, i.country, i.note) for i in person.identifiers}
    assert ("tax", "770001", "RU", None) in numbers
    assert ("passport", "P1", "GH", "issued 01 Jan 2020 expires 02 Jan 2030") in numbers
    assert [link.object for link in edition.links if link.relation == "linked_to"] == [company.id]
    assert [(i.kind, i.value) for i in ship.identifiers] == [
        ("call_sign", "ABC1"),
        ("imo", "9051648"),
    ]
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.owner) == ("PA", "IMAGINARY LINES")
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (5, 3, 2, "2026-03-04")


def test_an_sdn_list_packed_as_a_zip_is_the_same_list(write: Write) -> None:
    plain = _one(write("sdn.xml", _xml()))[1]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/sdn.xml", _xml())
    assert _one(write("sdn.zip", packed.getvalue()))[1] == plain


def test_an_archive_of_two_files_is_no_list(write: Write) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", _xml())
        archive.writestr("b.xml", _xml())
    with pytest.raises(UnreadableInputError):
        next(read_source(write("sdn.zip", packed.getvalue())))


@pytest.mark.parametrize("name", ["sdn.xml", "advanced.xml"])
def test_entities_of_xml_are_refused_as_hostile(write: Write, name: str) -> None:
    text = _xml() if name == "sdn.xml" else _advanced()
    text = text.replace("?>", '?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
    with pytest.raises(HostileInputError):
        next(read_source(write(name, text)))


@pytest.mark.parametrize("name", ["sdn.xml", "advanced.xml"])
def test_a_torn_file_gives_nothing_at_all(write: Write, name: str) -> None:
    text = _xml() if name == "sdn.xml" else _advanced()
    with pytest.raises(UnreadableInputError, match="damaged"):
        next(read_source(write(name, text[: len(text) // 2])))


def test_entries_beside_the_sdn_list_go_to_their_lists(write: Write) -> None:
    label = (
        "<id><idType>Listing Date (EO 14024 Directive 2):</idType>"
        "<idNumber>24 Feb 2022</idNumber></id>"
    )
    path = write("cons.xml", _xml("NS-PLC", "UKRAINE-EO13662", label))
    found = {e.source: [x.id for x in e.entities] for e in read_source(path)}
    assert found == {
        "us-ofac-capta": ["us-ofac-capta:9002"],
        "us-ofac-plc": ["us-ofac-plc:9001"],
        "us-ofac-ssi": ["us-ofac-ssi:9002", "us-ofac-ssi:9003"],
    }
    first, *others = read_source(path)
    assert [len(list(e.entities)) for e in (first, *others)] == [1, 1, 2]
    assert first.info.refused == 2  # told once, with the first of the lists
    assert sum(e.info.refused for e in others) == 0


def _advanced() -> str:
    return """<?xml version="1.0"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0">
 <DateOfIssue><Year>2026</Year><Month>3</Month><Day>4</Day></DateOfIssue>
 <ReferenceValueSets>
  <AliasTypeValues><AliasType ID="1">A.K.A.</AliasType><AliasType ID="2">F.K.A.</AliasType>
   <AliasType ID="3">Name</AliasType></AliasTypeValues>
  <CountryValues><Country ID="5" ISO2="GH">Ghana</Country></CountryValues>
  <DetailReferenceValues><DetailReference ID="7">Female</DetailReference></DetailReferenceValues>
  <DocNameStatusValues><DocNameStatus ID="1">Primary Latin</DocNameStatus>
   <DocNameStatus ID="2">Others</DocNameStatus></DocNameStatusValues>
  <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType>
   <FeatureType ID="9">Gender</FeatureType><FeatureType ID="25">Location</FeatureType>
   <FeatureType ID="10">Nationality Country</FeatureType></FeatureTypeValues>
  <IDRegDocTypeValues><IDRegDocType ID="1">Passport</IDRegDocType></IDRegDocTypeValues>
  <ListValues><List ID="1">SDN List</List></ListValues>
  <LocPartTypeValues><LocPartType ID="1">CITY</LocPartType></LocPartTypeValues>
  <NamePartTypeValues><NamePartType ID="1">Last Name</NamePartType>
   <NamePartType ID="2">First Name</NamePartType><NamePartType ID="3">Entity Name</NamePartType>
  </NamePartTypeValues>
  <PartySubTypeValues><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
   <PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
  <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType>
  </PartyTypeValues>
  <RelationTypeValues><RelationType ID="1">Owned or Controlled By</RelationType>
   </RelationTypeValues>
  <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
  <ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script>
   <Script ID="220" ScriptCode="Cyrl">Cyrillic</Script></ScriptValues>
  <ValidityValues><Validity ID="2">Fraudulent</Validity></ValidityValues>
 </ReferenceValueSets>
 <Locations><Location ID="77"><LocationCountry CountryID="5"/>
  <LocationPart LocPartTypeID="1"><LocationPartValue><Value>Accra</Value></LocationPartValue>
  </LocationPart></Location></Locations>
 <IDRegDocuments><IDRegDocument IDRegDocTypeID="1" IdentityID="11" IssuedBy-CountryID="5"
  ValidityID="2"><IDRegistrationNo>P9</IDRegistrationNo></IDRegDocument></IDRegDocuments>
 <DistinctParties>
  <DistinctParty FixedRef="901"><Profile ID="901" PartySubTypeID="4"><Identity ID="11">
   <Alias AliasTypeID="3" Primary="true" LowQuality="false">
    <DocumentedName DocNameStatusID="2"><DocumentedNamePart>
     <NamePartValue NamePartGroupID="3" ScriptID="220">Тестова</NamePartValue></DocumentedNamePart>
    </DocumentedName>
    <DocumentedName DocNameStatusID="1"><DocumentedNamePart>
     <NamePartValue NamePartGroupID="1" ScriptID="215">Testova</NamePartValue></DocumentedNamePart>
     <DocumentedNamePart><NamePartValue NamePartGroupID="2" ScriptID="215">Ada</NamePartValue>
     </DocumentedNamePart></DocumentedName></Alias>
   <Alias AliasTypeID="1" Primary="false" LowQuality="true"><DocumentedName DocNameStatusID="2">
    <DocumentedNamePart><NamePartValue NamePartGroupID="4" ScriptID="215">Adka</NamePartValue>
    </DocumentedNamePart></DocumentedName></Alias>
   <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1"/>
    </MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="2" NamePartTypeID="2"/>
    </MasterNamePartGroup></NamePartGroups></Identity>
   <Feature FeatureTypeID="8"><FeatureVersion><DatePeriod>
    <Start Approximate="false"><From><Year>1970</Year><Month>1</Month><Day>1</Day></From></Start>
    <End Approximate="false"><To><Year>1970</Year><Month>12</Month><Day>31</Day></To></End>
    </DatePeriod></FeatureVersion></Feature>
   <Feature FeatureTypeID="9"><FeatureVersion><VersionDetail DetailReferenceID="7"/>
    </FeatureVersion></Feature>
   <Feature FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="77"/></FeatureVersion>
   </Feature></Profile></DistinctParty>
  <DistinctParty FixedRef="902"><Profile ID="902" PartySubTypeID="3"><Identity ID="12">
   <Alias AliasTypeID="3" Primary="true"><DocumentedName DocNameStatusID="1"><DocumentedNamePart>
    <NamePartValue NamePartGroupID="9" ScriptID="215">IMAGINARY ZAVOD</NamePartValue>
    </DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty>
  <DistinctParty FixedRef="903"><Profile ID="903" PartySubTypeID="3"><Identity ID="13">
   <Alias AliasTypeID="3" Primary="true"><DocumentedName DocNameStatusID="1"><DocumentedNamePart>
    <NamePartValue NamePartGroupID="9" ScriptID="215">ON NO LIST</NamePartValue>
    </DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty>
 </DistinctParties>
 <ProfileRelationships><ProfileRelationship From-ProfileID="902" To-ProfileID="901"
  RelationTypeID="1"/></ProfileRelationships>
 <SanctionsEntries>
  <SanctionsEntry ProfileID="901" ListID="1"><EntryEvent><Date><Year>2024</Year><Month>2</Month>
   <Day>23</Day></Date></EntryEvent><SanctionsMeasure SanctionsTypeID="1"><Comment>SDGT</Comment>
   </SanctionsMeasure></SanctionsEntry>
  <SanctionsEntry ProfileID="902" ListID="1"><SanctionsMeasure SanctionsTypeID="1">
   <Comment>RUSSIA-EO14024</Comment></SanctionsMeasure></SanctionsEntry>
 </SanctionsEntries>
</Sanctions>"""


def test_the_advanced_form_is_joined_from_its_parts(write: Write) -> None:
    edition, (person, company, other) = _one(write("advanced.xml", _advanced()))
    assert [(n.text, n.kind, n.language) for n in person.names] == [
        ("Testova, Ada", "primary", None),
        ("Тестова", "original", "Cyrl"),
        ("Adka", "weak", None),
    ]
    assert (person.type, person.gender, person.birth_dates) == ("person", "female", ("1970",))
    assert person.addresses[0].line() == "Accra, GH"
    (passport,) = person.identifiers
    assert (passport.value, passport.country, passport.note) == ("P9", "GH", "fraudulent")
    (listing,) = person.listings
    assert (listing.listed_on, listing.programmes) == ("2024-02-23", ("SDGT",))
    (link,) = edition.links
    assert (link.subject, link.relation, link.object) == (company.id, "owned_by", person.id)
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (3, 3, 0, "2026-03-04")
    assert "No entry puts the party on a list" in edition.problems[0].reason
    assert other.listings[0].basis == "not_verified"  # it can hold an order, and never block it


def test_an_older_form_of_a_list_is_superseded_by_a_newer_one(write: Write) -> None:
    write("lists/sdn.xml", _xml())
    newer = write("lists/advanced.xml", _advanced().replace("2026</Year>", "2027</Year>", 1))
    (choice,) = plan(newer.parent).choices
    assert choice.files == (newer,)


DPL = (
    '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t"Effective_Date"\t'
    '"Expiration_Date"\t"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"\n'
    '"EXAMPLE DENIED"\t"1 ROAD"\t"TOWN"\t""\t"DE"\t"1"\t"06/07/2020"\t"06/07/2030"\t"Y"\t"x"\t'
    '"RENEWED"\t"85 FR 1"\n'
    '"EXAMPLE DENIED"\t"2 ROAD"\t"TOWN"\t""\t"DE"\t"1"\t"06/07/2020"\t"06/07/2030"\t"Y"\t"x"\t'
    '"RENEWED"\t"85 FR 1"\n'
    '""\t""\t""\t""\t""\t""\t""\t""\t""\t""\t""\t""\n'
)


def test_denied_persons_of_several_addresses_are_one_entry(write: Write) -> None:
    edition, (party,) = _one(write("dpl_2026-01.txt", DPL))
    assert [a.street for a in party.addresses] == ["1 ROAD", "2 ROAD"]
    (listing,) = party.listings
    assert (listing.measure, listing.listed_on, listing.until) == (
        "denial_order", "2020-06-07", "2030-06-07",
    )  # fmt: skip
    assert "85 FR 1" in (listing.note or "")
    assert (edition.info.rows, edition.info.read, edition.info.list_date) == (2, 2, "2026-01")


def test_rows_of_each_alias_and_address_are_one_entry(write: Write) -> None:
    text = (
        "Source List,Name,Address,Country,Federal Register Notice,Effective Date,"
        "License Requirement,License Policy,Alternate Name,,\n"
        "EL,Example Works,1 Road,Ghana,76 FR 1,11/21/2011,All items,Denial,Primer Works\n"
        "EL,Example Works,2 Road,Ghana,76 FR 1,11/21/2011,All items,Denial,Primer Works\n"
        "MEU,Example Mill,3 Road,Ghana,76 FR 1,11/21/2011,All items,Denial,\n"
        "??,Nobody,,,,,,,\nEL,,,,,,,,x\n"
    )
    first, second = read_source(write("bis.csv", text))
    (works,) = first.entities
    (mill,) = second.entities
    assert [n.text for n in works.names] == ["Example Works", "Primer Works"]
    assert len(works.addresses) == 2
    assert works.listings[0].listed_on == "2011-11-21"
    assert (works.listings[0].measure, mill.listings[0].measure) == (
        "licence_requirement",
        "military_end_user",
    )
    assert (first.info.rows, first.info.read, first.info.refused) == (4, 2, 2)


@pytest.mark.parametrize(
    ("header", "row", "source", "measure"),
    [
        ("COUNTRY,NAME,ADDRESS", "Ghana,Example Ltd,1 Road", "us-bis-uvl", "unverified"),
        (
            "Source List,Programs,Name,Alternative Names,Country,Effective Date",
            "ISN,INKSNA,Example Ltd,Primer,Ghana,6/28/2016",
            "us-state-isn",
            "nonproliferation",
        ),
        (
            "schema,name,aliases,report-date,start-date,end-date,country",
            "Company,Example Ltd,Primer,2026-01-27,2026-01-22,2028-01-22,Ghana",
            "us-state-isn",
            "nonproliferation",
        ),
        (
            "Party Name,Federal Register Notice,Notice Date,Corrected Notice,Corrected Notice Date",
            "Example Ltd,57 FR 1,1/13/1992,,",
            "us-state-dtc",
            "debarment",
        ),
        (
            "Type,Name,Alias,Country,Topics,Program,Date,End date,Source URL",
            "Organization,Example Ltd,EL,GH,x,US-BIS-MIEU,2021-03-16,,https://example.org",
            "us-bis-mieu",
            "military_end_user",
        ),
    ],
)
def test_each_table_is_known_by_its_header(
    write: Write, header: str, row: str, source: str, measure: str
) -> None:
    edition, (party,) = _one(write("table.csv", f"{header}\n{row}\n"))
    assert (edition.source, party.caption) == (source, "Example Ltd")
    assert party.listings[0].measure == measure
    transcribed = header.startswith(("schema", "Type"))
    assert party.listings[0].basis == ("secondary" if transcribed else "official")


NAMES = """{"downloaded_at": "2026-07-11T17:56:35Z", "source": "OFAC SDN (public list)",
 "entry_count": %d, "entries": [
 {"uid": "1", "name": "TESTOV, Ivan", "aliases": ["TESTOFF"], "program": "SDGT] [IFSR", "type":
 "individual"}, {"uid": "2", "name": "", "aliases": [], "program": "SDGT", "type": "-0-"},
 {"uid": "1", "name": "AGAIN", "aliases": [], "program": "SDGT", "type": "-0-"}]}"""


def test_names_of_the_sdn_list_keep_their_numbers(write: Write) -> None:
    edition, (person,) = _one(write("names.json", NAMES % 3))
    assert (person.id, person.type) == ("us-ofac-sdn:1", "person")
    assert person.listings[0].programmes == ("SDGT", "IFSR")
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (3, 1, 2, "2026-07-11")


def test_a_list_that_lacks_entries_by_its_own_word_is_not_used(write: Write) -> None:
    with pytest.raises(UnreadableInputError, match="says that it has 4"):
        next(read_source(write("names.json", NAMES % 4)))
