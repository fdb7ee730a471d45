"""JSON and JSON Lines: one order after the other, and a broken one stops nobody."""

from __future__ import annotations

import gc
import gzip
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdpoint.intake import read_transactions
from holdpoint.model import Problem

Reader = Callable[..., Any]
Line = Callable[..., str]


def _ids(found: Any) -> list[str]:
    return [order.id for order in found.orders]


def test_one_object(read: Reader, line: Line) -> None:
    found = read("a.json", line())
    assert _ids(found) == ["SO-1"]
    assert found.problems == []


@pytest.mark.parametrize(
    "wrap", ["[{}]", '{{"transactions": [{}]}}', ' \n{{ "transactions":[{}] }}\n']
)
@pytest.mark.parametrize("indent", [None, 2])
def test_many_objects(read: Reader, order: dict[str, Any], wrap: str, indent: int | None) -> None:
    many = ",\n".join(json.dumps({**order, "id": f"{n}"}, indent=indent) for n in range(3))
    assert _ids(read("a.json", wrap.format(many))) == ["0", "1", "2"]


def test_many_objects_behind_other_fields(read: Reader, line: Line) -> None:
    found = read("a.json", f'{{"exported": "2026-11-20", "transactions": [{line()}]}}')
    assert _ids(found) == ["SO-1"]
    assert found.warnings == [("exported", 'stands beside "transactions" and was not read.')]


def test_fields_behind_many_objects_are_told(read: Reader, line: Line) -> None:
    found = read("a.json", f'{{"transactions": [{line()}], "more": 1}}')
    assert _ids(found) == ["SO-1"]
    assert found.warnings == [("more", 'stands beside "transactions" and was not read.')]


def test_lines_and_blank_lines(read: Reader, line: Line) -> None:
    found = read("a.jsonl", f"\ufeff{line(id='1')}\r\n\r\n{line(id='2')}")
    assert _ids(found) == ["1", "2"]


def test_json_lines_under_the_name_of_json(read: Reader, line: Line) -> None:
    assert _ids(read("a.json", f"{line(id='1')}\n{line(id='2')}\n")) == ["1", "2"]


def test_an_array_under_the_name_of_json_lines(read: Reader, order: dict[str, Any]) -> None:
    assert _ids(read("a.jsonl", json.dumps([order], indent=1))) == ["SO-1"]


def test_the_content_tells_the_form_where_the_name_does_not(read: Reader, line: Line) -> None:
    assert _ids(read("orders", f"[{line()}]")) == ["SO-1"]
    assert _ids(read("orders.data", f"{line(id='1')}\n{line(id='2')}\n")) == ["1", "2"]


def test_gzip(read: Reader, line: Line) -> None:
    assert _ids(read("a.jsonl.gz", gzip.compress(line().encode()))) == ["SO-1"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings(read: Reader, order: dict[str, Any], encoding: str) -> None:
    order["notes"] = "Größe, город, 港"
    text = json.dumps([order], ensure_ascii=False)
    assert read("a.json", text.encode(encoding)).orders[0].notes == "Größe, город, 港"


def test_a_broken_line_stops_nobody(read: Reader, line: Line) -> None:
    lines = [line(id="1"), '{"id": "2", ', line(id="3"), "[1]", "nonsense", line(id="6")]
    found = read("a.jsonl", "\n".join(lines))
    assert _ids(found) == ["1", "3", "6"]
    assert [at for at, *_ in found.faults] == [2, 4, 5]
    assert "is no JSON" in found.faults[0][2]
    assert "is a list where a transaction belongs" in found.faults[1][2]


def test_a_broken_element_stops_nobody(read: Reader, line: Line) -> None:
    text = (
        f'[\n{line(id="1")},\n{{"id": "2",, "x": "]}}"}},\n{line(id="3")},\nnul,\n{line(id="5")}\n]'
    )
    found = read("a.json", text)
    assert _ids(found) == ["1", "3", "5"]
    assert [at for at, *_ in found.faults] == [3, 5]


def test_an_array_that_breaks_off_says_where(read: Reader, line: Line) -> None:
    found = read("a.json", f"[\n{line(id='1')},\n{line(id='2')[:40]}")
    assert _ids(found) == ["1"]
    assert found.faults[0][0] == 3
    assert "nothing from here on was read" in found.faults[0][2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[{},]", "is no JSON"),
        ("[{} {}]", "a comma or ] is missing"),
        ("[] x", "something stands behind the last bracket"),
        ('{"transactions": []', "the last } is missing"),
        ("[", "the file ends"),
        ("hello", "the file ends, or is broken"),
        ("hello, you", "is no JSON"),
        ("12", "is a number where a transaction belongs"),
    ],
)
def test_broken_json_is_told(read: Reader, text: str, words: str) -> None:
    faults = read("a.json", text).faults
    assert any(words in reason for _, _, reason in faults), faults


