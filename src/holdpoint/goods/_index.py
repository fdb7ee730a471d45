"""An item's codes against the goods lists, by prefix, with both sides in each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from holdpoint.goods._codes import existing_hs, normalise_eccn
from holdpoint.goods._dates import in_force
from holdpoint.model import GoodsEntry, Item, NotRun

HIGH_PRIORITY_LIST = "CHPL"
"""Id of the Common High Priority List among the goods lists."""

_SUBHEADING = 6  # digits that all tariffs share; what follows is national
_CN_DIGITS = 8

Fit = tuple[bool | None, str]


class _Codes(NamedTuple):
    """The item's codes in the common spelling, and what was wrong with those refused."""

    hs: str | None
    eccn: str | None
    refused: tuple[NotRun, ...]


class _Line(NamedTuple):
    """A line of a list and its code in the common spelling."""

    code: str
    entry: GoodsEntry


class GoodsIndex:
    """The lines of all goods lists, found by code.

    Args:
        entries: Lines of any number of lists. Lines with ``code_kind`` ``text`` describe goods
            without a code; they are counted, and every search says that they were not compared.
    """

    __slots__ = ("_by_eccn", "_by_hs", "_described", "_has_high_priority", "_longest")

    def __init__(self, entries: Iterable[GoodsEntry]) -> None:
        by_hs: dict[str, list[_Line]] = {}
        by_eccn: dict[str, list[_Line]] = {}
        described: dict[str, int] = {}
        high_priority = False
        for entry in sorted(entries, key=_order):
            high_priority = high_priority or entry.list == HIGH_PRIORITY_LIST
            code = _entry_code(entry)
            if code is None:
                described[entry.list] = described.get(entry.list, 0) + 1
            elif entry.code_kind == "hs":
                by_hs.setdefault(code[:_SUBHEADING], []).append(_Line(code, entry))
            else:
                by_eccn.setdefault(code.split(".")[0], []).append(_Line(code, entry))
        self._by_hs = by_hs
        self._by_eccn = by_eccn
        self._described = dict(sorted(described.items()))
        self._has_high_priority = high_priority
        self._longest = max((len(code) for code in by_hs), default=0)

    def find(self, item: Item, as_of: date) -> tuple[list[dict[str, Any]] | None, list[NotRun]]:
        """Every line of every list that the item's codes fall under, or may fall under.

        Args:
            item: Its ``hs_code`` and ``eccn`` are read, in any spelling.
            as_of: The day whose law applies.

        Returns:
            Rows for ``items[].goods_lists``, ordered by list and code, and the checks that could
            not run. The rows are ``None`` (unknown) when no usable code is given. In a row,
            ``fits`` is ``True`` when the code alone decides, and ``None`` when a finer code or
            the description is needed too (``fits_why`` says which); a line that cannot fit
            makes no row. ``in_force`` is explained in ``in_force_why``.
        """
        codes = _codes_of(item)
        not_run = list(codes.refused)
        if codes.hs is None and codes.eccn is None:
            if not codes.refused:
                why = "neither an HS code nor an ECCN is given"
                not_run.append(NotRun(check="goods.lists", why=why))
            return None, not_run
        not_run.extend(self._not_compared(codes))
        found = [*self._hs_rows(item, codes.hs, as_of), *self._eccn_rows(item, codes.eccn, as_of)]
        return found, not_run

    def high_priority(self, item: Item, as_of: date) -> bool | None:
        """Whether the item is on the Common High Priority List on a day.

        Returns:
            ``None`` (unknown) without a usable HS code, without that list among the entries, or
            when only a finer code or an unverified date keeps it open.
        """
        codes = _codes_of(item)
        if codes.hs is None or not self._has_high_priority:
            return None
        rows = [
            row
            for row in self._hs_rows(item, codes.hs, as_of)
            if row["list"] == HIGH_PRIORITY_LIST and row["in_force"] is not False
        ]
        if any(row["fits"] and row["in_force"] for row in rows):
            return True
        return None if rows else False

    def _hs_rows(self, item: Item, code: str | None, as_of: date) -> list[dict[str, Any]]:
        if code is None:
            return []
        # Entries are kept under their first six digits; shorter ones under all they have.
        keys = [code[:size] for size in range(1, min(self._longest, _SUBHEADING) + 1)]
        lines = [line for key in keys for line in self._by_hs.get(key, ())]
        return _rows(item, code, lines, as_of, _fits_hs)

    def _eccn_rows(self, item: Item, code: str | None, as_of: date) -> list[dict[str, Any]]:
        if code is None:
            return []
        lines = self._by_eccn.get(code.split(".")[0], ())
        return _rows(item, code, lines, as_of, _fits_eccn)

    def _not_compared(self, codes: _Codes) -> list[NotRun]:
        not_run: list[NotRun] = []
        refused = {problem.check for problem in codes.refused}
        if self._by_hs and codes.hs is None and "goods.hs_code" not in refused:
            why = "no HS code is given: lists by HS code were not compared"
            not_run.append(NotRun(check="goods.hs_code", why=why))
        if self._by_eccn and codes.eccn is None and "goods.eccn" not in refused:
            why = "no ECCN is given: lists by ECCN were not compared"
            not_run.append(NotRun(check="goods.eccn", why=why))
        if self._described:
            names = ", ".join(f"{name} ({count})" for name, count in self._described.items())
            why = f"lines that describe goods without a code were not compared: {names}"
            not_run.append(NotRun(check="goods.description", why=why))
        return not_run


