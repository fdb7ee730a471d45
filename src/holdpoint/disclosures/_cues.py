"""Words that hold a statement back, and verbs by which it is handed to someone."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from holdpoint.disclosures._tables import Row, table
from holdpoint.disclosures._verb_forms import forms_of
from holdpoint.model import HedgeKind, Modality, Polarity, Stance

Scope = Literal[
    "group", "right", "verbal", "sentence", "adjective", "paragraph", "onward", "document"
]

_NEEDS = ("", "that", "quote")


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase and how far it holds back; ``None`` where it says nothing of that side.

    Attributes:
        words: In lower case.
        scope: ``group`` the verb group in which it stands and what hangs on that; ``right`` to the
            end of the clause; ``verbal`` the infinitives and gerunds behind it; ``sentence`` all
            of it; ``adjective`` the noun behind it; ``paragraph`` its sentence and the rest of its
            paragraph; ``document`` all that the text tells of what people and firms did.
    """

    words: tuple[str, ...]
    hedge: HedgeKind | None
    stance: Stance | None
    modality: Modality | None
    polarity: Polarity | None
    scope: Scope


@functools.cache
def cues() -> Mapping[str, tuple[Cue, ...]]:
    """Give the cues by their first word, longest first.

    Raises:
        KnowledgeError: A row of ``cues.csv`` makes no sense; names the line.
    """
    by_word: dict[str, list[Cue]] = {}
    for row in table("cues", ("phrase", "hedge", "stance", "modality", "polarity", "scope")):
        cue = Cue(
            words=tuple(row["phrase"].split()),
            hedge=cast("HedgeKind | None", _either(row, "hedge", get_args(HedgeKind))),
            stance=cast("Stance | None", _either(row, "stance", get_args(Stance))),
            modality=cast("Modality | None", _either(row, "modality", get_args(Modality))),
            polarity=cast("Polarity | None", _either(row, "polarity", get_args(Polarity))),
            scope=cast("Scope", row.one_of("scope", get_args(Scope))),
        )
        by_word.setdefault(cue.words[0], []).append(cue)
    return {
        word: tuple(sorted(found, key=lambda cue: (-len(cue.words), cue.words)))
        for word, found in by_word.items()
    }


@functools.cache
def cues_by_words() -> Mapping[str, tuple[Mapping[str, tuple[Cue, ...]], tuple[Cue, ...]]]:
    """Give the cues by first word: those of more words by the second, then those of one word."""
    found: dict[str, tuple[Mapping[str, tuple[Cue, ...]], tuple[Cue, ...]]] = {}
    for word, held in cues().items():
        longer: dict[str, tuple[Cue, ...]] = {}
        for cue in held:
            if len(cue.words) > 1:
                longer[cue.words[1]] = (*longer.get(cue.words[1], ()), cue)
        found[word] = longer, tuple(cue for cue in held if len(cue.words) == 1)
    return found


@functools.cache
def cue_words() -> frozenset[str]:
    """Give the first words of cues."""
    return frozenset(cues())


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying: the stance it gives to what is said, and what it needs to be one.

    Attributes:
        needs: ``that`` only before a statement, ``quote`` only beside a quote, empty always.
    """

    verb: str
    stance: Stance
    hedge: HedgeKind | None
    needs: str


@functools.cache
def sayings() -> Mapping[str, Saying]:
    """Give the verbs of saying by every form that they take.

    Raises:
        KnowledgeError: A row of ``saying.csv`` makes no sense; names the line.
    """
    found: dict[str, Saying] = {}
    for row in table("saying", ("verb", "stance", "hedge", "needs")):
        saying = Saying(
            row["verb"],
            cast("Stance", row.one_of("stance", get_args(Stance))),
            cast("HedgeKind | None", _either(row, "hedge", get_args(HedgeKind))),
            row.one_of("needs", _NEEDS),
        )
        for form in forms_of(row["verb"]):
            found.setdefault(form, saying)
    return found


@functools.cache
def saying_forms() -> frozenset[str]:
    """Give every word that can hand a statement to someone."""
    return frozenset(sayings()) | {"according"}


@functools.cache
def saying_verbs() -> frozenset[str]:
    """Give the verbs of saying by their base form."""
    return frozenset(saying.verb for saying in sayings().values())


def _either(row: Row, column: str, allowed: tuple[str, ...]) -> str | None:
    """Give a cell that holds one of these words, or ``None`` where it is empty."""
    return row.one_of(column, (*allowed, "")) or None
