"""`holdpoint match`."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from rich.console import Console

    from holdpoint.matching import Match
    from holdpoint.model import PartyQuery

_LONGEST = 500

_STYLE = {"same": "bold red", "resembles": "yellow", "different": "dim"}
_MARK = {"agree": ("=", "green"), "contradict": ("≠", "red"), "unknown": ("?", "dim")}


def match_name(
    name: str,
    *,
    country: str | None,
    party_type: str,
    birth_date: str | None,
    limit: int,
    snapshot: Path | None,
    as_json: bool,
) -> int:
    """Look a name up and print the candidates; returns the exit code."""
    query = _query(name, country, party_type, birth_date)
    known = open_told(snapshot)
    known.check()
    hits = known.match(query, limit)
    if as_json:
        console.print_json([_as_json(hit) for hit in hits])
    else:
        _show(hits, console.out())
    return console.ATTENTION if hits else console.OK


def _query(name: str, country: str | None, party_type: str, birth_date: str | None) -> PartyQuery:
    """What was typed as a query; refused with a reason where nothing could be compared."""
    from holdpoint.model import PartyQuery, PartyType
    from holdpoint.text import country_code, date_interval

    code = country_code(country) if country else None
    if country and code is None:
        raise HoldpointError(f"--country {country!r}: no such country. Use an ISO code or a name.")
    if party_type not in get_args(PartyType):
        raise HoldpointError(
            f"--type {party_type!r}: no such type. Use {', '.join(get_args(PartyType))}."
        )
    if birth_date:
        try:
            date_interval(birth_date)
        except ValueError:
            raise HoldpointError(
                f"--birth-date {birth_date!r}: not a date. Write it as 1978-03-02, 1978-03 or 1978."
            ) from None
    return PartyQuery(
        name=_name(name), country=code, type=cast("PartyType", party_type), birth_date=birth_date
    )


def _name(typed: str) -> str:
    from holdpoint.screening import says_who

    try:
        # A terminal of another locale hands on bytes; they are UTF-8 or they are nothing.
        name = os.fsencode(typed).decode("utf-8").strip()
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise HoldpointError("the name is not in UTF-8. Set the terminal to it.") from None
    if not name:
        raise HoldpointError("the name is empty. Give one, in quotes.")
    if len(name) > _LONGEST:
        raise HoldpointError(
            f"the name has {len(name):,} characters; no list has longer ones than {_LONGEST}. "
            "Give the name alone."
        )
    if any(unicodedata.category(c) == "Cc" and not c.isspace() for c in name):
        raise HoldpointError("the name holds control characters. Type it again without them.")
    if not says_who(name):
        raise HoldpointError(
            "nothing in this name can be compared: it holds no letters, or only words such as "
            "company forms. Give the name itself."
        )
    return " ".join(name.split())


def _as_json(hit: Match) -> dict[str, Any]:
    from holdpoint.files import plain

    return {"entity": plain(hit.entity), "comparison": plain(hit.comparison, keep_empty=True)}


def _show(hits: tuple[Match, ...], screen: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    if not hits:
        screen.print("Nothing on the lists resembles this name.")
        return
    for number, hit in enumerate(hits, 1):
        comparison, entity = hit.comparison, hit.entity
        head = Text(f"{number}. ")
        head.append(f"{comparison.probability:.4f} ", style="bold")
        head.append(f"{comparison.identity:9} ", style=_STYLE[comparison.identity])
        head.append(entity.caption, style="bold")
        screen.print(head)
        for listing in entity.listings:
            dated = f", listed on {listing.listed_on}" if listing.listed_on else ""
            programmes = f" [{', '.join(listing.programmes)}]" if listing.programmes else ""
            text = f"   {listing.authority} {listing.list}: {listing.measure}{programmes}{dated}"
            screen.print(Text(f"{text}  ({entity.id})"))
        table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
        for part in comparison.parts:
            mark, style = _MARK[part.verdict]
            left, right = (console.visible(side or "-") for side in (part.left, part.right))
            table.add_row("  ", Text(mark, style=style), part.name, left, right, part.note)
        screen.print(table)
        if comparison.settle:
            screen.print(Text(f"   would settle it: {'; '.join(comparison.settle)}", style="dim"))
