"""Japan's lists of parties under an export ban, as the text of their PDF.

Numbered entries: a Japanese name, a Latin one, aliases after ``a.k.a.`` or its Japanese word, and
an address after another one. Pages run into each other, so that a number may stand behind the last
word of the entry before; numbers are therefore followed one by one.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity
from holdpoint.sources._draft import Draft
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._eu_entry import take_address
from holdpoint.sources._files import Content, load, tidy
from holdpoint.sources._keys import distinct, short_hash
from holdpoint.sources._published import published

_RUSSIA, _OTHERS = "jp-russia-exports", "jp-third-country-exports"
_OTHER_LANDS = "以外の国の団体"
_MADE = re.compile(r"最終更新日\s*[:\uff1a]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}
_JAPANESE = r"[\u3040-\u30ff\u4e00-\u9fff\uff10-\uff5a]"
_ENTRY = re.compile(rf"(?:^|(?<=[^\d\s])|\n)(\d{{1,4}})\s+(?=[^\n]*{_JAPANESE})")
"""A number at the beginning of a line, or right behind the last sign of the entry before."""
_ADDRESS = re.compile(r"所在地\s*[:\uff1a]")
_ALSO = re.compile(r"別称\s*[:\uff1a]")
_AKA = re.compile(
    r",?\s*a\.?k\.?a\.?,?\s+the\s+following\s+[^:]*?alias(?:es)?\s*:?\s*", re.IGNORECASE
)
_ITEM = re.compile(r"(?:^|\n)\s*[-\u2010-\u2015\u2212\u30fb]\s*")
_END = re.compile(r"\s*(?:;|;\s*and|\.)?\s*$")
_KANA = re.compile(_JAPANESE)
_LATIN = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class _Block:
    """One numbered entry: its number, the line it begins on, and its text."""

    number: int
    line: int
    text: str


class JpText:
    """Reader of the two lists."""

    format = "jp-text"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the words of its title."""
        del path
        start = head[:2048].decode("utf-8", "ignore").replace("\n", "")
        return "輸出等に係る禁止措置" in start and "外務省告示" in start

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list, and how many entries it has."""
        content = load(path)
        source, date = _about(content)
        basis = "inside the file" if date else "unknown"
        return (
            Found(source=source, list_date=date, date_basis=basis, entries=len(_blocks(content))),
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        content, tally = load(files[0]), Tally()
        source, date = _about(content)
        if only is not None and source not in only:
            return
        about = published(source).about(
            form=self.format,
            list_date=date,
            date_basis="inside the file",
            sha256={content.name: content.sha256},
        )
        yield Edition(about, _entities(content, source, tally), tally, [])


def _about(content: Content) -> tuple[str, str | None]:
    head = content.text()[:2048]
    made = _MADE.search(head)
    date = f"{made[1]}-{made[2].zfill(2)}-{made[3].zfill(2)}" if made else None
    return (_OTHERS if _OTHER_LANDS in head.replace("\n", "") else _RUSSIA), date


def _blocks(content: Content) -> list[_Block]:
    """The entries, each from its number to the next one.

    Raises:
        UnreadableInputError: There is no entry.
    """
    text = content.text().translate(_WIDE)
    made = _MADE.search(text)
    starts = list[tuple[int, int]]()
    for found in _ENTRY.finditer(text, made.end() if made else 0):
        if int(found[1]) == len(starts) + 1:
            starts.append((found.start(), found.end()))
    if not starts:
        raise UnreadableInputError(f"{content.name}: no numbered entry was found. Fetch it again.")
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [
        _Block(number, text.count("\n", 0, begin) + 1, text[begin:end].strip())
        for number, ((_, begin), end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def _entities(content: Content, source: str, tally: Tally) -> Iterator[Entity]:
    name = content.name
    tally.open(name)
    blocks = []
    for block in _blocks(content):
        tally.row(name)
        if _latin_name(block):
            tally.took(name)
            blocks.append(block)
        else:
            reason = "The entry has no name in Latin letters."
            tally.refuse(name, block.line, reason, "Ask the publisher.")
    levels = (lambda b: short_hash(_latin_name(b)), lambda b: _parts(b)[1])
    for key, same in distinct(blocks, *levels).items():
        yield _entity(source, key, same[0])


def _parts(block: _Block) -> tuple[str, str]:
    """What stands before the address, and the address."""
    pieces = _ADDRESS.split(block.text, maxsplit=1)
    return pieces[0].strip(), tidy(pieces[1]) if len(pieces) > 1 else ""


def _named(block: _Block) -> tuple[str, str, list[str]]:
    """The Japanese name, the Latin one, and further names."""
    names = _ALSO.split(_parts(block)[0], maxsplit=1)
    aka = _AKA.split(names[0], maxsplit=1)
    lines = aka[0].split("\n")
    first = next(
        (i for i, line in enumerate(lines) if _LATIN.search(line) and not _is_own(line)), 0
    )
    own, latin = tidy("".join(lines[:first])), tidy(" ".join(lines[first:]))
    if not first:  # both names on one line
        last = max((m.end() for m in _KANA.finditer(latin)), default=0)
        own, latin = latin[:last], latin[last:].strip()
    more = _ITEM.split(aka[1]) if len(aka) > 1 else []
    more += names[1].replace("\n", ";").split(";") if len(names) > 1 else []
    return own, latin, [text for one in more if (text := _END.sub("", tidy(one))) and text != "and"]


def _is_own(line: str) -> bool:
    """Whether a line belongs to the Japanese name, Latin words within it or not."""
    return len(_KANA.findall(line)) * 4 > len(line)


def _latin_name(block: _Block) -> str:
    return _named(block)[1]


def _entity(source: str, key: str, block: _Block) -> Entity:
    own, latin, more = _named(block)
    draft = Draft(f"{source}:{key}", source, "company")
    draft.name(latin, "primary")
    for name in more:
        draft.name(
            name.removesuffix("; and").strip(), "original" if _KANA.search(name) else "strong"
        )
    draft.name(own.partition("(別称")[0].partition("\uff08別称")[0], "original", "ja")
    for address in re.split(r";\s*(?:and\s+)?", _parts(block)[1]):
        if address.strip(" ."):
            take_address(draft, address.strip(" ."))
    draft.listing(dataclasses.replace(published(source).listing(), reference=str(block.number)))
    return draft.build()
