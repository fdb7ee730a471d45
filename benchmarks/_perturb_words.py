"""Kinds of damage to whole words: parts of persons' names, company forms, scripts."""

from __future__ import annotations

import re

from benchmarks import _perturb_tables as tables
from benchmarks._perturb_kinds import ANYBODY, COMPANY, PERSON, VESSEL, Dice, Perturbation

_SPELLINGS = {
    word: tuple(other for other in row.split() if other != word)
    for row in tables.SPELLINGS
    for word in row.split()
}


def _plain(name: str) -> list[str]:
    """A person's name as words, given names first where a comma says which is which."""
    last, comma, rest = name.partition(",")
    return f"{rest} {last}".split() if comma and rest.strip() else name.replace(",", " ").split()


def _word_order(name: str, dice: Dice) -> str | None:
    words = name.replace(",", " ").split()
    if len(words) < 2:
        return None
    i = 1 + dice.below(len(words) - 1)
    return " ".join(words[i:] + words[:i])


def _last_comma_first(name: str, _dice: Dice) -> str | None:
    words = _plain(name)
    if len(words) < 2:
        return None
    return " ".join(words) if "," in name else f"{words[-1].upper()}, {' '.join(words[:-1])}"


def _initial(name: str, _dice: Dice) -> str | None:
    words = _plain(name)
    if len(words) < 2 or len(words[0]) < 3 or not words[0][0].isalpha():
        return None
    return " ".join([f"{words[0][0]}.", *words[1:]])


def _middle_initial(name: str, _dice: Dice) -> str | None:
    words = _plain(name)
    if len(words) < 3 or len(words[1]) < 3 or not words[1][0].isalpha():
        return None
    return " ".join([words[0], f"{words[1][0]}.", *words[2:]])


def _middle_dropped(name: str, dice: Dice) -> str | None:
    words = _plain(name)
    if len(words) < 3:
        return None
    i = 1 + dice.below(len(words) - 2)
    return " ".join(words[:i] + words[i + 1 :])


def _middle_added(name: str, dice: Dice) -> str | None:
    words = _plain(name)
    if len(words) < 2:
        return None
    return " ".join([words[0], dice.pick(tables.ADDED_MIDDLE), *words[1:]])


def _title(name: str, dice: Dice) -> str:
    return f"{dice.pick(tables.TITLES)} {' '.join(_plain(name))}"


def _spelling(name: str, dice: Dice) -> str | None:
    words = name.split(" ")
    bare = [re.sub(r"\W", "", word).casefold() for word in words]
    places = [i for i, word in enumerate(bare) if word in _SPELLINGS]
    if not places:
        return None
    i = dice.pick(places)
    words[i] = dice.pick(_SPELLINGS[bare[i]]).title() + ("," if words[i].endswith(",") else "")
    return " ".join(words)


def _romaniser(name: str, dice: Dice) -> str | None:
    """Every choice of the romaniser made the other way that the dice fall on: one or two."""
    made = name.casefold()
    pairs = [*tables.LETTER_VARIANTS, *((b, a) for a, b in tables.LETTER_VARIANTS if len(b) > 1)]
    for _ in range(2):
        fits = [(a, b) for a, b in pairs if re.search(rf"[a-z]{a}", made)]
        if not fits:
            return None
        old, new = dice.pick(fits)
        made = re.sub(rf"(?<=[a-z]){old}", new, made, count=1)
    return made.title()


def _ampersand(name: str, _dice: Dice) -> str | None:
    if " & " in name:
        return name.replace(" & ", " and ")
    made = re.sub(r"\b(and|und|et)\b", "&", name, flags=re.IGNORECASE)
    return made if made != name else None


def _form_at(name: str) -> tuple[int, int, tuple[str, ...]] | None:
    """Where a company form stands, and the ways to write it."""
    best: tuple[int, int, tuple[str, ...]] | None = None
    for row in tables.FORMS:
        for way in row:
            found = re.search(rf"(?<![\w.]){re.escape(way)}(?![\w])", name, re.IGNORECASE)
            if found and (best is None or found.end() - found.start() > best[1] - best[0]):
                best = (found.start(), found.end(), row)
    return best


def _form_changed(name: str, way: str) -> str | None:
    at = _form_at(name)
    if at is None:
        return None
    rest = f"{name[: at[0]]} {way} {name[at[1] :]}".replace(" ,", ",").strip(" ,")
    return rest if len(re.findall(r"\w{3,}", rest)) > 0 else None


