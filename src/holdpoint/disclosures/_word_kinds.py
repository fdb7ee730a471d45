"""What a word is by itself, as the steps that read it tell: asked once for each word of a text."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from holdpoint.disclosures._amounts import may_begin_amount
from holdpoint.disclosures._cues import cue_words, saying_forms
from holdpoint.disclosures._frames import frames
from holdpoint.disclosures._goods_named import model_of
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._kinds import (
    ACTION,
    AMOUNT,
    BODY,
    CAPITAL,
    CUE,
    DEMONYM,
    DESCRIBING,
    DESCRIPTION,
    GOODS,
    METONYM,
    MODEL,
    NAME,
    NOUN,
    NOW,
    OFFICE,
    PARTED,
    PREPOSITION,
    PRONOUN,
    SAYING,
    SEAT,
    STATE,
    TIME,
    TURN,
    VERB,
)
from holdpoint.disclosures._line_shapes import tells_seat
from holdpoint.disclosures._memo import Memo
from holdpoint.disclosures._name_tables import (
    bodies,
    demonyms,
    descriptions,
    goods,
    may_begin_state,
    metonyms,
    roles,
    says_now,
)
from holdpoint.disclosures._runs import may_begin_name
from holdpoint.disclosures._tables import word_set
from holdpoint.disclosures._times import is_parted, may_begin_time
from holdpoint.disclosures._turns import TURNS
from holdpoint.disclosures._unit_words import as_unit

_NO_NOUN = words_of("auxiliary") | {
    "that",
    "which",
    "who",
    "what",
    "and",
    "or",
    "as",
    "but",
    "where",
}
_MARKS = words_of("attributive") | {"'s", '"'}
_Table = tuple[int, Iterable[str]]


def _by_word(*tables: _Table) -> dict[str, int]:
    """Give the bits of every word that stands in one of the tables."""
    found: dict[str, int] = {}
    for kind, words in tables:
        for word in words:
            found[word] = found.get(word, 0) | kind
    return found


@functools.cache
def _opening() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """What tables have that begins with a word as printed, and with one in lower case."""
    printed = _by_word(
        (BODY, bodies().firsts),
        (METONYM, metonyms().firsts),
        (DEMONYM, demonyms().firsts),
    )
    lower = _by_word(
        (GOODS, goods().firsts),
        (DESCRIPTION, descriptions().firsts),
        (PRONOUN, word_set("pronoun")),
        (OFFICE, roles("office").firsts | roles("title").firsts),
    )
    return printed, lower


@functools.cache
def _calling() -> Mapping[str, int]:
    """What tables have that the word of a unit calls."""
    known = frames()
    return _by_word(
        (VERB | TURN, known.verbs),
        (TURN, TURNS),
        (NOUN, known.nouns),
        (ACTION, known.actions),
        (CUE, cue_words()),
        (SAYING, saying_forms()),
        (PREPOSITION, words_of("preposition")),
    )


class Told(NamedTuple):
    """What is told of each of some words, row by row; the rows are of equal length.

    Attributes:
        raw: As printed; ``lower`` in lower case.
        units: The word as a unit, empty where it is not one wherever it stands.
        kinds: What it can begin; ``opens`` what tables have that it can begin; ``calls`` what it
            can call as a unit. Bits of :mod:`~holdpoint.disclosures._kinds`.
    """

    raw: tuple[str, ...]
    lower: tuple[str, ...]
    units: tuple[str, ...]
    kinds: bytes
    opens: bytes
    calls: bytes


def _told(word: str) -> tuple[str, str, str, int, int, int]:
    lower, unit = word.lower(), as_unit(word)
    return word, lower, unit, _kinds(word, lower), _opens(word, lower), _calls(unit)


def _kinds(word: str, lower: str) -> int:
    """Tell what a word can begin."""
    kinds = NAME if may_begin_name(word) else 0
    if may_begin_time(lower):
        kinds |= TIME
    if is_parted(word):
        kinds |= PARTED
    if may_begin_amount(lower):
        kinds |= AMOUNT
    if word[0].isupper():
        kinds |= CAPITAL
        kinds |= SEAT if tells_seat(word) else 0
        kinds |= MODEL if model_of(word)[0] is not None else 0
        kinds |= STATE if may_begin_state(word) else 0
    return kinds


def _opens(word: str, lower: str) -> int:
    """Tell what tables have that a word can begin."""
    by_printed, by_lower = _opening()
    now = NOW if says_now(lower) else 0
    return by_printed.get(word, 0) | by_lower.get(lower, 0) | now


def _calls(unit: str) -> int:
    """Tell what the word of a unit can call."""
    kinds = _calling().get(unit, 0)
    if kinds & (PREPOSITION | VERB) or unit in _NO_NOUN:
        return kinds
    describes = unit.isalpha() or unit.isdigit() or unit in _MARKS
    return kinds | DESCRIBING if describes else kinds


_TOLD = Memo(_told).__getitem__
_CALLED = Memo(_calls).__getitem__


def told_of(words: Iterable[str]) -> Told:
    """Give what is told of words as printed; one and the same word is one and the same value."""
    raw, lower, units, kinds, opens, calls = zip(*map(_TOLD, words), strict=True)
    return Told(raw, lower, units, bytes(kinds), bytes(opens), bytes(calls))


def calls_of(units: Iterable[str]) -> bytes:
    """Give what the words of units can call, one byte a word."""
    return bytes(map(_CALLED, units))
