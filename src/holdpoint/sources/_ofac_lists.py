"""Entries of OFAC's own files sorted to the lists that they are on: SDN, SSI, PLC, CMIC and others.

A file holds the SDN list, or the lists beside it all together ("consolidated"); what it holds is
told from the programmes of its entries, because neither the XML nor the CSV form says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from holdpoint.model import Entity, Link
from holdpoint.sources._data import table
from holdpoint.sources._draft import Draft
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content
from holdpoint.sources._us_lists import UsList, us_lists

_OTHERWISE = "NS-MBS"


def codes_beside(programmes: Iterable[str], labels: Iterable[str] = ()) -> tuple[str, ...]:
    """The lists beside the SDN list that an entry is on; empty when nothing in it says so.

    Args:
        programmes: Its programme codes.
        labels: Labels of its numbers and particulars ("Listing Date (EO 14024 Directive 2):").
    """
    said, about = frozenset(programmes), " ".join(labels)
    found = {
        row["code"]: None
        for row in table("ofac_beside.csv")
        if (row["marker"] in said if row["kind"] == "programme" else row["marker"] in about)
    }
    return tuple(found)


def codes_of_lists_beside() -> tuple[str, ...]:
    """Codes of the lists that OFAC publishes beside the SDN list."""
    return tuple(dict.fromkeys(row["code"] for row in table("ofac_beside.csv")))


def is_beside(entries: Sequence[tuple[str, ...]]) -> bool:
    """Whether a file holds the lists beside the SDN list, from the programmes of its entries."""
    marked = sum(bool(codes_beside(programmes)) for programmes in entries)
    return marked * 2 > len(entries)


@dataclass(frozen=True, slots=True)
class Member:
    """One entry before it is known on which list it is put.

    Attributes:
        number: OFAC's number.
        draft: Makes its draft for a list (an entry on two lists is made twice).
        labels: Labels of its particulars, which may tell the list.
        code: The list, where the file says it.
        listed_on: Day of the listing, where the file says it.
        sure: Whether the file itself puts the entry on the list.
        count: Counts what belongs to the entry in other files.
    """

    number: str
    programmes: tuple[str, ...]
    draft: Callable[[UsList], Draft]
    labels: tuple[str, ...] = ()
    code: str | None = None
    listed_on: str | None = None
    count: Callable[[Tally], None] | None = None
    sure: bool = True


@dataclass(slots=True)
class Entries:
    """The entries of a file by list, and what was refused."""

    form: str
    content: Content
    list_date: str | None
    date_basis: str
    tally: Tally = field(default_factory=Tally)
    by_list: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))

    def sort(self, records: Sequence[Member]) -> Entries:
        """Put every record to its list or lists."""
        beside = is_beside([record.programmes for record in records])
        for record in records:
            codes: tuple[str, ...] = (record.code,) if record.code else ("SDN",)
            if record.code is None and beside:
                codes = codes_beside(record.programmes, record.labels) or (_OTHERWISE,)
            for code in codes:
                self.by_list[code].append(record)
        return self

    def found(self) -> tuple[Found, ...]:
        """What a look at the file tells."""
        return tuple(
            Found(
                source=us_lists()[code].source,
                list_date=self.list_date,
                date_basis=self.date_basis,
                entries=len(records),
                numbers=frozenset(record.number for record in records),
            )
            for code, records in sorted(self.by_list.items())
        )

    def editions(
        self, only: frozenset[str] | None, links: Callable[[UsList], list[Link]] | None = None
    ) -> Iterator[Edition]:
        """One edition for each list; refused records are told with the first of them.

        Args:
            only: Ids of the lists wanted; ``None`` for all.
            links: Links between the entries of a list that the file states in a part of their own.
        """
        refused = self.tally
        for code in sorted(self.by_list):
            member = us_lists()[code]
            if only is not None and member.source not in only:
                continue
            tally, refused = refused, Tally()
            found = links(member) if links else []
            about = member.about(
                form=self.form,
                list_date=self.list_date,
                date_basis=self.date_basis,
                sha256={self.content.name: self.content.sha256},
            )
            yield Edition(about, self._entities(member, tally, found), tally, found)

    def _entities(self, member: UsList, tally: Tally, links: list[Link]) -> Iterator[Entity]:
        name = self.content.name
        tally.open(name)
        for record in self.by_list[member.code]:
            tally.row(name)
            draft = record.draft(member)
            draft.listed_on = record.listed_on or draft.listed_on
            links.extend(draft.links)
            tally.took(name)
            if record.count:
                record.count(tally)
            yield member.finish(
                draft,
                record.programmes,
                reference=record.number,
                basis="official" if record.sure else "not_verified",
            )
