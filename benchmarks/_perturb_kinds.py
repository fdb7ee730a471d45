"""What a kind of damage to a name is, and the dice that it is thrown with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Change = Callable[[str, "Dice"], str | None]

ANYBODY = frozenset({"person", "company", "vessel", "unknown"})
PERSON = frozenset({"person"})
COMPANY = frozenset({"company"})
VESSEL = frozenset({"vessel"})


class Dice:
    """Choices made by a key: the same key, the same choices, in any process.

    Args:
        key: Anything that names the case.
    """

    def __init__(self, *key: object) -> None:
        self._state = hashlib.sha256(repr(key).encode()).digest()

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit`` - 1."""
        self._state = hashlib.sha256(self._state).digest()
        return int.from_bytes(self._state[:8], "big") % limit

    def pick(self, options: Sequence[T]) -> T:
        """One of some options, of which there must be one."""
        return options[self.below(len(options))]


@dataclass(frozen=True, slots=True)
class Perturbation:
    """One kind of damage.

    Attributes:
        kind: Its name in tables and reports.
        group: ``letters``, ``layout``, ``words``, ``company`` or ``script``.
        types: Kinds of parties whose names suffer it.
        change: Name and dice to the mangled name, or ``None``.
        about: What it is, for a reader of the report.
    """

    kind: str
    group: str
    types: frozenset[str]
    change: Change
    about: str

    def apply(self, name: str, key: str) -> str | None:
        """The mangled name, or ``None`` where the kind does not apply or changes nothing."""
        made = self.change(name, Dice(self.kind, key, name))
        if made is None:
            return None
        made = " ".join(made.split())
        same_letters = made.casefold() == name.casefold() and self.kind != "all_capitals"
        return None if not made or made == name or same_letters else made
