"""What judging an order costs: all packs, with the index and without, and as rules grow in number.

The order has 6 parties and 10 lines. Finders and matching have laid their evidence down before the
clock runs; what is timed is `RuleBook.evaluate`, explanations, questions and the trace of every
finding among it, in milliseconds of this process's own CPU time. To hold: the median over all packs
stays under 3 ms. The synthetic rules stand beside the packs: each is a rule of a country, a list
or goods, as real ones are.

    python -m benchmarks.rules --out rules.csv --plot rules.svg
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import holdpoint
from benchmarks._charts import Axis, Line, lines, standalone
from benchmarks._common import report
from holdpoint.law import RuleBook, load_rulebook

SIZES = (50, 100, 300, 500, 1000, 2000)
DAY = date(2026, 11, 20)
_ROLES = ("seller", "buyer", "consignee", "end_user", "forwarder", "notify")
_NAMES = ("Atelirund", "Norvexin", "Quellindor", "Farindomar", "Kelmastin", "Brontalux")
_GOODS = (
    ("Connectors", "8536.69", "US"), ("Integrated circuits", "8542.31", "US"),
    ("Valves", "8481.20", "DE"), ("Chairs", "9403.10", "DE"), ("Pumps", "8413.70", "DE"),
    ("Gyroscopes", "9014.20", "US"), ("Piston engine", "8407.10", "DE"),
    ("Cable", "8544.42", "DE"), ("Servo motors", "8501.10", "DE"), ("Paper", "4802.55", "DE"),
)  # fmt: skip
_COUNTRIES = (
    "AM",
    "AZ",
    "BY",
    "CN",
    "GE",
    "HK",
    "IN",
    "KG",
    "KP",
    "KZ",
    "MM",
    "MY",
    "SY",
    "TH",
    "TJ",
    "TR",
    "UZ",
    "VN",
)


_HUB = "to AE"
ORDERS = {"to FR": "FR", _HUB: "AE", "to IR": "IR"}
"""To a neighbour, to a hub, to an embargoed country."""


def order(destination: str) -> dict[str, Any]:
    """An invented order of 6 parties and 10 lines, everything else stated as orders do."""
    home = ("DE", *(destination for _ in _ROLES[1:]))
    return {
        "id": f"B-{destination}", "date": DAY.isoformat(), "exporter_country": "DE",
        "destination_country": destination, "value": {"amount": 48200, "currency": "EUR"},
        "parties": [
            {"role": role, "name": f"{name} Trading", "type": "company", "country": country,
             "owners": [{"name": f"{name} Holding", "type": "company", "percent": 100}]}
            for role, name, country in zip(_ROLES, _NAMES, home, strict=True)
        ],
        "items": [
            {"line": n, "description": words, "hs_code": code, "origin": origin, "quantity": 5}
            for n, (words, code, origin) in enumerate(_GOODS, 1)
        ],
        "route": [{"mode": "sea", "from": "DEHAM", "to": "AEJEA"}],
        "end_use": {"statement": "pump stations of a water works", "certificate": True},
    }  # fmt: skip


def views(orders: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """What rules see of some orders, by the same names."""
    screener = holdpoint.Screener(holdpoint.open_snapshot())
    seen: list[Mapping[str, Any]] = []
    real = RuleBook.evaluate

    def keep(self: RuleBook, view: Mapping[str, Any], day: date, **options: Any) -> Any:  # noqa: ANN401 - as it is
        seen.append(view)
        return real(self, view, day, **options)

    with patch.object(RuleBook, "evaluate", keep):
        for one in orders.values():
            screener.screen(one)
    return dict(zip(orders, seen, strict=True))


def synthetic(count: int, folder: Path) -> RuleBook:
    """The packs with so many rules beside them."""
    cite = {"title": "Made for the benchmark", "basis": "official"}
    rules = [
        {
            "id": f"made.rule-{number}", "title": "Made", "authority": "company", "outcome": "hold",
            "in_force": {"from": "2020-01-01", "until": None}, "cite": cite, "when": _when(number),
            "because": "Made.", "clears_if": "nothing", "examples": [],
        }
        for number in range(count)
    ]  # fmt: skip
    pack = {"pack": "made", "title": "Made", "kind": "policy", "rules": rules}
    path = folder / f"made-{count}.yaml"
    path.write_text(json.dumps(pack), "utf-8")  # JSON is YAML
    return load_rulebook([path])


def _when(number: int) -> dict[str, Any]:
    """One of four forms: list, list and country, goods and countries, owner and country."""
    country, other = (_COUNTRIES[(number + step) % len(_COUNTRIES)] for step in (0, 7))
    match = {
        "authority": {"equals": f"XX/{number}"},
        "in_force": {"is": "true"},
        "same_party": {"is": "true"},
    }
    goods = {
        "any given goods_lists": {"list": {"equals": f"LIST_{number}"}, "fits": {"is": "true"}}
    }
    forms: tuple[dict[str, Any], ...] = (
        {"any screened": {"any list_matches": match}},
        {
            "destination_country": {"in": [country, other]},
            "any screened": {"any list_matches": match},
        },
        {"destination_country": {"in": [country, other]}, "any items": goods},
        {
            "destination_country": {"equals": country},
            "any parties": {
                "role": {"in": ["buyer", "end_user"]},
                "any given owners": {"percent": {"at_least": 25}, "country": {"equals": other}},
            },
        },
    )
    return forms[number % len(forms)]


def milliseconds(work: Callable[[], object], repeats: int) -> list[float]:
    """CPU time of each of some runs, in order; one before them is not counted."""
    work()
    out = []
    for _ in range(repeats):
        began = time.process_time_ns()
        work()
        out.append((time.process_time_ns() - began) / 1e6)
    return sorted(out)


def measure(
    book: RuleBook, seen: Mapping[str, Mapping[str, Any]], repeats: int, rules: str
) -> list[dict[str, object]]:
    """One row an order: evaluation with the index and without, and the trace of every rule."""
    rows: list[dict[str, object]] = []
    for destination, view in seen.items():
        fast = book.evaluate(view, DAY, unanswered=True)
        assert fast == book.evaluate(view, DAY, unanswered=True, indexed=False)
        timed = milliseconds(partial(book.evaluate, view, DAY, unanswered=True), repeats)
        every_one = partial(book.evaluate, view, DAY, unanswered=True, indexed=False)
        naive = milliseconds(every_one, repeats)
        every = milliseconds(partial(book.explain, view, DAY), max(3, repeats // 5))
        rows.append(
            {
                "rules": rules,
                "in_all": len(book.rules),
                "order": destination,
                "findings": len(fast),
                "indexed_ms": f"{statistics.median(timed):.3f}",
                "p95_ms": f"{timed[int(len(timed) * 0.95)]:.3f}",
                "naive_ms": f"{statistics.median(naive):.3f}",
                "explain_all_ms": f"{statistics.median(every):.3f}",
            }
        )
    return rows


def plot(rows: list[dict[str, object]]) -> str:
    """Median time over the number of rules for the order to a hub, as SVG."""
    mine = [row for row in rows if row["order"] == _HUB]
    across = Axis("rules", 0, max(float(str(r["in_all"])) for r in mine), lambda v: f"{v:,.0f}")
    top = max(float(str(r["naive_ms"])) for r in mine)
    up = Axis("ms of CPU an order", 0, top, lambda v: f"{v:.0f}")
    drawn = [
        Line(label, [(float(str(r["in_all"])), float(str(r[key]))) for r in mine], style)
        for label, key, style in (("every rule", "naive_ms", "b"), ("index", "indexed_ms", "a"))
    ]
    return standalone(lines("Cost of judging an order, by number of rules", drawn, across, up))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=Path, help="orders (JSON Lines) to time instead, all packs")
    parser.add_argument("--repeats", type=int, default=100, help="runs that are timed")
    parser.add_argument("--out", type=Path, help="CSV to write")
    parser.add_argument("--plot", type=Path, help="SVG to write")
    options = parser.parse_args()
    if options.cases is not None:
        given = [json.loads(line) for line in options.cases.read_text("utf-8").splitlines()]
        seen = views({str(one["id"]): one for one in given})
        report(measure(load_rulebook(), seen, options.repeats, "packs"), options.out)
        return
    seen = views({name: order(country) for name, country in ORDERS.items()})
    rows = measure(load_rulebook(), seen, options.repeats, "packs")
    with tempfile.TemporaryDirectory() as scratch:
        for size in SIZES:
            book = synthetic(size, Path(scratch))
            rows += measure(book, seen, max(10, options.repeats // 4), f"packs + {size}")
    report(rows, options.out)
    if options.plot is not None:
        options.plot.write_text(plot(rows), "utf-8")
    worst = max(float(str(row["indexed_ms"])) for row in rows if row["rules"] == "packs")
    print(f"All packs, worst of the three orders: median {worst:.2f} ms (to hold: under 3 ms).")


if __name__ == "__main__":
    main()
