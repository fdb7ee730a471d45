"""What an earlier index knows, so that the next one need not make it again.

Of single texts by content only: a text that has the same hash has the same words, whosever name it
is. Of whole entities by their number, where somebody says that they have not changed.
"""

from __future__ import annotations

import functools
import hashlib
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from holdpoint.matching._files import NONE, Files, Words, little
from holdpoint.matching._words import Word
from holdpoint.model import Entity

_SIZE = 16


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An entity that is the same as in an earlier index.

    Attributes:
        number: Its place there.
        entity: Gives it, should that index be of no use.
    """

    number: int
    entity: Callable[[], Entity]


class Previous:
    """An earlier index.

    Args:
        files: Its files. The word tables that it was made with must be today's.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._words = Words(files)
        self.known_names = bytes(files.known("index.known_names.bin"))
        self.known_addresses = bytes(files.known("index.known_addresses.txt"))
        places = files["known_names"]
        keys = self.known_names
        self.names = {keys[_SIZE * at : _SIZE * at + _SIZE]: name for at, name in enumerate(places)}
        self.addresses: dict[str, tuple[str, ...]] = {}
        for line in self.known_addresses.decode("utf-8").split("\n")[:-1]:
            key, *found = line.split("\t")
            self.addresses[key] = tuple(found)

    def words_of(self, name: int) -> tuple[str, ...]:
        """The words of a name."""
        if name == NONE:
            return ()
        return tuple(self._words[word] for word in self._files.words_of(name))

    def column(self, name: str) -> array[int]:
        """A file of numbers."""
        return array("I", self._files[name])

    @functools.cached_property
    def marks(self) -> bytes:
        """The marks of each name."""
        return bytes(facts >> 24 for facts in self._files["name_facts"])

    @functools.cached_property
    def entities(self) -> list[str]:
        """The ids of the entities, in their order."""
        return str(self._files.texts["entities"], "utf-8").split("\n")[:-1]

    def lines(self, name: str) -> list[tuple[str, int]]:
        """The lines of ``identifiers`` or ``addresses``: what an entity has, and its number."""
        rows = str(self._files.texts[name], "utf-8").split("\n")[:-1]
        return [(row[:at], int(row[at + 1 :])) for row in rows for at in (row.rindex("\t"),)]

    @functools.cached_property
    def words(self) -> list[Word]:
        """The vocabulary, with all that is known of each word."""
        texts = str(self._files.texts["words"], "utf-8").split("\n")[:-1]
        bones, families = dict(self._members("bone", "bones")), dict[int, tuple[str, ...]]()
        for word, family in self._members("family", "families"):
            families[word] = (*families.get(word, ()), family)
        return [
            Word(text, facts, bones.get(word, ""), families.get(word, ()))
            for word, (text, facts) in enumerate(zip(texts, self._files["word_facts"], strict=True))
        ]

    def _members(self, one: str, several: str) -> Iterable[tuple[int, str]]:
        keys = str(self._files.texts[several], "utf-8").split("\n")[:-1]
        words, starts = self._files[f"{one}_words"], self._files[f"{one}_word_starts"]
        for at, key in enumerate(keys):
            for word in words[starts[at] : starts[at + 1]]:
                yield word, key


class KnownNames:
    """Texts of names and their words, in the order in which they come.

    Args:
        previous: Where known ones are looked up.
    """

    def __init__(self, previous: Previous | None) -> None:
        self._previous = previous
        self._keys = bytearray()
        self._names = array("I")
        self._starts = array("I", [0])

    def words(self, key: bytes) -> tuple[str, ...] | None:
        """The words of a text by its :func:`digest`, ``None`` where they are not known."""
        if self._previous is None:
            return None
        name = self._previous.names.get(key)
        return None if name is None else self._previous.words_of(name)

    def keep(self, key: bytes, name: int) -> None:
        """Note which name has the words of a text."""
        self._keys += key
        self._names.append(name)

    def close(self) -> None:
        """The texts of one entity have come."""
        self._starts.append(len(self._names))

    def take(self, keys: bytes, names: Iterable[int], ends: Iterable[int]) -> None:
        """Take over the texts of several entities.

        Args:
            keys: Their hashes.
            names: The name that each has here.
            ends: Where the texts of each entity end, counted from the first of them.
        """
        start = len(self._names)
        self._keys += keys
        self._names.extend(names)
        self._starts.extend(start + end for end in ends)

    def files(self) -> dict[str, bytes]:
        """For the next build."""
        return {
            "index.known_names.bin": bytes(self._keys),
            "index.known_names.u32": little(self._names),
            "index.known_starts.u32": little(self._starts),
        }


class KnownAddresses:
    """Addresses and their keys, in the order in which they come.

    A third of the addresses on lists stands on another one too, and reading one is slow.

    Args:
        previous: Where known ones are looked up.
    """

    def __init__(self, previous: Previous | None) -> None:
        self._known = {} if previous is None else dict(previous.addresses)
        self._lines = bytearray()
        self._starts = array("I", [0])

    def keys(self, key: str) -> tuple[str, ...] | None:
        """The keys of an address by its :func:`address_digest`, ``None`` if not known."""
        return self._known.get(key)

    def keep(self, key: str, found: tuple[str, ...]) -> None:
        """Note the keys of an address."""
        self._known[key] = found
        self._lines += ("\t".join((key, *found)) + "\n").encode("utf-8")

    def close(self) -> None:
        """The addresses of one entity have come."""
        self._starts.append(len(self._lines))

    def take(self, lines: bytes, ends: Iterable[int]) -> None:
        """Take over the addresses of several entities.

        Args:
            lines: As the file has them.
            ends: Where the lines of each entity end, counted from the first of them.
        """
        start = len(self._lines)
        self._lines += lines
        self._starts.extend(start + end for end in ends)

    def files(self) -> dict[str, bytes]:
        """For the next build."""
        return {
            "index.known_addresses.txt": bytes(self._lines),
            "index.known_address_starts.u32": little(self._starts),
        }


def digest(text: str, *, person: bool) -> bytes:
    """A hash of a name's text and of what its words depend on beside it."""
    kind = b"person " if person else b"other "
    return hashlib.blake2b(kind + text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


def address_digest(line: str, country: str | None) -> str:
    """A hash of an address."""
    text = f"{country or ''} {line}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=_SIZE).hexdigest()
