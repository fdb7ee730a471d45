"""Claims that a noun carries: "A, chief executive of B", "B's affiliate A", "A, a front for B"."""

from __future__ import annotations

from collections.abc import Iterator

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
    span_of,
)
from holdpoint.disclosures._frames import Frames, NounFrame
from holdpoint.disclosures._frames_verb import implied
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._kinds import NOUN
from holdpoint.disclosures._predicates import families
from holdpoint.disclosures._units import AUXILIARIES, text_is_lower

_SURE = 0.9
_COPULAS = words_of("copula")
_CALLED = words_of("called")
_IS = frozenset({"is", "was"})
_DESCRIBING = frozenset({",", "and", "(", "--"})
_POSSESSIVE_WORDS = words_of("possessive")
_WHICH = frozenset({"which", "who", "whom", "that"})
_HANDED_OVER = frozenset(
    {
        "transfer",
        "transfers",
        "shipment",
        "shipments",
        "export",
        "exports",
        "provision",
        "supply",
        "sale",
        "delivery",
    }
)
_CHARGES = ("charg", "indict", "sanction", "designat", "arrest", "blacklist", "accus", "prosecut")
_REACH = 7
_TITLE_WORDS = 5
_KINDS_OF_PARTY = words_of("kind_of_party")


def noun_drafts(scene: Scene, memory: Memory, frames: Frames) -> Iterator[Draft]:
    """Give the claims that the nouns of a sentence carry."""
    line = scene.line
    behind = 0
    for index in line.calling(NOUN):
        if index < behind:
            continue
        entry = _phrase(line, index, frames)
        if entry is None:
            if not line.words[index]:
                yield from _described(scene, frames, index)
            continue
        words, held = entry
        for frame in held:
            drafts = list(_noun(scene, memory, frames, frame, index, index + len(words)))
            yield from drafts
            if drafts:
                break
        behind = index + len(words)


def _described(scene: Scene, frames: Frames, index: int) -> Iterator[Draft]:
    """A description that was tied to a name holds the noun: "A, …, the main front company of B"."""
    line = scene.line
    mention = line.mention(index)
    if mention is None:
        return
    said = line.text[line.starts[index] : line.ends[index]].lower().split()
    for at in range(len(said)):
        for words, frame in frames.nouns.get(said[at], ()):
            whole = _after(line, frame, index + 1)
            if tuple(said[at:]) != words or whole is None:
                continue
            holder = Head(index, mention.members or (mention.entity,), mention.schema, 0.9)
            others = fitting(heads_of(line, whole), frame.of_schemas)
            if fitting([holder], frame.holder_schemas):
                yield from _between(line, frame, [holder], others, (index, index + 1), 1.0, None)
            return


def _phrase(
    line: Line, index: int, frames: Frames
) -> tuple[tuple[str, ...], list[NounFrame]] | None:
    candidates = frames.nouns.get(line.words[index])
    if candidates is None:
        return None
    for words, _ in candidates:
        if line.holds(index, words):
            return words, [frame for other, frame in candidates if other == words]
    return None


def _noun(
    scene: Scene, memory: Memory, frames: Frames, frame: NounFrame, first: int, last: int
) -> Iterator[Draft]:
    line = scene.line
    whole, behind, from_whom = _of(scene, frames, frame, first, last)
    holders, where = _holders(line, frame, first, behind)
    if where == "before" and line.word(last) == "and" and line.word(last + 1) == "the":
        holders = _each_to_its_own(line, holders)
    note = None
    if not whole and frame.implied and holders and where == "behind" and _plural(line, last):
        whole = fitting(implied(memory, frame.implied, scene, holders), frame.of_schemas)
        note = "The other side is taken from an earlier sentence."
    if not whole or not holders:
        return
    yield from _between(line, frame, holders, whole, (first, last), from_whom, note)


