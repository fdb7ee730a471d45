"""Keep a decision so that it can be made again, and make it again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdpoint.errors import ReplayError
from holdpoint.files import canonical, digest, plain, read_bytes, revive, write_atomic
from holdpoint.model import Transaction

if TYPE_CHECKING:
    from holdpoint.screening._answer import Answer
    from holdpoint.screening._screener import Screener

FORM = 1
"""Version of the record's form."""

_WHY = {
    "engine": "It was decided by another version of the program.",
    "snapshot": "It was decided with another snapshot: other lists, or other editions of them.",
    "rules": "It was decided by other rules: the packs have changed, or a firm's own are missing.",
    "policy": "It was decided under another policy: give the one of then with --policy.",
}
_NO_REASON = (
    "Snapshot, rules and policy are the same and {engine} says another thing: report it, with the "
    "record."
)

_PLAIN_ID = re.compile(r"[A-Z0-9_-][A-Z0-9._-]{0,99}")
_NAME = 40  # letters of at most four bytes each, under every file system's limit of 255
_MARK = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A decision record read back.

    Attributes:
        as_of: The day that was asked for; ``None`` when the transaction's own date ruled.
        decision: The decision as it was written, JSON values.
    """

    transaction: Transaction
    as_of: date | None
    decision: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place in which a decision made again differs from the one on record."""

    path: str
    then: str
    now: str


def record_bytes(transaction: Transaction, answer: Answer, as_of: date | None) -> bytes:
    """A decision with all that is needed to make it again, as canonical JSON and a newline."""
    return (
        canonical(
            {
                "holdpoint_record": FORM,
                "transaction": plain(transaction),
                "as_of": as_of.isoformat() if as_of else None,
                "decision": answer.to_dict(),
            }
        )
        + b"\n"
    )


def record_path(folder: Path, transaction: Transaction) -> Path:
    """The file in a folder that the record of a transaction gets, named after its id.

    Two ids never get one file, also where the file system takes ``SO-1`` and ``so-1`` for one
    name: only an id of capitals, digits, ``-``, ``_`` and ``.`` stands for itself, every other is
    followed by a piece of its hash.
    """
    plainly = _PLAIN_ID.fullmatch(transaction.id)
    name = transaction.id
    if not plainly:
        kept = "".join(c if c.isalnum() or c in "-_." else "_" for c in name)[:_NAME].strip(".")
        mark = digest(name.encode("utf-8", "surrogatepass")).removeprefix("sha256:")[:_MARK]
        name = f"{kept}-{mark}"
    return folder / f"{name}.json"


def write_record(
    folder: Path, transaction: Transaction, answer: Answer, as_of: date | None
) -> Path:
    """Write a record into a folder, under the name of :func:`record_path`.

    Returns:
        The file.
    """
    path = record_path(folder, transaction)
    write_atomic(path, record_bytes(transaction, answer, as_of))
    return path


def read_record(path: Path) -> Kept:
    """Read a record.

    Raises:
        UnreadableInputError: There is no such file, or it cannot be opened.
        ReplayError: As :func:`parse_record`.
    """
    return parse_record(path.name, read_bytes(path))


def parse_record(name: str, content: bytes) -> Kept:
    """Read a record from the content of its file.

    Args:
        name: Of the file, for errors.
        content: Its bytes.

    Raises:
        ReplayError: It is no decision record, of another form, or was changed since it was written.
    """
    try:
        data = json.loads(content)
        form = data["holdpoint_record"]
        if form != FORM:
            raise ReplayError(f"{name}: record of form {form}; this version reads {FORM}.")
        kept = Kept(
            transaction=revive(Transaction, data["transaction"]),
            as_of=date.fromisoformat(data["as_of"]) if data["as_of"] else None,
            decision=data["decision"],
        )
        _unaltered(name, kept)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ReplayError(
            f"{name}: this is no decision record. "
            "Give a file that `holdpoint screen --out FOLDER/` wrote."
        ) from error
    return kept


def _unaltered(name: str, kept: Kept) -> None:
    record = dict(kept.decision["record"])
    stated = record.pop("decision")
    body = {**kept.decision, "record": record}
    if digest(body) != stated:
        raise ReplayError(f"{name}: the decision was changed after it was sealed.")
    if digest(kept.transaction) != body["record"]["input"]:
        raise ReplayError(f"{name}: the transaction is not the one that was decided.")


def replay(kept: Kept, screener: Screener) -> tuple[Difference, ...]:
    """Screen a recorded transaction again and compare.

    Args:
        kept: The record.
        screener: Made with the snapshot, rules and policy to use now.

    Returns:
        Nothing when the decision has the same bytes; otherwise every difference, the
        record's own hashes first, because they tell why.
    """
    answer = screener.screen(kept.transaction, as_of=kept.as_of).to_dict()
    if canonical(answer) == canonical(kept.decision):
        return ()
    found = sorted(
        _compare("", kept.decision, answer), key=lambda d: not d.path.startswith("record")
    )
    return tuple(found)


def reasons(kept: Kept, differences: Sequence[Difference]) -> tuple[str, ...]:
    """Why a decision made again differs from the one on record, in words.

    Args:
        kept: The record.
        differences: What :func:`replay` found.

    Returns:
        A sentence for each of engine, snapshot, rules and policy that is not the one of then; one
        when all are the same and the answer is not. Nothing where nothing differs.
    """
    if not differences:
        return ()
    other = {d.path.removeprefix("record.") for d in differences if d.path.startswith("record.")}
    found = tuple(words for part, words in _WHY.items() if part in other)
    return found or (_NO_REASON.format(engine=kept.decision["record"]["engine"]),)


def _compare(path: str, then: Any, now: Any) -> Iterator[Difference]:  # noqa: ANN401 - JSON values
    if isinstance(then, dict) and isinstance(now, dict):
        for key in sorted({*then, *now}):
            yield from _compare(f"{path}.{key}" if path else key, then.get(key), now.get(key))
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for i, (old, new) in enumerate(zip(then, now, strict=True)):
            yield from _compare(f"{path}[{i}]", old, new)
    elif then != now:
        yield Difference(path=path, then=_short(then), now=_short(now))


def _short(value: Any) -> str:  # noqa: ANN401 - JSON values
    text = canonical(value).decode()
    return text if len(text) <= 120 else f"{text[:117]}..."  # noqa: PLR2004 - one line of a terminal
