"""The text of a PDF, page after page, by PDFium (extra ``pdf``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from holdpoint.disclosures._keep_text import unreadable

_MOST_PAGES = 5000
_CREATED = re.compile(r"D:((?:19|20)\d\d)(\d\d)(\d\d)")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class PdfText:
    """Pages parted by a form feed, and what the document's properties say."""

    text: str
    headers: dict[str, str]
    notes: tuple[str, ...]


def pdf_text(raw: bytes, name: str) -> PdfText:
    """Give the text of a PDF.

    A hyphen that only the end of a line made stands as a soft hyphen, and a page break as a form
    feed; forms, notes in the margin and pictures are not read.

    Raises:
        UnreadableInputError: The extra is not installed, the file is damaged, has a password, or
            holds pictures of text only.
    """
    try:
        import pypdfium2 as pdfium
    except ImportError:
        raise unreadable(
            name,
            "is a PDF, and the part that reads these is not installed.",
            "pip install 'holdpoint[pdf]'.",
        ) from None
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "has a password." if locked else "is no PDF, or a damaged one."
        raise unreadable(name, reason, "Open it and save it anew.") from None
    try:
        pages, notes = _pages(document, pdfium.PdfiumError)
        told = document.get_metadata_dict()
    finally:
        document.close()
    text = "\f".join(pages)
    if not text.strip():
        raise unreadable(name, "has no text: its pages are pictures.", "Run it through OCR first.")
    return PdfText(text, _headers(told), notes)


def _pages(document: Any, fault: type[Exception]) -> tuple[list[str], tuple[str, ...]]:  # noqa: ANN401 - PDFium's
    count = len(document)
    pages, empty, damaged = [], 0, 0
    for number in range(min(count, _MOST_PAGES)):
        try:
            text = _page(document, number)
        except fault:
            damaged, text = damaged + 1, ""
        else:
            empty += not text
        pages.append(text)
    notes = []
    if damaged:
        notes.append(f"{damaged} of {count} pages are damaged and were not read.")
    if empty:
        notes.append(f"{empty} of {count} pages have no text; pictures are not read.")
    if count > _MOST_PAGES:
        notes.append(f"Only the first {_MOST_PAGES} of {count} pages were read.")
    return pages, tuple(notes)


def _page(document: Any, number: int) -> str:  # noqa: ANN401 - PDFium's
    page = document[number]
    try:
        content = page.get_textpage()
        try:
            text = str(content.get_text_range(errors="replace"))
        finally:
            content.close()
    finally:
        page.close()
    # PDFium writes a hyphen of typesetting as a non-character and joins the two lines.
    text = text.replace("\ufffe", "\u00ad").replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", text).strip("\n")


def _headers(told: dict[str, str]) -> dict[str, str]:
    created = _CREATED.match(told.get("CreationDate") or "")
    headers = {
        "title": " ".join((told.get("Title") or "").split()),
        "date": "-".join(created.groups()) if created else "",
    }
    return {name: value for name, value in headers.items() if value}
