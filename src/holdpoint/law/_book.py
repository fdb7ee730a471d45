"""The rule book: all packs, loaded and checked, ready to judge an order."""

from __future__ import annotations

from bisect import bisect_right
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
from holdpoint.law._plan import Plan, context_of, plan_of, switches
from holdpoint.law._result import open_question, results
from holdpoint.law._rule import Rule, RuleResult, Verdict, Window
from holdpoint.law._trace import Trace, refusal
from holdpoint.model import GRAVITY, Problem

HOME = Path(__file__).parent
PACKS = (
    "us", "eu", "uk", "un", "jp", "ua", "goods", "red_flags", "flags_party", "flags_goods",
    "flags_payment", "flags_route", "questions_law", "questions_party", "questions_trade",
    "questions_chips", "questions_ship", "house", "claims",
)  # fmt: skip
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
    _switches: tuple[str, ...] = field(default=(), repr=False)
    _plans: dict[int, Plan] = field(default_factory=dict, repr=False, compare=False)

    def rule(self, name: str) -> Rule:
        """The rule of an id.

        Raises:
            KeyError: There is none.
        """
        return self._by_id[name]

    def evaluate(
        self,
        view: Mapping[str, Any],
        as_of: date,
        *,
        disabled: Collection[str] = (),
        indexed: bool = True,
        unanswered: bool = False,
    ) -> tuple[RuleResult, ...]:
        """Apply every rule in force on a day to an order.

        Args:
            view: The order with its evidence, as declared in the schema.
            as_of: The day whose law is applied.
            disabled: Ids of red flags and company rules that the policy switches off.
            indexed: Look only at rules that can fire. ``False`` looks at every one, which is what
                the rules mean and gives the same results; for tests and benchmarks.
            unanswered: Give the questions of a questionnaire too that matter for this order and
                have no answer, as undecided results. Else a questionnaire speaks of answers only.

        Returns:
            Rules that are met or undecided, gravest first, then by id.

        Raises:
            LawError: A rule of law is among the disabled ones, or there is no such rule.
        """
        self._refuse(disabled)
        regimes = set(view.get("jurisdictions") or ())
        day, out, matters = as_of.isoformat(), list[RuleResult](), dict[str, bool]()
        plan = self._plan(day)
        for rule, window, parameters in plan.steps_for(view, regimes, indexed=indexed):
            if rule.id not in disabled:
                context = Context(day=day, parameters=parameters, lists=rule.lists)
                trace = judge(rule, view, context)
                if _is_question(rule, trace):
                    if unanswered and _is_relevant(rule, view, context, matters):
                        out.append(open_question(rule, trace, view))
                elif trace.truth is not False:
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
        return self._judged(rule, window, view, context)

    def _judged(
        self, rule: Rule, window: Window, view: Mapping[str, Any], context: Context
    ) -> Verdict:
        trace = judge(rule, view, context)
        found = results(rule, window, trace, view, context)
        if window.state == "stayed":
            why = f"Stayed from {window.start} to {window.until}."
            return Verdict(rule=rule, state="stayed", why=why, trace=trace)
        if _is_question(rule, trace):
            matters = _is_relevant(rule, view, context, {})
            asked = "is asked" if matters else "does not matter here"
            why = f"A question without an answer; it {asked}."
            return Verdict(rule=rule, state="unanswered", why=why, trace=trace)
        if not found:
            why = f"Not so: {refusal(trace)}." if trace.truth is False else "It is only a note."
            return Verdict(rule=rule, state="not met", why=why, trace=trace)
        return Verdict(rule=rule, state=found[0].status, why=found[0].explanation, trace=trace)

    def _plan(self, day: str) -> Plan:
        """The rules of a day; the same between two days on which something changes."""
        epoch = bisect_right(self._switches, day)
        plan = self._plans.get(epoch)
        if plan is None:
            plan = self._plans[epoch] = plan_of(self.rules, day)
        return plan

    def _refuse(self, disabled: Collection[str]) -> None:
        for name in sorted(disabled):
            if name not in self._by_id:
                raise LawError(f"There is no rule {name!r} to switch off. `rules list` names them.")
            if self._by_id[name].kind == "law":
                raise LawError(f"{name} is a rule of law: company policy cannot switch it off.")


def _is_question(rule: Rule, trace: Trace) -> bool:
    """Whether a rule of a questionnaire is undecided: a question, and not yet a warning sign."""
    return rule.kind == "questionnaire" and trace.truth is None


def _is_relevant(
    rule: Rule, view: Mapping[str, Any], context: Context, seen: dict[str, bool]
) -> bool:
    """Whether a question may matter for an order; what is not known may.

    ``seen`` keeps the answers by ``rule.relevance``: most questions share one condition.
    """
    if rule.relevant is None:
        return True
    if rule.relevance not in seen:
        seen[rule.relevance] = rule.relevant.run((view,), context).truth is not False
    return seen[rule.relevance]


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
    retired = {name: at for pack in packs for name, at in pack.retired.items()}
    for pack in packs:
        for rule in pack.rules:
            problems += _clash(rule, by_id.get(rule.id), retired.get(rule.id))
            by_id.setdefault(rule.id, rule)
    if problems:
        shown = "\n".join(str(problem) for problem in problems[:20])
        more = f"\n… and {len(problems) - 20} more" if len(problems) > 20 else ""  # noqa: PLR2004 - one screen
        raise LawError(f"{len(problems)} problem(s) in the rules:\n{shown}{more}", problems)
    hashes = {
        name: [rule.digest, {key: table.digest for key, table in rule.lists.items()}]
        for name, rule in by_id.items()
    }
    rules = tuple(by_id.values())
    return RuleBook(rules=rules, digest=digest(hashes), _by_id=by_id, _switches=switches(rules))


def _clash(rule: Rule, other: Rule | None, retired: str | None) -> list[Problem]:
    """What is wrong with an id: it stands for one rule, for ever, as old decisions name it."""
    if other is not None:
        reason = f"This id is used already, at {other.file}:{other.line}."
        remedy = "Give the rule an id of its own; a company's pack adds rules, it replaces none."
    elif retired is not None:
        reason = f"This id belonged to a rule that was retired, at {retired}."
        remedy = "Give the rule a new id: old decisions name the old rule by this one."
    else:
        return []
    return [
        Problem(
            file=rule.file, line=rule.line, field="id", value=rule.id, reason=reason, remedy=remedy
        )
    ]


@cache
def _shipped() -> tuple[Pack, ...]:
    return tuple(read_pack(HOME / "packs" / f"{name}.yaml", lists=HOME) for name in PACKS)


def read_packs(extra: Sequence[Path] = ()) -> list[Pack]:
    """The packs of the product, then others, read and not yet joined."""
    return [*_shipped(), *(read_pack(path, lists=HOME) for path in extra)]
