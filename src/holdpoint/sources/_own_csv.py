"""A firm's own list in CSV: private lists, and letters by which an authority informs the firm.

The mapping file (YAML, ``format: own-csv``) says which column is what, and names the CSV beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity, EntityType, Link, Listing, SourceInfo
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._fields import put
from holdpoint.sources._files import Content, date_in_name, load, named_records, tidy
from holdpoint.sources._keys import distinct, short_hash
from holdpoint.sources._own_mapping import OwnList, read_mapping

_MARK = re.compile(rb"^format:\s*['\"]?own-csv\b", re.MULTILINE)
_TYPES: dict[str, EntityType] = {
    "company": "company",
    "person": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
    "government": "government",
}
_FIELDS = {
    "aliases": "alias",
    "weak_aliases": "weak_alias",
    "former_names": "former_name",
    "country": "country",
    "nationality": "nationality",
    "birth_date": "born",
    "birth_place": "birth_place",
    "founded": "founded",
    "address": "address",
    "remarks": "remark",
}
_WHOLE = frozenset({"birth_place", "remarks"})
Row = tuple[int, Mapping[str, str]]


class OwnCsv:
    """Reader of a firm's own list, by its mapping file."""

    format = "own-csv"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the mapping file's first key."""
        del path
        return _MARK.search(head) is not None

    def look(self, path: Path) -> tuple[Found, ...]:
        """One list."""
        own = read_mapping(path)
        content = _content(own, path)
        date, basis = _date(own)
        found = sum(1 for _ in _rows(own, content, Tally()))
        return (
            Found(source=own.id, list_date=date, date_basis=basis, entries=found, also=(own.file,)),
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        own = read_mapping(files[0])
        if only is not None and own.id not in only:
            return
        content, mapping, tally = _content(own, files[0]), load(files[0]), Tally()
        date, basis = _date(own)
        about = SourceInfo(
            id=own.id,
            title=own.title,
            publisher=own.publisher,
            authority=own.authority,
            format=self.format,
            url=own.url,
            licence="the firm's own; not for others",
            list_date=date,
            date_basis=basis,
            sha256={content.name: content.sha256, mapping.name: mapping.sha256},
        )
        yield Edition(about, _entities(own, content, tally), tally, list[Link]())


def _content(own: OwnList, mapping: Path) -> Content:
    if not own.file.is_file():
        raise UnreadableInputError(
            f"{mapping.name}: names the file {own.file.name}, which is not beside it. "
            "Put it there, or correct 'file'."
        )
    return load(own.file)


def _date(own: OwnList) -> tuple[str | None, str]:
    stated = when(own.list_date) if own.list_date else None
    return (stated, "mapping file") if stated else date_in_name(own.file)


def _rows(own: OwnList, content: Content, tally: Tally) -> Iterator[Row]:
    wanted = {*own.columns.values(), *own.identifiers.values()}
    for line, row in named_records(content, tally, required=wanted, delimiter=own.delimiter):
        if tidy(row[own.columns["name"]]):
            yield line, row
        else:
            tally.refuse(content.name, line, "The row has no name.", "Give it one.", field="name")


def _entities(own: OwnList, content: Content, tally: Tally) -> Iterator[Entity]:
    def key(row: Row) -> str:
        return _cell(own, row[1], "id") or short_hash(row[1][own.columns["name"]])

    rows = list(_rows(own, content, tally))
    for own_key, same in distinct(rows, key, lambda row: "\x1f".join(row[1].values())).items():
        for _ in same:
            tally.took(content.name)
        yield _entity(own, own_key, same[0], content.name, tally)


def _cell(own: OwnList, row: Mapping[str, str], field: str) -> str:
    column = own.columns.get(field)
    return row[column].strip() if column else ""


def _entity(own: OwnList, key: str, line_row: Row, file: str, tally: Tally) -> Entity:
    line, row = line_row
    word = _cell(own, row, "type")
    kind = own.types.get(word) or _TYPES.get(word.lower(), "unknown")
    draft = Draft(f"{own.id}:{key}", own.id, kind)
    draft.name(row[own.columns["name"]], "primary")
    for name, field in _FIELDS.items():
        for value in _several(own, _cell(own, row, name), split=name not in _WHOLE):
            if not put(draft, field, value):
                reason = "It is not understood and is kept as text."
                tally.warn(file, line, reason, "Correct it.", field=own.columns[name])
                draft.keep(own.columns[name], value)
    for identifier, column in own.identifiers.items():
        for value in _several(own, row[column]):
            draft.identifier(identifier, value)
    draft.listing(_listing(own, row))
    return draft.build()


def _several(own: OwnList, text: str, *, split: bool = True) -> list[str]:
    parts = text.split(own.separator) if split else [text]
    return [part.strip() for part in parts if part.strip()]


def _listing(own: OwnList, row: Mapping[str, str]) -> Listing:
    programme = _cell(own, row, "programme")
    return Listing(
        authority=own.authority,
        list=own.list or own.title,
        measure=own.measure,
        programmes=(programme,) if programme else (),
        legal_basis=own.legal_basis,
        listed_on=when(_cell(own, row, "listed_on")),
        until=when(_cell(own, row, "until")),
        reference=_cell(own, row, "reference") or own.reference,
        url=own.url,
        note=_cell(own, row, "note") or None,
    )
