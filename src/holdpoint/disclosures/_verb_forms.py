"""The forms of English verbs: regular ones formed, irregular ones from a table."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from holdpoint.disclosures._tables import table

_VOWELS = "aeiou"
# One syllable with a short vowel doubles its last consonant; longer verbs that do are rows.
_DOUBLES = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtv]\Z")


@functools.cache
def _irregular() -> Mapping[str, tuple[str, str]]:
    rows = table("verb_forms", ("verb", "past", "participle"))
    return {row["verb"]: (row["past"], row["participle"]) for row in rows}


@functools.cache
def forms_of(verb: str) -> Mapping[str, frozenset[str]]:
    """Give the forms of a verb, each with what it can be: ``base s past part ing``."""
    past, participle = _irregular().get(verb) or (_ed(verb),) * 2
    found: dict[str, set[str]] = {}
    pasts = past.split(";")
    for form, tag in (
        (verb, "base"),
        (_s(verb), "s"),
        *((one, "past") for one in pasts),
        *((one, "part") for one in participle.split(";")),
        *((_ing(verb, one), "ing") for one in pasts),
    ):
        found.setdefault(form, set()).add(tag)
    return {form: frozenset(tags) for form, tags in found.items()}


def _s(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _DOUBLES.match(verb) else "") + "ed"


def _ing(verb: str, past: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    doubled = _DOUBLES.match(verb) or past == f"{verb}{verb[-1]}ed"
    return verb + (verb[-1] if doubled else "") + "ing"
