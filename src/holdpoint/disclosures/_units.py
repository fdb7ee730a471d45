"""A sentence as the frames see it: words, marks and namings in a row, and the groups of namings.

A unit is a naming (whole, however many words it has), a word, a number or a mark. A group is a
naming or a list of namings ("A, B and C") with all that hangs on it: brackets, ages, "of Hong
Kong", appositions and relative clauses between commas.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence

from holdpoint._quick import maker
from holdpoint.disclosures._asides import tail_end
from holdpoint.disclosures._clause_line import Group, Head, Line
from holdpoint.disclosures._cut import units_of
from holdpoint.disclosures._frames import Frames
from holdpoint.disclosures._grammar import words
from holdpoint.disclosures._kinds import DESCRIBING, PREPOSITION
from holdpoint.disclosures._parsed import MentionAt, Sentence
from holdpoint.disclosures._predicates import families
from holdpoint.model import TimeRef

# A country, city or company before one of these only describes what follows.
_ATTRIBUTIVE = words("attributive")
_OWNING = _ATTRIBUTIVE | {"'s"}
_OWNS = _OWNING | {"'"}
_NO_FAMILY = frozenset[str]()
_PLACES = frozenset({"place", "water"})
_BESIDE_PLACES = frozenset({"goods", "site", "document"})
# What may go on with a naming, and with a list of them.
_JOINTS = frozenset({",", "and", "or", ";", "&", "as"})
PREPOSITIONS = words("preposition")
AUXILIARIES = words("auxiliary")
_DETERMINERS = words("determiner")
_LINKS = words("link")
_POSSESSIVE = words("possessive")
_OTHER_VERBS = words("other_verb")
_RELATIVE = words("relative")
FUNCTION_WORDS = (
    PREPOSITIONS | AUXILIARIES | _DETERMINERS | _LINKS | _RELATIVE | words("other_function")
)
_QUANTIFIERS = frozenset({"both", "all", "each"})
# "in Almaty one month after": a number describes nothing that stands before it.
_COUNTS = words("amount")
_KIN = words("kin")
_FURTHER = frozenset({"other", "various", "related"})
_DESCRIBED_BY = 10
_CONJUNCTIONS = frozenset({"since", "after", "before", "until"})
_NO_HEADS: tuple[int, ...] = ()
_NOT_DATED = frozenset[int]()


_group_of, _head = maker(Group), maker(Head)
_SURE_OF_PRONOUN = 0.85


class _Row(dict[int, str]):
    """The words of a sentence by index; outside there is none."""

    def __missing__(self, index: int) -> str:
        return ""


def make_line(
    text: str,
    sentence: Sentence,
    mentions: Sequence[MentionAt],
    times: Sequence[TimeRef],
) -> Line:
    """Cut a sentence into units; mentions and times are those within it."""
    leaning = [m for m in mentions if m.form == "pronoun" and text[m.start : m.end] in _QUANTIFIERS]
    if leaning:
        # "A and B, both based in C": the word leans on the list before it.
        mentions = [mention for mention in mentions if mention not in leaning]
    units = units_of(text, sentence, mentions)
    row, named = tuple(units.words), units.named
    return Line(
        sentence,
        text,
        row,
        units.calls,
        units.starts,
        units.ends,
        frozenset(row),
        _dated(units.starts, times) if times else _NOT_DATED,
        tuple(named),
        _Row(enumerate(row)).__getitem__,
        named.get,
        {at: _head_of(at, mention) for at, mention in named.items()},
    )


def _head_of(at: int, mention: MentionAt) -> Head:
    sure = _SURE_OF_PRONOUN if mention.form == "pronoun" else 1.0
    return _head(at, mention.members or (mention.entity,), mention.schema, sure)


def _dated(starts: Sequence[int], times: Sequence[TimeRef]) -> frozenset[int]:
    """Give the indices of the units that stand within a time."""
    found: set[int] = set()
    for time in times:
        first = bisect_left(starts, time.span.start)
        found.update(range(first, bisect_left(starts, time.span.end, first)))
    return frozenset(found)


def attributive(line: Line, index: int, frames: Frames) -> bool:
    """Tell whether a naming only describes what follows: "Iran's …", "UAE-based …"."""
    after = line.word(index + 1)
    mention = line.mention(index)
    if mention is None or index + 1 >= len(line.words):
        return False
    if after in _OWNS:
        return True
    if mention.form == "pronoun" and _text(line, index) in _POSSESSIVE:
        return True
    held = families().get(mention.schema, _NO_FAMILY)
    if not after and (behind := line.mention(index + 1)) is not None:
        return _joined(held, families().get(behind.schema, _NO_FAMILY))
    if held.isdisjoint(_PLACES):
        return False
    return (
        after.isalpha()
        and index + 1 not in line.dated
        and after not in FUNCTION_WORDS
        and after not in _COUNTS
        and after not in frames.verbs
        and not after.endswith(("ly", "ed"))
        and after not in _OTHER_VERBS
        and text_is_lower(line, index + 1)
    )


def _text(line: Line, index: int) -> str:
    return line.text[line.starts[index] : line.ends[index]].lower()


def _joined(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two namings in a row are one thing.

    "UN Security Council resolutions" and "Caspian Amirabad" are; "offered Iran drones" has two
    objects.
    """
    if not one.isdisjoint(_PLACES):
        return other.isdisjoint(_BESIDE_PLACES)
    return "actor" in one and bool(other & {"law", "document", "programme", "actor"})


