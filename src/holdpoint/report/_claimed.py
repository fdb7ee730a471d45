"""Evidence of a claim: the words, who said them, how surely, and what the reviewer thought."""

from __future__ import annotations

from typing import Final

from holdpoint.report._plain import Row, keys, number, rows, text, texts, truth
from holdpoint.report._told import CREDIBILITY, RELIABILITY
from holdpoint.report._views import EvidenceView, Fact, Line, Origin, Verdict, leftovers, origin_of
from holdpoint.report._words import BASES, CAUTIONS, basis_words, subject_words

_SHOWN: Final = keys(
    "kind subject @ @evidence source url basis about claim name order_name applies statement said"
    " words speaker attribution effect stance modality polarity hedges quote spans document"
    " text_sha256 title publisher published told reviewed reliability credibility conflicts origins"
    " score explanation settle matched matched_name entity place"
)
_LABELS: Final = {
    "party": "Party that a claim names",
    "place": "Place that a claim names",
    "route": "Route that a claim tells",
    "goods": "Goods that a claim names",
}
_ASSERTED: Final = "What a source said, not what is true. A claim can cause a hold, never a block."
_HEDGED: Final = (
    "The source held back: nobody here knows whether it is so. A claim can cause a hold, never a "
    "block."
)


def claim_view(row: Row, transaction: Row | None) -> EvidenceView:
    """A part of the order against an accepted claim (``claims``)."""
    about = text(row, "about") or ""
    applies = truth(row, "applies")
    named: Verdict = "agree" if applies else "unknown"
    hedged = text(row, "effect") != "asserted"
    return EvidenceView(
        kind="claims",
        label=_LABELS.get(about, "Claim"),
        subject=subject_words(transaction, text(row, "subject") or ""),
        title=text(row, "statement") or "a claim",
        standing="Said with a hedge" if hedged else "Said without a hedge",
        tone="open",
        score=number(row, "score"),
        score_word="probability",
        heads=("In the order", "In the claim"),
        lines=(
            Line(
                label="Named",
                left=text(row, "order_name"),
                right=text(row, "name"),
                verdict=named,
            ),
        ),
        explanation=text(row, "explanation"),
        settle=texts(row, "settle"),
        facts=tuple(_facts(row)),
        origin=_origin(row),
        caution=_HEDGED if hedged else _ASSERTED,
        more=leftovers(row, _SHOWN),
    )


def _facts(row: Row) -> list[Fact]:
    quote = text(row, "quote")
    spans = ", ".join(f"{text(s, 'start')} to {text(s, 'end')}" for s in rows(row, "spans"))
    hedges = "; ".join(
        f"“{text(hedge, 'cue')}” ({(text(hedge, 'kind') or '').replace('_', ' ')})"
        for hedge in rows(row, "hedges")
    )
    origins = number(row, "origins")
    facts = [
        ("Words", f"“{quote}”" if quote else None),
        ("Said by", ", then ".join(texts(row, "attribution")) or text(row, "speaker")),
        ("How", text(row, "said")),
        ("Hedges", hedges or None),
        ("Review", _review(row)),
        ("Independent sources", f"{origins:g}" if origins is not None else None),
        ("Contradicted or denied by", ", ".join(texts(row, "conflicts")) or None),
    ]
    shown = [Fact(label=label, value=value) for label, value in facts if value is not None]
    claim = Fact(label="Claim", value=text(row, "claim"), code=True)
    where = Fact(label="In the kept text", value=f"{text(row, 'document')}, characters {spans}")
    return [*shown, claim, where]


def _review(row: Row) -> str | None:
    day = text(row, "reviewed")
    source, information = text(row, "reliability"), text(row, "credibility")
    if day is None or source is None or information is None:
        return None
    return (
        f"accepted {day}; source {source} ({RELIABILITY.get(source, 'unknown code')}), "
        f"information {information} ({CREDIBILITY.get(information, 'unknown code')})"
    )


def _origin(row: Row) -> Origin | None:
    """The document: its title and publisher, the day of publication, and its address."""
    basis = text(row, "basis") or "not_verified"
    told = ", ".join(part for key in ("title", "publisher") if (part := text(row, key)))
    plain = origin_of(row)
    return Origin(
        title=told or "a document without a title",
        date=text(row, "published"),
        url=plain.url if plain else None,
        basis=basis_words(basis),
        basis_class=basis if basis in BASES else "other",
        caution=CAUTIONS.get(basis),
    )
