"""The reading that is measured: as far as the steps of the reader are built."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any, cast

from holdpoint.disclosures import Kept
from holdpoint.model import Reading

_ROOM = "holdpoint.disclosures"


def _step(module: str) -> Any:  # noqa: ANN401 - a module
    name = f"{_ROOM}.{module}"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def read(kept: Kept) -> Reading:
    """Read a kept document: whole; or its names, times and amounts; or nothing of it."""
    if whole := _step("_read"):
        return cast("Reading", whole.read_kept(kept))
    entities: tuple[Any, ...] = ()
    times: tuple[Any, ...] = ()
    amounts: tuple[Any, ...] = ()
    if ready := _step("_prepare"):
        parsed = ready.prepare(kept)
        entities, times, amounts = parsed.found.named, parsed.times, parsed.amounts
    else:
        sentences = _step("_sentences").split_sentences(kept.text, kept.body)
        if found := _step("_times"):
            times = found.find_times(kept, sentences)
        if found := _step("_amounts"):
            amounts = found.find_amounts(kept, sentences)
    return Reading(
        source=kept.source,
        text=kept.text,
        entities=entities,
        claims=(),
        times=times,
        amounts=amounts,
    )
