"""OFAC's own CSV files: a list with its addresses, aliases and overflow remarks.

The same four files exist for the SDN list and for the lists beside it ("consolidated"); which of
those an entry is on, its programmes tell. None has a header: the list has 12 columns, ADD 6, ALT 5
and COMMENTS 2, joined by the entity number. ``-0-`` is an empty cell. Format: OFAC, "SDN data
formats" (dat_spec.txt).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity, EntityType, Link, NameKind
from holdpoint.sources._draft import Draft
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import (
    HEAD,
    Content,
    Record,
    date_in_name,
    load,
    records,
    sound_records,
    tidy,
)
from holdpoint.sources._ofac_lists import Entries, Member, codes_of_lists_beside, is_beside
from holdpoint.sources._remarks import read_remarks
from holdpoint.sources._sketch import Sketch, material
from holdpoint.sources._us_lists import UsList, programmes, us_lists

_WIDTH = {"whole": 12, "addresses": 6, "aliases": 5, "comments": 2}
_ROLES = {width: role for role, width in _WIDTH.items()}
_EMPTY = "-0-"
_TYPES: dict[str, EntityType] = {
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
    "": "company",
}
_KINDS: dict[str, NameKind] = {"aka": "strong", "fka": "former", "nka": "strong"}
_COMPANIONS = ("addresses", "aliases", "comments")


@dataclass(slots=True)
class Companions:
    """Rows of the companion files by entity number."""

    addresses: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    aliases: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    comments: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    file: dict[str, str] = field(default_factory=dict)

    def strong(self, number: str) -> frozenset[str] | None:
        """The names that the aliases file gives an entry; ``None`` when there is no such file."""
        if "aliases" not in self.file:
            return None
        return frozenset(tidy(cell(r.cells[3])) for r in self.aliases.get(number, ()))

    def overflow(self, number: str) -> str:
        """What continues an entry's remarks."""
        return "".join(record.cells[1] for record in self.comments.get(number, ()))

    def of(self, number: str, tally: Tally) -> Companions:
        """The rows of one entry, taken out and counted as read."""
        out = Companions(file=self.file)
        for role in _COMPANIONS:
            rows = getattr(self, role).pop(number, None)
            if rows:
                getattr(out, role)[number] = rows
                for _ in rows:
                    tally.took(self.file[role])
        return out

    def cells(self) -> list[object]:
        """All that the rows say, as JSON values."""
        return [
            "aliases" in self.file,
            *(
                [row.cells for rows in getattr(self, role).values() for row in rows]
                for role in _COMPANIONS
            ),
        ]

    def count(self, number: str, tally: Tally) -> None:
        """Count the rows of an entry as seen and read, in the accounts of one of its lists."""
        for role in _COMPANIONS:
            for _ in getattr(self, role).get(number, ()):
                tally.row(self.file[role])
                tally.took(self.file[role])

    def add_to(self, draft: Draft, number: str) -> None:
        """Give an entity its addresses and names."""
        for record in self.addresses.get(number, ()):
            _, _, street, city, country, note = (cell(c) for c in record.cells)
            draft.address(street=street, city=city, country=country)
            if note:
                draft.remark(note)
        for record in self.aliases.get(number, ()):
            _, _, kind, name, note = (cell(c) for c in record.cells)
            draft.name(name, _KINDS.get(kind.lower(), "strong"))
            if note:
                draft.remark(note)

    def drop_strangers(self, numbers: Collection[str], tally: Tally) -> None:
        """Refuse the rows of numbers that a list does not hold, and count them as seen."""
        for role in _COMPANIONS:
            rows = getattr(self, role)
            for number in [n for n in rows if n not in numbers]:
                for record in rows.pop(number):
                    tally.row(self.file[role])
                    self._refuse(role, record, tally)

    def _refuse(self, role: str, record: Record, tally: Tally) -> None:
        tally.refuse(
            self.file[role],
            record.line,
            "The list holds no entry of this number.",
            "Use companion files of the list's own date.",
            field="ent_num",
        )

    def refuse_rest(self, tally: Tally) -> None:
        """Rows whose entity number the list does not hold."""
        for role in _COMPANIONS:
            for rows in getattr(self, role).values():
                for record in rows:
                    self._refuse(role, record, tally)