def _between(
    line: Line,
    frame: NounFrame,
    holders: list[Head],
    whole: list[Head],
    noun: tuple[int, int],
    trust: float,
    note: str | None,
) -> Iterator[Draft]:
    first, last = noun
    line_value = line.text[line.starts[first] : line.ends[last - 1]]
    for holder in holders:
        for other in whole:
            if set(holder.ids) & set(other.ids):
                continue
            one, two = (other, holder) if frame.swap else (holder, other)
            units = [head.at for head in (one, two) if head.at >= 0]
            yield Draft(
                predicate=frame.predicate,
                subject=one,
                object=two,
                anchor=(_copula(line, first), last - 1),
                span=span_of(line, [*units, first, last - 1]),
                heads=tuple(units),
                side=holder.at,
                at=last - 1,
                frame=frame.id,
                confidence=round(_SURE * min(one.sure, two.sure) * trust, 4),
                value=line_value if frame.value == "noun" else None,
                note=note,
            )


def _each_to_its_own(line: Line, holders: list[Head]) -> list[Head]:
    """Reads "A and B, the owner and the operator of C": A owns C."""
    for group in line.groups:
        if len(group.heads) == 2 and [head.at for head in holders] == [group.heads[1]]:  # noqa: PLR2004
            return [head_of(line, group.heads[0])]
    return holders


def _plural(line: Line, last: int) -> bool:
    return line.word(last - 1).endswith("s")


def _copula(line: Line, first: int) -> int:
    at = first - 1
    floor = max(0, first - _REACH)
    while at >= floor and line.word(at) and line.word(at) not in {",", ";", "and"}:
        at -= 1
    return at + 1


def _of(
    scene: Scene, frames: Frames, frame: NounFrame, first: int, last: int
) -> tuple[list[Head], int, float]:
    """The whole, behind the noun ("of B") or before it ("B's", "its"): heads, end, trust."""
    line = scene.line
    group = _after(line, frame, last) or _after(line, frame, _second_role(scene, frames, last))
    if group is not None:
        # "a supplier of motors to B"
        further = _after(line, frame, group.last)
        if further is not None and not fitting(heads_of(line, group), frame.of_schemas):
            group = further
        return fitting(heads_of(line, group), frame.of_schemas), group.last, 1.0
    held, trust = _owner_before(scene, frame, first) if frame.possessive else ([], 1.0)
    return held, last, trust


def _owner_before(scene: Scene, frame: NounFrame, first: int) -> tuple[list[Head], float]:
    """Give the whole that stands before the noun ("B's", "its"), and the trust in it."""
    line = scene.line
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        named = line.mention(at) is not None
        if named and _seat(line, at):
            continue
        if named:
            head = head_of(line, at)
            if fitting([head], frame.of_schemas):
                return [head], 1.0
            if line.word(at + 1) not in {"'s", "'", ""} and at in line.heads:
                break
        elif line.word(at) in _POSSESSIVE_WORDS:
            return _owner(scene, frame, at), 0.9
        elif not _describing(line.word(at)):
            break
    return [], 1.0


def _seat(line: Line, at: int) -> bool:
    """Tell whether a naming only says where: "the B-based front company", "a B shell company"."""
    mention = line.mention(at)
    place = mention is not None and "place" in families().get(mention.schema, ())
    return line.word(at + 1).startswith("-") or (place and line.word(at + 1) not in {"'s", "'"})


def _second_role(scene: Scene, frames: Frames, last: int) -> int:
    """Give where the second of two roles ends: "the founder and owner of B"."""
    line = scene.line
    if line.word(last) not in {"and", "or"}:
        return last
    at = last + 2 if line.word(last + 1) in {"the", "a"} else last + 1
    for words, _ in frames.nouns.get(line.word(at), ()):
        if line.holds(at, words):
            return at + len(words)
    return last


def _after(line: Line, frame: NounFrame, last: int) -> Group | None:
    for words in frame.after:
        if line.holds(last, words):
            group = _next_group(line, last + len(words))
            if group is not None:
                return group
    return None


def _describing(word: str) -> bool:
    """Tell whether a word may stand between an owner and a noun: "B's main sales agent"."""
    if word in AUXILIARIES or word in {"and", "the", "a", "an", "as", "of", "for"}:
        return False
    return word.isalpha() or word in {"'s", "'", "-based", "-linked"}


