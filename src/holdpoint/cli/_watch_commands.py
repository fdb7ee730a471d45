"""The command that watches lists, and its options."""

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
    StarterOption,
    ZonesOption,
)
from holdpoint.cli._update_commands import (
    LISTS,
    AddressesOption,
    CaOption,
    GoneOption,
    KeysOption,
    ListsOption,
    OfflineOption,
    ProxyOption,
    RefusedOption,
    SourcesArgument,
)
from holdpoint.errors import HoldpointError


def data_watch(  # noqa: PLR0917 - typer makes options of them
    store: Annotated[Path, typer.Option("--store", help="Where snapshots are built and in use.")],
    sources: SourcesArgument = None,
    every: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--every", metavar="TIME", help="From round to round: 30m, 6h, 1d."),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="One round, and its exit code.")] = False,
    decisions: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option(metavar="DIR", help="Past decisions: the folder of `screen --out`."),
    ] = None,
    reports: Annotated[
        Path, typer.Option(metavar="DIR", help="Where each round is written, JSON and HTML.")
    ] = Path("watch"),
    policy: PolicyOption = None,
    check: Annotated[
        int, typer.Option(help="Screen so many of the skipped decisions as a proof.", min=0)
    ] = 0,
    lists: ListsOption = LISTS,
    starter: StarterOption = True,
    not_same: NotSameOption = None,
    claims: ClaimsOption = None,
    zones: ZonesOption = None,
    addresses: AddressesOption = None,
    keys: KeysOption = None,
    proxy: ProxyOption = None,
    ca: CaOption = None,
    offline: OfflineOption = False,
    most_gone: GoneOption = 0.20,
    most_refused: RefusedOption = 0.01,
    as_json: JsonOption = False,
) -> None:
    """Fetch, build, rescreen and report, again and again; nothing is activated by itself.

    Unless the policy says so: `watch: {activate: when_nothing_changes}` or `always`.
    A snapshot that waits is put in use by `holdpoint data activate`.

    Exit code of --once 0: all lists are current and nothing waits. 1: a person must look (a
    snapshot waits, decisions change, a list is stale). 2: a list was not brought up to date, or
    the round failed. A watch that is stopped between two rounds ends with 0.

    \b
    holdpoint data watch --store snap --decisions decisions/ --every 6h
    holdpoint data watch us-ofac-sdn un-sc --store snap --policy policy.yaml --once
    holdpoint data watch --store snap --decisions decisions/ --check 100 --once --json
    """
    from holdpoint.cli._update import Reach
    from holdpoint.cli._watch import watch_lists

    def run() -> int:
        from holdpoint.editions import Watching
        from holdpoint.knowledge import read_not_same

        if once == (every is not None):
            raise HoldpointError("Give --every TIME (30m, 6h, 1d) or --once.")
        return watch_lists(
            sources or [],
            Watching(
                lists=lists,
                store=store,
                reports=reports,
                decisions=console.need_file(decisions) if decisions else None,
                not_same=frozenset(read_not_same(console.need_file(not_same)) if not_same else ()),
                claims=console.need_file(claims) if claims else None,
                zones=tuple(console.need_file(path) for path in zones or ()),
                starter=starter,
                check=check,
            ),
            addresses=addresses,
            keys=keys,
            reach=Reach(proxy=proxy, ca=ca, most_gone=most_gone, most_refused=most_refused),
            offline=offline,
            every=every,
            policy=console.once("--policy", policy),
            as_json=as_json,
        )

    raise typer.Exit(console.run(run))
