"""From the condition of a rule, as written, to a function; every fault is told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from holdpoint.law import _nodes as nodes
from holdpoint.law._doc import Path, Raw, hint
from holdpoint.law._kleene import Truth, at_least, more_than, negate
from holdpoint.law._needs import ANYTHING, Needs, Step, all_need, any_need, needs_of, row_needs
from holdpoint.law._nodes import Context, Env, Get, Node
from holdpoint.law._operands import Operands
from holdpoint.law._operators import OPERATORS, Operator
from holdpoint.law._predicates import LICENCE, PREDICATES, Registered
from holdpoint.law._schema import KINDS
from holdpoint.law._scope import Resolved, Scope
from holdpoint.law._trace import Leaf, Trace

_QUANTIFIER = re.compile(r"(any given|any|every|count) ([a-z_]+(?:\.[a-z_]+)*)")
_GROUPS = ("all", "any", "not", "licence", "call")
_COUNTED: Mapping[str, Callable[[int, int, float], Truth]] = {
    "at_least": at_least,
    "more_than": more_than,
    "at_most": lambda low, high, limit: negate(more_than(low, high, limit)),
    "less_than": lambda low, high, limit: negate(at_least(low, high, limit)),
}
_NEVER = Node(text="never", run=lambda _env, _context: Trace("never", truth=False))


@dataclass(slots=True)
class Compiler(Operands):
    """Compiles the conditions of one rule.

    Attributes:
        seeks_missing: A condition asks whether a fact of the order is unknown.
    """

    seeks_missing: bool = False

    def condition(self, raw: Raw, path: Path, scope: Scope, sign: int = 1) -> Node:
        """Compile a condition.

        Args:
            raw: A mapping; several keys mean all of them.
            path: Where it stands in the document.
            scope: The rows around it.
            sign: 1 where "true" speaks for the rule to fire, -1 where it speaks against, 0 both.
        """
        if not isinstance(raw, dict) or not raw:
            self.doc.fault(
                path,
                "A condition must be a group of `path: {operator: value}` lines.",
                "Write `path: {operator: value}`, `any items: …`, `all: […]` or `not: …`.",
                value=raw,
            )
            return _NEVER
        parts = [self._entry(key, raw[key], (*path, key), scope, sign) for key in raw]
        return parts[0] if len(parts) == 1 else _joined("all of", parts, nodes.every_of)

    def _entry(self, key: str, raw: Raw, path: Path, scope: Scope, sign: int) -> Node:
        found = _QUANTIFIER.fullmatch(key)
        if found is not None:
            return self._quantified(found[1], found[2], raw, path, scope, sign)
        if key in ("all", "any"):
            return self._group(key, raw, path, scope, sign)
        if key == "not":
            return _negated(self.condition(raw, path, scope, -sign))
        if key in ("licence", "call"):
            return self._predicate(key, raw, path)
        return self._tests(key, raw, path, scope, sign)

    def _group(self, key: str, raw: Raw, path: Path, scope: Scope, sign: int) -> Node:
        rows = self.doc.rows(raw, path, f"`{key}`")
        parts = [self.condition(one, (*path, i), scope, sign) for i, one in enumerate(rows)]
        if not parts:
            return _NEVER
        if key == "all":
            return _joined("all of", parts, nodes.every_of)
        return _joined("any of", parts, nodes.some_of)

    def _quantified(
        self,
        word: str,
        name: str,
        raw: Raw,
        path: Path,
        scope: Scope,
        sign: int,
    ) -> Node:
        found = self.resolve(name, path, scope)
        if found is None:
            return _NEVER
        what = found.leaf.field
        if what.kind != "rows":
            self.doc.fault(
                path,
                f"'{name}' is {KINDS[what.kind]}, not a collection.",
                f"Write `{name}: {{operator: value}}`.",
            )
            return _NEVER
        if word == "any given" and not what.given:
            self.doc.fault(
                path,
                f"'{name}' may not be passed over when it is missing.",
                f"Write `any {name}:`; `any given` is for items, route, owners, licences and"
                " goods_lists.",
            )
        inner = scope.inside(found.leaf.name, what.fields)
        if word == "count":
            return self._counted(name, found, raw, path, inner, sign)
        body = self.condition(raw, path, inner, sign)
        get = nodes.getter(found.depth, found.keys)
        text = f"{word} {name}"
        if word == "every":
            run = nodes.every_row(text, found.leaf, get, body.run)
        else:
            run = nodes.any_row(text, found.leaf, get, body.run, given=word == "any given")
        absent = not (what.evidence or what.always) and word != "any given"
        needs = ANYTHING
        if word != "every":
            needs = row_needs(Step(found.depth, found.keys, word == "any given"), body.needs)
        return _walked(text, run, found.leaf, body, inner.chain, absent=absent, needs=needs)

    def _counted(
        self,
        name: str,
        found: Resolved,
        raw: Raw,
        path: Path,
        inner: Scope,
        sign: int,
    ) -> Node:
        parts = self.doc.mapping(raw, path, f"`count {name}`")
        self.doc.keys(parts, path, ("where", *_COUNTED), "a count")
        limits = [key for key in parts if key in _COUNTED]
        if len(limits) != 1 or "where" not in parts:
            self.doc.fault(
                path,
                "A count needs `where` and one of " + ", ".join(_COUNTED) + ".",
                f"Write `count {name}: {{where: {{…}}, at_least: 2}}`.",
            )
            return _NEVER
        word = limits[0]
        limit = self.operand(parts[word], (*path, word), "number", inner)
        turned = sign if word in ("at_least", "more_than") else -sign
        body = self.condition(parts["where"], (*path, "where"), inner, turned)
        compare = _COUNTED[word]

        def judge(sure: int, possible: int, context: Context) -> Truth:
            wanted = limit(({},), context)
            return None if wanted is None else compare(sure, possible, wanted)

        get = nodes.getter(found.depth, found.keys)
        text = f"count of {name} {OPERATORS[word].phrase} {_shown(parts[word])}"
        run = nodes.count_rows(text, found.leaf, get, body.run, judge)
        return _walked(
            text,
            run,
            found.leaf,
            body,
            inner.chain,
            absent=not (found.leaf.field.evidence or found.leaf.field.always),
            needs=row_needs(Step(found.depth, found.keys, given=False), body.needs)
            if word in ("at_least", "more_than") and _positive(parts[word], word)
            else ANYTHING,
        )

    def _predicate(self, key: str, raw: Raw, path: Path) -> Node:
        if key == "licence":
            parts = self.doc.mapping(raw, path, "`licence`")
            self.doc.keys(parts, path, ("valid_for",), "a licence")
            regime = self.doc.text(parts.get("valid_for"), (*path, "valid_for"), "`valid_for`")
            return _called(LICENCE, regime, f"a licence of {regime} is valid")
        name, argument = next(iter(raw.items())) if isinstance(raw, dict) and raw else (raw, "")
        predicate = PREDICATES.get(str(name))
        if predicate is None:
            self.doc.fault(
                path, f"There is no predicate '{name}'.", hint(str(name), PREDICATES), value=name
            )
            return _NEVER
        if predicate.argument != bool(argument):
            wants = "needs a text" if predicate.argument else "takes nothing"
            self.doc.fault(path, f"The predicate '{name}' {wants}.", f"Write `call: {name}` so.")
        return _called(predicate, str(argument), f"{name} {argument}".strip())

    def _tests(self, key: str, raw: Raw, path: Path, scope: Scope, sign: int) -> Node:
        found = self.resolve(key, path, scope)
        if found is None:
            return _NEVER
        if not isinstance(raw, dict) or not raw:
            self.doc.fault(
                path,
                f"'{key}' needs an operator.",
                f"Write `{key}: {{equals: {raw}}}`, or another operator.",
                value=raw,
            )
            return _NEVER
        parts = [self._test(found, word, raw[word], (*path, word), scope, sign) for word in raw]
        return parts[0] if len(parts) == 1 else _joined("all of", parts, nodes.every_of)

    def _test(
        self,
        found: Resolved,
        word: str,
        raw: Raw,
        path: Path,
        scope: Scope,
        sign: int,
    ) -> Node:
        operator = OPERATORS.get(word)
        if operator is None:
            self.doc.fault(path, f"'{word}' is no operator.", hint(word, OPERATORS))
            return _NEVER
        leaf = found.leaf
        if leaf.field.kind not in operator.kinds:
            fits = [name for name, one in OPERATORS.items() if leaf.field.kind in one.kinds]
            self.doc.fault(
                path,
                f"'{leaf.path}' is {KINDS[leaf.field.kind]}; `{word}` does not work on that.",
                f"Use {', '.join(fits)}.",
            )
            return _NEVER
        get = nodes.getter(found.depth, found.keys)
        text = f"{leaf.path} {operator.phrase} {_shown(raw)}"
        cheap = found.depth == 0 and len(scope.frames) == 1
        if operator.operand == "yes":
            return self._known(operator, leaf, get, raw, path, sign, cheap=cheap)
        unknown = not leaf.field.always
        if operator.operand == "list":
            run = nodes.listed(text, leaf, get, self.list(raw, path))
        else:
            operand = self.typed(operator, leaf, raw, path, scope)
            assert operator.test is not None
            run = nodes.test(text, leaf, found.keys, operand, operator.test)
        return Node(
            text=text,
            run=run,
            reads=(leaf.path,),
            may_be_unknown=unknown,
            cheap=cheap,
            needs=needs_of(word, leaf.field.kind, found.depth, found.keys, raw),
        )

    def _known(
        self,
        operator: Operator,
        leaf: Leaf,
        get: Get,
        raw: Raw,
        path: Path,
        sign: int,
        *,
        cheap: bool,
    ) -> Node:
        if raw != "true":
            self.doc.fault(
                path, f"`{operator.name}` is followed by true.", "Write true.", value=raw
            )
        seeks = operator.name == "is_unknown"
        if not leaf.field.reference:
            self.seeks_missing = self.seeks_missing or seeks
            if sign != (1 if seeks else -1):
                self.doc.fault(
                    path,
                    "Here a missing fact would silence the rule.",
                    "A missing fact may ask or hold, never excuse: leave the test out; what is"
                    " unknown holds by itself.",
                )
        text = f"{leaf.path} {operator.phrase}"
        run = nodes.known(text, leaf, get, wanted=not seeks)
        return Node(text=text, run=run, reads=(leaf.path,), cheap=cheap)


def _positive(raw: Raw, word: str) -> bool:
    """Whether a count needs a row: a parameter may be nought, so it is not relied on."""
    try:
        limit = float(raw) if isinstance(raw, str) else 0.0
    except ValueError:
        return False
    return limit > 0 or (word == "more_than" and limit == 0)


def _shown(raw: Raw) -> str:
    return ", ".join(map(str, raw)) if isinstance(raw, list) else str(raw)


def _joined(text: str, parts: list[Node], run: Callable[[str, list[Node]], nodes.Run]) -> Node:
    return Node(
        text=text,
        run=run(text, parts),
        chains=tuple(chain for part in parts for chain in part.chains),
        reads=tuple(read for part in parts for read in part.reads),
        may_be_unknown=any(part.may_be_unknown for part in parts),
        cheap=all(part.cheap for part in parts),
        needs=(any_need if run is nodes.some_of else all_need)(part.needs for part in parts),
    )


def _negated(inner: Node) -> Node:
    return Node(
        text="not",
        run=nodes.none_of("not", inner),
        chains=inner.chains,
        reads=inner.reads,
        may_be_unknown=inner.may_be_unknown,
        cheap=inner.cheap,
    )


def _walked(
    text: str,
    run: nodes.Run,
    leaf: Leaf,
    body: Node,
    chain: tuple[str, ...],
    *,
    absent: bool,
    needs: Needs,
) -> Node:
    return Node(
        text=text,
        run=run,
        chains=(chain, *body.chains),
        reads=(leaf.path, *body.reads),
        may_be_unknown=absent or body.may_be_unknown,
        needs=needs,
    )


def _called(predicate: Registered, argument: str, text: str) -> Node:
    found = Scope().resolve(predicate.reads[0])

    def run(env: Env, context: Context) -> Trace:
        truth = predicate.run(env[0], context.day, argument)
        return Trace(text, truth, "test", (), env[0].get(found.keys[0]), found.leaf)

    return Node(text=text, run=run, reads=predicate.reads, may_be_unknown=True)
