"""What the words beside a name tell of it, where the name itself does not."""

from __future__ import annotations

import functools

from holdpoint.disclosures._name_tables import demonyms, roles, words_of
from holdpoint.disclosures._phrases import Phrases
from holdpoint.disclosures._seen import Line
from holdpoint.disclosures._tables import table, word_set

_SCHEMATA = (
    "Company",
    "Organization",
    "Person",
    "Vessel",
    "AirBase",
    "Airport",
    "Port",
    "City",
    "Region",
    "Zone",
    "WaterBody",
    "Programme",
)
_POSSESSIVE = frozenset({"'s", "\u2019s"})
_LONGEST = 4
_LONG_BRACKET = 9
_AGE = range(15, 100)


@functools.cache
def _beside(side: str) -> Phrases[str]:
    rows = table("name_context", ("side", "schema", "words"))
    return Phrases(
        (words_of(word), row.one_of("schema", _SCHEMATA))
        for row in rows
        if row.one_of("side", ("before", "after")) == side
        for word in row.several("words")
    )


def told_before(line: Line, first: int) -> tuple[int, str] | None:
    """Give where a phrase before a name begins that tells its schema, and the schema."""
    skip = first - 1 if line.at(first - 1) in {":", "the", '"', "\u201c", "'"} else first
    return _beside("before").until(line.lower, skip)


def told_after(line: Line, last: int) -> tuple[int, str] | None:
    """Give the end of a phrase after a name that tells its schema, and the schema."""
    if last >= len(line.lower) or not line.raw[last][0].islower():
        return None
    return _beside("after").at(line.lower, last)


def is_likely_place(line: Line, first: int) -> bool:
    """Whether a preposition of place stands before a name."""
    return line.at(first - 1) in word_set("likely_place")


@functools.cache
def _role_ends() -> frozenset[str]:
    """The last words of roles."""
    return frozenset().union(*[roles(kind).ends for kind in ("office", "both", "title")])


def role_before(line: Line, first: int) -> tuple[int, str] | None:
    """Give where the role before a name begins, and its words: "spokesperson", "Mr."."""
    comma = line.at(first - 1) == ","
    end = first - 1 if comma or line.at(first - 1) == "." else first
    last = line.at(end - 1)
    if last not in _role_ends():
        return None
    for size in range(_LONGEST, 0, -1):
        begin = end - size
        if begin < 0:
            continue
        words = line.lower[begin:end]
        role = roles("office").whole(words) or roles("both").whole(words)
        role = role or (roles("title").whole(words) if size == 1 else None)
        if role is not None and (not comma or _is_told_of(line, begin)):
            return begin, " ".join(line.raw[begin:end])
    return None


def _is_told_of(line: Line, begin: int) -> bool:
    """Whether a role before a comma is somebody's: "its former manager, Anna Quell"."""
    at = begin - 1 if line.at(begin - 1) in {"former", "then", "current"} else begin
    return line.at(at - 1) in word_set("owned") | word_set("definite") | _POSSESSIVE


def group_before(line: Line, first: int) -> str | None:
    """Give the plural that heads a list of persons before a name ("officials")."""
    for size in (1, 2):
        at = first - size
        word = line.at(at)
        if roles("group").whole([word]) is not None and line.raw[at].islower():
            return line.raw[at]
        if word not in {":", "are", "were", ",", "including"}:
            return None
    return None


def age_after(line: Line, last: int) -> bool:
    """Whether an age follows a name: ", 63,"."""
    word = line.at(last + 1)
    if line.at(last) != "," or not (word.isascii() and word.isdigit()) or len(word) > 3:  # noqa: PLR2004
        return False
    return int(word) in _AGE and line.at(last + 2) in {",", ".", "", ")"}


def role_after(line: Line, last: int, *, personal: bool = False) -> str | None:
    """Give the role that follows a name behind a comma: ", 63, chief executive of …".

    ``personal`` leaves out the roles that firms have too ("agent").
    """
    at = _behind_bracket(line, last)
    if age_after(line, at):
        at += 2
    if line.at(at) == "," and line.at(at + 1) in {"is", "was"}:
        at += 1
    if line.at(at) not in {",", "is", "was"}:
        return None
    at += 1
    if line.at(at) == "whose":
        return None
    at += line.at(at) in {"a", "an", "the", "its", "their"}
    for begin in range(at, min(at + 3, len(line.lower))):
        found = roles("office").at(line.lower, begin)
        if found is None and not personal:
            found = roles("both").at(line.lower, begin)
        if found is not None and line.raw[begin].islower():
            return " ".join(line.raw[at : found[0]])
        if not line.raw[begin][0].isalpha():
            return None
    return None


def _behind_bracket(line: Line, last: int) -> int:
    """Give where a bracket behind a name ends ("Anna Quell (Quell), the head of …")."""
    if line.at(last) != "(":
        return last
    for at in range(last + 1, min(last + _LONG_BRACKET, len(line.lower))):
        if line.lower[at] == ")":
            return at + 1
    return last


def firm_after(line: Line, last: int) -> bool:
    """Whether a description behind a comma says that it is a firm: ", a Moscow company"."""
    at = _behind_bracket(line, last)
    if line.at(at) != "," or line.at(at + 1) not in word_set("indefinite"):
        return False
    for begin in range(at + 2, at + 2 + _LONGEST):
        if line.at(begin) in word_set("firm_word"):
            return True
        if not line.at(begin).replace("-", "").isalpha() or line.at(begin) in {"of", "in", "that"}:
            break
    return False


def nation_before(line: Line, first: int) -> str | None:
    """Give the country of a firm that is called so before its name: "the Utopian firm A"."""
    if line.at(first - 1) not in word_set("firm_word"):
        return None
    for begin in range(first - 2, max(-1, first - 2 - _LONGEST), -1):
        told = demonyms().at(line.raw, begin)
        if told is not None and told[0] < first:
            return told[1]
        if not line.at(begin).replace("-", "").isalpha():
            return None
    return None


def vessel_number_after(line: Line, last: int) -> bool:
    """Whether "(IMO …" follows a name."""
    at = last + (line.at(last) == "(")
    return line.at(at) == "imo"
