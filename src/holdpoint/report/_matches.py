"""Evidence that compares a named party, its owners included, with the lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from holdpoint.report._plain import (
    Row,
    field_words,
    keys,
    number,
    rows,
    score_words,
    text,
    texts,
    truth,
    words,
)
from holdpoint.report._views import (
    EvidenceView,
    Fact,
    Line,
    Pair,
    Verdict,
    Word,
    leftovers,
    origin_of,
)
from holdpoint.report._words import measure_words, subject_words, yes_words

_VERDICTS: Final[Mapping[str, Verdict]] = {
    "agree": "agree",
    "contradict": "contradict",
    "unknown": "unknown",
}
_PARTS: Final[Mapping[str, str]] = {
    "name": "Name",
    "birth_date": "Birth date",
    "identifier": "Identifier",
}
_SIDES: Final[Mapping[str, str]] = {
    "also": "Also known as",
    "tax": "Tax number",
    "registration": "Registration number",
    "passport": "Passport number",
}
_MATCH_SHOWN: Final = keys(
    "kind subject @ @evidence parts pairs explanation settle entity listed_name matched_name "
    "query_name list authority measure programmes legal_basis listed_on in_force same_party score "
    "list_date source source_title url basis order_side list_side identity until reference note "
    "holds_from also_on"
)
_ADDRESS_SHOWN: Final = keys(
    "kind subject @ @evidence entity listed_name list authority measure programmes legal_basis "
    "listed_on in_force basis list_date source source_title url reference note address "
    "listed_address shared_by sharing"
)
_FULL = 0.9995
_EQUAL: Final = frozenset({"equal", "romanised", "joined", "form", "company form"})
"""How two words pair that are one word, however they are written."""
_HOW: Final[Mapping[str, str]] = {"form": "company form"}
_AROUND = ".,;()[]«»“”„\"'"
_SHARED: Final = (
    "An address in common says nothing about what a firm does: offices are let, and firms move."
)


def match_view(row: Row, transaction: Row | None) -> EvidenceView:
    """A party against one listing (``list_matches``)."""
    same = truth(row, "same_party")
    listed = text(row, "listed_name", "matched_name", "entity") or "a listed party"
    subject = subject_words(transaction, text(row, "subject") or "")
    identity = text(row, "identity")
    standing, tone = {
        True: ("Same party: the facts agree", "grave"),
        None: ("Resembles it: not settled", "open"),
        False: ("A different party", "quiet"),
    }[False if identity == "different" and same is None else same]
    return EvidenceView(
        kind="list_matches",
        label="Party against a list",
        subject=subject,
        title=listed,
        standing=standing,
        tone=tone,
        score=number(row, "score"),
        score_word="probability",
        lines=_lines(row),
        pairs=tuple(_pair(pair) for pair in rows(row, "pairs")),
        explanation=text(row, "explanation"),
        settle=texts(row, "settle"),
        facts=_listing_facts(row),
        origin=origin_of(row),
        more=leftovers(row, _MATCH_SHOWN),
    )


def address_match_view(row: Row, transaction: Row | None) -> EvidenceView:
    """A party's address against that of a listed party (``address_matches``)."""
    sharing = text(row, "sharing")
    return EvidenceView(
        kind="address_matches",
        label="Address against a list",
        subject=subject_words(transaction, text(row, "subject") or ""),
        title=text(row, "listed_name", "entity") or "a listed party",
        standing="Gives the same address",
        tone="open",
        lines=(
            Line(
                label="Address",
                left=text(row, "address"),
                right=text(row, "listed_address"),
                verdict="agree",
                note=sharing,
            ),
        ),
        facts=_listing_facts(row),
        origin=origin_of(row),
        caution=_SHARED,
        more=leftovers(row, _ADDRESS_SHOWN),
    )


def _listing_facts(row: Row) -> tuple[Fact, ...]:
    found = [
        Fact(
            label="List", value=" · ".join(v for k in ("authority", "list") if (v := text(row, k)))
        ),
        Fact(label="Effect", value=measure_words(text(row, "measure"))),
        Fact(label="Programmes", value=", ".join(texts(row, "programmes"))),
        Fact(label="Legal basis", value=text(row, "legal_basis")),
        Fact(label="Listed on", value=text(row, "listed_on")),
        Fact(label="In force", value=yes_words(truth(row, "in_force"))),
        Fact(label="Entry", value=text(row, "entity"), code=True),
        Fact(label="Number on the list", value=text(row, "reference")),
        Fact(label="Also on", value=_also(row)),
        Fact(label="Holds from", value=score_words(number(row, "holds_from"))),
        Fact(label="Note", value=text(row, "note")),
    ]
    return tuple(fact for fact in found if fact.value)


