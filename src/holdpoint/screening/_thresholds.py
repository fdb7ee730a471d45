"""From which probability a resemblance counts, by what the listing does and on which list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from holdpoint.model import Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Two probabilities, 0 to 1, the first not above the second.

    Attributes:
        consider_from: Below it a candidate is not kept.
        hold_from: From here on a resemblance is a question that a person must answer.
    """

    consider_from: float
    hold_from: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The policy's thresholds.

    Attributes:
        general: For every listing that has none of its own.
        by_measure: By the legal effect of the listing (``asset_freeze``, ``unverified`` …).
        by_list: By the list's short name (``SDN``) or authority and name (``US/BIS EL``), in lower
            case; comes before the measure.
    """

    general: Threshold
    by_measure: Mapping[str, Threshold] = field(default_factory=dict)
    by_list: Mapping[str, Threshold] = field(default_factory=dict)

    def of(self, listing: Listing) -> Threshold:
        """The threshold of a listing: that of its list, of its measure, or the general one."""
        for name in (f"{listing.authority} {listing.list}", listing.list):
            if (found := self.by_list.get(name.casefold())) is not None:
                return found
        return self.by_measure.get(listing.measure, self.general)

    def lowest(self, listings: Iterable[Listing]) -> Threshold:
        """The threshold of several listings of one entry: the one that holds first."""
        return min(
            (self.of(listing) for listing in listings),
            key=lambda one: (one.hold_from, one.consider_from),
            default=self.general,
        )

    @property
    def floor(self) -> float:
        """The lowest ``consider_from``: below it no candidate is asked for."""
        every = (self.general, *self.by_measure.values(), *self.by_list.values())
        return min(one.consider_from for one in every)
