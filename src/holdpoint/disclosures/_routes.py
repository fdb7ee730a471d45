"""Routes that a text tells: ordered legs with branches, in one direction, across sentences.

Only what is told becomes a leg. A way back is none unless the text tells it, and by what goods
travel is known only where the text says so.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from holdpoint.disclosures._clause_line import Group, Head, Line
from holdpoint.disclosures._cues import sayings
from holdpoint.disclosures._drafts import (
    Draft,
    Memory,
    Scene,
    family_of,
    fitting,
    head_of,
    heads_of,
    pronoun,
    span_of,
    unnamed,
)
from holdpoint.disclosures._frames import Frames
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._predicates import families, schemas_of
from holdpoint.disclosures._subjects import subject_of
from holdpoint.disclosures._tables import table, word_set
from holdpoint.disclosures._units import AUXILIARIES, PREPOSITIONS, text_is_lower
from holdpoint.disclosures._verb_forms import forms_of
from holdpoint.disclosures._verbs import Verb
from holdpoint.model import RouteLeg, Span

_GOODS = frozenset({"GoodsClass", "Goods"})
_FROM = frozenset({"from"})
_OVER = frozenset({"via", "through", "across", "over"})
_TO = frozenset({"to", "into", "onto", "toward", "towards"})
_AT = frozenset({"in", "at"})
_MOVING = _FROM | _OVER | _TO
_STOPS = _MOVING | _AT
_ENDS = frozenset({";", ":", "but", "while", "because", "which", "who", "that", "before", "after"})
_BEHIND_GOODS = _ENDS | _MOVING
# With these verbs a state is who receives, which is another claim.
_GIVING = frozenset({"transfer", "send", "deliver", "divert", "forward"})
_NAMED_SURE = 0.9
_INHERITED_SURE = 0.6
_SPOKEN_SURE = 0.7
_GOODS_NOUNS = word_set("goods_noun")
_GOODS_WORDS = 4
_SAME = frozenset({"same"})
# What comes before the "to" or "via" of a further stretch of a way.
_FURTHER = tuple(
    sorted((tuple(phrase.split("_")) for phrase in words_of("onward")), key=len, reverse=True)
)
_REACH = 60


@functools.cache
def _transport() -> tuple[frozenset[str], tuple[tuple[tuple[str, ...], str], ...]]:
    """Forms of the verbs of carriage, and the phrases that tell a mode."""
    rows = table("transport", ("word", "kind", "value"))
    verbs = {form for row in rows if row["kind"] == "move" for form in forms_of(row["word"])}
    modes = tuple(
        (tuple(row["word"].split()), row["value"]) for row in rows if row["kind"] == "mode"
    )
    return frozenset(verbs), modes


@dataclass(slots=True)
class _Way:
    """Stops of a way by what the text makes them; each stop a list, for branches."""

    origin: list[Head] = field(default_factory=list)
    over: list[Head] = field(default_factory=list)
    ends: list[list[Head]] = field(default_factory=list)
    water: list[Head] = field(default_factory=list)
    receivers: list[Head] = field(default_factory=list)
    end: int = 0
    stops_on: bool = False
    further: list[_Way] = field(default_factory=list)

    @property
    def all_ends(self) -> list[list[Head]]:
        """Every place where goods arrive, those of further stretches too."""
        return [end for way in (self, *self.further) for end in way.ends]


def route_drafts(scene: Scene, memory: Memory, frames: Frames) -> Iterator[Draft]:
    """Give the carriage of goods that a sentence tells, with its legs."""
    line = scene.line
    verbs, _ = _transport()
    for verb in scene.verbs:
        if line.word(verb.at) not in verbs:
            continue
        way = _way(scene, verb, frames)
        if not way.ends and not way.over:
            continue
        yield from _carriage(scene, memory, frames, verb, way)


def _carriage(
    scene: Scene, memory: Memory, frames: Frames, verb: Verb, way: _Way
) -> Iterator[Draft]:
    line = scene.line
    goods = _goods(scene, memory, frames, verb)
    agents = _agents(scene, memory, frames, verb)
    agent = agents[0] if agents else None
    first = verb.first
    last = max(way.end - 1, verb.at)
    legs = _legs(line, memory, verb, way, _span(line, first, last))
    ends = [end for stop in way.all_ends for end in stop]
    named = [head for head in (*ends, *way.over) if "place" in families().get(head.schema, ())]
    only = verb.lemma not in _GIVING or bool(way.over or way.origin)
    for one in agents if named else ():
        if one.at >= 0:
            held = [h for h in ends if only or h.schema != "Country"]
            yield from _ships_to(line, verb, one, held, way)
    if legs and not goods:
        goods = _of_no_table(line, memory, verb)
    if not goods or not legs:
        return
    sender, note = _sender(memory, agent, way, legs[0])
    if sender is None:
        return
    units = [head.at for head in (sender, *goods) if head.at >= 0]
    roles = {"recipient": way.receivers[0]} if way.receivers else {}
    for one in goods:
        yield Draft(
            predicate="transfers_goods",
            subject=sender if note is None else replace(sender, at=-1, sure=0.6),
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
    memory: Memory, agent: Head | None, way: _Way, first: RouteLeg
) -> tuple[Head | None, str | None]:
    """Who sends: who is named, the state of departure, the sender before, or the first place."""
    if agent is not None:
        return agent, None
    states = [head for head in way.origin if "actor" in families().get(head.schema, ())]
    if states:
        return states[0], None
    if memory.sender is not None and way.stops_on:
        return memory.sender, "Who sends is taken from the sentence before."
    place = memory.named.get(first.origin or "")
    if place is None:
        return None, None
    return Head(
        -1, (place.id,), place.schema, 0.8
    ), "Who sends is not told: the place of departure."


def _ships_to(line: Line, verb: Verb, agent: Head, ends: list[Head], way: _Way) -> Iterator[Draft]:
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


def _goods(scene: Scene, memory: Memory, frames: Frames, verb: Verb) -> list[Head]:
    line = scene.line
    earlier = [other for other in scene.verbs if other.at < verb.at]
    if verb.passive:
        subject = subject_of(line, verb, earlier, frames)
        return _as_heads(line, memory, subject, _GOODS) or _spoken_of(line, memory, verb.first - 1)
    for index in range(verb.at + 1, min(verb.at + _REACH, len(line.words))):
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
    for index in range(verb.at + 1, min(verb.at + _REACH, len(line.words))):
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


def _way(scene: Scene, verb: Verb, frames: Frames) -> _Way:
    """Walk right from the verb and take every place by the word under which it stands."""
    line = scene.line
    way = _Way(end=verb.at + 1)
    whole, slot = way, ""
    index = verb.at + 1
    stop = min(len(line.words), verb.at + _REACH)
    while index < stop:
        word = line.word(index)
        if word in _ENDS or (word in {"for", "used"} and _use(line, index)):
            break
        if way.ends and (behind := _goes_on_from(line, index)):
            way = _Way()
            whole.further.append(way)
            slot, index = "", behind
            continue
        if word in _STOPS:
            slot = word
        elif word in {"for", "by", "off", "near"}:
            slot = ""
        elif word == "," and (frames.verbs.get(line.word(index + 1)) or _is_said(line, index)):
            break
        group = line.at.get(index)
        if group is None:
            _water(line, index, slot, way)
            index += 1
            continue
        _take(line, group, slot, way)
        if slot:
            whole.end = max(whole.end, group.heads[-1] + 1)
        index = max(group.heads[-1] + 1, index + 1)
    whole.further = [one for one in whole.further if one.ends]
    return whole


def _goes_on_from(line: Line, index: int) -> int:
    """Give where a further stretch begins ("and from there to", "then on to"), or 0."""
    for phrase in _FURTHER:
        if line.holds(index, phrase):
            return index + len(phrase)
    return 0


def _is_said(line: Line, comma: int) -> bool:
    """Whether a speaker follows a comma: "…, the department said"."""
    at = comma + 1
    while at < comma + 4 and at not in line.at:
        at += 1
    return at in line.at and line.word(line.at[at].last) in sayings()


def _use(line: Line, index: int) -> bool:
    return line.word(index) == "for" and line.word(index + 1) in {"use", "deployment"}


def _water(line: Line, index: int, slot: str, way: _Way) -> None:
    """A sea that only describes: "via the Caspian Sea port of A"."""
    if slot in _MOVING and "water" in family_of(line.mention(index)):
        way.water.append(head_of(line, index))


def _take(line: Line, group: Group, slot: str, way: _Way) -> None:
    heads = heads_of(line, group)
    places = [head for head in heads if "place" in families().get(head.schema, frozenset())]
    water = [head for head in heads if "water" in families().get(head.schema, frozenset())]
    actors = [head for head in heads if head not in places and head not in water]
    if slot in _OVER:
        way.water.extend(water)
        way.over.extend(places)
    elif slot in _FROM and places:
        way.origin = places
    elif slot in _TO:
        if places:
            way.ends.append(places)
        way.receivers.extend(h for h in actors if "actor" in families().get(h.schema, ()))
    elif slot in _AT and places:
        after_place = bool(way.ends or way.over or way.origin)
        fixed = all(head.schema not in {"Country", "Region"} for head in places)
        if not after_place and fixed:
            way.ends.append(places)


def _onward(line: Line, verb: Verb, way: _Way) -> bool:
    """Tell whether the sentence goes on with the way of the one before ("they are then sent")."""
    ahead = {line.word(i) for i in range(verb.first, verb.at)}
    start = {line.word(i) for i in range(4)}
    return not way.origin and bool({"then", "onward", "subsequently"} & (ahead | start))


def _span(line: Line, first: int, last: int) -> Span:
    start, end = line.starts[first], line.ends[last]
    return span_at(line.text, start, end)


def _legs(
    line: Line,
    memory: Memory,
    verb: Verb,
    way: _Way,
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
    elif (loaded := _loaded(line, verb)) and not way.origin:
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


def _loaded(line: Line, verb: Verb) -> tuple[str, ...]:
    """Where the goods are loaded: "are loaded at A and shipped to B", "A, from where they go"."""
    for at in range(verb.first - 1, max(0, verb.first - _REACH // 4), -1):
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


def _within(memory: Memory, way: _Way) -> bool:
    """Reads "from Iran via Amirabad": the country holds the port, the way begins at the port."""
    if not way.over or any(head.schema != "Country" for head in way.origin):
        return False
    first = memory.named.get(way.over[0].ids[0])
    origin = memory.named.get(way.origin[0].ids[0])
    return first is None or origin is None or first.country in {None, origin.country}


def _mode(line: Line) -> str | None:
    _, modes = _transport()
    for words, mode in modes:
        if words[0] in line.held and any(
            line.holds(at, words) for at in line.where(frozenset(words[:1]))
        ):
            return mode
    return None
