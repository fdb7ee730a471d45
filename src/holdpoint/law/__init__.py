"""The law: rules as dated, cited data in a small closed language, and how they judge an order.

``load_rulebook()`` gives the packs of the product (and a company's own); ``RuleBook.evaluate``
applies them to the view of one order. The format is described in ``docs/guide/rules.md``.
"""

from holdpoint.law._applied import applied
from holdpoint.law._book import RuleBook
from holdpoint.law._check import check, check_pack
from holdpoint.law._describe import conditions, describe
from holdpoint.law._examples import complete
from holdpoint.law._json_schema import pack_schema, pack_schema_text
from holdpoint.law._load import load_rulebook
from holdpoint.law._operators import OPERATORS
from holdpoint.law._predicates import register
from holdpoint.law._provisions import Provision, provisions
from holdpoint.law._rule import Cite, Example, Rule, RuleResult, Verdict, Window
from holdpoint.law._schema import VIEW, Field
from holdpoint.law._skeleton import add_rule
from holdpoint.law._trace import Trace
from holdpoint.law._trials import coverage, run_examples

__all__ = [
    "OPERATORS",
    "VIEW",
    "Cite",
    "Example",
    "Field",
    "Provision",
    "Rule",
    "RuleBook",
    "RuleResult",
    "Trace",
    "Verdict",
    "Window",
    "add_rule",
    "applied",
    "check",
    "check_pack",
    "complete",
    "conditions",
    "coverage",
    "describe",
    "load_rulebook",
    "pack_schema",
    "pack_schema_text",
    "provisions",
    "register",
    "run_examples",
]
