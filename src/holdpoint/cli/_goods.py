"""`holdpoint goods`: a description, an HS code or an ECCN, explained."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.cli import _console as console
from holdpoint.cli._knowing import open_told
from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from holdpoint.knowledge import Snapshot

_CODE = re.compile(r"[\d.\s]+")
_LISTED_FROM = 0.4


def show_goods(
    what: str | None,
    *,
    eccn: str | None,
    destination: str | None,
    snapshot: Path | None,
    as_of: str | None,
    as_json: bool,
) -> int:
    """Explain goods and print the answer; returns the exit code."""
    if (what is None) == (eccn is None):
        raise HoldpointError(
            "give one of them: a description in quotes, an HS code, or an ECCN with --eccn."
        )
    country = _country(destination)
    known = open_told(snapshot)
    known.check()
    day = console.day(as_of) or date.fromisoformat(known.list_date)
    if eccn is not None:
        return _eccn(eccn, country, known, day, as_json=as_json)
    assert what is not None
    if not what.strip():
        raise HoldpointError("the description is empty. Give what stands on the papers.")
    if _CODE.fullmatch(what):
        return _code(what, country, known, day, as_json=as_json)
    return _description(what, country, known, day, as_json=as_json)


def _country(text: str | None) -> str | None:
    if text is None:
        return None
    from holdpoint.text import country_code

    code = country_code(text)
    if code is None:
        raise HoldpointError(
            f"--destination {text[:40]!r}: no such country. Give its ISO code, such as AE."
        )
    return code


def _code(what: str, country: str | None, known: Snapshot, day: date, *, as_json: bool) -> int:
    from holdpoint.cli._goods_view import show_code
    from holdpoint.goods import GoodsIndex, TariffText, existing_hs
    from holdpoint.model import Item

    try:
        code = existing_hs(what)
    except ValueError as error:
        raise HoldpointError(f"{what.strip()[:40]!r}: {error}") from None
    rows, not_run = GoodsIndex(known.goods).find(Item(hs_code=code), day)
    answer: dict[str, Any] = {
        "hs_code": code,
        "as_of": day.isoformat(),
        "explained": [line._asdict() for line in TariffText(known.nomenclature).explain(code)],
        "goods_lists": rows or [],
        "destination": country,
        "findings": _findings({"hs_code": code}, country, known, day),
        "not_run": [f"{note.check}: {note.why}" for note in not_run],
    }
    if as_json:
        console.print_json(answer)
    else:
        show_code(answer, console.out())
    return console.ATTENTION if answer["goods_lists"] else console.OK


def _description(
    what: str, country: str | None, known: Snapshot, day: date, *, as_json: bool
) -> int:
    from holdpoint.cli._goods_view import show_description
    from holdpoint.goods import ControlSearch, Nomenclature, describe

    lines = [(line.code, line.text) for line in known.nomenclature if line.code]
    found = describe(what, Nomenclature(lines) if lines else None, entries=known.goods)
    nearest = ControlSearch(known.controls).search(what) if known.controls else ()
    answer: dict[str, Any] = {
        **found.to_dict(),
        "nearest_eccn": [hit._asdict() for hit in nearest],
        "as_of": day.isoformat(),
        "destination": country,
        "findings": _findings({"description": what}, country, known, day),
    }
    if as_json:
        console.print_json(answer)
    else:
        show_description(answer, console.out(), nomenclature=bool(lines))
    harmless = found.listed is not None and found.listed < _LISTED_FROM
    return console.OK if harmless else console.ATTENTION


def _eccn(eccn: str, country: str | None, known: Snapshot, day: date, *, as_json: bool) -> int:
    from holdpoint.cli._goods_view import show_control
    from holdpoint.goods import ControlList, CountryChart, GoodsIndex, is_munitions
    from holdpoint.model import Item

    chart = CountryChart(ControlList(known.controls), known.chart, known.country_groups)
    try:
        control = chart.controls.find(eccn)
    except ValueError as error:
        if is_munitions(eccn):
            console.out().print(f"{eccn.strip()} is {error}")
            return console.ATTENTION
        raise HoldpointError(f"--eccn {eccn.strip()[:40]!r}: {error}") from None
    answer = chart.answer(eccn, country) if country and chart.ready else None
    rows, _ = GoodsIndex(known.goods).find(Item(eccn=eccn), day)
    shown = _control_answer(control, answer, country, ready=chart.ready)
    shown["goods_lists"] = rows or []
    shown["as_of"] = day.isoformat()
    if as_json:
        console.print_json(shown)
    else:
        show_control(shown, console.out())
    return console.OK if shown["licence_required"] is False else console.ATTENTION


def _control_answer(
    control: Any,  # noqa: ANN401 - a Control, imported where it is needed
    answer: Any,  # noqa: ANN401 - a LicenceAnswer or None
    country: str | None,
    *,
    ready: bool,
) -> dict[str, Any]:
    """The answer as JSON values: the entry, its reasons, and the licence question."""
    entry = control.entry
    reasons: list[Mapping[str, Any]] = [
        {
            "reason": one.reason,
            "applies": one.applies,
            "printed": one.printed,
            "where": one.where,
        }
        for one in control.reasons
    ]
    if answer is not None:
        from holdpoint.files import plain

        reasons = [plain(row, keep_empty=True) for row in answer.rows]
    return {
        "eccn": control.eccn,
        "paragraph": control.paragraph or None,
        "texts": list(control.texts),
        "problem": control.problem,
        "destination": country,
        "licence_required": answer.required if answer else None,
        "asked": bool(country) and ready,
        "reasons": reasons,
        "exceptions": dict(entry.exceptions) if entry else {},
        "related": entry.related if entry else None,
        "notes": list(answer.notes if answer else control.notes),
        "list_date": entry.source_date if entry else None,
        "chart_date": answer.day if answer else None,
        "source": entry.url if entry else None,
    }


def _findings(
    item: Mapping[str, Any], country: str | None, known: Snapshot, day: date
) -> list[dict[str, Any]]:
    """What the rules say of an order of these goods to a destination, as far as it is the goods."""
    if country is None:
        return []
    from holdpoint.model import Item, Transaction
    from holdpoint.screening import Screener

    order = Transaction(id="goods", parties=(), items=(Item(**item),), destination_country=country)
    answer = Screener(known).screen(order, as_of=day)
    return [
        {
            "rule": finding.rule,
            "title": finding.title,
            "outcome": finding.outcome,
            "status": finding.status,
            "explanation": finding.explanation,
            "clears_if": finding.clears_if,
        }
        for finding in answer.findings
        if any(subject.startswith("items[0]") for subject in finding.subjects)
    ]
