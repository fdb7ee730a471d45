"""`holdpoint read`, as a person types it: documents to claims, and what cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import holdpoint
from holdpoint.cli._main import app

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "disclosure.txt"
DOCUMENTS = ROOT / "tests" / "disclosures" / "documents"


@dataclass(frozen=True)
class Run:
    exit_code: int
    stdout: str
    stderr: str


Read = Callable[..., Run]


@pytest.fixture
def read(capfd: pytest.CaptureFixture[str]) -> Read:
    """The command in this process, with what it writes to the file descriptors themselves."""

    def run(*arguments: str | Path) -> Run:
        code = app(["read", *map(str, arguments)], standalone_mode=False)
        said = capfd.readouterr()
        return Run(code, said.out, said.err)

    return run


def _json(run: Run) -> Any:
    assert run.exit_code == 0, run.stderr
    return json.loads(run.stdout)


def test_a_person_sees_who_said_what_how_surely_and_in_which_words(read: Read) -> None:
    run = read(EXAMPLE)
    assert run.exit_code == 0
    for words in (
        "Washington says firm in Georgia moved drone parts by sea",
        "Northwind News, 2024-02-06 (header)",
        "Kolkheti Blue Trading · buys from",
        "Northwind News > Odette Marlowe",
    ):
        assert words in run.stdout


def test_one_document_is_an_object_and_its_quotes_stand_in_its_text(read: Read) -> None:
    reading = _json(read(EXAMPLE, "--json"))
    assert reading["source"]["published"] == "2024-02-06"
    assert reading["claims"]
    for claim in reading["claims"]:
        for span in claim["spans"]:
            assert reading["text"][span["start"] : span["end"]] == span["quote"]
    assert _json(read(EXAMPLE, "--format", "json")) == reading


def test_what_is_given_goes_before_what_the_document_says(read: Read) -> None:
    given = ("--published", "2024-02-09", "--publisher", "The Example Gazette", "--json")
    reading = _json(read(EXAMPLE, *given))
    assert reading["source"]["publisher"] == "The Example Gazette"
    assert reading["source"]["published_basis"] == "given"
    assert any("2024-02-06" in note for note in reading["notes"])


def test_one_that_cannot_be_read_does_not_stop_the_others(read: Read, tmp_path: Path) -> None:
    empty, missing = tmp_path / "empty.txt", tmp_path / "missing.txt"
    empty.write_bytes(b"")
    run = read(empty, EXAMPLE, missing, DOCUMENTS / "alert.eml", "--json")
    assert run.exit_code == 2
    assert [r["source"]["file"] for r in json.loads(run.stdout)] == ["disclosure.txt", "alert.eml"]
    assert "empty.txt: the file is empty" in run.stderr
    assert "missing.txt: there is no such file" in run.stderr
    assert "2 of 4 documents read" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--published", "9 June 2023"], "Write it as 2023-06-09"),
        (["--out", "."], "Name a file"),
        (["--model", "m"], "--model-url"),
        (["--model-url", "http://127.0.0.1:9/v1"], "--model"),
        (["--model-url", "ftp://x", "--model", "m"], "http://"),
        (["--model-url", "http://x", "--model", "m", "--model-price", "2"], "two numbers"),
        (["--model-url", "http://x", "--model", "m", "--model-key", "NO_SUCH"], "no such"),
    ],
)
def test_wrong_use_says_what_to_do(read: Read, arguments: list[str], remedy: str) -> None:
    run = read(EXAMPLE, *arguments)
    assert run.exit_code == 2
    assert remedy in run.stderr


def test_what_belongs_to_one_document_is_not_said_of_several(read: Read) -> None:
    run = read(EXAMPLE, DOCUMENTS / "denial.txt", "--url", "https://example.org/a")
    assert run.exit_code == 2
    assert "--url: belongs to one document" in run.stderr


def test_texts_and_versions_are_kept(read: Read, tmp_path: Path) -> None:
    shelf, page = tmp_path / "shelf", tmp_path / "page.txt"
    for day, text in (("2024-05-08", "The firm moved pumps."), ("2024-06-01", "It moved valves.")):
        page.write_text(text, "utf-8")
        run = read(page, "--keep", shelf, "--retrieved", day, "--out", tmp_path / "out.txt")
        assert run.exit_code == 0
    assert "another text than doc-" in run.stderr
    assert "of 2024-05-08" in run.stderr
    assert len((shelf / "versions.jsonl").read_text("utf-8").splitlines()) == 2
    assert "page.txt" in (tmp_path / "out.txt").read_text("utf-8")


def test_each_document_is_a_page(read: Read, tmp_path: Path) -> None:
    page = tmp_path / "dossier.html"
    assert read(EXAMPLE, "--format", "html", "--out", page).exit_code == 0
    text = page.read_text("utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert "Kolkheti Blue Trading" in text
    pages = tmp_path / "pages"
    run = read(EXAMPLE, DOCUMENTS / "denial.txt", "--format", "html", "--out", f"{pages}/")
    assert run.exit_code == 0
    assert sorted(p.name for p in pages.iterdir()) == ["denial.html", "disclosure.html"]
    assert read(EXAMPLE, EXAMPLE, "--format", "html").exit_code == 2


def test_the_python_interface_reads_the_same(read: Read) -> None:
    from holdpoint.files import plain

    reading = holdpoint.read_document(str(EXAMPLE), published="2024-02-06")
    assert plain(reading)["claims"] == _json(read(EXAMPLE, "--json"))["claims"]
    as_bytes = holdpoint.read_document(EXAMPLE.read_bytes(), snapshot=holdpoint.open_snapshot())
    assert [claim.id for claim in as_bytes.claims] == [claim.id for claim in reading.claims]


def test_two_machines_give_the_same_bytes() -> None:
    runs = {
        subprocess.run(
            [sys.executable, "-m", "holdpoint", "read", str(EXAMPLE), "--json"],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src"), "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(runs) == 1
