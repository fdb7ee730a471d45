"""The features of two paired names: what each counts."""

from __future__ import annotations

FEATURES = (
    "score",
    "equal",
    "complete",
    "words",
    "rarity",
    "respelled",
    "translated",
    "slips",
    "slip_share",
    "slips_by_sound",
    "slips_vowels",
    "slips_known",
    "consonants",
    "few_consonants",
    "vowels_against",
    "initials",
    "whole_edits",
    "whole_unlike",
    "others",
    "others_near",
    "others_near_share",
    "others_known",
    "others_by_sound",
    "others_generic",
    "abbreviated",
    "acronyms",
    "initials_against",
    "suffixes_against",
    "missing_most",
    "missing_least",
    "missing_any",
    "missing_more",
    "missing_patronymic",
    "missing_generic",
    "missing_sector",
    "missing_place",
    "missing_aside",
    "missing_number",
    "missing_suffix",
    "numbers_clash",
    "forms_clash",
    "natures_clash",
    "lone",
    "one_word",
    "generic_only",
    "turned",
    "shuffled",
    "genders_clash",
    "feminine_form",
    "homophones",
    "cut",
    "frayed",
    "several",
    "weak_alias",
    "reordered",
    "syllables_missing",
    "syllables_slipped",
    "syllables_respelled",
)
"""Names of the features, in the order of :func:`holdpoint.matching._evidence.name_features`.

``score``
    The name score, 0 to 1: how much of both names found a partner.
``equal``
    Every word of both names has an equal partner, but for company forms and links.
``complete``
    Every telling word of both names has a partner, equal or spelt otherwise: nothing is missing
    but a patronymic beside two other words, nothing is an initial only, and nothing stands against
    anything.
``words``, ``rarity``
    Telling words that agree (at most 4), and how rare they are together (at most 2.5).
``respelled``, ``translated``, ``slips``, ``slip_share``, ``slips_by_sound``, ``slips_vowels``,
``slips_known``, ``consonants``, ``few_consonants``, ``initials``
    Pairs that are not equal: spellings of one given name; how many of them have few letters in
    common (Jacob and Jack, Santiago and Diego: a translation or a short form); letters that differ
    (at most 4), also as a share of the words' lengths; pairs that two systems of spelling explain,
    and pairs that have the same consonants; pairs of two known names; pairs compared by consonants
    because a script leaves vowels out, and such with two consonants only; initials that stand for a
    word. What can count for a name counts once, for several such pairs are no better than equal
    ones, and only where nothing is missing: a name with a gap is no closer for it.
``whole_edits``, ``whole_unlike``
    Letters that differ between the whole names (at most 6), and as a share of the longer.
``others``, ``others_near``, ``others_near_share``, ``others_known``, ``others_by_sound``,
``others_generic``, ``abbreviated``, ``acronyms``
    Words that stand against each other, one on either side: clearly other ones (at most 2); ones
    within two letters, counted, as a share of length, and those of two known names; ones that sound
    the same; words of business, place or class; one the other's abbreviation or initials.
``initials_against``, ``suffixes_against``
    An initial where the other name has a word or an initial of another letter; Jr against Sr.
``missing_most``, ``missing_least``, ``missing_any``, ``missing_more``, ``missing_patronymic``,
``missing_generic``, ``missing_sector``, ``missing_place``, ``missing_aside``, ``missing_number``,
``missing_suffix``
    What only one name has: telling words as a share of the name that has more and of the one that
    has less of them, whether there is any, how many more; and by class: patronymics, words of
    business, of a line of business, places, words in brackets, numbers, Jr.
``numbers_clash``, ``forms_clash``, ``natures_clash``, ``genders_clash``, ``turned``, ``shuffled``
    Other numbers, other company forms, an association against a company, given names of the other
    gender, father and son or given and family name in each other's place, a person's words in an
    order that no custom gives.
``feminine_form``, ``homophones``, ``cut``
    A family name in its masculine and its feminine form; other Chinese characters that sound the
    same; one name is the beginning of the other, as long as a payment message allows.
``lone``, ``one_word``, ``generic_only``
    One telling word against several, two names of persons of one word, and names that agree in
    nothing but words of business or place.
``frayed``, ``several``
    Words that are not equal where other words find no partner at all (their product, at most 4);
    words that are not equal beyond the first one (at most 3).
``weak_alias``, ``reordered``
    The list calls the alias weak; the names agree only after their letters are put in order.
``syllables_missing``, ``syllables_slipped``, ``syllables_respelled``
    Where all that two persons' names have in common are syllables, as Chinese and Korean names are
    made of: how many words find no partner, how many pairs differ in a letter, and how many are
    spellings of one syllable (each at most 3). There are a few hundred syllables, and half as many
    once their spellings are put together: one more or less is another name.
"""
