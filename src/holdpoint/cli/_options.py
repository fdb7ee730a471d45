"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer


class Format(StrEnum):
    """Forms in which decisions are written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    html = "html"


class NamesFormat(StrEnum):
    """Forms in which the answers to many names are written."""

    table = "table"
    jsonl = "jsonl"


class QuestionsFormat(StrEnum):
    """Forms in which questions are written."""

    table = "table"
    markdown = "markdown"


class Whom(StrEnum):
    """Who can be asked."""

    sales = "sales"
    engineering = "engineering"
    buyer = "buyer"
    end_user = "end_user"
    forwarder = "forwarder"
    carrier = "carrier"
    bank = "bank"


# typer reads the annotations at run time, where `X | None` and `Optional[X]` are alike.
SnapshotOption = Annotated[
    Optional[list[Path]],  # noqa: UP045 - typer reads it at run time
    typer.Option(
        "--snapshot", metavar="PATH", help="Snapshot or store; the embedded one if left out."
    ),
]
NamesFileOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option(
        "--file", metavar="PATH", help="Many names: TXT, CSV or JSON Lines; - is standard input."
    ),
]
NamesFormatOption = Annotated[
    Optional[NamesFormat],  # noqa: UP045 - typer reads it at run time
    typer.Option("--format", "-f", help="Form of the answers to --file; a table if left out."),
]
NamesOutOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--out", "-o", help="File to write the answers to --file."),
]
PolicyOption = Annotated[
    Optional[list[Path]],  # noqa: UP045 - typer reads it at run time
    typer.Option("--policy", metavar="PATH", help="The company's settings and rules (YAML)."),
]
AsOfOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--as-of", metavar="DATE", help="Judge by the law of this day (2026-11-20)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
RulePaths = Annotated[
    Optional[list[Path]],  # noqa: UP045 - typer reads it at run time
    typer.Argument(help="The company's own packs, checked beside the embedded ones."),
]
StarterOption = Annotated[
    bool, typer.Option("--starter/--no-starter", help="Include the starter knowledge.")
]
NotSameOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option(
        "--not-same", metavar="CSV", help="Pairs of entries that are two parties: one,other,why."
    ),
]
ClaimsOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option("--claims", metavar="DIR", help="A store of claims: those accepted in it."),
]
ZonesOption = Annotated[
    Optional[list[Path]],  # noqa: UP045 - typer reads it at run time
    typer.Option("--zones", metavar="FILE", help="Outlines of zones (GeoJSON); may be repeated."),
]
