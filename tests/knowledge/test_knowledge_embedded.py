"""The embedded snapshot: built once, then opened from the cache."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holdpoint.knowledge import _embedded, open_snapshot, verify

if TYPE_CHECKING:
    from tests.knowledge.conftest import Fakes, FakeStarter

UseStarter = Callable[["FakeStarter"], None]


@pytest.fixture
def cache(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fakes: Fakes,
    use_starter: UseStarter,
    quick_index: None,
) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    use_starter(fakes.starter(*fakes.some(20, source="starter")))
    _embedded._temporary.cache_clear()
    yield tmp_path / "cache" / "holdpoint"
    _embedded._temporary.cache_clear()


def test_the_first_use_builds_and_the_second_opens(cache: Path) -> None:
    first = open_snapshot()
    assert len(first) == 20
    assert first.path.is_relative_to(cache)
    made = first.path.stat().st_mtime_ns
    started = time.process_time()
    second = open_snapshot()
    assert time.process_time() - started < 0.1
    assert second.id == first.id
    assert second.path.stat().st_mtime_ns == made
    assert verify(second.path.parent) == ()
    assert sorted(p.name for p in cache.iterdir()) == [f"embedded-{_embedded.data_key()}"]


def test_damage_in_the_cache_is_mended(cache: Path) -> None:
    first = open_snapshot()
    lines = first.path / "entities.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"Works 7", b"Works 8"))
    second = open_snapshot()
    assert second.id == first.id
    assert verify(second.path.parent) == ()
    (second.path.parent / "CURRENT").write_bytes(b"")
    assert open_snapshot().id == first.id


def test_other_data_get_another_snapshot(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_snapshot()
    monkeypatch.setattr(_embedded, "data_key", lambda: "other")
    assert open_snapshot().path.parent != first.path.parent
    for i in range(12):
        monkeypatch.setattr(_embedded, "data_key", lambda n=i: f"other{n}")
        open_snapshot()
    assert len(list(cache.iterdir())) == 8


def test_a_cache_that_cannot_be_written_falls_back(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.parent.mkdir()
    cache.write_text("a file where the folder should be")
    first = open_snapshot()
    assert not first.path.is_relative_to(cache)
    assert open_snapshot().path == first.path
    assert first.entity("starter:7").caption == "Invented Works 7"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_cache_falls_back(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert not open_snapshot().path.is_relative_to(cache)


def test_no_home_falls_back(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/path")
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError))
    assert _embedded.cache_folder() is None
    assert len(open_snapshot()) == 20


def test_the_key_follows_the_data_and_nothing_else() -> None:
    _embedded.data_key.cache_clear()
    first = _embedded.data_key()
    _embedded.data_key.cache_clear()
    assert _embedded.data_key() == first
    assert first.isalnum()
