"""A document as it came, to the text that is kept of it and on which every claim will stand.

The same bytes and the same arguments give the same kept text, on any machine: nothing here depends
on what else is installed, on the clock or on the network.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from holdpoint.disclosures._keep_head import (
    agency_name,
    dateline,
    day_in_address,
    day_of,
    header_block,
)
from holdpoint.disclosures._keep_text import decoded, tidy, unreadable
from holdpoint.disclosures._language import language_of
from holdpoint.disclosures._parsed import Kept
from holdpoint.errors import HoldpointError
from holdpoint.files import read_bytes
from holdpoint.model import Source

Media = Literal["text", "markdown", "html", "pdf", "email"]

MAX_DOCUMENT = 32 << 20
"""Default limit on the bytes of one document (32 MiB); a long report has one or two."""

_ENDINGS: Mapping[str, Media] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".eml": "email",
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_HEADING = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)
_SENTENCE_END = tuple("#.!?\u2026\"'\u201d\u2019)]*_|:>\u3002\u061f\u06d4")
_LONG_LINE = 80
"""Characters from which a last line is running text and no heading or signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a reader of one medium hands on: the text to keep and what the medium says about it.

    Attributes:
        headers: Names in lower case: ``title``, ``publisher``, ``issuer``, ``date``, ``url`` …
        body: Offset at which the text itself begins.
        basis: Where ``headers["date"]`` stands, in words.
    """

    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: int = 0
    basis: str = "header"
    notes: tuple[str, ...] = ()


def keep_document(
    source: Path | bytes | str,
    *,
    published: str | None = None,
    media: Media | None = None,
    url: str | None = None,
    publisher: str | None = None,
    issuer: str | None = None,
    retrieved: str | None = None,
    limit: int = MAX_DOCUMENT,
) -> Kept:
    """Read a document into the text that is kept of it.

    Args:
        source: A path is read as a file, bytes are a file's content, a string is the text itself.
        published: Day of publication, ISO 8601; goes before what the document says of it.
        media: What it is; told from the file's ending or its first bytes if left out.
        url: Where it was had from.
        publisher: Who printed it; goes before what the document says.
        issuer: Whose statement it is; likewise.
        retrieved: Day on which it was fetched, ISO 8601.
        limit: Most bytes that are read.

    Returns:
        The text with LF line ends, the offset of its body, its headers and where it comes from.

    Raises:
        UnreadableInputError: It is not there, too large, empty, no text, or damaged beyond reading.
        HoldpointError: A day is not written as ``2023-06-09``.
    """
    for name, day in (("published", published), ("retrieved", retrieved)):
        if day is not None and day_of(day) != day:
            raise HoldpointError(f"{name} {day!r}: no such day. Write it as 2023-06-09.")
    file = source.name if isinstance(source, Path) else None
    called = file or "document"
    raw = _raw(source, called, limit)
    kind = media or _media(raw, file)
    if kind not in get_args(Media):
        raise HoldpointError(f"media {kind!r}: use one of {', '.join(get_args(Media))}.")
    page = _page(raw, source if isinstance(source, str) else None, kind, called)
    given = {"date": published, "url": url, "publisher": publisher, "issuer": issuer}
    return _kept(page, raw, kind, file, given, retrieved)


def _raw(source: Path | bytes | str, called: str, limit: int) -> bytes:
    if isinstance(source, Path):
        # Asked first: a file far beyond the limit is refused without reading any of it.
        if source.is_file() and source.stat().st_size > limit:
            raise _too_large(called, limit)
        return read_bytes(source, max_bytes=limit)
    if len(source) > limit:
        raise _too_large(called, limit)
    return source.encode("utf-8", "replace") if isinstance(source, str) else source


def _too_large(called: str, limit: int) -> HoldpointError:
    reason = f"has more than {limit:,} bytes, the limit for one document."
    return unreadable(called, reason, "Give the part that matters, or raise the limit.")


def _media(raw: bytes, file: str | None) -> Media:
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    by_ending = _ENDINGS.get(Path(file).suffix.lower()) if file else None
    if by_ending is not None:
        return by_ending
    if _HTML.match(raw[:2000]):
        return "html"
    return "email" if _is_mail(raw[:4096]) else "text"


def _is_mail(head: bytes) -> bool:
    lines = head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0].lower().splitlines()
    names = {line.partition(b":")[0] for line in lines}
    return b"from" in names and (b"message-id" in names or b"mime-version" in names)


def _page(raw: bytes, text: str | None, kind: Media, called: str) -> Page:
    """Read a document by what it is; ``text`` where it was given as a string already."""
    if kind == "pdf":
        return _pdf_page(raw, called)
    if kind == "email":
        from holdpoint.disclosures._keep_mail import mail_text

        mail = mail_text(raw, called)
        return Page(text=tidy(mail.text, called), headers=mail.headers, notes=mail.notes)
    notes: tuple[str, ...] = ()
    if text is None:
        text, notes = decoded(raw, called, _charset(raw) if kind == "html" else None)
    text = tidy(text, called)
    return _html_page(text, notes, called) if kind == "html" else _text_page(text, kind, notes)


def _pdf_page(raw: bytes, called: str) -> Page:
    from holdpoint.disclosures._keep_pdf import pdf_text

    pdf = pdf_text(raw, called)
    text, properties = tidy(pdf.text, called), "properties of the file"
    return Page(text=text, headers=pdf.headers, basis=properties, notes=pdf.notes)


def _html_page(text: str, notes: tuple[str, ...], called: str) -> Page:
    from holdpoint.disclosures._keep_html import html_text

    page = html_text(text)
    return Page(
        text=tidy(page.text, called),
        headers=page.headers,
        basis="meta tag",
        notes=(*notes, *page.notes),
    )


def _charset(raw: bytes) -> str | None:
    found = _CHARSET.search(raw[:4096])
    return found[1].decode("ascii") if found else None


def _text_page(text: str, kind: Media, notes: tuple[str, ...]) -> Page:
    headers, body = header_block(text)
    if kind == "markdown" and "title" not in headers and (title := _HEADING.search(text[:5000])):
        headers["title"] = title[1].strip()
    return Page(text=text, headers=headers, body=body, notes=notes)


def _kept(
    page: Page,
    raw: bytes,
    kind: Media,
    file: str | None,
    given: Mapping[str, str | None],
    retrieved: str | None,
) -> Kept:
    digest = hashlib.sha256(page.text.encode("utf-8")).hexdigest()
    headers = page.headers
    line = dateline(page.text[page.body :])
    credit = line.agency if line else None
    url = given["url"] or headers.get("url") or headers.get("source")
    published, basis, contradictions = _published(page, given["date"], url)
    publisher = given["publisher"] or headers.get("publisher")
    agency = agency_name(credit) if credit else None
    body = page.text[page.body :]
    source = Source(
        id=f"doc-{digest[:16]}",
        sha256=digest,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        media=kind,
        title=headers.get("title") or headers.get("subject"),
        publisher=publisher or agency,
        issuer=given["issuer"] or headers.get("issuer"),
        published=published,
        published_basis=basis,
        url=url,
        language=language_of(body) or language_of(page.text),
        retrieved=retrieved or day_of(headers.get("retrieved")),
        derived_from=_origin(publisher, agency),
        file=file,
    )
    notes = (*page.notes, *contradictions, *_cut_short(headers, body))
    return Kept(source=source, text=page.text, body=page.body, headers=headers, notes=notes)


def _published(
    page: Page, given: str | None, url: str | None
) -> tuple[str | None, str, tuple[str, ...]]:
    """Take the day from the best place that has one, and tell of every other that differs."""
    stated = page.headers.get("date") or page.headers.get("published")
    line = dateline(page.text[page.body :])
    places = (
        ("given", given),
        (page.basis, day_of(stated)),
        ("dateline", day_of(line.day) if line else None),
        ("address", day_in_address(url)),
    )
    told = [(basis, day) for basis, day in places if day is not None]
    notes = []
    if stated and day_of(stated) is None:
        notes.append(f"The day of publication in the {page.basis} could not be read.")
    if not told:
        return None, "unknown", tuple(notes)
    basis, day = told[0]
    notes += [
        f"The day of publication is {day} ({basis}), but the {other} says {another}."
        for other, another in told[1:]
        if another != day
    ]
    return day, basis, tuple(notes)


def _origin(publisher: str | None, agency: str | None) -> str | None:
    """Give whom a text repeats: the agency credited in a report that somebody else prints."""
    if agency is None or publisher is None or agency_name(publisher) == agency:
        return None
    return agency


def _cut_short(headers: Mapping[str, str], body: str) -> tuple[str, ...]:
    completeness = headers.get("completeness", "")
    if completeness and not completeness.lower().startswith(("full", "complete")):
        return (f"Its header says that it is not whole: {completeness[:200]}.",)
    end = body.rstrip()
    if len(end) - end.rfind("\n") > _LONG_LINE and not end.endswith(_SENTENCE_END):
        return ("It ends within a sentence: the document may be cut short.",)
    return ()