def _also(row: Row) -> str:
    """Where else the same party is listed, each with the reason for taking it for the same."""
    return "; ".join(
        f"{', '.join(texts(one, 'lists'))}, {text(one, 'name')}: {', '.join(texts(one, 'reasons'))}"
        for one in rows(row, "also_on")
    )


def _lines(row: Row) -> tuple[Line, ...]:
    parts = rows(row, "parts")
    lines = [_part_line(part, row) for part in parts]
    if not any(line.label == _PARTS["name"] for line in lines):
        names = text(row, "query_name"), text(row, "matched_name", "listed_name")
        if any(names):
            lines.insert(0, _name_line(row, names[0], names[1], "unknown" if parts else "given"))
    covered = {line.label.casefold() for line in lines}
    covered |= {(text(part, "name") or "").partition(":")[2].casefold() for part in parts}
    return (*lines, *_other_lines(row, covered))


def _part_line(part: Row, row: Row) -> Line:
    name = text(part, "name") or "value"
    verdict = _VERDICTS.get(text(part, "verdict") or "", "unknown")
    score = number(part, "score")
    left, right = text(part, "left"), text(part, "right")
    if name == "name":
        line = _name_line(row, left, right, verdict)
        left_words, right_words = line.left_words, line.right_words
    else:
        left_words = right_words = ()
    return Line(
        label=part_words(name),
        left=left,
        right=right,
        verdict=verdict,
        score=score_words(score),
        note=text(part, "note"),
        left_words=left_words,
        right_words=right_words,
    )


def part_words(name: str) -> str:
    """The label of a part of a comparison: ``identifier:imo`` becomes ``Identifier (IMO)``."""
    head, _, tail = name.partition(":")
    label = _PARTS.get(head, words(head))
    if not tail:
        return label
    kind = field_words(tail)
    return f"{label} ({kind if kind.isupper() else kind.lower()})"


def _name_line(row: Row, left: str | None, right: str | None, verdict: Verdict) -> Line:
    pairs = rows(row, "pairs")
    left_words = _words_of(left, right, pairs, "query", "listed")
    right_words = _words_of(right, left, pairs, "listed", "query")
    return Line(
        label=_PARTS["name"],
        left=left,
        right=right,
        verdict=verdict,
        left_words=left_words,
        right_words=right_words,
    )


def _words_of(
    mine: str | None, other: str | None, pairs: tuple[Row, ...], here: str, there: str
) -> tuple[Word, ...]:
    """The words of one name, each with how it stands to the other name.

    Pairs speak in romanised words; a word in another script is then left plain, not called
    different.
    """
    if mine is None or other is None:
        return ()
    others = set(other.casefold().split())
    paired = {(text(pair, here) or "").casefold(): _state(pair, there) for pair in pairs}
    found = []
    for word in mine.split():
        key = word.casefold()
        if key in others:
            state = "same"
        elif not pairs:
            state = "differs" if word.isascii() and other.isascii() else "plain"
        else:
            state = paired.get(key.strip(_AROUND), "plain")
        found.append(Word(text=word, state=state))
    return tuple(found)


def _state(pair: Row, there: str) -> str:
    if text(pair, there) is None:
        return "differs"
    return "same" if text(pair, "how") in _EQUAL else "near"


def _pair(pair: Row) -> Pair:
    """Two words as they are shown; a word that one side lacks is absent, which is no difference."""
    left, right, score = text(pair, "query"), text(pair, "listed"), number(pair, "score")
    if left is None or right is None:
        verdict: Verdict = "given"
    else:
        verdict = "agree" if score is None or score >= _FULL else "unknown"
    how = (text(pair, "how") or ("missing" if verdict == "given" else "")).replace("_", " ")
    return Pair(
        left=left,
        right=right,
        how=_HOW.get(how, how),
        score=score_words(score) if verdict == "unknown" else None,
        verdict=verdict,
    )


def _other_lines(row: Row, covered: set[str]) -> tuple[Line, ...]:
    """What each side says besides the compared parts, side by side where the labels meet."""
    left = row.get("order_side")
    right = row.get("list_side")
    left = left if isinstance(left, Mapping) else {}
    right = right if isinstance(right, Mapping) else {}
    labels = list(dict.fromkeys([*map(str, left), *map(str, right)]))
    lines = []
    for label in labels:
        name = _SIDES.get(label, field_words(label))
        values = text(left, label), text(right, label)
        if covered & {name.casefold(), label.casefold()} or values == (None, None):
            continue
        lines.append(Line(label=name, left=values[0], right=values[1], verdict="given"))
    return tuple(lines)
