"""The words of the law room: a rule, its dates and citations, and what it says of an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from holdpoint.law._kleene import Truth
from holdpoint.law._lists import ListTable
from holdpoint.law._nodes import Node
from holdpoint.law._trace import Trace
from holdpoint.model import Citation, Outcome, Question, Status

State = Literal["in_force", "stayed", "in_force_unless_extended"]
PackKind = Literal["law", "flag", "policy", "questionnaire"]
Whom = Literal["sales", "engineering", "buyer", "end_user", "forwarder", "carrier", "bank"]
Expectation = Literal["block", "hold", "release", "silent", "unknown"]

MAY_BLOCK = ("read", "official")
"""Bases on which a rule may block; on any other it holds until somebody has read the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Where something stands written.

    Attributes:
        title: The act, as it is cited.
        locator: Article, paragraph, annex.
        read: ISO date of the text that was read, or of the reading; ``None`` where it was not.
        basis: ``read`` (legal text), ``official`` (official list or guidance), ``secondary``,
            ``not_verified``.
        note: What a reader must know about how sure it is.
    """

    title: str
    locator: str | None = None
    url: str | None = None
    read: str | None = None
    basis: str = "not_verified"
    note: str | None = None

    def citation(self, start: str | None, until: str | None) -> Citation:
        """The same in the words of the decision, with the days between which it is in force."""
        return Citation(
            title=self.title,
            locator=self.locator,
            url=self.url,
            in_force=(start, until),
            basis=self.basis,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of days in one state; ``until`` is the last day, inclusive.

    Attributes:
        start: ``None`` is not verified, never "always".
        banner: Text shown with every finding of this window.
    """

    state: State
    start: str | None
    until: str | None
    cite: Cite | None = None
    banner: str | None = None

    def covers(self, day: str) -> bool:
        """Whether an ISO day lies in the window."""
        return (self.start is None or self.start <= day) and (
            self.until is None or day <= self.until
        )


class Dated(NamedTuple):
    """A value from a day on, and where it stands written."""

    start: str
    value: Any
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A named value that the law changes from time to time; values in order of their days."""

    name: str
    values: tuple[Dated, ...]

    def at(self, day: str) -> Dated | None:
        """The value on an ISO day; ``None`` before the first."""
        found = None
        for dated in self.values:
            if dated.start <= day:
                found = dated
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """An exception: when it is true, the rule is silent."""

    node: Node
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case that the rule must decide as written.

    Attributes:
        given: The view, typed by the schema; what is left out is unknown.
        expect: The outcome of a finding that is met, ``unknown`` or ``silent``.
    """

    name: str
    as_of: str
    given: Mapping[str, Any]
    expect: Expectation
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of law, red flag or company policy, ready to be applied.

    Attributes:
        regime: The jurisdiction whose law it is (``US``, ``EU`` …); ``None`` applies to all.
        outcome: What it leads to when it is met. ``declared`` is what its text says; the two
            differ when nobody has read the law yet (``downgraded`` says so).
        windows: In order of days, not overlapping.
        when: The condition, compiled. ``unless``: the exceptions.
        ask: Question by the path of the field that was unknown.
        reads: Every path that the rule looks at.
        may_be_unknown: Whether a missing fact can leave the rule undecided.
        source: The parsed text of the rule, for people and for the digest.
        relevant: Of a questionnaire: for which orders it is worth asking; ``None`` is all.
        relevance: Hash of that condition with its parameters and lists: the same, the same answer.
        whom: Of a questionnaire: who can answer.
    """

    id: str
    title: str
    authority: str
    kind: PackKind
    pack: str
    regime: str | None
    outcome: Outcome
    declared: Outcome
    downgraded: str | None
    windows: tuple[Window, ...]
    cite: Cite
    needs: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    lists: Mapping[str, ListTable]
    when: Node
    unless: tuple[Excuse, ...]
    because: str
    unknown_because: str | None
    ask: Mapping[str, str]
    clears_if: str
    banner: str | None
    examples: tuple[Example, ...]
    reads: tuple[str, ...]
    may_be_unknown: bool
    digest: str
    file: str
    line: int
    source: Mapping[str, Any] = field(default_factory=dict)
    relevant: Node | None = None
    relevance: str = ""
    whom: Whom | None = None

    @property
    def in_force(self) -> tuple[str | None, str | None]:
        """First and last day over all windows; ``None`` is not verified, or open."""
        return self.windows[0].start, self.windows[-1].until

    def has_effect(self, day: str) -> bool:
        """Whether it can say anything on an ISO day; a stayed rule may, by its banner."""
        window = self.window(day)
        ready = all(parameter.at(day) is not None for parameter in self.parameters)
        return window is not None and ready and (window.state != "stayed" or bool(window.banner))

    def banner_on(self, day: str) -> str | None:
        """What every reader should know of the rule on an ISO day, if anything."""
        window = self.window(day)
        return (window.banner if window else None) or self.banner

    def window(self, day: str) -> Window | None:
        """The window that an ISO day lies in."""
        return next((w for w in self.windows if w.covers(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """A rule that was met, or could not be decided, on one order.

    Attributes:
        truth: ``True`` (met) or ``None`` (unknown).
        subjects: Places in the order, such as ``parties[1]``.
        evidence: Numbers of the evidence rows (``@evidence``) that it stands on.
        trace: Every condition with its value, the value it saw and the place.
    """

    rule: Rule
    truth: Truth
    outcome: Outcome
    status: Status
    subjects: tuple[str, ...]
    evidence: tuple[int, ...]
    explanation: str
    questions: tuple[Question, ...]
    citations: tuple[Citation, ...]
    clears_if: str
    trace: Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why one rule did or did not fire: for people who ask.

    Attributes:
        state: ``met``, ``unknown``, ``unanswered`` (of a questionnaire), ``not met``, ``not in
            force``, ``stayed``, ``other jurisdiction`` or ``disabled``.
        why: One sentence.
        trace: ``None`` where the condition was not looked at.
    """

    rule: Rule
    state: str
    why: str
    trace: Trace | None = None
