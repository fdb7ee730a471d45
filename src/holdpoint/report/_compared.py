"""One comparison of two parties as a person reads it at a glance, on a terminal or in a pipe."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from holdpoint.report._matches import part_words
from holdpoint.report._plain import Row, bounded, clean, fingerprint, number, rows, text, texts
from holdpoint.report._words import count_words, measure_words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_IDENTITY: Final = {"same": "bold red", "resembles": "bold yellow", "different": "dim"}
_COUNTED: Final = {
    "same": "the same party",
    "resembles": "resembling it",
    "different": "another party",
}
_HOW: Final = {
    "equal": "green",
    "romanised": "green",
    "form": "green",
    "joined": "green",
    "missing": "red",
}
_VERDICTS: Final = {
    "contradict": ("≠ contradicts", "bold red"),
    "agree": ("= agrees", "green"),
    "unknown": ("? unknown", "yellow"),
}
_GAP: Final = 2
_INDENT: Final = 3
_TWO_SIDES: Final = 72
"""Terminals narrower than this get the two sides one below the other."""
_LISTINGS: Final = 6


def comparison_view(row: Row, console: Console, *, places: Sequence[int] = ()) -> None:
    """Print one comparison: both names, their words paired, the facts, and what would settle it.

    Args:
        row: ``title``, ``probability``, ``identity``; ``asked`` and ``listed`` (the two names) and
            ``kind`` (what the list calls the second); ``pairs`` (``query``, ``listed``, ``how``,
            ``score``); ``parts`` (``name``, ``verdict``, ``left``, ``right``, ``note``);
            ``listings``, each with its ``entity`` where several entries stand together; ``why``
            (one sentence); ``settle``; ``heads`` (what the sides are called).
        console: Where to print. Colour and width are its choice, so a pipe gets plain text.
        places: The places in the ranking that it takes, ascending.
    """
    heads = texts(row, "heads") or ("asked", "listed")
    console.print(_head(row, places))
    for line in _listings(row):
        _print(console, _text(line, "dim"))
    for renderable in (*_names(row, heads, console.width), *_facts(row, heads, console.width)):
        _print(console, renderable)
    if why := text(row, "why"):
        _print(console, _text(why))
    if settle := texts(row, "settle"):
        _print(console, _text(f"Would settle it: {'; '.join(settle)}", "cyan"))


def alike(candidates: Sequence[Row]) -> Iterator[tuple[list[int], Row]]:
    """Ranked candidates, neighbours that compare alike made one: a party on several lists.

    Args:
        candidates: As :func:`comparison_view` takes them, best first.

    Yields:
        The places in the ranking, from 1, and the row with the listings of all of them.
    """
    ranked = enumerate(candidates, 1)
    for _, group in itertools.groupby(ranked, key=lambda one: fingerprint(_compared(one[1]))):
        places, members = zip(*group, strict=True)
        listings = [
            {**listing, "entity": text(member, "entity")}
            for member in members
            for listing in rows(member, "listings")
        ]
        yield list(places), {**members[0], "listings": listings}


def _compared(row: Row) -> Row:
    """What a comparison says, without which entry of which list it is of."""
    return {name: value for name, value in row.items() if name not in ("entity", "listings")}


def counts_line(identities: Sequence[str]) -> str:
    """How many candidates there are, by identity: ``2 candidates: 1 the same party, …``."""
    each = [f"{n} {said}" for word, said in _COUNTED.items() if (n := list(identities).count(word))]
    return f"{count_words(len(identities), 'candidate')}: {', '.join(each)}."


def _head(row: Row, places: Sequence[int]) -> Text:
    identity = text(row, "identity") or ""
    ends = dict.fromkeys((places[0], places[-1])) if places else ()
    head = _text(f"{'-'.join(map(str, ends))}. " if places else "")
    head += _text(f"{number(row, 'probability') or 0.0:.4f} ", "bold")
    head += _text(identity.upper(), _IDENTITY.get(identity))
    title = text(row, "title")
    return head + _text(f" {title}", "bold") if title else head


def _listings(row: Row) -> Iterator[str]:
    found = rows(row, "listings")
    for one in found[:_LISTINGS]:
        head = " ".join(v for key in ("authority", "list") if (v := text(one, key)))
        programmes = texts(one, "programmes")
        since = text(one, "listed_on")
        entity = text(one, "entity") or text(row, "entity")
        yield (
            f"{head}: {measure_words(text(one, 'measure'))}"
            + (f" [{', '.join(programmes)}]" if programmes else "")
            + (f", listed on {since}" if since else "")
            + (f"  ({entity})" if entity else "")
        )
    if len(found) > _LISTINGS:
        yield f"and {count_words(len(found) - _LISTINGS, 'more listing')}"


def _names(row: Row, heads: Sequence[str], width: int) -> Iterator[RenderableType]:
    """Both names as they are written, then their words, paired beneath each other."""
    from rich.table import Table

    kind = text(row, "kind")
    names = Table.grid(padding=(0, _GAP))
    names.add_column(no_wrap=True)
    names.add_column(overflow="fold")
    names.add_row(_text(heads[0], "dim"), _text(text(row, "asked") or ""))
    listed = _text(text(row, "listed") or "")
    names.add_row(_text(heads[1], "dim"), listed + _text(f"  ({kind})" if kind else "", "dim"))
    yield names
    label = max(len(head) for head in heads) + _GAP
    for chunk in _chunks(rows(row, "pairs"), width - _INDENT - label):
        table = Table.grid(padding=(0, _GAP))
        table.add_column(no_wrap=True)
        for _ in chunk:
            table.add_column(overflow="fold")
        cells = [_cells(pair) for pair in chunk]
        for place, head in enumerate((*heads, "")):
            style = _HOW if place == len(heads) else {}
            table.add_row(
                _text(head, "dim"),
                *(_text(one[place], style.get(one[2].split(" ")[0], "yellow")) for one in cells)
                if style
                else (
                    _text(one[place], None if one[place] != _NOTHING else "red") for one in cells
                ),
            )
        yield table


_NOTHING: Final = "\N{EN DASH}"


def _cells(pair: Row) -> tuple[str, str, str]:
    how = text(pair, "how") or ""
    score = number(pair, "score")
    if score is not None and 0.0 < score < 1.0:
        how = f"{how} {score:.2f}"
    return text(pair, "query") or _NOTHING, text(pair, "listed") or _NOTHING, how


def _chunks(pairs: Sequence[Row], room: int) -> Iterator[list[Row]]:
    """The pairs in as many blocks as the width asks for."""
    from rich.cells import cell_len

    chunk: list[Row] = []
    used = 0
    for pair in pairs:
        wide = max(cell_len(clean(cell)) for cell in _cells(pair)) + _GAP
        if chunk and used + wide > room:
            yield chunk
            chunk, used = [], 0
        chunk.append(pair)
        used += wide
    if chunk:
        yield chunk


def _facts(row: Row, heads: Sequence[str], width: int) -> Iterator[RenderableType]:
    """The facts beside the name: what contradicts first, then what agrees, then what is open."""
    from rich.table import Table

    order = list(_VERDICTS)
    parts = [part for part in rows(row, "parts") if _told(part)]
    if not parts:
        return
    table = Table.grid(padding=(0, _GAP))
    for no_wrap in (True, width >= _TWO_SIDES, False):
        table.add_column(no_wrap=no_wrap, overflow="fold")
    for part in sorted(parts, key=lambda one: order.index(text(one, "verdict") or "unknown")):
        mark, style = _VERDICTS[text(part, "verdict") or "unknown"]
        label = part_words(text(part, "name") or "").lower()
        table.add_row(_text(mark, style), _text(label), _sides(part, heads))
    yield table


def _told(part: Row) -> bool:
    """Whether a part says more than the paired words: of the name only what stands against it."""
    return text(part, "name") != "name" or text(part, "verdict") == "contradict"


def _sides(part: Row, heads: Sequence[str]) -> Text:
    left, right, note = (text(part, key) for key in ("left", "right", "note"))
    if text(part, "name") == "name":
        return _text(note or "")
    if left is None or right is None:
        missing = heads[0] if left is None else heads[1]
        return _text(left or right or "") + _text(f" ({missing}: not stated)", "dim")
    both = _text(left)
    if left != right:
        both += _text(" | ") + _text(right)
    return both + _text(f"  ({note})") if note else both


def _print(console: Console, what: RenderableType) -> None:
    from rich.padding import Padding

    console.print(Padding(what, (0, 0, 0, _INDENT), expand=False))


def _text(words: str, style: str | None = None) -> Text:
    """Text from data: never markup, never a control sequence, never a change of direction."""
    from rich.text import Text

    return Text(bounded(clean(words).replace("\n", " ").replace("\t", " ")), style=style or "")
