"""Entities that have not changed, taken over from an earlier index without looking at them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from holdpoint.matching._files import NONE
from holdpoint.matching._known import Previous
from holdpoint.matching._words import Word, word_of

if TYPE_CHECKING:
    from holdpoint.matching._builder import Builder

_KEY = 16


class TakenOver:
    """Copies runs of entities from an earlier index into one that is built.

    Words keep the numbers that they have there; those that nobody uses any more are struck out at
    the end, because the index must be the same as one that was built from nothing.

    Args:
        previous: The earlier index.
        builder: Of the new one, still empty.
    """

    def __init__(self, previous: Previous, builder: Builder) -> None:
        self._previous = previous
        self._builder = builder
        self._moved = array("I", bytes(4 * len(previous.entities)))
        for place in range(len(self._moved)):
            self._moved[place] = NONE
        self._entity_names = previous.column("entity_names")
        self._owners = previous.column("name_owners")
        self._name_words = previous.column("name_words")
        self._name_starts = previous.column("name_starts")
        self._known = previous.column("known_names")
        self._known_starts = previous.column("known_starts")
        self._address_starts = previous.column("known_address_starts")
        self._words = {word.text: word for word in previous.words}
        builder.number.update((text, place) for place, text in enumerate(self._words))

    def take(self, first: int, last: int) -> None:
        """Take over the entities from one number up to another, which is left out."""
        if first >= last:
            return
        to, made = self._builder, self._previous
        here, names, words = len(to.ids), len(to.marks), len(to.words)
        for place in range(first, last):
            self._moved[place] = here + place - first
        start, end = self._entity_names[first], self._entity_names[last]
        shift = names - start
        to.ids += made.entities[first:last]
        to.first.extend(name + shift for name in self._entity_names[first:last])
        owners = self._owners[2 * start : 2 * end]
        owners[::2] = array("I", [owner - first + here for owner in owners[::2]])
        to.owners += owners
        to.marks += made.marks[start:end]
        begin, stop = self._name_starts[start], self._name_starts[end]
        to.words += self._name_words[begin:stop]
        to.starts.extend(at - begin + words for at in self._name_starts[start + 1 : end + 1])
        self._take_known(first, last, shift)

    def _take_known(self, first: int, last: int, shift: int) -> None:
        made, to = self._previous, self._builder
        starts = self._known_starts
        start, end = starts[first], starts[last]
        to.known_names.take(
            made.known_names[_KEY * start : _KEY * end],
            [name if name == NONE else name + shift for name in self._known[start:end]],
            [at - start for at in starts[first + 1 : last + 1]],
        )
        starts = self._address_starts
        start, end = starts[first], starts[last]
        to.known_addresses.take(
            made.known_addresses[start:end], [at - start for at in starts[first + 1 : last + 1]]
        )

    def close(self) -> Callable[[str], Word]:
        """Nothing more is taken over; gives what is known of a word."""
        to = self._builder
        to.identifiers += self._lines("identifiers")
        to.places += self._lines("addresses")
        used = bytearray(len(to.number))
        for word in to.words:
            used[word] = 1
        if not all(used):
            fresh = array("I", bytes(4 * len(used)))
            kept = [(text, place) for text, place in to.number.items() if used[place]]
            for number, (_, place) in enumerate(kept):
                fresh[place] = number
            to.number = {text: number for number, (text, _) in enumerate(kept)}
            to.words = array("I", [fresh[word] for word in to.words])
        return self._word

    def _lines(self, name: str) -> Iterator[str]:
        for what, number in self._previous.lines(name):
            now = self._moved[number]
            if now != NONE:
                yield f"{what}\t{now}"

    def _word(self, text: str) -> Word:
        known = self._words.get(text)
        return word_of.__wrapped__(text) if known is None else known
