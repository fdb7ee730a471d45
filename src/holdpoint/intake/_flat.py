"""Rows of the flat form to orders: rows with one id that stand together are one order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from holdpoint.errors import UnreadableInputError
from holdpoint.intake._columns import Column, Header
from holdpoint.intake._scalars import BadCell, Refusal, text
from holdpoint.intake._shape import MAX_PROBLEMS, shown
from holdpoint.model import Problem

Cells = list[Any]
"""One row: text, numbers, dates, :class:`BadCell`, or ``None``, in the order of the header."""

MAX_LINES = 20_000
"""Rows that one order may have; they are held in memory together."""

_ONE_ONLY = ("seller", "buyer")  # several of them in one order are a slip of the id


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell, and where it stands."""

    value: Any
    line: int
    heading: str


@dataclass(slots=True, kw_only=True)
class FlatOrder:
    """The rows of one order, gathered."""

    id: str
    line: int
    file: str
    order: dict[tuple[str, ...], Seen] = field(default_factory=dict)
    answers: dict[str, Seen] = field(default_factory=dict)
    vessel: dict[str, Seen] = field(default_factory=dict)
    parties: list[tuple[str, dict[tuple[str, ...], Seen]]] = field(default_factory=list)
    items: list[dict[str, Seen]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    torn: bool = False
    """A row of it could not be read."""
    _known: dict[tuple[str, Any], int] = field(default_factory=dict)
    _nameless: set[tuple[str, int | None]] = field(default_factory=set)

    def refuse(self, line: int, heading: str | None, reason: str, remedy: str) -> None:
        """Note a fault of a row."""
        name = shown(heading) if heading else None
        problem = Problem(file=self.file, line=line, field=name, reason=reason, remedy=remedy)
        self.fault(problem)

    def fault(self, problem: Problem) -> None:
        """Note a fault of a row; beyond some number they are no longer kept."""
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems.append(problem)

    def add(self, header: Header, cells: Cells, line: int) -> None:
        """Take in one row."""
        self.rows += 1
        if self.rows > MAX_LINES:
            if not self.torn:
                reason = f"the order has more than {MAX_LINES} rows."
                self.refuse(line, None, reason, "Give every order its own id, or use JSON Lines.")
            self.torn = True
            return
        item: dict[str, Seen] = {}
        blocks: dict[str, dict[tuple[str, ...], Seen]] = {}
        for i, column in header.known.items():
            value = _blank_to_none(cells[i])
            if value is None:
                continue
            seen = Seen(value, line, header.names[i])
            if column.goes == "item":
                item[column.path[0]] = seen
            elif column.goes == "party":
                blocks.setdefault(column.role or "", {})[column.path] = seen
            else:
                self._once(column, seen)
        if item:
            self.items.append(item)
        for role, block in blocks.items():
            self._party(role, block)

    def _once(self, column: Column, seen: Seen) -> None:
        """A value of the whole order, which later rows may only repeat."""
        if column.goes == "order":
            self._keep(self.order, column.path, seen)
        else:
            self._keep(
                self.vessel if column.goes == "vessel" else self.answers, column.path[0], seen
            )

    def _keep(self, kept: dict[Any, Seen], key: Any, seen: Seen) -> None:  # noqa: ANN401 - any key
        before = kept.setdefault(key, seen)
        if before.value != seen.value:
            self.refuse(
                seen.line,
                seen.heading,
                f"is not what line {before.line} says for the same order.",
                "Repeat the value, or leave it empty; give other orders another id. "
                "Values of single lines belong into item_value.",
            )

    def _party(self, role: str, block: dict[tuple[str, ...], Seen]) -> None:
        """A party: the same as one before when the names are equal, else another one."""
        seen_name = block.get(("name",))
        name = seen_name.value if seen_name else None
        at = self._like(role, name)
        if at is None:
            at = len(self.parties)
            self.parties.append((role, block))
        else:
            for path, seen in block.items():
                self._keep(self.parties[at][1], path, seen)
        self._known.setdefault((role, None), at)
        if name is not None:
            self._known.setdefault((role, name), at)
            self._nameless.discard((role, at))
        elif ("name",) not in self.parties[at][1]:
            self._nameless.add((role, at))

    def _like(self, role: str, name: Any) -> int | None:  # noqa: ANN401 - any cell
        """Which party of the order a row speaks of, by its place; ``None`` for a further one."""
        first = self._known.get((role, None))
        if name is None or role in _ONE_ONLY or (role, first) in self._nameless:
            return first
        return self._known.get((role, name))


def flat_orders(
    header: Header, rows: Iterator[tuple[int, Cells] | Problem], file: str
) -> Iterator[FlatOrder | Problem]:
    """Gather rows to orders. Only one order is in memory at a time.

    An incomplete order must not be screened: a row that cannot be read, between two rows of one
    order, is taken as a part of it; and so is the end of a file that breaks off.

    Raises:
        UnreadableInputError: The file breaks off; the order before that has been handed out.
    """
    gathering = _Gathering(header, file)
    try:
        for row in rows:
            yield from gathering.take(row)
    except UnreadableInputError:
        if gathering.current:
            gathering.current.refuse(
                gathering.current.line, None, "the file broke off in this order.", "Mend the file."
            )
            gathering.current.torn = True
            yield gathering.current
        raise
    if gathering.current:
        yield gathering.current


class _Gathering:
    """The order whose rows are being read, and the last row that could not be."""

    def __init__(self, header: Header, file: str) -> None:
        self.header, self.file = header, file
        self.current: FlatOrder | None = None
        self.gap: int | None = None

    def take(self, row: tuple[int, Cells] | Problem) -> Iterator[FlatOrder | Problem]:
        """Take in a row; gives out the order before when another begins."""
        if isinstance(row, Problem):
            yield row
            self.gap = row.line if row.fatal else self.gap
            return
        line, cells = row
        if all(_blank_to_none(cell) is None for cell in cells):
            return
        at = self.header.id_at
        known = _id_of(cells[at] if at < len(cells) else None)
        faults = _row_faults(self.header, cells, self.file, line)
        if known is None:
            yield from faults or [_no_id(self.header, self.file, line)]
            self.gap = line
            return
        if self.current is not None and self.current.id != known:
            yield self.current
            self.current = None
        if self.current is None:
            self.current = FlatOrder(id=known, line=line, file=self.file)
        elif self.gap is not None:
            reason = f"line {self.gap}, in the midst of this order, could not be read."
            self.current.refuse(line, None, reason, "Mend that line.")
            self.current.torn = True
        self.gap = None
        for fault in faults:
            self.current.fault(fault)
            self.current.torn = True
        if faults:
            return
        self.current.add(self.header, cells, line)


def _row_faults(header: Header, cells: Cells, file: str, line: int) -> list[Problem]:
    if len(cells) < len(header.names):
        reason = f"has {len(cells)} cells where the header has {len(header.names)}."
        remedy = "Write every cell, empty ones too; check for a missing or another delimiter."
        return [Problem(file=file, line=line, reason=reason, remedy=remedy)]
    beyond = [i for i in header.beyond(cells) if _blank_to_none(cells[i]) is not None]
    if not beyond:
        return []
    reason = f"a value stands in column {beyond[0] + 1}, which has no heading."
    remedy = "Quote a cell that holds the delimiter, or name the column."
    return [Problem(file=file, line=line, reason=reason, remedy=remedy)]


def _no_id(header: Header, file: str, line: int) -> Problem:
    return Problem(
        file=file,
        line=line,
        field=shown(header.names[header.id_at]),
        reason="is missing or cannot be read.",
        remedy="Give every row the number of its order.",
    )


def _id_of(cell: Any) -> str | None:  # noqa: ANN401 - any cell
    if cell is None or isinstance(cell, BadCell):
        return None
    try:
        return text(cell, lambda _words: None)
    except Refusal:
        return None


def _blank_to_none(cell: Any) -> Any:  # noqa: ANN401 - any cell
    if isinstance(cell, str):
        return cell.strip() or None
    return cell
