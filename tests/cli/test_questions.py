"""`holdpoint questions`: what to ask whom, on the screen, as JSON, and as a form to send."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from holdpoint.cli._main import app

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "order-incomplete.json"
COMPLETE = {
    "id": "SO-9",
    "date": "2026-11-20",
    "exporter_country": "DE",
    "destination_country": "FR",
    "parties": [{"role": "buyer", "name": "Ateliers Brumeclair SAS", "country": "FR"}],
    "items": [{"description": "Office chairs", "hs_code": "9401.39", "origin": "DE"}],
}


@dataclass(frozen=True)
class Run:
    exit_code: int
    stdout: str
    stderr: str


Ask = Callable[..., Run]


@pytest.fixture
def ask(capfd: pytest.CaptureFixture[str]) -> Ask:
    def run(*arguments: str | Path) -> Run:
        code = app(["questions", *map(str, arguments)], standalone_mode=False)
        said = capfd.readouterr()
        return Run(code, said.out, said.err)

    return run


def _file(folder: Path, *orders: dict[str, Any]) -> Path:
    path = folder / "orders.jsonl"
    path.write_text("".join(json.dumps(order) + "\n" for order in orders), "utf-8")
    return path


def _example(**changes: Any) -> dict[str, Any]:
    return {**json.loads(EXAMPLE.read_text("utf-8")), **changes}


def _questions(run: Run) -> list[dict[str, Any]]:
    (row,) = json.loads(run.stdout)
    found: list[dict[str, Any]] = row["questions"]
    return found


def test_what_holds_the_order_comes_first_then_what_weighs_most(ask: Ask) -> None:
    run = ask(EXAMPLE, "--json")
    assert run.exit_code == 1
    questions = _questions(run)
    holds = [question["holds"] for question in questions]
    assert holds == sorted(holds, reverse=True)
    assert questions[0]["field"] == "answers.no_reexport_clause"  # law, before the flags
    told = [q["effect"] for q in questions if not q["holds"]]
    strong = [effect == "a yes holds the order" for effect in told]
    assert strong == sorted(strong, reverse=True)
    assert "a yes holds the order: 2 more, beside 1 that are seen" in told
    assert "a yes adds 1 to 1; the order is held from 3 on" in told


def test_a_question_is_asked_once_with_all_that_want_to_know(ask: Ask) -> None:
    questions = _questions(ask(EXAMPLE, "--json"))
    fields = [(question["field"], question["ask"]) for question in questions]
    assert len(set(fields)) == len(fields)
    founded = next(q for q in questions if q["field"] == "parties[1].founded")
    assert [one["rule"] for one in founded["because"]] == [
        "us.flag.founded-since-2022",
        "us.flag.young-company",
    ]
    assert founded["whom"] == "buyer"
    assert all(one["citation"] and one["basis"] for q in questions for one in q["because"])


def test_only_what_can_matter_is_asked(ask: Ask, tmp_path: Path) -> None:
    by_sea = {question["field"] for question in _questions(ask(EXAMPLE, "--json"))}
    by_road = _example(route=[{"mode": "road", "from": "Hamburg", "to": "Dubai"}])
    on_land = {q["field"] for q in _questions(ask(_file(tmp_path, by_road), "--json"))}
    assert {"answers.ais_gaps", "answers.hormuz_payment"} <= by_sea - on_land
    assert "answers.trains_controlled_model" not in by_sea  # no country of group D:5
    assert "answers.contact_does_not_fit" not in by_sea  # the free mailbox says as much
    assert "answers.buyer_declined_installation" not in by_sea  # answered in the order


def test_an_ordinary_order_is_asked_nothing(ask: Ask, tmp_path: Path) -> None:
    run = ask(_file(tmp_path, COMPLETE))
    assert run.exit_code == 0
    assert "SO-9  nothing to ask, law of 2026-11-20" in run.stdout


def test_what_law_forbids_no_answer_lifts(ask: Ask) -> None:
    orders = ROOT / "examples" / "orders.jsonl"
    assert "no answer lifts that" in ask(orders, "--order", "SO-1011").stdout
    (row,) = json.loads(ask(orders, "--order", "SO-1011", "--json").stdout)
    assert any(rule.startswith("us.ear.746-7") for rule in row["blocked_by"])
    (row,) = json.loads(ask(EXAMPLE, "--json", "--as-of", "2026-01-15").stdout)
    assert (row["blocked_by"], row["as_of"]) == ([], "2026-01-15")
    form = ask(orders, "--order", "SO-1011", "--format", "markdown").stdout
    sheets, _, own = form.partition("## For our own file")
    assert "forbids" in own
    assert "forbids" not in sheets


@pytest.mark.parametrize(
    ("held", "open_", "said"),
    [
        (0, 0, "nothing to ask"),
        (1, 0, "1 question, which holds the order"),
        (0, 1, "1 question, which holds nothing up"),
        (1, 2, "3 questions, 1 of which holds the order"),
        (0, 2, "2 questions, none of which hold the order"),
        (2, 0, "2 questions, all of which hold the order"),
    ],
)
def test_the_count_is_said_in_words(held: int, open_: int, said: str) -> None:
    from holdpoint.cli._questions_form import counted
    from holdpoint.screening import Asked

    kinds = [True] * held + [False] * open_
    rows = [Asked(field="f", ask="Q?", whom="bank", effect="", holds=h, because=()) for h in kinds]
    assert counted(rows) == said


def test_an_answer_is_not_asked_for_again_and_leads_on(ask: Ask, tmp_path: Path) -> None:
    before = {question["field"] for question in _questions(ask(EXAMPLE, "--json"))}
    given = {"no_reexport_clause": True, "end_use_verified": True, "ais_gaps": "no"}
    after = _questions(ask(_file(tmp_path, _example(answers=given)), "--json"))
    gone = before - {question["field"] for question in after}
    assert gone == {f"answers.{key}" for key in given}


def test_the_screen_says_who_what_hangs_on_it_and_where_it_stands(ask: Ask) -> None:
    run = ask(EXAMPLE, "--whom", "end_user")
    assert run.exit_code == 1
    assert re.search(r"SO-1102 {2}\d question", run.stdout)
    assert "What are the goods for, and where?" in run.stdout
    assert "end user · end_use.statement · holds the order until it is answered" in run.stdout
    assert "us.flag.vague-end-use: 15 CFR Part 732 Supp. No. 3, flags 1 and 12 (read)" in run.stdout
    assert "\x1b" not in run.stdout


def test_the_form_has_a_sheet_for_each_and_says_nothing_inward_on_them(ask: Ask) -> None:
    text = ask(EXAMPLE, "--format", "markdown").stdout
    sheets, _, own = text.partition("## For our own file")
    for heading in ("To the buyer", "To the end user", "To the carrier", "For our own sales"):
        assert f"## {heading}" in sheets
    for inward in ("us.flag", "ask.", "holds", "a yes", "FinCEN"):
        assert inward not in sheets
    numbers = [int(n) for n in re.findall(r"^\*\*(\d+)\.\*\*", sheets, re.MULTILINE)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(re.findall(r"^\| \d+ \|", own, re.MULTILINE)) == len(numbers)


def test_the_keys_of_the_form_go_back_into_the_order(ask: Ask, tmp_path: Path) -> None:
    text = ask(EXAMPLE, "--format", "markdown").stdout
    block = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0])
    asked = {q["field"] for q in _questions(ask(EXAMPLE, "--json"))}
    keys = {f"answers.{key}" for key in block["answers"]}
    assert keys == {field for field in asked if field.startswith("answers.")}
    order = _example(answers=dict.fromkeys(block["answers"], False))
    left = _questions(ask(_file(tmp_path, order), "--json"))
    assert not [q for q in left if q["field"] in keys]


def test_nothing_in_an_order_is_taken_for_markdown_or_steers_a_terminal(
    ask: Ask, tmp_path: Path
) -> None:
    evil = "Evil `x` | [a](http://b) <b>\n# Head\x1b[31m GmbH"
    order = _example()
    order["parties"][1]["name"] = evil.replace("\x1b", "")
    path = _file(tmp_path, order)
    text = ask(path, "--format", "markdown").stdout
    assert "\n# Head" not in text
    assert r"Evil \`x\` \| \[a\](http://b) \<b\> \# Head" in text
    assert ask(path).exit_code == 1


def test_the_form_goes_into_a_file_and_never_over_the_orders(ask: Ask, tmp_path: Path) -> None:
    path, out = _file(tmp_path, _example()), tmp_path / "form.md"
    run = ask(path, "-f", "markdown", "--out", out)
    assert (run.exit_code, run.stdout) == (1, "")
    assert out.read_text("utf-8") == ask(path, "-f", "markdown").stdout
    before = path.read_bytes()
    for arguments in (("-f", "markdown", "-o", path), ("-o", out), ("--json", "-o", tmp_path)):
        assert ask(path, *arguments).exit_code == 2
    assert path.read_bytes() == before


def test_several_orders_and_one_of_them(ask: Ask, tmp_path: Path) -> None:
    path = _file(tmp_path, COMPLETE, _example())
    rows = json.loads(ask(path, "--json").stdout)
    assert [(row["transaction"], bool(row["questions"])) for row in rows] == [
        ("SO-9", False),
        ("SO-1102", True),
    ]
    assert ask(path, "--order", "SO-9").exit_code == 0
    run = ask(path, "--order", "SO-8")
    assert run.exit_code == 2
    assert "no order 'SO-8'" in run.stderr


def test_an_order_that_cannot_be_read_is_told(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "X"}\n' + json.dumps(COMPLETE) + "\n", "utf-8")
    run = ask(path)
    assert run.exit_code == 2
    assert "bad.jsonl:1" in run.stderr
    assert "SO-9  nothing to ask" in run.stdout


def test_beside_flags_that_hold_a_yes_is_said_to_change_nothing_of_that(
    ask: Ask, tmp_path: Path
) -> None:
    order = _example(answers={"late_change": True, "price_out_of_line": True})
    effects = {q["field"]: q["effect"] for q in _questions(ask(_file(tmp_path, order), "--json"))}
    told = effects["answers.ais_gaps"]
    assert told == "a yes adds 2 to 5, which hold the order already"
    assert "answers.payment_route_changed" not in effects  # the late change says as much


def test_a_weight_of_nothing_is_said(ask: Ask, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("id: own\nflags:\n  weights: {ask.ais-gaps: note}\n", "utf-8")
    questions = _questions(ask(EXAMPLE, "--json", "--policy", policy))
    effects = {question["field"]: question["effect"] for question in questions}
    assert effects["answers.ais_gaps"] == "a yes is noted and weighs nothing"


def test_whoever_a_pack_may_name_can_be_asked_for_and_has_a_sheet() -> None:
    from holdpoint.cli._options import Whom as Choice
    from holdpoint.cli._questions_form import SHEETS
    from holdpoint.law._rule import Whom

    assert {choice.value for choice in Choice} == set(get_args(Whom)) == set(SHEETS)


def test_a_policy_that_switches_a_flag_off_asks_no_more(ask: Ask, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("id: own\nflags:\n  weights: {ask.ais-gaps: off}\n", "utf-8")
    fields = {q["field"] for q in _questions(ask(EXAMPLE, "--json", "--policy", policy))}
    assert "answers.ais_gaps" not in fields
    assert "answers.ship_to_ship" in fields
