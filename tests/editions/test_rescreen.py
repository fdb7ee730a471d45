"""Past decisions held against other lists: every change is found, the skipped stay the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from holdpoint.cli._main import app
from holdpoint.editions import Rescreened, rescreen, rescreened_html
from holdpoint.errors import KnowledgeError
from holdpoint.intake import parse_transaction
from holdpoint.knowledge import Snapshot, build, open_snapshot
from holdpoint.screening import Screener, load_policy, write_record
from holdpoint.sources import read_source

MAPPING = """format: own-csv
id: own
title: Invented parties
measure: private
list: own
list_date: {date}
file: own.csv
columns: {{id: id, name: name, country: country, address: address}}
"""
STAYS = "1,Zarnitsa Optical Works LLC,RU,\n"
GOES = "2,Morsa Lindqvale Surplus Oy,FI,\n"
COMES = "3,Tulpar Ulgi Import TOO,KZ,\n"
MOVES_IN = '4,Quillon Bramwick Trading FZE,AE,"Kingsway Tower 17, Sheikh Zayed Road 415, Dubai"\n'


def snapshot_of(folder: Path, date: str, rows: str) -> Snapshot:
    lists = folder / f"lists-{date}"
    lists.mkdir(parents=True)
    (lists / "own.csv").write_text("id,name,country,address\n" + rows, "utf-8")
    (lists / "own.yaml").write_text(MAPPING.format(date=date), "utf-8")
    build(read_source(lists / "own.yaml"), out=folder / date, starter=False)
    return open_snapshot(folder / date)


def _holdpoint(*call: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "holdpoint", *call]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def _order(number: int, name: str, country: str, **more: str) -> dict[str, Any]:
    return {
        "id": f"R-{number}",
        "date": "2026-11-20",
        "exporter_country": "DE",
        "destination_country": "FR",
        "parties": [{"role": "buyer", "name": name, "country": country, **more}],
        "items": [{"description": "Connectors", "hs_code": "8536.69"}],
    }


ORDERS = [
    _order(1, "Ateliers Brumeclair SAS", "FR"),
    _order(2, "Zarnitsa Optical Works", "RU"),
    _order(3, "Morsa Lindqvale Surplus Oy", "FI"),
    _order(4, "Tulpar Ulgi Import TOO", "KZ"),
    _order(5, "ТОО Тулпар Улги Импорт", "KZ"),
    _order(6, "Velden & Haar BV", "NL"),
    _order(7, "Nimbra Stores LLC", "AE", address="Sheikh Zayed Road 415, Dubai"),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot, Path]:
    folder = tmp_path_factory.mktemp("world")
    old = snapshot_of(folder, "2026-10-01", STAYS + GOES)
    new = snapshot_of(folder, "2026-10-08", STAYS + COMES + MOVES_IN)
    records = folder / "decisions"
    records.mkdir()
    screener = Screener(old)
    for raw in ORDERS:
        order = parse_transaction(raw, file="test", line=None)
        write_record(records, order, screener.screen(order), None)
    return old, new, records


def _run(world: tuple[Snapshot, Snapshot, Path], check: int = 0, **more: Any) -> Rescreened:
    old, new, records = world
    screener = Screener(new, **more)
    return rescreen(sorted(records.glob("*.json")), screener, lambda _id: old, check=check)


def test_who_came_on_a_list_changes_outcome_and_the_row_is_named(
    world: tuple[Snapshot, Snapshot, Path],
) -> None:
    changes = {change.transaction: change for change in _run(world).changes}
    assert {"R-3", "R-4"} <= set(changes)
    assert changes["R-4"].then != changes["R-4"].now == "hold" or changes["R-4"].now == "block"
    assert any("[own:3]" in why and why.startswith("+") for why in changes["R-4"].because)
    assert any("[own:2]" in why and why.startswith("-") for why in changes["R-3"].because)


def test_what_is_skipped_would_say_the_same(world: tuple[Snapshot, Snapshot, Path]) -> None:
    found = _run(world, check=100)
    assert found.skipped == found.checked > 0
    assert found.recomputed + found.skipped == found.records == len(ORDERS)
    assert found.wrong == []


def test_nothing_that_screening_anew_would_change_is_missed(
    world: tuple[Snapshot, Snapshot, Path],
) -> None:
    old, new, _ = world
    before, after = Screener(old), Screener(new)
    truly = {
        raw["id"]
        for raw in ORDERS
        if before.screen(raw).to_dict()["outcome"] != after.screen(raw).to_dict()["outcome"]
    }
    assert truly == {change.transaction for change in _run(world).changes}


def test_without_the_old_snapshot_nothing_is_skipped(
    world: tuple[Snapshot, Snapshot, Path],
) -> None:
    _, new, records = world
    found = rescreen(sorted(records.glob("*.json")), Screener(new), lambda _id: None)
    assert (found.skipped, found.recomputed) == (0, len(ORDERS))


def test_another_policy_leaves_nothing_to_skip(
    world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("id: strict\nroute: {base_km: 50}\n", "utf-8")
    assert _run(world, policy=load_policy(path)).skipped == 0


PACK = """pack: tried
title: A pack on trial
kind: policy
rules:
  - id: tried.netherlands
    title: Everything to the Netherlands is looked at
    authority: company
    outcome: hold
    in_force: {from: null, until: null}
    cite: {title: Own policy, locator: "1", basis: secondary}
    needs: [parties.country]
    when:
      any parties:
        country: {equals: NL}
    because: "{parties.name} is in the Netherlands."
    clears_if: somebody has looked
    examples:
      - name: there
        as_of: 2026-11-20
        given: {parties: [{role: buyer, name: Example, country: NL}]}
        expect: hold
      - name: elsewhere
        as_of: 2026-11-20
        given: {parties: [{role: buyer, name: Example, country: FR}]}
        expect: silent
