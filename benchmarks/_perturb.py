"""Names mangled the way orders, forms, keyboards and clerks do, each kind by itself.

Deterministic: what comes out depends on the kind, the name and a key alone. A kind that cannot be
applied to a name (no middle name to drop, no accent to lose) gives ``None``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from benchmarks import _perturb_tables as tables
from benchmarks._perturb_kinds import ANYBODY, Change, Dice, Perturbation
from benchmarks._perturb_words import WORDS_AND_SCRIPTS

SWIFT_LINE = 35
"""Characters of a line of name and address in a SWIFT MT message."""

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_LETTERS = 4


def _within_word(edit: Callable[[str, Dice], str | None]) -> Change:
    """An edit of one word, long words more often than short ones; its case is kept."""

    def change(name: str, dice: Dice) -> str | None:
        spans = [m.span() for m in _WORD.finditer(name) if len(m.group()) >= _LEAST_LETTERS]
        letters = [span for span in spans for _ in range(span[1] - span[0])]
        if not letters:
            return None
        start, end = dice.pick(letters)
        word = name[start:end]
        made = edit(word.casefold(), dice)
        if made is None or made == word.casefold():
            return None
        if word.isupper():
            made = made.upper()
        elif word[0].isupper():
            made = made[:1].upper() + made[1:]
        return name[:start] + made + name[end:]

    return change


def _swap(word: str, dice: Dice) -> str | None:
    places = [i for i in range(len(word) - 1) if word[i] != word[i + 1]]
    if not places:
        return None
    i = dice.pick(places)
    return word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _delete(word: str, dice: Dice) -> str:
    i = dice.below(len(word))
    return word[:i] + word[i + 1 :]


def _insert(word: str, dice: Dice) -> str:
    i = dice.below(len(word) + 1)
    return word[:i] + dice.pick("abcdefghijklmnoprstuvwyz") + word[i:]


def _substitute(word: str, dice: Dice) -> str:
    i = dice.below(len(word))
    return word[:i] + dice.pick("abcdefghijklmnoprstuvwyz") + word[i + 1 :]


def _double(word: str, dice: Dice) -> str:
    """A letter doubled, or one of a double left out."""
    twice = [i for i in range(len(word) - 1) if word[i] == word[i + 1]]
    if twice:
        i = dice.pick(twice)
        return word[:i] + word[i + 1 :]
    i = dice.below(len(word))
    return word[: i + 1] + word[i:]


def _keyboard(word: str, dice: Dice) -> str | None:
    places = [i for i, letter in enumerate(word) if letter in tables.KEYBOARD]
    if not places:
        return None
    i = dice.pick(places)
    return word[:i] + dice.pick(tables.KEYBOARD[word[i]]) + word[i + 1 :]


def _replaced(pairs: Sequence[tuple[str, str]]) -> Callable[[str, Dice], str | None]:
    def edit(word: str, dice: Dice) -> str | None:
        places = [
            (found.start(), old, new) for old, new in pairs for found in re.finditer(old, word)
        ]
        if not places:
            return None
        start, old, new = dice.pick(places)
        return word[:start] + new + word[start + len(old) :]

    return edit


def _two_typos(name: str, dice: Dice) -> str | None:
    once = _within_word(dice.pick((_swap, _delete, _insert, _substitute)))(name, dice)
    if once is None:
        return None
    return _within_word(dice.pick((_swap, _delete, _insert, _substitute)))(once, dice)


def _joined(name: str, dice: Dice) -> str | None:
    words = name.split()
    if len(words) < 2:
        return None
    i = dice.below(len(words) - 1)
    return " ".join([*words[:i], words[i] + words[i + 1], *words[i + 2 :]])


def _split(word: str, dice: Dice) -> str | None:
    if len(word) < 7:
        return None
    i = 3 + dice.below(len(word) - 5)
    return f"{word[:i]} {word[i:]}"


def _punctuation(name: str, dice: Dice) -> str | None:
    words = re.sub(r"[-.,'’‘\"()/]", " ", name).split()
    if " ".join(words) != " ".join(name.split()):
        return " ".join(words)
    if len(words) < 2:
        return None
    mark = dice.pick(("-", ".", ", ", " - ", "_", "/"))
    i = dice.below(len(words) - 1)
    return " ".join([*words[:i], words[i] + mark + words[i + 1], *words[i + 2 :]])


def _without_accents(name: str, _dice: Dice) -> str | None:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    bare = bare.translate(str.maketrans("øØłŁđĐı", "oOlLdDi")).replace("ß", "ss")
    return bare if unicodedata.normalize("NFC", name) != bare else None


def _accent(word: str, dice: Dice) -> str | None:
    places = [i for i, letter in enumerate(word) if letter in tables.ACCENTS]
    if not places:
        return None
    i = dice.pick(places)
    return word[:i] + dice.pick(tables.ACCENTS[word[i]]) + word[i + 1 :]


def _truncated(name: str, _dice: Dice) -> str | None:
    return name[:SWIFT_LINE] if len(name) > SWIFT_LINE else None


def _capitals(name: str, _dice: Dice) -> str | None:
    return name.upper() if not name.isupper() else name.title()


LETTERS_AND_LAYOUT = (
    Perturbation("typo_swap", "letters", ANYBODY, _within_word(_swap), "two letters change places"),
    Perturbation("typo_delete", "letters", ANYBODY, _within_word(_delete), "a letter is left out"),
    Perturbation("typo_insert", "letters", ANYBODY, _within_word(_insert), "a letter too many"),
    Perturbation("typo_substitute", "letters", ANYBODY, _within_word(_substitute), "wrong letter"),
    Perturbation(
        "typo_keyboard", "letters", ANYBODY, _within_word(_keyboard), "the key beside the right one"
    ),
    Perturbation(
        "doubled_letter", "letters", ANYBODY, _within_word(_double), "double written single, or not"
    ),
    Perturbation("two_typos", "letters", ANYBODY, _two_typos, "two errors anywhere in the name"),
    Perturbation(
        "ocr", "letters", ANYBODY, _within_word(_replaced(tables.OCR)), "misread by a scanner"
    ),
    Perturbation(
        "phonetic", "letters", ANYBODY, _within_word(_replaced(tables.PHONETIC)), "by ear"
    ),
    Perturbation("joined_words", "layout", ANYBODY, _joined, "two words written as one"),
    Perturbation("split_word", "layout", ANYBODY, _within_word(_split), "one word written as two"),
    Perturbation("punctuation", "layout", ANYBODY, _punctuation, "marks dropped or put in"),
    Perturbation("accents_lost", "layout", ANYBODY, _without_accents, "diacritics left out"),
    Perturbation("accent_added", "layout", ANYBODY, _within_word(_accent), "an accent too many"),
    Perturbation("truncated_35", "layout", ANYBODY, _truncated, "cut at 35 characters (SWIFT)"),
    Perturbation("all_capitals", "layout", ANYBODY, _capitals, "case changed"),
)


def perturbations() -> tuple[Perturbation, ...]:
    """Every kind, in the order of the report."""
    return (*LETTERS_AND_LAYOUT, *WORDS_AND_SCRIPTS)
