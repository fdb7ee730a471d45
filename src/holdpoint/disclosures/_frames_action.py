"""Claims that a noun of doing carries: "A's supply of G to B", "the sale of G by A"."""

from __future__ import annotations

from collections.abc import Iterator

from holdpoint.disclosures._clause_line import Group, Head, Line
from holdpoint.disclosures._clauses import Places, places_of
from holdpoint.disclosures._drafts import (
    Draft,
    Memory,
    Scene,
    authority,
    fitting,
    head_of,
    heads_of,
    span_of,
)
from holdpoint.disclosures._frames import ActionFrame, Frames
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._kinds import ACTION
from holdpoint.disclosures._predicates import schemas_of
from holdpoint.disclosures._subjects import subject_of
from holdpoint.disclosures._verbs import Verb

_SURE = 0.7
_REACH = 8
_GOODS = frozenset({"GoodsClass", "Goods"})


def action_drafts(scene: Scene, memory: Memory, frames: Frames) -> Iterator[Draft]:
    """Give the claims that the nouns of doing of a sentence carry."""
    line = scene.line
    for index in line.calling(ACTION):
        word = line.words[index]
        held = frames.actions[word]
        # "the network ships": a form that is a verb in this sentence is read as one.
        if any(verb.at == index for verb in scene.verbs):
            continue
        last = _end_of_list(line, index, frames)
        verb = Verb(last, last, word, "ing", False, ())  # noqa: FBT003
        places = places_of(line, verb, frames)
        agents = agents_of(scene, places, index, frames)
        for frame in held:
            doing = authority(scene, memory, index) if frame.authority else agents
            yield from _action(scene, frame, index, places, doing)


def _end_of_list(line: Line, index: int, frames: Frames) -> int:
    """Give the last of "research, development and production": what follows belongs to all."""
    at = index
    while line.word(at + 1) in {",", "and", "or"}:
        step = 2 if line.word(at + 1) != "," or line.word(at + 2) not in {"and", "or"} else 3
        if line.word(at + step) not in frames.actions:
            break
        at += step
    return at


def agents_of(scene: Scene, places: Places, index: int, frames: Frames) -> list[Head]:
    """Give who does what a noun of doing tells: its owner, who it is "by", who arranges it.

    Args:
        scene: The sentence.
        places: What stands right of the noun, as :func:`~_clauses.places_of` gives it.
        index: Unit of the noun.
        frames: All frames.
    """
    line = scene.line
    actors = schemas_of("actor", "group")
    for at in range(index - 1, max(-1, index - _REACH), -1):
        mention = line.mention(at)
        if mention is not None:
            owns = line.word(at + 1) in {"'s", "'"} or mention.form == "pronoun"
            if owns and (held := fitting([head_of(line, at)], actors)):
                return held
            break
        if line.word(at) in {".", ";", ":"}:
            break
    for group in places.by.get("by", []):
        if held := fitting(heads_of(line, group), actors):
            return held
    return (
        _involved(line, index, actors)
        or _arranging(scene, index, frames, actors)
        or _meaning_to(line, index, actors)
        or _punished(scene, index, frames, actors)
    )


def _meaning_to(line: Line, index: int, actors: frozenset[str]) -> list[Head]:
    """Who "is weighing the purchase of" what the noun tells, or has "agreed the sale of" it."""
    group = next((g for g in reversed(line.groups) if g.last <= index), None)
    if group is None or group.before or index - group.last > _REACH:
        return []
    between = line.words[group.last : index]
    plain = not {",", "to", "by", "of", "in", "that", "on"} & set(between)
    means = not words_of("means_a_deed").isdisjoint(between)
    return fitting(heads_of(line, group), actors) if plain and means else []


def _arranging(scene: Scene, index: int, frames: Frames, actors: frozenset[str]) -> list[Head]:
    """Who "arranged the shipment of", "oversaw deliveries of" what the noun tells."""
    before = [verb for verb in scene.verbs if index - _REACH < verb.at < index]
    if not before or before[-1].passive or before[-1].lemma not in words_of("arranges"):
        return []
    group = subject_of(scene.line, before[-1], before[:-1], frames)
    return fitting(heads_of(scene.line, group), actors) if isinstance(group, Group) else []


def _involved(line: Line, index: int, actors: frozenset[str]) -> list[Head]:
    """Who is "involved in" or denies "any involvement in" what the noun tells."""
    at = index - 1
    # "involved in the research, development and production of"
    while at > max(0, index - _REACH) and line.word(at) not in {"in", "for"}:
        at -= 1
    if line.word(at) not in {"in", "for"} or line.word(at - 1) not in words_of("involvement"):
        return []
    before = [group for group in line.groups if group.last <= at and not group.before]
    return fitting(heads_of(line, before[-1]), actors) if before else []


def _punished(scene: Scene, index: int, frames: Frames, actors: frozenset[str]) -> list[Head]:
    """Whom a verb of punishment before the noun names: "A was sanctioned for …"."""
    line = scene.line
    for verb in reversed(scene.verbs):
        if verb.at > index or verb.lemma not in words_of("punished_for"):
            continue
        if not {"for", "over"} & set(line.words[verb.at : index]):
            return []
        group: Group | int | None
        if verb.passive:
            earlier = [other for other in scene.verbs if other.at < verb.at]
            group = subject_of(line, verb, earlier, frames)
        else:
            group = next(iter(places_of(line, verb, frames).by.get("direct", [])), None)
        return fitting(heads_of(line, group), actors) if isinstance(group, Group) else []
    return []


def _first(
    line: Line, places: Places, names: tuple[str, ...], schemas: frozenset[str]
) -> list[Head]:
    for name in names:
        for group in places.by.get(name, []):
            if held := fitting(heads_of(line, group), schemas):
                return held
    return []


def _action(
    scene: Scene, frame: ActionFrame, index: int, places: Places, agents: list[Head]
) -> Iterator[Draft]:
    line = scene.line
    objects = _first(line, places, frame.object, frame.object_schemas)
    goods = _first(line, places, frame.goods, _GOODS) if frame.goods else []
    if not agents or not objects or (frame.goods and not goods):
        return
    roles = {"goods": goods[0]} if goods else {}
    for agent in agents:
        for other in objects:
            if set(agent.ids) & set(other.ids):
                continue
            units = [head.at for head in (agent, other, *roles.values()) if head.at >= 0]
            yield Draft(
                predicate=frame.predicate,
                subject=agent,
                object=other,
                anchor=(index, index),
                span=span_of(line, [*units, index]),
                heads=tuple(units),
                side=0,
                at=index,
                frame=frame.id,
                confidence=round(_SURE * min(agent.sure, other.sure), 4),
                roles=roles,
                verbal=True,
            )
