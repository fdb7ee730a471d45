"""Which provisions of law the packs cover, and why data cannot decide the others."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

from holdpoint.errors import LawError

_COLUMNS = ("provision", "authority", "citation", "rules", "says")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One provision of law: a row of ``coverage.csv``.

    Attributes:
        provision: The project's own short name for it.
        authority: Whose law it is.
        citation: Where it stands.
        rules: Ids of the rules that speak for it; empty where an order shows nothing of it.
        says: What is asked, left out or not known; never empty where there is no rule.
    """

    provision: str
    authority: str
    citation: str
    rules: tuple[str, ...]
    says: str


@cache
def provisions() -> tuple[Provision, ...]:
    """The rows of ``coverage.csv``, in its order.

    Raises:
        LawError: A row has no citation, says neither by which rules nor why by none, or names a
            provision that stands there already; with its line.
    """
    text = (files("holdpoint.law") / "coverage.csv").read_text("utf-8")
    return tuple(read_provisions(text, "coverage.csv"))


def read_provisions(text: str, file: str) -> Iterator[Provision]:
    """The same of a text, for tests of the format.

    Raises:
        LawError: As :func:`provisions`.
    """
    reader = csv.DictReader(StringIO(text))
    if tuple(reader.fieldnames or ()) != _COLUMNS:
        raise LawError(f"{file}:1: the columns must be {', '.join(_COLUMNS)}.")
    seen: set[str] = set()
    for line, row in enumerate(reader, 2):
        yield _provision(row, f"{file}:{line}", seen)


def _provision(row: Mapping[str, str | None], where: str, seen: set[str]) -> Provision:
    if None in row or None in row.values():
        raise LawError(f"{where}: the row has not {len(_COLUMNS)} fields; quote commas.")
    fields = {name: (row[name] or "").strip() for name in _COLUMNS}
    name = fields["provision"]
    if not name or not fields["authority"] or not fields["citation"]:
        raise LawError(f"{where}: needs a name, an authority and a citation.")
    if name in seen:
        raise LawError(f"{where}: {name} stands there twice.")
    if not fields["rules"] and not fields["says"]:
        raise LawError(f"{where}: {name} names no rule; say why data cannot decide it.")
    seen.add(name)
    return Provision(
        provision=name,
        authority=fields["authority"],
        citation=fields["citation"],
        rules=tuple(fields["rules"].split()),
        says=fields["says"],
    )
