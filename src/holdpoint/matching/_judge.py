"""The judgement of one candidate: evidence by part, summed up as log-odds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from holdpoint.matching._calibration import (
    NOTHING,
    fact_log_odds,
    name_log_odds,
    probability_of,
)
from holdpoint.matching._evidence import name_features
from holdpoint.matching._explain import explain, what_settles
from holdpoint.matching._facts import compare_facts
from holdpoint.matching._identity import WRONG, compare_identifiers, is_strong
from holdpoint.matching._names import NameScore
from holdpoint.matching._printed import (
    closeness,
    families_crossed,
    is_beginning,
    other_characters,
)
from holdpoint.matching._readings import closer
from holdpoint.matching._traits import personal
from holdpoint.matching._types import IDENTITIES, Comparison, Identity, Part, Verdict
from holdpoint.matching._verdict import APART, identified, identity_of
from holdpoint.model import Entity, Name, PartyQuery
from holdpoint.text import MOST_WORDS, is_cut, name_tokens


@dataclass(slots=True)
class Judgement:
    """How likely a party and an entity are the same; the words are made when they are asked for.

    Attributes:
        query: The party.
        entity: The listed entity.
        asked: The query's name that came closest.
        place: Which of the entity's names came closest.
        name: How the two names pair.
        features: Of the pairing; empty where the names share nothing.
        facts: The compared facts.
        person: The names are judged as persons' names.
        alone: Log-odds of the two names alone.
        log_odds: Log-odds of all evidence, unbounded.
    """

    query: PartyQuery
    entity: Entity
    asked: str
    place: int
    name: NameScore
    features: tuple[float, ...]
    facts: tuple[Part, ...]
    person: bool
    alone: float = field(init=False)
    log_odds: float = field(init=False)

    def __post_init__(self) -> None:
        found = self.features
        self.alone = name_log_odds(found, person=self.person) if found else NOTHING
        start = self.alone
        if identified(self.facts):
            start = max(start, 0.0)  # a ship keeps its IMO number under any name
        self.log_odds = start + sum(part.weight for part in self.facts)

    @property
    def probability(self) -> float:
        """0.01 to 0.99, four decimals."""
        return probability_of(self.log_odds)

    @property
    def probability_alone(self) -> float:
        """What the two names alone would give, 0.01 to 0.97."""
        return probability_of(self.alone)

    @property
    def closeness(self) -> float:
        """How near the two names are as they are printed, 0 to 1."""
        return closeness(self.asked, self.entity.names[self.place].text)

    @property
    def identity(self) -> Identity:
        """Same, resembles or different, by rule."""
        return identity_of(self.asked, self.entity, self.place, self.name, self.alone, self.facts)

    def comparison(self) -> Comparison:
        """The comparison with every part and its words."""
        listed, identity = self.entity.names[self.place], self.identity
        parts = (_name_part(self.asked, listed, self.name, self.alone), *self.facts)
        settle = (
            () if identity == "same" else what_settles(self.query, self.entity, parts, identity)
        )
        return Comparison(
            probability=self.probability,
            identity=identity,
            parts=parts,
            matched_name=listed,
            query_name=self.asked,
            pairs=self.name.pairs,
            explanation=explain(identity, parts, self.name.pairs, listed, self.asked),
            settle=settle,
            log_odds=round(self.log_odds, 4),
        )


def judge(
    query: PartyQuery,
    entity: Entity,
    asked: str,
    place: int,
    name: NameScore,
    *,
    facts: tuple[Part, ...] | None = None,
    words: Sequence[str] | None = None,
) -> Judgement:
    """Judge one candidate once it is known which two names come closest.

    Args:
        query: The party.
        entity: The listed entity.
        asked: The query's name or alias that was compared.
        place: Which of the entity's names it was compared with.
        name: How the two pair.
        facts: Of :func:`facts_of`, where they are known already.
        words: Of the listed name, where they are known already.
    """
    listed = entity.names[place]
    person = entity.type == "person"
    if words is None:
        words = name_tokens(listed.text, entity.type)
    names = (one.text for one in entity.names)
    name = closer(asked, listed.text, name, person=person, names=names)
    person = person or (entity.type == "unknown" and personal(words))
    return Judgement(
        query=query,
        entity=entity,
        asked=asked,
        place=place,
        name=name,
        features=_features(asked, listed, name, words, person=person),
        facts=facts_of(query, entity) if facts is None else facts,
        person=person,
    )


def closest(judged: Iterable[Judgement]) -> Judgement:
    """The judgement of the two names that come closest, of all pairs of names of one candidate.

    Of several that prove the same (a ceiling levels what full names prove) it is the one with the
    surest verdict, then the one whose words pair best, then the one printed most alike, of those
    the first.
    """
    rows = list(judged)
    most = max(one.alone for one in rows)
    best = [one for one in rows if one.alone == most]
    return best[0] if len(best) == 1 else max(best, key=_nearest)


def _nearest(one: Judgement) -> tuple[int, int, float]:
    return -IDENTITIES.index(one.identity), one.name.points, one.closeness


def facts_of(query: PartyQuery, entity: Entity) -> tuple[Part, ...]:
    """Everything beside the names, each with what it adds to the log-odds."""
    parts = (*compare_identifiers(query, entity), *compare_facts(query, entity))
    return tuple(_weighed(part, ship=entity.type == "vessel") for part in parts)


def _features(
    asked: str, listed: Name, name: NameScore, words: Sequence[str], *, person: bool
) -> tuple[float, ...]:
    if not name.score:
        return ()
    return name_features(
        name,
        words,
        person=person,
        weak=listed.kind == "weak",
        crossed=person and families_crossed(asked, listed.text),
        aside=("(" in asked) != ("(" in listed.text),
        homophones=other_characters(asked, listed.text),
        cut=is_beginning(asked, listed.text),
    )


def _name_part(asked: str, listed: Name, name: NameScore, alone: float) -> Part:
    verdict: Verdict = "agree" if alone >= APART else "unknown"
    if name.clash:
        verdict = "contradict"
    notes = ["the numbers in the names differ"] if name.clash else []
    if name.turned:
        notes.append("father and son change places")
    if is_cut(asked):
        notes.append(f"only the first {MOST_WORDS} words are compared")
    return Part(
        name="name",
        verdict=verdict,
        score=name.score,
        left=asked,
        right=listed.text,
        note="; ".join(notes),
        weight=round(alone, 4),
    )


def _weighed(part: Part, *, ship: bool) -> Part:
    """The part with what it adds to the log-odds."""
    if part.verdict == "unknown":
        return part
    name, sign, degree = fact_of(part, ship=ship)
    weight = fact_log_odds(name, agrees=sign > 0) * degree
    return dataclasses.replace(part, weight=round(weight, 4))


def fact_of(part: Part, *, ship: bool) -> tuple[str, int, float]:
    """What a decided part counts as: its coefficient, 1 for or -1 against, degree 0 to 1.

    A ship's country is its flag, which it changes. A birth date that agrees as far as it is known,
    which is mostly the year, tells less than a whole one.
    """
    sign = 1 if part.verdict == "agree" else -1
    if part.name.startswith("identifier:"):
        strong = is_strong(part.name.partition(":")[2]) and part.score != WRONG
        return ("identifier" if strong else "weaker_identifier"), sign, 1.0
    if sign > 0 and part.name == "birth_date" and part.score != 1.0:
        return "birth_year", sign, 1.0
    name = "flag" if ship and part.name == "country" else part.name
    return name, sign, part.score if part.score is not None and sign > 0 else 1.0
