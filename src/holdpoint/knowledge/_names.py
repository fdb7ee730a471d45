"""Links that name somebody: to whom does the name belong?"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from holdpoint.model import Entity, Link

_WORD = re.compile(r"[a-z0-9]+")


def name_key(text: str) -> str:
    """A name without script, case, punctuation and order of words; empty if nothing is left."""
    if text.isascii():  # most names; nothing to romanise
        return " ".join(sorted(_WORD.findall(text.lower())))
    return " ".join(sorted(_WORD.findall(_romanise()(text))))


@functools.cache
def _romanise() -> Callable[[str], str]:
    from holdpoint.text import romanise  # here, so that a snapshot opens without it

    return romanise


def name_keys(entity: Entity) -> set[str]:
    """The keys of all names of an entity."""
    return {name_key(name.text) for name in entity.names}


class Namesakes:
    """Who bears a wanted name: one entity, several, or none.

    Args:
        wanted: Name keys that somebody asks for; others are not remembered.
    """

    def __init__(self, wanted: Iterable[str]) -> None:
        self._bearer: dict[str, str | None] = {}
        self.wanted = frozenset(wanted) - {""}

    def see(self, entity: str, keys: Iterable[str]) -> None:
        """Take note of an entity's names, by their keys."""
        for key in self.wanted.intersection(keys):
            known = self._bearer.setdefault(key, entity)
            if known != entity:
                self._bearer[key] = None

    def only(self, key: str) -> str | None:
        """The one entity with this name; ``None`` when there is none, or several."""
        return self._bearer.get(key)


@dataclasses.dataclass(slots=True)
class LinkCounts:
    """What became of the links: by id from the start, found by name, or left by name."""

    known: int = 0
    resolved: int = 0
    by_name: int = 0


class LinkResolver:
    """Gives links the id of whom they name, where exactly one entity has that name.

    Args:
        links: All links of a build.
        moved: Ids that went away, with the id that stands for the same listing now.
    """

    def __init__(self, links: Iterable[Link], moved: Mapping[str, str]) -> None:
        self._links = [_follow(link, moved) for link in links]
        self._namesakes = Namesakes(name_key(link.object_name) for link in self._links)
        self._ids: set[str] = set()
        self._needed = {link.object for link in self._links if link.object}
        self.counts = LinkCounts()

    def see(self, entity: str, keys: Iterable[str]) -> None:
        """Take note of an entity: its id, and the keys of its names."""
        self._namesakes.see(entity, keys)
        self.exists(entity)

    def exists(self, entity: str) -> None:
        """Take note of an entity's id alone: it has none of the :attr:`wanted` names."""
        if entity in self._needed:
            self._ids.add(entity)

    @property
    def wanted(self) -> frozenset[str]:
        """Keys of the names that links ask for."""
        return self._namesakes.wanted

    def resolved(self) -> Iterator[Link]:
        """The links, once every entity was seen."""
        for link in self._links:
            if link.object in self._ids:
                self.counts.known += 1
                yield link
                continue
            found = self._namesakes.only(name_key(link.object_name))
            if found == link.subject:
                found = None
            if found:
                self.counts.resolved += 1
            else:
                self.counts.by_name += 1
            yield dataclasses.replace(link, object=found)


def _follow(link: Link, moved: Mapping[str, str]) -> Link:
    subject = moved.get(link.subject, link.subject)
    target = moved.get(link.object, link.object) if link.object else None
    return dataclasses.replace(link, subject=subject, object=target)
