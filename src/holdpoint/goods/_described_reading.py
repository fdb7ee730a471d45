"""How a line is read: what it names, what it is about, and what is only beside it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from holdpoint.goods._described_data import grammar
from holdpoint.goods._described_lexicon import (
    Found,
    PartFound,
    context_lexicon,
    goods_lexicon,
    known_han,
    other_lexicon,
    part_numbers,
)
from holdpoint.goods._described_text import Token, fold, order_of, stem, tokenise

_LONGEST_GAP = 2
_HEAD_FIRST_LANGUAGES: Final = frozenset({"fr", "es", "ru", "fa", "ar"})
_POSTPOSITIONS: Final = frozenset({"tr"})


@dataclass(frozen=True, slots=True)
class Named:
    """Goods that a line names.

    Attributes:
        found: The words and what they call.
        beside: Whether they stand behind "for" or "with": they are not what is sold.
        diverted: Whether a word such as "case" makes something else of them ("camera case").
        subject: Whether they are what the line is about, as far as word order tells.
    """

    found: Found
    beside: bool
    diverted: bool
    subject: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a line.

    Attributes:
        tokens: Its words.
        named: The goods it names, in its order.
        parts: Part numbers of known families.
        things: Words for other things ("case", "mount").
        subjects: Words for what is no such goods at all ("book", "toy", "repair").
        technical: Words that technical catalogues have.
        consumer: Words that shops have.
        order: ``first`` where the head of a noun phrase stands in front, else ``last``.
    """

    tokens: tuple[Token, ...]
    named: tuple[Named, ...]
    parts: tuple[PartFound, ...]
    things: tuple[Found, ...]
    subjects: tuple[Found, ...]
    technical: tuple[Found, ...]
    consumer: tuple[Found, ...]
    order: str


def read_line(text: str) -> Reading:
    """Read a line; nothing is judged yet."""
    tokens = tuple(tokenise(text, known_han()))
    goods = goods_lexicon().find(tokens)
    taken = frozenset(n for found in goods for n in range(found.first, found.last + 1))
    others = other_lexicon().find(tokens, taken)
    context = context_lexicon().find(tokens)
    order = _order(text, tokens, goods, others)
    main = _main_region(len(tokens), others, goods)
    things = tuple(found for found in others if _is(found, "thing"))
    return Reading(
        tokens=tokens,
        named=_named(tokens, goods, things, main, order),
        parts=tuple(part_numbers(text[: tokens[-1].end] if tokens else "")),
        things=things,
        subjects=tuple(found for found in others if _is(found, "subject")),
        technical=tuple(found for found in context if _is(found, "technical")),
        consumer=tuple(found for found in context if _is(found, "consumer")),
        order=order,
    )


def _is(found: Found, kind: str) -> bool:
    return any(term.target == kind for term in found.meanings)


def _order(
    text: str, tokens: Sequence[Token], goods: Sequence[Found], others: Sequence[Found]
) -> str:
    by_script = order_of(text)
    if by_script is not None:
        return by_script
    if any(token.key in _head_first_words() for token in tokens):
        return "first"
    for found in (*goods, *others):
        languages = {term.language for term in found.meanings}
        if languages and languages <= _HEAD_FIRST_LANGUAGES:
            return "first"
    return "last"


@functools.cache
def _head_first_words() -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in grammar("head first"))


def _main_region(size: int, others: Sequence[Found], goods: Sequence[Found]) -> range:
    """The words in front of "for" and "with"; all words where there is neither.

    Turkish puts "for" behind its noun: there the goods come after.
    """
    for found in others:
        kinds = {term.target for term in found.meanings}
        if not kinds & {"for", "with"}:
            continue
        if {term.language for term in found.meanings} <= _POSTPOSITIONS:
            return range(found.last + 1, size)
        if any(o.last < found.first for o in (*goods, *(o for o in others if o is not found))):
            return range(found.first)
    return range(size)


def _named(
    tokens: Sequence[Token],
    goods: Sequence[Found],
    things: Sequence[Found],
    region: range,
    order: str,
) -> tuple[Named, ...]:
    inside = [found for found in goods if found.first in region]
    subject = _subject(tokens, inside, order)
    return tuple(
        Named(
            found=found,
            beside=found.first not in region,
            diverted=_diverted(tokens, found, things, order),
            subject=found is subject,
        )
        for found in goods
    )


def _subject(tokens: Sequence[Token], inside: Sequence[Found], order: str) -> Found | None:
    """The noun that the line is about: of its first statement the last one, or the first one."""
    if not inside:
        return None
    part = tokens[inside[0].first].part
    statement = [found for found in inside if tokens[found.first].part == part]
    strong = [f for f in statement if not all(term.weak for term in f.meanings)] or statement
    return strong[0] if order == "first" else strong[-1]


def _diverted(tokens: Sequence[Token], found: Found, things: Sequence[Found], order: str) -> bool:
    for thing in things:
        if tokens[thing.first].part != tokens[found.first].part:
            continue
        if order == "last" and _between(tokens, found.last, thing.first):
            return True
        if order == "first" and _between(tokens, thing.last, found.first):
            return True
    return False


def _between(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Whether ``right`` follows ``left`` closely, with no number between them."""
    gap = tokens[left + 1 : right]
    return (
        left < right
        and len(gap) <= _LONGEST_GAP
        and not any(c.isdigit() for t in gap for c in t.key)
    )
