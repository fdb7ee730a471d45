"""What two names say as they are printed, which their words no longer show."""

from __future__ import annotations

from rapidfuzz.distance import Indel

from holdpoint.text import script, simplify, tokens

SHORTEST_CUT = 30
"""Characters that a name has at least when a limit of length has cut it (a line of 35 characters in
a payment message, with the last word's end gone)."""


def families_crossed(asked: str, listed: str) -> bool:
    """Whether "Hans, Friedrich" meets "Friedrich, Hans": both say which part is the family."""
    if "," not in asked or "," not in listed:
        return False
    mine, theirs = ([set(tokens(part)) for part in text.split(",", 1)] for text in (asked, listed))
    return (
        bool(mine[0] & theirs[1])
        and bool(mine[1] & theirs[0])
        and not mine[0] & theirs[0]
        and not mine[1] & theirs[1]
    )


def other_characters(asked: str, listed: str) -> bool:
    """Whether both are written in Chinese characters and not in the same ones.

    Characters that sound the same are other names: what romanisation makes equal is not.
    """
    if asked.isascii() or listed.isascii():
        return False
    if script(asked) != "han" or script(listed) != "han":
        return False
    mine, theirs = (sorted(c for c in simplify(text) if c.isalpha()) for text in (asked, listed))
    shorter, longer = sorted((mine, theirs), key=len)
    return any(shorter.count(c) > longer.count(c) for c in shorter)


def is_beginning(asked: str, listed: str) -> bool:
    """Whether one name is the other one's beginning, cut off at :data:`SHORTEST_CUT` or later."""
    shorter, longer = sorted((asked, listed), key=len)
    if len(shorter) < SHORTEST_CUT or len(shorter) == len(longer):
        return False
    plain = shorter.isascii() and longer.isascii()
    if plain and shorter[:1].casefold() != longer[:1].casefold():
        return False
    return "".join(tokens(longer)).startswith("".join(tokens(shorter)))


def closeness(asked: str, listed: str) -> float:
    """How near two names are as they are printed, company forms and all: 0 to 1, four decimals.

    The share of their letters that stand in both in the same order (Indel distance), with the words
    as they come or sorted, whichever is more. It tells apart what words that mean the same make
    equal (``AO NSFK`` and ``JSC NSFK``), and what a ceiling on the evidence of names levels.
    """
    mine, theirs = tokens(asked), tokens(listed)
    straight = Indel.normalized_similarity(" ".join(mine), " ".join(theirs))
    ordered = Indel.normalized_similarity(" ".join(sorted(mine)), " ".join(sorted(theirs)))
    return round(max(straight, ordered), 4)