"""


@pytest.mark.parametrize("form", ["json", "html", "table"])
def test_rules_on_trial_are_held_against_the_snapshot_of_the_records(
    form: str, world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    old, _, records = world
    pack = tmp_path / "tried.yaml"
    pack.write_text(PACK, "utf-8")
    call = ["rescreen", str(records), "--from", str(old.path.parent), "--rules", str(pack)]
    out = [] if form == "table" else ["--out", str(tmp_path / "report")]
    done = _holdpoint(*call, "--format", form, *out)
    assert done.returncode == 1, done.stderr
    said = (tmp_path / "report").read_text("utf-8") if out else done.stdout
    if form == "json":
        found = json.loads(said)
        assert (found["to"], found["by_rule"]) == (old.id, {"tried.netherlands": 1})
        assert found["other"] == {"engine": 0, "policy": 0, "rules": 7, "snapshot": 0}
        (change,) = found["changes"]
        assert (change["transaction"], change["then"], change["now"]) == ("R-6", "release", "hold")
        assert change["rules"] == ["tried.netherlands"]
    else:
        assert "R-6" in said
        assert "tried.netherlands" in said
        assert "7 by other rules" in said


def test_where_an_outcome_is_milder_the_rules_that_let_go_are_named(
    world: tuple[Snapshot, Snapshot, Path],
) -> None:
    found = _run(world)
    milder = next(change for change in found.changes if change.transaction == "R-3")
    assert milder.then in {"hold", "block"}
    assert all(any(rule in why and why.startswith("-") for why in milder.because)
               for rule in milder.rules)  # fmt: skip
    assert dict(found.by_rule())[milder.rules[0]] >= 1


def test_rescreening_asks_for_something_to_hold_against(
    world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    _, _, records = world
    assert "--to, --policy or --rules" in _holdpoint("rescreen", str(records)).stderr
    pack = tmp_path / "tried.yaml"
    pack.write_text(PACK, "utf-8")
    lost = _holdpoint("rescreen", str(records), "--rules", str(pack))
    assert lost.returncode == 2
    assert "--from" in lost.stderr


def test_an_altered_record_is_named_and_the_rest_goes_on(
    world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    old, new, records = world
    for path in records.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    altered = tmp_path / "R-1.json"
    altered.write_bytes(altered.read_bytes().replace(b'"outcome":"release"', b'"outcome":"hold"'))
    found = rescreen(sorted(tmp_path.glob("*.json")), Screener(new), lambda _id: old)
    assert [problem.file for problem in found.unreadable] == ["R-1.json"]
    assert found.records == len(ORDERS) - 1


def test_the_command_finds_the_old_snapshot_beside_the_new_one(
    world: tuple[Snapshot, Snapshot, Path],
) -> None:
    _, new, records = world
    call = ["rescreen", str(records), "--to", str(new.path.parent), "--format", "json"]
    run = _holdpoint(*call, "--check", "2")
    assert run.returncode == 1, run.stderr
    said = json.loads(run.stdout)
    assert said["skipped"] > 0
    assert said["to"] == new.id


def test_the_page_escapes_what_records_say(world: tuple[Snapshot, Snapshot, Path]) -> None:
    found = _run(world)
    found.wrong.append("x")
    page = rescreened_html(found)
    assert "R-4" in page
    assert "<script" not in page
    assert "http://" not in page


def test_activate_switches_back_and_refuses_what_is_damaged(
    tmp_path: Path,
) -> None:
    old = snapshot_of(tmp_path / "a", "2026-10-01", STAYS)
    store = old.path.parent
    lists = tmp_path / "a" / "lists-2026-10-01"
    (lists / "own.csv").write_text("id,name,country,address\n" + GOES, "utf-8")
    build(read_source(lists / "own.yaml"), out=store, starter=False)
    second = open_snapshot(store)
    assert second.id != old.id
    runner = CliRunner()
    assert runner.invoke(app, ["data", "activate", old.id, "--store", str(store)]).exit_code == 0
    assert open_snapshot(store).id == old.id
    damaged = second.path / "entities.jsonl"
    damaged.write_bytes(damaged.read_bytes().replace(b"Morsa", b"Norsa"))
    again = runner.invoke(app, ["data", "activate", second.id, "--store", str(store)])
    assert again.exit_code == 2
    assert open_snapshot(store).id == old.id
    with pytest.raises(KnowledgeError):
        open_snapshot(store, snapshot_id="sha256:00000000")


def test_history_tells_when_an_entry_came_and_went(
    world: tuple[Snapshot, Snapshot, Path],
) -> None:
    old, new, _ = world
    call = ["data", "history", "Tulpar Ulgi Import", "--json"]
    run = _holdpoint(*call, "--snapshot", str(new.path), "--snapshot", str(old.path.parent))
    (one,) = json.loads(run.stdout)
    assert one["entity"] == "own:3"
    assert [(row["newest_list"], row["listed"]) for row in one["life"]] == [
        ("2026-10-01", False),
        ("2026-10-08", True),
    ]
    none = _holdpoint("data", "history", "Qwxz", "--snapshot", str(new.path))
    assert none.returncode == 1


def test_where_old_lists_hold_a_newer_edition_lets_every_decision_go(tmp_path: Path) -> None:
    rows = "".join(
        f'{n},"QUORVIN TRADING {n} LLC",-0- ,"IFSR"{",-0- " * 8}\r\n' for n in range(1000, 1010)
    )
    snapshots = []
    for day in ("2026-09-01", "2026-11-19"):
        path = tmp_path / f"sdn_{day}.csv"
        path.write_text(rows, "ascii")
        build(read_source(path), out=tmp_path / day, starter=False)
        snapshots.append(open_snapshot(tmp_path / day))
    old, new = snapshots
    settings = tmp_path / "policy.yaml"
    settings.write_text("lists: {when_stale: hold}\n", "utf-8")
    policy = load_policy(settings)
    order = parse_transaction(ORDERS[0], file="test", line=None)
    (tmp_path / "decisions").mkdir()
    record = write_record(tmp_path / "decisions", order, Screener(old, policy).screen(order), None)
    found = rescreen([record], Screener(new, policy), lambda _id: old)
    (change,) = found.changes
    assert (change.then, change.now, change.rules) == ("hold", "release", ("house.lists-too-old",))
