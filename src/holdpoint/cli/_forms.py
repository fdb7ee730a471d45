"""The forms in which decisions are written; each takes them one by one."""

from __future__ import annotations

import dataclasses
import heapq
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console
from holdpoint.cli._output import writing
from holdpoint.errors import HoldpointError
from holdpoint.files import canonical, plain
from holdpoint.model import GRAVITY, Transaction

if TYPE_CHECKING:
    from rich.console import Console

    from holdpoint.model import SourceInfo
    from holdpoint.screening import Answer

Decided = Iterator[tuple[Transaction, "Answer"]]

MOST_ON_A_PAGE = 1_000
"""Orders on one HTML page, the gravest; a page of ten thousand opens in no browser."""

_WIDTH = 120


def write_json_lines(decided: Decided, out: Path | None) -> None:
    """One decision a line, written as it is made, so that memory stays flat."""
    with writing(out) as handle:
        for _, answer in decided:
            handle.write(canonical(answer.to_dict()) + b"\n")


def write_json(decided: Decided, out: Path | None) -> None:
    """A JSON array, written as decisions are made, so that memory stays flat."""
    from holdpoint.report import json_array

    with writing(out) as handle:
        for piece in json_array(answer for _, answer in decided):
            handle.write(piece.encode("utf-8"))


def write_html(decided: Decided, out: Path | None, sources: Sequence[SourceInfo]) -> None:
    """One page; of more than :data:`MOST_ON_A_PAGE` orders the gravest, and the page says so."""
    from holdpoint.report import run_page

    counts = dict.fromkeys(("block", "hold", "release"), 0)
    kept: list[tuple[int, int, dict[str, Any], Answer]] = []
    with writing(out) as handle:
        for number, (order, answer) in enumerate(decided):
            counts[answer.outcome] += 1
            entry = (GRAVITY[answer.outcome], -number, answer.order_row(order), answer)
            push = heapq.heappush if len(kept) < MOST_ON_A_PAGE else heapq.heappushpop
            push(kept, entry)
        title, total = "Screening run", sum(counts.values())
        if total > len(kept):
            each = ", ".join(f"{n:,} {word}" for word, n in counts.items())
            title += f": the {len(kept):,} gravest of {total:,} orders ({each})"
            console.note(
                f"The page shows the {len(kept):,} gravest of {total:,} orders. "
                "For all of them: --out decisions/, or --format jsonl."
            )
        kept.sort(key=lambda entry: -entry[1])
        pairs = [(row, answer) for _, _, row, answer in kept]
        handle.write(run_page(pairs, title=title, sources=sources).encode("utf-8"))


def write_table(decided: Decided, out: Path | None, *, detail: bool) -> None:
    """A line an order; with ``detail`` every finding of those that are not released."""
    from rich.console import Console

    if out is None:
        _print(_kept(decided, detail=detail), console.out(), detail=detail)
        return
    with writing(out) as handle:
        pairs = _kept(decided, detail=detail)
        text = StringIO()
        screen = Console(
            file=text, width=_WIDTH, color_system=None, force_terminal=False, markup=False
        )
        _print(pairs, screen, detail=detail)
        handle.write(text.getvalue().encode("utf-8"))


def _kept(decided: Decided, *, detail: bool) -> list[tuple[Transaction | None, Answer]]:
    """What the table needs: a decision without its evidence, but where the detail is asked for."""
    return [
        (order, answer)
        if detail and answer.outcome != "release"
        else (
            None,
            dataclasses.replace(answer, findings=(), considered=(), places=(), sources=()),
        )
        for order, answer in decided
    ]


def _print(
    pairs: Sequence[tuple[Transaction | None, Answer]], screen: Console, *, detail: bool
) -> None:
    from holdpoint.report import detail_view, summary_table

    if not pairs:
        return
    summary_table([answer for _, answer in pairs], screen)
    for order, answer in pairs if detail else ():
        if order is not None:
            screen.print()
            detail_view(answer, screen, transaction=plain(order))


def write_records(decided: Decided, folder: Path, day: Any, inputs: Sequence[Path]) -> None:  # noqa: ANN401 - a date or None
    """A record an order, for ``holdpoint replay``, and notes for ``holdpoint rescreen``.

    Raises:
        HoldpointError: The folder cannot be written, or a record would replace an input.
    """
    from holdpoint.editions import NoteTaker, asked_by
    from holdpoint.files import write_atomic
    from holdpoint.screening import record_bytes, record_path

    taken = {path.resolve() for path in inputs if path.exists()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NoteTaker(folder) as notes:
            for order, answer in decided:
                path = record_path(folder, order)
                if path.resolve() in taken:
                    raise HoldpointError(
                        f"{folder}: the record of an order would replace a file that this run "
                        "reads. Name another folder."
                    )
                content = record_bytes(order, answer, day)
                write_atomic(path, content)
                notes.note(path.name, content, asked_by(order, answer, day))
    except OSError as error:
        raise HoldpointError(f"{folder}: cannot be written ({error.strerror}).") from error
