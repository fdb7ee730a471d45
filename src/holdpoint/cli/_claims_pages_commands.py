"""The command `holdpoint claims page`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._claims_commands import AsOfOption, StoreOption, claims

__all__ = ["claims", "claims_page"]


class Kind(StrEnum):
    """What a page is about."""

    site = "site"
    route = "route"
    entity = "entity"


@claims.command("page")
def claims_page(
    names: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Argument(metavar="NAME…", help="A name, an alias or the id of a thing or place."),
    ] = None,
    document: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--document", metavar="DOC", help="The page of this document (doc-…)."),
    ] = None,
    kind: Annotated[
        Kind, typer.Option(help="What it is, for the words of the page.")
    ] = Kind.entity,
    title: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option(help="Heading; the first name if left out."),
    ] = None,
    out: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--out", "-o", help="File to write; standard output if left out."),
    ] = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Write what sources said of a site, route or entity, or a document, as one HTML page.

    \b
    holdpoint claims page "Alabuga Special Economic Zone" --kind site --out alabuga.html
    holdpoint claims page --document doc-2f8c --out document.html
    """
    from holdpoint.cli._claims_door import Door
    from holdpoint.cli._claims_pages import write_page

    door = Door(store, as_of=as_of)
    raise typer.Exit(
        console.run(
            lambda: write_page(
                door, names or (), document=document, kind=kind.value, title=title, out=out
            )
        )
    )
