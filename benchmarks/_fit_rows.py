"""Labelled pairs as numbers, for the fit of the coefficients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks._common import ROOT
from benchmarks._pairs import Pair, read_pairs
from holdpoint.matching._compare import best_judgement
from holdpoint.matching._judge import fact_of
from holdpoint.matching._verdict import identified
from holdpoint.model import Entity, PartyQuery

OWN = ROOT / "tests" / "cases" / "pairs"
NAMES = ("persons.csv", "organisations.csv", "vessels.csv")
FACTS = ("persons_facts.jsonl", "organisations_facts.jsonl")
QUALITY = {"STRONG": 1.0, "MEDIUM": 1.0, "WEAK": 0.5, "": 1.0}
"""What a case counts, by how sure its label is."""

NEAREST = frozenset(
    {
        "near_spelled_other_word", "brand_compound_swap", "short_brand_one_letter",
        "colour_or_animal_swap", "negation_or_opposite", "university_city_differs",
        "short_one_letter_off", "both_words_close", "other_given_alike", "surname_suffix_other",
        "vessel_plural_or_variant_word", "vessel_one_letter_short", "chinese_given_swap",
        "korean_given_swap", "shared_common_parts", "other_known_surname", "joined_other",
        "script_long_vowel_other", "little_word_swap",
    }
)  # fmt: skip
"""Categories of two parties whose names were chosen to be as near as two names can be."""

NAMESAKES = frozenset(
    {
        "common_name_only", "common_name_nationality_agrees", "common_name_birth_year_only",
        "common_name_birth_placeholder",
        "gender_agrees_only", "common_name_other_city", "common_name_country_differs",
        "common_name_founded_differs", "vessel_common_name_built_differs", "position_contradicted",
        "passport_different", "national_id_different", "office_of_other_state",
        "birth_place_contradicted", "address_contradicted", "placeholder_number_equal",
    }
)  # fmt: skip
"""Categories of two parties with equal names, whom nothing that is written there holds apart for
sure: what can be asked of the record is doubt, not a verdict."""

NAMESAKES_COUNT = 0.2
"""What such a pair counts: the cases have many more of them than lists and orders have."""

NEAREST_COUNT = 0.6
"""What such a pair counts: among the candidates of a search they are rarer than among the cases."""

DRAWN_KIND = "drawn:"
"""How the kinds of pairs drawn from lists begin: they make the weights, and the project's own pairs
say what a sum is worth."""

DRAWN = 0.3
DRAWN_OF_KIND = {"stranger": 0.08, "recombined": 0.1}
"""What a pair drawn from lists counts, and what the most numerous kinds do."""

DRAWN_WITH_FACTS = frozenset({"across", "neighbour"})
"""Kinds of drawn pairs of which two entries print facts: one party, and two."""

DRAWN_FACTS = 0.06
"""What such a pair counts for the facts: lists take over from each other what they print, so that
it agrees more often than what an order says."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled pair as numbers.

    Attributes:
        features: Of the two names that come closest; empty where they share nothing.
        facts: For each fact that agrees (1) or contradicts (-1), its name, sign and degree.
        carried: An equal identifier: the names count no less than nothing.
        person: Which of the two sums the names go by.
        same: The label.
        weight: What the case counts.
        group: What must stay in one fold.
        kind: For tables.
    """

    features: tuple[float, ...]
    facts: tuple[tuple[str, int, float], ...]
    carried: bool
    person: bool
    same: bool
    weight: float
    group: str
    kind: str


def is_own(row: Row) -> bool:
    """Whether a pair is the project's own, not drawn from lists."""
    return not row.kind.startswith(DRAWN_KIND)


def row_of(query: PartyQuery, entity: Entity, *, same: bool, weight: float, kind: str) -> Row:
    """A pair as numbers; the two names are those that a comparison would take."""
    judged = best_judgement(query, entity)
    return Row(
        features=judged.features,
        facts=tuple(
            fact_of(part, ship=entity.type == "vessel")
            for part in judged.facts
            if part.verdict != "unknown"
        ),
        carried=identified(judged.facts),
        person=judged.person,
        same=same,
        weight=weight,
        group="",
        kind=kind,
    )


def own_rows(files: Sequence[str], folder: Path = OWN) -> Iterator[Row]:
    """The project's own pairs; pairs that share a name share a group."""
    for file in files:
        pairs = list(read_pairs(folder / file))
        groups = _families(pairs)
        for pair, group in zip(pairs, groups, strict=True):
            # Both ways round: which side an order is on says nothing of the label.
            for one in (pair, replace(pair, left=pair.right, right=pair.left)):
                row = row_of(
                    one.query,
                    one.entity,
                    same=pair.same,
                    weight=QUALITY[pair.quality] * _count(pair.category),
                    kind=f"{file.partition('.')[0]}:{pair.category}",
                )
                yield replace(row, group=group)


def _count(category: str) -> float:
    if category in NAMESAKES:
        return NAMESAKES_COUNT
    return NEAREST_COUNT if category in NEAREST else 1.0


def _families(pairs: Sequence[Pair]) -> list[str]:
    """A group for each pair, so that pairs with a name in common have one."""
    root: dict[str, str] = {}

    def find(key: str) -> str:
        while root.setdefault(key, key) != key:
            key = root[key]
        return key

    keys = [[" ".join(sorted(name.casefold().split())) for name in _names(pair)] for pair in pairs]
    for names in keys:
        for other in names[1:]:
            root[find(other)] = find(names[0])
    return [find(names[0]) for names in keys]


def _names(pair: Pair) -> list[str]:
    return [*pair.left.get("name", ("",))[:1], *pair.right.get("name", ("",))[:1]]


def drawn_rows(store: Path, share: int) -> tuple[list[Row], list[Row]]:
    """Pairs drawn from lists: by their names alone, and with the facts that both lists print.

    Aliases in Latin letters are left out, for many share no word with the name, and of the
    entries that two lists have in common one in four is taken: most are spelt alike. Facts are
    those of two entries, so that what two authorities say of one party, and one of two, is known.
    """
    from benchmarks._listed import drawn
    from benchmarks._perturb_kinds import Dice
    from holdpoint.knowledge import open_snapshot

    names, facts = [], []
    for one in drawn(open_snapshot(store), share):
        if one.kind == "alias" and one.query.name.isascii():
            continue
        if one.kind == "across" and Dice("across", one.group).below(4):
            continue
        weight, kind = DRAWN_OF_KIND.get(one.kind, DRAWN), DRAWN_KIND + one.kind
        bare = PartyQuery(name=one.query.name)
        row = row_of(bare, one.entity, same=one.same, weight=weight, kind=kind)
        names.append(replace(row, group=one.group, facts=(), carried=False))
        if one.kind in DRAWN_WITH_FACTS:
            row = row_of(one.query, one.entity, same=one.same, weight=DRAWN_FACTS, kind=kind)
            facts.append(replace(row, group=one.group))
    return names, facts
