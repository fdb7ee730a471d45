"""Reference tables that a built snapshot may hold: the nomenclature, the CCL, the Country Chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class HsLine:
    """One line of the Harmonized System.

    Attributes:
        code: 2, 4 or 6 digits; empty for a section.
        section: Roman number of the section it stands in.
        text: The line's text, as the file prints it.
    """

    section: str
    text: str
    code: str = ""

    @property
    def id(self) -> str:
        """The code, or ``section:XVI``."""
        return self.code or f"section:{self.section}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeFigure:
    """How much of a code a country took in.

    Attributes:
        hs6: Six digits of the Harmonized System.
        period: A year (``2025``) or a month (``2025-03``).
        value: In the unit of its file, the same throughout.
    """

    country: str
    hs6: str
    period: str
    value: float
    source: str = ""

    @property
    def id(self) -> str:
        """Country, code and period."""
        return f"{self.country}:{self.hs6}:{self.period}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlReason:
    """One row of an entry's licence requirements, as printed.

    Attributes:
        applies: To what the reason applies (``NS applies to entire entry``).
        where: The Country Chart column, or a sentence that stands in its place.
    """

    applies: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlParagraph:
    """One paragraph of an entry's list of items (``a.7.b``)."""

    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlEntry:
    """One ECCN of the Commerce Control List (15 CFR Part 774, Supplement No. 1).

    Attributes:
        id: The ECCN, five characters.
        named_reasons: Reasons for control as the head of the entry names them (``NS``, ``AT``).
        exceptions: List-based licence exceptions and what is printed of them.
        paragraphs: The list of items; empty where the file gives the head only.
        complete: Whether the file gives the paragraphs of this category at all.
    """

    id: str
    heading: str
    source_date: str
    url: str = ""
    named_reasons: tuple[str, ...] = ()
    reasons: tuple[ControlReason, ...] = ()
    exceptions: Mapping[str, str] = field(default_factory=dict)
    related: str | None = None
    paragraphs: tuple[ControlParagraph, ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One destination of the Commerce Country Chart (15 CFR Part 738, Supplement No. 1).

    Attributes:
        id: ISO 3166-1 alpha-2 code.
        marks: Columns with an X (``NS 1``).
        pointer: Where the chart sends the reader instead of answering; embargoed destinations.
        row: Another row that governs this destination (China for Hong Kong).
        footnotes: Texts of the footnotes of the row.
    """

    id: str
    name: str
    source_date: str
    url: str = ""
    marks: tuple[str, ...] = ()
    pointer: str | None = None
    row: str | None = None
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryGroups:
    """The Country Groups of one destination (15 CFR Part 740, Supplement No. 1).

    Attributes:
        id: ISO 3166-1 alpha-2 code.
        groups: Groups such as ``A:5`` and ``D:1``.
    """

    id: str
    name: str
    source_date: str
    groups: tuple[str, ...] = ()
