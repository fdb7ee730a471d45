"""The guide says what the language is."""

from __future__ import annotations

import re
from pathlib import Path

from holdpoint.law import OPERATORS, VIEW, Field, check_pack

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "guide" / "rules.md").read_text("utf-8")


def test_the_pack_in_the_guide_loads_and_its_examples_hold(tmp_path: Path) -> None:
    text = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[0]
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    assert check_pack(path) == ()


def test_the_table_of_operators_is_the_language() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([a-z, ]+) \| (.+) \|$", GUIDE, re.MULTILINE)
    assert [row[0] for row in rows] == list(OPERATORS)
    for name, kinds, meaning in rows:
        operator = OPERATORS[name]
        assert meaning == operator.meaning
        if kinds != "anything":
            assert set(kinds.split(", ")) == operator.kinds


def test_the_guide_names_every_field_of_the_view() -> None:
    table = GUIDE[GUIDE.index("## What rules see") :]
    named = {part for word in re.findall(r"`([^`]+)`", table) for part in word.split(".")}
    assert _names(VIEW, set()) - named == set()


def _names(field: Field, seen: set[int]) -> set[str]:
    if id(field.fields) in seen:
        return set()
    seen.add(id(field.fields))
    inner = (_names(one, seen) for one in field.fields.values())
    return set(field.fields).union(*inner)
