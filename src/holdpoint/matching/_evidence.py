"""What two paired names say about identity, as numbers that coefficients can weigh.

Each feature counts one kind of agreement, gap or conflict. They are computed from the words and
their pairing alone, so that nothing about a name is remembered under an id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from holdpoint.matching._names import NameScore
from holdpoint.matching._traits import (
    abbreviates,
    distance,
    gendered,
    is_form,
    known,
    nature_of,
    of_place,
    same_consonants,
    sound_alike,
    vowels_against,
)
from holdpoint.text import FORM

_MOST_WORDS = 4
_MOST_RARITY = 2.5
_MOST_SLIPS = 4
_MOST_EDITS = 6
_MOST_OTHERS = 2.0
_NEAR = 2
_ONE_AND_A_HALF = 1.5
_LEAST_ORDERED = 3
_SHORT = 2
_ACRONYM_TELLS = 0.2
_MANY_CONSONANTS = 0.8
_MOST_FRAYED = 4.0
_OTHER_LETTERS = 0.5
_MOST_SYLLABLES = 3
_BY_LETTERS = frozenset({"similar", "consonants"})
_UNEQUAL = frozenset({"similar", "name", "consonants", "initial"})
_ARTICLE = "the"
"""The one little word that is nobody's name: "Bin", "Al", "Of" and "Die" are."""
_VOWELS = frozenset("aeiouy")
_NUMERALS = frozenset("ivx")
_NO_LETTERS_DIFFER = frozenset({"equal", "joined", "acronym", "reordered", "alone"})


def name_features(
    name: NameScore,
    listed: Sequence[str],
    *,
    person: bool,
    weak: bool = False,
    crossed: bool = False,
    aside: bool = False,
    homophones: bool = False,
    cut: bool = False,
) -> tuple[float, ...]:
    """The features of two paired names, in the order of ``FEATURES`` of ``_features.py``.

    Args:
        name: The pairing.
        listed: The words of the listed name.
        person: The listed entity is a person.
        weak: The listed name is a weak alias.
        crossed: Each name's family name is the other one's given name.
        aside: One name has words in brackets that the other lacks.
        homophones: Both are written in Chinese characters, and in other ones.
        cut: One name is the beginning of the other, cut off by a limit of length.
    """
    found = _Evidence(name, listed, person=person)
    return found.features(weak=weak, crossed=crossed, aside=aside, homophones=homophones, cut=cut)


