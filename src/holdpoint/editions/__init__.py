"""Keeping current: editions fetched and kept whole, past decisions held against a new snapshot.

A shelf of editions is asked in every build: it is not to load what fetches and what screens.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holdpoint.editions._addresses import Remote, Remotes, read_addresses
    from holdpoint.editions._asked import Asked, asked_by
    from holdpoint.editions._fetch import Fetched, FetchError, Limits, client, fetch
    from holdpoint.editions._notes import NOTES, NoteTaker
    from holdpoint.editions._page import rescreened_html, watched_html
    from holdpoint.editions._rescreen import Change, Rescreened, rescreen
    from holdpoint.editions._round import Round
    from holdpoint.editions._shelf import Shelf, Taken
    from holdpoint.editions._update import Outcome, update
    from holdpoint.editions._watch import Watching, only_watch, watch, watch_round
    from holdpoint.editions._whole import (
        Contents,
        EditionRefusedError,
        Tolerance,
        check_whole,
        contents_of,
    )

__all__ = [
    "NOTES",
    "Asked",
    "Change",
    "Contents",
    "EditionRefusedError",
    "FetchError",
    "Fetched",
    "Limits",
    "NoteTaker",
    "Outcome",
    "Remote",
    "Remotes",
    "Rescreened",
    "Round",
    "Shelf",
    "Taken",
    "Tolerance",
    "Watching",
    "asked_by",
    "check_whole",
    "client",
    "contents_of",
    "fetch",
    "only_watch",
    "read_addresses",
    "rescreen",
    "rescreened_html",
    "update",
    "watch",
    "watch_round",
    "watched_html",
]

_HOMES = {
    "NOTES": "_notes",
    "Asked": "_asked",
    "Change": "_rescreen",
    "Contents": "_whole",
    "EditionRefusedError": "_whole",
    "FetchError": "_fetch",
    "Fetched": "_fetch",
    "Limits": "_fetch",
    "NoteTaker": "_notes",
    "Outcome": "_update",
    "Remote": "_addresses",
    "Remotes": "_addresses",
    "Rescreened": "_rescreen",
    "Round": "_round",
    "Shelf": "_shelf",
    "Taken": "_shelf",
    "Tolerance": "_whole",
    "Watching": "_watch",
    "asked_by": "_asked",
    "check_whole": "_whole",
    "client": "_fetch",
    "contents_of": "_whole",
    "fetch": "_fetch",
    "only_watch": "_watch",
    "read_addresses": "_addresses",
    "rescreen": "_rescreen",
    "rescreened_html": "_page",
    "update": "_update",
    "watch": "_watch",
    "watch_round": "_watch",
    "watched_html": "_page",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load a public name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'holdpoint.editions' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"holdpoint.editions.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
