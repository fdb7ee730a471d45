"""Which entries of the lists are one party, and who bears a name: the truth a search is held to.

Lists are published one by one, and one person stands on several. A search that answers with the
entry of another list has found the party. So has one that answers with a person whose name is the
same in another romanisation, in three words or more, where each list has it once. (Of 17,261 pairs
of such entries with dates of birth on both lists, 94.6 % agree in them, 3.9 % differ by a slip: one
part of the date, or day and month swapped; 1.5 % differ in more.) Chains of links are followed (the
copy of one authority's names, its list, another authority's list) unless they join two entries of
one list, which means two parties.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from holdpoint.knowledge._same import COPIES
from holdpoint.knowledge._same_judge import _sound as sound_of
from holdpoint.model import Entity
from holdpoint.text import name_tokens

_WORD = re.compile(r"\w+")
_STRONG = frozenset({"imo", "lei", "inn", "ogrn", "passport", "national_id", "bic", "usci"})
_WHOLE_DATE = len("2000-01-01")
_FULL = 3
"""Words of a name that tells one person, as given name, patronymic and family name do."""


def name_key(text: str) -> str:
    """A name without case, accents, punctuation and order of words; other scripts stay."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(sorted(_WORD.findall(bare)))


def script_of(text: str) -> str:
    """The script of most letters, as Unicode names it (``LATIN``, ``CYRILLIC``, ``CJK``)."""
    found = Counter(unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha())
    return found.most_common(1)[0][0] if found else "NONE"


def initial_key(text: str) -> str | None:
    """``v putin`` for Vladimir Putin and V. Putin; ``None`` unless there are two words or more."""
    last, comma, rest = text.partition(",")
    words = name_key_words(f"{rest} {last}" if comma else text)
    return f"{words[0][0]} {words[-1]}" if len(words) > 1 else None


def name_key_words(text: str) -> list[str]:
    """Words in their order, without case and punctuation."""
    return _WORD.findall(text.casefold())


class Register:
    """Who is who on the lists.

    Args:
        entities: All of them.
        linked: Gives the entries of other lists that an official cross reference, a number of a
            register, or a name with a birthday or a country makes one party with an entry
            (``same_as`` of a snapshot).
    """

    def __init__(
        self, entities: Iterable[Entity], linked: Callable[[str], Iterable[str]] = lambda _: ()
    ) -> None:
        self._linked = linked
        self._sources: dict[str, str] = {}
        self._heard: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._sounds: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._bearers: dict[str, set[str]] = defaultdict(set)
        self._initials: dict[str, set[str]] = defaultdict(set)
        self._keys: dict[str, tuple[str, ...]] = {}
        self._lines: list[tuple[str, str]] = []
        for entity in entities:
            if entity.source not in COPIES:
                self._sources[entity.id] = entity.source
            keys = set(_marks(entity))
            for sound in _sounds(entity):
                self._heard[sound].add(entity.id)
                self._sounds[entity.id].add(sound)
            for name in entity.names:
                self._bearers[name_key(name.text)].add(entity.id)
                if name.kind != "weak":
                    keys.add(name_key(name.text))
                initials = initial_key(name.text) if entity.type == "person" else None
                if initials:
                    self._initials[initials].add(entity.id)
            self._keys[entity.id] = tuple(sorted(keys))
            for key in keys:
                self._bearers[key].add(entity.id)
            self._lines += [(name.text.casefold(), entity.id) for name in entity.names]
        self._lines.sort()

    def same(self, entity_id: str) -> frozenset[str]:
        """Entries of one party: an equal name or number, a birthday and a word, or links."""
        alike = {entity_id}.union(*(self._bearers[key] for key in self._keys[entity_id]))
        for sound in self._sounds.get(entity_id, ()):
            if self._once_a_list(self._heard[sound]):
                alike |= self._heard[sound]
        return frozenset(alike).union(*map(self._chain, alike))

    def _chain(self, start: str) -> frozenset[str]:
        """Entries that links lead to, one after the other; only the next ones if these are two."""
        found, rest = {start}, [start]
        while rest:
            for one in self._linked(rest.pop()):
                if one not in found:
                    found.add(one)
                    rest.append(one)
        return frozenset(found if self._once_a_list(found) else self._linked(start))

    def _once_a_list(self, entries: Iterable[str]) -> bool:
        """Whether no list has two of some entries, but for lists of bare names."""
        lists = Counter(self._sources[one] for one in entries if one in self._sources)
        return all(count == 1 for count in lists.values())

    def bearers(self, name: str) -> frozenset[str]:
        """Entries with this very name, weak aliases included."""
        return frozenset(self._bearers.get(name_key(name), ()))

    def beginning(self, text: str) -> frozenset[str]:
        """Entries with a name that begins so."""
        start = text.casefold()
        found = set()
        for name, entity_id in self._lines[bisect_left(self._lines, (start, "")) :]:
            if not name.startswith(start):
                break
            found.add(entity_id)
        return frozenset(found)

    def fits_initial(self, name: str) -> frozenset[str]:
        """Persons whom "V. Putin" may mean."""
        return frozenset(self._initials.get(initial_key(name) or "", ()))


def _sounds(entity: Entity) -> Iterator[tuple[str, ...]]:
    """A person's full names as they sound, words in no order."""
    for name in entity.names if entity.type in ("person", "unknown") else ():
        if name.kind != "weak" and len(name.text.split()) >= _FULL:
            words = [sound_of(word) for word in name_tokens(name.text, "person")]
            if len(words) >= _FULL and all(len(word) > 1 for word in words):
                yield tuple(sorted(words))


def _marks(entity: Entity) -> Iterator[str]:
    for identifier in entity.identifiers:
        if identifier.kind in _STRONG and len(identifier.value) > 5:
            yield f"{identifier.kind}:{identifier.value.casefold()}"
    if entity.type == "person":
        words = {w for n in entity.names for w in name_key_words(n.text) if len(w) > 3}
        for day in entity.birth_dates:
            if len(day) == _WHOLE_DATE:
                yield from (f"born:{day}:{word}" for word in words)
