"""One wrong byte anywhere is found."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holdpoint.files import digest
from holdpoint.knowledge import BuildReport, build, verify
from holdpoint.knowledge._lines import KeyTable
from holdpoint.model import Link, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.knowledge.conftest import Fakes, FakeStarter

pytestmark = pytest.mark.usefixtures("quick_index")


@pytest.fixture
def built(fakes: Fakes, tmp_path: Path, use_starter: Callable[[FakeStarter], None]) -> BuildReport:
    use_starter(fakes.starter(fakes.entity("s", "Starter Works", source="starter", list_="B")))
    refused = Problem(file="list.csv", line=7, reason="Cut short.", remedy="Mend it.")
    link = Link(subject="zz-list:1", relation="owned_by", object_name="Invented Works 2")
    edition = fakes.edition(
        fakes.some(12), links=[link], problems=[refused], retrieved="2026-02-03"
    )
    return build([edition], out=tmp_path / "snap")


def test_a_sound_snapshot_has_no_problem(built: BuildReport) -> None:
    assert verify(built.path.parent) == ()
    assert verify(built.path) == ()


def test_one_flipped_bit_in_any_file_is_found(built: BuildReport) -> None:
    chance = random.Random(3)
    for path in sorted(built.path.iterdir()):
        data = path.read_bytes()
        some = [chance.randrange(len(data)) for _ in range(12)] if data else []
        for place in sorted({0, len(data) - 1, *some}) if data else ():
            flipped = bytearray(data)
            flipped[place] ^= 1 << chance.randrange(8)
            path.write_bytes(flipped)
            found = verify(built.path.parent)
            assert found, f"{path.name} byte {place}"
            assert any(path.name in problem.file for problem in found)
        path.write_bytes(data)
    assert verify(built.path.parent) == ()


def test_bytes_all_over_the_manifest_count(built: BuildReport) -> None:
    path = built.path / "manifest.json"
    data = path.read_bytes()
    for place in range(0, len(data), 3):
        flipped = bytearray(data)
        flipped[place] ^= 1 << (place % 8)
        path.write_bytes(flipped)
        assert verify(built.path), place


def test_every_byte_of_current_counts(built: BuildReport) -> None:
    path = built.path.parent / "CURRENT"
    data = path.read_bytes()
    for place in range(len(data)):
        for bit in (0, 1 + place % 7):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            path.write_bytes(flipped)
            assert any(p.file == "CURRENT" for p in verify(path.parent)), (place, bit)
            path.write_bytes(data)


def test_missing_and_extra_files_are_found(built: BuildReport) -> None:
    store = built.path.parent
    for name in ("goods.jsonl", "index.empty", "refused.jsonl", "manifest.json"):
        path = built.path / name
        data = path.read_bytes()
        path.unlink()
        assert any(name in p.file for p in verify(store))
        assert any(name in p.file for p in verify(built.path))
        path.write_bytes(data)
    (built.path / "index.extra").write_bytes(b"")
    (store / "notes.txt").write_text("x")
    assert {p.file.rpartition("/")[2] for p in verify(store)} == {"index.extra", "notes.txt"}
    (store / "CURRENT").unlink()
    assert any("CURRENT" in p.file for p in verify(store))


def _forge(folder: Path, name: str, data: bytes, section: str | None = None) -> None:
    """Change a file, and the manifest so that every hash in it fits."""
    (folder / name).write_bytes(data)
    path = folder / "manifest.json"
    body = json.loads(path.read_bytes())
    del body["seal"]
    mark = digest(data).removeprefix("sha256:")
    body["files"][name] = {"sha256": mark, "size": len(data)}
    if section:
        body["sections"][section] = mark
    sealed = {**body, "seal": digest(body)}
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def test_the_id_must_be_the_hash_of_the_content(built: BuildReport) -> None:
    data = (built.path / "goods.jsonl").read_bytes().replace(b"chips", b"cheap")
    _forge(built.path, "goods.jsonl", data, "goods")
    (problem,) = verify(built.path)
    assert "id is not the hash of the content" in problem.reason


def test_a_look_up_table_must_fit_its_lines(built: BuildReport) -> None:
    table = KeyTable()
    table.add(b"zz-list:1", 0)
    _forge(built.path, "entities.keys", b"".join(table.chunks()))
    (problem,) = verify(built.path)
    assert problem.file.endswith("entities.keys")


def test_a_folder_must_bear_the_name_of_its_content(built: BuildReport) -> None:
    other = built.path.with_name("sha256-" + "0" * 64)
    built.path.rename(other)
    assert any("name of another" in p.reason for p in verify(other))
    copy = other.rename(built.path.parent.parent / "a-copy")
    assert verify(copy) == ()
