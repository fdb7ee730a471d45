"""Fits what speaks for "listed" and for a code, and writes ``described_weights.csv``.

`python -m benchmarks._goods_fit`. "Listed" is fitted on the tuning lines, the scale of the codes on
them and on the public cases. The test lines are not read.
"""

from __future__ import annotations

import csv
import heapq
import math
from collections.abc import Sequence

import numpy as np

from benchmarks._common import ROOT
from benchmarks._goods_cases import (
    HARMONISED,
    LINES,
    PUBLIC,
    GoodsCase,
    nomenclature,
    read_cases,
)
from benchmarks._logistic import fit_logistic
from holdpoint.goods import Nomenclature
from holdpoint.goods._described_claims import claims_of
from holdpoint.goods._described_codes import code_scores, code_shares, names_field
from holdpoint.goods._described_listed import features
from holdpoint.goods._described_lists import lines_by_code
from holdpoint.goods._described_reading import read_line

OUT = ROOT / "src" / "holdpoint" / "goods" / "data" / "described_weights.csv"
# Signs that the meaning demands.
SIGNS = {
    "listed_subject": 1,
    "listed_subject_weak": 1,
    "listed_subject_long": 1,
    "listed_other": 1,
    "listed_part": 1,
    "unlisted_part": -1,
    "unlisted_subject": -1,
    "unlisted_other": -1,
    "diverted": -1,
    "thing": -1,
    "subject": -1,
    "beside_only": -1,
    "technical": 1,
    "consumer": -1,
}
_RIDGE = 0.002
_TEMPERATURES = (2.0, 2.6, 3.2, 4.0, 5.0)
_NONES = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0)
_LEAST = 1e-6

Ranked = tuple[list[tuple[str, float]], bool, str]
"""Codes with their scores, whether the line names a category of the field, and the right code."""


def main() -> None:
    """Fit and write."""
    cases = [case for case in read_cases(LINES) if case.part == "tuning"]
    with OUT.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["feature", "weight"])
        for name, weight in (*_listed(cases), *_codes(cases)):
            writer.writerow([name, f"{weight + 0.0:.3f}"])
    print(OUT.read_text("utf-8"))


def _listed(cases: Sequence[GoodsCase]) -> list[tuple[str, float]]:
    """Log-odds of the features of "listed"."""
    lines = lines_by_code(None)
    rows = [features(read_line(case.description), lines) for case in cases]
    design = np.array([[row.get(name, 0.0) for name in SIGNS] for row in rows])
    wanted = np.array([float(bool(case.listed)) for case in cases])
    fitted = fit_logistic(
        design, wanted, np.ones(len(cases)), signs=list(SIGNS.values()), ridge=_RIDGE
    )
    return list(zip(("intercept", *SIGNS), fitted, strict=True))


def _codes(tuning: Sequence[GoodsCase]) -> list[tuple[str, float]]:
    """Temperature of the codes' scores, and the scores of "none of them": least log-loss.

    The tuning lines and the public cases weigh the same: the first are the trade of this field,
    the others consumer goods.
    """
    public = [case for path in PUBLIC if path.exists() for case in read_cases(path)]
    if not (public and HARMONISED.exists()):
        raise SystemExit("The nomenclature and the public cases must lie there for this fit.")
    index = nomenclature()
    sets = [_ranked([case for case in cases if case.hs6], index) for cases in (tuning, public)]
    best: tuple[float, float, list[float]] = (math.inf, 0.0, [])
    for heat in _TEMPERATURES:
        fits = [
            min((_loss(sets, field, none, heat), none) for none in _NONES)
            for field in (False, True)
        ]
        best = min(best, (sum(loss for loss, _ in fits), heat, [none for _, none in fits]))
    _, heat, (none, none_field) = best
    return [("codes_temperature", heat), ("codes_none", none), ("codes_none_field", none_field)]


def _ranked(cases: Sequence[GoodsCase], index: Nomenclature) -> list[Ranked]:
    rows = []
    for case in cases:
        reading = read_line(case.description)
        claims = claims_of(reading, case.description)
        scores, _ = code_scores(reading.tokens, claims, index)
        ranked = heapq.nlargest(40, scores.items(), key=lambda pair: pair[1])
        rows.append((ranked, names_field(claims), case.hs6))
    return rows


def _loss(sets: Sequence[Sequence[Ranked]], field: bool, none: float, heat: float) -> float:
    """Log-loss of the lines of one kind, each set by its own size."""
    total = 0.0
    for rows in sets:
        for ranked, names, wanted in rows:
            if names is field:
                shares = code_shares([score for _, score in ranked], none, heat)
                chances = {code: share for (code, _), share in zip(ranked, shares, strict=True)}
                chance = chances.get(wanted, 1 - sum(shares))
                total -= math.log(max(chance, _LEAST)) / len(rows)
    return total


if __name__ == "__main__":
    main()
