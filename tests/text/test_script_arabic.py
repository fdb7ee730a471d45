"""Arabic, Persian, Urdu and Hebrew script: words without vowels meet their Latin spellings."""

from __future__ import annotations

import pytest

from holdpoint.text import name_group, name_tokens, same_name, skeleton


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("محمد", "Mohammad"),
        ("حسین", "Hussein"),
        ("يوسف", "Yousef"),
        ("عثمان", "Osman"),
        ("داود", "Dawud"),
        ("משה", "Moshe"),
        ("יצחק", "Itzhak"),
    ],
)
def test_a_known_name_is_one_with_its_latin_spelling(native: str, latin: str) -> None:
    (word,) = name_tokens(native, "person")
    (other,) = name_tokens(latin, "person")
    assert word.startswith("~")
    assert same_name(word, other)


def test_persian_and_arabic_code_points_of_one_letter_are_one_word() -> None:
    assert name_tokens("علي كريمي") == name_tokens("علی کریمی")


@pytest.mark.parametrize(
    "text", ["Abd al-Rahman", "Abdurrahman", "Abdel Rahman", "Abdul Rahman", "Abdelrahman"]
)
def test_the_servant_of_god_is_set_apart_from_whose_servant_he_is(text: str) -> None:
    assert name_tokens(text, "person") == ("abdul", "rahman")


def test_a_surname_that_begins_alike_is_left_whole() -> None:
    assert name_tokens("Abdullayev", "person") == ("abdullayev",)
    assert name_tokens("Abdullah", "person") == ("abdullah",)


@pytest.mark.parametrize(
    "text", ["Nur al-Din", "Noureddine", "Nuruddin", "Nur ad-Din", "نورالدین", "نور الدين"]
)
def test_light_of_the_faith_is_two_words(text: str) -> None:
    light, faith = name_tokens(text, "person")
    assert name_group(light) == "nur"
    assert faith == "din"


def test_a_stem_that_ends_like_the_article_keeps_its_end() -> None:
    light, faith = name_tokens("جلال الدين", "person")
    assert (name_group(light), faith) == ("jalal", "din")


def test_letters_side_by_side_make_no_other_letter() -> None:
    assert skeleton("~tkhry") == skeleton("takhari")


def test_a_glued_article_is_set_apart_where_a_known_name_follows() -> None:
    assert name_tokens("Alkhateeb", "person") == ("al", "khateeb")
    assert name_tokens("Alexander", "person") == ("alexander",)


def test_hebrew_abbreviations_are_company_forms() -> None:
    assert name_tokens('כרמל בע"מ', "company")[-1] == "@llc"
    assert name_tokens("כרמל בע״מ", "company")[-1] == "@llc"


def test_words_of_companies_are_translated_with_their_article() -> None:
    assert name_tokens("شركة الخليج للتجارة", "company")[0] == "@co"
    assert "trading" in name_tokens("شركة الخليج للتجارة", "company")
    assert "airline" in name_tokens("هواپیمایی ماهان", "company")


def test_a_skeleton_is_what_vowels_leave() -> None:
    assert skeleton("~mhmd") == skeleton("muhammad")
    assert skeleton("~khld") == skeleton("khaled")


def test_a_letter_that_arabic_writes_twice_has_a_vowel_between() -> None:
    (arabic,) = name_tokens("فرناندو", "person")
    assert skeleton(arabic) == skeleton("fernando")
    assert skeleton("~mmdwh") == skeleton("mamdouh")
    assert skeleton("~bdllh") == skeleton("abdullah")


def test_a_misspelt_name_after_the_servant_is_set_apart_and_a_surname_is_not() -> None:
    assert name_tokens("Abdelkadder", "person") == ("abdul", "kadder")
    assert name_tokens("Abdulkarimov", "person") == ("abdulkarimov",)
