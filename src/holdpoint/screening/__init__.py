"""The one path: collect evidence, apply rules, decide, record, replay."""

from holdpoint.screening._answer import Answer
from holdpoint.screening._jurisdiction import Ground, grounds
from holdpoint.screening._list_ages import ListAge, ListPolicy, list_ages
from holdpoint.screening._named import asked_names, says_who
from holdpoint.screening._policy import Policy, load_policy
from holdpoint.screening._published import PublishedFlag, published_flags
from holdpoint.screening._questions import Asked, Questionnaire, Reason
from holdpoint.screening._reasons import comparison_row
from holdpoint.screening._record import (
    Difference,
    Kept,
    parse_record,
    read_record,
    reasons,
    record_bytes,
    record_path,
    replay,
    write_record,
)
from holdpoint.screening._screener import ENGINE, Screener

__all__ = [
    "ENGINE",
    "Answer",
    "Asked",
    "Difference",
    "Ground",
    "Kept",
    "ListAge",
    "ListPolicy",
    "Policy",
    "PublishedFlag",
    "Questionnaire",
    "Reason",
    "Screener",
    "asked_names",
    "comparison_row",
    "grounds",
    "list_ages",
    "load_policy",
    "parse_record",
    "published_flags",
    "read_record",
    "reasons",
    "record_bytes",
    "record_path",
    "replay",
    "says_who",
    "write_record",
]
