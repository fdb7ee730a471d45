from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.text import date_interval, parse_date, parse_dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("28 Jan 1978", "1978-01-28"),
        ("28 January 1978", "1978-01-28"),
        ("January 28, 1978", "1978-01-28"),
        ("circa 1960", "1960~"),
        ("c. 1960", "1960~"),
        ("1960 (approximately)", "1960~"),
        ("01/02/1978", "1978-02-01"),
        ("00/00/1967", "1967"),
        ("00/05/1967", "1967-05"),
        ("1955 to 1958", "1955/1958"),
        ("1955-1958", "1955/1958"),
        ("between 1963 and 1968", "1963/1968"),
        ("circa 1979-1982", "1979/1982~"),
        ("late 1970s", "1977/1979"),
        ("26.11.1972", "1972-11-26"),
        ("15.8.1976", "1976-08-15"),
        ("10.8. 1960", "1960-08-10"),
        ("Oct 1971", "1971-10"),
        ("1969-7-16", "1969-07-16"),
        ("1978", "1978"),
        ("2012-12-31T00:00:00", "2012-12-31"),
        ("12/31/1990", "1990-12-31"),
        ("1978-01-28/1978-02-28", "1978-01-28/1978-02-28"),
    ],
)
def test_spellings_of_the_lists_become_iso(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    "text", [None, "", "31/02/1990", "Qom, Iran", "1343", "28 September", "(year unknown)", "NO"]
)
def test_what_is_no_date_is_none(text: str | None) -> None:
    assert parse_date(text) is None


def test_month_first_only_when_asked() -> None:
    assert parse_date("01/02/1978", order="mdy") == "1978-01-02"


def test_all_dates_of_a_field_are_read() -> None:
    assert parse_dates("(a) 1.1.1958, (b) 31.12.1952") == ("1958-01-01", "1952-12-31")
    assert parse_dates("1964 or 1967") == ("1964", "1967")
    assert parse_dates("10.2.1983 (or 10.3.1983)") == ("1983-02-10", "1983-03-10")
    assert parse_dates("1340 (Iranian Hijri calendar), 1961 (Gregorian calendar)") == ("1961",)
    assert parse_dates("Qom") == ()


def test_a_partial_date_is_an_interval() -> None:
    assert date_interval("1978") == (date(1978, 1, 1), date(1978, 12, 31))
    assert date_interval("1976-02") == (date(1976, 2, 1), date(1976, 2, 29))
    assert date_interval("1970/1975") == (date(1970, 1, 1), date(1975, 12, 31))


def test_circa_reaches_two_years_on_both_sides() -> None:
    first, last = date_interval("1978~")
    assert first.year == 1976
    assert last.year == 1980


@pytest.mark.parametrize("text", ["", "78", "1978-13", "1975/1970", "circa 1960"])
def test_no_interval_of_what_is_no_partial_date(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        date_interval(text)


@given(st.dates(min_value=date(1700, 1, 1)))
@settings(deadline=None, max_examples=60)
def test_a_day_survives_every_spelling(day: date) -> None:
    iso = day.isoformat()
    assert parse_date(iso) == iso
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == iso
    assert parse_date(f"{day.day:02}/{day.month:02}/{day.year}") == iso
    assert date_interval(iso) == (day, day)


@given(st.text(max_size=30))
@settings(deadline=None, max_examples=80)
def test_what_is_read_can_be_read_again(text: str) -> None:
    iso = parse_date(text)
    if iso is not None:
        assert parse_date(iso) == iso
        first, last = date_interval(iso)
        assert first <= last
