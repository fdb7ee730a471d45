"""Country names, adjectives and codes to ISO 3166-1 alpha-2."""

from __future__ import annotations

import functools
import re

from holdpoint.text._data import rows, several
from holdpoint.text._ready import ready
from holdpoint.text._scripts import romanise, script
from holdpoint.text._words import split

# "no" and "na" in small letters are words ("not available"), not Norway and Namibia.
_WORDS = frozenset({"no", "na", "No", "Na"})
_LONGEST = 400  # no field of a list that names countries is longer
_STOP = frozenset({"the", "of", "and"})
_DOTTED = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_NOW = re.compile(r"\b(?:now|currently)\b(?: the)?\s+(.+)$", re.IGNORECASE)
_REMARK = re.compile(r"\([^()]*\)")
_TAIL = re.compile(
    r"(?:\bas (?:of|at|from)\b|\bsince\b|\bby birth\b|\bcitizen(?:ship)?\b|\bnational(?:ity)?\b"
    r"|\bpassport\b|[.:]\s|\b\d).*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?:in|of|possibly|allegedly|assumed|presumed|born in|former)\s+", re.IGNORECASE
)
_NUMBERING = re.compile(r"\(?\b\d{1,2}(?:-\d{1,2})?\)(?:\s*(?:-|to)\s*\(\d{1,2}\))?|\(?\b[a-h]\)")
# What the forms above leave out before a name.
_BEFORE = frozenset(
    ("in", "of", "possibly", "allegedly", "assumed", "presumed", "born", "former", "the", "and")
)
_PARTS = re.compile(r"[;,/|]|\band/or\b|\band\b|&|\.\s")


def country_code(text: str | None) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country, however it is written.

    Args:
        text: An alpha-2 or alpha-3 code, a name in English (often in the country's own language
            too), a list's spelling (``Korea, North``, ``Region: Crimea``) or an adjective
            (``Iranian``). Remarks in brackets or after "as at" are passed over; "USSR (now
            Belarus)" is the present country.

    Returns:
        The code in capitals (``XK`` for Kosovo; a withdrawn code such as ``SU`` where only a
        former state is named), or ``None`` when no country, or more than one, is meant.
        ``Congolese``, ``Korean`` and ``Dominican`` each fit two countries and give ``None``.
    """
    if not text or len(text) > _LONGEST:
        return None
    codes = _codes(text)
    return codes[0] if len(codes) == 1 else None


@functools.lru_cache(maxsize=16384)
def may_begin_country(word: str) -> bool:
    """Whether a country may be named by words of which this is the first.

    ``False`` is sure, for words parted by spaces in which nothing but letters, hyphens and
    apostrophes stands and no "now" or "currently" is: :func:`country_code` gives ``None`` for them
    at a hundred times the cost.
    """
    found = split(_DOTTED.sub(r"\1", word.lower()))
    if not word.isascii() or not found or found[0] in _BEFORE:
        return True
    # A possessive behind it goes on with the word: "People's" is "peoples".
    whole = {found[0], f"{found[0]}s"} if len(found) == 1 else {found[0]}
    return not whole.isdisjoint(_words_of_countries())


@functools.cache
def _words_of_countries() -> frozenset[str]:
    """Every word of a country's names and codes: their order is not looked at."""
    return frozenset(word for key in _table() for word in key)


def country_codes(text: str) -> tuple[str, ...]:
    """Every country that a field names: ``(1) Syria (2) Turkey`` or ``Russian, Ukrainian``.

    Returns:
        Alpha-2 codes in the order of the text, each once; parts that name no country are passed
        over.
    """
    return _codes(text) if len(text) <= _LONGEST else ()


@functools.lru_cache(maxsize=16384)
def _codes(text: str) -> tuple[str, ...]:
    whole = _lookup(text)
    if whole is not None:
        return (whole,)
    codes: list[str] = []
    for numbered in _NUMBERING.sub("|", text).split("|"):
        codes.extend(_of_part(numbered))
    return tuple(dict.fromkeys(codes))


def country_name(code: str | None) -> str:
    """The usual English name of an alpha-2 code; the code itself when it is not known.

    ``None`` gives ``unknown``.
    """
    if code is None:
        return "unknown"
    return _names().get(code.upper(), code)


def is_former(code: str) -> bool:
    """Whether a code is of a state that is no more (``SU``, ``YU``, ``AN`` …)."""
    return code.upper() in _former()


def _of_part(part: str) -> list[str]:
    text = part.strip(" \"'\t.,;:-")
    if not text:
        return []
    now = _NOW.search(text.strip("()"))
    for candidate in (now.group(1).strip("() .") if now else "", text, *_trimmed(text)):
        if candidate and (code := _lookup(candidate)) is not None:
            return [code]
    pieces = [piece for piece in _PARTS.split(_REMARK.sub(" ", text)) if piece.strip()]
    if len(pieces) < 2:  # noqa: PLR2004 - one piece is the whole text again
        return []
    found = [_of_part(piece) for piece in pieces]
    # "Atlanta, Georgia": one piece that is no country casts doubt on the others.
    return [code for codes in found for code in codes] if all(found) else []


def _trimmed(text: str) -> list[str]:
    without = _REMARK.sub(" ", text).strip(" .,;:")
    short = _TAIL.sub("", without).strip(" .,;:-")
    return [_HEAD.sub("", text), without, short, _HEAD.sub("", short)]


def _lookup(text: str) -> str | None:
    bare = text.strip()
    if bare in _WORDS:
        return None
    key = _key(bare)
    if not key:  # "?" and "-" name no country; Andorra's code of three letters is a word as well
        return "AD" if bare == "AND" else None
    return _table().get(key)


def _key(text: str) -> tuple[str, ...]:
    """The words of a name in any order, without "the", "of", "and".

    Chinese characters by their sounds, not their meaning: one of two Koreas is not "Korea".
    """
    plain = _DOTTED.sub(r"\1", text.lower())
    words = romanise(plain).split() if script(plain) == "han" else split(plain)
    return tuple(sorted(word for word in words if word not in _STOP))


@functools.cache
def _table() -> dict[tuple[str, ...], str]:
    made = ready("countries")
    return made_countries() if made is None else {tuple(k.split()): v for k, v in made.items()}


def made_countries() -> dict[tuple[str, ...], str]:
    """Make the table of names by their words; ``ready.json`` has these joined by spaces."""
    table: dict[tuple[str, ...], str] = {}
    for row in rows("countries"):
        for code in (row["alpha2"], row["alpha3"]):
            table[_key(code)] = row["alpha2"]
    for row in rows("countries"):
        for spelling in (row["name"], *several(row["other"])):
            table.setdefault(_key(spelling), row["alpha2"])
    return table


@functools.cache
def _names() -> dict[str, str]:
    return {row["alpha2"]: row["name"] for row in rows("countries")}


@functools.cache
def _former() -> frozenset[str]:
    return frozenset(row["alpha2"] for row in rows("countries") if row["status"] == "former")
