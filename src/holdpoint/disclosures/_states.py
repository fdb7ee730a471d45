"""Whether "Moscow" is a government or a city where it stands."""

from __future__ import annotations

from holdpoint.disclosures._name_tables import country_at
from holdpoint.disclosures._seen import Line
from holdpoint.disclosures._tables import word_set

_WINDOW = 12
_FAR = 6


def metonym(line: Line, first: int, last: int) -> tuple[bool, int]:
    """Tell whether a seat of government stands for the state, and where its mention begins.

    It is a city after a word of place ("in", "east of", "outside of") and before a word for a part
    of one; otherwise the state. "the" before it belongs to it ("the Kremlin").
    """
    begin = first - 1 if line.at(first - 1) == "the" and not line.taken[first - 1] else first
    before = line.at(first - 1)
    if before in word_set("place_before") or line.at(last) in word_set("city_after"):
        return False, first
    if line.at(last) in word_set("firm_word"):
        # "the Moscow firm Quellmar"
        return False, first
    if before == "of" and line.at(first - 2) in {",", ")"}:
        return False, first
    if before == "of" and line.at(first - 2) in word_set("direction_of"):
        return False, first
    if before in {"from", "to"} and _is_way(line, first, last):
        return False, first
    return True, begin


def _is_way(line: Line, first: int, last: int) -> bool:
    """Whether the words around speak of a way: "flies to Moscow", "from Leipzig to Tehran"."""
    window = line.lower[max(0, first - _WINDOW) : first] + line.lower[last : last + _WINDOW // 2]
    if not word_set("way_word").isdisjoint(window):
        return True
    if line.at(last) in {"via", "through"}:
        return True
    if line.at(last) == "by" and line.at(last + 1) in word_set("by_way"):
        return True
    if line.at(first - 1) == "to":
        other = first - 2
        while other >= max(0, first - _FAR) and line.lower[other] != "from":
            other -= 1
        ends = other + 1 if other >= 0 and line.lower[other] == "from" else -1
    else:
        ends = last + 1 if line.at(last) == "to" else -1
    if not 0 <= ends < len(line.raw) or not line.raw[ends][0].isupper():
        return False
    return country_at(line.raw, ends, len(line.raw)) is None
