"""`holdpoint track`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.cli._output import check_target, writing

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from holdpoint.knowledge import Snapshot
    from holdpoint.tracks import Event, Messages, Port, TrackReport

_WORDS = {
    "gap": "gap", "stop": "stop", "port_call": "port call", "loitering": "loitering",
    "encounter": "encounter", "jump": "jump", "two_places": "two places at once",
    "identity_swap": "identity swap", "identity_change": "identity change",
    "flag_change": "change of flag", "wrong_imo": "wrong IMO number",
}  # fmt: skip
_STYLES = {"strong": "red", "question": "yellow", "note": "dim"}
_MOST_VESSELS = 15
_MOST_EVENTS = 200
_PORT_KINDS = frozenset({"port"})


def show_track(
    file: Path,
    *,
    mapping: Path | None,
    map_file: str | None,
    snapshot: Path | None,
    policy: Path | None,
    as_json: bool,
) -> int:
    """Read, analyse, print, and write the map; returns the exit code."""
    from holdpoint.screening import load_policy
    from holdpoint.tracks import analyse, read_track

    inputs = [console.need_file(path) for path in (file, mapping, policy) if path]
    target = check_target(map_file, inputs)
    limits = load_policy(policy).track
    ports = ports_of(open_told(snapshot))
    with console.progress("Reading"):
        messages = read_track(file, mapping)
        report = analyse(messages, ports, limits)
    console.show_problems(messages.problems)
    if len(messages.problems) < messages.refused:
        console.note(f"{messages.refused - len(messages.problems):,} more lines are not told.")
    if as_json:
        console.print_json(track_row(messages, report))
    else:
        _show(messages, report, console.out())
    if target is not None:
        from holdpoint.cli._track_map import track_map

        with writing(target) as handle:
            handle.write(track_map(file.name, report, ports).encode("utf-8"))
        console.note(f"The map is in {target}.")
    if any(problem.fatal for problem in messages.problems):
        return console.UNREADABLE
    return console.ATTENTION if any(e.tier != "note" for e in report.events) else console.OK


def ports_of(snapshot: Snapshot) -> tuple[Port, ...]:
    """The ports that a snapshot knows: its own, and those of the world's gazetteer elsewhere."""
    from holdpoint.tracks import Port

    own = tuple(
        Port(
            id=place.id,
            name=place.name,
            lat=place.lat,
            lon=place.lon,
            uncertainty_km=place.uncertainty_km,
            watched=place.watched or bool(place.listings),
        )
        for place in snapshot.places
        if place.kind in _PORT_KINDS and place.lat is not None and place.lon is not None
    )
    if snapshot.world is None:
        return own
    codes = {code for place in snapshot.places for code in place.codes.values()}
    others = (
        Port(
            id=place.id,
            name=place.name,
            lat=place.lat,
            lon=place.lon,
            uncertainty_km=place.uncertainty_km,
        )
        for place in snapshot.world.places()
        if place.kind in _PORT_KINDS
        and place.lat is not None
        and place.lon is not None
        and codes.isdisjoint(place.codes.values())
    )
    return (*own, *others)


def track_row(messages: Messages, report: TrackReport) -> dict[str, Any]:
    """The report as JSON; the points of the track are left to the map."""
    from holdpoint.files import plain

    row: dict[str, Any] = plain(report)
    for vessel in row["vessels"]:
        vessel.pop("points", None)
    read = {"read": messages.read, "other": messages.other, "refused": messages.refused}
    return {"messages": {**read, "undecoded": messages.undecoded}, **row}


def _show(messages: Messages, report: TrackReport, screen: Console) -> None:
    from rich.text import Text

    screen.print(
        f"{messages.read:,} messages read, {messages.other:,} of other kinds, "
        f"{messages.refused:,} refused."
    )
    if messages.undecoded:
        console.note(
            f"{messages.undecoded:,} messages need pyais: install the extra, holdpoint[ais]."
        )
    screen.print(_vessels(report))
    if len(report.vessels) > _MOST_VESSELS:
        screen.print(f"and {len(report.vessels) - _MOST_VESSELS:,} more vessels (--json has all).")
    shown = sorted(report.events, key=lambda e: e.tier == "note")[:_MOST_EVENTS]
    screen.print(_events([e for e in report.events if e in shown]) if shown else "No event.")
    if len(report.events) > len(shown):
        screen.print(f"and {len(report.events) - len(shown):,} more events (--json has all).")
    for event in report.of("gap"):
        _reach(event, screen)
    for check, why in report.not_run:
        screen.print(Text(f"Not run: {check}: {why}.", style="yellow"))
    for caveat in report.caveats:
        screen.print(Text(caveat, style="dim"))


def _vessels(report: TrackReport) -> Table:
    from rich.table import Table

    table = Table(title="Vessels", title_justify="left", title_style="bold")
    for name in ("MMSI", "IMO", "name", "positions", "from", "until", "own speed"):
        table.add_column(name, justify="right" if name in {"positions", "own speed"} else "left")
    for vessel in report.vessels[:_MOST_VESSELS]:
        table.add_row(
            f"{vessel.mmsi:09d}",
            ", ".join(map(str, vessel.imo)) or "not stated",
            console.visible(", ".join(vessel.names)) or "not stated",
            f"{vessel.positions:,}",
            vessel.start or "no time",
            vessel.end or "no time",
            "-" if vessel.speed_kn is None else f"{vessel.speed_kn:.1f} kn",
        )
    return table


def _events(events: Sequence[Event]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(title="Events", title_justify="left", title_style="bold")
    for name in ("what", "vessel", "from", "until", "what was seen", "lines"):
        table.add_column(name)
    for event in events:
        table.add_row(
            Text(_WORDS[event.kind], style=_STYLES[event.tier]),
            f"{event.mmsi:09d}",
            event.start or "no time",
            event.end or "",
            console.visible(event.detail),
            "-".join(map(str, dict.fromkeys(event.lines))),
        )
    return table


def _reach(event: Event, screen: Console) -> None:
    if not event.feasible:
        return
    told = "; ".join(
        f"{one.name}{' (watched)' if one.watched else ''}, {one.spare_hours:.1f} h to spare"
        for one in event.feasible
    )
    start = event.start or f"line {event.lines[0]}"
    screen.print(
        f"In the gap from {start} it could have called, as the crow flies, at: "
        f"{console.visible(told)}."
    )
