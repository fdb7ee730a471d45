"""Search: which listed entities could a party be?"""

from __future__ import annotations

import functools
import json
import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from holdpoint.errors import KnowledgeError
from holdpoint.matching._build import FORMAT, PERSON, WEAK, build_files
from holdpoint.matching._compare import (
    compare,
    compare_names,
    names_of,
    score_for_worth,
    worth,
)
from holdpoint.matching._identity import keys_of_query
from holdpoint.matching._names import NameScore
from holdpoint.matching._retrieve import Names, retrieve
from holdpoint.matching._types import Match
from holdpoint.matching._vocabulary import Vocabulary
from holdpoint.model import Entity, PartyQuery
from holdpoint.text import name_tokens, tables_digest

_ROOM_FOR_FACTS = 0.05
_LEAST_SCORE = 0.55
_SHORTLIST = 40
_FIELDS = 3


@dataclass(frozen=True, slots=True)
class _Hit:
    """The closest two names of a query and an entity."""

    worth: float
    asked: int
    place: int
    score: NameScore


class Index:
    """An index over the names and identifiers of entities, memory-mapped.

    Made by :meth:`build`, opened by :meth:`open`. Searching changes nothing but memories of work
    done, keyed by content; one index can serve several threads.
    """

    def __init__(self, files: Callable[[str], memoryview], entity: Callable[[str], Entity]) -> None:
        self._files = files
        self._entity = entity
        self._names = _numbers(files("index.names.u32"))
        self._lists = Names(
            words=_numbers(files("index.name_words.u32")),
            starts=_numbers(files("index.name_starts.u32")),
            postings=_numbers(files("index.postings.u32")),
            posting_starts=_numbers(files("index.posting_starts.u32")),
        )

    @staticmethod
    def build(entities: Iterable[Entity]) -> dict[str, bytes]:
        """File name to content of an index over entities; equal entities give equal bytes."""
        return build_files(entities)

    @classmethod
    def open(cls, folder: Path, entity: Callable[[str], Entity]) -> Index:
        """Open the index in a folder.

        Args:
            folder: Where the files of :meth:`build` lie.
            entity: Gives the entity of an id, as it was when the index was built.

        Raises:
            KnowledgeError: A file is missing, or the index was made by another version.
        """
        try:
            meta = json.loads((folder / "index.json").read_bytes())
            index = cls(lambda name: _mapped(folder / name), entity)
        except (OSError, ValueError) as error:
            raise KnowledgeError(
                f"The index of names cannot be read ({error.__class__.__name__}). "
                "Build the snapshot again."
            ) from error
        if (meta.get("format"), meta.get("tables")) != (FORMAT, tables_digest()):
            raise KnowledgeError(
                "The index of names was made by another version of Holdpoint. "
                "Build the snapshot again."
            )
        return index

    def _text(self, name: str) -> list[str]:
        return str(self._files(name), "utf-8").split("\n")[:-1]

    @functools.cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._text("index.words.txt"))

    @functools.cached_property
    def _ids(self) -> Sequence[str]:
        return self._text("index.entities.txt")

    @functools.cached_property
    def _identifiers(self) -> Sequence[str]:
        return self._text("index.identifiers.txt")

    def search(
        self, query: PartyQuery, *, limit: int = 10, floor: float = 0.60
    ) -> tuple[Match, ...]:
        """Candidates for a party, compared in full.

        Args:
            query: The party.
            limit: How many at most.
            floor: Least probability, 0 to 1, either of the names alone (so that a candidate which a
                fact refutes is still shown, with the reason) or of the whole comparison.

        Returns:
            Best first: by identity (same, resembles, different), then probability, then entity id.
            Everybody with an equal identifier is among them, whatever the name.
        """
        least = max(score_for_worth(floor) - _ROOM_FOR_FACTS, _LEAST_SCORE)
        enough = max(_SHORTLIST, 2 * limit)
        hits = self._by_name(query, least, enough)
        numbers = dict.fromkeys([*hits, *self._by_identifier(query)])
        kept: list[Match] = []
        for number in numbers:
            match = self._match(query, number, hits.get(number))
            alone = hits[number].worth if number in hits else 0.0
            if max(match.comparison.probability, alone) >= floor:
                kept.append(match)
        kept.sort(key=_rank)
        return tuple(kept[:limit])

    def name_hits(self, words: Sequence[str], least: float) -> dict[int, float]:
        """Every listed name with at least a score, by its number in the index.

        The exact answer of the index, without limit; :func:`scan` gives the same the slow way.
        """
        names = retrieve(words, least, self._vocabulary, self._lists)
        return {number: score.score for number, score in names if score.score >= least}

    def _by_name(self, query: PartyQuery, least: float, enough: int) -> dict[int, _Hit]:
        """The best ``enough`` entities by their names, each with its closest pair of names."""
        best: dict[int, _Hit] = {}
        for asked, text in enumerate(names_of(query)):
            for number, score in self._like(text, least, enough):
                entity, place, marks = self._names[_FIELDS * number : _FIELDS * number + _FIELDS]
                hit = _Hit(worth(score, weak=bool(marks & WEAK)), asked, place, score)
                rival = best.get(entity)
                if rival is None or _closer(hit, rival):
                    best[entity] = hit
        order = sorted(best, key=lambda number: (-best[number].worth, number))
        return {number: best[number] for number in order[:enough]}

    def _like(self, text: str, least: float, enough: int) -> list[tuple[int, NameScore]]:
        """Listed names like a text, whose words are a person's against persons' names."""
        find = functools.partial(
            retrieve, least=least, vocabulary=self._vocabulary, names=self._lists, enough=enough
        )
        plain, personal = (name_tokens(text, kind) for kind in ("company", "person"))
        if plain == personal:
            return find(plain)
        return [
            *find(plain, only=lambda number: not self._is_person(number)),
            *find(personal, only=self._is_person),
        ]

    def _is_person(self, number: int) -> bool:
        return bool(self._names[_FIELDS * number + _FIELDS - 1] & PERSON)

    def _by_identifier(self, query: PartyQuery) -> list[int]:
        found: list[int] = []
        for register, value in keys_of_query(query.identifiers):
            key = f"{register}\t{value}\t"
            at = bisect_left(self._identifiers, key)
            while at < len(self._identifiers) and self._identifiers[at].startswith(key):
                found.append(int(self._identifiers[at][len(key) :]))
                at += 1
        return found

    def _match(self, query: PartyQuery, number: int, hit: _Hit | None) -> Match:
        entity = self._entity(self._ids[number])
        if hit is None:
            return Match(entity=entity, comparison=compare(query, entity))
        asked = names_of(query)[hit.asked]
        return Match(
            entity=entity, comparison=compare_names(query, entity, asked, hit.place, hit.score)
        )


def _closer(hit: _Hit, rival: _Hit) -> bool:
    return (hit.worth, -hit.asked, -hit.place) > (rival.worth, -rival.asked, -rival.place)


def _rank(match: Match) -> tuple[int, float, float, str]:
    order = ("same", "resembles", "different").index(match.comparison.identity)
    return (order, -match.comparison.probability, -match.comparison.name_score, match.entity.id)


def _mapped(path: Path) -> memoryview:
    if path.stat().st_size == 0:
        return memoryview(b"")
    with path.open("rb") as handle:
        return memoryview(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ))


def _numbers(view: memoryview) -> Sequence[int]:
    """The 32-bit numbers of a file; on big-endian machines a turned copy."""
    if sys.byteorder == "little":
        return view.cast("I")
    numbers = array("I", bytes(view))
    numbers.byteswap()
    return numbers
