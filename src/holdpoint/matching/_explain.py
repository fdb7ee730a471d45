"""A comparison in words."""

from __future__ import annotations

from collections.abc import Sequence

from holdpoint.matching._identity import label_of
from holdpoint.matching._types import Identity, Part, TokenPair
from holdpoint.model import Entity, Name, PartyQuery
from holdpoint.text import FORM

_LABELS = {
    "birth_date": "birth date",
    "country": "country",
    "address": "address",
    "type": "type",
    "gender": "gender",
}
_HOW = {
    "joined": "written as one word on one side",
    "name": "spellings of one name",
    "initial": "an initial",
    "consonants": "compared by consonants",
}
_KINDS = {
    "primary": "name",
    "strong": "alias",
    "weak": "weak alias",
    "former": "former name",
    "original": "name in its own script",
}
_OPENING = {
    "same": "Taken for the same party",
    "resembles": "Resembles",
    "different": "Taken for another party",
}


def explain(
    identity: Identity,
    parts: Sequence[Part],
    pairs: Sequence[TokenPair],
    listed: Name,
    asked: str,
) -> str:
    """Sentences for a person: the verdict, both names, what paired, what agrees, what does not."""
    kind = _KINDS[listed.kind]
    sentences = [f'{_OPENING[identity]}: "{asked}" against the listed {kind} "{listed.text}".']
    sentences += _of_pairs(pairs)
    if parts[0].note:
        sentences.append(f"{parts[0].note[0].upper()}{parts[0].note[1:]}.")
    if listed.kind == "weak":
        sentences.append("The list calls this alias weak, so that equality proves little.")
    for verdict, verb in (("agree", "agrees"), ("contradict", "speaks against it")):
        rows = [part for part in parts[1:] if part.verdict == verdict]
        if rows:
            told = "; ".join(f"{_label(part)} {verb} ({part.note})" for part in rows)
            sentences.append(f"{told[0].upper()}{told[1:]}.")
    open_parts = [f"{_label(part)}: {part.note}" for part in parts[1:] if part.verdict == "unknown"]
    if open_parts:
        sentences.append(f"Undecided: {'; '.join(open_parts)}.")
    return " ".join(sentences)


def _of_pairs(pairs: Sequence[TokenPair]) -> list[str]:
    if not pairs:
        return ["No names to compare."]
    equal = [_word(pair.left) for pair in pairs if pair.how == "equal"]
    close = [
        f"{_word(pair.left)} ~ {_word(pair.right)} ({_HOW.get(pair.how) or f'{pair.score:.2f}'})"
        for pair in pairs
        if pair.how not in ("equal", "alone")
    ]
    mine = [_word(pair.left) for pair in pairs if pair.right is None]
    theirs = [_word(pair.right) for pair in pairs if pair.left is None]
    rows = (
        ("Equal", equal),
        ("Close", close),
        ("Only in the order", mine),
        ("Only on the list", theirs),
    )
    return [f"{label}: {', '.join(words)}." for label, words in rows if words]


def _word(word: str | None) -> str:
    text = word or ""
    return f"company form {text[1:].upper()}" if text.startswith(FORM) else text.lstrip("~")


def _label(part: Part) -> str:
    return _LABELS.get(part.name) or label_of(part.name.removeprefix("identifier:"))


def what_settles(
    query: PartyQuery, entity: Entity, parts: Sequence[Part], identity: Identity
) -> tuple[str, ...]:
    """Facts to ask for, most telling first."""
    if identity == "different":
        return ()
    told = {part.name for part in parts if part.verdict in ("agree", "contradict")}
    kinds = {one.kind for one in entity.identifiers}
    wanted: list[str] = []
    if "vessel" in (entity.type, query.type):
        wanted.append("the IMO number" if "identifier:imo" not in told else "the owner and manager")
    elif entity.type == "person":
        if "birth_date" not in told:
            wanted.append("the date of birth")
        wanted.append("a passport or national id number")
    else:
        numbers = "tax or registration number"
        if kinds & {"lei"}:
            numbers += ", or the LEI"
        wanted.append(f"the {numbers}")
    if "country" not in told:
        wanted.append("the country")
    if "address" not in told and entity.type != "vessel":
        wanted.append("the full address")
    if entity.type in ("company", "government", "unknown", "site"):
        wanted.append("who owns and who directs the party")
    return tuple(wanted)
