"""One order: from a JSON object to the model, or every fault of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from holdpoint.intake._faults import unreadable
from holdpoint.intake._fields import TRANSACTION
from holdpoint.intake._shape import Reading, read_thing
from holdpoint.model import Owner, Party, Transaction

_WHOLE = 100.5  # per cent; shares are often rounded


def parse_transaction(
    mapping: Mapping[str, Any], file: str = "transaction", line: int | None = None
) -> Transaction:
    """Read one order.

    Args:
        mapping: The fields of the contract (``docs/reference/transaction.md``) as JSON values;
            numbers may be ``Decimal``. ``None`` is unknown.
        file: What to call its origin in messages.
        line: Line on which it begins there, if it has lines.

    Returns:
        The order. Outer spaces of texts are gone, countries are alpha-2, HS codes have no dots;
        everything else is as given.

    Raises:
        UnreadableInputError: It breaks the contract; ``problems`` holds every fault of it.
    """
    reading = Reading(file=file, line=line)
    order = build(mapping, reading)
    if order is None:
        raise unreadable(reading.problems)
    return order


def build(mapping: Any, reading: Reading, *, whole: bool = True) -> Transaction | None:  # noqa: ANN401 - any JSON value
    """Read one order into ``reading``; ``None`` when something in it was refused.

    ``whole=False`` when a part of it is known to be lost, so that what is missing is no news.
    """
    order = cast("Transaction | None", read_thing(TRANSACTION, mapping, "", reading))
    if whole and isinstance(mapping, Mapping):
        _check_whole(mapping, reading)
    if order is None or reading.problems:
        return None
    for i, party in enumerate(order.parties):
        _check_shares(party, f"parties[{i}].owners", reading)
    return order


def _check_whole(mapping: Mapping[str, Any], reading: Reading) -> None:
    if not mapping.get("parties"):
        reading.refuse("parties", "names no party.", "Name at least one, such as the buyer.")
    if not mapping.get("items") and not mapping.get("route"):
        reading.refuse(
            "items", "there is neither an item nor a leg of a route.", "Give at least one of them."
        )
    if mapping.get("jurisdictions") == []:
        reading.refuse(
            "jurisdictions", "is empty, so no law would apply.", "Leave it out, or name some."
        )


def _check_shares(holder: Party | Owner, path: str, reading: Reading) -> None:
    owners = holder.owners or ()
    total = sum(owner.percent or 0 for owner in owners)
    if total > _WHOLE:
        reading.note(path, None, f"adds up to {total:g} per cent")
    for i, owner in enumerate(owners):
        _check_shares(owner, f"{path}[{i}].owners", reading)
