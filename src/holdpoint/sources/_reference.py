"""Reference tables for a snapshot: the nomenclature, and three supplements of the EAR as JSON.

They are no lists of parties: their editions have no entities, but rows for shelves of their own.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from holdpoint.errors import UnreadableInputError
from holdpoint.model import HsLine, SourceInfo
from holdpoint.sources._ear_rows import chart_rows, control_entry, group_rows
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, date_in_name, load

_T = TypeVar("_T")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS = re.compile(r"\d{2}|\d{4}|\d{6}", re.ASCII)
_HEADS = {
    "section,hscode,description,parent,level": "wco-hs",
    "section,name": "wco-hs-sections",
}
_KINDS = {
    "entries": ("us-ear-ccl", "Commerce Control List (15 CFR 774, Supp. 1)", "controls"),
    "countries": ("us-ear-chart", "Commerce Country Chart (15 CFR 738, Supp. 1)", "chart"),
    "groups": ("us-ear-groups", "Country Groups (15 CFR 740, Supp. 1)", "groups"),
}
_MEND = "Fetch the file again from where it is published."


class ReferenceEdition(Edition):
    """An edition without entities; ``reference`` holds rows by section of the snapshot."""

    def __init__(
        self, about: SourceInfo, tally: Tally, reference: Mapping[str, Sequence[Any]]
    ) -> None:
        super().__init__(about, (), tally, [])
        self.reference = reference


class HsTable:
    """The Harmonized System as CSV.

    ``section,hscode,description,parent,level``, or its sections as ``section,name``.
    """

    format = "hs-csv"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - the protocol
        """See :class:`Reader`."""
        return _first_line(head) in _HEADS

    def look(self, path: Path) -> tuple[Found, ...]:
        """See :class:`Reader`."""
        content = load(path)
        date, basis = date_in_name(path)
        source = _HEADS[_first_line(content.data)]
        rows = sum(1 for line in content.text().splitlines() if line.strip()) - 1
        return (Found(source=source, list_date=date, date_basis=basis, entries=rows),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """See :class:`Reader`."""
        content, tally = load(files[0]), Tally()
        source = _HEADS[_first_line(content.data)]
        if only is not None and source not in only:
            return
        tally.open(content.name)
        lines = list(_hs_lines(content, tally))
        if not lines:
            raise UnreadableInputError(f"{content.name}: holds no line of a tariff. {_MEND}")
        date, basis = date_in_name(files[0])
        about = SourceInfo(
            id=source,
            title="Harmonized System" + (": sections" if source.endswith("sections") else ""),
            publisher="World Customs Organization, as transcribed",
            authority="WCO",
            format=self.format,
            list_date=date,
            date_basis=basis,
            sha256={content.name: content.sha256},
        )
        yield ReferenceEdition(about, tally, {"nomenclature": lines})


def _hs_lines(content: Content, tally: Tally) -> Iterator[HsLine]:
    table = csv.DictReader(io.StringIO(content.text().removeprefix("\ufeff"), newline=""))
    seen: set[str] = set()
    for row in table:
        if row.get("section") == "TOTAL":  # sums and "not specified", not goods
            tally.ignored["TOTAL"] += 1
            continue
        tally.row(content.name)
        code, text = row.get("hscode") or "", row.get("description") or row.get("name") or ""
        line = HsLine(section=row.get("section") or "", code=code, text=text)
        if not text or not line.section or ("hscode" in row and not _DIGITS.fullmatch(code)):
            reason = "The code is not of 2, 4 or 6 digits, or the text is missing."
            tally.refuse(content.name, table.line_num, reason, "Mend or remove the line.")
        elif line.id in seen:
            tally.refuse(content.name, table.line_num, "The code stands there twice.", _MEND)
        else:
            seen.add(line.id)
            tally.took(content.name)
            yield line


class EarJson:
    """A supplement of the EAR as JSON: the CCL, the Country Chart, or the Country Groups.

    The form is that of a public transcription of the eCFR: ``ecfrIssueDate``, ``source.url``, and
    ``entries``, ``countries`` or ``groups``.
    """

    format = "ear-json"

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - the protocol
        """See :class:`Reader`."""
        start = head[:4096].lstrip()
        return start.startswith(b"{") and b'"citation"' in start and b'"ecfrIssueDate"' in start

    def look(self, path: Path) -> tuple[Found, ...]:
        """See :class:`Reader`."""
        content = load(path)
        data = _object(content)
        key = self._key(data, content.name)
        return (
            Found(
                source=_KINDS[key][0],
                list_date=_issued(data),
                date_basis="inside the file" if _issued(data) else "unknown",
                entries=len(data[key]),
            ),
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """See :class:`Reader`."""
        content, tally = load(files[0]), Tally()
        data = _object(content)
        key = self._key(data, content.name)
        source, title, section = _KINDS[key]
        if only is not None and source not in only:
            return
        date, url = _issued(data), _url(data)
        if date is None:
            raise UnreadableInputError(
                f"{content.name}: does not say of which day its text is (ecfrIssueDate). {_MEND}"
            )
        tally.open(content.name)
        if key == "entries":
            rows: list[Any] = list(_entries(data, content.name, tally, date, url))
        else:
            made = chart_rows(data, date, url) if key == "countries" else group_rows(data, date)
            try:
                rows = list(_kept(made, content.name, tally))
            except (KeyError, TypeError) as error:
                why = f"{error} is missing" if isinstance(error, KeyError) else str(error)
                raise UnreadableInputError(
                    f"{content.name}: {title} is not of the form that is read here: {why}. {_MEND}"
                ) from error
        if not rows:
            raise UnreadableInputError(f"{content.name}: {title} has no row to read. {_MEND}")
        about = SourceInfo(
            id=source,
            title=title,
            publisher="US Bureau of Industry and Security, text of the eCFR",
            authority="US/BIS",
            format=self.format,
            url=url,
            list_date=date,
            date_basis="inside the file",
            sha256={content.name: content.sha256},
        )
        yield ReferenceEdition(about, tally, {section: rows})

    def _key(self, data: Mapping[str, Any], name: str) -> str:
        kinds = {"entries": list, "countries": dict, "groups": dict}
        for key, kind in kinds.items():
            if isinstance(data.get(key), kind) and data[key]:
                return key
        raise UnreadableInputError(
            f"{name}: holds neither entries of the CCL, nor countries, nor groups. {_MEND}"
        )


def _entries(
    data: Mapping[str, Any], name: str, tally: Tally, date: str, url: str
) -> Iterator[Any]:
    seen: set[str] = set()
    for number, raw in enumerate(data["entries"], start=1):
        tally.row(name)
        try:
            entry = control_entry(raw, set(data.get("deepCategories") or ()), date, url)
        except (KeyError, TypeError, ValueError) as error:
            tally.refuse(name, None, f"Entry {number} is no ECCN with its fields: {error}.", _MEND)
            continue
        if entry.id in seen:
            tally.refuse(name, None, f"{entry.id} stands there twice.", _MEND)
            continue
        seen.add(entry.id)
        tally.took(name)
        yield entry


def _kept(made: Iterator[tuple[str, _T | None]], name: str, tally: Tally) -> Iterator[_T]:
    """Rows that have a country; the others are refused by name."""
    for country, row in made:
        tally.row(name)
        if row is None:
            tally.refuse(
                name,
                None,
                f"{country[:60]!r} is no country of ISO 3166 that is known here.",
                "Check the name; its line is left out, and questions on it stay open.",
            )
        else:
            tally.took(name)
            yield row


def _object(content: Content) -> dict[str, Any]:
    try:
        data = json.loads(content.text())
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(f"{content.name}: is no whole JSON. {_MEND}") from error
    if not isinstance(data, dict):
        raise UnreadableInputError(f"{content.name}: is no JSON object. {_MEND}")
    return data


def _issued(data: Mapping[str, Any]) -> str | None:
    text = data.get("ecfrIssueDate")
    if not (isinstance(text, str) and _DATE.fullmatch(text)):
        return None
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _url(data: Mapping[str, Any]) -> str:
    source = data.get("source")
    url = source.get("url") if isinstance(source, dict) else None
    return url if isinstance(url, str) else ""


def _first_line(head: bytes) -> str:
    line = head.split(b"\n", 1)[0][:200]
    return line.decode("utf-8", "replace").lstrip("\ufeff").strip().replace('"', "").lower()
