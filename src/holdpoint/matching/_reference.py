"""The slow, obvious search that the index must agree with: every name, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdpoint.matching._names import Scored, pair_words


def scan(
    words: Sequence[str], names: Iterable[Sequence[str]], least: int, *, exact: bool = False
) -> dict[int, Scored]:
    """Score a query against every name.

    Args:
        words: The query, as :func:`holdpoint.text.name_tokens` gives it.
        names: All listed names, made the same way, in the order of the index.
        least: Least name score in ten-thousandths.
        exact: Only equal words pair.

    Returns:
        Number of each name that reaches it, and how it compares.
    """
    found = {}
    for number, listed in enumerate(names):
        scored = pair_words(words, listed, exact=exact)
        if scored.points and scored.points >= least:
            found[number] = scored
    return found