def test_an_empty_array_is_told(read: Reader) -> None:
    assert read("a.json", "[]").warnings == [(None, "holds no order.")]


def test_names_that_stand_twice_are_refused(read: Reader, line: Line) -> None:
    twice = line(id="1").replace('"country": "GB"', '"country": "GB", "country": "IR"')
    found = read("a.jsonl", f"{twice}\n{line(id='2')}")
    assert _ids(found) == ["2"]
    assert found.faults == [(1, None, "the name 'country' stands twice in one object.")]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(read: Reader, line: Line, word: str) -> None:
    text = line(value={"amount": 1}).replace('"amount": 1', f'"amount": {word}')
    assert f"{word} is no JSON number." in read("a.jsonl", text).faults[0][2]


@pytest.mark.parametrize("number", ["1e999999999", "1e-999999999", "9" * 5000, "-" + "9" * 300])
def test_numbers_that_no_order_has_are_refused(read: Reader, line: Line, number: str) -> None:
    text = line(value={"amount": 1}).replace('"amount": 1', f'"amount": {number}')
    assert len(read("a.jsonl", text).faults) == 1


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("deep", ['{"a":' * 100_000 + "1" + "}" * 100_000, "[" * 100_000])
def test_objects_a_hundred_thousand_deep_are_refused(read: Reader, name: str, deep: str) -> None:
    found = read(name, deep)
    assert found.orders == []
    assert len(found.faults) == 1


def test_a_deep_element_stops_nobody(read: Reader, line: Line) -> None:
    deep = "[" * 50_000 + "]" * 50_000
    found = read("a.json", f"[{line(id='1')}, {deep}, {line(id='3')}]")
    assert _ids(found) == ["1", "3"]
    assert "too deep" in found.faults[0][2]


def test_quotes_never_closed_are_found_quickly(read: Reader) -> None:
    found = read("a.json", '[{"a": "' + '\\"' * 2_000_000 + "\\")
    assert len(found.faults) == 1


def test_an_object_without_end_is_refused(read: Reader) -> None:
    found = read("a.json", '[{"a": [' + f'"{"x" * 999}",' * 20_000)
    assert "is never closed" in found.faults[0][2]


def test_a_second_order_of_one_id_names_both_lines(read: Reader, line: Line) -> None:
    found = read("a.jsonl", "\n".join([line(id="7"), line(id="8"), line(id=7), line(id=" 7 ")]))
    assert _ids(found) == ["7", "8"]
    assert found.faults == [
        (3, "id", "is the id of the order on line 1 too."),
        (4, "id", "is the id of the order on line 1 too."),
    ]


def test_what_was_understood_is_told_once(read: Reader, line: Line) -> None:
    lines = [line(id=f"{n}", destination_country="Germany") for n in range(5)]
    found = read("a.jsonl", "\n".join(lines))
    assert len(found.orders) == 5
    assert found.warnings == [("destination_country", "was read as the country DE.")]


def test_orders_come_one_by_one_across_blocks(tmp_path: Path, line: Line) -> None:
    path = tmp_path / "a.json"
    many = ",".join(line(id=f"{n}", notes="ü" * (n % 977)) for n in range(5000))
    path.write_text(f"[{many}]", encoding="utf-8")
    assert [one.id for one in read_transactions(path) if hasattr(one, "id")] == [
        f"{n}" for n in range(5000)
    ]


def test_a_reader_that_is_dropped_closes_its_file(tmp_path: Path, line: Line) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(line(id=f"{n}") for n in range(5000)), encoding="utf-8")
    found = read_transactions(path)
    assert not isinstance(next(found), Problem)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del found
        gc.collect()
    assert [str(one.message) for one in caught] == [], "the file was left open"


def test_an_unknown_form_is_the_callers_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="none of"):
        read_transactions(tmp_path, format="xml")  # type: ignore[arg-type]  # on purpose


def test_only_so_many_faults_of_one_order_are_told(read: Reader, line: Line) -> None:
    found = read("a.jsonl", f"{line(id='1', **{f'x{n}': n for n in range(9999)})}\n{line()}")
    assert _ids(found) == ["SO-1"]
    assert len(found.faults) == 201
