"""Entries, chart rows and groups of the EAR out of their JSON."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from holdpoint.model import (
    ChartRow,
    ControlEntry,
    ControlParagraph,
    ControlReason,
    CountryGroups,
)
from holdpoint.text import country_code

_ECCN = re.compile(r"\d[A-E]\d{3}")
_REASON = re.compile(r"\b(NS|NP|MT|CB|CC|RS|AT|FC|UN|SS|SL|EI|CW|SI)\b")
# Spellings of the supplements that are no name of ISO 3166: a slip of the pen each.
_SLIPS = {"seycheles": "SC", "cote d'lvoire": "CI"}


def control_entry(
    raw: Mapping[str, Any], complete: Collection[str], date: str, url: str
) -> ControlEntry:
    """One entry of the CCL.

    Args:
        raw: The entry as the file has it.
        complete: Categories whose paragraphs the file gives.
        date: Day of the text.
        url: Where it is published.

    Raises:
        KeyError, TypeError, ValueError: It is no such entry.
    """
    eccn = _text(raw["eccn"])
    if not _ECCN.fullmatch(eccn):
        raise ValueError(f"{eccn[:20]!r} is no ECCN")
    rows = _list(raw.get("countryChart"))
    items = [_table(item) for item in _list(raw.get("items"))]
    return ControlEntry(
        id=eccn,
        heading=_text(raw["heading"]),
        source_date=date,
        url=url,
        named_reasons=tuple(
            dict.fromkeys(_REASON.findall(_text(raw.get("reasonForControl") or "")))
        ),
        reasons=tuple(
            ControlReason(applies=_text(row["control"]), where=_text(row["countryChart"]))
            for row in map(_table, rows)
        ),
        exceptions={
            _text(name): _text(printed)
            for name, printed in _table(raw.get("licenceExceptionFlags")).items()
        },
        related=_text(raw.get("relatedControls") or "") or None,
        paragraphs=tuple(
            ControlParagraph(number=_text(item["paragraph"]), text=_text(item["text"]))
            for item in items
            if item.get("paragraph")
        ),
        complete=bool(items) and eccn[0] in complete,
    )


def chart_rows(
    data: Mapping[str, Any], date: str, url: str
) -> Iterator[tuple[str, ChartRow | None]]:
    """Destinations of the Country Chart: those with marks, the embargoed, those under another.

    Raises:
        KeyError, TypeError: The file is not of this form.
    """
    notes = {number: _text(note) for number, note in _table(data.get("footnotes")).items()}
    for name, row in _table(data["countries"]).items():
        marks = tuple(_text(mark) for mark in _list(_table(row)["marks"]))
        yield name, _row(name, row, notes, date, url, marks)
    for name, row in _table(data.get("embargoed")).items():
        pointer = _text(_table(row)["pointer"])
        yield name, _row(name, row, notes, date, url, (), pointer)
    done = {iso_of(name) for name in data["countries"]}
    for name, row in _table(data.get("territoryInheritance")).items():
        code, other = iso_of(name), iso_of(_text(_table(row)["row"]))
        if code in done:
            continue
        made = (
            code
            and other
            and ChartRow(id=code, name=name.title(), source_date=date, url=url, row=other)
        )
        yield name, made or None


def _row(
    name: str,
    row: Mapping[str, Any],
    notes: Mapping[str, str],
    date: str,
    url: str,
    marks: tuple[str, ...],
    pointer: str | None = None,
) -> ChartRow | None:
    code = iso_of(name)
    if code is None:
        return None
    numbers = [str(number) for number in _list(row.get("footnotes"))]
    footnotes = tuple(notes[number] for number in numbers if number in notes)
    return ChartRow(
        id=code,
        name=name,
        source_date=date,
        url=url,
        marks=marks,
        pointer=pointer,
        footnotes=footnotes,
    )


def group_rows(data: Mapping[str, Any], date: str) -> Iterator[tuple[str, CountryGroups | None]]:
    """The Country Groups turned round: by destination.

    Raises:
        TypeError: The file is not of this form.
    """
    by_name: dict[str, list[str]] = {}
    for group, names in _table(data["groups"]).items():
        for name in _list(names):
            by_name.setdefault(_text(name), []).append(group)
    by_code: dict[str, tuple[str, list[str]]] = {}
    for name, groups in by_name.items():
        code = iso_of(name)
        if code is None:
            yield name, None
            continue
        by_code.setdefault(code, (name, []))[1].extend(groups)
    for code, (name, groups) in by_code.items():
        yield (
            name,
            CountryGroups(id=code, name=name, source_date=date, groups=tuple(sorted(set(groups)))),
        )


def iso_of(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a destination as the supplements spell it."""
    return _SLIPS.get(name.casefold()) or country_code(name)


def _table(value: object) -> Mapping[str, Any]:
    """A JSON object; an empty one where there is none."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise TypeError("an object is something else")
    return value


def _list(value: object) -> list[Any]:
    """A JSON list; an empty one where there is none."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError("a list is something else")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return " ".join(value.split())
