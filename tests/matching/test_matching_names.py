"""Names across scripts, in any order, and of any length."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from holdpoint.matching import Index, compare
from holdpoint.matching._names import score_names
from holdpoint.matching._traits import sound_alike
from holdpoint.model import Entity, EntityType, Identifier, Name, PartyQuery
from holdpoint.text import LONGEST_NAME, MOST_WORDS, name_tokens


def _entity(name: str, kind: EntityType = "person") -> Entity:
    return Entity(id="x:1", source="x", type=kind, names=(Name(text=name),))


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("박성현", "PAK Song Hyon"),
        ("김영철", "Kim Young-chul"),
        ("สมชาย", "Somchai"),
        ("משה כהן", "Moshe Cohen"),
        ("محمد رضا", "Mohammad Reza"),
        ("Αλέξανδρος", "Alexander"),
        ("Παπαδόπουλος", "Papadopoulos"),
        ("Дмитрий", "DMITRY"),
    ],
)
def test_one_name_in_two_scripts(query: str, listed: str) -> None:
    # One common word and nothing else known: close, and far from certain.
    assert compare(PartyQuery(name=query, type="person"), _entity(listed)).probability >= 0.65


@pytest.mark.parametrize(
    ("query", "listed"), [("Dong Qiu Rao Shen", "Dong Rao"), ("Bing Lou", "Ping Lo")]
)
def test_syllables_are_a_persons_name_where_the_list_states_no_type(
    query: str, listed: str
) -> None:
    asked = PartyQuery(name=query, type="person")
    found = compare(asked, _entity(listed, "unknown")).probability
    assert found == compare(asked, _entity(listed)).probability < 0.10
    assert compare(asked, _entity(f"{listed} JSC", "unknown")).probability > found


def test_the_order_of_words_does_not_matter_but_father_and_son_do() -> None:
    straight = compare(PartyQuery(name="QUELLMAR, Delmir"), _entity("Delmir Quellmar"))
    assert straight.name_score == 1.0
    same = compare(PartyQuery(name="Zorvak bin Delmir"), _entity("Zorvak bin Delmir al-Quell"))
    turned = compare(PartyQuery(name="Delmir bin Zorvak"), _entity("Zorvak bin Delmir al-Quell"))
    assert same.probability >= 0.70 > turned.probability
    assert "Father and son change places" in turned.explanation


def test_turned_names_are_judged_alike_from_both_sides() -> None:
    one, other = (name_tokens(text, "person") for text in ("A1 bin B1 C", "B1 bin A1 C"))
    assert score_names(one, other) == score_names(one, other)
    assert score_names(one, other).score == score_names(other, one).score


def test_a_persons_name_is_compared_as_one_whatever_type_the_order_states() -> None:
    listed = _entity("Second Testov")
    scores = {
        compare(PartyQuery(name="Second Testov", type=kind), listed).name_score
        for kind in ("unknown", "person", "company")
    }
    assert scores == {1.0}


def test_the_index_finds_persons_and_companies_by_their_own_words(tmp_path: Path) -> None:
    entities = {
        "x:1": _entity("Second Testov"),
        "x:2": Entity(id="x:2", source="x", type="company", names=(Name(text="2nd Testov"),)),
    }
    for name, data in Index.build(entities.values()).items():
        (tmp_path / name).write_bytes(data)
    index = Index.open(tmp_path, entities.__getitem__)
    for kind in ("unknown", "person", "company"):
        matches = index.search(PartyQuery(name="Second Testov", type=kind), floor=0.45)
        assert {m.entity.id: m.comparison.name_score for m in matches} == {"x:1": 1.0, "x:2": 1.0}
        for match in matches:
            query = PartyQuery(name="Second Testov", type=kind)
            assert match.comparison == compare(query, match.entity)


@pytest.mark.parametrize(
    "name",
    [
        "a" * 10_000,
        " ".join(f"word{n}x" for n in range(300)),
        "محمد علي احمد " * 700,
        "a.b.c." * 1_700,
        "Li Wu " * 150,
    ],
)
def test_the_longest_names_are_compared_in_bounded_time(tmp_path: Path, name: str) -> None:
    entities = {f"x:{n}": _entity(f"Delmir{n} Quellmar{n % 7}") for n in range(500)}
    entities = {
        key: Entity(id=key, source="x", type="person", names=one.names)
        for key, one in entities.items()
    }
    for file, data in Index.build(entities.values()).items():
        (tmp_path / file).write_bytes(data)
    index = Index.open(tmp_path, entities.__getitem__)
    started = time.process_time()
    index.search(PartyQuery(name=name))
    assert time.process_time() - started < 2
    assert len(name_tokens(name)) <= MOST_WORDS


def test_a_name_that_is_cut_says_so() -> None:
    long = " ".join(f"Word{n}" for n in range(MOST_WORDS + 1))
    told = f"nly the first {MOST_WORDS} words are compared"
    assert told in compare(PartyQuery(name=long), _entity("Word1 Word2")).explanation
    endless = "Quell " + "x" * LONGEST_NAME
    assert told in compare(PartyQuery(name=endless), _entity("Quell")).explanation
    assert told not in compare(PartyQuery(name="Quell"), _entity("Quell")).explanation


def test_an_explanation_calls_numbers_by_their_names() -> None:
    listed = Entity(
        id="x:1", source="x", type="vessel", names=(Name(text="QUELL STAR"),),
        identifiers=(Identifier(kind="imo", value="9074729"),),
    )  # fmt: skip
    query = PartyQuery(name="Quell Star", type="vessel", identifiers={"imo": "9176187"})
    told = compare(query, listed).explanation
    assert "IMO number speaks against it (two valid IMO numbers that differ)" in told


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("Тульский машиностроительный завод", "Tula Machine Building Plant", "company"),
        ("Казанский вертолетный завод", "Kazan Helicopter Plant", "company"),
        ("The Quell Bank", "Quell Bank", "company"),
        ("The World Bank", "World Bank", "company"),
        ("Kim Quell-uun", "Kim Quell-un", "person"),
    ],
)
def test_small_differences_that_are_none(query: str, listed: str, kind: EntityType) -> None:
    assert compare(PartyQuery(name=query, type=kind), _entity(listed, kind)).probability >= 0.5


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("Тульский машиностроительный завод", "Kazan Machine Building Plant", "company"),
        ("Quellskiy Plant", "Quorn Plant", "company"),
    ],
)
def test_small_differences_that_are_some(query: str, listed: str, kind: EntityType) -> None:
    assert compare(PartyQuery(name=query, type=kind), _entity(listed, kind)).probability < 0.45


def test_a_long_vowel_is_not_a_letter_written_twice() -> None:
    assert sound_alike("un", "uun")
    assert not sound_alike("le", "lee")


def test_initials_written_as_one_word_say_a_little() -> None:
    listed = _entity("Jean-Claude Quellmar")
    initials, others, nothing = (
        compare(PartyQuery(name=name, type="person"), listed).probability
        for name in ("JC Quellmar", "JV Quellmar", "Quellmar")
    )
    assert 0.6 > initials > others
    assert initials > nothing / 2


@pytest.mark.parametrize(
    ("equal", "spelt", "listed", "kind"),
    [
        ("Kaspar Holtmann", "Caspar Holtmann", "KASPAR", "vessel"),
        ("Agate Holtmann", "Agathe Holtmann", "AGATE LTD", "company"),
        ("Mohammad Holtmann", "Mohamed Holtmann", "Mohammad", "person"),
        ("Delmir Quellmar Zorvak", "Delmir Qellmar Zorvak", "Delmir Quellmar", "person"),
    ],
)
def test_a_word_spelt_otherwise_makes_good_no_word_that_is_missing(
    equal: str, spelt: str, listed: str, kind: EntityType
) -> None:
    one, other = (
        compare(PartyQuery(name=name), _entity(listed, kind)).probability for name in (equal, spelt)
    )
    assert one >= other


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Baek Jin Soo", "Jin Soo"),
        ("Jun Hong Liao", "Kang Jun Il"),
        ("Li Jun You", "Yu Yi"),
        ("Tanaka Jian Yi", "Jian Yin"),
    ],
)
def test_a_syllable_more_or_spelt_otherwise_is_another_name(query: str, listed: str) -> None:
    assert compare(PartyQuery(name=query, type="person"), _entity(listed)).probability < 0.45


def test_a_syllable_name_that_agrees_whole_is_found_in_another_romanisation() -> None:
    found = compare(PartyQuery(name="김성현", type="person"), _entity("KIM, Song Hyon"))
    assert found.probability >= 0.7


def test_a_party_of_unknown_type_with_a_persons_name_is_judged_as_a_person() -> None:
    query = PartyQuery(name="Ramiro Thomas Quellmar")
    unknown, person = (
        compare(query, _entity("QUELLMAR, Ramiro", kind)).probability
        for kind in ("unknown", "person")
    )
    assert unknown == person


def test_a_link_is_not_a_word_of_a_name_that_only_sounds_like_it() -> None:
    listed = _entity("QUELLMAR AND ZORVAK TRADING", "company")
    found = compare(PartyQuery(name="ناديه"), listed)
    assert found.probability < 0.2
