"""The rule book: all packs, loaded and checked, ready to judge an order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from holdpoint.errors import LawError
from holdpoint.files import digest
from holdpoint.law._kleene import Truth
from holdpoint.law._nodes import Context
from holdpoint.law._parse import Pack, read_pack
from holdpoint.law._result import results
from holdpoint.law._rule import Rule, RuleResult, Verdict, Window
from holdpoint.law._trace import Trace
from holdpoint.model import GRAVITY, Problem

HOME = Path(__file__).parent
PACKS = ("us", "eu", "uk", "un", "red_flags", "house")
"""Packs that come with the product, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Rules of all packs.

    Attributes:
        rules: In order of packs and files.
        digest: ``sha256:`` over the parsed text of every rule and the content of every list;
            comments, layout and examples do not change it.
    """

    rules: tuple[Rule, ...]
    digest: str
    _by_id: Mapping[str, Rule] = field(repr=False)
    _plans: dict[str, tuple[tuple[Rule, Window, Context], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def rule(self, name: str) -> Rule:
        """The rule of an id.

        Raises:
            KeyError: There is none.
        """
        return self._by_id[name]

    def evaluate(
        self, view: Mapping[str, Any], as_of: date, *, disabled: Collection[str] = ()
    ) -> tuple[RuleResult, ...]:
        """Apply every rule in force on a day to an order.

        Args:
            view: The order with its evidence, as declared in the schema.
            as_of: The day whose law is applied.
            disabled: Ids of red flags and company rules that the policy switches off.

        Returns:
            Rules that are met or undecided, gravest first, then by id.

        Raises:
            LawError: A rule of law is among the disabled ones, or there is no such rule.
        """
        self._refuse(disabled)
        regimes = set(view.get("jurisdictions") or ())
        out: list[RuleResult] = []
        for rule, window, context in self._plan(as_of.isoformat()):
            if (rule.regime is None or rule.regime in regimes) and rule.id not in disabled:
                trace = judge(rule, view, context)
                if trace.truth is not False:
                    out += results(rule, window, trace, view, context)
        return tuple(sorted(out, key=lambda r: (-GRAVITY[r.outcome], r.status, r.rule.id)))

    def explain(
        self, view: Mapping[str, Any], as_of: date, *, disabled: Collection[str] = ()
    ) -> tuple[Verdict, ...]:
        """Why each rule did or did not fire, in the order of the book."""
        day = as_of.isoformat()
        return tuple(self._verdict(rule, view, day, disabled) for rule in self.rules)

    def _verdict(
        self, rule: Rule, view: Mapping[str, Any], day: str, disabled: Collection[str]
    ) -> Verdict:
        if rule.id in disabled:
            return Verdict(rule=rule, state="disabled", why="The company's policy switches it off.")
        if rule.regime is not None and rule.regime not in (view.get("jurisdictions") or ()):
            why = f"{rule.regime} is not among the jurisdictions of this order."
            return Verdict(rule=rule, state="other jurisdiction", why=why)
        window = rule.window(day)
        context = context_of(rule, day)
        if window is None or context is None:
            why = f"Not in force on {day}: {_span(rule, window)}."
            return Verdict(rule=rule, state="not in force", why=why)
        trace = judge(rule, view, context)
        found = results(rule, window, trace, view, context)
        if window.state == "stayed":
            why = f"Stayed from {window.start} to {window.until}."
            return Verdict(rule=rule, state="stayed", why=why, trace=trace)
        if not found:
            why = "Its condition is not met." if trace.truth is False else "It is only a note."
            return Verdict(rule=rule, state="not met", why=why, trace=trace)
        return Verdict(rule=rule, state=found[0].status, why=found[0].explanation, trace=trace)

    def _plan(self, day: str) -> tuple[tuple[Rule, Window, Context], ...]:
        plan = self._plans.get(day)
        if plan is None:
            plan = tuple(step for rule in self.rules if (step := planned(rule, day)) is not None)
            if len(self._plans) >= 64:  # noqa: PLR2004 - days of one run; bounded for long services
                self._plans.clear()
            self._plans[day] = plan
        return plan

    def _refuse(self, disabled: Collection[str]) -> None:
        for name in sorted(disabled):
            if name not in self._by_id:
                raise LawError(f"There is no rule {name!r} to switch off. `rules list` names them.")
            if self._by_id[name].kind == "law":
                raise LawError(f"{name} is a rule of law: company policy cannot switch it off.")


def planned(rule: Rule, day: str) -> tuple[Rule, Window, Context] | None:
    """A rule ready for a day; ``None`` where it has no effect on it.

    A window that is stayed has an effect only if it bears a banner: then the finding is a note.
    """
    window = rule.window(day)
    context = context_of(rule, day)
    if window is None or context is None or (window.state == "stayed" and not window.banner):
        return None
    return rule, window, context


def context_of(rule: Rule, day: str) -> Context | None:
    """Parameters and lists of a rule on a day; ``None`` before a parameter's first value."""
    parameters = {}
    for parameter in rule.parameters:
        dated = parameter.at(day)
        if dated is None:
            return None
        parameters[parameter.name] = dated.value
    return Context(day=day, parameters=parameters, lists=rule.lists)


