"""What is read of each list, as the documentation shows it: one row a format and list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from holdpoint.sources._data import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One list in one format.

    Attributes:
        source: Id of the list, ``*`` at its end for several; empty where the file names it.
        format: Id of the format.
        files: The files as the publisher calls them.
        measures: What a listing means, and how surely that is known.
        read: Fields that become facts.
        ignored: Fields that do not, and why.
    """

    source: str
    title: str
    publisher: str
    format: str
    files: str
    licence: str
    measures: str
    read: str
    ignored: str


_TABLES = ("lists.csv", "us_lists.csv", "references.csv")
_NOT_ONE = {
    "us-ofac-*": ("OFAC lists of the screening list", "US Treasury, Commerce and State"),
    "us-bis-*": ("BIS lists of the screening list", "US Treasury, Commerce and State"),
    "us-state-*": ("State lists of the screening list", "US Treasury, Commerce and State"),
    "eu-oj-*": (
        "Annexes of EU acts, one list an act",
        "Official Journal of the EU (transcription)",
    ),
    "un-sc": ("UN Security Council Consolidated List", "United Nations Security Council"),
    "uk-conlist": ("UK Consolidated List of Financial Sanctions Targets", "HM Treasury (OFSI)"),
    "": ("Any list in this form", "its publisher"),
}
_MEASURES = {
    "us-ofac-*": "each list its own",
    "us-bis-*": "each list its own",
    "us-state-*": "each list its own",
    "eu-oj-*": "by act and annex (eu_measures.csv), each with its basis",
    "un-sc": "asset_freeze or travel_ban, by regime and entry",
    "uk-conlist": "asset_freeze; ships transport_ban unless an asset of a target",
    "uk-sanctions-list": "by the column of measures imposed (official)",
    "ch-seco": "by the set of measures (not_verified)",
    "au-dfat": "by its four columns of measures (not_verified)",
    "ca-sema": "asset_freeze, sectoral, transport_ban, by schedule (not_verified)",
    "ua-nsdc": "by the words of the decree (not_verified)",
    "": "as the data or the mapping says",
}


def described() -> tuple[Described, ...]:
    """Every list that a reader knows, in the order of ``formats.csv``."""
    return tuple(_rows())


def _rows() -> Iterator[Described]:
    known = {row["source"]: row for name in _TABLES for row in table(name)}
    for row in table("formats.csv"):
        for source in row["lists"].split() or [""]:
            about = known.get(source, {})
            title, publisher = _NOT_ONE.get(source, ("", ""))
            yield Described(
                source=source,
                title=about.get("title") or title or "Reference tables",
                publisher=about.get("publisher") or publisher or "see the file",
                format=row["format"],
                files=row["files"],
                licence=about.get("licence") or _licence(source),
                measures=_MEASURES.get(source) or _measure(about) or "no party list",
                read=row["read"],
                ignored=row["ignored"],
            )


def _measure(about: dict[str, str]) -> str:
    measure, basis = about.get("measure"), about.get("basis", "official")
    return f"{measure} ({basis})" if measure else ""


def _licence(source: str) -> str:
    if source.startswith("us-"):
        return "US government work"
    return "see the publisher; not stated in the file"
