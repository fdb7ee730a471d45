"""The six-bit payload of position and static reports, read by arithmetic on one number.

The layout is that of ITU-R M.1371-5, Annex 8. Only the messages of which a file mostly consists are
read here (1, 2, 3, 18, 19; 5 and 24 for identities); the rest is left to pyais.
"""

from __future__ import annotations

from binascii import a2b_base64
from typing import Final, NamedTuple

_ARMOUR: Final = bytes(range(48, 88)) + bytes(range(96, 120))
_BASE64: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TO_BASE64: Final = bytes(
    _BASE64[_ARMOUR.index(code)] if code in _ARMOUR else ord("!") for code in range(256)
)
"""What is no armour becomes a sign that the base 64 decoder drops: the length tells."""
_KNOWN: Final = frozenset(_ARMOUR)
_LETTERS: Final = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !\"#$%&'()*+,-./0123456789:;<=>?"
_PER_DEGREE: Final = 600000.0
_PADS: Final = (b"", b"AAA", b"AA", b"A")
_NO_SPEED: Final = 1023
_POSITION_BITS: Final = 168
_CLASS_B_BITS: Final = 168
_STATIC_BITS: Final = 424
_PART_A_BITS: Final = 160

POSITION_TYPES: Final = frozenset({1, 2, 3, 18, 19})
STATIC_TYPES: Final = frozenset({5, 24})
OTHER_POSITIONS: Final = frozenset({9, 27})
"""Position reports that are left to pyais: aircraft of search and rescue, long range."""


class PayloadError(ValueError):
    """A payload that is no message; the text says why."""


class RawStatic(NamedTuple):
    """Of a message 5 or 24; ``None`` is not stated."""

    mmsi: int
    imo: int | None
    name: str | None
    call_sign: str | None


def kind_of(payload: bytes) -> int:
    """Message type, 0 to 63.

    Raises:
        PayloadError: The payload is empty or does not begin with an armoured character.
    """
    if not payload or payload[0] not in _KNOWN:
        raise PayloadError("the message is empty or begins with a character that is none of AIS.")
    return payload[0] - 48 if payload[0] < 88 else payload[0] - 56  # noqa: PLR2004 - armour


def bits_of(payload: bytes) -> tuple[int, int]:
    """The payload as one number and how many bits it has.

    Raises:
        PayloadError: It holds a character that is none of AIS.
    """
    padded = payload.translate(_TO_BASE64) + _PADS[len(payload) & 3]
    size = len(padded) * 6
    try:
        data = a2b_base64(padded)
    except ValueError:
        data = b""
    if len(data) * 8 != size:
        raise PayloadError("the message holds a character that is none of AIS.")
    return int.from_bytes(data, "big"), size


def position(payload: bytes, kind: int) -> tuple[int, float, float, float | None]:
    """Read a message 1, 2, 3, 18 or 19.

    Returns:
        MMSI, latitude and longitude in degrees, speed in knots or ``None``. Latitude 91
        and longitude 181 are "not available".

    Raises:
        PayloadError: It is cut, or holds a character that is none of AIS.
    """
    if len(payload) * 6 < _POSITION_BITS:
        raise PayloadError(f"the message is cut: {len(payload) * 6} bits of {_POSITION_BITS}.")
    number, size = bits_of(payload)
    if kind <= 3:  # noqa: PLR2004 - class A
        sog = number >> (size - 60) & 0x3FF
        lon = number >> (size - 89) & 0xFFFFFFF
        lat = number >> (size - 116) & 0x7FFFFFF
    else:
        sog = number >> (size - 56) & 0x3FF
        lon = number >> (size - 85) & 0xFFFFFFF
        lat = number >> (size - 112) & 0x7FFFFFF
    if lon & 0x8000000:
        lon -= 0x10000000
    if lat & 0x4000000:
        lat -= 0x8000000
    return (
        number >> (size - 38) & 0x3FFFFFFF,
        lat / _PER_DEGREE,
        lon / _PER_DEGREE,
        None if sog == _NO_SPEED else sog / 10,
    )


def static(payload: bytes, kind: int) -> RawStatic:
    """Read a message 5 or 24.

    Raises:
        PayloadError: It is cut, or holds a character that is none of AIS.
    """
    number, size = bits_of(payload)
    least = _STATIC_BITS if kind == 5 else _PART_A_BITS  # noqa: PLR2004 - class A
    # Some transmitters leave out the last bits of a message 5: of these nothing is read here.
    if len(payload) * 6 < min(least, 232):
        raise PayloadError(f"the message is cut: {len(payload) * 6} bits of {least}.")
    mmsi = number >> (size - 38) & 0x3FFFFFFF
    if kind == 5:  # noqa: PLR2004 - class A
        imo = number >> (size - 70) & 0x3FFFFFFF
        return RawStatic(
            mmsi, imo or None, _text(number, size, 112, 20), _text(number, size, 70, 7)
        )
    if number >> (size - 40) & 3 == 0:
        return RawStatic(mmsi, None, _text(number, size, 40, 20), None)
    if size < 132:  # noqa: PLR2004 - part B up to the call sign
        raise PayloadError("the message is cut before the call sign.")
    return RawStatic(mmsi, None, None, _text(number, size, 90, 7))


def _text(number: int, size: int, begin: int, count: int) -> str | None:
    """Six-bit text up to the first ``@``."""
    found = []
    for at in range(count):
        shift = size - begin - 6 * (at + 1)
        letter = number >> shift & 0x3F if shift >= 0 else 0
        if letter == 0:
            break
        found.append(_LETTERS[letter])
    return "".join(found).strip() or None
