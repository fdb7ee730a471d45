"""Company forms and business words of the world."""

from __future__ import annotations

import pytest

from holdpoint.text import (
    acronym,
    form_countries,
    is_company_form,
    name_tokens,
    word_kind,
)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Quellmar Osakeyhtiö", "@llc"),
        ("Quellmar Sp. z o.o.", "@llc"),
        ("Quellmar spółka z ograniczoną odpowiedzialnością", "@llc"),
        ("Quellmar společnost s ručením omezeným", "@llc"),
        ("Quellmar Korlátolt Felelősségű Társaság", "@llc"),
        ("Quellmar d.o.o.", "@llc"),
        ("Uždaroji akcinė bendrovė Quellmar", "@llc"),
        ("Quellmar MMC", "@llc"),
        ("შპს Quellmar", "@llc"),
        ("ՍՊԸ Quellmar", "@llc"),
        ("ТОО Quellmar", "@llc"),
        ("Quellmar Sdn. Bhd.", "@llc"),
        ("Công ty TNHH Quellmar", "@llc"),
        ("Quellmar ذ.م.م", "@llc"),
        ("شرکت با مسئولیت محدود Quellmar", "@llc"),
        ("ПрАТ Quellmar", "@jsc"),
        ("Quellmar A.Ş.", "@jsc"),
        ("Quellmar S.A. de C.V.", "@jsc"),
        ("Quellmar 주식회사", "@jsc"),
        ("ФГУП Quellmar", "@fsue"),
        ("Quellmar e.K.", "@ie"),
    ],
)
def test_a_form_is_one_word_in_every_country(text: str, form: str) -> None:
    assert sorted(name_tokens(text, "company")) == sorted([form, "quellmar"])


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Quellmar Sp. z o.o.", ("PL",)),
        ("ТОВ Quellmar", ("UA",)),
        ("UAB Quellmar", ("LT",)),
        ("Quellmar株式会社", ("JP",)),
        ("Quellmar Ltd", ()),
        ("Quellmar", ()),
        ("", ()),
    ],
)
def test_a_form_points_to_countries(text: str, countries: tuple[str, ...]) -> None:
    assert form_countries(text) == countries


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("aviation", ["авиация", "Авиэйшн", "havacılık", "航空", "항공", "aviación", "Luftfahrt"]),
        ("trading", ["торговля", "بازرگانی", "التجارية", "ticaret", "贸易", "무역", "comercial"]),
        (
            "electronics",
            ["электроника", "электроникс", "الکترونیک", "电子", "전자", "électronique"],
        ),
        ("industries", ["промышленность", "صنایع", "sanayi", "工业", "industrias", "Industrie"]),
        ("bank", ["банк", "بانک", "مصرف", "bankası", "银行", "은행", "banco", "banque"]),
        ("plant", ["завод", "工厂", "factory", "fábrica", "Werk", "مصنع"]),
    ],
)
def test_business_words_are_one_in_every_language(word: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert word in name_tokens(f"Quellmar {spelling}", "company")


def test_phrases_of_two_words_stay_two() -> None:
    assert name_tokens("НИИ Quellmar", "company") == ("research", "institute", "quellmar")
    assert name_tokens("Quellmar Research Institute", "company")[1:] == ("research", "institute")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Завод №11", "Завод 11"),
        ("Plant No11", "Plant No 11"),
        ("Plant IX Quell", "Plant 9 Quell"),
        ("Quell Fund VI", "Quell Fund 6"),
        ("Fourteenth October", "14th October"),
        ("Twelve Oaks", "12 Oaks"),
    ],
)
def test_numbers_have_one_spelling(left: str, right: str) -> None:
    strip = [w for w in name_tokens(left, "company") if w != "no"]
    assert strip == [w for w in name_tokens(right, "company") if w != "no"]


def test_roman_letters_that_may_be_names_are_numbers_at_the_end_only() -> None:
    assert name_tokens("Xi Shipping", "company")[0] == "xi"
    assert name_tokens("Vi Nguyen", "person") == ("vi", "nguyen")


def test_a_one_before_the_company_form_is_a_number_and_no_and() -> None:
    assert name_tokens("Halvick Fund I, Ltd.", "company") == name_tokens(
        "Halvick Fund 1 Limited", "company"
    )
    assert "and" in name_tokens("Petrov i Sinovi d.o.o.", "company")


def test_an_acronym_passes_over_forms_and_links() -> None:
    words = name_tokens("Islamic Republic of Iran Shipping Lines", "company")
    assert acronym(words) == "irisl"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("QM&T Inc.", "QM and T Inc."),
        ("Q & V Trading", "Q&V Trading"),
        ("Quellmar Labour Bureau", "Quellmar Labor Bureau"),
        ("Quellmar Instrument-Making Plant", "Приборостроительный завод Quellmar"),
        ("Quellmar Fourty-four", "Quellmar 44"),
    ],
)
def test_one_name_in_two_spellings_of_business(one: str, other: str) -> None:
    assert sorted(name_tokens(one, "company")) == sorted(name_tokens(other, "company"))


def test_and_before_a_company_form_joins_nothing() -> None:
    assert name_tokens("QM & Co", "company") == ("qm", "@co")


@pytest.mark.parametrize("word", ["Ltd.", "LLC", "L.L.C.", "GmbH", "FZE"])
def test_a_company_form_is_told_by_the_word_alone(word: str) -> None:
    assert is_company_form(word)
    assert not is_company_form(f"Quell{word}")


def test_a_percent_sign_is_the_word() -> None:
    assert name_tokens("5% Club", "company") == name_tokens("Five Percent Club", "company")
    assert name_tokens("9%ers Club", "company") == name_tokens("Nine Percenters Club", "company")


def test_tens_and_one_are_one_number() -> None:
    assert name_tokens("Division Thirty-One", "company") == name_tokens("Division 31", "company")
    assert name_tokens("Vector One", "company")[-1] == "one"


def test_the_korean_sign_for_a_company_is_no_latin_word() -> None:
    assert name_tokens("㈜한화", "company")[0] == "@jsc"
    assert name_tokens("Kim Yong-ju", "unknown") == ("kim", "yong", "ju")


@pytest.mark.parametrize("word", ["schweiz", "polska", "sverige", "ireland", "czech"])
def test_countries_in_their_own_languages_are_places(word: str) -> None:
    assert word_kind(word) == "place"
