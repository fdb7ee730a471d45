"""Who says it: the chain from publisher to speaker, and how far each word of saying reaches."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from holdpoint._quick import quick
from holdpoint.disclosures._clause_line import Group, Line
from holdpoint.disclosures._cues import Saying, sayings
from holdpoint.disclosures._frames import frames
from holdpoint.disclosures._grammar import words as words_of
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._kinds import SAYING
from holdpoint.disclosures._parsed import MentionAt, Parsed
from holdpoint.disclosures._stance import refuses
from holdpoint.disclosures._units import FUNCTION_WORDS
from holdpoint.disclosures._voices import quoted_parts, root_of, speaker_lines
from holdpoint.model import Attribution, AttributionForm, HedgeKind, Named, Stance

_ENDS = frozenset({".", ";", "!", "?", "as", "while", "when", "after"})
_CLOSING = _ENDS | {",", '"', "on", ""}
_NO_SAYING = frozenset({"to", "the", "a", "as", "been", "be", "is", "are"})
_DETERMINERS = words_of("determiner")
_OWN_PAPERS = words_of("own_paper")
_STOPS = frozenset({",", ".", ";", "that", "who", "which"})
_BETWEEN = frozenset({"has", "have", "had", "also", "long", "further", "since"})
_LEAST_SAID = 4
_NOUN_PHRASE = 5
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_STATEMENT_VERBS = words_of("auxiliary")
_LOOK = 12
_CHANNEL_NOUNS = (
    "statement", "briefing", "interview", "release", "notice", "advisory", "report", "letter",
    "post", "call",
)  # fmt: skip
_CHANNELS = re.compile(
    r"\b(?:in|at|during|via|on) (?:a|an|its|his|her|the) (?:joint |written |press |news |public )?"
    rf"(?:{'|'.join(_CHANNEL_NOUNS)})\b"
    r"(?: (?:to|with) [A-Z][\w'\u2019-]{0,30})?"
)
_INTELLIGENCE = re.compile(
    r"\b(?:declassified|downgraded|newly declassified) (?:US |U\.S\. )?intelligence\b"
)


# Marks at which what is said may end.
_TURNS = frozenset({'"', ";", ","})


@quick
@dataclass(frozen=True, slots=True)
class Scope:
    """Units ``first:last`` of a sentence that one speaker is made to say."""

    first: int
    last: int
    link: Attribution
    stance: Stance
    hedge: tuple[int, int, HedgeKind] | None = None


@dataclass(slots=True)
class Sayings:
    """Who says what in one sentence: ``scopes`` outermost first, ``base`` what holds elsewhere."""

    scopes: list[Scope]
    base: tuple[Attribution, ...]
    base_stance: Stance
    inherited: tuple[Scope, ...] = ()
    question: bool = False
    told: dict[tuple[int, ...], tuple[tuple[Attribution, ...], Stance]] = field(
        default_factory=dict
    )

    def held(self, at: int) -> list[Scope]:
        """Give the scopes in which a unit stands, outermost first."""
        return [scope for scope in self.scopes if scope.first <= at < scope.last]

    def of(self, at: int, *, quoted: bool) -> tuple[tuple[Attribution, ...], Stance]:
        """Give the chain and stance for what stands at a unit."""
        held = [n for n, s in enumerate(self.scopes) if s.first <= at < s.last]
        key = (quoted, *held)
        found = self.told.get(key)
        if found is None:
            scopes = [self.scopes[number] for number in held] or self.inherited
            found = self.told[key] = self._of(scopes, quoted=quoted)
        return found

    def _of(
        self, scopes: Sequence[Scope], *, quoted: bool
    ) -> tuple[tuple[Attribution, ...], Stance]:
        chain, stance = self.base, self.base_stance
        for scope in scopes:
            form: AttributionForm = "direct_quote" if quoted else scope.link.form
            link = scope.link
            chain = (*chain, link if link.form == form else _in_form(link, form))
            stance = scope.stance if stance in {"asserted", "reported"} else stance
        return chain, stance


def _in_form(link: Attribution, form: AttributionForm) -> Attribution:
    """Give a link in another form; as ``replace`` does, at a fifth of its cost."""
    return Attribution(
        source=link.source,
        name=link.name,
        form=form,
        verb=link.verb,
        channel=link.channel,
        time=link.time,
        inherited=link.inherited,
        span=link.span,
    )


class _Speaker(NamedTuple):
    """Who speaks: the id of a named thing, or a slug where the text gives no name."""

    id: str
    name: str


def _speaker_of(named: Named | None) -> _Speaker | None:
    return _Speaker(named.id, named.name) if named is not None else None


def _describes_speaker(line: Line, at: int) -> bool:
    mention = line.mention(at)
    if mention is not None:
        return at not in line.heads
    word = line.word(at)
    return (word.isalpha() and word not in FUNCTION_WORDS) or word in {"'s", "-"}


class Speakers:
    """Who is made to say what, sentence by sentence; must be asked in the order of the text."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._text = parsed.kept.text
        self._verbs = frames().verbs
        self._root, self._root_stance = root_of(parsed)
        self._lines = speaker_lines(parsed)
        self._starts = [start for start, _ in self._lines]
        self._quotes = quoted_parts(parsed)
        self._quote_starts = [start for start, _ in self._quotes]
        self._last: tuple[int, tuple[Scope, ...]] = (-1, ())
        self._channelled: tuple[int, str | None] = (-1, None)
        self._carried: tuple[tuple[Scope, ...], tuple[Scope, ...]] = ((), ())
        self.last_person: Named | None = None
        self.last_body: Named | None = None

    def quoted(self, at: int) -> bool:
        """Tell whether an offset lies within quote marks."""
        index = bisect_right(self._quote_starts, at) - 1
        return index >= 0 and at < self._quotes[index][1]

    def read(self, line: Line) -> Sayings:
        """Give who says what in the next sentence."""
        base, stance, question = self._spoken(line.sentence.start)
        scopes = self._scopes(line)
        found = Sayings(scopes, base, stance, question=question)
        paragraph = line.sentence.paragraph
        if scopes:
            reach = tuple(scope for scope in scopes if self._carries(line, scope))
            self._last = (paragraph, reach)
        elif self._last[0] == paragraph and self._last[1]:
            found.inherited = self._inherited()
        else:
            self._last = (paragraph, ())
        return found

    def _inherited(self) -> tuple[Scope, ...]:
        """The last scopes, for a sentence that has none: the same for all that follow on them."""
        scopes = self._last[1]
        if self._carried[0] is not scopes:
            carried = [replace(s, link=replace(s.link, inherited=True, span=None)) for s in scopes]
            self._carried = (scopes, tuple(carried))
        return self._carried[1]

    def _carries(self, line: Line, scope: Scope) -> bool:
        """A scope carries over unless the sentence goes on in another voice behind it."""
        rest = len(line.words) - scope.last
        return rest <= 2 or scope.first == 0  # noqa: PLR2004 - a full stop and a quote mark

    def _spoken(self, start: int) -> tuple[tuple[Attribution, ...], Stance, bool]:
        """The base of a sentence: in a briefing, the speaker whose turn it is."""
        index = bisect_right(self._starts, start) - 1
        if index < 0:
            return (self._root,), self._root_stance, False
        begin, link = self._lines[index]
        if link is None:
            asker = Attribution(source="reporter", name="reporter", form="direct_quote")
            return (self._root, asker), "reported", True
        if start > begin + len(link.span.quote if link.span else "") + 4:
            link = replace(link, inherited=True, span=None)
        return (self._root, link), "reported", False

    def _scopes(self, line: Line) -> list[Scope]:
        table = sayings()
        found: list[Scope] = []
        for index in line.calling(SAYING):
            word = line.words[index]
            if word == "according" and line.word(index + 1) == "to":
                scope = self._according(line, index)
            else:
                saying = table.get(word)
                scope = self._scope(line, index, saying) if saying else None
            if scope is not None and scope.last > scope.first:
                found.append(scope)
        return sorted(found, key=lambda scope: (scope.first, -scope.last))

    def _according(self, line: Line, index: int) -> Scope | None:
        near = range(index + 2, min(index + 6, len(line.words)))
        stop = next((i for i in near if line.word(i) in _STOPS), near.stop)
        group = next((line.at[i] for i in near if i in line.at and i < stop), None)
        unnamed = group is not None and bool(
            words_of("speaker_noun") & set(line.words[index + 2 : group.first])
        )
        if group is not None and not unnamed:
            named = self._named(line.mention(group.heads[0]))
            behind = group.last
        else:
            named, behind = None, stop
        if named is None:
            name = self._unnamed(line, index + 2)
            if not name or (self._root_stance == "asserted" and name.lower() in _OWN_PAPERS):
                # "According to the order", in the issuer's own release: the issuer says it.
                return None
            source = "-".join(re.findall(r"\w+", name.lower()))
            link = Attribution(source=source, name=name, form="paraphrase", verb="according to")
        else:
            link = self._link(line, _Speaker(named.id, named.name), "according to", index, behind)
        papers = set(re.findall(r"\w+", link.name.lower())) & words_of("accusing_paper")
        stance: Stance = "alleged" if papers else "reported"
        if index <= 1:
            return Scope(behind, len(line.words), link, stance)
        return Scope(0, index, link, stance)

    def _unnamed(self, line: Line, index: int) -> str:
        """A source that the text does not name, in its words: "U.S. official", "complaint"."""
        while line.word(index) in _DETERMINERS:
            index += 1
        last = index
        while last < min(index + _LOOK, len(line.words)) and line.word(last) not in _STOPS:
            last += 1
        if last == index:
            return ""
        return self._text[line.starts[index] : line.ends[last - 1]]

    def _scope(self, line: Line, index: int, saying: Saying) -> Scope | None:
        accused = saying.stance == "alleged" and line.word(index + 1) in {"of", "by"}
        capital = index > 1 and self._text[line.starts[index]].isupper()
        withheld = saying.verb == "deny" and refuses(line, index)
        # "determined to add A" is a decision, and says nothing of A.
        decides = saying.needs == "that" and line.word(index + 1) == "to"
        if accused or capital or withheld or decides or line.word(index - 1) in _NO_SAYING:
            return None
        opening = _statement_at(line, index)
        if saying.needs == "that" and opening is None and not _closes(line, index + 1):
            return None
        speaker, first = self._speaker(line, index)
        if speaker is None:
            return None
        link = self._link(line, speaker, line.words[index], first, index + 1)
        if opening is None and saying.stance not in {"denied", "alleged"}:
            behind = line.word(first - 1) in {",", '"'}
            return Scope(0, first, link, saying.stance) if behind and first >= _LEAST_SAID else None
        begin = index + 1 if opening is None else opening
        if saying.needs == "quote" and line.word(begin) not in {'"', "that"}:
            return None
        end = self._forward_end(line, begin)
        return Scope(begin, end, link, saying.stance, self._hedge(line, index, saying))

    def _hedge(self, line: Line, index: int, saying: Saying) -> tuple[int, int, HedgeKind] | None:
        """The verb of saying as a cue: "claims", or "what A says"."""
        what = _what_says(line, index)
        if what is not None:
            return line.starts[what], line.ends[index], "distancing"
        return (line.starts[index], line.ends[index], saying.hedge) if saying.hedge else None

    def _speaker(self, line: Line, index: int) -> tuple[_Speaker | None, int]:
        """Who says it: the group or pronoun left of the verb, or right of it behind a quote."""
        at = index - 1
        while at >= 0 and (line.word(at) in _BETWEEN or line.word(at).endswith("ly")):
            at -= 1
        group = next((g for g in line.groups if g.first <= at < g.last), None)
        if group is None and line.word(at) == ",":
            group = next((g for g in line.groups if g.last == at), None)
        if group is not None and line.word(at) not in {"and", "or"}:
            if group.before in {"of", "by"}:
                return None, index
            named = self._named(line.mention(group.heads[0]))
            return _speaker_of(named), _with_words(line, group)
        word = line.word(at)
        if word in _PRONOUNS:
            named = self.last_person if word in {"he", "she"} else self.last_body
            return _speaker_of(named), at
        if word in words_of("speaker_noun"):
            return self._unnamed_speaker(line, at)
        right = line.at.get(index + 1) or line.at.get(index + 2)
        if line.word(index - 1) in {",", '"'} and right is not None:
            return _speaker_of(self._named(line.mention(right.heads[-1]))), index
        return None, index

    def _unnamed_speaker(self, line: Line, at: int) -> tuple[_Speaker | None, int]:
        """A speaker without a name, in the words of the text: "U.S. officials"."""
        first = at
        while first > 0 and first > at - _NOUN_PHRASE and _describes_speaker(line, first - 1):
            first -= 1
        start, end = line.starts[first], line.ends[at]
        name = self._text[start:end]
        return _Speaker("-".join(re.findall(r"\w+", name.lower())), name), first

    def _named(self, mention: MentionAt | None) -> Named | None:
        if mention is None:
            return None
        named = self._parsed.found.by_id(mention.entity)
        if named is None or named.schema in {"GoodsClass", "Goods", "Site"}:
            return None
        if named.schema == "Person":
            self.last_person = named
        else:
            self.last_body = named
        return named

    def _link(self, line: Line, speaker: _Speaker, verb: str, first: int, last: int) -> Attribution:
        start, end = line.starts[first], line.ends[min(last, len(line.words)) - 1]
        channel = self._channel(line)
        return Attribution(
            source=speaker.id,
            name=speaker.name,
            form="paraphrase",
            verb=verb,
            channel=channel,
            time=self._parsed.kept.source.published,
            span=span_at(self._text, start, end),
        )

    def _channel(self, line: Line) -> str | None:
        """By what a sentence says that it was said: "in a statement"; looked for once."""
        if self._channelled[0] != line.sentence.start:
            sentence = self._text[line.sentence.start : line.sentence.end]
            found = None
            for noun in _CHANNEL_NOUNS:
                if noun in sentence:
                    found = _CHANNELS.search(sentence)
                    break
            if found is None and " intelligence" in sentence:
                found = _INTELLIGENCE.search(sentence)
            self._channelled = (line.sentence.start, found.group() if found else None)
        return self._channelled[1]

    def _narrates(self, line: Line, index: int) -> bool:
        """Tell whether the narrator goes on behind a quote: "…," and released pictures"."""
        if line.word(index) in {"while", "but"}:
            return True
        return line.word(index) == "and" and line.word(index + 1) in self._verbs

    def _forward_end(self, line: Line, begin: int) -> int:
        """Where what is said ends: the sentence, or where the narrator takes over."""
        in_quote = False
        for index in line.where(_TURNS):
            if index < begin:
                continue
            word = line.words[index]
            if word == '"':
                in_quote = self.quoted(line.starts[index]) and not in_quote
                if not in_quote and self._narrates(line, index + 1):
                    return index + 1
            if in_quote:
                continue
            if word == ";" or (
                word == "," and line.word(index + 1) in {"but", "although", "while"}
            ):
                return index
        return len(line.words)


