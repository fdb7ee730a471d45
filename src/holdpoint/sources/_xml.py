"""Entries of a list in XML, one element at a time, without what XML can smuggle in."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from holdpoint.errors import HostileInputError, UnreadableInputError
from holdpoint.sources._files import Content, tidy

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)(?=[\s>/])[^>]*>")
_HEAD = 8192
_ASIDE = re.compile(rb"<[?!][^>]*>")


def root_of(head: bytes) -> tuple[str, str]:
    """Name and opening tag of the root element, as far as the first bytes show them."""
    found = _ROOT.search(_ASIDE.sub(b"", head[:_HEAD]))
    if found is None:
        return "", ""
    return found[1].decode("ascii", "replace"), found[0].decode("utf-8", "replace")


def elements(content: Content, tags: Collection[str]) -> Iterator[Element]:
    """The elements of some names, each whole, in the order of the file; names lose their namespace.

    An element is emptied after it was handed out; an element within another one of ``tags`` is
    handed out first and then empty.

    Raises:
        HostileInputError: A document type or an entity is declared.
        UnreadableInputError: It is not well-formed.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    try:
        for _, element in iterparse(io.BytesIO(content.data), events=("end",), forbid_dtd=True):
            element.tag = element.tag.rpartition("}")[2]
            if element.tag in tags:
                yield element
                element.clear()
    except DefusedXmlException as error:
        raise HostileInputError(
            f"{content.name}: declares entities or a document type, which a sanctions list never "
            "does. Fetch it from the publisher."
        ) from error
    except (ParseError, LookupError, ValueError) as error:  # the latter two: strange encodings
        line = getattr(error, "position", (0,))[0]
        raise UnreadableInputError(
            f"{content.name}:{line}: the XML is damaged, so nothing of the file is used. "
            "Fetch it again."
        ) from error


def text_of(element: Element | None, path: str = "") -> str:
    """The text of an element or of the first one at a path below it; empty where there is none."""
    found = element.find(path) if element is not None and path else element
    return tidy("".join(found.itertext())) if found is not None else ""


def texts_of(element: Element, path: str) -> list[str]:
    """The texts at a path, without empty ones."""
    return [text for found in element.findall(path) if (text := text_of(found))]
