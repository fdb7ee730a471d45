"""How well a scorer tells labelled pairs apart: the figures that two benchmarks share."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import _peers
from benchmarks._common import report
from benchmarks._logistic import reliability
from benchmarks._pairs import Pair, Properties, read_pairs
from holdpoint.matching import compare
from holdpoint.screening import load_policy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = load_policy().hold_from
"""From where a resemblance holds an order by default."""

STRINGS_ALIKE = 0.85
"""From where the floor alerts: its best place on the public pairs."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What one matcher says to each pair.

    Attributes:
        name: Of the matcher.
        scores: Pair by pair, 0 to 1.
        threshold: From where it alerts by default.
        calibrated: Whether it claims that its scores are probabilities.
    """

    name: str
    scores: Sequence[float]
    threshold: float
    calibrated: bool = False


def holdpoint_scores(pairs: Sequence[Pair], threshold: float = THRESHOLD) -> Scored:
    """Holdpoint's probabilities."""
    scores = [compare(pair.query, pair.entity).probability for pair in pairs]
    return Scored("holdpoint", scores, threshold, calibrated=True)


def peer_scores(pairs: Sequence[Pair]) -> Iterator[Scored]:
    """Every peer that is installed."""
    for peer in _peers.peers():
        scores = [peer.score_pair(pair.left, pair.right, pair.schema) for pair in pairs]
        yield Scored(f"{peer.version} {peer.name}", scores, peer.threshold)


def string_scores(pairs: Sequence[Pair], names: Callable[[Properties], Sequence[str]]) -> Scored:
    """The floor: how alike two strings are after case, script and order are evened out."""
    from rapidfuzz.fuzz import WRatio

    from holdpoint.text import tokens

    def plain(text: str) -> str:
        return " ".join(sorted(tokens(text)))

    scores = [
        max(
            (WRatio(plain(a), plain(b)) / 100 for a in names(pair.left) for b in names(pair.right)),
            default=0.0,
        )
        for pair in pairs
    ]
    return Scored("WRatio, romanised", scores, STRINGS_ALIKE)


def figures(pairs: Sequence[Pair], scored: Scored) -> dict[str, object]:
    """Precision, recall and F1 at its threshold, the best F1, and the calibration error."""
    import numpy as np

    threshold = scored.threshold

    same = np.array([pair.same for pair in pairs])
    scores = np.round(np.array(scored.scores), 4)
    best, at = max((_f1(scores >= cut, same), cut) for cut in sorted({*scores, threshold}))
    alarm = scores >= threshold
    hits = int((alarm & same).sum())
    error = ""
    if scored.calibrated:
        error = f"{reliability(scores, same.astype(float), np.ones(len(same)))[0]:.3f}"
    return {
        "matcher": scored.name,
        "pairs": len(pairs),
        "same": int(same.sum()),
        "threshold": f"{threshold:.2f}",
        "precision": f"{hits / max(int(alarm.sum()), 1):.3f}",
        "recall": f"{hits / max(int(same.sum()), 1):.3f}",
        "F1": f"{_f1(alarm, same):.3f}",
        "best_F1": f"{best:.3f}",
        "at": f"{at:.2f}",
        "ECE": error,
    }


def _f1(alarm: NDArray[np.bool_], same: NDArray[np.bool_]) -> float:
    hits = int((alarm & same).sum())
    return 2 * hits / max(int(alarm.sum()) + int(same.sum()), 1)


def by_part(
    pairs: Sequence[Pair], scored: Scored, part: Callable[[Pair], str]
) -> list[dict[str, object]]:
    """The figures of one matcher for each part of the cases."""
    parts: dict[str, list[int]] = {}
    for number, pair in enumerate(pairs):
        parts.setdefault(part(pair), []).append(number)
    rows = []
    for name, numbers in sorted(parts.items()):
        some = replace(scored, scores=[scored.scores[i] for i in numbers])
        row = figures([pairs[i] for i in numbers], some)
        rows.append({"part": name} | row)
    return rows


def misses(
    pairs: Sequence[Pair], scored: Scored, names: Callable[[Properties], Sequence[str]]
) -> Iterator[str]:
    """Each pair that came out wrong, surest errors first; holds what the cases hold."""
    wrong = [
        (abs(score - scored.threshold), score, pair)
        for score, pair in zip(scored.scores, pairs, strict=True)
        if (round(score, 4) >= scored.threshold) != pair.same
    ]
    for _, score, pair in sorted(wrong, key=lambda row: -row[0]):
        sides = " | ".join(" / ".join(names(side)[:2]) for side in (pair.left, pair.right))
        label = "same" if pair.same else "other"
        yield f"{label}\t{score:.3f}\t{pair.schema}\t{pair.quality}\t{pair.category}\t{sides}"


def run(
    description: str | None,
    default: Path,
    part: Callable[[Pair], str],
    names: Callable[[Properties], Sequence[str]],
) -> None:
    """The command line of a benchmark over pairs."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--cases", type=Path, default=default, help="labelled pairs")
    parser.add_argument("--out", type=Path, help="CSV to write")
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument(
        "--misses", action="store_true", help="print every pair that came out wrong"
    )
    options = parser.parse_args()
    if not options.cases.exists():
        parser.exit(2, f"{options.cases}: no such file. Give labelled pairs with --cases.\n")
    pairs = list(read_pairs(options.cases))
    ours = holdpoint_scores(pairs, options.threshold)
    others = [string_scores(pairs, names), *peer_scores(pairs)]
    report([figures(pairs, one) for one in (ours, *others)], options.out)
    print()
    report(by_part(pairs, ours, part), None)
    if not _peers.installed():
        print(_peers.MISSING)
    if options.misses:
        print(*misses(pairs, ours, names), sep="\n")
