"""Public labelled cases, where they are at hand. They measure; the floors only catch a collapse."""

import csv
import json
from pathlib import Path

import pytest

from holdpoint.matching import compare
from holdpoint.matching._names import score_names
from holdpoint.model import Entity, Name, PartyQuery
from holdpoint.text import name_tokens, parse_date

CASES = Path(__file__).parents[2].parent / "shared" / "data" / "benchmarks"
KINDS = {"Person": "person", "Vessel": "vessel"}


def _file(name: str) -> Path:
    path = CASES / name
    if not path.exists():
        pytest.skip(f"the public cases {name} are not here")
    return path


def test_labelled_name_pairs_keep_their_quality() -> None:
    with _file("name_pairs.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    hits = misses = false = 0
    for row in rows:
        kind = KINDS.get(row["schema"], "company")
        sides = [name_tokens(row[key], kind) for key in ("name1", "name2")]
        found = score_names(*sides).score >= 0.75
        wanted = row["is_match"] == "true"
        hits += found and wanted
        misses += wanted and not found
        false += found and not wanted
    assert 2 * hits / (2 * hits + misses + false) > 0.79


def test_names_in_other_scripts_are_mostly_recognised() -> None:
    cases = [
        json.loads(line)
        for line in _file("cross_script.jsonl").read_text("utf-8").split("\n")
        if line
    ]
    found = [
        score_names(name_tokens(case["query"]), name_tokens(case["expected"])).score >= 0.65
        for case in cases
    ]
    assert sum(found) / len(found) > 0.7


def test_mangled_un_names_are_recognised() -> None:
    rows = {}
    for side in ("untreated", "treated"):
        with _file(f"un_positives_{side}.csv").open(encoding="utf-8", newline="") as handle:
            rows[side] = {row["pair"]: row for row in csv.DictReader(handle)}
    found = 0
    for pair, row in rows["treated"].items():
        original = rows["untreated"][pair]
        dates = (parse_date(original["date_of_birth"]),)
        entity = Entity(
            id=pair,
            source="test",
            type="person",
            names=(Name(text=original["full_name"]),),
            birth_dates=tuple(day for day in dates if day),
        )
        query = PartyQuery(
            name=row["full_name"], type="person", birth_date=parse_date(row["date_of_birth"])
        )
        found += compare(query, entity).probability >= 0.7
    assert found / len(rows["treated"]) > 0.95