def cell(text: str) -> str:
    """A cell's text; ``-0-`` is empty."""
    text = text.strip()
    return "" if text == _EMPTY else text


def load_companions(contents: Sequence[Content], tally: Tally) -> Companions:
    """Read companion files of an edition.

    Raises:
        UnreadableInputError: A file is none of ADD, ALT and COMMENTS.
    """
    out = Companions()
    for content in contents:
        role = role_of(content.data[:HEAD])
        if role not in _COMPANIONS:
            raise UnreadableInputError(
                f"{content.name}: is no companion file of an OFAC list. Leave it out."
            )
        out.file[role] = content.name
        rows = getattr(out, role)
        for record in sound_records(content, tally, width=_WIDTH[role]):
            rows[record.cells[0].strip()].append(record)
    return out


class OfacCsv:
    """Reader of the SDN list in CSV, with its companion files."""

    format = "ofac-csv"

    def recognises(self, path: Path, head: bytes) -> bool:
        """Rows without header, a number first, 12, 6, 5 or 2 cells each."""
        del path
        return role_of(head) is not None

    def look(self, path: Path) -> tuple[Found, ...]:
        """One list, or one companion file."""
        content = load(path)
        role = role_of(content.data[:HEAD]) or "whole"
        date, basis = date_in_name(path)
        tally = Tally()
        rows = list(sound_records(content, tally, width=_WIDTH[role]))
        if role == "whole" and is_beside([programmes_of(row) for row in rows]):
            return beside(content, rows, Tally()).found()
        numbers = frozenset(row.cells[0].strip() for row in rows)
        # A companion file is the same for all lists; its numbers tell to which it belongs.
        codes = sorted({"SDN", *codes_of_lists_beside()}) if role in _COMPANIONS else ["SDN"]
        return tuple(
            Found(
                source=us_lists()[code].source,
                role=role,
                list_date=date,
                date_basis=basis,
                entries=len(rows),
                numbers=numbers,
                complete=not tally.cut_short,
            )
            for code in codes
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """The list in the first file, with its companions from the others."""
        contents = [load(path) for path in files]
        base = contents[0]
        if role_of(base.data[:HEAD]) != "whole":
            raise UnreadableInputError(
                f"{base.name}: is a companion file. Name the list itself first (sdn.csv)."
            )
        tally = Tally()
        rows = list(sound_records(base, tally, width=_WIDTH["whole"]))
        if is_beside([programmes_of(row) for row in rows]):
            companions = load_companions(contents[1:], loose := Tally())
            yield from beside(base, rows, tally, companions, loose).editions(only)
        elif only is None or us_lists()["SDN"].source in only:
            yield _edition(contents)


def role_of(head: bytes) -> str | None:
    """Which of the four files this is, from its first bytes; ``None`` when it is none of them."""
    text = head.decode("latin-1")
    rows = [row.cells for row in records(text, "head") if not row.fault]
    if len(head) >= HEAD:
        rows = rows[:-1]
    role = _ROLES.get(len(rows[0])) if rows else None
    fits = _FITS.get(role or "")
    if fits is None:
        return None
    # A torn or foreign row must not hide what the file is.
    like = [row for row in rows if len(row) == len(rows[0]) and row[0].strip().isdigit()]
    good = sum(map(fits, like))
    return role if good * 2 > len(rows) else None


_FITS: dict[str, Callable[[list[str]], bool]] = {
    "whole": lambda row: any(_EMPTY in value for value in row),
    "addresses": lambda row: row[1].strip().isdigit(),
    "aliases": lambda row: row[2].strip().lower() in _KINDS,
    "comments": lambda row: not row[1].strip().isdigit(),
}


def _sdn() -> UsList:
    return us_lists()["SDN"]


def programmes_of(row: Record) -> tuple[str, ...]:
    """The programme codes of a row of the list."""
    return programmes(cell(row.cells[3]))


def beside(
    content: Content,
    rows: Sequence[Record],
    tally: Tally,
    companions: Companions | None = None,
    loose: Tally | None = None,
) -> Entries:
    """The entries of the lists beside the SDN list, sorted to their lists.

    Args:
        content: The file.
        rows: Its records.
        tally: What became of them so far.
        companions: Their companion rows.
        loose: What became of those so far.
    """
    beside_it = companions or Companions()
    date, basis = date_in_name(content.path)
    seen: set[str] = set()
    members: list[Member] = []
    for row in rows:
        number, name = row.cells[0].strip(), cell(row.cells[1])
        reason = _unusable(number, name, seen)
        if reason:
            tally.refuse(content.name, row.line, reason, "Fetch the file again.", field="ent_num")
            continue
        seen.add(number)
        make = partial(_draft_with, beside_it, row)
        count = partial(beside_it.count, number)
        members.append(Member(number, programmes_of(row), make, (row.cells[11],), count=count))
    out = Entries(OfacCsv.format, content, date, basis, tally.refusals())
    if loose is not None:
        for problem in loose.refusals().problems:
            out.tally.row(problem.file)
            out.tally.refuse(problem.file, problem.line, problem.reason, problem.remedy)
    beside_it.drop_strangers(seen, out.tally)
    return out.sort(members)


def _draft_with(companions: Companions, row: Record, member: UsList) -> Draft:
    number = row.cells[0].strip()
    draft = _draft(member, row.cells, companions.overflow(number))
    companions.add_to(draft, number)
    return draft


def _edition(contents: Sequence[Content]) -> Edition:
    tally = Tally()
    date, basis = date_in_name(contents[0].path)
    about = _sdn().about(
        form=OfacCsv.format,
        list_date=date,
        date_basis=basis,
        sha256={content.name: content.sha256 for content in contents},
    )
    return Edition(about, _entities(contents, tally), tally, [])


def _entities(contents: Sequence[Content], tally: Tally) -> Iterator[Sketch]:
    base = contents[0]
    tally.open(base.name)
    companions = load_companions(contents[1:], tally)
    seen: set[str] = set()
    for record in sound_records(base, tally, width=_WIDTH["whole"]):
        number, name = record.cells[0].strip(), cell(record.cells[1])
        reason = _unusable(number, name, seen)
        if reason:
            tally.refuse(base.name, record.line, reason, "Fetch the file again.", field="ent_num")
            continue
        seen.add(number)
        tally.took(base.name)
        yield _sketch(number, record.cells, companions.of(number, tally))
    companions.refuse_rest(tally)


def _sketch(number: str, cells: Sequence[str], companions: Companions) -> Sketch:
    """An entry of its record and of its rows in the companion files."""
    sdn = _sdn()

    def make() -> tuple[Entity, Sequence[Link]]:
        draft = _draft(sdn, cells, companions.overflow(number))
        companions.add_to(draft, number)
        entity = sdn.finish(draft, programmes(cell(cells[3])), reference=number)
        return entity, draft.links

    return Sketch(
        f"{sdn.source}:{number}", lambda: material("sdn", cells, companions.cells()), make
    )


def _unusable(number: str, name: str, seen: set[str]) -> str | None:
    if not number.isdigit():
        return "The entity number is no number."
    if number in seen:
        return "The entity number stands here twice."
    return None if name else "The entry has no name."


def _draft(sdn: UsList, cells: Sequence[str], overflow: str) -> Draft:
    number, name, kind, _, title, call_sign, ship, tonnage, gross, flag, owner, remarks = (
        cell(c) for c in cells
    )
    draft = Draft(f"{sdn.source}:{number}", sdn.source, _TYPES.get(kind, "unknown"))
    draft.name(name, "primary")
    for position in title.split(";"):
        draft.position(position)
    if call_sign:
        draft.identifier("call_sign", call_sign)
    facts = {"vessel_type": ship, "dead_weight": tonnage, "gross_tonnage": gross, "owner": owner}
    draft.vessel.update({key: value for key, value in facts.items() if value})
    draft.flag(flag)
    draft.link("owned_by", owner)
    read_remarks(draft, remarks + overflow)
    return draft
