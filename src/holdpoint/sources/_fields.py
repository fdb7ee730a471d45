"""Facts by the name of their field, so that tables can say what a column or label holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from holdpoint.sources._draft import Draft

_VESSEL = ("vessel_type", "gross_tonnage", "dead_weight", "built")


def put(draft: Draft, field: str, value: str, label: str = "") -> bool | None:
    """Take a fact into a draft.

    Args:
        draft: The entity.
        field: What the value is, in the words of the room's tables.
        value: As printed.
        label: The list's own label, for ``extra`` and ``note``.

    Returns:
        ``True`` when taken, ``False`` when the value is not understood, ``None`` when there is no
        such field: then it is a kind of identifier.
    """
    if field == "extra":
        draft.keep(label, value)
        return True
    if field == "note":
        draft.notes.append(f"{label.rstrip(' :-')}: {value.rstrip('.')}")
        return True
    action = _FIELDS.get(field)
    if action is None:
        return None
    return action(draft, value) is not False


def _address(draft: Draft, value: str) -> None:
    draft.address(text=value)


def _former_flag(draft: Draft, value: str) -> None:
    draft.flag(value, former=True)


def _link(relation: str, draft: Draft, value: str) -> None:
    draft.link(relation, value)


def _owner(draft: Draft, value: str) -> None:
    draft.vessel["owner"] = value
    draft.link("owned_by", value)


def _ship(part: str, draft: Draft, value: str) -> bool:
    if draft.type == "vessel":
        draft.vessel[part] = value
    return draft.type == "vessel"


_FIELDS: Mapping[str, Callable[[Draft, str], bool | None]] = {
    "country": Draft.tied_to,
    "nationality": Draft.nationality,
    "born": Draft.born,
    "founded": Draft.founded,
    "birth_place": Draft.birth_place,
    "title": Draft.title,
    "position": Draft.position,
    "remark": Draft.remark,
    "gender": Draft.sex,
    "listed_on": Draft.listed,
    "alias": partial(Draft.name, kind="strong"),
    "weak_alias": partial(Draft.name, kind="weak"),
    "former_name": partial(Draft.name, kind="former"),
    "original_name": partial(Draft.name, kind="original"),
    "address": _address,
    "flag": Draft.flag,
    "flag_former": _former_flag,
    "operator": partial(_link, "operated_by"),
    "parent": partial(_link, "part_of"),
    "owner": _owner,
    **{part: partial(_ship, part) for part in _VESSEL},
}
