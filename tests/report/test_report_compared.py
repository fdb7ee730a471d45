"""One comparison on a terminal: read at a glance, whatever the width, script and colours."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from holdpoint.report import alike, bounded, comparison_view, counts_line

MARK = "\N{LEFT-TO-RIGHT MARK}"
ROW: dict[str, Any] = {
    "title": "Qarinah Vane Works",
    "entity": "test:1",
    "listings": [
        {
            "authority": "US/OFAC",
            "list": "SDN",
            "measure": "blocking",
            "programmes": ["NPWMD"],
            "listed_on": "2024-02-23",
        }
    ],
    "probability": 0.8123,
    "identity": "resembles",
    "asked": "Карина Вэйн Уоркс Трейдинг",
    "listed": "Qarinah Vane Works LLC",
    "kind": "alias",
    "pairs": [
        {"query": "qarinah", "listed": "qarinah", "how": "romanised", "score": 1.0},
        {"query": "vein", "listed": "vane", "how": "spelling", "score": 0.75},
        {"query": "works", "listed": "works", "how": "romanised", "score": 1.0},
        {"query": "trading", "listed": None, "how": "missing", "score": 0.0},
        {"query": None, "listed": "LLC", "how": "missing", "score": 0.0},
    ],
    "parts": [
        {"name": "name", "verdict": "agree", "left": "x", "right": "y", "note": ""},
        {"name": "country", "verdict": "agree", "left": "IR", "right": "IR", "note": "Iran"},
        {"name": "address", "verdict": "unknown", "left": None, "right": "Tehran", "note": ""},
        {
            "name": "identifier:imo",
            "verdict": "contradict",
            "left": "9074729",
            "right": "9187629",
            "note": "another IMO number",
        },
    ],
    "why": None,
    "settle": ["the tax or registration number", "the full address"],
}


def shown(row: Mapping[str, Any], *, width: int = 100, colour: bool = False, **more: Any) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="standard" if colour else None,
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    comparison_view(row, console, **more)
    return out.getvalue()


def at_cell(line: str, word: str) -> int:
    """The column of the terminal in which a word begins."""
    return cell_len(line[: line.index(word)])


def test_words_stand_beneath_their_partners_and_say_how_they_pair() -> None:
    lines = shown(ROW).splitlines()
    here = next(i for i, line in enumerate(lines) if "qarinah" in line)
    mine, theirs, how = lines[here : here + 3]
    for word, partner, said in (
        ("qarinah", "qarinah", "romanised"),
        ("vein", "vane", "spelling 0.75"),
        ("trading", "–", "missing"),
    ):
        assert at_cell(mine, word) == at_cell(how, said)
        assert partner in theirs
    assert at_cell(theirs, "LLC") == how.rindex("missing")


def test_what_contradicts_stands_first_and_every_side_is_named() -> None:
    text = shown(ROW, places=[2])
    assert text.startswith("2. 0.8123 RESEMBLES Qarinah Vane Works")
    order = [text.index(word) for word in ("contradicts", "agrees", "unknown")]
    assert order == sorted(order)
    assert "9074729 | 9187629" in text
    assert "Tehran (asked: not stated)" in text
    assert "US/OFAC SDN: property and dealings blocked [NPWMD], listed on 2024-02-23" in text
    assert "(test:1)" in text
    assert "Would settle it: the tax or registration number; the full address" in text


def test_a_part_that_repeats_the_words_is_not_said_twice() -> None:
    assert not re.search(r"agrees\s+name", shown(ROW))
    clash = {"name": "name", "verdict": "contradict", "note": "the numbers in the names differ"}
    assert "the numbers in the names differ" in shown({**ROW, "parts": [clash]})


@pytest.mark.parametrize("width", [40, 60, 80, 160, 300])
def test_every_width_holds_every_word(width: int) -> None:
    lines = shown(ROW, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    flat = re.sub(r"\s+", "", "".join(lines))
    for word in ("qarinah", "vane", "LLC", "missing", "9187629", "Tehran", "thefulladdress"):
        assert word in flat


def test_colour_in_a_terminal_and_none_in_a_pipe() -> None:
    assert "\x1b[" in shown(ROW, colour=True)
    assert "\x1b" not in shown(ROW)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown(ROW, colour=True))
    assert plain == shown(ROW), "colour adds nothing that has to be read"


def test_han_words_take_two_columns_each_and_stay_aligned() -> None:
    pairs = [
        {"query": "五力高科", "listed": "wu", "how": "romanised", "score": 1.0},
        {"query": "shenzhen", "listed": "shenzhen", "how": "equal", "score": 1.0},
    ]
    lines = shown({**ROW, "asked": "五力高科深圳", "pairs": pairs}).splitlines()
    here = next(i for i, line in enumerate(lines) if "五力高科 " in line)
    places = {at_cell(line, "shenzhen") for line in lines[here : here + 2]}
    assert len(places) == 1
    assert at_cell(lines[here + 2], "equal") in places


def test_right_to_left_names_do_not_run_into_their_neighbours() -> None:
    name = "صنایع هوایی شاهد"
    assert bounded(name) == name + MARK
    assert bounded("Shahed") == "Shahed"
    part = {"name": "address", "verdict": "agree", "left": "تهران", "right": "طهران", "note": "x"}
    text = shown({**ROW, "asked": name, "listed": name, "parts": [part]})
    assert text.count(name + MARK) == 2
    assert f"تهران{MARK} | طهران{MARK}" in text


def test_hostile_text_steers_nothing() -> None:
    text = shown({**ROW, "asked": "a\x1b[2J\u202eb\nc\td", "title": "[red]x[/red]"})
    assert not set("\x1b\u202e\t") & set(text)
    assert "[red]x[/red]" in text


def test_one_party_on_several_lists_is_told_once() -> None:
    other = {**ROW, "entity": "test:2", "listings": [{"authority": "EU", "list": "Annex I"}]}
    far = {**ROW, "entity": "test:3", "probability": 0.5}
    groups = list(alike([ROW, other, far]))
    assert [places for places, _ in groups] == [[1, 2], [3]]
    text = shown(groups[0][1], places=groups[0][0])
    assert text.startswith("1-2. 0.8123")
    assert "(test:1)" in text
    assert "EU Annex I" in text
    assert "(test:2)" in text


def test_many_listings_are_counted() -> None:
    listings = [{"authority": "EU", "list": f"Annex {i}", "measure": "other"} for i in range(9)]
    assert "and 3 more listings" in shown({**ROW, "listings": listings})


def test_candidates_are_counted_by_what_they_are() -> None:
    assert counts_line(["same", "different", "different"]) == (
        "3 candidates: 1 the same party, 2 another party."
    )
    assert counts_line(["resembles"]) == "1 candidate: 1 resembling it."


PAIRS = st.lists(
    st.fixed_dictionaries(
        {
            "query": st.one_of(st.none(), st.text(max_size=30)),
            "listed": st.one_of(st.none(), st.text(max_size=30)),
            "how": st.sampled_from(["equal", "spelling", "missing", "initial"]),
            "score": st.floats(0, 1),
        }
    ),
    max_size=8,
)


@given(asked=st.text(max_size=60), pairs=PAIRS, width=st.integers(30, 200))
def test_any_text_at_any_width_is_printed_inside_it(
    asked: str, pairs: list[dict[str, Any]], width: int
) -> None:
    text = shown({**ROW, "asked": asked, "pairs": pairs}, width=width)
    assert "\x1b" not in text
    assert "RESEMBLES" in text
    assert max(map(cell_len, text.split("\n"))) <= width
