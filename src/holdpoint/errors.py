"""The errors of Holdpoint, one tree, each written for the person who can act on it.

    HoldpointError
    ├── UnreadableInputError     a file or a row of one could not be read
    │   └── HostileInputError    it was refused because reading it would be dangerous
    ├── KnowledgeError           a snapshot is missing, damaged, or of another make
    ├── ClaimsError              a store of claims is missing, damaged, or refuses a change
    ├── LawError                 a rule, pack or list that must not be used as it is
    ├── PolicyError              the company's own settings make no sense
    └── ReplayError              a record cannot be screened again

Every error can carry the places at fault as :class:`holdpoint.model.Problem` rows. A message
names file, line and field and says what to do; it never repeats personal data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdpoint.model import Problem


class HoldpointError(Exception):
    """The root of all errors that Holdpoint raises on purpose.

    Args:
        message: What was wrong and what to do, one sentence or two.
        problems: The places at fault, in the order of the file; may be empty.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class UnreadableInputError(HoldpointError):
    """A file, or a row of one, could not be read."""


class HostileInputError(UnreadableInputError):
    """A file was refused because reading it would be dangerous (XML entities, zip bombs, …)."""


class KnowledgeError(HoldpointError):
    """A snapshot is missing, damaged, or written by another version of the format."""


class ClaimsError(HoldpointError):
    """A store of claims is missing, damaged, or cannot take a change as it was asked for."""


class LawError(HoldpointError):
    """A rule, a pack or a list breaks the rules of the rule language."""


class PolicyError(HoldpointError):
    """The company's own settings cannot be used."""


class ReplayError(HoldpointError):
    """A decision record cannot be screened again."""
