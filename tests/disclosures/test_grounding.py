"""No quote, no claim: the gate finds words that are there, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdpoint.disclosures import QuoteNotFoundError, find_quote, span_at

TEXT = (
    "The ministry said the plant \u201ccould open\n next year\u201d. The firm\u2019s agent ships "
    "parts. The plant is near the river."
)


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("The ministry said", "The ministry said"),
        ('"could open next year"', "\u201ccould open\n next year\u201d"),
        ("The firm's agent", "The firm\u2019s agent"),
    ],
)
def test_a_quote_is_given_in_the_characters_of_the_text(quote: str, stands: str) -> None:
    span = find_quote(TEXT, quote)
    assert span.quote == stands
    assert TEXT[span.start : span.end] == span.quote


@pytest.mark.parametrize("quote", ["will open next year", "the plant opened", " ", "ships part of"])
def test_words_that_are_not_there_are_refused(quote: str) -> None:
    with pytest.raises(QuoteNotFoundError):
        find_quote(TEXT, quote)


def test_a_quote_at_two_places_needs_the_words_around_it() -> None:
    with pytest.raises(QuoteNotFoundError, match="2 or more places"):
        find_quote(TEXT, "plant")
    span = find_quote(TEXT, "plant", context="The plant is near")
    assert span.start == TEXT.rindex("plant")


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, 10_000)])
def test_offsets_outside_of_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(QuoteNotFoundError, match=r"no words of the text"):
        span_at(TEXT, start, end)


@given(st.text(min_size=1, max_size=60), st.data())
def test_whatever_is_found_stands_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        span = find_quote(text, text[start:end])
    except QuoteNotFoundError:
        assert (
            text.count(text[start:end]) > 1
            or not text[start:end].strip()
            or (text.find(text[start:end], text.find(text[start:end]) + 1) >= 0)
        )
    else:
        assert (span.start, span.end) == (start, end)
