"""A decision as JSON, in the form of the contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from holdpoint.files import plain
from holdpoint.model import Decision


def to_dict(decision: Decision) -> dict[str, Any]:
    """A decision as JSON values, keys in the order of the contract.

    Every key is there, also where it is empty. What the model knows beyond the contract (a
    finding's ``rule_text``, a candidate's ``name``, the ``sources``) stands after its keys.
    :func:`holdpoint.files.revive` makes the same decision of it again.
    """
    content: dict[str, Any] = plain(decision, keep_empty=True)
    return content


def to_json(decision: Decision, *, indent: int | None = 2) -> str:
    """A decision as JSON text without a line feed at the end; ``indent=None`` puts it on one line.

    Raises:
        ValueError: A number is not finite.
    """
    content = to_dict(decision)
    text = _dumps(content, indent, ascii_only=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair in the data: only an escape can carry it
        return _dumps(content, indent, ascii_only=True)
    return text


def _dumps(content: Mapping[str, Any], indent: int | None, *, ascii_only: bool) -> str:
    return json.dumps(
        content,
        ensure_ascii=ascii_only,
        allow_nan=False,
        indent=indent,
        separators=(",", ":") if indent is None else None,
    )


def json_array(decisions: Iterable[Decision]) -> Iterator[str]:
    """A JSON array in pieces, one decision a piece; joined they are one document."""
    yield "["
    first = True
    for decision in decisions:
        yield ("\n" if first else ",\n") + to_json(decision)
        first = False
    yield "]\n" if first else "\n]\n"
