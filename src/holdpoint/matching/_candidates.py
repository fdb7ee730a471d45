"""From hits on names to judged candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdpoint.matching._compare import TRIED, names_of, worth_of_points
from holdpoint.matching._engine import (
    LARGE_CROWD,
    Engine,
    Found,
    Reading,
    Wanted,
    Words,
    readings_if_spoilt,
    readings_of,
)
from holdpoint.matching._files import ACRONYM, PERSON, WEAK, Files
from holdpoint.matching._files import Words as ListedWords
from holdpoint.matching._judge import Judgement, closest, facts_of, judge
from holdpoint.matching._names import NO_SCORE, NameScore, named
from holdpoint.matching._readings import REORDERED, otherwise
from holdpoint.matching._words import letters_in, letters_key
from holdpoint.model import Entity, PartyQuery
from holdpoint.text import acronym, name_tokens

MOST_JUDGED = 200
"""Entities that are judged for one query; more are as close only where names say very little."""

MOST_IF_SPOILT = 12
"""Entities that are judged beside them because a name may have been another one before it was
misspelt, cut or misread."""

_MOST_NAMES = 4000


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Entities that a query's names come close to.

    Attributes:
        entities: Their numbers, closest first.
        limits: What the search left out, in words; empty when nothing.
    """

    entities: tuple[int, ...]
    limits: tuple[str, ...]


def wanted(least: int, enough: int) -> Wanted:
    """What the engine is asked for.

    Args:
        least: Least name score in ten-thousandths.
        enough: Names that are enough.
    """
    return Wanted(least, enough, _MOST_NAMES, LARGE_CROWD)


