"""Which claim is meant: by its id, or by the beginning of it where that is the only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdpoint.claims._events import CLAIM_ID
from holdpoint.errors import ClaimsError

if TYPE_CHECKING:
    from holdpoint.claims._standing import Standing, StoredClaim

_SHORTEST = 4  # digits of an id that are looked up


def find_claim(standing: Standing, text: str) -> StoredClaim:
    """The claim with an id, or the only one whose id begins so.

    Args:
        standing: Where to look.
        text: ``claim-`` and 4 to 16 hex digits, or the digits alone.

    Raises:
        ClaimsError: There is none, or there are several.
    """
    wanted = text.strip().lower()
    full = wanted if wanted.startswith("claim-") else f"claim-{wanted}"
    if CLAIM_ID.fullmatch(full) and full in standing.claims:
        return standing.claims[full]
    digits = full.removeprefix("claim-")
    found = sorted(name for name in standing.claims if name.startswith(full))
    if len(digits) < _SHORTEST or not found:
        raise ClaimsError(
            f"There is no claim {text[:40]!r}. `holdpoint claims list` shows the ids; four digits "
            "or more are enough."
        )
    if len(found) > 1:
        some = ", ".join(found[:4])
        raise ClaimsError(f"{text[:40]!r} fits {len(found)} claims: {some}. Give more digits.")
    return standing.claims[found[0]]


def open_claim(standing: Standing, text: str) -> StoredClaim:
    """A claim about which a person can decide, as :func:`find_claim`.

    Raises:
        ClaimsError: Another claim stands in its place.
    """
    found = find_claim(standing, text)
    if found.state == "corrected":
        raise ClaimsError(
            f"{found.claim.id} is superseded by {found.superseded_by}: decide about that one."
        )
    return found
