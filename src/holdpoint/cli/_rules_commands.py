"""The commands below `holdpoint rules` and their options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._options import AsOfOption, JsonOption, PolicyOption, RulePaths, SnapshotOption

rules = typer.Typer(
    help="The law pack: check it, list it, read it, test it, ask it why, add to it.",
    no_args_is_help=True,
)


class OutcomeChoice(StrEnum):
    """Outcomes of a rule."""

    block = "block"
    hold = "hold"
    release = "release"


@rules.command("check")
def rules_check(paths: RulePaths = None) -> None:
    """Check that every rule keeps to the language, its examples among it.

    All mistakes at once, each with file, line and remedy. Exit code 0: none. 2: some.

    \b
    holdpoint rules check
    holdpoint rules check my-rules.yaml
    """
    from holdpoint.cli._rules import check_rules

    raise typer.Exit(console.run(lambda: check_rules(paths or [])))


@rules.command("list")
def rules_list(
    paths: RulePaths = None,
    regime: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--regime", help="Only this jurisdiction's: US, EU, UK …; none: no one's."),
    ] = None,
    outcome: Annotated[
        Optional[OutcomeChoice],  # noqa: UP045 - typer reads it at run time
        typer.Option("--outcome", help="Only those that lead to this."),
    ] = None,
    as_of: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--as-of", metavar="DATE", help="Only those with an effect on this day."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """All rules: id, outcome, in force, how surely the law was read.

    \b
    holdpoint rules list
    holdpoint rules list --regime EU --outcome block
    holdpoint rules list --as-of 2025-10-15 --json
    """
    from holdpoint.cli._rules import list_rules

    raise typer.Exit(
        console.run(
            lambda: list_rules(
                paths or [],
                regime=regime,
                outcome=outcome.value if outcome else None,
                as_of=as_of,
                as_json=as_json,
            )
        )
    )


@rules.command("show")
def rules_show(
    rule_id: Annotated[str, typer.Argument(help="Id of a rule.")], paths: RulePaths = None
) -> None:
    """One rule: its text, citations, history, lists and examples.

    \b
    holdpoint rules show us.bis.affiliates-50
    """
    from holdpoint.cli._rules import show_rule

    raise typer.Exit(console.run(lambda: show_rule(rule_id, paths or [])))


@rules.command("test")
def rules_test(paths: RulePaths = None) -> None:
    """Run the examples that stand in the rules.

    Exit code 0: all hold. 2: some do not.

    \b
    holdpoint rules test
    holdpoint rules test my-rules.yaml
    """
    from holdpoint.cli._rules import test_rules

    raise typer.Exit(console.run(lambda: test_rules(paths or [])))


@rules.command("explain")
def rules_explain(
    transaction: Annotated[
        Path, typer.Argument(help="A file of orders; - is standard input.", show_default=False)
    ],
    rule: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Option("--rule", metavar="ID", help="Only this rule; may be repeated."),
    ] = None,
    order: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--order", metavar="ID", help="Only the order of this id."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="The trace of silent rules too.")] = False,
    snapshot: SnapshotOption = None,
    as_of: AsOfOption = None,
    policy: PolicyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Why each rule did or did not fire on an order: its state, the reason, and what it saw.

    Exit code 0: every order could be read. 2: one could not, or there is no such rule.

    \b
    holdpoint rules explain examples/orders.jsonl --order SO-1010
    holdpoint rules explain order.json --rule us.bis.affiliates-50 --as-of 2026-01-15
    holdpoint rules explain order.json --json
    """
    from holdpoint.cli._rules_explain import explain_orders

    raise typer.Exit(
        console.run(
            lambda: explain_orders(
                transaction,
                only=rule or [],
                order=order,
                every=every,
                snapshot=console.once("--snapshot", snapshot),
                as_of=as_of,
                policy=console.once("--policy", policy),
                as_json=as_json,
            )
        )
    )


@rules.command("new")
def rules_new(
    rule_id: Annotated[str, typer.Argument(help="Its id: lower-case words with dots.")],
    pack: Annotated[Path, typer.Argument(help="The company's pack; made where there is none.")],
    title: Annotated[str, typer.Option("--title", help="What it is called.")] = "A new rule",
    start: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--from", metavar="DATE", help="Its first day; today if left out."),
    ] = None,
) -> None:
    """Write a commented rule with its four examples into a pack, to start from.

    Nothing that is in the file is changed, and what is written passes `rules check`.

    \b
    holdpoint rules new own.large-orders my-rules.yaml --title "Large orders" --from 2026-12-01
    """
    from holdpoint.cli._rules import new_rule

    raise typer.Exit(console.run(lambda: new_rule(rule_id, pack, title=title, start=start)))


@rules.command("schema")
def rules_schema() -> None:
    """Print the JSON Schema of a pack, for editors that complete and check YAML.

    \b
    holdpoint rules schema > rule-pack.schema.json
    """
    from holdpoint.cli._rules import print_schema

    raise typer.Exit(console.run(print_schema))
