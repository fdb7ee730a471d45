"""Words of a text in any script, and the tables of company forms and equal words."""

from __future__ import annotations

import functools
import re
import unicodedata

from rapidfuzz import process
from rapidfuzz.distance import OSA

from holdpoint.text._abjad import ABJAD, arabic_words, hebrew_words, is_hebrew
from holdpoint.text._counts import counts
from holdpoint.text._data import rows, several
from holdpoint.text._han import HAN, han_words, simplify
from holdpoint.text._hangul import HANGUL, hangul_words
from holdpoint.text._kana import KANA
from holdpoint.text._marks import FORM
from holdpoint.text._scripts import romanise
from holdpoint.text._south_east import SOUTH_EAST, south_east_words

_WORD = re.compile(r"[a-z0-9]+")
_NOT_LATIN = re.compile("[^\u0000-\u036f\u1e00-\u1eff\u2000-\u206f]")
_ARABIC_OR_HEBREW = re.compile(f"[{ABJAD}]")
_EAST_ASIAN = re.compile(f"[{HAN}{KANA}]")
_KOREAN = re.compile(f"[{HANGUL}]")
# Thai, Lao, Burmese and Khmer.
_SOUTH_EAST = re.compile(f"[{SOUTH_EAST}]")
_OTHER = re.compile(f"[{ABJAD}{HAN}{KANA}{HANGUL}{SOUTH_EAST}]")

# Hebrew writes abbreviations with a quotation mark before the last letter.
_HEBREW_MARK = re.compile("(?<=[\u05d0-\u05ea])[\"\u05f4\u05f3'](?=[\u05d0-\u05ea])")
# Company forms of Japan and Korea, abbreviated to one letter in brackets, and in full.
_IN_FULL = {
    "\u682a": "\u682a\u5f0f\u4f1a\u793e",
    "\u6709": "\u6709\u9650\u4f1a\u793e",
    "\u540c": "\u5408\u540c\u4f1a\u793e",
    "\uc8fc": "\uc8fc\uc2dd\ud68c\uc0ac",
    "\uc720": "\uc720\ud55c\ud68c\uc0ac",
}
_BRACKETED = re.compile(f"\\(([{''.join(_IN_FULL)}])\\)")

_LONG_FORM = 9
_LEAST_MISSPELT = 5
_LEAST_REST = 4
# A form this short is also a word of names ("AS", "AG", "AD"): believed at either end only.
SHORT_FORM = 3


def split(text: str, *, company: bool = False) -> list[str]:
    """Romanised words of a text; words without vowels keep their mark (:data:`LETTERS`).

    Args:
        text: A name in any script.
        company: Whether words and company forms in Han, kana and Hangul, which are not set apart by
            spaces, are looked for.
    """
    if text.isascii() or not _NOT_LATIN.search(text):
        return _plain(text)
    text = _HEBREW_MARK.sub("", unicodedata.normalize("NFKC", text))
    if company:
        text = _BRACKETED.sub(lambda found: f" {_IN_FULL[found[1]]} ", text)
    if not _OTHER.search(text):
        return _plain(text)
    words: list[str] = []
    for matched in _CHUNK.finditer(text):
        words.extend(_chunk(matched[0], company=company))
    return words


# Arabic words are read with their neighbours; the other scripts one by one.
_CHUNK = re.compile(f"[{ABJAD}\u200c](?:[{ABJAD}\u200c\\s]*[{ABJAD}\u200c])?|[^\\s{ABJAD}]+")


def _plain(text: str) -> list[str]:
    return _WORD.findall(romanise(text).replace("'", ""))


def _chunk(chunk: str, *, company: bool) -> list[str]:
    if _ARABIC_OR_HEBREW.match(chunk):
        return hebrew_words(chunk) if is_hebrew(chunk) else arabic_words(chunk)
    if _EAST_ASIAN.search(chunk):
        return han_words(chunk, script_phrases() if company else {}, company=company)
    if _KOREAN.search(chunk):
        return hangul_words(chunk, script_phrases() if company else {}, company=company)
    if _SOUTH_EAST.search(chunk):
        return south_east_words(chunk)
    return _plain(chunk)


@functools.cache
def script_phrases() -> dict[str, tuple[str, ...]]:
    """Words and company forms in scripts without spaces, simplified, and what they mean."""
    table: dict[str, tuple[str, ...]] = {}
    for row in rows("company_forms"):
        for variant in several(row["variants"]):
            if _EAST_ASIAN.search(variant) or _KOREAN.search(variant):
                table.setdefault(simplify(variant), (FORM + row["form"],))
    for row in rows("equivalents"):
        for variant in several(row["variants"]):
            if _EAST_ASIAN.search(variant) or _KOREAN.search(variant):
                table.setdefault(simplify(variant), tuple(row["word"].split()))
    return table


