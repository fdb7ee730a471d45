"""The word of a unit: in lower case, with plain quote marks, "n't" apart from what it ends."""

from __future__ import annotations

import re

from holdpoint.disclosures._memo import Memo

# A token that is one unit whole, whatever stands beside it. A hyphen may begin a word.
_ONE = re.compile(
    r"[^\W\d_]+(?:-[^\W\d_]+)*|(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|['\u2019]s|[^\w\s-]"
)
_PLAIN = {
    "\u2019": "'",
    "\u2018": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2014": "--",
    "\u2013": "--",
}
# Marks of layout that stand between words and say nothing.
EMPHASIS = frozenset("*_`#~")
NOT = "n't"


def plain(printed: str) -> str:
    """Give a word in lower case, with plain quote marks and dashes."""
    word = printed.lower()
    return word if word.isascii() else "".join([_PLAIN.get(mark, mark) for mark in word])


def _form(printed: str) -> str:
    """Give the word of a unit; nothing for a mark of layout and for what ends in "n't"."""
    word = plain(printed)
    return "" if word in EMPHASIS or word.endswith(NOT) else word


FORMS = Memo(_form)
"""Units as printed to their words, as :func:`_form` gives them."""


def as_unit(token: str) -> str:
    """Give the word of a token that is one unit wherever it stands, else nothing."""
    return _form(token) if _ONE.fullmatch(token) is not None else ""
