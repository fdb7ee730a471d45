"""Goods: codes made comparable, and compared with the goods lists."""

from holdpoint.goods._ccl import Control, ControlList, Reason
from holdpoint.goods._ccl_search import ControlHit, ControlSearch
from holdpoint.goods._chart import CountryChart, LicenceAnswer, Requirement, licence_rows
from holdpoint.goods._codes import existing_hs, is_munitions, normalise_eccn, normalise_hs
from holdpoint.goods._described import describe
from holdpoint.goods._described_nomenclature import Nomenclature
from holdpoint.goods._described_types import (
    CategoryFound,
    CodeFound,
    DecidingWord,
    Described,
    ListTouched,
)
from holdpoint.goods._found import described_rows
from holdpoint.goods._index import HIGH_PRIORITY_LIST, GoodsIndex
from holdpoint.goods._tariff import TariffLine, TariffText

__all__ = [
    "HIGH_PRIORITY_LIST",
    "CategoryFound",
    "CodeFound",
    "Control",
    "ControlHit",
    "ControlList",
    "ControlSearch",
    "CountryChart",
    "DecidingWord",
    "Described",
    "GoodsIndex",
    "LicenceAnswer",
    "ListTouched",
    "Nomenclature",
    "Reason",
    "Requirement",
    "TariffLine",
    "TariffText",
    "describe",
    "described_rows",
    "existing_hs",
    "is_munitions",
    "licence_rows",
    "normalise_eccn",
    "normalise_hs",
]
