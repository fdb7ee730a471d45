"""Names as they may have stood before a hand, a scanner or a field's length spoilt them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdpoint.text import mended, name_tokens, parted, put_right, uncut


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Quellmar Naviigation LLC", "Quellmar Navigation LLC"),
        ("Zorvak Technoloyy", "Zorvak Technology"),
        ("Orientql Zelenpol", "Oriental Zelenpol"),
    ],
)
def test_a_misspelt_word_of_business_is_read_as_the_word(printed: str, meant: str) -> None:
    spelt = mended(printed)
    assert spelt is not None
    assert name_tokens(spelt, "company") == name_tokens(meant, "company")


@pytest.mark.parametrize("name", ["Quellmar Navigation LLC", "Martin Zorvak", "Зорвак", "Ankara"])
def test_what_is_no_misspelling_is_left_alone(name: str) -> None:
    assert mended(name) is None


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("ZAKRYTOE AKTSIONERNOE OBSHHESTVO Zelenpol", "@jsc"),
        ("AKTSIONERNOE OGSHCHESTVO Zelenpol", "@jsc"),
        ("Joint Stock Compani Zelenpol", "@jsc"),
        ("Join Stock Company Zelenpol", "@jsc"),
        ("Zelenpol Limkted", "@llc"),
        ("Zelenpol Cornpany", "cornpany"),
    ],
)
def test_a_company_form_with_one_wrong_letter_is_the_form(printed: str, meant: str) -> None:
    assert sorted(name_tokens(printed, "company")) == sorted([meant, "zelenpol"])


@pytest.mark.parametrize(
    "form",
    [
        "Obscestvo s ogranicennoj otvetstvennostju",
        "Obchtchestvo s ogranitchennoi otvetstvennostiou",
        "Obschtschestwo s ogranitschennoj otwetstwennostju",
        "Tovaristvo z obmezenoju vidpovidalnistju",
        "Tovarystvo z obmezenoju vidpovidalnistju",
    ],
)
def test_a_company_form_is_known_in_every_system_of_romanisation(form: str) -> None:
    assert name_tokens(f'{form} "Zelenpol"', "company") == ("@llc", "zelenpol")


def test_words_that_run_together_are_set_apart() -> None:
    assert parted("ZelenpolScientific Institute") == "Zelenpol Scientific Institute"
    assert parted("AO NIIZelenpol") == "AO NII Zelenpol"
    assert parted("ZORVAKINDUSTRIAL GROUP") == "ZORVAK INDUSTRIAL GROUP"
    assert parted("ZelenS Quelm") == "Zelen S Quelm"
    assert parted("ZORVAKIV") == "ZORVAK IV"
    assert parted("STARI") == "STAR I"
    assert parted("ZORVAKI") is None
    assert parted("ZORVAKOV") is None
    assert parted("YURII") is None
    assert parted("Israelsson Zorvak") is None
    assert parted("McZorvak") is None


@pytest.mark.parametrize(
    ("printed", "begun"),
    [
        ("LIMITED LIABILITY COMPANY QUELM EN", "LIMITED LIABILITY COMPANY QUELM"),
        ("Delmir Palnirovich ZORVAK-KRASNOP", None),
        ("Delmir Palnirovich ZORVAK-KRASNOPO", "Delmir Palnirovich ZORVAK-"),
        ("Quellmar Maritime Trading Services Limited", None),
        ("Quellmar En", None),
        ("Joint Stock Company Zelpola Electro", "Joint Stock Company Zelpola"),
        ("Q" * 40, None),
    ],
)
def test_a_name_that_a_limit_may_have_cut_is_read_without_its_end(
    printed: str, begun: str | None
) -> None:
    assert uncut(printed) == begun


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("5oulmar", "soulmar"),
        ("Quelma2", "quelmaz"),
        ("Zelen PART5", "zelen parts"),
        ("Star0", "staro"),
        ("Zorvák 5tar", "zorvák star"),
        ("Zorvak Rahrnan", "zorvak rahman"),
        ("Clelmir Zorvak", "delmir zorvak"),
        ("1orvak", "lorvak"),
        ("1orvak", "iorvak"),
        ("Zhaphnia", "zhafnia"),
        ("Zorvak Yyu", "zorvak yu"),
        ("Adb-al-Zorvak", "abdul-al-zorvak"),
        ("Oleg Iourevitch Jorvak", "oleg yurevich zhorvak"),
        ("Zelenskaja Doroga", "zelenskaya doroga"),
        ("Roman Sergeevic Cujvak", "roman sergeevich chuyvak"),
    ],
)
def test_what_is_misread_is_read_as_it_was(printed: str, meant: str) -> None:
    assert meant in [text for text, _ in put_right(printed)]


@pytest.mark.parametrize("name", ["Sea1", "Zelenpol 5", "Zelenpol-29", "Bernard Clark", "Зорвак5"])
def test_numbers_and_known_names_are_no_misreadings(name: str) -> None:
    assert put_right(name) == ()


@given(st.text(max_size=60))
def test_any_text_has_readings_or_none(text: str) -> None:
    for made in (mended(text), parted(text), uncut(text)):
        assert made is None or made != text
    for made, printed in put_right(text):
        assert printed
        assert made != text.lower()
