"""Strings made comparable: scripts, countries, dates, identifiers, the words of a name."""

from holdpoint.text._countries import country_code, country_codes, country_name, is_former
from holdpoint.text._data import tables_digest
from holdpoint.text._dates import CIRCA_DAYS, date_interval, parse_date, parse_dates
from holdpoint.text._identifiers import identifier_check, normalise_identifier
from holdpoint.text._names import LONGEST_NAME, MOST_WORDS, is_cut, name_tokens, tokens
from holdpoint.text._scripts import romanise, script
from holdpoint.text._words import (
    FORM,
    LETTERS,
    name_group,
    name_spellings,
    weight,
    word_kind,
)

__all__ = [
    "CIRCA_DAYS",
    "FORM",
    "LETTERS",
    "LONGEST_NAME",
    "MOST_WORDS",
    "country_code",
    "country_codes",
    "country_name",
    "date_interval",
    "identifier_check",
    "is_cut",
    "is_former",
    "name_group",
    "name_spellings",
    "name_tokens",
    "normalise_identifier",
    "parse_date",
    "parse_dates",
    "romanise",
    "script",
    "tables_digest",
    "tokens",
    "weight",
    "word_kind",
]
