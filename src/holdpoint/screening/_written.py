"""The words of a name as it writes them, beside the words by which it is compared.

Comparison goes by simplified words: romanised, with one word for all company forms of a class and
one for all ways to say "plant". A person looks for what stands on the paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from holdpoint.text import FORM, name_tokens, script

_LONGEST = 6
"""Written words that one compared word can stand for: a company form spelt out."""

_MANY = 24
_AROUND = ".,;:()[]«»“”„\"'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_MARKS = "~="
_BESIDE = "somebody"
"""A company form is seen for what it is only beside another word."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as a name writes it, and the script in which it does."""

    text: str
    script: str


class Written:
    """The written words of one name, given out in their order.

    Args:
        name: The name as printed.
        kind: The entity's type, which decides how a name is read.
    """

    def __init__(self, name: str, kind: str) -> None:
        self._left = {word: list(spans) for word, spans in _spans(name, kind).items()}
        self._name = name

    def take(self, compared: str | None) -> Word | None:
        """How the name writes a compared word; that word itself where this cannot be told."""
        if compared is None:
            return None
        parts = [compared] if compared in self._left else compared.split(" ")
        words = [self._take_one(part) for part in parts]
        return Word(" ".join(word.text for word in words), words[0].script)

    def _take_one(self, word: str) -> Word:
        spans = self._left.get(word)
        form = word.startswith(FORM)
        if spans:
            written = spans.pop(0)
            return Word(written if form else written.casefold(), script(written))
        shown = word.removeprefix(FORM).upper() if form else word.lstrip(_MARKS)
        there = shown.casefold() in self._name.casefold()
        return Word(shown, script(shown if there else self._name))


@lru_cache(maxsize=4096)
def _spans(name: str, kind: str) -> Mapping[str, tuple[str, ...]]:
    """For each compared word the runs of written words that it stands for, in their order."""
    words = name.split()[:_MANY]
    found: dict[str, tuple[str, ...]] = {}
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            compared = _compared(words[at : at + size], kind)
            if len(compared) == 1:
                span = _trimmed(words[at : at + size], compared, kind)
                shown = " ".join(span).strip(_AROUND) or " ".join(span)
                found[compared[0]] = (*found.get(compared[0], ()), shown)
                at += size
                break
        else:
            at += 1
    return found


def _trimmed(words: Sequence[str], compared: tuple[str, ...], kind: str) -> Sequence[str]:
    """The run without words at its ends that say nothing, such as "of"."""
    while len(words) > 1 and _compared(words[:-1], kind) == compared:
        words = words[:-1]
    while len(words) > 1 and _compared(words[1:], kind) == compared:
        words = words[1:]
    return words


def _compared(words: Sequence[str], kind: str) -> tuple[str, ...]:
    return name_tokens(f"{_BESIDE} {' '.join(words)}", kind)[1:]
