"""The files of an index, as they lie in memory.

All numbers are unsigned 32-bit, little endian; texts are UTF-8 lines. Files are mapped, not read;
what is looked at is loaded by the operating system.

===========================  =======================================================================
``index.json``               make, counts, hash of the word tables that the words were made with
``index.words.txt``          the vocabulary by kind, length and letters
``index.buckets.u32``        kind, length in bytes and number of words of each run of ``words.txt``
``index.word_facts.u32``     of each word, see :class:`holdpoint.matching._words.Word`
``index.bones.txt``          skeletons, sorted
``index.bone_starts.u32``    where each begins; one more at the end
``index.bone_words.u32``     the words of each skeleton, one after the other
``index.bone_word_starts.u32``  where each skeleton's words begin; one more at the end
``index.families.txt``       names with several spellings, and likewise ``family_starts``,
                             ``family_words``, ``family_word_starts``
``index.name_facts.u32``     of each name the sum of its words' weights, marks in the top byte
``index.name_owners.u32``    2 a name: entity, place among its names
``index.name_words.u32``     words of all names, one after the other
``index.name_starts.u32``    where each name's words begin; one more at the end
``index.postings.u32``       for each word, the names that have it, ascending
``index.posting_starts.u32`` where each word's names begin; one more at the end
``index.letters.u32``        2 a name: its number, hash of its letters; sorted by hash
``index.entities.txt``       entity ids in the order of the build
``index.entity_starts.u32``  where each id begins; one more at the end
``index.entity_names.u32``   the first name of each entity; one more at the end
``index.identifiers.txt``    ``register value entity`` by tabulators, sorted
``index.addresses.txt``      ``key entity`` by tabulators, sorted
``index.known_names.bin``    16-byte hashes of the texts of all names: for the next build
``index.known_names.u32``    the name that has the words of each; none = 4294967295
``index.known_starts.u32``   the first text of each entity; one more at the end
``index.known_addresses.txt``  hash of each address and its keys by tabulators: likewise
``index.known_address_starts.u32``  where the addresses of each entity begin; one more at the end
===========================  =======================================================================
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

FORMAT = 6
"""Raised whenever the files or the making of words change."""

WEAK, PERSON, ACRONYM = 1, 2, 4
"""Marks of a name: a weak alias, a person's, the initials of an organisation's name."""

NONE = 0xFFFFFFFF

NUMBERS = (
    "buckets", "word_facts", "bone_starts", "bone_words", "bone_word_starts", "family_starts",
    "family_words", "family_word_starts", "name_facts", "name_owners", "name_words", "name_starts",
    "postings", "posting_starts", "letters", "entity_starts", "entity_names", "known_names",
    "known_starts", "known_address_starts",
)  # fmt: skip
"""Files of numbers, without what stands around their names."""

Numbers = Sequence[int]


class DamagedError(ValueError):
    """The files of an index do not fit together."""


class Files:
    """The files of one index.

    Args:
        read: Gives the content of a file by its whole name.

    Raises:
        DamagedError: They do not fit together.
        OSError: One cannot be read.
    """

    def __init__(self, read: Callable[[str], memoryview]) -> None:
        self.texts = {
            name: read(f"index.{name}.txt")
            for name in ("words", "bones", "families", "entities", "identifiers", "addresses")
        }
        self.raw = {name: read(f"index.{name}.u32") for name in NUMBERS}
        self._numbers = {name: numbers(view) for name, view in self.raw.items()}
        self._read = read
        self._check()

    def _check(self) -> None:
        names, words = len(self["name_facts"]), len(self["word_facts"])
        fits = (
            len(self["name_owners"]) == 2 * names
            and len(self["name_starts"]) == names + 1
            and len(self["posting_starts"]) == words + 1
            and len(self["entity_names"]) == len(self["entity_starts"])
            and len(self["buckets"]) % 3 == 0
        )
        if not fits:
            raise DamagedError("the files of the index do not fit together")

    def __getitem__(self, name: str) -> Numbers:
        return self._numbers[name]

    def known(self, name: str) -> memoryview:
        """A file that only the next build reads."""
        return self._read(name)

    def entity(self, number: int) -> str:
        """The id of an entity."""
        starts = self["entity_starts"]
        return str(self.texts["entities"][starts[number] : starts[number + 1] - 1], "utf-8")

    def names_of(self, entity: int) -> range:
        """The names of an entity."""
        starts = self["entity_names"]
        return range(starts[entity], starts[entity + 1])

    def owner(self, name: int) -> tuple[int, int]:
        """The entity that has a name, and the name's place among the entity's names."""
        owners = self["name_owners"]
        return owners[2 * name], owners[2 * name + 1]

    def marks(self, name: int) -> int:
        """The marks of a name."""
        return self["name_facts"][name] >> 24

    def same_letters(self, key: int) -> Iterator[int]:
        """Names whose sorted letters have a hash, ascending."""
        rows = self["letters"]
        at = bisect_left(range(len(rows) // 2), key, key=lambda row: rows[2 * row + 1])
        while 2 * at < len(rows) and rows[2 * at + 1] == key:
            yield rows[2 * at]
            at += 1

    def words_of(self, name: int) -> Numbers:
        """The words of a name, in their order."""
        starts = self["name_starts"]
        return self["name_words"][starts[name] : starts[name + 1]]


class Words:
    """Words by their numbers, read from the mapped file."""

    def __init__(self, files: Files) -> None:
        self._text = files.texts["words"]
        self._ends: list[int] = []
        self._rows: list[tuple[int, int, int]] = []
        first = at = 0
        rows = iter(files["buckets"])
        for _, length, count in zip(rows, rows, rows, strict=True):
            self._rows.append((first, at, length))
            first += count
            at += count * (length + 1)
            self._ends.append(first)
        if at != len(self._text) or first != len(files["word_facts"]):
            raise DamagedError("the words of the index do not fit together")

    def __getitem__(self, number: int) -> str:
        first, at, length = self._rows[bisect_right(self._ends, number)]
        start = at + (number - first) * (length + 1)
        return str(self._text[start : start + length], "utf-8")


def mapped(path: Path) -> memoryview:
    """A file, mapped for reading."""
    if path.stat().st_size == 0:
        return memoryview(b"")
    with path.open("rb") as handle:
        return memoryview(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ))


def numbers(view: memoryview) -> Numbers:
    """The numbers of a file; on big-endian machines a turned copy."""
    if len(view) % 4:
        raise DamagedError("a file of the index has a wrong size")
    if sys.byteorder == "little":
        return view.cast("I")
    turned = array("I", bytes(view))
    turned.byteswap()
    return turned


def little(values: array[int]) -> bytes:
    """The bytes of numbers as a file has them."""
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return values.tobytes()


def lines(texts: Iterable[str]) -> bytes:
    """Texts as lines."""
    return "".join(f"{text}\n" for text in texts).encode("utf-8")


def starting_with(view: memoryview, key: str) -> Iterator[str]:
    """What follows a key in the sorted lines of a file that begin with it."""
    wanted = key.encode("utf-8")
    at = _first(view, wanted)
    while at < len(view):
        line, at = _line(view, at)
        if not line.startswith(wanted):
            return
        yield str(line[len(wanted) :], "utf-8")


def _first(view: memoryview, wanted: bytes) -> int:
    """Where the first line that is not smaller begins."""
    low, high = 0, len(view)
    while low < high:
        start = _begin(view, (low + high) // 2, low)
        line, after = _line(view, start)
        if line < wanted:
            low = after
        else:
            high = start
    return low


def _begin(view: memoryview, at: int, low: int) -> int:
    """Where the line around a place begins, not before ``low``."""
    step = 128
    while at > low:
        start = max(at - step, low)
        found = bytes(view[start:at]).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        at = start
    return low


def _line(view: memoryview, start: int) -> tuple[bytes, int]:
    """The line that begins at a place, and where the next one does."""
    step, end = 128, start
    while end < len(view):
        piece = bytes(view[end : end + step])
        found = piece.find(b"\n")
        if found >= 0:
            return bytes(view[start : end + found]), end + found + 1
        end += step
    return bytes(view[start:]), len(view)
