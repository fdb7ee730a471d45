"""The command `holdpoint rescreen` and its options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._options import PolicyOption


class RescreenFormat(StrEnum):
    """Forms of the report."""

    table = "table"
    json = "json"
    html = "html"


def rescreen(  # noqa: PLR0917 - typer makes options of them
    records: Annotated[
        list[Path],
        typer.Argument(metavar="DECISIONS…", help="Records, or the folder of `screen --out`."),
    ],
    to: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--to",
            metavar="SNAPSHOT",
            help="What is to go live; with --policy or --rules alone, the one that they stand on.",
        ),
    ] = None,
    before: Annotated[
        Optional[list[Path]],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--from",
            metavar="SNAPSHOT",
            help="Where the snapshots of the records lie; looked for beside --to if left out.",
        ),
    ] = None,
    policy: PolicyOption = None,
    rules: Annotated[
        Optional[list[Path]],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--rules", metavar="PACK", help="A pack to try out, beside those of the policy."
        ),
    ] = None,
    check: Annotated[
        int,
        typer.Option(help="Screen so many of the skipped all the same, as a proof.", min=0),
    ] = 0,
    index: Annotated[
        bool,
        typer.Option(
            "--index",
            help="Note in asked.jsonl beside the records what each asked, so the next run opens "
            "only those that a change could touch. `screen --out FOLDER/` notes it by itself.",
        ),
    ] = False,
    format: Annotated[  # noqa: A002 - the option's name
        RescreenFormat, typer.Option("--format", "-f", help="Form of the report.")
    ] = RescreenFormat.table,
    out: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--out", "-o", help="File to write the report to."),
    ] = None,
) -> None:
    """Past decisions against another snapshot, policy or rules: who changes outcome, and why.

    A decision is screened again only where something that it used or could have used differs.
    Exit code 0: no outcome changes. 1: some do. 2: a record is unreadable, or the check failed.

    \b
    holdpoint rescreen decisions/ --to after
    holdpoint rescreen decisions/ --to after --from before --check 100
    holdpoint rescreen decisions/ --to after --index
    holdpoint rescreen decisions/ --to after --format html --out changes.html
    holdpoint rescreen decisions/ --from snap --rules new-pack.yaml
    holdpoint rescreen decisions/ --from snap --policy new-policy.yaml --format json
    """
    from holdpoint.cli._rescreen import rescreen_records

    raise typer.Exit(
        console.run(
            lambda: rescreen_records(
                records,
                to=to,
                before=before or [],
                policy=console.once("--policy", policy),
                rules=rules or [],
                check=check,
                index=index,
                form=format.value,
                out=out,
            )
        )
    )
