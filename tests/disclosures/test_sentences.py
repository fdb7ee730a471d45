"""Sentences end where a reader sees them end, and every offset is one of the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdpoint.disclosures._sentences import split_sentences


def split(text: str, start: int = 0) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text, start)]


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Quell met Dr. J. R. Marbrook at No. 5 Harbour Rd. in the U.S. capital.",
        "Tamber Machinery Co., Ltd. of Hong Kong sold parts to Orrin Corp. and others.",
        "The firms are Tamber Machinery Co., Ltd. (Tamber) and Orrin Trade Pty. Ltd. of Dubai.",
        "The amendment to E.O. 14068 was signed on Sept. 3, 2021 at 5 p.m. local time.",
        'The plant "could open next year," the ministry said, and "not before."',
        "It costs 1.5 million, i.e. less than Fig. 2 says.",
        "Is it true? he asked the spokesman.",
        "The U.S. Department of Lakes and the U.N. Council met.",
    ],
)
def test_what_is_one_sentence_stays_one(whole: str) -> None:
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Parts went to Orrin Trade Co., Ltd. The agent denied it.",
            ["Parts went to Orrin Trade Co., Ltd.", "The agent denied it."],
        ),
        (
            "The plant is Russian-made by Orrin Inc. Tamber supplied it.",
            ["The plant is Russian-made by Orrin Inc.", "Tamber supplied it."],
        ),
        (
            "\u201cWe know.\u201d \u201cWe do,\u201d she said. It ended.",
            ["\u201cWe know.\u201d", "\u201cWe do,\u201d she said.", "It ended."],
        ),
        ("They moved it to the U.S. He paid.", ["They moved it to the U.S.", "He paid."]),
        ("Really? Yes! Well\u2026 No.", ["Really?", "Yes!", "Well\u2026", "No."]),
        (
            "MR. QUELL: It does. It will.\n\nQ    And then?\n\nMR. QUELL: No.",
            ["MR. QUELL: It does.", "It will.", "Q    And then?", "MR. QUELL: No."],
        ),
        (
            "# Heading\n\n- **First item.** More.\n- Second item\n\n<!-- -->\n\n1. Third",
            ["Heading", "First item.", "More.", "Second item", "1. Third"],
        ),
        ("Name | Country\nOrrin | Utopia", ["Name", "Country", "Orrin", "Utopia"]),
        (
            "\u0648\u0635\u0644. \u0647\u0644 \u0648\u0635\u0644\u061f \u0644\u0627.",
            ["\u0648\u0635\u0644.", "\u0647\u0644 \u0648\u0635\u0644\u061f", "\u0644\u0627."],
        ),
    ],
)
def test_sentences_end(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_wrapped_lines_go_on_and_short_lines_do_not() -> None:
    text = (
        "By a reporter\n"
        "The firm shipped several hundred of the motors by way of a port\n"
        "on the lake, and was paid for them by a bank in another country\n"
        "- a list item\n"
        "- another"
    )
    assert [" ".join(part.split()) for part in split(text)] == [
        "By a reporter",
        (
            "The firm shipped several hundred of the motors by way of a port on the lake, and was "
            "paid for them by a bank in another country"
        ),
        "a list item",
        "another",
    ]


def test_paragraphs_are_counted_and_a_header_is_left_out() -> None:
    text = "Title: x\n\nOne. Two.\n\nThree."
    found = split_sentences(text, 10)
    assert [(s.index, s.paragraph) for s in found] == [(0, 0), (1, 0), (2, 1)]


def test_tokens_keep_what_belongs_together() -> None:
    text = "S&C\u2019s UAE-based agent bought 1,500 Su-35s from the U.S. for $2.5m (50%)."
    (sentence,) = split_sentences(text)
    assert [token.text for token in sentence.tokens] == [
        *("S&C", "\u2019s", "UAE-based", "agent", "bought", "1,500", "Su-35s", "from", "the"),
        *("U.S.", "for", "$", "2.5", "m", "(", "50", "%", ")", "."),
    ]


@given(st.text(alphabet="Ab. ,\n\t\"'!?|-#*(1\u201d\u2026\u3002", max_size=200))
def test_every_sentence_is_of_the_text_and_in_order(text: str) -> None:
    last = 0
    for sentence in split_sentences(text):
        assert last <= sentence.start < sentence.end <= len(text)
        quote = text[sentence.start : sentence.end]
        assert quote == quote.strip()
        last = sentence.end
        at = sentence.start
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert at <= token.start < token.end <= sentence.end
            assert not text[at : token.start].strip(" \t\n_")
            at = token.end


@pytest.mark.parametrize(
    "unit", ["A. ", "(", ".", "\n", "| ", "a", "Co. ", "\n- ", " \n", '"', "MR. ", "\n\n \n"]
)
def test_time_grows_with_length_only(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    split_sentences(text)
    assert time.process_time() - began < 2
