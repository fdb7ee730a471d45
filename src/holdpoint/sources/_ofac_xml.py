"""OFAC's lists in XML (``sdn.xml``, ``consolidated.xml``): one ``sdnEntry`` an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from holdpoint.model import EntityType, NameKind
from holdpoint.sources._draft import Draft
from holdpoint.sources._edition import Edition, Found
from holdpoint.sources._files import Content
from holdpoint.sources._labels import take_number
from holdpoint.sources._ofac_lists import Entries, Member
from holdpoint.sources._remarks import read_remarks
from holdpoint.sources._unpacked import load_one
from holdpoint.sources._us_lists import UsList
from holdpoint.sources._xml import elements, root_of, text_of, texts_of
from holdpoint.text import parse_date

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TYPES: dict[str, EntityType] = {
    "Individual": "person",
    "Entity": "company",
    "Vessel": "vessel",
    "Aircraft": "aircraft",
}
_FORMER = ("f.k.a.",)
_STREET = ("address1", "address2", "address3")
_LANDS = (
    "nationalityList/nationality/country",
    "citizenshipList/citizenship/country",
)
_FIELDS = frozenset(
    {
        "uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "idList",
        "akaList", "addressList", "nationalityList", "citizenshipList", "dateOfBirthList",
        "placeOfBirthList", "vesselInfo",
    }
)  # fmt: skip


class OfacXml:
    """Reader of OFAC's plain XML, packed as a ZIP or not."""

    format = "ofac-xml"

    def recognises(self, path: Path, head: bytes) -> bool:
        """By the root element."""
        return root_of(load_head(path, head))[0] == "sdnList"

    def look(self, path: Path) -> tuple[Found, ...]:
        """The lists in it; the file is parsed whole, so that a damaged one shows here."""
        return _entries(load_one(path)).found()

    def read(
        self, files: Sequence[Path], *, only: frozenset[str] | None = None
    ) -> Iterator[Edition]:
        """One edition for each list in the file."""
        yield from _entries(load_one(files[0])).editions(only)


def load_head(path: Path, head: bytes) -> bytes:
    """The first bytes of what a file holds, unpacked where it is a ZIP of one file."""
    from holdpoint.sources._unpacked import head_of_one

    return head_of_one(path) if head.startswith(b"PK") else head


def _entries(content: Content) -> Entries:
    date: str | None = None
    records: list[Member] = []
    out = Entries(OfacXml.format, content, None, "unknown")
    out.tally.open(content.name)
    seen: set[str] = set()
    for element in elements(content, ("sdnEntry", "Publish_Date")):
        if element.tag == "Publish_Date":
            date = parse_date(text_of(element), order="mdy")
            continue
        record = _record(element, content.name, out, seen)
        if record:
            records.append(record)
    out.list_date, out.date_basis = date, "inside the file" if date else "unknown"
    return out.sort(records)


def _record(element: Element, name: str, out: Entries, seen: set[str]) -> Member | None:
    number, place = text_of(element, "uid"), len(seen) + 1
    reason = None
    if not number or number in seen:
        reason = "The entry has no number." if not number else "The number stands here twice."
    elif not _name(element):
        reason = "The entry has no name."
    if reason:
        out.tally.row(name)
        out.tally.refuse(name, place, reason, "Fetch the file again.", field="uid")
        return None
    seen.add(number)
    for child in element:
        tag = child.tag
        if tag not in _FIELDS and text_of(child):
            if tag not in out.tally.ignored:
                why = "An element is not known and is not read."
                out.tally.warn(name, None, why, "Tell the project.", field=tag)
            out.tally.ignored[tag] += 1
    facts = _facts(element)
    return Member(
        number=number,
        programmes=tuple(texts_of(element, "programList/program")),
        draft=partial(_draft, facts),
        labels=tuple(label for label, *_ in facts.ids),
    )


