"""Claims that a verb carries: a frame says where its sides stand, the clause who stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from holdpoint.disclosures._clause_line import Group, Head
from holdpoint.disclosures._clauses import Places, places_of
from holdpoint.disclosures._drafts import (
    Draft,
    Memory,
    Scene,
    authority,
    family_of,
    fitting,
    head_of,
    heads_of,
    pronoun,
    span_of,
)
from holdpoint.disclosures._frames import Frames, VerbFrame
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._predicates import predicates
from holdpoint.disclosures._subjects import subject_of, taken_up
from holdpoint.disclosures._verbs import Verb
from holdpoint.model import Modality

_SURE = 0.9
_IMPLIED = 0.5
_BUYER_REACH = 3
_HELPS_WITHIN = 8
_TOLD_TO_ACT = words_of("told_to_act")
_SPEAKING = frozenset({"Company", "Organization", "PublicBody", "Country"})
_GOODS = frozenset({"GoodsClass", "Goods"})
_ANY = frozenset[str]()
_OBJECTS = {"patient": slice(0, 2), "first": slice(0, 1), "second": slice(1, 2)}


@dataclass(slots=True)
class Clause:
    """A verb with its subject and its places, looked up once for all its frames."""

    scene: Scene
    memory: Memory
    frames: Frames
    verb: Verb
    places: Places
    subject: Group | int | None
    told: dict[str, list[list[Head]]] = field(default_factory=dict)

    def _at(self, place: str) -> list[list[Head]]:
        """Give the lists of heads that stand in a place of the clause."""
        passive = self.verb.passive
        if place in {"agent", "patient"} and (place == "patient") == passive:
            return self._subject()
        if place in {"helped", "document"}:
            return self._helped() if place == "helped" else self._document()
        if place in {"patient", "first", "second"}:
            objects = [] if passive else self.places.by.get("direct", [])
            if not objects and not passive and place == "patient":
                objects = self._taken_up()
            return self._heads(objects[_OBJECTS[place]])
        return self._heads(self.places.by.get("by" if place == "agent" else place, []))

    def _heads(self, groups: list[Group]) -> list[list[Head]]:
        return [heads_of(self.scene.line, group) for group in groups]

    def _taken_up(self) -> list[Group]:
        """Give what "which" takes up in "A, which B sanctioned", "a firm that B listed"."""
        line, subject = self.scene.line, self.subject
        if not isinstance(subject, Group):
            return []
        at = subject.first - 1
        while line.word(at) in {"the", "a"}:
            at -= 1
        group = taken_up(line, at) if line.word(at) in {"which", "that", "whom"} else None
        return [] if group is None else [group]

    def _subject(self) -> list[list[Head]]:
        line = self.scene.line
        if isinstance(self.subject, Group):
            return [self._denier(heads_of(line, self.subject))]
        if self.subject is None:
            return []
        word = line.word(self.subject)
        body = self.frames.stand_ins.get(word)
        if body:
            return [
                [Head(self.subject, (named.id,), named.schema, 0.85)]
                for named in self.memory.found.named
                if {named.name.lower(), *map(str.lower, named.aliases)} & body
            ]
        if word == "we":
            return [self._we(self.subject)]
        return [pronoun(self.memory, line, self.subject)]

    def _we(self, at: int) -> list[Head]:
        """Reads "We never sold …," A said: the firm or body that speaks, or for which A does."""
        for scope in self.scene.sayings.held(at):
            seat = self.memory.seats.get(scope.link.source, scope.link.source)
            named = self.memory.named.get(seat)
            if named is not None and named.schema in _SPEAKING:
                return [Head(at, (named.id,), named.schema, 0.8)]
        return []

    def _denier(self, heads: list[Head]) -> list[Head]:
        """Reads "A denied that it …": it is A, whatever the sentence before speaks of."""
        mention = self.scene.line.mention(heads[0].at)
        if len(heads) > 1 or mention is None or mention.form != "pronoun":
            return heads
        for scope in self.scene.sayings.held(heads[0].at):
            named = self.memory.named.get(scope.link.source)
            if scope.stance == "denied" and named is not None and heads[0].at <= scope.first + 1:
                return [Head(heads[0].at, (named.id,), named.schema, 0.85)]
        return heads

    def _helped(self) -> list[list[Head]]:
        helper = helper_of(self.scene, self.verb)
        if helper is None:
            return []
        line = self.scene.line
        return [
            heads_of(line, group)
            for group in line.groups
            if helper.at < group.first < self.verb.at and not group.before
        ]

    def _document(self) -> list[list[Head]]:
        line = self.scene.line
        return [
            [head_of(line, at)]
            for at in range(self.verb.first - 1, -1, -1)
            if "document" in family_of(line.mention(at))
        ]

    def first(
        self, places: tuple[str, ...], schemas: frozenset[str], *, every: bool = False
    ) -> list[Head]:
        """Give the heads of the first place that holds a fitting thing; or of all its groups."""
        for place in places:
            found: list[Head] = []
            told = self.told.get(place)
            if told is None:
                told = self.told[place] = self._at(place)
            for heads in told:
                found += [head for head in heads if head.schema in schemas] if schemas else heads
                if found and not every:
                    return found
            if found:
                return found
        return []


def helper_of(scene: Scene, verb: Verb) -> Verb | None:
    """Give the verb of helping on which a verb hangs ("helps A build B"), if one does."""
    for other in reversed(scene.verbs):
        if other.at < verb.at:
            return other if verb.at - other.at <= _HELPS_WITHIN else None
    return None


def clauses_of(scene: Scene, frames: Frames) -> list[tuple[Verb, Places, Group | int | None]]:
    """Give the verbs of a sentence that call frames, each with its places and its subject."""
    line, verbs = scene.line, scene.verbs
    calling = [at for at, verb in enumerate(verbs if line.groups else ()) if verb.frames]
    places = [places_of(line, verbs[at], frames) for at in calling]
    subjects = [subject_of(line, verbs[at], verbs[:at], frames) for at in calling]
    return list(zip([verbs[at] for at in calling], places, subjects, strict=True))


def verb_drafts(scene: Scene, memory: Memory, frames: Frames) -> Iterator[Draft]:
    """Give the claims that the verbs of a sentence carry."""
    for verb, places, subject in scene.clauses:
        clause = Clause(scene, memory, frames, verb, places, subject)
        # "helps A build B": the one who helps is meant, not A.
        helped = [frame for frame in verb.frames if frame.helped_by and _applies(clause, frame)]
        predicates = {frame.predicate for frame in helped} if helped else _ANY
        done: set[str] = set()
        for frame in verb.frames:
            if frame.predicate in done or (frame.predicate in predicates and frame not in helped):
                continue
            drafts = _frame(clause, frame)
            if drafts and drafts[0].object is not None:
                done.add(frame.predicate)
            yield from drafts


def _applies(clause: Clause, frame: VerbFrame) -> bool:
    if frame.with_word and not frame.with_word & _words(clause):
        return False
    if frame.not_word & clause.places.words:
        return False
    if (frame.passive and not clause.verb.passive) or _listed_as(clause, frame):
        return False
    if clause.verb.lemma in _TOLD_TO_ACT and _told_to_act(clause):
        return False
    if frame.helped_by:
        helper = helper_of(clause.scene, clause.verb)
        return helper is not None and helper.lemma in frame.helped_by
    return True


def _listed_as(clause: Clause, frame: VerbFrame) -> bool:
    """Reads "A is listed as a manager": on no list of anybody."""
    return frame.id == "designate" and clause.scene.line.word(clause.verb.at + 1) == "as"


def _told_to_act(clause: Clause) -> bool:
    """Reads "directed A to ship": a deed of A, no office of the one who directs."""
    line, behind = clause.scene.line, clause.places.direct[1]
    entry = clause.frames.verbs.get(line.word(behind + 1))
    plain = line.word(behind) == "to" and line.mention(behind + 1) is None
    return plain and bool(line.word(behind + 1)) and (entry is None or "base" in entry[2])


def _words(clause: Clause) -> set[str]:
    """Words among the objects; in the passive those before the verb."""
    words = set(clause.places.words)
    line, subject = clause.scene.line, clause.subject
    if isinstance(subject, Group) and line.word(subject.first - 1) in {"that", "which"}:
        # "the support that A is giving to B"
        words.add(line.word(subject.first - 2))
    if clause.verb.passive:
        words |= {line.word(i) for i in range(max(0, clause.verb.first - 8), clause.verb.first)}
    return words


def _frame(clause: Clause, frame: VerbFrame) -> list[Draft]:
    """Give the claims that one frame reads from a clause."""
    if not _applies(clause, frame):
        return []
    subjects = _subjects(clause, frame)
    if not subjects and frame.optional_subject:
        subjects = authority(clause.scene, clause.memory, clause.verb.first)
    if not subjects:
        if "list" in frame.roles:
            # "adds two firms to the list", and names them in the next sentence.
            named = _roles(clause, frame, set()).get("list")
            clause.memory.listing = replace(named, at=-1) if named else clause.memory.listing
        return []
    objects = clause.first(frame.object, frame.object_schemas, every=frame.every)
    if not objects and "patient" in frame.object:
        objects = _before_subject(clause, frame.object_schemas)
    roles = _roles(clause, frame, {head.at for head in (*subjects, *objects)})
    roles = _implied_roles(clause, frame, objects) | roles
    if frame.needs_role and frame.needs_role not in roles and not _in_words(clause, frame):
        return []
    if frame.pair and not objects and len(subjects) == 2:  # noqa: PLR2004
        subjects, objects = subjects[:1], subjects[1:]
    note = None
    if not objects and frame.implied:
        objects = implied(clause.memory, frame.implied, clause.scene, subjects)
        earlier = any(head.at < 0 for head in objects)
        note = "The other side is taken from an earlier sentence." if earlier else None
    if not objects and not frame.optional and not (frame.denied_alone and _is_denied(clause)):
        return []
    return _drafts(clause, frame, subjects, objects, roles, note)


def _is_denied(clause: Clause) -> bool:
    return any(scope.stance == "denied" for scope in clause.scene.sayings.held(clause.verb.at))


def _implied_roles(clause: Clause, frame: VerbFrame, objects: list[Head]) -> dict[str, Head]:
    """Give the roles that the verb's clause does not name: the state, the list spoken of before."""
    found = _states_of(clause.memory, objects) if frame.state else {}
    if frame.same_list and clause.memory.listing is not None:
        found["list"] = clause.memory.listing
    return found


