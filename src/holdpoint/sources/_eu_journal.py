"""Annexes of EU sanctions regulations, transcribed from the Official Journal to CSV.

A *consolidated* file (first column ``celex``) holds the annexes of one act; an *amendment* file
(``amendedCelex``, ``amendmentCelex``) holds what one act added to or changed in others, never
removals. Each act is a list of its own. Amendments complete the consolidated act: a row of the
same entry replaces it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from holdpoint.model import Entity, SourceInfo
from holdpoint.sources._data import table
from holdpoint.sources._draft import when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._eu_entry import entry, short_title, title
from holdpoint.sources._files import Content, load, named_records
from holdpoint.sources._keys import distinct, short_hash

_SHARED = ("recordId", "programKey", "annex", "measure", "startDate", "reason", "schema", "name")
_LEAD = ("celex", "amendedCelex", "amendmentCelex")
_KNOWN = frozenset({*_SHARED, *_LEAD, "address", *(r["column"] for r in table("eu_columns.csv"))})


@dataclass(frozen=True, slots=True)
class Row:
    """One row, and where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    @property
    def key(self) -> str:
        """Annex and printed number, else a hash of the name."""
        number = self.cells["recordId"].strip() or short_hash(self.cells["name"])
        annex = self.cells["annex"].strip()
        return f"{annex}:{number}" if annex else number


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its rows by act, and what was refused."""

    content: Content
    rows: Mapping[str, list[Row]]
    refused: Tally

    @property
    def acts(self) -> list[str]:
        """The acts it speaks of; an empty file speaks of the act that it is named after."""
        return sorted(self.rows) or [self.content.name.split(".", 1)[0]]

    @property
    def amends(self) -> bool:
        """Whether it holds what one act changed in others."""
        return self.content.data.lstrip(b"\xef\xbb\xbf").startswith(b"amendedCelex")


class EuJournal:
    """Reader of both kinds of file."""

    format = "eu-journal-csv"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the header."""
        del path
        first = head.decode("utf-8-sig", errors="replace").split("\n", 1)[0]
        header = first.replace('"', "").strip().split(",")
        return header[0] in ("celex", "amendedCelex") and set(_SHARED) <= set(header)

    def look(self, path: Path) -> tuple[Found, ...]:
        """The act, or the acts that an amendment changes."""
        sheet = _sheet(path)
        return tuple(
            Found(
                source=_source(act),
                role="amendment" if sheet.amends else "whole",
                list_date=_date(sheet, act),
                date_basis=_basis(_date(sheet, act)),
                entries=len({row.key for row in sheet.rows.get(act, ())}),
                complete=not sheet.refused.cut_short,
            )
            for act in sheet.acts
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition an act: the consolidated file first, then amendments in their order."""
        sheets = [_sheet(path) for path in files]
        for act in sorted({act for sheet in sheets for act in sheet.acts}):
            if only is None or _source(act) in only:
                yield _edition(act, [sheet for sheet in sheets if act in sheet.acts])


def _source(act: str) -> str:
    return f"eu-oj-{act}"


def _basis(date: str | None) -> str:
    return "latest entry inside the file" if date else "unknown"


def _date(sheet: Sheet, act: str) -> str | None:
    """The latest entry; of an amendment the commonest, as some of its rows apply later."""
    rows = sheet.rows.get(act, ())
    dates = Counter(filter(None, (when(row.cells["startDate"]) for row in rows)))
    if not dates:
        return None
    return max(dates, key=lambda date: (dates[date], date)) if sheet.amends else max(dates)


def _sheet(path: Path) -> Sheet:
    content, tally = load(path), Tally()
    rows: dict[str, list[Row]] = {}
    for line, cells in named_records(content, tally, required=_SHARED, known=_KNOWN):
        act = (cells.get("celex") or cells.get("amendedCelex") or "").strip()
        missing = [n for n in ("name", "measure", "schema") if not cells[n].strip()]
        if missing or not act:
            field = missing[0] if missing else "celex"
            tally.refuse(
                content.name, line, f"The row has no {field}.", "Compare the act.", field=field
            )
        else:
            rows.setdefault(act, []).append(Row(content.name, line, cells))
    return Sheet(content, rows, tally)


def _edition(act: str, sheets: Sequence[Sheet]) -> Edition:
    tally = Tally()
    for sheet in sheets:
        _account(sheet, act, tally)
    kept = [sheet.rows.get(act, []) for sheet in sheets]
    latest = max(filter(None, (_date(sheet, act) for sheet in sheets)), default=None)
    entries = [_by_key(rows) for rows in kept]
    again = sum(
        key in before for at, now in enumerate(entries) for before in entries[:at] for key in now
    )
    about = SourceInfo(
        id=_source(act),
        title=f"{short_title(act)}: {title(act)}",
        publisher="Official Journal of the European Union, transcribed",
        authority="EU",
        format=EuJournal.format,
        url=f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{act}",
        licence="EU law may be reused; the transcription has its maker's own terms",
        list_date=latest,
        date_basis=_basis(latest),
        sha256={sheet.content.name: sheet.content.sha256 for sheet in sheets},
        note=f"{again} entries were completed or replaced by amendments." if again else None,
    )
    return Edition(about, _entities(act, entries), tally, [])


def _account(sheet: Sheet, act: str, tally: Tally) -> None:
    """Count a file's rows of one act; what was refused is told with the file's first act."""
    name = sheet.content.name
    tally.open(name)
    for _ in sheet.rows.get(act, ()):
        tally.row(name)
        tally.took(name)
    for problem in sheet.refused.problems if act == sheet.acts[0] else ():
        if problem.fatal:
            tally.row(name)
            tally.refuse(name, problem.line, problem.reason, problem.remedy, field=problem.field)
        else:
            tally.problems.append(problem)


def _by_key(rows: Sequence[Row]) -> dict[str, list[dict[str, str]]]:
    """Rows by entry. The same entry on several rows is under several measures."""
    out: dict[str, list[dict[str, str]]] = {}
    for key, same in distinct(rows, lambda row: row.key, _name).items():
        out[key] = [dict(row.cells) for row in same]
    return out


def _entities(act: str, entries: Sequence[Mapping[str, list[dict[str, str]]]]) -> Iterator[Entity]:
    merged: dict[str, list[dict[str, str]]] = {}
    for sheet in entries:
        for key, rows in sheet.items():
            merged[key] = [_completed(row, merged.get(key, [])) for row in rows]
    for key, rows in merged.items():
        yield entry(f"{_source(act)}:{key}", _source(act), act, rows)


def _completed(row: dict[str, str], before: Sequence[dict[str, str]]) -> dict[str, str]:
    """An amendment's row; what it leaves empty stays as it was."""
    old = next((o for o in before if o["measure"] == row["measure"]), {})
    return {**old, **{key: value for key, value in row.items() if value.strip() or key not in old}}


def _name(row: Row) -> str:
    return f"{row.cells['schema']} {row.cells['name']}"
