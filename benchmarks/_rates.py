"""Shares with their uncertainty, counted by any property of the cases."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks._cases import Case
from benchmarks._filter import Answer

_Z = 1.959964
"""Of the normal distribution, for 95 %."""


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson (1927); 0 to 1 for no cases."""
    if not of:
        return 0.0, 1.0
    share, z2 = hits / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(middle - half, 0.0), min(middle + half, 1.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case.

    Attributes:
        rank: Place of the party among the candidates, from 1; ``None`` if it is not there.
        alert: Whether a person is asked about the party.
        alerts: How many entries a person is asked about, right or wrong.
        worth: The highest threshold at which the party alerts, 0 to 1.
    """

    case: Case
    rank: int | None
    alert: bool
    alerts: int
    worth: float


def outcome(case: Case, answer: Answer) -> Outcome:
    """Hold an answer against what was wanted."""
    return Outcome(
        case=case,
        rank=answer.rank(case.wanted),
        alert=any(key in case.wanted for key in answer.alerts),
        alerts=len(answer.alerts),
        worth=answer.worth(case.wanted),
    )


DIMENSIONS: dict[str, Callable[[Case], str]] = {
    "all": lambda _: "all",
    "group": lambda case: case.group,
    "kind": lambda case: case.kind,
    "type": lambda case: case.type,
    "list": lambda case: case.source,
    "script": lambda case: case.script,
}


def recall_rows(what: str, outcomes: Iterable[Outcome]) -> list[dict[str, object]]:
    """Shares of one set of cases, by every dimension."""
    done = list(outcomes)
    rows = []
    for dimension, of in DIMENSIONS.items():
        parts: dict[str, list[Outcome]] = {}
        for one in done:
            parts.setdefault(of(one.case), []).append(one)
        if len(parts) > 1 or dimension == "all":
            rows += [_row(what, dimension, value, part) for value, part in sorted(parts.items())]
    return rows


def _row(what: str, dimension: str, value: str, part: list[Outcome]) -> dict[str, object]:
    first = sum(one.rank == 1 for one in part)
    alerted = sum(one.alert for one in part)
    low, high = wilson(first, len(part))
    alert_low, alert_high = wilson(alerted, len(part))
    return {
        "what": what,
        "by": dimension,
        "value": value,
        "n": len(part),
        "rank_1": f"{first / len(part):.4f}",
        "low": f"{low:.4f}",
        "high": f"{high:.4f}",
        "top_10": f"{sum(one.rank is not None for one in part) / len(part):.4f}",
        "alert": f"{alerted / len(part):.4f}",
        "alert_low": f"{alert_low:.4f}",
        "alert_high": f"{alert_high:.4f}",
        "below_threshold": sum(one.rank is not None and not one.alert for one in part),
        "not_found": sum(one.rank is None for one in part),
        "alerts_a_query": f"{sum(one.alerts for one in part) / len(part):.2f}",
    }


def alarm_row(what: str, value: str, alarms: int, of: int) -> dict[str, object]:
    """How often clean names alert, in the form of :func:`recall_rows`."""
    low, high = wilson(alarms, of)
    blank = dict.fromkeys(("rank_1", "low", "high", "top_10"), "")
    return {
        "what": what,
        "by": "clean",
        "value": value,
        "n": of,
        **blank,
        "alert": f"{alarms / of:.4f}",
        "alert_low": f"{low:.4f}",
        "alert_high": f"{high:.4f}",
        "below_threshold": "",
        "not_found": "",
        "alerts_a_query": "",
    }