def _subjects(clause: Clause, frame: VerbFrame) -> list[Head]:
    if frame.helped_by:
        helper = helper_of(clause.scene, clause.verb)
        if helper is None:
            return []
        line = clause.scene.line
        earlier = [other for other in clause.scene.verbs if other.at < helper.at]
        subject = subject_of(line, helper, earlier, clause.frames)
        clause = Clause(clause.scene, clause.memory, clause.frames, helper, clause.places, subject)
    return clause.first(frame.subject, frame.subject_schemas)


def _before_subject(clause: Clause, schemas: frozenset[str]) -> list[Head]:
    """Reads "components that A uses", "components A is seeking"."""
    line = clause.scene.line
    if not isinstance(clause.subject, Group) or clause.verb.passive:
        return []
    at = clause.subject.first - 1
    while line.word(at) in {"that", "which", "the"}:
        at -= 1
    group = next((g for g in line.groups if g.last == at + 1 and at in g.heads), None)
    return fitting(heads_of(line, group), schemas) if group else []


def _in_words(clause: Clause, frame: VerbFrame) -> bool:
    """Reads "sold anything to B": an object that is no naming."""
    first, last = clause.places.direct
    told = any(clause.scene.line.word(i).isalpha() for i in range(first, last))
    return told and clause.verb.lemma in frame.goods_in_words


