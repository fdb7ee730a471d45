"""Labelled pairs: are these two names, these two parties, one?

Name pairs are CSV (`name1,name2,schema,is_match,quality,category`), party pairs JSON Lines
(`{"query", "candidate", "is_match", "schema"}`) with FollowTheMoney properties, each a list of
values.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from holdpoint.model import Address, Entity, EntityType, Identifier, Name, PartyQuery
from holdpoint.text import country_code, parse_date

Properties = Mapping[str, Sequence[str]]

_TYPES: Mapping[str, EntityType] = {
    "Person": "person",
    "Vessel": "vessel",
    "Airplane": "aircraft",
    "PublicBody": "government",
}
_NUMBERS = {
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call_sign",
    "registrationNumber": "registration",
    "taxNumber": "tax",
    "vatCode": "tax",
    "innCode": "inn",
    "ogrnCode": "ogrn",
    "okpoCode": "okpo",
    "kppCode": "kpp",
    "leiCode": "lei",
    "swiftBic": "bic",
    "dunsCode": "duns",
    "uscCode": "usci",
    "passportNumber": "passport",
    "idNumber": "national_id",
    "socialSecurityNumber": "national_id",
    "publicKey": "wallet",
    "website": "website",
    "email": "email",
    "phone": "phone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One labelled pair.

    Attributes:
        group: `case_group` or file name; for a table by group.
        quality: What the label is worth (`STRONG`, `MEDIUM`, `WEAK`), where it says.
        category: What kind of difference it is about.
    """

    left: Properties
    right: Properties
    schema: str
    same: bool
    group: str = ""
    quality: str = ""
    category: str = ""

    @property
    def query(self) -> PartyQuery:
        """The left side as an order would have it."""
        return party_of(self.left, self.schema)

    @property
    def entity(self) -> Entity:
        """The right side as a list would have it."""
        return entity_of(self.right, self.schema)


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a CSV or JSON Lines file."""
    yield from (_of_lines(path) if path.suffix == ".jsonl" else _of_table(path))


def _of_table(path: Path) -> Iterator[Pair]:
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            yield Pair(
                left={"name": [row["name1"]]},
                right={"name": [row["name2"]]},
                schema=row["schema"],
                same=row["is_match"].lower() == "true",
                group=row.get("case_group") or path.stem,
                quality=row.get("quality") or "",
                category=row.get("category") or "",
            )


def _of_lines(path: Path) -> Iterator[Pair]:
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            row = json.loads(line)
            yield Pair(
                left=row["query"],
                right=row["candidate"],
                schema=row["schema"],
                same=bool(row["is_match"]),
                group=path.stem,
                category=row.get("category") or row.get("label") or "",
            )


def type_of(schema: str) -> EntityType:
    """The type of party that a schema stands for."""
    return _TYPES.get(schema, "company")


def names_of(properties: Properties) -> tuple[str, ...]:
    """All names, the main one first; one made of its parts where there is none.

    "LAST, First Middle", as lists have it: so it is not lost which part is the family's.
    """
    whole = [*properties.get("name", ()), *properties.get("alias", ())]
    whole += properties.get("previousName", ())
    if not properties.get("name"):
        first = [
            part
            for key in ("firstName", "secondName", "middleName", "fatherName", "motherName")
            for part in properties.get(key, ())[:1]
        ]
        last = [*properties.get("lastName", ())[:1]]
        made = ", ".join(" ".join(side) for side in (last, first) if side)
        whole = [made, *whole]
    return tuple(dict.fromkeys(name for name in whole if name.strip()))


def party_of(properties: Properties, schema: str) -> PartyQuery:
    """FollowTheMoney properties as a query."""
    names = names_of(properties)
    return PartyQuery(
        name=names[0] if names else "",
        aliases=names[1:],
        type=type_of(schema),
        country=next(iter(_countries(properties)), None),
        address=next(iter(properties.get("address", ())), None),
        identifiers={one.kind: one.value for one in reversed(_identifiers(properties))},
        birth_date=next(iter(_dates(properties)), None),
        gender=next(iter(properties.get("gender", ())), None),
        birth_place=next(iter(properties.get("birthPlace", ())), None),
        position=next(iter(properties.get("position", ())), None),
    )


def entity_of(properties: Properties, schema: str) -> Entity:
    """FollowTheMoney properties as a listed entity."""
    main = len(properties.get("name", ())) or 1
    weak = set(properties.get("weakAlias", ()))
    names = [
        Name(text=text, kind="primary" if place < main else "strong")
        for place, text in enumerate(names_of(properties))
    ]
    names += [Name(text=text, kind="weak") for text in sorted(weak)]
    return Entity(
        id="pair:right",
        source="pair",
        type=type_of(schema),
        names=tuple(names) or (Name(text=""),),
        countries=_countries(properties),
        addresses=tuple(Address(text=text) for text in properties.get("address", ())),
        identifiers=_identifiers(properties),
        birth_dates=_dates(properties),
        birth_places=tuple(properties.get("birthPlace", ())),
        gender=next(iter(properties.get("gender", ())), None),
        positions=tuple(properties.get("position", ())),
    )


def _countries(properties: Properties) -> tuple[str, ...]:
    told = (
        country_code(text)
        for key in ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag")
        for text in properties.get(key, ())
    )
    return tuple(dict.fromkeys(code for code in told if code))


def _dates(properties: Properties) -> tuple[str, ...]:
    return tuple(
        day for day in (parse_date(text) for text in properties.get("birthDate", ())) if day
    )


def _identifiers(properties: Properties) -> tuple[Identifier, ...]:
    return tuple(
        Identifier(kind=kind, value=value)
        for key, kind in _NUMBERS.items()
        for value in properties.get(key, ())
    )
