"""Foreign names as other scripts let them be heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import holdpoint
from holdpoint.matching._transcribed import other_script, sounds_in_common
from holdpoint.model import Entity, Name, PartyQuery


def _person(left: str, right: str) -> float:
    sides = ({"name": left, "type": "person"}, {"name": right, "type": "person"})
    return holdpoint.compare(*sides).probability


HEARD = (
    ("安德鲁·坎贝尔", "Andrew Campbell", "Adam Cameron"),
    ("جورج باباداكيس", "George Papadakis", "George Papanikolaou"),
    ("저스틴 팔머", "Justin Palmer", "Justin Parker"),
    ("マイケル・トンプソン", "Michael Thompson", "Michael Tomlinson"),
    ("Уильям Хьюз", "William Hughes", "Wilhelm Huber"),
)


@pytest.mark.parametrize(("written", "name", "other"), HEARD)
def test_a_foreign_name_is_known_by_its_sounds(written: str, name: str, other: str) -> None:
    """Not its letters, of which a romanised transcription has few."""
    assert _person(written, name) > 0.42 > _person(written, other)
    assert _person(name, written) > 0.42


@pytest.mark.parametrize(
    ("heard", "word", "script"),
    [
        ("~bytr", "peter", "arabic"),
        ("dzhuzeppe", "giuseppe", "cyrillic"),
        ("lanbote", "lambert", "han"),
        ("uoker", "walker", "cyrillic"),
        ("~lwrn", "laurent", "arabic"),
    ],
)
def test_letters_that_a_language_leaves_silent_or_writes_otherwise(
    heard: str, word: str, script: str
) -> None:
    assert sounds_in_common(heard, word, script) >= 2


@pytest.mark.parametrize(
    ("heard", "word", "script"),
    [
        ("syaolun", "xiaodong", "cyrillic"),
        ("~nwfk", "nowicki", "arabic"),
        ("perla", "fedora", "katakana"),
        ("lara", "nora", "cyrillic"),
        ("~", "peter", "arabic"),
    ],
)
def test_other_sounds_are_another_word(heard: str, word: str, script: str) -> None:
    assert sounds_in_common(heard, word, script) == 0


def test_only_scripts_without_two_letters_for_them_mix_l_and_r() -> None:
    assert sounds_in_common("kolari", "corradi", "cyrillic") == 0
    assert sounds_in_common("kolali", "corari", "han") == 3
    assert sounds_in_common("fuad", "vita", "cyrillic") == 0


def test_a_name_in_the_script_of_the_query_is_compared_by_its_letters() -> None:
    """What the list prints in one's own script tells more than what another one lets be heard."""
    assert other_script("Ivan Lutek", "Иван Лутек", ["Иван Лутек"]) == "cyrillic"
    assert other_script("Ivan Lutek", "Иван Лутек", ["Иван Лутек", "Ivan Luzek"]) is None
    names = tuple(Name(text=text, kind="primary") for text in ("Дженнифер Хейз", "Jenna Hoss"))
    listed = Entity(id="a", source="b", type="person", names=names)
    asked = PartyQuery(name="Jennifer Hayes", type="person")
    heard = {"name": names[0].text, "type": "person"}
    assert holdpoint.compare({"name": asked.name, "type": "person"}, heard).probability > 0.42
    from holdpoint.matching import compare

    assert compare(asked, listed).probability < 0.42


_WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@given(_WORDS, st.sampled_from(["arabic", "cyrillic", "han", "hangul", "katakana"]))
def test_a_word_has_its_own_sounds_or_too_few(word: str, script: str) -> None:
    assert sounds_in_common(word, word, script) != 1
    shared = sounds_in_common(word, word, script)
    assert shared == 0 or 2 <= shared <= 2 * len(word)
