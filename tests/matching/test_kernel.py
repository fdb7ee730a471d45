"""The kernel by itself: its measures, and files that are damaged."""

import random
from collections.abc import Sequence
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from tests.matching._engines import in_memory, made

from holdpoint.matching import _kernel
from holdpoint.matching._engine import Reading, Wanted
from holdpoint.matching._files import DamagedError
from holdpoint.matching._kernel import KernelEngine, kernel
from holdpoint.matching._similar import JARO_WINKLER, jaro_winkler, similarity
from holdpoint.matching._words import word_of

_LETTERS = st.text("abcdefgz", min_size=1, max_size=14)
_NEAR = st.one_of(_LETTERS, st.text("abc", min_size=1, max_size=64))
NAMES: list[tuple[tuple[str, ...], int]] = [
    (("quell", "mar", "aviation"), 0),
    (("zorvak", "delmir", "9", "@llc"), 2),
    (("~zlfn", "mohammad", "m"), 2),
    (("qma",), 4),
    (("quellmar",), 1),
]


@pytest.fixture(scope="module")
def native() -> ModuleType:
    module = kernel()
    if module is None:
        pytest.skip("the kernel is not built: no compiler for C++17 here")
    return module


@given(_NEAR, _NEAR)
@settings(max_examples=150)
def test_measures_are_those_of_the_python_path(native: ModuleType, left: str, right: str) -> None:
    assert native.osa(left, right) == OSA.distance(left, right)
    # Below the least similarity a pair is none, and floating point may be off at a Jaro of 0.7.
    found = native.jaro_winkler(left, right)
    assert max(found, JARO_WINKLER) == max(jaro_winkler(left, right), JARO_WINKLER)


@given(st.lists(_NEAR, min_size=1, max_size=30, unique=True), _NEAR)
@settings(deadline=None, max_examples=150)
def test_a_word_finds_every_listed_word_like_it(
    native: ModuleType, words: Sequence[str], asked: str
) -> None:
    files = in_memory(made([((word,), 0) for word in words]))
    index = KernelEngine(native, files, 1).index
    expected = {
        word: score for word in words if (score := similarity(asked, word)[0]) and len(asked) > 1
    }
    if len(asked) > 1:
        found = {number: score for number, score, _ in index.expand(word_of(asked))}
        assert found == {index.number(word): score for word, score in expected.items()}


def test_damaged_files_raise_and_never_crash(native: ModuleType) -> None:
    content = made(NAMES)
    dice = random.Random(7)
    refused = 0
    for _ in range(1000):
        name = dice.choice(sorted(content))
        data = bytearray(content[name])
        way = dice.randrange(3)
        if way == 0 and data:
            data[dice.randrange(len(data))] = dice.randrange(256)
        elif way == 1:
            del data[dice.randrange(len(data) + 1) :]
        else:
            data += dice.randbytes(dice.randrange(9))
        try:
            engine = KernelEngine(native, in_memory({**content, name: bytes(data)}), 2)
            for words, _ in NAMES:
                engine.search([Reading(words), Reading(words[:1], exact=True)], Wanted(1))
                engine.points(Reading(words), range(len(NAMES)))
        except DamagedError:
            refused += 1
    assert refused > 100


def test_too_many_words_are_refused(native: ModuleType) -> None:
    engine = KernelEngine(native, in_memory(made(NAMES)), 1)
    with pytest.raises(DamagedError, match="64 words"):
        engine.search([Reading(("quell",) * 65)], Wanted(1))


def test_a_kernel_of_another_make_is_not_used(
    native: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(native, "ABI", 0)
    kernel.cache_clear()
    try:
        assert kernel() is None
    finally:
        kernel.cache_clear()


def test_the_switch_turns_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(_kernel.SWITCH, "off")
    kernel.cache_clear()
    try:
        assert kernel() is None
    finally:
        kernel.cache_clear()
