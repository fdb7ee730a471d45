"""An HS code in words: section, chapter, heading, subheading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from holdpoint.model import HsLine

_LEVELS = ((2, "chapter"), (4, "heading"), (6, "subheading"))


class TariffLine(NamedTuple):
    """One level of a code: ``heading``, ``8542`` and its text (``None`` where it is not known)."""

    level: str
    code: str
    text: str | None


class TariffText:
    """The nomenclature's texts, by code.

    Args:
        lines: As a snapshot holds them; none where it was built without the nomenclature.
    """

    __slots__ = ("_lines", "_sections")

    def __init__(self, lines: Iterable[HsLine]) -> None:
        kept = tuple(lines)
        self._lines = {line.code: line for line in kept if line.code}
        self._sections = {line.section: line.text for line in kept if not line.code}

    def __len__(self) -> int:
        return len(self._lines)

    def explain(self, digits: str) -> tuple[TariffLine, ...]:
        """The levels that a code stands in, the widest first.

        Args:
            digits: As :func:`normalise_hs` gives them; those after the sixth are national and
                are not explained.
        """
        chapter = self._lines.get(digits[:2])
        out = []
        if chapter is not None:
            text = self._sections.get(chapter.section)
            out.append(TariffLine("section", chapter.section, text))
        for size, level in _LEVELS:
            code = digits[:size]
            line = self._lines.get(code)
            out.append(TariffLine(level, code, line.text if line else None))
        return tuple(out)
