"""SIGKILL at random moments: what is served must be the old or the new edition, whole.

    python -m benchmarks.kills [--kills 1000] [--part build …] [--longest 0.3] [--out CSV]

A process works without end, is killed after a random while, and what it left is looked at; then the
next one goes on from there. Four kinds of process share the kills:

- build: builds two editions of an invented list into one store, and activates one and the other;
- again: builds one and the other edition of a list of which unchanged entries are taken over;
- update: fetches one and the other from a server on this machine, which gives some of them slowly;
- watch: whole rounds of `data watch`: fetch, build, activate, report.

The store must open, verify and be one of the two; the newest edition on the shelf must be one of
the two, byte for byte, and no line of the ledger may be lost; a report must be whole. "Switches"
says after how many kills another edition than at the one before was in use. Where the machine is
busy, `--longest` gives each process more time.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.editions._publisher import Publisher, publisher

from holdpoint.editions import Shelf, Taken
from holdpoint.errors import HoldpointError
from holdpoint.knowledge import build, open_snapshot, verify
from holdpoint.sources import plan, read_source

_MAPPING = """format: own-csv
id: own
title: Invented parties
measure: private
list: own
list_date: {date}
file: own.csv
columns: {{name: name}}
"""
_SERVE = """
import os
work()
print("ready", flush=True)
while sys.stdin.readline():
    child = os.fork()
    if child == 0:
        while True:
            work()
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Makes a process for each line it reads, which works until it is killed; everything is loaded."""

_BUILD = (
    """
import sys
from pathlib import Path
from holdpoint.knowledge import activate, build, keep_in, open_snapshot, verify
from holdpoint.sources import read_source
store, lists = Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]]
def work():
    ids = [
        build(read_source(one), out=store, starter=False, keep=keep_in(store)).id for one in lists
    ]
    for one in ids * 3:
        activate(store, one, lambda path: not verify(path))

"""
    + _SERVE
)
_AGAIN = (
    """
import sys
from pathlib import Path
from holdpoint.knowledge import build, keep_in
from holdpoint.sources import plan
store, folders = Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]]

def work():
    for folder in folders:
        keep = keep_in(store)
        build(plan(folder, keep=keep).groups(), out=store, starter=False, keep=keep)

"""
    + _SERVE
)
_FETCH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from holdpoint.editions import Limits, Remote, Remotes, Shelf, client, update
folder, url, limits = Path(sys.argv[1]), sys.argv[2], Limits(pause=0.01)
shelf = Shelf(folder / "lists")
wanted = [
    Remotes(source="us-ofac-sdn", holds=("us-ofac-sdn",), files=(Remote(file="sdn.csv", url=url),))
]

def fetch():
    with shelf.alone(), client(limits) as http:
        now = lambda: "2026-11-20T08:00:00Z"
        for one in update(wanted, shelf, http, now=now, keys={}, limits=limits):
            if not one.good:
                sys.exit(one.why)
            yield one
"""
_UPDATE = (
    _FETCH
    + """
def work():
    list(fetch())
"""
    + _SERVE
)
_WATCH = (
    _FETCH
    + """
import dataclasses
from holdpoint.editions import Watching, watch_round
from holdpoint.screening import load_policy
policy = dataclasses.replace(load_policy(), activate="always")
watching = Watching(
    lists=folder / "lists", store=folder / "store", reports=folder / "reports", starter=False
)
when = datetime(2026, 11, 20, tzinfo=UTC)

def work():
    done = watch_round(
        watching, fetch, lambda: policy, now=lambda: when, say=lambda loud, words: None
    )
    if done.faults:
        sys.exit(done.faults[0])

"""
    + _SERVE
)
_CHUNKS = 24
_ONE = range(1000, 1060)
_OTHER = range(1003, 1063)


def lists_in(folder: Path) -> list[Path]:
    """Two editions of an invented list; the mapping of each."""
    out = []
    for date in ("2026-10-01", "2026-10-08"):
        home = folder / date
        home.mkdir()
        rows = "".join(f"Zarnitsa Works {date} {number}\n" for number in range(60))
        (home / "own.csv").write_text("name\n" + rows, "utf-8")
        (home / "own.yaml").write_text(_MAPPING.format(date=date), "utf-8")
        out.append(home / "own.yaml")
    return out


@dataclass(slots=True)
class Killed:
    """What was found after so many kills.

    Attributes:
        faults: One line for each time at which something was not whole, or neither of the two.
        switches: After how many kills another edition than at the one before was in use.
    """

    faults: list[str] = field(default_factory=list)
    switches: int = 0


