"""Times are read with their interval, precision and rule; what is no date is left alone."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdpoint.disclosures._parsed import Kept
from holdpoint.disclosures._sentences import split_sentences
from holdpoint.disclosures._times import find_times
from holdpoint.model import Source, TimeRef


def times(text: str, published: str | None = "2023-06-09") -> tuple[TimeRef, ...]:
    source = Source(id="doc-1", sha256="", raw_sha256="", media="text", published=published)
    return find_times(Kept(source=source, text=text), split_sentences(text))


def one(text: str, published: str | None = "2023-06-09") -> TimeRef:
    found = times(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "quote", "start", "end", "precision"),
    [
        ("It left on Thursday.", "Thursday", "2023-06-08", "2023-06-08", "day"),
        ("It left Friday, the firm said.", "Friday", "2023-06-09", "2023-06-09", "day"),
        ("It will leave on Monday.", "Monday", "2023-06-12", "2023-06-12", "day"),
        ("It left last Friday.", "last Friday", "2023-06-02", "2023-06-02", "day"),
        ("It left in April.", "April", "2023-04-01", "2023-04-30", "month"),
        ("It left in August.", "August", "2022-08-01", "2022-08-31", "month"),
        ("It opens early next year.", "early next year", "2024-01-01", "2024-03-31", "quarter"),
        (
            "It is slated to open as soon as early July.",
            "as soon as early July",
            "2023-07-01",
            "2023-07-10",
            "part_of_month",
        ),
        ("It has run since January 2020.", "since January 2020", "2020-01-01", None, "open"),
        ("As of 2022, it ran.", "As of 2022", "2022-01-01", "2022-12-31", "year"),
        ("It left on December 12, 2013.", "December 12, 2013", "2013-12-12", "2013-12-12", "day"),
        ("It left on 2023-06-01.", "2023-06-01", "2023-06-01", "2023-06-01", "day"),
        ("It left on 12 July 2022.", "12 July 2022", "2022-07-12", "2022-07-12", "day"),
        ("It left on the 3rd of May 2021.", "3rd of May 2021", "2021-05-03", "2021-05-03", "day"),
        ("It left last month.", "last month", "2023-05-01", "2023-05-31", "month"),
        ("It left last week.", "last week", "2023-05-29", "2023-06-04", "range"),
        ("It opens later this year.", "later this year", "2023-06-10", "2023-12-31", "range"),
        ("It opens by the end of 2024.", "by the end of 2024", None, "2024-12-31", "open"),
        ("It ran until May 2021.", "until May 2021", None, "2021-05-31", "open"),
        ("It ran before 2019.", "before 2019", None, "2018-12-31", "open"),
        (
            "It ran between June and September 2022.",
            "between June and September 2022",
            "2022-06-01",
            "2022-09-30",
            "range",
        ),
        (
            "It ran from March 2021 to May 2022.",
            "from March 2021 to May 2022",
            "2021-03-01",
            "2022-05-31",
            "range",
        ),
        ("It ran in 2021-22.", "2021-22", "2021-01-01", "2022-12-31", "range"),
        ("It ran on June 5-7, 2023.", "June 5-7, 2023", "2023-06-05", "2023-06-07", "range"),
        (
            "In the third quarter of 2022.",
            "third quarter of 2022",
            "2022-07-01",
            "2022-09-30",
            "quarter",
        ),
        ("In Q1 2023 it grew.", "Q1 2023", "2023-01-01", "2023-03-31", "quarter"),
        (
            "In the second half of 2022.",
            "second half of 2022",
            "2022-07-01",
            "2022-12-31",
            "half_year",
        ),
        ("In fiscal year 2023.", "fiscal year 2023", "2022-10-01", "2023-09-30", "year"),
        ("In mid-2022 it left.", "mid-2022", "2022-04-01", "2022-09-30", "range"),
        ("In late May it left.", "late May", "2023-05-21", "2023-05-31", "part_of_month"),
        ("Three weeks ago it left.", "Three weeks ago", "2023-05-15", "2023-05-21", "range"),
        ("For the past six months.", "past six months", "2022-12-09", "2023-06-09", "range"),
        ("In the coming weeks.", "coming weeks", "2023-06-09", None, "open"),
        ("Sept. 3, 2021 was a Friday.", "Sept. 3, 2021", "2021-09-03", "2021-09-03", "day"),
        ("It left in the summer of 2021.", "summer of 2021", "2021-06-01", "2021-08-31", "quarter"),
        ("It left on 09.06.2023.", "09.06.2023", "2023-06-09", "2023-06-09", "day"),
        ("It left on 06/25/2023.", "06/25/2023", "2023-06-25", "2023-06-25", "day"),
    ],
)
def test_a_time_has_its_interval(
    text: str, quote: str, start: str | None, end: str | None, precision: str
) -> None:
    found = next(iter(times(text)))
    assert found.span.quote == quote
    assert (found.start, found.end, found.precision) == (start, end, precision)
    assert found.rule


@pytest.mark.parametrize(
    "text",
    [
        "About 680 miles (1100 km) away, 1100 people wait.",
        "They sold Su-35 and Shahed-136 aircraft.",
        "We may march on. It may well be so.",
        "Resolution 2231 and Resolution 1929 forbid it.",
        "A shipment of 2000 motors and 1950 drones.",
        "Regulation (EU) 2023/1529 applies.",
        "Notice 2024-06790 was withdrawn.",
        "Amir Quell, 63, sat second. The sun set.",
        "He was last to leave; this day is over.",
        "ECCN 7A994 and HS 8542.31 goods.",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert times(text) == ()


def test_without_a_day_of_publication_relative_times_stay_open() -> None:
    for text in ("It left on Friday.", "It left in April.", "It opens early next year."):
        found = one(text, published=None)
        assert (found.start, found.end) == (None, None)
        assert "no day of publication" in found.rule
    assert one("It left in April 2021.", published=None).start == "2021-04-01"


def test_a_weekday_that_does_not_fit_its_date_is_told() -> None:
    assert "no Monday" in one("It left on Monday, June 5, 2022.").rule
    assert "no " not in one("It left on Friday, June 9, 2023.").rule


def test_day_and_month_that_cannot_be_told_apart_stay_open() -> None:
    found = one("It left on 09/06/2023.")
    assert (found.start, found.end) == (None, None)
    assert "2023-06-09 or 2023-09-06" in found.rule


def test_what_a_time_dates_is_told_by_the_nearest_word() -> None:
    text = "Orrin was designated on December 12, 2013, and shipments went on in 2014."
    assert [found.of for found in times(text)] == ["designation", "delivery"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("between August 2022 and May of this year", "2022-08-01", "2023-05-31"),
        ("in May of last year", "2022-05-01", "2022-05-31"),
        ("over the past year", "2022-06-09", "2023-06-09"),
        ("for the last decade", "2013-06-09", "2023-06-09"),
        ("last year", "2022-01-01", "2022-12-31"),
    ],
)
def test_months_of_a_related_year_and_stretches_up_to_now(text: str, start: str, end: str) -> None:
    (found,) = times(text, "2023-06-09")
    assert (found.start, found.end) == (start, end)


_WORDS = """early late mid the of in since by until between and from to 2023 2024 12 June May Friday
next last this year month week later earlier , - . past six days ago Q2 first quarter FY 2023-13-40
31 February 29 0 9999-12-31 coming 0001-01-01 fiscal decade 999 before after years"""
_PIECES = st.sampled_from(_WORDS.split())
_DAYS = st.sampled_from(["2023-06-09", "0001-01-02", "9000-12-30", "9998-12-30", "?", None])


@given(st.lists(_PIECES, max_size=12), _DAYS)
def test_every_reading_is_sound(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    last = 0
    for found in times(text, published):
        assert last <= found.span.start < found.span.end
        assert text[found.span.start : found.span.end] == found.span.quote
        last = found.span.end
        if found.start is not None and found.end is not None:
            assert date.fromisoformat(found.start) <= date.fromisoformat(found.end)
        if found.precision == "open":
            assert found.start is None or found.end is None


@pytest.mark.parametrize(
    "unit", ["early ", "between ", "since since ", "June-", "2023 ", "the end of "]
)
def test_time_grows_with_length_only(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    began = time.process_time()
    times(text)
    assert time.process_time() - began < 3
