"""Keeping current: editions fetched and kept whole, past decisions held against a new snapshot.

A shelf of editions is asked in every build: it is not to load what fetches and what screens.
"""

from typing import TYPE_CHECKING

from holdpoint._lazy import lazily

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
else:
    __getattr__ = lazily(
        __name__,
        {
            "_addresses": ("Remote", "Remotes", "read_addresses"),
            "_asked": ("Asked", "asked_by"),
            "_fetch": ("FetchError", "Fetched", "Limits", "client", "fetch"),
            "_notes": ("NOTES", "NoteTaker"),
            "_page": ("rescreened_html", "watched_html"),
            "_rescreen": ("Change", "Rescreened", "rescreen"),
            "_round": ("Round",),
            "_shelf": ("Shelf", "Taken"),
            "_update": ("Outcome", "update"),
            "_watch": ("Watching", "only_watch", "watch", "watch_round"),
            "_whole": (
                "Contents",
                "EditionRefusedError",
                "Tolerance",
                "check_whole",
                "contents_of",
            ),
        },
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
