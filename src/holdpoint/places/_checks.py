"""The ten checks of a route, R1 to R10: each hits, is clear, or could not run and says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from holdpoint.model import Evidence, Leg
from holdpoint.places._geo import distance_km
from holdpoint.places._numbers import flag_of_mmsi
from holdpoint.places._sea import closures, sea_way, waters
from holdpoint.places._stops import Stop
from holdpoint.text import identifier_check

State = Literal["hit", "clear", "not_run"]
TITLES: Mapping[str, str] = {
    "R1": "watched corridor",
    "R2": "near a watched site",
    "R3": "illogical route",
    "R4": "hub and high-priority goods",
    "R5": "impossible leg",
    "R6": "gap near a port",
    "R7": "identity of the vessel",
    "R8": "forwarder as last consignee",
    "R9": "shared address",
    "R10": "vague last leg",
}
_SPEED_KMH: Mapping[str, float] = {
    "sea": 30 * 1.852,
    "river": 15 * 1.852,
    "road": 110.0,
    "rail": 200.0,
    "air": 1000.0,
}
_VAGUE = ("to order", "any port", "tba", "tbd", "unknown", "to be advised")
_DAY_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLimits:
    """Limits of the checks. No regulator gives such numbers; these are the project's own.

    Attributes:
        detour_ratio: Declared way by shortest way, above which a route is illogical (1.5).
        detour_km: Least kilometres more for it (500).
        back_km: How much nearer to the end an earlier stop lies than the last port (500).
        gap_note_hours: A gap of a track from here on is noted (6).
        gap_hold_hours: From here on it is a hit (12).
    """

    detour_ratio: float = 1.5
    detour_km: float = 500.0
    back_km: float = 500.0
    gap_note_hours: float = 6.0
    gap_hold_hours: float = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a check found.

    Attributes:
        certain: Whether it holds whatever the uncertainties are; ``None`` is a question.
        why: The values seen, in words; where it did not run, the reason.
        clears_if: What would resolve a hit.
    """

    check: str
    state: State
    why: str
    certain: bool | None = None
    clears_if: str = ""

    @property
    def title(self) -> str:
        """What is looked for."""
        return TITLES[self.check]


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
        *_illogical(route, stops, as_of, chosen),
        Check(check="R4", state="not_run", why="no goods and no trade statistics are given"),
        *_impossible(route, stops),
        *_gaps(gaps, stops, chosen),
        *_vessels(route),
        Check(check="R8", state="not_run", why="no parties are given"),
        Check(check="R9", state="not_run", why="no parties are given"),
        *_vague(route, stops),
    ]
    return tuple(found)


def _of_evidence(
    check: str, kind: str, evidence: Sequence[Evidence], stops: Sequence[Stop]
) -> Iterator[Check]:
    rows = [piece.data for piece in evidence if piece.kind == kind]
    for row in rows:
        if kind == "corridors":
            ends = ", ".join(f"{hit['text']} ({hit['place_name']})" for hit in row["matched"])
            why = f"{row['tier']}, {row['direction']}: {row['name']}: {ends}; {row['source']}"
        else:
            why = f"{row['text']} lies {row['distance_km']:g} km from {row['place_name']}"
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
        yield Check(check=check, state="not_run", why=f"not resolved: {', '.join(lost)[:120]}")
    else:
        yield Check(check=check, state="clear", why="no stop is within reach of one")


def span_km(one: Stop, other: Stop) -> tuple[float, float] | None:
    """The least and the greatest distance between two stops, over all that they may be.

    Returns:
        Kilometres by geodesic, less and plus both uncertainties; ``None`` where a point is missing.
    """
    spans = []
    for a in one.candidates:
        for b in other.candidates:
            if a.point is None or b.point is None:
                return None
            away, doubt = distance_km(a.point, b.point), a.uncertainty_km + b.uncertainty_km
            spans.append((max(0.0, away - doubt), away + doubt))
    return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None


