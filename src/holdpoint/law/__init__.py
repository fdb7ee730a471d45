"""The law: rules as dated, cited data in a small closed language, and how they judge an order.

``load_rulebook()`` gives the packs of the product (and a company's own); ``RuleBook.evaluate``
applies them to the view of one order. The format is described in ``docs/guide/rules.md``.
"""

from holdpoint.law._book import RuleBook, load_rulebook
from holdpoint.law._check import check, check_pack, coverage, run_examples
from holdpoint.law._describe import describe
from holdpoint.law._examples import complete
from holdpoint.law._operators import OPERATORS
from holdpoint.law._predicates import register
from holdpoint.law._rule import Cite, Example, Rule, RuleResult, Verdict, Window
from holdpoint.law._schema import VIEW, Field
from holdpoint.law._trace import Trace

__all__ = [
    "OPERATORS",
    "VIEW",
    "Cite",
    "Example",
    "Field",
    "Rule",
    "RuleBook",
    "RuleResult",
    "Trace",
    "Verdict",
    "Window",
    "check",
    "check_pack",
    "complete",
    "coverage",
    "describe",
    "load_rulebook",
    "register",
    "run_examples",
]
