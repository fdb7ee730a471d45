"""Korean names and foreign ones in Hangul."""

from __future__ import annotations

import pytest

from holdpoint.text import name_tokens, same_name


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("김정은", "Kim Jong Un"),
        ("박지성", "Park Ji Sung"),
        ("이명박", "Lee Myung Bak"),
        ("최룡해", "Choe Ryong Hae"),
        ("노현우", "Roh Hyun Woo"),
        ("리성국", "Ri Song Guk"),
    ],
)
def test_each_syllable_is_one_name_with_its_usual_spelling(native: str, latin: str) -> None:
    words, others = name_tokens(native, "person"), name_tokens(latin, "person")
    assert len(words) == len(others)
    for word, other in zip(words, others, strict=True):
        assert word == other or same_name(word, other)


def test_syllables_that_differ_are_no_spellings() -> None:
    assert not same_name("min", "mun")
    assert not same_name("park", "baek")


def test_a_syllable_of_two_names_joins_no_names() -> None:
    assert same_name("song", "seong")
    assert same_name("song", "sung")
    assert not same_name("seong", "cheong")


def test_foreign_names_in_hangul_are_heard() -> None:
    assert name_tokens("블라디미르 푸틴", "person") == ("vladimir", "putin")


def test_company_words_and_forms_in_hangul() -> None:
    assert name_tokens("(주)동해베어링", "company") == ("@jsc", "dong", "hae", "bearing")
    assert name_tokens("미래반도체", "company")[-1] == "semiconductor"
