"""A past decision can be made again, and an altered one is refused."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

import holdpoint
from holdpoint.errors import ReplayError
from holdpoint.intake import parse_transaction
from holdpoint.screening import Screener, load_policy, read_record, replay, write_record

ORDER = {
    "id": "R-1",
    "date": "2026-11-20",
    "exporter_country": "DE",
    "destination_country": "FR",
    "parties": [{"role": "buyer", "name": "Ateliers Brumeclair SAS", "country": "FR"}],
    "items": [{"description": "Connectors", "hs_code": "8536.69"}],
}


@pytest.fixture(scope="module")
def screener() -> Screener:
    return holdpoint.Screener(holdpoint.open_snapshot())


def _written(folder: Path, screener: Screener, as_of: date | None = None) -> Path:
    order = parse_transaction(ORDER, file="test", line=None)
    return write_record(folder, order, screener.screen(order, as_of=as_of), as_of)


def test_replay_gives_the_same_bytes(tmp_path: Path, screener: Screener) -> None:
    assert replay(read_record(_written(tmp_path, screener)), screener) == ()


def test_replay_keeps_the_day_that_was_asked_for(tmp_path: Path, screener: Screener) -> None:
    kept = read_record(_written(tmp_path, screener, date(2024, 5, 1)))
    assert kept.decision["as_of"] == "2024-05-01"
    assert replay(kept, screener) == ()


def test_replay_says_what_differs(tmp_path: Path, screener: Screener) -> None:
    kept = read_record(_written(tmp_path, screener))
    stricter = dataclasses.replace(load_policy(), hold_from=0.99)
    differences = replay(kept, Screener(screener.snapshot, stricter))
    assert [d.path for d in differences] == ["record.decision", "record.policy"]


def test_anybody_can_repeat_the_hash_from_the_json(tmp_path: Path, screener: Screener) -> None:
    decision = json.loads(_written(tmp_path, screener).read_text("utf-8"))["decision"]
    stated = decision["record"].pop("decision")
    written = json.dumps(decision, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert stated == "sha256:" + hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize(
    ("old", "new"),
    [('"outcome":"release"', '"outcome":"block"'), ("Ateliers Brumeclair", "Ateliers Brumeclaire")],
)
def test_an_altered_record_is_refused(
    tmp_path: Path, screener: Screener, old: str, new: str
) -> None:
    path = _written(tmp_path, screener)
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ReplayError, match=r"changed after|not the one"):
        read_record(path)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"holdpoint_record": 99}', "\x00"])
def test_what_is_no_record_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, "utf-8")
    with pytest.raises(holdpoint.errors.HoldpointError):
        read_record(path)


def test_ids_that_are_no_file_names_do_not_collide(tmp_path: Path, screener: Screener) -> None:
    paths = set()
    for name in ("a/b", "a_b", "a:b", "../a", "x" * 300):
        order = parse_transaction({**ORDER, "id": name}, file="test", line=None)
        paths.add(write_record(tmp_path, order, screener.screen(order), None))
    assert len(paths) == 5
    assert all(path.parent == tmp_path and path.is_file() for path in paths)
