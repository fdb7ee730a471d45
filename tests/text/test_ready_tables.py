"""Tables of names that were made beforehand say what making them now would."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdpoint.text import (
    _countries,
    _families,
    _forms,
    _ready,
    country_code,
    form_countries,
    name_groups,
)

_ROOT = Path(__file__).parents[2]
_WORDS = ("mohammed", "serguej", "hussein", "khrushchev", "table", "quellmar", "li", "x")
_COUNTRIES = (
    "Iran",
    "Islamic Republic of Iran",
    "\uc774\ub780",
    "\u0418\u0440\u0430\u043d",
    "Nowhere",
)


_FIRMS = ("Quellmar Sp. z o.o.", "UAB Quellmar", "Quellmar", "\u682a\u5f0f\u4f1a\u793eQuellmar")
_CACHED = (
    _ready._tables,
    _families._groups,
    _families._by_fold,
    _families.name_groups,
    _countries._table,
    _countries._codes,
    _forms._table,
    _forms.form_countries,
)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Forget what was loaded, before and after."""
    for cached in _CACHED:
        cached.cache_clear()
    yield
    for cached in _CACHED:
        cached.cache_clear()


def _answers() -> tuple[object, ...]:
    return (
        tuple(map(name_groups, _WORDS)),
        tuple(map(country_code, _COUNTRIES)),
        tuple(map(form_countries, _FIRMS)),
    )


def test_the_file_is_what_the_tables_give_now() -> None:
    tool = runpy.run_path(str(_ROOT / "tools" / "ready_tables.py"))
    assert tool["ready_text"]() == _ready.READY.read_text("utf-8"), (
        "A table of the text room has changed: run python tools/ready_tables.py"
    )


def test_the_tables_are_used_as_they_are_and_as_they_were_made() -> None:
    assert _families._groups() == _families.made_groups()
    assert _families._by_fold() == _families.made_folds(_families.made_groups())
    assert _countries._table() == _countries.made_countries()
    assert _forms._table() == _forms.made_forms()
    assert list(_forms._table()[1]) == list(_forms.made_forms()[1])
    assert name_groups("mohamed") == ("mohammad",)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"made_of": "of other tables"}', None])
def test_a_file_that_is_missing_damaged_or_of_other_tables_changes_no_answer(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = _answers()
    other = tmp_path / "ready.json"
    if content is not None:
        other.write_text(content, encoding="utf-8")
    monkeypatch.setattr(_ready, "READY", other)
    for cached in _CACHED:
        cached.cache_clear()
    assert _ready.ready("names") is None
    assert _answers() == expected


def test_a_changed_table_is_noticed(tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text("name\nanna\n", encoding="utf-8")
    before = _ready.sources_digest(tmp_path)
    table.write_text("name\nanne\n", encoding="utf-8")
    assert _ready.sources_digest(tmp_path) != before
    assert json.loads(_ready.READY.read_text("utf-8"))["made_of"] == _ready.sources_digest()
