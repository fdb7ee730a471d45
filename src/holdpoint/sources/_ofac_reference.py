"""The tables and parts of OFAC's advanced XML: values, places, documents, dates, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from holdpoint.sources._xml import text_of, texts_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FAMILY = ("Last Name", "Maiden Name")
_STREET = ("ADDRESS1", "ADDRESS2", "ADDRESS3")
_PLACE = {"CITY": "city", "STATE/PROVINCE": "region", "POSTAL CODE": "postcode", "REGION": "region"}
_JANUARY, _DECEMBER = "01-01", "12-31"


@dataclass(slots=True)
class Reference:
    """What the parties of a file refer to by number.

    Attributes:
        values: Reference values: by table (``Country``) and number, the text.
        parents: By table and number, the attributes of the value.
        places: Locations by number: parts of an address.
        documents: Documents by the identity that they belong to.
    """

    values: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    parents: dict[str, dict[str, dict[str, str]]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    documents: dict[str, list[tuple[str, str, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add_values(self, element: Element) -> None:
        """Take the tables."""
        for group in element:
            for value in group:
                name = value.tag.rpartition("}")[2]
                number = value.get("ID", "")
                self.values[name][number] = text_of(value)
                self.parents[name][number] = dict(value.attrib)

    def text(self, table: str, number: str | None) -> str:
        """A reference value; empty where it is not known."""
        return self.values[table].get(number or "", "")

    def add_place(self, element: Element) -> None:
        """Take a location as the parts of an address."""
        said: dict[str, list[str]] = defaultdict(list)
        for part in element.findall("LocationPart"):
            kind = self.text("LocPartType", part.get("LocPartTypeID"))
            name = "street" if kind in _STREET else _PLACE.get(kind, "text")
            said[name] += texts_of(part, "LocationPartValue/Value")
        country = element.find("LocationCountry")
        area = element.find("LocationAreaCode")
        land = self.text("Country", country.get("CountryID")) if country is not None else ""
        if not land and area is not None:
            about = self.parents["AreaCode"].get(area.get("AreaCodeID") or "", {})
            land = about.get("Description", "")
        parts = {name: ", ".join(texts) for name, texts in said.items()}
        self.places[element.get("ID", "")] = {**parts, **({"country": land} if land else {})}

    def place(self, number: str | None) -> dict[str, str]:
        """An address by parts."""
        return self.places.get(number or "", {})

    def add_document(self, element: Element) -> None:
        """Take a document: label, number, country, and what else is said of it."""
        said = [
            f"{word} {dates[0]}"
            for word, table_word in (("issued", "Issue"), ("expires", "Expir"))
            for period in element.findall("DocumentDate")
            if table_word in self.text("IDRegDocDateType", period.get("IDRegDocDateTypeID"))
            and (dates := [d for p in period.findall("DatePeriod") if (d := date_text(p))])
        ]
        if self.text("Validity", element.get("ValidityID")) == "Fraudulent":
            said.append("fraudulent")
        if authority := text_of(element, "IssuingAuthority"):
            said.append(authority)
        self.documents[element.get("IdentityID", "")].append(
            (
                self.text("IDRegDocType", element.get("IDRegDocTypeID")),
                text_of(element, "IDRegistrationNo"),
                self.text("Country", element.get("IssuedBy-CountryID")),
                "; ".join(said),
            )
        )

    def names(self, identity: Element) -> Iterator[tuple[str, str, str, bool, bool]]:
        """Names of an identity: text, alias type, script (empty: Latin), primary, low quality."""
        kinds = {
            group.get("ID", ""): self.text("NamePartType", group.get("NamePartTypeID"))
            for group in identity.findall("NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in identity.findall("Alias"):
            kind = self.text("AliasType", alias.get("AliasTypeID"))
            low = alias.get("LowQuality") == "true"
            for name in alias.findall("DocumentedName"):
                parts = name.findall("DocumentedNamePart/NamePartValue")
                code = self._script(parts)
                text = _joined(parts, kinds, latin=not code)
                status = self.text("DocNameStatus", name.get("DocNameStatusID"))
                main = alias.get("Primary") == "true" and status == "Primary Latin"
                if text:
                    yield text, kind, code, main, low

    def _script(self, parts: list[Element]) -> str:
        codes = {
            self.parents["Script"].get(p.get("ScriptID") or "", {}).get("ScriptCode", "")
            for p in parts
        } - {"", "Latn"}
        latin = all(self.text("Script", p.get("ScriptID")) in ("Latin", "") for p in parts)
        return "" if latin else min(codes, default="")


def _joined(parts: list[Element], kinds: dict[str, str], *, latin: bool) -> str:
    """The parts as one name: ``LAST, First`` in Latin script, in their own order in others."""
    said = [(kinds.get(p.get("NamePartGroupID") or "", ""), text_of(p)) for p in parts]
    family = " ".join(text for kind, text in said if kind in _FAMILY)
    given = " ".join(text for kind, text in said if kind not in _FAMILY)
    if latin and family and given:
        return f"{family}, {given}"
    return " ".join(text for _, text in said if text)


def _point(element: Element, path: str) -> str:
    found = element.find(path)
    if found is None:
        return ""
    year, month, day = (text_of(found, tag) for tag in ("Year", "Month", "Day"))
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if year and month and day else year


def date_text(period: Element) -> str:
    """A period as a list would print it: a day, a month, a year, or ``1970 to 1975``."""
    first, last = _point(period, "Start/From"), _point(period, "End/To")
    if not first:
        return ""
    circa = any(
        e.get("Approximate") == "true" for tag in ("Start", "End") for e in period.findall(tag)
    )
    text = first
    if last and last != first:
        year = first[:4]
        if first[5:] == _JANUARY and last[5:] == _DECEMBER:
            text = year if last[:4] == year else f"{year} to {last[:4]}"
        elif first[:7] == last[:7]:
            text = first[:7]
        else:
            text = f"{first} to {last}"
    return f"circa {text}" if circa else text
