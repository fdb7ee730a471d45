"""Writes the validation report of the screening filter, as a regulator expects one, as HTML.

`python -m benchmarks.validation --out validation.html`. What was tested with what, recall by kind
of damage, script and list, false alarms, what other thresholds would give, and how far the stated
probabilities can be trusted. The page needs nothing from outside and bears no date but those of
the lists: the same lists, policy and program give the same page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import _charts as charts
from benchmarks._filter import Answer, full_snapshot
from benchmarks._fit_rows import FACTS, NAMES, own_rows
from benchmarks._logistic import reliability
from benchmarks._perturb import perturbations
from benchmarks._rates import Outcome, wilson
from benchmarks.fit import Kept, balanced, cross_fitted, figures
from benchmarks.retrieval import Measured, arguments, measure
from holdpoint.screening import ENGINE, Policy, load_policy

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot

TEMPLATE = Path(__file__).with_name("validation.html.j2")
GOAL_RECALL, GOAL_ALARMS, GOAL_ERROR = 0.97, 0.03, 0.03
CUTS = tuple(round(0.30 + 0.05 * i, 2) for i in range(14))
DIMENSIONS = {"kind": "Kind of damage", "script": "Script", "list": "List", "type": "Type of party"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the summary: what was measured, what was wanted, and whether it was reached."""

    what: str
    measured: str
    goal: str
    reached: bool


def share(value: float) -> str:
    """A share as a percentage with one decimal."""
    return f"{value:.1%}"


def bar_rows(measured: Measured, what: str, by: str) -> list[charts.Bar]:
    """Shares at rank 1 by one dimension, the lowest first."""
    rows = [row for row in measured.rows if row["what"] == what and row["by"] == by]
    bars = [
        charts.Bar(
            label=str(row["value"]),
            share=float(str(row["rank_1"])),
            low=float(str(row["low"])),
            high=float(str(row["high"])),
            count=int(str(row["n"])),
        )
        for row in rows
    ]
    return sorted(bars, key=lambda bar: (bar.share, bar.label))


@dataclass(frozen=True, slots=True)
class Cut:
    """What a threshold would give: recall of mangled names, alarms of clean names."""

    at: float
    recall: float
    alarms: float


def cuts(found: Sequence[Outcome], clean: Iterable[Sequence[Answer]]) -> list[Cut]:
    """Recall and alarms at every threshold of :data:`CUTS`."""
    answers = list(chain.from_iterable(clean))
    return [
        Cut(
            at=cut,
            recall=sum(one.worth >= cut for one in found) / max(len(found), 1),
            alarms=sum(one.worth() >= cut for one in answers) / max(len(answers), 1),
        )
        for cut in CUTS
    ]


def trade_off(rows: Sequence[Cut], hold: float) -> str:
    """The chart of recall and alarms over the threshold."""
    lines = [
        charts.Line("recall", [(cut.at, cut.recall) for cut in rows], "a"),
        charts.Line("alarms of clean names", [(cut.at, cut.alarms) for cut in rows], "b"),
        charts.Line(f"default, {hold:.2f}", [(hold, 0.0), (hold, 1.0)], "ideal"),
    ]
    across = charts.Axis("threshold", CUTS[0], CUTS[-1], lambda v: f"{v:.2f}")
    return charts.lines(
        "Recall and false alarms by threshold", lines, across, charts.Axis("share", 0, 1, share)
    )


def curve(kept: Kept) -> tuple[str, list[Mapping[str, float]], float]:
    """The reliability curve of kept-out pairs, its table and its error."""
    import numpy as np

    same = np.array([float(row.same) for row in kept.rows])
    error, table = reliability(kept.chances, same, balanced(kept.rows))
    points = [(row["said"], row["was"]) for row in table]
    drawn = charts.lines(
        "Stated probability and share that was the same party",
        [
            charts.Line("measured", points, "a"),
            charts.Line("ideal", [(0.0, 0.0), (1.0, 1.0)], "ideal"),
        ],
        charts.Axis("stated probability", 0, 1, lambda v: f"{v:.1f}"),
        charts.Axis("share the same", 0, 1, share),
    )
    return drawn, table, error


