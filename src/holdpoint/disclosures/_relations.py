"""From a document made ready to claims: sentences through frames, drafts to their speakers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from holdpoint._quick import maker
from holdpoint.disclosures._attribution import Speakers
from holdpoint.disclosures._drafts import Draft, Memory, Scene
from holdpoint.disclosures._frames import Frames, frames
from holdpoint.disclosures._frames_action import action_drafts
from holdpoint.disclosures._frames_noun import noun_drafts
from holdpoint.disclosures._frames_verb import clauses_of, verb_drafts
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._obligations import obligation_drafts
from holdpoint.disclosures._parsed import AT_ONCE, MentionAt, Parsed, Sentence
from holdpoint.disclosures._predicates import predicates
from holdpoint.disclosures._routes import route_drafts
from holdpoint.disclosures._stance import Surety, absorbed, find_cues, weaker_modality, weigh
from holdpoint.disclosures._statements import beside_drafts, statement_drafts
from holdpoint.disclosures._units import find_groups, make_line
from holdpoint.disclosures._verbs import verbs_of
from holdpoint.disclosures._wide_cues import WideCues
from holdpoint.model import Amount, Attribution, Hedge, Modality, Named, ReadClaim, Span, TimeRef

_MOST = 0.95
_MEMBERS_MOST = 12
_INHERITED = 0.9
_GOODS = frozenset({"GoodsClass", "Goods"})
# Cut into pieces, a sentence could lose the hedge that stands in another piece.
_LONGEST = 10_000

_DATELINE = re.compile(
    r"[A-Z][A-Z.,'\u2019 -]{2,40}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([A-Z]{2,8}\))?"
    r" ?[-\u2013\u2014]{1,2} "
)

_OWN_CLAUSE = re.compile(r"\b(?:which|who|where|was|were|is|are|has|had|have)\b|, (?:and|but)\b")

_claim = maker(ReadClaim)
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """What was read: the claims in text order, who is spoken of without a name, what was left."""

    claims: tuple[ReadClaim, ...]
    unnamed: tuple[Named, ...]
    notes: tuple[str, ...] = ()


def read_claims(parsed: Parsed) -> tuple[ReadClaim, ...]:
    """Give the claims of a document, as :func:`claims_in` does."""
    return claims_in(parsed).claims


def claims_in(parsed: Parsed) -> Claims:
    """Read the claims of a document, and who is spoken of without being named.

    Args:
        parsed: The document with its sentences, names, times and amounts.

    Returns:
        Claims in text order. What is said twice is one claim with several spans. A claim on members
        of a group ("the network") is one claim a member.
    """
    table, memory, speakers = frames(), Memory(parsed), Speakers(parsed)
    found: dict[_Key, ReadClaim] = {}
    last: tuple[int, list[_Key]] = (-1, [])
    wide = WideCues()
    parts, passed_over = _parts(parsed)
    for begin in range(0, len(parts), AT_ONCE):
        scenes = _scenes(parsed.kept.text, parts[begin : begin + AT_ONCE], speakers, table)
        drafts = [_drafts(scene, memory, table) for scene in scenes]
        said = [
            [_said(scene, draft, speakers) for draft in held]
            for scene, held in zip(scenes, drafts, strict=True)
        ]
        claims = [
            [claim for one in told if one is not None for claim in _claims(parsed, scene, one)]
            for scene, told in zip(scenes, said, strict=True)
        ]
        for scene, held in zip(scenes, claims, strict=True):
            paragraph = scene.line.sentence.paragraph
            made = [_keep(found, claim) for claim in held]
            if not made and last[0] == paragraph:
                _doubt(found, last[1], scene)
            wide.hear(scene)
            wide.hold_back(found, made, paragraph)
            last = (paragraph, made)
    wide.hold_back_all(found)
    ordered = sorted(found.values(), key=lambda claim: (claim.spans[0].start, claim.id))
    return Claims(tuple(ordered), tuple(memory.extra), _left(passed_over))


class _Said(NamedTuple):
    """A draft with its chain of speakers, what the cues leave of it, and its modality."""

    draft: Draft
    chain: tuple[Attribution, ...]
    surety: Surety
    modality: Modality


class _Part(NamedTuple):
    """A sentence with the mentions, times and amounts that lie within it, in text order."""

    sentence: Sentence
    mentions: list[MentionAt]
    times: list[TimeRef]
    amounts: list[Amount]


def _parts(parsed: Parsed) -> tuple[list[_Part], int]:
    """Give the sentences that are read, and how many are too long to be."""
    parts: list[_Part] = []
    mentions, times, amounts = parsed.found.mentions, parsed.times, parsed.amounts
    at_mention = at_time = at_amount = passed_over = 0
    for printed in parsed.sentences:
        sentence = _past_dateline(parsed.kept.text, printed)
        start, end = sentence.start, sentence.end
        first = at_mention
        while at_mention < len(mentions) and mentions[at_mention].end <= end:
            at_mention += 1
        first_time = at_time
        while at_time < len(times) and times[at_time].span.end <= end:
            at_time += 1
        first_amount = at_amount
        while at_amount < len(amounts) and amounts[at_amount].span.end <= end:
            at_amount += 1
        if end - start > _LONGEST:
            passed_over += 1
            continue
        within = [m for m in mentions[first:at_mention] if m.start >= start]
        dated = [t for t in times[first_time:at_time] if t.span.start >= start]
        counted = [a for a in amounts[first_amount:at_amount] if a.span.start >= start]
        parts.append(_Part(sentence, within, dated, counted))
    return parts, passed_over


def _scenes(text: str, parts: Sequence[_Part], speakers: Speakers, table: Frames) -> list[Scene]:
    """Give what is found in some sentences that follow each other, one step after the other."""
    lines = [make_line(text, part.sentence, part.mentions, part.times) for part in parts]
    for line in lines:
        find_groups(line, table)
    cues = [find_cues(line) for line in lines]
    verbs = [verbs_of(line, table, absorbed(held)) for line, held in zip(lines, cues, strict=True)]
    sayings = [(speakers.read(line), speakers.last_body) for line in lines]
    scenes = [
        Scene(line, held, said_by, said, part.amounts, part.times, body.id if body else None)
        for part, line, held, said_by, (said, body) in zip(
            parts, lines, cues, verbs, sayings, strict=True
        )
    ]
    for scene in scenes:
        scene.clauses = clauses_of(scene, table)
    for scene in scenes:
        scene.beside = list(beside_drafts(scene))
    return scenes


def _past_dateline(text: str, sentence: Sentence) -> Sentence:
    """Leave out "TBILISI (NWN) - ": who prints the text does nothing of what it tells."""
    match = _DATELINE.match(text, sentence.start, sentence.end)
    return replace(sentence, start=match.end()) if match is not None else sentence


def _left(passed_over: int) -> tuple[str, ...]:
    if not passed_over:
        return ()
    note = (
        f"No claims were read from {passed_over} sentences of more than {_LONGEST:,} characters: "
        "give the text with its full stops."
    )
    return (note,)


def _drafts(scene: Scene, memory: Memory, table: Frames) -> list[Draft]:
    """Give the drafts of a sentence, and keep what later sentences may leave out."""
    drafts: list[Draft] = []
    if scene.line.groups:
        drafts += route_drafts(scene, memory, table)
        drafts += verb_drafts(scene, memory, table)
        drafts += noun_drafts(scene, memory, table)
        drafts += action_drafts(scene, memory, table)
    drafts += statement_drafts(scene, memory)
    drafts += scene.beside
    drafts += obligation_drafts(scene, memory)
    _note(memory, scene, drafts)
    return drafts


def _note(memory: Memory, scene: Scene, drafts: list[Draft]) -> None:
    """Keep what later sentences may leave out."""
    memory.remember(scene.line)
    memory.last_body = scene.body or memory.last_body
    for draft in drafts:
        if draft.predicate in {"buys_from", "seeks_to_acquire"} and draft.subject.at >= 0:
            memory.buyers = (scene.line.sentence.index, draft.subject)
        if draft.predicate == "supplies" and "goods" in draft.roles and draft.subject.at >= 0:
            memory.givers[draft.roles["goods"].ids[0]] = replace(draft.subject, at=-1)
        if draft.predicate == "listed_on" and draft.subject.schema in {"Company", "Organization"}:
            memory.topic = draft.subject
        if draft.predicate == "listed_on" and "list" in draft.roles:
            memory.listing = replace(draft.roles["list"], at=-1)
        if draft.predicate in {"holds_position", "officer_of"} and draft.object is not None:
            memory.seats.setdefault(draft.subject.ids[0], draft.object.ids[0])
        if draft.predicate == "declassified":
            memory.discloser = draft.subject.ids[0]
        memory.pair = _pair(draft) or memory.pair


def _pair(draft: Draft) -> tuple[str, str] | None:
    """Two states between which something passes."""
    if draft.subject.schema != "Country":
        return None
    sides = [draft.subject, *draft.roles.values(), *([draft.object] if draft.object else [])]
    states = [head.ids[0] for head in sides if head.schema == "Country" and head.ids]
    if len(set(states)) < 2:  # noqa: PLR2004
        return None
    return states[0], next(state for state in states if state != states[0])


def _said(scene: Scene, draft: Draft, speakers: Speakers) -> _Said | None:
    """Tell who says what a draft claims, and how surely; ``None`` where it is no claim so said."""
    line = scene.line
    chain, stance = scene.sayings.of(draft.at, quoted=speakers.quoted(line.starts[draft.at]))
    predicate = predicates()[draft.predicate]
    surety = weigh(
        line,
        scene.cues,
        anchor=draft.anchor,
        side=draft.side,
        heads=draft.heads,
        stance=stance,
        verbal=draft.verbal,
        apart=draft.apart,
        thing=predicate.kind != "evidence",
        decided=predicate.kind == "legal",
        modality="unknown" if scene.sayings.question else "asserted",
    )
    if (draft.only and surety.modality not in draft.only) or surety.modality in draft.not_only:
        return None
    modality = weaker_modality(surety.modality, predicate.modality)
    if draft.modality is not None:
        modality = weaker_modality(modality, draft.modality)
        if draft.predicate == "obligation":
            held = surety.modality if surety.modality in {"hypothetical", "unknown"} else "asserted"
            modality = weaker_modality(draft.modality, held)
    return _Said(draft, chain, surety, modality)


def _claims(parsed: Parsed, scene: Scene, said: _Said) -> list[ReadClaim]:
    """Give the claims of a draft: one for each pair of its members."""
    draft, chain, surety, modality = said
    text, source = parsed.kept.text, parsed.kept.source
    kind = predicates()[draft.predicate].kind
    hedges = _hedges(text, scene, draft.at, surety)
    trust = _INHERITED if True in [link.inherited for link in chain] else 1.0
    confidence = round(min(_MOST, draft.confidence * trust), 4)
    start, end = draft.span
    amounts = draft.amounts
    if not amounts and scene.amounts:
        amounts = tuple([a for a in scene.amounts if start <= a.span.start and a.span.end <= end])
    roles: dict[str, str] = {}
    if draft.roles:
        roles = {role: head.ids[0] for role, head in sorted(draft.roles.items()) if head.ids}
    spans = (span_at(text, start, end),)
    lasting = predicates()[draft.predicate].kind in {"relation", "attribute"}
    time, goods = _time(text, draft, scene.times, lasting=lasting), _goods(parsed, draft)
    recorded = source.retrieved or source.published
    found: list[ReadClaim] = []
    others = draft.object.ids[:_MEMBERS_MOST] if draft.object else (None,)
    for subject in draft.subject.ids[:_MEMBERS_MOST]:
        for other in others:
            if subject == other:
                continue
            made = _claim(
                id=_id(source.id, draft.predicate, (subject, other or ""), roles, spans),
                document=source.id,
                kind=kind,
                predicate=draft.predicate,
                subject=subject,
                object=other,
                spans=spans,
                attribution=chain,
                stance=surety.stance,
                modality=modality,
                polarity=draft.polarity or surety.polarity,
                value=draft.value,
                roles=roles,
                hedges=hedges,
                time=time,
                amounts=amounts,
                legs=draft.legs,
                goods=goods,
                confidence=confidence,
                recorded=recorded,
                note=draft.note,
            )
            found.append(made)
    return found


def _hedges(text: str, scene: Scene, at: int, surety: Surety) -> tuple[Hedge, ...]:
    """The cues that reach a claim, and the word by which its speaker is made to say it."""
    held = scene.sayings.scopes
    said = {s.hedge for s in held if s.first <= at < s.last and s.hedge is not None} if held else ()
    if not said and not surety.hedges:
        return ()
    return tuple(
        Hedge(cue=span_at(text, first, last), kind=kind)
        for first, last, kind in sorted({*surety.hedges, *said})
    )


def _goods(parsed: Parsed, draft: Draft) -> tuple[str, ...]:
    """Categories of the goods lists that the goods of a claim name."""
    found: list[str] = []
    for head in (draft.roles.get("goods"), draft.object, draft.subject):
        if head is None or head.schema not in _GOODS:
            continue
        for one in head.ids:
            named = parsed.found.by_id(one)
            found.extend(named.goods if named else ())
    return tuple(dict.fromkeys(found)) if found else ()


def _time(text: str, draft: Draft, dated: Sequence[TimeRef], *, lasting: bool) -> TimeRef | None:
    """The time of a claim: the one within its words, else the only one of its sentence."""
    if not dated:
        return None
    start, end = draft.span
    within = [time for time in dated if start <= time.span.start and time.span.end <= end]
    if within:
        return within[0]
    # "bought motors from A, a maker in B, since May": A has not been in B since then.
    alone = len(dated) == 1 and not draft.apart
    return dated[0] if alone and not (lasting and _aside(text, dated[0].span, draft.span)) else None


def _aside(text: str, time: Span, words: tuple[int, int]) -> bool:
    """Whether a clause of its own stands between a time and words: "A, who runs B, sold in May"."""
    first, last = (words[1], time.start) if time.start >= words[1] else (time.end, words[0])
    return _OWN_CLAUSE.search(text, first, last) is not None


def _doubt(found: dict[_Key, ReadClaim], keys: list[_Key], scene: Scene) -> None:
    """Reads "The report could not be verified": the sentence before is of unknown truth."""
    line = scene.line
    for hit in scene.cues:
        if hit.cue.scope != "sentence" or hit.cue.modality != "unknown":
            continue
        cue = span_at(line.text, line.starts[hit.first], line.ends[hit.last])
        for key in keys:
            claim = found[key]
            hedges = (*claim.hedges, Hedge(cue=cue, kind=hit.cue.hedge or "unknown_truth"))
            found[key] = replace(
                claim, modality=weaker_modality(claim.modality, "unknown"), hedges=hedges
            )


def _keep(found: dict[_Key, ReadClaim], claim: ReadClaim) -> _Key:
    """Add a claim, or its words to the same claim: same sides, same speaker, same surety."""
    key = (
        claim.predicate,
        claim.subject,
        claim.object,
        claim.value if claim.object is None else None,
        tuple(claim.roles.items()),
        claim.attribution[-1].source,
        claim.stance,
        claim.modality,
        claim.polarity,
        tuple([(leg.origin, leg.destination) for leg in claim.legs]) if claim.legs else (),
    )
    held = found.get(key)
    if held is None:
        found[key] = claim
    elif not any(_overlap(one, claim.spans[0]) for one in held.spans):
        spans = (*held.spans, *claim.spans)
        found[key] = replace(held, spans=spans, id=claim_id(held, spans))
    return key


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def claim_id(claim: ReadClaim, spans: tuple[Span, ...]) -> str:
    """Give ``claim-`` and 16 hex digits: the same words of the same text give the same id."""
    sides = claim.subject, claim.object or ""
    return _id(claim.document, claim.predicate, sides, claim.roles, spans)


def _id(
    document: str,
    predicate: str,
    sides: tuple[str, str],
    roles: Mapping[str, str],
    spans: tuple[Span, ...],
) -> str:
    parts = [document, predicate, *sides]
    if roles:
        parts += [f"{role}={one}" for role, one in sorted(roles.items())]
    for span in spans:
        parts.append(f"{span.start}:{span.end}")
    return "claim-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
