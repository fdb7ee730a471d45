"""The text of an e-mail: its plain part, or the text of its HTML part."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from holdpoint.disclosures._keep_html import HtmlText, html_text
from holdpoint.disclosures._keep_text import decoded, unreadable

_MOST_PARTS = 200
"""Parts that are looked at; a newsletter has two, a forwarded thread with pictures twenty."""


def mail_text(raw: bytes, name: str) -> HtmlText:
    """Give the text of an e-mail; headers ``title``, ``publisher`` (who sent it) and ``date``.

    Attachments are named in the notes and not read: a document in one is a document of its own.

    Raises:
        UnreadableInputError: It is no e-mail, or has no text.
    """
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if not message.keys():
        raise unreadable(name, "is no e-mail.", "Save the message with its headers (.eml).")
    plain: list[HtmlText] = []
    pages: list[HtmlText] = []
    left = 0
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart():
            left += kind == "message/rfc822"
        elif part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            left += 1
        elif kind == "text/html":
            pages.append(_page_of(part, name))
        elif kind == "text/plain":
            plain.append(_plain_of(part, name))
    parts = [part for part in plain if part.text.strip()] or pages
    text = "\n\n".join(part.text.strip("\n") for part in parts if part.text.strip())
    if not text.strip():
        raise unreadable(name, "has no text in it.", "Give the document that is attached to it.")
    notes = tuple(note for part in parts for note in part.notes)
    if left:
        notes += (f"{left} attachment{'' if left == 1 else 's'} not read: give each by itself.",)
    return HtmlText(text + "\n", _headers(message), notes)


def _plain_of(part: EmailMessage, name: str) -> HtmlText:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return HtmlText("", {}, ())
    text, notes = decoded(data, name, part.get_content_charset())
    return HtmlText(text, {}, notes)


def _page_of(part: EmailMessage, name: str) -> HtmlText:
    plain = _plain_of(part, name)
    return html_text(plain.text) if plain.text else plain


def _headers(message: EmailMessage) -> dict[str, str]:
    shown, address = parseaddr(_header(message, "From"))
    told = {"title": _header(message, "Subject"), "publisher": shown or address}
    day = _header(message, "Date")
    try:
        # The day at the sender's place, not at Greenwich.
        told["date"] = parsedate_to_datetime(day).date().isoformat()
    except (ValueError, TypeError, IndexError):
        told["date"] = day
    return {name: value for name, value in told.items() if value}


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = message.get(name)
    except (ValueError, IndexError, TypeError, AttributeError):  # the parser on a broken header
        return ""
    text = str(value or "").encode("utf-8", "replace").decode("utf-8")
    return " ".join(text.split())
