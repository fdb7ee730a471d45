"""Bytes of a document as text: how they are encoded, and what a person should know of it."""

from __future__ import annotations

import codecs
import re

from holdpoint.errors import UnreadableInputError
from holdpoint.files import decode
from holdpoint.model import Problem

_BINARY = (
    (b"PK\x03\x04", "a ZIP archive, as office documents are"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.01
"""Share of control characters from which a file is no text; a page has none, or a stray one."""
_MOST_LOST = 0.05
"""Share of characters that no encoding explains, from which a text is not read at all."""

# In Windows-1251 the letters of a word are high bytes one after the other; in the languages of
# Windows-1252 an accented letter mostly stands alone between plain ones.
_HIGH_RUN = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CYRILLIC_SHARE = 0.7

_NAMES = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
}


def unreadable(name: str, reason: str, remedy: str) -> UnreadableInputError:
    """Give the error for a document that cannot be read, with its one problem."""
    problem = Problem(file=name, reason=reason, remedy=remedy)
    return UnreadableInputError(str(problem), [problem])


def decoded(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Give the text of some bytes, with line ends as LF, and notes on how it was read.

    Args:
        data: The bytes.
        name: Of the file, for messages.
        declared: Encoding that the document or its envelope states; used if the bytes fit it.

    Raises:
        UnreadableInputError: It is no text, or more than a twentieth of it is damaged.
    """
    for mark, what in _BINARY:
        if data.startswith(mark):
            raise unreadable(name, f"is {what}, no text.", "Save it as text, HTML or PDF.")
    stated = _as_declared(data, declared)
    text, notes = stated if stated is not None else _as_found(data, name)
    return tidy(text, name), notes


def tidy(text: str, name: str) -> str:
    """Give the text with LF line ends and without what UTF-8 cannot hold.

    Raises:
        UnreadableInputError: It has no words, or is no text.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "replace").decode("utf-8") if _lone_surrogate(text) else text
    if not text.strip():
        raise unreadable(name, "has no words in it.", "Fetch it again.")
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise unreadable(name, "is no text.", "Save it as text, HTML or PDF.")
    if text.count("\ufffd") > _MOST_LOST * len(text):
        raise unreadable(
            name, "is in an encoding that was not recognised.", "Save it as UTF-8 and try again."
        )
    return text


def _lone_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _as_declared(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]] | None:
    if not declared or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        # UTF-7 hides markup from whoever looks at the bytes; browsers refuse it too.
        name = codecs.lookup(declared).name
        return None if name == "utf-7" else (data.decode(name, "strict"), ())
    except (LookupError, UnicodeError, ValueError):
        return None


def _as_found(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text, encoding = decode(data, name)
    if encoding == "cp1252":
        if _looks_cyrillic(data):
            encoding, text = "cp1251", data.decode("cp1251", "replace")
        return text, (f"The encoding is not stated; read as {_NAMES[encoding]}, a guess.",)
    lost = text.count("\ufffd")
    if not lost:
        return text, ()
    if text.rstrip("\n").endswith("\ufffd"):
        return text, ("The last letter is incomplete: the document may be cut short.",)
    return text, (f"{lost} damaged letters were read as U+FFFD.",)


def _looks_cyrillic(data: bytes) -> bool:
    high = len(_HIGH.findall(data))
    return sum(map(len, _HIGH_RUN.findall(data))) > _CYRILLIC_SHARE * high
