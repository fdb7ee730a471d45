"""What kind of file a piece of evidence is, told by its bytes, and whether a page may show it.

A page shows PNG, JPEG, WebP and GIF. What a file is called says nothing: SVG and HTML can carry
scripts, and are told by not being one of the four.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MAX_PICTURE: Final = 8 << 20
"""Largest picture that is put into a page, in bytes."""

MAX_PICTURES: Final = 40 << 20
"""Largest sum of the pictures of one page, in bytes."""

MAX_PIXELS: Final = 64_000_000
"""Most pixels of a picture: a small file can unpack to more memory than a browser has."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that carry the size of the picture (ITU T.81, table B.1)."""
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the head of a picture says: media type and size in pixels."""

    media: str
    width: int
    height: int


def picture_of(data: bytes) -> Picture | None:
    """Tell a picture by its first bytes; ``None`` where it is none of those that a page may show.

    Args:
        data: The whole file.
    """
    for media, size in _KINDS:
        found = size(data)
        if found is not None and min(found) > 0:
            return Picture(media=media, width=found[0], height=found[1])
    return None


def why_not_shown(data: bytes) -> str | None:
    """Why a page does not show these bytes as a picture; ``None`` where it may."""
    if len(data) > MAX_PICTURE:
        return f"it has {len(data):,} bytes; {MAX_PICTURE:,} is the most that a page takes"
    picture = picture_of(data)
    if picture is None:
        return "it is no PNG, JPEG, WebP or GIF"
    if picture.width * picture.height > MAX_PIXELS:
        size = f"{picture.width:,} by {picture.height:,}"
        return f"it has {size} pixels; {MAX_PIXELS:,} is the most that a page takes"
    return None


def _png(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or len(data) < len(_PNG) + 25:
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _gif(data: bytes) -> tuple[int, int] | None:
    if data[:6] not in {b"GIF87a", b"GIF89a"} or len(data) <= len("GIF89a") + 7:
        return None
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


def _webp(data: bytes) -> tuple[int, int] | None:
    """The three forms of a WebP (RFC 9649, sections 2.5 to 2.7)."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:  # noqa: PLR2004 - heads
        return None
    form = data[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if form == b"VP8L" and data[20] == 0x2F:  # noqa: PLR2004 - the signature of the form
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
        return width, height
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame that carries the size; each step goes forward."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - a marker
        kind = data[at + 1]
        if kind in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        if kind == 0xFF:  # noqa: PLR2004 - fill bytes
            at += 1
        elif kind in _BARE:
            at += 2
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    return None


_KINDS: Final = (
    ("image/png", _png),
    ("image/jpeg", _jpeg),
    ("image/webp", _webp),
    ("image/gif", _gif),
)
