"""A claim in words: what it says, and how its source said it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdpoint.claims._effects import effect_of_predicate

if TYPE_CHECKING:
    from holdpoint.claims._standing import StoredClaim
    from holdpoint.model import ReadClaim

_PLACE = re.compile(r"\{(?:subject|object|predicate)\}")


def statement_of(stored: StoredClaim) -> str:
    """What a claim says, in one line made of the names and the predicate."""
    claim = stored.claim
    words = {
        "{subject}": stored.name(claim.subject) or claim.subject,
        "{object}": stored.name(claim.object) or claim.value or "",
        "{predicate}": claim.predicate.replace("_", " "),
    }
    text = effect_of_predicate(claim.predicate).phrase
    # All at once: a name may hold what looks like a placeholder.
    said = _PLACE.sub(lambda found: words[found[0]], text).strip(" :")
    return f"not so: {said}" if claim.polarity == "negative" else said


def said_words(claim: ReadClaim) -> str:
    """How the source said it: ``reported``; ``alleged``; ``reported, as possible``."""
    said: list[str] = [claim.stance]
    if claim.modality != "asserted":
        said.append(f"as {claim.modality}")
    if claim.polarity == "negative":
        said.append("as not so")
    if claim.hedges:
        said.append("hedged")
    return ", ".join(said)
