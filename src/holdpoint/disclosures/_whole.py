"""A kept document read as a person reads it: without what only typesetting put there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from holdpoint.disclosures._lexicon import Lexicon
from holdpoint.disclosures._parsed import Kept
from holdpoint.disclosures._read import read_kept as read_text
from holdpoint.disclosures._view import back, view
from holdpoint.model import Reading

if TYPE_CHECKING:
    from holdpoint.disclosures._model_asked import ModelEndpoint, Proposals


def read_kept(
    kept: Kept, lexicon: Lexicon | None = None, *, extractor: ModelEndpoint | None = None
) -> Reading:
    """Read a kept document into claims.

    Args:
        kept: What :func:`keep_document` gave.
        lexicon: Names and places known beforehand, where a snapshot is at hand.
        extractor: A model that is asked as well; the text goes to its address. Without one nothing
            leaves the machine.

    Returns:
        Everything that was read; every span is one of the kept text.

    Raises:
        HoldpointError: The model's address is none, or its key is refused.
    """
    seen = view(kept)
    shown = kept if seen is None else seen.kept
    reading = read_text(shown, lexicon)
    if extractor is not None:
        reading = _with_model(reading, shown, lexicon, extractor)
    return reading if seen is None else back(reading, seen, kept)


def _with_model(
    reading: Reading, shown: Kept, lexicon: Lexicon | None, endpoint: ModelEndpoint
) -> Reading:
    from holdpoint.disclosures._model_asked import ask
    from holdpoint.disclosures._predicates import predicates
    from holdpoint.disclosures._prepare import prepare
    from holdpoint.disclosures._proposals import grounded

    told = ask(endpoint, shown.text[shown.body :], tuple(predicates()))
    parsed = prepare(shown, lexicon)
    more, rejected = grounded(parsed, reading.claims, told.rows, endpoint.model)
    known = {claim.id for claim in reading.claims}
    return replace(
        reading,
        claims=(*reading.claims, *(claim for claim in more if claim.id not in known)),
        rejected=dict(Counter(reading.rejected) + rejected + told.rejected),
        notes=(*reading.notes, *_account(endpoint, told, len(more))),
    )


def _account(endpoint: ModelEndpoint, told: Proposals, taken: int) -> tuple[str, ...]:
    """Say what asking took, and what got no answer."""
    cost = f", {told.cost:g} by the prices given" if told.cost is not None else ""
    asked = (
        f"The model {endpoint.model} was asked {told.asked} times: {told.tokens_in} tokens out, "
        f"{told.tokens_out} back{cost}; {taken} of {len(told.rows)} proposals were taken."
    )
    return (asked, *(f"The model {endpoint.model} gave nothing for {why}." for why in told.faults))