class Finder:
    """Finds and judges the entities that a party could be.

    Args:
        files: Of the index.
        engine: The search over its names.
        entity: Gives the entity of an id.
    """

    def __init__(self, files: Files, engine: Engine, entity: Callable[[str], Entity]) -> None:
        self._files = files
        self._engine = engine
        self._entity = entity
        self._words = ListedWords(files)

    def shortlists(self, queries: Sequence[PartyQuery], least: int, enough: int) -> list[Shortlist]:
        """The closest entities to each query by their names.

        Args:
            queries: The parties.
            least: Least name score in ten-thousandths.
            enough: Entities that are enough; as close ones as the last are kept beside it.
        """
        asked = [[r for name in names_of(one) for r in readings_of(name)] for one in queries]
        want = wanted(least, enough)
        found = self._engine.search([one for readings in asked for one in readings], want)
        answers = iter(found)
        kept = [
            self._shortlist(readings, [next(answers) for _ in readings], want) for readings in asked
        ]
        return self._with_spoilt(queries, kept, least)

    def _with_spoilt(
        self, queries: Sequence[PartyQuery], kept: Sequence[Shortlist], least: int
    ) -> list[Shortlist]:
        """Shortlists with the closest entities to what spoilt names may have been before.

        They come behind the others, a few to each query, and take nobody's place.
        """
        asked = [[r for name in names_of(one) for r in readings_if_spoilt(name)] for one in queries]
        readings = [one for several in asked for one in several]
        if not readings:
            return list(kept)
        answers = iter(self._engine.search(readings, wanted(least, MOST_IF_SPOILT)))
        both = []
        for several, before in zip(asked, kept, strict=True):
            best = self._owners(next(answers) for _ in several)
            order = sorted(best.keys() - set(before.entities), key=lambda one: (-best[one], one))
            more = order[:MOST_IF_SPOILT]
            both.append(Shortlist((*before.entities, *more), before.limits) if more else before)
        return both

    def near(self, readings: Sequence[Reading], least: int) -> list[bool]:
        """Whether a shortlist for a query with each reading would hold anybody.

        Args:
            readings: Ways to read names.
            least: Least name score in ten-thousandths.
        """
        found = self._engine.search(readings, wanted(least, 1))
        return [
            bool(one.hits) or next(self._same_letters(reading.words), None) is not None
            for reading, one in zip(readings, found, strict=True)
        ]

    def _shortlist(
        self, readings: Sequence[Reading], found: Sequence[Found], want: Wanted
    ) -> Shortlist:
        best = self._owners(found)
        names = want.enough
        while len(best) < want.enough and any(len(one.hits) >= names for one in found):
            # An entity with many like names must not crowd out the others.
            names *= 8
            more = Wanted(want.least, names, max(names, want.most), want.crowd)
            found = self._engine.search(readings, more)
            best = self._owners(found)
        for entity, worth in self._reordered(readings).items():
            best[entity] = max(best.get(entity, 0.0), worth)
        order = sorted(best, key=lambda entity: (-best[entity], entity))
        last = best[order[want.enough - 1]] if len(order) > want.enough else 0.0
        kept = [entity for entity in order if best[entity] >= last]
        limits = [_crowded(one.least) for one in found if one.least > want.least]
        if len(kept) > MOST_JUDGED or any(one.cut for one in found):
            limits.append(f"more names are as close than the {MOST_JUDGED} that were compared")
        return Shortlist(tuple(kept[:MOST_JUDGED]), tuple(dict.fromkeys(limits)))

    def _owners(self, found: Iterable[Found]) -> dict[int, float]:
        best: dict[int, float] = {}
        for one in found:
            for name, points, _ in one.hits:
                entity, _ = self._files.owner(name)
                worth = worth_of_points(points, weak=bool(self._files.marks(name) & WEAK))
                if worth > best.get(entity, 0.0):
                    best[entity] = worth
        return best

    def _reordered(self, readings: Iterable[Reading]) -> dict[int, float]:
        """Entities with a name of the same letters in another order."""
        found: dict[int, float] = {}
        for words in dict.fromkeys(one.words for one in readings):
            for name in self._same_letters(words):
                weak = bool(self._files.marks(name) & WEAK)
                found[self._files.owner(name)[0]] = worth_of_points(REORDERED, weak=weak)
        return found

    def _same_letters(self, words: Words) -> Iterator[int]:
        key = letters_key(sum(map(letters_in, words)))
        return iter(()) if key is None else self._files.same_letters(key)

    def judge(self, query: PartyQuery, number: int) -> Judgement:
        """The judgement of an entity: the same as that of the slow scorer."""
        entity = self._entity(self._files.entity(number))
        asked = names_of(query)
        pairs = sorted(self._pairs(asked, entity, number))[:TRIED]
        if not pairs:
            return judge(query, entity, query.name, 0, NO_SCORE)
        facts = facts_of(query, entity)
        scores: dict[tuple[int, int], NameScore] = {}
        for at in dict.fromkeys(row[1] for row in pairs):
            names = [name for _, other, _, name in pairs if other == at]
            found = self._paired(name_tokens(asked[at], entity.type), names)
            scores.update(((at, name), one) for name, one in zip(names, found, strict=True))
        judged = (
            judge(
                query,
                entity,
                asked[at],
                place,
                scores[at, name],
                facts=facts,
                words=[self._words[word] for word in self._files.words_of(name)],
            )
            for _, at, place, name in pairs
        )
        return closest(judged)

    def _pairs(self, asked: Sequence[str], entity: Entity, number: int) -> Iterator[_Row]:
        """Every pair of names: what it is worth (negative), both places, the listed name."""
        names = self._files.names_of(number)
        for at, text in enumerate(asked):
            mine = name_tokens(text, entity.type)
            if not mine:
                continue
            scores = dict(zip(names, self._engine.points(Reading(mine), names), strict=True))
            read = self._read_otherwise(mine, scores, person=entity.type == "person")
            scores.update(zip(read, (one.points for one in self._paired(mine, read)), strict=True))
            for name, points in scores.items():
                marks = self._files.marks(name)
                if not marks & ACRONYM:
                    worth = worth_of_points(points, weak=bool(marks & WEAK))
                    yield -worth, at, self._files.owner(name)[1], name

    def _read_otherwise(
        self, mine: Words, scores: Mapping[int, int], *, person: bool
    ) -> Sequence[int]:
        """Names that may agree with a query when one side is read otherwise than word by word.

        Args:
            mine: Words of the query.
            scores: Word by word, of all names of an entity.
            person: The entity is a person, who has no acronym.
        """
        found = {name: None for name in self._same_letters(mine) if name in scores}
        if person:
            return tuple(found)
        for name, points in scores.items():
            if points and self._files.marks(name) & ACRONYM:
                found[name - 1] = None  # an organisation's acronym stands right after its name
        short = acronym(mine)
        if short is not None:
            exact = self._engine.points(Reading((short,), exact=True), tuple(scores))
            found.update((name, None) for name, some in zip(scores, exact, strict=True) if some)
        return tuple(name for name in found if not self._files.marks(name) & ACRONYM)

    def _paired(self, mine: Words, names: Sequence[int]) -> list[NameScore]:
        """How some listed names compare."""
        found = []
        scores = self._engine.score(Reading(mine), names) if names else ()
        for name, scored in zip(names, scores, strict=True):
            theirs = tuple([self._words[word] for word in self._files.words_of(name)])
            person = bool(self._files.marks(name) & PERSON)
            read = otherwise(mine, theirs, scored.points, person=person)
            found.append(named(mine, theirs, scored) if read is None else read)
        return found


_Row = tuple[float, int, int, int]


def _crowded(least: int) -> str:
    return (
        f"the words stand in very many names: names that score below {least / 10_000:.2f} "
        "were not looked for"
    )
