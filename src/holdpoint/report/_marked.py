"""The kept text with the words of claims marked in it, as markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from holdpoint.report._plain import clean

if TYPE_CHECKING:
    from markupsafe import Markup

_MOST_AT_ONCE: Final = 12
"""A place on which more claims stand names the ones that begin last; all end in a number."""

_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n\s*")
_LINE: Final = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words of the text on which a claim stands.

    Attributes:
        claim: Number of the claim on the page.
        part: Count of its quotes from 1.
        tone: ``firm``, ``hedged`` or ``not``, for the look of the mark.
        label: What the claim says, for who hears the page.
    """

    start: int
    end: int
    claim: int
    part: int
    tone: str
    label: str

    @property
    def anchor(self) -> str:
        """Id of the place in the page."""
        return f"q{self.claim}-{self.part}"


def marked_text(text: str, quotes: Sequence[Quoted]) -> Markup:
    """The text as paragraphs, with a mark on every quote and the claim's number at its end.

    Args:
        text: The kept text.
        quotes: In any order; they may overlap and lie within one another.

    Returns:
        Markup in which every character of the text is escaped or made visible. One pass over the
        ends of the quotes: the time and the size grow with the text and the quotes alone.
    """
    from markupsafe import Markup

    return Markup("".join(_pieces(text, quotes)))  # noqa: S704 - every piece is escaped below


def _pieces(text: str, quotes: Sequence[Quoted]) -> Iterator[str]:
    starts = sorted(quotes, key=lambda q: (q.start, -q.end, q.claim, q.part))
    ends = sorted(quotes, key=lambda q: (q.end, q.claim, q.part))
    between = _PARAGRAPH if _PARAGRAPH.search(text.strip()) else _LINE  # a text without blank lines
    breaks = {match.start(): match.end() for match in between.finditer(text)}
    cuts = {0, len(text)}
    cuts.update(cut for quote in quotes for cut in (quote.start, quote.end))
    cuts.update(cut for pair in breaks.items() for cut in pair)
    at = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    open_: dict[tuple[int, int], Quoted] = {}
    s = e = 0
    yield "<p>"
    for here, there in zip(at, [*at[1:], at[-1]], strict=True):
        while e < len(ends) and ends[e].end <= here:
            open_.pop((ends[e].claim, ends[e].part), None)
            yield _reference(ends[e])
            e += 1
        if here in breaks:
            yield "</p><p>"
        while s < len(starts) and starts[s].start <= here:
            open_[starts[s].claim, starts[s].part] = starts[s]
            yield f'<span id="{starts[s].anchor}"></span>'
            s += 1
        if here < there and here not in breaks:
            yield _words(text[here:there], open_)
    yield "</p>"


def _words(text: str, open_: dict[tuple[int, int], Quoted]) -> str:
    shown = html.escape(clean(text))
    if not open_:
        return shown
    last = list(islice(reversed(open_.values()), _MOST_AT_ONCE))
    numbers = " ".join(dict.fromkeys(str(quote.claim) for quote in last))
    return f'<mark class="q {last[0].tone}" data-claims="{numbers}">{shown}</mark>'


def _reference(quote: Quoted) -> str:
    label = html.escape(clean(f"Claim {quote.claim}: {quote.label}"))
    return (
        f'<a class="ref {quote.tone}" href="#claim-{quote.claim}" aria-label="{label}">'
        f"{quote.claim}</a>"
    )
