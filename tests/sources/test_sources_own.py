"""A firm's own list with its mapping file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from holdpoint.errors import UnreadableInputError
from holdpoint.sources import read_source

Write = Callable[[str, str | bytes], Path]

MAPPING = """\
format: own-csv
id: acme-blocked
title: Parties that Acme does not supply
publisher: Acme, export control
measure: private
list_date: 2026-05-01
file: blocked.csv
delimiter: ";"
separator: "|"
columns:
  id: No.
  name: Party
  aliases: Other names
  type: Kind
  country: Country
  address: Address
  birth_date: Born
  listed_on: Since
  note: Why
identifiers:
  tax: VAT no.
types:
  Firma: company
"""
ROWS = """\
No.;Party;Other names;Kind;Country;Address;Born;Since;Why;VAT no.
1;Imaginary Trading;IT Ltd|Imaginary T.;Firma;Emirates;1 Dune Rd;;3.2.2025;third-party payer;AE100
;Jane Invented;;person;Atlantis;;before the flood;;no answer;
3;;;;;;;;;
"""


def test_a_private_list(write: Write) -> None:
    write("blocked.csv", ROWS)
    edition = next(read_source(write("acme.yaml", MAPPING)))
    company, person = edition.entities
    assert company.id == "acme-blocked:1"
    assert [n.text for n in company.names] == ["Imaginary Trading", "IT Ltd", "Imaginary T."]
    assert company.type == "company"
    assert company.addresses[0].text == "1 Dune Rd"
    listing = company.listings[0]
    assert (listing.measure, listing.authority) == ("private", "company")
    assert (listing.listed_on, listing.note) == ("2025-02-03", "third-party payer")
    assert [(i.kind, i.value) for i in company.identifiers] == [("tax", "AE100")]
    assert person.extra == {"Country": "Atlantis", "Born": "before the flood"}
    info = edition.info
    assert (info.rows, info.read, info.refused) == (3, 2, 1)
    assert [(p.line, p.fatal) for p in edition.problems] == [(4, True), (3, False), (3, False)]
    assert (info.list_date, info.date_basis) == ("2026-05-01", "mapping file")


def test_a_letter_from_an_authority(write: Write) -> None:
    write("blocked.csv", "Party\nImaginary Labs\n")
    mapping = (
        "format: own-csv\nid: letters\ntitle: Letters\nmeasure: is_informed\nauthority: US/BIS\n"
        "legal_basis: 15 CFR 744.21(b)\nreference: L-1\nfile: blocked.csv\n"
        "columns:\n  name: Party\n"
    )
    (entity,) = next(read_source(write("letters.yaml", mapping))).entities
    listing = entity.listings[0]
    assert (listing.measure, listing.authority) == ("is_informed", "US/BIS")
    assert (listing.legal_basis, listing.reference) == ("15 CFR 744.21(b)", "L-1")


def test_every_fault_of_a_mapping_is_told_with_its_line(write: Write) -> None:
    wrong = MAPPING.replace("measure: private", "measure: blocking").replace(
        "  note: Why", "  colour: Red"
    ).replace("publisher:", "publischer:").replace("  Firma: company", "  Firma: gmbh")  # fmt: skip
    with pytest.raises(UnreadableInputError) as caught:
        next(read_source(write("acme.yaml", wrong)))
    faults = {(p.line, p.field) for p in caught.value.problems}
    assert faults == {
        (5, "measure"),
        (4, "publischer"),
        (19, "columns.colour"),
        (23, "types.Firma"),
    }


def test_a_file_or_a_column_that_is_missing_is_named(write: Write) -> None:
    path = write("acme.yaml", MAPPING)
    with pytest.raises(UnreadableInputError, match=r"blocked\.csv, which is not beside it"):
        next(read_source(path))
    write("blocked.csv", ROWS.replace("Other names", "Aliases"))
    with pytest.raises(UnreadableInputError, match="no column 'Other names'"):
        next(read_source(path))
