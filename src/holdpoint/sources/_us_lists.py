"""The member lists of the US screening list, and how their editions and listings are described."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from holdpoint.model import Basis, Entity, Listing, Measure, SourceInfo
from holdpoint.sources._data import table
from holdpoint.sources._draft import Draft

LICENCE = "US government work"
_CODE = re.compile(r"\(([A-Z][A-Z-]+)(?: List)?\)")
_PROGRAMMES = re.compile(r"\]\s*\[|;\s*")


@dataclass(frozen=True, slots=True)
class UsList:
    """One member list: code, id, and what a listing on it means."""

    code: str
    source: str
    title: str
    publisher: str
    authority: str
    measure: Measure
    legal_basis: str
    url: str

    def about(
        self, *, form: str, list_date: str | None, date_basis: str, sha256: Mapping[str, str]
    ) -> SourceInfo:
        """The edition's description, still without counts."""
        return SourceInfo(
            id=self.source,
            title=self.title,
            publisher=self.publisher,
            authority=self.authority,
            format=form,
            url=self.url,
            licence=LICENCE,
            list_date=list_date,
            date_basis=date_basis,
            sha256=sha256,
        )

    def finish(
        self,
        draft: Draft,
        programmes: tuple[str, ...],
        *,
        reference: str | None = None,
        note: str | None = None,
        until: str | None = None,
        basis: Basis = "official",
    ) -> Entity:
        """Add the listing, with the notes and the date the draft gathered; build the entity."""
        notes = [n.rstrip(". ") for n in (note, *draft.notes) if n]
        draft.listing(
            self.listing(
                programmes=programmes,
                listed_on=draft.listed_on,
                until=until,
                reference=reference,
                basis=basis,
                note="; ".join(dict.fromkeys(notes)) or None,
            )
        )
        return draft.build()

    def listing(
        self,
        *,
        programmes: tuple[str, ...] = (),
        listed_on: str | None = None,
        until: str | None = None,
        reference: str | None = None,
        basis: Basis = "official",
        note: str | None = None,
    ) -> Listing:
        """A listing: what is the same for every entry, and what its record says."""
        return Listing(
            authority=self.authority,
            list=self.code,
            measure=self.measure,
            legal_basis=self.legal_basis,
            url=self.url,
            programmes=programmes,
            listed_on=listed_on,
            until=until,
            reference=reference,
            basis=basis,
            note=note,
        )


@functools.cache
def us_lists() -> dict[str, UsList]:
    """Member lists by code."""
    out: dict[str, UsList] = {}
    for row in table("us_lists.csv"):
        texts = {key: value for key, value in row.items() if key != "measure"}
        out[row["code"]] = UsList(**texts, measure=cast("Measure", row["measure"]))
    return out


@functools.cache
def list_named(text: str) -> UsList | None:
    """The list that a record names: ``Entity List (EL) - Bureau of Industry and Security``."""
    match = _CODE.search(text)
    return us_lists().get(match[1]) if match else None


def programmes(text: str) -> tuple[str, ...]:
    """Programme codes, as ``SDGT] [IFSR`` or ``SDGT; IFSR`` print them."""
    return tuple(dict.fromkeys(p.strip("[] ") for p in _PROGRAMMES.split(text) if p.strip("[] ")))
