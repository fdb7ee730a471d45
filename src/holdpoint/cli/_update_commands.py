"""The commands that fetch lists, and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._options import JsonOption

ListsOption = Annotated[
    Path, typer.Option("--lists", "-l", metavar="DIR", help="Where editions are kept.")
]
AddressesOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option("--addresses", metavar="CSV", help="A table of addresses of your own."),
]
KeysOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option("--keys", metavar="FILE", help="Keys, NAME=value a line; else the environment's."),
]
ProxyOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--proxy", metavar="URL", help="A proxy; else HTTPS_PROXY and the like."),
]
CaOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option("--ca", metavar="PEM", help="Certificates to trust instead of the usual."),
]
OfflineOption = Annotated[bool, typer.Option("--offline", help="Never connect.")]
GoneOption = Annotated[
    float,
    typer.Option("--most-gone", help="Share of the entries that may be gone.", min=0.0, max=1.0),
]
RefusedOption = Annotated[
    float,
    typer.Option(
        "--most-refused", help="Share of the rows that may be unreadable.", min=0.0, max=1.0
    ),
]
SourcesArgument = Annotated[
    Optional[list[str]],  # noqa: UP045 - typer reads it at run time
    typer.Argument(help="Ids of sources; all if left out.", show_default=False),
]
LISTS = Path("lists")


def add_update_commands(data: typer.Typer) -> None:
    """Add ``update`` and ``sources`` to the commands below ``holdpoint data``."""
    data.command("update")(data_update)
    data.command("sources")(data_sources)


def data_update(  # noqa: PLR0917 - typer makes options of them
    sources: SourcesArgument = None,
    lists: ListsOption = LISTS,
    addresses: AddressesOption = None,
    keys: KeysOption = None,
    proxy: ProxyOption = None,
    ca: CaOption = None,
    offline: OfflineOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be asked, and ask nobody.")
    ] = False,
    most_gone: GoneOption = 0.20,
    most_refused: RefusedOption = 0.01,
    as_json: JsonOption = False,
) -> None:
    """Fetch the newest editions; one that is not whole is not taken, and the old one stays.

    Exit code 0: every list asked for is up to date. 2: one is not; the table says why.

    \b
    holdpoint data update --dry-run
    holdpoint data update us-ofac-sdn un-sc --lists lists
    holdpoint data update --proxy http://proxy.example:3128 --ca company.pem
    """
    from holdpoint.cli._update import Reach, update_lists

    raise typer.Exit(
        console.run(
            lambda: update_lists(
                sources or [],
                lists=lists,
                addresses=addresses,
                keys=keys,
                reach=Reach(proxy=proxy, ca=ca, most_gone=most_gone, most_refused=most_refused),
                offline=offline,
                dry_run=dry_run,
                as_json=as_json,
            )
        )
    )


def data_sources(
    lists: ListsOption = LISTS, addresses: AddressesOption = None, as_json: JsonOption = False
) -> None:
    """Show where lists come from, which edition is in use, and how old it is.

    \b
    holdpoint data sources
    holdpoint data sources --lists lists --json
    """
    from holdpoint.cli._update import show_sources

    raise typer.Exit(
        console.run(lambda: show_sources(lists=lists, addresses=addresses, as_json=as_json))
    )
