"""The tags and texts of an HTML page, one after the other, in time that grows with its length.

Broken markup is read as browsers do: a ``<`` that begins no tag is text, an end that is missing is
the end of the page. Nothing is fetched and no entity is defined by the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Za-z][^\s/>]{0,60}")
_STOP = re.compile(r"[>\"']")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]{1,100})\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_LONGEST_TAG = 1 << 16
"""Characters of a tag whose attributes are looked at; what is longer carries data, no text."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: ``end`` for ``</p>``; attributes with names in lower case and entities resolved."""

    name: str
    end: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


class _Finder:
    """``str.find`` that remembers what is not there any more, so that it is not sought again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._gone: set[str] = set()

    def find(self, what: str, start: int) -> int:
        if what in self._gone:
            return -1
        at = self.text.find(what, start)
        if at < 0:
            self._gone.add(what)
        return at


def tokens(text: str, raw: frozenset[str]) -> Iterator[Tag | str]:
    """Give tags and texts in order.

    Args:
        text: The page.
        raw: Elements whose content is no markup; it is handed on as one text after its tag.
    """
    finder, at, size = _Finder(text), 0, len(text)
    while at < size:
        begins = finder.find("<", at)
        if begins < 0:
            yield html.unescape(text[at:])
            return
        if begins > at:
            yield html.unescape(text[at:begins])
        tag, at = _tag(finder, begins)
        if tag is None:
            continue
        if isinstance(tag, str):
            yield tag
            continue
        yield tag
        if tag.name in raw and not tag.end:
            ends = re.compile(f"</{tag.name}(?![a-z0-9])", re.IGNORECASE).search(text, at)
            stop = ends.start() if ends else size
            if stop > at:
                yield text[at:stop]
            at = stop


def _tag(finder: _Finder, at: int) -> tuple[Tag | str | None, int]:
    """Give the tag at a ``<`` and where it ends; a text where it is none."""
    text, size = finder.text, len(finder.text)
    if text.startswith("<!--", at):
        end = finder.find("-->", at + 4)
        return None, end + 3 if end >= 0 else size
    if text.startswith(("<!", "<?"), at):
        end = finder.find(">", at)
        return None, end + 1 if end >= 0 else size
    closing = text.startswith("</", at)
    name = _NAME.match(text, at + 1 + closing)
    if name is None:
        return "<", at + 1
    end = _end_of_tag(finder, name.end())
    inside = text[name.end() : min(end, name.end() + _LONGEST_TAG)].rstrip(">")
    attributes: dict[str, str] = {}
    if (not closing and "=" in inside) or inside.strip(" /"):
        for found in _ATTRIBUTE.finditer(inside):
            value = found[2] or found[3] or found[4] or ""
            attributes.setdefault(found[1].lower(), html.unescape(value))
    return Tag(name[0].lower(), closing, attributes), end


def _end_of_tag(finder: _Finder, at: int) -> int:
    """Give the offset behind the ``>`` that ends a tag; one within quotes does not."""
    text = finder.text
    while stop := _STOP.search(text, at):
        if stop[0] == ">":
            return stop.end()
        closing = finder.find(stop[0], stop.end())
        at = closing + 1 if closing >= 0 else stop.end()
    return len(text)
