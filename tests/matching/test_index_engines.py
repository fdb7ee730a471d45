"""Kernel, Python path and full scan: the same hits, the same scores, the same pairs."""

import importlib.util
import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.matching._engines import engines, in_memory, in_order, made, scanned, told

from holdpoint.matching._engine import Found, Reading, Wanted
from holdpoint.matching._files import ACRONYM, PERSON, WEAK
from holdpoint.matching._retrieve import RAISED, keep_best

# Words that are near each other in every way that the measure knows.
_SHAPED = st.sampled_from(
    (
        "quell quall quells quellmar quellmars mar zorvak zorvac orvak rovzak delmir demlir quel",
        "d z q l al bin ben mohammad muhamad mohamed mehmet sasha ching jing qing sergei serguei",
        "serguej sergueij alexander aleksandr trading company 9 8 08 41st @llc @jsc @gmbh ~zlfn",
        "~zlf ~mhmd ~q zolfan zulfan zalfan zelenpol zelen pol star sta aviation aviaton",
        "aviations republic iran ab abc abcd",
    )
).flatmap(lambda row: st.sampled_from(row.split()))
_LETTERS = st.text("abcdemz", min_size=1, max_size=9)
_HOSTILE = st.sampled_from(["é", "中", "ship building", "~", "~~a", "@", "a" * 64, "a" * 65, "x1"])
_WORD = st.one_of(_SHAPED, _SHAPED, _LETTERS, _LETTERS.map("~".__add__), _HOSTILE)
_NAME = st.lists(_WORD, min_size=1, max_size=5).map(tuple)
_LONG = st.lists(_WORD, min_size=40, max_size=64).map(tuple)
_AGAIN = st.tuples(_WORD, st.integers(2, 64)).map(lambda row: (row[0],) * row[1])
_ANY_NAME = st.one_of(_NAME, _NAME, _NAME, _NAME, _LONG, _AGAIN)
_LISTED = st.lists(
    st.tuples(_ANY_NAME, st.sampled_from([0, 0, WEAK, PERSON, PERSON | WEAK, ACRONYM])),
    min_size=1,
    max_size=12,
)
_READING = st.one_of(
    st.builds(Reading, _ANY_NAME),
    st.builds(Reading, _ANY_NAME, st.just(PERSON), st.sampled_from([0, PERSON])),
    st.builds(Reading, st.tuples(_WORD), st.just(PERSON | ACRONYM), st.just(0), st.just(True)),  # noqa: FBT003
)


@given(_LISTED, _READING, st.sampled_from([1, 3_000, 5_600, 6_500, 7_500, 9_000, 10_000]))
@settings(deadline=None, max_examples=200)
@example([(("zelenpol",), 0)], Reading(("zelen", "pol")), 5_600)
@example([(("zelen", "pol"), 0)], Reading(("zelenpol",)), 10_000)
@example([(("sergueij",), PERSON)], Reading(("serguej",)), 5_600)
@example([(("abc",), ACRONYM)], Reading(("abc", "abcd")), 1)
def test_every_path_finds_what_the_full_scan_finds(
    names: list[tuple[tuple[str, ...], int]], reading: Reading, least: int
) -> None:
    expected = {n: in_order(s) for n, s in scanned(reading, names, least).items()}
    for engine in engines(in_memory(made(names))).values():
        (found,) = engine.search([reading], Wanted(least))
        assert told(engine, reading, found) == expected
        assert (found.least, found.cut) == (least, False)


@given(_LISTED, _READING, st.integers(1, 4), st.integers(0, 3))
@settings(deadline=None, max_examples=80)
def test_enough_is_the_best_of_all_with_ties(
    names: list[tuple[tuple[str, ...], int]], reading: Reading, enough: int, more: int
) -> None:
    wanted = Wanted(3_000, enough, enough + more if more else 0)
    every = [(n, s.points, s.told) for n, s in scanned(reading, names, 3_000).items()]
    expected = keep_best(3_000, every, wanted)
    for engine in engines(in_memory(made(names))).values():
        (found,) = engine.search([reading], wanted)
        assert found == expected


@given(_LISTED, _READING, st.integers(1, 30))
@settings(deadline=None, max_examples=80)
def test_a_crowd_raises_the_least_score_and_says_so(
    names: list[tuple[tuple[str, ...], int]], reading: Reading, crowd: int
) -> None:
    answers: list[Found] = []
    for engine in engines(in_memory(made(names))).values():
        (found,) = engine.search([reading], Wanted(5_600, crowd=crowd))
        assert found.least in (5_600, *RAISED)
        expected = scanned(reading, names, found.least)
        assert told(engine, reading, found) == {n: in_order(s) for n, s in expected.items()}
        answers.append(found)
    assert len({one.least for one in answers}) == 1


@given(_LISTED, st.lists(_READING, min_size=1, max_size=6))
@settings(deadline=None, max_examples=40)
def test_many_readings_are_answered_as_one_after_the_other(
    names: list[tuple[tuple[str, ...], int]], readings: list[Reading]
) -> None:
    for engine in engines(in_memory(made(names))).values():
        many = engine.search(readings, Wanted(5_600))
        one = [engine.search([reading], Wanted(5_600))[0] for reading in readings]
        assert many == one


@given(_LISTED, _READING)
@settings(deadline=None, max_examples=40)
def test_some_names_are_scored_as_the_scan_scores_them(
    names: list[tuple[tuple[str, ...], int]], reading: Reading
) -> None:
    numbers = range(len(names))
    rows = [engine.score(reading, numbers) for engine in engines(in_memory(made(names))).values()]
    for left, right in itertools.pairwise(rows):
        assert [in_order(one) for one in left] == [in_order(one) for one in right]


def test_the_kernel_takes_part_where_it_is_installed() -> None:
    if importlib.util.find_spec("holdpoint_kernel") is None:
        pytest.skip("the kernel is not built: no compiler for C++17 here")
    assert "kernel" in engines(in_memory(made([(("quell",), 0)])))
