"""The closed list of what a claim can say, and other words for the same."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from holdpoint.disclosures._tables import table
from holdpoint.model import ClaimKind, Modality

_KINDS: tuple[str, ...] = get_args(ClaimKind)
_MODALITIES: tuple[str, ...] = get_args(Modality)
_YES_NO = ("yes", "no")
_COLUMNS = ("predicate", "kind", "modality", "subject", "object", "both", "meaning")


@dataclass(frozen=True, slots=True)
class Predicate:
    """One row of ``predicates.csv``.

    Attributes:
        modality: What the word alone tells at most: "seeks" is an intention.
        subject: Families of things that can be its subject (``schemas.csv``); empty: any.
        object: The same of its object.
        both: Whether the two sides may be exchanged.
    """

    id: str
    kind: ClaimKind
    modality: Modality
    subject: frozenset[str]
    object: frozenset[str]
    both: bool
    meaning: str


@functools.cache
def predicates() -> Mapping[str, Predicate]:
    """Give all predicates by id.

    Raises:
        KnowledgeError: A row of ``predicates.csv`` makes no sense; names the line.
    """
    found: dict[str, Predicate] = {}
    for row in table("predicates", _COLUMNS):
        for side in ("subject", "object"):
            for family in row[side].split():
                if family not in family_names():
                    raise row.fault(f"{side} {family!r} is no family of schemas.csv")
        found[row["predicate"]] = Predicate(
            id=row["predicate"],
            kind=cast("ClaimKind", row.one_of("kind", _KINDS)),
            modality=cast("Modality", row.one_of("modality", _MODALITIES)),
            subject=frozenset(row["subject"].split()),
            object=frozenset(row["object"].split()),
            both=row.one_of("both", _YES_NO) == "yes",
            meaning=row["meaning"],
        )
    return found


@dataclass(frozen=True, slots=True)
class OtherWord:
    """Another word for a predicate: what it adds, and whether its sides stand the other way."""

    predicate: str
    modality: Modality | None
    swap: bool


@functools.cache
def other_words() -> Mapping[str, OtherWord]:
    """Give the words of annotations and exchange formats that mean one of our predicates.

    Raises:
        KnowledgeError: A row of ``predicate_words.csv`` makes no sense; names the line.
    """
    known = tuple(predicates())
    found: dict[str, OtherWord] = {}
    for row in table("predicate_words", ("word", "predicate", "modality", "swap")):
        modality = row.one_of("modality", (*_MODALITIES, ""))
        found[row["word"]] = OtherWord(
            row.one_of("predicate", known),
            cast("Modality", modality) if modality else None,
            row.one_of("swap", _YES_NO) == "yes",
        )
    return found


@functools.cache
def families() -> Mapping[str, frozenset[str]]:
    """Give the families (``actor``, ``place``, ``goods`` …) of each schema of a named thing."""
    rows = table("schemas", ("schema", "families"))
    return {row["schema"]: frozenset(row["families"].split()) for row in rows}


@functools.cache
def schemas_of(*kinds: str) -> frozenset[str]:
    """Give the schemas that are of one of these families."""
    return frozenset(s for s, held in families().items() if not held.isdisjoint(kinds))


@functools.cache
def family_names() -> frozenset[str]:
    """Give the names of all families."""
    return frozenset[str]().union(*families().values())
