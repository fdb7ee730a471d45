"""The reading that is measured: as far as the steps of the reader are built."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import replace
from functools import cache
from typing import cast

from holdpoint._known_names import lexicon_of
from holdpoint.disclosures import Kept, Lexicon
from holdpoint.disclosures._prepare import prepare
from holdpoint.disclosures._view import back, view
from holdpoint.knowledge import open_snapshot
from holdpoint.model import Reading

_WHOLE, _CLAIMS = "holdpoint.disclosures._read", "holdpoint.disclosures._relations"


def read(kept: Kept) -> Reading:
    """Read a kept document with the embedded knowledge of names and places."""
    seen = view(kept)
    reading = _read(kept if seen is None else seen.kept)
    return reading if seen is None else back(reading, seen, kept)


@cache
def _lexicon() -> Lexicon:
    return lexicon_of(open_snapshot())


def _read(kept: Kept) -> Reading:
    lexicon = _lexicon()
    if importlib.util.find_spec(_WHOLE):
        return cast("Reading", importlib.import_module(_WHOLE).read_kept(kept, lexicon))
    parsed = prepare(kept, lexicon)
    reading = Reading(
        source=kept.source,
        text=kept.text,
        entities=parsed.found.named,
        claims=(),
        times=parsed.times,
        amounts=parsed.amounts,
    )
    if importlib.util.find_spec(_CLAIMS):
        told = importlib.import_module(_CLAIMS).claims_in(parsed)
        reading = replace(reading, claims=told.claims, entities=(*reading.entities, *told.unnamed))
    return reading
