"""`holdpoint place` and `holdpoint route`, and their options."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._options import JsonOption, PolicyOption, SnapshotOption


def place(
    texts: Annotated[
        list[str],
        typer.Argument(help="Names in any script, codes, coordinates, addresses, numbers."),
    ],
    country: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--country", metavar="CC", help="Country that the papers suggest."),
    ] = None,
    mode: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--mode", help="sea, air, road, rail, river: how the goods get there."),
    ] = None,
    as_of: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--as-of", metavar="DATE", help="The law of this day; the lists' if left out."
        ),
    ] = None,
    snapshot: SnapshotOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every place that a text may mean, with its source and how sure that is.

    Also UN/LOCODE, IATA and ICAO codes, coordinates, air waybills, containers, IMO and MMSI.
    Exit code 0: each is one place. 1: a text may be several or none. 2: one cannot be read.

    \b
    holdpoint place Amirabad
    holdpoint place "Сеща" RUMCX "36.78N 53.35E"
    holdpoint place "423601, Республика Татарстан, ОЭЗ Алабуга, ул. Ш-2"
    holdpoint place Tripoli --country LB --mode sea --json
    """
    from holdpoint.cli._place import show_places

    raise typer.Exit(
        console.run(
            lambda: show_places(
                texts,
                country=country,
                mode=mode,
                as_of=as_of,
                snapshot=console.once("--snapshot", snapshot),
                as_json=as_json,
            )
        )
    )


def route(
    way: Annotated[
        str, typer.Argument(help="Stops apart by >, a leg's mode in brackets before its end.")
    ],
    day: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--date", metavar="DATE", help="The law of this day; the lists' if left out."),
    ] = None,
    map: Annotated[  # noqa: A002 - the option's name
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--map", metavar="FILE", help="Write a map page (HTML) as well."),
    ] = None,
    snapshot: SnapshotOption = None,
    policy: PolicyOption = None,
    as_json: JsonOption = False,
) -> None:
    """A route: its places, distances, listed ports and airports, and ten checks.

    Exit code 0: nothing was found. 1: something was. 2: it cannot be read.

    \b
    holdpoint route "IRAMD>[sea]RUMCX>Seshcha"
    holdpoint route "NLRTM>[sea]TRMER>[road]KZAAU>[sea]RUMCX" --date 2025-03-01
    holdpoint route "IRAMD>[sea]RUMCX" --map route.html --json
    holdpoint route "IRAMD>[sea]RUMCX" --policy company.yaml
    """
    from holdpoint.cli._route import show_route

    raise typer.Exit(
        console.run(
            lambda: show_route(
                way,
                day=day,
                map_file=map,
                snapshot=console.once("--snapshot", snapshot),
                policy=console.once("--policy", policy),
                as_json=as_json,
            )
        )
    )
