"""The UN list: dates, scripts, damaged and hostile XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.sources import read_source

Write = Callable[[str, str | bytes], Path]

PERSON = """
<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
 <FIRST_NAME>INVENTED</FIRST_NAME><SECOND_NAME>TESTOV</SECOND_NAME>
 <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.999</REFERENCE_NUMBER>
 <LISTED_ON>2016-03-02</LISTED_ON><GENDER>Male</GENDER>
 <NAME_ORIGINAL_SCRIPT>اختبار</NAME_ORIGINAL_SCRIPT>
 <COMMENTS1>Known to nobody. INTERPOL-UN Security Council Special Notice web
 link:https://www.interpol.int/x</COMMENTS1>
 <TITLE><VALUE>Dr.</VALUE></TITLE><DESIGNATION><VALUE>Tester</VALUE></DESIGNATION>
 <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
 <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
 <LAST_DAY_UPDATED><VALUE>2019-01-01</VALUE><VALUE>2020-02-02</VALUE></LAST_DAY_UPDATED>
 <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Testow</ALIAS_NAME></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Testik</ALIAS_NAME></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ADDRESS><CITY>Exampletown</CITY><COUNTRY>China</COUNTRY></INDIVIDUAL_ADDRESS>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-01-31</DATE>
 </INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1971</YEAR>
 </INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1965</FROM_YEAR>
 <TO_YEAR>1969</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Testville</CITY><COUNTRY>Ghana</COUNTRY>
 </INDIVIDUAL_PLACE_OF_BIRTH>
 <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>P-1</NUMBER>
 <ISSUING_COUNTRY>Ghana</ISSUING_COUNTRY><DATE_OF_EXPIRY>2030-01-01</DATE_OF_EXPIRY>
 </INDIVIDUAL_DOCUMENT>{extra}
</INDIVIDUAL>"""
ENTITY = """
<ENTITY><FIRST_NAME>IMAGINARY TRADING</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
 <REFERENCE_NUMBER>KPe.999</REFERENCE_NUMBER><LISTED_ON>2017-06-02</LISTED_ON>
 <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD TRADING</ALIAS_NAME></ENTITY_ALIAS>
</ENTITY>"""


def _list(*, people: str = "", entities: str = "", head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        '<CONSOLIDATED_LIST dateGenerated="2026-08-01T23:00:03.110Z">'
        f"<INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>"
    )


@pytest.mark.parametrize(
    ("regime", "comment", "measure"),
    [
        ("DPRK", "", "asset_freeze"),
        ("GB", "", "travel_ban"),
        (
            "Libya",
            "Listed pursuant to paragraph 15 of resolution 1970 (Travel\nBan).",
            "travel_ban",
        ),
        ("Libya", "Paragraphs 15 and 17 of 1970 (Travel Ban, Asset Freeze).", "asset_freeze"),
        ("Libya", "Paragraphs 15 and 17 of 1970 (Travel Ban,Asset Freeze).", "asset_freeze"),
        ("Libya", "Listed pursuant to paragraph 17 of 1970 ( Asset Freeze).", "asset_freeze"),
    ],
)
def test_an_entry_under_a_travel_ban_is_not_frozen(
    write: Write, regime: str, comment: str, measure: str
) -> None:
    person = PERSON.format(extra="").replace(">DPRK<", f">{regime}<")
    person = person.replace("Known to nobody.", comment)
    edition = next(read_source(write("un.xml", _list(people=person))))
    assert next(edition.entities).listings[0].measure == measure


def test_a_document_keeps_where_it_was_issued(write: Write) -> None:
    extra = (
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>P-2</NUMBER>"
        "<CITY_OF_ISSUE>Exampletown</CITY_OF_ISSUE></INDIVIDUAL_DOCUMENT>"
    )
    edition = next(read_source(write("un.xml", _list(people=PERSON.format(extra=extra)))))
    person = next(edition.entities)
    assert person.identifiers[1].note == "issued in Exampletown"


def test_an_encoding_that_xml_cannot_have_is_a_clear_error(write: Write) -> None:
    text = _list(people=PERSON.format(extra="")).replace("UTF-8", "utf-7")
    with pytest.raises(UnreadableInputError):
        next(read_source(write("un.xml", text)))


def test_a_person_is_read_field_by_field(write: Write) -> None:
    text = _list(people=PERSON.format(extra=""), entities=ENTITY)
    edition = next(read_source(write("un.xml.gz", text)))
    person, company = list(edition.entities)
    assert person.id == "un-sc:KPi.999"
    assert [(n.text, n.kind) for n in person.names] == [
        ("INVENTED TESTOV", "primary"),
        ("اختبار", "original"),
        ("Testow", "strong"),
        ("Testik", "weak"),
    ]
    assert person.birth_dates == ("1970-01-31", "1971~", "1965/1969")
    assert person.nationalities == ("KP",)
    assert person.addresses[0].country == "CN"
    assert person.identifiers[0].note == "expires 2030-01-01"
    assert person.remarks == "Known to nobody."
    assert person.extra["Last updated"] == "2020-02-02"
    assert person.listings[0].legal_basis == "UNSCR 1718 (2006)"
    assert company.names[1].kind == "former"
    info = edition.info
    assert (info.rows, info.read, info.refused, info.list_date) == (2, 2, 0, "2026-08-01")


def test_new_bookkeeping_elements_change_no_entry(write: Write) -> None:
    drift = "<HAS_INTERPOL_LINK>NO</HAS_INTERPOL_LINK><INTERPOL_LINK/>"
    before = next(read_source(write("a.xml", _list(people=PERSON.format(extra="")))))
    after = next(read_source(write("b.xml", _list(people=PERSON.format(extra=drift)))))
    assert list(before.entities) == list(after.entities)
    assert "HAS_INTERPOL_LINK" in (after.info.note or "")


def test_an_element_that_is_not_known_is_told(write: Write) -> None:
    text = _list(people=PERSON.format(extra="<SHOE_SIZE>44</SHOE_SIZE>"))
    edition = next(read_source(write("un.xml", text)))
    assert len(list(edition.entities)) == 1
    assert [(p.field, p.fatal) for p in edition.problems] == [("SHOE_SIZE", False)]
    assert edition.info.refused == 0


def test_entries_without_number_or_twice_are_refused(write: Write) -> None:
    nameless = ENTITY.replace("KPe.999", "")
    text = _list(entities=ENTITY + ENTITY + nameless)
    edition = next(read_source(write("un.xml", text)))
    assert len(list(edition.entities)) == 1
    assert (edition.info.rows, edition.info.read, edition.info.refused) == (3, 1, 2)


def test_damaged_xml_gives_nothing_at_all(write: Write) -> None:
    text = _list(entities=ENTITY).replace("</ENTITIES>", "\x05</ENTITIES>")
    with pytest.raises(UnreadableInputError, match="damaged"):
        next(read_source(write("un.xml", text)))


def test_entities_of_xml_are_refused_as_hostile(write: Write) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(HostileInputError):
        next(read_source(write("un.xml", _list(entities=ENTITY, head=bomb))))
