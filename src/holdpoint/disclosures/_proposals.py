"""What is taken of a model's proposals: the quote must be there, and no hedge is ever sharpened.

A model gives words; the program finds them. Who says so is read by the rules, and the surety of a
claim is the weakest of four: what the model says of it, what the predicate carries, what every cue
in the sentences of the quote allows, and what the rules' own claims on those sentences say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from holdpoint.disclosures._attribution import Sayings, Speakers
from holdpoint.disclosures._clause_line import Line
from holdpoint.disclosures._frames import frames
from holdpoint.disclosures._grounding import QuoteNotFoundError, find_quote, span_at
from holdpoint.disclosures._model_asked import Proposal
from holdpoint.disclosures._parsed import Parsed, Sentence
from holdpoint.disclosures._predicates import Predicate, families, other_words, predicates
from holdpoint.disclosures._relations import claim_id
from holdpoint.disclosures._stance import CueAt, find_cues, weaker_modality, weaker_stance
from holdpoint.disclosures._units import find_groups, make_line
from holdpoint.model import (
    Attribution,
    Hedge,
    Modality,
    Named,
    Polarity,
    ReadClaim,
    Span,
    Stance,
)

CONFIDENCE = 0.5
"""Of the reading of every proposal; the rules' own patterns have more, and say why."""
_MOST_SENTENCES = 2

NOT_THERE = "the quote is not in the text"
SEVERAL = "the quote stands at several places"
TOO_LONG = "the quote is longer than two sentences"
NO_PREDICATE = "the predicate is not of the list"
NO_WORD = "stance, modality or polarity is not of the list"
NOT_NAMED = "a side is not named in the sentences of the quote"
OTHER_KIND = "a side is of another kind than the predicate takes"
READ_ALREADY = "the rules read it already"


@dataclass(frozen=True, slots=True)
class _Scene:
    sentence: Sentence
    line: Line
    cues: Sequence[CueAt]
    sayings: Sayings


class _RejectedError(Exception):
    """A proposal is not taken; the message is the reason under which it is counted."""


def grounded(
    parsed: Parsed, known: Sequence[ReadClaim], proposals: Iterable[Proposal], extractor: str
) -> tuple[tuple[ReadClaim, ...], Counter[str]]:
    """Take those proposals that stand on the text.

    Args:
        parsed: The document, ready for claims.
        known: The rules' claims on it.
        proposals: As a model gave them.
        extractor: Name of the model, which the claims bear.

    Returns:
        Claims in the order of the text, and what was rejected by reason.
    """
    judge = _Judge(parsed, known, extractor)
    taken: dict[str, ReadClaim] = {}
    rejected: Counter[str] = Counter()
    for proposal in proposals:
        try:
            claim = judge.claim(proposal)
        except _RejectedError as why:
            rejected[str(why)] += 1
        else:
            taken.setdefault(claim.id, claim)
    ordered = sorted(taken.values(), key=lambda claim: (claim.spans[0].start, claim.id))
    return tuple(ordered), rejected


