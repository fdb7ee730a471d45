"""`holdpoint demo`: the main job, on what the package brings along."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from holdpoint.cli import _console as console
from holdpoint.cli._output import check_target, writing

SHOWN_IN_FULL = ("SO-1010",)
"""Orders whose findings the demo prints in full."""


def run_demo(out: Path | None) -> int:
    """Screen the shipped orders against the embedded snapshot; returns the exit code."""
    from holdpoint.files import plain
    from holdpoint.intake import read_transactions
    from holdpoint.knowledge import open_snapshot
    from holdpoint.model import Transaction
    from holdpoint.report import detail_view, run_page, summary_table
    from holdpoint.screening import Screener

    target = check_target(str(out) if out is not None else None, ())
    snapshot = open_snapshot()
    screener = Screener(snapshot)
    with as_file(files("holdpoint.starter") / "demo_orders.jsonl") as path:
        orders = [o for o in read_transactions(path) if isinstance(o, Transaction)]
    pairs = [(order, screener.screen(order)) for order in orders]
    screen = console.out()
    summary_table([answer for _, answer in pairs], screen)
    for order, answer in pairs:
        if order.id in SHOWN_IN_FULL:
            screen.print()
            detail_view(answer, screen, transaction=plain(order))
    screen.print()
    screen.print(
        f"{len(pairs)} orders, {len(screener.rulebook.rules)} rules, snapshot {snapshot.id[:19]}… "
        f"of {snapshot.list_date}. The names on these orders are invented; the listed ones are not."
    )
    if target is not None:
        rows = [(answer.order_row(order), answer) for order, answer in pairs]
        page = run_page(rows, title="Holdpoint demo", sources=snapshot.sources)
        with writing(target) as handle:
            handle.write(page.encode("utf-8"))
        screen.print(f"Report: {target}")
    return console.OK