def killed(kills: int, folder: Path, *, longest: float = 0.3) -> Killed:
    """Kill builds and activations so often, and look at the store each time.

    Args:
        kills: How often.
        folder: An empty one.
        longest: Seconds until a kill, at most.
    """
    lists, store = lists_in(folder), folder / "store"
    ids = {build(read_source(one), out=store, starter=False).id for one in lists}
    call = [sys.executable, "-c", _BUILD, str(store), *map(str, lists)]
    return _kill(kills, call, lambda: _store_faults(store, ids), lambda: _served(store), longest)


def killed_again(kills: int, folder: Path, *, longest: float = 0.3) -> Killed:
    """The same for builds that take over what the one before them, or a part of it, has kept.

    Args:
        kills: How often.
        folder: An empty one.
        longest: Seconds until a kill, at most.
    """
    store, ids, homes = folder / "store", set[str](), list[Path]()
    for day, body in zip(("2024-02-20", "2024-02-24"), _bodies(), strict=True):
        home = folder / day
        home.mkdir()
        (home / f"sdn_{day}.csv").write_bytes(body)
        homes.append(home)
        anew = folder / f"anew-{day}"
        ids.add(build(plan(home).editions(), out=anew, starter=False).id)
        build(plan(home).editions(), out=store, starter=False)
    call = [sys.executable, "-c", _AGAIN, str(store), *map(str, homes)]
    return _kill(kills, call, lambda: _store_faults(store, ids), lambda: _served(store), longest)


def killed_updates(kills: int, folder: Path, *, longest: float = 0.3) -> Killed:
    """The same for updates: the shelf holds one of two editions, whole, and forgets none.

    Args:
        kills: How often.
        folder: An empty one.
        longest: Seconds until a kill, at most.
    """
    with _two_editions() as server:
        shelf = _Shelf(folder / "lists")
        call = [sys.executable, "-c", _UPDATE, str(folder), server.url]
        return _kill(kills, call, shelf.faults, shelf.newest, longest)


def killed_watches(kills: int, folder: Path, *, longest: float = 0.3) -> Killed:
    """The same for whole rounds of a watch that activates: shelf, store and reports.

    Args:
        kills: How often.
        folder: An empty one.
        longest: Seconds until a kill, at most.
    """
    with _two_editions() as server:
        shelf, store = _Shelf(folder / "lists"), folder / "store"
        ids = _both(server, folder)
        call = [sys.executable, "-c", _WATCH, str(folder), server.url]

        def faults() -> Iterator[str]:
            yield from shelf.faults()
            if (store / "CURRENT").exists():
                yield from _store_faults(store, ids)
            for report in sorted((folder / "reports").glob("*.json")):
                try:
                    json.loads(report.read_bytes())
                except ValueError:
                    yield f"{report.name} is not whole"

        return _kill(kills, call, faults, lambda: _served(store), longest)


