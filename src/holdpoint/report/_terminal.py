"""Decisions on a terminal, and as plain text in a pipe; the console decides which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from holdpoint.model import Decision
from holdpoint.report._evidence import FindingView, Shown
from holdpoint.report._order import OrderView, order_view
from holdpoint.report._plain import Row, clean, score_words
from holdpoint.report._views import EvidenceView, Fact, Grid, Node
from holdpoint.report._words import OUTCOMES, count_words, outcome_word

if TYPE_CHECKING:
    from rich.box import Box
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_STYLES: Final[Mapping[str, str]] = {
    "block": "bold red",
    "hold": "bold yellow",
    "release": "bold green",
    "agree": "dim",
    "contradict": "bold red",
    "unknown": "yellow",
    "given": "dim",
    "grave": "bold red",
    "open": "yellow",
    "quiet": "dim",
}
_UNKNOWN: Final = "unknown"
_TWO_COLUMNS: Final = 72
"""Terminals narrower than this get the two sides one below the other."""


def summary_table(decisions: Iterable[Decision], console: Console) -> None:
    """Print one line an order (id, outcome, summary, what is in it) and the counts below.

    Args:
        decisions: In the order in which they are to stand.
        console: Where to print. Colour, width and box drawing are its choice, so a pipe gets
            plain text.
    """
    from rich.table import Table

    table = Table(box=_box(), expand=False, pad_edge=False, show_edge=False)
    table.add_column("Order", overflow="fold")
    table.add_column("Outcome", no_wrap=True)
    table.add_column("Why", overflow="fold", ratio=1)
    table.add_column("Asks", justify="right", no_wrap=True)
    table.add_column("Not run", justify="right", no_wrap=True)
    counts = dict.fromkeys(OUTCOMES, 0)
    for decision in decisions:
        counts[decision.outcome] += 1
        table.add_row(
            _text(decision.transaction),
            _text(outcome_word(decision.outcome).upper(), _STYLES.get(decision.outcome)),
            _text(decision.summary),
            str(len(decision.questions)),
            str(len(decision.not_run)),
        )
    if table.row_count:
        console.print(table)
    console.print(_counts(counts))


def _counts(counts: Mapping[str, int]) -> Text:
    line = _text(f"{count_words(sum(counts.values()), 'order')}: ")
    for position, (outcome, count) in enumerate(counts.items()):
        line.append(", " if position else "")
        line.append(f"{count} {outcome}", style=_STYLES[outcome] if count else "dim")
    return line


def detail_view(decision: Decision, console: Console, *, transaction: Row | None = None) -> None:
    """Print one decision in full.

    Args:
        decision: The decision.
        console: Where to print; a pipe gets plain text.
        transaction: The order as a plain dict, for names; ``None`` where it is not at hand.
    """
    order = order_view(decision, transaction, "order")
    console.print(
        _text(f" {order.word.upper()} ", f"{_STYLES.get(order.outcome, '')} reverse")
        + _text(f" {order.id}", "bold")
        + _text(f"   law of {order.as_of}", "dim")
    )
    console.print(_text(order.summary))
    _next(order, console)
    _heading(console, "Findings")
    if not order.findings:
        console.print(_text("No rule fired on this order.", "dim"))
    for finding in order.findings:
        _finding(finding, console)
    _rest(order, console)


def _next(order: OrderView, console: Console) -> None:
    _heading(console, "What to do next")
    console.print(_text(order.advice))
    for number, ask in enumerate(order.asks, 1):
        rules = ", ".join(because.rule for because in ask.because)
        wanted = f", wanted by {rules}" if rules else ""
        _indented(console, _text(f"{number}. {ask.ask}", "bold"), 2)
        _indented(console, _text(f"{ask.about} [{ask.field}]{wanted}", "dim"), 5)
    for remedy in order.remedies:
        rules = ", ".join(because.rule for because in remedy.because)
        _indented(console, _text(f"Clears if {remedy.text} ({rules})"), 2)


def _laws(order: OrderView, console: Console) -> None:
    if not order.laws:
        return
    _heading(console, "Which law applies, and why")
    for law in order.laws:
        head = _text(f"{law.regime} ", "bold")
        head += _text(law.verdict, "yellow" if law.warn else "dim") + _text(f": {law.why}")
        _indented(console, head, 2)
        cites = "; ".join(f"{one.title} ({one.basis or 'basis unknown'})" for one in law.grounds)
        if cites:
            _indented(console, _text(cites, "dim"), 5)


def _flags(order: OrderView, console: Console) -> None:
    if order.flags is None:
        return
    _heading(console, "How the red flags add up")
    console.print(_text(order.flags.total))
    for row in order.flags.rows:
        points = _text(f"{row.points if row.adds else f'({row.points})'} ", "bold")
        head = points + _text(row.rule) + _text(f" {row.weight}, {row.state}: ", "dim")
        _indented(console, head + _text(f"{row.counts}{f': {row.law}' if row.law else ''}"), 2)
    if order.flags.open:
        _indented(console, _text(order.flags.open, "dim"), 2)


def _rest(order: OrderView, console: Console) -> None:
    _flags(order, console)
    _laws(order, console)
    _heading(console, "Unknown or not run")
    for because in order.undecided:
        _indented(console, _text(f"{because.rule}: cannot be decided on what is known"), 2)
    for check, why in order.not_run:
        _indented(console, _text(f"{check}: {why}"), 2)
    if not order.undecided and not order.not_run:
        console.print(_text("Every check ran, and no rule was left undecided.", "dim"))
    _heading(console, "Considered and refused")
    if not order.considered:
        console.print(_text("No candidate came near enough to be weighed.", "dim"))
    for row in order.considered:
        who = row.name if row.name == row.entity else f"{row.name} [{row.entity}]"
        _indented(console, _text(f"{row.subject} / {who}, score {row.score}: {row.why}"), 2)
    _heading(console, "Record")
    console.print(_pairs_table(order.record))


def _finding(finding: FindingView, console: Console) -> None:
    console.print()
    head = _text(f"{finding.word.upper()} ", _STYLES.get(finding.outcome))
    head += _text(finding.title, "bold")
    head += _text(f"  {finding.rule}", "dim")
    console.print(head)
    if finding.unknown:
        _indented(console, _text(finding.status.capitalize() + ".", "yellow"), 2)
    _indented(console, _text(finding.explanation), 2)
    if finding.subjects:
        _indented(console, _text("Concerns " + "; ".join(finding.subjects), "dim"), 2)
    if finding.clears_if:
        _indented(console, _text(f"Clears if {finding.clears_if}"), 2)
    for cite in finding.citations:
        locator = f", {cite.locator}" if cite.locator else ""
        _indented(
            console,
            _text(f"{cite.title}{locator} ({cite.basis.lower()}; in force: {cite.window})", "dim"),
            2,
        )
        for extra in (cite.url, *cite.cautions):
            if extra:
                _indented(console, _text(extra, "dim" if extra == cite.url else "yellow"), 4)
    for shown in finding.evidence:
        _evidence(shown, console)


def _evidence(shown: Shown, console: Console) -> None:
    view = shown.view
    if shown.above:
        _indented(console, _text(f"{view.label}, {view.title}: shown above.", "dim"), 2)
        return
    console.print()
    title = _text(f"{view.subject} / {view.title}", "bold") + _text(f"  {view.label}", "dim")
    _indented(console, title, 2)
    if view.standing or view.score is not None:
        line = _text(view.standing or "", _STYLES.get(view.tone))
        if view.score is not None:
            line += _text(f"  {view.score_word} {score_words(view.score)}")
        _indented(console, line, 2)
    if view.lines:
        for part in _sides(view) if console.width >= _TWO_COLUMNS else _stacked(view):
            _indented(console, part, 2)
    if view.pairs:
        words = (
            f"{pair.left or '(nothing)'} {pair.sign} {pair.right or '(nothing)'}"
            + (f" ({' '.join(filter(None, (pair.how, pair.score)))})" if pair.how else "")
            for pair in view.pairs
        )
        _indented(console, _text("Words: " + "; ".join(words)), 2)
    for line in _tree(view.tree, 0):
        _indented(console, line, 2)
    for grid in view.grids:
        _indented(console, _grid(grid), 2)
    _after(view, console)


def _after(view: EvidenceView, console: Console) -> None:
    if view.explanation:
        _indented(console, _text(view.explanation), 2)
    for item in view.settle:
        _indented(console, _text(f"Would settle it: {item}", "yellow"), 2)
    facts = (*view.facts, *view.more)
    if facts:
        _indented(console, _pairs_table(facts), 2)
    if view.caution:
        _indented(console, _text(view.caution, "yellow"), 2)
    if view.origin:
        origin = view.origin
        date = f"of {origin.date}" if origin.date else "date unknown"
        basis = f" ({origin.basis.lower()})" if origin.basis else ""
        _indented(console, _text(f"Source: {origin.title}, {date}{basis}", "dim"), 2)
        if origin.url:
            _indented(console, _text(origin.url, "dim"), 4)


def _stacked(view: EvidenceView) -> list[Text]:
    """Both sides one below the other, for a narrow terminal."""
    lines = []
    for line in view.lines:
        absent = "not stated" if line.verdict == "given" else _UNKNOWN
        score = f" {line.score}" if line.score else ""
        note = f"; {line.note}" if line.note else ""
        lines += [
            _text(f"{line.label}: {line.sign} {line.mark}{score}{note}", _STYLES[line.verdict]),
            _text(f"  {view.heads[0].lower()}: {line.left or absent}"),
            _text(f"  {view.heads[1].lower()}: {line.right or absent}"),
        ]
    return lines


def _sides(view: EvidenceView) -> list[Table]:
    from rich.table import Table

    table = Table(box=_box(), show_edge=False, pad_edge=False)
    table.add_column("")
    table.add_column(view.heads[0], overflow="fold", ratio=1)
    table.add_column(view.heads[1], overflow="fold", ratio=1)
    table.add_column("", overflow="fold")
    for line in view.lines:
        style = _STYLES[line.verdict]
        value_style = style if line.verdict in {"agree", "contradict"} else None
        absent = "not stated" if line.verdict == "given" else _UNKNOWN
        mark = f"{line.sign} {line.mark}" + (f" {line.score}" if line.score else "")
        table.add_row(
            _text(line.label, "dim"),
            _text(line.left or absent, value_style if line.left else "dim italic"),
            _text(line.right or absent, value_style if line.right else "dim italic"),
            _text(mark + (f"; {line.note}" if line.note else ""), style),
        )
    return [table]


def _grid(grid: Grid) -> Table:
    from rich.table import Table

    table = Table(
        box=_box(),
        show_edge=False,
        pad_edge=False,
        title=_text(grid.caption),
        title_justify="left",
        title_style="",
    )
    for head in grid.heads:
        table.add_column(head, overflow="fold")
    for row in grid.rows:
        table.add_row(*(_text(cell or _UNKNOWN, None if cell else "dim italic") for cell in row))
    return table


def _tree(nodes: tuple[Node, ...], depth: int) -> list[Text]:
    lines = []
    for node in nodes:
        line = _text(f"{'   ' * depth}{'└─ ' if depth else ''}{node.share}  ")
        line += _text(node.name, "bold red" if node.listed else None)
        line += _text(f" ({node.note})" if node.note else "", "dim")
        line += _text("  LISTED" if node.listed else "", "bold red")
        lines += [line, *_tree(node.children, depth + 1)]
    return lines


def _pairs_table(facts: Iterable[Fact]) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for fact in facts:
        table.add_row(_text(fact.label, "dim"), _text(fact.value or _UNKNOWN))
    return table


def _heading(console: Console, words: str) -> None:
    console.print()
    console.print(_text(words, "bold underline"))


def _indented(console: Console, what: RenderableType, by: int) -> None:
    from rich.padding import Padding

    console.print(Padding(what, (0, 0, 0, by), expand=False))


def _text(words: str, style: str | None = None) -> Text:
    """Text from data: never markup, never a control sequence."""
    from rich.text import Text

    return Text(clean(words), style=style or "")


def _box() -> Box:
    from rich.box import SIMPLE_HEAD

    return SIMPLE_HEAD
