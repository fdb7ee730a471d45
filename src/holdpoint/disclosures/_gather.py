"""From namings to the things named: one :class:`Named` a key, its mentions in order."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._parsed import Found, MentionAt
from holdpoint.disclosures._seen import Seen
from holdpoint.model import Mention, Named
from holdpoint.text import country_name

_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 48
_NOT_MENTIONED = frozenset({"pronoun", "description"})


def gather(text: str, seen: Sequence[Seen]) -> Found:
    """Make the named things of a document from what was seen; what has no key is left out.

    Args:
        text: The whole text.
        seen: In text order, without overlaps.

    Returns:
        Things in the order of their first mention, ids unique and stable.
    """
    groups: dict[str, list[Seen]] = {}
    for one in seen:
        if one.key is not None and one.schema:
            groups.setdefault(one.key, []).append(one)
    ids: dict[str, str] = {}
    names: list[Named] = []
    used: set[str] = set()
    for key, group in groups.items():
        name = _name(group)
        ids[key] = _id(name, used)
        used.add(ids[key])
        names.append(_made(text, ids[key], name, group))
    named = tuple(names)
    mentions = tuple(
        [
            MentionAt(
                one.start,
                one.end,
                ids[one.key],
                groups[one.key][0].schema,
                one.form,
                tuple([ids[key] for key in one.members if key in ids]),
            )
            for one in seen
            if one.key is not None and one.schema and not one.nested
        ]
    )
    return Found(named=named, mentions=mentions)


@functools.lru_cache(maxsize=8192)
def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return _SLUG.sub("-", plain).strip("-")[:_LONGEST_SLUG].strip("-") or "unnamed"


def _id(name: str, used: set[str]) -> str:
    slug = _slug(name)
    number, free = 1, slug
    while free in used:
        number += 1
        free = f"{slug}-{number}"
    return free


def _name(group: Sequence[Seen]) -> str:
    """Give the fullest form: a country's usual name, else the longest name printed."""
    first = group[0]
    if first.schema == "Country" and first.country is not None:
        return country_name(first.country)
    full = [one.name for one in group if one.form == "name" and one.name]
    full = full or [one.name for one in group if one.form not in _NOT_MENTIONED and one.name]
    full = full or [one.name for one in group if one.form != "pronoun" and one.name]
    return max(full, key=len) if full else first.name


def _made(text: str, key: str, name: str, group: Sequence[Seen]) -> Named:
    aliases: dict[str, None] = {}
    identifiers: dict[str, str] = {}
    for one in group:
        identifiers |= one.identifiers
        for alias in one.aliases:
            aliases.setdefault(alias)
        if one.form in {"name", "alias", "metonym"}:
            aliases.setdefault(one.name)
            if one.form != "metonym":
                aliases.setdefault(" ".join(text[one.start : one.end].split()))
    aliases.pop(name, None)
    return Named(
        id=key,
        schema=group[0].schema,
        name=name,
        aliases=tuple(alias for alias in aliases if alias),
        mentions=tuple(
            [Mention(span=span_at(text, one.start, one.end), form=one.form) for one in group]
        ),
        country=next((one.country for one in group if one.country), None),
        role=next((one.role for one in group if one.role and one.schema == "Person"), None),
        resolved=any(one.resolved for one in group),
        identifiers=identifiers,
        goods=tuple(dict.fromkeys(entry for one in group for entry in one.goods)),
        note=next((one.note for one in group if one.note), None),
    )
