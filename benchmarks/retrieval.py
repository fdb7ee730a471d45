"""Mangled real names against the full lists: who is found, and how often clean names alert.

`python -m benchmarks.retrieval --snapshot STORE`. Found = the party's entry, or its entry on
another list: an equal name or number, a birthday and a word, or a `same_as` link of the snapshot.
To hold: at rank 1 in 97 %; clean names alert in 3 % on names alone, 1 % with a birth date or a
country; mangled UN names found in 99.5 % with 0.5 % of clean names alerting.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import _peers
from benchmarks._cases import (
    Case,
    clean_names,
    mangled,
    originals,
    own_cases,
    person,
    read_rows,
)
from benchmarks._common import SHARED_LISTS, report, watched
from benchmarks._filter import Answer, Filter, full_snapshot, own_index
from benchmarks._rates import Outcome, alarm_row, outcome, recall_rows
from holdpoint.knowledge import Snapshot
from holdpoint.model import Entity, Name, PartyQuery
from holdpoint.screening import Policy, load_policy
from holdpoint.sources import export_ftm
from holdpoint.text import parse_date

LABELLED = SHARED_LISTS.parent / "benchmarks"
CLEAN = ("negatives_us.csv.gz", "negatives_global.csv.gz")
KNOWN = {
    "name alone": (),
    "with type": ("type",),
    "with birth date": ("type", "birth_date"),
    "with country": ("type", "country"),
    "with both": ("type", "birth_date", "country"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run found.

    Attributes:
        rows: The table.
        mangled: What came of each mangled name.
        scripts: What came of names in other scripts, on lists without them.
        clean: What the full lists said to clean names, by file and what was known.
        became_another: Mangled names that were the very names of other listed parties.
    """

    rows: list[dict[str, object]]
    mangled: list[Outcome]
    scripts: list[Outcome]
    clean: dict[str, list[Answer]]
    became_another: int


def search_all(screen: Filter, cases: Sequence[Case]) -> list[Outcome]:
    """Ask for every case by its name alone."""
    shown = watched(cases, "mangled names")
    return [outcome(case, screen.ask(PartyQuery(name=case.query))) for case in shown]


def clean_answers(
    screen: Filter, folder: Path, count: int, known: Sequence[str] = tuple(KNOWN)
) -> dict[str, list[Answer]]:
    """What the filter says to invented persons, by file and by what is known of them."""
    answers: dict[str, list[Answer]] = {}
    for name in CLEAN:
        if (folder / name).exists():
            people = clean_names(folder / name, count)
            for said in known:
                label = f"{name.partition('.')[0]}, {said}"
                shown = watched(people, f"clean names, {said}")
                answers[label] = [screen.ask(person(row, KNOWN[said])) for row in shown]
    return answers


def clean_rows(what: str, answers: Mapping[str, Sequence[Answer]]) -> list[dict[str, object]]:
    """How often clean names alert."""
    return [
        alarm_row(what, label, sum(bool(one.alerts) for one in found), len(found))
        for label, found in answers.items()
    ]


def un_rows(policy: Policy, folder: Path, count: int) -> Iterator[dict[str, object]]:
    """Mangled UN persons against the list of the same persons, and clean names against it."""
    sides = {
        side: list(read_rows(folder / f"un_positives_{side}.csv"))
        for side in ("untreated", "treated")
    }
    listed = []
    for row in sides["untreated"]:
        born = parse_date(row["date_of_birth"])
        listed.append(
            Entity(
                id=row["pair"],
                source="un",
                type="person",
                names=(Name(text=row["full_name"]),),
                birth_dates=(born,) if born else (),
            )
        )
    with own_index(listed) as index:
        screen = Filter(index.search, policy)
        for said in ("name alone", "with birth date"):
            found = sum(
                row["pair"] in screen.ask(person(row, KNOWN[said])).alerts
                for row in sides["treated"]
            )
            yield alarm_row("UN persons, mangled: found", said, found, len(sides["treated"]))
        said_alone = clean_answers(screen, folder, count, ("name alone", "with birth date"))
        yield from clean_rows("UN persons: alerts of clean names", said_alone)


