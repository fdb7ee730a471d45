"""An ECCN against invented entries, and against the real list where it is beside the project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from holdpoint.goods import ControlList, CountryChart, licence_rows
from holdpoint.knowledge import ReferenceLike
from holdpoint.model import (
    ChartRow,
    ControlEntry,
    ControlParagraph,
    ControlReason,
    CountryGroups,
)
from holdpoint.sources import plan

REFERENCE = Path(__file__).parents[2].parent / "shared" / "data" / "reference" / "ear"
DAY = "2026-07-23"
WITHIN = "To or within destinations specified in Country"


def entry(eccn: str, *reasons: tuple[str, str], paragraphs: str = "", **more: Any) -> ControlEntry:
    return ControlEntry(
        id=eccn,
        heading="Invented goods",
        source_date=DAY,
        reasons=tuple(ControlReason(applies=a, where=w) for a, w in reasons),
        paragraphs=tuple(ControlParagraph(number=n, text=f"text {n}") for n in paragraphs.split()),
        complete=bool(paragraphs),
        **more,
    )


def row(code: str, marks: str = "", **more: Any) -> ChartRow:
    marked = tuple(part.strip() for part in marks.split(",") if part.strip())
    return ChartRow(id=code, name=f"Land {code}", source_date=DAY, marks=marked, **more)


def chart(*entries: ControlEntry, groups: Iterable[CountryGroups] = ()) -> CountryChart:
    rows = [
        row("CN", "NS 1, NS 2, RS 1, MT 1"),
        row("FR", "NS 1, RS 1"),
        row("CA"),
        row("IR", pointer="See part 746 of the EAR."),
        row("HK", row="CN"),
        row(
            "RU",
            "NS 2",
            footnotes=("Additional requirements for items listed in any ECCN on the CCL.",),
        ),
        row("GB", footnotes=("A license is required for items in 3A001.",)),
    ]
    return CountryChart(ControlList(entries), rows, groups)


PLAIN = entry("3A001", ("NS applies to entire entry", "NS Column 2."), paragraphs="a a.7 b b.2")


@pytest.mark.parametrize(
    ("country", "required"),
    [("CN", True), ("FR", False), ("CA", False), ("HK", True), ("IR", None), ("ZZ", None)],
)
def test_a_column_answers_for_the_destinations_of_the_chart_alone(
    country: str, required: bool | None
) -> None:
    assert chart(PLAIN).answer("3A001.a.7", country).required is required


@pytest.mark.parametrize("country", ["RU", "GB"])
def test_a_footnote_that_speaks_of_the_item_keeps_a_no_open(country: str) -> None:
    other = entry("3A001", ("AT applies to entire entry", "AT Column 1"))
    answer = chart(other).answer("3A001", country)
    assert answer.required is None
    assert any(one["licence_required"] is None for one in licence_rows(answer))


def test_an_embargoed_destination_is_sent_elsewhere() -> None:
    answer = chart(PLAIN).answer("3A001", "IR")
    assert answer.required is None
    assert "746" in " ".join(answer.notes)


@pytest.mark.parametrize(
    ("eccn", "sentence", "applies"),
    [
        ("3A001.b.2", "MT applies to 3A001.b.2 and .c", True),
        ("3A001.b.2.x", "MT applies to 3A001.b.2 and .c", True),
        ("3A001.c", "MT applies to 3A001.b.2 and .c", True),
        ("3A001.a", "MT applies to 3A001.b.2 and .c", False),
        ("3A001.b", "MT applies to 3A001.b.2 and .c", None),
        ("3A001", "MT applies to 3A001.b.2 and .c", None),
        ("3A001.b.5", "MT applies to 3A001.b.4 to b.7", True),
        ("3A001.b.8", "MT applies to 3A001.b.4 to b.7", False),
        ("3A001.b.5", "MT applies to 3A001.b.4 to z.1", None),
        ("3A001.y", "MT applies to entire entry, except 3A001.y", False),
        ("3A001.a", "MT applies to entire entry, except 3A001.y", True),
        ("3A001", "MT applies to entire entry, except 3A001.y", None),
        ("3A001.g", "MT applies to paragraphs .a, .b and .g of this entry", True),
        ("3A001.b.2", "MT applies to amplifiers in 3A001.b.2 for civil use", None),
        ("3A001.a", "MT applies to amplifiers in 3A001.b.2 for civil use", False),
        ("3A001.a", "MT applies to 3A001.b.2 and anything designed for missiles", None),
        ("3A001.a", "MT applies to capacitors that meet 3A201.a", None),
        ("3A001.a", "MT applies to items when usable in missiles", None),
        ("3A001.x", "MT applies to entire entry except parts in 3A001.x for aircraft", None),
        ("3A001.a", "A sentence of a kind that nobody has seen", None),
    ],
)
def test_a_reason_for_a_part_of_an_entry_is_decided_only_where_the_text_is_plain(
    eccn: str, sentence: str, applies: bool | None
) -> None:
    one = entry("3A001", (sentence, "MT Column 1"), paragraphs="a b b.2 b.4 b.5 b.8 c g x y")
    answer = chart(one).answer(eccn, "CN")
    assert answer.rows[0].applies is applies
    assert answer.required is applies
    # Without an X, it does not matter to what the reason applies.
    assert chart(one).answer(eccn, "CA").required is False


@pytest.mark.parametrize(
    ("where", "country", "named"),
    [
        ("NS Column 1", "CN", True),
        ("NS Column 2.", "FR", False),
        ("RS Column 1, See § 742.6(a)(3) for license requirements.", "FR", True),
        ("China, Russia, or Venezuela (see § 742.6(a)(7))", "CN", True),
        ("China, Russia, or Venezuela (see § 742.6(a)(7))", "FR", False),
        ("To or within any destination worldwide. See § 742.6", "CA", True),
        ("A license is required for items of this entry to North Korea for x", "FR", False),
        ("See § 746.1(b) for UN controls", "FR", None),
        ("", "FR", None),
        (f"{WITHIN} Groups D:1 and D:5 of supplement no. 1, excluding Groups A:5.", "CN", True),
        (f"{WITHIN} Groups D:1 and D:2 of supplement no. 1, excluding Groups A:5.", "FR", False),
        (f"{WITHIN} Group D:1 of supplement no. 1", "FR", False),
        (f"{WITHIN} Group D:1 of supplement no. 1", "CA", None),
    ],
)
def test_a_requirement_outside_the_chart_is_read_or_stays_open(
    where: str, country: str, named: bool | None
) -> None:
    groups = [
        CountryGroups(id="CN", name="China", source_date=DAY, groups=("D:1",)),
        CountryGroups(id="FR", name="France", source_date=DAY, groups=("A:5", "D:2")),
    ]
    one = entry("3A001", ("RS applies to entire entry", where))
    assert chart(one, groups=groups).answer("3A001", country).required is named


def test_a_paragraph_inherits_from_the_longest_that_is_printed() -> None:
    found = ControlList([PLAIN]).find("3a001.A.7.c")
    assert (found.eccn, found.paragraph) == ("3A001.a.7.c", "a.7")
    assert found.texts == ("Invented goods", "text a", "text a.7")
    assert any("longest" in note for note in found.notes)


def test_a_paragraph_that_is_not_printed_is_a_problem_and_no_answer() -> None:
    answer = chart(PLAIN).answer("3A001.q", "FR")
    assert answer.control.problem is not None
    assert answer.required is None


def test_an_entry_of_which_only_the_head_is_given_says_so() -> None:
    found = ControlList([entry("9A610", ("NS applies to entire entry", "NS Column 1"))])
    notes = " ".join(found.find("9A610.x").notes)
    assert "head of this entry only" in notes
    assert "600 series" in notes


def test_a_reason_that_only_the_head_names_stays_open() -> None:
    one = entry("0A981", named_reasons=("CC",))
    answer = chart(one).answer("0A981", "CA")
    assert answer.required is None
    assert answer.rows[0].reason == "CC"


def test_ear99_needs_no_licence_by_the_chart_and_is_open_for_an_embargoed_destination() -> None:
    assert chart(PLAIN).answer("EAR99", "FR").required is False
    assert chart(PLAIN).answer("EAR99", "IR").required is None


def test_an_unknown_entry_names_the_nearest_and_stays_open() -> None:
    answer = chart(PLAIN).answer("3A002", "FR")
    assert answer.required is None
    assert "3A001" in str(answer.control.problem)


def test_without_a_list_there_is_no_answer() -> None:
    empty = CountryChart(ControlList([]), [])
    assert not empty.ready
    assert empty.answer("3A001", "FR").required is None


@pytest.fixture(scope="module")
def published() -> CountryChart:
    """The list, the chart and the groups as published, where they are beside the project."""
    if not REFERENCE.is_dir():
        pytest.skip("the reference tables are not beside the project (../shared/data/reference)")
    tables: dict[str, list[Any]] = {}
    for edition in plan(REFERENCE).editions():
        assert isinstance(edition, ReferenceLike)
        tables.update({name: list(rows) for name, rows in edition.reference.items()})
    return CountryChart(ControlList(tables["controls"]), tables["chart"], tables["groups"])


@pytest.mark.parametrize(
    ("eccn", "country", "required"),
    [
        ("3A001.a.7", "CN", True),
        ("3A001.a.7", "FR", None),
        ("3A001", "IR", None),
        ("5A992.c", "FR", False),
        ("5A992.c", "RU", None),
        ("7A103", "IN", True),
        ("7A994", "AE", False),
        ("9A610.x", "AE", None),
        ("9A610.a", "AE", True),
        ("9A610.y", "FR", False),
        ("9A610.y", "CN", True),
    ],
)
def test_the_published_list_answers_as_its_text_reads(
    published: CountryChart, eccn: str, country: str, required: bool | None
) -> None:
    assert published.answer(eccn, country).required is required


def test_saying_more_of_an_item_never_turns_a_settled_answer(published: CountryChart) -> None:
    entries = [published.controls.find(eccn).entry for eccn in ("3A001", "5A001", "1C351", "4A003")]
    for one in entries:
        assert one is not None
        for country in ("CN", "FR", "IN", "CA", "RU"):
            whole = published.answer(one.id, country).required
            for paragraph in one.paragraphs:
                part = published.answer(f"{one.id}.{paragraph.number}", country).required
                assert whole is None or part is whole, (one.id, paragraph.number, country)
