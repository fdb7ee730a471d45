"""Strings made comparable: scripts, countries, dates, identifiers, the words of a name."""

from typing import TYPE_CHECKING

from holdpoint._lazy import lazily

if TYPE_CHECKING:
    from holdpoint.text._address_keys import address_key, address_keys
    from holdpoint.text._address_tables import address_opposites, address_stem, is_weak_address_word
    from holdpoint.text._addresses import AddressParts, parse_address
    from holdpoint.text._countries import (
        country_code,
        country_codes,
        country_name,
        is_former,
        may_begin_country,
    )
    from holdpoint.text._data import tables_digest
    from holdpoint.text._dates import CIRCA_DAYS, date_interval, parse_date, parse_dates
    from holdpoint.text._families import (
        is_known_name,
        name_group,
        name_groups,
        name_spellings,
        same_name,
        split_syllables,
    )
    from holdpoint.text._forms import form_countries, is_company_form
    from holdpoint.text._han import simplify
    from holdpoint.text._hs import HsFault, hs_dotted, hs_fault, hs_subheadings
    from holdpoint.text._identifiers import (
        identifier_check,
        identifier_schemes,
        normalise_identifier,
    )
    from holdpoint.text._marks import FORM, LETTERS
    from holdpoint.text._names import LONGEST_NAME, MOST_WORDS, is_cut, name_tokens, tokens
    from holdpoint.text._people import Gender, Role, acronym, gender_of_given, person_roles
    from holdpoint.text._respelt import mended, parted, put_right, uncut
    from holdpoint.text._scripts import romanise, script
    from holdpoint.text._sound import fold, skeleton
    from holdpoint.text._weights import weight, word_kind
else:
    __getattr__ = lazily(
        __name__,
        {
            "_address_keys": (
                "address_key",
                "address_keys",
            ),
            "_address_tables": (
                "address_opposites",
                "address_stem",
                "is_weak_address_word",
            ),
            "_addresses": (
                "AddressParts",
                "parse_address",
            ),
            "_countries": (
                "country_code",
                "country_codes",
                "country_name",
                "is_former",
                "may_begin_country",
            ),
            "_data": ("tables_digest",),
            "_dates": (
                "CIRCA_DAYS",
                "date_interval",
                "parse_date",
                "parse_dates",
            ),
            "_families": (
                "is_known_name",
                "name_group",
                "name_groups",
                "name_spellings",
                "same_name",
                "split_syllables",
            ),
            "_forms": (
                "form_countries",
                "is_company_form",
            ),
            "_han": ("simplify",),
            "_hs": (
                "HsFault",
                "hs_dotted",
                "hs_fault",
                "hs_subheadings",
            ),
            "_identifiers": (
                "identifier_check",
                "identifier_schemes",
                "normalise_identifier",
            ),
            "_marks": (
                "FORM",
                "LETTERS",
            ),
            "_names": (
                "LONGEST_NAME",
                "MOST_WORDS",
                "is_cut",
                "name_tokens",
                "tokens",
            ),
            "_people": (
                "Gender",
                "Role",
                "acronym",
                "gender_of_given",
                "person_roles",
            ),
            "_respelt": (
                "mended",
                "parted",
                "put_right",
                "uncut",
            ),
            "_scripts": (
                "romanise",
                "script",
            ),
            "_sound": (
                "fold",
                "skeleton",
            ),
            "_weights": (
                "weight",
                "word_kind",
            ),
        },
    )

__all__ = [
    "CIRCA_DAYS",
    "FORM",
    "LETTERS",
    "LONGEST_NAME",
    "MOST_WORDS",
    "AddressParts",
    "Gender",
    "HsFault",
    "Role",
    "acronym",
    "address_key",
    "address_keys",
    "address_opposites",
    "address_stem",
    "country_code",
    "country_codes",
    "country_name",
    "date_interval",
    "fold",
    "form_countries",
    "gender_of_given",
    "hs_dotted",
    "hs_fault",
    "hs_subheadings",
    "identifier_check",
    "identifier_schemes",
    "is_company_form",
    "is_cut",
    "is_former",
    "is_known_name",
    "is_weak_address_word",
    "may_begin_country",
    "mended",
    "name_group",
    "name_groups",
    "name_spellings",
    "name_tokens",
    "normalise_identifier",
    "parse_address",
    "parse_date",
    "parse_dates",
    "parted",
    "person_roles",
    "put_right",
    "romanise",
    "same_name",
    "script",
    "simplify",
    "skeleton",
    "split_syllables",
    "tables_digest",
    "tokens",
    "uncut",
    "weight",
    "word_kind",
]
