"""Goods described in words: is a line listed, and which HS-6 code is it?

"Listed" is the common high-priority list or EAR Part 746 Supplement 7. The authored lines
(`benchmarks/data/goods_lines.csv`) are parted by hash: words and weights were made on the tuning
part, the test part is only measured. The lines of the second author were written later by somebody
who had not read the tables, and were never tuned on.

HS-6 codes stand beside textbook BM25 over the same nomenclature, and beside BM25 over all texts
that we read too. "Words unseen" is the same without the terms of general goods that stand in those
cases: the tables were written with them in view.

To hold: recall of 0.95 at a precision of 0.80 on the test part; top-5 of 1.5 times the baseline on
the public cases. Times are CPU time.

`python -m benchmarks.goods --cases CASES --out goods.csv`; a case is `description`, `hs_code` and
maybe `listed`, in JSON Lines or CSV. The committed figures are `benchmarks/results/goods.csv`.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks._common import report
from benchmarks._goods_bm25 import Bm25
from benchmarks._goods_cases import (
    HARMONISED,
    LINES,
    PUBLIC,
    SECOND,
    GoodsCase,
    nomenclature,
    nomenclature_rows,
    read_cases,
    tariff_rows,
)
from benchmarks._goods_eccn import eccn_rows
from benchmarks._goods_unseen import without_terms_of
from holdpoint.goods import Nomenclature, describe

_THRESHOLD = 0.5
_TOP = 5
_REPEATS = 3
_BANDS = 5


class Baselines:
    """The two baselines, over the subheadings alone and over all texts."""

    def __init__(self) -> None:
        rows = [(code, text) for code, text in nomenclature_rows() if len(code) == 6]
        known = {code for code, _ in rows}
        wider = [(code[:6], text) for code, text in tariff_rows() if code[:6] in known]
        self.plain = Bm25(rows)
        self.wide = Bm25([*rows, *wider])


def measure(
    name: str,
    cases: Sequence[GoodsCase],
    codes: Nomenclature | None,
    baselines: Baselines | None,
) -> dict[str, object]:
    """One row of the table.

    Args:
        name: What the cases are called.
        cases: They.
        codes: The nomenclature; the tables of the project alone where left out.
        baselines: None where the nomenclature does not lie there.
    """
    answers = [describe(case.description, codes, _TOP) for case in cases]
    row: dict[str, object] = {"cases": name, "n": len(cases)}
    row |= _listed(cases, [answer.listed for answer in answers])
    coded = [
        (case, [c.hs6 for c in answer.hs6])
        for case, answer in zip(cases, answers, strict=True)
        if case.hs6
    ]
    row |= _share("hs6", coded)
    for kind in ("plain", "wide"):
        engine = getattr(baselines, kind, None)
        ranked = [(case, engine.search(case.description, _TOP)) for case, _ in coded if engine]
        row |= _share(f"bm25_{kind}", ranked)
    ours, theirs = row["hs6_top5"], row["bm25_plain_top5"]
    good = isinstance(ours, float) and isinstance(theirs, float) and theirs > 0
    row["times_bm25"] = round(ours / theirs, 2) if good else ""  # type: ignore[operator]
    row["ms_a_line"] = _milliseconds(cases, codes)
    return row


def _listed(cases: Sequence[GoodsCase], said: Sequence[float | None]) -> dict[str, object]:
    pairs = [(c.listed, (p or 0.0) >= _THRESHOLD) for c, p in zip(cases, said, strict=True)]
    pairs = [pair for pair in pairs if pair[0] is not None]
    if not pairs:
        return {"listed_recall": "", "listed_precision": "", "brier": ""}
    both = sum(bool(want) and got for want, got in pairs)
    wanted, got = sum(bool(want) for want, _ in pairs), sum(got for _, got in pairs)
    misses = [
        ((p or 0.0) - bool(c.listed)) ** 2
        for c, p in zip(cases, said, strict=True)
        if c.listed is not None
    ]
    return {
        "listed_recall": round(both / wanted, 3) if wanted else "",
        "listed_precision": round(both / got, 3) if got else "",
        "brier": round(statistics.fmean(misses), 3),
    }


def _share(name: str, ranked: Sequence[tuple[GoodsCase, list[str]]]) -> dict[str, object]:
    if not ranked:
        return {f"{name}_top1": "", f"{name}_top5": ""}
    first = sum(codes[:1] == [case.hs6] for case, codes in ranked)
    among = sum(case.hs6 in codes[:_TOP] for case, codes in ranked)
    total = len(ranked)
    return {f"{name}_top1": round(first / total, 3), f"{name}_top5": round(among / total, 3)}


def _milliseconds(cases: Sequence[GoodsCase], codes: Nomenclature | None) -> float:
    """Median over the repeats of the mean time for a line."""
    times = []
    for _ in range(_REPEATS):
        began = time.process_time()
        for case in cases:
            describe(case.description, codes, _TOP)
        times.append((time.process_time() - began) / len(cases) * 1000)
    return round(statistics.median(times), 2)


def reliability(name: str, said: Sequence[tuple[float, bool]]) -> list[dict[str, object]]:
    """How often what was said with a probability is so, by bands of the probability.

    Args:
        name: What was said, of which cases.
        said: Probabilities, and whether it was so.
    """
    bands: list[list[tuple[float, bool]]] = [[] for _ in range(_BANDS)]
    for chance, right in said:
        bands[min(int(chance * _BANDS), _BANDS - 1)].append((chance, right))
    return [
        {
            "probability": name,
            "from": number / _BANDS,
            "n": len(band),
            "said": round(statistics.fmean(chance for chance, _ in band), 2),
            "so": round(statistics.fmean(right for _, right in band), 2),
        }
        for number, band in enumerate(bands)
        if band
    ]


def reliabilities(
    sets: Sequence[tuple[str, list[GoodsCase]]], codes: Nomenclature | None
) -> list[dict[str, object]]:
    """Reliability of "listed" and of the first code, a few rows a set."""
    rows = []
    for name, cases in sets:
        answers = [(case, describe(case.description, codes, 1)) for case in cases]
        listed = [(a.listed or 0.0, c.listed) for c, a in answers if c.listed is not None]
        first = [(a.hs6[0].probability, a.hs6[0].hs6 == c.hs6) for c, a in answers if a.hs6]
        rows += reliability(f"listed; {name}", listed)
        rows += reliability(f"first code; {name}", first)
    return rows


def case_sets(given: Path | None) -> list[tuple[str, list[GoodsCase]]]:
    """The sets of cases by name: those given, or the authored and the public ones."""
    if given is not None:
        return [(given.name, read_cases(given))]
    lines = read_cases(LINES)
    sets = [
        (f"lines, {part}", [case for case in lines if case.part == part])
        for part in ("tuning", "test")
    ]
    sets.append(("lines, second author", read_cases(SECOND)))
    public = [(path, read_cases(path)) for path in PUBLIC if path.exists()]
    sets += [(path.name.split(".")[0], cases) for path, cases in public]
    if public:
        sets.append(("public, together", [case for _, cases in public for case in cases]))
    return sets


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, help="cases (JSON Lines or CSV)")
    parser.add_argument("--out", type=Path, help="CSV to write, a row a set")
    options = parser.parse_args()
    there = HARMONISED.exists()
    codes, baselines = (nomenclature(), Baselines()) if there else (None, None)
    sets = case_sets(options.cases)
    rows = [measure(name, cases, codes, baselines) for name, cases in sets]
    if there and options.cases is None and sets[-1][0].startswith("public"):
        name, cases = sets[-1]
        with without_terms_of(cases) as left_out:
            row = measure(f"{name}, words unseen", cases, nomenclature(), baselines)
        rows.append(row)
        print(f"Words unseen: {left_out} terms of general goods are left out.")
    report(rows, options.out)
    print()
    report(reliabilities(sets, codes), None)
    if options.cases is None and (eccn := eccn_rows()):
        print()
        report(eccn, None)


if __name__ == "__main__":
    main()
