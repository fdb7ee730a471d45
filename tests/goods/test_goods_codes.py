"""HS codes and control numbers in one spelling, or refused with a remedy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.goods import normalise_eccn, normalise_hs


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("8542.31", "854231"),
        ("854231", "854231"),
        (" 8542 31 90 ", "85423190"),
        ("8542.31.0001", "8542310001"),
        ("0101.21", "010121"),
        ("85\u00a042\u00a031", "854231"),
        ("８５４２３１", "854231"),
    ],
)
def test_an_hs_code_becomes_its_digits(written: str, digits: str) -> None:
    assert normalise_hs(written) == digits


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("10121", "010121"),
        ("8542", "6 digits"),
        ("854231.0", "as text"),
        ("8.54231E5", "digits, dots and spaces"),
        ("3A001", "eccn"),
        ("77.01.00", "tariff"),
        ("000000", "01 to 97"),
        ("980100", "01 to 97"),
        ("12345678901", "6 to 10"),
        ("", "6 digits"),
        ("...", "6 digits"),
        ("٨٥٤٢٣١", "digits"),
    ],
)
def test_what_is_no_hs_code_is_refused_with_a_remedy(written: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=remedy.replace(".", r"\.")):
        normalise_hs(written)


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet="0123456789. ", max_size=14))
def test_normalising_an_hs_code_twice_changes_nothing(text: str) -> None:
    try:
        once = normalise_hs(text)
    except ValueError:
        return
    assert normalise_hs(once) == once
    assert 6 <= len(once) <= 10


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3A001.a.2", "3A001.a.2"),
        ("3a001A2", "3A001.a.2"),
        ("3A001.a.2.", "3A001.a.2"),
        ("3A001.A.5.A.1", "3A001.a.5.a.1"),
        (" 7A103 ", "7A103"),
        ("9A610.y.1", "9A610.y.1"),
        ("ear99", "EAR99"),
        ("EAR 99", "EAR99"),
    ],
)
def test_a_control_number_has_one_spelling(written: str, number: str) -> None:
    assert normalise_eccn(written) == number


@pytest.mark.parametrize("written", ["USML VIII(h)", "Category XI(c)", "XI(c)(1)", "Cat. VIII"])
def test_a_munitions_category_is_refused_with_a_hint(written: str) -> None:
    with pytest.raises(ValueError, match="ITAR"):
        normalise_eccn(written)


@pytest.mark.parametrize("written", ["ML10", "854231", "3F001", "3A01", "3A001..a", "", "none"])
def test_what_is_no_control_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"ECCN|munitions"):
        normalise_eccn(written)


def test_a_hostile_control_number_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="ECCN"):
        normalise_eccn("3A001" + "1" * 5000 + "!")
