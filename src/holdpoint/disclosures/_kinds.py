"""What a word can begin, told by the word alone: one look-up a word for all steps that ask.

Kinds of words are bits of a byte, and those of a sentence are bytes, so that the places of one kind
are found without a step of Python a word.
"""

from __future__ import annotations

from itertools import compress, count

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

_ONLY = {1 << bit: bytes(kinds & (1 << bit) for kinds in range(256)) for bit in range(8)}


def places_of(kinds: bytes, kind: int) -> list[int]:
    """Give the places of the words of a kind, ascending."""
    return list(compress(count(), kinds.translate(_ONLY[kind])))


def has(kinds: bytes, kind: int) -> bool:
    """Whether a word of a kind is there."""
    return any(kinds.translate(_ONLY[kind]))
