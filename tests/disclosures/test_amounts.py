"""Amounts keep the bounds and the blur of the text; numbers that count nothing are left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdpoint.disclosures._amounts import find_amounts
from holdpoint.disclosures._parsed import Kept
from holdpoint.disclosures._sentences import split_sentences
from holdpoint.disclosures._times import find_times
from holdpoint.model import Amount, Source


def amounts(text: str) -> tuple[Amount, ...]:
    source = Source(id="doc-1", sha256="", raw_sha256="", media="text", published="2023-06-09")
    kept, sentences = Kept(source=source, text=text), split_sentences(text)
    return find_amounts(kept, sentences, find_times(kept, sentences))


def told(amount: Amount) -> str:
    """The amount in a line: value or bounds, unit, blur, and what is counted."""
    value = f"{amount.value:g}" if amount.value is not None else None
    low = "" if amount.minimum is None else f"{amount.minimum:.12g}"
    high = "" if amount.maximum is None else f"{amount.maximum:.12g}"
    blur = " about" if amount.about else ""
    of = f" of {amount.of}" if amount.of else ""
    return f"{value or f'{low}..{high}'} {amount.unit}{blur}{of}"


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("It lies about 680 miles off.", "about 680 miles", "680 mile about"),
        ("A 680-mile road.", "680-mile", "680 mile"),
        ("They bought some 1,500 motors.", "some 1,500 motors", "1500 count about of motors"),
        (
            "Hundreds of small boats left.",
            "Hundreds of small boats",
            "200..999 count about of small boats",
        ),
        (
            "Up to several hundred boats.",
            "Up to several hundred boats",
            "..999 count about of boats",
        ),
        ("Paid billions of dollars.", "billions of dollars", "2000000000..999999999999 USD about"),
        (
            "Hundreds of thousands of euros.",
            "Hundreds of thousands of euros",
            "200000..999999 EUR about",
        ),
        ("More than one million dollars.", "More than one million dollars", "1000000.. USD"),
        ("It cost $2.5 million.", "$2.5 million", "2.5e+06 USD"),
        ("It cost HK$5m.", "HK$5m", "5e+06 HKD"),
        ("It cost USD 3,000.", "USD 3,000", "3000 USD"),
        ("It cost 5 to 10 million euros.", "5 to 10 million euros", "5000000..10000000 EUR"),
        ("Between 10 and 15 ships sank.", "10 and 15 ships", "10..15 count of ships"),
        ("At least three front firms.", "At least three front firms", "3.. count of front firms"),
        ("Fewer than 20 men.", "Fewer than 20 men", "..20 count of men"),
        ("A loss of 20% is near.", "20%", "20 percent"),
        ("One hundred and fifty tonnes.", "One hundred and fifty tonnes", "150 tonne"),
        ("A dozen boats of oil.", "A dozen boats", "12 count of boats"),
        ("Nearly half a million barrels.", "Nearly half a million barrels", "500000 barrel about"),
        ("Twenty-five nautical miles.", "Twenty-five nautical miles", "25 nautical_mile"),
        (
            "Tens of thousands of bolts.",
            "Tens of thousands of bolts",
            "20000..99999 count about of bolts",
        ),
        ("A few boats came.", "A few boats", "2..9 count about of boats"),
        ("No more than 40 kg now.", "No more than 40 kg", "..40 kg"),
        (
            "Thousands of bolts per year.",
            "Thousands of bolts per year",
            "2000..999999 count about of bolts per year",
        ),
    ],
)
def test_an_amount_has_value_or_bounds_unit_and_blur(text: str, quote: str, expected: str) -> None:
    (found,) = amounts(text)
    assert (found.span.quote, told(found)) == (quote, expected)


def test_the_second_of_two_units_is_an_amount_of_its_own_and_as_vague() -> None:
    first, second = amounts("It lies about 680 miles (1100 km) to the east.")
    assert (first.value, first.unit, first.about) == (680, "mile", True)
    assert (second.value, second.unit, second.about) == (1100, "km", True)


def test_what_money_bought_is_told() -> None:
    (found,) = amounts("It seeks billions of dollars worth of army trucks.")
    assert found.of == "army trucks"


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2231 and Order 14024 under 15 CFR 746.",
        "The ship (IMO 9240914) and the Su-35 met in 2022.",
        "Amir Quell, 63, is 63 years old.",
        "This is one of them, and one more, one example.",
        "The 924th Centre left on June 5, 2023.",
        "A tariff code (HTS)-6 of 8542.31.",
        "China (42); Pakistan (19).",
        "Regulation (EU) 2023/1529.",
    ],
)
def test_numbers_that_count_nothing_are_left_alone(text: str) -> None:
    assert amounts(text) == ()


_WORDS = """about up to several hundred hundreds of thousands million 5 10 1,500 2.5 % $ dollars km
( ) - to and between more than boats , . a few one twenty half dozen 999999999999999 1.2.3 worth per
year \u0661\u0662 \u00b2 5km 10-15 US$ few couple"""


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=12))
def test_every_amount_is_sound(pieces: list[str]) -> None:
    text = " ".join(pieces)
    last = 0
    for found in amounts(text):
        assert last <= found.span.start < found.span.end
        assert text[found.span.start : found.span.end] == found.span.quote
        last = found.span.end
        if found.minimum is not None and found.maximum is not None:
            assert found.minimum <= found.maximum
        if found.value is not None:
            assert (found.minimum, found.maximum) == (None, None)


@pytest.mark.parametrize(
    "unit", ["about ", "hundreds of ", "one hundred and ", "5-", "5 to ", "million ", "$", "up to "]
)
def test_time_grows_with_length_only(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    began = time.process_time()
    amounts(text)
    assert time.process_time() - began < 3
