"""Ways that a verb of carriage tells: the places right of it, by the words before them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from holdpoint.disclosures._clause_line import Group, Head, Line
from holdpoint.disclosures._cues import sayings
from holdpoint.disclosures._drafts import Scene, family_of, head_of, heads_of
from holdpoint.disclosures._frames import Frames
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._predicates import families
from holdpoint.disclosures._tables import table
from holdpoint.disclosures._verb_forms import forms_of
from holdpoint.disclosures._verbs import Verb

KINDS = ("move", "go", "leave", "reach", "load", "unload")
"""What verbs of carriage do: carry goods, go themselves, leave or reach the place that is their
object, take goods on or off where they are."""
_FROM = frozenset({"from"})
_OVER = frozenset({"via", "through", "across", "over"})
_TO = frozenset({"to", "into", "onto", "toward", "towards"})
_AT = frozenset({"in", "at"})
MOVING = _FROM | _OVER | _TO
_STOPS = MOVING | _AT
ENDS = frozenset({";", ":", "but", "while", "because", "which", "who", "that", "before", "after"})
# The place under which the object of a verb stands, and what "for" leads to.
_OBJECT = {"leave": "from", "reach": "to"}
_BOUND = frozenset({"go", "leave"})
# What comes before the "to" or "via" of a further stretch of a way.
_FURTHER = tuple(
    sorted((tuple(phrase.split("_")) for phrase in words_of("onward")), key=len, reverse=True)
)
REACH = 60


@functools.cache
def carriage() -> Mapping[str, str]:
    """Give the forms of the verbs of carriage, each with its kind, one of :data:`KINDS`."""
    rows = table("transport", ("word", "kind", "value"))
    return {
        form: row["kind"] for row in rows if row["kind"] in KINDS for form in forms_of(row["word"])
    }


@functools.cache
def modes() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Give the phrases that tell by what goods travel, each with the mode."""
    rows = table("transport", ("word", "kind", "value"))
    return tuple(
        (tuple(row["word"].split()), row["value"]) for row in rows if row["kind"] == "mode"
    )


@dataclass(slots=True)
class Way:
    """Stops of a way by what the text makes them; each stop a list, for branches."""

    origin: list[Head] = field(default_factory=list)
    over: list[Head] = field(default_factory=list)
    ends: list[list[Head]] = field(default_factory=list)
    water: list[Head] = field(default_factory=list)
    receivers: list[Head] = field(default_factory=list)
    end: int = 0
    stops_on: bool = False
    further: list[Way] = field(default_factory=list)

    @property
    def all_ends(self) -> list[list[Head]]:
        """Every place where goods arrive, those of further stretches too."""
        return [end for way in (self, *self.further) for end in way.ends]


def way_of(scene: Scene, verb: Verb, frames: Frames, kind: str) -> Way:
    """Walk right from a verb of a kind and take every place by the word under which it stands."""
    line = scene.line
    way = Way(end=verb.at + 1)
    whole, slot = way, "" if verb.passive else _OBJECT.get(kind, "")
    index = verb.at + 1
    stop = min(len(line.words), verb.at + REACH)
    while index < stop:
        word = line.word(index)
        if word in ENDS or (word in {"for", "used"} and _use(line, index)):
            break
        if way.ends and (behind := _goes_on_from(line, index)):
            way = Way()
            whole.further.append(way)
            slot, index = "", behind
            continue
        slot = _slot(line, index, slot, kind, way)
        if word == "," and (frames.verbs.get(line.word(index + 1)) or _is_said(line, index)):
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


def _slot(line: Line, index: int, slot: str, kind: str, way: Way) -> str:
    """Give the word under which the next place stands."""
    word = line.word(index)
    if word in _STOPS:
        # "arrived at", "unloaded in"; what is loaded in a place leaves it.
        return "from" if kind == "load" and word in _AT else word
    if word == "of" and line.word(index - 1) == "out":
        return "from"
    if word == "for" and kind in _BOUND and not way.ends:
        return "to"
    return "" if word in {"for", "by", "off", "near"} else slot


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


def _water(line: Line, index: int, slot: str, way: Way) -> None:
    """A sea that only describes: "via the Caspian Sea port of A"."""
    if slot in MOVING and "water" in family_of(line.mention(index)):
        way.water.append(head_of(line, index))


def _take(line: Line, group: Group, slot: str, way: Way) -> None:
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