@functools.cache
def phrases(*, company: bool, meanings: bool = True) -> dict[str, dict[tuple[str, ...], str]]:
    """Phrases to one word each, by their first word.

    Args:
        company: With company forms and equal words; without, an empty table (a person's name has
            neither).
        meanings: With equal words; without, forms only.
    """
    table: dict[str, dict[tuple[str, ...], str]] = {}
    if not company:
        return table
    for row in rows("company_forms"):
        for variant in several(row["variants"]):
            _enter(table, variant, FORM + row["form"])
    for row in rows("equivalents") if meanings else ():
        for variant in several(row["variants"]):
            _enter(table, variant, row["word"])
    return table


def _enter(table: dict[str, dict[tuple[str, ...], str]], variant: str, to: str) -> None:
    if not variant.isascii() and (_EAST_ASIAN.search(variant) or _KOREAN.search(variant)):
        return  # found before words are set apart
    words = split(variant)
    if len(words) > 1 and words[0] == "al" and _ARABIC_OR_HEBREW.match(variant):
        words = words[1:]  # the article is looked past
    if words:
        table.setdefault(words[0], {}).setdefault(tuple(words), to)


@functools.cache
def single_forms() -> frozenset[str]:
    """Company forms that are written as one word, romanised."""
    return frozenset(
        phrase[0]
        for group in phrases(company=True).values()
        for phrase, word in group.items()
        if len(phrase) == 1 and word.startswith(FORM)
    )


@functools.cache
def _long_forms() -> tuple[str, ...]:
    return tuple(sorted(form for form in single_forms() if len(form) >= _LONG_FORM))


@functools.lru_cache(maxsize=65536)
def misspelt_form(word: str) -> str | None:
    """The company form that a long word comes within two letters of (``aktiengeselschaft``)."""
    if len(word) < _LONG_FORM or word in counts():
        return None
    found = process.extractOne(word, _long_forms(), scorer=OSA.distance, score_cutoff=2)
    return phrases(company=True)[found[0]][(found[0],)] if found else None


@functools.cache
def _form_words() -> tuple[str, ...]:
    """The longer words of company forms that are several words ("joint stock company")."""
    return tuple(
        sorted(
            {
                part
                for group in phrases(company=True).values()
                for phrase, word in group.items()
                for part in phrase
                if len(phrase) > 1 and word.startswith(FORM) and len(part) >= _LEAST_MISSPELT
            }
        )
    )


@functools.lru_cache(maxsize=65536)
def form_word(word: str) -> str:
    """The word of a company form that an unknown word is within one letter of, or the word."""
    if len(word) < _LEAST_MISSPELT or word in counts():
        return word
    alike = _form_words_without_a_letter()
    near = {form for part in (word, *_without_a_letter(word)) for form in alike.get(part, ())}
    if not near:
        return word
    found = process.extractOne(word, sorted(near), scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else word


@functools.cache
def _form_words_without_a_letter() -> dict[str, list[str]]:
    """The words of forms by what is left of each where a letter is missing, and whole.

    Two words that one letter more, less, other or exchanged parts have such a rest in common, so
    that most words are told from all forms by a few look-ups.
    """
    found: dict[str, list[str]] = {}
    for form in _form_words():
        for part in {form, *_without_a_letter(form)}:
            found.setdefault(part, []).append(form)
    return found


def _without_a_letter(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


@functools.cache
def _business_words() -> frozenset[str]:
    generic = {word for row in rows("generic_words") for word in several(row["words"])}
    meanings = {
        phrase[0]
        for group in phrases(company=True).values()
        for phrase in group
        if len(phrase) == 1
    }
    return frozenset({*generic, *meanings, *_form_words()})


def is_business_word(word: str) -> bool:
    """Whether a word is one of business or of a company form."""
    return word in _business_words()


@functools.lru_cache(maxsize=65536)
def glued_form(word: str) -> tuple[str, str] | None:
    """A word and the company form that is written to it (``zenitllc``), or ``None``.

    Only forms without vowels and the longest are looked for: other endings are parts of words.
    """
    for form in _GLUED_FORMS:
        rest = word.removesuffix(form) if word.endswith(form) else word.removeprefix(form)
        if len(rest) >= _LEAST_REST and len(rest) < len(word):
            return (rest, form) if word.endswith(form) else (form, rest)
    return None


_GLUED_FORMS = ("pjsc", "ojsc", "cjsc", "gmbh", "llc", "jsc", "ltd", "ooo", "limited")