class _Judge:
    def __init__(self, parsed: Parsed, known: Sequence[ReadClaim], extractor: str) -> None:
        self._parsed, self._known, self._extractor = parsed, known, extractor
        self._speakers = Speakers(parsed)
        self._scenes = [self._scene(sentence) for sentence in parsed.sentences]
        self._by_name: dict[str, list[Named]] = {}
        for named in parsed.found.named:
            for name in {named.name, *named.aliases, *(m.span.quote for m in named.mentions)}:
                self._by_name.setdefault(_bare(name), []).append(named)

    def _scene(self, sentence: Sentence) -> _Scene:
        found, (start, end) = self._parsed.found, (sentence.start, sentence.end)
        times = [t for t in self._parsed.times if start <= t.span.start < end]
        text = self._parsed.kept.text
        line = make_line(text, sentence, found.within(start, end), times)
        find_groups(line, frames())
        return _Scene(sentence, line, find_cues(line), self._speakers.read(line))

    def claim(self, proposal: Proposal) -> ReadClaim:
        predicate, implied = _predicate(proposal.predicate)
        words = (
            _word(proposal.stance, get_args(Stance), "asserted"),
            _word(proposal.modality, get_args(Modality), "asserted"),
            _word(proposal.polarity, get_args(Polarity), "positive"),
        )
        span = self._span(proposal)
        scenes = [s for s in self._scenes if _touches(span, s.sentence.start, s.sentence.end)]
        if not scenes:
            raise _RejectedError(NOT_THERE)
        if len(scenes) > _MOST_SENTENCES:
            raise _RejectedError(TOO_LONG)
        subject = self._side(proposal.subject, scenes, predicate.subject)
        other = proposal.object
        object_ = self._side(other, scenes, predicate.object) if other else None
        sides = (predicate.id, subject, object_)
        same = [claim for claim in self._known if _overlap(claim, scenes)]
        if any((claim.predicate, claim.subject, claim.object) == sides for claim in same):
            raise _RejectedError(READ_ALREADY)
        chain, stance, said = self._said(scenes[0], span)
        claim = ReadClaim(
            id="",
            document=self._parsed.kept.source.id,
            kind=predicate.kind,
            predicate=predicate.id,
            subject=subject,
            object=object_,
            spans=(span,),
            attribution=chain,
            stance=weaker_stance(stance, cast("Stance", words[0])),
            modality=weaker_modality(implied, cast("Modality", words[1])),
            polarity=cast("Polarity", words[2]),
            hedges=said,
            confidence=CONFIDENCE,
            recorded=self._parsed.kept.source.retrieved or self._parsed.kept.source.published,
            extractor=self._extractor,
        )
        claim = _held_back(claim, scenes, same, self._parsed.kept.text)
        return replace(claim, id=claim_id(claim, claim.spans))

    def _span(self, proposal: Proposal) -> Span:
        text, context = self._parsed.kept.text, proposal.context
        try:
            return find_quote(text, proposal.quote, context=context)
        except QuoteNotFoundError as fault:
            several = "several" in str(fault) or "places" in str(fault)
            raise _RejectedError(SEVERAL if several else NOT_THERE) from None

    def _side(self, name: str, scenes: Sequence[_Scene], wanted: Iterable[str]) -> str:
        """Give the thing of this name that is spoken of in the sentences of the quote."""
        inside = {
            mention.entity
            for scene in scenes
            for at in scene.line.named
            if (mention := scene.line.mention(at)) is not None
        }
        named = [one for one in self._by_name.get(_bare(name), ()) if one.id in inside]
        if not named:
            raise _RejectedError(NOT_NAMED)
        kinds = frozenset(wanted)
        fitting = [n for n in named if not kinds or kinds & families().get(n.schema, frozenset())]
        if not fitting:
            raise _RejectedError(OTHER_KIND)
        return fitting[0].id

    def _said(
        self, scene: _Scene, span: Span
    ) -> tuple[tuple[Attribution, ...], Stance, tuple[Hedge, ...]]:
        """Give the chain of speakers, its stance, and the hedges of its verbs of saying."""
        line = scene.line
        ends = enumerate(line.ends)
        at = next((n for n, end in ends if end > span.start), len(line.ends) - 1)
        quoted = self._speakers.quoted(line.starts[at])
        chain, stance = scene.sayings.of(at, quoted=quoted)
        text = self._parsed.kept.text
        held = {scope.hedge for scope in scene.sayings.held(at) if scope.hedge is not None}
        hedges = tuple(Hedge(cue=span_at(text, *h[:2]), kind=h[2]) for h in sorted(held))
        return chain, stance, hedges


def _held_back(
    claim: ReadClaim, scenes: Sequence[_Scene], same: Sequence[ReadClaim], text: str
) -> ReadClaim:
    """Weaken a claim by every cue of its sentences, and by what the rules read there."""
    stance, modality, polarity = claim.stance, claim.modality, claim.polarity
    hedges = set(claim.hedges)
    for scene in scenes:
        line = scene.line
        if scene.sayings.question or line.words[-1:] == ("?",):
            modality = weaker_modality(modality, "unknown")
        for hit in scene.cues:
            cue = hit.cue
            stance = weaker_stance(stance, cue.stance) if cue.stance else stance
            modality = weaker_modality(modality, cue.modality) if cue.modality else modality
            polarity = "negative" if cue.polarity == "negative" else polarity
            if cue.hedge:
                start, end = line.starts[hit.first], line.ends[hit.last]
                hedges.add(Hedge(cue=span_at(text, start, end), kind=cue.hedge))
    for other in same:
        if other.subject == claim.subject:
            stance = weaker_stance(stance, other.stance)
            modality = weaker_modality(modality, other.modality)
            polarity = "negative" if other.polarity == "negative" else polarity
            hedges.update(other.hedges)
    ordered = tuple(sorted(hedges, key=lambda h: (h.cue.start, h.cue.end, h.kind)))
    return replace(claim, stance=stance, modality=modality, polarity=polarity, hedges=ordered)


def _predicate(word: str) -> tuple[Predicate, Modality]:
    """Give the predicate of the list, and what the word alone leaves of it."""
    name, told = word.strip().lower().replace(" ", "_"), "asserted"
    other = other_words().get(name)
    if other is not None and not other.swap:
        name, told = other.predicate, other.modality or "asserted"
    predicate = predicates().get(name)
    if predicate is None:
        raise _RejectedError(NO_PREDICATE)
    return predicate, weaker_modality(cast("Modality", told), predicate.modality)


def _word(given: str | None, words: Iterable[str], default: str) -> str:
    """Give a word of a closed list, the default where none was given."""
    word = (given or default).strip().lower()
    if word not in words:
        raise _RejectedError(NO_WORD)
    return word


def _bare(name: str) -> str:
    return " ".join(name.casefold().replace("\u2019", "'").split()).removeprefix("the ")


def _touches(span: Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _overlap(claim: ReadClaim, scenes: Sequence[_Scene]) -> bool:
    return any(_touches(s, x.sentence.start, x.sentence.end) for s in claim.spans for x in scenes)
