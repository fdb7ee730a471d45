"""The commands and their options; what each does stands in a module of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._claims_pages_commands import claims
from holdpoint.cli._data_commands import data
from holdpoint.cli._options import (
    AsOfOption,
    Format,
    JsonOption,
    NamesFileOption,
    NamesFormatOption,
    NamesOutOption,
    PolicyOption,
    QuestionsFormat,
    SnapshotOption,
    Whom,
)
from holdpoint.cli._place_commands import place, route
from holdpoint.cli._read_commands import read
from holdpoint.cli._rescreen_commands import rescreen
from holdpoint.cli._rules_commands import rules
from holdpoint.cli._track_commands import track
from holdpoint.errors import HoldpointError

app = typer.Typer(
    name="holdpoint",
    help="Stands between an order and its shipment: release, hold or block, with the evidence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(data, name="data")
app.add_typer(claims, name="claims")
app.add_typer(rules, name="rules")
app.command()(place)
app.command()(route)
app.command()(read)
app.command()(rescreen)


@app.command()
def screen(  # noqa: PLR0917 - typer makes options of them
    files: Annotated[
        list[Path],
        typer.Argument(help="Orders: JSON, JSON Lines, CSV, XLSX, Parquet; - is standard input."),
    ],
    format: Annotated[  # noqa: A002 - the option's name
        Optional[Format],  # noqa: UP045 - typer reads it at run time
        typer.Option("--format", "-f", help="Form; a table if left out."),
    ] = None,
    out: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--out", "-o", help="File to write; a folder (decisions/) gets the records."),
    ] = None,
    snapshot: SnapshotOption = None,
    as_of: AsOfOption = None,
    policy: PolicyOption = None,
    detail: Annotated[
        bool, typer.Option("--detail", help="Every finding below the table.")
    ] = False,
    track: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option("--track", metavar="FILE", help="Positions of the ships (AIS or CSV)."),
    ] = None,
    map: Annotated[  # noqa: A002 - the option's name
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--map", metavar="FILE", help="Write the routes as a map page (HTML)."),
    ] = None,
) -> None:
    """Screen orders: release, hold or block, each with its evidence.

    Exit code 0: all released. 1: something is held or blocked. 2: some input was unreadable.

    \b
    holdpoint screen orders.csv
    holdpoint screen orders.xlsx --format html --out report.html
    holdpoint screen orders.jsonl --snapshot snap --out decisions/
    holdpoint screen orders.json --track voyage.nmea --map routes.html
    """
    from holdpoint.cli._screen import screen_files

    raise typer.Exit(
        console.run(
            lambda: screen_files(
                files,
                form=format.value if format else None,
                out=out,
                snapshot=console.once("--snapshot", snapshot),
                as_of=as_of,
                policy=console.once("--policy", policy),
                detail=detail,
                track=track,
                map_file=map,
            )
        )
    )


@app.command()
def match(  # noqa: PLR0917 - typer makes options of them
    name: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Argument(help="A name, in any script.", show_default=False),
    ] = None,
    country: Annotated[Optional[str], typer.Option(help="ISO code or name.")] = None,  # noqa: UP045 - typer
    type: Annotated[  # noqa: A002 - the option's name
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option(help="company, person, vessel, aircraft, government."),
    ] = None,
    birth_date: Annotated[Optional[str], typer.Option(help="ISO, may be partial.")] = None,  # noqa: UP045 - typer
    address: Annotated[Optional[str], typer.Option(help="As far as it is known.")] = None,  # noqa: UP045 - typer
    id: Annotated[  # noqa: A002 - the option's name
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--id", metavar="KIND=VALUE", help="A number, such as imo=9187629; may be repeated."
        ),
    ] = None,
    file: NamesFileOption = None,
    format: NamesFormatOption = None,  # noqa: A002 - the option's name
    out: NamesOutOption = None,
    limit: Annotated[int, typer.Option(help="How many candidates.", min=1, max=100)] = 10,
    floor: Annotated[
        float, typer.Option(help="Least probability that is shown.", min=0.0, max=1.0)
    ] = 0.3,
    snapshot: SnapshotOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look a name up in the lists, explained; or every name of a file.

    Exit code 0: there is no candidate. 1: there is one. 2: a name cannot be compared.

    \b
    holdpoint match "Shahed Aviation" --country IR
    holdpoint match "Li Wu" --birth-date 1980 --id passport=E12345678
    holdpoint match "Елабуга ОЭЗ Алабуга" --snapshot snap --json
    holdpoint match --file customers.csv --format jsonl --out answers.jsonl
    """
    facts = {"country": country, "type": type, "birth_date": birth_date, "address": address}
    once = console.once

    def work() -> int:
        if file is not None:
            from holdpoint.cli._many import match_file

            single = [name, *facts.values(), *(id or ()), as_json or None]
            return match_file(
                file,
                alone=not any(value is not None for value in single),
                form=format.value if format else "table",
                out=out,
                limit=limit,
                floor=floor,
                snapshot=once("--snapshot", snapshot),
            )
        from holdpoint.cli._match import match_name

        if name is None:
            raise HoldpointError("there is no name. Give one in quotes, or a file with --file.")
        if format is not None or out is not None:
            raise HoldpointError("--format and --out belong to --file; for one name: --json.")
        return match_name(
            {"name": name, **facts},
            numbers=id or (),
            limit=limit,
            floor=floor,
            snapshot=once("--snapshot", snapshot),
            as_json=as_json,
        )

    raise typer.Exit(console.run(work))


