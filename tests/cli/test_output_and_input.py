"""Where results go and where orders come from: nothing is lost or overwritten, all is told."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ORDERS = ROOT / "examples" / "orders.jsonl"
COMMAND = [sys.executable, "-m", "holdpoint"]


def run(
    *arguments: str, cwd: Path, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "", **environment},
        check=False,
    )


def many(path: Path, count: int) -> Path:
    rows = [json.loads(line) for line in ORDERS.read_text("utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as handle:
        for i in range(count):
            handle.write(json.dumps({**rows[i % len(rows)], "id": f"N-{i}"}) + "\n")
    return path


def assert_told(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("screen", str(ORDERS), "--out", "gone/x.jsonl", "-f", "jsonl"),
        ("screen", str(ORDERS), "--out", "gone/x.html", "-f", "html"),
        ("screen", str(ORDERS), "--out", "a-file/"),
        ("screen", str(ORDERS), "--out", ""),
        ("demo", "--out", "gone/x.html"),
        ("data", "export", "--out", "gone/x.json"),
        ("screen", str(ORDERS), "--policy", "."),
        ("screen", str(ORDERS), "--as-of", "2026-W01-1"),
        ("screen", str(ORDERS), "--as-of", "20261120"),
        ("screen", str(ORDERS), "-f", "json", "--detail"),
        ("replay", "."),
        ("screen", str(ORDERS), "--policy", "a.yaml", "--policy", "b.yaml"),
        ("match", "Anybody", "--snapshot", "a", "--snapshot", "b"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_told_before_the_work(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "a-file").write_text("kept", "utf-8")
    assert_told(run(*arguments, cwd=tmp_path), "error ")
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]
    assert (tmp_path / "a-file").read_text("utf-8") == "kept"


def test_the_orders_are_never_written_over(tmp_path: Path) -> None:
    orders, named = tmp_path / "orders.jsonl", tmp_path / "SO-1001.json"
    shutil.copy(ORDERS, orders)
    (tmp_path / "link.jsonl").symlink_to("orders.jsonl")
    for out in ("orders.jsonl", "./orders.jsonl", "link.jsonl"):
        assert_told(run("screen", "orders.jsonl", "-f", "jsonl", "-o", out, cwd=tmp_path), "lost")
    shutil.copy(ORDERS, named)
    assert_told(run("screen", "SO-1001.json", "-o", ".", cwd=tmp_path), "replace a file")
    assert orders.read_bytes() == named.read_bytes() == ORDERS.read_bytes()


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("target.json")
    assert run("screen", str(ORDERS), "-f", "json", "-o", "link.json", cwd=tmp_path).returncode == 1
    assert (tmp_path / "link.json").is_symlink()
    assert len(json.loads((tmp_path / "target.json").read_text("utf-8"))) == 15
    assert run("screen", str(ORDERS), "-f", "json", "-o", "/dev/null", cwd=tmp_path).returncode == 1
    assert not Path("/dev/null").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "html"])
def test_a_full_disk_is_an_error_in_words(tmp_path: Path, form: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "screen", str(ORDERS), "-f", form],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "html"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_release(tmp_path: Path, form: str, unbuffered: str) -> None:
    with subprocess.Popen(
        [*COMMAND, "screen", str(ORDERS), "-f", form],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 141
    assert "Traceback" not in told
    assert "Exception ignored" not in told


def test_closed_streams_are_no_crash(tmp_path: Path) -> None:
    shell = f'{sys.executable} -m holdpoint screen "{ORDERS}"'
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        assert subprocess.run(["sh", "-c", f"{shell} {closed}"], check=False).returncode == 1


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """What a shell starts in the background ignores Ctrl-C, and so would what we start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.usefixtures("heeds_ctrl_c")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_nothing_behind(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    many(tmp_path / "many.jsonl", 4000)
    (tmp_path / "out.jsonl").write_text("of yesterday", "utf-8")
    arguments = ["screen", "many.jsonl", "-f", "jsonl", "--out", "out.jsonl"]
    process = subprocess.Popen(
        [*COMMAND, *arguments], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob(".out*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(number)
    told = process.communicate()[1]
    assert process.returncode == code, told
    assert "Traceback" not in told
    assert (tmp_path / "out.jsonl").read_text("utf-8") == "of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many.jsonl", "out.jsonl"]


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_a_stop_inside_of_generated_code_ends_with_the_code_of_a_stop(tmp_path: Path) -> None:
    # A dataclass is compiled from a string when it is imported; see _console._Stopped.
    (tmp_path / "stopped.py").write_text(
        "import os, signal, sys\n"
        "from holdpoint.cli import _console\n"
        "def command():\n"
        "    exec('os.kill(os.getpid(), signal.SIGINT)\\nsignal.pause()')\n"
        "_console.prepare()\n"
        "_console.error('warm')\n"  # imports what the message of the stop needs
        "sys.exit(_console.run(command))\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "stopped"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, "Traceback" in done.stderr) == (130, False), done.stderr


def test_a_terminal_that_knows_only_ascii(tmp_path: Path) -> None:
    narrow = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    decisions = run("screen", str(ORDERS), "-f", "json", cwd=tmp_path, **narrow)
    assert decisions.returncode == 1, decisions.stderr
    assert decisions.stdout == run("screen", str(ORDERS), "-f", "json", cwd=tmp_path).stdout
    for arguments in (("demo",), ("rules", "show", "us.ofac.sdn"), ("screen", str(ORDERS))):
        done = run(*arguments, cwd=tmp_path, **narrow)
        assert done.returncode in (0, 1), done.stderr
        assert done.stdout.isascii()
    found = run("match", "Алабуга", "--json", cwd=tmp_path, **narrow)
    assert found.returncode == 1, "a name in another script is found, not lost on the way"


def test_the_same_id_in_two_files_is_told_and_no_record_is_lost(tmp_path: Path) -> None:
    first, *rest = ORDERS.read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "a.jsonl").write_text(first + rest[0], "utf-8")
    (tmp_path / "b.jsonl").write_text(first + rest[1], "utf-8")
    done = run("screen", "a.jsonl", "b.jsonl", "--out", "decisions/", cwd=tmp_path)
    assert_told(done, "b.jsonl", "SO-1001", "a.jsonl", "1 row unreadable")
    assert len(list((tmp_path / "decisions").glob("*.json"))) == 3
    assert_told(run("screen", "a.jsonl", "./a.jsonl", cwd=tmp_path), "given twice")


def test_a_folder_takes_records_and_nothing_else(tmp_path: Path) -> None:
    for more in (("-f", "html"), ("--detail",)):
        assert_told(run("screen", str(ORDERS), "-o", "d/", *more, cwd=tmp_path), "folder")
    assert not (tmp_path / "d").exists()


def test_orders_from_standard_input(tmp_path: Path) -> None:
    piped = run("screen", "-", "-f", "jsonl", cwd=tmp_path, stdin=ORDERS.read_text("utf-8"))
    assert piped.returncode == 1, piped.stderr
    assert piped.stdout == run("screen", str(ORDERS), "-f", "jsonl", cwd=tmp_path).stdout
    assert_told(run("screen", "-", cwd=tmp_path, stdin="{nonsense\n"), "standard input:1")


def test_a_page_of_very_many_says_what_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import holdpoint
    from holdpoint.cli import _forms
    from holdpoint.intake import read_transactions
    from holdpoint.model import Transaction

    monkeypatch.setattr(_forms, "MOST_ON_A_PAGE", 4)
    screener = holdpoint.Screener(holdpoint.open_snapshot())
    orders = [o for o in read_transactions(ORDERS) if isinstance(o, Transaction)]
    decided = ((order, screener.screen(order)) for order in orders)
    _forms.write_html(decided, tmp_path / "page.html", screener.snapshot.sources)
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "the 4 gravest of 15 orders (5 block, 6 hold, 4 release)" in page
    assert "SO-1007" in page
    assert "SO-1001" not in page


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_memory_does_not_grow_with_the_orders(tmp_path: Path, form: str) -> None:
    code = (
        "import resource, sys\nfrom holdpoint.cli._screen import screen_files\n"
        "from pathlib import Path\n"
        "screen_files([Path(sys.argv[1])], form=sys.argv[2], out='/dev/null', snapshot=None,"
        " as_of=None, policy=None, detail=False)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    peaks = []
    for count in (200, 800):
        path = many(tmp_path / f"{count}.jsonl", count)
        done = subprocess.run(
            [sys.executable, "-c", code, str(path), form],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        peaks.append(int(done.stdout))
    assert peaks[1] - peaks[0] < 6_000, "kilobytes; 600 decisions kept would be 10,000"
