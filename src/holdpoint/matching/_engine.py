"""What a search of names is asked, and what it answers; by the kernel or without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from holdpoint.matching._files import ACRONYM, PERSON
from holdpoint.matching._names import Scored
from holdpoint.text import acronym, mended, name_tokens, parted, put_right, uncut, word_kind

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name that is looked for.

    Attributes:
        words: Of :func:`holdpoint.text.name_tokens`.
        mask: Marks that count; a listed name takes part when those of its marks are ``want``.
        want: See ``mask``.
        exact: Only equal words pair: the reading is an acronym.
    """

    words: Words
    mask: int = 0
    want: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much a search must answer.

    Attributes:
        least: Least score in ten-thousandths, from 1.
        enough: Stop once this many names are known and no other can score as much as the last of
            them (equal scores are all kept); 0 for all.
        most: Names at most, the best first; 0 for all.
        crowd: Names that may be looked at before ``least`` is raised; 0 for any number.
    """

    least: int
    enough: int = 0
    most: int = 0
    crowd: int = 0


Hit = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        least: The least score that it went by; above the wanted one when its words stand in more
            than ``crowd`` names.
        cut: More than ``most`` names were found.
        hits: Number of each name, score and what the agreement tells in ten-thousandths; best
            first, in that order, then by number.
    """

    least: int
    cut: bool
    hits: Sequence[Hit]


class Engine(Protocol):
    """The search over the names of an index. Several threads may use one."""

    def search(self, readings: Sequence[Reading], wanted: Wanted) -> list[Found]:
        """An answer to each reading, in their order."""

    def points(self, reading: Reading, names: Sequence[int]) -> Sequence[int]:
        """The scores of some names in ten-thousandths, in their order."""

    def score(self, reading: Reading, names: Sequence[int]) -> list[Scored]:
        """How a reading compares with some names, in their order."""


LARGE_CROWD = 4_000_000
"""Names that one reading may look at (see :class:`Wanted`): some hundredths of a second."""


def readings_of(text: str) -> tuple[Reading, ...]:
    """The ways to read a name that is looked for.

    As an organisation's words, which listed acronyms count among, against all but persons; as a
    person's words against persons (one reading, where the words are the same); as its own acronym.
    """
    plain, personal = (name_tokens(text, kind) for kind in ("company", "person"))
    found = _by_types(plain, personal)
    letters = acronym(plain)
    if letters is not None:
        found.append(Reading((letters,), PERSON | ACRONYM, 0, exact=True))
    return tuple(one for one in found if one.words)


def readings_if_spoilt(text: str) -> tuple[Reading, ...]:
    """The ways to read a name as it may have been before it was spoilt; none where it looks well.

    Misspelt words of business put right, words that run together set apart, without the end that a
    limit may have cut, and what was misread put right.
    """
    found = [
        Reading(name_tokens(spelt, "company"), PERSON, 0)
        for spelt in (mended(text), parted(text))
        if spelt is not None
    ]
    begun = uncut(text)
    if begun is not None:
        found += _by_types(_telling(name_tokens(begun, "company")), name_tokens(begun, "person"))
    for made, _ in put_right(text):
        found += _by_types(name_tokens(made, "company"), name_tokens(made, "person"))
    return tuple(dict.fromkeys(one for one in found if one.words))


def _telling(words: Words) -> Words:
    """The words that tell who it is, or all: of a name that was cut, others may begin a phrase."""
    told = tuple(word for word in words if word_kind(word) in ("word", "number"))
    return told or words


def _by_types(plain: Words, personal: Words) -> list[Reading]:
    """Words of an organisation and of a person, each against those that they may be."""
    if plain == personal:
        return [Reading(plain)]
    return [Reading(plain, PERSON, 0), Reading(personal, PERSON, PERSON)]
