"""Two versions of one entity, field by field: did a fact change, or only how it is written?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Form = Literal["new_field", "dropped_field", "order", "spelling"]

_SPREAD = ("vessel", "extra")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What changed in one field of one entity.

    Attributes:
        field: Name of the field; ``vessel.flag``, ``extra.<label>`` for fields in a group.
        removed: Values that went, JSON values; of a single value, the one before.
        added: Values that came.
        form: ``None`` for a change of facts. Otherwise what makes it one of form only: the
            edition before had no such field at all (``new_field``) or the later one has none any
            more (``dropped_field``), the values stand in another ``order``, or case, spaces or
            punctuation differ (``spelling``).
    """

    field: str
    removed: tuple[Any, ...]
    added: tuple[Any, ...]
    form: Form | None = None


def paths(value: Any, at: str = "") -> Iterator[str]:  # noqa: ANN401 - JSON values
    """Every path in an entity that holds something, such as ``listings.until``.

    Items that have a ``kind`` give that too (``identifiers[email]``), because lists begin and
    cease to print kinds of identifiers as they do columns.
    """
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from paths(item, f"{at}.{key}" if at else key)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping) and "kind" in item:
                yield f"{at}[{item['kind']}]"
            yield from paths(item, at)
    else:
        yield at


def without(value: Any, drop: Mapping[str, Form], at: str = "") -> Any:  # noqa: ANN401 - JSON values
    """A value without the paths that are a matter of form."""
    if isinstance(value, Mapping):
        inner = {k: (v, f"{at}.{k}" if at else k) for k, v in value.items()}
        return {k: without(v, drop, path) for k, (v, path) in inner.items() if path not in drop}
    if isinstance(value, list):
        kept = [
            without(item, drop, at)
            for item in value
            if not (isinstance(item, Mapping) and f"{at}[{item.get('kind')}]" in drop)
        ]
        return [item for item in kept if item not in ({}, [])]
    return value


def field_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], forms: Mapping[str, Form]
) -> tuple[FieldChange, ...]:
    """The fields in which two versions of an entity differ.

    Args:
        before: The earlier version, JSON values.
        after: The later one.
        forms: Paths that only one of the two editions has at all.
    """
    old, new = _flat(before), _flat(after)
    found = (_change(name, old.get(name), new.get(name), forms) for name in sorted({*old, *new}))
    return tuple(change for change in found if change)


def _flat(entity: Mapping[str, Any]) -> dict[str, Any]:
    out = {key: value for key, value in entity.items() if key not in _SPREAD}
    for group in _SPREAD:
        out.update({f"{group}.{key}": value for key, value in entity.get(group, {}).items()})
    if "remarks" in out:  # remark by remark, so that one that changed stands alone
        out["remarks"] = out["remarks"].split("; ")
    return out


def _change(field: str, old: Any, new: Any, forms: Mapping[str, Form]) -> FieldChange | None:  # noqa: ANN401 - JSON values
    if old == new:
        return None
    removed, added = _gone(old, new), _gone(new, old)
    facts = _facts(field, old, forms), _facts(field, new, forms)
    if facts[0] == facts[1]:
        hit = sorted(p for p in forms if p == field or p.startswith((f"{field}.", f"{field}[")))
        return FieldChange(
            field=field, removed=removed, added=added, form=forms[hit[0]] if hit else "spelling"
        )
    removed, added = _gone(*facts), _gone(facts[1], facts[0])
    form: Form | None = None
    if not removed and not added:
        removed, added, form = _gone(old, []), _gone(new, []), "order"
    elif sorted(map(_loose, removed)) == sorted(map(_loose, added)):
        form = "spelling"
    return FieldChange(field=field, removed=removed, added=added, form=form)


def _facts(field: str, value: Any, forms: Mapping[str, Form]) -> Any:  # noqa: ANN401 - JSON values
    if value is None or field in forms:
        return None
    return without(value, forms, field) or None


def _gone(value: Any, other: Any) -> tuple[Any, ...]:  # noqa: ANN401 - JSON values
    """Values of one side that the other lacks, as often as it lacks them."""
    rest = Counter(_text(item) for item in _items(other))
    out = []
    for item in _items(value):
        text = _text(item)
        if rest[text] > 0:
            rest[text] -= 1
        else:
            out.append(item)
    return tuple(out)


def _items(value: Any) -> Iterable[Any]:  # noqa: ANN401 - JSON values
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _text(value: Any) -> str:  # noqa: ANN401 - JSON values
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _loose(value: Any) -> str:  # noqa: ANN401 - JSON values
    """A value without case, spaces and punctuation; digits and letters of every script stay."""
    return "".join(c for c in _text(value).casefold() if c.isalnum())
