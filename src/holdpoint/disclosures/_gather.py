"""From namings to the things named: one :class:`Named` a key, its mentions in order."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from holdpoint._quick import maker
from holdpoint.disclosures._grounding import span_at
from holdpoint.disclosures._parsed import Found, MentionAt
from holdpoint.disclosures._seen import Seen
from holdpoint.model import Mention, Named
from holdpoint.text import country_name

_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 48
_mention, _mention_at, _thing = maker(Mention), maker(MentionAt), maker(Named)
_NAMED = frozenset({"name", "alias", "metonym"})
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
    made: dict[str, Named] = {}
    used: set[str] = set()
    for key, group in groups.items():
        name = _name(group)
        identity = _id(name, used)
        used.add(identity)
        made[key] = _made(text, identity, name, group)
    mentions: list[MentionAt] = []
    for one in seen:
        if one.key is None or one.nested or not one.schema:
            continue
        named = made[one.key]
        members = one.members and tuple([made[key].id for key in one.members if key in made])
        mentions.append(_mention_at(one.start, one.end, named.id, named.schema, one.form, members))
    return Found(named=tuple(made.values()), mentions=tuple(mentions))


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
    goods: dict[str, None] = {}
    mentions: list[Mention] = []
    country = role = note = None
    resolved = False
    for one in group:
        span, form = span_at(text, one.start, one.end), one.form
        mentions.append(_mention(span=span, form=form))
        if one.identifiers:
            identifiers |= one.identifiers
        if one.aliases:
            aliases |= dict.fromkeys(one.aliases)
        if form in _NAMED:
            aliases.setdefault(one.name)
            if form != "metonym" and span.quote != one.name:
                aliases.setdefault(" ".join(span.quote.split()))
        if one.goods:
            goods |= dict.fromkeys(one.goods)
        country = country or one.country
        note = note or one.note
        if one.schema == "Person":
            role = role or one.role
        resolved = resolved or one.resolved
    aliases.pop(name, None)
    return _thing(
        id=key,
        schema=group[0].schema,
        name=name,
        aliases=tuple(filter(None, aliases)),
        mentions=tuple(mentions),
        country=country or None,
        role=role or None,
        resolved=resolved,
        identifiers=identifiers,
        goods=tuple(goods),
        note=note or None,
    )
