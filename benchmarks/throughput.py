"""Many orders as JSON Lines: does memory stay flat, and how many are screened a second?

The orders are the shipped examples with other ids and fresh invented names, so that no memory of
names helps. To hold: 10,000 orders need no more than 100 MB above 1,000.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks._common import ROOT, holdpoint, report, run

_SYLLABLES = ("ka", "ro", "mi", "ten", "sal", "vor", "lun", "dei", "pra", "osh", "ul", "bex")


def _word(number: int) -> str:
    letters = ""
    while True:
        number, rest = divmod(number, len(_SYLLABLES))
        letters += _SYLLABLES[rest]
        if not number:
            return letters.capitalize()


def write_orders(orders: list[dict[str, object]], count: int, path: Path) -> None:
    """Write `count` orders, each with an id and names of its own."""
    with path.open("w", encoding="utf-8") as handle:
        for number in range(count):
            order = json.loads(json.dumps(orders[number % len(orders)]))
            order["id"] = f"B-{number}"
            for i, party in enumerate(order["parties"][1:]):
                party["name"] = f"{_word(number * 7 + i)} {party['name']} {_word(number)}"
            handle.write(json.dumps(order, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cases", type=Path, default=ROOT / "examples" / "orders.jsonl", help="orders to multiply"
    )
    parser.add_argument("--snapshot", type=Path, help="snapshot; the embedded one if left out")
    parser.add_argument("--out", type=Path, help="CSV to write")
    options = parser.parse_args()
    orders = [json.loads(line) for line in options.cases.read_text("utf-8").splitlines()]
    extra = ["--snapshot", str(options.snapshot)] if options.snapshot else []
    rows: list[dict[str, object]] = []
    small = 0.0
    with tempfile.TemporaryDirectory() as scratch:
        for count in (1, 1_000, 10_000):
            path = Path(scratch) / f"{count}.jsonl"
            write_orders(orders, count, path)
            call = holdpoint("screen", str(path), "--format", "jsonl", *extra)
            cost = run(call, expect=(0, 1))
            small = cost.peak_mb if count == 1_000 else small
            rows.append(
                {
                    "orders": count,
                    "cpu_s": f"{cost.cpu:.1f}",
                    "orders_a_second": f"{count / cost.wall:.0f}",
                    "peak_mb": f"{cost.peak_mb:.0f}",
                    "above_1000_mb": f"{cost.peak_mb - small:.0f}" if small else "",
                }
            )
    report(rows, options.out)


if __name__ == "__main__":
    main()
