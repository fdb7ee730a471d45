"""The slow, obvious search that the index must agree with: every name, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdpoint.matching._names import score_names


def scan(words: Sequence[str], names: Iterable[Sequence[str]], least: float) -> dict[int, float]:
    """Score a query against every name.

    Args:
        words: The query, as :func:`holdpoint.text.name_tokens` gives it.
        names: All listed names, made the same way, in the order of the index.
        least: Least name score.

    Returns:
        Number of each name that reaches it, and the score.
    """
    found = {}
    for number, listed in enumerate(names):
        score = score_names(words, listed).score
        if score >= least:
            found[number] = score
    return found
