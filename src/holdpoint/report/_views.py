"""What a page or a terminal shows of one piece of evidence: plain values, no markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from holdpoint.report._plain import Row, field_words, safe_url, scalar, text
from holdpoint.report._words import BASES, CAUTIONS, basis_words

Verdict = Literal["agree", "contradict", "unknown", "given"]

MARKS: dict[Verdict, str] = {
    "agree": "agrees",
    "contradict": "differs",
    "unknown": "unknown",
    "given": "not compared",
}
SIGNS: dict[Verdict, str] = {"agree": "=", "contradict": "≠", "unknown": "?", "given": "·"}
_PAIRED: dict[Verdict, str] = {"unknown": "≈", "given": "\N{EN DASH}"}
"""Of two words ``unknown`` is nearly the same, and ``given`` is on one side only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a name: ``same`` on both sides, ``near``, ``differs``, or ``plain``."""

    text: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing, seen from both sides."""

    label: str
    left: str | None
    right: str | None
    verdict: Verdict
    score: str | None = None
    note: str | None = None
    left_words: tuple[Word, ...] = ()
    right_words: tuple[Word, ...] = ()

    @property
    def mark(self) -> str:
        """The verdict in a word."""
        return MARKS[self.verdict]

    @property
    def sign(self) -> str:
        """The verdict as a sign that does not need colour."""
        return SIGNS[self.verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two words that were paired, and how."""

    left: str | None
    right: str | None
    how: str
    score: str | None
    verdict: Verdict

    @property
    def sign(self) -> str:
        """The verdict as a sign."""
        return _PAIRED.get(self.verdict, SIGNS[self.verdict])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and its value; ``None`` is shown as unknown."""

    label: str
    value: str | None
    url: str | None = None
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A small table; ``unstated`` names columns that no row fills, so that they were left out."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    unstated: tuple[str, ...] = ()

    @property
    def unstated_words(self) -> str:
        """The columns left out, as words in a sentence."""
        return ", ".join(head if head[:2].isupper() else head.lower() for head in self.unstated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Somebody in the ownership tree."""

    name: str
    note: str
    share: str
    width: float | None
    listed: bool
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the list's side comes from, and how old it is."""

    title: str
    date: str | None
    url: str | None
    basis: str | None
    basis_class: str
    caution: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """One piece of evidence, both sides.

    Attributes:
        standing: What the comparison came to, in words; ``tone`` is ``grave``, ``open`` or
            ``quiet``.
        score: 0 to 1, where there is one; ``score_word`` says what it is.
        heads: Headings of the two columns.
    """

    kind: str
    label: str
    subject: str
    title: str
    standing: str | None = None
    tone: str = "open"
    score: float | None = None
    score_word: str = "score"
    heads: tuple[str, str] = ("In the order", "On the list")
    lines: tuple[Line, ...] = ()
    pairs: tuple[Pair, ...] = ()
    explanation: str | None = None
    settle: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    grids: tuple[Grid, ...] = ()
    tree: tuple[Node, ...] = ()
    origin: Origin | None = None
    caution: str | None = None
    more: tuple[Fact, ...] = field(default=())


def origin_of(
    row: Row, *, title_keys: tuple[str, ...] = ("source_title", "source")
) -> Origin | None:
    """The source of a row: its title, its own date, a link that may be followed, and its basis."""
    title = text(row, *title_keys)
    basis = text(row, "basis")
    url = safe_url(row.get("url"))
    if title is None and url is None and basis is None:
        return None
    return Origin(
        title=title or "not named",
        date=text(row, "list_date", "source_date"),
        url=url,
        basis=basis_words(basis),
        basis_class=basis if basis is not None and basis in BASES else "other",
        caution=CAUTIONS.get(basis) if basis else None,
    )


def facts_of(row: Row, named: tuple[tuple[str, str], ...]) -> tuple[Fact, ...]:
    """The facts that say something, in the order given as (key, label)."""
    found = ((label, text(row, key)) for key, label in named)
    return tuple(Fact(label=label, value=value) for label, value in found if value is not None)


def leftovers(row: Row, used: frozenset[str]) -> tuple[Fact, ...]:
    """What the row says beyond the keys that are shown elsewhere: nothing is hidden."""
    return tuple(
        Fact(label=field_words(str(key)), value=value, url=safe_url(row[key]))
        for key in sorted(row, key=str)
        if key not in used and (value := scalar(row[key])) is not None
    )
