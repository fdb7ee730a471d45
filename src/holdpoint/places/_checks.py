"""The ten checks of a route, R1 to R10: each hits, is clear, or could not run and says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from holdpoint.model import Evidence, Leg, NotRun, Party
from holdpoint.places._check import Check, clear, not_run
from holdpoint.places._check_end import last_leg
from holdpoint.places._check_legs import impossible
from holdpoint.places._check_vessels import vessel_identity
from holdpoint.places._check_way import illogical
from holdpoint.places._geo import distance_km
from holdpoint.places._settings import CheckLimits
from holdpoint.places._stops import Stop

_NAMES: Mapping[str, str] = {
    "R3": "route.illogical",
    "R5": "route.impossible-leg",
    "R7": "route.vessel-identity",
    "R10": "route.last-leg",
}
"""Under which name a check that could not run is told in a decision."""


def route_checks(
    route: Sequence[Leg],
    stops: Sequence[Stop],
    evidence: Sequence[Evidence],
    *,
    as_of: date,
    gaps: Sequence[Mapping[str, Any]] | None = None,
    limits: CheckLimits | None = None,
) -> tuple[Check, ...]:
    """Run the checks that a route alone allows; the others say what they lack.

    Args:
        route: The legs in order.
        stops: Their ends, resolved.
        evidence: What :func:`holdpoint.places.route_evidence` laid down (R1, R2).
        as_of: The day of the closures.
        gaps: Gaps of the vessel's track with ``hours``, ``from_lat``, ``from_lon``, ``to_lat``,
            ``to_lon`` and ``implied_kn``; ``None`` where there is no track.
        limits: The defaults where ``None``.

    Returns:
        At least one row a check, in the order of the checks.
    """
    chosen = limits or CheckLimits()
    found = [
        *_of_evidence("R1", "corridors", evidence, stops),
        *_of_evidence("R2", "sites", evidence, stops),
        *illogical(route, stops, as_of, chosen),
        not_run("R4", "no goods and no trade statistics are given"),
        *impossible(route, stops, chosen),
        *_gaps(gaps, stops, chosen),
        *vessel_identity(route),
        not_run("R8", "no parties are given"),
        not_run("R9", "no parties are given"),
        *last_leg(route, stops),
    ]
    return tuple(found)


def check_evidence(
    route: Sequence[Leg],
    stops: Sequence[Stop],
    *,
    as_of: date,
    parties: Sequence[Party] = (),
    destination_country: str | None = None,
    limits: CheckLimits | None = None,
) -> tuple[list[Evidence], list[NotRun]]:
    """What the checks R3, R5, R7 and R10 say of the route of an order.

    Args:
        route: The legs in order, at least one.
        stops: Their ends, resolved.
        as_of: The day of the closures.
        parties: Of the order: a consignee who is where the route ends explains a port (R10).
        destination_country: ISO 3166-1 alpha-2, as the order states it.
        limits: The defaults where ``None``.

    Returns:
        Evidence of kind ``route_checks`` (subject ``route[0]``), one row a hit: ``check``,
        ``what``, ``detail``, ``certain`` (``True``, or ``None`` for a question), ``limit`` and
        ``clears_if``. The second list has the checks that could not run, each with the reason.
    """
    chosen = limits or CheckLimits()
    checks = (
        *illogical(route, stops, as_of, chosen),
        *impossible(route, stops, chosen),
        *vessel_identity(route),
        *last_leg(route, stops, parties=parties, destination_country=destination_country),
    )
    lacking = [
        NotRun(check=_NAMES[check.check], why=check.why)
        for check in checks
        if check.state == "not_run"
    ]
    return [_row(check) for check in checks if check.state == "hit"], lacking


def _row(check: Check) -> Evidence:
    data = {
        "check": check.check,
        "title": check.title,
        "what": check.what,
        "detail": check.why,
        "certain": check.certain,
        "limit": check.limit or None,
        "clears_if": check.clears_if,
    }
    return Evidence(kind="route_checks", subject=f"route[{check.leg}]", data=data)


def _of_evidence(
    check: str, kind: str, evidence: Sequence[Evidence], stops: Sequence[Stop]
) -> Iterator[Check]:
    rows = [piece.data for piece in evidence if piece.kind == kind]
    for row in rows:
        if kind == "corridors":
            ends = ", ".join(f"{hit['text']} ({hit['place_name']})" for hit in row["matched"])
            why = f"{row['tier']}, {row['direction']}: {row['name']}: {ends}; {row['source']}"
        else:
            why = _site_words(row)
        yield Check(
            check=check,
            state="hit",
            why=why,
            certain=row["certain"],
            clears_if="a person has seen what the goods are and who receives them",
        )
    if rows:
        return
    lost = [stop.resolution.text for stop in stops if stop.resolution.verdict == "none"]
    if lost:
        yield not_run(check, f"not resolved: {', '.join(lost)[:120]}")
    else:
        yield clear(check, "no stop is within reach of one")


def _site_words(row: Mapping[str, Any]) -> str:
    """Where a stop lies, seen from a watched site or its outline."""
    if "measured_to" not in row or not row["distance_km"]:
        inside = row["tier"] == "inside" or "measured_to" in row
        where = "inside the outline of" if inside else f"{row['distance_km']:g} km from"
        return f"{row['text']} lies {where} {row['place_name']}"
    return f"{row['text']} lies {row['distance_km']:g} km from the outline of {row['place_name']}"


def _gaps(
    gaps: Sequence[Mapping[str, Any]] | None, stops: Sequence[Stop], limits: CheckLimits
) -> Iterator[Check]:
    if gaps is None:
        yield not_run("R6", "no track is given")
        return
    long = [gap for gap in gaps if gap["hours"] >= limits.gap_hold_hours]
    for gap in long:
        near = [stop.resolution.text for stop in stops if _could_reach(gap, stop)]
        reach = f"; in reach: {', '.join(near)}" if near else ""
        why = f"no position for {gap['hours']:g} hours{reach}"
        yield Check(
            check="R6",
            state="hit",
            why=why,
            certain=None,
            clears_if="reception was poor there, or the log book shows where the ship was",
        )
    if not long:
        noted = sum(gap["hours"] >= limits.gap_note_hours for gap in gaps)
        yield clear("R6", f"no long gap; {noted} shorter noted")


def _could_reach(gap: Mapping[str, Any], stop: Stop) -> bool:
    """Whether the ship could have called at a stop within the gap, at its own speed."""
    speed = max(float(gap["implied_kn"]), 10.0) * 1.852
    for candidate in stop.candidates:
        if candidate.point is not None:
            way = distance_km((gap["from_lat"], gap["from_lon"]), candidate.point)
            way += distance_km(candidate.point, (gap["to_lat"], gap["to_lon"]))
            if way / speed <= gap["hours"]:
                return True
    return False
