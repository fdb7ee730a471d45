"""The commands below `holdpoint claims` and their options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from holdpoint.cli import _console as console
from holdpoint.cli._options import JsonOption, SnapshotOption

claims = typer.Typer(
    help="Review what disclosures say, and keep who decided what and when.", no_args_is_help=True
)


class State(StrEnum):
    """What a person decided about a claim."""

    unreviewed = "unreviewed"
    accepted = "accepted"
    corrected = "corrected"
    rejected = "rejected"


class Kind(StrEnum):
    """How two claims stand to each other."""

    same = "same"
    supports = "supports"
    contradicts = "contradicts"
    refines = "refines"
    denies = "denies"
    supersedes = "supersedes"


class Reliability(StrEnum):
    """Codes of a source."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Codes of information."""

    one = "1"
    two = "2"
    three = "3"
    four = "4"
    five = "5"
    six = "6"


class ExportForm(StrEnum):
    """Forms in which claims are written."""

    json = "json"
    csv = "csv"
    ftm = "ftm"
    stac = "stac"


# typer reads the annotations at run time, where `X | None` and `Optional[X]` are alike.
StoreOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads it at run time
    typer.Option("--store", metavar="DIR", help="The store; the user's own if left out."),
]
ByOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--by", help="Who decides; the user of this machine if left out."),
]
AtOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--at", metavar="TIME", help="When: a day or a second in UTC; now if left out."),
]
AsOfOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--as-of", metavar="DATE", help="What was known at the end of this day (UTC)."),
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why.")]
MaybeReasonOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--reason", help="Why."),
]
ReliabilityOption = Annotated[
    Optional[Reliability],  # noqa: UP045 - typer reads it at run time
    typer.Option("--reliability", help="Of the source: A reliable … E not, F cannot be judged."),
]
CredibilityOption = Annotated[
    Optional[Credibility],  # noqa: UP045 - typer reads it at run time
    typer.Option("--credibility", help="Of the information: 1 confirmed … 6 cannot be judged."),
]
IdsArgument = Annotated[
    list[str], typer.Argument(metavar="ID…", help="Claims, by the first digits of their ids.")
]
StateOption = Annotated[
    Optional[list[State]],  # noqa: UP045 - typer reads it at run time
    typer.Option("--state", help="Only these; may be repeated."),
]
DocumentOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads it at run time
    typer.Option("--document", metavar="DOC", help="Only of this document (doc-…)."),
]


