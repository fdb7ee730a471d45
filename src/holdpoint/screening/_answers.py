"""Answers that an order gives and that do nothing: nobody asks for them, or they say neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from holdpoint.model import NotRun
from holdpoint.screening._jurisdiction import grounds

if TYPE_CHECKING:
    from holdpoint.law import Rule


def useless_answers(
    answers: Mapping[str, bool | str | float], rules: Iterable[Rule]
) -> tuple[NotRun, ...]:
    """Tell of answers that change nothing, so that nobody believes a question to be settled.

    Args:
        answers: Of the order, by key.
        rules: All rules.
    """
    if not answers:
        return ()
    read: dict[str, bool] = {}
    for rule in rules:
        for path in rule.reads:
            head, _, key = path.partition(".")
            if head == "answers":
                read[key] = read.get(key, True) and rule.kind == "questionnaire"
    out = [
        NotRun(check="answers", why=f"answers.{key}: no rule asks for it, so it changed nothing")
        for key in sorted(answers.keys() - read.keys() - _that_bring_law_in())
    ]
    out += [
        NotRun(check="answers", why=f"answers.{key}: {value!r} is neither yes nor no: not answered")
        for key, value in sorted(answers.items())
        if read.get(key) and not isinstance(value, bool)
    ]
    return tuple(out)


def _that_bring_law_in() -> set[str]:
    """Answers that no rule reads: they say which law binds."""
    return {key for ground in grounds() if ground.test == "answer" for key in ground.values}
