"""Notes of what decisions asked: they spare opening records, and never change an answer."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editions.test_rescreen import COMES, GOES, MOVES_IN, ORDERS, STAYS, snapshot_of

from holdpoint.editions import NOTES, NoteTaker, Rescreened, asked_by, rescreen
from holdpoint.intake import parse_transaction
from holdpoint.knowledge import Snapshot
from holdpoint.matching import Index, probe
from holdpoint.model import Address, Entity, Identifier, Name, PartyQuery
from holdpoint.screening import Screener, record_bytes, record_path


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot, Path]:
    folder = tmp_path_factory.mktemp("noted")
    old = snapshot_of(folder, "2026-10-01", STAYS + GOES)
    new = snapshot_of(folder, "2026-10-08", STAYS + COMES + MOVES_IN)
    decide(folder / "decisions", screener_on(old))
    return old, new, folder / "decisions"


def decide(folder: Path, screener: Screener) -> None:
    folder.mkdir(exist_ok=True)
    with NoteTaker(folder) as notes:
        for raw in ORDERS:
            order = parse_transaction(raw, file="test", line=None)
            answer = screener.screen(order)
            path, content = record_path(folder, order), record_bytes(order, answer, None)
            path.write_bytes(content)
            notes.note(path.name, content, asked_by(order, answer, None))


screener_on = functools.cache(Screener)


def run(old: Snapshot, new: Snapshot, folder: Path, *, index: bool = False) -> Rescreened:
    paths = sorted(folder.glob("*.json"))
    return rescreen(paths, screener_on(new), lambda _id: old, index=index)


def copied(records: Path, folder: Path) -> Path:
    shutil.copytree(records, folder)
    return folder


def test_with_notes_few_are_opened_and_the_answer_is_the_same(
    world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    old, new, records = world
    bare = copied(records, tmp_path / "bare")
    (bare / NOTES).unlink()
    quick, slow = run(old, new, records), run(old, new, bare)
    assert quick.unopened == quick.skipped > 0
    assert slow.unopened == 0
    assert (quick.changes, quick.skipped) == (slow.changes, slow.skipped)


def test_index_writes_the_notes_that_screening_writes(
    world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    old, new, records = world
    bare = copied(records, tmp_path / "bare")
    (bare / NOTES).unlink()
    assert run(old, new, bare, index=True).unopened == 0
    assert sorted((bare / NOTES).read_bytes().splitlines()) == sorted(
        (records / NOTES).read_bytes().splitlines()
    )
    assert run(old, new, bare).unopened > 0


def test_a_record_altered_since_its_note_is_opened_and_named(
    world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    old, new, records = world
    folder = copied(records, tmp_path / "altered")
    altered = folder / "R-1.json"
    altered.write_bytes(altered.read_bytes().replace(b'"outcome":"release"', b'"outcome":"hold"'))
    found = run(old, new, folder)
    assert [problem.file for problem in found.unreadable] == ["R-1.json"]
    assert found.records == len(ORDERS) - 1


@pytest.mark.parametrize("ahead", [1, 2])
def test_how_far_is_read_ahead_changes_no_answer_and_no_order(
    world: tuple[Snapshot, Snapshot, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ahead: int,
) -> None:
    old, new, records = world
    folder = copied(records, tmp_path / "records")
    names = sorted(path.name for path in folder.glob("*.json"))
    altered = folder / names[0]
    altered.write_bytes(altered.read_bytes().replace(b'"outcome":"', b'"outcome":"un', 1))
    (folder / names[1]).write_bytes(b"")
    far = run(old, new, folder)
    monkeypatch.setattr("holdpoint.editions._rescreen._AHEAD", ahead)
    assert run(old, new, folder) == far
    assert [problem.file for problem in far.unreadable] == names[:2]


def test_a_decision_made_again_has_its_newest_note(
    world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    old, new, records = world
    folder = copied(records, tmp_path / "again")
    decide(folder, screener_on(new))
    found = run(old, new, folder)
    assert (found.unopened, found.changes) == (len(ORDERS), [])


DAMAGES: list[Callable[[bytes, int], bytes]] = [
    lambda data, at: data[:at],
    lambda data, at: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :],
    lambda data, at: data[:at] + b"\n" + data[at:],
    lambda data, at: data[:at] + b"\x00" * 40 + data[at + 40 :],
    lambda data, at: data[data.find(b"\n", at) + 1 :] + data[:at],
]


@settings(max_examples=30, deadline=None)
@given(at=st.integers(0, 10**6), damage=st.sampled_from(DAMAGES))
def test_damaged_notes_cost_time_and_change_no_answer(
    world: tuple[Snapshot, Snapshot, Path],
    tmp_path_factory: pytest.TempPathFactory,
    at: int,
    damage: Callable[[bytes, int], bytes],
) -> None:
    old, new, records = world
    folder = copied(records, tmp_path_factory.mktemp("damaged") / "decisions")
    whole = (records / NOTES).read_bytes()
    (folder / NOTES).write_bytes(damage(whole, at % len(whole)))
    found, right = run(old, new, folder), run(old, new, records)
    assert (found.changes, found.skipped) == (right.changes, right.skipped)


def test_who_is_cut_off_in_a_line_spoils_no_other(
    world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    old, new, records = world
    folder = copied(records, tmp_path / "torn")
    whole = (folder / NOTES).read_bytes()
    (folder / NOTES).write_bytes(whole[: len(whole) // 2])
    decide(folder, screener_on(old))
    assert run(old, new, folder).unopened == run(old, new, records).unopened


def test_the_notes_of_another_program_do_not_count(
    world: tuple[Snapshot, Snapshot, Path], tmp_path: Path
) -> None:
    old, new, records = world
    folder = copied(records, tmp_path / "other")
    lines = (folder / NOTES).read_bytes().split(b"\n")
    heads = [i for i, line in enumerate(lines) if line.startswith(b"{")]
    for i in heads:
        lines[i] = json.dumps(json.loads(lines[i]) | {"program": "sha256:0"}).encode()
    (folder / NOTES).write_bytes(b"\n".join(lines))
    assert run(old, new, folder).unopened == 0


def test_screening_into_a_folder_leaves_notes(tmp_path: Path) -> None:
    orders = tmp_path / "orders.jsonl"
    orders.write_text("".join(json.dumps(order) + "\n" for order in ORDERS), "utf-8")
    out = tmp_path / "decisions"
    call = ["screen", str(orders), "--out", f"{out}/"]
    subprocess.run(
        [sys.executable, "-m", "holdpoint", *call], check=False, capture_output=True, text=True
    )
    noted = [line for line in (out / NOTES).read_bytes().splitlines() if line[:2] == b'["']
    assert len(noted) == len(list(out.glob("*.json"))) == len(ORDERS)


NAMES = st.sampled_from(
    [
        "Zarnitsa Optical Works LLC",
        "Zarnitza Optic",
        "Quillon Bramwick Trading FZE",
        "QBT",
        "Tulpar Ulgi",
        "ТОО Тулпар Улги",
        "Ulgi Tulpar Import",
        "Morsa Lindqvale",
        "Lindqvale, M.",
        "Ltd",
        "",
    ]
)


@settings(max_examples=80, deadline=None)
@given(
    listed=st.lists(NAMES.filter(bool), min_size=1, max_size=4),
    asked=NAMES,
    also=st.lists(NAMES, max_size=2),
    number=st.sampled_from([None, "7707083893", "5500012345"]),
    kind=st.sampled_from(["company", "person", "unknown"]),
    floor=st.sampled_from([0.2, 0.45, 0.6]),
)
def test_whom_no_reading_and_no_number_comes_near_no_search_finds(
    listed: list[str],
    asked: str,
    also: list[str],
    number: str | None,
    kind: str,
    floor: float,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    entities = {
        f"own:{i}": Entity(
            id=f"own:{i}",
            type="person" if i % 2 else "company",
            names=(Name(text=name),),
            source="own",
            identifiers=(Identifier(kind="tax", value="7707083893"),),
            addresses=(Address(text="Sheikh Zayed Road 415, Dubai", country="AE"),),
        )
        for i, name in enumerate(listed)
    }
    folder = tmp_path_factory.mktemp("index")
    for name, data in Index.build(entities.values()).items():
        (folder / name).write_bytes(data)
    query = PartyQuery(
        name=asked, aliases=tuple(also), type=kind, identifiers={"tax": number} if number else {}
    )
    ready = probe(query)
    for native in (True, False):
        index = Index.open(folder, entities.__getitem__, native=native)
        near = any(index.near(ready.readings, floor=floor)) or not (
            index.identifier_keys().isdisjoint(ready.identifiers)
        )
        if index.search(query, floor=floor, limit=1):
            assert near
