"""Which encoding a text file is in, found from its bytes and said aloud."""

from __future__ import annotations

import codecs

from holdpoint.files._faults import unreadable

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NUL_SHARE = 0.4  # of every second byte: plain text in UTF-16 has nearly all of them


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Text of some bytes, and the encoding that was found.

    A byte-order mark decides; then UTF-8; then Windows-1252, which latin-1 lists are read by too.
    Bytes that the encoding does not know become U+FFFD.

    Raises:
        UnreadableInputError: NUL bytes say that it is no text.
    """
    encoding = sniff(data, name) or "utf-8"
    return data.decode(encoding, errors="replace"), encoding


def sniff(head: bytes, name: str, *, cut: bool = False) -> str | None:
    """The encoding of a text that begins so; ``None`` for plain ASCII, which settles nothing.

    Args:
        head: The first bytes.
        name: File name for messages.
        cut: More bytes follow.

    Raises:
        UnreadableInputError: NUL bytes say that it is no text.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if b"\0" in head[:65536]:
        return _without_mark(head[:4096], name)
    return None if head.isascii() else guess(head, cut=cut)


def guess(block: bytes, *, cut: bool = False) -> str:
    """``utf-8`` or ``cp1252`` for bytes with some that are not ASCII.

    One damaged letter does not make a UTF-8 file a Windows one: whichever reading explains more
    of the letters wins.

    Args:
        block: The bytes.
        cut: More bytes follow, so that the last letter may be incomplete.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    text = decoder.decode(block, final=not cut)
    damaged = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - damaged
    return "utf-8" if whole > damaged or not damaged else "cp1252"


def _without_mark(head: bytes, name: str) -> str:
    half = len(head) / 2
    if head[1::2].count(0) > _NUL_SHARE * half and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > _NUL_SHARE * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    reason = "has NUL bytes, so it is no text file."
    raise unreadable(name, reason, "Save it as text, or give it its right ending.")
