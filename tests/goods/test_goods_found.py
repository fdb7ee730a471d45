"""Words beside a declared code: do they fit?"""

from __future__ import annotations

import pytest

from holdpoint.goods import (
    CategoryFound,
    CodeFound,
    ControlList,
    ControlSearch,
    DecidingWord,
    Described,
    ListTouched,
    described_rows,
)
from holdpoint.model import ControlEntry, ControlParagraph

WORD = DecidingWord("gyroscope", 5, 14, "term")
CHPL = ListTouched("CHPL", "901420", "2", needs_description=False)


def described(probability: float = 0.9, codes: tuple[str, ...] = ()) -> Described:
    category = CategoryFound(
        "inertial", "Gyroscopes", ("901420", "901480"), (CHPL,), probability, (WORD, WORD)
    )
    others = tuple(CodeFound(code, None, 0.2, ()) for code in codes)
    return Described("MEMS gyroscope", (category,), others, probability, (WORD,))


@pytest.mark.parametrize(
    ("declared", "codes", "relation"),
    [
        (None, (), "no code"),
        ("90142000", (), "same code"),
        ("901410", (), "same heading"),
        ("830140", (), "other heading"),
        ("830140", ("830150",), "same heading"),
    ],
)
def test_a_code_fits_the_words_or_stands_elsewhere(
    declared: str | None, codes: tuple[str, ...], relation: str
) -> None:
    (row,) = described_rows(described(codes=codes), declared)
    assert row["relation"] == relation
    assert row["declared"] == declared


def test_a_row_shows_what_decided_and_which_lists_it_touches() -> None:
    (row,) = described_rows(described(), None)
    assert row["words"] == "gyroscope"
    assert (row["hs6"], row["listed"], row["probability"]) == ("901420, 901480", "CHPL", 0.9)


def test_what_is_hardly_likely_makes_no_row() -> None:
    assert described_rows(described(0.1), None) == []


def test_a_search_names_the_nearest_paragraph_of_each_entry_and_the_words_they_share() -> None:
    entries = [
        ControlEntry(
            id="6A108",
            heading="Radar systems",
            source_date="2026-07-23",
            paragraphs=(ControlParagraph(number="a", text="Radar and laser radar systems"),),
            complete=True,
        ),
        ControlEntry(id="2A991", heading="Bearings and bearing systems", source_date="2026-07-23"),
    ]
    hits = ControlSearch(entries).search("laser radars", limit=5)
    assert [hit.eccn for hit in hits] == ["6A108.a"]
    assert "laser" in hits[0].words
    assert ControlSearch(entries[::-1]).search("systems") == ControlSearch(entries).search(
        "systems"
    )
    assert ControlSearch(entries).search("") == ()
    assert ControlSearch([]).search("radar") == ()


def test_a_note_is_a_text_of_its_entry_and_no_paragraph() -> None:
    notes = (
        ControlParagraph(number="a", text="integrated circuits"),
        ControlParagraph(number="6", text="transceivers on the FPGA are counted together"),
    )
    entry = ControlEntry(
        id="3A001",
        heading="Electronic items",
        source_date="2026-07-23",
        url="",
        paragraphs=notes,
        complete=True,
    )
    (hit,) = ControlSearch([entry]).search("FPGA transceivers")
    assert hit.eccn == "3A001"
    found = ControlList([entry]).find("3A001.6")
    assert found.paragraph == ""
    assert found.problem is not None
