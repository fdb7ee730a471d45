"""A decision does not contradict itself, and is the same in whatever thread it is made."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import holdpoint
from holdpoint.errors import PolicyError, UnreadableInputError
from holdpoint.files import canonical, digest
from holdpoint.intake import parse_transaction
from holdpoint.model import Transaction
from holdpoint.screening import Screener, load_policy, record_path, says_who

ROOT = Path(__file__).parents[2]
ORDERS = [
    json.loads(line)
    for line in (ROOT / "examples" / "orders.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def screener() -> Screener:
    return holdpoint.Screener(holdpoint.open_snapshot())


@pytest.fixture(scope="module")
def decisions(screener: Screener) -> list[dict[str, Any]]:
    return [screener.screen(order).to_dict() for order in ORDERS]


def _stands_in(order: Any, path: str) -> bool:
    if path == "transaction":
        return True
    here = order
    for step in re.findall(r"[a-z_]+|\[\d+\]", path):
        try:
            here = here[int(step[1:-1])] if step[0] == "[" else here[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _scores(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        yield from (v for k, v in value.items() if k == "score" and isinstance(v, float))
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _scores(one)


def test_what_a_decision_names_is_there(decisions: list[dict[str, Any]]) -> None:
    for order, decision in zip(ORDERS, decisions, strict=True):
        rules = {finding["rule"] for finding in decision["findings"]}
        for question in decision["questions"]:
            assert question["because"]
            assert set(question["because"]) <= rules
        subjects = {s for finding in decision["findings"] for s in finding["subjects"]}
        subjects |= {row["subject"] for row in decision["considered"]}
        assert not [subject for subject in subjects if not _stands_in(order, subject)]


def test_the_seal_and_the_scores(decisions: list[dict[str, Any]]) -> None:
    for decision in decisions:
        body = json.loads(json.dumps(decision))
        assert body["record"].pop("decision") == digest(body)
        scores = list(_scores(decision))
        assert all(score == round(score, 4) for score in scores)


def test_no_machine_is_part_of_a_decision(decisions: list[dict[str, Any]]) -> None:
    text = json.dumps(decisions)
    for secret in (str(ROOT), str(Path.home()), socket.gethostname() + ".", "/tmp/"):
        assert secret not in text


def test_threads_share_one_screener(decisions: list[dict[str, Any]]) -> None:
    shared = holdpoint.Screener(holdpoint.open_snapshot())
    with ThreadPoolExecutor(4) as pool:
        runs = [
            list(pool.map(shared.screen, orders))
            for orders in (ORDERS, ORDERS[::-1], ORDERS, ORDERS[::-1])
        ]
    wanted = [canonical(decision) for decision in decisions]
    for i, run in enumerate(runs):
        made = [canonical(answer.to_dict()) for answer in run]
        assert (made[::-1] if i % 2 else made) == wanted


def test_the_page_takes_the_order_as_it_was_given(screener: Screener) -> None:
    order = ORDERS[9]
    parsed = parse_transaction(order, file="test", line=None)
    assert screener.screen(order).to_html(parsed).count("<h") > 3
    assert "<html" in screener.screen(order).to_html(order)


@pytest.mark.parametrize("name", ["Ltd.", "N/A", "to be advised", "ООО", "TO ORDER", "Неизвестно"])
def test_a_name_that_says_nobody_is_not_cleared(screener: Screener, name: str) -> None:
    order = {**ORDERS[0], "parties": [{"role": "buyer", "name": name, "country": "FR"}]}
    answer = screener.screen(order)
    assert answer.outcome == "hold"
    assert "house.name-says-nobody" in {finding.rule for finding in answer.findings}
    assert "lists" in {check.check for check in answer.not_run}


@pytest.mark.parametrize("name", ["3M", "Na Li", "X AG", "शाहिद", "不明堂", "Net Ltd"])
def test_a_short_name_is_a_name(name: str) -> None:
    assert says_who(name)


def test_compare_reads_a_party_as_the_snapshot_does() -> None:
    same = holdpoint.compare(
        {"name": "Qarinah Vane Works", "country": "Iran"},
        {"name": "Qarinah Vane Works", "country": "IR"},
    )
    assert same.identity == "same"
    for wrong in ({"name": ""}, {"nam": "x"}, {"name": "x", "country": "Atlantis"}):
        with pytest.raises(UnreadableInputError):
            holdpoint.compare({"name": "x"}, wrong)


def _order(order_id: str) -> Transaction:
    return parse_transaction({**ORDERS[0], "id": order_id}, file="test", line=None)


def test_records_do_not_collide_where_capitals_are_not_told_apart(tmp_path: Path) -> None:
    ids = [
        "SO-1",
        "so-1",
        "So-1",
        "a/b",
        "a_b",
        "订" * 100,
        "订" * 101,
        "\u00c9",
        "E\u0301",
        ".",
        "..",
    ]
    paths = [record_path(tmp_path, _order(one)) for one in ids]
    assert paths[0].name == "SO-1.json"
    assert len({path.name.casefold() for path in paths}) == len(ids)
    for path in paths:
        assert path.parent == tmp_path
        path.write_bytes(b"")


@pytest.mark.parametrize(
    "text",
    [
        "rules: own.yaml\n",
        "rules: 5\n",
        "jurisdictions: [[US]]\n",
        "id: null\n",
        "matching: {candidates: 2.7}\n",
        "matching: {hold_from: true}\n",
        "matching: {hold_from: .nan}\n",
    ],
)
def test_a_setting_of_the_wrong_kind_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert caught.value.problems[0].line == 1


@pytest.mark.parametrize("data", [b"id: \xe9t\xe9\n", b"\x00\x01"])
def test_a_policy_that_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "policy.yaml"
    path.write_bytes(data)
    for wrong in (path, tmp_path):
        with pytest.raises(PolicyError):
            load_policy(wrong)
