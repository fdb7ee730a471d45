"""Examples are run, and every rule must have the right ones."""

from __future__ import annotations

from collections.abc import Sequence

from holdpoint.law._book import judge
from holdpoint.law._dates import day_before
from holdpoint.law._examples import complete
from holdpoint.law._plan import planned
from holdpoint.law._result import placeholders_without_value, results
from holdpoint.law._rule import Example, Rule, RuleResult
from holdpoint.model import Problem


def run_examples(rule: Rule) -> tuple[Problem, ...]:
    """Run the examples of a rule.

    Returns:
        One problem for each example that comes out otherwise than written, or that leaves a
        placeholder of a sentence without a value.
    """
    out: list[Problem] = []
    for example in rule.examples:
        found, empty = _run(rule, example)
        seen = _seen(found)
        if seen != example.expect:
            out.append(
                _problem(
                    rule,
                    example,
                    f"The example '{example.name}' gives {seen}, not {example.expect}.",
                    "Mend the rule or the example.",
                )
            )
        if empty:
            names = ", ".join(f"{{{name}}}" for name in empty)
            out.append(
                _problem(
                    rule,
                    example,
                    f"The example '{example.name}' leaves {names} empty.",
                    "Say it without, or make the condition ask for it.",
                )
            )
    return tuple(out)


def _run(rule: Rule, example: Example) -> tuple[list[RuleResult], tuple[str, ...]]:
    step = planned(rule, example.as_of)
    if step is None:
        return [], ()
    _, window, context = step
    view = complete(example.given, as_of=example.as_of, regime=rule.regime)
    if rule.regime is not None and rule.regime not in view["jurisdictions"]:
        return [], ()
    found = results(rule, window, judge(rule, view, context), view, context)
    empty = [name for one in found for name in placeholders_without_value(rule, one, view, context)]
    return found, tuple(dict.fromkeys(empty))


def _seen(found: Sequence[RuleResult]) -> str:
    if not found:
        return "silent"
    return "unknown" if found[0].status == "unknown" else found[0].outcome


def _problem(rule: Rule, example: Example | None, reason: str, remedy: str) -> Problem:
    line = rule.line if example is None else example.line
    return Problem(
        file=rule.file, line=line, field="examples", value=rule.id, reason=reason, remedy=remedy
    )


def coverage(rule: Rule) -> tuple[Problem, ...]:
    """Examples that a rule must have and has not.

    One that fires, one that is silent, one that is unknown (where a missing fact can leave it
    undecided) and, for each verified first day, one on the day before.
    """
    expected = {example.expect for example in rule.examples}
    days = {example.as_of for example in rule.examples if example.expect == "silent"}
    out = []
    if not expected & {"block", "hold", "release"}:
        out.append("No example fires.")
    if "silent" not in expected:
        out.append("No example is silent.")
    if rule.may_be_unknown and rule.outcome != "release" and "unknown" not in expected:
        out.append("No example is unknown.")
    first = rule.windows[0].start
    if first is not None and day_before(first) not in days:
        out.append(
            f"No example is silent on {day_before(first)}, the day before it came into force."
        )
    return tuple(_problem(rule, None, reason, "Add one.") for reason in out)