def _owner(scene: Scene, frame: NounFrame, at: int) -> list[Head]:
    """To whom "its" refers: the nearest fitting naming before it in the sentence."""
    line = scene.line
    whose = line.word(at) == "whose"
    candidates = [
        head_of(line, index) for index in range(at - 1, -1, -1) if line.mention(index) is not None
    ]
    held = fitting(candidates, frame.of_schemas)
    if not held:
        return []
    if held[0].schema == "PublicBody" and _charges(line, held[0].at, at):
        # "The department charged its director": not the department's.
        return []
    return [Head(held[0].at, held[0].ids, held[0].schema, 1.0 if whose else 0.9)]


def _charges(line: Line, first: int, last: int) -> bool:
    """Whether one verb of punishment stands between a body and a word."""
    return any(line.word(i).startswith(_CHARGES) for i in range(first + 1, last))


def _part_of_phrase(word: str) -> bool:
    return word.isalpha() or word.startswith("-") or word == "'s"


def _next_group(line: Line, at: int) -> Group | None:
    """The group that begins at an index, determiners and describing words skipped."""
    for index in range(at, min(at + 6, len(line.words))):
        if index in line.at:
            return line.at[index]
        word = line.word(index)
        if word and word != "[" and not _part_of_phrase(word):
            return None
        if word in AUXILIARIES or word in {"that", "which", "and"}:
            return None
    return None


def _holders(line: Line, frame: NounFrame, first: int, behind: int) -> tuple[list[Head], str]:
    """Who it is: named right behind, or before a comma, a copula or "which B calls"."""
    group = line.at.get(behind)
    if group is None and behind in line.heads:
        # "A and its manager B": B is one of a list, but the manager is B alone.
        group = Group(behind, behind + 1, (behind,), "")
    if line.word(behind) in _IS and _owned(line, first):
        # "B's director is A", "whose director is A"
        group = _next_group(line, _past_title(line, behind + 1))
    if group is None and line.word(behind) == "in" and _owned(line, first):
        # "its subsidiary in B, A"
        seat = line.at.get(behind + 1)
        if seat is not None and line.word(seat.last) == ",":
            behind = seat.last
    if group is None and line.word(behind) == ",":
        at = _past_title(line, behind + 1)
        group = line.at.get(at)
        if group is None and at in line.heads:
            group = Group(at, at + 1, (at,), "")
        if group is not None and not (_opens(line, first) or _owned(line, first)):
            group = None
    if group is not None and not group.before:
        held = fitting(heads_of(line, group), frame.holder_schemas)
        if held and not _verb_between(line, first, min(behind, group.first)):
            return held, "behind"
    return _holders_before(line, frame, first), "before"


def _past_title(line: Line, at: int) -> int:
    """Give the index behind what a person is called before the name: "Iranian national A"."""
    for index in range(at, at + _TITLE_WORDS):
        word = line.word(index)
        if not word.isalpha() or (word not in _KINDS_OF_PARTY and text_is_lower(line, index)):
            return index if line.mention(index) is not None else at
    return at


def _owned(line: Line, first: int) -> bool:
    """Tell whether the noun is somebody's: "charged its director, A, with"."""
    for at in range(first - 1, max(-1, first - 4), -1):
        mention = line.mention(at)
        if line.word(at) in _POSSESSIVE_WORDS | {"'s", "'"} or (
            mention and mention.form == "pronoun"
        ):
            return True
    return False


def _opens(line: Line, first: int) -> bool:
    """Tell whether the phrase opens its clause: "The director of B, A, …"."""
    at = first - 1
    while at >= 0 and line.word(at).isalpha() and line.word(at) not in AUXILIARIES:
        at -= 1
    return at < 0 or (line.mention(at) is None and line.word(at) in {",", ";", '"'})


def _verb_between(line: Line, first: int, last: int) -> bool:
    return any(line.word(i) in AUXILIARIES for i in range(first, last))


