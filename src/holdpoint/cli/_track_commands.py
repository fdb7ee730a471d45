"""`holdpoint track`: its options; what it does stands in :mod:`holdpoint.cli._track`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._options import JsonOption, PolicyOption, SnapshotOption


def track(
    file: Annotated[
        Path,
        typer.Argument(help="AIS sentences (NMEA) or a table of positions (CSV); gzip or not."),
    ],
    mapping: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--mapping", metavar="FILE", help="How a provider's table is to be read (YAML)."
        ),
    ] = None,
    map: Annotated[  # noqa: A002 - the option's name
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--map", metavar="FILE", help="Write a map page (HTML) as well."),
    ] = None,
    snapshot: SnapshotOption = None,
    policy: PolicyOption = None,
    as_json: JsonOption = False,
) -> None:
    """What a vessel's track shows: gaps, port calls, loitering, encounters, jumps, identities.

    Exit code 0: nothing to ask about. 1: something is. 2: a line or the file could not be read.

    \b
    holdpoint track voyage.nmea
    holdpoint track export.csv --mapping provider.yaml --map track.html
    holdpoint track voyage.nmea --policy company.yaml --json
    """
    from holdpoint.cli._track import show_track

    raise typer.Exit(
        console.run(
            lambda: show_track(
                file,
                mapping=mapping,
                map_file=map,
                snapshot=console.once("--snapshot", snapshot),
                policy=console.once("--policy", policy),
                as_json=as_json,
            )
        )
    )