def peer_rows(snapshot: Snapshot, cases: Sequence[Case], count: int) -> list[dict[str, object]]:
    """The same by nomenklatura's index and logic-v2, on every nth case."""
    step = max(len(cases) // count, 1)
    sample = cases[::step]
    with _peers.PeerIndex(export_ftm(snapshot.entities(), ())) as index:
        answers = index.search_many([{"name": [case.query]} for case in sample])
    done = []
    for case, found in zip(sample, answers, strict=True):
        hit = [(i, score) for i, (key, score) in enumerate(found, 1) if key in case.wanted]
        done.append(
            Outcome(
                case=case,
                rank=hit[0][0] if hit else None,
                alert=any(score >= _peers.THRESHOLD for _, score in hit),
                alerts=sum(score >= _peers.THRESHOLD for _, score in found),
                worth=max((score for _, score in hit), default=0.0),
            )
        )
    return recall_rows(f"{_peers.version()} index + logic-v2", done)[:1]


def measure(
    snapshot: Snapshot, policy: Policy, options: argparse.Namespace, folder: Path
) -> Measured:
    """Run everything."""

    def linked(entity_id: str) -> Iterator[str]:
        return (link.object for link in snapshot.same_as(entity_id) if link.object)

    screen = Filter(snapshot.index.search, policy)
    if options.cases is not None:
        made = own_cases(options.cases, snapshot.entities())
    else:
        made = mangled(snapshot.entities(), options.each, linked, options.draw)
    found = search_all(screen, made.cases)
    rows = recall_rows("mangled names", found)
    scripts: list[Outcome] = []
    if options.cases is None:
        latin, cases = originals(snapshot.entities(), options.each, linked, options.draw)
        with own_index(latin) as index:
            scripts = search_all(Filter(index.search, policy), cases)
        rows += recall_rows("other script, list in Latin only", scripts)
    clean = clean_answers(screen, folder, options.clean)
    rows += clean_rows("full lists: alerts of clean names", clean)
    if (folder / "un_positives_treated.csv").exists():
        un = [entity for entity in snapshot.entities() if entity.source == "un-sc"]
        with own_index(un) as index:
            alone = clean_answers(Filter(index.search, policy), folder, options.clean)
        rows += clean_rows("UN list: alerts of clean names", alone)
        rows += un_rows(policy, folder, options.clean)
    if options.peer_sample and _peers.installed():
        rows += peer_rows(snapshot, made.cases, options.peer_sample)
    return Measured(rows, found, scripts, clean, made.became_another)


def write_misses(outcomes: Sequence[Outcome], path: Path) -> None:
    """Every case that was not at rank 1 or did not alert. Holds names of listed persons."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, delimiter="\t")
        writer.writerow(("kind", "type", "list", "rank", "alert", "query", "listed"))
        for one in outcomes:
            if one.rank != 1 or not one.alert:
                case = one.case
                place = one.rank or "none"
                alert = "alert" if one.alert else "below"
                writer.writerow(
                    (case.kind, case.type, case.source, place, alert, case.query, case.name)
                )


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The options that this benchmark and the validation report share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--cases", type=Path, help="CSV of own names: name, and if known type, query, kind"
    )
    parser.add_argument("--out", type=Path, help="CSV to write")
    parser.add_argument("--snapshot", type=Path, help="store; built if left out")
    parser.add_argument("--lists", type=Path, default=SHARED_LISTS, help="folder of list files")
    parser.add_argument("--policy", type=Path, help="policy with the thresholds")
    parser.add_argument("--labelled", type=Path, default=LABELLED, help="folder of clean names")
    parser.add_argument("--each", type=int, default=100, help="cases for a kind and a type")
    parser.add_argument(
        "--draw", type=int, default=0, help="which names are mangled how; any other number: others"
    )
    parser.add_argument("--clean", type=int, default=1500, help="clean names of each file")
    return parser


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--misses", type=Path, help="TSV to write of every miss (real names)")
    parser.add_argument("--peer-sample", type=int, default=300, help="cases for the peer; 0 = none")
    options = parser.parse_args()
    if options.snapshot is None and not options.lists.is_dir():
        sys.exit(f"{options.lists}: no such folder. Give a store with --snapshot.")
    with full_snapshot(options.snapshot, options.lists) as snapshot:
        measured = measure(snapshot, load_policy(options.policy), options, options.labelled)
    report(measured.rows, options.out)
    if measured.became_another:
        print(f"{measured.became_another} mangled names were another party's, and left out.")
    if options.peer_sample and not _peers.installed():
        print(_peers.MISSING)
    if options.misses is not None:
        write_misses([*measured.mangled, *measured.scripts], options.misses)


if __name__ == "__main__":
    main()
