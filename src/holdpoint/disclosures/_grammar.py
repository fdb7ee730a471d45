"""Closed classes of small words, from ``grammar_words.csv``."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from holdpoint.disclosures._tables import table
from holdpoint.errors import KnowledgeError


@functools.cache
def _classes() -> Mapping[str, frozenset[str]]:
    rows = table("grammar_words", ("class", "words"))
    return {row["class"]: frozenset(row["words"].split()) for row in rows}


def words(name: str) -> frozenset[str]:
    """Give the words of a class (``preposition``, ``auxiliary`` …).

    Raises:
        KnowledgeError: ``grammar_words.csv`` has no such class.
    """
    try:
        return _classes()[name]
    except KeyError:
        raise KnowledgeError(
            f"grammar_words.csv: class {name!r} is missing: put the row back."
        ) from None
