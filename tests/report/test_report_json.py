from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdpoint.files import revive
from holdpoint.model import Considered, Decision, NotRun, Question
from holdpoint.report import json_array, to_dict, to_json

CONTRACT = [
    "transaction",
    "outcome",
    "as_of",
    "summary",
    "findings",
    "questions",
    "not_run",
    "considered",
    "record",
]
FINDING = [
    "rule",
    "title",
    "outcome",
    "status",
    "subjects",
    "explanation",
    "evidence",
    "citations",
    "clears_if",
]
RECORD = ["engine", "snapshot", "rules", "policy", "input", "decision"]

Item = tuple[dict[str, Any] | None, Decision]


def test_keys_are_those_of_the_contract_and_in_its_order(run: list[Item]) -> None:
    for _, decision in run:
        found = to_dict(decision)
        assert list(found)[: len(CONTRACT)] == CONTRACT
        assert list(found)[len(CONTRACT) :] == ["sources", "places", "flags", "regimes"]
        assert list(found["record"]) == RECORD
        for finding in found["findings"]:
            assert list(finding) == [*FINDING, "rule_text", "applied"]
            for citation in finding["citations"]:
                assert list(citation) == ["title", "locator", "url", "in_force", "basis"]
                assert len(citation["in_force"]) == 2
            for entry in finding["evidence"]:
                assert list(entry)[:2] == ["kind", "subject"]


def test_empty_collections_are_written(run: list[Item]) -> None:
    found = to_dict(run[0][1])
    assert found["findings"] == []
    assert found["questions"] == []
    assert found["not_run"] == []


def test_a_decision_read_back_is_the_same_decision(run: list[Item]) -> None:
    for _, decision in run:
        again = revive(Decision, json.loads(to_json(decision)))
        assert again == decision


def test_the_array_is_one_document(run: list[Item]) -> None:
    decisions = [decision for _, decision in run]
    assert [row["transaction"] for row in json.loads("".join(json_array(decisions)))] == [
        d.transaction for d in decisions
    ]
    assert json.loads("".join(json_array([]))) == []


def test_a_figure_that_is_no_number_is_refused(run: list[Item]) -> None:
    broken = dataclasses.replace(
        run[0][1],
        considered=(Considered(subject="a", entity="b", score=float("nan"), why_not="c"),),
    )
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(broken)


@given(text=st.text(st.characters(), max_size=30))
@settings(deadline=None, max_examples=50)
def test_any_text_survives_and_can_be_written_as_utf8(text: str) -> None:
    decision = revive(
        Decision,
        {
            "transaction": text,
            "outcome": "hold",
            "as_of": "2026-11-20",
            "summary": text,
            "findings": [],
            "questions": [],
            "not_run": [],
            "considered": [],
            "record": dict.fromkeys(RECORD, "sha256:0"),
        },
    )
    decision = dataclasses.replace(
        decision,
        questions=(Question(field=text, ask=text),),
        not_run=(NotRun(check=text, why=text),),
    )
    for indent in (None, 2):
        written = to_json(decision, indent=indent).encode("utf-8")
        assert json.loads(written)["summary"] == text
