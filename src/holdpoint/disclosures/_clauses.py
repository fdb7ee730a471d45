"""Verbs of a sentence with what hangs on them: who acts, on whom, and what stands under which word.

No grammar of English is tried. Looking left for who acts and right for the rest, with the marks at
which a clause ends, reads the sentences of releases and news; what is unclear is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from holdpoint.disclosures._frames import Frames, VerbFrame
from holdpoint.disclosures._grammar import words
from holdpoint.disclosures._predicates import families
from holdpoint.disclosures._tables import word_set
from holdpoint.disclosures._units import (
    AUXILIARIES,
    PREPOSITIONS,
    Group,
    Line,
)
from holdpoint.disclosures._verbs import Verb, after_subject, is_adverb

_PRONOUNS = words("pronoun")
_BEFORE_VERB = _PRONOUNS | {"to", "and", "or"}
_ADVERBS = words("adverb")
# "asked B to …", "helped B to …": B acts.
_OBJECT_ACTS = words("object_acts")
_PUNISHED_FOR = words("punished_for")
_CLAUSE_ENDS = words("clause_end")
_ASIDES = words("aside")
_LONG = {
    "on": (("on", "behalf", "of"),),
    "pursuant": (("pursuant", "to"),),
    "in": (("in", "addition", "to"), ("in", "exchange", "for"), ("in", "support", "of")),
    "outside": (("outside", "of"),),
    "as": (("as", "part", "of"),),
    "maintained": (("maintained", "by"),),
    "administered": (("administered", "by"),),
}
# "components of drones made by A": what hangs on these can be what is made.
_HELD = frozenset({"of", "for", "to", "with", "by", "from"})
_AMOUNT_OF = words("amount")
_COUNTS = words("amount")
_WHOM = frozenset({"which", "who", "whom", "that"})
_COUNTED = _COUNTS | word_set("count_word")
# Places whose namings and whose words count among the objects.
_OWNED = frozenset({"direct", "of", "to"})
_WORDS_KEPT = frozenset({"to", "of", "on", "into", "under"})
# Every word but these and verbs is passed over.
_TURNS = (
    PREPOSITIONS
    | AUXILIARIES
    | _CLAUSE_ENDS
    | frozenset(_LONG)
    | {",", "as", "of", "to", "which", "who", "before", "after", "until"}
)
_NOUN_PHRASE = 8
_CLOSING = frozenset({",", ".", ";", "", "and", "by"})
_LIST_REACH = 14
_REACH = 60
_ASIDE_WITHIN = 4


@dataclass(slots=True)
class Places:
    """What stands right of a verb: groups by place, words among the objects, end of the look.

    Attributes:
        by: Place (``direct``, ``owner`` or a preposition) to the groups in it, in order.
        words: Words among the objects, in lower case.
        direct: First and last unit index of the objects, for a value in the text's words.
    """

    by: dict[str, list[Group]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    direct: tuple[int, int] = (0, 0)
    end: int = 0


def places_of(line: Line, verb: Verb, frames: Frames) -> Places:
    """Give what stands right of a verb up to the end of its clause."""
    places = Places()
    slot = "direct"
    index = verb.at + 1
    row, group_at, verbs = line.words, line.at.get, frames.verbs
    stop = min(len(row), verb.at + _REACH)
    direct_end = index
    while index < stop:
        group = group_at(index)
        if group is not None:
            if index > verb.at + 1 and _new_clause(line, index):
                break
            places.by.setdefault(slot, []).append(group)
            if slot in _OWNED:
                _owner_words(line, group, places)
            index = max(group.last, index + 1)
            direct_end = index if slot == "direct" else direct_end
            continue
        word, after, kept = row[index], index + 1, True
        if word in _TURNS or word in verbs:
            slot, after, kept = _turn(line, index, verb, frames, slot, places)
        elif not word and line.mention(index) is not None:
            _describing(line, index, slot, places)
            kept = False
        if after < 0:
            break
        if kept and slot == "direct":
            places.words.update(word.split("-") if "-" in word else (word,))
            direct_end = index + 1
        elif kept and slot in _WORDS_KEPT and word.isalpha():
            places.words.add(word)
        index = after
    places.direct = (verb.at + 1, direct_end)
    places.end = index
    return places


def _turn(
    line: Line, index: int, verb: Verb, frames: Frames, slot: str, places: Places
) -> tuple[str, int, bool]:
    """Give the place that goes on behind a word, where (-1: nowhere), and if it counts itself."""
    named = _named_behind(line, index) if line.word(index) == "," else ""
    if named:
        return named, index + 1, False
    if line.word(index) == "," and slot != "direct" and _object_late(line, index, verb, places):
        # "procured, on behalf of A, motors"
        return "direct", index + 1, False
    behind, new = _preposition(line, index, slot)
    if new:
        return new, behind, False
    jump = _next(line, index, verb, frames, slot)
    return (slot, -1, False) if jump is None else (slot, jump, True)


def _named_behind(line: Line, comma: int) -> str:
    """Give the place of B in "sold motors to a customer in A, B" (``to``); empty: none."""
    group = line.at.get(comma + 1)
    if group is None or line.word(group.last) not in _CLOSING or not _is_place(line, comma - 1):
        return ""
    actor = "actor" in families().get(_schema(line, comma + 1), ())
    first = _noun_phrase(line, comma - 1) if actor else None
    if first is None or line.word(first) not in {"a", "an"}:
        return ""
    return line.word(first - 1) if line.word(first - 1) in PREPOSITIONS else ""


def _object_late(line: Line, index: int, verb: Verb, places: Places) -> bool:
    """Whether the objects follow an aside between commas that stood right behind the verb."""
    aside = line.word(verb.at + 1) == "," and "direct" not in places.by
    return aside and not verb.passive and index + 1 in line.at


def _new_clause(line: Line, index: int) -> bool:
    """Tell whether a pronoun opens a clause of its own: "most of the 400 it received"."""
    mention = line.mention(index)
    if mention is None or mention.form != "pronoun":
        return False
    return line.word(index + 1) in AUXILIARIES or line.word(index + 1).endswith(("ed", "s"))


def _owner_words(line: Line, group: Group, places: Places) -> None:
    for at in group.heads:
        _, start, end, _ = line.units[at]
        places.words.update(line.text[start:end].lower().split())


def _describing(line: Line, index: int, slot: str, places: Places) -> None:
    """Keep an owner among the objects ("B's export privileges") in a place of its own."""
    if line.word(index + 1) in {"'s", "'"} and slot in {"direct", "of"}:
        places.by.setdefault("owner", []).append(Group(index, index + 1, (index,), slot))
    if slot == "direct":
        unit = line.units[index]
        places.words.update(line.text[unit.start : unit.end].lower().split())


def _preposition(line: Line, index: int, slot: str) -> tuple[int, str]:
    word = line.words[index]
    if word == "on" and line.word(index + 2) == "behalf" and line.mention(index + 1) is not None:
        return index + 1, "on behalf of"  # "on its behalf"
    for phrase in _LONG.get(word, ()):
        if line.holds(index, phrase):
            name = " ".join(phrase)
            return index + len(phrase), "maintained by" if name == "administered by" else name
    if word == "to" and line.word(index - 1) == "up":
        return index, ""
    counts = slot == "direct" and line.word(index - 1) in _AMOUNT_OF
    if word == "of" and (counts or slot == "maintained by"):
        return index, ""
    if word in PREPOSITIONS and word not in {"including", "before", "after", "until", "despite"}:
        return index + 1, word
    return index, ""


def _next(line: Line, index: int, verb: Verb, frames: Frames, slot: str) -> int | None:
    """Give the next index to look at, or ``None`` where the clause ends."""
    word = line.word(index)
    if word in _CLAUSE_ENDS or word in {"which", "who", "before", "after", "until"}:
        return None
    if word == ",":
        listed = _over_list(line, index, frames) if slot == "direct" else None
        return listed or _over_aside(line, index, slot)
    if word in AUXILIARIES:
        return None
    entry = frames.verbs.get(word)
    if entry is not None and line.text[line.units[index].start].islower() and index > verb.at + 1:
        return _over_verb(line, index, verb, entry)
    if word == "as" and line.at.get(index + 1):
        return None
    return index + 1


def _over_verb(
    line: Line, index: int, verb: Verb, entry: tuple[tuple[VerbFrame, ...], str, frozenset[str]]
) -> int | None:
    """A further verb shares the objects if joined at once ("sold and shipped"), else ends."""
    tags = entry[2]
    between = [line.word(i) for i in range(verb.at + 1, index)]
    if all(word in {"and", "or", ",", "also"} or word in frames_free(word) for word in between):
        return index + 1
    if tags <= {"base", "s"} and line.word(index - 1) not in _BEFORE_VERB:
        if after_subject(line, index):
            return None
        return index + 1
    if "ing" not in tags and tags & {"part", "past"} and line.word(index + 1).isalpha():
        previous = line.word(index - 1)
        if previous in {"the", "a", "an", "of", "its"} or line.mention(index - 1):
            # "sends B manufactured goods", "the sanctioned company"
            return index + 1 if line.mention(index + 1) else None
    return None


def frames_free(word: str) -> frozenset[str]:
    """Give the words that may stand between joined verbs: adverbs."""
    return frozenset({word}) if word in _ADVERBS or is_adverb(word) else frozenset()


def _is_person(line: Line, index: int) -> bool:
    mention = line.mention(index)
    return mention is not None and mention.schema == "Person"


def _over_list(line: Line, index: int, frames: Frames) -> int | None:
    """Give where a list of goods ends of which not all are known: "motors, vises and pumps"."""
    mention, linked = line.mention(index - 1), False
    if mention is None or "goods" not in families().get(mention.schema, ()):
        return None
    for at in range(index + 1, min(index + _LIST_REACH, len(line.units))):
        word = line.word(at)
        if word in PREPOSITIONS:
            return at if linked else None
        if word in AUXILIARIES or word in frames.verbs or word in _CLAUSE_ENDS:
            return None
        linked = linked or word in {"and", "or"}
        if word and word not in {",", "and", "or"} and not word.replace("-", "").isalpha():
            return None
    return None


def _over_aside(line: Line, index: int, slot: str) -> int | None:
    first = line.word(index + 1)
    # "charged its director, A, with"
    named = slot == "direct" and bool(line.word(index - 1)) and _is_person(line, index + 1)
    if first in {"and", "or"} and line.word(index + 2) in PREPOSITIONS:
        return index + 2
    goes_on = first in PREPOSITIONS and first not in {"including", "after", "before", "since"}
    if named or goes_on or first == "directly" or is_adverb(first):
        return index + 1
    if first in _ASIDES:
        if first == "including" and slot == "direct":
            return index + 2
        for at in range(index + 2, min(index + _REACH, len(line.units))):
            if line.word(at) == ",":
                return at
    return None


def subject_of(line: Line, verb: Verb, others: list[Verb], frames: Frames) -> Group | int | None:
    """Give who stands as the subject: a group, the index of a pronoun or word, or ``None``."""
    before = verb.first - 1
    word = line.word(before)
    if verb.form in {"finite", "part"}:
        return _finite_subject(line, verb, others, frames)
    if verb.form == "ing" and word in {"", ")"} and _adjacent(line, verb.first):
        return _adjacent(line, verb.first)
    return _controlled(line, verb, others, frames)


def _adjacent(line: Line, first: int) -> Group | None:
    """Give the group that ends right before an index, its aside closed or not."""
    at = first
    while line.word(at - 1) in {",", '"'}:
        at -= 1
    for group in line.groups:
        if group.first < first and group.last in {at, first}:
            return group
    return line.at.get(at - 1)


def _antecedent(line: Line, at: int) -> Group | None:
    """Give the group to which a relative word at ``at`` refers."""
    index = at - 1
    while index >= 0 and line.word(index) in {",", ")", "of", "in", "with"}:
        if line.word(index) == ")":
            while index > 0 and line.word(index) != "(":
                index -= 1
        index -= 1
    unnamed = _noun_phrase(line, index)
    alone = unnamed is not None
    if unnamed is not None:
        # "A, a firm in B, that …" is A; "two firms that …" are nobody by name; "a network of
        # firms in B that …" is the network, where it goes back to one.
        spoken = next((i for i in range(unnamed, index) if _is_group(line, i)), None)
        if spoken is not None:
            return line.at.get(spoken)
        if line.word(unnamed - 1) != "," or line.mention(unnamed - 2) is None:
            return None
        index = unnamed - 2
    while index >= 0 and line.mention(index) is None:
        if line.word(index) in {";", ".", ":"} or at - index > 12:  # noqa: PLR2004
            return None
        index -= 1
    return _meant(line, index, at, alone=alone)


def _meant(line: Line, index: int, at: int, *, alone: bool) -> Group | None:
    """Give the group of a naming, as far as the relative word at ``at`` takes it up."""
    holder = next((g for g in line.groups if g.first <= index < g.last and index in g.heads), None)
    if holder is None:
        return line.at.get(index)
    if index > holder.first and (alone or line.word(index - 1) in PREPOSITIONS):
        # "on A and on B, which", "A and B, a firm in C, that": B alone.
        return Group(index, index + 1, (index,), line.word(index - 1))
    # "A, which sold to B, and C": C is no part of "which".
    return holder._replace(heads=tuple(head for head in holder.heads if head < at))


def _ending_at(line: Line, index: int) -> Group | None:
    """Give the group that ends right before an index and hangs on no preposition, or is a list."""
    for group in line.groups:
        if group.first < index and (group.last == index or group.heads[-1] == index - 1):
            return group
    return line.at.get(index - 1)


def _is_group(line: Line, index: int) -> bool:
    mention = line.mention(index)
    return mention is not None and mention.form == "description"


def _before_seat(line: Line, index: int) -> int | None:
    """Give the index before "in B", "in B, C and D" that ends at an index; else the index."""
    mention = line.mention(index)
    if mention is None:
        return index
    family = families().get(mention.schema, frozenset())
    if "place" not in family:
        return index - 1 if "goods" in family else None
    while line.word(index - 1) == "," and _is_place(line, index - 2):
        index -= 2  # "in Bursa, Turkey"
    held = next((g for g in line.groups if index in g.heads), None)
    at = (held.first if held is not None else index) - 1
    while line.word(at) in {"the", "mainland"}:
        at -= 1
    return at - 1 if line.word(at) in {"in", "at", "near", "from"} else None


def _is_place(line: Line, at: int) -> bool:
    return "place" in families().get(_schema(line, at), ())


def _schema(line: Line, at: int) -> str:
    mention = line.mention(at)
    return "" if mention is None else mention.schema


def _noun_phrase(line: Line, index: int) -> int | None:
    """Give where the phrase begins that ends in a noun at ``index``, or in its seat ("in B")."""
    at = _before_seat(line, index)
    if at is None or line.mention(at) is not None:
        return None
    for first in range(at, max(-1, at - _NOUN_PHRASE), -1):
        word = line.word(first)
        if word in {"a", "an", "the", "one", "its", "their"} or word.isdigit() or word in _COUNTED:
            return first
        if line.mention(first) is None and not word.lstrip("-").isalpha():
            return None
    return None


def _finite_subject(
    line: Line, verb: Verb, others: list[Verb], frames: Frames
) -> Group | int | None:
    before = verb.first - 1
    while line.word(before) in {",", '"', "--"} and before > 0:
        before -= 1
    word = line.word(before)
    if word in {"which", "who", "that"} and line.word(before - 1) not in {"said", "says"}:
        return _antecedent(line, before)
    if word in _PRONOUNS:
        return before
    if verb.form == "part":
        first = _noun_phrase(line, before)
        if first is not None and line.word(first - 1) in {"is", "was", ","}:
            # "A is a firm registered in B"; "A, a maker of motors based in B"
            return _ending_at(line, first - 1)
    near = _adjacent(line, verb.first)
    if near is not None and (not near.before or (verb.form == "part" and near.before in _HELD)):
        return near
    if word in {"and", "or", "but"} or near is None or near.before:
        joined = _joined(line, verb, others, frames) if word in {"and", "or", "but"} else None
        if joined is not None:
            return joined
    return _leftwards(line, verb, frames)


def _joined(line: Line, verb: Verb, others: list[Verb], frames: Frames) -> Group | int | None:
    for other in reversed(others):
        if other.at < verb.first and other.form in {"finite", "ing"}:
            if any(line.word(i) in {";", "."} for i in range(other.at, verb.first)):
                return None
            return subject_of(line, other, others, frames)
    return None


def _leftwards(line: Line, verb: Verb, frames: Frames) -> Group | int | None:
    """Look left for the nearest group that hangs on no preposition, or a pronoun."""
    index = verb.first - 1
    # Behind "and" the subject stands before the auxiliary of the verb to which it joins.
    joined = line.word(index) in {"and", "or"}
    while index >= 0:
        group = next((g for g in line.groups if g.first <= index < g.last), None)
        if group is not None:
            if not group.before:
                return group
            index = group.first - 1
            continue
        word = line.word(index)
        if word in frames.stand_ins or (word in _PRONOUNS and word != "that"):
            return index
        if word in _CLAUSE_ENDS or (word in AUXILIARIES and not joined):
            break
        if index < verb.first - 1 and _is_finite_form(line, index, frames):
            break
        index -= 1
    return None


def _is_finite_form(line: Line, index: int, frames: Frames) -> bool:
    entry = frames.verbs.get(line.word(index))
    if entry is None or not entry[2] & {"past", "part"}:
        return False
    if line.word(index + 1) == "by":
        # "a company owned by A"
        return line.word(index - 1) in AUXILIARIES
    return line.word(index - 1) not in {"the", "a", "an", "of", "its", "their"}


def _controlled(line: Line, verb: Verb, others: list[Verb], frames: Frames) -> Group | int | None:
    """Give who does what an infinitive or a gerund says: the governing verb tells."""
    governor = None
    for other in reversed(others):
        if other.at < verb.first:
            governor = other
            break
    blamed = _blamed(line, governor, verb) or _accused(line, governor, verb)
    if blamed is not None:
        return blamed
    if governor is None:
        return _later_subject(line, verb) or _leftwards(line, verb, frames)
    between = line.groups and [
        g for g in line.groups if governor.at < g.first < verb.first and not g.before
    ]
    does = governor.lemma in _OBJECT_ACTS or governor.lemma in _PUNISHED_FOR
    if between and does and not governor.passive:
        return between[-1]
    if verb.form == "ing" and line.word(verb.first - 1) in {"of", "for"} and between:
        accused = line.word(verb.first - 2)
        if accused.endswith("ed"):
            return between[-1]
    if verb.form == "ing" and line.mention(verb.first - 1) and between:
        return between[-1]
    return subject_of(line, governor, [v for v in others if v.at < governor.at], frames)


def _blamed(line: Line, governor: Verb | None, verb: Verb) -> Group | None:
    """Reads "charges against A for doing", "a duty on A for doing", "paid A for doing": A."""
    if verb.form != "ing" or line.word(verb.first - 1) not in {"for", "over"}:
        return None
    if governor is not None and governor.passive:
        return None
    start = governor.at if governor is not None else -1
    near = [g for g in line.groups if start < g.first < verb.first]
    under = [g for g in near if g.before in {"against", "on"}]
    whom = under or [g for g in near if not g.before]
    return whom[-1] if whom else None


def _accused(line: Line, governor: Verb | None, verb: Verb) -> Group | None:
    """Reads "A, which B accused of doing": A."""
    if governor is None or governor.at != verb.first - 2 or line.word(verb.first - 1) != "of":
        return None
    floor = max(0, governor.first - _ASIDE_WITHIN)
    which = (at for at in range(governor.first - 1, floor - 1, -1) if line.word(at) in _WHOM)
    at = next(which, None)
    return None if at is None else _antecedent(line, at)


def _later_subject(line: Line, verb: Verb) -> Group | None:
    """Reads "In addition to helping …, A said"."""
    opening = line.word(0) in PREPOSITIONS or verb.first == 0
    if verb.first > _ASIDE_WITHIN or not opening:
        return None
    comma = next((i for i in range(verb.at, len(line.units)) if line.word(i) == ","), None)
    if comma is None:
        return None
    return line.at.get(comma + 1)
