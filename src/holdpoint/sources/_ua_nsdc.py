"""Decrees of Ukraine's National Security and Defence Council (XLSX): persons and firms.

A row is one party in one decree; rows of one name and birth date or number are one entry.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity, EntityType, Listing
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, check_header, date_in_name, load
from holdpoint.sources._keys import distinct, short_hash
from holdpoint.sources._measures import measures_said
from holdpoint.sources._parsed import Parsed, Sharing
from holdpoint.sources._published import published
from holdpoint.sources._sheets import named_rows, sheet_start, sheets
from holdpoint.text import script

SOURCE = "ua-nsdc"
_SHEETS: dict[str, EntityType] = {"Фізичні особи": "person", "Юридичні особи": "company"}
_ACTION = "Дія щодо об'єкту санкцій"  # noqa: RUF001 - Ukrainian
_REQUIRED = ("№ указу", "Дата указу", "Тип обмеження", "Назва укр.", "Назва ориг.")
_KNOWN = frozenset(
    {
        *_REQUIRED, "row", _ACTION, "Зміни", "п/н", "Термін обмеження",
        "Дата закінчення обмеження", "Назва альт.", "Дата народження", "Громадянство",
        "Місце народження", "Зайнятість", "Місце проживання", "Додатково", "Відповідальний орган",
        "ОКПО/ЄДРПОУ", "ІПН", "Місце діяльності", "Місце діяльності додатково",
    }
)  # fmt: skip
_NUMBER = re.compile(r"(ОДРН|ОГРН|ЄДРПОУ|ОКПО|ІПН|ИНН|УНП)?\D{0,3}(\d{6,15})")
_KINDS = {"ОДРН": "ogrn", "ОГРН": "ogrn", "ЄДРПОУ": "registration", "ОКПО": "okpo", "УНП": "tax"}
_ANOTHER = re.compile(r"\s*;\s*|\n+")
_APPLIES = "застосування"
_OGRN = (13, 15)
Row = Mapping[str, str]


class UaNsdc(Sharing):
    """Reader of the decrees."""

    format = "ua-nsdc-xlsx"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the headings among the first texts of a workbook."""
        if not head.startswith(b"PK"):
            return False
        start = sheet_start(path).decode("utf-8", "replace")
        return "№ указу" in start and "Тип обмеження" in start

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list, and how many entries it has."""
        date, basis = date_in_name(path, years=True)
        entries = sum(len(groups) for _, groups in _groups(load(path), Tally(), self._parsed))
        return (Found(source=SOURCE, list_date=date, date_basis=basis, entries=entries),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        if only is not None and SOURCE not in only:
            return
        content, tally = load(files[0]), Tally()
        date, basis = date_in_name(files[0], years=True)
        groups = _groups(content, tally, self._parsed)
        about = published(SOURCE).about(
            form=self.format,
            list_date=date,
            date_basis=basis,
            sha256={content.name: content.sha256},
        )
        yield Edition(about, _entities(groups), tally, [])


def _groups(
    content: Content, tally: Tally, held: Parsed | None
) -> list[tuple[EntityType, Mapping[str, list[Row]]]]:
    tally.open(content.name)
    given = sheets(content, held)
    found = {name: rows for name, rows in given.items() if name in _SHEETS and rows}
    if not found:
        raise UnreadableInputError(f"{content.name}: has none of the sheets of the list.")
    out = []
    for name, rows in found.items():
        check_header(content.name, 1, rows[0], _REQUIRED, _KNOWN, tally)
        good: list[Row] = []
        for line, row in named_rows(content, rows[0], rows[1:], tally, first=2):
            reason = None if _names(row) else "The row has no name."
            if row.get(_ACTION, _APPLIES) not in (_APPLIES, ""):
                reason = "The row does not impose a measure, and how it changes one is not known."
            if reason:
                tally.refuse(content.name, line, reason, "Ask the publisher.", field=name)
            else:
                tally.took(content.name)
                good.append(row)
        levels = (lambda row: short_hash(_names(row)[0]), _tells)
        out.append((_SHEETS[name], distinct(good, *levels)))
    return out


def _names(row: Row) -> list[str]:
    """Names: the original one first, as it is how others print it; then Ukrainian and others."""
    cells = (row.get("Назва ориг.", ""), row.get("Назва укр.", ""), row.get("Назва альт.", ""))
    return [part for cell in cells for part in _ANOTHER.split(cell.strip()) if part]


def _tells(row: Row) -> str:
    return " ".join(row.get(name, "") for name in ("Дата народження", "ОКПО/ЄДРПОУ", "ІПН"))


def _entities(
    groups: Sequence[tuple[EntityType, Mapping[str, list[Row]]]],
) -> Iterator[Entity]:
    for kind, entries in groups:
        for key, rows in entries.items():
            draft = Draft(f"{SOURCE}:{kind}-{key}", SOURCE, kind)
            for row in rows:
                _facts(draft, row)
                for listing in _listings(row):
                    draft.listing(listing)
            yield draft.build()


def _facts(draft: Draft, row: Row) -> None:
    for place, name in enumerate(_names(row)):
        first = place == 0 and not draft.has_name()
        draft.name(name, "primary" if first else "strong", _language(name, row))
    born = row.get("Дата народження", "")
    if born and not draft.born(born):
        draft.remark(f"Born: {born}")
    land = row.get("Громадянство", "")
    if land and not draft.nationality(land):
        draft.keep("Citizenship", land)
    draft.birth_place(row.get("Місце народження", ""))
    draft.position(row.get("Зайнятість", ""))
    for field in ("Місце проживання", "Місце діяльності", "Місце діяльності додатково"):
        draft.address(text=row.get(field, ""))
    draft.remark(row.get("Додатково", ""))
    _numbers(draft, row.get("ОКПО/ЄДРПОУ", ""), "registration")
    _numbers(draft, row.get("ІПН", ""), "inn")


def _language(name: str, row: Row) -> str | None:
    if script(name) != "cyrillic":
        return None
    return "uk" if name in row.get("Назва укр.", "") else None


def _numbers(draft: Draft, text: str, kind: str) -> None:
    for label, number in _NUMBER.findall(text):
        own = _KINDS.get(label, kind)
        if own == "registration" and len(number) in _OGRN:
            own = "ogrn"
        draft.identifier(own, number, "UA" if label == "ЄДРПОУ" else None)


def _listings(row: Row) -> tuple[Listing, ...]:
    which = published(SOURCE)
    decree = row.get("№ указу", "")
    base = dataclasses.replace(
        which.listing(),
        legal_basis=f"Decree of the President of Ukraine No. {decree}" if decree else None,
        listed_on=when(row.get("Дата указу", "")),
        until=when(row.get("Дата закінчення обмеження", "")),
        reference=f"{decree}, {row.get('п/н', '')}".strip(" ,") or None,
    )
    return which.listings(measures_said(SOURCE, row.get("Тип обмеження", "")), base)
