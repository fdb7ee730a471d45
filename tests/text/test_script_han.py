"""Chinese and Japanese names in Han characters and kana."""

from __future__ import annotations

import pytest

from holdpoint.text import name_tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("习近平", ("xi", "jin", "ping")),
        ("習近平", ("xi", "jin", "ping")),
        ("单田芳", ("shan", "tian", "fang")),
        ("曾国藩", ("zeng", "guo", "fan")),
        ("欧阳修", ("ou", "yang", "xiu")),
    ],
)
def test_chinese_names_are_read_syllable_by_syllable(text: str, words: tuple[str, ...]) -> None:
    found = name_tokens(text, "person")
    assert "".join(found) == "".join(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("安倍晋三", ("abe", "shinzo")),
        ("山田太郎", ("yamada", "taro")),
        ("佐藤 栄作", ("sato",)),
    ],
)
def test_japanese_names_are_read_the_japanese_way(text: str, words: tuple[str, ...]) -> None:
    assert name_tokens(text, "person")[: len(words)] == words


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("弗拉基米尔·普京", "vladimir putin"),
        ("ウラジーミル・プーチン", "vladimir putin"),
        ("バラク・オバマ", "barack obama"),
        ("ミハイル・ソコロフ", "mikhail sokolov"),
    ],
)
def test_foreign_names_are_heard(text: str, latin: str) -> None:
    assert name_tokens(text, "person") == tuple(latin.split())


def test_an_unknown_foreign_name_loses_the_vowels_that_kana_needs() -> None:
    assert name_tokens("ドブリンデン", "person") == ("dobrinden",)
    assert name_tokens("リンドグレン", "person") == ("lindgren",)  # which is known


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("哈尔滨飞腾电子有限公司", ("harbin", "fei", "teng", "electronics", "@llc")),
        ("香港豐澤船務有限公司", ("hong", "kong", "feng", "ze", "shipping", "@llc")),
        ("西安", ("xian",)),
        ("株式会社ミナト", ("@jsc", "minato")),
        ("㈱ミナト", ("@jsc", "minato")),
        ("さくら丸", ("sakura", "maru")),
    ],
)
def test_words_of_companies_are_found_without_spaces(text: str, words: tuple[str, ...]) -> None:
    assert name_tokens(text, "company") == words


def test_traditional_and_simplified_characters_are_one_name() -> None:
    assert name_tokens("臺灣宏盛電子股份有限公司", "company") == name_tokens(
        "台湾宏盛电子股份有限公司", "company"
    )
