"""Reasons for control times the Country Chart: is a licence required for a destination?

The steps are those of 15 CFR 738.4(a)(2). No X in a column means only that the *chart* asks for no
licence (738.4(a)(2)(ii)(B)): General Prohibitions Four to Ten, Part 744 (end use and end users) and
Part 746 (embargoes) are answered elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from holdpoint.goods._ccl import Control, ControlList, Reason
from holdpoint.goods._chart_text import column_of, destination_named
from holdpoint.model import ChartRow, CountryGroups

_ANY_ECCN = re.compile(r"any ECCN on the CCL")
_THERMAL_CATEGORY = "6"  # cameras stand in category 6
_PART = "; it applies to a part of the entry, and whether the item belongs there is not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One reason for control and one destination.

    Attributes:
        reason: ``NS``, ``AT`` …
        column: The column (``NS 2``); ``None`` where the entry refers elsewhere.
        applies: Whether the reason applies to the item.
        marked: Whether the column has an X for the destination, or the sentence names it.
        required: Whether a licence is required for this reason; ``None`` is unknown.
        printed: To what the reason applies, as printed.
        why: One clause for the reader.
    """

    reason: str
    column: str | None
    applies: bool | None
    marked: bool | None
    required: bool | None
    printed: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceAnswer:
    """Whether the Commerce Control List with the Country Chart requires a licence.

    Attributes:
        required: ``True`` for at least one reason, ``False`` for none, else ``None``.
        notes: What the chart does not answer, and footnotes of the destination's row.
        day: Day of the chart's text.
    """

    control: Control
    destination: str
    required: bool | None
    rows: tuple[Requirement, ...]
    notes: tuple[str, ...] = ()
    day: str | None = None


class CountryChart:
    """The chart and the Country Groups, asked for one item and one destination.

    Args:
        controls: The Commerce Control List.
        rows: Destinations of the chart.
        groups: Country Groups of Part 740; where empty, sentences that name groups stay unknown.
    """

    __slots__ = ("_groups", "_rows", "controls")

    def __init__(
        self,
        controls: ControlList,
        rows: Iterable[ChartRow],
        groups: Iterable[CountryGroups] = (),
    ) -> None:
        self.controls = controls
        self._rows = {row.id: row for row in rows}
        self._groups: Mapping[str, frozenset[str]] = {
            row.id: frozenset(row.groups) for row in groups
        }

    @property
    def ready(self) -> bool:
        """Whether there is a list and a chart to answer from."""
        return bool(self.controls) and bool(self._rows)

    def answer(self, eccn: str, destination: str) -> LicenceAnswer:
        """Whether a licence is required for an item and a destination, reason by reason.

        Args:
            eccn: The ECCN, as fine as it is known.
            destination: ISO 3166-1 alpha-2 code.

        Raises:
            ValueError: It is no ECCN; the message says what to do.
        """
        control = self.controls.find(eccn)
        row = self._rows.get(destination)
        governing = self._rows.get(row.row) if row and row.row else row
        notes = [*control.notes, *_row_notes(row, governing, destination)]
        rows = tuple(self._requirement(one, governing, destination) for one in control.reasons)
        required = _verdict(control, governing, rows)
        if required is None and _footnote(control, governing):
            notes.append("A footnote of this destination's row speaks of the item: see there.")
        return LicenceAnswer(
            control=control,
            destination=destination,
            required=required,
            rows=rows,
            notes=tuple(notes),
            day=governing.source_date if governing else None,
        )

    def _requirement(self, reason: Reason, row: ChartRow | None, destination: str) -> Requirement:
        column = column_of(reason.where)
        marked, why = self._marked(column, reason.where, row, destination)
        if reason.applies is None and marked is not False:
            why += _PART
        elif reason.applies is False:
            why = "the reason applies to other paragraphs of the entry"
        return Requirement(
            reason=reason.reason,
            column=column,
            applies=reason.applies,
            marked=marked,
            required=_all((reason.applies, marked)),
            printed=reason.printed,
            why=why,
        )

    def _marked(
        self, column: str | None, where: str, row: ChartRow | None, destination: str
    ) -> tuple[bool | None, str]:
        """Whether a column has an X for a destination, or a sentence in its place names it."""
        if column is None:
            return destination_named(where, row.id if row else destination, self._groups)
        if row is None:
            return None, "the chart has no row for this destination"
        if row.pointer is not None:
            return None, "the chart sends the reader to Part 746"
        marked = column in row.marks
        return marked, f"column {column} has {'an' if marked else 'no'} X for {row.name}"


def licence_rows(answer: LicenceAnswer) -> list[dict[str, Any]]:
    """The answer as evidence rows for ``items[].controls``, one a reason for control."""
    rows = answer.rows
    if answer.required is None and not any(row.required is None for row in rows):
        rows = (*rows, _open(answer))
    return [_evidence(answer, row) for row in rows]


def _open(answer: LicenceAnswer) -> Requirement:
    """What keeps the answer open though every column is settled: a number or a footnote."""
    problem = answer.control.problem
    return Requirement(
        reason="other",
        column=None,
        applies=None,
        marked=None,
        required=None,
        printed=problem or "a footnote of the destination's row, or another part of the EAR",
        why=problem or "; ".join(answer.notes),
    )


def _evidence(answer: LicenceAnswer, row: Requirement) -> dict[str, Any]:
    entry = answer.control.entry
    return {
        "eccn": answer.control.eccn,
        "paragraph": answer.control.paragraph or None,
        "reason": row.reason,
        "column": row.column or "none",
        "destination": answer.destination,
        "applies": row.applies,
        "marked": row.marked,
        "licence_required": row.required,
        "printed": row.printed,
        "why": row.why,
        "list_date": entry.source_date if entry else None,
        "source": "15 CFR 738.4(a); Part 738 Supp. No. 1; Part 774 Supp. No. 1",
    }


def _verdict(control: Control, row: ChartRow | None, rows: tuple[Requirement, ...]) -> bool | None:
    """One answer for all reasons: a licence is required for one, for none, or it is open."""
    required = _any(one.required for one in rows)
    if required:
        return True
    unanswered = row is None or row.pointer is not None
    if unanswered or control.problem is not None or _footnote(control, row):
        return None
    return required


def _row_notes(row: ChartRow | None, governing: ChartRow | None, destination: str) -> Iterable[str]:
    if row is None or governing is None:
        yield f"The chart has no row for {destination}: no answer is not the same as no licence."
        return
    if row is not governing:
        yield f"{row.name} is governed by the row of {governing.name} (15 CFR 738.3(b))."
    if governing.pointer:
        yield f"{governing.name} is not answered by the chart. {governing.pointer}"
    yield from governing.footnotes


def _footnote(control: Control, row: ChartRow | None) -> bool:
    """Whether a footnote of the row speaks of the item."""
    if row is None or control.entry is None:
        return False
    eccn = control.entry.id
    thermal = eccn[0] == _THERMAL_CATEGORY
    return any(
        eccn in note or _ANY_ECCN.search(note) or (thermal and "thermal imaging" in note)
        for note in row.footnotes
    )


def _all(values: Iterable[bool | None]) -> bool | None:
    seen = list(values)
    if False in seen:
        return False
    return None if None in seen else True


def _any(values: Iterable[bool | None]) -> bool | None:
    seen = list(values)
    if True in seen:
        return True
    return None if None in seen else False
