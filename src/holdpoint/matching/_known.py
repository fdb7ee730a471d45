"""What an earlier index knows of texts, so that the next one need not make it again.

By content only: a text that has the same hash has the same words, whosever name it is.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Sequence

from holdpoint.matching._files import NONE, Files, Words, lines, little

_SIZE = 16


class Previous:
    """An earlier index.

    Args:
        files: Its files. The word tables that it was made with must be today's.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._words = Words(files)
        keys = bytes(files.known("index.known_names.bin"))
        places = files["known_names"]
        self.names = {keys[_SIZE * at : _SIZE * at + _SIZE]: name for at, name in enumerate(places)}
        self.addresses: dict[str, tuple[str, ...]] = {}
        for line in str(files.known("index.known_addresses.txt"), "utf-8").split("\n")[:-1]:
            key, *found = line.split("\t")
            self.addresses[key] = tuple(found)

    def words_of(self, name: int) -> tuple[str, ...]:
        """The words of a name."""
        if name == NONE:
            return ()
        return tuple(self._words[word] for word in self._files.words_of(name))


class KnownNames:
    """Texts of names and their words.

    Args:
        previous: Where known ones are looked up.
    """

    def __init__(self, previous: Previous | None) -> None:
        self._previous = previous
        self._kept: dict[bytes, int] = {}

    def words(self, key: bytes) -> tuple[str, ...] | None:
        """The words of a text by its :func:`digest`, ``None`` where they are not known."""
        if self._previous is None:
            return None
        name = self._previous.names.get(key)
        return None if name is None else self._previous.words_of(name)

    def keep(self, key: bytes, name: int) -> None:
        """Note which name has the words of a text."""
        self._kept.setdefault(key, name)

    def files(self) -> dict[str, bytes]:
        """For the next build."""
        order = sorted(self._kept)
        return {
            "index.known_names.bin": b"".join(order),
            "index.known_names.u32": little(array("I", [self._kept[key] for key in order])),
        }


class KnownAddresses:
    """Addresses and their keys.

    Args:
        previous: Where known ones are looked up.
    """

    def __init__(self, previous: Previous | None) -> None:
        self._previous = {} if previous is None else previous.addresses
        self._kept: dict[str, tuple[str, ...]] = {}

    def keys(self, key: str) -> tuple[str, ...] | None:
        """The keys of an address by its :func:`address_digest`, ``None`` if not known."""
        return self._previous.get(key)

    def keep(self, key: str, found: Sequence[str]) -> None:
        """Note the keys of an address."""
        self._kept[key] = tuple(found)

    def files(self) -> dict[str, bytes]:
        """For the next build."""
        rows = ("\t".join((key, *found)) for key, found in sorted(self._kept.items()))
        return {"index.known_addresses.txt": lines(rows)}


def digest(text: str, *, person: bool) -> bytes:
    """A hash of a name's text and of what its words depend on beside it."""
    kind = b"person " if person else b"other "
    return hashlib.blake2b(kind + text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


def address_digest(line: str, country: str | None) -> str:
    """A hash of an address."""
    text = f"{country or ''} {line}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=_SIZE).hexdigest()
