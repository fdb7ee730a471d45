"""`holdpoint rules …` as a person uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from holdpoint.cli._main import app
from holdpoint.law import load_rulebook

ORDER = {
    "id": "R-1", "date": "2026-11-20", "exporter_country": "DE", "destination_country": "FR",
    "parties": [{"role": "buyer", "name": "Ateliers Brumeclair SAS", "country": "FR"}],
    "items": [{"description": "Connectors", "hs_code": "8536.69"}],
}  # fmt: skip


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rules(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            app(["rules", *arguments])
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, err

    return run


@pytest.fixture
def order(tmp_path: Path) -> str:
    path = tmp_path / "order.json"
    path.write_text(json.dumps(ORDER), encoding="utf-8")
    return str(path)


def listed(rules: Run, *arguments: str) -> list[dict[str, object]]:
    code, out, _ = rules("list", *arguments, "--json")
    assert code == 0
    found: list[dict[str, object]] = json.loads(out)
    return found


def test_list_is_narrowed_by_regime_outcome_and_day(rules: Run) -> None:
    book = load_rulebook().rules
    assert len(listed(rules)) == len(book)
    assert {row["regime"] for row in listed(rules, "--regime", "eu")} == {"EU"}
    assert {row["regime"] for row in listed(rules, "--regime", "none")} == {None}
    blocks = {row["id"] for row in listed(rules, "--outcome", "block")}
    assert blocks == {rule.id for rule in book if rule.outcome == "block"}
    then = {row["id"] for row in listed(rules, "--as-of", "2025-09-28")}
    assert "us.bis.affiliates-50" not in then
    assert "us.bis.affiliates-50" in {row["id"] for row in listed(rules, "--as-of", "2025-09-29")}


def test_list_says_when_nothing_is_asked_for_that_there_is(rules: Run) -> None:
    code, _, err = rules("list", "--regime", "XX")
    assert code == 2
    assert "no rule has it. There are EU, " in " ".join(err.split())
    code, out, err = rules(
        "list", "--regime", "UN", "--as-of", "1900-01-01", "--outcome", "release"
    )
    assert (code, out) == (0, "")
    assert "No rule is like that" in err


def test_show_tells_the_history_the_lists_and_the_hash(rules: Run) -> None:
    code, out, _ = rules("show", "us.flag.hub-high-priority")
    assert code == 0
    rule = load_rulebook().rule("us.flag.hub-high-priority")
    assert rule.digest in out
    for table in rule.lists.values():
        assert table.digest in out
        assert f"{table.name}, {sum(len(rows) for rows in table.rows.values())} rows" in out
    for example in rule.examples:
        assert example.name in out


def test_explain_gives_a_state_and_a_reason_for_every_rule(rules: Run, order: str) -> None:
    code, out, _ = rules("explain", order, "--json", "--as-of", "2024-01-10")
    assert code == 0
    (found,) = json.loads(out)
    assert found["transaction"] == "R-1"
    assert [row["rule"] for row in found["rules"]] == [rule.id for rule in load_rulebook().rules]
    states = {row["rule"]: row for row in found["rules"]}
    assert states["us.flag.hub-high-priority"]["state"] == "not in force"
    assert states["us.ear.746-7-supp7"]["state"] == "not met"
    why = states["us.ear.746-7-supp7"]["why"]
    assert why == "Not so: destination_country is one of $destinations (saw 'FR')."
    assert states["us.ofac.sdn"]["trace"]["truth"] is False
    assert all(row["why"] for row in found["rules"])


def test_explain_shows_the_tree_of_one_rule(rules: Run, order: str) -> None:
    code, out, _ = rules("explain", order, "--rule", "us.ear.746-7-supp7")
    assert code == 0
    assert "no      destination_country is one of $destinations (saw FR)" in out
    assert "1 rules: 1 not met." in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--rule", "us.ofac.sdm"), "Did you mean us.ofac.sdn?"),
        (("--order", "R-2"), "there is no order 'R-2'"),
        (("--as-of", "tomorrow"), "no such day"),
    ],
)
def test_explain_refuses_what_it_cannot_explain(
    rules: Run, order: str, arguments: tuple[str, ...], words: str
) -> None:
    code, _, err = rules("explain", order, *arguments)
    assert code == 2
    assert words in " ".join(err.split())


def test_a_new_rule_passes_check_and_test_and_is_not_written_twice(
    rules: Run, tmp_path: Path
) -> None:
    path = str(tmp_path / "my.yaml")
    code, out, _ = rules(
        "new", "own.large", path, "--title", "Large orders", "--from", "2026-12-01"
    )
    assert code == 0
    assert "own.large" in out
    assert rules("check", path)[0] == 0
    assert rules("test", path)[0] == 0
    written = Path(path).read_bytes()
    code, _, err = rules("new", "own.large", path)
    assert code == 2
    assert "used already" in " ".join(err.split())
    assert Path(path).read_bytes() == written


def test_check_tells_every_mistake_with_file_line_and_remedy(rules: Run, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    rules("new", "own.large", str(path), "--from", "2026-12-01")
    text = path.read_text("utf-8")
    text = text.replace("{in: [AQ]}", "{inn: [AQ]}").replace("outcome: hold ", "outcome: stop ")
    path.write_text(text, encoding="utf-8")
    code, _, err = rules("check", str(path))
    assert code == 2
    lines = text.split("\n")
    for part, remedy in (("inn: [AQ]", "Did you mean 'in'?"), ("outcome: stop", "Known here")):
        number = next(n for n, line in enumerate(lines, 1) if part in line)
        told = next(line for line in err.split("error ") if f"my.yaml:{number}:" in line)
        assert remedy in " ".join(told.split())


def test_schema_is_printed(rules: Run) -> None:
    code, out, _ = rules("schema")
    assert code == 0
    assert json.loads(out)["title"] == "Holdpoint rule pack"


@pytest.mark.parametrize("command", ["check", "list", "show", "test", "explain", "new", "schema"])
def test_every_command_has_help_with_an_example(rules: Run, command: str) -> None:
    code, out, _ = rules(command, "--help")
    assert code == 0
    assert f"holdpoint rules {command}" in out
