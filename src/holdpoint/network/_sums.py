"""Shares added up through a tree of owners, with what is missing kept as an interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from holdpoint.network._regimes import Regime
from holdpoint.network._tree import Node

_WHOLE = Fraction(100)
Truth = bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The share that listed persons hold, as far as it is known.

    Attributes:
        low: Certain.
        high: The most it can be on what was declared.
        open: Some share or some status that matters is unknown.
        bounded: ``False`` when the declared shares contradict each other, so that ``high`` says
            nothing.
    """

    low: Fraction
    high: Fraction
    open: bool
    bounded: bool


def either(values: Iterable[Truth]) -> Truth:
    """Three-valued "or"."""
    seen = list(values)
    if any(value is True for value in seen):
        return True
    return None if any(value is None for value in seen) else False


def every(values: Iterable[Truth]) -> Truth:
    """Three-valued "and"."""
    seen = list(values)
    if any(value is False for value in seen):
        return False
    return None if any(value is None for value in seen) else True


class Sums:
    """Adds up under one regime, for one set of listed owners.

    An owner that is listed, or that is treated as listed because of who owns it, counts with its
    whole share in what stands above it; any other owner counts for nothing. Shares are not
    multiplied along a chain: that is how OFAC (FAQ 401) and the UK (majority stakes) count.

    Args:
        regime: Threshold, and whether control passes a listing on.
        listed: The paths of the owners that count as listed.
        control: Let control pass a listing on, whatever the regime says.
    """

    def __init__(self, regime: Regime, listed: frozenset[str], *, control: bool) -> None:
        self._regime = regime
        self._listed = listed
        self._control = control
        self._known: dict[str, Truth] = {}

    def treated(self, node: Node) -> Truth:
        """Whether an owner counts as listed."""
        if node.path in self._listed:
            return True
        if node.path not in self._known:
            self._known[node.path] = self._behind(node)
        return self._known[node.path]

    def _behind(self, node: Node) -> Truth:
        if node.same_as in self._listed:
            return True
        if node.too_deep or self._circles_round_a_listed(node):
            return None
        span = self.span(node.owners)
        owned = self._decided(span)
        return either([owned, self.controlled(node.owners)]) if self._control else owned

    def _circles_round_a_listed(self, node: Node) -> bool:
        """Whether the circle that closes here has a listed owner behind it."""
        if node.same_as is None:
            return False
        return any(path.startswith(f"{node.same_as}.") for path in self._listed)

    def _decided(self, span: Span) -> Truth:
        if self._regime.met(span.low):
            return True
        return None if self._regime.met(span.high) or not span.bounded else False

    def span(self, owners: Sequence[Node]) -> Span:
        """The share that listed persons hold in what these owners own."""
        status = [(node, self.treated(node)) for node in owners]
        known = sum((node.share for node in owners if node.share is not None), Fraction(0))
        low = _sum(node.share for node, treated in status if treated)
        maybe = _sum(node.share for node, treated in status if treated is None)
        missing = any(node.share is None and treated is not False for node, treated in status)
        rest = max(_WHOLE - known, Fraction(0)) if missing else Fraction(0)
        return Span(
            low=low,
            high=low + maybe + rest,
            open=missing or any(treated is None for _, treated in status),
            bounded=not (missing and known > _WHOLE),
        )

    def controlled(self, owners: Sequence[Node]) -> Truth:
        """Whether a listed person controls what these owners own, by other means than shares."""
        return either(every((self.treated(node), node.owner.control)) for node in owners)


def _sum(shares: Iterable[Fraction | None]) -> Fraction:
    return sum((share for share in shares if share is not None), Fraction(0))


def widest(spans: Sequence[Span]) -> Span:
    """The largest of several holders' spans: what counts where holders are not added up."""
    low = max(span.low for span in spans)
    return Span(
        low=low,
        high=max(span.high for span in spans),
        open=any(span.open and (span.low == low or span.high > low) for span in spans),
        bounded=all(span.bounded for span in spans),
    )
