"""Load the rule book, and refuse a company's pack whose examples do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from holdpoint.errors import LawError
from holdpoint.law._book import RuleBook, build, read_packs
from holdpoint.law._trials import run_examples


@cache
def _embedded() -> RuleBook:
    return build(read_packs())


def load_rulebook(extra: Sequence[Path] = ()) -> RuleBook:
    """Load the packs of the product and a company's own.

    The examples of a company's rules are run: a rule that does not do what stands beside it, or
    that leaves a placeholder of its sentences empty, is applied to nobody's order. Those of the
    product were run before it was given out (``holdpoint rules test`` runs them again).

    Args:
        extra: Pack files of the company. They may add holds, blocks and notes; they cannot
            replace or switch off a rule of law.

    Raises:
        LawError: With every problem of every pack, each with file, line and remedy.
        UnreadableInputError: A pack cannot be opened or is no YAML.
    """
    if not extra:
        return _embedded()
    packs = read_packs(extra)
    book = build(packs)
    own = [rule for pack in packs[-len(extra) :] for rule in pack.rules]
    problems = [problem for rule in own for problem in run_examples(rule)]
    if problems:
        raise LawError("\n".join(map(str, problems)), problems)
    return book
