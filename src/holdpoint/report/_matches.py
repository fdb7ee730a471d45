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
_SIDES: Final[Mapping[str, str]] = {"also": "Also known as"}
_MATCH_SHOWN: Final = keys(
    "kind subject @ @evidence parts pairs explanation settle entity listed_name matched_name "
    "query_name list authority measure programmes legal_basis listed_on in_force same_party score "
    "list_date source source_title url basis order_side list_side identity until reference note"
)
_FULL = 0.9995


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
        lines=_lines(row),
        pairs=tuple(_pair(pair) for pair in rows(row, "pairs")),
        explanation=text(row, "explanation"),
        settle=texts(row, "settle"),
        facts=_listing_facts(row),
        origin=origin_of(row),
        more=leftovers(row, _MATCH_SHOWN),
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
        Fact(label="Note", value=text(row, "note")),
    ]
    return tuple(fact for fact in found if fact.value)


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
    paired = {(text(p, here) or "").casefold(): text(p, there) is not None for p in pairs}
    found = []
    for word in mine.split():
        key = word.casefold()
        if key in others:
            state = "same"
        elif not pairs:
            state = "differs" if word.isascii() and other.isascii() else "plain"
        else:
            pair = paired.get(key.strip(".,()«»\"'"))
            state = "plain" if pair is None else "near" if pair else "differs"
        found.append(Word(text=word, state=state))
    return tuple(found)


def _pair(pair: Row) -> Pair:
    left, right, score = text(pair, "query"), text(pair, "listed"), number(pair, "score")
    if left is None or right is None:
        verdict: Verdict = "contradict"
    else:
        verdict = "agree" if score is None or score >= _FULL else "unknown"
    how = text(pair, "how") or ("only on one side" if None in {left, right} else "")
    return Pair(
        left=left,
        right=right,
        how=how.replace("_", " "),
        score=score_words(score),
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
