"""A YAML document under inspection: values with their places, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from holdpoint.files import YamlText
from holdpoint.model import Problem

Path = tuple[str | int, ...]
Raw = dict[str, Any] | list[Any] | str | None
"""What a YAML document is made of: scalars are text, the empty one is ``None``."""


def hint(word: str, known: Iterable[str]) -> str:
    """``Did you mean 'x'?`` where something like the word is known, else what is known."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")  # noqa: PLR2004 - one line
    return f"Known here: {shown}."


@dataclass(slots=True)
class Doc:
    """The document and the problems found so far, in order."""

    yaml: YamlText
    problems: list[Problem] = field(default_factory=list)

    def fault(self, path: Path, reason: str, remedy: str, *, value: object = None) -> None:
        """Note that something is wrong at a path."""
        names = [str(part) for part in path if isinstance(part, str)]
        shown = None if value is None or isinstance(value, dict | list) else str(value)[:80]
        self.problems.append(
            Problem(
                file=self.yaml.name,
                line=self.yaml.line(path),
                field=names[-1] if names else None,
                value=shown,
                reason=reason,
                remedy=remedy,
            )
        )

    def mapping(self, value: Raw, path: Path, what: str) -> Mapping[str, Any]:
        """The value as a mapping; a fault and an empty one where it is none."""
        if isinstance(value, dict):
            return value
        self.fault(
            path, f"{what} must be a group of `name: value` lines.", "Write it so.", value=value
        )
        return {}

    def rows(self, value: Raw, path: Path, what: str) -> list[Any]:
        """The value as a list; a fault and an empty one where it is none."""
        if isinstance(value, list):
            return value
        self.fault(path, f"{what} must be a list.", "Write it with dashes or in [ ].", value=value)
        return []

    def text(self, value: Raw, path: Path, what: str) -> str:
        """The value as a text; a fault and an empty one where it is none."""
        if isinstance(value, str) and value.strip():
            return value
        self.fault(path, f"{what} must be a text.", "Write it on this line.", value=value)
        return ""

    def keys(self, value: Mapping[str, Any], path: Path, known: Iterable[str], what: str) -> None:
        """Faults for every key that is not known."""
        names = tuple(known)
        for key in value:
            if key not in names:
                self.fault((*path, key), f"'{key}' is no part of {what}.", hint(key, names))

    def choice(self, value: Raw, path: Path, known: Iterable[str], what: str) -> str:
        """One of some words; a fault and the first one where it is none of them."""
        names = tuple(known)
        if isinstance(value, str) and value in names:
            return value
        self.fault(
            path, f"{what} is none of {', '.join(names)}.", hint(str(value), names), value=value
        )
        return names[0]
