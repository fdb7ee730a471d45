"""FollowTheMoney entities as JSON lines, the form of every OpenSanctions data set.

One JSON object a line. Things become entities; sanctions, addresses and documents are folded into
the thing they belong to; ownership and other relations become links. The delta form
``{"op": "ADD", "entity": {…}}`` is read too. Two passes: the facts to fold and the names of things
are gathered first and kept in memory, so that things can be handed out one by one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from holdpoint.files import TextLines, read_blocks
from holdpoint.model import Entity, EntityType, Link, SourceInfo
from holdpoint.sources._data import keyed
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._files import date_in_name, is_text
from holdpoint.sources._ftm_thing import thing

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_DATED = re.compile(r"[-_.]?(?:19|20)\d\d-?\d\d(?:-?\d\d)?[-_\w]*")
_HOLDERS = ("entity", "holder", "owner")
Props = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One object and the line it stands on."""

    number: int
    id: str
    schema: str
    properties: Props
    datasets: tuple[str, ...]


@dataclass(slots=True)
class Gathered:
    """What the first pass found."""

    folded: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    addresses: dict[str, Line] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    sha256: str = ""


class Ftm:
    """Reader of FollowTheMoney JSON lines.

    Args:
        source: Id to give the list; by default ``ftm-`` and the file's name without its date.
    """

    format = "ftm-jsonl"

    def __init__(self, source: str | None = None) -> None:
        self._source = source

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the keys of the first line."""
        del path
        first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
        return first.lstrip().startswith(b"{") and b'"schema"' in first and b'"properties"' in first

    def look(self, path: Path) -> tuple[Found, ...]:
        """One list."""
        date, basis = date_in_name(path)
        things = sum(isinstance(line, Line) for line in _lines(path, Tally()))
        source = self._source or source_of(path)
        return (Found(source=source, list_date=date, date_basis=basis, entries=things),)

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        path = files[0]
        source = self._source or source_of(path)
        if only is not None and source not in only:
            return
        tally, links, gathered = Tally(), list[Link](), _gather(path)
        date, basis = date_in_name(path)
        about = SourceInfo(
            id=source,
            title=f"FollowTheMoney data: {path.name}",
            publisher="not stated in the file",
            authority="see each listing",
            format=self.format,
            list_date=date,
            date_basis=basis,
            sha256={path.name: gathered.sha256},
        )
        yield Edition(about, _entities(path, source, gathered, tally, links), tally, links)


def source_of(path: Path) -> str:
    """An id for the list that a file's name tells, the same for each of its editions."""
    stem = path.name.removesuffix(".gz").split(".", 1)[0]
    return "ftm-" + (_DATED.sub("", stem).strip("-_. ").lower() or "data")


def _lines(path: Path, tally: Tally) -> Iterator[Line]:
    """The objects of a file; lines that are none are refused."""
    tally.open(path.name)
    for number, text in enumerate(TextLines(path), start=1):
        if not text.strip():
            continue
        tally.row(path.name)
        line = _line(number, text)
        if isinstance(line, str):
            tally.refuse(path.name, number, line, "Fetch the file again, or remove the line.")
        else:
            yield line


def _line(number: int, text: str) -> Line | str:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return "The line is no JSON."
    if _SURROGATE.search(text) and not is_text(data):
        return "The line holds characters that are no text."
    if isinstance(data, dict) and "op" in data:
        if str(data["op"]).upper() == "DEL":
            return "The line takes an entity away; a delta is no list by itself."
        data = data.get("entity")
    if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
        return "The line is no FollowTheMoney entity."
    entity, schema = data.get("id"), data.get("schema")
    if not isinstance(entity, str) or not isinstance(schema, str) or not entity:
        return "The entity has no id or no schema."
    said = _texts(data["properties"])
    caption = data.get("caption")
    if isinstance(caption, str) and caption in said.get("name", ()):
        said["name"] = [caption, *said["name"]]
    return Line(number, entity, schema, said, _datasets(data))


def _texts(properties: Mapping[str, Any]) -> dict[str, list[str]]:
    """Values as texts; an entity nested in a property is told by its id."""
    out: dict[str, list[str]] = {}
    for name, values in properties.items():
        several = values if isinstance(values, list) else [values]
        texts = [v["id"] if isinstance(v, dict) and "id" in v else v for v in several]
        out[name] = [str(text) for text in texts if isinstance(text, str | int | float)]
    return out


