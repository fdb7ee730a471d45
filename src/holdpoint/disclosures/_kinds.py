"""What a word can begin or call, told by the word alone: one look-up for all steps that ask.

Kinds of words are bits of a byte, and those of a sentence are bytes, so that the places of one kind
are found without a step of Python a word.
"""

from __future__ import annotations

from itertools import compress, count

# Of words as printed.
CAPITAL = 1
"""It begins with a capital."""
NAME = 2
"""A name can begin with it."""
TIME = 4
"""A time can begin with it."""
PARTED = 8
"""Times are read in its parts ("mid-June")."""
AMOUNT = 16
"""An amount can begin with it."""
SEAT = 32
"""It tells where something else is at home ("Iran-based")."""
MODEL = 64
"""It names goods by their model."""
STATE = 128
"""A country or its adjective can begin with it."""

# Of words as printed, what tables have.
BODY = 1
"""A known body can begin with it."""
GOODS = 2
"""Goods can begin with it."""
DESCRIPTION = 4
"""A noun that speaks of a thing without its name can begin with it."""
PRONOUN = 8
"""It is a pronoun that may go back to a thing."""
METONYM = 16
"""A seat of government can begin with it."""
OFFICE = 32
"""An office or a title can begin with it."""
DEMONYM = 64
"""The adjective of a country can begin with it."""
NOW = 128
"""It may part the name of a state of today from one of the past ("now", "currently")."""

# Of the words of units.
VERB = 1
"""It can be a verb of the frames."""
NOUN = 2
"""A noun of the frames can begin with it, or it stands for a description, which may hold one."""
ACTION = 4
"""It is a noun of doing."""
CUE = 8
"""A cue can begin with it."""
SAYING = 16
"""It can hand a statement to someone."""

PREPOSITION = 32
"""It is a preposition."""
DESCRIBING = 64
"""It may stand between a preposition and its naming, and is neither a preposition nor a verb."""
TURN = 128
"""What stands right of a verb can turn at it: a preposition, a verb, a clause's end …"""

_ONLY = {1 << bit: bytes(kinds & (1 << bit) for kinds in range(256)) for bit in range(8)}


def places_of(kinds: bytes | bytearray, kind: int) -> list[int]:
    """Give the places of the words of a kind, ascending."""
    only = kinds.translate(_ONLY[kind])
    return list(compress(count(), only)) if kind in only else []


def has(kinds: bytes | bytearray, kind: int) -> bool:
    """Whether a word of a kind is there."""
    return kind in kinds.translate(_ONLY[kind])
