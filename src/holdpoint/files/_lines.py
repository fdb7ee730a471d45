"""Lines of an untrusted text file, one after the other, in bounded memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Generator, Iterator
from pathlib import Path

from holdpoint.errors import UnreadableInputError
from holdpoint.files._encoding import guess, sniff
from holdpoint.files._faults import hostile
from holdpoint.files._opening import MAX_BYTES, read_blocks

MAX_LINE = 8 << 20
"""Longest line that is read, in characters."""

_HEAD = 1 << 20  # bytes from which the encoding is found
_PIECE = 1 << 17


class TextLines:
    r"""The lines of a text file, each with its end (``\n``, ``\r\n`` or ``\r``) as it stands.

    The encoding is found from the first MiB. A file that is plain ASCII so far is settled by its
    first other byte. Bytes that the encoding does not know become U+FFFD.

    Args:
        path: The file, gzip or not.
        max_bytes: Limit on the uncompressed size.
        max_line: Limit on the characters of one line.

    Attributes:
        name: Name of the file, for messages.
        encoding: What was found so far; ``ascii`` as long as nothing else was seen.
        number: Lines handed out so far.
    """

    def __init__(self, path: Path, *, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE) -> None:
        self.name = path.name
        self.encoding = "ascii"
        self.number = 0
        self._blocks = read_blocks(path, max_bytes=max_bytes)
        self._max_line = max_line
        self._lines = self._split()
        self._ahead: str | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line.

        Raises:
            UnreadableInputError: As :func:`holdpoint.files.read_blocks`, or no text.
            HostileInputError: A line, or the file, is longer than the limit.
        """
        line = self._ahead
        if line is None:
            line = next(self._lines)
        self._ahead = None
        self.number += 1
        return line

    def peek(self) -> str:
        """The next line, which stays to be read; empty at the end. Raises as reading does."""
        if self._ahead is None:
            self._ahead = next(self._lines, None)
        return self._ahead or ""

    def close(self) -> None:
        """Close the file before its end."""
        self._lines.close()
        self._blocks.close()

    def texts(self) -> Generator[str, None, None]:
        """The text in blocks, for readers that do not go by lines. Use this or the lines."""
        head, fault = self._head()
        found = sniff(bytes(head), self.name, cut=len(head) >= _HEAD)
        decoder = self._decoder(found) if found else None
        for at in range(0, len(head), _PIECE):
            piece = bytes(head[at : at + _PIECE])
            yield decoder.decode(piece) if decoder else piece.decode("ascii")
        if fault:
            raise fault
        for block in self._blocks:
            if decoder is None and not block.isascii():
                decoder = self._decoder(guess(block, cut=True))
            yield decoder.decode(block) if decoder else block.decode("ascii")
        if decoder is not None:
            yield decoder.decode(b"", final=True)

    def _head(self) -> tuple[bytearray, UnreadableInputError | None]:
        """The first MiB, or what could be read of it and why not more."""
        head = bytearray()
        try:
            for block in self._blocks:
                head += block
                if len(head) >= _HEAD:
                    break
        except UnreadableInputError as error:
            if not head:
                raise
            return head, error
        return head, None

    def _decoder(self, encoding: str) -> codecs.IncrementalDecoder:
        self.encoding = encoding
        return codecs.getincrementaldecoder(encoding)(errors="replace")

    def _split(self) -> Generator[str, None, None]:
        rest = ""
        for text in self.texts():
            lines = list(io.StringIO(rest + text, newline=""))
            # The last line may go on in the next block, and so may a line end after its "\r".
            rest = lines.pop() if lines and not lines[-1].endswith("\n") else ""
            yield from lines
            if len(rest) > self._max_line:
                raise hostile(
                    self.name,
                    f"the line has more than {self._max_line} characters.",
                    "Split the file into lines.",
                    line=self.number + 1,
                )
        if rest:
            yield rest
