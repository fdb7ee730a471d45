"""The EU's consolidated financial sanctions list (FSF): XML 1.1 and CSV.

Both say the same: per entity its regulation, names, addresses, birth dates, documents and
citizenships, each with the regulation that added it. The CSV repeats the columns of the entity in
rows of which each holds one of the parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from holdpoint.model import Entity
from holdpoint.sources._edition import Edition, Found, Tally
from holdpoint.sources._eu_fsf_entity import SOURCE, Part, Parts, entity
from holdpoint.sources._files import Content, load, named_records
from holdpoint.sources._published import published
from holdpoint.sources._xml import elements, root_of, text_of

_NAMESPACE = "fpi/fsd/export"
_MADE = re.compile(rb"generationDate\s*=\s*[\"'](\d{4}-\d{2}-\d{2})")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})|(\d{2})/(\d{2})/(\d{4})")
_REQUIRED = ("Entity_LogicalId", "Entity_EU_ReferenceNumber", "NameAlias_WholeName")
_CSV_PARTS = {
    "NameAlias": "namealias",
    "Address": "address",
    "BirthDate": "birthdate",
    "Identification": "identification",
    "Citizenship": "citizenship",
}
_LAW = ("programme", "numbertitle", "publicationurl")
_SHORT = {
    "Entity_EU_ReferenceNumber": "eureferencenumber",
    "Entity_UnitedNationId": "unitednationid",
    "Entity_DesignationDate": "designationdate",
    "Entity_LogicalId": "logicalid",
    "Entity_Remark": "remark",
    "Entity_SubjectType": "code",
    "Entity_SubjectType_ClassificationCode": "classificationcode",
    "Entity_Regulation_Programme": "programme",
    "Entity_Regulation_NumberTitle": "numbertitle",
    "Entity_Regulation_PublicationUrl": "publicationurl",
}


class EuFsf:
    """Reader of the list in both forms."""

    format = "eu-fsf"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the root element and its namespace, or the columns."""
        del path
        root, tag = root_of(head)
        if root == "export":
            return _NAMESPACE in tag
        first = head[:8192].split(b"\n", 1)[0]
        return b"Entity_LogicalId" in first and b"NameAlias_WholeName" in first

    def look(self, path: Path) -> tuple[Found, ...]:
        """The list; it is parsed whole, so that a damaged file shows here."""
        tally = Tally()
        date, found = _parts(load(path), tally)
        return (
            Found(
                source=SOURCE,
                list_date=date,
                date_basis="inside the file" if date else "unknown",
                entries=len(found),
                complete=not tally.cut_short,
            ),
        )

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition."""
        if only is not None and SOURCE not in only:
            return
        content, tally = load(files[0]), Tally()
        date, found = _parts(content, tally)
        about = published(SOURCE).about(
            form=self.format,
            list_date=date,
            date_basis="inside the file",
            sha256={content.name: content.sha256},
        )
        yield Edition(about, _entities(found), tally, [])


def _entities(found: Mapping[str, Parts]) -> Iterator[Entity]:
    for number, parts in found.items():
        yield entity(number, parts)


def _parts(content: Content, tally: Tally) -> tuple[str | None, Mapping[str, Parts]]:
    """The date of the list, and the parts of each entity by its EU reference number."""
    if root_of(content.data[:8192])[0] == "export":
        return _xml(content, tally)
    return _csv(content, tally)


def _xml(content: Content, tally: Tally) -> tuple[str | None, Mapping[str, Parts]]:
    made = _MADE.search(content.data[:4096])
    out: dict[str, Parts] = {}
    tally.open(content.name)
    for place, element in enumerate(elements(content, ("sanctionEntity",)), start=1):
        tally.row(content.name)
        parts: Parts = defaultdict(list)
        parts["entity"].append(_folded(element.attrib))
        for child in element:
            part = _folded(child.attrib)
            name = child.tag.casefold()
            if name == "remark":
                parts["entity"][0]["remark"] = text_of(child)
                continue
            for inner in ("remark", "publicationUrl"):
                if text := text_of(child, inner):
                    part[inner.casefold()] = text
            parts[name].append(part)
        _keep(content.name, place, parts, out, tally)
    return (made[1].decode() if made else None), out


def _folded(attributes: Mapping[str, str]) -> Part:
    return {key.casefold(): value.strip() for key, value in attributes.items() if value.strip()}


def _keep(name: str, line: int, parts: Parts, out: dict[str, Parts], tally: Tally) -> None:
    about = parts["entity"][0]
    number = about.get("eureferencenumber") or about.get("logicalid") or ""
    reason = None if number else "The entry has no reference number."
    if number in out:
        reason = "The reference number stands here twice."
    elif number and not any(part.get("wholename") for part in parts["namealias"]):
        reason = "The entry has no name."
    if reason:
        tally.refuse(name, line, reason, "Ask the publisher.", field="euReferenceNumber")
        return
    out[number] = parts
    tally.took(name)


def _csv(content: Content, tally: Tally) -> tuple[str | None, Mapping[str, Parts]]:
    grouped: dict[str, tuple[int, Parts, int]] = {}
    date: str | None = None
    for line, row in named_records(content, tally, required=_REQUIRED, delimiter=";"):
        date = date or _day(row.get("fileGenerationDate") or row.get("\ufefffileGenerationDate"))
        number = row["Entity_EU_ReferenceNumber"].strip() or row["Entity_LogicalId"].strip()
        first, parts, count = grouped.get(number, (line, defaultdict(list), 0))
        _take(parts, row)
        grouped[number] = (first, parts, count + 1)
    out: dict[str, Parts] = {}
    for number, (line, parts, count) in grouped.items():
        named = any(part.get("wholename") for part in parts["namealias"])
        for _ in range(count):
            if number and named:
                tally.took(content.name)
            else:
                reason = "The entry has no name." if number else "The row has no reference number."
                tally.refuse(content.name, line, reason, "Ask the publisher.")
        if number and named:
            out[number] = parts
    return date, out


def _day(text: str | None) -> str | None:
    found = _DAY.search(text or "")
    if not found:
        return None
    return found[1] or f"{found[4]}-{found[3]}-{found[2]}"


def _take(parts: Parts, row: Mapping[str, str]) -> None:
    about = {key: row[name].strip() for name, key in _SHORT.items() if row.get(name, "").strip()}
    if not parts["entity"]:
        parts["entity"].append(about)
        parts["subjecttype"].append(about)
    law: Part = {
        key: about[key] for key in ("programme", "numbertitle", "publicationurl") if key in about
    }
    if law and law not in parts["regulation"]:
        parts["regulation"].append(law)
    for prefix, name in _CSV_PARTS.items():
        part = {
            key.removeprefix(f"{prefix}_").replace("_", "").casefold(): value.strip()
            for key, value in row.items()
            if key.startswith(f"{prefix}_") and value.strip()
        }
        if part and part not in parts[name]:
            parts[name].append(part)
