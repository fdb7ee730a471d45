"""Who is the subject of a verb: the naming before it, what "which" takes up, who is told to act."""

from __future__ import annotations

from dataclasses import replace

from holdpoint.disclosures._clause_line import Group, Line
from holdpoint.disclosures._cues import sayings
from holdpoint.disclosures._frames import Frames
from holdpoint.disclosures._grammar import words
from holdpoint.disclosures._predicates import families
from holdpoint.disclosures._tables import word_set
from holdpoint.disclosures._units import AUXILIARIES, PREPOSITIONS
from holdpoint.disclosures._verbs import Verb

_PRONOUNS = words("pronoun")
# "asked B to …", "helped B to …": B acts.
_OBJECT_ACTS = words("object_acts")
_USING = frozenset({"use", "utilize", "utilise", "employ"})
_PUNISHED_FOR = words("punished_for")
_CLAUSE_ENDS = words("clause_end")
# "components of drones made by A": what hangs on these can be what is made.
_HELD = frozenset({"of", "for", "to", "with", "by", "from"})
_COUNTS = words("amount")
_WHOM = frozenset({"which", "who", "whom", "that"})
_COUNTED = _COUNTS | word_set("count_word")
_NOUN_PHRASE = 8
_ASIDE_WITHIN = 4
_MOST_JOINED = 16
"""Verbs before one that are looked at: each may share the subject of the one before it."""


def subject_of(line: Line, verb: Verb, others: list[Verb], frames: Frames) -> Group | int | None:
    """Give who stands as the subject: a group, the index of a pronoun or word, or ``None``."""
    others = others[-_MOST_JOINED:]
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


def taken_up(line: Line, at: int) -> Group | None:
    """Give what the relative word at an index takes up, if a name or a noun stands before it."""
    before = at - 1 - (line.word(at - 1) == ",")
    named = line.mention(before) is not None
    if named and not is_place(line, before):
        return _meant(line, before, at, alone=False)
    told = named or (line.word(at - 1) != "," and noun_phrase(line, before) is not None)
    return _antecedent(line, at) if told and line.word(before) not in sayings() else None


def _antecedent(line: Line, at: int) -> Group | None:
    """Give the group to which a relative word at ``at`` refers."""
    index = at - 1
    while index >= 0 and line.word(index) in {",", ")", "of", "in", "with"}:
        if line.word(index) == ")":
            while index > 0 and line.word(index) != "(":
                index -= 1
        index -= 1
    unnamed = noun_phrase(line, index)
    alone = unnamed is not None
    if unnamed is not None:
        # "A, a firm in B, that …" is A; "two firms that …" are nobody by name; "a network of
        # firms in B that …" is the network, where it goes back to one.
        spoken = next((i for i in range(unnamed, index) if _is_group(line, i)), None)
        if spoken is not None:
            return line.at.get(spoken)
        comma = unnamed - 1 - _is_it(line, unnamed - 1)
        if line.word(comma) != "," or line.mention(comma - 1) is None:
            return None if comma == unnamed - 1 else _ending_at(line, comma + 1)
        index = comma - 1
    while index >= 0 and line.mention(index) is None:
        if line.word(index) in {";", ".", ":"} or at - index > 12:  # noqa: PLR2004
            return None
        index -= 1
    if _seated(line, index):
        # "sold to A in B, which supplies": A supplies.
        index -= 2
    return _meant(line, index, at, alone=alone)


def _is_it(line: Line, index: int) -> bool:
    """Whether the phrase behind an index tells what its subject is: "A is a former officer who"."""
    return line.word(index) in {"is", "was"}


def _seated(line: Line, index: int) -> bool:
    """Tell whether a town or region is only where the naming before it has its seat."""
    if schema_at(line, index) == "Country" or not is_place(line, index):
        return False
    seat = line.word(index - 1) in {"in", "at", "near", "of"}
    return seat and "actor" in families().get(schema_at(line, index - 2), ())


def _meant(line: Line, index: int, at: int, *, alone: bool) -> Group | None:
    """Give the group of a naming, as far as the relative word at ``at`` takes it up."""
    holder = next((g for g in line.groups if g.first <= index < g.last and index in g.heads), None)
    if holder is None:
        return line.at.get(index)
    if index > holder.first and (alone or line.word(index - 1) in PREPOSITIONS):
        # "on A and on B, which", "A and B, a firm in C, that": B alone.
        return Group(index, index + 1, (index,), line.word(index - 1))
    # "A, which sold to B, and C": C is no part of "which".
    return replace(holder, heads=tuple(head for head in holder.heads if head < at))


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
    while line.word(index - 1) == "," and is_place(line, index - 2):
        index -= 2  # "in Bursa, Turkey"
    held = next((g for g in line.groups if index in g.heads), None)
    at = (held.first if held is not None else index) - 1
    while line.word(at) in {"the", "mainland"}:
        at -= 1
    return at - 1 if line.word(at) in {"in", "at", "near", "from"} else None


