"""SIGKILL at random moments of build and activate: the store must serve the old or the new edition.

    python -m benchmarks.kills [--kills 1000]

A process builds two editions of an invented list into one store, and activates one and the other,
without end. It is killed after a random while; then the store must open, verify, and be one of the
two. `data update` takes no part: it does not exist yet.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from holdpoint.knowledge import build, open_snapshot, verify
from holdpoint.sources import read_source

_MAPPING = """format: own-csv
id: own
title: Invented parties
measure: private
list: own
list_date: {date}
file: own.csv
columns: {{name: name}}
"""
_LOOP = """
import sys
from pathlib import Path
from holdpoint.knowledge import activate, build, open_snapshot, verify
from holdpoint.sources import read_source
store, lists = Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]]
print("ready", flush=True)
while True:
    ids = [build(read_source(one), out=store, starter=False).id for one in lists]
    for one in ids * 3:
        activate(store, one, lambda path: not verify(path))
"""


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


def killed(kills: int, folder: Path, *, longest: float = 0.6) -> list[str]:
    """Kill so often, and tell what was wrong with the store each time.

    Args:
        kills: How often.
        folder: An empty one.
        longest: Seconds until a kill, at most.

    Returns:
        One line for each time at which the store was not whole or neither of the two.
    """
    lists, store = lists_in(folder), folder / "store"
    ids = {build(read_source(one), out=store, starter=False).id for one in lists}
    dice = random.Random(11)  # noqa: S311 - a fixed series, no secret
    wrong = []
    for number in range(kills):
        call = [sys.executable, "-c", _LOOP, str(store), *map(str, lists)]
        with subprocess.Popen(call, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            try:
                process.wait(dice.uniform(0, longest))
                wrong.append(f"kill {number}: the process ended by itself")
            except subprocess.TimeoutExpired:
                process.kill()
        served = open_snapshot(store).id
        if served not in ids:
            wrong.append(f"kill {number}: {served} is neither edition")
        wrong += [f"kill {number}: {problem}" for problem in verify(store)]
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = killed(given.kills, Path(folder))
    print(f"{given.kills} kills, {len(wrong)} times anything between")
    print("\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
