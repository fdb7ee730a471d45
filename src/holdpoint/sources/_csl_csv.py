"""The US Consolidated Screening List as CSV, 29 columns (trade.gov, ``consolidated.csv``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from holdpoint.sources._csl import Screening
from holdpoint.sources._edition import Edition, Found
from holdpoint.sources._files import Content, date_in_name, load, named_records
from holdpoint.sources._labels import kind_of
from holdpoint.sources._parsed import Sharing, parsed_once
from holdpoint.sources._us_lists import programmes

_HEADER = ("_id", "source", "entity_number", "type", "programs", "name")
_KNOWN = frozenset(
    {
        *_HEADER, "title", "addresses", "federal_register_notice", "start_date", "end_date",
        "standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type",
        "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks",
        "source_list_url", "alt_names", "citizenships", "dates_of_birth", "nationalities",
        "places_of_birth", "source_information_url", "ids",
    }
)  # fmt: skip
_SEVERAL = ("alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth")
_PLACED = re.compile(r"^(?:(?P<text>.*),\s*)?(?P<country>[A-Z]{2})$", re.DOTALL)
_COUNTRY = re.compile(r"^[A-Z]{2}$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_AND = re.compile(r"^and\s+")
_FLAGS = frozenset({"Gender"})


class CslCsv(Sharing):
    """Reader of the screening list's CSV form."""

    format = "csl-csv"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the header."""
        del path
        text = head.decode("utf-8-sig", errors="replace")
        return text.replace('"', "").startswith(",".join(_HEADER))

    def look(self, path: Path) -> tuple[Found, ...]:
        """The member lists."""
        screening = self._screening(path)
        return screening.found(complete=not screening.tally.cut_short)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition a member list."""
        yield from self._screening(files[0]).editions(only, files[1:])

    def _screening(self, path: Path) -> Screening:
        return parsed_once(self._parsed, self.format, load(path), _screening)


def _screening(content: Content) -> Screening:
    date, basis = date_in_name(content.path)
    out = Screening(CslCsv.format, content, date, basis)
    for line, row in named_records(content, out.tally, required=_HEADER, known=_KNOWN):
        out.add(line, _as_api(row))
    return out


def _as_api(row: dict[str, str]) -> dict[str, Any]:
    """A CSV record in the form of the API."""
    out: dict[str, Any] = {key: value for key, value in row.items() if value.strip()}
    for name in _SEVERAL:
        out[name] = [_AND.sub("", part) for part in _parts(row.get(name, ""))]
    out["programs"] = list(programmes(row.get("programs", "")))
    out["addresses"] = [_address(part) for part in _parts(row.get("addresses", ""))]
    out["ids"] = [_id(part) for part in _parts(row.get("ids", ""))]
    return out


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _address(text: str) -> dict[str, str | None]:
    placed = _PLACED.match(text)
    return {"text": placed["text"], "country": placed["country"]} if placed else {"text": text}


def _id(text: str) -> dict[str, str | None]:
    """``CA, 2014-08-30, BC166787, Passport`` (2022) or ``Passport, BC166787, CA`` (2023)."""
    bits = text.split(", ")
    if kind_of(bits[-1]) or bits[-1] in _FLAGS or not (kind_of(bits[0]) or bits[0] in _FLAGS):
        label, rest = bits[-1], bits[:-1]
    else:
        label, rest = bits[0], bits[1:]
    country = next((bit for bit in (*rest[:1], *rest[-1:]) if _COUNTRY.match(bit)), None)
    dates = sorted(bit for bit in rest if _DATE.match(bit))
    value = ", ".join(bit for bit in rest if bit != country and bit not in dates)
    if not value and dates:
        value, dates = dates[0], dates[1:]
    return {
        "type": label,
        "number": value,
        "country": country,
        "issue_date": dates[0] if len(dates) > 1 else None,
        "expiration_date": dates[-1] if dates else None,
    }
