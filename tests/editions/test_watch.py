"""A watch: what it builds, reports and leaves to a person, on a clock that nobody waits for."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.editions._publisher import Publisher, publisher, stays_silent

from holdpoint.editions import (
    Limits,
    Outcome,
    Remote,
    Remotes,
    Round,
    Shelf,
    Watching,
    _watch,
    client,
    only_watch,
    update,
    watch,
    watch_round,
)
from holdpoint.editions._page import write_round
from holdpoint.errors import HoldpointError, KnowledgeError
from holdpoint.intake import parse_transaction
from holdpoint.knowledge import activate, open_snapshot, verify
from holdpoint.screening import Screener, load_policy, write_record

FAST = Limits(wait=0.3, whole=3.0, size=2_000_000, tries=1, pause=0.01)
NOON = datetime(2024, 2, 26, 12, tzinfo=UTC)
STAYS = ["QUORVIN TRADING {n} LLC"] * 40
TULPAR = ["TULPAR ULGI IMPORT TOO"]


def sdn(names: Iterable[str]) -> bytes:
    rest = ",".join(["-0- "] * 8)
    return "".join(
        f'{n},"{name.format(n=n)}",-0- ,"IFSR",{rest}\r\n' for n, name in enumerate(names, 1000)
    ).encode("ascii")


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher() as one:
        one.body = sdn(STAYS)
        yield one


class World:
    """A store, a shelf and a publisher, and what the watch said."""

    def __init__(self, server: Publisher, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.said: list[tuple[str, str]] = []
        self.settings = folder / "policy.yaml"
        self.watching = Watching(
            lists=folder / "lists",
            store=folder / "snap",
            reports=folder / "reports",
            decisions=folder / "decisions",
            starter=False,
            check=5,
        )
        (folder / "decisions").mkdir()
        self.policy("never")

    def policy(self, activate: str, more: str = "") -> None:
        text = f"id: mine\nwatch: {{activate: {activate}}}\nlists: {{max_age_days: 30}}\n{more}"
        self.settings.write_text(text, "utf-8")

    def publish(self, names: list[str], day: int) -> None:
        self.server.body, self.server.etag = sdn(names), f'"{day}"'
        self.server.modified = f"Mon, {day:02} Feb 2024 10:00:00 GMT"

    def fetch(self) -> Iterator[Outcome]:
        remote = Remote(file="sdn.csv", url=self.server.url)
        wanted = [Remotes(source="us-ofac-sdn", holds=("us-ofac-sdn",), files=(remote,))]
        with client(FAST) as http:
            yield from update(
                wanted, Shelf(self.watching.lists), http, now=lambda: "x", keys={}, limits=FAST
            )

    def round(self, now: datetime = NOON) -> Round:
        self.said.clear()
        return watch_round(
            self.watching,
            self.fetch,
            lambda: load_policy(self.settings),
            now=lambda: now,
            say=lambda loud, words: self.said.append((loud, words)),
        )

    def errors(self) -> str:
        return "\n".join(words for loud, words in self.said if loud == "error")

    def in_use(self) -> str | None:
        try:
            return open_snapshot(self.watching.store).id
        except KnowledgeError:
            return None

    def go_live(self, done: Round) -> None:
        activate(self.watching.store, str(done.snapshot), lambda path: not verify(path))

    def decide(self, name: str, number: int = 1) -> None:
        raw = {
            "id": f"W-{number}",
            "date": "2024-02-26",
            "exporter_country": "DE",
            "destination_country": "FR",
            "parties": [{"role": "buyer", "name": name, "country": "KZ"}],
            "items": [{"description": "Connectors", "hs_code": "8536.69"}],
        }
        order = parse_transaction(raw, file="test", line=None)
        screener = Screener(open_snapshot(self.watching.store), load_policy(self.settings))
        assert self.watching.decisions is not None
        write_record(self.watching.decisions, order, screener.screen(order), None)

    def report(self, done: Round) -> dict[str, Any]:
        path = self.watching.reports / f"{done.started.replace(':', '')}.json"
        assert path.read_bytes() == (self.watching.reports / "latest.json").read_bytes()
        found: dict[str, Any] = json.loads(path.read_bytes())
        return found


@pytest.fixture
def world(server: Publisher, tmp_path: Path) -> World:
    return World(server, tmp_path)


def test_by_default_what_is_built_waits_for_a_person(world: World) -> None:
    world.publish(STAYS, 24)
    first = world.round()
    assert (first.activation, first.exit_code, first.built) == ("waits", 1, True)
    assert world.in_use() is None
    assert first.snapshot is not None
    line = f"holdpoint data activate {first.snapshot[7:19]} --store {world.watching.store}"
    assert line in world.report(first)["why"]
    world.go_live(first)
    second = world.round()
    assert (second.activation, second.exit_code, second.built) == ("nothing new", 0, False)
    assert world.in_use() == first.snapshot


def test_the_report_says_who_changes_before_anything_goes_live(world: World) -> None:
    world.publish(STAYS, 24)
    world.go_live(world.round())
    world.decide("Tulpar Ulgi Import TOO")
    world.decide("Ateliers Brumeclair SAS", 2)
    before = world.in_use()
    world.publish(STAYS + TULPAR, 25)
    done = world.round()
    assert (done.activation, done.exit_code) == ("waits", 1)
    assert world.in_use() == before
    row = world.report(done)
    (change,) = row["rescreened"]["changes"]
    assert (change["transaction"], change["then"]) == ("W-1", "release")
    assert row["lists"][0]["came"] == 1
    assert row["rescreened"]["checked"] == row["rescreened"]["skipped"] == 1
    page = (world.watching.reports / "latest.html").read_text("utf-8")
    assert "W-1" in page
    assert "http://" not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("choice", "names", "activation"),
    [
        ("when_nothing_changes", STAYS + TULPAR, "waits"),
        ("when_nothing_changes", [*STAYS, "NIMBRA STORES LLC"], "in use"),
        ("always", STAYS + TULPAR, "in use"),
        ("never", [*STAYS, "NIMBRA STORES LLC"], "waits"),
    ],
)
def test_the_policy_says_when_it_may_go_live_by_itself(
    choice: str, names: list[str], activation: str, world: World
) -> None:
    world.publish(STAYS, 24)
    world.go_live(world.round())
    world.decide("Tulpar Ulgi Import TOO")
    world.policy(choice)
    before = world.in_use()
    world.publish(names, 25)
    done = world.round()
    assert done.activation == activation
    assert world.in_use() == (done.snapshot if activation == "in use" else before)
    assert world.report(done)["activation"] == activation


def test_without_past_decisions_nobody_can_say_that_nothing_changes(world: World) -> None:
    world.policy("when_nothing_changes")
    world.watching = Watching(
        lists=world.watching.lists, store=world.watching.store, reports=world.watching.reports,
        starter=False,
    )  # fmt: skip
    done = world.round()
    assert done.activation == "waits"
    assert "no past decisions were given" in done.why


def test_a_snapshot_that_is_less_than_the_one_in_use_always_waits(world: World) -> None:
    own = world.watching.lists / "own.yaml"
    own.parent.mkdir()
    own.write_text(
        "format: own-csv\nid: own\ntitle: t\nmeasure: private\nlist: own\n"
        "list_date: 2024-02-01\nfile: own.csv\ncolumns: {name: name}\n",
        "utf-8",
    )
    (own.parent / "own.csv").write_text("name\nMorsa Lindqvale Surplus Oy\n", "utf-8")
    world.go_live(world.round())
    world.policy("always")
    own.unlink()
    done = world.round()
    assert done.activation == "waits"
    assert "own is gone" in world.errors()
    assert "own is gone" in (world.watching.reports / "latest.html").read_text("utf-8")


def test_zones_take_part_and_what_is_left_out_counts_as_gone(world: World) -> None:
    ring = [[60.0, 50.0], [60.1, 50.0], [60.1, 50.1], [60.0, 50.1], [60.0, 50.0]]
    feature = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "id": "velmora_yard", "name": "Velmora Yard", "country": "KZ", "source": "own survey",
        },
    }  # fmt: skip
    path = world.folder / "zones.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    world.policy("always")
    bare = world.watching
    world.watching = dataclasses.replace(bare, zones=(path,))
    done = world.round()
    assert (done.activation, done.built) == ("in use", True), world.errors()
    world.watching = bare
    done = world.round()
    assert (done.activation, done.built) == ("waits", True)
    assert "is gone: the snapshot in use holds it" in world.errors()


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"", "came empty"), (sdn(STAYS[:20]), "20 of 40 entries would be gone")],
    ids=["empty", "half gone"],
)
def test_a_list_that_is_not_whole_is_loud_and_changes_nothing(
    body: bytes, words: str, world: World
) -> None:
    world.publish(STAYS, 24)
    world.go_live(world.round())
    before = world.in_use()
    world.policy("always")
    world.server.body, world.server.etag = body, '"9"'
    done = world.round()
    assert (done.exit_code, done.activation) == (2, "nothing new")
    assert words in world.errors()
    assert "the edition of 2024-02-24 stays in use" in world.errors()
    assert world.in_use() == before


def test_a_stale_list_is_loud(world: World) -> None:
    world.publish(STAYS, 24)
    world.go_live(world.round())
    assert world.round(NOON + timedelta(days=20)).exit_code == 0
    done = world.round(NOON + timedelta(days=40))
    assert done.exit_code == 1
    assert "us-ofac-sdn is stale: of 2024-02-24, 42 days; limit 30" in world.errors()
    assert world.report(done)["ages"][0]["stale"] is True


def test_a_round_that_fails_is_reported_and_the_next_one_is_as_ever(world: World) -> None:
    world.publish(STAYS, 24)
    world.settings.write_text("watch: {activate: perhaps}\n", "utf-8")
    bad = world.round()
    assert (bad.exit_code, bad.activation) == (2, "failed")
    assert "watch.activate" in world.report(bad)["faults"][0]
    world.policy("never")
    assert world.round(NOON + timedelta(hours=1)).activation == "waits"


def test_an_altered_record_keeps_a_snapshot_from_going_live_by_itself(world: World) -> None:
    world.publish(STAYS, 24)
    world.go_live(world.round())
    world.decide("Ateliers Brumeclair SAS")
    record = world.folder / "decisions" / "W-1.json"
    record.write_bytes(record.read_bytes().replace(b'"outcome":"release"', b'"outcome":"hold"'))
    world.policy("when_nothing_changes")
    world.publish([*STAYS, "NIMBRA STORES LLC"], 25)
    done = world.round()
    assert (done.exit_code, done.activation) == (2, "waits")
    assert "not every past decision could be compared" in done.why


def test_nothing_goes_live_without_its_report(world: World) -> None:
    world.publish(STAYS, 24)
    world.go_live(world.round())
    before = world.in_use()
    world.policy("always")
    world.publish(STAYS + TULPAR, 25)
    page = world.watching.reports / f"{NOON:%Y-%m-%dT%H%M%SZ}.html"
    page.unlink()
    page.mkdir()  # so that it cannot be written
    done = world.round()
    assert (done.exit_code, done.activation) == (2, "waits")
    assert "report could not be written" in world.errors()
    assert world.in_use() == before


def test_another_snapshot_that_came_into_use_meanwhile_is_left_in_use(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publish(STAYS, 24)
    first = world.round()
    world.policy("always")
    world.publish(STAYS + TULPAR, 25)

    def meanwhile(done: Round, folder: Path) -> Path:
        if done.activation == "due":
            world.go_live(first)
        return write_round(done, folder)

    monkeypatch.setattr(_watch, "write_round", meanwhile)
    done = world.round()
    assert (done.activation, world.in_use()) == ("waits", first.snapshot)


def test_rounds_follow_the_schedule_without_making_up_for_missed_ones() -> None:
    clock = [NOON]
    takes = iter([timedelta(minutes=20), timedelta(hours=9), timedelta(minutes=1)])
    starts: list[datetime] = []

    def one_round() -> Round:
        starts.append(clock[0])
        clock[0] += next(takes)
        return Round(started="x")

    def wait(seconds: float) -> None:
        assert 0 < seconds <= 60
        clock[0] += timedelta(seconds=seconds)

    rounds = watch(one_round, timedelta(hours=6), now=lambda: clock[0], wait=wait)
    assert len(list(itertools.islice(rounds, 3))) == 3
    hours = [(start - NOON) / timedelta(hours=1) for start in starts]
    assert hours == [0, 6, 15]


def test_a_clock_that_is_set_back_does_not_put_the_next_round_off() -> None:
    clock = [NOON]
    starts: list[datetime] = []

    def one_round() -> Round:
        starts.append(clock[0])
        return Round(started="x")

    def wait(seconds: float) -> None:
        back = timedelta(days=300) if len(starts) == 1 and clock[0] == NOON else timedelta(0)
        clock[0] += timedelta(seconds=seconds) - back

    rounds = watch(one_round, timedelta(hours=1), now=lambda: clock[0], wait=wait)
    list(itertools.islice(rounds, 2))
    assert starts[1] - (NOON - timedelta(days=300)) <= timedelta(hours=1, minutes=2)


def test_one_watch_a_store(tmp_path: Path) -> None:
    with only_watch(tmp_path / "snap"):
        with only_watch(tmp_path / "other"):
            pass
        with (
            pytest.raises(HoldpointError, match=f"process {os.getpid()}"),
            only_watch(tmp_path / "snap"),
        ):
            pytest.fail("two watches on one store")
    with only_watch(tmp_path / "snap"):
        assert not (tmp_path / "snap").exists()  # the lock lies beside it


def command(world: World, *words: str) -> list[str]:
    table = world.folder / "own.csv"
    table.write_text(
        f"source,holds,file,url,hosts,key,basis\nus-ofac-sdn,,sdn.csv,{world.server.url},,,read\n",
        "utf-8",
    )
    here = world.watching
    return [
        sys.executable, "-m", "holdpoint", "data", "watch", "--store", str(here.store),
        "--lists", str(here.lists), "--reports", str(here.reports), "--addresses", str(table),
        "--decisions", str(here.decisions), "--policy", str(world.settings), "--no-starter",
        *words,
    ]  # fmt: skip


def test_the_command_ends_one_round_with_its_exit_code(world: World) -> None:
    world.policy("always", "")
    world.settings.write_text("watch: {activate: always}\nlists: {max_age_days: 36500}\n", "utf-8")
    call = command(world, "--once", "--json")
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert (row["activation"], row["snapshot"]) == ("in use", world.in_use())
    assert "us-ofac-sdn taken: 2024-02-24, +40 -0 entries" in done.stderr
    world.server.body, world.server.etag = b"", '"2"'
    done = subprocess.run(call[:-1], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "1 not brought up to date" in done.stdout


@pytest.mark.parametrize("every", ["6", "0m", "99d", "soon"])
def test_an_interval_that_is_none_is_told(every: str, world: World) -> None:
    done = subprocess.run(
        command(world, "--every", every), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "write 30m, 6h or 1d" in done.stderr
    assert world.server.asked == []


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """What a shell starts in the background ignores Ctrl-C, and so would what we start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeds_ctrl_c")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["TERM", "INT"])
def test_a_signal_between_two_rounds_is_a_proper_end(number: int, world: World) -> None:
    with subprocess.Popen(command(world, "--every", "6h"), stderr=subprocess.PIPE, text=True,
                          stdout=subprocess.PIPE) as run:  # fmt: skip
        assert run.stderr is not None
        lines = list(itertools.takewhile(lambda line: "next round in 6h" not in line, run.stderr))
        second = subprocess.run(
            command(world, "--once"), capture_output=True, text=True, check=False
        )
        time.sleep(0.2)
        run.send_signal(number)
        said = _end_of(run)
    assert any("waits" in line for line in lines)
    assert second.returncode == 2
    assert f"process {run.pid}" in second.stderr
    assert run.returncode == 0
    assert "stopped between two rounds" in said


def _end_of(run: subprocess.Popen[str]) -> str:
    """What a watch says at its end; one that does not end is killed and fails the test."""
    try:
        return run.communicate(timeout=30)[1]
    except subprocess.TimeoutExpired:
        run.kill()
        raise


def hangs(answer: Any) -> bool:
    time.sleep(1.5)
    return stays_silent(answer)


def test_a_signal_within_a_round_leaves_everything_as_it_was(world: World) -> None:
    world.publish(STAYS, 24)
    world.go_live(world.round())
    before = world.in_use()
    world.server.etag, world.server.trick = '"9"', hangs
    asked = len(world.server.asked)
    with subprocess.Popen(command(world, "--every", "6h"), stderr=subprocess.PIPE, text=True,
                          stdout=subprocess.PIPE) as run:  # fmt: skip
        while len(world.server.asked) == asked:
            time.sleep(0.02)
        run.terminate()
        said = _end_of(run)
    assert run.returncode == 143
    assert "stopped within a round" in said
    assert world.in_use() == before
    assert verify(world.watching.store) == ()
