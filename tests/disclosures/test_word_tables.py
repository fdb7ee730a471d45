"""The tables of words say what is wrong with them, by file and line, and hold together."""

from __future__ import annotations

import pytest

from holdpoint.disclosures import _name_tables as names
from holdpoint.disclosures._amount_words import bounds, signs, unit_forms
from holdpoint.disclosures._tables import read_rows, table, word_set
from holdpoint.disclosures._time_words import context, subjects, time_words
from holdpoint.errors import KnowledgeError

COLUMNS = ("word", "kind")


def rows(*lines: str) -> list[dict[str, str]]:
    return [dict(row) for row in read_rows("made.csv", iter(lines), COLUMNS)]


def test_remarks_and_empty_lines_are_passed_over() -> None:
    assert rows("# why\n", "word,kind\n", "\n", "# more\n", '"a, b",c\n') == [
        {"word": "a, b", "kind": "c"}
    ]


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (("word,sort\n", "a,b\n"), r"made\.csv, line 1: the columns are word,sort"),
        (("# x\n", "word,kind\n", "a,b\n", "a,b,c\n"), r"made\.csv, line 4: 3 cells instead of 2"),
    ],
)
def test_an_error_names_file_and_line(lines: tuple[str, ...], what: str) -> None:
    with pytest.raises(KnowledgeError, match=what):
        rows(*lines)


def test_a_word_that_is_not_allowed_is_named_with_those_that_are() -> None:
    (row,) = read_rows("made.csv", iter(("word,kind\n", "a,b\n")), COLUMNS)
    with pytest.raises(KnowledgeError, match=r"line 2: kind is 'b'; use one of x, y"):
        row.one_of("kind", ("x", "y"))


def test_a_set_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="no set for 'nothing'"):
        word_set("nothing")


def test_every_table_of_names_times_and_amounts_loads() -> None:
    for load in (
        names.bodies,
        names.cities,
        names.demonyms,
        names.descriptions,
        names.goods,
        names.metonyms,
        names.models,
        names.not_names,
        names.regions,
        names.state_bodies,
        bounds,
        signs,
        subjects,
        time_words,
        unit_forms,
    ):
        assert len(load())
    assert context("before_year")
    assert len(names.heads("end")) > len(names.roles("title"))
    assert all(row["words"] == row["words"].lower() for row in table("word_sets", ("use", "words")))


def test_goods_words_point_at_entries_of_the_goods_lists() -> None:
    from holdpoint import open_snapshot

    known = {(entry.list, entry.code) for entry in open_snapshot().goods}
    named = {entry for kind in names.goods_by_id().values() for entry in kind.entries}
    assert {tuple(entry.split(":")) for entry in named} <= known