def _datasets(data: Mapping[str, Any]) -> tuple[str, ...]:
    named = data.get("datasets")
    return tuple(str(name) for name in named) if isinstance(named, list) else ()


def _becomes(schema: str) -> str | None:
    row = keyed("ftm_schemata.csv", "schema").get(schema)
    return row["becomes"] if row else None


def _gather(path: Path) -> Gathered:
    out, checksum = Gathered(), hashlib.sha256()
    for block in read_blocks(path):
        checksum.update(block)
    out.sha256 = "sha256:" + checksum.hexdigest()
    for line in _lines(path, Tally()):
        becomes = _becomes(line.schema) or ""
        if line.schema == "Address":
            out.addresses[line.id] = line
        elif becomes == "fold":
            for holder in {h for name in _HOLDERS for h in line.properties.get(name, ())}:
                out.folded[holder].append(line)
        elif becomes and not becomes.startswith("link:"):
            out.names[line.id] = next(iter(line.properties.get("name", ())), "")
    return out


def _entities(
    path: Path, source: str, gathered: Gathered, tally: Tally, links: list[Link]
) -> Iterator[Entity]:
    seen: set[str] = set()
    waiting: list[Line] = []
    for line in _lines(path, tally):
        becomes = _becomes(line.schema)
        if becomes is None:
            reason = f"A {line.schema} is no party, listing, address, document or link."
            tally.refuse(path.name, line.number, reason, "Nothing: it is not needed.")
        elif becomes == "fold" or becomes.startswith("link:"):
            waiting.append(line)
        elif not any(map(str.strip, line.properties.get("name", ()))) or line.id in seen:
            reason = "The entity stands here twice." if line.id in seen else "It has no name."
            tally.refuse(path.name, line.number, reason, "Fetch the file again.")
        else:
            seen.add(line.id)
            tally.took(path.name)
            draft = thing(
                f"{source}:{line.id}",
                source,
                cast("EntityType", becomes),
                line,
                gathered.folded.get(line.id, ()),
                _addresses(line, gathered),
            )
            yield draft.build()
    _settle(path, source, gathered, waiting, seen, tally, links)


def _addresses(line: Line, gathered: Gathered) -> list[Line]:
    named = line.properties.get("addressEntity", ())
    return [gathered.addresses[name] for name in named if name in gathered.addresses]


def _settle(
    path: Path,
    source: str,
    gathered: Gathered,
    waiting: Sequence[Line],
    seen: set[str],
    tally: Tally,
    links: list[Link],
) -> None:
    """Account for what was folded, and make the links."""
    for line in waiting:
        becomes = _becomes(line.schema) or ""
        if becomes.startswith("link:"):
            made = _links(line, becomes, source, gathered.names, seen)
            links.extend(made)
            useful, why = bool(made), "Neither end of the relation is in the file."
        elif line.schema == "Address":
            useful, why = True, ""
        else:
            holders = {h for name in _HOLDERS for h in line.properties.get(name, ())}
            useful, why = bool(holders & seen), "What it belongs to is not in the file."
        if useful:
            tally.took(path.name)
        else:
            tally.refuse(path.name, line.number, why, "Use the whole data set.")


def _links(
    line: Line, becomes: str, source: str, names: Mapping[str, str], seen: set[str]
) -> list[Link]:
    _, relation, subject_role, object_role = becomes.split(":")
    since = next(iter(line.properties.get("startDate", ())), None)
    return [
        Link(
            subject=f"{source}:{subject}",
            relation=relation,
            object=f"{source}:{found}" if found in seen else None,
            object_name=names.get(found) or found,
            percent=_percent(line.properties.get("percentage", ())),
            since=since,
            basis="secondary",
        )
        for subject in line.properties.get(subject_role, ())
        for found in line.properties.get(object_role, ())
        if subject in seen
    ]


def _percent(values: Sequence[str]) -> float | None:
    for value in values:
        try:
            share = float(value.strip().rstrip("%").replace(",", "."))
        except ValueError:
            continue
        if 0 <= share <= 100:  # noqa: PLR2004 - per cent
            return share
    return None
