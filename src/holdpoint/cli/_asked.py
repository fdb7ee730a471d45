"""A party as somebody typed it, or as a row of a file has it, made into a query."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from holdpoint.errors import HoldpointError

if TYPE_CHECKING:
    from holdpoint.model import PartyQuery

LONGEST = 500
"""Characters of a name that is searched for; no list has longer ones."""

KINDS = (
    "registration", "tax", "vat", "eori", "lei", "imo", "mmsi", "call_sign", "duns", "bic", "inn",
    "ogrn", "kpp", "okpo", "usci", "passport", "national_id", "website", "email", "phone", "wallet",
    "other",
)  # fmt: skip
"""Kinds of identifier that can be given."""

_SYLLABLES = frozenset({"han", "hangul", "hiragana", "katakana"})
"""Scripts in which one sign is a syllable or more: a whole name may be one."""

_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
"""Scripts whose letters look alike."""


class FieldError(HoldpointError):
    """A field that cannot be compared, told without saying where it stood.

    Attributes:
        field: Name of the field (``name``, ``birth_date`` …).
        value: What was seen; ``None`` where that would help nobody.
    """

    def __init__(self, field: str, value: str | None, reason: str, remedy: str) -> None:
        super().__init__(f"{field}: {reason} {remedy}")
        self.field, self.value, self.reason, self.remedy = field, value, reason, remedy


def party(fields: Mapping[str, Any]) -> PartyQuery:
    """A party's fields as a query.

    Args:
        fields: As :func:`holdpoint.knowledge.party_query` takes them, texts as typed.

    Raises:
        FieldError: A field holds nothing that could be compared.
        HoldpointError: A field is not known, or of the wrong kind.
    """
    from holdpoint.knowledge import party_query

    given = {name: value for name, value in fields.items() if value not in (None, "", (), {})}
    numbers = given.get("identifiers") or {}
    given["name"] = _name(given.get("name", ""), alone=not numbers)
    _check_country(given)
    _check_type(given)
    _check_birth_date(given)
    for kind in numbers if isinstance(numbers, Mapping) else ():
        _check_kind(str(kind))
    return party_query(given)


def identifiers(typed: Sequence[str]) -> dict[str, str]:
    """``KIND=VALUE`` texts by kind.

    Raises:
        FieldError: One has no equals sign, a kind that is not known, or a kind is given twice.
    """
    found: dict[str, str] = {}
    for text in typed:
        kind, equals, value = (part.strip() for part in text.partition("="))
        kind = kind.lower()
        if not equals or not value:
            remedy = "Write the kind, an equals sign and the number: imo=9187629."
            raise FieldError("id", text, "is not KIND=VALUE.", remedy)
        _check_kind(kind)
        if found.get(kind, value) != value:
            raise FieldError(
                "id", text, f"is a second number of the kind {kind}.", "Give one of them."
            )
        found[kind] = value
    return found


def remarks(query: PartyQuery) -> Iterator[str]:
    """What a person should know of a query that was taken: odd letters, numbers that fail."""
    from holdpoint.text import identifier_check, is_cut

    mixed = [word for word in query.name.split() if len(_scripts(word)) > 1]
    if mixed:
        told = ", ".join(" and ".join(_scripts(word)) for word in mixed[:3])
        yield (
            f"A word of the name mixes letters of {told}, which look alike: it is compared by how "
            "it sounds and looks. Type it in one script to be sure."
        )
    if is_cut(query.name):
        yield "The name is very long: only its first words are compared."
    for kind, value in sorted(query.identifiers.items()):
        if identifier_check(kind, value, query.country) is False:
            yield f"The {kind} number fails its own check digits: look at it again."


def _name(typed: object, *, alone: bool) -> str:
    if not isinstance(typed, str):
        raise FieldError("name", None, "is no text.", "Put it in quotes.")
    try:
        # A terminal of another locale hands on bytes; they are UTF-8 or they are nothing.
        name = os.fsencode(typed).decode("utf-8").strip()
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise FieldError("name", None, "is not in UTF-8.", "Set the terminal to it.") from None
    if not name:
        raise FieldError("name", None, "is empty.", "Give one.")
    if len(name) > LONGEST:
        reason = f"has {len(name):,} characters; no list has longer ones than {LONGEST}."
        raise FieldError("name", None, reason, "Give the name alone.")
    if any(unicodedata.category(c) == "Cc" and not c.isspace() for c in name):
        raise FieldError("name", None, "holds control characters.", "Type it again without them.")
    if alone:
        _check_says_who(name)
    return " ".join(name.split())


def _check_says_who(name: str) -> None:
    from holdpoint.screening import says_who
    from holdpoint.text import FORM, name_tokens, script

    if not says_who(name):
        reason = (
            "says nobody: nothing in this name can be compared. It holds no letters, or only words "
            "such as company forms."
        )
        raise FieldError("name", None, reason, "Give the name itself.")
    words = [word for word in name_tokens(f"somebody {name}")[1:] if not word.startswith(FORM)]
    letters = [c for c in unicodedata.normalize("NFC", name) if c.isalnum()]
    lone = len(letters) == 1 and script(name) not in _SYLLABLES
    if lone or all(len(word) == 1 and not word.isdigit() for word in words):
        reason = "is a single letter, which resembles everybody and nobody."
        raise FieldError("name", None, reason, "Give the whole name, or a number with --id.")


def _check_country(given: Mapping[str, Any]) -> None:
    from holdpoint.text import country_code

    country = given.get("country")
    if isinstance(country, str) and country_code(country) is None:
        raise FieldError("country", country, "no such country.", "Use an ISO code or a name.")


def _check_type(given: Mapping[str, Any]) -> None:
    from holdpoint.model import PartyType

    kind = given.get("type")
    if isinstance(kind, str) and kind not in get_args(PartyType):
        raise FieldError("type", kind, "no such type.", f"Use {', '.join(get_args(PartyType))}.")


def _check_birth_date(given: Mapping[str, Any]) -> None:
    from holdpoint.text import date_interval

    day = given.get("birth_date")
    if not isinstance(day, str):
        return
    try:
        date_interval(day)
    except ValueError:
        remedy = "Write it as 1978-03-02, 1978-03 or 1978."
        raise FieldError("birth_date", day, "not a date.", remedy) from None


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        remedy = f"Use {', '.join(KINDS)}."
        raise FieldError("id", kind, "no such kind of identifier.", remedy)


def _scripts(word: str) -> list[str]:
    """The scripts of a word's letters, as far as they have letters that look alike."""
    names = {unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha()}
    return sorted(name.capitalize() for name in names & set(_SCRIPTS))
