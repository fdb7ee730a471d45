"""Conditions as functions: each node looks at the rows around it and answers with a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from holdpoint.law._kleene import Truth, negate
from holdpoint.law._lists import ListTable
from holdpoint.law._needs import ANYTHING, Needs
from holdpoint.law._operators import Test, plain_texts
from holdpoint.law._trace import Leaf, Trace

Env = tuple[Mapping[str, Any], ...]
"""The view, then the enclosing rows from the outermost in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule stands on for one day: the day, its parameters and its lists."""

    day: str
    parameters: Mapping[str, Any]
    lists: Mapping[str, ListTable]


Run = Callable[[Env, Context], Trace]
Get = Callable[[Env, Context], Any]

_traced: Callable[[tuple[Any, ...]], Trace] = partial(tuple.__new__, Trace)
"""A trace of all its parts in order: thousands are made for an order, so it costs what it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A compiled condition.

    Attributes:
        text: The condition as a person reads it.
        chains: Names of the collections that it walks, outermost first.
        reads: Paths it looks at.
        may_be_unknown: Whether a missing fact can leave it undecided.
        cheap: It is one test on the order itself, so it is worth looking at first.
        needs: What must be there, or unknown, for it not to be false; for the index.
    """

    text: str
    run: Run
    chains: tuple[tuple[str, ...], ...] = ()
    reads: tuple[str, ...] = ()
    may_be_unknown: bool = False
    cheap: bool = False
    needs: Needs = ANYTHING


def getter(depth: int, keys: Sequence[str]) -> Get:
    """A function that reads a path; anything missing on the way is ``None``."""
    if len(keys) == 1:
        key = keys[0]
        return lambda env, _context: env[depth].get(key)

    def read(env: Env, _context: Context) -> object:
        value: Any = env[depth]
        for key in keys:
            if not isinstance(value, Mapping):
                return None
            value = value.get(key)
        return value

    return read


class Constant:
    """An operand that stands in the rule itself."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __call__(self, _env: Env, _context: Context) -> object:
        return self.value


def test(text: str, leaf: Leaf, keys: Sequence[str], operand: Get, compare: Test) -> Run:
    """One comparison; unknown when either side is."""
    if len(keys) == 1 and isinstance(operand, Constant) and operand.value is not None:
        return _plain_test(text, leaf, keys[0], operand.value, compare)
    get = getter(leaf.depth, keys)

    def run(env: Env, context: Context) -> Trace:
        value, truth = get(env, context), None
        if value is not None and (wanted := operand(env, context)) is not None:
            truth = compare(value, wanted)
        return _traced((text, truth, "test", (), value, leaf, None, ""))

    return run


def _plain_test(text: str, leaf: Leaf, key: str, wanted: Any, compare: Test) -> Run:  # noqa: ANN401 - as an operator takes it
    """The same for one key and a value of the rule: most tests, a third faster."""
    depth, texts = leaf.depth, plain_texts(compare, wanted)
    if texts is None:

        def run(env: Env, _context: Context) -> Trace:
            value = env[depth].get(key)
            truth = None if value is None else compare(value, wanted)
            return _traced((text, truth, "test", (), value, leaf, None, ""))

        return run

    def look_up(env: Env, _context: Context) -> Trace:
        value = env[depth].get(key)
        truth: Truth = None
        if value is not None:
            truth = value in texts if type(value) is str else compare(value, wanted)
        return _traced((text, truth, "test", (), value, leaf, None, ""))

    return look_up


def listed(text: str, leaf: Leaf, get: Get, name: str) -> Run:
    """Whether a text stands on one of the rule's lists on the day."""

    def run(env: Env, context: Context) -> Trace:
        value = get(env, context)
        truth = context.lists[name].holds(value, context.day) if isinstance(value, str) else None
        return _traced((text, truth, "test", (), value, leaf, None, ""))

    return run