def summary(measured: Measured, errors: Sequence[float]) -> list[Figure]:
    """The figures that decide whether the filter does its work."""
    rows = {(row["what"], row["by"], row["value"]): row for row in measured.rows}
    found = rows["mangled names", "all", "all"]
    out = [_least("Mangled names found at rank 1", float(str(found["rank_1"])), GOAL_RECALL)]
    for (what, by, value), row in rows.items():
        if what != "full lists: alerts of clean names" or by != "clean":
            continue
        goal = GOAL_ALARMS if "alone" in str(value) else 0.01
        if "with type" not in str(value):
            label = f"Clean names that alert: {_set_of(value)}"
            out.append(_most(label, float(str(row["alert"])), goal))
    for (what, _, value), row in rows.items():
        if what == "UN persons, mangled: found":
            out.append(
                _least(f"UN persons, mangled, found: {value}", float(str(row["alert"])), 0.995)
            )
        elif what == "UN persons: alerts of clean names":
            label = f"Clean names against the UN persons: {_set_of(value)}"
            out.append(_most(label, float(str(row["alert"])), 0.005))
    out += [
        _most(f"Calibration error on kept-out pairs: {what}", error, GOAL_ERROR)
        for what, error in zip(("names", "parties with facts"), errors, strict=True)
    ]
    return out


def _set_of(value: object) -> str:
    """Give "set us, name alone" for "negatives_us, name alone": the file has the longer name."""
    return f"set {str(value).removeprefix('negatives_')}"


def _least(what: str, value: float, goal: float) -> Figure:
    return Figure(what, share(value), f"at least {share(goal)}", value >= goal)


def _most(what: str, value: float, goal: float) -> Figure:
    return Figure(what, share(value), f"at most {share(goal)}", value <= goal)


def page(
    snapshot: Snapshot, policy: Policy, measured: Measured, kept: Sequence[Kept]
) -> dict[str, Any]:
    """All that the template shows."""
    curves = [curve(one) for one in kept]
    trade = cuts(measured.mangled, measured.clean.values())
    about = {one.kind: one.about for one in perturbations()}
    return {
        "engine": ENGINE,
        "snapshot": snapshot.id,
        "policy": policy,
        "sources": snapshot.sources,
        "summary": summary(measured, [error for _, _, error in curves]),
        "tables": [
            {
                "title": title,
                "by": by,
                "chart": charts.bars(title, bars, goal=GOAL_RECALL),
                "rows": [
                    row
                    for row in measured.rows
                    if row["what"] == "mangled names" and row["by"] == by
                ],
            }
            for by, title in DIMENSIONS.items()
            if (bars := bar_rows(measured, "mangled names", by))
        ],
        "scripts": [row for row in measured.rows if str(row["what"]).startswith("other script")],
        "clean": [row for row in measured.rows if row["by"] == "clean"],
        "about": about,
        "cuts": trade,
        "trade_off": trade_off(trade, policy.hold_from),
        "pairs": [
            {"figures": figures(what, one), "chart": drawn, "table": table, "error": error}
            for what, one, (drawn, table, error) in zip(
                ("names alone", "parties with facts"), kept, curves, strict=True
            )
        ],
        "became_another": measured.became_another,
        "cases": len(measured.mangled),
        "interval": wilson,
    }


def render(values: Mapping[str, Any]) -> str:
    """The page; everything that comes from data is escaped."""
    from jinja2 import Environment, StrictUndefined

    folder = resources.files("holdpoint.report") / "templates"
    css = "".join((folder / name).read_text("utf-8") for name in ("theme.css", "page.css"))
    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = made.from_string(TEMPLATE.read_text("utf-8"))
    return template.render(**values, css=css + charts.STYLE)


def main() -> None:
    parser = arguments(__doc__)
    parser.set_defaults(out=Path("validation.html"), peer_sample=0)
    options = parser.parse_args()
    policy = load_policy(options.policy)
    with full_snapshot(options.snapshot, options.lists) as snapshot:
        measured = measure(snapshot, policy, options, options.labelled)
        kept = cross_fitted(list(own_rows(NAMES)), list(own_rows(FACTS)))
        text = render(page(snapshot, policy, measured, kept))
    options.out.write_text(text, encoding="utf-8")
    print(f"{options.out}: {len(measured.mangled)} mangled names, {len(text):,} characters")


if __name__ == "__main__":
    main()
