"""OFAC's lists in the advanced XML: parties, their names by part and script, places, relations.

Parties, documents, places, list entries and relations stand in parts of their own and are joined by
number. Format: the UN's advanced sanctions data model, version 1.0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.model import EntityType, Link
from holdpoint.sources._data import keyed
from holdpoint.sources._draft import Draft
from holdpoint.sources._edition import Edition, Found
from holdpoint.sources._files import Content
from holdpoint.sources._labels import take_number
from holdpoint.sources._ofac_lists import Entries, Member, codes_beside
from holdpoint.sources._ofac_reference import Reference, date_text
from holdpoint.sources._ofac_xml import load_head
from holdpoint.sources._unpacked import load_one
from holdpoint.sources._us_lists import UsList
from holdpoint.sources._xml import elements, root_of, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMESPACE = "www.un.org/sanctions/1.0"
_LISTS = {
    "SDN List": "SDN",
    "Sectoral Sanctions Identifications List": "SSI",
    "Non-SDN Palestinian Legislative Council List": "PLC",
    "Foreign Sanctions Evaders List": "FSE",
}
_TYPES: dict[str, EntityType] = {
    "Individual": "person",
    "Entity": "company",
    "Vessel": "vessel",
    "Aircraft": "aircraft",
}
_PARTS = (
    "DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty",
    "ProfileRelationship", "SanctionsEntry",
)  # fmt: skip
_LANDS = ("Nationality Country", "Citizenship Country")


@dataclass(slots=True)
class _Party:
    """What a party is, kept when its element is emptied."""

    number: str
    kind: EntityType
    names: list[tuple[str, str, str, bool, bool]]
    features: list[tuple[str, str, str]] = field(default_factory=list)
    identities: list[str] = field(default_factory=list)
    comment: str = ""

    @property
    def caption(self) -> str:
        """The name to show."""
        return next((n[0] for n in self.names if n[3]), self.names[0][0] if self.names else "")


@dataclass(slots=True)
class _Entry:
    """What a list says of a party."""

    list: str
    programmes: tuple[str, ...]
    labels: tuple[str, ...]
    listed_on: str | None


@dataclass(slots=True)
class _Document:
    """A file, read to its end."""

    date: str | None = None
    reference: Reference = field(default_factory=Reference)
    parties: list[_Party] = field(default_factory=list)
    entries: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    relations: list[tuple[str, str, str]] = field(default_factory=list)


class OfacAdvanced:
    """Reader of OFAC's advanced XML, packed as a ZIP or not."""

    format = "ofac-advanced-xml"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the root element and its namespace."""
        root, tag = root_of(load_head(path, head))
        return root == "Sanctions" and _NAMESPACE in tag

    def look(self, path: Path) -> tuple[Found, ...]:
        """The lists in it; the file is parsed whole, so that a damaged one shows here."""
        content = load_one(path)
        return _entries(content, _document(content)).found()

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition for each list in the file."""
        content = load_one(files[0])
        document = _document(content)
        yield from _entries(content, document).editions(only, partial(_links, document))


def _document(content: Content) -> _Document:
    out = _Document()
    for element in elements(content, _PARTS):
        match element.tag:
            case "DateOfIssue":
                out.date = _day(element)
            case "ReferenceValueSets":
                out.reference.add_values(element)
            case "Location":
                out.reference.add_place(element)
            case "IDRegDocument":
                out.reference.add_document(element)
            case "DistinctParty":
                out.parties.append(_party(element, out.reference))
            case "SanctionsEntry":
                out.entries[element.get("ProfileID", "")].append(_entry(element, out.reference))
            case _:
                kind = out.reference.text("RelationType", element.get("RelationTypeID"))
                ends = (element.get("From-ProfileID", ""), element.get("To-ProfileID", ""))
                out.relations.append((*ends, kind))
    return out


def _day(element: Element) -> str | None:
    year, month, day = (text_of(element, tag) for tag in ("Year", "Month", "Day"))
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if year and month and day else None


def _party(element: Element, reference: Reference) -> _Party:
    profile = element.find("Profile")
    if profile is None:
        return _Party(element.get("FixedRef", ""), "unknown", [])
    about = reference.parents["PartySubType"].get(profile.get("PartySubTypeID") or "", {})
    kind = reference.text("PartySubType", profile.get("PartySubTypeID"))
    kind = _TYPES.get(kind) or _TYPES.get(reference.text("PartyType", about.get("PartyTypeID")))  # type: ignore[assignment]
    party = _Party(profile.get("ID", ""), kind or "unknown", [])  # type: ignore[arg-type]
    party.comment = text_of(element, "Comment")
    for identity in profile.findall("Identity"):
        if identity.get("False") != "true":
            party.names += reference.names(identity)
            party.identities.append(identity.get("ID", ""))
    for feature in profile.findall("Feature"):
        label = reference.text("FeatureType", feature.get("FeatureTypeID"))
        for version in feature.findall("FeatureVersion"):
            party.features += _values(label, version, reference)
    return party


