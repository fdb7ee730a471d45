"""The verbs of a sentence: which words are verbs here, in what form, with which auxiliaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from holdpoint._quick import maker, quick
from holdpoint.disclosures._clause_line import Line
from holdpoint.disclosures._cues import saying_verbs
from holdpoint.disclosures._frames import Frames, VerbFrame
from holdpoint.disclosures._grammar import words
from holdpoint.disclosures._kinds import VERB
from holdpoint.disclosures._memo import Memo
from holdpoint.disclosures._predicates import families
from holdpoint.disclosures._units import AUXILIARIES, PREPOSITIONS

_BE = words("be")
_HAVE = words("have")
_PRONOUNS = words("pronoun")
_ADVERBS = words("adverb")
# Verbs that take no object: their past form is no passive, whatever follows.
_INTRANSITIVE = words("intransitive")
_ACCUSING = words("accusing")
_TAKING_UP = frozenset({"which", "that", "whom"})
_BEFORE_GERUND = PREPOSITIONS | AUXILIARIES | {",", "and", "or"}
_FIRMS = words("many_noun") | words("firm_noun")
_PARTICIPLES = frozenset({"being", "been", "having", "be"})
_FINITE = AUXILIARIES - _PARTICIPLES
_NOT_BE = AUXILIARIES - _BE
_AMOUNT_STARTS = frozenset({("at", "least"), ("at", "most"), ("up", "to")})
_OBJECT_STARTS = frozenset({"the", "a", "an", "its", "their"})
_SET_ADVERBS = frozenset({("in", "turn"), ("in", "fact"), ("in", "part"), ("at", "times")})
_ROUND = frozenset({"over", "about", "under", "around", "between"})
_JOINED_WITHIN = 12


@quick
@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that calls frames.

    Attributes:
        at: Index of its unit; ``first`` that of the first unit of its group ("has been").
        form: ``finite``, ``to``, ``ing`` or ``part`` (a participle that describes a noun).
        passive: The subject is whom it is done to.
    """

    at: int
    first: int
    lemma: str
    form: str
    passive: bool
    frames: tuple[VerbFrame, ...]


_verb_at = maker(Verb)


def verbs_of(line: Line, frames: Frames, absorbed: Mapping[int, int]) -> list[Verb]:
    """Give the verbs of a sentence that have frames, in order.

    Args:
        line: The sentence.
        frames: All frames.
        absorbed: Last index of a phrase that belongs to a verb group ("preparing to") to its first.
    """
    found: list[Verb] = []
    for index in line.calling(VERB):
        # "Specially Designated Nationals": capitals within a sentence are a name's.
        if index > 1 and line.text[line.starts[index]].isupper():
            continue
        if line.words[index].endswith("ing") and _describes_firms(line, index):
            continue
        first = _group_start(line, index, absorbed)
        verb = _verb(line, index, first, *frames.verbs[line.words[index]])
        if verb is not None:
            found.append(verb)
    return found


def _describes_firms(line: Line, index: int) -> bool:
    """Whether a participle only says what firms they are: "three shipping companies".

    "by using companies" and "A is using companies" tell what is done.
    """
    before = index - 1
    free = line.word(before) not in _BEFORE_GERUND and line.mention(before) is None
    return free and line.word(index + 1) in _FIRMS


def _group_start(line: Line, index: int, absorbed: Mapping[int, int]) -> int:
    first = index
    while first > 0:
        if (start := absorbed.get(first - 1)) is not None and first - 1 not in line.dated:
            first = start
            continue
        word = line.word(first - 1)
        if _HANGS[word] or (word == "'s" and line.word(first - 2) in _PRONOUNS):
            first -= 1
        elif (line.word(first - 2), word) in _SET_ADVERBS:
            first -= 2
        else:
            break
    return first


def _hangs(word: str) -> bool:
    """Whether a word before a verb belongs to its group."""
    return word in AUXILIARIES or word == "to" or word in _ADVERBS or is_adverb(word)


_HANGS = Memo(_hangs)


def is_adverb(word: str) -> bool:
    """Whether a word has the shape of an adverb ("allegedly")."""
    return len(word) > 4 and word.endswith("ly") and word not in {"supply", "family", "italy"}  # noqa: PLR2004


def _verb(
    line: Line,
    index: int,
    first: int,
    entry: tuple[VerbFrame, ...],
    lemma: str,
    tags: frozenset[str],
) -> Verb | None:
    group = list(line.words[first:index])
    be = _nearest(group) in _BE
    if "ing" in tags:
        # "is V-ing", "may begin V-ing"
        finite = (be and group[-1:] != ["being"]) or bool(group and group[0] in _FINITE)
        return _verb_at(index, first, lemma, "finite" if finite else "ing", False, entry)  # noqa: FBT003
    if "to" in group and ("base" in tags):
        # "continue to V" and "is preparing to V" have a subject; "to V" hangs on something.
        form = "to" if group[0] == "to" else "finite"
        if group[0].endswith("ing") and not be:
            form = "ing"
        return _verb_at(index, first, lemma, form, False, entry)  # noqa: FBT003
    if "part" in tags or "past" in tags:
        return _past(line, index, first, entry, lemma, group, be=be)
    previous = line.word(index - 1)
    if not _NOT_BE.isdisjoint(group) or previous in _PRONOUNS:
        return _verb_at(index, first, lemma, "finite", False, entry)  # noqa: FBT003
    if after_subject(line, first) or ("s" in tags and _goes_on(line, index, first)):
        return _verb_at(index, first, lemma, "finite", False, entry)  # noqa: FBT003
    return None


