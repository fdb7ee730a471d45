"""Labelled pairs made from lists at hand: they are used where they lie and never stored.

One party: a listed name mangled, an alias against the other names of its entry, entries of two
lists with an equal number. Two parties: an entry and its nearest neighbour on the same list (whose
authority holds them apart), and names recombined from parts of others against what a search finds.
What is drawn depends on ids and names alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks._perturb import perturbations
from benchmarks._perturb_kinds import Dice, Perturbation
from holdpoint.knowledge import Snapshot
from holdpoint.matching import Match
from holdpoint.matching._identity import is_strong, keys_of_entity
from holdpoint.model import Entity, PartyQuery
from holdpoint.text import name_tokens, script, word_kind
from holdpoint.text._data import rows, several

LISTS = ("us-ofac-sdn", "uk-conlist", "un-sc", "eu-oj-32014R0269", "us-ofac-ssi")
"""Lists on which two entries are two parties."""

_KINDS = ("person", "company", "vessel")
_SHORT_WORD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A pair made from lists.

    Attributes:
        group: What must not be split between folds: the entry that it was made from.
        kind: How it was made.
    """

    query: PartyQuery
    entity: Entity
    same: bool
    group: str
    kind: str


def drawn(snapshot: Snapshot, share: int) -> Iterator[Drawn]:
    """Pairs from one in ``share`` entries of :data:`LISTS`.

    Args:
        snapshot: The lists.
        share: One in so many entries.
    """
    people = _parts(snapshot)
    for entity in snapshot.entities():
        if entity.source not in LISTS or entity.type not in _KINDS:
            continue
        if Dice("drawn", entity.id).below(share) == 0:
            yield from _mangled(entity)
            yield from _aliases(entity)
            yield from _neighbours(entity, snapshot)
            yield from _recombined(entity, people, snapshot)
    yield from _across(snapshot)
    yield from _strangers(snapshot, INVENTED // share)


INVENTED = 60_000
"""Invented persons, before the share is taken."""


def _strangers(snapshot: Snapshot, count: int) -> Iterator[Drawn]:
    """Persons whom nobody lists, against the listed names that come closest to theirs."""
    given, family = (_by_script(file) for file in ("given_names", "surnames"))
    east = _syllables("chinese_syllables"), _syllables("hangul_syllables")
    for number in range(count):
        dice = Dice("stranger", number)
        name = _eastern(dice, dice.pick(east)) if dice.below(4) == 0 else ""
        name = name or _western(dice, given, family)
        for match in _nearest(name, snapshot)[:3]:
            if match.comparison.name_score < 1.0:
                yield Drawn(
                    query=PartyQuery(name=name),
                    entity=match.entity,
                    same=False,
                    group=f"stranger {number}",
                    kind="stranger",
                )


def _by_script(file: str) -> dict[str, list[str]]:
    """Every spelling of a table of names, by its script."""
    found: dict[str, list[str]] = {}
    for row in rows(file):
        for name in (row["name"], *several(row["spellings"])):
            found.setdefault(script(name), []).append(name)
    return found


def _syllables(file: str) -> list[str]:
    return [row[next(iter(row))] for row in rows(file)]


def _eastern(dice: Dice, syllables: Sequence[str]) -> str:
    return " ".join(dice.pick(syllables) for _ in range(2 + dice.below(2)))


def _western(dice: Dice, given: dict[str, list[str]], family: dict[str, list[str]]) -> str:
    used = dice.pick([name for name in sorted(given) if name in family for _ in given[name]])
    firsts = [dice.pick(given[used]) for _ in range(1 + (dice.below(3) == 0))]
    return " ".join([*firsts, dice.pick(family[used])])


def _mangled(entity: Entity) -> Iterator[Drawn]:
    """Two of the entry's names as they are or mangled, each in one way."""
    for time in range(2):
        dice = Dice("mangled", entity.id, time)
        name = dice.pick([name.text for name in entity.names if name.kind != "weak"] or [""])
        kinds: list[Perturbation] = [p for p in perturbations() if entity.type in p.types]
        for _ in range(4):
            kind = dice.pick(kinds)
            made = kind.apply(name, entity.id)
            if made:
                yield _pair(entity, made, entity, kind=f"mangled:{kind.kind}")
                break


def _aliases(entity: Entity) -> Iterator[Drawn]:
    """An alias of the entry against its other names."""
    own = [name for name in entity.names[1:] if name.kind in ("strong", "former", "original")]
    for name in own[:2]:
        rest = tuple(one for one in entity.names if one.text != name.text)
        if rest:
            bare = dataclasses.replace(entity, names=rest)
            yield _pair(entity, name.text, bare, kind="alias")


def _neighbours(entity: Entity, snapshot: Snapshot) -> Iterator[Drawn]:
    query = full_query(entity)
    found = _nearest(query.name, snapshot)[:8]
    numbers = set(keys_of_entity(entity))
    taken = 0
    for match in found:
        other = match.entity
        if other.source != entity.source or other.id == entity.id or taken == 2:
            continue
        if numbers & set(keys_of_entity(other)) or _one_birth(entity, other):
            continue
        taken += 1
        yield Drawn(query=query, entity=other, same=False, group=entity.id, kind="neighbour")


def _nearest(name: str, snapshot: Snapshot) -> list[Match]:
    """Listed parties by how alike their names are, whatever the coefficients say of them."""
    found = snapshot.index.search(PartyQuery(name=name), limit=40, floor=0.0)
    return sorted(found, key=lambda match: (-match.comparison.name_score, match.entity.id))


def _one_birth(left: Entity, right: Entity) -> bool:
    return bool(set(left.birth_dates) & set(right.birth_dates))


def _parts(snapshot: Snapshot) -> dict[str, list[tuple[str, str]]]:
    """Persons' family and given names; companies' telling word and what is left without it."""
    parts: dict[str, list[tuple[str, str]]] = {"person": [], "company": []}
    for entity in snapshot.entities():
        if entity.source == "us-ofac-sdn" and entity.type in parts:
            made = (_person_parts if entity.type == "person" else _company_parts)(entity.caption)
            if made is not None:
                parts[entity.type].append(made)
    return parts


def _person_parts(text: str) -> tuple[str, str] | None:
    family, comma, given = text.partition(", ")
    first = next((word for word in given.split() if len(word) > _SHORT_WORD), None)
    return (family, first) if comma and first else None


def _company_parts(text: str) -> tuple[str, str] | None:
    words = text.split()
    telling = [word for word in words if _tells(word)]
    if not 1 <= len(telling) <= 2 or len(words) == len(telling):
        return None
    return telling[0], " ".join(word for word in words if word not in telling)


def _tells(word: str) -> bool:
    made = name_tokens(word, "company")
    return len(made) == 1 and word_kind(made[0]) == "word" and len(word) > _SHORT_WORD


def _recombined(
    entity: Entity, parts: dict[str, list[tuple[str, str]]], snapshot: Snapshot
) -> Iterator[Drawn]:
    """A new name of other entries' parts, against the best that a search finds."""
    choices: Sequence[tuple[str, str]] = parts.get(entity.type, ())
    if not choices:
        return
    for time in range(2):
        dice = Dice("recombined", entity.id, time)
        head, tail = dice.pick(choices)[0], dice.pick(choices)[1]
        name = f"{tail} {head}" if entity.type == "person" else f"{head} {tail}"
        query = PartyQuery(name=name)
        for match in _nearest(name, snapshot)[:1]:
            if match.comparison.name_score < 1.0:
                yield Drawn(
                    query=query,
                    entity=match.entity,
                    same=False,
                    group=entity.id,
                    kind="recombined",
                )


def _across(snapshot: Snapshot) -> Iterator[Drawn]:
    """Entries of two lists with an equal strong number."""
    seen: dict[tuple[str, str], Entity] = {}
    met: set[tuple[str, str]] = set()
    for entity in snapshot.entities():
        for key in keys_of_entity(entity):
            if not is_strong(key[0]):
                continue
            other = seen.setdefault(key, entity)
            ids = (other.id, entity.id)
            if other.source == entity.source or ids in met or other.type != entity.type:
                continue
            met.add(ids)
            yield Drawn(
                query=full_query(other), entity=entity, same=True, group=other.id, kind="across"
            )


def _pair(origin: Entity, name: str, entity: Entity, *, kind: str) -> Drawn:
    query = PartyQuery(name=name, type=origin.type)
    return Drawn(query=query, entity=entity, same=True, group=origin.id, kind=kind)


def full_query(entity: Entity) -> PartyQuery:
    """What an order would say of an entry if it said all, but for numbers."""
    country = next(iter((*entity.nationalities, *entity.countries)), None)
    return PartyQuery(
        name=entity.caption,
        type=entity.type,
        country=country,
        address=next((one.line() for one in entity.addresses), None),
        birth_date=next(iter(entity.birth_dates), None),
        gender=entity.gender,
        birth_place=next(iter(entity.birth_places), None),
        position=next(iter(entity.positions), None),
    )
