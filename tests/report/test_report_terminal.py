from __future__ import annotations

import dataclasses
import io
from typing import Any

from rich.console import Console

from holdpoint.model import Decision
from holdpoint.report import detail_view, summary_table

Item = tuple[dict[str, Any] | None, Decision]


def plain_console(width: int = 100) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=width), out


def test_the_summary_has_a_line_an_order_and_the_counts(run: list[Item]) -> None:
    console, out = plain_console()
    summary_table((decision for _, decision in run), console)
    text = out.getvalue()
    for _, decision in run:
        assert decision.transaction in text
    assert "RELEASE" in text
    assert "HOLD" in text
    assert "5 orders: 3 block, 1 hold, 1 release" in text


def test_a_pipe_gets_no_escape_sequences(run: list[Item]) -> None:
    console, out = plain_console()
    summary_table((decision for _, decision in run), console)
    for order, decision in run:
        detail_view(decision, console, transaction=order)
    assert "\x1b" not in out.getvalue()


def test_a_terminal_gets_colour(run: list[Item]) -> None:
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=True, color_system="standard")
    summary_table([run[2][1]], console)
    assert "\x1b[1;31mBLOCK" in out.getvalue()


def test_the_detail_shows_both_sides_and_what_to_do(run: list[Item]) -> None:
    console, out = plain_console(140)
    detail_view(run[1][1], console, transaction=run[1][0])
    text = out.getvalue()
    for said in (
        "us.ofac.sdn-resembles",
        "In the order",
        "On the list",
        "≠ differs 0.00",
        "= agrees 1.00",
        "? unknown",
        "1. Who owns 50 % or more",
        "wanted by hp.facts.owners",
        "secondary source; in force: from 2009-03-20, no end known",
        "route.corridor: no route is given",
        "of 2026-11-14",
        "sha256:" + "5a" * 32,
        "Clears if a named person records",
    ):
        assert said in text, said


def test_owners_are_a_tree_with_shares(run: list[Item]) -> None:
    console, out = plain_console(140)
    detail_view(run[4][1], console, transaction=run[4][0])
    text = out.getvalue().replace("\N{NO-BREAK SPACE}", " ")
    assert "60 %  Blue Heron Holding FZE" in text
    assert "└─ 100 %  Sample Listed Person (person)  LISTED" in text


def test_data_cannot_steer_the_terminal(run: list[Item]) -> None:
    hostile = "\x1b]0;owned\x07\x1b[2J[red]x[/red]\u202eabc\x9b31m"
    decision = dataclasses.replace(run[0][1], transaction=hostile, summary=hostile)
    console, out = plain_console(160)
    summary_table([decision], console)
    detail_view(decision, console, transaction={"parties": [{"name": hostile}]})
    text = out.getvalue()
    assert not set("\x1b\x07\x9b\u202e") & set(text)
    assert "[red]x[/red]" in text
    assert "[U+202E]" in text


def test_a_narrow_terminal_loses_nothing(run: list[Item]) -> None:
    console, out = plain_console(50)
    detail_view(run[2][1], console, transaction=run[2][0])
    assert "7707083893" in out.getvalue()


def test_no_orders_is_said(run: list[Item]) -> None:
    console, out = plain_console()
    summary_table([], console)
    assert "0 orders" in out.getvalue()