def _goes_on(line: Line, index: int, first: int) -> bool:
    """Whether a verb goes on with the subject before "and": "A is of B and makes motors for C"."""
    after = line.word(index + 1)
    has_object = line.mention(index + 1) is not None or after in _OBJECT_STARTS
    return has_object and line.word(first - 1) == "and"


def _nearest(group: list[str]) -> str:
    """Give the auxiliary that stands nearest to the verb: "is believed to have" is "have"."""
    for word in reversed(group):
        if word in AUXILIARIES or word == "'s":
            return word
    return ""


def _past(
    line: Line,
    index: int,
    first: int,
    entry: tuple[VerbFrame, ...],
    lemma: str,
    group: list[str],
    *,
    be: bool,
) -> Verb | None:
    if group[:1] and group[0] in {"being", "having"}:
        return _verb_at(index, first, lemma, "ing", be, entry)
    if be or _nearest(group) in _HAVE:
        return _verb_at(index, first, lemma, "finite", be, entry)
    after = line.word(index + 1)
    previous = line.word(index - 1)
    if previous in {"the", "a", "an", "'s"} and not line.word(index + 1):
        return None
    hangs = after in PREPOSITIONS or after in {",", ".", "", "pursuant", "and", "or"}
    hangs = hangs and not opens_amount(line, index + 1)
    no_object = hangs and line.mention(index + 1) is None
    if (previous in _PRONOUNS and previous != "that") or _object_apart(line, index):
        no_object = False
    plain = lemma in _INTRANSITIVE or _only_says(lemma)
    if after == "by" or (no_object and not plain and not _takes_late(line, index)):
        if previous not in {"and", "or"}:
            return _verb_at(index, first, lemma, "part", True, entry)  # noqa: FBT003
        # "are loaded at A and shipped to B": the auxiliary of the first holds for both.
        passive = after == "by" or _passive_before(line, index - 1)
        return _verb_at(index, first, lemma, "finite", passive, entry)
    return _verb_at(index, first, lemma, "finite", False, entry)  # noqa: FBT003


def _goods_behind_aside(line: Line, index: int) -> bool:
    """Reads "A procured, on behalf of B, motors": A procured motors, and was not procured."""
    if line.word(index + 1) != "," or line.word(index + 2) not in PREPOSITIONS:
        return False
    commas = (at for at in range(index + 3, len(line.words)) if line.word(at) == ",")
    comma = next(commas, None)
    mention = None if comma is None else line.mention(comma + 1)
    return mention is not None and "goods" in families().get(mention.schema, ())


def _object_apart(line: Line, index: int) -> bool:
    """Tell whether the object of a verb stands apart from it: behind an aside, before "which"."""
    return _goods_behind_aside(line, index) or _object_before(line, index)


def _object_before(line: Line, index: int) -> bool:
    """Reads "A, which B sanctioned.": what B sanctioned stands before "which"."""
    at = index - 2 - (line.word(index - 2) in {"the", "a"})
    return line.mention(index - 1) is not None and line.word(at) in _TAKING_UP


def opens_amount(line: Line, index: int) -> bool:
    """Tell whether a preposition belongs to a number: "exported at least 48", "sold over 200"."""
    after = line.word(index + 1)
    if (line.word(index), after) in _AMOUNT_STARTS:
        return True
    return line.word(index) in _ROUND and after[:1].isdigit() and index + 1 not in line.dated


def _passive_before(line: Line, index: int) -> bool:
    """Tell whether the verb before "and" is in the passive."""
    for at in range(index - 1, max(0, index - _JOINED_WITHIN), -1):
        if line.word(at) in _BE:
            return line.word(at + 1).endswith(("ed", "en", "ught", "ld", "nt"))
        if line.word(at) in {",", ";", "that", "which", "who"}:
            return False
    return False


def _only_says(lemma: str) -> bool:
    """Tell whether a verb of saying has words, not a person, as its object."""
    return lemma not in _ACCUSING and lemma in saying_verbs()


def _takes_late(line: Line, index: int) -> bool:
    """Tell whether this verb shares its object with the next one ("sold and shipped …")."""
    return line.word(index + 1) in {"and", "or"} and not line.mention(index + 2)


def after_subject(line: Line, first: int) -> bool:
    """Tell whether a subject stands right before: a naming (with its tail) or a pronoun."""
    mention = line.mention(first - 1)
    if mention is not None:
        # "servomotor orders": goods before a noun that looks like a verb.
        return first - 1 in line.heads and "goods" not in families().get(mention.schema, ())
    if line.word(first - 1) in _PRONOUNS:
        return True
    at = first - 1 if line.word(first - 1) == "," else first
    for group in line.groups:
        if group.last not in {at, first}:
            continue
        # "…, A, also runs B": a naming between commas is what stands before it.
        if group.last - group.first > 1 or (at < first and _behind_comma(line, group.first)):
            return True
    return False


def _behind_comma(line: Line, first: int) -> bool:
    """Tell whether a comma stands before a naming, a title between them or not."""
    at = first - 1
    while line.word(at).isalpha() and line.text[line.starts[at]].isupper():
        at -= 1
    return line.word(at) == ","