class _Evidence:
    """Counts of one pairing."""

    __slots__ = (
        "abbreviated", "acronyms", "against", "alone", "by_consonants", "feminine",
        "few_consonants", "gender_clash", "generic", "initials", "initials_against", "listed",
        "name", "near", "near_share", "others", "others_by_sound", "others_known", "person",
        "rarity", "respelled", "short", "slip_share", "slips", "slips_known", "slips_vowels",
        "sounding", "suffixes_against", "told", "total", "translated", "vowels_against",
    )  # fmt: skip

    def __init__(self, name: NameScore, listed: Sequence[str], *, person: bool) -> None:
        self.name, self.listed, self.person = name, listed, person
        self.told = self.rarity = 0.0
        self.respelled = self.translated = self.by_consonants = self.few_consonants = 0
        self.initials = self.initials_against = 0
        self.slips = self.slips_known = self.slips_vowels = 0
        self.sounding = self.suffixes_against = self.vowels_against = 0
        self.slip_share = 0.0
        self.others = self.near_share = self.generic = 0.0
        self.near = self.others_known = self.others_by_sound = self.abbreviated = self.acronyms = 0
        self.gender_clash = self.feminine = self.against = False
        self.total = [0.0, 0.0]
        # Of two words none is a mere particle: "Bin Wu" is not "Na Wu".
        asked = [pair.left for pair in name.pairs if pair.left is not None]
        self.short = min(_words_in(listed), _words_in(asked)) <= _SHORT
        left: list[str] = []
        right: list[str] = []
        before = None
        for pair in name.pairs:
            if pair.left is None:
                right.append(pair.right or "")
            elif pair.right is None:
                # A word said twice running says nothing more.
                if pair.left != before:
                    left.append(pair.left)
            elif pair.how in _BY_LETTERS and self._by_accident(pair.left, pair.right):
                left.append(pair.left)
                right.append(pair.right)
            else:
                self._paired(pair.left, pair.right, pair.how, pair.score)
            if pair.left is None or pair.right is not None or pair.left != before:
                before = pair.left
        if right:
            right = self._not_said_twice(right)
        self.alone = (left, right)
        if left and right:
            self._conflicts(left, right)

    def _by_accident(self, left: str, right: str) -> bool:
        """Whether a telling word is like a mere link or particle, which nobody confuses with it."""
        mine, theirs = known(left, self.person), known(right, self.person)
        return (mine.matters == 0.0) != (theirs.matters == 0.0)

    def _not_said_twice(self, words: list[str]) -> list[str]:
        twice = {a for a, b in zip(self.listed, self.listed[1:], strict=False) if a == b}
        return [word for word in words if word not in twice]

    def _paired(self, left: str, right: str, how: str, score: float) -> None:
        if how == "joined":
            # Its parts tell as much as they would apart.
            for word in (left if " " in left else right).split():
                one = known(word, self.person)
                self.total[0] += one.matters
                self.total[1] += one.matters
                self._tell(one.telling, one.told, 1.0)
            return
        mine, theirs = known(left, self.person), known(right, self.person)
        self.total[0] += mine.matters
        self.total[1] += theirs.matters
        if how == "initial":
            self.initials += 1
        elif how == "equal":
            self._tell(mine.telling, mine.told, 1.0)
        elif how == "name":
            self.respelled += 1
            self.translated += distance(left, right)[1] >= _OTHER_LETTERS
            self._tell(mine.telling, mine.told, 1.0)
        elif how in ("reordered", "glued"):
            for word in max(left, right, key=lambda side: side.count(" ")).split():
                one = known(word, self.person)
                self._tell(one.telling, one.told, 1.0)
        elif how == "acronym":
            self.acronyms += 1
            self._tell(True, _ACRONYM_TELLS * min(len(left), len(right)), 1.0)  # noqa: FBT003
        elif how == "consonants":
            few = score < _MANY_CONSONANTS
            self.vowels_against += vowels_against(left, right)
            self.few_consonants += few
            self.by_consonants += not few
            self._tell(mine.telling, min(mine.told, theirs.told), 0.5 if few else 0.8)
        else:
            self._slipped(left, right)

    def _slipped(self, left: str, right: str) -> None:
        mine, theirs = known(left, self.person), known(right, self.person)
        edits, share = distance(left, right)
        self._tell(mine.telling, min(mine.told, theirs.told), 1.0 - share)
        form = gendered(left, right) if self.person else None
        if form == "family":
            self.feminine = True
            return
        clash = mine.gender and theirs.gender and mine.gender != theirs.gender
        self.gender_clash = self.gender_clash or form == "given" or bool(clash)
        if sound_alike(left, right):
            self.sounding += 1
            return
        self.slips += edits
        self.slip_share += share
        self.slips_vowels += same_consonants(left, right)
        self.slips_known += mine.known and theirs.known

    def _tell(self, telling: bool, told: float, share: float) -> None:
        if telling:
            self.told += share
        self.rarity += told * share

    def _conflicts(self, left: list[str], right: list[str]) -> None:
        """Words of either side that stand against each other; they are taken off both lists."""
        self._acronyms(left, right)
        self._acronyms(right, left)
        mine = [word for word in left if self._matters(word)]
        theirs = [word for word in right if self._matters(word)]
        rows = sorted(
            (not abbreviates(one, other), *reversed(distance(one, other)), one, other)
            for one in dict.fromkeys(mine)
            for other in dict.fromkeys(theirs)
            # A city that one name has and a word of business are both missing, not in conflict.
            if (known(one, self.person).kind == "place")
            == (known(other, self.person).kind == "place")
            or of_place(one, other)
        )
        for far, _, _, one, other in rows:
            if one in left and other in right:
                left.remove(one)
                right.remove(other)
                self._against(one, other, abbreviated=not far)

    def _matters(self, word: str) -> float:
        """How much a word counts that finds no partner; of short names every word does."""
        one = known(word, self.person)
        may_be_a_name = len(word) > 1 and word != _ARTICLE and one.kind in ("link", "particle")
        if self.short and may_be_a_name:
            return 1.0
        return one.matters

    def _acronyms(self, short: list[str], long: list[str]) -> None:
        """Words that are the initials of the other name's words running: ``nii``, ``jc``."""
        for word in list(short):
            size = len(word)
            if not 2 <= size <= len(long) or not word.isalpha():  # noqa: PLR2004 - one is an initial
                continue
            for start in range(len(long) - size + 1):
                run = long[start : start + size]
                if all(part[0] == letter for part, letter in zip(run, word, strict=True)):
                    short.remove(word)
                    del long[start : start + size]
                    # "JC" of Jean-Claude; "Li" is a name of its own.
                    if self.person and not _VOWELS & set(word):
                        self.initials += 1
                    else:
                        self.acronyms += 1
                    self.against = True
                    matters = sum(known(part, self.person).matters for part in run)
                    self.total[0] += matters
                    self.total[1] += matters
                    break

    def _against(self, one: str, other: str, *, abbreviated: bool) -> None:
        self.against = True
        edits, share = distance(one, other)
        mine, theirs = known(one, self.person), known(other, self.person)
        matters = min(self._matters(one), self._matters(other))
        self.total[0] += self._matters(one)
        self.total[1] += self._matters(other)
        form = gendered(one, other) if self.person else None
        if form == "family":
            self.feminine = True
            return
        if form == "given" or (mine.gender and theirs.gender and mine.gender != theirs.gender):
            self.gender_clash = True
        if mine.number and theirs.number:
            return  # counted as a clash of numbers
        if mine.initial or theirs.initial:
            self.initials_against += 1
        elif "suffix" in (mine.role, theirs.role):
            self.suffixes_against += 1
        elif abbreviated:
            self.abbreviated += 1
        elif sound_alike(one, other):
            self.others_by_sound += 1
        elif matters < 1.0:
            self.generic += matters
        elif edits <= _NEAR:
            self.near += 1
            self.near_share += share
            self.others_known += mine.known and theirs.known
        else:
            self.others += matters

    def _whole(self) -> tuple[float, float]:
        """Letters that differ between what both names have, in either's order of words."""
        pairs = self.name.pairs
        if all(pair.how in _NO_LETTERS_DIFFER for pair in pairs):
            return 0.0, 0.0
        met = [pair for pair in pairs if pair.left is not None and pair.right is not None]
        mine = _letters(pair.left for pair in met)
        aligned = _letters(pair.right for pair in met)
        there = {word for pair in met for word in (pair.right or "").split()}
        printed = _letters(word for word in dict.fromkeys(self.listed) if word in there)
        edits = min(OSA.distance(mine, aligned), OSA.distance(mine, printed))
        return float(min(edits, _MOST_EDITS)), edits / max(len(mine), len(aligned), 1)

    def _shuffled(self) -> bool:
        """Whether three words or more agree in an order that is not the other one turned round."""
        places = [
            self.listed.index(pair.right)
            for pair in self.name.pairs
            if pair.left is not None
            and pair.right in self.listed
            and known(pair.right, self.person).matters
        ]
        if len(places) < _LEAST_ORDERED:
            return False
        turned = zip(places, [*places[1:], places[0]], strict=True)
        return sum(one > other for one, other in turned) > 1

    def _is_numeral(self, word: str) -> bool:
        """Whether one letter of an organisation's or a ship's name is a Roman numeral."""
        return not self.person and word in _NUMERALS

    def _equal(self) -> bool:
        """Whether every word of both names that matters has an equal partner."""
        plain = all(pair.how in ("equal", "joined", "alone") for pair in self.name.pairs)
        left = (word for side in self.alone for word in side)
        return (
            plain
            and not self.against
            and not any(self._matters(w) or self._is_numeral(w) for w in left)
        )

    def _syllables(self) -> tuple[float, float, float]:
        """Of two names that have only syllables in common.

        Returns:
            How many words find no partner, pairs that differ in a letter, and spellings of one.
        """
        pairs = [pair for pair in self.name.pairs if pair.how != "alone"]
        said = [word for pair in pairs for word in (pair.left or "", pair.right or "")]
        if not self.person or not said or not all(known(w, person=True).syllable for w in said):
            return 0.0, 0.0, 0.0
        apart = sum(self._matters(word) > 0 for side in self.alone for word in side)
        return (
            float(min(apart + self.others + self.near, _MOST_SYLLABLES)),
            float(min(sum(pair.how == "similar" for pair in pairs), _MOST_SYLLABLES)),
            float(min(sum(pair.how == "name" for pair in pairs), _MOST_SYLLABLES)),
        )

    def _natures_clash(self) -> bool:
        """Whether one name is a company's by its form, the other an association's or a state's."""
        natures = [{nature_of(word) for word in side} - {None} for side in self.alone]
        return all(natures) and not natures[0] & natures[1]

    def _missing(self, words: Iterable[str]) -> list[float]:
        """What one side has alone.

        Returns:
            Telling words, patronymics, generic words, places, numbers, Jr, lines of business.
        """
        found = [0.0] * 7
        for word in words:
            one = known(word, self.person)
            if one.number or self._is_numeral(word):
                found[4] += 1
            elif one.role == "suffix":
                found[5] += 1
            elif one.role == "patronymic":
                found[1] += 1
            elif self._matters(word) >= 1.0:
                found[0] += 1
            elif one.initial or not one.matters:
                continue
            elif one.kind == "place":
                found[3] += 1
            elif one.kind == "sector":
                found[6] += 1
            else:
                found[2] += 1
        return found

    def _gaps(
        self, mine: Sequence[float], theirs: Sequence[float], *, aside: bool
    ) -> tuple[float, ...]:
        """What only one name has: the features from ``missing_most`` to ``missing_suffix``."""
        shares = [
            side[0] / max(total + side[0], 0.1)
            for side, total in zip((mine, theirs), self.total, strict=True)
        ]
        words = mine[0] + theirs[0]
        return (
            max(shares),
            min(shares),
            float(words > 0),
            min(max(words - 1.0, 0.0), 3.0),
            mine[1] + theirs[1],
            min(mine[2] + theirs[2], 3.0),
            min(mine[6] + theirs[6], 2.0),
            min(mine[3] + theirs[3], 2.0),
            float(aside and any(mine) + any(theirs) == 1),
            float(bool(mine[4] or theirs[4]) and not self.name.clash),
            mine[5] + theirs[5],
        )

    def features(
        self,
        *,
        weak: bool,
        crossed: bool,
        aside: bool,
        homophones: bool,
        cut: bool,
    ) -> tuple[float, ...]:
        """All of them, in order."""
        name, (left, right) = self.name, self.alone
        whole_edits, whole_unlike = self._whole()
        mine, theirs = self._missing(left), self._missing(right)
        words = mine[0] + theirs[0]
        missing = words + mine[1] + theirs[1]
        few = self.told < _ONE_AND_A_HALF
        conflict = self.others + self.near + self.others_by_sound
        unequal = sum(pair.how in _UNEQUAL for pair in name.pairs)
        lone = few and bool(missing or conflict or self.initials)
        forms_clash = all(any(is_form(word) for word in side) for side in self.alone)
        numbers = name.clash or bool(mine[4] or theirs[4])
        gap = words or conflict or self.generic or numbers or forms_clash
        # One word and a patronymic are no name either.
        complete = self.told > 0.0 and not (gap or (few and missing))
        whole = complete and not self.initials
        apart, slipped, spelt = self._syllables()
        return (
            name.score,
            float(self._equal()),
            float(whole),
            min(self.told, _MOST_WORDS),
            min(self.rarity, _MOST_RARITY),
            float(complete and self.respelled > 0 and not spelt),
            float(self.translated),
            float(min(self.slips, _MOST_SLIPS)),
            self.slip_share,
            float(complete and self.sounding > 0),
            float(complete and self.slips_vowels > 0),
            float(self.slips_known),
            float(complete and self.by_consonants > 0),
            float(min(self.few_consonants, 2)),
            float(self.vowels_against),
            float(complete and self.initials > 0),
            whole_edits,
            whole_unlike,
            min(self.others, _MOST_OTHERS),
            float(self.near),
            self.near_share,
            float(self.others_known),
            float(self.others_by_sound > 0),
            self.generic,
            float(self.abbreviated),
            float(self.acronyms),
            float(self.initials_against),
            float(self.suffixes_against),
            *self._gaps(mine, theirs, aside=aside),
            float(name.clash),
            float(forms_clash),
            float(self._natures_clash()),
            float(lone),
            float(self.person and few and not missing and not conflict),
            float(self.told == 0.0),
            float(name.turned or crossed),
            float(self.person and self._shuffled()),
            float(self.gender_clash),
            float(self.feminine),
            float(homophones),
            float(cut),
            min(unequal * (words + conflict), _MOST_FRAYED),
            min(max(unequal - 1.0, 0.0), 3.0),
            float(weak),
            float(any(pair.how == "reordered" for pair in name.pairs)),
            apart,
            slipped,
            spelt,
        )


def _words_in(words: Iterable[str]) -> int:
    """How many words there are beside company forms."""
    return sum(word[0] != FORM for word in words)


def _letters(words: Iterable[str | None]) -> str:
    """The words as one, without company forms."""
    told = "".join(word for word in words if word and word[0] != FORM)
    return told.replace(" ", "").replace("~", "")
