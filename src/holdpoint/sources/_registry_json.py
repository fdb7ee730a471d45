"""Asian export-control lists transcribed to JSON: METI's end users, MOFCOM's control lists.

One array of objects, each with ``list_id``, ``entity_name``, ``aliases``, ``addresses``,
``reason``, ``date_added`` and ``source_url``; ``country`` is that of the list, not of the party.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally, by_list
from holdpoint.sources._eu_entry import take_address
from holdpoint.sources._files import Content, date_in_name, load, tidy
from holdpoint.sources._keys import distinct
from holdpoint.sources._names_json import fault_of, parsed
from holdpoint.sources._published import Published, published
from holdpoint.text import country_code, script

_LISTS = {
    "jp-end-user-list": "jp-meti-end-users",
    "cn-export-control-watchlist": "cn-export-control",
    "cn-unreliable-entity-list": "cn-unreliable-entity",
    "cn-attention-list": "cn-attention",
}
_LONGEST_COUNTRY = 6
_TEXTS = ("id", "list_id", "entity_name", "reason", "date_added", "source_url")
Item = Mapping[str, Any]


class RegistryJson:
    """Reader of the transcriptions."""

    format = "registry-json"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the keys of its records."""
        del path
        start = head[:8192].lstrip(b"\xef\xbb\xbf \r\n\t")
        return start.startswith(b"[") and b'"list_id"' in start and b'"entity_name"' in start

    def look(self, path: Path) -> tuple[Found, ...]:
        """The lists in it."""
        content = load(path)
        date, basis = date_in_name(path)
        return tuple(
            Found(source=source, list_date=date, date_basis=basis, entries=len(rows))
            for source, rows in sorted(_rows(content, Tally()).items())
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition for each list; refused records are told with the first of them."""
        content, seen = load(files[0]), Tally()
        date, basis = date_in_name(files[0])
        rows = _rows(content, seen)
        for source, found, tally in by_list(rows, seen, content.name, only):
            which = published(source)
            about = which.about(
                form=self.format,
                list_date=date,
                date_basis=basis,
                sha256={content.name: content.sha256},
            )
            yield Edition(about, _entities(which, found), tally, [])


def _rows(content: Content, tally: Tally) -> Mapping[str, list[Item]]:
    items = parsed(content)
    if not isinstance(items, list):
        raise UnreadableInputError(f"{content.name}: is no list of records. Fetch it again.")
    out: dict[str, list[Item]] = defaultdict(list)
    for place, item in enumerate(items, start=1):
        tally.row(content.name)
        reason = fault_of(item, *_TEXTS, lists=("aliases", "addresses"))
        source = None if reason else _LISTS.get(item.get("list_id") or "")
        if reason is None and source is None:
            reason = "The record names no list that is known."
        if reason is None and not _names(item):
            item = _with_name(item)  # noqa: PLW2901 - the same record, its name found
            reason = None if _names(item) else "The record has no name."
            if reason is None:
                why = "The name stands in the address, behind the country."
                tally.warn(content.name, place, why, "Ask who transcribed it.", field="entity_name")
        if reason or source is None:
            why = reason or ""
            tally.refuse(content.name, place, why, "Ask who transcribed it.", field="entity_name")
        else:
            out[source].append(item)
            tally.took(content.name)
    return out


def _names(item: Item) -> list[str]:
    """The names, the main one first; a record without a main name is known by its aliases."""
    names = [item.get("entity_name") or "", *(item.get("aliases") or ())]
    return [tidy(name) for name in names if tidy(name)]


def _with_name(item: Item) -> Item:
    """A record whose name slipped into its address, behind the country, set right."""
    addresses = item.get("addresses") or []
    words = addresses[0].split() if len(addresses) == 1 else []
    for count in range(min(_LONGEST_COUNTRY, len(words) - 1), 0, -1):
        land = " ".join(words[:count])
        if country_code(land):
            return {**item, "entity_name": " ".join(words[count:]), "addresses": [land]}
    return item


def _entities(which: Published, rows: Sequence[Item]) -> Iterator[Entity]:
    def own_id(item: Item) -> str:
        return str(item.get("id") or _names(item)[0])

    for key, same in distinct(rows, own_id, lambda item: "\n".join(_names(item))).items():
        item = same[0]
        draft = Draft(f"{which.source}:{key}", which.source, "company")
        names = _names(item)
        draft.name(names[0], "primary")
        for name in names[1:]:
            draft.name(name, "strong" if script(name) in ("latin", "none") else "original")
        for address in item.get("addresses") or ():
            take_address(draft, address)
        draft.keep("Reason", item.get("reason") or "")
        draft.listing(
            dataclasses.replace(
                which.listing(),
                listed_on=when(item.get("date_added") or ""),
                reference=str(item.get("id") or "") or None,
                url=item.get("source_url") or which.url,
            )
        )
        yield draft.build()
