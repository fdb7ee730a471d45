"""Names for the retrieval benchmark: mangled real names, and clean names that must not alert."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks._perturb import perturbations
from benchmarks._perturb_kinds import Dice, Perturbation
from benchmarks._truth import Register, script_of
from holdpoint.model import Entity, Name, PartyQuery
from holdpoint.text import country_code, parse_date

TYPES = ("person", "company", "vessel", "unknown")
_SCRIPT_KINDS = {"other_system": "CYRILLIC"}
_LEAST_LETTERS = 4
Linked = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A mangled name, and what was mangled.

    Attributes:
        kind: Of the perturbation.
        group: Of the kind.
        wanted: Entries of the party; any of them is right.
        source: Authority that lists the party.
        script: Of the query.
        type: Of the party.
        name: As listed.
        query: As asked.
    """

    kind: str
    group: str
    wanted: frozenset[str]
    source: str
    script: str
    type: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Made:
    """Cases, and how many names could not serve because they became somebody else's."""

    cases: tuple[Case, ...]
    became_another: int


def _order(*key: str) -> str:
    return hashlib.sha256("|".join(key).encode()).hexdigest()


def _names(entity: Entity, script: str) -> list[str]:
    return [
        name.text
        for name in entity.names
        if name.kind != "weak"
        and script_of(name.text) == script
        and sum(letter.isalpha() for letter in name.text) >= _LEAST_LETTERS
        and (entity.type != "person" or len(name.text.split()) > 1)
    ]


def mangled(
    entities: Iterable[Entity], each: int, linked: Linked = lambda _: (), draw: int = 0
) -> Made:
    """Names of the lists, mangled.

    Args:
        entities: Of the lists.
        each: Cases for each kind of damage and type of party; fewer where fewer names suffer it.
        linked: As of :class:`Register`.
        draw: Which draw; another one takes other names and damages them otherwise.
    """
    everyone, rows = list(entities), []
    register = Register(everyone, linked)
    by_type: dict[str, list[Entity]] = {kind: [] for kind in TYPES}
    for entity in everyone:
        if entity.type in by_type and entity.listings:
            by_type[entity.type].append(entity)
    other = 0
    for perturbation in perturbations():
        for party in sorted(perturbation.types):
            done = 0
            order = sorted(
                by_type[party], key=lambda e: _order(perturbation.kind, _drawn(e.id, draw))
            )
            for entity in order:
                case = _case(perturbation, entity, register, draw)
                if case is None:
                    continue
                if not _fits_nobody_else(case, register):
                    other += 1
                    continue
                rows.append(case)
                done += 1
                if done == each:
                    break
    return Made(tuple(rows), other)


def _drawn(key: str, draw: int) -> str:
    """What choices about an entry depend on; in the first draw that is its id."""
    return f"{key}|{draw}" if draw else key


def _case(perturbation: Perturbation, entity: Entity, register: Register, draw: int) -> Case | None:
    names = _names(entity, _SCRIPT_KINDS.get(perturbation.kind, "LATIN"))
    if not names:
        return None
    key = _drawn(entity.id, draw)
    name = Dice(perturbation.kind, key).pick(names)
    query = perturbation.apply(name, key)
    if query is None:
        return None
    return Case(
        kind=perturbation.kind,
        group=perturbation.group,
        wanted=register.same(entity.id),
        source=entity.listings[0].authority,
        script=script_of(query),
        type=entity.type,
        name=name,
        query=query,
    )


def _fits_nobody_else(case: Case, register: Register) -> bool:
    """A mangled name may be the very name of another listed party, who is then rightly found."""
    if not register.bearers(case.query) <= case.wanted:
        return False
    if case.kind == "truncated_35":
        return register.beginning(case.query) <= case.wanted
    return case.kind != "initial" or register.fits_initial(case.query) <= case.wanted


def originals(
    entities: Iterable[Entity], each: int, linked: Linked = lambda _: (), draw: int = 0
) -> tuple[list[Entity], list[Case]]:
    """Names in other scripts, and the lists without any: is the party found by its Latin names?

    Args:
        entities: Of the lists.
        each: Cases for each script and type of party.
        linked: As of :class:`Register`.
        draw: Which draw, as for :func:`mangled`.

    Returns:
        The entities with their Latin names only, and up to ``each`` cases a script and type.
    """
    everyone = list(entities)
    register = Register(everyone, linked)
    found: dict[tuple[str, str], list[Case]] = {}
    latin: list[Entity] = []
    for entity in everyone:
        kept = tuple(name for name in entity.names if script_of(name.text) in ("LATIN", "NONE"))
        if not kept:
            continue
        latin.append(_with_names(entity, kept))
        for name in entity.names if entity.type in TYPES and entity.listings else ():
            script = script_of(name.text)
            if script in ("LATIN", "NONE") or name.kind == "weak" or len(name.text.split()) < 2:
                continue
            case = Case(
                kind="original_script",
                group="script",
                wanted=register.same(entity.id),
                source=entity.listings[0].authority,
                script=script,
                type=entity.type,
                name=kept[0].text,
                query=name.text,
            )
            found.setdefault((script, entity.type), []).append(case)
            break
    chosen = [
        case
        for key in sorted(found)
        for case in sorted(
            found[key], key=lambda c: _order("original", c.query, _drawn(c.name, draw))
        )[:each]
    ]
    return latin, chosen


def _with_names(entity: Entity, names: tuple[Name, ...]) -> Entity:
    return dataclasses.replace(entity, names=names) if len(names) < len(entity.names) else entity


def own_cases(path: Path, entities: Iterable[Entity]) -> Made:
    """Cases from a CSV: ``name``, and if known ``type`` and the mangled ``query``.

    Without ``query`` each name is mangled in every way that fits it. Right is who bears the name.
    """
    register = Register(entities)
    rows: list[Case] = []
    for row in read_rows(path):
        party = row.get("type") or "unknown"
        ways = {row["kind"] if row.get("kind") else "given": row.get("query") or None}
        if not row.get("query"):
            ways = {p.kind: p.apply(row["name"], "") for p in perturbations() if party in p.types}
        groups = {p.kind: p.group for p in perturbations()}
        rows += [
            Case(
                kind=kind,
                group=groups.get(kind, "given"),
                wanted=register.bearers(row["name"]),
                source=row.get("source") or "",
                script=script_of(query),
                type=party,
                name=row["name"],
                query=query,
            )
            for kind, query in ways.items()
            if query
        ]
    kept = tuple(case for case in rows if _fits_nobody_else(case, register))
    return Made(kept, len(rows) - len(kept))


def read_rows(path: Path) -> Iterator[Mapping[str, str]]:
    """Rows of a CSV, gzipped or not."""
    with _opened(path) as handle:
        yield from csv.DictReader(handle)


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def clean_names(path: Path, count: int) -> list[Mapping[str, str]]:
    """A sample of invented persons, chosen by the hash of the row."""
    rows = sorted(read_rows(path), key=lambda row: _order(*row.values()))
    return rows[:count]


def person(row: Mapping[str, str], known: Sequence[str]) -> PartyQuery:
    """A row of invented or real persons as a party with some of its facts.

    Args:
        row: ``full_name``, ``date_of_birth``, ``nationality``.
        known: Of ``type``, ``birth_date`` and ``country``; nothing = the name alone.
    """
    country = row.get("nationality") if "country" in known else None
    return PartyQuery(
        name=row["full_name"],
        type="person" if "type" in known else "unknown",
        birth_date=parse_date(row["date_of_birth"]) if "birth_date" in known else None,
        country=country_code(country) if country else None,
    )
