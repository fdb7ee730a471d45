"""The commands below `holdpoint data` and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._options import (
    ClaimsOption,
    JsonOption,
    NotSameOption,
    PolicyOption,
    SnapshotOption,
    StarterOption,
    ZonesOption,
)
from holdpoint.cli._update_commands import add_update_commands
from holdpoint.cli._watch_commands import data_watch

data = typer.Typer(help="Build, check and compare snapshots of the lists.", no_args_is_help=True)


@data.command("build")
def data_build(
    out: Annotated[Path, typer.Option("--out", "-o", help="The store to build into.")],
    source: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--source",
            "-s",
            metavar="[ID=]PATH",
            help="A list file, or the mapping (YAML) of an own one; may be repeated.",
        ),
    ] = None,
    everything: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option("--all", metavar="DIR", help="The newest edition of each list below DIR."),
    ] = None,
    *,
    zones: ZonesOption = None,
    starter: StarterOption = True,
    not_same: NotSameOption = None,
    claims: ClaimsOption = None,
    as_of: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="What the lists said (--all) and was accepted (--claims) on this day.",
        ),
    ] = None,
    anew: Annotated[
        bool,
        typer.Option("--anew", help="Use nothing that an earlier build kept; the result is equal."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Build a snapshot: every row read or refused with a reason.

    \b
    holdpoint data build --all lists/ --out snap
    holdpoint data build --all lists/ --as-of 2024-02-22 --out before
    holdpoint data build -s sdn.csv -s own-list.yaml --out snap
    holdpoint data build --claims claims --out snap
    holdpoint data build --zones zones.geojson --out snap
    """
    from holdpoint.cli._data import build_snapshot

    raise typer.Exit(
        console.run(
            lambda: build_snapshot(
                out,
                sources=source or [],
                everything=everything,
                zones=zones or [],
                starter=starter,
                not_same=not_same,
                claims=claims,
                as_of=as_of,
                anew=anew,
                as_json=as_json,
            )
        )
    )


@data.command("list")
def data_list(
    snapshot: SnapshotOption = None, policy: PolicyOption = None, as_json: JsonOption = False
) -> None:
    """The sources of a snapshot: publisher, date, age, rows read and refused.

    \b
    holdpoint data list --snapshot snap
    holdpoint data list --snapshot snap --policy policy.yaml --json
    """
    from holdpoint.cli._data_list import list_snapshot

    raise typer.Exit(
        console.run(
            lambda: list_snapshot(
                console.once("--snapshot", snapshot),
                policy=console.once("--policy", policy),
                as_json=as_json,
            )
        )
    )


@data.command("export")
def data_export(
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write.")],
    snapshot: SnapshotOption = None,
) -> None:
    """Write the entities and links of a snapshot as FollowTheMoney JSON lines.

    \b
    holdpoint data export --snapshot snap --out snap.ftm.json
    """
    from holdpoint.cli._data import export_snapshot

    raise typer.Exit(
        console.run(lambda: export_snapshot(console.once("--snapshot", snapshot), out))
    )


@data.command("diff")
def data_diff(
    before: Annotated[Path, typer.Argument(help="Snapshot or list file.")],
    after: Annotated[Path, typer.Argument(help="Snapshot or list file.")],
    limit: Annotated[int, typer.Option(help="Names to show of each kind.", min=0)] = 20,
    as_json: JsonOption = False,
) -> None:
    """What changed between two snapshots, or two editions of a list.

    Exit code 0: nothing. 1: something.

    \b
    holdpoint data diff sdn_2024-02-20.csv sdn_2024-02-24.csv
    """
    from holdpoint.cli._data import diff_snapshots

    raise typer.Exit(
        console.run(lambda: diff_snapshots(before, after, limit=limit, as_json=as_json))
    )


@data.command("verify")
def data_verify(
    snapshot: Annotated[Path, typer.Argument(help="Snapshot or store.")],
) -> None:
    """Check every byte of a snapshot against its name.

    Exit code 0: whole. 2: damaged, and where.
    """
    from holdpoint.cli._data import verify_snapshot

    raise typer.Exit(console.run(lambda: verify_snapshot(snapshot)))


@data.command("activate")
def data_activate(
    snapshot: Annotated[str, typer.Argument(help="Id of a snapshot, or its first digits.")],
    store: Annotated[Path, typer.Option("--store", help="The store that holds it.")],
) -> None:
    """Put another snapshot of a store in use, at one stroke; every byte of it is checked first.

    Exit code 0: in use. 2: it is not there or damaged, and the old one stays in use.

    \b
    holdpoint data activate 53c8a91f02 --store snap
    """
    from holdpoint.cli._data_history import activate_snapshot

    raise typer.Exit(console.run(lambda: activate_snapshot(store, snapshot)))


@data.command("history")
def data_history(
    entity: Annotated[str, typer.Argument(help="A name, or the id of an entity.")],
    snapshot: Annotated[
        list[Path],
        typer.Option("--snapshot", metavar="PATH", help="Snapshot or store; may be repeated."),
    ],
    as_json: JsonOption = False,
) -> None:
    """An entity's life on all lists, in the snapshots that are given: a store stands for all in it.

    Exit code 0: found. 1: in none of them.

    \b
    holdpoint data history "SEZ Alabuga" --snapshot before --snapshot after
    """
    from holdpoint.cli._data_history import show_history

    raise typer.Exit(console.run(lambda: show_history(entity, snapshot, as_json=as_json)))


add_update_commands(data)
data.command("watch")(data_watch)
