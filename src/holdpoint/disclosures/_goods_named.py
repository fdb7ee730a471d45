"""Goods and the bodies of states that common nouns name: "suicide drones", "Iranian officials"."""

from __future__ import annotations

import functools
import re

from holdpoint.disclosures._kinds import GOODS, MODEL, NOW, STATE, has, places_of
from holdpoint.disclosures._line_shapes import POSSESSIVES
from holdpoint.disclosures._name_tables import (
    Goods,
    country_at,
    demonyms,
    goods,
    models,
    state_bodies,
)
from holdpoint.disclosures._seen import Line, Seen
from holdpoint.disclosures._tables import word_set
from holdpoint.text import country_name

_MODEL = re.compile(r"([A-Z][A-Za-z]{0,11})-?(\d{1,4}[A-Za-z]{0,3})")
_LONG_FAMILY = 4
_SERIES = re.compile(r"([A-Z][A-Za-z]{1,11})-(?:series|type|class)")


def goods_of(line: Line) -> None:
    """Find goods: words of the table, and models by the shape of their name."""
    table = goods()
    for at in places_of(line.sentence.opens, GOODS):
        found = None if line.taken[at] else table.at(line.lower, at)
        if found is None or not line.is_free(at, found[0]):
            continue
        end, kind = found
        first = at
        before = word_set("goods_before")
        while first and line.lower[first - 1] in before and not line.taken[first - 1]:
            first -= 1
        while first < at and line.lower[first] in word_set("goods_no_name"):
            first += 1
        _take(line, first, end, kind, f"goods:{kind.id}")


def _take(line: Line, first: int, end: int, kind: Goods, key: str) -> None:
    words = " ".join(line.raw[first:end])
    seen = Seen(line.start(first), line.end(end), "GoodsClass", words, key=key)
    seen.goods = kind.entries
    seen.note = kind.name
    line.take(first, end, seen)


def models_of(line: Line) -> None:
    """Find "Shahed-136", "Su-35 fighter jets", "Shahed-series UAVs", "Wing Loong II"."""
    for at in places_of(line.sentence.kinds, MODEL):
        raw = line.raw[at]
        if line.taken[at]:
            continue
        kind, alone = model_of(raw)
        if kind is None:
            continue
        end = at + 1
        noun = goods().at(line.lower, end) if end < len(line.lower) else None
        if alone and (noun is None or len(raw) < _LONG_FAMILY):
            continue
        if noun is not None and line.is_free(end, noun[0]):
            end = noun[0]
        _take(line, at, end, kind, f"model:{raw}")


@functools.lru_cache(maxsize=8192)
def model_of(word: str) -> tuple[Goods | None, bool]:
    """Give the goods of which a word is a model, and whether it is the name of a family alone."""
    family = _MODEL.fullmatch(word) or _SERIES.fullmatch(word)
    return models().get(family.group(1) if family is not None else word), family is None


def state_bodies_of(line: Line) -> None:
    """Find "the Iranian government" (the state), "Russian forces", "Iranian officials".

    An adjective alone, or before anything else, names no state.
    """
    now = has(line.opens, NOW)
    for at in line.capitals if now else places_of(line.sentence.kinds, STATE):
        if not line.taken[at]:
            _state_at(line, at)
    if POSSESSIVES.isdisjoint(line.held):
        return
    for at, word in enumerate(line.raw):
        if word in POSSESSIVES and at:
            _owned_at(line, at + 1)


def _owned_at(line: Line, at: int) -> None:
    """Find the body of a state behind its possessive: "Ukraine's air force"."""
    owner = line.ending_at(line.end(at - 1))
    if owner is None or owner.schema != "Country" or owner.country is None or owner.context:
        return
    body = state_bodies().at(line.lower, at) if at < len(line.lower) else None
    if body is None or not line.is_free(at, body[0]) or body[1].state:
        return
    last, kind = body
    if _is_adjective(line, last):
        return
    noun = " ".join(line.raw[at:last])
    seen = Seen(line.start(at), line.end(last), kind.schema, f"{owner.name}'s {noun}")
    seen.key, seen.country = f"state:{owner.country}:{noun}", owner.country
    seen.resolved = kind.resolved
    seen.form = "name" if kind.resolved else "description"
    line.take(at, last, seen)


def _is_adjective(line: Line, last: int) -> bool:
    """Whether the noun before a word only describes what follows: "Russian military flights"."""
    if line.at(last - 1) not in word_set("adjective_too"):
        return False
    return line.at(last).isalpha() and line.at(last) not in word_set("after_state_body")


def _state_at(line: Line, at: int) -> None:
    adjective = demonyms().at(line.raw, at)
    if adjective is None:
        country = country_at(line.raw, at, min(len(line.raw), at + 3))
        adjective = country
    if adjective is None or adjective[0] >= len(line.lower):
        return
    end, code = adjective
    body = state_bodies().at(line.lower, end)
    if body is None or not line.is_free(at, body[0]):
        return
    last, kind = body
    if not kind.state and _is_adjective(line, last):
        return
    words = " ".join(line.raw[at:last])
    if kind.state:
        seen = Seen(line.start(at), line.end(last), "Country", country_name(code), "description")
        seen.key, seen.aliases = f"country:{code}", (words,)
    else:
        noun = " ".join(line.lower[end:last])
        seen = Seen(line.start(at), line.end(last), kind.schema, words)
        seen.key = f"state:{code}:{noun}"
        seen.resolved = kind.resolved
        seen.form = "name" if kind.resolved else "description"
    seen.country = code
    line.take(at, last, seen)
