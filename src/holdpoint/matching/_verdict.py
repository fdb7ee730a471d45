"""Same, resembling or different: the rules that decide it beside the probability.

A block depends on this verdict, so that it is made of few rules that a person can check, not of a
fitted number.
"""

from __future__ import annotations

from collections.abc import Sequence

from holdpoint.matching._calibration import log_odds
from holdpoint.matching._facts import agreeing
from holdpoint.matching._identity import WRONG, is_strong
from holdpoint.matching._names import NameScore
from holdpoint.matching._types import Identity, Part
from holdpoint.model import Entity
from holdpoint.text import name_tokens, tokens, word_kind

APART = log_odds(0.035)
"""Log-odds of two names below which they are different, whatever else agrees."""

_WEAK_NAME = log_odds(0.60)
_SAME_NAME_TELLS = 1.2
_LONG_NAME = 5
_SAME_PERSON_TELLS = 2.2
_LOOK_AGAIN_TELLS = 1.5


def identity_of(
    asked: str, entity: Entity, place: int, name: NameScore, alone: float, facts: Sequence[Part]
) -> Identity:
    """The verdict.

    Args:
        asked: The query's name.
        entity: The listed entity.
        place: Which of its names came closest.
        name: How the two names pair.
        alone: Log-odds of the two names alone.
        facts: The compared facts.
    """
    listed = entity.names[place]
    against = {part.name for part in facts if part.verdict == "contradict"}
    numbers_against = any(fact.startswith("identifier:") for fact in against)
    strong = identified(facts)
    if numbers_against:
        # One equal and one other number cannot both be right: a person must look.
        return "resembles" if strong else "different"
    full = _agrees_fully(name, name_tokens(listed.text, entity.type))
    if "birth_date" in against:
        # Lists err by years, so that a full and telling name is still looked at.
        look = strong or (full and name.told >= _LOOK_AGAIN_TELLS)
        return "resembles" if look else "different"
    if strong:
        return "same"
    bare = entity.type != "person" and name.told < _SAME_NAME_TELLS
    far = "country" in against and (alone < _WEAK_NAME or bare)
    if name.clash or alone < APART or far:
        return "different"
    if not full or listed.kind == "weak" or against:
        return "resembles"
    supported = agreeing(facts, "birth_date", "address")
    if not supported and agreeing(facts, "country"):
        supported = _telling(asked, entity, name)
    return "same" if supported else "resembles"


def identified(facts: Sequence[Part]) -> bool:
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