def _values(label: str, version: Element, reference: Reference) -> Iterator[tuple[str, str, str]]:
    """Values of a feature: label, text, and the number of a place where it is one."""
    for period in version.findall("DatePeriod"):
        yield label, date_text(period), ""
    for detail in version.findall("VersionDetail"):
        looked_up = reference.text("DetailReference", detail.get("DetailReferenceID"))
        yield label, text_of(detail) or looked_up, ""
    for place in version.findall("VersionLocation"):
        yield label, "", place.get("LocationID", "")


def _entry(element: Element, reference: Reference) -> _Entry:
    programmes, labels = [], []
    for measure in element.findall("SanctionsMeasure"):
        kind = reference.text("SanctionsType", measure.get("SanctionsTypeID"))
        if kind == "Program":
            programmes.append(text_of(measure, "Comment"))
        else:
            labels.append(kind.replace("Executive Order", "EO"))
    days = sorted(d for e in element.findall("EntryEvent/Date") if (d := _day(e)))
    return _Entry(
        list=reference.text("List", element.get("ListID")),
        programmes=tuple(dict.fromkeys(p for p in programmes if p)),
        labels=tuple(labels),
        listed_on=days[0] if days else None,
    )


def _entries(content: Content, document: _Document) -> Entries:
    basis = "inside the file" if document.date else "unknown"
    out = Entries(OfacAdvanced.format, content, document.date, basis)
    out.tally.open(content.name)
    members: list[Member] = []
    usual = _usual(document)
    for place, party in enumerate(document.parties, start=1):
        if not party.names:
            out.tally.row(content.name)
            reason, remedy = "The party has no name.", "Ask the publisher."
            out.tally.refuse(content.name, place, reason, remedy, field="Profile")
            continue
        entries = document.entries.get(party.number, [])
        if not entries:
            reason = f"No entry puts the party on a list; taken for one of the {usual} list."
            out.tally.warn(content.name, place, reason, "Look it up.", field="Profile")
        make = partial(_draft, document, party)
        members += [
            Member(party.number, entry.programmes, make, code=code, listed_on=entry.listed_on)
            for code, entry in _lists(entries).items()
        ] or [Member(party.number, (), make, code=usual, sure=False)]
    return out.sort(members)


def _usual(document: _Document) -> str:
    """The list that most entries of a file are of."""
    counts = Counter(code for entries in document.entries.values() for code in _lists(entries))
    return max(sorted(counts), key=lambda code: counts[code], default="SDN")


def _lists(entries: Sequence[_Entry]) -> dict[str, _Entry]:
    """The lists that a party is on; the general "consolidated" one says nothing by itself."""
    named = {code: entry for entry in entries if (code := _LISTS.get(entry.list))}
    for entry in entries:
        if entry.list not in _LISTS:
            for code in codes_beside(entry.programmes, entry.labels) or ("NS-MBS",):
                if not named or code not in ("SSI", "NS-MBS"):
                    named.setdefault(code, entry)
    return named


def _draft(document: _Document, party: _Party, member: UsList) -> Draft:
    reference = document.reference
    draft = Draft(f"{member.source}:{party.number}", member.source, party.kind)
    for text, kind, code, main, low in party.names:
        if code:
            draft.name(text, "original", code)
        elif main:
            draft.name(text, "primary")
        else:
            draft.name(text, "weak" if low else "former" if kind == "F.K.A." else "strong")
    for label, value, place in party.features:
        _feature(draft, label, value, reference.place(place))
    for identity in party.identities:
        for label, number, country, said in reference.documents.get(identity, ()):
            take_number(draft, label, number, country=country or None, validity=said)
    draft.remark(party.comment)
    return draft


def _feature(draft: Draft, label: str, value: str, place: dict[str, str]) -> None:
    line = value or ", ".join(place.values())
    if label == "Location":
        draft.address(**place)
    elif label == "Birthdate":
        if line and not draft.born(line):
            draft.remark(f"DOB {line}")
    elif label == "Place of Birth":
        draft.birth_place(line)
    elif label in _LANDS:
        if line and not draft.nationality(line):
            draft.keep(label, line)
    elif label == "Title":
        for position in line.split(";"):
            draft.position(position)
    elif line:
        take_number(draft, label, line)


def _links(document: _Document, member: UsList) -> list[Link]:
    """Relations between parties, both of which the file holds."""
    known = {party.number: party.caption for party in document.parties}
    here = {
        number
        for number, entries in document.entries.items()
        if number in known and member.code in _lists(entries)
    }
    means = keyed("ofac_relations.csv", "relation")
    return [
        Link(
            subject=f"{member.source}:{subject}",
            relation=means[kind]["means"] if kind in means else "linked_to",
            object_name=known[target],
            object=f"{member.source}:{target}" if target in here else None,
        )
        for subject, target, kind in document.relations
        if subject in here and target in known
    ]
