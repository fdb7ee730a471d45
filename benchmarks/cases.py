"""Screens transactions with a known answer: which outcomes and findings are right?

A case is a transaction with `expect`: the outcome, rules that must speak (`findings`) and rules
that must be silent (`absent`), both by the beginning of their id. A case that is held or blocked
without need is an over-hold or over-block; one that is let through is an under-hold or
under-block. To hold: the shipped cases all come out as wanted but for those that the test of the
cases names as open.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks._common import ROOT, report
from holdpoint.model import Decision

CASES = ROOT / "tests" / "cases" / "transactions.jsonl"
_GRAVITY = {"release": 0, "hold": 1, "block": 2}
_ABOUT = ("expect", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of one case.

    Attributes:
        missing: Prefixes in `findings` that no finding begins with.
        unwanted: Findings that begin with a prefix in `absent`.
    """

    case: str
    wanted: str
    got: str
    missing: tuple[str, ...]
    unwanted: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def kind(self) -> str:
        """How the outcome compares: `right`, `over-hold`, `over-block`, `under-hold` and so on."""
        if self.got == self.wanted:
            return "right"
        if _GRAVITY[self.got] > _GRAVITY[self.wanted]:
            return f"over-{self.got}"
        return f"under-{self.wanted}"

    @property
    def good(self) -> bool:
        """Outcome and findings are all as wanted."""
        return self.kind == "right" and not self.missing and not self.unwanted

    def row(self) -> dict[str, object]:
        """One line of the table."""
        return {
            "case": self.case,
            "wanted": self.wanted,
            "got": self.got,
            "verdict": self.kind,
            "missing": " ".join(self.missing),
            "must_be_absent": " ".join(self.unwanted),
            "decided_by": " ".join(self.rules[:4]),
        }


def read_cases(path: Path) -> Iterator[tuple[dict[str, Any], Mapping[str, Any]]]:
    """Each transaction of a JSON Lines file, and what is expected of it."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            case = json.loads(line)
            yield {key: case[key] for key in case if key not in _ABOUT}, case["expect"]


def judge(transaction: Mapping[str, Any], expect: Mapping[str, Any], answer: Decision) -> Verdict:
    """Compare a decision with what was expected.

    Args:
        transaction: The case's transaction.
        expect: `outcome`, `findings` and `absent`.
        answer: The decision (`holdpoint.Screener.screen`).
    """
    rules = tuple(dict.fromkeys(finding.rule for finding in answer.findings))
    return Verdict(
        case=str(transaction["id"]),
        wanted=expect["outcome"],
        got=answer.outcome,
        missing=tuple(
            p for p in expect.get("findings", ()) if not any(r.startswith(p) for r in rules)
        ),
        unwanted=tuple(
            r for r in rules if r.startswith(tuple(expect.get("absent", ())) or ("\0",))
        ),
        rules=rules,
    )


def totals(verdicts: Sequence[Verdict]) -> list[dict[str, object]]:
    """How often each kind of verdict came, and the findings that were wrong."""
    kinds = Counter(verdict.kind for verdict in verdicts)
    kinds["findings missing"] = sum(bool(verdict.missing) for verdict in verdicts)
    kinds["findings that must be absent"] = sum(bool(verdict.unwanted) for verdict in verdicts)
    kinds["all as wanted"] = sum(verdict.good for verdict in verdicts)
    return [
        {"verdict": kind, "cases": count, "of": len(verdicts)}
        for kind, count in sorted(kinds.items())
    ]


def main() -> None:
    import holdpoint

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=CASES, help="cases (JSON Lines)")
    parser.add_argument("--snapshot", type=Path, help="snapshot; the embedded one if left out")
    parser.add_argument("--out", type=Path, help="CSV to write, a row a case")
    options = parser.parse_args()
    screener = holdpoint.Screener(holdpoint.open_snapshot(options.snapshot))
    verdicts = [judge(t, expect, screener.screen(t)) for t, expect in read_cases(options.cases)]
    wrong = [verdict.row() for verdict in verdicts if not verdict.good]
    if wrong:
        report(wrong, None)
        print()
    report(totals(verdicts), None)
    if options.out is not None:
        write(verdicts, options.out)


def write(verdicts: Sequence[Verdict], out: Path) -> None:
    """Write one CSV row a case."""
    import csv

    rows = [verdict.row() for verdict in verdicts]
    with out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
