"""Routes that a text tells: ordered legs with branches, in one direction, across sentences.

Only what is told becomes a leg. A way back is none unless the text tells it, and by what goods
travel is known only where the text says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product

from holdpoint.disclosures._clause_line import Group, Head, Line
from holdpoint.disclosures._clauses import Places, places_of
from holdpoint.disclosures._drafts import (
    Draft,
    Memory,
    Scene,
    fitting,
    head_of,
    heads_of,
    pronoun,
    span_of,
    unnamed,
)
from holdpoint.disclosures._frames import Frames
from holdpoint.disclosures._frames_action import agents_of
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._predicates import families, schemas_of
from holdpoint.disclosures._subjects import subject_of
from holdpoint.disclosures._tables import word_set
from holdpoint.disclosures._units import AUXILIARIES, PREPOSITIONS, text_is_lower
from holdpoint.disclosures._verbs import Verb
from holdpoint.disclosures._ways import ENDS, MOVING, REACH, Way, carriage, modes, way_of
from holdpoint.model import RouteLeg, Span

_GOODS = frozenset({"GoodsClass", "Goods"})
_BEHIND_GOODS = ENDS | MOVING
# With these verbs a state is who receives, which is another claim.
_GIVING = frozenset({"transfer", "send", "deliver", "divert", "forward"})
_NAMED_SURE = 0.9
_INHERITED_SURE = 0.6
_SPOKEN_SURE = 0.7
_GOODS_NOUNS = word_set("goods_noun")
_GOODS_WORDS = 4
_OF_A_PAPER = 5
_SAME = frozenset({"same"})
# Verbs whose subject goes by itself: goods that travel, not whoever carries them.
_THEMSELVES = frozenset({"go", "leave", "reach"})
_FROM_THERE = (("from", "there"), ("from", "where"), ("from", "here"))


def route_drafts(scene: Scene, memory: Memory, frames: Frames) -> Iterator[Draft]:
    """Give the carriage of goods that a sentence tells, with its legs."""
    line = scene.line
    kinds = carriage()
    for verb in scene.verbs:
        kind = kinds.get(line.word(verb.at))
        if kind is None:
            continue
        way = way_of(scene, verb, frames, kind)
        if not way.ends and not way.over:
            if way.origin:
                memory.left = (line.sentence.index, way.origin[0].ids[:1])
            continue
        goods = _goods(scene, memory, frames, verb, kind)
        agents = _agents(scene, memory, frames, verb)
        if kind not in _THEMSELVES:
            # Who travels, or sails, sends nothing by that.
            yield from _shipping(line, verb, way, agents)
        yield from _carriage(line, memory, verb, way, goods, agents)
    yield from _by_noun(scene, memory, frames)


def _by_noun(scene: Scene, memory: Memory, frames: Frames) -> Iterator[Draft]:
    """Reads "the transfer of G from A to B", "A arranged a shipment of G through C"."""
    line = scene.line
    for index in line.where(words_of("carriage_noun")):
        if any(verb.at == index for verb in scene.verbs) or _only_spoken_of(line, index):
            continue
        noun = Verb(index, index, line.words[index], "ing", True, ())  # noqa: FBT003
        way = way_of(scene, noun, frames, "move")
        if not way.origin and not way.over:
            continue
        places = places_of(line, noun, frames)
        goods = [head for group in _what(places) for head in heads_of(line, group)]
        goods = fitting(goods, _GOODS) or _told_before(line, index)
        agents = agents_of(scene, places, index, frames)
        yield from _carriage(line, memory, noun, way, goods, agents)


def _only_spoken_of(line: Line, index: int) -> bool:
    """Whether a noun is what a licence, a ban or a request is for, and no deed."""
    return not words_of("no_deed").isdisjoint(line.words[max(0, index - _OF_A_PAPER) : index])


def _what(places: Places) -> list[Group]:
    """Give what stands behind "of"; of a plural, which counts ("shipments of"), it is direct."""
    return [*places.by.get("of", ()), *places.by.get("direct", ())]


def _told_before(line: Line, index: int) -> list[Head]:
    """Reads "drone shipments"."""
    return fitting([head_of(line, index - 1)], _GOODS) if line.mention(index - 1) else []


def _shipping(line: Line, verb: Verb, way: Way, agents: list[Head]) -> Iterator[Draft]:
    """Give the places to which those who are named ship."""
    ends = [end for stop in way.all_ends for end in stop]
    named = [head for head in (*ends, *way.over) if "place" in families().get(head.schema, ())]
    only = verb.lemma not in _GIVING or bool(way.over or way.origin)
    for one in agents if named else ():
        if one.at >= 0:
            held = [h for h in ends if only or h.schema != "Country"]
            yield from _ships_to(line, verb, one, held, way)


def _carriage(
    line: Line, memory: Memory, verb: Verb, way: Way, goods: list[Head], agents: list[Head]
) -> Iterator[Draft]:
    agent = agents[0] if agents else None
    first = verb.first
    last = max(way.end - 1, verb.at)
    legs = _legs(line, memory, verb, way, _span(line, first, last))
    if legs and not goods:
        goods = _of_no_table(line, memory, verb)
    if not goods or not legs:
        return
    sender, note = _sender(memory, agent, way, legs[0], goods[0])
    if sender is None:
        return
    roles = {"recipient": way.receivers[0]} if way.receivers else {}
    senders = agents or [sender if note is None else replace(sender, at=-1, sure=0.6)]
    for sent_by, one in product(senders, goods):
        units = [head.at for head in (sent_by, *goods) if head.at >= 0]
        yield Draft(
            predicate="transfers_goods",
            subject=sent_by,
            object=one,
            anchor=(verb.first, verb.at),
            span=span_of(line, [*units, verb.first, verb.at, last]),
            heads=tuple(units),
            side=one.at,
            at=verb.at,
            frame="carriage",
            confidence=_NAMED_SURE if note is None else _INHERITED_SURE,
            roles=roles,
            legs=legs,
            note=note,
            verbal=verb.form != "finite",
        )
    stops = way.all_ends[-1] if way.all_ends else []
    memory.stops = tuple(one for head in stops for one in head.ids)
    memory.way = legs
    memory.order = max(leg.order for leg in legs)
    memory.sender = sender


def _sender(
    memory: Memory, agent: Head | None, way: Way, first: RouteLeg, goods: Head
) -> tuple[Head | None, str | None]:
    """Who sends: who is named, the state of departure, the sender before, or the first place."""
    if agent is not None:
        return agent, None
    states = [head for head in way.origin if "actor" in families().get(head.schema, ())]
    if states:
        return states[0], None
    if memory.sender is not None and way.stops_on:
        return memory.sender, "Who sends is taken from the sentence before."
    giver = memory.givers.get(goods.ids[0])
    if giver is not None and not way.stops_on:
        return giver, "Who sends is taken from an earlier sentence: who supplies these goods."
    place = memory.named.get(first.origin or "")
    if place is None:
        return None, None
    return Head(
        -1, (place.id,), place.schema, 0.8
    ), "Who sends is not told: the place of departure."


def _ships_to(line: Line, verb: Verb, agent: Head, ends: list[Head], way: Way) -> Iterator[Draft]:
    for end in fitting(ends, schemas_of("place")):
        yield Draft(
            predicate="ships_to",
            subject=agent,
            object=end,
            anchor=(verb.first, verb.at),
            span=span_of(line, [agent.at, verb.at, end.at]),
            heads=(agent.at, end.at),
            side=agent.at,
            at=verb.at,
            frame="carriage",
            confidence=round(_NAMED_SURE * agent.sure, 4),
            roles={"via": way.over[0]} if way.over else {},
            verbal=verb.form != "finite",
        )


def _goods(scene: Scene, memory: Memory, frames: Frames, verb: Verb, kind: str) -> list[Head]:
    line = scene.line
    earlier = [other for other in scene.verbs if other.at < verb.at]
    if verb.passive or kind in _THEMSELVES:
        subject = subject_of(line, verb, earlier, frames)
        held = _as_heads(line, memory, subject, _GOODS) or _spoken_of(line, memory, verb.first - 1)
        if held or verb.passive:
            return held
    for index in range(verb.at + 1, min(verb.at + REACH, len(line.words))):
        group = line.at.get(index)
        if group is not None and (held := fitting(heads_of(line, group), _GOODS)):
            return held
        if spoken := _spoken_of(line, memory, index):
            return spoken
        if line.word(index) in _BEHIND_GOODS:
            break
    return []


def _spoken_of(line: Line, memory: Memory, at: int) -> list[Head]:
    """Reads "the cargo", "these items": the goods of which the text spoke last."""
    known = memory.by_family.get("goods")
    if known is None or line.word(at) not in _GOODS_NOUNS:
        return []
    back = 2 if line.word(at - 1) in _SAME else 1
    definite = line.word(at - back) in word_set("definite")
    return [Head(at, known.ids, known.schema, _SPOKEN_SURE)] if definite else []


def _of_no_table(line: Line, memory: Memory, verb: Verb) -> list[Head]:
    """Reads "The regulators were routed from A to B": goods of which no table knows the word."""
    if verb.passive:
        first = next((at for at in range(verb.first - 1, -1, -1) if not _plain(line, at)), -1) + 1
        last = verb.first
    else:
        first = verb.at + 1
        last = next((at for at in range(first, len(line.words)) if not _plain(line, at)), first)
    words = line.words[first:last]
    opens = words[:1] and (words[0] in word_set("definite") or words[0].isdigit())
    if not opens or not 1 < len(words) <= _GOODS_WORDS or words[-1] in word_set("no_goods"):
        return []
    if not words[-1].endswith("s") and words[-1] not in _GOODS_NOUNS:
        return []
    identity = unnamed(memory, line, first + 1, last, "GoodsClass")
    return [Head(last - 1, (identity,), "GoodsClass", _SPOKEN_SURE)]


def _plain(line: Line, at: int) -> bool:
    """Tell whether a word may belong to a phrase for goods."""
    word = line.word(at)
    if word in PREPOSITIONS or word in AUXILIARIES or word in {"and", "or", "then"}:
        return False
    return word.replace(",", "").isdigit() or (
        word.isalpha() and (word == "the" or text_is_lower(line, at))
    )


def _agents(scene: Scene, memory: Memory, frames: Frames, verb: Verb) -> list[Head]:
    line = scene.line
    actors = schemas_of("actor", "group", "vessel")
    earlier = [other for other in scene.verbs if other.at < verb.at]
    if not verb.passive:
        return _as_heads(line, memory, subject_of(line, verb, earlier, frames), actors)
    for index in range(verb.at + 1, min(verb.at + REACH, len(line.words))):
        group = line.at.get(index)
        if group is not None and group.before == "by":
            return fitting(heads_of(line, group), actors)
    return []


def _as_heads(
    line: Line, memory: Memory, subject: Group | int | None, schemas: frozenset[str]
) -> list[Head]:
    if isinstance(subject, Group):
        return fitting(heads_of(line, subject), schemas)
    if subject is None:
        return []
    return fitting(pronoun(memory, line, subject), schemas)


def _onward(line: Line, verb: Verb, way: Way) -> bool:
    """Tell whether the sentence goes on with the way of the one before ("they are then sent")."""
    if way.origin:
        return False
    ahead = {line.word(i) for i in range(verb.first, verb.at)}
    start = {line.word(i) for i in range(4)}
    from_there = any(line.holds(0, phrase) for phrase in _FROM_THERE)
    return from_there or bool({"then", "onward", "subsequently"} & (ahead | start))


def _span(line: Line, first: int, last: int) -> Span:
    start, end = line.starts[first], line.ends[last]
    return span_at(line.text, start, end)


def _legs(
    line: Line,
    memory: Memory,
    verb: Verb,
    way: Way,
    span: Span,
) -> tuple[RouteLeg, ...]:
    onward = way.stops_on = _onward(line, verb, way)
    stops: list[list[str]] = []
    order = 0
    earlier: tuple[RouteLeg, ...] = ()
    if onward and memory.stops:
        earlier = memory.way
        stops.append(list(memory.stops[:1]) if len(memory.stops) == 1 else [])
        order = memory.order
    elif way.origin and not _within(memory, way):
        stops.append([one for head in way.origin for one in head.ids])
    elif (loaded := _loaded(line, verb) or _left(line, memory)) and not way.origin:
        stops.append(list(loaded))
    elif not way.origin and not way.over and way.ends:
        stops.append([])
    for stretch in (way, *way.further):
        stops.extend([one] for head in stretch.over for one in head.ids)
        stops.extend([one for head in end for one in head.ids] for end in stretch.ends)
    water = tuple(one for head in way.water for one in head.ids)
    mode = _mode(line)
    legs = []
    for number, (origins, ends) in enumerate(pairwise(stops), start=order + 1):
        for end in ends:
            origin = origins[0] if len(origins) == 1 else None
            if origin is None and len(way.origin) == 0 and not onward:
                continue
            legs.append(
                RouteLeg(
                    order=number,
                    origin=origin,
                    destination=end,
                    via=water if number == order + 1 else (),
                    mode=mode,
                    mode_stated=mode is not None,
                    spans=(span,),
                )
            )
    return (*earlier, *legs) if legs else ()


def _left(line: Line, memory: Memory) -> tuple[str, ...]:
    """Where the goods came from, as a verb before told: "left A and were unloaded at B"."""
    sentence, place = memory.left
    return place if sentence == line.sentence.index else _opening(line)


def _opening(line: Line) -> tuple[str, ...]:
    """Where a sentence lets the goods start: "From A they were moved to B"."""
    first = line.at.get(1) if line.word(0) == "from" else None
    held = fitting(heads_of(line, first), schemas_of("place")) if first is not None else []
    return held[0].ids[:1] if held else ()


def _loaded(line: Line, verb: Verb) -> tuple[str, ...]:
    """Where the goods are loaded: "are loaded at A and shipped to B", "A, from where they go"."""
    for at in range(verb.first - 1, max(0, verb.first - REACH // 4), -1):
        if line.holds(at - 1, ("from", "where")) or line.holds(at - 1, ("from", "which")):
            place = next((i for i in range(at - 2, -1, -1) if line.mention(i) is not None), None)
            held = [] if place is None else fitting([head_of(line, place)], schemas_of("place"))
            return held[0].ids[:1] if held else ()
    for index in range(verb.at - 1, -1, -1):
        group = line.at.get(index)
        if group is None or group.before not in {"at", "in", "from", "of"}:
            continue
        head = head_of(line, group.heads[0])
        places = "place" in families().get(head.schema, frozenset())
        near = {line.word(i) for i in range(max(0, index - 6), index)}
        if places and words_of("loading") & near:
            return head.ids[:1]
    return ()


def _within(memory: Memory, way: Way) -> bool:
    """Reads "from Iran via Amirabad": the country holds the port, the way begins at the port."""
    if not way.over or any(head.schema != "Country" for head in way.origin):
        return False
    first = memory.named.get(way.over[0].ids[0])
    origin = memory.named.get(way.origin[0].ids[0])
    return first is None or origin is None or first.country in {None, origin.country}


def _mode(line: Line) -> str | None:
    for words, mode in modes():
        if words[0] in line.held and any(
            line.holds(at, words) for at in line.where(frozenset(words[:1]))
        ):
            return mode
    return None
