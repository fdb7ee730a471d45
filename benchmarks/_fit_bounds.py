"""What the coefficients may be, whatever the labelled pairs say: signs, bounds, and rough values.

The pairs are not the world: docs/decisions/0006-scorer.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from holdpoint.matching._features import FEATURES

_FOR = ("score", "equal", "complete", "words", "rarity", "cut")
# Against equality, but less than a word without any partner: they may count either way.
_EITHER = (
    "respelled", "slips_by_sound", "slips_vowels", "consonants", "few_consonants", "initials",
    "others_by_sound", "abbreviated", "acronyms", "reordered", "feminine_form",
)  # fmt: skip
SIGNS: Mapping[str, int] = {
    **dict.fromkeys(FEATURES, -1),
    **dict.fromkeys(_FOR, 1),
    **dict.fromkeys(_EITHER, 0),
}
"""Which way each feature of a name may count: 1 for one party, -1 against it, 0 either."""

CENTRE_OF_NAMES: Mapping[str, float] = {"weak_alias": -1.2}
"""What a feature counts that the cases do not have."""

LEAST_OF_NAMES: Mapping[str, float] = {"shuffled": -1.5, "consonants": 0.0}
_MAKES_GOOD = ("respelled", "slips_by_sound", "slips_vowels", "consonants", "initials")
MOST_OF_NAMES: Mapping[str, float] = {
    **dict.fromkeys(_MAKES_GOOD, 1.0),
    "initials": 1.5,
    "few_consonants": -0.9,
    "translated": -0.5,
    "weak_alias": -2.0,
    "syllables_missing": -0.8,
    "syllables_slipped": -0.8,
    "syllables_respelled": -0.3,
    "turned": -2.0,
    "homophones": -2.0,
    "numbers_clash": -2.0,
    "missing_number": -1.2,
    "genders_clash": -1.0,
    "suffixes_against": -1.0,
    "natures_clash": -1.0,
}
"""What must count against a name whatever the pairs say, and what must not count for more: clerks
put middle names in any order; a word that is spelt otherwise makes up for what the score takes off,
but is no better than an equal one; where a script leaves vowels out, consonants are all there is,
but two are those of many words; and the pairs have few names of syllables that are not one
party's."""

CENTRE: Mapping[str, tuple[float, float]] = {
    "birth_date": (2.4, -4.9),
    "birth_year": (1.2, 0.0),
    "birth_place": (1.0, -0.6),
    "country": (0.7, -1.0),
    "flag": (0.7, -0.3),
    "address": (2.0, -0.5),
    "type": (0.0, -1.0),
    "gender": (0.1, -4.0),
    "position": (0.8, -0.2),
    "identifier": (5.0, -6.0),
    "weaker_identifier": (2.0, -0.5),
}
"""Where the weights of facts are pulled to when few pairs tell: rough log likelihood ratios.

A birth date that agrees by chance: one in some thousands among persons of like names, but lists
err; a country: one in a few; a sex: one in two. Of 960 persons whom two lists print with one number
and a birth date, six have dates that contradict each other; of 352 with a sex, one.
"""

LEAST_FOR: Mapping[str, float] = {
    "birth_date": 2.0, "birth_year": 0.5, "country": 0.3, "flag": 0.2, "address": 0.6,
}  # fmt: skip
"""How much a fact that agrees adds at least: the cases have more namesakes of one country than a
list has."""

MOST_AGAINST: Mapping[str, float] = {
    "birth_date": -3.7,
    "country": -3.3,
    "flag": -0.5,
    "birth_place": -1.5,
    "address": -1.5,
    "type": -2.0,
    "gender": -4.5,
    "position": -1.0,
    "weaker_identifier": -1.0,
}
"""How much a fact can speak against, whatever the pairs say: lists err in dates by years, people
move and hold several nationalities, ships change flags, clerks take the wrong box. A rare name in
full with another birth date is still looked at: that bound is what keeps it at the threshold."""
