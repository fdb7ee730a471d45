"""What a word is by itself, as the steps that read it tell: asked once for each word of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


def _describes(word: str) -> bool:
    """Tell whether a word may stand between a preposition and its naming."""
    if word in _NO_NOUN or word in words_of("preposition") or word in frames().verbs:
        return False
    return word.isalpha() or word.isdigit() or word in _MARKS


_Tells = Callable[[str], bool]
_TELLS: tuple[tuple[int, _Tells], ...] = (
    (NAME, may_begin_name),
    (TIME, lambda word: may_begin_time(word.lower())),
    (PARTED, is_parted),
    (AMOUNT, lambda word: may_begin_amount(word.lower())),
)
_OF_CAPITALS: tuple[tuple[int, _Tells], ...] = (
    (SEAT, tells_seat),
    (MODEL, lambda word: model_of(word)[0] is not None),
    (STATE, may_begin_state),
)
_OPENS: tuple[tuple[int, _Tells], ...] = (
    (BODY, lambda word: bodies().begins_with(word)),
    (GOODS, lambda word: goods().begins_with(word.lower())),
    (DESCRIPTION, lambda word: descriptions().begins_with(word.lower())),
    (PRONOUN, lambda word: word.lower() in word_set("pronoun")),
    (METONYM, lambda word: metonyms().begins_with(word)),
    (OFFICE, lambda word: any(roles(k).begins_with(word.lower()) for k in ("office", "title"))),
    (DEMONYM, lambda word: demonyms().begins_with(word)),
    (NOW, says_now),
)
_CALLS: tuple[tuple[int, _Tells], ...] = (
    (VERB, lambda word: word in frames().verbs),
    (NOUN, lambda word: word in frames().nouns),
    (ACTION, lambda word: word in frames().actions),
    (CUE, lambda word: word in cue_words()),
    (SAYING, lambda word: word in saying_forms()),
    (PREPOSITION, lambda word: word in words_of("preposition")),
    (DESCRIBING, _describes),
    (TURN, lambda word: word in TURNS or word in frames().verbs),
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


def _bits(word: str, tells: Iterable[tuple[int, _Tells]]) -> int:
    return sum(kind for kind, tell in tells if tell(word))


def _told(word: str) -> tuple[str, str, str, int, int, int]:
    kinds = _bits(word, _TELLS)
    if word[0].isupper():
        kinds += CAPITAL + _bits(word, _OF_CAPITALS)
    unit = as_unit(word)
    return word, word.lower(), unit, kinds, _bits(word, _OPENS), _bits(unit, _CALLS)


_TOLD = Memo(_told).__getitem__
_CALLED = Memo(lambda unit: _bits(unit, _CALLS)).__getitem__


def told_of(words: Iterable[str]) -> Told:
    """Give what is told of words as printed; one and the same word is one and the same value."""
    raw, lower, units, kinds, opens, calls = zip(*map(_TOLD, words), strict=True)
    return Told(raw, lower, units, bytes(kinds), bytes(opens), bytes(calls))


def calls_of(units: Iterable[str]) -> bytes:
    """Give what the words of units can call, one byte a word."""
    return bytes(map(_CALLED, units))
