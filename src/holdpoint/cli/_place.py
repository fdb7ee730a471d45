"""`holdpoint place`: a text to places, explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from rich.console import Console

    from holdpoint.places import Gazetteer

_ADDRESS_SIGNS = 3
_SHOWN_ASIDE = 5


def show_places(
    texts: Sequence[str],
    *,
    country: str | None,
    mode: str | None,
    as_of: str | None,
    snapshot: Path | None,
    as_json: bool,
) -> int:
    """Explain every text and print the answers; returns the exit code."""
    from holdpoint.places import Gazetteer

    where = _country(country)
    _mode(mode)
    known = open_told(snapshot)
    day = console.day(as_of) or date.fromisoformat(known.list_date)
    gazetteer = Gazetteer(known.places, world=known.world)
    answers = [_answer(text, gazetteer, where, mode, day) for text in texts]
    if as_json:
        console.print_json(answers)
    else:
        screen = console.out()
        for number, answer in enumerate(answers):
            if number:
                screen.print()
            _show(answer, screen)
    return _code(answers)


def _code(answers: Sequence[Mapping[str, Any]]) -> int:
    if any(answer["problem"] for answer in answers):
        return console.UNREADABLE
    sure = all(answer["verdict"] in {"one", "number"} for answer in answers)
    return console.OK if sure else console.ATTENTION


def _country(text: str | None) -> str | None:
    if text is None:
        return None
    from holdpoint.text import country_code

    code = country_code(text)
    if code is None:
        raise HoldpointError(f"--country {text[:40]!r}: no such country. Give its ISO code.")
    return code


def _mode(text: str | None) -> None:
    from holdpoint.model import Mode

    if text is not None and text not in get_args(Mode):
        raise HoldpointError(f"--mode {text[:20]!r}: none of {', '.join(get_args(Mode))}.")


def _answer(
    text: str, gazetteer: Gazetteer, country: str | None, mode: str | None, day: date
) -> dict[str, Any]:
    """What is known of one text, as JSON values."""
    from holdpoint.places import read_number

    number = read_number(text)
    base: dict[str, Any] = {"text": text, "problem": None, "number": None, "address": []}
    if number is not None:
        problem = None if number.valid is not False else number.note
        return {
            **base,
            "verdict": "number",
            "number": number._asdict(),
            "problem": problem,
            "candidates": [],
            "set_aside": [],
            "note": number.note,
        }
    found = gazetteer.resolve(text, country=country, mode=mode)
    problem = found.note if found.note and "no place on Earth" in found.note else None
    return {
        **base,
        "verdict": found.verdict,
        "country": found.country,
        "candidates": [_row(candidate, day) for candidate in found.candidates],
        "set_aside": [_row(candidate, day) for candidate in found.set_aside],
        "note": found.note,
        "problem": problem,
        "address": _address(text, gazetteer, day),
    }


def _row(candidate: Any, day: date) -> dict[str, Any]:  # noqa: ANN401 - holdpoint.places.Candidate
    from holdpoint.places import in_force

    place = candidate.place
    return {
        "place": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "region": place.region,
        "lat": place.lat,
        "lon": place.lon,
        "uncertainty_km": candidate.uncertainty_km,
        "score": candidate.score,
        "why": candidate.why,
        "codes": dict(place.codes),
        "functions": None if candidate.functions is None else sorted(candidate.functions),
        "watched": place.watched,
        "listings": [
            {
                "act": f"{listing.act} {listing.annex}",
                "effect": listing.effect,
                "in_force": in_force(listing, day),
                "in_force_from": listing.in_force_from,
            }
            for listing in place.listings
        ],
        "source": place.source,
    }


def _address(text: str, gazetteer: Gazetteer, day: date) -> list[dict[str, Any]]:
    """Watched sites that the text points at, where it is an address."""
    from holdpoint.model import Party
    from holdpoint.places import party_sites

    if not any(sign.isdigit() for sign in text) or len(text.split()) < _ADDRESS_SIGNS - 1:
        return []
    found = gazetteer.resolve(text)
    party = Party(role="consignee", name="", country=found.country, address=text)
    evidence, _ = party_sites(party, gazetteer, as_of=day)
    keys = ("place", "place_name", "tier", "certain", "seen", "act", "in_force")
    return [{key: piece.data.get(key) for key in keys} for piece in evidence]


def _show(answer: Mapping[str, Any], screen: Console) -> None:
    from rich.text import Text

    said = {
        "one": "one place",
        "several": "may be several places, or only resembles one: a person must say which",
        "none": "no place that is known",
        "number": "a number",
    }[answer["verdict"]]
    screen.print(Text(console.visible(answer["text"]), style="bold") + Text(f": {said}"))
    if answer["note"]:
        style = "red" if answer["problem"] else ""
        screen.print(Text(f"  {answer['note']}", style=style))
    if answer["candidates"]:
        screen.print(_table(answer["candidates"]))
    for row in answer["candidates"]:
        for listing in row["listings"]:
            screen.print(Text(f"  {row['name']}: {_listed(listing)}", style="red"))
    for row in answer["address"]:
        sure = "gives it away" if row["certain"] else "may point at it"
        seen = console.visible(", ".join(row["seen"]))
        act = f"; listed in {row['act']}" if row["act"] else ""
        screen.print(Text(f"  as an address: {seen} {sure}: {row['place_name']}{act}"))
    for row in answer["set_aside"][:_SHOWN_ASIDE]:
        where = ", ".join(part for part in (row["region"], row["country"]) if part)
        line = f"  set aside: {row['name']} ({row['kind']}, {where}): {row['why']}"
        screen.print(Text(console.visible(line), style="dim"))
    if (rest := len(answer["set_aside"]) - _SHOWN_ASIDE) > 0:
        screen.print(Text(f"  and {rest} more set aside (--json shows all)", style="dim"))


def _listed(listing: Mapping[str, Any]) -> str:
    state = {True: "in force", False: "not in force", None: "first day not known"}
    since = f" since {listing['in_force_from']}" if listing["in_force"] else ""
    effect = listing["effect"].replace("_", " ")
    return f"{effect} by {listing['act']}, {state[listing['in_force']]}{since}"


def _table(rows: Sequence[Mapping[str, Any]]) -> Any:  # noqa: ANN401 - a table of rich
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 2))
    for head in ("place", "kind", "country", "point", "± km", "score", "why", "source"):
        table.add_column(head, overflow="fold")
    for row in rows:
        point = "not known" if row["lat"] is None else f"{row['lat']:.3f}, {row['lon']:.3f}"
        region = f"{row['country'] or '?'}, {row['region']}" if row["region"] else row["country"]
        name = f"{row['name']} [{row['place']}]"
        table.add_row(
            console.visible(name),
            row["kind"].replace("_", " "),
            region or "?",
            point,
            f"{row['uncertainty_km']:g}",
            f"{row['score']:.2f}",
            console.visible(row["why"]),
            row["source"],
        )
    return table
