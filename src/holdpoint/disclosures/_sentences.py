"""Sentences of a text, by offsets: paragraphs first, then full stops that end one.

Lines that were wrapped at a width go on in the next line; lines that were not are paragraphs.
Abbreviations and the words that open a sentence after one are data.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from holdpoint._quick import maker
from holdpoint.disclosures._parsed import Sentence
from holdpoint.disclosures._tables import table
from holdpoint.disclosures._tokens import tokenise
from holdpoint.disclosures._word_kinds import told_of

_sentence = maker(Sentence)
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 120
"""Widths at which mail programs, terminals and printed columns wrap lines."""
_LONGEST_WORD = 24
"""How far to look back for the word before a full stop."""
_LINE = re.compile(r"\n")
_FIRST_WORD = re.compile(r"\s*\S*")
_BLOCK = re.compile(r"\n[^\S\n]*(?:\n\s*)")
_ITEM = re.compile(
    r"[^\S\n]*(?:[-*\u2022\u2023\u25aa\u25cf\u2013\u2014+]\s|#{1,6}\s|\(?(?:\d{1,3}|[ivxIVX]{1,5}|[a-zA-Z])[.)]\s"
    r"|\||>|[A-Z]\s|Q:|A:)"
)
_LABEL = re.compile(r"[^\S\n]*[A-Z][A-Z.\-'\u2019 ]{1,60}:")
_CELL = re.compile(r"\t|[^\S\n]\|[^\S\n]|\|(?=\n|$)|^\|")
_LEAD = re.compile(r"(?:[\s#>*_|\u2022\u2023\u25aa\u25cf]|[-\u2013\u2014+](?=\s))*")
_WORDS = re.compile(r"[^\W_]")
_STOP = re.compile(r"[.!?\u2026\u061f\u06d4\u3002\uff01\uff1f]+[\"'\u2019\u201d\u00bb)\]*_]*")
_UNSPACED = frozenset("\u3002\uff01\uff1f")
_WORD_BEFORE = re.compile(r"[^\W_](?:[^\W_]|[.&])*$")
_NEXT = re.compile(r"[\s*_]*([\"'\u2018\u201c\u00ab(\[]*)([^\W_]+)?")


def split_sentences(text: str, start: int = 0) -> tuple[Sentence, ...]:
    """Split ``text[start:]`` into sentences, headings, list items and table cells.

    Args:
        text: The kept text.
        start: Where the body begins.

    Returns:
        Sentences in order, none empty, without white space at either end. The end of one lies
        before the start of the next; what is between them is space and marks of layout.
    """
    bounds = [
        (paragraph, begin, end)
        for paragraph, (first, last) in enumerate(_paragraphs(text, start))
        for begin, end in _within(text, first, last)
        if _WORDS.search(text, begin, end) is not None
    ]
    tokens = [tokenise(text, begin, end) for _, begin, end in bounds]
    sentences: list[Sentence] = []
    for index, (paragraph, begin, end) in enumerate(bounds):
        words, starts, ends = tokens[index]
        raw, lower, units, kinds, opens, calls = told_of(words)
        sentences.append(
            _sentence(
                index=index,
                paragraph=paragraph,
                start=begin,
                end=end,
                starts=starts,
                ends=ends,
                raw=raw,
                lower=lower,
                units=units,
                kinds=kinds,
                opens=opens,
                calls=calls,
            )
        )
    return tuple(sentences)


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Give blocks between empty lines, parted again where a line was not wrapped."""
    for first, last in _parted(text, start, len(text), _BLOCK):
        for begin, end in _lines_joined(text, first, last):
            plain = text.find("|", begin, end) < 0 and text.find("\t", begin, end) < 0
            for cell in [(begin, end)] if plain else _parted(text, begin, end, _CELL):
                found = _trimmed(text, *cell)
                if found is not None:
                    yield found


def _parted(text: str, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for match in at.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _lines_joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Join lines that were wrapped: those to which the next word would not have fitted."""
    if text.find("\n", start, end) < 0:
        yield start, end
        return
    lines = list(_parted(text, start, end, _LINE))
    width = max(last - first for first, last in lines)
    begin = lines[0][0]
    for (first, last), (following, its_end) in itertools.pairwise(lines):
        if _NARROWEST_WRAP <= width <= _WIDEST_WRAP and not _opens_item(text, following, its_end):
            word = _FIRST_WORD.match(text, following, its_end)
            room = width - (last - first)
            if word is not None and word.end() - following + 1 > room:
                continue
        yield begin, last
        begin = following
    yield begin, end


def _opens_item(text: str, start: int, end: int) -> bool:
    return any(shape.match(text, start, end) is not None for shape in (_ITEM, _LABEL))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead is not None else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_#|"):
        end -= 1
    return (start, end) if end > start else None


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a paragraph at the stops that end a sentence."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        at = stop.end()
        if at >= end:
            break
        if not (text[at].isspace() or text[at - 1] in _UNSPACED):
            continue
        if _ends(text, begin, stop, end):
            yield begin, stop.start() + len(stop.group().rstrip("*_"))
            lead = _LEAD.match(text, at, end)
            begin = lead.end() if lead is not None else at
    if begin < end:
        yield begin, end


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether a stop ends the sentence that began at ``begin``."""
    mark = stop.group()
    if mark[0] in _UNSPACED:
        return True
    following = _NEXT.match(text, stop.end(), end)
    opened, word = (following.group(1), following.group(2)) if following else ("", None)
    if word is not None and word[0].islower():
        return False
    if not mark.startswith(".") or mark.startswith("..") or word is None:
        return True
    before = _WORD_BEFORE.search(text, max(begin, stop.start() - _LONGEST_WORD), stop.start())
    if before is None:
        return True
    return _parts(before.group(), word, opened, first=before.start() == begin)


def _parts(before: str, word: str, opened: str, *, first: bool) -> bool:
    """Whether a full stop after ``before`` parts two sentences, the second starting ``word``."""
    kind = _kind(before)
    opens = word in openers() or bool(opened and opened[-1] in "\"'\u2018\u201c\u00ab")
    if _kind(word) == "form" and word.istitle():
        return False
    if kind is None:
        # "1. Policy", "A. Background" and "J. Smith" go on.
        numbered = first and (before.isdigit() or len(before) == 1)
        return not numbered
    if kind == "title":
        return False
    if kind == "number":
        return opens and not word[0].isdigit()
    if kind == "form" and not opened.endswith(("(", "[")):
        # "Foo Ltd. CEO", "Foo Co. LLC" and "Foo Ltd. (Foo)" go on; "Foo Ltd. Treasury" starts anew.
        return opens or not (word.isupper() or word[0].isdigit() or _kind(word))
    return opens


@functools.lru_cache(maxsize=8192)
def _kind(word: str) -> str | None:
    if len(word) == 1 and word.isalpha() and word.isupper():
        return "common"
    found = _abbreviations().get(word.rstrip(".").casefold())
    if found is None and re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return "common"
    return found


@functools.cache
def _abbreviations() -> dict[str, str]:
    kinds = ("title", "number", "form", "common")
    rows = table("abbreviations", ("abbreviation", "kind"))
    return {row["abbreviation"].casefold(): row.one_of("kind", kinds) for row in rows}


@functools.cache
def openers() -> frozenset[str]:
    """Give the words that open a sentence where they bear a capital after an abbreviation."""
    return frozenset(row["word"] for row in table("sentence_openers", ("word",)))
