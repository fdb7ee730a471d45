"""Which subheadings the Harmonized System has: numbers only, of the edition of 2022.

The edition is in force from 2022-01-01 (World Customs Organization). Of the edition of 2017 only
those subheadings are known that ``data/hs_2017_gone.csv`` names.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from holdpoint.text._data import rows

_CHAPTER, _HEADING, _SUBHEADING = 2, 4, 6
_NEAREST = 5
_REPLACED = (
    "it is of HS 2017 and was replaced in HS 2022 (by what is not verified: the correlation table "
    "of the World Customs Organization decides)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HsFault:
    """Why a code cannot be found in the nomenclature.

    Attributes:
        reason: One clause, without the code.
        nearest: Valid codes that may be meant, the likeliest first, six digits each.
        older: Whether it was a subheading of the edition of 2017.
    """

    reason: str
    nearest: tuple[str, ...]
    older: bool = False


def hs_fault(digits: str) -> HsFault | None:
    """Whether an HS code exists in the edition of 2022.

    Args:
        digits: 2 to 10 digits; those after the sixth are national and are not looked at. A code
            of less than six digits is looked for as a chapter or a heading.

    Returns:
        ``None`` where it exists.
    """
    code = digits[:_SUBHEADING]
    heading, tail = code[:_HEADING], code[_HEADING:]
    if len(code) == _SUBHEADING and (now := _gone().get(code)):
        return HsFault(reason=_REPLACED, nearest=now, older=True)
    if heading not in _starts():
        level = "chapter" if len(heading) < _HEADING else "heading"
        return HsFault(
            reason=f"HS 2022 has no {level} {_dotted(heading)}", nearest=_near_headings(code)
        )
    if len(code) < _SUBHEADING or tail in _headings()[heading]:
        return None
    return HsFault(
        reason=f"heading {_dotted(heading)} has no such subheading in HS 2022",
        nearest=tuple(heading + near for near in _by_distance(_headings()[heading], tail)),
    )


def hs_subheadings(heading: str) -> tuple[str, ...]:
    """Subheadings of a four-digit heading, six digits each; empty where there is none."""
    return tuple(heading + tail for tail in _headings().get(heading, ()))


def hs_dotted(digits: str) -> str:
    """A code with its dot, as tariffs print it: ``8542.31``; longer ones ``8542.31.90``."""
    return _dotted(digits)


def _dotted(digits: str) -> str:
    parts = [digits[:4], *(digits[i : i + 2] for i in range(4, len(digits), 2))]
    return ".".join(part for part in parts if part) if len(digits) > _HEADING else digits


@functools.cache
def _headings() -> Mapping[str, tuple[str, ...]]:
    return {row["heading"]: tuple(row["subheadings"].split()) for row in rows("hs_2022")}


@functools.cache
def _starts() -> frozenset[str]:
    """Chapters and headings, and what of a heading may be written before it is whole."""
    return frozenset(heading[:size] for heading in _headings() for size in (2, 3, 4))


@functools.cache
def _gone() -> Mapping[str, tuple[str, ...]]:
    return {row["code"]: tuple(row["now"].split()) for row in rows("hs_2017_gone")}


def _near_headings(code: str) -> tuple[str, ...]:
    same = [heading for heading in _headings() if heading[:_CHAPTER] == code[:_CHAPTER]]
    if len(code) < _HEADING:
        return ()
    same.sort(key=lambda heading: (abs(int(heading) - int(code[:_HEADING])), heading))
    return tuple(hs_subheadings(heading)[0] for heading in same[:_NEAREST])


def _by_distance(tails: tuple[str, ...], tail: str) -> tuple[str, ...]:
    """Subheadings of one heading: those that share the fifth digit first, then by number."""
    order = sorted(tails, key=lambda t: (t[0] != tail[0], abs(int(t) - int(tail)), t))
    return tuple(order[:_NEAREST])
