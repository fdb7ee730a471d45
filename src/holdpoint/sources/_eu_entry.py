"""One entry of an EU annex, from its row (or rows, one a measure) to an entity."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping, Sequence
from typing import cast

from holdpoint.model import Basis, Entity, EntityType, Listing, Measure
from holdpoint.sources._data import keyed, table
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._fields import put
from holdpoint.sources._files import tidy
from holdpoint.text import country_code, country_codes

_TYPES: dict[str, EntityType] = {
    "Person": "person",
    "Company": "company",
    "LegalEntity": "company",
    "Organization": "company",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}
_CELEX = re.compile(r"^3(\d{4})([RD])(\d{4})$")
_ISSUER = re.compile(r"^(?P<value>[^()]*?\d[^()]*?)\s*\((?P<remark>[^()]+)\)[\s.,;]*$")
_ISSUED_BY = re.compile(r"\b(?:passport|number|no\.?)\b", re.IGNORECASE)
# Short for a register ("BRN", "CRN"), not for a country: BRN is Brunei as well.
_INITIALS = re.compile(r"^(?!UAE$|USA$|DPRK$|PRC$)[A-Z]{2,5}$")
_NO_BRACKETS = str.maketrans("()", "  ")
_REMARK = re.compile(r"\s*(\([^()]*\b[a-z][^()]*\))[\s.]*$")
_LETTER = re.compile(r"(?:^|(?<=[\s,;]))\(?[a-h]\)\s+")
_DOCUMENTS = frozenset({"passport", "national_id"})
_CONTACTS = frozenset({"phone", "website", "email"})
# "7707056547 / 771901001" and "7730239877, KPP 773001001": further numbers behind the first.
_INSIDE = re.compile(
    r"\b(INN|OGRN|KPP|OKPO|Tax(?: ID)?(?: No\.?)?)\W{0,3}(\d{8,15})\b", re.IGNORECASE
)
_DIGITS = re.compile(r"^(?P<value>\d{8,15})\b(?P<rest>[^\d]*(?: \d[\d.]*)?)$")
_KINDS = {"inn": "inn", "ogrn": "ogrn", "kpp": "kpp", "okpo": "okpo"}
_EU_SINCE = 2010
_YEAR_FIRST = 2015


def short_title(act: str) -> str:
    """``32014R0269`` as ``Reg (EU) 269/2014``, ``32023R1529`` as ``Reg (EU) 2023/1529``."""
    match = _CELEX.match(act)
    if not match:
        return act
    year, kind, number = int(match[1]), match[2], int(match[3])
    makers = "EU" if year >= _EU_SINCE or act == "32009R1284" else "EC"
    if kind == "D":
        return f"Decision {year}/{number}/CFSP"
    name = f"{year}/{number}" if year >= _YEAR_FIRST else f"{number}/{year}"
    return f"Reg ({makers}) {name}"


def title(act: str) -> str:
    """What the act is about, for people."""
    known = keyed("eu_acts.csv", "celex").get(act)
    return f"restrictive measures, {known['regime']}" if known else "restrictive measures"


def values(cell: str) -> list[str]:
    """Values of a cell that holds several, separated by ``;`` (quoted where one contains it)."""
    if ";" not in cell and '"' not in cell:
        return [cell.strip()] if cell.strip() else []
    line = " ".join(cell.splitlines())
    row = next(csv.reader([line], delimiter=";", skipinitialspace=True), [])
    return [value.strip() for value in row if value.strip()]


def entry(entity: str, source: str, act: str, rows: Sequence[Mapping[str, str]]) -> Entity:
    """The entity of one entry.

    Args:
        entity: Its id.
        source: Id of the list.
        act: CELEX number of the act.
        rows: Its rows; the first gives the name.
    """
    draft = Draft(entity, source, _type(rows[0]))
    for row in rows:
        draft.name(row["name"], "strong" if draft.has_name() else "primary")
        for value in values(row.get("address", "")):
            take_address(draft, value)
        for column in table("eu_columns.csv"):
            for value in values(row.get(column["column"], "")):
                _take(draft, column["kind"], column["shown"], value.strip('"'))
        draft.listing(_listing(act, row))
    return draft.build()


def _type(row: Mapping[str, str]) -> EntityType:
    if row["schema"] == "Asset":
        return "site" if row.get("address") or row.get("country") else "unknown"
    return _TYPES.get(row["schema"], "unknown")


def take_address(draft: Draft, text: str) -> None:
    """Take an address in one text; lists often put the country, as printed, behind it or alone."""
    whole = country_codes(text) if len(text.split()) <= 4 else ()  # noqa: PLR2004 - a country's name
    if len(whole) == 1:
        draft.address(country=whole[0])
        return
    remark = _REMARK.search(text)  # "Testville, Ghana (in prison, as of June 2016)"
    if remark and country_code(text.rpartition(",")[2].translate(_NO_BRACKETS)):
        remark = None  # "Iran (Islamic Republic of)"
    head, _, tail = (text[: remark.start()] if remark else text).rpartition(",")
    code = country_codes(tail.strip(" .")) if head else ()
    if len(code) == 1:
        draft.address(text=f"{head} {remark[1]}" if remark else head, country=code[0])
    else:
        draft.address(text=text)


def _take(draft: Draft, kind: str, shown: str, value: str) -> None:
    done = put(draft, kind, value, shown)
    if done is None:
        for one in lettered(value) if kind in _DOCUMENTS else [value]:
            _identifier(draft, kind, shown, one)
    elif not done:
        draft.keep(shown or kind, value)


def lettered(text: str) -> list[str]:
    """``(a) 665334 (issued in Kuwait), (b) 917739`` as its two values; others as they are."""
    parts = [part.strip(" ,;") for part in _LETTER.split(text)]
    return [part for part in parts if part] if _LETTER.match(text) else [text]


def _identifier(draft: Draft, kind: str, shown: str, value: str) -> None:
    plain = _DIGITS.match(value) if kind in _KINDS else None
    if plain:
        draft.identifier(kind, plain["value"], note=plain["rest"].strip(" ,;/") or None)
        return
    for label, number in _INSIDE.findall(value):
        draft.identifier(_KINDS.get(label.lower(), "tax"), number)
    issuer = _ISSUER.match(value) if kind not in _CONTACTS else None
    if issuer is None:
        draft.identifier(kind, _INSIDE.sub("", value).strip(" ,;/") or value, note=shown or None)
        return
    said = issuer["remark"].strip()
    country = country_codes(said) if not _INITIALS.match(said) else ()
    known = country[0] if len(country) == 1 else None
    # A remark that is no more than the country need not be said twice.
    plainly = known and country_code(_ISSUED_BY.sub("", said)) == known and len(said.split()) < 4  # noqa: PLR2004
    note = "; ".join(part for part in (shown, "" if plainly else said) if part)
    draft.identifier(kind, issuer["value"], known, note or None)


def _listing(act: str, row: Mapping[str, str]) -> Listing:
    annex, printed = row["annex"].strip(), tidy(row["measure"])
    measure, article, basis = _measure(act, annex, printed)
    part = ", ".join(p for p in (short_title(act), f"Annex {annex}" if annex else "", article) if p)
    amended_by = row.get("amendmentCelex")
    notes = [tidy(row.get("reason", ""))]
    if amended_by:
        notes.insert(0, f"Added or changed by {short_title(amended_by)}")
    root = annex.split(".", 1)[0]
    return Listing(
        authority="EU",
        list=f"{short_title(act)} Annex {root}" if root else short_title(act),
        measure=measure,
        programmes=(row["programKey"].strip(),) if row["programKey"].strip() else (),
        legal_basis=part,
        listed_on=when(row["startDate"]) if row["startDate"].strip() else None,
        reference=row["recordId"].strip() or None,
        url=f"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{act}",
        basis=basis,
        note="; ".join(note for note in notes if note) or None,
    )


@functools.lru_cache(maxsize=1024)
def _measure(act: str, annex: str, printed: str) -> tuple[Measure, str, Basis]:
    """Measure, article and how surely; a printed measure not known is only ``information``."""
    found = {"measure": "information", "article": "", "basis": "not_verified"}
    best = (-1, -1)
    for row in table("eu_measures.csv"):
        parts = row["annex"]
        fits = parts in ("*", annex) or annex.startswith(f"{parts}.")
        rank = (row["celex"] != "*", len(parts))
        if row["printed"] == printed and row["celex"] in ("*", act) and fits and rank > best:
            best, found = rank, row
    return cast("Measure", found["measure"]), found["article"], cast("Basis", found["basis"])
