"""`holdpoint rules …`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.cli import _console as console
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from datetime import date

    from holdpoint.law import Rule

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


def list_rules(
    paths: Sequence[Path],
    *,
    regime: str | None = None,
    outcome: str | None = None,
    as_of: str | None = None,
    as_json: bool = False,
) -> int:
    """Print one line a rule, of all or of those that are asked for; returns the exit code."""
    from holdpoint.law import load_rulebook

    rules = sorted(load_rulebook(_there(paths)).rules, key=lambda rule: rule.id)
    rules = _chosen(rules, regime, outcome, console.day(as_of))
    if as_json:
        console.print_json(
            [
                {
                    "id": rule.id,
                    "title": rule.title,
                    "authority": rule.authority,
                    "regime": rule.regime,
                    "pack": rule.pack,
                    "outcome": rule.outcome,
                    "in_force": list(rule.in_force),
                    "windows": [[w.state, w.start, w.until] for w in rule.windows],
                    "basis": rule.cite.basis,
                    "citation": rule.cite.title,
                }
                for rule in rules
            ]
        )
        return console.OK
    _print_rules(rules)
    if not rules:
        console.note("No rule is like that.")
    return console.OK


def _chosen(
    rules: Sequence[Rule], regime: str | None, outcome: str | None, day: date | None
) -> list[Rule]:
    """The rules that are asked for.

    Raises:
        HoldpointError: No rule has this jurisdiction.
    """
    if regime is not None:
        known = {rule.regime or "none" for rule in rules}
        wanted = regime.lower() if regime.lower() == "none" else regime.upper()
        if wanted not in known:
            names = ", ".join(sorted(known))
            raise HoldpointError(f"--regime {regime!r}: no rule has it. There are {names}.")
        rules = [rule for rule in rules if (rule.regime or "none") == wanted]
    if day is not None:
        rules = [rule for rule in rules if rule.has_effect(day.isoformat())]
    return [rule for rule in rules if outcome is None or rule.outcome == outcome]


def _print_rules(rules: Sequence[Rule]) -> None:
    from rich.table import Table
    from rich.text import Text

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


def show_rule(rule_id: str, paths: Sequence[Path] = ()) -> int:
    """Print one rule in full, the firm's own among them; returns the exit code."""
    from rich.text import Text

    from holdpoint.cli._rules_explain import near
    from holdpoint.law import describe, load_rulebook

    book = load_rulebook(_there(paths))
    found = [rule for rule in book.rules if rule.id == rule_id]
    if not found:
        remedy = near(rule_id, [rule.id for rule in book.rules])
        raise HoldpointError(f"{rule_id!r}: no such rule. {remedy}")
    rule = found[0]
    screen = console.out()
    screen.print(Text(describe(rule)))
    for name, table in rule.lists.items():
        screen.print(Text(f"List {name}: {table.name}, {table.span()}. {table.digest}"))
    screen.print(Text(f"Text: {rule.file}:{rule.line} {rule.digest}"))
    screen.print("Examples")
    for example in rule.examples:
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


def new_rule(rule_id: str, pack: Path, *, title: str, start: str | None) -> int:
    """Write a rule to start from into a company's pack; returns the exit code."""
    import datetime as dt

    from holdpoint.law import add_rule

    # The clock is the author's; a rule is judged by the dates that stand in it.
    first = start or dt.date.today().isoformat()  # noqa: DTZ011 - the author's own day
    line = add_rule(pack, rule_id, title=title, start=first)
    console.out().print(f"{pack}:{line} {rule_id}. Edit it, then: holdpoint rules check {pack}")
    return console.OK


def print_schema() -> int:
    """Print the JSON Schema of a pack; returns the exit code."""
    from holdpoint.law import pack_schema

    console.print_json(pack_schema())
    return console.OK


def _there(paths: Sequence[Path]) -> list[Path]:
    return [console.need_file(path) for path in paths]
