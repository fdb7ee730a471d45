"""Thai, Lao, Burmese and Khmer."""

from __future__ import annotations

import pytest

from holdpoint.text import name_tokens, same_name, skeleton


@pytest.mark.parametrize(
    ("native", "latin"),
    [("สมชาย", "Somchai"), ("วีระศักดิ์", "Weerasak"), ("พรหมชัย", "Phromchai"), ("จันทร์สุข", "Chansuk")],
)
def test_thai_words_have_the_consonants_that_are_spoken(native: str, latin: str) -> None:
    (word,) = name_tokens(native, "person")
    (other,) = name_tokens(latin, "person")
    assert skeleton(word) == skeleton(other)


def test_burmese_names_are_one_word_for_each_syllable() -> None:
    words = name_tokens("သန့်ဇင်ထွန်း", "person")
    assert len(words) == 3
    for word, other in zip(words, ("thant", "zin", "tun"), strict=True):
        assert same_name(word, other)


def test_thai_company_forms() -> None:
    assert name_tokens("บริษัท นครชัย จำกัด", "company")[0] == "@co"
    assert name_tokens("บริษัท นครชัย จำกัด", "company")[-1] == "@llc"


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("សំផន", "samphan"),
        ("ហ៊ុន សែន", "hun sen"),
        ("នួន ជា", "nuon chea"),
        ("ប៉ុល", "pol"),
        ("កម្ពុជា", "kampuchea"),
        ("វិចិត្រ", "vichetr"),
    ],
)
def test_khmer_words_are_read_with_their_vowels(native: str, latin: str) -> None:
    assert " ".join(name_tokens(native, "person")) == latin
