"""What stands on the screen: the age of the knowledge, names as typed, terminals of any width."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ORDERS = str(ROOT / "examples" / "orders.jsonl")
OWN = str(ROOT / "examples" / "own" / "blocked.yaml")
LETTERS = str(ROOT / "examples" / "own" / "letters.yaml")
COMMAND = [sys.executable, "-m", "holdpoint"]


def holdpoint(*arguments: str | bytes) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )


def in_a_terminal(*arguments: str, columns: int) -> str:
    """What a terminal of so many columns gets, errors and progress among it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
    with subprocess.Popen(
        [*COMMAND, *arguments], stdin=theirs, stdout=theirs, stderr=theirs,
        env={**environment, "TERM": "xterm", "NO_COLOR": "1"},
    ):  # fmt: skip
        os.close(theirs)
        seen = b""
        while block := _read(ours):
            seen += block
    os.close(ours)
    return seen.decode("utf-8")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end was closed
        return b""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "snap"
    built = holdpoint("data", "build", "-s", OWN, "--out", str(folder))
    assert built.returncode == 0, built.stderr
    return folder


def test_screen_says_what_it_knows_and_how_old_it_is(store: Path) -> None:
    embedded = holdpoint("screen", ORDERS, "-f", "json")
    assert "drone programme only" in embedded.stderr.splitlines()[0]
    assert "drone programme only" not in embedded.stdout
    json.loads(embedded.stdout)
    built = holdpoint("screen", ORDERS, "-f", "json", "--snapshot", str(store)).stderr
    assert "1 list, the newest of 2026-10-01" in built.splitlines()[0]
    assert "drone programme only" in holdpoint("match", "Shahed", "--json").stderr


def test_version_both_ways() -> None:
    assert holdpoint("--version").stdout == holdpoint("version").stdout
    assert holdpoint("--version").returncode == 0


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("", "empty"),
        ("x" * 10_000, "characters"),
        ("🚀", "nothing in this name"),
        ("Ltd.", "nothing in this name"),
        ("to be advised", "nothing in this name"),
        ("Sha\x1b[31mhed", "control characters"),
        (b"Sha\xffhed", "UTF-8"),
    ],
    ids=repr,
)
def test_a_name_that_cannot_be_compared_is_refused(name: str | bytes, word: str) -> None:
    done = holdpoint("match", name)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "name",
    ["Shahed [/b] Aviation", "[red]Shahed[/red] Aviation", "Shahed :smile: Aviation"],
)
def test_a_name_is_shown_as_it_was_typed(name: str) -> None:
    done = holdpoint("match", name, "--limit", "1")
    assert done.returncode in (0, 1), done.stderr
    if done.returncode == 1:
        assert name in done.stdout


def test_text_that_turns_the_direction_does_not_reach_the_terminal() -> None:
    done = holdpoint("match", "\u202eShahed Aviation")
    assert done.returncode == 1
    assert "\u202e" not in done.stdout


@pytest.mark.parametrize(
    "arguments", [("--type", "plane"), ("--birth-date", "garbage"), ("--birth-date", "31.12.1970")]
)
def test_a_fact_that_cannot_be_compared_is_refused(arguments: tuple[str, str]) -> None:
    done = holdpoint("match", "Shahed Aviation", *arguments)
    assert done.returncode == 2
    assert arguments[1] in done.stderr


@pytest.mark.parametrize("columns", [50, 80])
@pytest.mark.parametrize("command", [("rules", "list"), ("data", "list")], ids=" ".join)
def test_a_narrow_terminal_loses_nothing(command: tuple[str, str], columns: int) -> None:
    seen = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", in_a_terminal(*command, columns=columns))
    words = " ".join(seen.split())
    expected = (
        "A party is on the list of Specially Designated Nationals and Blocked Persons"
        if command[0] == "rules"
        else "Holdpoint project"
    )
    assert expected in words
    assert "…" not in words
    assert max(map(len, seen.replace("\r", "").split("\n"))) <= columns


def test_the_spinner_is_gone_before_a_line_is_printed() -> None:
    broken = str(ROOT / "examples" / "broken.csv")
    seen = in_a_terminal("screen", broken, columns=80)
    for word in ("error ", "Order "):
        before = seen[: seen.index(word)]
        line = before[before.rfind("\n") + 1 :]
        assert "Screening" not in line.rsplit("\x1b[2K", 1)[-1], word


def test_replay_takes_the_snapshot_that_the_record_names(tmp_path: Path, store: Path) -> None:
    records = tmp_path / "decisions"
    holdpoint("screen", ORDERS, "--snapshot", str(store), "--out", f"{records}/")
    holdpoint("data", "build", "-s", OWN, "-s", LETTERS, "--out", str(store))
    same = holdpoint("replay", str(records), "--snapshot", str(store))
    assert (same.returncode, same.stderr) == (0, "")
    now = store / (store / "CURRENT").read_text("ascii").strip()
    for other in (("--snapshot", str(now)), ()):
        done = holdpoint("replay", str(records / "SO-1001.json"), *other)
        assert done.returncode == 1
        assert "is used instead" in done.stderr
        assert "decided with another snapshot" in done.stdout
    (store / "CURRENT").unlink()
    assert holdpoint("replay", str(records), "--snapshot", str(store)).returncode == 0


def test_a_bad_record_does_not_stop_the_others(tmp_path: Path) -> None:
    holdpoint("screen", ORDERS, "--out", f"{tmp_path}/")
    (tmp_path / "A.json").write_text("[" * 100_000, "utf-8")
    (tmp_path / "B.json").write_text('{"holdpoint_record": 1, "decision": []}', "utf-8")
    done = holdpoint("replay", str(tmp_path), "--json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "A.json" in done.stderr
    assert "B.json" in done.stderr
    rows = json.loads(done.stdout)
    assert len(rows) == 15
    assert all(row["same"] and row["why"] == [] for row in rows)


def test_a_rule_of_the_firm_can_be_read() -> None:
    own = str(ROOT / "examples" / "own" / "rules.yaml")
    assert holdpoint("rules", "show", "kessandra.large-first-order").returncode == 2
    shown = holdpoint("rules", "show", "kessandra.large-first-order", own)
    assert shown.returncode == 0, shown.stderr
    assert "kessandra.large-first-order" in shown.stdout