@claims.command("add")
def claims_add(  # noqa: PLR0917 - typer makes options of them
    documents: Annotated[
        Optional[list[Path]],  # noqa: UP045 - typer reads it at run time
        typer.Argument(metavar="[DOC]…", help="Text, Markdown, HTML, PDF or e-mail files."),
    ] = None,
    published: Annotated[Optional[str], typer.Option(help="Day of publication.")] = None,  # noqa: UP045 - typer
    publisher: Annotated[Optional[str], typer.Option(help="Who printed it.")] = None,  # noqa: UP045 - typer
    issuer: Annotated[Optional[str], typer.Option(help="Whose statement it is.")] = None,  # noqa: UP045 - typer
    url: Annotated[Optional[str], typer.Option(help="Where it was had from.")] = None,  # noqa: UP045 - typer
    retrieved: Annotated[Optional[str], typer.Option(help="Day on which it was fetched.")] = None,  # noqa: UP045 - typer
    reading: Annotated[
        Optional[list[Path]],  # noqa: UP045 - typer reads it at run time
        typer.Option("--reading", metavar="FILE", help="A reading in JSON; may be repeated."),
    ] = None,
    snapshot: SnapshotOption = None,
    store: StoreOption = None,
    by: ByOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read documents into the store: their claims wait for a person. Every quote is checked.

    Exit code 0: taken. 2: a document could not be read (the others were taken), or a reading is
    wrong (then nothing was).

    \b
    holdpoint claims add report.txt --published 2023-06-09 --publisher "Example Gazette"
    holdpoint claims add releases/*.html
    holdpoint claims add --reading briefing.json
    """
    from holdpoint.cli._claims import add_documents
    from holdpoint.cli._claims_door import Door

    told = {
        "published": published,
        "publisher": publisher,
        "issuer": issuer,
        "url": url,
        "retrieved": retrieved,
    }
    known = console.once("--snapshot", snapshot)
    door = Door(store, by, at, as_json=as_json)
    raise typer.Exit(
        console.run(lambda: add_documents(door, documents or [], reading or [], told, known))
    )


@claims.command("list")
def claims_list(
    state: StateOption = None,
    predicate: Annotated[Optional[str], typer.Option(help="Only this one.")] = None,  # noqa: UP045 - typer
    stance: Annotated[Optional[str], typer.Option(help="Only this one.")] = None,  # noqa: UP045 - typer
    entity: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option(help="Only where this is part of a name in the claim."),
    ] = None,
    document: DocumentOption = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """List claims: what each says, how surely, and what a person decided.

    \b
    holdpoint claims list --state unreviewed
    holdpoint claims list --entity "Alabuga" --as-of 2023-12-31
    holdpoint claims list --predicate supplies --stance alleged --json
    """
    from holdpoint.cli._claims import Choice
    from holdpoint.cli._claims_door import Door
    from holdpoint.cli._claims_view import list_claims

    choice = Choice(
        states=tuple(one.value for one in state or ()),
        predicate=predicate,
        stance=stance,
        entity=entity,
        document=document,
    )
    door = Door(store, as_of=as_of, as_json=as_json)
    raise typer.Exit(console.run(lambda: list_claims(door, choice)))


@claims.command("show")
def claims_show(
    claim: Annotated[str, typer.Argument(metavar="ID", help="Id, or its first digits.")],
    as_of: AsOfOption = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one claim: its words in their sentence, who said it, hedges, places, links, history.

    Exit code 0: shown. 2: there is no such claim.

    \b
    holdpoint claims show 3fa1
    holdpoint claims show claim-3fa1c02d9b7e4410 --as-of 2023-12-31 --json
    """
    from holdpoint.cli._claims_door import Door
    from holdpoint.cli._claims_view import show_claim

    door = Door(store, as_of=as_of, as_json=as_json)
    raise typer.Exit(console.run(lambda: show_claim(door, claim)))


@claims.command("accept")
def claims_accept(  # noqa: PLR0917 - typer makes options of them
    ids: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Argument(metavar="[ID]…", help="Claims, by the first digits of their ids."),
    ] = None,
    document: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--document", metavar="DOC", help="All of it that nobody has decided about."),
    ] = None,
    reliability: ReliabilityOption = None,
    credibility: CredibilityOption = None,
    reason: MaybeReasonOption = None,
    store: StoreOption = None,
    by: ByOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Accept claims, all or none: from the next snapshot on, orders are screened against them.

    Exit code 0: accepted. 2: one of them is not there, or another claim stands in its place.

    \b
    holdpoint claims accept 3fa1 90bc --reliability B --credibility 2
    holdpoint claims accept --document doc-1145940b --reason "read against the statement"
    """
    from holdpoint.cli._claims import Codes, accept_claims
    from holdpoint.cli._claims_door import Door

    codes = Codes(_value(reliability), _value(credibility))
    door = Door(store, by, at, as_json=as_json)
    raise typer.Exit(console.run(lambda: accept_claims(door, ids or [], document, codes, reason)))


@claims.command("reject")
def claims_reject(
    ids: IdsArgument,
    reason: ReasonOption,
    store: StoreOption = None,
    by: ByOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Reject claims, all or none: misread, or not to be relied on. They stay in the ledger.

    \b
    holdpoint claims reject 3fa1 --reason "the text speaks of another company"
    """
    from holdpoint.cli._claims import reject_claims
    from holdpoint.cli._claims_door import Door

    door = Door(store, by, at, as_json=as_json)
    raise typer.Exit(console.run(lambda: reject_claims(door, ids, reason)))


@claims.command("correct")
def claims_correct(  # noqa: PLR0917 - typer makes options of them
    claim: Annotated[str, typer.Argument(metavar="ID", help="Id, or its first digits.")],
    reason: ReasonOption,
    set_: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="subject, object, value, predicate, stance, modality, polarity or note.",
        ),
    ] = None,
    name: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Option("--name", metavar="THING=NAME", help="The name that is meant."),
    ] = None,
    place: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads it at run time
        typer.Option(
            "--place", metavar="THING=ID", help="The place that is meant: a candidate, or lat,lon."
        ),
    ] = None,
    quote: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option(help="Other words of the text on which it stands."),
    ] = None,
    sharpen: Annotated[
        bool, typer.Option("--sharpen", help="It may say more than before; hedges stay.")
    ] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Accept it at once.")] = False,
    reliability: ReliabilityOption = None,
    credibility: CredibilityOption = None,
    store: StoreOption = None,
    by: ByOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a corrected claim in the place of one. The first stays, and so do the source's hedges.

    Exit code 0: corrected. 2: it makes no sense, or says more than the source without --sharpen.

    \b
    holdpoint claims correct 3fa1 --place port=amirabad_port --reason "the port, not the village"
    holdpoint claims correct 3fa1 --set predicate=ships_to --reason "ships, does not supply"
    """
    from holdpoint.cli._claims import Change, Codes, correct_claim
    from holdpoint.cli._claims_door import Door

    change = Change(
        fields=set_ or [], names=name or [], places=place or [], quote=quote, sharpen=sharpen
    )
    codes = Codes(_value(reliability), _value(credibility))
    door = Door(store, by, at, as_json=as_json)
    raise typer.Exit(
        console.run(lambda: correct_claim(door, claim, change, codes, reason, accept=accept))
    )


@claims.command("link")
def claims_link(
    source: Annotated[str, typer.Argument(metavar="A", help="Id, or its first digits.")],
    target: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    kind: Annotated[Kind, typer.Argument(help="How A stands to B.")],
    reason: ReasonOption,
    store: StoreOption = None,
    by: ByOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say how two claims stand to each other. Nothing is merged; both stay as they are.

    \b
    holdpoint claims link 3fa1 90bc contradicts --reason "another place for the same plant"
    """
    from holdpoint.cli._claims import link_claims
    from holdpoint.cli._claims_door import Door

    door = Door(store, by, at, as_json=as_json)
    raise typer.Exit(console.run(lambda: link_claims(door, source, target, kind.value, reason)))


@claims.command("attach")
def claims_attach(  # noqa: PLR0917 - typer makes options of them
    ids: IdsArgument,
    title: Annotated[str, typer.Option(help="What it is.")],
    file: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option(help="The file; it is kept under its hash."),
    ] = None,
    url: Annotated[Optional[str], typer.Option(help="Where it was published.")] = None,  # noqa: UP045 - typer
    captured: Annotated[Optional[str], typer.Option(help="When it was taken.")] = None,  # noqa: UP045 - typer
    issuer: Annotated[Optional[str], typer.Option(help="Who made it public.")] = None,  # noqa: UP045 - typer
    released: Annotated[Optional[str], typer.Option(help="On which day.")] = None,  # noqa: UP045 - typer
    footprint: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option(metavar="W,S,E,N", help="What it covers, in degrees."),
    ] = None,
    site: Annotated[Optional[str], typer.Option(help="The place that it shows.")] = None,  # noqa: UP045 - typer
    store: StoreOption = None,
    by: ByOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put evidence beside claims: a picture, a paper, a track.

    \b
    holdpoint claims attach 3fa1 --file site.png --title "Satellite picture" --captured 2023-04-02
    """
    from holdpoint.cli._claims import attach_evidence
    from holdpoint.cli._claims_door import Door

    facts = {
        "title": title,
        "url": url,
        "captured": captured,
        "issuer": issuer,
        "released": released,
        "site": site,
    }
    door = Door(store, by, at, as_json=as_json)
    raise typer.Exit(console.run(lambda: attach_evidence(door, ids, file, facts, footprint)))


@claims.command("verify")
def claims_verify(
    head: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--head", metavar="HASH", help="A hash that was noted before: is it there?"),
    ] = None,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check every line of the ledger, every text and every quote, and print the last hash.

    Note the hash elsewhere: with --head it shows later that nothing before it was exchanged.

    Exit code 0: whole. 2: something was changed or is missing, and where.

    \b
    holdpoint claims verify
    holdpoint claims verify --head sha256:5e0f…
    """
    from holdpoint.cli._claims import verify_store
    from holdpoint.cli._claims_door import Door

    door = Door(store, as_json=as_json)
    raise typer.Exit(console.run(lambda: verify_store(door, head)))


@claims.command("export")
def claims_export(
    format: Annotated[  # noqa: A002 - the option's name
        ExportForm,
        typer.Option(
            "--format",
            "-f",
            help="JSON: everything; CSV: a row a claim; ftm: FollowTheMoney; stac: evidence.",
        ),
    ] = ExportForm.json,
    out: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--out", "-o", help="File to write; standard output if left out."),
    ] = None,
    state: StateOption = None,
    document: DocumentOption = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Write claims for other programs.

    \b
    holdpoint claims export --state accepted --format csv --out claims.csv
    holdpoint claims export --as-of 2023-12-31 --out known.json
    holdpoint claims export --format ftm --out claims.ftm.json
    holdpoint claims export --format stac --out evidence.json
    """
    from holdpoint.cli._claims import Choice, export_claims
    from holdpoint.cli._claims_door import Door

    choice = Choice(states=tuple(one.value for one in state or ()), document=document)
    door = Door(store, as_of=as_of)
    raise typer.Exit(console.run(lambda: export_claims(door, choice, format.value, out)))


@claims.command("feed")
def claims_feed(
    out: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option("--out", "-o", help="File to write; standard output if left out."),
    ] = None,
    title: Annotated[str, typer.Option(help="Name of the feed.")] = "Accepted claims",
    author: Annotated[
        Optional[str],  # noqa: UP045 - typer reads it at run time
        typer.Option(help="Who tells; the user of this machine if left out."),
    ] = None,
    link: Annotated[Optional[str], typer.Option(help="Where it will be published.")] = None,  # noqa: UP045 - typer
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Write the accepted claims as an Atom feed, newest first, so that others can be told.

    \b
    holdpoint claims feed --out feed.xml --title "Claims we rely on" --author "Example GmbH"
    """
    from holdpoint.cli._claims import write_feed
    from holdpoint.cli._claims_door import Door

    door = Door(store, as_of=as_of)
    raise typer.Exit(
        console.run(lambda: write_feed(door, out, title=title, author=author, link=link))
    )


def _value(code: StrEnum | None) -> str | None:
    return code.value if code else None
