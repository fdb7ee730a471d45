"""A route as somebody writes it in one line."""

from __future__ import annotations

from holdpoint.errors import UnreadableInputError
from holdpoint.intake import _phrases as phrases
from holdpoint.intake._scalars import Refusal
from holdpoint.intake._transaction import parse_transaction
from holdpoint.model import Leg


def read_route(text: str) -> tuple[Leg, ...]:
    """The legs of ``IRAMD>[sea]RUMCX>Seshcha``, in order.

    Raises:
        UnreadableInputError: It names fewer than two places, or a mode that is none.
    """
    try:
        legs = phrases.route(text)
    except Refusal as refusal:
        raise UnreadableInputError(f"The route {refusal.reason} {refusal.remedy}") from None
    party = {"role": "seller", "name": "own firm"}
    order = {"id": "route", "parties": [party], "route": legs}
    return parse_transaction(order, file="route", line=None).route or ()