def _kill(
    kills: int,
    call: list[str],
    faults: Callable[[], Iterator[str]],
    served: Callable[[], str],
    longest: float,
) -> Killed:
    dice = random.Random(11)  # noqa: S311 - a fixed series, no secret
    out, pipe = Killed(), subprocess.PIPE
    with subprocess.Popen(call, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as maker:
        assert maker.stdin is not None
        assert maker.stdout is not None
        assert maker.stderr is not None
        maker.stdout.readline()
        before = served()
        for number in range(kills):
            maker.stdin.write("\n")
            maker.stdin.flush()
            if not (process := maker.stdout.readline()):
                out.faults.append(f"nothing works: {maker.stderr.read().strip()[-200:]}")
                break
            time.sleep(dice.uniform(0, longest))
            os.kill(int(process), signal.SIGKILL)
            if (code := int(maker.stdout.readline())) != -signal.SIGKILL:
                out.faults.append(f"kill {number}: the process ended by itself ({code})")
            out.faults += [f"kill {number}: {fault}" for fault in faults()]
            before, last = served(), before
            out.switches += before != last
        maker.stdin.close()
        if said := maker.stderr.read().strip():
            out.faults.append(f"the last words were: {said[-200:]}")
    return out


def _served(store: Path) -> str:
    """What names the snapshot in use; empty where there is none."""
    named = store / "CURRENT"
    return named.read_text("ascii") if named.exists() else ""


def _store_faults(store: Path, ids: set[str]) -> Iterator[str]:
    try:
        served = open_snapshot(store).id
    except HoldpointError as error:
        yield f"the store does not open: {error}"
        return
    if served not in ids:
        yield f"{served} is neither edition"
    yield from map(str, verify(store))


class _Shelf:
    """What a shelf must be after each kill."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = {hashlib.sha256(body).hexdigest() for body in _bodies()}
        self._ledger: tuple[Taken, ...] = ()

    def newest(self) -> str:
        """What names the edition in use; empty where there is none."""
        return self._ledger[-1].folder if self._ledger else ""

    def faults(self) -> Iterator[str]:
        shelf = Shelf(self._folder)
        try:
            ledger = shelf.editions()
        except HoldpointError as error:
            yield str(error)
            return
        if ledger[: len(self._ledger)] != self._ledger:
            yield "a line of the ledger was lost or changed"
        self._ledger = ledger
        for one in shelf.in_use().values():
            yield from self._edition(shelf, one)
        if not ledger:
            return
        found = plan(self._folder, leave_out=shelf.leave_out())
        chosen = [path for choice in found.choices for path in choice.files]
        if chosen != list(shelf.files(ledger[-1])) or found.unreadable:
            yield "a build would not read the edition in use, and that alone"

    def _edition(self, shelf: Shelf, one: Taken) -> Iterator[str]:
        (path,) = shelf.files(one)
        try:
            found = hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest()
            shelf.contents(one)
        except (OSError, EOFError, HoldpointError) as error:
            yield f"the edition in use is damaged: {error}"
            return
        if found not in self._known or found != one.sha256["sdn.csv"]:
            yield "the edition in use is neither of the two"


def _bodies() -> tuple[bytes, bytes]:
    blank = ",".join(["-0- "] * 8)
    one, other = (
        "".join(f'{n},"ZARNITSA WORKS {n} LLC",-0- ,"IFSR",{blank}\r\n' for n in numbers)
        for numbers in (_ONE, _OTHER)
    )
    return one.encode("ascii"), other.encode("ascii")


@contextmanager
def _two_editions() -> Iterator[Publisher]:
    """A publisher that has another edition at each request, and gives every second one slowly."""
    turns = itertools.count()
    bodies = _bodies()

    def turn(answer: Any) -> bool:  # noqa: ANN401 - the request of the server's own class
        server = answer.server
        if not answer.headers.get("Range"):
            number = next(turns)
            server.body, server.etag = bodies[number % 2], f'"{number}"'
            return _slowly(answer) if number % 4 > 1 else False
        return False

    with publisher() as server:
        server.trick = turn
        yield server


def _slowly(answer: Any) -> bool:  # noqa: ANN401 - same
    body = answer.server.body
    answer.send_response(200)
    answer.head(len(body))
    step = len(body) // _CHUNKS + 1
    try:
        for start in range(0, len(body), step):
            answer.wfile.write(body[start : start + step])
            time.sleep(0.01)
    except OSError:  # whoever asked was killed
        answer.close_connection = True
    return True


def _both(server: Publisher, folder: Path) -> set[str]:
    """Ids of the snapshots of both editions, dated as the server dates them."""
    ids = set()
    for number, body in enumerate(_bodies()):
        home = folder / f"alone-{number}"
        home.mkdir()
        path = home / "sdn_2024-02-24.csv"  # the day of the server's Last-Modified
        path.write_bytes(body)
        ids.add(build(plan(home).editions(), out=home / "store", starter=False).id)
    assert server.modified.startswith("Sat, 24 Feb 2024")
    return ids


PARTS: Mapping[str, Callable[..., Killed]] = {
    "build": killed,
    "again": killed_again,
    "update": killed_updates,
    "watch": killed_watches,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="of all parts together")
    parser.add_argument("--part", choices=sorted(PARTS), action="append", help="all if left out")
    parser.add_argument("--longest", type=float, default=0.3, help="seconds until a kill, at most")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    rows, wrong = list[dict[str, Any]](), list[str]()
    for place, (part, kill) in enumerate(PARTS.items()):
        if given.part and part not in given.part:
            continue
        kills = (given.kills + place) // len(PARTS)
        with tempfile.TemporaryDirectory() as folder:
            found = kill(kills, Path(folder), longest=given.longest)
        row = {"killed": part, "kills": kills, "longest s": given.longest}
        row["switches"] = found.switches
        rows.append({**row, "anything between": len(found.faults)})
        wrong += [f"{part}: {fault}" for fault in found.faults]
        print("  ".join(f"{name}: {value}" for name, value in rows[-1].items()), flush=True)
    print("\n".join(wrong))
    if given.out:
        with given.out.open("w", newline="", encoding="utf-8") as handle:
            table = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