def _pairs(route: Sequence[Leg], stops: Sequence[Stop]) -> Iterator[tuple[int, Leg, Stop, Stop]]:
    at = {(stop.leg, stop.end): stop for stop in stops}
    for index, leg in enumerate(route):
        start, end = at.get((index, "from")), at.get((index, "to"))
        if start is not None and end is not None:
            yield index, leg, start, end


def _illogical(
    route: Sequence[Leg], stops: Sequence[Stop], as_of: date, limits: CheckLimits
) -> Iterator[Check]:
    points = []
    for _, leg, start, end in _pairs(route, stops):
        here, there = start.candidates[:1], end.candidates[:1]
        sure = start.resolution.verdict == end.resolution.verdict == "one"
        if not sure or here[0].point is None or there[0].point is None:
            yield Check(check="R3", state="not_run", why="not every stop is one place with a point")
            return
        points.append((leg.mode, here[0].point, there[0].point))
    if len(points) != len(route) or not points:
        yield Check(check="R3", state="not_run", why="an end of a leg is missing")
        return
    shut = [c.passage for c in closures(as_of) if c.state == "closed"]
    hits = list(_detours(points, shut, limits)) + list(_backwards(points, limits))
    if hits:
        yield from hits
    else:
        yield Check(check="R3", state="clear", why="no detour by sea, no way back seen")


def _detours(
    points: Sequence[tuple[str, Any, Any]], shut: Sequence[str], limits: CheckLimits
) -> Iterator[Check]:
    """Legs by sea one after the other, against the shortest way over the network."""
    group: list[tuple[Any, Any]] = []
    for mode, start, end in [*points, ("", None, None)]:
        if mode == "sea":
            group.append((start, end))
            continue
        if len(group) > 1:
            ways = [sea_way(a, b, without=shut) for a, b in group]
            best = sea_way(group[0][0], group[-1][1], without=shut)
            if best is not None and all(ways):
                said = sum(way.km for way in ways if way is not None)
                if said > limits.detour_ratio * best.km and said - best.km > limits.detour_km:
                    assumed = "; ".join(best.assumes)
                    why = f"{said:.0f} km by sea for {best.km:.0f} km by the shortest way"
                    yield Check(
                        check="R3",
                        state="hit",
                        why=why + (f", assuming {assumed}" if assumed else ""),
                        certain=None,
                        clears_if="the carrier's schedule shows the way, or a passage was avoided",
                    )
        group = []


def _backwards(points: Sequence[tuple[str, Any, Any]], limits: CheckLimits) -> Iterator[Check]:
    """The last port lies farther from the end than an earlier stop."""
    if len(points) < 2 or points[-1][0] == "sea":  # noqa: PLR2004 - a port and a leg inland
        return
    goal = points[-1][2]
    last = distance_km(points[-1][1], goal)
    nearest = min(distance_km(start, goal) for _, start, _ in points[:-1])
    if last - nearest > limits.back_km:
        yield Check(
            check="R3",
            state="hit",
            why=f"the last stop lies {last:.0f} km from the end, an earlier one {nearest:.0f} km",
            certain=None,
            clears_if="a hub of the carrier explains the way",
        )


def _impossible(route: Sequence[Leg], stops: Sequence[Stop]) -> Iterator[Check]:
    dated, hits = 0, list[Check]()
    before: tuple[int, date] | None = None
    for index, leg in enumerate(route):
        depart, arrive = _day(leg.depart), _day(leg.arrive)
        if before is not None and depart is not None and depart < before[1]:
            why = f"route[{index}] departs on {depart}, before route[{before[0]}] arrives"
            hits.append(_hit("R5", f"{why} on {before[1]}", certain=True))
        if depart is not None and arrive is not None:
            dated += 1
            if arrive < depart:
                why = f"route[{index}] arrives on {arrive}, before it departs on {depart}"
                hits.append(_hit("R5", why, certain=True))
        if arrive is not None:
            before = (index, arrive)
    for index, leg, start, end in _pairs(route, stops):
        hits += _too_fast(index, leg, start, end)
    if hits:
        yield from hits
    elif dated == 0:
        yield Check(check="R5", state="not_run", why="no leg states when it departs and arrives")
    else:
        yield Check(check="R5", state="clear", why=f"{dated} dated legs can be travelled in time")