def _roles(clause: Clause, frame: VerbFrame, taken: set[int]) -> dict[str, Head]:
    found: dict[str, Head] = {}
    for role, places in frame.roles.items():
        schemas = _GOODS if role == "goods" else _ANY
        held = [head for head in clause.first(places, schemas) if head.at not in taken]
        if held:
            found[role] = held[0]
    if "goods" in frame.roles and "goods" not in found and _by_pronoun(clause):
        found |= _goods_before(clause)
    if "goods" in frame.roles and "goods" not in found:
        held = _before_subject(clause, _GOODS)
        if held and held[0].at not in taken:
            found["goods"] = held[0]
    return found


def _goods_before(clause: Clause) -> dict[str, Head]:
    """Give the goods of which "them" speaks: of this sentence, else of those before."""
    line, known = clause.scene.line, clause.memory.by_family.get("goods")
    for group in line.groups:
        if group.first < clause.verb.first and "goods" in family_of(line.mention(group.first)):
            known = head_of(line, group.heads[-1])
    return {} if known is None else {"goods": Head(-1, known.ids, known.schema, 0.7)}


def _by_pronoun(clause: Clause) -> bool:
    """Whether the object is "them" or "it": "bought motors and sent them to B"."""
    first, last = clause.places.direct
    words = [clause.scene.line.word(i) for i in range(first, last)]
    return not clause.verb.passive and (
        "them" in words or words[:1] in (["it"], ["these"], ["those"])
    )


