"""The kinds of words, as the steps that read them tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from holdpoint.disclosures._amounts import may_begin_amount
from holdpoint.disclosures._goods_named import model_of
from holdpoint.disclosures._kinds import (
    AMOUNT,
    CAPITAL,
    MODEL,
    NAME,
    PARTED,
    SEAT,
    STATE,
    TIME,
)
from holdpoint.disclosures._line_shapes import tells_seat
from holdpoint.disclosures._memo import Memo
from holdpoint.disclosures._name_tables import may_begin_state
from holdpoint.disclosures._runs import may_begin_name
from holdpoint.disclosures._times import is_parted, may_begin_time

_TELLS: tuple[tuple[int, Callable[[str], bool]], ...] = (
    (NAME, may_begin_name),
    (TIME, lambda word: may_begin_time(word.lower())),
    (PARTED, is_parted),
    (AMOUNT, lambda word: may_begin_amount(word.lower())),
)
_OF_CAPITALS: tuple[tuple[int, Callable[[str], bool]], ...] = (
    (SEAT, tells_seat),
    (MODEL, lambda word: model_of(word)[0] is not None),
    (STATE, may_begin_state),
)


def _told(word: str) -> int:
    kinds = sum(kind for kind, tells in _TELLS if tells(word))
    if word[0].isupper():
        kinds += CAPITAL + sum(kind for kind, tells in _OF_CAPITALS if tells(word))
    return kinds


_KINDS = Memo(_told).__getitem__


def kinds_of(words: Iterable[str]) -> bytes:
    """Give the kinds of words as printed, one byte a word."""
    return bytes(map(_KINDS, words))
