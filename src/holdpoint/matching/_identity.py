"""Identifiers as evidence of identity: which can be compared, and what equal or different means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from holdpoint.matching._types import Part, Verdict
from holdpoint.model import Entity, Identifier, PartyQuery
from holdpoint.text import identifier_check, identifier_schemes, normalise_identifier

# One register under several names: lists call one and the same number by any of these.
_REGISTERS = {
    "tax": "company number",
    "vat": "company number",
    "inn": "company number",
    "registration": "company number",
    "ogrn": "company number",
    "usci": "company number",
    "uscc": "company number",
    "unp": "company number",
    "okpo": "company number",
    "edrpou": "company number",
    "bin": "company number",
    "pan": "company number",
    "gstin": "company number",
    "cnpj": "company number",
    "national_id": "national id",
    "iin": "national id",
    "cpf": "national id",
    "ssn": "national id",
}
# A party may have several of these: accounts, branches, securities, one per flag.
_SEVERAL = frozenset({"bic", "iban", "isin", "figi", "form", "eu.vat"})
# Equal ones identify by themselves. The others (websites, telephones, BICs of branches, MMSIs,
# which change with the flag) support a name.
_STRONG = frozenset(
    {"imo", "lei", "company number", "national id", "passport", "duns", "wallet", "eori", "uei"}
)
_NATIONAL = frozenset({"company number", "national id"})
_LEAST_LETTERS = 6
_CHECKED = {
    True: "check digits right",
    False: "the check digits fit on neither side",
    None: "no check digits known",
}

WRONG = 0.5
"""Score of equal numbers whose check digits do not fit: copied, or a placeholder."""


def register_of(kind: str) -> str:
    """The register that a kind of identifier belongs to."""
    return _REGISTERS.get(kind, kind)


def is_strong(kind: str) -> bool:
    """Whether equal identifiers of a kind identify a party without its name."""
    return register_of(kind) in _STRONG


def keys_of_entity(entity: Entity) -> Iterator[tuple[str, str]]:
    """Register and value of every identifier that a search can go by, each once."""
    found = {
        (register_of(one.kind), normalise_identifier(one.kind, one.value))
        for one in entity.identifiers
        if one.kind != "other"
    }
    yield from sorted((r, v) for r, v in found if _tells(v) and "\t" not in v)


def keys_of_query(identifiers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The same for a query's identifiers."""
    found = {(register_of(k), normalise_identifier(k, v)) for k, v in identifiers.items() if v}
    return tuple(sorted((r, v) for r, v in found if _tells(v)))


def stated_countries(entity: Entity) -> tuple[str, ...]:
    """Every country that the list states for an entity, each once."""
    flags = (entity.vessel.flag,) if entity.vessel and entity.vessel.flag else ()
    addresses = (address.country for address in entity.addresses)
    stated = (*entity.countries, *entity.nationalities, *addresses, *flags)
    return tuple(dict.fromkeys(code for code in stated if code))


def compare_identifiers(query: PartyQuery, entity: Entity) -> tuple[Part, ...]:
    """One part for each identifier of the query."""
    stated = stated_countries(entity)
    return tuple(
        _compare_one(kind, value, query.country, entity, stated)
        for kind, value in sorted(query.identifiers.items())
        if value
    )


def _compare_one(
    kind: str, value: str, country: str | None, entity: Entity, stated: tuple[str, ...]
) -> Part:
    mine = normalise_identifier(kind, value)
    rivals = [one for one in entity.identifiers if register_of(one.kind) == register_of(kind)]
    part = f"identifier:{kind}"
    if not rivals:
        return Part(name=part, verdict="unknown", left=value, note="the list gives none")
    # Judged by the list's countries, so that what the order says of its own country, which is a
    # fact by itself, never turns the verdict on a number.
    issuers = stated or ((country,) if country else ())
    right = _right(kind, value, issuers)
    elsewhere = False
    for one in rivals:
        if normalise_identifier(one.kind, one.value) == mine and _tells(mine):
            if right is None and _of_another_register(kind, country, one, stated):
                elsewhere = True
                continue
            return _equal(part, kind, value, one, right)
    if right is False:
        note = f"the order's {label_of(kind)} fails its own check digits: ask for it again"
        return Part(name=part, verdict="unknown", left=value, right=rivals[0].value, note=note)
    if elsewhere:
        note = f"an equal {label_of(kind)}, but of another country's register"
        return Part(name=part, verdict="unknown", left=value, right=rivals[0].value, note=note)
    return _unequal(part, kind, value, rivals, right, issuers)


def _of_another_register(
    kind: str, country: str | None, one: Identifier, stated: tuple[str, ...]
) -> bool:
    """Whether an equal number was given out by another country than the order's party is of.

    Registers of companies and citizens number from one; those of ships and the LEI are world-wide.
    """
    issuers = ((one.country,) if one.country else ()) + stated
    national = register_of(kind) in _NATIONAL or one.country is not None
    return bool(national and country and issuers and country not in issuers)


def _tells(number: str) -> bool:
    """Whether a number is long enough and no row of equal digits."""
    return len(number) >= _LEAST_LETTERS and len(set(number)) > 1


def _right(kind: str, value: str, countries: Sequence[str | None]) -> bool | None:
    """Whether a number is right in one of some countries; ``None`` where this cannot be told."""
    checks = {identifier_check(kind, value, country) for country in countries or (None,)}
    if True in checks:
        return True
    return None if None in checks else False


def _equal(part: str, kind: str, value: str, one: Identifier, right: bool | None) -> Part:
    told = f"equal {label_of(kind)} ({_CHECKED[right]})"
    return Part(
        name=part,
        verdict="agree",
        score=WRONG if right is False else 1.0,
        left=value,
        right=one.value,
        note=told,
    )


def _unequal(
    part: str,
    kind: str,
    value: str,
    rivals: Sequence[Identifier],
    right: bool | None,
    issuers: Sequence[str | None],
) -> Part:
    verdict: Verdict = "unknown"
    note = f"another {label_of(kind)}, which proves nothing by itself"
    mine = _schemes(kind, value, issuers) if right else frozenset()
    for one in rivals:
        theirs = _schemes(one.kind, one.value, (one.country,) if one.country else issuers)
        if mine & theirs:
            verdict = "contradict"
            note = f"two valid {label_of(kind)}s that differ"
    return Part(name=part, verdict=verdict, left=value, right=rivals[0].value, note=note)


def _schemes(kind: str, value: str, countries: Sequence[str | None]) -> frozenset[str]:
    """Registers that give a party one number and whose check digits this one has."""
    found = (identifier_schemes(kind, value, country) for country in countries or (None,))
    return frozenset(one for each in found for one in each if one.split(":")[0] not in _SEVERAL)


def label_of(kind: str) -> str:
    """A kind of identifier in words."""
    long = {
        "imo": "IMO number",
        "lei": "LEI",
        "mmsi": "MMSI",
        "bic": "BIC",
        "bin": "BIN",
        "iin": "IIN",
        "pan": "PAN",
        "gstin": "GSTIN",
        "vat": "VAT number",
        "eori": "EORI number",
        "unp": "UNP",
        "edrpou": "EDRPOU number",
        "okpo": "OKPO number",
        "kpp": "KPP",
        "usci": "unified social credit code",
        "uscc": "unified social credit code",
        "inn": "INN",
        "ogrn": "OGRN",
        "duns": "DUNS number",
        "tax": "tax number",
        "registration": "registration number",
        "passport": "passport number",
        "national_id": "national id number",
    }
    return long.get(kind, kind.replace("_", " "))