def known(text: str, leaf: Leaf, get: Get, *, wanted: bool) -> Run:
    """Whether a fact is stated at all."""

    def run(env: Env, context: Context) -> Trace:
        value = get(env, context)
        return _traced((text, (value is not None) is wanted, "test", (), value, leaf, None, ""))

    return run


def every_of(text: str, nodes: Sequence[Node], op: str = "all") -> Run:
    """All conditions; stops at the first that is false, cheap ones first."""
    runs = tuple(node.run for node in sorted(nodes, key=lambda node: not node.cheap))

    def run(env: Env, context: Context) -> Trace:
        truth: Truth = True
        children: list[Trace] = []
        for one in runs:
            trace = one(env, context)
            children.append(trace)
            if trace.truth is False:
                truth = False
                break
            if trace.truth is None:
                truth = None
        return _traced((text, truth, op, tuple(children), None, None, None, ""))

    return run


def some_of(text: str, nodes: Sequence[Node]) -> Run:
    """Any of some conditions; all are looked at, so that no witness is lost."""
    runs = tuple(node.run for node in nodes)

    def run(env: Env, context: Context) -> Trace:
        truth: Truth = False
        children: list[Trace] = []
        for one in runs:
            trace = one(env, context)
            children.append(trace)
            if trace.truth is True:
                truth = True
            elif trace.truth is None and truth is False:
                truth = None
        return Trace(text, truth, "any", tuple(children))

    return run


def none_of(text: str, node: Node) -> Run:
    """The opposite; unknown stays unknown."""
    inner = node.run

    def run(env: Env, context: Context) -> Trace:
        trace = inner(env, context)
        return Trace(text, negate(trace.truth), "not", (trace,))

    return run


def _rows(
    body: Run, name: str, rows: Sequence[Mapping[str, Any]], env: Env, c: Context
) -> list[Trace]:
    out = []
    for row in rows:
        inner = body((*env, row), c)
        here = row.get("@") or name
        out.append(_traced((here, inner.truth, "row", (inner,), None, None, row, name)))
    return out


def any_row(text: str, leaf: Leaf, get: Get, body: Run, *, given: bool) -> Run:
    """A row for which the condition is true; an absent collection is unknown (``given``: false)."""
    name = leaf.name

    def run(env: Env, context: Context) -> Trace:
        rows = get(env, context)
        if rows is None:
            return Trace(text, False if given else None, "any", (), None, leaf)
        children = _rows(body, name, rows, env, context)
        truth: Truth = False
        for child in children:
            if child.truth is True:
                truth = True
                break
            if child.truth is None:
                truth = None
        return Trace(text, truth, "any", tuple(children), None, leaf)

    return run


def every_row(text: str, leaf: Leaf, get: Get, body: Run) -> Run:
    """The condition is true for all rows (of no rows too); an absent collection is unknown."""
    name = leaf.name

    def run(env: Env, context: Context) -> Trace:
        rows = get(env, context)
        if rows is None:
            return Trace(text, None, "every", (), None, leaf)
        children = _rows(body, name, rows, env, context)
        truth: Truth = True
        for child in children:
            if child.truth is False:
                truth = False
                break
            if child.truth is None:
                truth = None
        return Trace(text, truth, "every", tuple(children), None, leaf)

    return run


def count_rows(
    text: str, leaf: Leaf, get: Get, body: Run, judge: Callable[[int, int, Context], Truth]
) -> Run:
    """How many rows the condition is true for, between the sure ones and the possible ones."""
    name = leaf.name

    def run(env: Env, context: Context) -> Trace:
        rows = get(env, context)
        if rows is None:
            return Trace(text, None, "count", (), None, leaf)
        children = _rows(body, name, rows, env, context)
        sure = sum(child.truth is True for child in children)
        possible = sum(child.truth is not False for child in children)
        return Trace(text, judge(sure, possible, context), "count", tuple(children), sure, leaf)

    return run
