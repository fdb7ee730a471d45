"""Files that a build needs several times, to look and to read, parsed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self, TypeVar

from holdpoint.sources._edition import Reader
from holdpoint.sources._files import Content

T = TypeVar("T")
_MOST = 12
"""Parsed files that are held: a screening list takes some 70 MB, a workbook up to 45. What is not
used is dropped before anything is read for good, which needs more."""


class Parsed:
    """The files that were parsed last; they must not be altered by whoever uses them."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, Path, str], Any] = {}

    def of(self, form: str, path: Path, sha256: str, parse: Callable[[], T]) -> T:
        """What a file says, parsed unless it is held.

        Args:
            form: Format of the reader.
            path: The file.
            sha256: Of its content.
            parse: Parses it.
        """
        key = (form, path, sha256)
        held: T = self._held.pop(key) if key in self._held else parse()
        self._held[key] = held  # the last one used stands last
        while len(self._held) > _MOST:
            del self._held[next(iter(self._held))]
        return held

    def drop(self, paths: Iterable[Path]) -> None:
        """Hold what files say no longer."""
        gone = frozenset(paths)
        for key in [key for key in self._held if key[1] in gone]:
            del self._held[key]


def parsed_once(
    held: Parsed | None, form: str, content: Content, parse: Callable[[Content], T]
) -> T:
    """What a file says, taken from what is held where it is there; ``None`` holds nothing."""
    if held is None:
        return parse(content)
    return held.of(form, content.path, content.sha256, lambda: parse(content))


class Sharing:
    """A reader that can use what it parsed a second time.

    Args:
        parsed: Where what was parsed is held; ``None`` holds nothing.
    """

    def __init__(self, parsed: Parsed | None = None) -> None:
        self._parsed = parsed

    def sharing(self, parsed: Parsed) -> Self:
        """The same reader, which holds there what it parses."""
        return type(self)(parsed)


def shared(reader: Reader, parsed: Parsed) -> Reader:
    """The reader, holding what it parses where it can."""
    return reader.sharing(parsed) if isinstance(reader, Sharing) else reader
