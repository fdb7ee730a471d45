"""The US Consolidated Screening List as JSON: trade.gov's own form, and a compact rearrangement.

The compact form keeps the repeated texts in ``tables`` and says in ``fieldKey`` what its short
keys mean. It has no addresses (countries only), no remarks and no dates of listing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from holdpoint.errors import UnreadableInputError
from holdpoint.sources._csl import Screening
from holdpoint.sources._draft import when
from holdpoint.sources._edition import Edition, Found
from holdpoint.sources._files import Content, date_in_name, load
from holdpoint.sources._parsed import Sharing, parsed_once
from holdpoint.sources._us_lists import programmes

_INDEXED = {"lr": "licenceRequirements", "lp": "licencePolicies", "u": "urls"}
_SEVERAL = (
    "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "programs",
)  # fmt: skip
_ADDRESS = {
    "address": "street",
    "city": "city",
    "state": "region",
    "postal_code": "postcode",
    "country": "country",
}


class CslJson(Sharing):
    """Reader of the screening list's JSON forms."""

    format = "csl-json"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By its keys."""
        del path
        start = head[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
        if not start.startswith(b"{"):
            return False
        compact = b'"fieldKey"' in head and b'"countsBySource"' in head
        return compact or (b'"results"' in start and b'"source"' in head)

    def look(self, path: Path) -> tuple[Found, ...]:
        """The member lists."""
        screening = self._screening(path)
        return screening.found(complete=True)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition a member list."""
        yield from self._screening(files[0]).editions(only, files[1:])

    def _screening(self, path: Path) -> Screening:
        return parsed_once(self._parsed, self.format, load(path), _screening)


def _screening(content: Content) -> Screening:
    data = _parse(content)
    if isinstance(data.get("tables"), dict) and isinstance(data.get("entries"), list):
        return _compact(content, data)
    rows = data.get("results")
    if not isinstance(rows, list):
        raise UnreadableInputError(
            f"{content.name}: has neither 'results' nor 'entries'. Fetch the screening list again."
        )
    date, basis = date_in_name(content.path)
    out = Screening(CslJson.format, content, date, basis, odd=_odd(content))
    _add_all(out, rows, _plain_row)
    return out


def _parse(content: Content) -> Mapping[str, Any]:
    try:
        data = json.loads(content.text())
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = "" if line is None else f":{line}"
        raise UnreadableInputError(
            f"{content.name}{where}: is no whole JSON document. Fetch it again."
        ) from error
    if not isinstance(data, dict):
        raise UnreadableInputError(f"{content.name}: is no JSON object. Fetch it again.")
    return data


def _odd(content: Content) -> bool:
    """Whether texts may hold halves of characters, which only an escape can bring in."""
    text = content.text()
    return "\\ud" in text or "\\uD" in text


def _add_all(
    out: Screening, rows: Sequence[Any], convert: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> None:
    name = out.content.name
    out.tally.open(name)
    for number, row in enumerate(rows, start=1):
        out.tally.row(name)
        try:
            data = convert(row)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            why = f"The entry is not of the list's form ({error.__class__.__name__})."
            out.refuse(number, why, "Fetch the file again.")
        else:
            out.add(number, data)


def _plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    out = {key: value for key, value in row.items() if value not in (None, "", [])}
    for name in _SEVERAL:
        out[name] = _texts(row.get(name))
    out["addresses"] = [
        {_ADDRESS[k]: v for k, v in address.items() if k in _ADDRESS and v}
        for address in row.get("addresses") or ()
    ]
    return out


def _texts(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Several texts, which may stand in one."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return value


def _compact(content: Content, data: Mapping[str, Any]) -> Screening:
    made = when(str(data.get("sourceGeneratedAt") or "")[:10])
    date, basis = (made, "inside the file") if made else date_in_name(content.path)
    out = Screening(CslJson.format, content, date, basis, bare=True, odd=_odd(content))
    tables: Mapping[str, list[str]] = data["tables"]

    def convert(row: Mapping[str, Any]) -> dict[str, Any]:
        texts = {key: tables[table][row[key]] for key, table in _INDEXED.items() if key in row}
        named = programmes(tables["programmes"][row["pg"]]) if "pg" in row else ()
        return {
            "source": tables["sources"][row["s"]],
            "name": row["n"],
            "alt_names": list(row.get("a", ())),
            "type": row.get("t"),
            "addresses": [{"country": code} for code in row.get("c", ())],
            "entity_number": row.get("e"),
            "license_requirement": texts.get("lr"),
            "license_policy": texts.get("lp"),
            "federal_register_notice": row.get("fr"),
            "source_list_url": texts.get("u"),
            "programs": list(named),
        }

    _add_all(out, data["entries"], convert)
    said = data.get("entryCount")
    if isinstance(said, int) and said != len(data["entries"]):
        out.tally.warn(
            content.name,
            None,
            f"The file says {said} entries.",
            "Fetch it again.",
            field="entryCount",
        )
    return out
