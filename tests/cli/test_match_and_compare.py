"""`holdpoint match` and `holdpoint compare`: what a person types, sees, and gets as exit code."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "holdpoint"]
OWN_LIST = """\
id;name;aliases;type;country;birth_date
W-1;Wu Li;;person;CN;1980-05-04
W-2;Lu Wu;;person;CN;1951
S-1;SHAHED PHARM;;company;LB;
S-2;Shahed Aviation Industries;شرکت صنایع هوایی شاهد;company;IR;
V-1;Qarinah Vane Works GmbH;;company;DE;
"""
MAPPING = """\
format: own-csv
id: own
title: Own list
publisher: Own
list_date: "2026-01-02"
measure: private
file: own.csv
delimiter: ";"
columns:
  id: id
  name: name
  aliases: aliases
  type: type
  country: country
  birth_date: birth_date
"""


def holdpoint(
    *arguments: str, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "", **environment},
        cwd=ROOT,
        check=False,
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.csv").write_text(OWN_LIST, "utf-8")
    (folder / "own.yaml").write_text(MAPPING, "utf-8")
    out = str(folder / "snap")
    built = holdpoint("data", "build", "-s", str(folder / "own.yaml"), "--no-starter", "-o", out)
    assert built.returncode == 0, built.stderr
    return out


def names_of(found: subprocess.CompletedProcess[str]) -> list[str]:
    return [row["entity"]["names"][0]["text"] for row in json.loads(found.stdout)]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (["Шахед Авиэйшн Индастриз"], "Shahed Aviation Industries"),
        (["شرکت صنایع هوایی شاهد"], "Shahed Aviation Industries"),
        (["SHAHED PHARM"], "SHAHED PHARM"),
        (["Li Wu", "--birth-date", "1980"], "Wu Li"),
        (["Qarinah Vane-Works", "--country", "DE"], "Qarinah Vane Works GmbH"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_the_right_party_stands_first(store: str, asked: list[str], first: str) -> None:
    run = holdpoint("match", *asked, "--snapshot", store, "--floor", "0.3", "--json")
    assert run.returncode == 1, run.stderr
    assert names_of(run)[0] == first


def test_a_pharmacy_is_not_the_maker_of_aircraft(store: str) -> None:
    run = holdpoint("match", "SHAHED PHARM", "--snapshot", store, "--floor", "0.1", "--json")
    rows = {row["entity"]["names"][0]["text"]: row["comparison"] for row in json.loads(run.stdout)}
    pharm = rows.pop("SHAHED PHARM")
    assert pharm["identity"] == "resembles"
    assert all(pharm["probability"] > other["probability"] for other in rows.values())


def test_a_birth_date_decides_between_namesakes(store: str) -> None:
    def identity(birth_date: str) -> str:
        run = holdpoint(
            "match", "Li Wu", "--birth-date", birth_date, "--snapshot", store, "--floor", "0",
            "--json",
        )  # fmt: skip
        rows = {r["entity"]["names"][0]["text"]: r["comparison"] for r in json.loads(run.stdout)}
        return str(rows["Wu Li"]["identity"])

    assert identity("1955-01-20") == "different"
    assert identity("1980-05-04") != "different"


def test_every_name_of_the_manual_is_answered_by_the_embedded_knowledge() -> None:
    run = holdpoint("match", "Шахед Авиэйшн Индастриз", "--floor", "0.3")
    assert run.returncode == 1, run.stderr
    assert "\x1b" not in run.stdout
    for said in ("Shahed Aviation Industries", "шахед", "shahed", "romanised", "Would settle it"):
        assert said in run.stdout
    assert "US/OFAC SDN: property and dealings blocked" in run.stdout


@pytest.mark.parametrize("width", ["60", "80", "200"])
def test_a_narrow_and_a_wide_terminal_get_whole_lines(width: str) -> None:
    from rich.cells import cell_len

    run = holdpoint(
        "match", "شرکت صنایع هوایی شاهد", "--floor", "0.3",
        COLUMNS=width, FORCE_COLOR="1", TTY_COMPATIBLE="1",
    )  # fmt: skip
    assert run.returncode == 1, run.stderr
    assert max(cell_len(line) for line in run.stdout.splitlines()) <= 200


def test_nobody_is_exit_code_0_and_says_from_where_it_looked(store: str) -> None:
    run = holdpoint("match", "Brumeclair", "--snapshot", store)
    assert (run.returncode, run.stdout.strip()) == (
        0, "Nothing on the lists resembles this name (nobody reaches a probability of 0.3).",
    )  # fmt: skip


def test_limit_and_floor_bound_what_is_shown(store: str) -> None:
    call = ("match", "Shahed", "--snapshot", store, "--floor", "0.01")
    everybody = json.loads(holdpoint(*call, "--json").stdout)
    assert len(everybody) > 1
    assert json.loads(holdpoint(*call, "--limit", "1", "--json").stdout) == everybody[:1]
    assert "There may be more: --limit 2 shows them." in holdpoint(*call, "--limit", "1").stdout
    high = json.loads(holdpoint(*call[:-1], "0.999", "--json").stdout)
    assert high == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("match",), "there is no name"),
        (("match", ""), "empty"),
        (("match", "z" * 10_000), "10,000 characters"),
        (("match", "😀"), "says nobody"),
        (("match", "Vane", "--country", "Atlantis"), "--country 'Atlantis'"),
        (("match", "Vane", "--birth-date", "tomorrow"), "--birth-date 'tomorrow'"),
        (("match", "Vane", "--type", "boat"), "--type 'boat'"),
        (("match", "Vane", "--id", "9074729"), "KIND=VALUE"),
        (("match", "Vane", "--format", "jsonl"), "belong to --file"),
        (("match", "Vane", "--file", "x.csv"), "leave out the name"),
        (("match", "--file", "no-such.csv"), "no such file"),
        (("match", "--file", "examples/own/blocked.yaml"), ".csv or .jsonl"),
        (("match", "--file", "examples/orders.csv"), "no column `name`"),
        (("compare", "Vane", ""), "B: name: is empty"),
        (("compare", "{", "Vane"), "A: is not JSON"),
        (("compare", "[1]", "Vane"), "A: is JSON, but no party"),
        (("compare", "Vane", "@no-such.json"), "no such file"),
        (("compare", "Vane", '{"name": "Vane", "planet": "Mars"}'), "planet"),
        (("compare", "Vane", '{"name": "Vane", "country": "Atlantis"}'), "Atlantis"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else None,
)
def test_what_cannot_be_compared_is_told_in_a_line(arguments: tuple[str, ...], said: str) -> None:
    run = holdpoint(*arguments)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


NAMES_CSV = """\
Name,Country,Birth date,id,IMO,internal note
Qarinah Vane Works,DE,,C-1,,kept out
Ateliers Brumeclair,FR,,C-2,,
,,,C-3,,
"Wu, Li",Atlantis,,C-4,,
Wu Li,CN,1980-05-04,C-5,,
,DE,,,,
😀,,,C-7,,
a,b,c,d,e,f,g
"""


def answers(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_file_of_names_is_answered_row_by_row(store: str, tmp_path: Path) -> None:
    names, out = tmp_path / "names.csv", tmp_path / "answers.jsonl"
    names.write_text(NAMES_CSV, "utf-8")
    run = holdpoint(
        "match", "--file", str(names), "--snapshot", store, "-f", "jsonl", "-o", str(out),
        "--floor", "0.3",
    )  # fmt: skip
    assert run.returncode == 2, "some rows could not be read"
    rows = answers(out)
    assert [row["line"] for row in rows] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert [row["id"] for row in rows][:5] == ["C-1", "C-2", "C-3", "C-4", "C-5"]
    assert [row["line"] for row in rows if "problem" in row] == [4, 5, 7, 8, 9]
    best = {row["id"]: row["candidates"][:1] for row in rows if "candidates" in row}
    assert best["C-1"][0]["name"] == "Qarinah Vane Works GmbH"
    assert best["C-5"][0]["name"] == "Wu Li"
    assert {pair["how"] for pair in best["C-1"][0]["pairs"]} >= {"equal"}
    assert best["C-2"] == []
    assert "not compared: internal_note" in run.stderr
    assert "names.csv:5: country 'Atlantis'" in run.stderr
    assert "8 names: 2 with candidates; 5 unreadable" in run.stderr


def test_the_table_holds_every_row_on_one_line(store: str, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text(NAMES_CSV, "utf-8")
    run = holdpoint("match", "--file", str(names), "--snapshot", store, "--floor", "0.3")
    lines = run.stdout.splitlines()
    assert [int(line.split()[0]) for line in lines] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert "Qarinah Vane Works GmbH" in lines[0]
    assert "[C-1]" in lines[0]
    assert lines[1].split()[1] == "-"
    assert "unreadable" in lines[2]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("names.txt", "Qarinah Vane Works\n\nAteliers Brumeclair\n", 1),
        ("names.txt", "\ufeffAteliers Brumeclair\r\n", 0),
        ("names", "Ateliers Brumeclair\n", 0),
        ("names.jsonl", '{"name": "Qarinah Vane Works", "country": "DE", "id": 7}\n"Vane"\n', 1),
        ("names.jsonl", '{"name": "Ateliers Brumeclair"}\nnonsense\n[1]\n', 2),
        ("names.tsv", "name\tcountry\nQarinah Vane Works\tDE\n", 1),
        ("names.csv", "name;tax;id\nQarinah Vane Works;1234567894;imo=9074729\n", 1),
        ("names.csv", 'name,country\n"Qarinah,\nVane Works",DE\n', 1),
        ("names.csv", "name,country\n", 2),
        ("names.txt", "", 2),
    ],
)
def test_forms_of_a_file_and_their_exit_codes(
    store: str, tmp_path: Path, name: str, content: str, code: int
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8", newline="")
    run = holdpoint("match", "--file", str(path), "--snapshot", store)
    assert run.returncode == code, run.stderr + run.stdout
    assert "Traceback" not in run.stderr


def test_a_file_that_breaks_off_is_told_with_what_came_before(store: str, tmp_path: Path) -> None:
    path = tmp_path / "names.txt.gz"
    whole = gzip.compress("\n".join(f"Qarinah Vane Works {i}" for i in range(9000)).encode())
    path.write_bytes(whole[: len(whole) // 2])
    run = holdpoint("match", "--file", str(path), "--snapshot", store, "--limit", "1")
    assert run.returncode == 2
    assert "The rest was not read." in run.stderr


def test_an_older_encoding_is_read_and_not_garbled(store: str, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("Ateliers Brumeclair\nM\u00fcller\n".encode("latin-1"))
    run = holdpoint("match", "--file", str(path), "--snapshot", store, "-f", "jsonl")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[1])["query"]["name"] == "M\u00fcller"


def test_names_come_from_standard_input(store: str) -> None:
    run = holdpoint(
        "match", "--file", "-", "--snapshot", store, "-f", "jsonl", stdin="Qarinah Vane Works\n"
    )
    assert run.returncode == 1, run.stderr
    assert json.loads(run.stdout)["candidates"]


def test_an_answer_is_never_written_over_its_question(store: str, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("Qarinah\n", "utf-8")
    run = holdpoint("match", "--file", str(path), "--snapshot", store, "--out", str(path))
    assert run.returncode == 2
    assert path.read_text("utf-8") == "Qarinah\n"


def test_many_names_give_what_each_gives_alone(store: str, tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    asked = ["Shahed Aviation", "Li Wu", "Qarinah Wane Works", "Brumeclair"]
    path.write_text("\n".join(asked * 80), "utf-8")
    run = holdpoint("match", "--file", str(path), "--snapshot", store, "-f", "jsonl")
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert [row["query"]["name"] for row in rows] == asked * 80
    for name, row in zip(asked, rows, strict=False):
        alone = json.loads(holdpoint("match", name, "--snapshot", store, "--json").stdout)
        assert [one["entity"] for one in row["candidates"]] == [
            one["entity"]["id"] for one in alone
        ]
        assert [one["probability"] for one in row["candidates"]] == [
            one["comparison"]["probability"] for one in alone
        ]


ALABUGA = ('{"name": "JSC SEZ PPT Alabuga"}', '{"name": "АО ОЭЗ ППТ Алабуга", "country": "RU"}')


def test_two_parties_are_compared_word_by_word() -> None:
    run = holdpoint("compare", *ALABUGA)
    assert run.returncode == 0, run.stderr
    assert "\x1b" not in run.stdout
    assert "DIFFERENT" not in run.stdout
    for said in ("jsc", "АО", "form", "алабуга", "alabuga", "romanised", "RU (A: not stated)"):
        assert said.lower() in run.stdout.lower()


def test_a_comparison_as_json_holds_both_sides_and_every_part() -> None:
    run = holdpoint("compare", *ALABUGA, "--json")
    out = json.loads(run.stdout)
    assert out["left"] == {"name": "JSC SEZ PPT Alabuga", "type": "unknown"}
    assert out["right"]["country"] == "RU"
    assert out["identity"] == "resembles"
    assert 0 < out["probability"] < 1
    assert {part["name"] for part in out["parts"]} >= {"name", "country"}
    assert out["explanation"]
    assert out["settle"]


def test_a_side_may_be_a_name_json_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "party.json"
    path.write_text('\ufeff{"name": "Qarinah Vane Works", "country": "DE"}', "utf-8")
    party = '{"name": "Qarinah Vane Works"}'
    said = [
        json.loads(holdpoint("compare", left, "Qarinah Vane Works", "--json").stdout)["left"][
            "name"
        ]
        for left in ("Qarinah Vane Works", party, f"@{path}")
    ]
    assert said == ["Qarinah Vane Works"] * 3


def test_namesakes_with_other_birth_dates_are_told_apart_and_why() -> None:
    run = holdpoint(
        "compare", '{"name": "Li Wu", "type": "person", "birth_date": "1980"}',
        '{"name": "LI, Wu", "type": "person", "birth_date": "1951-03-02"}',
    )  # fmt: skip
    assert "DIFFERENT" in run.stdout
    assert "contradicts" in run.stdout
    assert "1980 | 1951-03-02" in run.stdout


def test_factory_9_is_not_factory_8() -> None:
    run = holdpoint("compare", "Machine Factory No. 9", "Machine Factory No. 8")
    assert "DIFFERENT" in run.stdout
    assert "numbers" in run.stdout
