"""Records of the US Consolidated Screening List, in whatever form they came, to entities.

A record is a dict as trade.gov's API gives it: lists for what is many, ``ids`` as objects. The
member lists stay apart: each is an edition of its own.
"""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from holdpoint.model import Entity, EntityType, Link
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, is_text, load, tidy
from holdpoint.sources._keys import distinct, short_hash
from holdpoint.sources._labels import labelled, take_number
from holdpoint.sources._ofac_csv import Companions, load_companions
from holdpoint.sources._remarks import read_remarks
from holdpoint.sources._sketch import Sketch, material
from holdpoint.sources._us_lists import UsList, list_named, us_lists

_TYPES: dict[str, EntityType] = {
    "Individual": "person",
    "Entity": "company",
    "Vessel": "vessel",
    "Aircraft": "aircraft",
}


_ADDRESS = frozenset({"text", "street", "city", "region", "postcode", "country"})
_SEVERAL = (
    "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "programs",
)  # fmt: skip
_GROUPS = ("addresses", "ids")
_PLURAL = frozenset({*_SEVERAL, *_GROUPS})
Group = Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: where it stands and what it says; what is empty is left out.

    Attributes:
        texts: Fields with one text.
        several: Fields with any number of texts.
        groups: ``addresses`` and ``ids``, each a list of objects.
    """

    line: int
    texts: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[Group, ...]]

    @classmethod
    def of(cls, line: int, data: Mapping[str, Any]) -> Row:
        """A record as it was parsed.

        Raises:
            TypeError: A field is not of the list's form.
        """
        return cls(
            line=line,
            texts=_group({key: value for key, value in data.items() if key not in _PLURAL}),
            several={name: _several(data.get(name), _text) for name in _SEVERAL},
            groups={name: _several(data.get(name), _group) for name in _GROUPS},
        )

    def text(self, name: str) -> str:
        """A field with one text; empty where it is not given."""
        return self.texts.get(name, "")


def _several(value: object, make: Callable[[object], T]) -> tuple[T, ...]:
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple(map(make, value))
    raise TypeError


def _group(value: object) -> Group:
    if not isinstance(value, Mapping):
        raise TypeError
    out: dict[str, str] = {}
    for key, one in value.items():
        if one is not None and (text := _text(one)):
            out[str(key)] = text
    return out


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise TypeError


@dataclass(slots=True)
class Screening:
    """A screening list as read: its rows by member list, and where each row was counted.

    Attributes:
        odd: Whether its texts may hold halves of characters, so that each record is looked at.
    """

    form: str
    content: Content
    list_date: str | None
    date_basis: str
    bare: bool = False
    odd: bool = False
    tally: Tally = field(default_factory=Tally)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, line: int, data: Mapping[str, Any]) -> None:
        """Put a record to its member list, or refuse it."""
        row: Row | None = None
        if not self.odd or is_text(data):
            with contextlib.suppress(TypeError):
                row = Row.of(line, data)
        if row is None:
            self.refuse(line, "The record is not of the list's form.", "Fetch the file again.")
            return
        member = list_named(row.text("source"))
        if member is None:
            why, remedy = "The record names no list that is known.", "Tell the project about it."
            self.refuse(line, why, remedy, field="source")
        elif not row.text("name"):
            self.refuse(line, "The record has no name.", "Fetch it again.", field="name")
        else:
            self.rows[member.code].append(row)

    def refuse(self, line: int, why: str, remedy: str, *, field: str | None = None) -> None:
        """A record that belongs to no list."""
        self.tally.refuse(self.content.name, line, why, remedy, field=field)

    def found(self, *, complete: bool) -> tuple[Found, ...]:
        """What a look at the file tells."""
        return tuple(
            Found(
                source=us_lists()[code].source,
                list_date=self.list_date,
                date_basis=self.date_basis,
                entries=len(rows),
                numbers=_numbers(rows) if code == "SDN" else frozenset(),
                complete=complete,
                bare=self.bare,
            )
            for code, rows in sorted(self.rows.items())
        )

    def editions(
        self, only: frozenset[str] | None, companions: Sequence[Path] = ()
    ) -> Iterator[Edition]:
        """One edition for each member list; refused rows are told with the first of them.

        Args:
            only: Ids of the lists wanted; ``None`` for all.
            companions: OFAC's own files of addresses, aliases and comments, for the SDN list.
        """
        refused = self.tally
        for code in sorted(self.rows):
            member = us_lists()[code]
            if only is None or member.source in only:
                beside = [load(path) for path in companions] if code == "SDN" else []
                yield _edition(self, member, refused, beside)
                refused = Tally()


def _numbers(rows: Sequence[Row]) -> frozenset[str]:
    return frozenset(row.text("entity_number") for row in rows)


def _edition(
    screening: Screening, member: UsList, refused: Tally, beside: Sequence[Content]
) -> Edition:
    tally = Tally()
    name = screening.content.name
    tally.open(name)
    for problem in refused.problems:
        if problem.fatal:
            tally.row(name)
            tally.refuse(name, problem.line, problem.reason, problem.remedy, field=problem.field)
        else:
            tally.problems.append(problem)
    about = member.about(
        form=screening.form,
        list_date=screening.list_date,
        date_basis=screening.date_basis,
        sha256={content.name: content.sha256 for content in (screening.content, *beside)},
    )
    rows = screening.rows[member.code]
    companions = load_companions(beside, tally)
    return Edition(about, _entities(member, rows, name, tally, companions), tally, [])


def _entities(
    member: UsList, rows: Sequence[Row], name: str, tally: Tally, companions: Companions
) -> Iterator[Sketch]:
    for key, same in distinct(rows, _key, _countries, _notice, _content).items():
        for _ in same:
            tally.row(name)
            tally.took(name)
        yield _sketch(member, key, same[0], companions.of(key, tally))
    companions.refuse_rest(tally)


def _sketch(member: UsList, key: str, row: Row, companions: Companions) -> Sketch:
    """An entry of its record and of its rows in the companion files."""

    def ground() -> bytes:
        said = (row.texts, row.several, row.groups, companions.cells())
        return material("csl", member.code, key, *said)

    def make() -> tuple[Entity, Sequence[Link]]:
        draft = _draft(member, key, row, companions.strong(key))
        read_remarks(draft, companions.overflow(key))
        companions.add_to(draft, key)
        return _finish(member, draft, row), draft.links

    return Sketch(f"{member.source}:{key}", ground, make)


def _key(row: Row) -> str:
    return row.text("entity_number") or short_hash(row.text("name"))


def _countries(row: Row) -> str:
    return " ".join(sorted({a.get("country", "") for a in row.groups["addresses"]}))


def _notice(row: Row) -> str:
    """The order behind an entry: the same person can be under several."""
    return row.text("federal_register_notice")


def _content(row: Row) -> str:
    said = {**row.texts, **row.several, **row.groups}
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _draft(member: UsList, key: str, row: Row, strong: frozenset[str] | None) -> Draft:
    """The draft of one record.

    Args:
        member: The list.
        key: Key of the entry.
        row: The record.
        strong: Names known to be good from OFAC's file of aliases, which leaves weak ones out.
    """
    kind = _TYPES.get(row.text("type"), "unknown")
    draft = Draft(f"{member.source}:{key}", member.source, kind)
    draft.name(row.text("name"), "primary")
    for alias in row.several["alt_names"]:
        draft.name(alias, "strong" if strong is None or tidy(alias) in strong else "weak")
    for position in row.text("title").split(";"):
        draft.position(position)
    _person(draft, row)
    _ship(draft, row)
    for address in row.groups["addresses"]:
        draft.address(**{part: text for part, text in address.items() if part in _ADDRESS})
    for item in row.groups["ids"]:
        _identifier(draft, item)
    _remarks(draft, row.text("remarks"), ofac=member.authority == "US/OFAC")
    return draft


def _finish(member: UsList, draft: Draft, row: Row) -> Entity:
    draft.listed_on = when(row.text("start_date")) or draft.listed_on
    return member.finish(
        draft,
        row.several["programs"],
        reference=row.text("entity_number") or None,
        note=_note(row),
        until=when(row.text("end_date")),
    )


def _person(draft: Draft, row: Row) -> None:
    for field_name in ("citizenships", "nationalities"):
        for text in row.several[field_name]:
            if not draft.nationality(text):
                draft.keep(field_name, text)
    for text in row.several["dates_of_birth"]:
        if not draft.born(text):
            draft.remark(f"DOB {text}")
    for text in row.several["places_of_birth"]:
        draft.birth_place(text)


def _ship(draft: Draft, row: Row) -> None:
    draft.identifier("call_sign", row.text("call_sign"))
    gross, tonnage = row.text("gross_registered_tonnage"), row.text("gross_tonnage")
    facts = {
        "vessel_type": row.text("vessel_type"),
        "dead_weight": tonnage if gross else "",
        "gross_tonnage": gross or tonnage,
        "owner": row.text("vessel_owner"),
    }
    draft.vessel.update({key: value for key, value in facts.items() if value})
    draft.flag(row.text("vessel_flag"))
    draft.link("owned_by", row.text("vessel_owner"))


def _identifier(draft: Draft, item: Group) -> None:
    label, value = item.get("type", ""), item.get("number", "")
    validity = " ".join(
        f"{word} {item[key]}"
        for word, key in (("issued", "issue_date"), ("expires", "expiration_date"))
        if key in item
    )
    take_number(draft, label, value, country=item.get("country"), validity=validity)


def _remarks(draft: Draft, text: str, *, ofac: bool) -> None:
    if ofac:
        read_remarks(draft, text)
    else:
        for part in text.split(";"):
            if not labelled(draft, part.strip()):
                draft.remark(part)


def _note(row: Row) -> str | None:
    said = {
        "Licence requirement": row.text("license_requirement"),
        "Licence policy": row.text("license_policy"),
        "Federal Register": row.text("federal_register_notice"),
        "Standard order": row.text("standard_order"),
    }
    texts = {label: tidy(text).rstrip(".") for label, text in said.items()}
    return "; ".join(f"{label}: {text}" for label, text in texts.items() if text) or None
