"""The shape of an object: its fields, how each is read, and what each says.

One table of fields (``_fields.py``) gives the reader, the JSON Schema and the reference page, so
that the three cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from holdpoint.intake._scalars import BadCell, Reader, Refusal, did_you_mean, kind_of
from holdpoint.model import Problem

MAX_DEPTH = 20
"""How deep owners of owners are read."""

MAX_PROBLEMS = 200
"""How many faults of one order are told."""

_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value. ``schema`` is its JSON Schema."""

    read: Reader
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An object with named fields that becomes a dataclass of the model.

    Attributes:
        make: The dataclass.
        word: What it is, for messages ("a party").
        fields: By name in files. Filled after construction where things hold themselves.
    """

    make: Callable[..., Any]
    word: str
    fields: dict[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """A list of one kind of thing."""

    of: Scalar | Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """An object whose keys are data. ``key`` reads the key; ``kinds`` reads values by key.

    Keys outside ``kinds`` are read by ``other``, or refused where there is none.
    """

    key: Reader
    kinds: Mapping[str, Scalar]
    other: Scalar | None = None


Kind = Scalar | Thing | Many | Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an object.

    Attributes:
        kind: How it is read.
        says: What it means, one or two sentences for the reference.
        private: Its value is never shown in a message.
        required: The object cannot be without it.
        into: Name of the dataclass field, where it differs.
    """

    kind: Kind
    says: str
    private: bool = False
    required: bool = False
    into: str | None = None


@dataclass(slots=True, kw_only=True)
class Reading:
    """One order being read: where it stands, and what was found wrong with it.

    Attributes:
        where: For the flat form: line and column of a path, which messages then name.
        problems: The faults, at most :data:`MAX_PROBLEMS` and a last one that says there are more.
        faults: How many there are.
        notes: What was understood otherwise than it stands there; not faults.
    """

    file: str
    line: int | None
    where: Callable[[str], tuple[int | None, str]] | None = None
    problems: list[Problem] = field(default_factory=list)
    faults: int = 0
    notes: list[Problem] = field(default_factory=list)

    def refuse(self, path: str, reason: str, remedy: str, value: Any = None) -> None:  # noqa: ANN401 - any JSON value
        """Note a fault. ``value`` is shown cut; leave it out when it is personal."""
        if self.faults < MAX_PROBLEMS:
            self.add(self._problem(path, reason, remedy, value, fatal=True))
        else:
            self.add(None)

    def add(self, problem: Problem | None) -> None:
        """Note a fault that is already put into words; ``None`` only counts one more."""
        self.faults += 1
        if self.faults <= MAX_PROBLEMS and problem is not None:
            self.problems.append(problem)
        elif self.faults == MAX_PROBLEMS + 1:
            reason = f"this order has more than {MAX_PROBLEMS} faults; the others are not told."
            self.problems.append(
                Problem(file=self.file, line=self.line, reason=reason, remedy="Mend these first.")
            )

    def note(self, path: str, value: Any, words: str) -> None:  # noqa: ANN401 - any JSON value
        """Note something that was understood, which stops nothing."""
        if len(self.notes) >= MAX_PROBLEMS:
            return
        remedy = "Write it so if that is right; mend it if not."
        self.notes.append(self._problem(path, f"{words}.", remedy, value, fatal=False))

    def _problem(self, path: str, reason: str, remedy: str, value: Any, *, fatal: bool) -> Problem:  # noqa: ANN401 - any JSON value
        line, name = self.where(path) if self.where else (self.line, path)
        return Problem(
            file=self.file,
            line=line,
            field=shown(name) or None,
            value=None if value is None else shown(value),
            reason=reason,
            remedy=remedy,
            fatal=fatal,
        )


