"""The files of an index: names as words, words to names, identifiers to entities.

All numbers are unsigned 32-bit, little endian; texts are UTF-8 lines. The same entities in the same
order give the same bytes.

=========================  =========================================================================
``index.json``             make, counts, hash of the word tables that the words were made with
``index.words.txt``        the vocabulary, sorted
``index.entities.txt``     entity ids in the order of the build
``index.names.u32``        3 a name: entity, place among its names, marks (weak alias 1, person 2)
``index.name_words.u32``   words of all names, one after the other
``index.name_starts.u32``  where each name's words begin; one more at the end
``index.postings.u32``     for each word, the names that have it, ascending
``index.posting_starts.u32``  where each word's names begin; one more at the end
``index.identifiers.txt``  ``register value entity`` by tabulators, sorted
=========================  =========================================================================
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable

from holdpoint.files import canonical
from holdpoint.matching._identity import keys_of_entity
from holdpoint.model import Entity
from holdpoint.text import name_tokens, tables_digest

FORMAT = 2
"""Raised whenever the files or the making of words change."""

WEAK, PERSON = 1, 2
"""Marks of a name in ``index.names.u32``."""


def build_files(entities: Iterable[Entity]) -> dict[str, bytes]:
    """File name to content.

    Args:
        entities: In any order; the order is kept. They are read once, none is kept in memory.
    """
    made = _Builder()
    for entity in entities:
        made.add(entity)
    return made.files()


class _Builder:
    def __init__(self) -> None:
        self.ids: list[str] = []
        self.names = array("I")
        self.words: list[int] = []
        self.starts = array("I", [0])
        self.number: dict[str, int] = {}
        self.identifiers: list[str] = []

    def add(self, entity: Entity) -> None:
        number, person = len(self.ids), entity.type == "person"
        self.ids.append(entity.id)
        seen: set[tuple[tuple[str, ...], bool]] = set()
        for place, name in enumerate(entity.names):
            words = name_tokens(name.text, entity.type)
            weak = name.kind == "weak"
            if words and (words, weak) not in seen:
                seen.add((words, weak))
                self.names.extend((number, place, WEAK * weak + PERSON * person))
                self.words.extend(self.number.setdefault(w, len(self.number)) for w in words)
                self.starts.append(len(self.words))
        for register, value in keys_of_entity(entity):
            self.identifiers.append(f"{register}\t{value}\t{number}")

    def files(self) -> dict[str, bytes]:
        vocabulary = sorted(self.number)
        new = array("I", bytes(4 * len(vocabulary)))
        for number, word in enumerate(vocabulary):
            new[self.number[word]] = number
        words = array("I", (new[old] for old in self.words))
        starts, postings = self._postings(words, len(vocabulary))
        meta = {
            "format": FORMAT,
            "tables": tables_digest(),
            "entities": len(self.ids),
            "names": len(self.names) // 3,
            "words": len(vocabulary),
        }
        return {
            "index.json": canonical(meta) + b"\n",
            "index.words.txt": _lines(vocabulary),
            "index.entities.txt": _lines(self.ids),
            "index.names.u32": _little(self.names),
            "index.name_words.u32": _little(words),
            "index.name_starts.u32": _little(self.starts),
            "index.postings.u32": _little(postings),
            "index.posting_starts.u32": _little(starts),
            "index.identifiers.txt": _lines(sorted(self.identifiers)),
        }

    def _postings(self, words: array[int], size: int) -> tuple[array[int], array[int]]:
        lists: list[array[int]] = [array("I") for _ in range(size)]
        for name in range(len(self.starts) - 1):
            for word in sorted(set(words[self.starts[name] : self.starts[name + 1]])):
                lists[word].append(name)
        starts, postings = array("I", [0]), array("I")
        for names in lists:
            postings.extend(names)
            starts.append(len(postings))
        return starts, postings


def _lines(texts: Iterable[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode("utf-8")


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers.tobytes()
