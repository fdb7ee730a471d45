"""Runs of capitalised words that are one name each: where a name begins, goes on and ends.

Small words go on with a name only where the tables say so: "Ministry of …", "Center for …". "and"
joins two words of the trade ("Rubber and Plastics Technology Co.") and the fields of an office
("Arms Control and International Security"); otherwise it parts two names.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from holdpoint.disclosures._kinds import NAME, places_of
from holdpoint.disclosures._memo import Memo
from holdpoint.disclosures._name_tables import (
    bodies,
    country_at,
    demonyms,
    heads,
    longest_head,
    roles,
)
from holdpoint.disclosures._seen import Line
from holdpoint.disclosures._tables import word_set
from holdpoint.text import is_company_form, word_kind

_SUFFIX = 3
_SAINTS = frozenset({"St", "Ste", "Ft", "Mt"})
_ARTICLE = re.compile(r"(?:al|ad|an|ar|as|ash|at|el|ol|ul)-[A-Z]")
_CONTRACTED = tuple(
    f"{mark}{end}" for mark in "'\u2019" for end in ("m", "re", "ve", "ll", "d", "t")
)
_MOST_WORDS = 24
_BODIES = frozenset({"PublicBody", "Organization"})
_TRADE = frozenset({"sector", "common"})


class Run(NamedTuple):
    """Words ``first`` to ``last`` of a line (the end exclusive)."""

    first: int
    last: int


@functools.lru_cache(maxsize=16384)
def is_capital(word: str) -> bool:
    """Whether a word is printed as a name: "Kirby", "UAV", "Al-Rahman"; not "Iran-based"."""
    if not word[0].isupper() or word.lower().endswith(_CONTRACTED):
        return False
    _, hyphen, rest = word.rpartition("-")
    if not hyphen or not rest.islower() or len(rest) <= _SUFFIX:
        return True
    return rest in word_set("name_particle")


@functools.lru_cache(maxsize=8192)
def company_form(word: str) -> bool:
    """Whether a word is a company form behind a name ("Ltd", "GmbH", "FZE")."""
    if word.lower() in word_set("dotted_form"):
        return True
    # "EU" is the Union; the Austrian form is printed "e.U.".
    cased = word[0].isupper() or "." in word[1:-1]
    return cased and word != "EU" and is_company_form(word)


def runs_of(line: Line) -> Iterator[Run]:
    """Give the runs of free capitalised words of a line, in order."""
    behind, taken = 0, line.taken
    for at in places_of(line.sentence.kinds, NAME):
        if at >= behind and not taken[at] and _begins(line, at):
            behind = _end_of(line, at)
            yield Run(at, behind)


def may_begin_name(word: str) -> bool:
    """Whether a name can begin with a word, as far as the word alone tells."""
    if word[0].isdigit():
        return word.endswith(("st", "nd", "rd", "th"))
    return is_capital(word)


def _begins(line: Line, at: int) -> bool:
    if at > 1 and line.raw[at - 1] == "." and _in_address(line, at):
        return False
    if not line.raw[at][0].isdigit():
        return True
    # "924th State Center"
    return at + 1 < len(line.raw) and is_capital(line.raw[at + 1])


def _in_address(line: Line, at: int) -> bool:
    """Whether a word is the end of an address: "GOV.UK"."""
    joined = line.end(at) == line.start(at) and line.end(at - 1) == line.start(at - 1)
    return joined and len(line.raw[at - 2]) > 1


def _end_of(line: Line, first: int) -> int:
    at = first + 1
    while at < len(line.raw) and at - first < _MOST_WORDS and not line.taken[at]:
        step = _step(line, first, at) if _MAY_GO_ON[line.raw[at]] else 0
        if step == 0:
            break
        at += step
    return at


def _step(line: Line, first: int, at: int) -> int:
    """Give how many words at ``at`` go on with the name that began at ``first``."""
    word, raw = line.lower[at], line.raw[at]
    step = 0
    if raw[0].isupper() or _ARTICLE.match(raw):
        step = int(is_capital(raw) or raw[0].islower())
    elif "." in raw[1:-1]:
        # "Quellmar d.o.o."
        step = int(is_company_form(raw) or raw == "o.o.")
    elif raw == "(":
        step = _seat_in_brackets(line, at)
    elif word in {"of", "for", "on"}:
        step = _after_link(line, first, at)
    elif raw[0].isdigit():
        step = int(raw.isdigit() and company_form(line.raw[at - 1]))
    elif raw == ".":
        # "Quellmar Sp. z o.o."
        polish = line.raw[at - 1] == "Sp" and line.raw[at + 1 : at + 3] == ("z", "o.o.")
        step = 3 if polish else int(_is_abbreviated(line, first, at))
    elif raw == ",":
        step = int(_form_follows(line, at))
    elif word == "and":
        step = 2 * _joins(line, first, at)
    elif raw == "&" or word in word_set("name_particle"):
        step = 2 * _capital_at(line, at + 1)
    return step


def _may_go_on(raw: str) -> bool:
    """Whether a name can go on with a word, as far as the word alone tells."""
    if raw[0].isupper() or raw[0].isdigit() or "." in raw[1:-1] or _ARTICLE.match(raw):
        return True
    word = raw.lower()
    return word in {"of", "for", "on", "and", *"(.,&"} or word in word_set("name_particle")


_MAY_GO_ON = Memo(_may_go_on)


def _seat_in_brackets(line: Line, at: int) -> int:
    """Give how far a name goes on with its seat: "Quell Technology (HK) Co., Limited"."""
    if line.raw[at + 2 : at + 3] != (")",) or not _capital_at(line, at + 3):
        return 0
    inside = line.raw[at + 1]
    if not inside[0].isupper() or (len(inside) > _SUFFIX and inside.isupper()):
        return 0
    form = any(company_form(word) for word in line.raw[at + 3 : at + 7] if word[0].isupper())
    return 3 if form else 0


def _capital_at(line: Line, at: int) -> bool:
    return at < len(line.raw) and not line.taken[at] and is_capital(line.raw[at])


def _is_abbreviated(line: Line, first: int, at: int) -> bool:
    """Whether the full stop belongs to the word before it: "Co.", "J."."""
    before = line.raw[at - 1]
    if line.end(at) != line.start(at):
        return False
    if before.lower() in word_set("dotted_form") and at - 1 > first:
        # "… LLC." ends the sentence: what is printed in capitals is not cut short.
        return not (before.isupper() and len(before) >= _SUFFIX)
    if before in _SAINTS and at - 1 == first:
        return _capital_at(line, at + 1)
    initial = len(before) == 1 and before.isalpha() and before.isupper()
    return initial and _capital_at(line, at + 1)


def _form_follows(line: Line, at: int) -> bool:
    """Whether a company form follows the comma: ", Ltd.", ", LLC"."""
    if at + 1 >= len(line.raw) or not line.raw[at + 1][0].isupper():
        return False
    return company_form(line.raw[at + 1]) and not _capital_at(line, at + 2)


def _after_link(line: Line, first: int, at: int) -> int:
    """Give how far "of", "for" (and "the") go on, where the words before them call for it."""
    size = 2 if line.at(at + 1) == "the" else 1
    if not _capital_at(line, at + size):
        return 0
    return size + 1 if _heads_before(line, first, at) else 0


def _heads_before(line: Line, first: int, at: int) -> bool:
    """Whether the words before a link are a head that takes one ("Ministry of")."""
    told = heads("of").ends_with(line.raw[at - 1])
    for size in range(longest_head("of") if told else 0, 0, -1):
        head = heads("of").whole(line.raw[at - size : at]) if at - size >= first else None
        if head is not None and (line.lower[at] != "for" or head.schema in _BODIES):
            return True
    # "Under Secretary of State for", "Center for … of": the head stands further back.
    if line.lower[at] != "for":
        return False
    heads_there = (heads("of").whole([word]) for word in line.raw[first:at])
    return any(head is not None and head.schema in _BODIES for head in heads_there)


def _joins(line: Line, first: int, at: int) -> bool:
    """Whether "and" goes on with the name."""
    if not _capital_at(line, at + 1) or _opens_name(line, at):
        return False
    last = at + 1
    while last < len(line.raw) and is_capital(line.raw[last]):
        last += 1
    if _is_unfinished(line, first, at):
        return True
    if _is_office(line, first, at):
        return not _names_itself(line, at + 1, last)
    before, after = line.raw[at - 1], line.raw[at + 1]
    return _of_trade(before) and _of_trade(after) and not _names_itself(line, first, at)


def _opens_name(line: Line, at: int) -> bool:
    """Whether the words round an "and" end one name or begin another by themselves."""
    before, after = line.raw[at - 1], line.raw[at + 1]
    if company_form(before) or before == "." or bodies().at(line.raw, at + 1) is not None:
        return True
    head = heads("of").whole([after])
    if (head is not None and not head.weak) or _has_office(line, at + 1):
        return True
    return bool(country_at(line.raw, at + 1, at + 4) or demonyms().whole([after]))


def _is_unfinished(line: Line, first: int, at: int) -> bool:
    """Whether a known name goes on without an end: "… Guard Corps Research and …"."""
    known = bodies().at(line.raw, first)
    if known is None or known[0] >= at:
        return False
    return heads("end").whole([line.raw[at - 1]]) is None


def _has_office(line: Line, at: int) -> bool:
    """Whether an office opens the words there: "National Security Advisor Quell"."""
    return any(roles("office").at(line.lower, at + n) for n in range(3) if at + n < len(line.raw))


def _is_office(line: Line, first: int, at: int) -> bool:
    """Whether the name before "and" is one of fields: "Ministry of Defense", "Bureau of …"."""
    return any(word in {"of", "for"} for word in line.lower[first + 1 : at])


def _names_itself(line: Line, first: int, last: int) -> bool:
    """Whether words end in what a name of its own ends in ("Group", "Ltd")."""
    word = line.raw[last - 1]
    found = heads("end").whole([word])
    return company_form(word) or (found is not None and last - first > 1 and not found.weak)


def _of_trade(word: str) -> bool:
    lower = word.lower()
    return lower in word_set("trade_word") or word_kind(lower) in _TRADE
