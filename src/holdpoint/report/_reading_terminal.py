"""A reading on a terminal: who said what, how surely, and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from holdpoint.model import Check, ReadClaim, Reading
from holdpoint.report._plain import clean
from holdpoint.report._told import (
    STANCES,
    Names,
    amount_words,
    caution_words,
    chain_words,
    in_order,
    is_hedged,
    leg_words,
    predicate_words,
    time_words,
)
from holdpoint.report._words import count_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_LONGEST_QUOTE: Final = 400
_CHECK_STYLES: Final = {"agrees": "green", "differs": "yellow", "conflict": "bold red"}


def reading_view(reading: Reading, console: Console) -> None:
    """Print a reading: its source, a table of claims in the order of the text, checks and notes.

    Args:
        reading: What was read of one document.
        console: Where to print; colour and width are its choice.
    """
    from rich.table import Table

    _head(reading, console)
    names = Names(reading)
    # The widths are shares of the whole, so that a reading looks alike whatever it says.
    table = Table(box=None, expand=True, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    table.add_column("#", justify="right", no_wrap=True, style="dim")
    table.add_column("What is said", overflow="fold", ratio=4)
    table.add_column("Who says so", overflow="fold", ratio=3)
    table.add_column("How surely", overflow="fold", ratio=2)
    table.add_column("In these words", overflow="fold", ratio=4)
    for number, claim in enumerate(in_order(reading), 1):
        table.add_row(
            str(number),
            _text(_said(claim, names)),
            _text(chain_words(claim)),
            _surely(claim),
            _text(_quote(claim)),
        )
    if table.row_count:
        console.print(table)
        console.print()
    for check in reading.checks:
        console.print(_check(check))
    for note in reading.notes:
        console.print(_text(f"note: {note}", "dim"))
    for reason, count in sorted(reading.rejected.items()):
        console.print(_text(f"rejected: {count_words(count, 'proposal')}: {reason}", "dim"))


def _head(reading: Reading, console: Console) -> None:
    source = reading.source
    title = source.title or source.file or source.id
    day = f"{source.published} ({source.published_basis})" if source.published else "day not known"
    who = " for ".join(filter(None, (source.publisher, source.issuer))) or "publisher not known"
    console.print(_text(title, "bold"))
    origin = f"; repeats {source.derived_from}" if source.derived_from else ""
    console.print(_text(f"{source.id}  {who}, {day}{origin}", "dim"))
    held = sum(map(is_hedged, reading.claims))
    counts = (
        count_words(len(reading.claims), "claim"),
        f"{held} held back by the source",
        f"{count_words(len(reading.entities), 'name')} and things",
        count_words(len(reading.checks), "check"),
    )
    console.print(_text("; ".join(counts)))
    console.print()


def _said(claim: ReadClaim, names: Names) -> str:
    said = [names.name(claim.subject), predicate_words(claim.predicate)]
    said += [names.name(claim.object)] if claim.object is not None else []
    said += [claim.value] if claim.value else []
    lines = [" · ".join(said)]
    lines += [f"{predicate_words(role)}: {names.name(end)}" for role, end in claim.roles.items()]
    lines += [leg_words(leg, names) for leg in claim.legs]
    more = [amount_words(amount) for amount in claim.amounts]
    more += [time_words(claim.time)] if claim.time is not None else []
    return "\n".join([*lines, *more])


def _surely(claim: ReadClaim) -> Text:
    words = caution_words(claim)
    cues = [f"“{hedge.cue.quote}”" for hedge in claim.hedges]
    text = ", ".join(words) or STANCES.get(claim.stance, claim.stance)
    if cues:
        text += f" ({', '.join(cues)})"
    return _text(text, "yellow" if words or cues else "")


def _quote(claim: ReadClaim) -> str:
    quotes = [" ".join(span.quote.split()) for span in claim.spans]
    text = " … ".join(quotes)
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def _check(check: Check) -> Text:
    line = _text(f"{check.verdict:<9}", _CHECK_STYLES.get(check.verdict, "dim"))
    line.append(clean(f"{check.check}: {check.explanation}"))
    return line


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(clean(text), style=style)
