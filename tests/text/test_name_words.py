import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.text import (
    identifier_check,
    name_tokens,
    normalise_identifier,
    romanise,
    script,
    tokens,
    weight,
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Елабуга", "elabuga"),
        ("Әлабуга", "alabuga"),
        ("Хабаровск", "khabarovsk"),
        ("Юрий", "yuriy"),
        ("Київ", "kiiv"),
        ("İstanbul ığdır", "istanbul igdir"),
        ("李明", "li ming"),
        ("Ελλάδα", "ellada"),
        ("STRASSE  12", "strasse 12"),
        ("ﬁrma №5", "firma no5"),
    ],
)
def test_every_script_becomes_latin(text: str, plain: str) -> None:
    assert romanise(text) == plain


def test_persian_letters_with_two_code_points_are_one() -> None:
    assert romanise("علي") == romanise("علی")
    assert romanise("كريم") == romanise("کریم")


def test_script_is_told() -> None:
    assert script("Завод 5") == "cyrillic"
    assert script("Acme") == "latin"
    assert script("شاهد") == "arabic"
    assert script("李明") == "han"
    assert script("123") == "none"


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_romanised_text_is_ascii_and_stays_as_it_is(text: str) -> None:
    once = romanise(text)
    assert once.isascii()
    assert once == once.strip()
    assert romanise(once) == once


def test_plain_words_of_a_text() -> None:
    assert tokens("Ул. Ленина, 5") == ("ul", "lenina", "5")


@pytest.mark.parametrize(
    "text",
    [
        "Quellmar LLC",
        "OOO Quellmar",
        "ООО «Квеллмар»".replace("Квеллмар", "Quellmar"),
        "Quellmar Limited Liability Company",
        "Общество с ограниченной ответственностью Quellmar",
        "Quellmar L.L.C.",
        "Quellmar GmbH & Co. KG",
        "Quellmar Co., Ltd.",
        "Quellmar 有限公司",
    ],
)
def test_spellings_of_one_company_form_are_one(text: str) -> None:
    assert sorted(name_tokens(text, "company")) == ["@llc", "quellmar"]


def test_long_russian_phrases_are_the_words_that_they_mean() -> None:
    assert name_tokens("АО ОЭЗ ППТ Зеленполь", "company") == ("@jsc", "sez", "ppt", "zelenpol")
    assert name_tokens(
        "JOINT STOCK COMPANY SPECIAL ECONOMIC ZONE OF INDUSTRIAL PRODUCTION ZELENPOL", "company"
    ) == ("@jsc", "sez", "ppt", "zelenpol")


def test_a_short_form_within_a_name_is_a_word() -> None:
    assert name_tokens("Tariq ag Nuroun") == ("tariq", "ag", "nuroun")
    assert name_tokens("Nuroun AG") == ("nuroun", "@jsc")


def test_persons_have_no_company_forms() -> None:
    assert name_tokens("SA, Delmira", "person") == ("sa", "delmira")


def test_a_name_of_forms_only_keeps_its_words() -> None:
    assert name_tokens("Co. Ltd.", "company") == ("co", "ltd")


def test_numbers_are_words_in_one_spelling() -> None:
    assert name_tokens("Factory No. 09", "company")[-1] == "9"
    assert name_tokens("2nd Yard", "company")[0] == "2"
    assert name_tokens("Second Yard", "company")[0] == "2"
    assert name_tokens("Delmira Fund VIII", "company")[-1] == "8"


def test_dotted_letters_are_a_form_a_word_or_initials() -> None:
    assert name_tokens("J.R. Quell", "person") == ("j", "r", "quell")
    assert name_tokens("Q.M.R. Yard", "company") == ("qmr", "yard")


def test_a_form_glued_to_the_name_is_found() -> None:
    assert name_tokens("QuellmarAG", "company") == ("quellmar", "@jsc")


def test_abd_al_is_abdul() -> None:
    assert name_tokens("Abd al-Quell", "person") == name_tokens("Abdul Quell", "person")


def test_words_without_vowels_are_marked() -> None:
    assert name_tokens("محمد", "person") == ("~mhmd",)


def test_rare_words_weigh_most_and_forms_least() -> None:
    assert weight("quellmar") == 1.0
    assert weight("quellmar") > weight("mohammad") > weight("trading") > weight("@llc")
    assert weight("mukhammad") == weight("mohammad")


def test_check_digits() -> None:
    assert identifier_check("imo", "IMO 9074729") is True
    assert identifier_check("imo", "9074728") is False
    assert identifier_check("lei", "529900T8BM49AURSDO55") is True
    assert identifier_check("inn", "7707083893") is True
    assert identifier_check("inn", "7707083894") is False
    assert identifier_check("tax", "7707083893", "RU") is True
    assert identifier_check("tax", "7707083893") is None
    assert identifier_check("passport", "A1234567") is None
    assert identifier_check("bic", "not a bic") is False


def test_an_identifier_has_one_spelling() -> None:
    assert normalise_identifier("imo", "IMO 9074729") == "9074729"
    assert normalise_identifier("registration", "ab-12 / 34") == "AB1234"
    assert normalise_identifier("website", "https://www.Example.com/") == "example.com"
    assert normalise_identifier("phone", "+49 (0)30 12") == "4903012"
    assert normalise_identifier("wallet", " aBc 1 ") == "aBc1"


def test_endless_names_are_cut_and_not_choked_on() -> None:
    assert name_tokens("quell " * 5000) == ("quell",) * 3
    assert len(name_tokens(" ".join(f"q{n}l" for n in range(5000)))) == 64
    assert len(name_tokens("q" * 100_000)[0]) == 64


@given(
    st.sampled_from(["imo", "lei", "inn", "ogrn", "bic", "usci", "tax", "vat", "national_id"]),
    st.text(max_size=25),
    st.sampled_from([None, "RU", "CN", "TR", "DE", "GB", "UA", "BY", "FR"]),
)
@settings(deadline=None, max_examples=200)
def test_any_text_has_a_check_answer(kind: str, value: str, country: str | None) -> None:
    assert identifier_check(kind, value, country) in (True, False, None)
    once = normalise_identifier(kind, value)
    assert normalise_identifier(kind, once) == once
