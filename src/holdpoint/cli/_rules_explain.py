"""`holdpoint rules explain`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.cli._orders import check_files, wanted_orders
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from rich.text import Text

    from holdpoint.law import Trace, Verdict

_STYLES = {"met": "red", "unknown": "yellow", "not met": "dim"}
_WORDS = {True: "yes", False: "no", None: "unknown"}
_WORTH_A_TRACE = ("met", "unknown", "stayed")
_ROWS = 6
"""Rows of one collection that are shown; the others are counted, those that count first."""


def explain_orders(
    path: Path,
    *,
    only: Sequence[str],
    order: str | None,
    every: bool,
    snapshot: Path | None,
    as_of: str | None,
    policy: Path | None,
    as_json: bool,
) -> int:
    """Say of every rule why it did or did not fire on an order; returns the exit code."""
    check_files([path])
    day = console.day(as_of)
    from holdpoint.screening import Screener, load_policy

    settings = load_policy(console.need_file(policy) if policy else None)
    screener = Screener(open_told(snapshot), settings)
    for name in only:
        _known(name, [rule.id for rule in screener.rulebook.rules])
    found, code = wanted_orders(path, order)
    rows = []
    for one in found:
        verdicts = [v for v in screener.explain(one, as_of=day) if not only or v.rule.id in only]
        if as_json:
            rows.append({"transaction": one.id, "rules": [_row(v) for v in verdicts]})
        else:
            _print(one.id, verdicts, every=every or bool(only))
    if as_json:
        console.print_json(rows)
    return code


def _known(name: str, names: Sequence[str]) -> None:
    if name not in names:
        raise HoldpointError(f"{name!r}: no such rule. {near(name, names)}")


def near(name: str, names: Sequence[str]) -> str:
    """The remedy for an id that there is not."""
    from rapidfuzz.process import extractOne

    found = extractOne(name, names, score_cutoff=60)
    return f"Did you mean {found[0]}?" if found else "`holdpoint rules list` names them all."


def _row(verdict: Verdict) -> dict[str, Any]:
    return {
        "rule": verdict.rule.id,
        "state": verdict.state,
        "why": verdict.why,
        "trace": None if verdict.trace is None else verdict.trace.to_dict(),
    }


def _print(order: str, verdicts: Sequence[Verdict], *, every: bool) -> None:
    from rich.text import Text

    screen = console.out()
    screen.print(Text(console.visible(order), style="bold"))
    for verdict in verdicts:
        head = Text("  ") + Text(f"{verdict.state:<18}", style=_STYLES.get(verdict.state, "dim"))
        screen.print(head + Text(verdict.rule.id, style="bold"))
        screen.print(Text("    " + console.visible(verdict.why)), soft_wrap=True)
        if verdict.trace is not None and (every or verdict.state in _WORTH_A_TRACE):
            for line in _tree(verdict.trace, "    "):
                screen.print(line, soft_wrap=True)
    states = [verdict.state for verdict in verdicts]
    counted = ", ".join(f"{states.count(s)} {s}" for s in dict.fromkeys(sorted(states)))
    screen.print(f"{len(verdicts)} rules: {counted}.")


def _tree(trace: Trace, pad: str) -> list[Text]:
    """The trace as an indented tree; of many rows those that count come first."""
    from rich.text import Text

    word = _WORDS[trace.truth]
    style = {"yes": "green", "unknown": "yellow"}.get(word, "dim")
    seen = ""
    if trace.op == "test" and trace.leaf is not None:
        seen = " (not stated)" if trace.seen is None else f" (saw {console.visible(_seen(trace))})"
    lines = [Text(pad) + Text(f"{word:<8}", style=style) + Text(console.visible(trace.text) + seen)]
    rows = [child for child in trace.children if child.row is not None]
    children = trace.children
    if len(rows) > _ROWS:
        children = tuple(sorted(rows, key=lambda row: row.truth is False)[:_ROWS])
    for child in children:
        lines += _tree(child, pad + "  ")
    if len(rows) > _ROWS:
        lines.append(Text(f"{pad}  … and {len(rows) - _ROWS} more rows (--json shows all)"))
    return lines


def _seen(trace: Trace) -> str:
    if isinstance(trace.seen, list | dict):
        return f"{len(trace.seen)} of them"
    return {True: "true", False: "false"}.get(trace.seen, str(trace.seen))