def _name(element: Element) -> str:
    """``LAST, First``, as OFAC prints it in its other forms."""
    parts = (text_of(element, "lastName"), text_of(element, "firstName"))
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an element said, kept when the element itself is emptied."""

    number: str
    name: str
    kind: EntityType
    titles: tuple[str, ...]
    remarks: str
    aliases: tuple[tuple[str, str, str], ...]
    addresses: tuple[dict[str, str], ...]
    lands: tuple[str, ...]
    dates: tuple[str, ...]
    places: tuple[str, ...]
    ids: tuple[tuple[str, str, str, str], ...]
    ship: dict[str, str]


def _facts(element: Element) -> _Facts:
    ship = element.find("vesselInfo")
    return _Facts(
        number=text_of(element, "uid"),
        name=_name(element),
        kind=_TYPES.get(text_of(element, "sdnType"), "unknown"),
        titles=tuple(t.strip() for t in text_of(element, "title").split(";") if t.strip()),
        remarks=text_of(element, "remarks"),
        aliases=tuple(
            (_name(aka), text_of(aka, "type"), text_of(aka, "category"))
            for aka in element.findall("akaList/aka")
        ),
        addresses=tuple(_address(a) for a in element.findall("addressList/address")),
        lands=tuple(text_of(land) for path in _LANDS for land in element.findall(path)),
        dates=tuple(texts_of(element, "dateOfBirthList/dateOfBirthItem/dateOfBirth")),
        places=tuple(texts_of(element, "placeOfBirthList/placeOfBirthItem/placeOfBirth")),
        ids=tuple(_id(one) for one in element.findall("idList/id")),
        ship={} if ship is None else {c.tag: text_of(c) for c in ship if text_of(c)},
    )


def _address(element: Element) -> dict[str, str]:
    return {
        "street": ", ".join(t for tag in _STREET if (t := text_of(element, tag))),
        "city": text_of(element, "city"),
        "region": text_of(element, "stateOrProvince"),
        "postcode": text_of(element, "postalCode"),
        "country": text_of(element, "country"),
    }


def _id(element: Element) -> tuple[str, str, str, str]:
    dates = (("issued", "issueDate"), ("expires", "expirationDate"))
    validity = " ".join(f"{word} {t}" for word, tag in dates if (t := text_of(element, tag)))
    return (
        text_of(element, "idType"),
        text_of(element, "idNumber"),
        text_of(element, "idCountry"),
        validity,
    )


def _draft(facts: _Facts, member: UsList) -> Draft:
    draft = Draft(f"{member.source}:{facts.number}", member.source, facts.kind)
    draft.name(facts.name, "primary")
    for name, kind, category in facts.aliases:
        draft.name(name, _kind(kind, category))
    for title in facts.titles:
        draft.position(title)
    for address in facts.addresses:
        draft.address(**address)
    for land in facts.lands:
        if land and not draft.nationality(land):
            draft.keep("Nationality", land)
    for born in facts.dates:
        if not draft.born(born):
            draft.remark(f"DOB {born}")
    for place in facts.places:
        draft.birth_place(place)
    _ship(draft, facts.ship)
    for label, value, country, validity in facts.ids:
        take_number(draft, label, value, country=country or None, validity=validity)
    read_remarks(draft, facts.remarks)
    return draft


def _kind(kind: str, category: str) -> NameKind:
    if category == "weak":
        return "weak"
    return "former" if kind in _FORMER else "strong"


def _ship(draft: Draft, ship: dict[str, str]) -> None:
    draft.identifier("call_sign", ship.get("callSign", ""))
    gross = ship.get("grossRegisteredTonnage", "")
    facts = {
        "vessel_type": ship.get("vesselType", ""),
        "dead_weight": ship.get("tonnage", ""),
        "gross_tonnage": gross,
        "owner": ship.get("vesselOwner", ""),
    }
    draft.vessel.update({key: value for key, value in facts.items() if value})
    draft.flag(ship.get("vesselFlag", ""))
    draft.link("owned_by", ship.get("vesselOwner", ""))
