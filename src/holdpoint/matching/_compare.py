"""Is this party that entity? The slow, obvious scorer."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from holdpoint.matching._explain import explain, what_settles
from holdpoint.matching._facts import agreeing, compare_facts
from holdpoint.matching._identity import WRONG, compare_identifiers, is_strong
from holdpoint.matching._names import NO_SCORE, NameScore, score_names
from holdpoint.matching._types import Comparison, Identity, Part, Verdict
from holdpoint.model import Entity, Name, PartyQuery
from holdpoint.text import MOST_WORDS, is_cut, name_tokens, tokens, word_kind

# What equal, like and unlike names are worth alone: name score, probability, lines in between.
_WORTH = (
    (0.0, 0.01),
    (0.5, 0.20),
    (0.6, 0.40),
    (0.7, 0.62),
    (0.75, 0.70),
    (0.8, 0.76),
    (0.9, 0.83),
    (1.0, 0.88),
)
_STEPS = tuple(score for score, _ in _WORTH)

RESEMBLES = 0.62
"""Name score below which two names are different, whatever else agrees."""

_LEAST, _MOST = 0.01, 0.99

# What the paired words must weigh together to be telling; below it, equality proves less ("Ali",
# "Li Wu", one-word ships).
_ENOUGH = 1.5
_SPARSE = 0.5
_WEAK_ALIAS = 1.2
# Shares of log-odds. Contradictions weigh more than agreements, and what is missing weighs nothing.
_AGREES = {"birth_date": 2.4, "country": 0.6, "address": 1.6, "type": 0.0, "gender": 0.1}
_CONTRADICTS = {"birth_date": 4.0, "country": 1.0, "type": 1.0, "gender": 1.5}
_IDENTIFIER_AGREES = 5.0
_WEAKER_IDENTIFIER_AGREES = 2.0
_IDENTIFIER_CONTRADICTS = 6.0
_SAME_NAME_TELLS = 1.2
_LONG_NAME = 5
_SAME_PERSON_TELLS = 2.2
_WEAK_NAME = 0.75


def compare(query: PartyQuery, entity: Entity) -> Comparison:
    """Compare a party with one entity: every name with every name, and every fact.

    Args:
        query: The party as the order has it. Countries are ISO 3166-1 alpha-2, dates ISO 8601
            (partial allowed).
        entity: The listed entity.

    Returns:
        The comparison of the two names that come closest, with all facts. It depends on its
        two arguments alone.
    """
    best = max(_all_pairs(query, entity), key=lambda row: (row[0], -row[2], -row[3]), default=None)
    if best is None:
        return compare_names(query, entity, query.name, 0, NO_SCORE)
    _, score, asked, place = best
    return compare_names(query, entity, names_of(query)[asked], place, score)


def _all_pairs(query: PartyQuery, entity: Entity) -> Iterator[tuple[float, NameScore, int, int]]:
    listed = [name_tokens(name.text, entity.type) for name in entity.names]
    for asked, text in enumerate(names_of(query)):
        # The type that the order states is a fact of its own; it does not change the words.
        mine = name_tokens(text, entity.type)
        if not mine:
            continue
        for place, (name, theirs) in enumerate(zip(entity.names, listed, strict=True)):
            score = score_names(mine, theirs)
            yield worth(score, weak=name.kind == "weak"), score, asked, place


def names_of(query: PartyQuery) -> tuple[str, ...]:
    """The name and the aliases of a query, each once, without empty ones."""
    return tuple(dict.fromkeys(text for text in (query.name, *query.aliases) if text.strip()))


def worth_of_score(score: float) -> float:
    """What a name score is worth when nothing else is known, 0.01 to 0.88; rises with the score."""
    step = min(max(bisect_right(_STEPS, score), 1), len(_STEPS) - 1)
    (low, below), (high, above) = _WORTH[step - 1], _WORTH[step]
    return below + (above - below) * (score - low) / (high - low)


def score_for_worth(probability: float) -> float:
    """The least name score that is worth a probability; the inverse of :func:`worth_of_score`."""
    for (low, below), (high, above) in itertools.pairwise(_WORTH):
        if probability <= above:
            return low + (high - low) * max(probability - below, 0.0) / (above - below)
    return 1.0


def worth(name: NameScore, *, weak: bool) -> float:
    """Probability from two names alone, four decimals."""
    odds = _log_odds(worth_of_score(name.score))
    odds -= _SPARSE * max(_ENOUGH - name.told, 0.0) if name.score else 0.0
    odds -= _WEAK_ALIAS if weak else 0.0
    return _bounded(odds)


def compare_names(
    query: PartyQuery, entity: Entity, asked: str, place: int, name: NameScore
) -> Comparison:
    """The comparison once it is known which two names come closest."""
    listed = entity.names[place]
    weak = listed.kind == "weak"
    facts = (*compare_identifiers(query, entity), *compare_facts(query, entity))
    parts = (_name_part(asked, listed, name), *facts)
    odds = _log_odds(worth(name, weak=weak))
    if _identified(facts):
        odds = max(odds, 0.0)  # a ship keeps its IMO number under any name
    probability = _bounded(odds + sum(_share(part) for part in facts))
    identity = _identity(
        name,
        facts,
        weak=weak,
        listed=name_tokens(listed.text, entity.type),
        telling=_telling(asked, entity, name),
    )
    return Comparison(
        probability=probability,
        identity=identity,
        parts=parts,
        matched_name=listed,
        query_name=asked,
        pairs=name.pairs,
        explanation=explain(identity, parts, name.pairs, listed, asked),
        settle=() if identity == "same" else what_settles(query, entity, parts, identity),
    )


def _name_part(asked: str, listed: Name, name: NameScore) -> Part:
    verdict: Verdict = "agree" if name.score >= RESEMBLES else "unknown"
    if name.clash:
        verdict = "contradict"
    notes = ["the numbers in the names differ"] if name.clash else []
    if name.turned:
        notes.append("father and son change places")
    if is_cut(asked):
        notes.append(f"only the first {MOST_WORDS} words are compared")
    note = "; ".join(notes)
    return Part(
        name="name", verdict=verdict, score=name.score, left=asked, right=listed.text, note=note
    )


def _share(part: Part) -> float:
    """What a fact adds to the log-odds."""
    if part.name.startswith("identifier:"):
        kind = part.name.partition(":")[2]
        if part.verdict == "agree":
            strong = is_strong(kind) and part.score != WRONG
            return _IDENTIFIER_AGREES if strong else _WEAKER_IDENTIFIER_AGREES
        return -_IDENTIFIER_CONTRADICTS if part.verdict == "contradict" else 0.0
    if part.verdict == "agree":
        return _AGREES.get(part.name, 0.0) * (1.0 if part.score is None else part.score)
    return -_CONTRADICTS.get(part.name, 0.0) if part.verdict == "contradict" else 0.0


def _identity(
    name: NameScore,
    facts: Sequence[Part],
    *,
    weak: bool,
    listed: Sequence[str],
    telling: bool,
) -> Identity:
    against = {part.name for part in facts if part.verdict == "contradict"}
    numbers_against = any(fact.startswith("identifier:") for fact in against)
    strong = _identified(facts)
    if numbers_against or "birth_date" in against:
        # One equal and one other number cannot both be right: a person must look.
        return "resembles" if strong else "different"
    if strong:
        return "same"
    far = "country" in against and name.score < _WEAK_NAME
    if name.clash or name.score < RESEMBLES or far:
        return "different"
    full = _agrees_fully(name, listed) and not weak and not against
    supported = agreeing(facts, "birth_date", "address") or (telling and agreeing(facts, "country"))
    return "same" if full and supported else "resembles"


def _identified(facts: Sequence[Part]) -> bool:
    """Whether an equal identifier says by itself who the party is."""
    return any(
        part.verdict == "agree"
        and part.score != WRONG
        and part.name.startswith("identifier:")
        and is_strong(part.name.partition(":")[2])
        for part in facts
    )


def _agrees_fully(name: NameScore, listed: Sequence[str]) -> bool:
    """Every word that tells anything has an equal partner, and no forms contradict each other."""
    alone: tuple[list[str], list[str]] = ([], [])
    for pair in name.pairs:
        if pair.how == "alone":
            side = 0 if pair.right is None else 1
            alone[side].append(pair.left or pair.right or "")
        elif pair.how not in ("equal", "joined"):
            return False
    words = [word for side in alone for word in side]
    if any(word_kind(word) not in ("form", "link") for word in words):
        return False
    return bool(listed) and not (alone[0] and alone[1])


def _telling(asked: str, entity: Entity, name: NameScore) -> bool:
    """Whether a name says so much that a country beside it is enough.

    Ships share names, however rare, so there it takes a number. So do persons, unless the name has
    three rare parts. A long name of a firm that stands on the list word for word is telling by its
    length.
    """
    if entity.type == "vessel":
        return False
    if entity.type == "person":
        return name.told >= _SAME_PERSON_TELLS
    words = tokens(asked)
    to_the_word = len(words) >= _LONG_NAME and any(
        other.kind != "weak" and tokens(other.text) == words for other in entity.names
    )
    return to_the_word or name.told >= _SAME_NAME_TELLS


def _log_odds(probability: float) -> float:
    return math.log(probability / (1.0 - probability))


def _bounded(odds: float) -> float:
    return round(min(max(1.0 / (1.0 + math.exp(-odds)), _LEAST), _MOST), 4)
