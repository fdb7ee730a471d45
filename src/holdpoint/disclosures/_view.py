"""The text as it is read: the kept text without what only typesetting put there.

Soft hyphens, marks of direction, Markdown's stars and the heads and feet of pages stand in the way
of reading and belong to what is kept. They are left out for the reading, and every span that comes
of it is moved back, so that it is the kept text's own words.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from holdpoint.disclosures._parsed import Kept
from holdpoint.disclosures._spans import with_spans
from holdpoint.model import Reading, Span

# Soft hyphen, zero-width space, word joiner, byte-order mark; marks of direction. The joiners that
# Persian and Indian scripts spell with (U+200C, U+200D) stay.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!>~|-])")
_STARS = re.compile(r"\*\*+|__+(?=\w)|(?<=\w)__+")
_EMPHASIS = re.compile(r"(?<![\w*\\])[*_](?=[^\s*_])|(?<=[^\s*_\\])[*_](?![\w*])|`+")
_LINK = re.compile(r"(!?\[)([^\[\]\n]{0,500})(\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,200}\")?\))")
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
_BREAK = re.compile(r"\n*\f\n*")
_NUMBER = re.compile(r"\d+")
_MOST_FURNITURE = 3
"""Lines at the top and at the foot of a page that can be its furniture."""
_LONGEST_FURNITURE = 120
_SENTENCE_END = tuple('.!?:\u201d"')


@dataclass(frozen=True, slots=True)
class View:
    """A kept document as it is read, and the way back.

    Attributes:
        kept: The same document with the text as it is read.
        starts: Offsets in the text as read at which a piece begins, ascending.
        origins: Offset in the kept text of each piece.
    """

    kept: Kept
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """Give the offset in the kept text of a character of the text as read."""
        piece = bisect_right(self.starts, offset) - 1
        return self.origins[piece] + offset - self.starts[piece]


_Edit = tuple[int, int, str]


def view(kept: Kept) -> View | None:
    """Give a document as it is read; ``None`` where that is the kept text itself."""
    edits = _apart(sorted((*_page_breaks(kept), *_marks(kept))))
    if not edits:
        return None
    text, parts, starts, origins = kept.text, list[str](), list[int](), list[int]()
    size = at = 0
    for start, end, instead in (*edits, (len(text), len(text), "")):
        if start > at:
            starts.append(size)
            origins.append(at)
            parts.append(text[at:start])
            size += start - at
        for number, mark in enumerate(instead):
            # What stands for a page break comes from within it.
            starts.append(size)
            origins.append(min(start + number, end - 1))
            parts.append(mark)
            size += 1
        at = end
    # The body begins with the first character that comes from it.
    piece = bisect_left(origins, kept.body)
    begins = starts[piece] if piece < len(starts) else size
    if piece and origins[piece - 1] + len(parts[piece - 1]) > kept.body:
        begins = starts[piece - 1] + kept.body - origins[piece - 1]
    read = dataclasses.replace(kept, text="".join(parts), body=begins)
    return View(read, tuple(starts), tuple(origins))


def back(reading: Reading, seen: View, kept: Kept) -> Reading:
    """Give a reading of the text as read with every span in the kept text."""

    def moved(span: Span) -> Span:
        start, end = seen.origin(span.start), seen.origin(span.end - 1) + 1
        quote = kept.text[start:end]
        same = start == span.start and quote == span.quote
        return span if same else Span(start=start, end=end, quote=quote)

    return dataclasses.replace(with_spans(reading, moved), text=kept.text)


def _apart(edits: Sequence[_Edit]) -> list[_Edit]:
    """Leave out an edit that begins within the one before."""
    out: list[_Edit] = []
    for edit in edits:
        if not out or edit[0] >= out[-1][1]:
            out.append(edit)
    return out


def _marks(kept: Kept) -> Iterator[_Edit]:
    """Marks of typesetting; a text without header or ending may be Markdown too."""
    text, media = kept.text, kept.source.media
    for found in _UNSEEN.finditer(text) if not text.isascii() else ():
        yield (*found.span(), "")
    if media not in ("text", "markdown"):
        return
    for found in _LINK.finditer(text, kept.body) if "](" in text else ():
        yield (*found.span(1), "")
        yield (*found.span(3), "")
    patterns = [_ESCAPE] if "\\" in text else []
    if "**" in text or "__" in text:
        patterns.append(_STARS)
    if media == "markdown":
        patterns += [_EMPHASIS, _HEADING]
    for pattern in patterns:
        for found in pattern.finditer(text, kept.body):
            yield (*found.span(), "")


def _page_breaks(kept: Kept) -> Iterator[_Edit]:
    """Page breaks with the lines at the head and foot that are no text."""
    text = kept.text
    if "\f" not in text:
        return
    bounds = [0]
    for found in _BREAK.finditer(text):
        bounds += found.span()
    bounds.append(len(text))
    pages = [(bounds[n], bounds[n + 1]) for n in range(0, len(bounds), 2)]
    furniture = _furniture(text, pages)
    trimmed = [_without(text, page, furniture) for page in pages]
    if trimmed[0][0] > kept.body:
        yield kept.body, trimmed[0][0], ""
    for (_, end), (start, _) in pairwise(trimmed):
        before, after = text[end - 1 : end], text[start : start + 1]
        if before == "-" and after.islower():
            yield end - 1, start, ""
        elif before == "\u00ad" or not after:
            yield end, start, ""
        else:
            whole = not before or before in _SENTENCE_END
            yield end, start, "\n\n" if whole and not after.islower() else " "
    if trimmed[-1][1] < len(text):
        yield trimmed[-1][1], len(text), ""


def _lines(text: str, page: tuple[int, int]) -> list[tuple[int, int]]:
    out, at = [], page[0]
    while at <= page[1]:
        end = text.find("\n", at, page[1])
        end = page[1] if end < 0 else end
        out.append((at, end))
        at = end + 1
    return out


def _shape(line: str) -> str:
    return _NUMBER.sub("#", line.strip().casefold())


def _furniture(text: str, pages: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Shapes of lines that stand at the head or foot of more than half of the pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = _lines(text, page)
        edge = [*lines[:_MOST_FURNITURE], *lines[-_MOST_FURNITURE:]]
        edge.append((_joined(text, lines[-1]), lines[-1][1]))
        shapes = {_shape(text[a:b]) for a, b in edge if b - a <= _LONGEST_FURNITURE}
        seen.update(shapes - {""})
    least = max(2, len(pages) // 2 + 1)
    return frozenset(shape for shape, count in seen.items() if count >= least)


def _without(text: str, page: tuple[int, int], furniture: frozenset[str]) -> tuple[int, int]:
    lines = _lines(text, page)
    first, last = 0, len(lines)
    while first < min(last, _MOST_FURNITURE) and _is_one(text, lines[first], furniture):
        first += 1
    floor = max(first, last - _MOST_FURNITURE)
    while last > floor and _is_one(text, lines[last - 1], furniture):
        last -= 1
    if first == last:
        return page[0], page[0]
    start, end = lines[first][0], lines[last - 1][1]
    hyphen = _joined(text, lines[last - 1])
    foot = _shape(text[hyphen:end])
    return start, hyphen if foot == "#" or foot in furniture else end


def _joined(text: str, line: tuple[int, int]) -> int:
    """Give the end of a hyphen in a last line: PDFium joins to it the foot of the page below."""
    return text.rfind("\u00ad", *line) + 1 or line[1]


def _is_one(text: str, line: tuple[int, int], furniture: frozenset[str]) -> bool:
    shape = _shape(text[line[0] : line[1]])
    return not shape or shape in furniture
