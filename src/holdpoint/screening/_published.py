"""The published red flags, and what in the program answers each: a rule, a question, or the law."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFlag:
    """One warning sign that an authority has published.

    Attributes:
        flag: The project's number for it.
        source: Where it stands, and ``basis`` how surely it was read.
        rules: Red flags and questions that stand for it.
        law: Rules of law that say the same; where one speaks, it decides.
        not_seen: What an order does not show of it, so that a person is asked; may be empty.
    """

    flag: str
    source: str
    basis: str
    rules: tuple[str, ...]
    law: tuple[str, ...]
    not_seen: str


@cache
def published_flags() -> tuple[PublishedFlag, ...]:
    """All of them, in order of their numbers, from ``red_flags.csv``."""
    text = (files("holdpoint.screening") / "red_flags.csv").read_text("utf-8")
    return tuple(
        PublishedFlag(
            flag=row["flag"],
            source=row["source"],
            basis=row["basis"],
            rules=tuple(row["rules"].split()),
            law=tuple(row["law"].split()),
            not_seen=row["not_seen"],
        )
        for row in csv.DictReader(StringIO(text))
    )


@cache
def law_beside() -> Mapping[str, frozenset[str]]:
    """For each red flag the rules of law that say the same."""
    out: dict[str, set[str]] = {}
    for one in published_flags():
        for rule in one.rules:
            out.setdefault(rule, set()).update(one.law)
    return {rule: frozenset(law) for rule, law in out.items() if law}


@cache
def not_seen_by(rule: str) -> tuple[str, ...]:
    """Why an order cannot show what a question asks for."""
    reasons = [one.not_seen for one in published_flags() if rule in one.rules and one.not_seen]
    return tuple(dict.fromkeys(reasons))