def is_place(line: Line, at: int) -> bool:
    """Tell whether a place is named at an index."""
    return "place" in families().get(schema_at(line, at), ())


def schema_at(line: Line, at: int) -> str:
    """Give the schema of what is named at an index, empty where nothing is."""
    mention = line.mention(at)
    return "" if mention is None else mention.schema


def noun_phrase(line: Line, index: int) -> int | None:
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
        first = noun_phrase(line, before)
        if first is not None and line.word(first - 1) in {"is", "was", ","}:
            # "A is a firm registered in B"; "A, a maker of motors based in B"
            return _ending_at(line, first - 1)
    near = _adjacent(line, verb.first)
    if near is not None and (not near.before or _stands_so(line, verb, near)):
        return near
    if word in {"and", "or", "but"} or near is None or near.before:
        joined = _joined(line, verb, others, frames) if word in {"and", "or", "but"} else None
        if joined is not None:
            return joined
    return _leftwards(line, verb, frames)


def _stands_so(line: Line, verb: Verb, near: Group) -> bool:
    """Whether a group is the subject though a preposition stands before it.

    Of participles ("parts of drones made by A"), and where it tells who those are that are only
    counted ("Five entities, including A and B, were listed").
    """
    if near.before != "including":
        return verb.form == "part" and near.before in _HELD
    at = near.first - 1
    while line.word(at) not in {"including", ""}:
        at -= 1
    comma = at - 1 if line.word(at - 1) == "," else at
    return line.word(comma - 1) in words("many_noun")


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
    aside = verb.form == "finite" and line.word(index) == ","
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
        # "A, founded in May by B, exported": what stands between commas only tells of A.
        tells = aside and line.word(index - 1) == ","
        if index < verb.first - 1 and not tells and _is_finite_form(line, index, frames):
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
    told = (
        _quoted_later(line, verb)
        or _blamed(line, governor, verb)
        or _accused(line, governor, verb)
        or _user(line, governor, verb)
    )
    if told is not None:
        return told
    if governor is None:
        return _later_subject(line, verb) or _leftwards(line, verb, frames)
    between = line.groups and [
        g for g in line.groups if governor.at < g.first < verb.first and not g.before
    ]
    does = governor.lemma in _OBJECT_ACTS or governor.lemma in _PUNISHED_FOR
    # "paid A to build"; of "paid A for the means to build" nothing tells that A builds.
    near = bool(between) and "for" not in line.words[between[-1].last : verb.first - 1]
    if near and does and not governor.passive:
        return between[-1]
    if verb.form == "ing" and line.word(verb.first - 1) in {"of", "for"} and between:
        accused = line.word(verb.first - 2)
        if accused.endswith("ed"):
            return between[-1]
    if verb.form == "ing" and line.mention(verb.first - 1) and between:
        return between[-1]
    # "sanctioned three firms for carrying": none of whom is named.
    nobody = verb.form == "ing" and _reason(line, governor, verb)
    earlier = [v for v in others if v.at < governor.at]
    return None if nobody else subject_of(line, governor, earlier, frames)


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


def _reason(line: Line, governor: Verb, verb: Verb) -> bool:
    """Whether a gerund tells for what the one who is punished by the governing verb is."""
    blames = governor.lemma in _PUNISHED_FOR and not governor.passive
    return blames and line.word(verb.first - 1) in {"for", "over"}


def _user(line: Line, governor: Verb | None, verb: Verb) -> Group | None:
    """Reads "were used by A to make": A makes."""
    if governor is None or not governor.passive or governor.lemma not in _USING:
        return None
    users = (g for g in line.groups if governor.at < g.first < verb.first and g.before == "by")
    return next(users, None) if verb.form == "to" else None


def _quoted_later(line: Line, verb: Verb) -> Group | None:
    """Reads 'A said: "By doing so, B …"': B, who is named behind the comma, and not A."""
    by = verb.first - 1
    if verb.form != "ing" or line.word(by) not in PREPOSITIONS or line.word(by - 1) != '"':
        return None
    comma = next((i for i in range(verb.at, len(line.words)) if line.word(i) == ","), None)
    return None if comma is None else line.at.get(comma + 1)


def _later_subject(line: Line, verb: Verb) -> Group | None:
    """Reads "In addition to helping …, A said"."""
    opening = line.word(0) in PREPOSITIONS or verb.first == 0
    if verb.first > _ASIDE_WITHIN or not opening:
        return None
    comma = next((i for i in range(verb.at, len(line.words)) if line.word(i) == ","), None)
    if comma is None:
        return None
    return line.at.get(comma + 1)
