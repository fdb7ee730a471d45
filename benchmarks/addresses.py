"""Two addresses: one building or site, or two?

`python -m benchmarks.addresses --cases FILE.jsonl`. A case a line: `{"left": …, "right": …,
"is_match": true, "category": "other_number"}`; a side is a text or `{"text", "country"}`. The
project's own cases are split by a hash of the row into a half for tuning and one for testing;
figures are of the testing half, of other files all rows count. To hold: AUC .95, accuracy .92.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from benchmarks._common import ROOT, report
from holdpoint.matching._address_parts import score_parts
from holdpoint.matching._address_said import SAME_PLACE
from holdpoint.text import parse_address, romanise

OWN_CASES = ROOT / "tests" / "cases" / "pairs" / "addresses.jsonl"
BASELINE_THRESHOLD = 0.8
PEER_THRESHOLD = 0.7
GOAL_AUC, GOAL_ACCURACY = 0.95, 0.92


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair: text and country (ISO 3166-1 alpha-2 or unknown) of both sides."""

    left: tuple[str, str | None]
    right: tuple[str, str | None]
    same: bool
    category: str
    testing: bool


@dataclass(frozen=True, slots=True)
class Scorer:
    """One way of comparing, with the threshold from which on it says "same"."""

    name: str
    threshold: float
    score: Callable[[Case], float]


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file; `testing` is decided by the row's hash."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            canonical = json.dumps(row, sort_keys=True, ensure_ascii=False)
            first = hashlib.sha256(canonical.encode()).hexdigest()[0]
            yield Case(
                left=_side(row["left"]),
                right=_side(row["right"]),
                same=bool(row["is_match"]),
                category=row.get("category") or "",
                testing=first in "02468ace",
            )


def _side(value: str | dict[str, Any]) -> tuple[str, str | None]:
    return (value, None) if isinstance(value, str) else (value["text"], value.get("country"))


def own(case: Case) -> float:
    """Part by part."""
    return score_parts(parse_address(*case.left), parse_address(*case.right)).score


def baseline(case: Case) -> float:
    """A plain ratio of the romanised words."""
    return fuzz.token_set_ratio(romanise(case.left[0]), romanise(case.right[0])) / 100


def scorers() -> list[Scorer]:
    """Ours, the baseline, and the peer where it is installed."""
    found = [
        Scorer("holdpoint", SAME_PLACE, own),
        Scorer("token_set ratio, romanised", BASELINE_THRESHOLD, baseline),
    ]
    if importlib.util.find_spec("followthemoney") is not None:
        found.append(Scorer("followthemoney address", PEER_THRESHOLD, _peer()))
    return found


def _peer() -> Callable[[Case], float]:
    from followthemoney.types import registry

    def compare(case: Case) -> float:
        sides = [registry.address.clean(side[0]) or "" for side in (case.left, case.right)]
        return float(registry.address.compare(*sides))

    return compare


def auc(scored: Sequence[tuple[float, bool]]) -> float:
    """Chance that a pair of one place scores above a pair of two; ties count half."""
    ordered = sorted(score for score, _ in scored)
    ranks: dict[float, float] = {}
    for place, score in enumerate(ordered, 1):
        ranks.setdefault(score, place + (ordered.count(score) - 1) / 2)
    same = [ranks[score] for score, label in scored if label]
    other = len(scored) - len(same)
    if not same or not other:
        return float("nan")
    return (sum(same) - len(same) * (len(same) + 1) / 2) / (len(same) * other)


def measure(scorer: Scorer, cases: Sequence[Case]) -> list[dict[str, object]]:
    """One row over all cases, and one a category."""
    began = time.perf_counter()
    scored = [(scorer.score(case), case) for case in cases]
    micros = (time.perf_counter() - began) / max(len(cases), 1) * 1e6
    rows = [{**_row(scorer, "all", scored), "auc": f"{_auc(scored):.4f}", "us": f"{micros:.0f}"}]
    for category in sorted({case.category for case in cases}):
        part = [(score, case) for score, case in scored if case.category == category]
        rows.append({**_row(scorer, category, part), "auc": "", "us": ""})
    return rows


def _auc(scored: Sequence[tuple[float, Case]]) -> float:
    return auc([(score, case.same) for score, case in scored])


def _row(scorer: Scorer, category: str, scored: Sequence[tuple[float, Case]]) -> dict[str, object]:
    said = [(score >= scorer.threshold, case.same) for score, case in scored]
    hits = sum(one and same for one, same in said)
    alarms, same = sum(one for one, _ in said), sum(same for _, same in said)
    return {
        "scorer": scorer.name,
        "category": category,
        "n": len(said),
        "same": same,
        "accuracy": f"{sum(one == label for one, label in said) / max(len(said), 1):.4f}",
        "precision": f"{hits / alarms:.4f}" if alarms else "",
        "recall": f"{hits / same:.4f}" if same else "",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=OWN_CASES, help="JSON Lines of pairs")
    parser.add_argument("--out", type=Path, help="CSV to write")
    parser.add_argument("--tuning", action="store_true", help="the other half of the own cases")
    parser.add_argument("--misses", action="store_true", help="print every pair judged wrongly")
    options = parser.parse_args()
    if not options.cases.is_file():
        sys.exit(f"{options.cases}: no such file. Give labelled pairs with --cases.")
    cases = list(read_cases(options.cases))
    if options.cases == OWN_CASES:
        cases = [case for case in cases if case.testing is not options.tuning]
    rows = [row for scorer in scorers() for row in measure(scorer, cases)]
    if options.misses:
        for case in cases:
            if (own(case) >= SAME_PLACE) is not case.same:
                print(f"{own(case):.2f} {case.category}: {case.left[0]} | {case.right[0]}")
    report(rows, options.out)


if __name__ == "__main__":
    main()
