"""To which paragraphs of an entry a reason for control applies, as far as its sentence says.

The sentences are those of the licence requirements in 15 CFR Part 774, Supplement No. 1. What is
a plain list of paragraphs is decided; any condition in words beside it stays unknown.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_HEAD = re.compile(r"^[A-Z]{2}(?:/[A-Z]{2})? (?:control )?appl(?:ies|y)(?: to)? ", re.IGNORECASE)
_ENTIRE = re.compile(r"^(?:the )?entire entry\s*\.?$")
_EXCEPT = re.compile(r"^(?:the )?entire entry,?\s+except(?:\s+for)?:?\s+(.*)$")
_ECCN = re.compile(r"(?<!\w)(\d[A-E]\d{3})((?:\.[a-z0-9]+)*)(?!\w)")
_START = re.compile(r"(?:items\s+)?(?:controlled\s+(?:by|in|under)\s+)?(?:paragraphs?\s+)?")
_END = re.compile(r"\s*(?:of this entry)?\s*\.?\s*$")
_JOIN = re.compile(r"\s*(?:[,;]\s*(?:and|or)?|and|or)\s+|\s*(to)\s+")
_MORE = re.compile(r"(?:\d[A-E]\d{3})?\.?([a-z](?:\.[a-z0-9]+)*)(?=[\s,;.]|$)")

_AND = re.compile(r"^\s*(?:and|or)\s+")
_LOOSE = re.compile(r"(?<![\w.])\.?([a-z](?:\.[a-z0-9]+)+)(?!\w)|(?<![\w.])\.([a-z])(?!\w)")

Paragraph = tuple[str, ...]


def is_paragraph(number: str) -> bool:
    """Whether a number is of a paragraph (``a.7``); notes among them bear figures alone (``6``)."""
    return number[:1].isalpha()


class _Listed(NamedTuple):
    """Paragraphs out of a sentence, and whether the sentence holds nothing else."""

    paragraphs: tuple[Paragraph, ...]
    plain: bool


@functools.lru_cache(maxsize=8192)
def applies(sentence: str, eccn: str, paragraph: Paragraph) -> bool | None:
    """Whether a reason applies to an item.

    Args:
        sentence: As printed, ``NS applies to 9A610.t and .u``.
        eccn: The entry, five characters.
        paragraph: The item's paragraph, ``("a", "7")``; empty where only the entry is known.

    Returns:
        ``None`` where the sentence puts a condition in words, names another entry, or the item's
        paragraph is too coarse.
    """
    rest, headed = _HEAD.subn("", sentence.strip(), count=1)
    if not headed:
        return None
    if _ENTIRE.match(rest):
        return True
    excepted = _EXCEPT.match(rest)
    if excepted is None:
        return _falls(rest, eccn, paragraph, narrow=_each_names(rest))
    # Each exception stands for itself: one is enough, and a condition in words opens only its own.
    parts = [part for part in excepted[1].split(";") if part.strip()]
    falls = [_falls(_AND.sub("", part), eccn, paragraph, narrow=True) for part in parts]
    if True in falls:
        return False
    return None if None in falls else True


def _falls(text: str, eccn: str, paragraph: Paragraph, *, narrow: bool) -> bool | None:
    """Whether a paragraph is among those that a text names.

    Args:
        text: A list of paragraphs, perhaps with conditions in words.
        eccn: The entry.
        paragraph: The item's.
        narrow: Whether words in the text can only narrow the paragraphs that it names.
    """
    named = _listed(text, eccn)
    touch = _touch(paragraph, named.paragraphs) if named.paragraphs else None
    return touch if named.plain or (narrow and touch is False) else None


def _each_names(text: str) -> bool:
    """Whether every part of a sentence names a paragraph: a part that names none may mean any."""
    before = re.split(r",?\s*\bexcept\b", text, maxsplit=1, flags=re.IGNORECASE)[0]
    parts = [part for part in re.split(r"[;,]|\band\b|\bor\b", before) if part.strip()]
    return all(re.search(r"(?<![\w])(?:\d[A-E]\d{3})?\.?[a-z]\.|\.[a-z]\b", part) for part in parts)


def _touch(paragraph: Paragraph, named: tuple[Paragraph, ...]) -> bool | None:
    """Whether a paragraph lies under one of those named; unknown where it is above one."""
    if any(paragraph[: len(one)] == one for one in named):
        return True
    return None if any(one[: len(paragraph)] == paragraph for one in named) else False


def _listed(text: str, eccn: str) -> _Listed:
    """Paragraphs of this entry in a text.

    ``plain`` is false when the text says more than a list of them. A text that names another
    entry, or a range that cannot be counted, yields no paragraph at all: it cannot be decided.
    """
    if any(match[1] != eccn for match in _ECCN.finditer(text)):
        return _Listed((), plain=False)
    place = _START.match(text)
    at = place.end() if place else 0
    found, end = _run(text, at)
    if found is None:
        return _Listed((), plain=False)
    if found and _END.match(text[end:]):
        return _Listed(tuple(found), plain=True)
    every: list[Paragraph] = []
    for match in _ECCN.finditer(text):
        part, _ = _run(text, match.start())
        if not part:  # the entry as a whole, under a condition
            return _Listed((), plain=False)
        every += part
    # Behind a condition in words, ".y" or "b.3" may follow where no run reaches it.
    every += [tuple((one or other).split(".")) for one, other in _LOOSE.findall(text)]
    return _Listed(tuple(every), plain=False)


def _run(text: str, at: int) -> tuple[list[Paragraph] | None, int]:
    """A run of paragraphs that begins at a place; ``None`` for a range that cannot be counted."""
    found: list[Paragraph] = []
    ranged = False
    while match := _MORE.match(text, at):
        one = tuple(match[1].split("."))
        if not found and match[0] == match[1] == "a":
            return [], at  # the article
        if ranged:
            between = _between(found[-1], one)
            if between is None:
                return None, at
            found += between
        found.append(one)
        at = match.end()
        join = _JOIN.match(text, at)
        if not join or not _MORE.match(text, join.end()):
            break
        ranged = join[1] is not None
        at = join.end()
    return found, at


def _between(first: Paragraph, last: Paragraph) -> list[Paragraph] | None:
    """What lies between ``b.4`` and ``b.7``; ``None`` where that cannot be counted."""
    same = len(first) == len(last) and first[:-1] == last[:-1]
    low, high = first[-1], last[-1]
    if same and low.isdigit() and high.isdigit():
        return [(*first[:-1], str(n)) for n in range(int(low) + 1, int(high))]
    if same and len(low) == len(high) == 1 and low.isalpha() and high.isalpha():
        return [(*first[:-1], chr(n)) for n in range(ord(low) + 1, ord(high))]
    return None
