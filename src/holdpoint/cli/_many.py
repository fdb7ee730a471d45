"""`holdpoint match --file`: every name of a customer list, one answer a row."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.cli._names import STDIN, Row, named_file, read_names
from holdpoint.cli._output import check_target, is_folder, writing
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot
    from holdpoint.matching import Match
    from holdpoint.model import PartyQuery

_AT_ONCE = 256
"""Rows that are searched for together: enough for the threads, little for the memory."""

_WIDE_NAME, _WIDE_HIT = 44, 48


@dataclass(slots=True)
class _Tally:
    """What a run has seen so far."""

    rows: int = 0
    found: int = 0
    unreadable: int = 0

    def line(self) -> str:
        """The totals in words."""
        rows = f"{self.rows} name{'' if self.rows == 1 else 's'}"
        return f"{rows}: {self.found} with candidates; {self.unreadable} unreadable"


def match_file(
    path: Path,
    *,
    alone: bool,
    form: str,
    out: str | None,
    limit: int,
    floor: float,
    snapshot: Path | None,
) -> int:
    """Look every name of a file up and write one answer a row; returns the exit code.

    Args:
        path: TXT, CSV or JSON Lines; ``-`` is standard input.
        alone: Whether nothing that belongs to a single name was given beside it.
        form: ``table`` or ``jsonl``.
        out: Where to write; standard output if left out.
        limit: Candidates a row.
        floor: Least probability of a candidate.
        snapshot: The snapshot or store; the embedded one if left out.
    """
    if not alone:
        raise HoldpointError(
            "--file holds the names and their facts as columns: leave out the name, --country, "
            "--type, --birth-date, --address, --id and --json (--format jsonl instead)."
        )
    if out is not None and is_folder(out):
        raise HoldpointError(f"{out}: is a folder. Name a file.")
    target = check_target(out, () if path == STDIN else (console.need_file(path),))
    known = open_told(snapshot)
    known.check()
    tally = _Tally()
    write = _json_line if form == "jsonl" else _table_line
    with (
        named_file(path) as (real, called),
        writing(target) as handle,
        console.progress("Matching", wanted=out is not None) as tell,
    ):
        for row, hits in _answers(read_names(real, called), known, limit, floor):
            _count(tally, row, hits)
            handle.write(write(row, hits))
            if tally.rows % _AT_ONCE == 0:
                tell(tally.line())
    console.err().print(tally.line())
    if tally.unreadable or not tally.rows:
        return console.UNREADABLE
    return console.ATTENTION if tally.found else console.OK


def _answers(
    rows: Iterable[Row], known: Snapshot, limit: int, floor: float
) -> Iterator[tuple[Row, tuple[Match, ...]]]:
    """Each row with its candidates, in the order of the file."""
    stream = iter(rows)
    while chunk := list(itertools.islice(stream, _AT_ONCE)):
        queries = [row.asked for row in chunk if row.asked is not None]
        found = iter(_search(known, queries, limit, floor))
        for row in chunk:
            yield row, () if row.asked is None else next(found)


def _search(
    known: Snapshot, queries: list[PartyQuery], limit: int, floor: float
) -> Iterable[tuple[Match, ...]]:
    return known.index.search_many(queries, limit=limit, floor=floor)


def _count(tally: _Tally, row: Row, hits: tuple[Match, ...]) -> None:
    tally.rows += 1
    tally.found += bool(hits)
    if row.problem is not None:
        tally.unreadable += 1
        console.show_problems([row.problem])


def _json_line(row: Row, hits: tuple[Match, ...]) -> bytes:
    from holdpoint.files import canonical, plain

    out: dict[str, Any] = {"line": row.line, "id": row.key}
    if row.problem is not None:
        out["problem"] = plain(row.problem)
    else:
        out |= {"query": plain(row.asked), "candidates": [_candidate(hit) for hit in hits]}
    return canonical(out) + b"\n"


def _candidate(hit: Match) -> dict[str, Any]:
    from holdpoint.files import plain
    from holdpoint.screening import comparison_row

    row = comparison_row(hit.comparison, hit.entity)
    names = ("entity", "probability", "identity", "asked", "listed", "pairs", "settle")
    return {
        **{name: row[name] for name in names},
        "name": row["title"],
        "listings": [plain(listing) for listing in hit.entity.listings],
        "parts": row["parts"],
        "explanation": hit.comparison.explanation,
    }


def _table_line(row: Row, hits: tuple[Match, ...]) -> bytes:
    """One line: where, the best candidate's standing, both names, its lists, how many more."""
    line = f"{row.line:>7}  "
    if row.problem is not None:
        field = f"{row.problem.field}: " if row.problem.field else ""
        line += f"{'unreadable':<11}{field}{row.problem.reason} {row.problem.remedy}"
    elif row.asked is not None:
        name = row.asked.name + (f" [{row.key}]" if row.key else "")
        line += _standing(hits) + _padded(name, _WIDE_NAME) + _best(hits)
    return f"{line.rstrip()}\n".encode("utf-8", "backslashreplace")


def _standing(hits: tuple[Match, ...]) -> str:
    if not hits:
        return f"{'-':<11}{'':<8}"
    best = hits[0].comparison
    return f"{best.identity:<11}{best.probability:<8.4f}"


def _best(hits: tuple[Match, ...]) -> str:
    if not hits:
        return ""
    entity = hits[0].entity
    lists = ", ".join(dict.fromkeys(f"{one.authority} {one.list}" for one in entity.listings))
    more = f" and {len(hits) - 1} more" if len(hits) > 1 else ""
    return f"{_padded(hits[0].comparison.matched_name.text, _WIDE_HIT)}{lists}{more}"


def _padded(text: str, width: int) -> str:
    """A text made harmless and filled up to a width; a longer one stays whole."""
    from rich.cells import cell_len

    from holdpoint.report import bounded

    shown = bounded(console.visible(text))
    return shown + " " * max(width - cell_len(shown), 0) + "  "