def implied(memory: Memory, kind: str, scene: Scene, subjects: list[Head]) -> list[Head]:
    """Give the side that only the sentences before name: the buyer, or the body in question."""
    head: Head | None = None
    index = scene.line.sentence.index
    if kind == "buyer" and memory.buyers and index - memory.buyers[0] <= _BUYER_REACH:
        head = memory.buyers[1]
    elif kind == "topic":
        head = memory.topic
    elif kind == "body":
        return _body(scene, subjects)
    elif kind == "authority":
        return authority(scene, memory, max((head.at for head in subjects), default=0))
    own = {one for subject in subjects for one in subject.ids}
    if head is None or own & set(head.ids):
        return []
    return [Head(-1, head.ids, head.schema, _IMPLIED)]


def _body(scene: Scene, subjects: list[Head]) -> list[Head]:
    """Reads "… the Security Council …, but with A holding a veto within the body"."""
    line = scene.line
    for at in range(max((head.at for head in subjects), default=0) - 1, -1, -1):
        mention = line.mention(at)
        if mention is not None and mention.schema == "PublicBody":
            return [Head(at, (mention.entity,), mention.schema, 0.7)]
    return []


def _states_of(memory: Memory, objects: list[Head]) -> dict[str, Head]:
    """The state whose forces are the object, where the text names it."""
    for head in objects:
        one = memory.named.get(head.ids[0])
        if one is None or one.schema != "Organization" or one.country is None:
            continue
        for state in memory.found.named:
            if state.schema == "Country" and state.country == one.country:
                return {"state": Head(-1, (state.id,), "Country", head.sure)}
    return {}


def _drafts(
    clause: Clause,
    frame: VerbFrame,
    subjects: list[Head],
    objects: list[Head],
    roles: dict[str, Head],
    note: str | None,
) -> list[Draft]:
    found: list[Draft] = []
    verb, line = clause.verb, clause.scene.line
    value = None
    if frame.value == "direct" and clause.places.direct[1] > clause.places.direct[0]:
        first, last = span_of(line, range(*clause.places.direct))
        value = line.text[first:last]
    others: list[Head | None] = [*objects] or [None]
    legal = predicates()[frame.predicate].kind == "legal"
    meant: Modality | None = "intended" if _only_meant(clause, legal=legal) else None
    for subject in subjects:
        for other in others:
            if other is not None and set(other.ids) == set(subject.ids):
                continue
            sides = [subject, *([] if other is None else [other]), *roles.values()]
            units = [head.at for head in sides if head.at >= 0]
            extent = [*units, verb.at, *_helper_units(clause, frame)]
            if other is None or other.at < 0:
                extent.append(max(clause.places.direct[1] - 1, verb.at))
            draft = Draft(
                predicate=frame.predicate,
                subject=subject,
                object=other,
                anchor=(verb.first, verb.at),
                span=span_of(line, extent),
                heads=tuple(units),
                side=subject.at,
                at=verb.at,
                frame=frame.id,
                confidence=round(_SURE * min([head.sure for head in sides]), 4),
                roles=roles,
                value=value,
                note=note,
                modality=meant,
                only=frame.only,
                not_only=frame.not_only,
                verbal=verb.form != "finite",
            )
            found.append(draft)
    return found


def _only_meant(clause: Clause, *, legal: bool) -> bool:
    """Whether an infinitive tells no deed: it hangs on no verb by which things are done.

    "used A to buy motors" does; "a licence to sell", "asked A to sell" and "to sell, A needs" do
    not, whatever word stands before them. An authority that decides to list A lists A.
    """
    if clause.verb.form != "to":
        return False
    governor = helper_of(clause.scene, clause.verb)
    if governor is None:
        return True
    decided = legal and governor.lemma in words_of("decides")
    return not decided and governor.lemma not in words_of("does_by_infinitive")


def _helper_units(clause: Clause, frame: VerbFrame) -> list[int]:
    helper = helper_of(clause.scene, clause.verb) if frame.helped_by else None
    return [helper.at] if helper else []
