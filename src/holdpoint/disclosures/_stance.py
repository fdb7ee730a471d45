"""How surely a claim is made: cues found in a sentence and what they leave of each claim.

Where two cues speak of one claim the weaker counts, always: nothing here can sharpen.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from holdpoint._quick import quick
from holdpoint.disclosures._clause_line import Line
from holdpoint.disclosures._cues import Cue, cues, cues_by_words
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._kinds import CUE
from holdpoint.disclosures._units import AUXILIARIES
from holdpoint.model import HedgeKind, Modality, Polarity, Stance

# From what binds the source most to what binds it least.
_STANCES: Mapping[Stance, int] = {
    "asserted": 0,
    "reported": 1,
    "assessed": 2,
    "contended": 3,
    "alleged": 4,
    "denied": 5,
    "retracted": 6,
}
_MODALITIES: Mapping[Modality, int] = {
    "asserted": 0,
    "probable": 1,
    "attempted": 2,
    "offered": 3,
    "planned": 4,
    "intended": 5,
    "possible": 6,
    "urged": 7,
    "required": 8,
    "hypothetical": 9,
    "unknown": 10,
}
_BREAKS_RIGHT = frozenset({";", "but", "although", "however", "whereas"})
_NEAR = 3
_FAR = 12
_COMMA = frozenset({","})
_BREAKS_GROUP = _BREAKS_RIGHT | {"while", "because", "which", "who", "that", '"'}


def weaker_stance(one: Stance, other: Stance) -> Stance:
    """Give the one to which the source commits itself less."""
    return one if _STANCES[one] >= _STANCES[other] else other


def weaker_modality(one: Modality, other: Modality) -> Modality:
    """Give the one to which the source commits itself less."""
    return one if _MODALITIES[one] >= _MODALITIES[other] else other


@quick
@dataclass(frozen=True, slots=True)
class CueAt:
    """A cue in a sentence: indices of its first and last unit."""

    first: int
    last: int
    cue: Cue


class Surety(NamedTuple):
    """Stance, modality and polarity of a claim, and the cues that made them so."""

    stance: Stance
    modality: Modality
    polarity: Polarity
    hedges: tuple[tuple[int, int, HedgeKind], ...] = ()


def find_cues(line: Line) -> list[CueAt]:
    """Find the cues of a sentence, in order, the longest where several begin at one word."""
    table = cues_by_words()
    found: list[CueAt] = []
    behind = 0
    for index in line.calling(CUE):
        if index < behind:
            continue
        longer, short = table[line.words[index]]
        candidates = longer.get(line.word(index + 1), ()) + short
        hit = _cue_at(line, index, candidates) if candidates else None
        if hit is not None:
            found.append(hit)
            behind = hit.last + 1
    return found


def _cue_at(line: Line, index: int, candidates: Iterable[Cue]) -> CueAt | None:
    words = line.words
    if words[index] == "may" and (
        index in line.dated or (index and line.text[line.starts[index]] == "M")
    ):
        return None
    for cue in candidates:
        phrase = cue.words
        last = index + len(phrase) - 1
        if (last == index or words[index : last + 1] == phrase) and not (
            cue.stance == "denied" and refuses(line, last)
        ):
            return CueAt(index, last, cue)
    return None


def refuses(line: Line, index: int) -> bool:
    """Tell whether "deny" withholds a thing ("denied the export privileges") and denies nothing."""
    if not line.word(index).startswith("den"):
        return False
    after = line.word(index + 1)
    if after == "the":
        after = line.word(index + 2)
    mention = line.mention(index + 1)
    pronoun = mention is not None and mention.form == "pronoun"
    return not (after.endswith("ing") or after in words_of("denied") or pronoun)


def absorbed(found: Sequence[CueAt]) -> dict[int, int]:
    """Give, for the phrases that belong to verb groups, their last index to their first."""
    return {hit.last: hit.first for hit in found if hit.cue.scope == "group"}


def weigh(
    line: Line,
    found: Sequence[CueAt],
    *,
    anchor: tuple[int, int],
    side: int,
    heads: Sequence[int],
    stance: Stance,
    modality: Modality,
    verbal: bool = False,
    apart: bool = False,
    thing: bool = True,
    decided: bool = False,
) -> Surety:
    """Give what the cues of a sentence leave of a claim.

    Args:
        line: The sentence.
        found: Its cues.
        anchor: First unit of the verb group or noun phrase, and the index of the word itself.
        side: Index of the subject; a modal verb before it belongs to another clause.
        heads: Indices of the namings of the claim.
        stance: What the attribution gives.
        modality: What the predicate gives.
        thing: Whether the claim stands and falls with what is named: pictures of "the alleged site"
            were shown whatever the site is.
        decided: Whether an authority did it, so that a hedge of its reasons says nothing of it
            ("designated A for allegedly selling").
        apart: Whether it only describes a naming, so that a hedge of the clause says nothing of it.
        verbal: Whether an infinitive or a gerund carries it.
    """
    none = _of_nothing(line, (*heads, anchor[1])) or (verbal and _kept_from(line, anchor[0]))
    polarity: Polarity = "negative" if none else "positive"
    hedges: list[tuple[int, int, HedgeKind]] = []
    if line.words[-1:] == ("?",):
        modality = weaker_modality(modality, "unknown")
    modality = weaker_modality(modality, _unreal(line, anchor[1]))
    for hit in found:
        if apart and hit.cue.scope not in {"sentence", "paragraph", "adjective"}:
            continue
        of_reasons = decided and "for" in line.words[anchor[1] : hit.first]
        if of_reasons or not _reaches(line, hit, anchor, side, heads, verbal=verbal):
            continue
        cue = hit.cue
        if cue.stance:
            stance = weaker_stance(stance, cue.stance)
        if cue.modality:
            modality = weaker_modality(modality, cue.modality)
        if cue.polarity == "negative":
            polarity = "negative"
        if cue.hedge:
            hedges.append((line.starts[hit.first], line.ends[hit.last], cue.hedge))
    for start, end, hedge_stance, kind in _in_names(line, heads):
        stance = weaker_stance(stance, hedge_stance) if thing else stance
        hedges.append((start, end, kind))
    return Surety(stance, modality, polarity, tuple(sorted(set(hedges))) if hedges else ())


def _of_nothing(line: Line, heads: Sequence[int]) -> bool:
    """Whether a claim speaks of none: "supplied A with no motors"."""
    return "no" in line.held and any(line.word(head - 1) == "no" for head in heads)


def _kept_from(line: Line, first: int) -> bool:
    """Whether somebody is stopped before a gerund: "kept A from supplying"."""
    if line.word(first - 1) != "from":
        return False
    return not words_of("keeps_from").isdisjoint(line.words[max(0, first - _FAR) : first - 1])


def _unreal(line: Line, at: int) -> Modality:
    """Give ``hypothetical`` for a clause "Had A …," beside another with "would"."""
    if _if_behind(line, at):
        return "hypothetical"
    if line.word(0) != "had" or "would" not in line.held:
        return "asserted"
    comma = next((i for i in range(len(line.words)) if line.word(i) == ","), 0)
    return "hypothetical" if at < comma else "asserted"


def _if_behind(line: Line, at: int) -> bool:
    """Whether the sentence takes back what it told: "A supplies B, if the report is right"."""
    if "if" not in line.held:
        return False
    return any(line.holds(i, (",", "if")) for i in range(at + 1, len(line.words)))


def _reaches(
    line: Line,
    hit: CueAt,
    anchor: tuple[int, int],
    side: int,
    heads: Sequence[int],
    *,
    verbal: bool,
) -> bool:
    """Tell whether a cue speaks of a claim."""
    first, at = anchor
    scope = hit.cue.scope
    if hit.first <= at <= hit.last:
        return False
    if scope in {"sentence", "paragraph", "onward", "document"}:
        return scope != "document"
    if scope == "adjective":
        return any(_describes(line, hit.last, unit) for unit in (*heads, at))
    if hit.last > at:
        return False
    if scope in {"verbal", "right"}:
        return (verbal or scope == "right") and not _broken(line, hit.last, first, _BREAKS_RIGHT)
    return first <= hit.first or _governs(line, hit, first, 0 if verbal else side)


def _governs(line: Line, hit: CueAt, first: int, side: int) -> bool:
    """Tell whether a modal word or negation of an earlier verb still holds for a later one."""
    if hit.cue.polarity == "negative":
        # "has not sold motors and is helping": the second verb has an auxiliary of its own.
        own = line.word(first) in AUXILIARIES and line.word(first - 1) == "and"
        if own or _broken(line, hit.last, first, _COMMA):
            return False
    return side <= hit.first and not _broken(line, hit.last, first, _BREAKS_GROUP)


def _describes(line: Line, last: int, unit: int) -> bool:
    return 0 < unit - last <= _NEAR and _close(line, last, unit)


def _close(line: Line, last: int, head: int) -> bool:
    return all(line.word(i).isalpha() for i in range(last + 1, head))


def _broken(line: Line, last: int, first: int, marks: frozenset[str]) -> bool:
    return not marks.isdisjoint(line.words[last + 1 : max(first, 0)])


def _in_names(line: Line, heads: Sequence[int]) -> list[tuple[int, int, Stance, HedgeKind]]:
    """Cues that are part of a naming: "the alleged site"."""
    found: list[tuple[int, int, Stance, HedgeKind]] = []
    for head in heads:
        start, end = line.starts[head], line.ends[head]
        for offset, size, stance, kind in _in_name(line.text[start:end]):
            found.append((start + offset, start + offset + size, stance, kind))
    return found


@functools.lru_cache(maxsize=4096)
def _in_name(name: str) -> tuple[tuple[int, int, Stance, HedgeKind], ...]:
    """Give the cues among the words of a naming: offset in it, length, stance, kind."""
    table = cues()
    found: list[tuple[int, int, Stance, HedgeKind]] = []
    offset = 0
    for word in name.lower().split(" "):
        found.extend(
            (offset, len(word), cue.stance or "asserted", cue.hedge)
            for cue in table.get(word, ())
            if cue.scope == "adjective" and len(cue.words) == 1 and cue.hedge
        )
        offset += len(word) + 1
    return tuple(found)
