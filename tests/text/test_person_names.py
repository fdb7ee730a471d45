"""Parts, genders and short forms of persons' names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.text import (
    gender_of_given,
    name_spellings,
    name_tokens,
    person_roles,
    same_name,
    split_syllables,
    weight,
)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Dr. Ivan Petrovich Sidorov", ("title", "given", "patronymic", "family")),
        ("Zarplok Ivan Petrovich", ("family", "given", "patronymic")),
        ("Ilham Heydar oglu Aliyev", ("given", "given", "patronymic", "family")),
        ("Sheikh Mohammed bin Rashid", ("title", "given", "particle", "given")),
        ("John Q Smith Jr", ("given", "initial", "family", "suffix")),
        ("Goran Petrovic", ("given", "family")),
    ],
)
def test_each_word_has_its_role(text: str, roles: tuple[str, ...]) -> None:
    assert person_roles(name_tokens(text, "person")) == roles


@pytest.mark.parametrize("title", ["Gen", "Haji", "Mullah", "Генерал", "دکتر", "مهندس", "Señora"])
def test_titles_of_many_languages(title: str) -> None:
    assert person_roles(name_tokens(title, "person")) == ("title",)


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("mohammad", "male"),
        ("fatima", "female"),
        ("petrovich", "male"),
        ("petrovna", "female"),
        ("ilyinichna", "female"),
        ("kyzy", "female"),
        ("evgeny", "male"),
        ("evgenia", "female"),
        ("sasha", None),
        ("quellmar", None),
        ("kim", None),
    ],
)
def test_the_gender_that_a_word_tells(word: str, gender: str | None) -> None:
    assert gender_of_given(word) == gender


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("bob", "robert"),
        ("bill", "william"),
        ("peggy", "margaret"),
        ("jack", "john"),
        ("sasha", "aleksandr"),
        ("sasha", "aleksandra"),
        ("misha", "mikhail"),
        ("vova", "vladimir"),
        ("pepe", "jose"),
        ("paco", "francisco"),
        ("hans", "johannes"),
        ("gosia", "malgorzata"),
        ("moshe", "moses"),
    ],
)
def test_short_forms_are_one_with_their_names(short: str, full: str) -> None:
    assert same_name(short, full)
    assert full in name_spellings(short)
    assert short in name_spellings(full)


def test_a_short_form_of_two_names_does_not_make_them_one() -> None:
    assert not same_name("aleksandr", "aleksandra")
    assert not same_name("evgeny", "evgenia")
    assert not same_name("valentin", "valentina")


def test_a_common_name_is_common_in_every_spelling() -> None:
    assert weight("serhii") == weight("sergei") < weight("quellmar")


@given(
    st.lists(
        st.sampled_from(["al", "bin", "ivan", "kim", "o", "petrovich", "sasha", "~mhmd", "9", "xx"])
    )
)
@settings(deadline=None)
def test_every_word_has_a_role(words: list[str]) -> None:
    assert len(person_roles(words)) == len(words)


@given(st.text("abcdehiklmnosuvyz~", max_size=12), st.text("abcdehiklmnosuvyz~", max_size=12))
@settings(deadline=None)
def test_one_name_is_symmetric(left: str, right: str) -> None:
    assert same_name(left, right) == same_name(right, left)
    assert all(same_name(other, left) for other in name_spellings(left))


def test_a_title_in_han_is_no_title_in_latin_letters() -> None:
    assert "title" not in person_roles(("shi", "yang"))


def test_words_of_two_syllables_are_known() -> None:
    assert ("xiao", "ming") in split_syllables("xiaoming")
    assert ("xi", "an") in split_syllables("xian")
    assert split_syllables("robert") == ()


def test_chinese_names_by_way_of_russian_are_the_same_names() -> None:
    for russian, chinese in (("tszyan", "jiang"), ("chzhou", "zhou"), ("syuy", "xu")):
        assert same_name(russian, chinese)


def test_surnames_that_many_bear_tell_less() -> None:
    assert weight("miller") < weight("ankarskog") == 1.0
