"""The UK Sanctions List in XML, brought into the rows of its other forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from holdpoint.sources._edition import Tally
from holdpoint.sources._files import Content
from holdpoint.sources._xml import elements, text_of, texts_of
from holdpoint.text import parse_date

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from holdpoint.sources._uk_designation import Row

# Where a field stands within a Designation. The first form was seen in fragments; the rest is from
# general knowledge of the format.
_ONCE = {
    "unique_id": "UniqueID",
    "group_id": "OFSIGroupID",
    "un_ref": "UNReferenceNumber",
    "regime": "RegimeName",
    "type": "IndividualEntityShip",
    "designated_by": "DesignationSource",
    "measures": "SanctionsImposed",
    "remark": "OtherInformation",
    "reasons": "UKStatementofReasons",
    "listed_on": "DateDesignated",
    "updated": "LastUpdated",
}
_MANY = {
    "born": ".//DOBs/DOB",
    "nationality": ".//Nationalities/Nationality",
    "position": ".//Positions/Position",
    "gender": ".//Genders/Gender",
    "title": ".//Titles/Title",
    "phone": ".//PhoneNumbers/PhoneNumber",
    "email": ".//EmailAddresses/EmailAddress",
    "website": ".//Websites/Website",
    "registration": ".//BusinessRegistrationNumbers/BusinessRegistrationNumber",
    "parent": ".//ParentCompanies/ParentCompany",
    "subsidiaries": ".//Subsidiaries/Subsidiary",
    "entity_type": ".//TypeOfEntities/TypeOfEntity",
    "imo": ".//ShipIMONumbers/ShipIMONumber",
    "flag": ".//CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip",
    "flag_former": ".//PreviousFlags/PreviousFlag",
    "owner": ".//CurrentOwnerOperators/CurrentOwnerOperator",
    "former_owner": ".//PreviousOwnerOperators/PreviousOwnerOperator",
    "vessel_type": ".//TypeOfShipDetails/TypeOfShip",
    "gross_tonnage": ".//TonnageOfShipDetails/TonnageOfShip",
    "built": ".//YearBuiltDetails/YearBuilt",
}
_PARTS = {
    ".//Names/Name": {
        **{f"name_{n}": f"Name{n}" for n in range(1, 7)},
        "name_type": "NameType",
        "strength": "AliasStrength",
    },
    ".//NonLatinNames/NonLatinName": {
        "original_name": "NameNonLatinScript",
        "script_type": "NonLatinScriptType",
        "script_language": "NonLatinScriptLanguage",
    },
    ".//Addresses/Address": {
        **{f"street_{n}": f"AddressLine{n}" for n in range(1, 7)},
        "postcode": "AddressPostalCode",
        "country": "AddressCountry",
    },
    ".//PassportDetails/Passport": {
        "passport": "PassportNumber",
        "passport_note": "PassportAdditionalInformation",
    },
    ".//NationalIdentifierDetails/NationalIdentifier": {
        "national_id": "NationalIdentifierNumber",
        "national_id_note": "NationalIdentifierAdditionalInformation",
    },
    ".//BirthDetails/Location": {"birth_town": "TownOfBirth", "birth_country": "CountryOfBirth"},
}


def xml_rows(content: Content, tally: Tally) -> tuple[str | None, list[tuple[int, Row]]]:
    """The date of the list, and its designations, each as one counted row and further ones.

    Raises:
        UnreadableInputError: The XML is damaged.
    """
    date: str | None = None
    out: list[tuple[int, Row]] = []
    tally.open(content.name)
    for element in elements(content, ("Designation", "DateGenerated")):
        if element.tag == "DateGenerated":
            date = parse_date(text_of(element))
            continue
        for row in _rows(element):
            tally.row(content.name)
            out.append((len(out) + 1, row))
    return date, out


def _rows(element: Element) -> Iterator[Row]:
    """The parts of a designation that can stand there several times, each in a row of its own."""
    once = {kind: text for kind, tag in _ONCE.items() if (text := text_of(element, tag))}
    base: dict[str, str] = {
        kind: once[kind] for kind in ("unique_id", "regime", "type") if kind in once
    }
    rows = [
        {kind: text for kind, tag in parts.items() if (text := text_of(part, tag))}
        for path, parts in _PARTS.items()
        for part in element.findall(path)
    ]
    rows += [{kind: text} for kind, path in _MANY.items() for text in texts_of(element, path)]
    listing: dict[str, str] = {
        kind: once[kind] for kind in ("measures", "listed_on") if kind in once
    }
    yield {**once, **(rows[0] if rows else {})}
    for row in rows[1:]:
        yield {**base, **listing, **row}