def _too_fast(index: int, leg: Leg, start: Stop, end: Stop) -> Iterator[Check]:
    depart, arrive, cap = _day(leg.depart), _day(leg.arrive), _SPEED_KMH.get(leg.mode)
    span = span_km(start, end)
    if depart is None or arrive is None or cap is None or span is None or arrive < depart:
        return
    least = span[0]
    if leg.mode == "sea" and start.resolution.verdict == end.resolution.verdict == "one":
        a, b = start.candidates[0], end.candidates[0]
        way = sea_way(a.point, b.point) if a.point and b.point else None
        if way is not None:
            least = max(least, way.km * 0.95 - a.uncertainty_km - b.uncertainty_km)
    # Days without hours: it may have left at the first minute and come in at the last.
    hours = ((arrive - depart).days + 1) * _DAY_HOURS
    if least / hours > cap:
        why = f"route[{index}]: at least {least:.0f} km by {leg.mode} in at most {hours} hours"
        yield _hit("R5", f"{why}: {least / hours:.0f} km/h, above {cap:.0f}", certain=True)


def _hit(check: str, why: str, *, certain: bool | None) -> Check:
    return Check(
        check=check, state="hit", why=why, certain=certain, clears_if="the papers are corrected"
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _gaps(
    gaps: Sequence[Mapping[str, Any]] | None, stops: Sequence[Stop], limits: CheckLimits
) -> Iterator[Check]:
    if gaps is None:
        yield Check(check="R6", state="not_run", why="no track is given")
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
        yield Check(check="R6", state="clear", why=f"no long gap; {noted} shorter noted")


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


def _vessels(route: Sequence[Leg]) -> Iterator[Check]:
    named = [(i, leg.vessel) for i, leg in enumerate(route) if leg.vessel is not None]
    if not named:
        yield Check(check="R7", state="not_run", why="no vessel is named")
        return
    hits = []
    for index, vessel in named:
        if vessel.imo and identifier_check("imo", vessel.imo) is False:
            hits.append(
                _hit("R7", f"route[{index}]: no ship has the IMO {vessel.imo}", certain=True)
            )
        flag = flag_of_mmsi(vessel.mmsi) if vessel.mmsi else None
        if flag and vessel.flag and flag != vessel.flag:
            why = f"route[{index}]: the MMSI is given out by {flag}, the flag is {vessel.flag}"
            hits.append(_hit("R7", why, certain=None))
    if hits:
        yield from hits
    elif all(vessel.imo is None and vessel.mmsi is None for _, vessel in named):
        yield Check(check="R7", state="not_run", why="a name alone identifies no vessel")
    else:
        yield Check(check="R7", state="clear", why="the numbers agree; no history is given")


def _vague(route: Sequence[Leg], stops: Sequence[Stop]) -> Iterator[Check]:
    last = next((stop for stop in reversed(stops) if stop.end == "to"), None)
    text = (route[-1].to_place or "").strip().lower() if route else ""
    if not text or any(word in text for word in _VAGUE):
        why = f"the route ends at {text!r}" if text else "the route states no end"
    elif last is not None and last.candidates and last.candidates[0].place.kind in {"port", "zone"}:
        kind = last.candidates[0].place.kind
        why = f"the route ends at a {kind}: {last.resolution.text}; no leg leads to the user"
    elif last is None or last.resolution.verdict == "none":
        yield Check(check="R10", state="not_run", why="the last place could not be resolved")
        return
    else:
        yield Check(check="R10", state="clear", why="the last leg names its place")
        return
    yield Check(
        check="R10", state="hit", why=why, clears_if="who takes the goods from there, and where to"
    )


def reachable_by_sea(one: Stop, other: Stop) -> bool | None:
    """Whether a ship of any size can pass between two stops; ``None`` where water is not known."""
    seas = [
        frozenset().union(*(waters(c.point) for c in stop.candidates if c.point is not None))
        for stop in (one, other)
    ]
    return bool(seas[0] & seas[1]) if all(seas) else None
