"""Names that are one when they are read otherwise than word by word, and names that are not."""

from __future__ import annotations

import pytest

from holdpoint.matching import Comparison, compare
from holdpoint.model import Entity, EntityType, Name, PartyQuery
from holdpoint.screening import load_policy

HOLD = load_policy().hold_from


def compared(
    query: str, listed: str, kind: EntityType = "person", **facts: tuple[str, ...]
) -> Comparison:
    entity = Entity(id="t:1", source="t", type=kind, names=(Name(text=listed),), **facts)  # type: ignore[arg-type]
    return compare(PartyQuery(name=query, type=kind), entity)


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Cheung Siu-ming", "Zhang Xiaoming"),
        ("Hsu Kuo-feng", "XU Guofeng"),
        ("Gholamreza Kavehpour", "Ghulam Reza Kavehpour"),
        ("Annamaria Tresoldati", "Ana Maria Tresoldati"),
        ("Faisal Alzobaidat", "Faisal al-Zubaidat"),
    ],
)
def test_two_words_may_be_written_as_one_in_another_spelling(query: str, listed: str) -> None:
    for one, other in ((query, listed), (listed, query)):
        found = compared(one, other)
        assert found.probability >= HOLD
        assert not any(pair.how == "alone" for pair in found.pairs)


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Cheung Siu-kwan", "Zhang Xiaofeng"),
        ("Gholamreza Kavehpour", "Ghulam Ali Kavehpour"),
        ("Li Wu", "Liwu Chen"),
    ],
)
def test_one_part_that_differs_makes_another_name(query: str, listed: str) -> None:
    assert compared(query, listed).probability < HOLD


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("Jenisejmash Zavod", "Yeniseymash Zavod"),
        ("Tsentrozhelezostroy", "Centrozhelezostroj"),
    ],
)
def test_words_of_two_systems_of_spelling_pair_by_their_sound(query: str, listed: str) -> None:
    found = compared(query, listed, "company")
    assert found.probability >= HOLD
    (pair,) = (pair for pair in found.pairs if pair.how == "similar")
    assert str(pair.left) in query.lower()
    assert str(pair.right) in listed.lower()


def test_words_of_business_that_are_run_together_are_the_same_words() -> None:
    assert compared("ООО ПромТоргВектор", "ООО Пром Торг Вектор", "company").probability >= HOLD
    assert compared("GoldenHeronBearngs Ltd", "Golden Heron Bearings Ltd", "company").name_score > 0


def test_a_script_without_spaces_is_compared_with_several_words() -> None:
    found = compared("สยามทอง", "Siam Thong", "company")
    assert [pair.how for pair in found.pairs] == ["consonants"]


@pytest.mark.parametrize(
    ("native", "same", "other"),
    [
        ("محمد احمدی", "Mohammad Ahmadi", "Mohammad Ahmad"),
        ("حسین نوروزی", "Hossein Nowruzi", "Hassan Nowruzi"),
        ("منصور یوسفی", "Mansour Yousefi", "Mansour Yousef"),
    ],
)
def test_a_long_vowel_that_is_written_tells_two_names_apart(
    native: str, same: str, other: str
) -> None:
    found = compared(native, same).probability
    assert found >= HOLD
    assert compared(native, other).probability < found - 0.2


def test_a_little_word_is_part_of_a_short_name_whatever_its_form() -> None:
    other = compared("Societate cu Răspundere Limitată CON VELA", "SRL PRO VELA", "company")
    assert other.probability < HOLD
    same = compared("SRL Con Vela", "Con Vela S.R.L.", "company")
    assert same.probability > HOLD


def test_a_year_of_birth_tells_less_than_a_day() -> None:
    query = PartyQuery(name="Arvid Tornkvist-Hale", type="person", birth_date="1961-05-17")

    def chance(born: str) -> float:
        name = (Name(text="Arvid Tornqvist-Hale"),)
        entity = Entity(id="t:1", source="t", type="person", names=name, birth_dates=(born,))
        return compare(query, entity).log_odds

    assert chance("1948-11-02") < chance("1961") < chance("1961-05-17")


def born_elsewhen(name: str) -> Comparison:
    query = PartyQuery(name=name, type="person", birth_date="1961-05-17")
    entity = Entity(
        id="t:1", source="t", type="person", names=(Name(text=name),), birth_dates=("1979-11-02",)
    )
    return compare(query, entity)


@pytest.mark.parametrize("name", ["Maria Santos", "James Miller", "Li Wei", "Mohammad Ahmadi"])
def test_another_birth_date_is_below_the_threshold(name: str) -> None:
    assert born_elsewhen(name).probability < HOLD


def test_the_rarest_names_are_looked_at_though_the_birth_date_differs() -> None:
    found = born_elsewhen("Arvid Tornkvist-Hale")
    assert found.identity == "resembles"
    assert found.probability < 0.6