@app.command()
def compare(
    left: Annotated[str, typer.Argument(metavar="A", help="A party: name, JSON, or @FILE.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    as_json: JsonOption = False,
) -> None:
    """Are these two the same party? Both names word by word, every fact, and what would settle it.

    Exit code 0: compared, whatever the answer. 2: a side cannot be read.

    \b
    holdpoint compare "JSC SEZ PPT Alabuga" "АО ОЭЗ ППТ Алабуга"
    holdpoint compare '{"name": "Li Wu", "birth_date": "1980"}' '{"name": "LI, Wu"}'
    holdpoint compare @ours.json @theirs.json --json

    \b
    Fields: name, aliases, type, country, address, identifiers, birth_date, birth_place, gender,
    position.
    """  # noqa: RUF002 - a name in Cyrillic letters
    from holdpoint.cli._compare import compare_parties

    raise typer.Exit(console.run(lambda: compare_parties(left, right, as_json=as_json)))


@app.command()
def goods(
    what: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Argument(
            metavar="[TEXT|CODE]", help="A description, or an HS code.", show_default=False
        ),
    ] = None,
    eccn: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--eccn", help="An ECCN, as fine as it is known: 3A001.a.7."),
    ] = None,
    destination: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--destination", "-d", help="Country of destination, code or name."),
    ] = None,
    snapshot: SnapshotOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """What goods are: a description, an HS code or an ECCN against the lists and the chart.

    Exit code 0: nothing speaks against it. 1: on a list, a licence is required, or it is unknown.
    2: the code cannot be read, or no goods have it.

    \b
    holdpoint goods "Zynq-7020 SoC FPGA module"
    holdpoint goods 8542.31 --destination AE
    holdpoint goods --eccn 3A001 --destination CN --snapshot snap
    """
    from holdpoint.cli._goods import show_goods

    raise typer.Exit(
        console.run(
            lambda: show_goods(
                what,
                eccn=eccn,
                destination=destination,
                snapshot=console.once("--snapshot", snapshot),
                as_of=as_of,
                as_json=as_json,
            )
        )
    )


@app.command()
def questions(  # noqa: PLR0917 - typer makes options of them
    transaction: Annotated[
        Path, typer.Argument(help="A file of orders; - is standard input.", show_default=False)
    ],
    order: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--order", metavar="ID", help="Only the order of this id."),
    ] = None,
    whom: Annotated[
        Optional[Whom],  # noqa: UP045 - typer reads it at run time
        typer.Option("--whom", help="Only what this one can answer."),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        QuestionsFormat,
        typer.Option("--format", "-f", help="markdown is a form to print, send and file."),
    ] = QuestionsFormat.table,
    out: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--out", "-o", help="File to write the form or the JSON to."),
    ] = None,
    snapshot: SnapshotOption = None,
    as_of: AsOfOption = None,
    policy: PolicyOption = None,
    as_json: JsonOption = False,
) -> None:
    """What to ask about an order, of whom and why; first what holds it.

    Exit code 0: nothing holds the order for want of an answer. 1: something does. 2: an order could
    not be read.

    \b
    holdpoint questions examples/order-incomplete.json
    holdpoint questions orders.jsonl --order SO-1010 --whom buyer
    holdpoint questions order.json --format markdown --out questions.md
    """
    from holdpoint.cli._questions import ask_about

    raise typer.Exit(
        console.run(
            lambda: ask_about(
                transaction,
                order=order,
                whom=whom.value if whom else None,
                form="json" if as_json else format.value,
                out=out,
                snapshot=console.once("--snapshot", snapshot),
                as_of=as_of,
                policy=console.once("--policy", policy),
            )
        )
    )


@app.command()
def replay(
    records: Annotated[list[Path], typer.Argument(help="Records that `screen --out DIR/` wrote.")],
    snapshot: SnapshotOption = None,
    policy: PolicyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make past decisions again: the same bytes, or what differs.

    Exit code 0: the same. 1: different, and where. 2: not a record, or altered.

    \b
    holdpoint replay decisions/SO-1007.json
    """
    from holdpoint.cli._replay import replay_records

    raise typer.Exit(
        console.run(
            lambda: replay_records(
                records,
                snapshot=console.once("--snapshot", snapshot),
                policy=console.once("--policy", policy),
                as_json=as_json,
            )
        )
    )


@app.command()
def demo(
    out: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option("--out", "-o", help="Write the run as an HTML page as well."),
    ] = None,
) -> None:
    """Screen the shipped example orders against the embedded knowledge; needs no network.

    \b
    holdpoint demo
    holdpoint demo --out demo.html
    """
    from holdpoint.cli._demo import run_demo

    raise typer.Exit(console.run(lambda: run_demo(out)))


@app.command()
def version() -> None:
    """Print the version."""
    raise typer.Exit(console.run(_print_version))


def _print_version() -> int:
    import holdpoint

    console.out().print(f"holdpoint {holdpoint.__version__}")
    return console.OK


def _version_asked(asked: bool) -> None:
    if asked:
        raise typer.Exit(console.run(_print_version))


@app.callback()
def top(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", is_eager=True, callback=_version_asked
        ),
    ] = False,
) -> None:
    """Stands between an order and its shipment: release, hold or block, with the evidence."""


app.command()(track)


def main() -> None:
    """Entry point of the `holdpoint` command."""
    console.prepare()
    app()
