"""Verbs of a sentence with what hangs on them: on whom and under which word.

No grammar of English is tried. Looking left for who acts and right for the rest, with the marks at
which a clause ends, reads the sentences of releases and news; what is unclear is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from holdpoint.disclosures._clause_line import Group, Line
from holdpoint.disclosures._frames import Frames, VerbFrame
from holdpoint.disclosures._grammar import words
from holdpoint.disclosures._kinds import TURN
from holdpoint.disclosures._predicates import families
from holdpoint.disclosures._subjects import is_place, noun_phrase, schema_at
from holdpoint.disclosures._turns import LONG
from holdpoint.disclosures._units import AUXILIARIES, PREPOSITIONS
from holdpoint.disclosures._verbs import Verb, after_subject, is_adverb, opens_amount

_PRONOUNS = words("pronoun")
_BEFORE_VERB = _PRONOUNS | {"to", "and", "or"}
_ADVERBS = words("adverb")
_CLAUSE_ENDS = words("clause_end")
_ASIDES = words("aside")
_AMOUNT_OF = words("amount")
_COUNTS = words("amount")
_MANY = words("many_noun")
# Places whose namings and whose words count among the objects.
_OWNED = frozenset({"direct", "of", "to", "on"})
_WORDS_KEPT = frozenset({"to", "of", "on", "into", "under"})
_CLOSING = frozenset({",", ".", ";", "", "and", "by"})
_LIST_REACH = 14
_REACH = 60


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
    row, calls, group_at = line.words, line.calls, line.at.get
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
        word, after = row[index], index + 1
        if calls[index] & TURN:
            slot, after, kept = _turn(line, index, verb, frames, slot, places)
            if after < 0:
                break
        elif not word and line.mention(index) is not None:
            _describing(line, index, slot, places)
            kept = False
        else:
            kept = True
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
    listed = _counted(line, index, verb, places)
    if listed is not None:
        places.by["direct"] = [listed]
        return "direct", listed.last, False
    if line.word(index) == "," and slot != "direct" and _object_late(line, index, verb, places):
        # "procured, on behalf of A, motors"
        return "direct", index + 1, False
    behind, new = _preposition(line, index, slot)
    if new:
        return new, behind, False
    jump = _next(line, index, verb, frames, slot)
    return (slot, -1, False) if jump is None else (slot, jump, True)


def _counted(line: Line, index: int, verb: Verb, places: Places) -> Group | None:
    """Give the names of "designated two firms in A, B and C", if the objects are only counted."""
    opens = {",", ":"} if not verb.passive else {":"}
    told = any(_is_named(line, group) for group in places.by.get("direct", ()))
    if line.word(index) not in opens or told or _MANY.isdisjoint(places.words):
        return None
    at = index + 1 + (line.word(index + 1) in {"the", "including", "namely"})
    at += 2 * line.holds(at, ("among", "them"))
    if at not in line.at:
        return None
    heads = [at]
    while (after := _listed_after(line, heads[-1])) is not None:
        heads.append(after)
    known = line.at[at]
    return known if len(known.heads) >= len(heads) else Group(at, heads[-1] + 1, tuple(heads), "")


def _is_named(line: Line, group: Group) -> bool:
    mention = line.mention(group.heads[0])
    return mention is not None and mention.form != "description"


def _listed_after(line: Line, at: int) -> int | None:
    """Give the naming that a list goes on with behind one, or ``None``."""
    behind = at + 1
    while line.word(behind) in {",", "and", ";", "the"}:
        behind += 1
    family = families().get(schema_at(line, at), frozenset())
    alike = not family.isdisjoint(families().get(schema_at(line, behind), ()))
    return behind if behind > at + 1 and behind in line.heads and alike else None


def _named_behind(line: Line, comma: int) -> str:
    """Give the place of B in "sold motors to a customer in A, B" (``to``); empty: none."""
    group = line.at.get(comma + 1)
    if group is None or line.word(group.last) not in _CLOSING or not is_place(line, comma - 1):
        return ""
    actor = "actor" in families().get(schema_at(line, comma + 1), ())
    first = noun_phrase(line, comma - 1) if actor else None
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
    if "under" in line.held:
        # "adds A, under the destination of B, to": what the aside says counts.
        places.words.update(filter(str.isalpha, line.words[group.first : group.last]))
    for at in group.heads:
        places.words.update(line.text[line.starts[at] : line.ends[at]].lower().split())


def _describing(line: Line, index: int, slot: str, places: Places) -> None:
    """Keep an owner among the objects ("B's export privileges") in a place of its own."""
    if line.word(index + 1) in {"'s", "'"} and slot in {"direct", "of"}:
        places.by.setdefault("owner", []).append(Group(index, index + 1, (index,), slot))
    if slot == "on behalf of" and _behalf(line, index + 1):
        places.by.setdefault(slot, []).append(Group(index, index + 1, (index,), slot))
    if slot == "direct":
        places.words.update(line.text[line.starts[index] : line.ends[index]].lower().split())


def _preposition(line: Line, index: int, slot: str) -> tuple[int, str]:
    word = line.words[index]
    if word == "on" and line.mention(index + 1) is not None and _behalf(line, index + 2):
        return index + 1, "on behalf of"  # "on its behalf", "on A's behalf"
    for phrase in LONG.get(word, ()):
        if line.holds(index, phrase):
            name = " ".join(phrase)
            return index + len(phrase), "maintained by" if name == "administered by" else name
    if (word == "to" and line.word(index - 1) == "up") or opens_amount(line, index):
        return index, ""
    counts = slot == "direct" and line.word(index - 1) in _AMOUNT_OF
    if word == "of" and (counts or slot == "maintained by"):
        return index, ""
    if word in PREPOSITIONS and word not in {"including", "before", "after", "until", "despite"}:
        return index + 1, word
    return index, ""


def _behalf(line: Line, index: int) -> bool:
    """Whether "behalf" follows, a possessive mark passed over."""
    return line.word(index + (line.word(index) in {"'s", "'"})) == "behalf"


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
    if entry is not None and line.text[line.starts[index]].islower() and index > verb.at + 1:
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
    for at in range(index + 1, min(index + _LIST_REACH, len(line.words))):
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
        for at in range(index + 2, min(index + _REACH, len(line.words))):
            if line.word(at) == ",":
                return at
    return None
