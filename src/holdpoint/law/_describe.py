"""A rule as a text for people: what it says, since when, on what authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from holdpoint.law._operators import OPERATORS
from holdpoint.law._rule import Cite, Rule, Window


def describe(rule: Rule) -> str:
    """The rule in plain text: condition, exceptions, dates, citation, what clears it."""
    return "\n".join(_lines(rule))


def conditions(rule: Rule) -> str:
    """Only what the rule looks at: condition, exceptions, and the values with their days."""
    return "\n".join(_conditions(rule))


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.title}  [{rule.id}]"
    yield f"{rule.authority} · {rule.outcome}" + (
        f" ({rule.downgraded})" if rule.downgraded else ""
    )
    yield from _conditions(rule)
    if rule.whom is not None:
        yield f"Asked of: {rule.whom.replace('_', ' ')}"
    if rule.source.get("relevant"):
        yield "Asked where"
        yield from _condition(rule.source["relevant"], 1)
    for window in rule.windows:
        yield _window(window)
    yield f"Source: {_cited(rule.cite)}"
    if rule.cite.note:
        yield f"Note: {rule.cite.note}"
    yield f"Clears if: {rule.clears_if}"
    if rule.banner:
        yield rule.banner


def _conditions(rule: Rule) -> Iterator[str]:
    yield "When"
    yield from _condition(rule.source["when"], 1)
    for one in rule.source.get("unless") or ():
        yield "unless"
        yield from _condition({k: v for k, v in one.items() if k != "cite"}, 1)
    for parameter in rule.parameters:
        for dated in parameter.values:
            shown = (
                ", ".join(map(str, dated.value)) if isinstance(dated.value, list) else dated.value
            )
            yield f"${parameter.name} from {dated.start}: {shown} ({_cited(dated.cite)})"


def _condition(raw: Mapping[str, Any], indent: int) -> Iterator[str]:
    pad = "  " * indent
    for key, value in raw.items():
        if key in ("all", "any"):
            yield f"{pad}{'all' if key == 'all' else 'any'} of:"
            for one in value:
                inner = list(_condition(one, indent + 2))
                yield f"{pad}  - {inner[0].strip()}"
                yield from inner[1:]
        elif key == "licence":
            yield f"{pad}a licence of {value['valid_for']} is good on that day"
        elif key == "call":
            yield f"{pad}{key} {value}"
        elif isinstance(value, Mapping) and set(value) <= set(OPERATORS):
            for operator, operand in value.items():
                known = OPERATORS[operator]
                shown = ", ".join(operand) if isinstance(operand, list) else operand
                yield f"{pad}{key} {known.phrase}" + ("" if known.operand == "yes" else f" {shown}")
        else:
            yield f"{pad}{key}:"
            yield from _condition(value, indent + 1)


def _window(window: Window) -> str:
    state = window.state.replace("_", " ").capitalize()
    start = window.start or "a day that is not verified"
    until = f" to {window.until} (last day)" if window.until else ""
    return f"{state} from {start}{until}" + (f". {window.banner}" if window.banner else "")


def _cited(cite: Cite) -> str:
    parts = [cite.title, cite.locator, cite.url, f"basis: {cite.basis}"]
    if cite.read:
        parts.append(f"text of {cite.read}")
    return ", ".join(part for part in parts if part)
