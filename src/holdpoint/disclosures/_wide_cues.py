"""Hedges that reach beyond their sentence: "As alleged in …, A did", "presumed innocent"."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, MutableMapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from holdpoint.disclosures._cues import Cue
from holdpoint.disclosures._drafts import Scene
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._stance import weaker_modality, weaker_stance
from holdpoint.model import Hedge, ReadClaim, Span

_HELD_BACK = frozenset({"event", "relation", "route"})
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(slots=True)
class WideCues:
    """The cues of a document that hold back more than one sentence, as they are met."""

    _paragraph: tuple[int, list[tuple[Cue, Span]]] = (-1, [])
    _document: list[tuple[Cue, Span]] = field(default_factory=list)
    _onward: list[tuple[Cue, Span]] = field(default_factory=list)

    def hear(self, scene: Scene) -> None:
        """Take in the wide cues of the next sentence."""
        line = scene.line
        paragraph = line.sentence.paragraph
        if self._paragraph[0] != paragraph:
            self._paragraph = (paragraph, [])
        for hit in scene.cues:
            held = self._held(hit.cue.scope)
            if held is not None:
                span = span_at(line.text, line.starts[hit.first], line.ends[hit.last])
                held.append((hit.cue, span))

    def _held(self, scope: str) -> list[tuple[Cue, Span]] | None:
        wide = {"paragraph": self._paragraph[1], "onward": self._onward, "document": self._document}
        return wide.get(scope)

    def hold_back(
        self, found: MutableMapping[_Key, ReadClaim], keys: Iterable[_Key], paragraph: int
    ) -> None:
        """Let the cues of a paragraph, or of all before it, hold back a later sentence's claims."""
        _weaken(found, keys, self._onward)
        if self._paragraph[0] == paragraph:
            _weaken(found, keys, self._paragraph[1])

    def hold_back_all(self, found: MutableMapping[_Key, ReadClaim]) -> None:
        """Let the cues of the document hold back what it tells of events and ties."""
        _weaken(found, list(found), self._document)


def _weaken(
    found: MutableMapping[_Key, ReadClaim],
    keys: Iterable[_Key],
    held: Iterable[tuple[Cue, Span]],
) -> None:
    for cue, span in held:
        for key in keys:
            claim = found[key]
            if claim.kind not in _HELD_BACK or any(hedge.cue == span for hedge in claim.hedges):
                continue
            hedges = claim.hedges
            if cue.hedge is not None:
                hedges = (*hedges, Hedge(cue=span, kind=cue.hedge))
            found[key] = replace(
                claim,
                stance=weaker_stance(claim.stance, cue.stance or claim.stance),
                modality=weaker_modality(claim.modality, cue.modality or claim.modality),
                hedges=hedges,
            )