def _form_equivalent(name: str, dice: Dice) -> str | None:
    at = _form_at(name)
    if at is None:
        return None
    now = name[at[0] : at[1]].casefold()
    others = [way for way in at[2][1:] if way != now]
    return _form_changed(name, dice.pick(others).upper()) if others else None


def _form_expanded(name: str, _dice: Dice) -> str | None:
    at = _form_at(name)
    return _form_changed(name, at[2][0].title()) if at else None


def _form_dropped(name: str, _dice: Dice) -> str | None:
    return _form_changed(name, "")


def _form_added(name: str, dice: Dice) -> str | None:
    return None if _form_at(name) else f"{name} {dice.pick(('Ltd', 'LLC', 'Co.', 'Inc', 'JSC'))}"


def _generic_dropped(name: str, dice: Dice) -> str | None:
    words = name.split()
    places = [i for i, w in enumerate(words) if w.strip(",.").casefold() in tables.GENERIC]
    if not places or len(words) - len(places) < 2:
        return None
    i = dice.pick(places)
    return " ".join(words[:i] + words[i + 1 :])


def _abbreviated(name: str, _dice: Dice) -> str | None:
    words = [tables.ABBREVIATED.get(w.strip(",.").casefold(), w) for w in name.split()]
    return " ".join(words) if words != name.split() else None


def _ship_prefix(name: str, dice: Dice) -> str:
    return f"{dice.pick(tables.SHIP_PREFIXES)} {name}"


def romanised(name: str, system: str) -> str | None:
    """A Cyrillic name in Latin letters by one of :data:`CYRILLIC`; ``None`` if it is not one."""
    table = tables.CYRILLIC[system]
    if not any(letter in table for letter in name.casefold()):
        return None
    made = "".join(table.get(letter, letter) for letter in name.casefold())
    return made.title() if made.isascii() else None


def _romanised(name: str, dice: Dice) -> str | None:
    return romanised(name, dice.pick(("BGN", "ISO 9", "French")))


def _to_cyrillic(name: str, _dice: Dice) -> str | None:
    made = name.casefold()
    if not made.replace(" ", "").replace("'", "").isalpha() or not made.isascii():
        return None
    for latin, letter in tables.TO_CYRILLIC:
        made = made.replace(latin, letter)
    return made.title()


WORDS_AND_SCRIPTS = (
    Perturbation("word_order", "words", PERSON, _word_order, "words in another order"),
    Perturbation("last_comma_first", "words", PERSON, _last_comma_first, "LAST, First or back"),
    Perturbation("initial", "words", PERSON, _initial, "initial for the first given name"),
    Perturbation("middle_initial", "words", PERSON, _middle_initial, "initial for the middle name"),
    Perturbation("middle_dropped", "words", PERSON, _middle_dropped, "a middle name left out"),
    Perturbation("middle_added", "words", PERSON, _middle_added, "a middle name too many"),
    Perturbation("title_added", "words", PERSON, _title, "a title in front"),
    Perturbation("spelling", "words", PERSON, _spelling, "another spelling of a given name"),
    Perturbation("romaniser", "script", PERSON, _romaniser, "other choices of the romaniser"),
    Perturbation(
        "other_system", "script", ANYBODY, _romanised, "Cyrillic name by BGN, ISO 9 or French style"
    ),
    Perturbation("to_cyrillic", "script", PERSON, _to_cyrillic, "Latin name written in Cyrillic"),
    Perturbation("ampersand", "company", COMPANY, _ampersand, "and for &"),
    Perturbation("form_equivalent", "company", COMPANY, _form_equivalent, "LLC for OOO"),
    Perturbation("form_expanded", "company", COMPANY, _form_expanded, "company form written out"),
    Perturbation("form_dropped", "company", COMPANY, _form_dropped, "company form left out"),
    Perturbation("form_added", "company", COMPANY, _form_added, "a company form too many"),
    Perturbation("generic_dropped", "company", COMPANY, _generic_dropped, "Trading or Group gone"),
    Perturbation("abbreviated", "company", COMPANY, _abbreviated, "long words cut short"),
    Perturbation("ship_prefix", "words", VESSEL, _ship_prefix, "MV or M/T in front"),
)
"""Kinds in the order of the report, after those of letters and layout."""