def _holders_before(line: Line, frame: NounFrame, first: int) -> list[Head]:
    at = first - 1
    floor = max(-1, first - _REACH - 1)
    joined = False
    while at > floor:
        word = line.word(at)
        if word in _COPULAS or word in _CALLED or word in _DESCRIBING:
            joined = True
            break
        if line.mention(at) is not None:
            # "A, the UAE-based director of", "A, a maker of motors subordinate to": looked over.
            of_goods = line.word(at - 1) == "of" and "goods" in family_of(line.mention(at))
            if at in line.heads and line.word(at + 1) != "'s" and not of_goods:
                return []
        elif not _part_of_phrase(word):
            return []
        at -= 1
    if not joined:
        return []
    return _subject_before(line, frame, at)


def _subject_before(line: Line, frame: NounFrame, at: int) -> list[Head]:
    """The nearest group before an index whose things fit, not beyond the clause."""
    called = _called_before(line, at)
    if called and (held := _of_called(line, frame, called)):
        return held
    if line.word(at) in _COPULAS:
        return _of_copula(line, frame, at)
    if line.word(at) in _CALLED:
        return _of_called(line, frame, at)
    while at >= 0:
        group = next((g for g in line.groups if g.first <= at <= g.last), None)
        if group is not None:
            inner = [
                head_of(line, i)
                for i in range(min(at, group.last - 1), group.first - 1, -1)
                if line.mention(i) is not None and i in line.heads
            ]
            held = fitting(inner, frame.holder_schemas)
            if held:
                return _whole_list(line, group, held[0], frame)
            at = group.first - 1
            continue
        word = line.word(at)
        if word in {";", "but"} or word == "that":
            return []
        at -= 1
    return []


def _called_before(line: Line, at: int) -> int:
    """Give the verb of "that B describes as" before the "as" at an index, 0 if there is none."""
    if line.word(at) != "as":
        return 0
    return next((i for i in range(at - 1, max(0, at - 3), -1) if line.word(i) in _CALLED), 0)


def _of_called(line: Line, frame: NounFrame, at: int) -> list[Head]:
    """Reads "A, which B calls a front for C": A, not B."""
    which = next((i for i in range(at - 1, max(0, at - 5), -1) if line.word(i) in _WHICH), None)
    if which is None:
        return []
    for index in range(which - 1, -1, -1):
        if index in line.heads:
            return fitting([head_of(line, index)], frame.holder_schemas)
    return []


def _of_copula(line: Line, frame: NounFrame, at: int) -> list[Head]:
    """The subject of "is", "acted as": the nearest that hangs on no preposition.

    In "A, which B says is a front for C" it is A.
    """
    while line.word(at - 1) in _COPULAS:
        at -= 1  # "serves as"
    said = {at - 2} if line.word(at - 1) in sayings() else set[int]()
    for index in range(at - 1, -1, -1):
        word = line.word(index)
        if word in {";", "but"}:
            return []
        group = line.at.get(index)
        if group is not None and index in said:
            continue
        if group is not None and (not group.before or _is_transferred(line, group)):
            held = fitting(heads_of(line, group), frame.holder_schemas)
            if held or line.word(at - 1) != "and":
                # "A founded B and serves as its director": A.
                return held
    return []


def _is_transferred(line: Line, group: Group) -> bool:
    """Whether goods are what is handed over: "the transfer of these drones is a violation of"."""
    at = group.first - 1
    while at > group.first - _TITLE_WORDS and line.word(at).isalpha() and line.word(at) != "of":
        at -= 1
    return line.word(at) == "of" and line.word(at - 1) in _HANDED_OVER


def _whole_list(line: Line, group: Group, nearest: Head, frame: NounFrame) -> list[Head]:
    """Reads "A and B, directors of C"."""
    if nearest.at != group.heads[-1] or len(group.heads) == 1:
        return [nearest]
    if any(line.word(i) == "," for i in range(nearest.at, min(nearest.at + 2, len(line.words)))):
        nouns = {words[-1] for words in frame.nouns if words[-1].endswith("s")}
        ahead = {line.word(i) for i in range(nearest.at, min(nearest.at + 8, len(line.words)))}
        if nouns & ahead:
            return fitting(heads_of(line, group), frame.holder_schemas)
    return [nearest]
