"""`holdpoint rules …`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from holdpoint.cli import _console as console
from holdpoint.errors import HoldpointError

_WIDE = 130


def check_rules(paths: Sequence[Path]) -> int:
    """Load every pack and run its examples; each mistake is told; returns the exit code."""
    from holdpoint.law import check, load_rulebook

    problems = check(_there(paths))
    console.show_problems(problems)
    if any(problem.fatal for problem in problems):
        return console.UNREADABLE
    book = load_rulebook(_there(paths))
    console.out().print(f"{len(book.rules)} rules keep to the language. {book.digest}")
    return console.OK


def list_rules(paths: Sequence[Path], *, as_json: bool) -> int:
    """Print one line a rule; returns the exit code."""
    from rich.table import Table
    from rich.text import Text

    from holdpoint.law import load_rulebook

    rules = sorted(load_rulebook(_there(paths)).rules, key=lambda rule: rule.id)
    if as_json:
        console.print_json(
            [
                {
                    "id": rule.id,
                    "title": rule.title,
                    "authority": rule.authority,
                    "outcome": rule.outcome,
                    "in_force": list(rule.in_force),
                    "basis": rule.cite.basis,
                    "citation": rule.cite.title,
                }
                for rule in rules
            ]
        )
        return console.OK
    screen = console.out()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("rule", "outcome", "in force", "basis"):
        table.add_column(heading, no_wrap=True)
    table.add_column("title", overflow="fold")
    for rule in rules:
        since, until = rule.in_force
        span = f"{since or '?'} to {until}" if until else f"from {since or '?'}"
        if screen.width < _WIDE:
            screen.print(Text(rule.id, style="bold") + f"  {rule.outcome}  {span}")
            screen.print(f"  {rule.title} ({rule.cite.basis})")
        else:
            table.add_row(rule.id, rule.outcome, span, rule.cite.basis, rule.title)
    if table.row_count:
        screen.print(table)
    return console.OK


def show_rule(rule_id: str, paths: Sequence[Path] = ()) -> int:
    """Print one rule in full, the firm's own among them; returns the exit code."""
    from rich.text import Text

    from holdpoint.law import describe, load_rulebook

    book = load_rulebook(_there(paths))
    found = [rule for rule in book.rules if rule.id == rule_id]
    if not found:
        from rapidfuzz.process import extractOne

        near = extractOne(rule_id, [rule.id for rule in book.rules], score_cutoff=60)
        remedy = f"Did you mean {near[0]}?" if near else "`holdpoint rules list` names them all."
        raise HoldpointError(f"{rule_id!r}: no such rule. {remedy}")
    screen = console.out()
    screen.print(Text(describe(found[0])))
    screen.print("Examples")
    for example in found[0].examples:
        screen.print(Text(f"  {example.as_of}  {example.expect:8} {example.name}"))
    return console.OK


def test_rules(paths: Sequence[Path]) -> int:
    """Run every example of every rule; returns the exit code."""
    from rich.text import Text

    from holdpoint.law import load_rulebook, run_examples

    rules = load_rulebook(_there(paths)).rules
    failures = [failure for rule in rules for failure in run_examples(rule)]
    screen = console.out()
    for failure in failures:
        screen.print(Text("failed ", style="red") + str(failure))
    total = sum(len(rule.examples) for rule in rules)
    screen.print(f"{total - len(failures)} of {total} examples of {len(rules)} rules hold.")
    return console.UNREADABLE if failures else console.OK


def _there(paths: Sequence[Path]) -> list[Path]:
    return [console.need_file(path) for path in paths]
