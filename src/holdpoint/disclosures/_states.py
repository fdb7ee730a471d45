"""Whether "Moscow" is a government or a city where it stands."""

from __future__ import annotations

from holdpoint.disclosures._seen import Line

_PLACE = frozenset(("in", "near", "at", "around", "outside", "via", "through", "inside", "into"))
_OF = frozenset(
    (
        *("east", "west", "north", "south", "northeast", "northwest", "southeast", "southwest"),
        *(
            "outside",
            "city",
            "suburb",
            "suburbs",
            "outskirts",
            "port",
            "centre",
            "center",
            "capital",
        ),
        *("district", "airport", "mayor", "streets", "university", "region"),
    )
)
_AFTER = frozenset(("airport", "region", "oblast", "district", "suburb", "metro", "time"))


def metonym(line: Line, first: int, last: int) -> tuple[bool, int]:
    """Tell whether a seat of government stands for the state, and where its mention begins.

    It is a city after a word of place ("in", "east of", "outside of") and before a word for a part
    of one; otherwise the state. "the" before it belongs to it ("the Kremlin").
    """
    begin = first - 1 if line.at(first - 1) == "the" and not line.taken[first - 1] else first
    before = line.at(first - 1)
    if before in _PLACE or line.at(last) in _AFTER:
        return False, first
    if before == "of" and line.at(first - 2) in _OF:
        return False, first
    if before in {"from", "to"} and _is_way(line, first, last):
        return False, first
    return True, begin


def _is_way(line: Line, first: int, last: int) -> bool:
    """Whether "from X to Y" speaks of a way: the other end stands in the same clause."""
    window = line.lower[max(0, first - 6) : first - 1] + line.lower[last : last + 6]
    other = "to" if line.at(first - 1) == "from" else "from"
    return other in window and ("flight" in window or "flew" in window or "road" in window)