def shown(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value for a message: at most 80 characters, nothing that could harm a terminal."""
    if isinstance(value, BadCell):
        return value.address
    given = str(value)[: _SHOWN + 1]
    if len(given) > _SHOWN:
        given = given[: _SHOWN - 1] + "…"
    if given.isprintable():
        return given
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in given)


def read_thing(thing: Thing, raw: Any, path: str, reading: Reading, depth: int = 0) -> Any:  # noqa: ANN401 - JSON in, dataclass out
    """Read an object into its dataclass.

    Returns:
        The dataclass, or ``None`` when something in it was refused (see ``reading.problems``).
    """
    if not isinstance(raw, Mapping):
        reading.refuse(path, f"is {kind_of(raw)} where {thing.word} belongs.", "Give an object.")
        return None
    if depth > MAX_DEPTH:
        reading.refuse(path, f"lies more than {MAX_DEPTH} deep.", "Leave the deepest out.")
        return None
    before = reading.faults
    _check_names(thing, raw, path, reading)
    values: dict[str, Any] = {}
    for name, spec in thing.fields.items():
        inner = f"{path}.{name}" if path else name
        given = raw.get(name)
        if not _is_unknown(given):
            values[spec.into or name] = _read_field(spec, given, inner, reading, depth)
        elif spec.required:
            reading.refuse(inner, "is missing.", f"Give it: {spec.says}")
    return thing.make(**values) if reading.faults == before else None


def _is_unknown(raw: Any) -> bool:  # noqa: ANN401 - any JSON value
    """``null`` and blank text say that a value is not known."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _check_names(thing: Thing, raw: Mapping[Any, Any], path: str, reading: Reading) -> None:
    for name in raw:
        if name not in thing.fields:
            reading.refuse(
                f"{path}.{name}" if path else str(name),
                f"is no field of {thing.word}.",
                f"{did_you_mean(str(name), thing.fields)}Mend the name, or put it into notes.",
            )


def _read_field(spec: Field, raw: Any, path: str, reading: Reading, depth: int) -> Any:  # noqa: ANN401 - JSON in, model out
    kind = spec.kind
    if isinstance(kind, Scalar):
        return _read_scalar(kind, raw, path, reading, private=spec.private)
    if isinstance(kind, Thing):
        return read_thing(kind, raw, path, reading, depth)
    if isinstance(kind, Pairs):
        return _read_pairs(kind, raw, path, reading, private=spec.private)
    if not isinstance(raw, list | tuple):
        reading.refuse(path, f"is {kind_of(raw)}, not a list.", "Put it into [ ].")
        return None
    inner = Field(kind=kind.of, says=spec.says, private=spec.private)
    return tuple(
        _read_field(inner, one, f"{path}[{i}]", reading, depth + 1) for i, one in enumerate(raw)
    )


def _read_scalar(kind: Scalar, raw: Any, path: str, reading: Reading, *, private: bool) -> Any:  # noqa: ANN401 - JSON in, model out
    value = None if private or isinstance(raw, Mapping | list | tuple) else raw
    if isinstance(raw, BadCell):
        reading.refuse(path, raw.reason, raw.remedy, raw)
        return None
    try:
        return kind.read(raw, partial(reading.note, path, value))
    except Refusal as refusal:
        reading.refuse(path, refusal.reason, refusal.remedy, value)
        return None


def _read_pairs(kind: Pairs, raw: Any, path: str, reading: Reading, *, private: bool) -> Any:  # noqa: ANN401 - JSON in, model out
    if not isinstance(raw, Mapping):
        reading.refuse(path, f"is {kind_of(raw)}, not an object.", "Give an object of pairs.")
        return {}
    out: dict[str, Any] = {}
    for name, given in raw.items():
        inner = f"{path}.{name}"
        scalar = kind.kinds.get(name, kind.other)
        try:
            key = kind.key(name, partial(reading.note, inner, None))
        except Refusal as refusal:
            reading.refuse(inner, refusal.reason, refusal.remedy)
            continue
        if scalar is not None and not _is_unknown(given):
            out[key] = _read_scalar(scalar, given, inner, reading, private=private)
    return out
