"""A claim before it has its speaker: what, between whom, on which units of which sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from holdpoint.disclosures._attribution import Sayings
from holdpoint.disclosures._clause_line import Group, Head, Line
from holdpoint.disclosures._clauses import Places
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._parsed import Found, MentionAt, Parsed
from holdpoint.disclosures._predicates import families
from holdpoint.disclosures._stance import CueAt
from holdpoint.disclosures._verbs import Verb
from holdpoint.model import Amount, Mention, Modality, Named, Polarity, RouteLeg, TimeRef

_PERSONS = frozenset({"Person"})
_BODIES = frozenset({"Company", "Organization", "PublicBody", "Country", "Group"})
_GOODS = frozenset({"GoodsClass", "Goods"})
_NO_FAMILY = frozenset[str]()
_NO_ROLES: Mapping[str, Head] = MappingProxyType({})


class Draft(NamedTuple):
    """What a frame found in one sentence.

    Attributes:
        anchor: First unit of the verb group or phrase, and the index of the word itself.
        span: Offsets of the words on which the claim stands.
        heads: Units of the namings, for cues that stand before them.
        side: Unit of the subject, for modal verbs of other clauses.
        apart: Whether it only describes a naming ("A in B"), so that no hedge of the verb holds.
        verbal: Whether an infinitive, a gerund or a participle carries it.
        at: Unit that decides whose words these are.
    """

    predicate: str
    subject: Head
    object: Head | None
    anchor: tuple[int, int]
    span: tuple[int, int]
    heads: tuple[int, ...]
    side: int
    at: int
    frame: str
    confidence: float
    roles: Mapping[str, Head] = _NO_ROLES
    value: str | None = None
    legs: tuple[RouteLeg, ...] = ()
    modality: Modality | None = None
    polarity: Polarity | None = None
    amounts: tuple[Amount, ...] = ()
    note: str | None = None
    only: frozenset[str] = frozenset()
    not_only: frozenset[str] = frozenset()
    verbal: bool = False
    apart: bool = False


@dataclass(slots=True)
class Scene:
    """A sentence with all that was found in it.

    Attributes:
        body: Id of the body that was last made to speak, in this sentence or before.
        beside: What it tells whatever stood before it.
        clauses: Verbs that call frames, each with what stands right of it and its subject.
    """

    line: Line
    cues: Sequence[CueAt]
    verbs: list[Verb]
    sayings: Sayings
    amounts: Sequence[Amount] = ()
    times: Sequence[TimeRef] = ()
    body: str | None = None
    clauses: Sequence[tuple[Verb, Places, Group | int | None]] = ()
    beside: Sequence[Draft] = ()


@dataclass(slots=True)
class Memory:
    """What earlier sentences told, for sides that this one leaves out.

    Attributes:
        buyers: Who bought or sought, of the last sentence that told.
        topic: The body of which the paragraph speaks.
        seats: Person to the body for which he speaks.
        discloser: Who made intelligence public.
        pair: The last two states between which something was said to pass, giver first.
        way: The legs of the last route, which a later sentence may go on with.
        listing: The list on which the last who was listed stands.
        left: Sentence in which a verb told where goods left from, and the place.
        givers: Who gives or sends goods, by their id, as an earlier sentence told.
        stops: Ends of the last route, its sender, its goods and the order of its last leg.
    """

    parsed: Parsed
    buyers: tuple[int, Head] | None = None
    topic: Head | None = None
    pair: tuple[str, str] | None = None
    listing: Head | None = None
    left: tuple[int, tuple[str, ...]] = (-1, ())
    givers: dict[str, Head] = field(default_factory=dict)
    stops: tuple[str, ...] = ()
    way: tuple[RouteLeg, ...] = ()
    sender: Head | None = None
    order: int = 0
    last_body: str | None = None
    seats: dict[str, str] = field(default_factory=dict)
    discloser: str | None = None
    by_family: dict[str, Head] = field(default_factory=dict)
    extra: list[Named] = field(default_factory=list)
    named: dict[str, Named] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.named = {named.id: named for named in self.parsed.found.named}

    @property
    def found(self) -> Found:
        """Who is named in the document."""
        return self.parsed.found

    def remember(self, line: Line) -> None:
        """Keep the namings of a sentence for the pronouns of the next."""
        for group in line.groups:
            mention = line.mention(group.heads[0])
            if mention is None or mention.form == "pronoun":
                continue
            head = head_of(line, group.heads[0])
            for family in families().get(mention.schema, ()):
                if family != "actor" or not group.before or family not in self.by_family:
                    self.by_family[family] = head
            if mention.schema == "Person":
                self.by_family["person"] = head
            elif mention.schema in {"Company", "Organization", "PublicBody"}:
                self.by_family["body"] = head


def head_of(line: Line, at: int) -> Head:
    """Give the head at a unit that is a naming."""
    return line.told[at]


def heads_of(line: Line, group: Group) -> list[Head]:
    """Give the heads of a group, in order."""
    return [line.told[at] for at in group.heads]


def fitting(heads: Iterable[Head], schemas: frozenset[str]) -> list[Head]:
    """Keep the heads whose schema is one of these; no schemas: all."""
    return [head for head in heads if not schemas or head.schema in schemas]


def pronoun(memory: Memory, line: Line, at: int) -> list[Head]:
    """Give to what an untied pronoun most likely refers, in its sentence or before."""
    word = line.word(at)
    wanted = {"he": _PERSONS, "she": _PERSONS, "it": _BODIES, "they": _BODIES | _GOODS}.get(word)
    if wanted is None:
        return []
    for group in line.groups:
        if group.first < at and not group.before:
            held = fitting([head_of(line, group.heads[0])], wanted)
            if held:
                return [Head(at, held[0].ids, held[0].schema, 0.7)]
    family = {"it": "body", "they": "goods"}.get(word, "person")
    head = memory.by_family.get(family)
    return [Head(at, head.ids, head.schema, 0.6)] if head else []


def authority(scene: Scene, memory: Memory, before: int) -> list[Head]:
    """The public body that acts where none is the subject: of the sentence, else the issuer."""
    line = scene.line
    for at in range(before - 1, -1, -1):
        mention = line.mention(at)
        if mention is not None and mention.schema == "PublicBody":
            return [Head(at, (mention.entity,), mention.schema, 0.8)]
    root = scene.sayings.base[0]
    issuer = memory.named.get(root.source)
    if issuer is None and memory.parsed.kept.source.issuer is not None:
        # Named by the header alone.
        issuer = Named(id=root.source, schema="PublicBody", name=root.name)
        memory.named[issuer.id] = issuer
        memory.extra.append(issuer)
    if issuer is None or issuer.schema != "PublicBody":
        return []
    return [Head(-1, (issuer.id,), issuer.schema, 0.65)]


def unnamed(memory: Memory, line: Line, first: int, last: int, schema: str) -> str:
    """Keep a thing of which the text speaks without a name, by its words; its id.

    Args:
        memory: Given the thing, unless the text spoke of it before.
        line: The sentence.
        first: Index of its first unit.
        last: Index behind its last unit.
        schema: What it is.
    """
    start, end = line.starts[first], line.ends[last - 1]
    words = line.text[start:end]
    identity = re.sub(r"\W+", "-", words.lower()).strip("-")
    if identity not in memory.named:
        mention = Mention(span=span_at(line.text, start, end), form="description")
        named = Named(id=identity, schema=schema, name=words, mentions=(mention,), resolved=False)
        memory.named[identity] = named
        memory.extra.append(named)
    return identity


def span_of(line: Line, units: Iterable[int]) -> tuple[int, int]:
    """Give the offsets from the first to the last of some units."""
    held = [at for at in units if 0 <= at < len(line.words)]
    return line.starts[min(held)], line.ends[max(held)]


def family_of(mention: MentionAt | None) -> frozenset[str]:
    """Give the families of a naming."""
    return families().get(mention.schema, _NO_FAMILY) if mention else _NO_FAMILY
