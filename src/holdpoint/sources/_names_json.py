"""Names and aliases of a list without its particulars, in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from holdpoint.errors import UnreadableInputError
from holdpoint.model import Entity, EntityType
from holdpoint.sources._draft import Draft, when
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import Content, is_text, load, tidy
from holdpoint.sources._keys import distinct, short_hash
from holdpoint.sources._published import Published, published
from holdpoint.sources._us_lists import programmes, us_lists

_TYPES: dict[str, EntityType] = {
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
    "-0-": "company",
}
_BY_TITLE = {
    "EU consolidated financial sanctions": "eu-fsf-names",
    "EU consolidated travel restrictions": "eu-travel-names",
    "UK Sanctions List": "uk-names",
}
_REMEDY = "Fetch the file again."
Item = Mapping[str, Any]


def parsed(content: Content) -> Any:  # noqa: ANN401 - JSON
    """The JSON of a file.

    Raises:
        UnreadableInputError: It is none.
    """
    try:
        return json.loads(content.text())
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError(
            f"{content.name}: the JSON is damaged, so nothing of the file is used. {_REMEDY}"
        ) from error


def fault_of(item: object, *texts: str, lists: Sequence[str] = ()) -> str | None:
    """Why a JSON object is no record of the form wanted; ``None`` when it is one.

    Args:
        item: The object.
        texts: Fields that must be texts where they are given.
        lists: Fields that must be lists of texts where they are given.
    """
    if not isinstance(item, dict) or not is_text(item):
        return "The record is no object of readable text."
    for name in texts:
        if not isinstance(item.get(name) or "", str):
            return f"The field '{name}' is no text."
    for name in lists:
        value = item.get(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            return f"The field '{name}' is no list of texts."
    return None


class SdnNames:
    """Reader of names, aliases, programme and type of the SDN list by OFAC's number."""

    format = "ofac-names-json"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the keys of the object."""
        del path
        start = head[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
        return start.startswith(b"{") and all(
            key in head[:4096] for key in (b'"entries"', b'"uid"', b'"program"', b"OFAC SDN")
        )

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list."""
        tally = Tally()
        content = load(path)
        date, items = _sdn(content)
        rows = _sound(content.name, items, tally)
        return (
            Found(
                source=us_lists()["SDN"].source,
                list_date=date,
                date_basis="inside the file" if date else "unknown",
                entries=len(rows),
                numbers=frozenset(rows),
                bare=True,
            ),
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        sdn = us_lists()["SDN"]
        if only is not None and sdn.source not in only:
            return
        content, tally = load(files[0]), Tally()
        date, items = _sdn(content)
        rows = _sound(content.name, items, tally)
        about = sdn.about(
            form=self.format,
            list_date=date,
            date_basis="inside the file" if date else "unknown",
            sha256={content.name: content.sha256},
        )
        yield Edition(about, _sdn_entities(content.name, rows, tally), tally, [])


def _sdn(content: Content) -> tuple[str | None, list[Any]]:
    data = parsed(content)
    items = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise UnreadableInputError(f"{content.name}: has no list of entries. {_REMEDY}")
    said = data.get("entry_count")
    if isinstance(said, int) and said != len(items):
        raise UnreadableInputError(
            f"{content.name}: says that it has {said} entries, but holds {len(items)}. {_REMEDY}"
        )
    return when(str(data.get("downloaded_at") or "")[:10]), items


def _sound(name: str, items: Sequence[Any], tally: Tally) -> dict[str, Item]:
    tally.open(name)
    rows: dict[str, Item] = {}
    for place, item in enumerate(items, start=1):
        tally.row(name)
        reason = fault_of(item, "uid", "name", "program", "type", lists=("aliases",))
        if reason is None and not (item.get("uid") and tidy(item.get("name") or "")):
            reason = "The record has no number or no name."
        if reason is None and item["uid"] in rows:
            reason = "The number stands here twice."
        if reason:
            tally.refuse(name, place, reason, _REMEDY, field="uid")
        else:
            rows[item["uid"]] = item
            tally.took(name)
    return rows


def _sdn_entities(name: str, rows: Mapping[str, Item], tally: Tally) -> Iterator[Entity]:
    del name, tally
    sdn = us_lists()["SDN"]
    for number, item in rows.items():
        kind = _TYPES.get(item.get("type") or "", "unknown")
        draft = Draft(f"{sdn.source}:{number}", sdn.source, kind)
        draft.name(item["name"], "primary")
        for alias in item.get("aliases") or ():
            draft.name(alias)
        yield sdn.finish(draft, programmes(item.get("program") or ""), reference=number)


class NamesOnly:
    """Reader of lists of which only the names were kept; the date stands in a manifest beside."""

    format = "names-json"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the keys of its first record and the list that it names."""
        del path
        start = head[:4096].decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
        return (
            start.startswith("[")
            and '"full_name"' in start
            and any(f'"source":"{title}' in start.replace('": "', '":"') for title in _BY_TITLE)
        )

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list."""
        content = load(path)
        rows, which = _names(content, Tally())
        date, manifest = _manifest(path)
        return (
            Found(
                source=which.source,
                list_date=date,
                date_basis="manifest beside the file" if date else "unknown",
                entries=len(rows),
                also=(manifest,) if manifest else (),
            ),
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        content, tally = load(files[0]), Tally()
        rows, which = _names(content, tally)
        if only is not None and which.source not in only:
            return
        date, _ = _manifest(files[0])
        about = which.about(
            form=self.format,
            list_date=date,
            date_basis="manifest beside the file",
            sha256={content.name: content.sha256},
            note="Names only: neither type, dates, numbers nor programmes of the entries.",
        )
        yield Edition(about, _named(rows, which), tally, [])


def _names(content: Content, tally: Tally) -> tuple[list[Item], Published]:
    items = parsed(content)
    name = content.name
    if not isinstance(items, list) or not items:
        raise UnreadableInputError(f"{name}: holds no list of records. {_REMEDY}")
    tally.open(name)
    rows: list[Item] = []
    for place, item in enumerate(items, start=1):
        tally.row(name)
        reason = fault_of(item, "full_name", "source", lists=("aliases",))
        if reason is None and not tidy(item.get("full_name") or ""):
            reason = "The record has no name."
        if reason:
            tally.refuse(name, place, reason, _REMEDY, field="full_name")
        else:
            rows.append(item)
            tally.took(name)
    title = str(rows[0].get("source") or "") if rows else ""
    found = next((source for begin, source in _BY_TITLE.items() if title.startswith(begin)), None)
    if found is None:
        raise UnreadableInputError(f"{name}: names no list that is known. Leave it out.")
    return rows, published(found)


def _named(rows: Sequence[Item], which: Published) -> Iterator[Entity]:
    def every_name(item: Item) -> str:
        return "\n".join([item["full_name"], *sorted(item.get("aliases") or ())])

    for key, same in distinct(rows, lambda i: short_hash(i["full_name"]), every_name).items():
        draft = Draft(f"{which.source}:{key}", which.source)
        draft.name(same[0]["full_name"], "primary")
        for alias in same[0].get("aliases") or ():
            draft.name(alias)
        draft.listing(which.listing())
        yield draft.build()


def _manifest(path: Path) -> tuple[str | None, Path | None]:
    """The list's date by the manifest beside its file, and the manifest."""
    beside = path.with_name("manifest.json")
    if not beside.is_file():
        return None, None
    key = path.name.split(".", 1)[0]
    try:
        rows = parsed(load(beside))
    except UnreadableInputError:
        return None, None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("key") == key:
            said = row.get("authority_modified") or row.get("fetched_at") or ""
            return when(str(said)[:10]), beside
    return None, None
