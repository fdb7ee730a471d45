"""Cyrillic in its national systems, Greek, Armenian and Georgian."""

from __future__ import annotations

import pytest

from holdpoint.text import name_group, name_tokens, same_name


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Юрий", "Iouri"),
        ("Сергей", "Serhii"),
        ("Владимир", "Volodymyr"),
        ("Мухаммад", "Mohammed"),
        ("Щербаков", "Scherbakov"),
        ("Чайковский", "Tchaikovsky"),
        ("Хрущёв", "Chruschtschow"),
        ("Гаджиев", "Hajiyev"),
        ("Саркисян", "Sargsyan"),
        ("Δημήτρης", "Dimitrios"),
        ("Γιώργος", "Georgios"),
        ("დავით", "David"),
    ],
)
def test_one_name_in_the_spellings_of_several_countries(left: str, right: str) -> None:
    (word,), (other,) = name_tokens(left, "person"), name_tokens(right, "person")
    assert word == other or same_name(word, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Maria", "Marina"),
        ("Mohammad", "Mahmoud"),
        ("Jon", "Joan"),
        ("Hassan", "Hussein"),
        ("Karim", "Karam"),
        ("Ivan", "Igor"),
        ("Alexei", "Alexander"),
        ("Petrov", "Petrovsky"),
        ("Salem", "Salim"),
    ],
)
def test_names_that_look_alike_are_two(left: str, right: str) -> None:
    assert not same_name(left.lower(), right.lower())


def test_a_system_that_the_tables_lack_is_heard() -> None:
    assert name_group("serguej") == "sergey"


def test_tatar_letters_and_the_dotless_i() -> None:
    assert name_tokens("Әлабуга") == ("alabuga",)
    assert name_tokens("IĞDIR") == name_tokens("ığdır") == ("igdir",)