def _with_words(line: Line, group: Group) -> int:
    """First unit of a speaker's phrase: "the White House", "spokesperson John Kirby"."""
    first = group.first
    while first > 0 and line.word(first - 1) not in {
        ",",
        '"',
        ".",
        ";",
        "as",
        "and",
        "but",
        "",
        "return",
    }:
        first -= 1
        if group.first - first > 6:  # noqa: PLR2004
            break
    return first


def _statement_at(line: Line, index: int) -> int | None:
    """Give where the statement begins that a verb of saying governs, if it is to its right."""
    if _what_says(line, index) is not None:
        return index + 1
    for at in range(index + 1, min(index + _LOOK, len(line.words))):
        word = line.word(at)
        if word == "that":
            return at + 1
        if word == '"' or _begins_clause(line, at):
            return at
        if at == index + 1 and word.endswith("ing"):
            return at
        if word in _ENDS or (word == "," and at == index + 1):
            return None
    return None


def _closes(line: Line, index: int) -> bool:
    """Tell whether nothing but a time or a mark follows: "…, the paper reported on Friday."."""
    return line.word(index) in _CLOSING or index in line.dated


def _begins_clause(line: Line, at: int) -> bool:
    """Tell whether a subject with a verb behind it stands at an index."""
    group = line.at.get(at)
    if line.word(at) in _PRONOUNS:
        return True
    if group is None or group.before or at in line.dated:
        return False
    return any(_verbal(line, i) for i in range(at + 1, min(at + 3 * _LOOK, len(line.words))))


def _what_says(line: Line, index: int) -> int | None:
    if "what" not in line.held:
        return None
    return next((i for i in range(max(0, index - 4), index) if line.word(i) == "what"), None)


def _verbal(line: Line, index: int) -> bool:
    word = line.word(index)
    inflected = word.isalpha() and word.endswith(("ed", "s", "ing"))
    return word in _STATEMENT_VERBS or (inflected and len(word) >= _LEAST_SAID)