def judge(rule: Rule, view: Mapping[str, Any], context: Context) -> Trace:
    """The condition and its exceptions on one order: an exception that is unknown does neither."""
    when = rule.when.run((view,), context)
    if when.truth is False or not rule.unless:
        return when
    truth: Truth = when.truth
    children = [when]
    for excuse in rule.unless:
        found = excuse.node.run((view,), context)
        children.append(
            Trace("unless", None if found.truth is None else not found.truth, "not", (found,))
        )
        if found.truth is True:
            truth = False
        elif found.truth is None and truth is True:
            truth = None
    return Trace("when, unless", truth, "all", tuple(children))


def _span(rule: Rule, window: Window | None) -> str:
    if window is not None:
        return "a parameter has no value yet"
    spans = (
        f"{w.state} {w.start or 'start not verified'} to {w.until or 'open'}" for w in rule.windows
    )
    return ", ".join(spans)


def build(packs: Sequence[Pack]) -> RuleBook:
    """A rule book of packs that were read.

    Raises:
        LawError: With every problem of every pack, and every id that is used twice.
    """
    problems = [problem for pack in packs for problem in pack.problems]
    by_id: dict[str, Rule] = {}
    for pack in packs:
        for rule in pack.rules:
            problems += _clash(rule, by_id.get(rule.id))
            by_id.setdefault(rule.id, rule)
    if problems:
        shown = "\n".join(str(problem) for problem in problems[:20])
        more = f"\n… and {len(problems) - 20} more" if len(problems) > 20 else ""  # noqa: PLR2004 - one screen
        raise LawError(f"{len(problems)} problem(s) in the rules:\n{shown}{more}", problems)
    hashes = {
        name: [rule.digest, {key: table.digest for key, table in rule.lists.items()}]
        for name, rule in by_id.items()
    }
    return RuleBook(rules=tuple(by_id.values()), digest=digest(hashes), _by_id=by_id)


def _clash(rule: Rule, other: Rule | None) -> list[Problem]:
    if other is None:
        return []
    return [
        Problem(
            file=rule.file,
            line=rule.line,
            field="id",
            value=rule.id,
            reason=f"This id is used already, at {other.file}:{other.line}.",
            remedy="Give the rule an id of its own; a company's pack adds rules, it replaces none.",
        )
    ]


def read_packs(extra: Sequence[Path] = ()) -> list[Pack]:
    """The packs of the product, then others, read and not yet joined."""
    own = [HOME / "packs" / f"{name}.yaml" for name in PACKS]
    return [read_pack(path, lists=HOME) for path in (*own, *extra)]


@cache
def _embedded() -> RuleBook:
    return build(read_packs())


def load_rulebook(extra: Sequence[Path] = ()) -> RuleBook:
    """Load the packs of the product and a company's own.

    Args:
        extra: Pack files of the company. They may add holds, blocks and notes; they cannot
            replace or switch off a rule of law.

    Raises:
        LawError: With every problem of every pack, each with file, line and remedy.
        UnreadableInputError: A pack cannot be opened or is no YAML.
    """
    return build(read_packs(extra)) if extra else _embedded()
