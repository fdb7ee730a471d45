"""The lists whose readers stand alone: what each is, who publishes it, and what a listing means.

Rows of ``lists.csv``. A reader asks for its list by id and lets it describe the edition and make
the listings, so that everything legal about a list stands in data.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from holdpoint.model import Basis, Listing, Measure, SourceInfo
from holdpoint.sources._data import keyed


@dataclass(frozen=True, slots=True)
class Published:
    """One list.

    Attributes:
        source: Id of the list.
        list: Short name that a finding shows.
        measure: What a listing means where an entry does not say otherwise itself.
        basis: How surely that is known; all but ``official`` and ``read`` can hold and never block.
    """

    source: str
    title: str
    publisher: str
    authority: str
    list: str
    measure: Measure
    basis: Basis
    legal_basis: str
    url: str
    licence: str

    def about(
        self,
        *,
        form: str,
        list_date: str | None,
        date_basis: str,
        sha256: Mapping[str, str],
        note: str | None = None,
    ) -> SourceInfo:
        """The edition's description, still without counts."""
        return SourceInfo(
            id=self.source,
            title=self.title,
            publisher=self.publisher,
            authority=self.authority,
            format=form,
            url=self.url,
            licence=self.licence,
            list_date=list_date,
            date_basis=date_basis if list_date else "unknown",
            sha256=sha256,
            note=note,
        )

    def listing(self, measure: Measure | None = None) -> Listing:
        """A listing with what is the same for every entry."""
        return Listing(
            authority=self.authority,
            list=self.list,
            measure=measure or self.measure,
            legal_basis=self.legal_basis or None,
            url=self.url or None,
            basis=self.basis,
        )

    def listings(self, measures: tuple[Measure, ...], base: Listing) -> tuple[Listing, ...]:
        """The same listing once a measure; the list's own measure where none is known."""
        return tuple(
            dataclasses.replace(base, measure=measure) for measure in measures or (self.measure,)
        )


@functools.cache
def published(source: str) -> Published:
    """A list by its id."""
    row = dict(keyed("lists.csv", "source")[source])
    basis, measure = cast("Basis", row.pop("basis")), cast("Measure", row.pop("measure"))
    return Published(**row, basis=basis, measure=measure)
