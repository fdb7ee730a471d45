"""`holdpoint read` and its options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._options import JsonOption, SnapshotOption


class ReadingFormat(StrEnum):
    """Forms in which readings are written."""

    table = "table"
    json = "json"
    html = "html"


# typer reads the annotations at run time, where `X | None` and `Optional[X]` are alike.
PublishedOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--published", metavar="DATE", help="Day of publication (2023-06-09)."),
]
PublisherOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--publisher", help="Who printed it, if the document does not say."),
]
IssuerOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--issuer", help="Whose statement it is, if the document does not say."),
]
UrlOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--url", help="Where it was had from."),
]
RetrievedOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--retrieved", metavar="DATE", help="Day on which it was fetched."),
]
OutOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--out", "-o", help="File to write; a folder (pages/) for several pages."),
]
KeepOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option("--keep", metavar="DIR", help="Keep texts and versions in this folder."),
]
ModelUrlOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--model-url", metavar="URL", help="Ask a model too: the text goes there."),
]
ModelOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--model", metavar="NAME", help="Name of the model at that address."),
]
ModelKeyOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--model-key", metavar="VARIABLE", help="Environment variable with its key."),
]
ModelPriceOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--model-price", metavar="IN,OUT", help="Prices of a million tokens."),
]


def read(  # noqa: PLR0917 - typer makes options of them
    documents: Annotated[
        list[Path], typer.Argument(help="Text, Markdown, HTML, PDF or e-mail files.")
    ],
    published: PublishedOption = None,
    publisher: PublisherOption = None,
    issuer: IssuerOption = None,
    url: UrlOption = None,
    retrieved: RetrievedOption = None,
    format: Annotated[  # noqa: A002 - the option's name
        ReadingFormat, typer.Option("--format", "-f", help="Form of the readings.")
    ] = ReadingFormat.table,
    as_json: JsonOption = False,
    out: OutOption = None,
    keep: KeepOption = None,
    snapshot: SnapshotOption = None,
    model_url: ModelUrlOption = None,
    model: ModelOption = None,
    model_key: ModelKeyOption = None,
    model_price: ModelPriceOption = None,
) -> None:
    """Read disclosures into claims: who said what, how surely, in which words.

    Nothing is taken for true: a claim is what a source said. Nothing leaves the machine, unless
    a model is named with --model-url.
    Exit code 0: all were read. 2: a document could not be read; the others were.

    \b
    holdpoint read advisory.html
    holdpoint read report.txt --published 2023-06-09 --publisher "Example Gazette"
    holdpoint read release.pdf --json | jq '.claims[] | select(.predicate=="supplies")'
    holdpoint read report.txt --published 2023-06-09 --format html --out dossier.html
    holdpoint read *.html --keep disclosures/ --format json --out readings.json
    """
    from holdpoint.cli._read import read_documents

    raise typer.Exit(
        console.run(
            lambda: read_documents(
                documents,
                told={
                    "published": published,
                    "publisher": publisher,
                    "issuer": issuer,
                    "url": url,
                    "retrieved": retrieved,
                },
                form="json" if as_json else format.value,
                out=out,
                keep=keep,
                snapshot=console.once("--snapshot", snapshot),
                model=(model_url, model, model_key, model_price),
            )
        )
    )