def text_is_lower(line: Line, index: int) -> bool:
    """Tell whether the unit begins with a small letter in the text."""
    return line.text[line.starts[index]].islower()


def find_groups(line: Line, frames: Frames) -> None:
    """Find the groups of a line."""
    behind, heads = 0, _NO_HEADS
    for index in line.named:
        if attributive(line, index, frames):
            continue
        if index >= behind:
            group = _extend(line, index, frames)
            line.groups.append(group)
            line.at[index] = group
            line.heads.update(group.heads)
            behind, heads = group.last, group.heads
        elif index not in heads:
            # Heads within a tail are groups of their own for what stands in that tail.
            line.at.setdefault(
                index, _group_of(index, index + 1, (index,), _before(line, index, frames))
            )
            line.heads.add(index)


def _extend(line: Line, index: int, frames: Frames) -> Group:
    before, end = _before(line, index, frames), tail_end(line, index, frames)
    if line.word(end) not in _JOINTS:
        return _group_of(index, end, (index,), before)
    heads, ends = [index], [end]
    kind = _kind(line, index)
    mention = line.mention(index)
    if before == "in" and mention is not None and mention.schema == "Country":
        # "two firms in B, C and D": the firms are in B, and C is one of them.
        kind = "state"
    # Commas alone make no list ("According to A, B sold …"): it needs an "and" before its last.
    linked = 0
    while True:
        follower = _coordinated(line, ends[-1], kind, frames, before)
        if follower is None:
            break
        link = any(
            line.word(i) in _LINKS or line.word(i) == "well" for i in range(ends[-1], follower)
        )
        heads.append(follower)
        ends.append(tail_end(line, follower, frames))
        linked = len(heads) - 1 if link else linked
    if before == "to" and "according" in {line.word(index - 2), line.word(index - 3)}:
        linked = 0
    return _group_of(index, ends[linked], tuple(heads[: linked + 1]), before)


def _kind(line: Line, index: int) -> str:
    mention = line.mention(index)
    return _kind_of(mention.schema if mention else "")


@functools.cache
def _kind_of(schema: str) -> str:
    held = families().get(schema, frozenset())
    for kind in ("goods", "vessel", "law", "document", "site", "programme"):
        if kind in held and "place" not in held:
            return kind
    if "place" in held and "actor" not in held:
        return "place"
    return "actor"


