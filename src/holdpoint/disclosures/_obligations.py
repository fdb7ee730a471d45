"""Duties that a text lays on someone: "It is critical that the private sector be vigilant …"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from holdpoint.disclosures._clause_line import Head, Line
from holdpoint.disclosures._drafts import Draft, Memory, Scene, family_of, head_of, unnamed
from holdpoint.disclosures._tables import table
from holdpoint.model import Modality, Polarity

_SURE = 0.75
_LOOK = 9


class _How(NamedTuple):
    """How strongly a duty is laid on, and whether it is to do or to refrain."""

    modality: Modality
    polarity: Polarity | None


@functools.cache
def _duties() -> Mapping[str, tuple[tuple[tuple[str, ...], str, Modality, str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str, Modality, str]]] = {}
    for row in table("duties", ("phrase", "form", "modality", "polarity")):
        words = tuple(row["phrase"].split())
        form = row.one_of("form", ("that", "modal", "object"))
        modality = cast("Modality", row.one_of("modality", ("urged", "required")))
        polarity = row.one_of("polarity", ("", "negative"))
        found.setdefault(words[0], []).append((words, form, modality, polarity))
    return {word: tuple(sorted(held, key=lambda d: -len(d[0]))) for word, held in found.items()}


@functools.cache
def _addressees() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in table("addressees", ("phrase",)):
        words = tuple(row["phrase"].split())
        found.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(held, key=len, reverse=True)) for word, held in found.items()}


@functools.cache
def _duty_words() -> frozenset[str]:
    return frozenset(_duties())


@functools.cache
def _addressee_words() -> frozenset[str]:
    return frozenset(_addressees())


def obligation_drafts(scene: Scene, memory: Memory) -> Iterator[Draft]:
    """Give the duties that a sentence lays on businesses, one a duty."""
    line = scene.line
    who = _addressee(line)
    if who is None:
        return
    first_who, last_who = who
    table_ = _duties()
    for index in line.where(_duty_words()):
        for words, form, modality, polarity in table_[line.words[index]]:
            if not line.holds(index, words):
                continue
            last = index + len(words)
            ahead = form in {"that", "object"}
            if ahead and line.word(last) == "them" and last_who <= index:
                ahead = False
            near = (
                0 <= first_who - last <= _LOOK
                if ahead
                else 0 <= index - last_who <= _LOOK + 5 * (form == "object")
            )
            if near:
                begin = max(last, last_who)
                refrain = polarity == "negative" or line.word(last) in {"not", "never"}
                how = _How(modality, "negative" if refrain else None)
                yield from _split(scene, memory, (index, last), who, begin, how)
                return


def _addressee(line: Line) -> tuple[int, int] | None:
    table_ = _addressees()
    for index in line.where(_addressee_words()):
        for words in table_[line.words[index]]:
            if line.holds(index, words):
                return index, index + len(words)
    return None


def _split(
    scene: Scene,
    memory: Memory,
    cue: tuple[int, int],
    who: tuple[int, int],
    begin: int,
    how: _How,
) -> Iterator[Draft]:
    line = scene.line
    end = len(line.words)
    while end > begin and line.word(end - 1) in {".", '"', "!", ";"}:
        end -= 1
    for scope in scene.sayings.scopes:
        if scope.first <= cue[0] < scope.last < end:
            end = scope.last
    while end > begin and line.word(end - 1) in {",", '"', "."}:
        end -= 1
    subject = _subject(line, memory, who)
    first = True
    goal = _family(line, begin, end, "programme")
    for start, stop in _parts(line, begin, end):
        span_first = min(cue[0], who[0]) if first else start
        target = _target(line, start, stop) if goal is None else goal
        yield Draft(
            predicate="obligation",
            subject=subject,
            object=target,
            anchor=(cue[0], cue[1] - 1),
            span=(line.starts[span_first], line.ends[stop - 1]),
            heads=(target.at,) if target else (),
            side=cue[0],
            at=cue[0],
            frame="duty",
            confidence=_SURE,
            value=line.text[line.starts[start] : line.ends[stop - 1]],
            modality=how.modality,
            polarity=how.polarity,
        )
        first = False


def _parts(line: Line, begin: int, end: int) -> list[tuple[int, int]]:
    """Reads "in doing this and doing that": one part a duty."""
    if end <= begin:
        return []
    gerund = next((i for i in range(begin, end) if line.word(i).endswith("ing")), end)
    for index in range(gerund + 1, end - 1):
        if line.word(index) == "and" and line.word(index + 1).endswith("ing"):
            return [(begin, index), (index + 1, end)]
    return [(begin, end)]


def _target(line: Line, start: int, stop: int) -> Head | None:
    """The law or the goods of which a duty speaks: the last that it names."""
    return _family(line, start, stop, "law") or _family(line, start, stop, "goods")


def _family(line: Line, start: int, stop: int, family: str) -> Head | None:
    for index in range(stop - 1, start - 1, -1):
        if family in family_of(line.mention(index)):
            return head_of(line, index)
    return None


def _subject(line: Line, memory: Memory, who: tuple[int, int]) -> Head:
    first = who[0]
    if "actor" in family_of(line.mention(first - 1)):
        first -= 1  # "U.S. persons", "EU operators"
    identity = unnamed(memory, line, first, who[1], "Organization")
    return Head(-1, (identity,), "Organization", 0.9)
