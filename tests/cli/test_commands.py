"""The commands as a person types them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
CLEAN = (
    '{"id": "C-1", "date": "2026-11-20", "exporter_country": "DE", "destination_country": "FR", '
)
CLEAN += '"parties": [{"role": "buyer", "name": "Ateliers Brumeclair SAS", "country": "FR"}], '
CLEAN += '"items": [{"description": "Connectors", "hs_code": "8536.69"}]}\n'
SDN = (
    '101,"QARINAH VANE WORKS","-0- ","NPWMD",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"Tax ID No. 1234567894 (Iran)."\n'
    '102,"ZEMESTAN, Farrokh",individual,"NPWMD",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 02 Mar 1971; nationality Iran."\n'
)


def holdpoint(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "holdpoint", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "NO_COLOR": ""},
        check=False,
    )


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "sdn_2024-01-02.csv").write_text(SDN + "\x1a", "latin-1")
    more = (
        '103,"OSTROV NORDA OOO","-0- ","RUSSIA-EO14024",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
    )
    (folder / "sdn_2024-01-05.csv").write_text(SDN + more + "\x1a", "latin-1")
    return folder


def test_demo_shows_every_outcome_without_colour_in_a_pipe() -> None:
    run = holdpoint("demo")
    assert run.returncode == 0, run.stderr
    assert "\x1b" not in run.stdout
    for word in ("release", "hold", "block", "SO-1010"):
        assert word in run.stdout.lower() or word in run.stdout


@pytest.mark.parametrize(
    ("content", "code"), [(CLEAN, 0), ("", 2), (CLEAN + "{nonsense\n", 2), (CLEAN + "{}\n", 2)]
)
def test_exit_code_of_screen(tmp_path: Path, content: str, code: int) -> None:
    path = tmp_path / "orders.jsonl"
    path.write_text(content, "utf-8")
    run = holdpoint("screen", str(path), "--format", "jsonl")
    assert run.returncode == code, run.stderr
    assert len(run.stdout.splitlines()) == content.count("C-1")


def test_something_held_or_blocked_is_exit_code_1() -> None:
    assert holdpoint("screen", "examples/orders.jsonl", "-f", "jsonl").returncode == 1


def test_flat_and_nested_orders_come_to_the_same_outcomes() -> None:
    outcomes = []
    for name in ("orders.csv", "orders.jsonl"):
        run = holdpoint("screen", f"examples/{name}", "--format", "json")
        assert run.returncode == 1, run.stderr
        outcomes.append({d["transaction"]: d["outcome"] for d in json.loads(run.stdout)})
    assert outcomes[0] == outcomes[1]


def test_every_broken_row_is_reported_and_the_rest_goes_on() -> None:
    run = holdpoint("screen", "examples/broken.csv", "--format", "json")
    assert run.returncode == 2
    assert {d["transaction"] for d in json.loads(run.stdout)} == {"SO-2001", "SO-2008"}
    lines = set(re.findall(r"broken\.csv:(\d+)", run.stderr))
    assert {"3", "4", "5", "6", "7", "8"} <= lines
    for word in ("date", "destination_country", "hs_code", "buyer_name", "quantity"):
        assert word in run.stderr


def test_html_report_is_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert holdpoint("screen", "examples/orders.csv", "-f", "html", "-o", str(out)).returncode == 1
    page = out.read_text("utf-8")
    assert page.rstrip().endswith("</html>")
    assert "SO-1010" in page
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_same_bytes_twice() -> None:
    runs = [holdpoint("screen", "examples/orders.jsonl", "-f", "jsonl").stdout for _ in "ab"]
    assert runs[0] == runs[1]
    assert runs[0]


def test_records_replay(tmp_path: Path) -> None:
    folder = tmp_path / "decisions"
    holdpoint("screen", "examples/orders.jsonl", "--out", f"{folder}/")
    assert len(list(folder.glob("*.json"))) == 15
    same = holdpoint("replay", str(folder))
    assert same.returncode == 0, same.stdout + same.stderr
    assert same.stdout.count("same") == 15
    other = holdpoint("replay", str(folder), "--policy", "examples/own/policy.yaml", "--json")
    assert other.returncode == 1
    assert all("record.policy" in str(row["differences"]) for row in json.loads(other.stdout))


@pytest.mark.parametrize(
    "arguments",
    [
        ("screen", "no-such-file.csv"),
        ("screen", "examples/orders.csv", "--as-of", "20.11.2026"),
        ("screen", "examples/orders.csv", "--snapshot", "examples"),
        ("screen", "examples/orders.csv", "--policy", "examples/expected.yaml"),
        ("match", "Anybody", "--country", "Atlantis"),
        ("match", " "),
        ("replay", "examples/orders.jsonl"),
        ("rules", "show", "us.ofac.sdm"),
        ("data", "verify", "examples"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_told_in_a_line_and_exit_code_2(arguments: tuple[str, ...]) -> None:
    run = holdpoint(*arguments)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert run.stderr.strip()


def test_build_list_verify_diff(tmp_path: Path, lists: Path) -> None:
    store = tmp_path / "snap"
    built = holdpoint("data", "build", "--all", str(lists), "--out", str(store))
    assert built.returncode == 0, built.stderr
    assert "sdn_2024-01-02.csv" in built.stdout + built.stderr, "the older edition is named"
    listed = json.loads(holdpoint("data", "list", "--snapshot", str(store), "--json").stdout)
    sdn = next(row for row in listed["sources"] if row["id"] == "us-ofac-sdn")
    assert (sdn["list_date"], sdn["entities"]) == ("2024-01-05", 3)
    assert sdn["rows"] == sdn["read"] + sdn["refused"]
    assert holdpoint("data", "verify", str(store)).returncode == 0
    diff = holdpoint(
        "data", "diff", str(lists / "sdn_2024-01-02.csv"), str(lists / "sdn_2024-01-05.csv")
    )
    assert diff.returncode == 1
    assert "+1" in diff.stdout
    assert "OSTROV NORDA" in diff.stdout


def test_match_on_a_built_snapshot(tmp_path: Path, lists: Path) -> None:
    store = str(tmp_path / "snap")
    holdpoint("data", "build", "--source", str(lists / "sdn_2024-01-05.csv"), "--out", store)
    found = holdpoint("match", "Остров Норда", "--snapshot", store, "--json")
    assert found.returncode == 1, found.stderr
    assert json.loads(found.stdout)[0]["entity"]["id"] == "us-ofac-sdn:103"
    assert holdpoint("match", "Brumeclair", "--snapshot", store).returncode == 0


def test_a_flipped_byte_is_found(tmp_path: Path, lists: Path) -> None:
    store = tmp_path / "snap"
    holdpoint("data", "build", "--source", str(lists / "sdn_2024-01-05.csv"), "--out", str(store))
    victim = next(store.glob("sha256-*/entities.jsonl"))
    victim.chmod(0o644)
    data = bytearray(victim.read_bytes())
    data[100] ^= 1
    victim.write_bytes(data)
    run = holdpoint("data", "verify", str(store))
    assert run.returncode == 2
    assert "entities.jsonl" in run.stdout + run.stderr


def test_what_is_exported_can_be_read_back(tmp_path: Path, lists: Path) -> None:
    first, second, out = str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "x.ftm.json")
    holdpoint("data", "build", "-s", str(lists / "sdn_2024-01-05.csv"), "--no-starter", "-o", first)
    assert holdpoint("data", "export", "--snapshot", first, "--out", out).returncode == 0
    built = holdpoint("data", "build", "-s", f"back={out}", "--no-starter", "-o", second)
    assert built.returncode == 0, built.stderr + built.stdout
    found = json.loads(holdpoint("match", "Ostrov Norda", "--snapshot", second, "--json").stdout)
    assert found[0]["entity"]["names"][0]["text"] == "OSTROV NORDA OOO"


def test_own_rules_and_lists(tmp_path: Path) -> None:
    store = str(tmp_path / "snap")
    built = holdpoint(
        "data", "build", "--source", "examples/own/blocked.yaml",
        "--source", "examples/own/letters.yaml", "--out", store,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert holdpoint("rules", "check", "examples/own/rules.yaml").returncode == 0
    assert holdpoint("rules", "test", "examples/own/rules.yaml").returncode == 0
    run = holdpoint(
        "screen", "examples/orders.jsonl", "-f", "json", "--snapshot", store,
        "--policy", "examples/own/policy.yaml",
    )  # fmt: skip
    decisions = {d["transaction"]: d for d in json.loads(run.stdout)}
    rules = {f["rule"] for d in decisions.values() for f in d["findings"]}
    assert any(rule.startswith("kessandra.") for rule in rules)
    assert "house.private-list" in {f["rule"] for f in decisions["SO-1006"]["findings"]}


def test_rules_commands() -> None:
    listed = json.loads(holdpoint("rules", "list", "--json").stdout)
    assert len(listed) >= 20
    assert {row["outcome"] for row in listed} >= {"block", "hold"}
    shown = holdpoint("rules", "show", listed[0]["id"])
    assert shown.returncode == 0
    assert listed[0]["id"] in shown.stdout
    assert holdpoint("rules", "test").returncode == 0
