"""The text of an HTML page, without menus, scripts and what a visitor does not see.

Written for this project on the standard library: the kept text is hashed and quoted from, so it
must not change with the version, or the absence, of a library. Paragraphs are parted by a blank
line; an item of a list and a row of a table is a line (``- item``; ``cell | cell``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from holdpoint.disclosures._html_tokens import Tag, tokens
from holdpoint.disclosures._tables import table

_SPACE = re.compile(r"[ \t\n\r\f]+")
_WORD = re.compile(r"[A-Z]?[a-z]+")
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]))", re.IGNORECASE
)
_ASIDE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "dialog", "alert", "complementary"}
)
_WHOLE = frozenset({"html", "body", "main", "article"})
_LINES = ("line", "item")
_LEFT_OPEN = frozenset({"p", "li", "dt", "dd", "tr", "td", "th"})
_LEAST_ARTICLE = 200
"""Characters from which an ``article`` or ``main`` is taken for the page's text."""
_LINKED = 0.8
"""Share of a block that is links from which, without a full stop, it is a menu."""

_DATES = (
    "article:published_time",
    "datepublished",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.issued",
    "dc.date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "dcterms.created",
)
_TITLES = ("og:title", "dcterms.title", "dc.title", "twitter:title")
_PUBLISHERS = ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher")
_LD_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The text of a page and what its head says of it."""

    text: str
    headers: Mapping[str, str]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Block:
    begins: str
    article: int
    parts: list[str] = field(default_factory=list)
    linked: int = 0

    def text(self) -> str:
        return _SPACE.sub(" ", "".join(self.parts)).strip(" ")


@dataclass(slots=True)
class _Open:
    name: str
    drops: bool
    hidden: bool
    article: int


def html_text(page: str) -> HtmlText:
    """Give the text of a page.

    Returns:
        The text, empty where there are no words; headers ``title``, ``publisher``, ``date``,
        ``url``, ``language`` where the page has them; notes on what was left out.
    """
    reader = _Reader(strict=True)
    reader.read(page)
    text, notes = reader.whole(), list(reader.notes(page))
    if not text.strip():
        # A page whose every block is called a menu or a banner is read as it stands.
        reader = _Reader(strict=False)
        reader.read(page)
        text = reader.whole()
        if text.strip():
            notes.append("No part of the page stood out as its text: all of it was taken.")
    return HtmlText(text, reader.headers(), tuple(notes))


class _Reader:
    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._does, self._asides = _elements(), _aside_words()
        self._raw = frozenset(name for name, does in self._does.items() if does == "raw")
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._blocks = [_Block("block", 0)]
        self._articles = 0
        self._links = 0
        self._cells = 0
        self._meta: dict[str, str] = {}
        self._title = self._heading = ""
        self._hidden = 0
        self._after_raw = ""

    def read(self, page: str) -> None:
        for token in tokens(page, self._raw):
            if isinstance(token, str):
                self._text(token)
            elif token.end:
                self._end(token.name)
            else:
                self._start(token)

    def _text(self, text: str) -> None:
        if self._after_raw:
            self._raw_text(text)
        elif self._open and self._open[-1].drops:
            self._hidden += len(text.strip()) if self._open[-1].hidden else 0
        else:
            block = self._blocks[-1]
            block.parts.append(text)
            block.linked += len(text.strip()) if self._links else 0

    def _raw_text(self, text: str) -> None:
        if self._after_raw == "title":
            import html

            self._title = self._title or _SPACE.sub(" ", html.unescape(text)).strip()
        elif self._after_raw == "script" and (found := _LD_DATE.search(text)):
            self._meta.setdefault("ld:date", found[1])
        self._after_raw = ""

    def _start(self, tag: Tag) -> None:
        does = self._does.get(tag.name, "")
        self._after_raw = ""
        if does == "raw":
            self._after_raw = tag.name
            return
        if does == "void":
            self._void(tag)
            return
        above = self._open[-1] if self._open else _Open("", drops=False, hidden=False, article=0)
        hidden = above.hidden or self._is_hidden(tag)
        drops = above.drops or hidden or self._is_aside(tag, does, above.article)
        article = above.article
        if tag.name in ("article", "main") and not article:
            self._articles += 1
            article = self._articles
        if tag.name in _LEFT_OPEN:
            self._close(tag.name)
        self._open.append(_Open(tag.name, drops, hidden, article))
        self._names[tag.name] += 1
        self._links += tag.name == "a"
        if not drops:
            self._begin(does, tag.name, article)
        if tag.name == "time" and "datetime" in tag.attributes:
            self._meta.setdefault("time", tag.attributes["datetime"])

    def _close(self, name: str) -> None:
        """Close an element that the next of its kind ends, as its end may be left out."""
        if self._open and self._open[-1].name == name:
            self._end(name)

    def _begin(self, does: str, name: str, article: int) -> None:
        if does in ("block", "line", "aside"):
            self._blocks.append(_Block("item" if name == "li" else does, article))
            self._cells = 0
        elif does == "cell":
            if self._cells:
                self._blocks[-1].parts.append(" | ")
            self._cells += 1

    def _end(self, name: str) -> None:
        if not self._names[name]:
            if name in ("p", "br"):
                self._begin("block", "p", self._open[-1].article if self._open else 0)
            return
        while True:
            last = self._open.pop()
            self._names[last.name] -= 1
            self._links -= last.name == "a"
            if last.name == name:
                break
        if name == "h1" and not self._heading and not last.drops:
            self._heading = self._blocks[-1].text()
        does = self._does.get(name, "")
        if does in ("block", "line", "aside") and not last.drops:
            above = self._open[-1].article if self._open else 0
            self._begin("line" if does == "line" else "block", "", above)

    def _void(self, tag: Tag) -> None:
        if tag.name == "br" and not (self._open and self._open[-1].drops):
            block = self._blocks[-1]
            self._blocks.append(_Block("break", block.article))
        elif tag.name == "meta":
            key = tag.attributes.get("property") or tag.attributes.get("name") or ""
            key = (key or tag.attributes.get("itemprop", "")).lower()
            if key and tag.attributes.get("content", "").strip():
                self._meta.setdefault(key, _SPACE.sub(" ", tag.attributes["content"]).strip())
        elif tag.name == "link" and tag.attributes.get("rel", "").lower() == "canonical":
            self._meta.setdefault("canonical", tag.attributes.get("href", ""))

    def _is_hidden(self, tag: Tag) -> bool:
        given = tag.attributes
        return (
            "hidden" in given
            or given.get("aria-hidden", "").lower() == "true"
            or _HIDDEN.search(given.get("style", "")) is not None
        )

    def _is_aside(self, tag: Tag, does: str, article: int) -> bool:
        if does == "drop":
            return True
        if not self._strict or tag.name in _WHOLE:
            return False
        if does == "aside" and not (article and tag.name == "header"):
            return True
        if tag.attributes.get("role", "").lower() in _ASIDE_ROLES:
            return True
        named = f"{tag.attributes.get('class', '')} {tag.attributes.get('id', '')}"[:400]
        return named != " " and any(w.lower() in self._asides for w in _WORD.findall(named))

    def whole(self) -> str:
        """Give the text: of the longest article where there is one, else of the page."""
        sizes: Counter[int] = Counter()
        for block in self._blocks:
            sizes[block.article] += len(block.text())
        best = max(range(1, self._articles + 1), key=lambda n: sizes[n], default=0)
        if sizes[best] < _LEAST_ARTICLE:
            best = 0
        out: list[str] = []
        before = ""
        for block in self._blocks:
            text = block.text().strip(" |") if best in (0, block.article) else ""
            if not text or (self._strict and not best and self._is_menu(block, text)):
                before = "block" if block.begins == "block" else before
                continue
            line = block.begins == "break" or (block.begins in _LINES and before in _LINES)
            out.append(("\n" if line else "\n\n") if out else "")
            out.append(f"- {text}" if block.begins == "item" else text)
            before = before if block.begins == "break" else block.begins
        return "".join(out) + "\n" if out else ""

    def _is_menu(self, block: _Block, text: str) -> bool:
        return block.linked > _LINKED * len(text) and not text.endswith((".", "!", "?", "\u201d"))

    def headers(self) -> dict[str, str]:
        """Give what the head of the page says of it."""
        meta = self._meta

        def first(names: tuple[str, ...]) -> str:
            return next((meta[name] for name in names if name in meta), "")

        told = {
            "title": first(_TITLES) or self._heading or self._title,
            "publisher": first(_PUBLISHERS),
            "date": first((*_DATES, "ld:date", "time")),
            "url": first(("canonical", "og:url")),
        }
        return {name: value for name, value in told.items() if value}

    def notes(self, page: str) -> tuple[str, ...]:
        """Give what a person should know of the page."""
        notes = []
        if self._hidden:
            notes.append(f"{self._hidden} characters that a visitor does not see were left out.")
        lower = page[-2000:].lower()
        if "<html" in page[:5000].lower() and "</html" not in lower and "</body" not in lower:
            notes.append("The page has no end: it may be cut short.")
        return tuple(notes)


@cache
def _elements() -> dict[str, str]:
    allowed = ("block", "line", "cell", "drop", "aside", "raw", "void")
    return {
        row["element"]: row.one_of("does", allowed)
        for row in table("html_elements", ("element", "does"))
    }


@cache
def _aside_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("html_asides", ("word",)))
