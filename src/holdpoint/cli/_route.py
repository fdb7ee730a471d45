"""`holdpoint route`: a route's places, distances, listings and checks, explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.cli._output import check_target, writing
from holdpoint.cli._route_map import features, length

if TYPE_CHECKING:
    from rich.console import Console

    from holdpoint.knowledge import Snapshot
    from holdpoint.places import Gazetteer
    from holdpoint.screening import Policy


_STATES = {"hit": "red", "clear": "green", "not_run": "yellow"}


def show_route(
    way: str,
    *,
    day: str | None,
    map_file: str | None,
    snapshot: Path | None,
    policy: Path | None,
    as_json: bool,
) -> int:
    """Explain a route, print the answer and write the map; returns the exit code."""
    from holdpoint.intake import read_route
    from holdpoint.places import Gazetteer
    from holdpoint.screening import load_policy

    settings = load_policy(policy)
    legs = read_route(way)
    known = open_told(snapshot)
    when = console.day(day) or date.fromisoformat(known.list_date)
    target = check_target(map_file, [policy] if policy else []) if map_file else None
    gazetteer = Gazetteer(known.places, settings.route, known.world)
    answer = _answer(way, legs, gazetteer, known, when, settings)
    if target is not None:
        from holdpoint.report import map_page

        page = map_page(
            tuple(features(answer, gazetteer)),
            title=f"Route {console.visible(way)}",
            lead=[f"As of {when}. Circles show how far the true place may lie from its point."],
            notes=[f"{row['check']} {row['title']}: {row['why']}" for row in answer["checks"]],
        )
        with writing(target) as handle:
            handle.write(page.encode("utf-8"))
        console.note(f"The map is in {target}.")
    if as_json:
        console.print_json(answer)
    else:
        _show(answer, console.out())
    return _code(answer)


def _code(answer: Mapping[str, Any]) -> int:
    """2: a stop is no place on Earth. 1: something was found, or a stop is not one place."""
    if any("no place on Earth" in (row["note"] or "") for row in answer["stops"]):
        return console.UNREADABLE
    hit = any(row["state"] == "hit" for row in answer["checks"])
    sure = all(row["verdict"] == "one" for row in answer["stops"])
    return console.ATTENTION if hit or answer["listings"] or not sure else console.OK


def _answer(
    way: str,
    route: tuple[Any, ...],
    gazetteer: Gazetteer,
    known: Snapshot,
    day: date,
    policy: Policy,
) -> dict[str, Any]:
    from holdpoint.places import closures, resolve_stops, route_checks, route_evidence

    resolved = resolve_stops(route, gazetteer)
    stops, _ = resolved
    evidence, not_run = route_evidence(
        route, gazetteer, known.corridors, as_of=day, settings=policy.route, resolved=resolved
    )
    checks = route_checks(route, stops, evidence, as_of=day, limits=policy.checks)
    legs = [_leg(index, leg, stops) for index, leg in enumerate(route)]
    used = {passage for leg in legs for passage in leg["passages"]}
    return {
        "route": way,
        "as_of": day.isoformat(),
        "stops": [{**e.data, "subject": e.subject} for e in evidence if e.kind == "places"],
        "legs": legs,
        "listings": [
            {**e.data, "subject": e.subject} for e in evidence if e.kind == "place_listings"
        ],
        "sites": [
            {key: value for key, value in e.data.items() if key != "outline"}
            for e in evidence
            if e.kind == "sites"
        ],
        "corridors": [e.data for e in evidence if e.kind == "corridors"],
        "checks": [
            {
                "check": check.check,
                "title": check.title,
                "what": check.what or None,
                "state": check.state,
                "certain": check.certain,
                "why": check.why,
                "limit": check.limit or None,
                "clears_if": check.clears_if or None,
            }
            for check in checks
        ],
        "closures": [
            f"{c.passage} {c.state} since {c.first}: {c.why}"
            for c in closures(day)
            if c.passage in used
        ],
        "not_run": [f"{note.check}: {note.why}" for note in not_run],
    }


def _leg(index: int, leg: Any, stops: Sequence[Any]) -> dict[str, Any]:  # noqa: ANN401 - a leg
    from holdpoint.places import sea_way, span_km

    ends = {stop.end: stop for stop in stops if stop.leg == index}
    row: dict[str, Any] = {
        "leg": index,
        "mode": leg.mode,
        "from": leg.from_place,
        "to": leg.to_place,
        "km": None,
        "sea_km": None,
        "passages": [],
        "assumes": [],
        "way": [],
    }
    if len(ends) != 2:  # noqa: PLR2004 - both ends of a leg
        return row
    span = span_km(ends["from"], ends["to"])
    row["km"] = None if span is None else [round(span[0], 1), round(span[1], 1)]
    sure = all(stop.resolution.verdict == "one" for stop in ends.values())
    points = [stop.candidates[0].point for stop in ends.values()] if sure else [None]
    if leg.mode in {"sea", "river"} and None not in points:
        found = sea_way(ends["from"].candidates[0].point, ends["to"].candidates[0].point)
        if found is not None:
            row.update(sea_km=found.km, passages=list(found.passages), assumes=list(found.assumes))
            row["way"] = [list(point) for point in found.points]
    return row


def _show(answer: Mapping[str, Any], screen: Console) -> None:
    from rich.text import Text

    screen.print(Text(console.visible(f"{answer['route']}, as of {answer['as_of']}"), style="bold"))
    for row in answer["stops"]:
        names = "; ".join(_named(candidate) for candidate in row["candidates"]) or row["note"]
        line = f"  {row['text']} ({row['end']}): {row['verdict']}: {names}"
        screen.print(Text(console.visible(line)))
    screen.print()
    for leg in answer["legs"]:
        screen.print(Text(console.visible(f"  leg {leg['leg']} {leg['mode']}: {length(leg)}")))
    for row in {(r["place"], r["act"], r["annex"]): r for r in answer["listings"]}.values():
        state = {True: "in force", False: "not in force", None: "first day not known"}
        sure = "" if row["resolved"] else f" (perhaps: {row['resolved_why']})"
        line = (
            f"  listed: {row['place_name']}: {row['effect'].replace('_', ' ')} by {row['act']} "
            f"{row['annex']}, {state[row['in_force']]}{sure}"
        )
        screen.print(Text(console.visible(line), style="red" if row["in_force"] else "yellow"))
    screen.print()
    screen.print(_table(answer["checks"]))
    for line in answer["closures"]:
        screen.print(Text(f"  passage: {line}", style="dim"))


def _named(row: Mapping[str, Any]) -> str:
    where = "no point" if row["lat"] is None else f"{row['lat']:.2f}, {row['lon']:.2f}"
    return f"{row['name']} ({row['country']}, {where}, ± {row['uncertainty_km']:g} km)"


def _table(rows: Sequence[Mapping[str, Any]]) -> Any:  # noqa: ANN401 - a table of rich
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 2))
    for head in ("check", "looks for", "state", "seen, or why it did not run"):
        table.add_column(head, overflow="fold")
    for row in rows:
        state = row["state"].replace("_", " ")
        if row["state"] == "hit" and not row["certain"]:
            state = "hit, a question"
        table.add_row(
            row["check"],
            row["title"],
            Text(state, style=_STATES[row["state"]]),
            console.visible(row["why"]),
        )
    return table
