"""What only describes a naming and hangs on it: brackets, ages, seats, appositions, clauses."""

from __future__ import annotations

from holdpoint.disclosures._clause_line import Line
from holdpoint.disclosures._frames import Frames
from holdpoint.disclosures._grammar import words
from holdpoint.disclosures._predicates import families

_TAILS = frozenset({"(", "[", "of", ","})
_ATTRIBUTIVE = words("attributive")
_AUXILIARIES = words("auxiliary")
_DETERMINERS = words("determiner")
_RELATIVE = words("relative")
_STATES = words("state_of_thing")
_KINDS_OF_PARTY = words("kind_of_party")
_QUANTIFIERS = frozenset({"both", "all", "each"})
_FORMERLY = frozenset({"formerly", "aka", "a.k.a."})
_CALLED = frozenset({"known", "called", "spelled", "spelt", "written", "trading", "referred"})
_FUNCTION_WORDS = _AUXILIARIES.union(
    *(words(kind) for kind in ("preposition", "determiner", "link", "relative", "other_function"))
)
_TAIL_LIMIT = 40


def tail_end(line: Line, index: int, frames: Frames) -> int:
    """Give the index behind a naming and all that only describes it."""
    at = index + 1
    if line.word(at) not in _TAILS:
        return at
    limit = min(len(line.words), index + _TAIL_LIMIT)
    while at < limit:
        word = line.word(at)
        if word in {"(", "["}:
            behind = _closing(line, at, limit)
        elif word == "of" and _place_of(line, index, at):
            behind = at + 2
        elif word == ",":
            behind = _seat_in_aside(line, at) or _aside(line, at, limit, frames)
        else:
            break
        if behind is None:
            break
        at = behind
    return at


def _closing(line: Line, at: int, limit: int) -> int | None:
    mark = {"(": ")", "[": "]"}[line.word(at)]
    return next((i + 1 for i in range(at + 1, limit) if line.word(i) == mark), None)


def _place_of(line: Line, index: int, at: int) -> bool:
    mention, place = line.mention(index), line.mention(at + 1)
    if mention is None or place is None:
        return False
    held = families().get(place.schema, frozenset())
    return "actor" in families().get(mention.schema, frozenset()) and "place" in held


def _aside(line: Line, at: int, limit: int, frames: Frames) -> int | None:
    """Give the index behind ", 63," or ", a broker of B," or ", which …,"; ``None`` if no aside."""
    first = line.word(at + 1)
    if first.isdigit():
        return at + 2 if line.word(at + 2) in {",", ""} else None
    also = first in _FORMERLY or (first == "also" and line.word(at + 2) in _CALLED)
    described = (
        (first in _DETERMINERS and _role_ahead(line, at + 2, frames))
        or first in frames.nouns
        or _role_ahead(line, at + 1, frames)
    )
    if first in _QUANTIFIERS and line.word(at + 2) in _STATES:
        first = line.word(at + 2)
    entry = frames.verbs.get(first)
    by = entry is not None and "part" in entry[2] and line.word(at + 2) == "by"
    participle = first in _STATES or by
    if not (first in _RELATIVE or also or described or participle):
        return None
    for index in range(at + 2, limit):
        word = line.word(index)
        if word in {",", ";"}:
            # "A, head of B, and C, …": the comma may begin the next aside or a list.
            return index
    if first in _RELATIVE:
        return limit
    if participle:
        return None
    return _end_of_role(line, at + 1, limit)


def _seat_in_aside(line: Line, at: int) -> int:
    """Give the index behind ", of Tehran" and, where a seat stands before it, ", Iran"; or 0."""
    place = at + 2 if line.word(at + 1) == "of" else at + 1
    town = (
        line.word(place).isalpha()
        and place < len(line.words)
        and not line.text[line.starts[place]].islower()
    )
    if line.word(place + 1) not in {",", ")", ".", ""}:
        return 0
    if not _is_place(line, place) and not (town and line.word(at + 1) == "of"):
        return 0
    return place + 1 if line.word(at + 1) == "of" or _is_place(line, at - 1) else 0


def _is_place(line: Line, at: int) -> bool:
    mention = line.mention(at)
    return mention is not None and "place" in families().get(mention.schema, ())


def _role_ahead(line: Line, at: int, frames: Frames) -> bool:
    for index in range(at, min(at + 5, len(line.words))):
        word = line.word(index)
        if word in frames.nouns or word in _KINDS_OF_PARTY:
            return True
        if not word or word in _FUNCTION_WORDS or not word[0].isalpha():
            return bool(line.mention(index)) and line.word(index + 1) in _ATTRIBUTIVE
    return False


def _end_of_role(line: Line, at: int, limit: int) -> int | None:
    for index in range(at, limit):
        if line.mention(index):
            return index + 1
        if line.word(index) in _AUXILIARIES:
            return None
    return None
