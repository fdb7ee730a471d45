"""A decision on old lists says so, and holds where the company wants it."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdpoint.errors import PolicyError
from holdpoint.knowledge import Snapshot, build, open_snapshot
from holdpoint.model import SourceInfo
from holdpoint.screening import ListPolicy, Screener, list_ages, load_policy
from holdpoint.sources import read_source

ROW = '{n},"QUORVIN TRADING {n} LLC",-0- ,"IFSR",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
ORDER = {
    "id": "A-1",
    "date": "2026-11-20",
    "exporter_country": "DE",
    "destination_country": "FR",
    "parties": [{"role": "buyer", "name": "Ateliers Brumeclair SAS", "country": "FR"}],
    "items": [{"description": "Connectors", "hs_code": "8536.69"}],
}


def snapshot(folder: Path, day: str) -> Snapshot:
    """Of an invented SDN file of a day."""
    path = folder / f"sdn_{day}.csv"
    path.write_text("".join(ROW.format(n=n) for n in range(1000, 1010)), "ascii")
    build(read_source(path), out=folder / f"snap-{day}", starter=False)
    return open_snapshot(folder / f"snap-{day}")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot(tmp_path_factory.mktemp("old"), "2026-10-01")  # 50 days before the order


def screen(snap: Snapshot, tmp_path: Path, text: str = "", **order: Any) -> dict[str, Any]:
    path = tmp_path / "policy.yaml"
    path.write_text(f"id: mine\n{text}\n", "utf-8")
    return Screener(snap, load_policy(path)).screen({**ORDER, **order}).to_dict()


def notes(decision: dict[str, Any]) -> list[str]:
    return [row["why"] for row in decision["not_run"] if row["check"] == "lists.age"]


def test_by_default_an_old_list_is_a_note_with_its_date_and_age(
    old: Snapshot, tmp_path: Path
) -> None:
    decision = screen(old, tmp_path)
    assert decision["outcome"] == "release"
    (note,) = notes(decision)
    assert "1 of 1 lists is older" in note
    assert "us-ofac-sdn (of 2026-10-01, 50 days; limit 30)" in note


def test_the_age_is_counted_to_the_day_of_the_order_not_of_the_clock(
    old: Snapshot, tmp_path: Path
) -> None:
    assert notes(screen(old, tmp_path, date="2026-10-31")) == []
    assert len(notes(screen(old, tmp_path, date="2026-11-01"))) == 1
    assert notes(screen(old, tmp_path, date="2024-01-01")) == []


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("lists: {when_stale: hold}", "hold"),
        ("lists: {when_stale: hold, max_age_days: 50}", "release"),
        ("lists: {when_stale: hold, by_list: {us-ofac-sdn: 60}}", "release"),
        ("lists: {max_age_days: 90, when_stale: hold, by_list: {us-ofac-sdn: 7}}", "hold"),
    ],
)
def test_a_company_may_hold_what_was_compared_with_old_lists(
    text: str, outcome: str, old: Snapshot, tmp_path: Path
) -> None:
    decision = screen(old, tmp_path, text)
    assert decision["outcome"] == outcome
    assert notes(decision) == []
    found = [f for f in decision["findings"] if f["rule"] == "house.lists-too-old"]
    assert bool(found) == (outcome == "hold")
    if found:
        assert "2026-10-01" in found[0]["explanation"]


def test_a_list_without_a_date_is_not_taken_for_a_new_one(old: Snapshot) -> None:
    (source,) = old.sources
    undated = dataclasses.replace(source, list_date=None)
    (age,) = list_ages([undated], load_policy().lists, date(2026, 11, 20))
    assert (age.days, age.stale, age.fresh) == (None, None, False)


def test_an_undated_list_holds_as_unknown_where_old_ones_hold(tmp_path: Path) -> None:
    path = tmp_path / "sdn.csv"
    path.write_text("".join(ROW.format(n=n) for n in range(1000, 1010)), "ascii")
    build(read_source(path), out=tmp_path / "snap", starter=False)
    decision = screen(open_snapshot(tmp_path / "snap"), tmp_path, "lists: {when_stale: hold}")
    (found,) = [f for f in decision["findings"] if f["rule"] == "house.lists-too-old"]
    assert (found["outcome"], found["status"]) == ("hold", "unknown")
    assert "it is not known how old they are: us-ofac-sdn" in found["explanation"]


def test_an_act_that_nobody_changed_for_years_is_not_old(old: Snapshot) -> None:
    (source,) = old.sources
    act = dataclasses.replace(
        source, list_date="2014-03-06", date_basis="latest entry inside the file"
    )
    (age,) = list_ages([act], load_policy().lists, date(2026, 11, 20))
    assert (age.at_most, age.stale) == (True, None)
    (age,) = list_ages([act], load_policy().lists, date(2014, 4, 1))
    assert age.fresh


def test_what_is_no_published_list_has_no_age() -> None:
    made = [
        SourceInfo(id=name, title="t", publisher="p", authority="a", format=form,
                   list_date="2020-01-01", entities=entities)
        for name, form, entities in [
            ("starter", "starter-csv", 9), ("own", "own-csv", 9), ("hs", "hs-csv", 0),
        ]
    ]  # fmt: skip
    assert list_ages(made, load_policy().lists, date(2026, 11, 20)) == ()


@given(
    day=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    written=st.sampled_from(["2022", "2022-05", "2022-05-17"]),
    limit=st.integers(0, 4000),
)
def test_a_list_that_is_too_old_stays_so_on_every_later_day(
    day: date, written: str, limit: int
) -> None:
    policy = ListPolicy(max_age_days=limit, when_stale="note")
    source = SourceInfo(id="l", title="t", publisher="p", authority="a", format="f",
                        list_date=written, entities=1)  # fmt: skip
    (now,) = list_ages([source], policy, day)
    (next_year,) = list_ages([source], policy, day.replace(year=day.year + 1, day=1))
    assert now.days is not None
    assert now.stale == (now.days > limit)
    assert next_year.stale or not now.stale


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("lists: {max_age_days: soon}", 1, "lists.max_age_days"),
        ("lists:\n  when_stale: block", 2, "lists.when_stale"),
        ("lists:\n  by_list: 7", 2, "lists.by_list"),
        ("lists:\n  by_list: {un-sc: -1}", 2, "lists.by_list.un-sc"),
        ("lists: {oldest: 3}", 1, "lists.oldest"),
        ("watch: {activate: sometimes}", 1, "watch.activate"),
        ("watch: {every: 6h}", 1, "watch.every"),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_line(
    text: str, line: int, field: str, tmp_path: Path
) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(text + "\n", "utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (line, field)
    assert problem.remedy


def test_when_a_watch_may_switch_is_no_part_of_a_decision(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("watch: {activate: always}\n", "utf-8")
    assert load_policy(path).digest == load_policy().digest
    path.write_text("lists: {max_age_days: 7}\n", "utf-8")
    assert load_policy(path).digest != load_policy().digest


def test_the_table_of_sources_shows_the_age(old: Snapshot) -> None:
    call = [sys.executable, "-m", "holdpoint", "data", "list", "--snapshot", str(old.path)]
    told = subprocess.run(call, capture_output=True, text=True, check=True)
    assert " days" in told.stdout
    done = subprocess.run([*call, "--json"], capture_output=True, text=True, check=True)
    (row,) = json.loads(done.stdout)["sources"]
    age = (date.today() - date(2026, 10, 1)).days  # noqa: DTZ011 - the day of the test
    assert abs(row["age_days"] - age) <= 1
    assert (row["max_age_days"], row["stale"]) == (30, row["age_days"] > 30)