def _coordinated(line: Line, index: int, kind: str, frames: Frames, before: str) -> int | None:
    """Give the index of the next naming of a list that goes on at ``index``, or ``None``."""
    at = index
    if line.word(at) not in _JOINTS:
        return None
    linked = False
    while line.word(at) in {",", "and", "or", ";", "&"} or (
        line.word(at) == "as" and line.word(at + 1) == "well" and line.word(at + 2) == "as"
    ):
        linked = True
        at += 3 if line.word(at) == "as" else 1
    if not linked:
        return None
    if before and line.word(at) == before:
        at += 1  # "on A and on B"
    while line.word(at) in _FURTHER or _is_title(line, at):
        at += 1  # "motors, bearings and other parts", "A and Captain B"
    owned = line.mention(at)
    whose = owned is not None and owned.form == "pronoun" and _text(line, at) in _POSSESSIVE
    if whose or line.word(at) in _DETERMINERS:
        at = _described_name(line, at + 1, frames, whose=whose)
        told = line.word(at - 1) in frames.nouns or line.word(at - 1) in _KIN
        if line.word(at) == "," and line.mention(at + 1) and told:
            at += 1  # "A and its director, B"
    # "UAE-based B": what describes the next naming belongs to it.
    while line.mention(at) and attributive(line, at, frames) and line.word(at + 1) in _ATTRIBUTIVE:
        at += 2
    if line.mention(at) is None or attributive(line, at, frames):
        return None
    return at if _goes_with(line, at, kind) else None


def _goes_with(line: Line, at: int, kind: str) -> bool:
    """Tell whether a naming can stand in a list of things of a kind."""
    held = _kind(line, at)
    if kind != "state":
        return held == kind
    mention = line.mention(at)
    return held == "place" or (mention is not None and mention.schema == "Country")


def _is_title(line: Line, at: int) -> bool:
    """Tell whether a word with a capital stands before a person's name: "Captain A"."""
    mention = line.mention(at + 1)
    if mention is None or mention.schema != "Person" or not line.word(at).isalpha():
        return False
    return line.text[line.starts[at]].isupper()


def _described_name(line: Line, at: int, frames: Frames, *, whose: bool) -> int:
    """Give the naming behind "its subsidiary", "the vessel": at most two describing words."""
    for index in range(at, at + 3):
        word = line.word(index)
        if not word.isalpha() or word in FUNCTION_WORDS or (word in frames.verbs and not whose):
            return index
    return at


def _before(line: Line, index: int, frames: Frames) -> str:
    """Give the preposition under which a naming stands, looking over what describes it."""
    mention = line.mention(index)
    # "From there they": nothing describes a pronoun.
    far = 1 if mention is not None and mention.form == "pronoun" else _DESCRIBED_BY
    for at in range(index - 1, max(0, index - far) - 1, -1):
        kinds = line.calls[at]
        if kinds & DESCRIBING:
            if at in line.dated:
                return ""
            continue
        word = line.words[at]
        if kinds & PREPOSITION:
            if _opens_with_phrase(line, at, index):
                return ""
            if word in _CONJUNCTIONS and line.word(index + 1) in frames.verbs:
                # "since A sanctioned B"
                return ""
            return word
        # "the western bases in", "Iran's": a describing naming is looked over.
        if word or line.word(at + 1) not in _OWNING or line.mention(at) is None:
            return ""
    return ""


def _opens_with_phrase(line: Line, at: int, index: int) -> bool:
    """Reads "As part of this deal A has …": A is the subject, and no part of the deal."""
    opens = line.word(0) in PREPOSITIONS or line.word(0) == "as"
    phrase = index - at > 2 and line.word(at + 1) in _DETERMINERS  # noqa: PLR2004
    return opens and phrase and line.word(index + 1) in AUXILIARIES and line.named[0] == index
