"""What a condition saw: a tree with the text, the truth, the value and the place of each node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from holdpoint.law._kleene import Truth
from holdpoint.law._schema import Field

Chain = tuple[tuple[str, Mapping[str, Any]], ...]
"""Rows from the outermost in: collection name and row."""


class Leaf(NamedTuple):
    """What a condition on one field looks at, fixed when the rule is compiled.

    ``depth`` is the number of enclosing rows that its path starts from (0 is the order itself).
    """

    path: str
    field: Field
    depth: int
    name: str


class Trace(NamedTuple):
    """One node of the tree.

    Attributes:
        text: The condition as written, or the place of a row.
        op: ``all``, ``any``, ``not``, ``row``, ``test`` …
        seen: The value that a test saw; ``None`` is unknown.
        row: The row that a ``row`` node stands for, and ``name`` its collection.
    """

    text: str
    truth: Truth
    op: str = "test"
    children: tuple[Trace, ...] = ()
    seen: Any = None
    leaf: Leaf | None = None
    row: Mapping[str, Any] | None = None
    name: str = ""

    def to_dict(self, at: str = "", *, whole: bool = True) -> dict[str, Any]:
        """The tree as JSON values: ``text``, ``truth``, ``seen``, ``at``, ``children``.

        Args:
            at: The place that the node speaks of, where it bears none itself.
            whole: ``False`` leaves out rows that are false where one is looked for, and tells
                their number as ``false_rows``: an order of a thousand lines stays readable.
        """
        here = place(self.row) if self.row is not None else at
        out: dict[str, Any] = {"text": self.text, "truth": self.truth}
        if self.leaf is not None and self.op == "test":
            out["seen"] = self.seen
        if here:
            out["at"] = here
        children = self.children
        if not whole and self.op in ("any", "count"):
            children = tuple(c for c in children if c.row is None or c.truth is not False)
            if len(children) < len(self.children):
                out["false_rows"] = len(self.children) - len(children)
        if children:
            out["children"] = [child.to_dict(here, whole=whole) for child in children]
        return out

    def lines(self, indent: int = 0) -> Iterator[str]:
        """The tree as indented text for people."""
        word = {True: "yes", False: "no", None: "unknown"}[self.truth]
        seen = f" (saw {self.seen!r})" if self.op == "test" and self.leaf is not None else ""
        yield f"{'  ' * indent}{word}: {self.text}{seen}"
        for child in self.children:
            yield from child.lines(indent + 1)


def place(row: Mapping[str, Any]) -> str:
    """The place of a row in the order, empty where it bears none."""
    return str(row.get("@", ""))


def refusal(trace: Trace) -> str:
    """What made a tree false, in words: the first condition that was, and what it saw."""
    if trace.op == "test" and trace.leaf is not None:
        return f"{trace.text} (saw {trace.seen!r})"
    if trace.op in ("all", "row"):
        false = next((child for child in trace.children if child.truth is False), None)
        return trace.text if false is None else refusal(false)
    if trace.op == "any" and trace.leaf is not None:
        if not trace.children:
            return f"{trace.text}: there is none"
        if len(trace.children) > 1:
            return f"{trace.text}: true of none of {len(trace.children)}"
    if trace.op == "any" and len(trace.children) == 1:
        return refusal(trace.children[0])
    return trace.text if trace.op != "any" else f"none of {len(trace.children)} alternatives"


def witnesses(trace: Trace, *, open_too: bool) -> list[Chain]:
    """The rows on which a result stands, outermost first, in the order of the order.

    Args:
        trace: The tree of a rule.
        open_too: Follow unknown nodes as well as true ones (for a result that is unknown).
    """
    out: list[Chain] = []
    if trace.truth is True or (trace.truth is None and open_too):
        _collect(trace, (), out, open_too=open_too)
    return out


def _collect(trace: Trace, chain: Chain, out: list[Chain], *, open_too: bool) -> None:
    # A tree has far more false nodes than others: they are passed over before the call.
    row = trace.row
    if row is not None:
        chain = (*chain, (trace.name, row))
    before = len(out)
    for child in trace.children:
        truth = child.truth
        if truth is True or (truth is None and open_too):
            _collect(child, chain, out, open_too=open_too)
    if row is not None and len(out) == before:
        out.append(chain)


def unknown_leaves(trace: Trace) -> list[tuple[Chain, Leaf]]:
    """Fields that were unknown and left the tree undecided, with the rows they stand in."""
    out: list[tuple[Chain, Leaf]] = []
    if trace.truth is None:
        _open_leaves(trace, (), out)
    return out


def _open_leaves(trace: Trace, chain: Chain, out: list[tuple[Chain, Leaf]]) -> None:
    if trace.row is not None:
        chain = (*chain, (trace.name, trace.row))
    if not trace.children and trace.leaf is not None:
        out.append((chain, trace.leaf))
    for child in trace.children:
        if child.truth is None:
            _open_leaves(child, chain, out)


def plain_leaves(trace: Trace, *, open_too: bool) -> Iterator[Leaf]:
    """Fields of the order itself (not of a row) on which a result stands."""
    if trace.truth is False or (trace.truth is None and not open_too):
        return
    leaf = trace.leaf
    # An answer that nobody has given stands nowhere in the order.
    unanswered = trace.truth is None and leaf is not None and leaf.path.startswith("answers.")
    if leaf is not None and leaf.depth == 0 and not trace.children and not unanswered:
        yield leaf
    for child in trace.children:
        yield from plain_leaves(child, open_too=open_too)


def residue(trace: Trace) -> Trace | None:
    """What is still open in a true tree: the same tree, undecided, without its true rows.

    A rule that is met by one row may be unknown for another; that other row must not be lost.
    Returns ``None`` where nothing is open.
    """
    if trace.truth is not True or trace.op in ("not", "count") or not trace.children:
        return None
    opened = [child if child.truth is None else residue(child) for child in trace.children]
    if not any(opened):
        return None
    if trace.op == "any":
        children = tuple(child for child in opened if child is not None)
    else:
        pairs = zip(opened, trace.children, strict=True)
        children = tuple(new or old for new, old in pairs)
    return trace._replace(truth=None, children=children)
