"""Takes entities one by one and makes the files of an index (:mod:`holdpoint.matching._files`).

The same entities in the same order give the same bytes, with or without the kernel, with or without
an earlier index to take words from.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

from holdpoint.files import canonical
from holdpoint.matching._files import ACRONYM, FORMAT, NONE, PERSON, WEAK, lines, little
from holdpoint.matching._identity import keys_of_entity
from holdpoint.matching._inverted import Columns, inverted, same_letters, vocabulary
from holdpoint.matching._known import (
    KnownAddresses,
    KnownNames,
    Previous,
    address_digest,
    digest,
)
from holdpoint.matching._words import Word, word_of
from holdpoint.model import Entity
from holdpoint.text import acronym, address_keys, name_tokens, parse_address, tables_digest


class Builder:
    """Takes entities, one after the other, and makes the files.

    Args:
        previous: See :func:`build_files`.
    """

    def __init__(self, previous: Previous | None = None) -> None:
        self.known_names = KnownNames(previous)
        self.known_addresses = KnownAddresses(previous)
        self.ids: list[str] = []
        self.first = array("I")
        self.owners = array("I")
        self.marks = bytearray()
        self.words = array("I")
        self.starts = array("I", [0])
        self.number: dict[str, int] = {}
        self.identifiers: list[str] = []
        self.places: list[str] = []

    def add(self, entity: Entity) -> None:
        """Take an entity."""
        number, person = len(self.ids), entity.type == "person"
        self.ids.append(entity.id)
        self.first.append(len(self.marks))
        for place, name in enumerate(entity.names):
            key = digest(name.text, person=person)
            words = self.known_names.words(key)
            if words is None:
                words = name_tokens(name.text, entity.type)
            if not words:
                self.known_names.keep(key, NONE)
                continue
            mark = WEAK * (name.kind == "weak") | PERSON * person
            short = None if person else acronym(words)
            self.known_names.keep(key, self.add_name(number, place, words, mark, short))
        for register, value in keys_of_entity(entity):
            self.identifiers.append(f"{register}\t{value}\t{number}")
        self._add_addresses(entity, number)
        self.known_names.close()
        self.known_addresses.close()

    def _add_addresses(self, entity: Entity, number: int) -> None:
        found: set[str] = set()
        for address in entity.addresses:
            line = address.line()
            key = address_digest(line, address.country)
            keys = self.known_addresses.keys(key)
            if keys is None:
                keys = address_keys(parse_address(line, address.country))
            self.known_addresses.keep(key, keys)
            found.update(keys)
        self.places += [f"{key}\t{number}" for key in sorted(found)]

    def add_name(
        self, entity: int, place: int, words: Iterable[str], mark: int, short: str | None = None
    ) -> int:
        """Take one name as words, and right after it its acronym if it has one; its number."""
        at = self.add_words(entity, place, words, mark)
        if short is not None:
            self.add_words(entity, place, (short,), mark | ACRONYM)
        return at

    def add_words(self, entity: int, place: int, words: Iterable[str], mark: int) -> int:
        """Take words as one name; its number."""
        number = self.number
        self.owners.extend((entity, place))
        self.marks.append(mark)
        self.words.extend([number.setdefault(word, len(number)) for word in words])
        self.starts.append(len(self.words))
        return len(self.marks) - 1

    def files(self, known: Callable[[str], Word] = word_of.__wrapped__) -> dict[str, bytes]:
        """File name to content.

        Args:
            known: Gives what is known of a word.
        """
        texts, order, facts = vocabulary(self.number, known)
        columns = Columns(self.words, self.starts, order, facts, self.marks)
        sums, words, postings, posting_starts = inverted(columns)
        meta = {
            "format": FORMAT,
            "tables": tables_digest(),
            "entities": len(self.ids),
            "names": len(self.marks),
            "words": len(order),
        }
        self.first.append(len(self.marks))
        lengths = (len(key.encode("utf-8")) + 1 for key in self.ids)
        return {
            "index.json": canonical(meta) + b"\n",
            **texts,
            "index.name_facts.u32": sums,
            "index.name_owners.u32": little(self.owners),
            "index.name_words.u32": words,
            "index.name_starts.u32": little(self.starts),
            "index.postings.u32": postings,
            "index.posting_starts.u32": posting_starts,
            "index.entities.txt": lines(self.ids),
            "index.entity_starts.u32": little(running(lengths)),
            "index.entity_names.u32": little(self.first),
            "index.identifiers.txt": lines(sorted(self.identifiers)),
            "index.addresses.txt": lines(sorted(self.places)),
            "index.letters.u32": same_letters(self.number, columns),
            **self.known_names.files(),
            **self.known_addresses.files(),
        }


def running(lengths: Iterable[int]) -> array[int]:
    """Where each of some lengths begins; one more at the end."""
    starts, at = array("I", [0]), 0
    for length in lengths:
        at += length
        starts.append(at)
    return starts