def _rows(
    item: Item,
    code: str,
    lines: Iterable[_Line],
    as_of: date,
    fit: Callable[[str, str], Fit],
) -> list[dict[str, Any]]:
    rows = []
    for line in sorted(lines, key=lambda line: _order(line.entry)):
        fits, why = fit(code, line.code)
        if fits is not False:
            rows.append(_row(item, code, line.entry, as_of, (fits, why)))
    return rows


def _row(item: Item, code: str, entry: GoodsEntry, as_of: date, fit: Fit) -> dict[str, Any]:
    fits, fits_why = fit
    if fits and entry.needs_description:
        fits, fits_why = None, "the line is an 'ex' code: the description must fit it too"
    holds, holds_why = in_force(entry, as_of)
    return {
        "list": entry.list,
        "code": entry.code,
        "code_kind": entry.code_kind,
        "tier": entry.tier,
        "description": entry.description,
        "needs_description": entry.needs_description,
        "fits": fits,
        "fits_why": fits_why,
        "in_force": holds,
        "in_force_why": holds_why,
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to,
        "basis": entry.basis,
        "jurisdiction": entry.jurisdiction,
        "source": entry.source,
        "url": entry.url,
        "note": entry.note,
        "item_code": code,
        "item_description": item.description,
    }


def _fits_hs(code: str, listed: str) -> Fit:
    if code.startswith(listed):
        return True, f"{code} begins with {listed}"
    if listed.startswith(code):
        return None, f"{code} is too coarse: the line is {listed}"
    if len(listed) <= _SUBHEADING or len(code) == _CN_DIGITS:
        # Eight digits are read as CN, the tariff of the EU and UK lists that go so deep.
        return False, "another code"
    why = f"{code} and {listed} share six digits; the rest may be of two national tariffs"
    return None, why


def _fits_eccn(code: str, listed: str) -> Fit:
    ours, theirs = code.split("."), listed.split(".")
    if ours[: len(theirs)] == theirs:
        return True, f"{code} falls under {listed}"
    if theirs[: len(ours)] == ours:
        return None, f"{code} is too coarse: the line is {listed}"
    return False, "another paragraph"


def _entry_code(entry: GoodsEntry) -> str | None:
    """The comparable code of a list's line; ``None`` when it describes goods in words."""
    if entry.code_kind == "hs":
        digits = entry.code.replace(".", "").replace(" ", "")
        return digits if digits.isascii() and digits.isdigit() else None
    if entry.code_kind != "eccn":
        return None
    try:
        return normalise_eccn(entry.code)
    except ValueError:
        return None


def _codes_of(item: Item) -> _Codes:
    refused: list[NotRun] = []
    hs = _normalised(item.hs_code, existing_hs, "goods.hs_code", refused)
    eccn = _normalised(item.eccn, normalise_eccn, "goods.eccn", refused)
    return _Codes(hs=hs, eccn=eccn, refused=tuple(refused))


def _normalised(
    code: str | None,
    normalise: Callable[[str], str],
    check: str,
    refused: list[NotRun],
) -> str | None:
    if code is None or not code.strip():
        return None
    try:
        return normalise(code)
    except ValueError as error:
        why = f"{code[:40]!r} cannot be compared: {error}"
        refused.append(NotRun(check=check, why=why))
        return None


def _order(entry: GoodsEntry) -> tuple[str, str, str, str, str]:
    return (
        entry.list,
        entry.code,
        entry.valid_from or "",
        entry.valid_to or "",
        entry.description,
    )
