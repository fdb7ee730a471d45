"""A store under fire: killed builds, builds at once, foreign folders, other formats."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import pytest

from holdpoint.errors import KnowledgeError
from holdpoint.files import digest
from holdpoint.knowledge import FORMAT, build, open_snapshot, verify
from holdpoint.model import Entity

if TYPE_CHECKING:
    from tests.knowledge.conftest import Fakes

P = ParamSpec("P")
R = TypeVar("R")

pytestmark = pytest.mark.usefixtures("quick_index")


def in_child(work: Callable[[], Any], *, kill_after: float | None = None) -> int:
    """Run something in a child process, perhaps killing it; the status as ``waitpid`` gives it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_build_killed_at_any_step_leaves_the_old_or_the_new(
    fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every call that changes the disk is the last one once."""
    old = build([fakes.edition(fakes.some(5))], out=tmp_path, starter=False)
    new = fakes.some(6, mark=" new")
    left = [0]

    def mortal(call: Callable[P, R]) -> Callable[P, R]:
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)

        return counted

    for name in ("fsync", "mkdir", "rename", "replace", "unlink", "rmdir"):
        monkeypatch.setattr(os, name, mortal(getattr(os, name)))

    def child(steps: int) -> None:
        left[0] = steps
        build([fakes.edition(new)], out=tmp_path, starter=False)

    outcomes = []
    for steps in range(200):
        left[0] = 1_000_000
        status = in_child(lambda n=steps: child(n))  # type: ignore[misc]
        outcomes.append(open_snapshot(tmp_path).id)
        assert verify(tmp_path) == ()
        if status == 0:
            break
    left[0] = 1_000_000
    assert len(outcomes) > 15  # there were that many steps to die at
    switched = outcomes.index(next(i for i in outcomes if i != old.id))
    assert set(outcomes[:switched]) == {old.id}
    assert len(set(outcomes[switched:])) == 1
    report = build([fakes.edition(new)], out=tmp_path, starter=False)
    assert outcomes[-1] == report.id
    assert names(tmp_path) == {"CURRENT", old.path.name, report.path.name}


def test_builds_killed_at_random_moments(fakes: Fakes, tmp_path: Path) -> None:
    chance = random.Random(7)
    known = {build([fakes.edition(fakes.some(300))], out=tmp_path, starter=False).id}
    started = time.perf_counter()
    known.add(build([fakes.edition(fakes.some(300, mark="0"))], out=tmp_path, starter=False).id)
    usual = time.perf_counter() - started
    killed = 0
    for i in range(20):
        work = fakes.some(300, mark=str(i % 2))
        status = in_child(
            lambda w=work: build([fakes.edition(w)], out=tmp_path, starter=False),  # type: ignore[misc]
            kill_after=chance.uniform(0, 1.2 * usual),
        )
        killed += status != 0
        snapshot = open_snapshot(tmp_path)
        known.add(snapshot.id)
        assert len(known) <= 3
        assert len(list(snapshot.entities())) == 300
        assert verify(tmp_path) == ()
    assert killed
    report = build([fakes.edition(fakes.some(2))], out=tmp_path, starter=False)
    assert open_snapshot(tmp_path).id == report.id
    assert not [name for name in names(tmp_path) if name.startswith(".")]
    assert len(names(tmp_path)) <= 5


def test_readers_see_a_whole_snapshot_while_others_are_built(fakes: Fakes, tmp_path: Path) -> None:
    build([fakes.edition(fakes.some(40, mark="-0"))], out=tmp_path, starter=False)
    stop = threading.Event()
    faults: list[BaseException] = []
    opened = 0

    def read() -> None:
        nonlocal opened
        try:
            while not stop.is_set():
                snapshot = open_snapshot(tmp_path)
                marks = {e.caption.partition("-")[2] for e in snapshot.entities()}
                assert len(marks) == 1
                assert len(snapshot) == 40
                opened += 1
        except BaseException as error:  # noqa: BLE001 - handed to the main thread
            faults.append(error)

    def write(mark: int) -> None:
        try:
            for i in range(4):
                edition = fakes.edition(fakes.some(40, mark=f"-{mark}{i}"))
                build([edition], out=tmp_path, starter=False)
        except BaseException as error:  # noqa: BLE001 - handed to the main thread
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    writers = [threading.Thread(target=write, args=(n,)) for n in (1, 2)]
    for thread in readers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in readers:
        thread.join()
    assert faults == []
    assert opened
    assert verify(tmp_path) == ()
    assert len(names(tmp_path)) == 1 + 1 + 8  # CURRENT, the first snapshot, eight more


def test_a_build_that_still_runs_is_no_rubbish(fakes: Fakes, tmp_path: Path) -> None:
    ready, go = os.pipe(), os.pipe()

    def slow() -> None:
        edition = fakes.edition(fakes.some(3, mark=" slow"))
        entities = list(edition.entities)

        def waiting() -> Iterator[Entity]:
            yield entities[0]
            os.write(ready[1], b"x")
            os.read(go[0], 1)
            yield from entities[1:]

        edition.entities = waiting()
        build([edition], out=tmp_path, starter=False)

    child = os.fork()
    if child == 0:
        try:
            slow()
        finally:
            os._exit(0)
    os.read(ready[0], 1)
    first = build([fakes.edition(fakes.some(2))], out=tmp_path, starter=False)
    assert [name for name in names(tmp_path) if name.startswith(".building-")]
    os.write(go[1], b"x")
    os.waitpid(child, 0)
    for end in (*ready, *go):
        os.close(end)
    assert len(open_snapshot(tmp_path)) == 3
    assert open_snapshot(tmp_path, snapshot_id=first.id).id == first.id
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_the_same_content_again_keeps_the_snapshot_that_is_there(
    fakes: Fakes, tmp_path: Path
) -> None:
    one = build([fakes.edition(fakes.some(3), retrieved="2026-02-01")], out=tmp_path, starter=False)
    inode = (one.path / "manifest.json").stat().st_ino
    two = build([fakes.edition(fakes.some(3), retrieved="2026-02-02")], out=tmp_path, starter=False)
    assert (one.reused, two.reused) == (False, True)
    assert one.path == two.path
    assert (two.path / "manifest.json").stat().st_ino == inode


def test_a_damaged_snapshot_of_the_same_content_is_replaced(fakes: Fakes, tmp_path: Path) -> None:
    one = build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)
    lines = one.path / "entities.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"Works 1", b"Works 7"))
    assert verify(tmp_path)
    for _ in range(2):
        two = build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)
        assert two.id == one.id == open_snapshot(tmp_path).id
        assert verify(tmp_path) == ()
        assert len(names(tmp_path)) == 2


def test_another_engine_writes_its_own_copy(
    fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)
    still_open = open_snapshot(tmp_path)
    assert still_open.entity("zz-list:1").caption == "Invented Works 1"
    monkeypatch.setattr("holdpoint.knowledge._write.engine", lambda: "holdpoint 99")
    two = build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)
    assert (two.id, two.reused) == (one.id, False)
    assert open_snapshot(tmp_path).manifest.engine == "holdpoint 99"
    assert open_snapshot(tmp_path, snapshot_id=one.id).path == two.path
    assert still_open.entity("zz-list:2").caption == "Invented Works 2"
    assert len(names(tmp_path)) == 2


def test_a_full_disk_is_told_and_leaves_nothing(
    fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KnowledgeError, match="No space left"):
        build([fakes.edition(fakes.some(4))], out=tmp_path, starter=False)
    assert open_snapshot(tmp_path).id == before.id
    assert names(tmp_path) == {"CURRENT", before.path.name}


def _fill_disk_after(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let every write fail once the number in the list, counted down by each, is used up."""
    left, real_open = [1_000_000], io.open

    def spend() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    class Filling(io.FileIO):
        def write(self, data: Any, /) -> int:
            spend()
            return super().write(data)

    def opened(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if mode == "wb":
            return io.BufferedWriter(Filling(file, "wb"), 256)
        return real_open(file, mode, *args, **kwargs)

    def spending(call: Callable[P, R]) -> Callable[P, R]:
        def spent(*args: P.args, **kwargs: P.kwargs) -> R:
            spend()
            return call(*args, **kwargs)

        return spent

    monkeypatch.setattr(io, "open", opened)
    for name in ("fsync", "mkdir", "rename", "replace"):
        monkeypatch.setattr(os, name, spending(getattr(os, name)))
    return left


def test_a_disk_that_fills_at_any_write_leaves_a_whole_snapshot_in_use(
    fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = build([fakes.edition(fakes.some(5))], out=tmp_path, starter=False)
    left = _fill_disk_after(monkeypatch)
    in_use = []
    for steps in range(300):
        left[0] = steps
        try:
            build([fakes.edition(fakes.some(9, mark=" new"))], out=tmp_path, starter=False)
        except KnowledgeError as error:
            told = str(error)
        else:
            break
        finally:
            left[0] = 1_000_000
        assert "No space left" in told
        assert verify(tmp_path) == ()
        in_use.append(open_snapshot(tmp_path).id)
        rest = names(tmp_path) - {"CURRENT", old.path.name}
        assert all(name.startswith("sha256-") for name in rest)
    new = open_snapshot(tmp_path).id
    switched = in_use.index(new) if new in in_use else len(in_use)
    # Only the flushing of the folder comes after the switch.
    assert in_use == [old.id] * switched + [new] * (len(in_use) - switched)
    assert 25 < switched >= len(in_use) - 2
    assert len(names(tmp_path)) == 3


def test_earlier_snapshots_stay_and_can_be_opened_by_id(fakes: Fakes, tmp_path: Path) -> None:
    old = build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)
    new = build([fakes.edition(fakes.some(4))], out=tmp_path, starter=False)
    assert open_snapshot(tmp_path).id == new.id
    assert open_snapshot(tmp_path, snapshot_id=old.id).id == old.id
    assert open_snapshot(tmp_path, snapshot_id=old.id[7:19]).id == old.id
    assert open_snapshot(old.path).id == old.id
    with pytest.raises(KnowledgeError, match="no snapshot 'sha256:00"):
        open_snapshot(tmp_path, snapshot_id="sha256:" + "0" * 64)
    with pytest.raises(KnowledgeError, match="Give the whole id"):
        open_snapshot(tmp_path, snapshot_id="sha256")


def test_a_folder_with_other_things_is_left_alone(fakes: Fakes, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("id\n")
    with pytest.raises(KnowledgeError, match="new or empty folder"):
        build([fakes.edition(fakes.some(1))], out=tmp_path, starter=False)
    assert names(tmp_path) == {"orders.csv"}
    with pytest.raises(KnowledgeError, match="cannot be used"):
        build([fakes.edition(fakes.some(1))], out=tmp_path / "orders.csv", starter=False)
    report = build([fakes.edition(fakes.some(1))], out=tmp_path / "snap", starter=False)
    with pytest.raises(KnowledgeError, match="folder around it"):
        build([fakes.edition(fakes.some(1))], out=report.path, starter=False)


def _nothing(store: Path) -> None:
    for path in sorted(store.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def _sealed(store: Path, **change: object) -> None:
    (path,) = store.glob("sha256-*/manifest.json")
    body = {**json.loads(path.read_bytes()), **change}
    del body["seal"]
    sealed = {**body, "seal": digest(body)}
    path.write_text(
        json.dumps(sealed, ensure_ascii=False, sort_keys=True, indent=1) + "\n", encoding="utf-8"
    )


def _manifest(store: Path, data: bytes) -> None:
    (path,) = store.glob("sha256-*/manifest.json")
    path.write_bytes(data)


DAMAGE: list[tuple[Callable[[Path], Any], str]] = [
    (_nothing, "no snapshot"),
    (lambda s: (s / "CURRENT").unlink(), "CURRENT is missing"),
    (lambda s: (s / "CURRENT").write_bytes(b"../../etc\n"), "CURRENT is damaged"),
    (lambda s: (s / "CURRENT").write_bytes(b"\xff\xfe\0"), "CURRENT is damaged"),
    (lambda s: (s / "CURRENT").write_text("sha256-" + "0" * 64 + "\n"), "not there"),
    (lambda s: _manifest(s, b""), "not JSON"),
    (lambda s: _manifest(s, b"[1]"), "no JSON object"),
    (lambda s: _manifest(s, b"[" * 100_000), "not JSON"),
    (lambda s: _manifest(s, b"{}"), "format"),
    (lambda s: _sealed(s, format=FORMAT + 1), rf"format '{FORMAT + 1}'.*reads format {FORMAT}"),
    (lambda s: _sealed(s, files=[]), "wrong kind"),
    (lambda s: _sealed(s, counts="x"), "wrong kind"),
    (lambda s: _sealed(s, counts={}), "wrong kind"),
    (lambda s: _sealed(s, files={"../x": {"sha256": "", "size": 0}}), "wrong kind"),
    (lambda s: next(s.glob("*/manifest.json")).unlink(), "cannot be read"),
    (lambda s: next(s.glob("*/entities.jsonl")).unlink(), "missing"),
    (lambda s: next(s.glob("*/index.fake")).write_bytes(b""), "bytes instead of"),
    (lambda s: next(s.glob("*/entities.keys")).write_bytes(b""), "bytes instead of"),
]


@pytest.mark.parametrize(("damage", "says"), DAMAGE)
def test_damage_is_told_with_a_remedy(
    fakes: Fakes, tmp_path: Path, damage: Callable[[Path], Any], says: str
) -> None:
    build([fakes.edition(fakes.some(3))], out=tmp_path / "snap", starter=False)
    damage(tmp_path / "snap")
    with pytest.raises(KnowledgeError, match=says) as caught:
        open_snapshot(tmp_path / "snap")
    assert any(word in str(caught.value) for word in ("Build", "Give", "build"))
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("what", ["nowhere", "file", "empty"])
def test_what_is_no_snapshot_is_told_apart(tmp_path: Path, what: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for door in (open_snapshot, verify):
        with pytest.raises(KnowledgeError, match=r"Build one with `holdpoint data build`"):
            door(tmp_path / what)


def test_damaged_keys_of_the_right_size_do_not_crash(fakes: Fakes, tmp_path: Path) -> None:
    report = build([fakes.edition(fakes.some(3))], out=tmp_path, starter=False)
    keys = report.path / "entities.keys"
    size = keys.stat().st_size
    for junk in (b"\0" * size, b"HPKEYS1\n" + b"\xff" * (size - 8)):
        keys.write_bytes(junk)
        with pytest.raises(KnowledgeError, match="damaged"):
            open_snapshot(tmp_path).entity("zz-list:1")
